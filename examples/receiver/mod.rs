//! A receiver of webhooks behind axum: verify the raw bytes, queue them durably, answer. The work comes later, from the
//! queue.
//!
//! | answer | when |
//! |---|---|
//! | 400, empty | the signature is missing, wrong or too old, or the body too large: all alike to the sender |
//! | 200 | the delivery is in the queue, on the disk, from now on or from an earlier time |
//! | 503 | it is being queued at this moment by another request, or it cannot be queued: the sender tries again |

mod file;
mod queue;

use std::error::Error;
use std::io;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use korea_checkout::events::Received;
use tokio::sync::Notify;
use webhook_verify::seen::{Open, Seen, SeenStore};
use webhook_verify::{ReplayKey, Verifier};

pub use self::{file::Entry, queue::Queue};

use crate::unix_seconds;

/// What receives the webhooks of one shop.
pub struct Receiver {
    verifier: Verifier,
    queue: Queue,
    arrived: Notify,
    log: fn(&str),
}

impl Receiver {
    /// Verifies with this, queues into that, and tells the log how each delivery went; nothing of what was sent is in it.
    #[must_use]
    pub fn new(verifier: Verifier, queue: Queue, log: fn(&str)) -> Self {
        Self { verifier, queue, arrived: Notify::new(), log }
    }

    /// Receives at `/webhooks`.
    pub fn routes(self: Arc<Self>) -> Router {
        // One byte more than is verified: a body of that length reaches the verifier, which says what is wrong.
        let limit = DefaultBodyLimit::max(Verifier::DEFAULT_MAX_BODY_BYTES + 1);
        Router::new().route("/webhooks", post(receive)).layer(limit).with_state(self)
    }

    /// The event at a position in the queue, from 0, waiting until it is there; `None` for a delivery that is no event.
    ///
    /// It is verified again as of when it was received, so a line that somebody wrote into the file is no event. Keep a
    /// secret that ends until the queue is empty.
    ///
    /// # Errors
    /// The queue cannot be read.
    pub async fn event(&self, position: usize) -> io::Result<Option<Received>> {
        loop {
            if let Some(entry) = self.queue.entries().await?.get(position) {
                let event = self.event_of(entry);
                return Ok(event.map_err(|error| (self.log)(&format!("not an event: {error}"))).ok());
            }
            self.arrived.notified().await;
        }
    }

    fn event_of(&self, entry: &Entry) -> Result<Received, Box<dyn Error>> {
        Ok(Received::parse(self.verifier.verify(&entry.headers, &entry.body()?, entry.received)?)?)
    }

    async fn answer(&self, headers: &HeaderMap, body: &[u8]) -> (StatusCode, String) {
        let now = unix_seconds();
        let verified = match self.verifier.verify(headers, body, now) {
            Ok(verified) => verified,
            Err(reason) => return (StatusCode::BAD_REQUEST, format!("{}: {reason}", reason.as_str())),
        };
        // The event's own id, if it has one. A body that is no event is queued too: sent again it would be the same.
        let key = Received::parse(verified).map_or_else(|_| verified.replay_key(), |received| received.key);
        let Ok(seen) = self.queue.begin(&key, now).await;
        match seen {
            Seen::New => self.enqueue(key, headers, body, now).await,
            Seen::InProgress => (StatusCode::SERVICE_UNAVAILABLE, "another delivery of it is being queued".to_owned()),
            Seen::Done => (StatusCode::OK, "queued before".to_owned()),
        }
    }

    async fn enqueue(&self, key: ReplayKey, headers: &HeaderMap, body: &[u8], now: i64) -> (StatusCode, String) {
        // Gives the event back unless it is committed.
        let open = Open::new(&self.queue, key.clone());
        let entry = Entry::of(&key, self.verifier.scheme(), headers, body, now);
        if let Err(error) = self.queue.append(&entry).await {
            return (StatusCode::SERVICE_UNAVAILABLE, format!("the queue: {}", error.kind()));
        }
        let Ok(()) = open.commit(now).await;
        self.arrived.notify_one();
        (StatusCode::OK, "queued".to_owned())
    }
}

async fn receive(
    State(receiver): State<Arc<Receiver>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> StatusCode {
    let answering = async move {
        let (status, how) = match body {
            Ok(body) => receiver.answer(&headers, &body).await,
            Err(_) => (StatusCode::BAD_REQUEST, "the body is too large, or was broken off".to_owned()),
        };
        (receiver.log)(&format!("{} {how}", status.as_u16()));
        status
    };
    // A sender that hangs up drops the future of its request; what has begun goes on to its end all the same.
    tokio::spawn(answering).await.unwrap_or(StatusCode::SERVICE_UNAVAILABLE)
}
