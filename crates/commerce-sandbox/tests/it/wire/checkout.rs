//! Korea Checkout on a socket: the same faults at a refund.

use super::{Answer, Client, End, NOW, blocking, request};
use crate::korea_checkout::support::{KEY, SESSION, builder, order, request as in_memory};
use commerce_sandbox::fault::{Fate, Fault, FaultRule};
use commerce_sandbox::korea_checkout::{BuyerAction, Checkout, CheckoutBuilder, Operation};
use commerce_sandbox::server::{Running, spawn_korea_checkout};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

pub(super) async fn start(builder: CheckoutBuilder) -> (Arc<Checkout>, Running) {
    let checkout = Arc::new(builder.build().expect("a sandbox"));
    let running = spawn_korea_checkout(Arc::clone(&checkout), ([127, 0, 0, 1], 0)).await.expect("a server");
    (checkout, running)
}

/// A server with a paid session, in which the next refund suffers this.
async fn troubled(fault: Fault) -> (Arc<Checkout>, Running, String) {
    let (checkout, running) = start(builder().fault(FaultRule::new(Operation::Refund, fault))).await;
    let id = paid(&checkout);
    (checkout, running, id)
}

/// A session that is paid.
pub(super) fn paid(checkout: &Checkout) -> String {
    let created = checkout.handle(in_memory("POST", "/api/checkout/create-session", &order()), NOW());
    let created: Value = serde_json::from_slice(created.body()).expect("JSON");
    let id = created["sessionId"].as_str().expect("an id").to_owned();
    checkout.act(&id, BuyerAction::Pay, NOW()).expect("a payment");
    id
}

fn refund(id: &str) -> (Vec<u8>, Vec<u8>) {
    let headers = [("host", "127.0.0.1"), ("x-api-key", KEY), ("content-type", "application/json")];
    request(&format!("POST {SESSION}/{id}/refund"), &headers, &json!({ "amount": 1_000 }).to_string())
}

/// Sends a refund and reads to the end of the connection, or of the answer where the connection goes on.
async fn exchange(addr: SocketAddr, id: &str) -> (Vec<u8>, End) {
    let (head, body) = refund(id);
    blocking(move || {
        let mut client = Client::connect(addr);
        client.send(&[head, body].concat());
        let mut seen = Vec::new();
        loop {
            if let Some(answer) = Answer::parse(&seen) {
                if answer.header("content-length").is_some() && answer.body.len() == answer.length() {
                    return (seen, End::Open);
                }
                if seen.len() > 1024 * 1024 {
                    return (seen, End::Open);
                }
            }
            match client.some() {
                Ok(bytes) => seen.extend(bytes),
                Err(end) => return (seen, end),
            }
        }
    })
    .await
}

#[tokio::test]
async fn every_fault_of_a_connection_is_seen_at_a_refund() {
    for (fault, refunded, status) in [
        (Fault::ResetBefore, 0, None),
        (Fault::ResetDuring, 0, None),
        (Fault::ResetAfter(Fate::Dropped), 0, None),
        (Fault::ResetAfter(Fate::Carried), 1_000, None),
        (Fault::ResetMidResponse, 1_000, Some(200)),
    ] {
        let (checkout, running, id) = troubled(fault).await;
        let (seen, end) = exchange(running.addr(), &id).await;
        let answer = Answer::parse(&seen);
        assert_eq!((answer.as_ref().map(|answer| answer.status), end), (status, End::Reset), "{fault:?}");
        if let Some(answer) = answer {
            assert!(!answer.body.is_empty() && answer.body.len() < answer.length());
        }
        assert_eq!(checkout.ledger().refunded(&id), refunded, "{fault:?}");
        running.shutdown().await;
    }
}

#[tokio::test]
async fn every_fault_of_an_answer_is_seen_at_a_refund() {
    for fault in [
        Fault::GatewayTimeout(Fate::Dropped),
        Fault::GatewayTimeout(Fate::Carried),
        Fault::ServerError,
        Fault::OriginDown,
        Fault::TooManyRequests,
        Fault::Redirect,
        Fault::HtmlForbidden,
        Fault::WrongContentType,
        Fault::TruncatedJson,
        Fault::SlowDrip(Duration::from_millis(20)),
        Fault::EndlessBody,
        Fault::ClockSkew(86_400),
        Fault::WrongType,
        Fault::UnknownEnum,
    ] {
        let (checkout, running, id) = troubled(fault).await;
        let (seen, end) = exchange(running.addr(), &id).await;
        let answer = Answer::parse(&seen).expect("an answer");
        assert_eq!(end, End::Open, "{fault:?}");
        let (status, refunded) = match fault {
            Fault::GatewayTimeout(fate) => (504, if fate == Fate::Carried { 1_000 } else { 0 }),
            Fault::ServerError => (500, 0),
            Fault::OriginDown => (521, 0),
            Fault::TooManyRequests => (429, 0),
            Fault::Redirect => (302, 0),
            Fault::HtmlForbidden => (403, 0),
            _ => (200, 1_000),
        };
        assert_eq!((answer.status, checkout.ledger().refunded(&id)), (status, refunded), "{fault:?}");
        match fault {
            Fault::HtmlForbidden => assert!(String::from_utf8_lossy(&answer.body).contains("Reference #")),
            Fault::Redirect => assert!(answer.header("location").is_some()),
            Fault::TooManyRequests => assert!(answer.header("retry-after").is_some()),
            Fault::WrongContentType => {
                assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")));
                assert_eq!(answer.json()["amount"], 1_000);
            }
            Fault::TruncatedJson => assert!(serde_json::from_slice::<Value>(&answer.body).is_err()),
            Fault::EndlessBody => assert_eq!(answer.header("transfer-encoding"), Some("chunked")),
            Fault::WrongType => assert!(answer.json()["processedAt"].is_object()),
            Fault::UnknownEnum => assert_ne!(answer.json()["status"], "processing"),
            Fault::SlowDrip(_) => assert_eq!(answer.json()["amount"], 1_000),
            _ => {}
        }
        assert_eq!(checkout.ledger().faults.len(), 1, "{fault:?}");
        running.shutdown().await;
    }
}

#[tokio::test]
async fn a_refund_lands_late_and_its_webhook_is_posted() {
    let late = Fault::GatewayTimeout(Fate::Late(Duration::from_secs(1)));
    let (checkout, running, id) = troubled(late).await;
    let (seen, _) = exchange(running.addr(), &id).await;
    assert_eq!(Answer::parse(&seen).map(|answer| answer.status), Some(504));
    assert_eq!(checkout.ledger().refunded(&id), 0);
    for _ in 0..500 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        if checkout.ledger().refunded(&id) == 1_000 {
            break;
        }
    }
    assert_eq!(checkout.ledger().refunded(&id), 1_000, "nobody has asked in between");
    running.shutdown().await;
}
