//! The shapes of answers that the vendor leaves open: A9, A10 and A18.

use super::support::{SESSION, builder, call, done, keys, order, paid, sandbox, session};
use commerce_sandbox::korea_checkout::{Casing, Envelope, Operation, StatusPlace};
use serde_json::{Value, json};

#[test]
fn a10_an_answer_comes_in_every_envelope() {
    let asked = |envelope| {
        let checkout = builder().envelope(Operation::GetSession, envelope).build().expect("a sandbox");
        let id = session(&checkout, &order());
        (id.clone(), done(&checkout, "GET", &format!("{SESSION}/{id}"), &Value::Null))
    };
    let (id, bare) = asked(Envelope::Bare);
    assert_eq!((&bare["sessionId"], bare.get("success")), (&json!(id), None));
    let (id, data) = asked(Envelope::Data);
    assert_eq!((keys(&data), &data["data"]["sessionId"]), (vec!["data", "success"], &json!(id)));
    let (id, flat) = asked(Envelope::Flat);
    assert_eq!((&flat["sessionId"], &flat["success"]), (&json!(id), &json!(true)));
    assert_eq!(asked(Envelope::Empty).1, Value::Null);
}

#[test]
fn a_write_is_carried_out_in_every_envelope() {
    for envelope in [Envelope::Bare, Envelope::Data, Envelope::Flat, Envelope::Empty] {
        let checkout = builder().envelope(Operation::Refund, envelope).build().expect("a sandbox");
        let id = paid(&checkout);
        assert_eq!(super::support::refund(&checkout, &id, json!(1_000)).0, 200);
        assert_eq!(checkout.ledger().refunded(&id), 1_000, "{envelope:?}");
    }
}

#[test]
fn a9_the_status_stands_where_the_builder_says() {
    let read = |place| {
        let checkout = builder().status_place(place).build().expect("a sandbox");
        let id = session(&checkout, &order());
        let answer = done(&checkout, "GET", &format!("{SESSION}/{id}"), &Value::Null);
        (answer.get("status").cloned(), answer["data"].get("status").cloned())
    };
    let pending = || Some(json!("pending"));
    assert_eq!(read(StatusPlace::WithFields), (None, pending()));
    assert_eq!(read(StatusPlace::TopLevel), (pending(), None));
    assert_eq!(read(StatusPlace::Both), (pending(), pending()));
}

#[test]
fn a18_names_come_in_the_other_case() {
    let checkout = builder().casing(Casing::Other).build().expect("a sandbox");
    let created = done(&checkout, "POST", "/api/checkout/create-session", &order());
    assert_eq!(keys(&created), ["checkout_url", "expires_at", "session_id", "success"]);
    let id = created["session_id"].as_str().expect("an id");
    let data = done(&checkout, "GET", &format!("{SESSION}/{id}"), &Value::Null)["data"].clone();
    let expected = [
        "created_at",
        "currency",
        "customer",
        "expires_at",
        "platform_order_id",
        "session_id",
        "status",
        "total_amount",
    ];
    assert_eq!(keys(&data), expected);
    let shop = done(&checkout, "POST", "/api/shops", &json!({ "name": "가게" }));
    assert_eq!(keys(&shop), ["businessInfo", "createdAt", "id", "name", "paymentMethods", "status"]);
    assert_eq!(keys(&shop["businessInfo"]), ["businessNumber", "verified"]);
}

#[test]
fn a_default_is_the_vendor_s_sample() {
    let checkout = sandbox();
    let id = session(&checkout, &order());
    let (_, read) = call(&checkout, "GET", &format!("{SESSION}/{id}"), &Value::Null);
    assert_eq!(keys(&read), ["data", "success"]);
}
