//! Transports and clocks for tests: no sockets, and time that a test moves.

use std::collections::VecDeque;
use std::future::ready;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use bytes::Bytes;
use http::{Request, Response};
use tokio::time::Instant;

use crate::BoxFuture;
use crate::clock::Clock;
use crate::transport::{Body, Transport, TransportError};

/// A transport made from a function `(request, now) -> response`, such as a sandbox's core.
pub struct InMemory {
    clock: Arc<dyn Clock>,
    answer: Answering,
}

type Answering = Box<dyn Fn(Request<Bytes>, SystemTime) -> Response<Bytes> + Send + Sync>;

impl InMemory {
    /// Answers every request by the function, at the time of the clock.
    pub fn new(
        clock: Arc<dyn Clock>,
        answer: impl Fn(Request<Bytes>, SystemTime) -> Response<Bytes> + Send + Sync + 'static,
    ) -> Self {
        Self { clock, answer: Box::new(answer) }
    }
}

impl Transport for InMemory {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Box<dyn Body>>, TransportError>> {
        let response = (self.answer)(request, self.clock.now());
        Box::pin(ready(Ok(boxed(response))))
    }
}

/// What a [`Script`] does with one request.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Reply {
    /// Answers with a status and a JSON body.
    Json(u16, String),
    /// Answers as given.
    Raw(Box<Response<Bytes>>),
    /// Ends before the request left, or after.
    Fail(TransportError),
    /// Answers 200, and breaks in the middle of the body.
    Truncated,
    /// Never answers.
    Hang,
}

/// A transport that follows a script and keeps every request. After the script's end it hangs.
#[derive(Clone, Default)]
pub struct Script {
    replies: Arc<Mutex<VecDeque<Reply>>>,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Script {
    /// Replies in this order.
    pub fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        Self { replies: Arc::new(Mutex::new(replies.into_iter().collect())), requests: Arc::default() }
    }

    /// Every request so far.
    #[must_use]
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Transport for Script {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Box<dyn Body>>, TransportError>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        let reply = self.replies.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        let result = match reply.unwrap_or(Reply::Hang) {
            Reply::Hang => return Box::pin(std::future::pending()),
            Reply::Fail(error) => Err(error),
            Reply::Raw(response) => Ok(boxed(*response)),
            Reply::Truncated => {
                Ok(Response::new(Box::new(Broken(Some(Bytes::from_static(b"{\"code\":2")))) as Box<dyn Body>))
            }
            Reply::Json(status, body) => {
                let mut response = Response::new(Bytes::from(body));
                *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or_default();
                Ok(boxed(response))
            }
        };
        Box::pin(ready(result))
    }
}

/// A body that breaks after its first chunk.
struct Broken(Option<Bytes>);

impl Body for Broken {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(ready(self.0.take().map_or(Err(TransportError::Lost), |chunk| Ok(Some(chunk)))))
    }
}

fn boxed(response: Response<Bytes>) -> Response<Box<dyn Body>> {
    response.map(|body| Box::new(body) as Box<dyn Body>)
}

/// A clock that starts at a given moment and moves with tokio's, so paused time moves it too.
#[derive(Debug, Clone)]
pub struct TokioClock {
    start: SystemTime,
    anchor: Instant,
}

impl TokioClock {
    /// Starts now, showing `start`. Must be called within a tokio runtime.
    #[must_use]
    pub fn starting_at(start: SystemTime) -> Self {
        Self { start, anchor: Instant::now() }
    }
}

impl Clock for TokioClock {
    fn now(&self) -> SystemTime {
        self.start + self.anchor.elapsed()
    }
}
