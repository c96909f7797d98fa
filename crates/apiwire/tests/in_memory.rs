//! What a transport in memory can show of connections that break, drip or go on for ever.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod common;

use std::sync::Arc;
use std::time::Duration;

use apiwire::testing::{InMemory, Reply, TokioClock};
use apiwire::transport::TransportError;
use apiwire::{Error, ErrorKind, Times};
use bytes::Bytes;
use common::{GetThing, builder, start};
use http::Response;
use tokio::time::Instant;

const BODY: &str = r#"{"code":200}"#;

/// One attempt at a read whose every reply is this.
async fn read(reply: Reply) -> Result<u64, Error> {
    let transport = InMemory::replying(Arc::new(TokioClock::starting_at(start())), move |_, _| reply.clone());
    let once = Times::default().with_limits(Duration::from_secs(30), Duration::from_millis(30_500));
    builder(Arc::new(transport), "https://api.example.com").times(once).build().send(&GetThing::<false>, None).await
}

fn answer(body: &'static str) -> Box<Response<Bytes>> {
    Box::new(Response::new(Bytes::from_static(body.as_bytes())))
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_breaks_off_is_a_lost_connection_however_much_of_it_came() {
    for part in [BODY, r#"{"code""#, ""] {
        let error = read(Reply::Broken(answer(part))).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionLost, "{part:?}");
    }
    assert_eq!(read(Reply::Fail(TransportError::Lost)).await.unwrap_err().kind(), ErrorKind::ConnectionLost);
}

#[tokio::test(start_paused = true)]
async fn a_dripping_answer_takes_its_time_and_is_whole() {
    // Twelve bytes in pieces of five: three pieces, and a pause before each.
    for (pause, expected) in [(Duration::from_secs(2), Some(6)), (Duration::from_secs(11), None)] {
        let begun = Instant::now();
        let result = read(Reply::Drip(answer(BODY), 5, pause)).await;
        match expected {
            Some(seconds) => {
                assert_eq!((result.unwrap(), begun.elapsed()), (200, Duration::from_secs(seconds)));
            }
            None => assert_eq!(result.unwrap_err().kind(), ErrorKind::Timeout),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_endless_answer_is_given_up() {
    for body in [BODY, ""] {
        let error = read(Reply::Endless(answer(body))).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BodyTooLarge, "{body:?}");
    }
}
