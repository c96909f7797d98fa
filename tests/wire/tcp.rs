//! Bytes on the wire, and wires that break: what no HTTP mock can show.

#[path = "../../crates/apiwire/tests/common/mod.rs"]
mod common;
mod recorder;
mod signed;
mod tcp_bodies;
mod tcp_resets;
mod tcp_signed;
mod tcp_slow;
mod wing;

use std::sync::Arc;
use std::time::Duration;

use apiwire::decode::DecodeError;
use apiwire::transport::HttpTransport;
use apiwire::{
    Delivery, Endpoint, Error, ErrorKind, Family, JsonBody, Pipeline, Repeat, Target, Times, Write, WritePermit,
};
use common::{FAMILY, GetThing, PutThing};
use http::Method;
use recorder::{Recorder, Turn};

/// The sample write of the common module, with a body.
struct PutThingWithBody;

impl Endpoint for PutThingWithBody {
    type Output = u64;
    type Effect = Write;
    const NAME: &'static str = PutThing::NAME;
    const METHOD: Method = Method::PUT;
    const FAMILY: Option<Family> = PutThing::FAMILY;
    const REPEAT: Repeat = Repeat::Never;
    const SETTLED_BY: Option<&'static str> = PutThing::SETTLED_BY;

    fn target(&self) -> Target {
        PutThing.target()
    }

    fn body(&self) -> Option<JsonBody> {
        Some(JsonBody::new(&serde_json::json!({"quantity": 7})))
    }

    fn decode(&self, body: &[u8]) -> Result<u64, DecodeError> {
        PutThing.decode(body)
    }
}

/// A pipeline over real HTTP with the times of a user.
fn client(server: &Recorder) -> Pipeline {
    client_within(server, Times::default())
}

fn client_within(server: &Recorder, times: Times) -> Pipeline {
    let transport = HttpTransport::loopback_http(times.connect).unwrap();
    common::builder(Arc::new(transport), &server.url()).times(times).build()
}

/// Times that leave room for one attempt: the shortest back-off is a second.
fn one_attempt_of(attempt: Duration) -> Times {
    Times::default().with_limits(attempt, attempt + Duration::from_millis(900))
}

async fn read(client: &Pipeline) -> Result<u64, Error> {
    client.send(&GetThing::<false>, None).await
}

async fn write(client: &Pipeline) -> Result<u64, Error> {
    client.send(&PutThingWithBody, Some(&WritePermit::for_([FAMILY]))).await
}

/// What a caller learns of a failure.
fn learned(result: Result<u64, Error>) -> (ErrorKind, Delivery, u32) {
    let error = result.expect_err("a failure");
    if error.delivery() == Delivery::MaybeSent && error.operation() == PutThing::NAME {
        assert_eq!(error.settled_by(), Some("things.get"));
    }
    (error.kind(), error.delivery(), error.attempts())
}

/// The row "maybe sent" of the retry table, on a real wire: a read comes again on a new connection with a new
/// signature and succeeds; a write stops, and exactly one request has reached the server.
async fn broken_once(name: &str, turn: Turn, kind: ErrorKind, times: Times) {
    let server = Recorder::start([turn.clone(), recorder::ok()]).await;
    assert_eq!(read(&client_within(&server, times)).await.unwrap(), 200, "{name}: the second attempt of a read");
    let received = server.received().await;
    assert_eq!(received.len(), 2, "{name}: a connection for each attempt");
    if received[0].windows(4).any(|end| end == b"\r\n\r\n") {
        let [first, second] = [0, 1].map(|attempt: usize| recorder::header(&received[attempt], "authorization"));
        assert!(first.is_some() && first != second, "{name}: a signature for each attempt");
    }
    let server = Recorder::start([turn, recorder::ok()]).await;
    let error = learned(write(&client_within(&server, times)).await);
    assert_eq!(error, (kind, Delivery::MaybeSent, 1), "{name}: a write");
    assert_eq!(server.received().await.len(), 1, "{name}: a write is sent once");
}

/// Runs [`broken_once`] for many ways to break, all at the same time: most of the time passes between two attempts.
async fn each_broken_once(ways: impl IntoIterator<Item = (&'static str, Turn, ErrorKind)>, times: Times) {
    let mut running = tokio::task::JoinSet::new();
    for (name, turn, kind) in ways {
        running.spawn(async move { broken_once(name, turn, kind, times).await });
    }
    running.join_all().await;
}
