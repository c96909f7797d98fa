//! TLS: who is trusted, what is spoken, and what breaks in HTTP/2.

#[path = "../../crates/apiwire/tests/common/mod.rs"]
mod common;
mod recorder;
mod tls_server;
mod wing;

use std::sync::Arc;
use std::time::Duration;

use apiwire::transport::{HttpTransport, TransportSetupError};
use apiwire::{Delivery, Error, ErrorKind, Pipeline, WritePermit};
use common::{FAMILY, GetThing, PutThing, pipeline};
use coupang_wing::Wing;
use recorder::{Recorder, Step};
use tls_server::{Reaction, Rerouted, Setup, TlsServer};
use tokio::task::JoinSet;
use tokio_rustls::rustls::SupportedProtocolVersion;
use tokio_rustls::rustls::version::TLS12;

const CONNECT: Duration = Duration::from_secs(5);

fn ok() -> Reaction {
    Reaction::Answer(200, r#"{"code":200}"#.to_owned())
}

/// A client that trusts this root.
fn trusting(root: &str, url: &str) -> Pipeline {
    pipeline(Arc::new(HttpTransport::https_with_root(CONNECT, root.as_bytes()).unwrap()), url)
}

async fn read(client: &Pipeline) -> Result<u64, Error> {
    client.send(&GetThing::<false>, None).await
}

async fn write(client: &Pipeline) -> Result<u64, Error> {
    client.send(&PutThing, Some(&WritePermit::for_([FAMILY]))).await
}

#[tokio::test]
async fn http_2_is_spoken_where_the_server_can_and_http_1_1_where_it_cannot() {
    for (protocols, spoken) in
        [(&["h2", "http/1.1"][..], "h2"), (&["h2"], "h2"), (&["http/1.1"], "http/1.1"), (&[], "http/1.1")]
    {
        let server = TlsServer::start(Setup { protocols, ..Setup::default() }, [ok(), ok()]).await;
        let client = trusting(&server.root, &server.url());
        assert_eq!((read(&client).await.unwrap(), write(&client).await.unwrap()), (200, 200));
        let arrived = server.arrived();
        let seen: Vec<_> =
            arrived.iter().map(|r| (r.protocol.as_str(), r.method.as_str(), r.target.as_str())).collect();
        let target = "/things/7?on=2026-03-01%2B09%3A00";
        assert_eq!(seen, [(spoken, "GET", target), (spoken, "PUT", "/things/7")]);
    }
}

#[tokio::test]
async fn orders_are_listed_over_http_2_and_the_host_may_be_a_name() {
    let server = TlsServer::start(Setup::default(), [Reaction::Answer(200, wing::page("").to_string()), ok()]).await;
    let transport = HttpTransport::https_with_root(CONNECT, server.root.as_bytes()).unwrap();
    let transport = Arc::new(Rerouted { transport, port: server.port });
    let wing = Wing::builder(wing::config()).transport(transport).build().unwrap();
    assert_eq!(wing::list(&wing).await.unwrap().len(), 1);
    let arrived = server.arrived().remove(0);
    assert!(arrived.target.starts_with(wing::LIST_PATH) && arrived.authorization.starts_with("CEA algorithm="));
    let by_name = trusting(&server.root, &format!("https://localhost:{}", server.port));
    assert_eq!(read(&by_name).await.unwrap(), 200);
}

#[tokio::test]
async fn tls_1_2_is_enough() {
    static VERSIONS: [&SupportedProtocolVersion; 1] = [&TLS12];
    let server = TlsServer::start(Setup { versions: &VERSIONS, ..Setup::default() }, [ok()]).await;
    assert_eq!(read(&trusting(&server.root, &server.url())).await.unwrap(), 200);
}

/// No connection: three attempts, for reads and writes, and nothing was sent.
async fn nothing_is_sent(name: &'static str, client: Pipeline) {
    let (read, write) = tokio::join!(read(&client), write(&client));
    for error in [read.unwrap_err(), write.unwrap_err()] {
        let learned = (error.kind(), error.delivery(), error.attempts());
        assert_eq!(learned, (ErrorKind::Connect, Delivery::NotSent, 3), "{name}");
    }
}

#[tokio::test]
async fn a_server_that_cannot_prove_who_it_is_sees_no_request() {
    let mut cases = Vec::new();
    for (name, setup) in [
        ("another host", Setup { names: &["other.example"], ..Setup::default() }),
        ("an expired certificate", Setup { days: (-30, -1), ..Setup::default() }),
        ("a certificate of the future", Setup { days: (2, 30), ..Setup::default() }),
        ("unknown authority", Setup::default()),
    ] {
        let server = TlsServer::start(setup, std::iter::repeat_with(ok).take(6)).await;
        let client = match name {
            "unknown authority" => pipeline(Arc::new(HttpTransport::https(CONNECT).unwrap()), &server.url()),
            _ => trusting(&server.root, &server.url()),
        };
        cases.push((name, server, client));
    }
    let mut running = JoinSet::new();
    for (name, server, client) in cases {
        running.spawn(async move {
            nothing_is_sent(name, client).await;
            assert!(server.arrived().is_empty(), "{name}");
        });
    }
    running.join_all().await;
}

/// A server's hello in TLS 1.1, with `TLS_RSA_WITH_AES_128_CBC_SHA`.
fn hello_of_tls_1_1() -> Vec<u8> {
    let hello = [&[3, 2][..], &[7; 32], &[0, 0, 0x2f, 0]].concat();
    let length = u8::try_from(hello.len()).unwrap();
    [&[0x16, 3, 2, 0, length + 4, 2, 0, 0, length][..], &hello].concat()
}

#[tokio::test]
async fn a_server_without_modern_tls_sees_no_request() {
    let mut running = JoinSet::new();
    for (name, first, connect) in [
        ("TLS 1.1", hello_of_tls_1_1(), CONNECT),
        ("an alert about the version", vec![0x15, 3, 1, 0, 2, 2, 70], CONNECT),
        ("plain HTTP", b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n".to_vec(), CONNECT),
        ("nothing at all", Vec::new(), Duration::from_millis(300)),
    ] {
        running.spawn(async move {
            let turn = vec![Step::Write(first), Step::Hold];
            let server = Recorder::start(std::iter::repeat_n(turn, 6)).await;
            let transport = HttpTransport::https(connect).unwrap();
            nothing_is_sent(name, pipeline(Arc::new(transport), &server.url().replace("http:", "https:"))).await;
            let received = server.received().await;
            assert_eq!(received.len(), 6, "{name}");
            for bytes in received.iter().filter(|bytes| !bytes.is_empty()) {
                // A handshake record, and nothing of the request in the clear.
                assert_eq!(bytes[0], 0x16, "{name}");
                assert!(!bytes.windows(6).any(|part| part == b"things"), "{name}");
            }
        });
    }
    running.join_all().await;
}

#[tokio::test]
async fn what_breaks_in_http_2_repeats_a_read_and_stops_a_write() {
    let mut running = JoinSet::new();
    for (name, reaction) in [
        ("refused stream", Reaction::RefuseStream),
        ("goes away", Reaction::GoAway),
        ("breaks in the body", Reaction::BreakInBody),
        ("drops the connection", Reaction::Drop),
    ] {
        running.spawn(async move {
            let server = TlsServer::start(Setup::default(), [reaction.clone(), ok()]).await;
            assert_eq!(read(&trusting(&server.root, &server.url())).await.unwrap(), 200, "{name}");
            let arrived = server.arrived();
            assert!(arrived.len() == 2 && arrived.iter().all(|request| request.protocol == "h2"), "{name}");
            assert_ne!(arrived[0].authorization, arrived[1].authorization, "{name}: a signature for each attempt");
            let server = TlsServer::start(Setup::default(), [reaction, ok()]).await;
            let error = write(&trusting(&server.root, &server.url())).await.unwrap_err();
            let learned = (error.kind(), error.delivery(), error.attempts(), error.settled_by());
            let expected = (ErrorKind::ConnectionLost, Delivery::MaybeSent, 1, Some("things.get"));
            assert_eq!((learned, server.arrived().len()), (expected, 1), "{name}");
        });
    }
    running.join_all().await;
}

#[test]
fn a_root_that_is_no_certificate_is_refused() {
    let refused = |root: &str| HttpTransport::https_with_root(CONNECT, root.as_bytes()).err();
    assert_eq!(refused(""), Some(TransportSetupError::Certificate));
    assert_eq!(refused("not PEM"), Some(TransportSetupError::Certificate));
    assert!(refused("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").is_some());
}
