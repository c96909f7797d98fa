//! A15: the idempotency key is seen, and honoured only where the builder says so; and faults on demand.

use super::support::{SESSION, builder, json_of, order, paid, read, request, sandbox, start};
use commerce_sandbox::fault::{Fate, Fault, FaultRule};
use commerce_sandbox::korea_checkout::{Checkout, Idempotency, Operation};
use serde_json::{Value, json};

const CREATE: &str = "/api/checkout/create-session";

fn with_key(checkout: &Checkout, path: &str, key: &str, body: &Value) -> (u16, Value) {
    let mut request = request("POST", path, body);
    request.headers_mut().insert("idempotency-key", key.parse().expect("a header"));
    let response = checkout.handle(request, start());
    (response.status().as_u16(), json_of(&response))
}

fn honouring() -> Checkout {
    builder().idempotency(Idempotency::Honoured).build().expect("a sandbox")
}

#[test]
fn by_default_a_key_is_written_down_and_changes_nothing() {
    let checkout = sandbox();
    let (first, second) = (with_key(&checkout, CREATE, "k-1", &order()), with_key(&checkout, CREATE, "k-1", &order()));
    assert_ne!(first.1["sessionId"], second.1["sessionId"], "carried out twice");
    let calls = checkout.ledger().calls;
    assert!(calls.iter().all(|call| call.idempotency_key.as_deref() == Some("k-1") && !call.replayed));
}

#[test]
fn an_honoured_key_is_carried_out_once() {
    let checkout = honouring();
    let id = paid(&checkout);
    let refund = format!("{SESSION}/{id}/refund");
    let first = with_key(&checkout, &refund, "k-1", &json!({ "amount": 10_000 }));
    assert_eq!(first.0, 200);
    assert_eq!(with_key(&checkout, &refund, "k-1", &json!({ "amount": 10_000 })), first);
    assert_eq!(checkout.ledger().refunded(&id), 10_000);
    let replayed: Vec<bool> = checkout.ledger().calls.iter().rev().take(2).map(|call| call.replayed).collect();
    assert_eq!(replayed, [true, false]);

    let (status, other) = with_key(&checkout, &refund, "k-1", &json!({ "amount": 10_001 }));
    assert_eq!((status, &other["error"]["code"]), (400, &json!("idempotency_key_reused")));
    assert_eq!(with_key(&checkout, &refund, "k-2", &json!({ "amount": 10_000 })).0, 200);
    assert_eq!(checkout.ledger().refunded(&id), 20_000);
}

#[test]
fn a_refusal_is_not_kept() {
    let checkout = honouring();
    assert_eq!(with_key(&checkout, CREATE, "k-1", &json!({})).0, 400);
    assert_eq!(with_key(&checkout, CREATE, "k-1", &order()).0, 200);
}

#[test]
fn the_header_can_have_another_name() {
    let name = http::HeaderName::from_static("x-idempotency-token");
    let checkout = builder().idempotency(Idempotency::Honoured).idempotency_header(name).build().expect("a sandbox");
    assert_ne!(with_key(&checkout, CREATE, "k-1", &order()), with_key(&checkout, CREATE, "k-1", &order()));
    assert!(checkout.ledger().calls.iter().all(|call| call.idempotency_key.is_none()));
}

#[test]
fn a_fault_before_changes_nothing_and_a_fault_after_changes_all() {
    let checkout = sandbox();
    let id = paid(&checkout);
    for fault in [Fault::ServerError, Fault::GatewayTimeout(Fate::Carried)] {
        checkout.inject(FaultRule::new(Operation::Refund, fault)).expect("a rule");
    }
    let refund = || super::support::refund(&checkout, &id, json!(1_000));
    assert_eq!(refund().0, 500);
    assert_eq!((read(&checkout, &id)["status"].clone(), checkout.ledger().refunded(&id)), (json!("completed"), 0));
    assert_eq!(refund().0, 504);
    assert_eq!(
        (read(&checkout, &id)["status"].clone(), checkout.ledger().refunded(&id)),
        (json!("partially_refunded"), 1_000)
    );
    assert_eq!(refund().0, 200, "and then all is well");
}

#[test]
fn after_a_fault_an_honoured_key_finds_what_was_done() {
    let checkout = honouring();
    let lost = FaultRule::new(Operation::CreateSession, Fault::GatewayTimeout(Fate::Carried));
    checkout.inject(lost).expect("a rule");
    assert_eq!(with_key(&checkout, CREATE, "k-1", &order()).0, 504);
    assert_eq!(with_key(&checkout, CREATE, "k-1", &order()).0, 200);
    let created = checkout.ledger().entries.len();
    assert_eq!(created, 1);
}
