//! Operation 5: nothing is ever given back twice.

use super::support::{
    SESSION, body_of, builder, call, done, events, later, order, paid, read, read_at, refund, sandbox, session, start,
};
use commerce_sandbox::korea_checkout::{BuyerAction, Change, SessionStatus};
use serde_json::{Value, json};
use std::time::Duration;

#[test]
fn a_full_refund_needs_no_amount() {
    let checkout = sandbox();
    let id = paid(&checkout);
    let body = json!({ "reason": "단순 변심", "notify_customer": true });
    let answer = done(&checkout, "POST", &format!("{SESSION}/{id}/refund"), &body);
    let refund_id = answer["refundId"].as_str().expect("an id");
    assert!(refund_id.starts_with("ref_"), "{refund_id}");
    let expected = json!({
        "refundId": refund_id,
        "status": "processing",
        "amount": 29_000,
        "reason": "단순 변심",
        "processedAt": "2026-03-02T01:30:00Z",
    });
    assert_eq!(answer, expected);
    assert_eq!(read(&checkout, &id)["status"], "refunded");
    assert_eq!(checkout.ledger().refunded(&id), 29_000);
}

#[test]
fn partial_refunds_add_up_to_the_total_and_not_beyond() {
    let checkout = sandbox();
    let id = paid(&checkout);
    assert_eq!(refund(&checkout, &id, json!(10_000)).0, 200);
    assert_eq!(read(&checkout, &id)["status"], "partially_refunded");
    let (status, answer) = refund(&checkout, &id, json!(19_001));
    assert_eq!((status, &answer["error"]["code"]), (400, &json!("refund_amount_exceeded")));
    assert_eq!(answer["error"]["details"], json!({ "sessionId": id, "field": "amount" }));
    assert_eq!(refund(&checkout, &id, Value::Null).1["amount"], 19_000, "what is left");
    assert_eq!(read(&checkout, &id)["status"], "refunded");
    assert_eq!(refund(&checkout, &id, json!(1)).0, 400);
    assert_eq!(checkout.ledger().refunded(&id), 29_000);
    assert_eq!(checkout.ledger().refunded("cs_another"), 0);
}

#[test]
fn a_refund_that_is_not_settled_yet_counts_already() {
    let checkout = builder().refund_time(Duration::from_secs(60)).build().expect("a sandbox");
    let id = paid(&checkout);
    assert_eq!(refund(&checkout, &id, json!(20_000)).0, 200);
    assert_eq!(read(&checkout, &id)["status"], "completed", "nothing shows yet");
    assert_eq!(refund(&checkout, &id, json!(20_000)).0, 400);
    assert_eq!(refund(&checkout, &id, json!(9_000)).0, 200);
    assert_eq!(read_at(&checkout, &id, later(60))["status"], "refunded");
    let statuses = checkout.ledger().entries.into_iter().filter_map(|entry| match entry.change {
        Change::StatusChanged { status, .. } => Some(status),
        _ => None,
    });
    let expected = [SessionStatus::Completed, SessionStatus::PartiallyRefunded, SessionStatus::Refunded];
    assert_eq!(statuses.collect::<Vec<_>>(), expected);
}

#[test]
fn only_what_is_paid_is_given_back() {
    let checkout = sandbox();
    let pending = session(&checkout, &order());
    let failed = session(&checkout, &order());
    checkout.act(&failed, BuyerAction::Fail, start()).expect("a failure");
    for id in [pending, failed] {
        let (status, answer) = refund(&checkout, &id, json!(1_000));
        assert_eq!((status, &answer["error"]["code"]), (400, &json!("invalid_session_status")));
        assert_eq!(answer["error"]["details"]["sessionId"], id);
    }
    assert_eq!(refund(&checkout, "cs_unknown", json!(1_000)).0, 404);
}

#[test]
fn the_fields_of_a_refund_are_checked() {
    let checkout = sandbox();
    let id = paid(&checkout);
    for (body, field) in [
        (json!({ "amount": 0 }), "amount"),
        (json!({ "amount": -1 }), "amount"),
        (json!({ "amount": "1000" }), "amount"),
        (json!({ "amount": 1_000.5 }), "amount"),
        (json!({ "reason": 1 }), "reason"),
        (json!({ "notify_customer": "yes" }), "notify_customer"),
    ] {
        let (status, answer) = call(&checkout, "POST", &format!("{SESSION}/{id}/refund"), &body);
        assert_eq!((status, &answer["error"]["details"]["field"]), (400, &json!(field)));
    }
    assert_eq!(checkout.ledger().refunded(&id), 0);
}

#[test]
fn every_refund_is_told() {
    let checkout = sandbox();
    let id = paid(&checkout);
    refund(&checkout, &id, json!(1_000));
    refund(&checkout, &id, Value::Null);
    let due = checkout.take_due(start());
    assert_eq!(events(&due), ["payment.completed", "payment.refunded", "payment.refunded"]);
    assert_eq!(body_of(&due[1])["data"]["sessionId"], id);
}
