//! Environment variables of a proxy: a signed loopback call must not pass it, a live one may.
//!
//! The variables are read once per process, so each test runs itself again in a child that has them set.

use std::net::Ipv4Addr;
use std::process::Command;
use std::time::Duration;

use apiwire::transport::{HttpTransport, Transport, TransportError};
use bytes::Bytes;
use http::Request;

use crate::recorder::{self, Recorder, Step, lines};
use crate::wing::{self, list, page};

/// Tells a child where to call; without it the test is the parent.
const TARGET: &str = "WIRE_HTTP_CHILD_TARGET";

/// Runs one test of this binary with every proxy variable pointing to `proxy`.
async fn run_child(test: &'static str, target: String, proxy: String) {
    let child = move || {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", test]).env(TARGET, target);
        for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
            command.env(name, &proxy);
        }
        for name in ["NO_PROXY", "no_proxy", "REQUEST_METHOD"] {
            command.env_remove(name);
        }
        command.output().unwrap()
    };
    let output = tokio::task::spawn_blocking(child).await.unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

#[tokio::test]
async fn a_loopback_call_does_not_go_through_a_proxy_of_the_environment() {
    if let Ok(target) = std::env::var(TARGET) {
        assert!(target.starts_with(&format!("http://{}:", Ipv4Addr::LOCALHOST)));
        assert_eq!(list(&wing::wing(&target)).await.unwrap().len(), 1);
        return;
    }
    let server = Recorder::start([recorder::answer(200, &page("").to_string())]).await;
    let proxy = Recorder::start([recorder::answer(200, &page("").to_string())]).await;
    let this = "http_proxy::a_loopback_call_does_not_go_through_a_proxy_of_the_environment";
    run_child(this, server.url(), proxy.url()).await;
    assert_eq!(proxy.received().await, [] as [Vec<u8>; 0]);
    assert_eq!(server.received().await.len(), 1);
}

#[tokio::test]
async fn a_live_call_goes_through_the_proxy_and_tells_it_the_host_only() {
    if let Ok(target) = std::env::var(TARGET) {
        let request = Request::get(format!("{target}/things")).header("authorization", "canary");
        let transport = HttpTransport::https(Duration::from_secs(5)).unwrap();
        // A proxy that refuses to connect: nothing reached the service.
        let answer = transport.send(request.body(Bytes::new()).unwrap()).await;
        assert_eq!(answer.err(), Some(TransportError::Connect));
        return;
    }
    let refusal = b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n".to_vec();
    let proxy = Recorder::start([vec![Step::ReadHead, Step::Write(refusal)]]).await;
    let this = "http_proxy::a_live_call_goes_through_the_proxy_and_tells_it_the_host_only";
    run_child(this, "https://wire.invalid".to_owned(), proxy.url()).await;
    let received = proxy.received().await;
    assert_eq!(received.len(), 1);
    let agent = concat!("user-agent: korea-commerce-sdk/", env!("CARGO_PKG_VERSION"));
    assert_eq!(lines(&received[0]), ["CONNECT wire.invalid:443 HTTP/1.1", "Host: wire.invalid:443", agent]);
}
