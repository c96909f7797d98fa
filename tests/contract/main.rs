//! The contract of every operation with Coupang: what goes out, byte for byte, how it is signed, and what is read of the
//! answer. A new endpoint cannot be forgotten: its name is taken from the sources.

mod calls;
#[path = "../shared/endpoints.rs"]
mod endpoints;
#[path = "../wire/recorder.rs"]
mod recorder;
#[path = "../wire/signed.rs"]
mod signed;
#[path = "../wire/wing.rs"]
mod wing;
mod writes;

use std::collections::BTreeSet;
use std::future::Future;

use apiwire::Delivery;
use calls::{Call, READS};
use endpoints::endpoint_names;
use recorder::{Recorder, answer};
use signed::{assert_signed, request_line};
use tokio::task::JoinSet;
use wing::{ACCESS_KEY, VENDOR};
use wiremock::matchers::{any, method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};
use writes::WRITES;

fn calls() -> impl Iterator<Item = &'static Call> {
    READS.iter().chain(WRITES)
}

/// Does the same with every call, side by side: each has a server and a client of its own.
async fn with_every_call<F: Future<Output = ()> + Send + 'static>(check: fn(Call) -> F) {
    let mut running: JoinSet<()> = calls().map(|call| check(*call)).collect();
    while let Some(ended) = running.join_next().await {
        ended.unwrap();
    }
}

fn header<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    request.headers.get(name).map(|value| value.to_str().unwrap())
}

fn json(body: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(body, "application/json;charset=UTF-8")
}

#[test]
fn every_operation_of_the_client_is_called() {
    let called: BTreeSet<String> = calls().map(|call| call.name.to_owned()).collect();
    assert_eq!(called, endpoint_names());
}

#[test]
fn the_sandbox_calls_every_operation_as_the_client_does() {
    use commerce_sandbox::coupang::{operation, operations};
    let known: BTreeSet<String> = operations().map(str::to_owned).collect();
    assert_eq!(known, endpoint_names());
    for call in calls() {
        let method = http::Method::from_bytes(call.method.as_bytes()).unwrap();
        assert_eq!(operation(&method, &call.target.parse().unwrap()), Some(call.name), "{}", call.target);
    }
}

#[tokio::test]
async fn the_documented_method_path_and_headers_go_out_and_the_rows_come_in() {
    with_every_call(|call| async move {
        let (server, name) = (MockServer::start().await, call.name);
        let asked = Mock::given(method(call.method)).and(path(call.target.split('?').next().unwrap()));
        asked.respond_with(json(call.fixture)).mount(&server).await;
        let rows = (call.make)(&wing::wing_in(call.market, &server.uri()), 1)
            .await
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(rows, call.rows, "{name}");

        let requests = server.received_requests().await.unwrap();
        let [request] = &requests[..] else { panic!("{name}: {} requests", requests.len()) };
        let authorization = header(request, "authorization").unwrap();
        let (start, signature) = authorization.rsplit_once(", signature=").unwrap();
        let (start, date) = start.rsplit_once(", signed-date=").unwrap();
        assert_eq!(start, format!("CEA algorithm=HmacSHA256, access-key={ACCESS_KEY}"), "{name}");
        let form: String = date.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect();
        assert_eq!(form, "000000T000000Z", "{name}");
        assert!(signature.len() == 64 && signature.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}");
        assert_eq!(header(request, "x-requested-by"), Some(VENDOR), "{name}");
        assert_eq!(header(request, "x-market"), Some(call.market.as_str()), "{name}");
        assert_eq!(header(request, "content-type"), Some("application/json;charset=UTF-8"), "{name}");
        assert_eq!(header(request, "x-extended-timeout"), None, "{name}: only after a 504");
        assert_eq!(String::from_utf8_lossy(&request.body), call.body, "{name}");
    })
    .await;
}

#[tokio::test]
async fn after_a_504_slow_reads_ask_for_more_time_other_reads_ask_again_and_writes_do_not() {
    with_every_call(|call| async move {
        let (server, name) = (MockServer::start().await, call.name);
        Mock::given(any()).respond_with(ResponseTemplate::new(504)).up_to_n_times(1).mount(&server).await;
        Mock::given(any()).respond_with(json(call.fixture)).mount(&server).await;
        let called = (call.make)(&wing::wing_in(call.market, &server.uri()), 1).await;
        let requests = server.received_requests().await.unwrap();
        if call.is_write {
            assert_eq!(called.unwrap_err().delivery(), Delivery::MaybeSent, "{name}");
            assert_eq!(requests.len(), 1, "{name}: a write is not repeated");
            return;
        }
        assert_eq!(called.unwrap(), call.rows, "{name}");
        let asked: Vec<_> = requests.iter().map(|request| header(request, "x-extended-timeout")).collect();
        assert_eq!(asked, [None, call.is_slow.then_some("30000")], "{name}");
    })
    .await;
}

#[tokio::test]
async fn the_target_is_on_the_wire_as_written_here_and_what_arrived_is_what_was_signed() {
    with_every_call(|call| async move {
        let server = Recorder::start([answer(200, call.fixture)]).await;
        assert_eq!(
            (call.make)(&wing::wing_in(call.market, &server.url()), 1).await.unwrap(),
            call.rows,
            "{}",
            call.name
        );
        let requests = server.received().await;
        let [request] = &requests[..] else { panic!("{}: {} requests", call.name, requests.len()) };
        assert_eq!(request_line(request), (call.method.to_owned(), call.target.to_owned()), "{}", call.name);
        assert!(request.ends_with(format!("\r\n\r\n{}", call.body).as_bytes()), "{}", call.name);
        assert_signed(request);
    })
    .await;
}

#[tokio::test]
async fn the_second_page_is_asked_for_in_the_documented_way() {
    with_every_call(|call| async move {
        let Some((first, second)) = call.second_page else { return };
        let server = Recorder::start([call.fixture, call.fixture].map(|body| answer(200, body))).await;
        // What the second answer is does not matter here: it may be no second page.
        let _ = (call.make)(&wing::wing_in(call.market, &server.url()), 2).await;
        let requests = server.received().await;
        let [_, request] = &requests[..] else { panic!("{}: {} requests", call.name, requests.len()) };
        assert_eq!(request_line(request).1, call.target.replace(first, second), "{}", call.name);
        assert_signed(request);
    })
    .await;
}
