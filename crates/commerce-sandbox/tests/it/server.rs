//! The server over a plain TCP connection, so that every byte of the request line is ours.

use crate::support::{authorization, days, default_signer, shop, target};
use commerce_sandbox::coupang::{Gateway, OrderStatus};
use commerce_sandbox::server::{MAX_BODY_BYTES, Running, ServeError, spawn};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

const NOW: fn() -> SystemTime = || {
    #[allow(clippy::disallowed_methods, reason = "the server answers as of the system's clock")]
    SystemTime::now()
};

async fn start() -> (Arc<Gateway>, Running) {
    let gateway = Arc::new(shop().build().expect("a gateway"));
    let running = spawn(Arc::clone(&gateway), ([127, 0, 0, 1], 0)).await.expect("a server");
    (gateway, running)
}

/// Sends the bytes and reads until the server closes.
async fn exchange(addr: SocketAddr, request: Vec<u8>) -> String {
    let exchanged = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(addr).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
        stream.write_all(&request).expect("a request sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    });
    exchanged.await.expect("an exchange")
}

fn request(target: &str, authorization: &str) -> Vec<u8> {
    format!("GET {target} HTTP/1.1\r\nhost: localhost\r\nauthorization: {authorization}\r\nconnection: close\r\n\r\n")
        .into()
}

async fn signed(addr: SocketAddr, target: &str) -> String {
    exchange(addr, request(target, &authorization(&default_signer(), target, NOW()))).await
}

#[tokio::test]
async fn the_request_target_arrives_byte_by_byte() {
    let (_, running) = start().await;
    let listed = days("v5", "2026-03-02", "2026-03-02", OrderStatus::Accept);
    for (target, status) in [
        (target("v5", &listed), 200),
        (target("v5", &listed.replace("%2B", "%2b")), 200),
        (target("v5", &listed.replace("09:00", "09%3A00")), 200),
        (target("v5", &listed.replace("09:00", "09%3a00")), 200),
        (target("v5", &format!("{listed}&unknown=%7E~%ec%8B%9C")), 200),
        (target("v5", &listed.replace("%2B", "+")), 400),
        (target("v5", ""), 400),
        ("/%7Ev2/../v2//./%2e%2E/~?a=b?c".to_owned(), 404),
    ] {
        let answer = signed(running.addr(), &target).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{target}: {answer}");
    }
    running.shutdown().await;
}

#[tokio::test]
async fn another_spelling_than_the_signed_one_is_an_invalid_signature() {
    let (_, running) = start().await;
    let sent = target("v5", &days("v5", "2026-03-02", "2026-03-02", OrderStatus::Accept));
    for signed in [sent.replace("%2B", "%2b"), sent.replace("%2B", "+"), sent.clone() + "&"] {
        let header = authorization(&default_signer(), &signed, NOW());
        let answer = exchange(running.addr(), request(&sent, &header)).await;
        assert!(answer.starts_with("HTTP/1.1 401 ") && answer.contains("Invalid signature."), "{signed}: {answer}");
    }
    running.shutdown().await;
}

#[tokio::test]
async fn an_answer_has_one_date_and_says_it_is_json() {
    let (gateway, running) = start().await;
    let answer = signed(running.addr(), "/").await.to_lowercase();
    assert_eq!(answer.matches("\r\ndate: ").count(), 1, "{answer}");
    assert!(answer.contains("\r\ncontent-type: application/json;charset=utf-8\r\n"), "{answer}");
    running.shutdown().await;
    assert_eq!(gateway.ledger().calls, 1);
}

#[tokio::test]
async fn a_body_has_a_limit() {
    let (gateway, running) = start().await;
    let length = MAX_BODY_BYTES + 1;
    let mut request =
        format!("POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n").into_bytes();
    request.resize(request.len() + length, b'x');
    let answer = exchange(running.addr(), request).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    assert_eq!(gateway.ledger().calls, 0);
    running.shutdown().await;
}

#[tokio::test]
async fn only_loopback_is_served() {
    for addr in [SocketAddr::from(([0, 0, 0, 0], 0)), SocketAddr::from(([192, 0, 2, 1], 80))] {
        let gateway = Arc::new(shop().build().expect("a gateway"));
        let refused = spawn(gateway, addr).await.expect_err("not loopback");
        assert!(matches!(refused, ServeError::NotLoopback(_)));
        assert!(refused.to_string().contains("loopback"), "{refused}");
    }
}

#[tokio::test]
async fn a_taken_port_is_an_error() {
    let (gateway, running) = start().await;
    assert!(matches!(spawn(gateway, running.addr()).await, Err(ServeError::Bind { .. })));
    running.shutdown().await;
}

#[tokio::test]
async fn after_shutdown_nobody_answers_and_an_idle_connection_does_not_hold_it() {
    let (_, running) = start().await;
    let addr = running.addr();
    let idle = TcpStream::connect(addr).expect("a connection");
    tokio::time::timeout(Duration::from_secs(5), running.shutdown()).await.expect("a shutdown in time");
    assert!(TcpStream::connect(addr).is_err());
    drop(idle);
}
