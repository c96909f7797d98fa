//! Connections that break at every stage, or never come about.

use apiwire::{Delivery, ErrorKind, Times};

use crate::recorder::{Recorder, Step};
use crate::{client, each_broken_once, learned, read, write};

const HALF_A_HEAD: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-ty";
const HALF_A_BODY: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n{\"code\"";

#[tokio::test]
async fn a_reset_at_any_stage_repeats_a_read_and_stops_a_write() {
    use Step::{ReadHead, ReadRequest, Reset, Write};
    let lost = ErrorKind::ConnectionLost;
    each_broken_once(
        [
            ("reset at once", vec![Reset], lost),
            ("reset after the head", vec![ReadHead, Reset], lost),
            ("reset after the request", vec![ReadRequest, Reset], lost),
            ("reset in the answer's head", vec![ReadRequest, Write(HALF_A_HEAD.into()), Reset], lost),
            ("reset in the answer's body", vec![ReadRequest, Write(HALF_A_BODY.into()), Reset], lost),
            ("closed at once", vec![], lost),
            ("closed after the head", vec![ReadHead], lost),
            ("closed after the request", vec![ReadRequest], lost),
            ("closed in the answer's head", vec![ReadRequest, Write(HALF_A_HEAD.into())], lost),
            ("closed in the answer's body", vec![ReadRequest, Write(HALF_A_BODY.into())], lost),
        ],
        Times::default(),
    )
    .await;
}

#[tokio::test]
async fn what_is_not_http_repeats_a_read_and_stops_a_write() {
    let garbage = |bytes: &[u8]| vec![Step::ReadRequest, Step::Write(bytes.to_vec())];
    let lost = ErrorKind::ConnectionLost;
    let endless_head = [b"HTTP/1.1 200 OK\r\n".to_vec(), b"x: y\r\n".repeat(200_000)].concat();
    each_broken_once(
        [
            ("another protocol", garbage(b"SSH-2.0-OpenSSH_9.6\r\n"), lost),
            ("a page without a head", garbage(b"<html>nothing here</html>\r\n\r\n"), lost),
            ("a TLS alert", garbage(&[0x15, 3, 3, 0, 2, 2, 70]), lost),
            ("zeros", garbage(&[0; 64]), lost),
            ("a head without an end", garbage(&endless_head), lost),
            ("two lengths", garbage(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}"), lost),
        ],
        Times::default(),
    )
    .await;
}

#[tokio::test]
async fn a_closed_port_is_tried_three_times_also_for_a_write_because_nothing_was_sent() {
    let server = Recorder::start([]).await;
    let client = client(&server);
    server.stop().await;
    let (read, write) = tokio::join!(read(&client), write(&client));
    assert_eq!(learned(read), (ErrorKind::Connect, Delivery::NotSent, 3));
    assert_eq!(learned(write), (ErrorKind::Connect, Delivery::NotSent, 3));
}

#[tokio::test]
async fn a_kept_connection_that_has_died_in_the_meantime_costs_a_write_nothing() {
    // The first answer keeps the connection open, then the server closes it, as a load balancer does after a minute.
    let keep = b"HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n{\"code\":200}".to_vec();
    let server = Recorder::start([vec![Step::ReadRequest, Step::Write(keep)], crate::recorder::ok()]).await;
    let client = client(&server);
    assert_eq!(read(&client).await.unwrap(), 200);
    server.until_closed(0).await;
    assert_eq!(write(&client).await.unwrap(), 200);
    let received = server.received().await;
    assert!(received[0].starts_with(b"GET ") && received[1].starts_with(b"PUT ") && received.len() == 2);
}
