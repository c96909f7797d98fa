//! Bodies that are too large or end too early.

use apiwire::{Delivery, ErrorKind, Times};
use coupang_wing::Error;

use crate::recorder::{Recorder, Step, Turn, answer};
use crate::wing::{self, list};
use crate::{client, each_broken_once, learned, read, write};

/// The limits, in bytes, written down once more: a change of them should be meant.
const LARGEST: usize = 8 * 1024 * 1024;
const LARGEST_ERROR: usize = 64 * 1024;

const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

/// A head and the beginning of a body, after which the server waits: who wants more gets a timeout.
fn and_then_nothing(head: &str, body: Vec<u8>) -> Turn {
    vec![Step::ReadRequest, Step::Write(head.into()), Step::Write(body), Step::Hold]
}

/// Bytes in chunks of 64 KiB at most.
fn chunks(mut bytes: &[u8]) -> Vec<u8> {
    let mut written = Vec::new();
    while !bytes.is_empty() {
        let (chunk, rest) = bytes.split_at(bytes.len().min(64 * 1024));
        written.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        written.extend_from_slice(chunk);
        written.extend_from_slice(b"\r\n");
        bytes = rest;
    }
    written
}

/// `{"code":200}` and spaces up to this length.
fn padded(length: usize) -> String {
    let document = r#"{"code":200}"#;
    format!("{document}{}", " ".repeat(length - document.len()))
}

#[tokio::test]
async fn a_body_announced_as_too_large_is_refused_without_reading_it() {
    for length in [LARGEST + 1, usize::MAX >> 2] {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n");
        let turn = and_then_nothing(&head, b"{".to_vec());
        let server = Recorder::start([turn.clone(), turn]).await;
        let client = client(&server);
        assert_eq!(learned(read(&client).await), (ErrorKind::BodyTooLarge, Delivery::Answered, 1));
        // A write that was answered with success and an unreadable body has probably taken effect.
        assert_eq!(learned(write(&client).await), (ErrorKind::BodyTooLarge, Delivery::MaybeSent, 1));
        assert_eq!(server.received().await.len(), 2);
    }
}

#[tokio::test]
async fn a_body_that_turns_out_too_large_is_dropped_at_the_first_byte_beyond_the_limit() {
    let turn = and_then_nothing(CHUNKED, chunks(padded(LARGEST + 1).as_bytes()));
    let server = Recorder::start([turn.clone(), turn]).await;
    let client = client(&server);
    assert_eq!(learned(read(&client).await), (ErrorKind::BodyTooLarge, Delivery::Answered, 1));
    assert_eq!(learned(write(&client).await), (ErrorKind::BodyTooLarge, Delivery::MaybeSent, 1));
    assert_eq!(server.received().await.len(), 2);
}

#[tokio::test]
async fn a_body_of_exactly_the_limit_is_read() {
    let chunked = [CHUNKED.as_bytes(), &chunks(padded(LARGEST).as_bytes()), b"0\r\n\r\n"].concat();
    let server = Recorder::start([answer(200, &padded(LARGEST)), vec![Step::ReadRequest, Step::Write(chunked)]]).await;
    let client = client(&server);
    assert_eq!((read(&client).await.unwrap(), read(&client).await.unwrap()), (200, 200));
}

async fn refused(turn: Turn) -> Error {
    let server = Recorder::start([turn]).await;
    let error = list(&wing::wing(&server.url())).await.unwrap_err();
    assert_eq!((error.delivery(), error.attempts()), (Delivery::Answered, 1));
    error
}

#[tokio::test]
async fn an_error_body_of_any_size_is_classified_by_its_status() {
    let message = r#"{"code":"ERROR","message":"Specified signature is expired.","data":""#;
    let whole = format!("{message}{}\"}}", "x".repeat(LARGEST_ERROR - message.len() - 2));
    assert_eq!(whole.len(), LARGEST_ERROR);
    let read = refused(answer(401, &whole)).await;
    assert_eq!((read.kind(), read.status()), (ErrorKind::SignatureExpired, Some(401)));

    // One byte more is not read, whether it is announced or not: the status has to do.
    let announced = format!("HTTP/1.1 401 X\r\ncontent-length: {}\r\n\r\n", LARGEST_ERROR + 1);
    let chunked = "HTTP/1.1 401 X\r\ntransfer-encoding: chunked\r\n\r\n";
    let body = format!("{whole} ").into_bytes();
    for turn in [and_then_nothing(&announced, Vec::new()), and_then_nothing(chunked, chunks(&body))] {
        let cut = refused(turn).await;
        assert_eq!((cut.kind(), cut.status()), (ErrorKind::KeyRejected, Some(401)));
        assert!(cut.vendor_code().is_none());
    }
    let block = "HTTP/1.1 403 X\r\ncontent-type: text/html\r\ncontent-length: 9999999\r\n\r\n";
    assert_eq!(refused(and_then_nothing(block, Vec::new())).await.kind(), ErrorKind::EdgeBlocked);
}

#[tokio::test]
async fn an_error_body_that_breaks_off_is_classified_by_its_status() {
    let head = b"HTTP/1.1 401 X\r\ncontent-length: 500\r\n\r\n{\"message\":\"Inva".to_vec();
    let error = refused(vec![Step::ReadRequest, Step::Write(head)]).await;
    assert_eq!((error.kind(), error.status()), (ErrorKind::KeyRejected, Some(401)));
}

#[tokio::test]
async fn a_body_that_ends_too_early_repeats_a_read_and_stops_a_write() {
    let turn = |bytes: &str| vec![Step::ReadRequest, Step::Write(bytes.into())];
    let lost = ErrorKind::ConnectionLost;
    // What came is a whole JSON document each time: only the framing tells that something is missing.
    each_broken_once(
        [
            ("shorter than announced", turn("HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n{\"code\":200}"), lost),
            ("no last chunk", turn(&format!("{CHUNKED}c\r\n{{\"code\":200}}\r\n")), lost),
            ("half a chunk", turn(&format!("{CHUNKED}d\r\n{{\"code\":200}}")), lost),
            ("a size that is no number", turn(&format!("{CHUNKED}zz\r\n{{\"code\":200}}\r\n0\r\n\r\n")), lost),
        ],
        Times::default(),
    )
    .await;
}
