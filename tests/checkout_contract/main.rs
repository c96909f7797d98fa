//! The contract of every operation with Korea Checkout: what goes out, byte for byte, and what is read of the answer. A
//! new endpoint cannot be forgotten: its name is taken from the sources.

mod calls;
#[path = "../shared/endpoints.rs"]
mod endpoints;
#[path = "../wire/recorder.rs"]
mod recorder;

use std::collections::BTreeSet;
use std::future::Future;

use calls::{CALLS, Call};
use endpoints::endpoint_names_of;
use korea_checkout::{Config, KoreaCheckout, Permitted, WritePermit, family};
use recorder::{Recorder, answer, header, lines};
use serde_json::Value;
use tokio::task::JoinSet;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const KEY: &str = "sk_test_canary9b0e6a37d1c84f25";

fn checkout(base_url: &str) -> KoreaCheckout<Permitted> {
    let checkout = KoreaCheckout::loopback(base_url, Config::new(KEY.to_owned()).unwrap()).unwrap();
    checkout.allow_writes(WritePermit::for_(family::ALL))
}

/// Does the same with every call, side by side: each has a server and a client of its own.
async fn with_every_call<F: Future<Output = ()> + Send + 'static>(check: fn(&'static Call) -> F) {
    let mut running: JoinSet<()> = CALLS.iter().map(check).collect();
    while let Some(ended) = running.join_next().await {
        ended.unwrap();
    }
}

fn value<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    request.headers.get(name).map(|value| value.to_str().unwrap())
}

fn is_uuid_4(text: &str) -> bool {
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    groups == [8, 4, 4, 4, 12]
        && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
        && text.as_bytes()[14] == b'4'
        && b"89ab".contains(&text.as_bytes()[19])
}

#[test]
fn every_operation_of_the_client_is_called() {
    let called: BTreeSet<String> = CALLS.iter().map(|call| call.name.to_owned()).collect();
    assert_eq!(called, endpoint_names_of("korea-checkout"));
}

#[test]
fn the_sandbox_calls_every_operation_as_the_client_does() {
    use commerce_sandbox::korea_checkout::Operation;
    let known: BTreeSet<String> = Operation::ALL.map(|operation| operation.name().to_owned()).into();
    assert_eq!(known, endpoint_names_of("korea-checkout"));
}

#[tokio::test]
async fn the_documented_method_path_headers_and_json_go_out_and_the_answer_comes_in() {
    with_every_call(|call| async move {
        let (server, name) = (MockServer::start().await, call.name);
        let asked = Mock::given(method(call.method)).and(path(call.target));
        let fixture = ResponseTemplate::new(200).set_body_raw(call.fixture, "application/json");
        asked.respond_with(fixture).mount(&server).await;
        let read = (call.make)(&checkout(&server.uri())).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(read, call.read, "{name}");

        let requests = server.received_requests().await.unwrap();
        let [request] = &requests[..] else { panic!("{name}: {} requests", requests.len()) };
        assert_eq!(value(request, "x-api-key"), Some(KEY), "{name}");
        assert_eq!(value(request, "content-type"), Some("application/json"), "{name}");
        let named = value(request, "idempotency-key");
        assert_eq!(named.map(is_uuid_4), (call.method != "GET").then_some(true), "{name}: {named:?}");
        let sent: Option<Value> = (!request.body.is_empty()).then(|| serde_json::from_slice(&request.body).unwrap());
        let expected = (!call.body.is_empty()).then(|| serde_json::from_str::<Value>(call.body).unwrap());
        assert_eq!(sent, expected, "{name}");
    })
    .await;
}

#[tokio::test]
async fn the_target_is_on_the_wire_as_written_here_and_nothing_else_is_sent() {
    with_every_call(|call| async move {
        let server = Recorder::start([answer(200, call.fixture)]).await;
        assert_eq!((call.make)(&checkout(&server.url())).await.unwrap(), call.read, "{}", call.name);
        let requests = server.received().await;
        let [request] = &requests[..] else { panic!("{}: {} requests", call.name, requests.len()) };
        let lines = lines(request);
        assert_eq!(lines[0], format!("{} {} HTTP/1.1", call.method, call.target), "{}", call.name);
        assert_eq!(header(request, "x-api-key").as_deref(), Some(KEY));
        let mut names: Vec<String> =
            lines[1..].iter().map(|line| line.split(':').next().unwrap().to_ascii_lowercase()).collect();
        names.sort_unstable();
        let mut expected = vec!["accept", "content-type", "host", "user-agent", "x-api-key"];
        expected.extend((call.method != "GET").then_some("idempotency-key"));
        expected.extend((!call.body.is_empty()).then_some("content-length"));
        expected.sort_unstable();
        names.retain(|name| name != "content-length" || !call.body.is_empty());
        assert_eq!(names, expected, "{}", call.name);
    })
    .await;
}

#[tokio::test]
async fn an_id_is_one_segment_whatever_is_in_it() {
    for (id, segment) in
        [("cs_1/../x", "cs_1%2F..%2Fx"), ("a b?c#d", "a%20b%3Fc%23d"), ("%2e%2e", "%252e%252e"), ("한", "%ED%95%9C")]
    {
        let server = Recorder::start([answer(200, r#"{"sessionId":"cs_1","status":"pending"}"#)]).await;
        checkout(&server.url()).sessions().get(&id.parse().unwrap()).await.unwrap();
        let requests = server.received().await;
        assert_eq!(lines(&requests[0])[0], format!("GET /api/checkout/session/{segment} HTTP/1.1"));
    }
}
