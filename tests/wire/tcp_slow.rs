//! Servers that take too long: the attempt has a time, whatever trickles in.

use std::time::{Duration, Instant};

use apiwire::{Delivery, ErrorKind, Times};

use crate::recorder::{self, Recorder, Step, Turn};
use crate::{client_within, each_broken_once, learned, one_attempt_of, read, write};

const ATTEMPT: Duration = Duration::from_millis(500);

fn slow(beginning: &str, then: Step) -> Turn {
    vec![Step::ReadRequest, Step::Write(beginning.into()), then]
}

#[tokio::test]
async fn an_answer_that_takes_too_long_repeats_a_read_and_stops_a_write() {
    let body = "HTTP/1.1 200 OK\r\ncontent-length: 90000\r\n\r\n{";
    let times = Times::default().with_limits(ATTEMPT, Duration::from_secs(30));
    each_broken_once(
        [
            ("no answer", slow("", Step::Hold), ErrorKind::Timeout),
            ("a head that drips", slow("HTTP/1.1 200 OK\r\nx-pad: ", Step::Drip), ErrorKind::Timeout),
            ("a head that stops", slow("HTTP/1.1 200 OK\r\n", Step::Hold), ErrorKind::Timeout),
            ("a body that drips", slow(body, Step::Drip), ErrorKind::Timeout),
            ("a body that stops", slow(body, Step::Hold), ErrorKind::Timeout),
        ],
        times,
    )
    .await;
}

#[tokio::test]
async fn a_dripping_body_does_not_stretch_the_time_of_the_attempt() {
    let server = Recorder::start([slow("HTTP/1.1 200 OK\r\ncontent-length: 90000\r\n\r\n{", Step::Drip)]).await;
    let times = Times::default().with_limits(ATTEMPT, Duration::from_secs(60));
    let started = Instant::now();
    let result = write(&client_within(&server, times)).await;
    // A drip every 20 ms would take half an hour, and the whole call has a minute.
    assert!(started.elapsed() >= ATTEMPT && started.elapsed() < Duration::from_secs(30));
    assert_eq!(learned(result), (ErrorKind::Timeout, Delivery::MaybeSent, 1));
}

#[tokio::test]
async fn the_whole_call_has_a_time_too_and_ends_with_what_the_last_attempt_says() {
    let turns = std::iter::repeat_with(|| slow("", Step::Hold)).take(3);
    let server = Recorder::start(turns).await;
    let client = client_within(&server, one_attempt_of(ATTEMPT));
    assert_eq!(learned(read(&client).await), (ErrorKind::Timeout, Delivery::MaybeSent, 1));
    assert_eq!(server.received().await.len(), 1);
}

#[tokio::test]
async fn a_quick_server_is_not_disturbed_by_short_times() {
    let server = Recorder::start([recorder::ok(), recorder::ok()]).await;
    let client = client_within(&server, Times::default());
    assert_eq!((read(&client).await.unwrap(), write(&client).await.unwrap()), (200, 200));
    assert_eq!(server.received().await.len(), 2);
}

#[tokio::test]
async fn a_refusal_whose_body_never_ends_is_still_a_refusal() {
    let times = Times::default().with_limits(ATTEMPT, Duration::from_secs(30));
    for (status, kind) in [(404, ErrorKind::NotFound), (302, ErrorKind::EdgeBlocked), (429, ErrorKind::Throttled)] {
        let head = format!("HTTP/1.1 {status} X\r\ncontent-length: 90\r\n\r\n<");
        let turn = slow(&head, Step::Hold);
        let server = Recorder::start([turn.clone(), turn]).await;
        let read = learned(read(&client_within(&server, times)).await);
        let write = learned(write(&client_within(&server, times)).await);
        assert_eq!((read, write), ((kind, Delivery::Answered, 1), (kind, Delivery::Answered, 1)), "{status}");
    }
}

/// Under 400 the vendor also tells that its own time ran out, and the words for that may be in the rest.
#[tokio::test]
async fn a_400_whose_body_never_ends_may_have_been_a_timeout() {
    let turn = slow("HTTP/1.1 400 X\r\ncontent-length: 90\r\n\r\n<", Step::Hold);
    let server = Recorder::start([turn]).await;
    let times = Times::default().with_limits(ATTEMPT, Duration::from_secs(30));
    let write = learned(write(&client_within(&server, times)).await);
    assert_eq!(write, (ErrorKind::Timeout, Delivery::MaybeSent, 1));
    assert_eq!(server.received().await.len(), 1, "a write is never sent again");
}
