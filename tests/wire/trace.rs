//! An application that logs everything: neither a key, nor a signature, nor a person stands in its log.
//!
//! The subscriber is this process's own and takes every level of every crate, the records of `log` included, so that
//! the frames of h2 and the handshakes of rustls are in it. Each redaction has two tests: the secret is absent, the
//! safe part is present.

mod recorder;
mod tls_server;
mod trace_capture;
mod wing;

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use apiwire::transport::HttpTransport;
use coupang_wing::orders::OrderSheet;
use coupang_wing::{Error, ErrorKind, Wing};
use recorder::{Recorder, Step, answer, reply};
use tls_server::{Reaction, Rerouted, Setup, TlsServer};
use trace_capture::Capture;
use wing::{ACCESS_KEY, ADDRESS, LIST_PATH, NAME, PHONE, SECRET_KEY, VENDOR, page};

const CONNECT: Duration = Duration::from_secs(5);

/// What was logged while orders were listed, well and badly, and the signatures that went over the wire.
struct Logged {
    text: String,
    signatures: Vec<String>,
    outcomes: Vec<Result<usize, ErrorKind>>,
}

static LOGGED: LazyLock<Logged> = LazyLock::new(|| {
    let capture = Capture::install();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (signatures, outcomes) = runtime.block_on(list_orders_well_and_badly());
    Logged { text: capture.text(), signatures, outcomes }
});

/// What an application does with a result: it logs it.
fn logged(result: Result<Vec<OrderSheet>, Error>) -> Result<usize, ErrorKind> {
    match result {
        Ok(sheets) => {
            tracing::info!(?sheets, "listed");
            Ok(sheets.len())
        }
        Err(error) => {
            tracing::error!(%error, debug = ?error, hint = error.hint(coupang_wing::Language::Ko), "failed");
            Err(error.kind())
        }
    }
}

/// The `Authorization` headers that arrived, and how the calls ended.
type Part = (Vec<String>, Vec<Result<usize, ErrorKind>>);

async fn list_orders_well_and_badly() -> Part {
    // At the same time, because most of it is waiting between two attempts.
    let (http2, http1, clear, stranger) =
        tokio::join!(over_tls(&["h2"]), over_tls(&["http/1.1"]), in_the_clear(), to_a_stranger());
    let (headers, outcomes): (Vec<_>, Vec<_>) = [http2, http1, clear, stranger].into_iter().unzip();
    let signature = |header: &String| header.rsplit_once("signature=").unwrap().1.to_owned();
    (headers.concat().iter().map(signature).collect(), outcomes.concat())
}

/// A page, a refusal that quotes a person, a page that is no JSON, and a connection that breaks.
async fn over_tls(protocols: &'static [&'static str]) -> Part {
    let prose = serde_json::json!({"code": "ERROR", "message": format!("{NAME} {PHONE} {ADDRESS}")});
    let reactions = [
        Reaction::Answer(200, page("").to_string()),
        Reaction::Answer(401, prose.to_string()),
        Reaction::Answer(200, page("").to_string().replace('}', "")),
        Reaction::Drop,
        Reaction::Answer(200, page("").to_string()),
    ];
    let server = TlsServer::start(Setup { protocols, ..Setup::default() }, reactions).await;
    let wing = rerouted(HttpTransport::https_with_root(CONNECT, server.root.as_bytes()).unwrap(), server.port);
    let mut outcomes = Vec::new();
    for _ in 0..4 {
        outcomes.push(logged(wing::list(&wing).await));
    }
    assert!(server.arrived().iter().all(|request| request.protocol == protocols[0]));
    (server.arrived().into_iter().map(|request| request.authorization).collect(), outcomes)
}

/// A page, one that breaks off in the middle of a person, and a connection that is closed.
async fn in_the_clear() -> Part {
    let whole = page("").to_string();
    let half = format!("HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n{}", &whole[..whole.find(PHONE).unwrap()]);
    let server =
        Recorder::start([answer(200, &whole), reply(half), vec![Step::ReadRequest], answer(200, &whole)]).await;
    let wing = wing::wing(&server.url()).with_log_scope("connection-7");
    let outcomes = vec![logged(wing::list(&wing).await), logged(wing::list(&wing).await)];
    let received = server.received().await;
    (received.iter().map(|request| recorder::header(request, "authorization").unwrap()).collect(), outcomes)
}

/// A server that cannot prove who it is.
async fn to_a_stranger() -> Part {
    let server = TlsServer::start(Setup::default(), []).await;
    let wing = rerouted(HttpTransport::https(CONNECT).unwrap(), server.port);
    let outcome = logged(wing::list(&wing).await);
    assert!(server.arrived().is_empty());
    (Vec::new(), vec![outcome])
}

fn rerouted(transport: HttpTransport, port: u16) -> Wing {
    Wing::builder(wing::config()).transport(Arc::new(Rerouted { transport, port })).build().unwrap()
}

/// The lines with this text; what a failing test shows.
fn lines_with(text: &str) -> Vec<&'static str> {
    LOGGED.text.lines().filter(|line| line.contains(text)).collect()
}

#[test]
fn the_calls_end_as_they_should() {
    use ErrorKind::{Connect, Decode, KeyRejected};
    let over_tls = [Ok(1), Err(KeyRejected), Err(Decode), Ok(1)];
    let expected = [&over_tls[..], &over_tls, &[Ok(1), Ok(1), Err(Connect)]].concat();
    assert_eq!(LOGGED.outcomes, expected);
    assert_eq!(LOGGED.signatures.len(), 14, "two protocols with five requests, and four in the clear");
}

#[test]
fn the_log_is_as_talkative_as_it_can_be() {
    for target in ["h2::codec::framed_write", "h2::hpack", "hyper_util::client", "rustls::client", "reqwest::connect"] {
        assert!(!lines_with(target).is_empty(), "nothing of {target}: this test would prove nothing");
    }
}

#[test]
fn neither_key_stands_in_the_log() {
    assert_eq!(lines_with(SECRET_KEY), [""; 0]);
    assert_eq!(lines_with(ACCESS_KEY), [""; 0]);
}

#[test]
fn no_signature_stands_in_the_log() {
    for signature in &LOGGED.signatures {
        assert_eq!(signature.len(), 64);
        assert_eq!(lines_with(signature), [""; 0]);
    }
    assert_eq!(lines_with("HmacSHA256"), [""; 0]);
}

#[test]
fn nobody_who_ordered_stands_in_the_log() {
    let escaped = |text: &str| text.bytes().map(|byte| format!("\\x{byte:02x}")).collect::<String>();
    for canary in [NAME, PHONE, ADDRESS, "카나리아"] {
        assert_eq!(lines_with(canary), [""; 0]);
        assert_eq!(lines_with(&escaped(canary)), [""; 0]);
        assert_eq!(lines_with(&format!("{:?}", canary.as_bytes()).replace(['[', ']'], "")), [""; 0]);
    }
}

#[test]
fn neither_the_seller_nor_a_path_or_query_stands_in_the_log() {
    for canary in [VENDOR, LIST_PATH, "createdAtFrom", "ordersheets"] {
        assert_eq!(lines_with(canary), [""; 0]);
    }
}

#[test]
fn every_attempt_stands_in_the_log_with_what_is_safe() {
    let events = lines_with("apiwire::exchange");
    let with = |parts: &[&str]| events.iter().filter(|line| parts.iter().all(|part| line.contains(part))).count();
    let all = ["operation=\"orders.list\"", "method=\"GET\"", "attempt=", "elapsed_ms="];
    assert_eq!(with(&all), events.len());
    assert_eq!(with(&["INFO", "status=200", "rows=1", "attempt=1"]), 3);
    assert_eq!(with(&["WARN", "status=401", "error=KeyRejected"]), 2);
    assert_eq!(with(&["WARN", "status=200", "error=Decode"]), 2);
    assert_eq!(with(&["WARN", "error=Connect "]), 3);
    assert_eq!(with(&["scope=\"connection-7\""]), 4);
}
