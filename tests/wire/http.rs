//! What a server sees and what a caller gets, over plain HTTP to this machine.

#[path = "../../crates/apiwire/tests/common/mod.rs"]
mod common;
mod http_proxy;
mod recorder;
mod wing;

use std::sync::Arc;
use std::time::Duration;

use apiwire::governor::{Governor, Limits};
use apiwire::transport::{HttpTransport, Transport, TransportError};
use apiwire::{Delivery, ErrorKind, OriginError};
use bytes::Bytes;
use common::{GetThing, pipeline};
use coupang_wing::{ConfigError, Wing};
use http::{Request, StatusCode};
use recorder::Recorder;
use wing::{ACCESS_KEY, LIST_PATH, VENDOR, config, list, page};
use wiremock::matchers::{any, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

const CONNECT: Duration = Duration::from_secs(5);

/// A server that answers every request in this way.
async fn server(answers: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answers).mount(&server).await;
    server
}

/// A server that answers once in the first way and from then on with a page.
async fn server_that_recovers(first: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(first).up_to_n_times(1).mount(&server).await;
    let page = ResponseTemplate::new(200).set_body_json(page(""));
    Mock::given(method("GET")).and(path(LIST_PATH)).respond_with(page).mount(&server).await;
    server
}

async fn requests(server: &MockServer) -> Vec<wiremock::Request> {
    server.received_requests().await.unwrap()
}

#[tokio::test]
async fn an_order_list_carries_every_header_that_coupang_asks_for() {
    let server = server(ResponseTemplate::new(200).set_body_json(page(""))).await;
    assert_eq!(list(&wing::wing(&server.uri())).await.unwrap().len(), 1);
    let requests = requests(&server).await;
    let header = |name: &str| requests[0].headers[name].to_str().unwrap().to_owned();
    assert_eq!((requests.len(), requests[0].url.path()), (1, LIST_PATH));
    assert_eq!(header("content-type"), "application/json;charset=UTF-8");
    assert_eq!((header("x-requested-by"), header("x-market")), (VENDOR.to_owned(), "KR".to_owned()));
    assert!(header("user-agent").starts_with("korea-commerce-sdk/"));
    let authorization = header("authorization");
    let parts: Vec<&str> = authorization.split(", ").collect();
    let &[algorithm, access_key, date, signature] = &parts[..] else { panic!("four parts") };
    assert_eq!(algorithm, "CEA algorithm=HmacSHA256");
    assert_eq!(access_key, format!("access-key={ACCESS_KEY}"));
    let date = date.strip_prefix("signed-date=").unwrap();
    let form: String = date.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    assert_eq!(form, "000000T000000Z");
    let signature = signature.strip_prefix("signature=").unwrap();
    assert!(signature.len() == 64 && signature.bytes().all(|b| b.is_ascii_hexdigit()));
    assert!(!requests[0].headers.contains_key("x-extended-timeout"));
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_302_means_that_the_edge_has_blocked_us() {
    for status in [301, 302, 303, 307, 308] {
        let server = MockServer::start().await;
        let away = ResponseTemplate::new(status).insert_header("location", format!("{}/elsewhere", server.uri()));
        Mock::given(path(LIST_PATH)).respond_with(away).mount(&server).await;
        let page = ResponseTemplate::new(200).set_body_json(page(""));
        Mock::given(path("/elsewhere")).respond_with(page).expect(0).mount(&server).await;
        let error = list(&wing::wing(&server.uri())).await.unwrap_err();
        let kind = if status == 302 { ErrorKind::EdgeBlocked } else { ErrorKind::UnexpectedStatus };
        assert_eq!((error.kind(), error.status(), error.delivery()), (kind, Some(status), Delivery::Answered));
        assert_eq!(requests(&server).await.len(), 1, "{status}");
    }
}

#[tokio::test]
async fn a_block_page_is_told_from_a_refusal_and_its_reference_is_kept() {
    let page = "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY>You don't have permission.<P>\n\
                Reference #18.2d351ab8.1557333295.a4e16ab</BODY></HTML>";
    let server = server(ResponseTemplate::new(403).set_body_raw(page, "text/html")).await;
    let wing = wing::wing(&server.uri());
    let error = list(&wing).await.unwrap_err();
    assert_eq!((error.kind(), error.status(), error.attempts()), (ErrorKind::EdgeBlocked, Some(403), 1));
    assert_eq!(error.edge_reference().unwrap().as_str(), "18.2d351ab8.1557333295.a4e16ab");
    // Every further call could prolong the block.
    let held_back = list(&wing).await.unwrap_err();
    assert_eq!((held_back.kind(), held_back.delivery()), (ErrorKind::CircuitOpen, Delivery::NotSent));
    assert!(held_back.until().is_some());
    assert_eq!(requests(&server).await.len(), 1);
}

#[tokio::test]
async fn a_json_refusal_is_explained_by_its_message_and_never_repeated() {
    for (status, message, kind) in [
        (401, "Specified signature is expired.", ErrorKind::SignatureExpired),
        (401, "Invalid signature.", ErrorKind::InvalidSignature),
        (401, "Request is not authorized.", ErrorKind::KeyRejected),
        (403, "[FORBIDDEN] Not allowed IP.", ErrorKind::IpNotAllowed),
        (404, "No such vendor 카나리아김", ErrorKind::NotFound),
    ] {
        let id = "0f8fad5b-d9cb-469f-a165-70867728950e";
        let body = serde_json::json!({"code": "ERROR", "message": message, "transactionId": id});
        let server = server(ResponseTemplate::new(status).set_body_json(body)).await;
        let error = list(&wing::wing(&server.uri())).await.unwrap_err();
        assert_eq!((error.kind(), error.status(), error.attempts()), (kind, Some(status), 1));
        assert_eq!((error.vendor_code().unwrap().as_str(), error.request_id().unwrap().as_str()), ("ERROR", id));
        assert!(!format!("{error} {error:?}").contains(message), "prose quotes people");
        assert_eq!(requests(&server).await.len(), 1);
    }
}

#[tokio::test]
async fn after_a_504_the_slow_order_list_asks_for_more_time_and_is_signed_anew() {
    let server = server_that_recovers(ResponseTemplate::new(504)).await;
    assert_eq!(list(&wing::wing(&server.uri())).await.unwrap().len(), 1);
    let requests = requests(&server).await;
    let extended: Vec<_> = requests.iter().map(|r| r.headers.get("x-extended-timeout").cloned()).collect();
    assert_eq!(extended, [None, Some("30000".parse().unwrap())]);
    assert_ne!(requests[0].headers["authorization"], requests[1].headers["authorization"]);
    assert_eq!(requests[0].url, requests[1].url);
}

#[tokio::test]
async fn a_429_silences_the_client_for_the_pause_and_then_it_works_again() {
    let server = server_that_recovers(ResponseTemplate::new(429)).await;
    let pause = Duration::from_millis(1500);
    let governor = Governor::new(Limits::default().with_pause(pause, pause));
    let wing = Wing::builder(config()).loopback(&server.uri()).unwrap().governor(governor).build().unwrap();
    let first = list(&wing).await.unwrap_err();
    let second = list(&wing).await.unwrap_err();
    assert_eq!((first.kind(), first.delivery()), (ErrorKind::Throttled, Delivery::Answered));
    assert_eq!((second.kind(), second.delivery()), (ErrorKind::Throttled, Delivery::NotSent));
    assert_eq!(requests(&server).await.len(), 1, "nothing is sent during the pause");
    let wait = second.retry_after().unwrap();
    assert!(wait <= pause && second.until().is_some());
    tokio::time::sleep(wait + Duration::from_millis(5)).await;
    assert_eq!(list(&wing).await.unwrap().len(), 1);
}

#[tokio::test]
async fn plain_http_to_anything_but_loopback_is_refused_and_nothing_is_sent() {
    let server = Recorder::start([]).await;
    let port = server.port();
    // All of these lead to this very machine on most systems, so a client that called would be seen.
    for host in ["0.0.0.0", "[::ffff:127.0.0.1]", "[::]", "localhost.", "127.0.0.1.nip.example"] {
        let url = format!("http://{host}:{port}");
        let error = Wing::loopback(&url, config()).unwrap_err();
        assert_eq!(error, ConfigError::BaseUrl(OriginError::PlainHttp), "{host}");
        // And below the client, in case somebody builds a pipeline of his own.
        let request = Request::get(format!("{url}/things/7")).body(Bytes::new()).unwrap();
        let refused = HttpTransport::loopback_http(CONNECT).unwrap().send(request).await.err();
        assert_eq!(refused, Some(TransportError::Refused), "{host}");
    }
    assert_eq!(server.received().await, [] as [Vec<u8>; 0]);
}

#[tokio::test]
async fn neither_transport_takes_the_other_scheme() {
    let server = Recorder::start([]).await;
    let https = Arc::new(HttpTransport::https(CONNECT).unwrap());
    let loopback = Arc::new(HttpTransport::loopback_http(CONNECT).unwrap());
    let downgrade = pipeline(https, &server.url());
    let other = pipeline(loopback, &server.url().replace("http:", "https:"));
    for pipeline in [downgrade, other] {
        let error = pipeline.send(&GetThing::<false>, None).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Configuration, Delivery::NotSent));
        assert_eq!(error.attempts(), 1);
    }
    assert_eq!(server.received().await, [] as [Vec<u8>; 0]);
}

#[tokio::test]
async fn an_answer_without_a_body_is_a_decode_error_that_says_where() {
    let server = server(ResponseTemplate::new(StatusCode::NO_CONTENT.as_u16())).await;
    let error = list(&wing::wing(&server.uri())).await.unwrap_err();
    assert_eq!((error.kind(), error.status(), error.attempts()), (ErrorKind::Decode, Some(204), 1));
    assert!(error.to_string().ends_with("not JSON (end of input) at line 1, column 0"), "{error}");
}
