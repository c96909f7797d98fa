//! A gateway on a socket, with one fault in wait, and the two calls that meet it.

use super::{Answer, Client, End, NOW, blocking, request};
use crate::support::{API, authorization_of, commits, default_signer, shop};
use commerce_sandbox::coupang::{Gateway, GatewayBuilder, OrderStatus, UnpublishedBody};
use commerce_sandbox::fault::{Fault, FaultRule};
use commerce_sandbox::server::{Running, spawn};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

pub(super) const ACKNOWLEDGE: &str = "v4/vendors/A00012345/ordersheets/acknowledgement";

pub(super) async fn start(builder: GatewayBuilder) -> (Arc<Gateway>, Running) {
    let gateway = Arc::new(builder.build().expect("a gateway"));
    let running = spawn(Arc::clone(&gateway), ([127, 0, 0, 1], 0)).await.expect("a server");
    (gateway, running)
}

/// A server whose next call suffers this.
pub(super) async fn troubled(fault: Fault) -> (Arc<Gateway>, Running) {
    start(shop().opened_at(NOW()).orders_per_day(OrderStatus::Accept, 10).fault(FaultRule::any(fault))).await
}

/// Head and body of a signed request for a path below the API's root, signed as of `at`.
pub(super) fn signed(method: &str, rest: &str, body: &str, at: SystemTime) -> (Vec<u8>, Vec<u8>) {
    let target = format!("{API}/{rest}");
    let authorization = authorization_of(&default_signer(), method, &target, at);
    request(&format!("{method} {target}"), &[("host", "127.0.0.1"), ("authorization", &authorization)], body)
}

/// An acknowledgement of a box of yesterday, which every shop has.
pub(super) fn acknowledgement(at: SystemTime) -> (Vec<u8>, Vec<u8>) {
    let clean = shop().opened_at(at).orders_per_day(OrderStatus::Accept, 10).build().expect("a gateway");
    let first =
        crate::support::sheets_of(&clean, OrderStatus::Accept, (&day(at, 1), &day(at, 0)), at).into_iter().find(
            |sheet| sheet["orderItems"].as_array().expect("items").iter().all(|item| item["holdCountForCancel"] == 0),
        );
    let id = first.expect("a box")["shipmentBoxId"].clone();
    let body = json!({ "vendorId": "A00012345", "shipmentBoxIds": [id] }).to_string();
    signed("PUT", ACKNOWLEDGE, &body, at)
}

/// The Korean day so many days before a moment.
fn day(at: SystemTime, before: i64) -> String {
    let since = at.duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
    let seconds = i64::try_from(since.as_secs()).expect("a number") + 9 * 3_600 - before * 86_400;
    let date = time::OffsetDateTime::from_unix_timestamp(seconds).expect("a date").date();
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// A list of yesterday's and today's orders.
pub(super) fn orders(at: SystemTime, more: &str) -> (Vec<u8>, Vec<u8>) {
    let rest = format!(
        "v4/vendors/A00012345/ordersheets?createdAtFrom={}&createdAtTo={}&status=ACCEPT&maxPerPage=3{more}",
        day(at, 1),
        day(at, 0)
    );
    signed("GET", &rest, "", at)
}

pub(super) async fn exchange(addr: SocketAddr, (head, body): (Vec<u8>, Vec<u8>)) -> (Vec<u8>, End) {
    blocking(move || {
        let mut client = Client::connect(addr);
        client.send(&[head, body].concat());
        client.rest()
    })
    .await
}

pub(super) async fn answer(addr: SocketAddr, (head, body): (Vec<u8>, Vec<u8>)) -> Answer {
    blocking(move || {
        let mut client = Client::connect(addr);
        client.send(&[head, body].concat());
        client.answer()
    })
    .await
}

#[tokio::test]
async fn refusals_of_gateway_and_edge_arrive_as_they_are() {
    for (fault, status, kind, begin) in [
        (
            Fault::ServerError,
            500,
            "application/json;charset=UTF-8",
            r#"{"code":"ERROR","message":"Internal Exception""#,
        ),
        (
            Fault::OriginDown,
            521,
            "application/json;charset=UTF-8",
            r#"{"code":"ERROR","message":"connection timed out"#,
        ),
        (Fault::TooManyRequests, 429, "application/json;charset=UTF-8", r#"{"code":"ERROR","message":"Too Many"#),
        (Fault::Redirect, 302, "text/html", ""),
        (Fault::HtmlForbidden, 403, "text/html", "<HTML><HEAD>\n<TITLE>Access Denied</TITLE>"),
    ] {
        let (gateway, running) = troubled(fault).await;
        let answer = answer(running.addr(), acknowledgement(NOW())).await;
        assert_eq!((answer.status, answer.header("content-type")), (status, Some(kind)), "{}", answer.head);
        let body = String::from_utf8_lossy(&answer.body).into_owned();
        assert!(body.starts_with(begin), "{fault:?}: {body}");
        assert_eq!(answer.header("location").is_some(), fault == Fault::Redirect);
        assert_eq!(body.contains("Reference #"), fault == Fault::HtmlForbidden);
        assert_eq!((gateway.commits().len(), gateway.ledger().faults.len()), (0, 1));
        if fault == Fault::TooManyRequests {
            assert_eq!(
                self::answer(running.addr(), acknowledgement(NOW())).await.status,
                429,
                "the lock-out has begun"
            );
        }
        running.shutdown().await;
    }
}

#[tokio::test]
async fn a_throttled_answer_can_name_its_wait_and_have_no_body() {
    let narrow = shop().calls_per_second(1).lockout(Duration::from_secs(90)).retry_after(true);
    let (_, running) = start(narrow.unpublished_body(UnpublishedBody::Empty)).await;
    for (status, wait) in [(200, None), (429, Some("90"))] {
        let answer = answer(running.addr(), orders(NOW(), "")).await;
        assert_eq!((answer.status, answer.header("retry-after")), (status, wait), "{}", answer.head);
        assert_eq!((answer.body.is_empty(), answer.header("content-type").is_none()), (wait.is_some(), wait.is_some()));
    }
    running.shutdown().await;
}

#[tokio::test]
async fn a_gateway_timeout_is_an_answer_whatever_has_happened() {
    use commerce_sandbox::fault::Fate;
    let late = Fate::Late(Duration::from_secs(1_800));
    for (fate, done) in [(Fate::Dropped, 0), (Fate::Carried, 1), (late, 0)] {
        let (gateway, running) = troubled(Fault::GatewayTimeout(fate)).await;
        let answer = answer(running.addr(), acknowledgement(NOW())).await;
        assert_eq!((answer.status, &answer.json()["code"]), (504, &json!("ERROR")));
        assert_eq!(gateway.commits().len(), done, "{fate:?}");
        gateway.pass_time(NOW() + Duration::from_secs(1_801));
        assert_eq!(gateway.commits().len(), usize::from(fate != Fate::Dropped), "{fate:?}");
        running.shutdown().await;
    }
}

#[tokio::test]
async fn half_of_the_json_and_a_wrong_type_are_complete_http() {
    for fault in [Fault::TruncatedJson, Fault::WrongContentType] {
        let (gateway, running) = troubled(fault).await;
        let addr = running.addr();
        let (first, second) = blocking(move || {
            let mut client = Client::connect(addr);
            let (head, body) = acknowledgement(NOW());
            client.send(&[head, body].concat());
            let first = client.answer();
            let (head, body) = acknowledgement(NOW());
            client.send(&[head, body].concat());
            (first, client.answer())
        })
        .await;
        assert_eq!((first.status, second.status), (200, 200), "the connection goes on");
        let is_json = serde_json::from_slice::<Value>(&first.body).is_ok();
        assert_eq!(is_json, fault == Fault::WrongContentType);
        let html = first.header("content-type").expect("a type").starts_with("text/html");
        assert_eq!(html, fault == Fault::WrongContentType);
        assert!(!second.json()["data"].is_null());
        assert_eq!(commits(&gateway).len(), 1, "carried out at the first call");
        running.shutdown().await;
    }
}

#[tokio::test]
async fn rows_and_fields_go_wrong_on_the_wire() {
    for fault in [Fault::DuplicatedRows, Fault::WrongType, Fault::UnknownEnum] {
        let (_, running) = troubled(fault).await;
        let spoilt = answer(running.addr(), orders(NOW(), "")).await.json();
        let right = answer(running.addr(), orders(NOW(), "")).await.json();
        let (spoilt, right) = (&spoilt["data"], &right["data"]);
        match fault {
            Fault::DuplicatedRows => {
                assert_eq!((right.as_array().map(Vec::len), spoilt.as_array().map(Vec::len)), (Some(3), Some(4)));
                assert_eq!((&spoilt[0], &spoilt[1]), (&right[0], &right[0]));
            }
            Fault::WrongType => {
                // Today's orders are others tomorrow, and some have no message.
                let row = right.as_array().into_iter().flatten().position(|row| row["parcelPrintMessage"].is_string());
                match row {
                    Some(row) => assert!(spoilt[row]["parcelPrintMessage"].is_object(), "{spoilt}"),
                    None => assert_eq!(spoilt, right, "no row has room for the fault"),
                }
            }
            _ => assert!(spoilt[0]["status"] != "ACCEPT" && right[0]["status"] == "ACCEPT"),
        }
        running.shutdown().await;
    }
}

#[tokio::test]
async fn pages_repeat_and_shift_on_the_wire() {
    for fault in [Fault::RepeatedToken, Fault::ShiftedPage] {
        let (gateway, running) = troubled(fault).await;
        let first = answer(running.addr(), orders(NOW(), "")).await.json();
        let token = first["nextToken"].as_str().expect("a token").to_owned();
        let escaped = token.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
        let second = answer(running.addr(), orders(NOW(), &format!("&nextToken={escaped}"))).await.json();
        if fault == Fault::RepeatedToken {
            assert_eq!(second["nextToken"], token.as_str());
            assert_ne!(second["data"][0], first["data"][2]);
        } else {
            assert_ne!(second["nextToken"], token.as_str());
            assert_eq!(second["data"][0], first["data"][2], "the last row of the page before");
        }
        assert_eq!(gateway.ledger().faults.iter().map(|struck| struck.call).collect::<Vec<_>>(), [2]);
        running.shutdown().await;
    }
}

#[tokio::test]
async fn a_clock_that_is_off_is_off_on_the_wire() {
    let (_, running) = troubled(Fault::ClockSkew(-3_600)).await;
    let skewed = answer(running.addr(), orders(NOW(), "")).await;
    assert_eq!((skewed.status, &skewed.json()["message"]), (401, &json!("Specified signature is expired.")));
    let right = answer(running.addr(), orders(NOW(), "")).await;
    assert_eq!(right.status, 200);
    assert_ne!(skewed.header("date"), right.header("date"));
    running.shutdown().await;
}
