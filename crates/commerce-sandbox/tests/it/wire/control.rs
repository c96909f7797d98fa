//! The control face: who may use it, and what it does.

use super::gateway::{acknowledgement, answer, exchange, orders, start, troubled};
use super::{Answer, Client, End, NOW, blocking, checkout, request};
use crate::korea_checkout::support::{KEY, builder, order, request as in_memory};
use crate::support::shop;
use commerce_sandbox::coupang::{Happening, When};
use commerce_sandbox::fault::{Fate, Fault};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Duration;

const MAY: (&str, &str) = ("x-sandbox-control", "1");

async fn ask(addr: SocketAddr, line: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let host = addr.to_string();
    let named = headers.iter().any(|(name, _)| *name == "host");
    let host = (!named).then_some(("host", host.as_str()));
    let headers: Vec<_> = host.into_iter().chain(headers.iter().copied()).collect();
    answer(addr, request(line, &headers, body)).await
}

async fn told(addr: SocketAddr, line: &str, body: &Value) -> Value {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let answer = ask(addr, line, &[MAY], &body).await;
    assert_eq!(answer.status, 200, "{line}: {}", String::from_utf8_lossy(&answer.body));
    answer.json()
}

#[tokio::test]
async fn nobody_else_finds_it() {
    let (gateway, running) = start(shop()).await;
    let addr = running.addr();
    let rule = r#"{"fault":"server_error"}"#;
    for line in ["GET /_sandbox/ledger", "POST /_sandbox/faults", "POST /_sandbox/clock", "POST /_sandbox/happenings"] {
        for headers in [
            vec![],
            vec![("x-sandbox-control", "0")],
            vec![MAY, MAY],
            vec![MAY, ("origin", "https://shop.example.com")],
            vec![MAY, ("origin", "null")],
            // A name that somebody else's server has pointed at this machine.
            vec![MAY, ("host", "rebound.example.com")],
            // What a form of another site can send without asking.
            vec![
                ("content-type", "text/plain"),
                ("origin", "https://shop.example.com"),
                ("sec-fetch-site", "cross-site"),
            ],
        ] {
            let answer = ask(addr, line, &headers, rule).await;
            assert_eq!((answer.status, answer.body.len()), (404, 0), "{line} {headers:?}");
            assert!(answer.header("access-control-allow-origin").is_none());
        }
    }
    // The question a browser asks before it sends the header.
    let preflight = [
        ("origin", "https://shop.example.com"),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "x-sandbox-control"),
    ];
    let preflight = ask(addr, "OPTIONS /_sandbox/faults", &preflight, "").await;
    assert_eq!(preflight.status, 404);
    assert!(!preflight.head.to_ascii_lowercase().contains("access-control"), "{}", preflight.head);
    assert_eq!((gateway.ledger().calls, gateway.ledger().faults.len()), (0, 0), "none of it was a call");
    assert_eq!(answer(addr, orders(NOW(), "")).await.status, 200, "and no rule was taken");
    running.shutdown().await;
}

#[tokio::test]
async fn what_is_not_there_or_cannot_be_read_is_said() {
    let (_, running) = start(shop()).await;
    let addr = running.addr();
    for (line, body, status, named) in [
        ("GET /_sandbox/nothing", "", 404, ""),
        ("DELETE /_sandbox/ledger", "", 404, ""),
        ("POST /_sandbox/faults", "{", 400, "EOF"),
        ("POST /_sandbox/faults", r#"{"fault":"reset"}"#, 400, "unknown fault `reset`"),
        (
            "POST /_sandbox/faults",
            r#"{"fault":"redirect","operation":"orders.lst"}"#,
            400,
            "unknown operation `orders.lst`",
        ),
        ("POST /_sandbox/faults", r#"{"fault":"redirect","chance":2}"#, 400, "from 0 to 1"),
        ("POST /_sandbox/faults", r#"[{"fault":"redirect"},{"fault":"reset"}]"#, 400, "unknown fault"),
        ("POST /_sandbox/clock", r#"{"advance_seconds":-1}"#, 400, "-1"),
        ("POST /_sandbox/clock", r#"{"advance_seconds":99999999999}"#, 400, "ahead"),
        ("POST /_sandbox/happenings", r#"{"what":"buyer_explodes"}"#, 400, "buyer_explodes"),
    ] {
        let answer = ask(addr, line, &[MAY], body).await;
        assert_eq!(answer.status, status, "{line} {body}");
        assert!(String::from_utf8_lossy(&answer.body).contains(named), "{}", String::from_utf8_lossy(&answer.body));
    }
    assert_eq!(answer(addr, orders(NOW(), "")).await.status, 200, "no half of a list of rules was taken");
    running.shutdown().await;
}

#[tokio::test]
async fn faults_are_asked_for_and_found_in_the_ledger() {
    let (_, running) = start(shop()).await;
    let addr = running.addr();
    let rules = json!([
        { "operation": "orders.list", "fault": "html_forbidden", "after": 1 },
        { "operation": "any_write", "fault": "reset_after", "fate": "late", "late_seconds": 1800 },
    ]);
    assert_eq!(told(addr, "POST /_sandbox/faults", &rules).await, json!({ "faults": 2 }));
    assert_eq!(told(addr, "POST /_sandbox/faults", &json!({ "fault": "server_error" })).await, json!({ "faults": 1 }));
    let statuses = [answer(addr, orders(NOW(), "")).await.status, answer(addr, orders(NOW(), "")).await.status];
    assert_eq!(statuses, [500, 403]);
    assert_eq!(exchange(addr, acknowledgement(NOW())).await, (Vec::new(), End::Reset));
    let mut ledger = told(addr, "GET /_sandbox/ledger", &Value::Null).await;
    for fault in ledger["faults"].as_array_mut().expect("faults") {
        let at = fault["at"].take();
        assert!(at.as_str().is_some_and(|at| at.len() == 20 && at.ends_with('Z')), "{at}");
        drop(fault.as_object_mut().expect("an object").remove("at"));
    }
    assert_eq!(
        ledger,
        json!({
            "calls": 3,
            "throttled": 0,
            "peak_calls_per_second": ledger["peak_calls_per_second"],
            "answers": [
                { "operation": "orders.list", "status": 403, "calls": 1 },
                { "operation": "orders.list", "status": 500, "calls": 1 },
            ],
            "commits": [],
            "faults": [
                { "call": 1, "operation": "orders.list", "fault": "server_error" },
                { "call": 2, "operation": "orders.list", "fault": "html_forbidden" },
                {
                    "call": 3, "operation": "orders.acknowledge",
                    "fault": "reset_after", "fate": "late", "late_seconds": 1800,
                },
            ],
            "missed": [],
        })
    );
    running.shutdown().await;
}

#[tokio::test]
async fn trouble_ends_when_somebody_says_so() {
    let (_, running) = start(shop()).await;
    let addr = running.addr();
    drop(told(addr, "POST /_sandbox/faults", &json!({ "fault": "server_error", "chance": 1 })).await);
    assert_eq!(answer(addr, orders(NOW(), "")).await.status, 500);
    assert_eq!(told(addr, "DELETE /_sandbox/faults", &Value::Null).await, json!({ "faults": 0 }));
    assert_eq!(answer(addr, orders(NOW(), "")).await.status, 200);
    let ledger = told(addr, "GET /_sandbox/ledger", &Value::Null).await;
    assert_eq!(ledger["faults"].as_array().map(Vec::len), Some(1), "what has happened stays");
    running.shutdown().await;
}

#[tokio::test]
async fn a_clock_put_ahead_lands_what_is_late_and_dates_what_comes() {
    let (_, running) = troubled(Fault::GatewayTimeout(Fate::Late(Duration::from_secs(1_800)))).await;
    let addr = running.addr();
    assert_eq!(answer(addr, acknowledgement(NOW())).await.status, 504);
    let commits = async || told(addr, "GET /_sandbox/ledger", &Value::Null).await["commits"].clone();
    drop(told(addr, "POST /_sandbox/clock", &json!({ "advance_seconds": 1_790 })).await);
    assert_eq!(commits().await, json!([]));
    drop(told(addr, "POST /_sandbox/clock", &json!({ "advance_seconds": 10 })).await);
    let landed = commits().await;
    assert_eq!((landed.as_array().map(Vec::len), &landed[0]["operation"]), (Some(1), &json!("orders.acknowledge")));
    assert_eq!(answer(addr, orders(NOW(), "")).await.status, 401, "the gateway lives half an hour later");
    let then = NOW() + Duration::from_secs(1_800);
    assert_eq!(answer(addr, orders(then, "")).await.status, 200);
    running.shutdown().await;
}

#[tokio::test]
async fn a_customer_cancels() {
    let (gateway, running) = start(shop().opened_at(NOW())).await;
    let addr = running.addr();
    let first = answer(addr, orders(NOW(), "")).await.json()["data"][0].clone();
    let cancel = json!({ "what": "buyer_cancels", "shipment_box_id": first["shipmentBoxId"] });
    let cancelled = told(addr, "POST /_sandbox/happenings", &cancel).await;
    assert!(cancelled["happened"] == true && cancelled["number"].is_i64(), "the number of its receipt: {cancelled}");
    let again = told(addr, "POST /_sandbox/happenings", &cancel).await;
    assert_eq!(again, json!({ "happened": false, "number": null }));
    let left = answer(addr, orders(NOW(), "")).await.json();
    assert_ne!(left["data"][0]["shipmentBoxId"], first["shipmentBoxId"]);
    assert_eq!(gateway.ledger().calls, 2);
    running.shutdown().await;
}

#[tokio::test]
async fn what_a_scenario_wanted_and_could_not_have_is_told() {
    let nowhere = Happening::CarrierDelivers { shipment_box_id: 7 };
    let (_, running) = start(shop().opened_at(NOW()).happening(When::AfterOpening(Duration::ZERO), nowhere)).await;
    drop(told(running.addr(), "POST /_sandbox/clock", &json!({ "advance_seconds": 60 })).await);
    let mut missed = told(running.addr(), "GET /_sandbox/ledger", &Value::Null).await["missed"].take();
    assert!(missed[0]["at"].as_str().is_some_and(|at| at.ends_with('Z')), "{missed}");
    drop(missed[0].as_object_mut().expect("an object").remove("at"));
    assert_eq!(missed, json!([{ "what": "carrier_delivers", "shipment_box_id": 7 }]));
    running.shutdown().await;
}

#[tokio::test]
async fn korea_checkout_has_one_too() {
    let (checkout, running) = checkout::start(builder()).await;
    let addr = running.addr();
    let id = checkout::paid(&checkout);
    let rule = json!({ "operation": "sessions.get", "fault": "redirect" });
    drop(told(addr, "POST /_sandbox/faults", &rule).await);
    let read = async || {
        let path = format!("GET /api/checkout/session/{id}");
        ask(addr, &path, &[("x-api-key", KEY)], "").await
    };
    assert_eq!((read().await.status, read().await.status), (302, 200));
    let ledger = told(addr, "GET /_sandbox/ledger", &Value::Null).await;
    let operations: Vec<_> = ledger["calls"].as_array().expect("calls").iter().map(|call| &call["operation"]).collect();
    assert_eq!(operations, ["sessions.create", "sessions.get", "sessions.get"]);
    assert_eq!(ledger["changes"][1]["change"], "status_changed");
    assert_eq!(ledger["changes"][1]["status"], "completed");
    assert_eq!(ledger["faults"][0]["fault"], "redirect");
    assert_eq!(ask(addr, "GET /_sandbox/ledger", &[], "").await.status, 404);

    let created = checkout.handle(in_memory("POST", "/api/checkout/create-session", &order()), NOW());
    let created: Value = serde_json::from_slice(created.body()).expect("JSON");
    let fails = json!({ "what": "buyer_fails", "session_id": created["sessionId"] });
    assert_eq!(told(addr, "POST /_sandbox/happenings", &fails).await, json!({ "happened": true }));
    assert_eq!(told(addr, "POST /_sandbox/happenings", &fails).await, json!({ "happened": false }));
    running.shutdown().await;
}

#[tokio::test]
async fn a_session_expires_when_the_clock_is_put_ahead() {
    let (checkout, running) = checkout::start(builder()).await;
    let addr = running.addr();
    drop(checkout.handle(in_memory("POST", "/api/checkout/create-session", &order()), NOW()));
    drop(told(addr, "POST /_sandbox/clock", &json!({ "advance_seconds": 86_401 })).await);
    let ledger = told(addr, "GET /_sandbox/ledger", &Value::Null).await;
    let statuses: Vec<_> = ledger["changes"]
        .as_array()
        .expect("changes")
        .iter()
        .filter(|change| change["change"] == "status_changed")
        .collect();
    assert_eq!((statuses.len(), &statuses[0]["status"]), (1, &json!("expired")));
    running.shutdown().await;
}

#[tokio::test]
async fn a_control_call_over_a_kept_connection_is_no_call() {
    let (gateway, running) = start(shop()).await;
    let addr = running.addr();
    let statuses = blocking(move || {
        let mut client = Client::connect(addr);
        let host = addr.to_string();
        let (control, _) = request("GET /_sandbox/ledger", &[("host", &host), MAY], "");
        client.send(&control);
        let first = client.answer().status;
        client.send(&orders(NOW(), "").0);
        [first, client.answer().status]
    })
    .await;
    assert_eq!((statuses, gateway.ledger().calls), ([200, 200], 1));
    running.shutdown().await;
}
