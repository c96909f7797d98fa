//! Sessions: operations 1 to 4.

use super::support::json_of;
use super::support::{
    SESSION, builder, call, done, keys, later, order, order_with, paid, read, read_at, request, sandbox, session, start,
};
use commerce_sandbox::korea_checkout::{
    ActionError, BuyerAction, Change, Checkout, Operation, PaymentMethod, SessionStatus,
};
use serde_json::{Value, json};
use std::time::Duration;

const CREATE: &str = "/api/checkout/create-session";

#[test]
fn operation_1_creates_a_session_that_lives_24_hours() {
    let checkout = sandbox();
    let answer = done(&checkout, "POST", CREATE, &order());
    let id = answer["sessionId"].as_str().expect("an id");
    assert!(id.starts_with("cs_"), "{id}");
    let expected = json!({
        "success": true,
        "sessionId": id,
        "checkoutUrl": format!("https://checkout.koreacheckout.com/{id}"),
        "expiresAt": "2026-03-03T01:30:00Z",
    });
    assert_eq!(answer, expected);
    let change = Change::SessionCreated { session_id: id.to_owned(), order_id: "ORDER-1".to_owned(), total: 29_000 };
    let ledger = checkout.ledger();
    assert_eq!(
        ledger.entries.iter().map(|entry| (&entry.change, entry.call)).collect::<Vec<_>>(),
        [(&change, Some(1))]
    );
}

#[test]
fn the_page_of_a_session_is_where_the_sandbox_was_reached() {
    let checkout = sandbox();
    for (host, origin) in [
        ("127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("localhost:8080", "http://localhost:8080"),
        ("[::1]:8080", "http://[::1]:8080"),
        ("sandbox-api.koreacheckout.com", "https://checkout.koreacheckout.com"),
        ("127.0.0.1.example.com", "https://checkout.koreacheckout.com"),
    ] {
        let mut request = request("POST", CREATE, &order());
        request.headers_mut().insert("host", host.parse().expect("a header"));
        let answer = json_of(&checkout.handle(request, start()));
        assert_eq!(
            answer["checkoutUrl"],
            format!("{origin}/{}", answer["sessionId"].as_str().expect("an id")),
            "{host}"
        );
    }
}

#[test]
fn every_field_that_the_samples_show_is_demanded() {
    let checkout = sandbox();
    for name in
        ["platform", "platformOrderId", "items", "customer", "totalAmount", "currency", "returnUrl", "cancelUrl"]
    {
        let (status, answer) = call(&checkout, "POST", CREATE, &order_with(name, Value::Null));
        assert_eq!((status, &answer["error"]["details"]["field"]), (400, &json!(name)), "{answer}");
    }
    for name in ["webhookUrl", "metadata"] {
        session(&checkout, &order_with(name, Value::Null));
    }
}

#[test]
fn a_field_of_the_wrong_kind_is_named_by_its_path() {
    let checkout = sandbox();
    let customer = |name: &str, value: Value| {
        let mut customer = order()["customer"].clone();
        customer[name] = value;
        ("customer", customer)
    };
    let item = |name: &str, value: Value| {
        let mut items = order()["items"].clone();
        items[1][name] = value;
        ("items", items)
    };
    for ((name, value), field) in [
        (("platform", json!(" ")), "platform"),
        (("platformOrderId", json!(1)), "platformOrderId"),
        (("items", json!([])), "items"),
        (("items", json!({})), "items"),
        (("items", json!(["tea"])), "items[0]"),
        (item("name", json!("")), "items[1].name"),
        (item("price", json!("2000")), "items[1].price"),
        (item("price", json!(-1)), "items[1].price"),
        (item("quantity", json!(0)), "items[1].quantity"),
        (item("quantity", json!(1.5)), "items[1].quantity"),
        (("customer", json!("Kim")), "customer"),
        (customer("name", json!(null)), "customer.name"),
        (customer("email", json!("kim.example.com")), "customer.email"),
        (customer("phone", json!(821_000_000_001_u64)), "customer.phone"),
        (("totalAmount", json!(0)), "totalAmount"),
        (("totalAmount", json!(-29_000)), "totalAmount"),
        (("totalAmount", json!("29000")), "totalAmount"),
        (("totalAmount", json!(29_000.5)), "totalAmount"),
        (("currency", json!("USD")), "currency"),
        (("returnUrl", json!("http://shop.example.com/done")), "returnUrl"),
        (("cancelUrl", json!("javascript:alert(1)")), "cancelUrl"),
        (("webhookUrl", json!("http://shop.example.com/hooks")), "webhookUrl"),
        (("metadata", json!([])), "metadata"),
    ] {
        let (status, answer) = call(&checkout, "POST", CREATE, &order_with(name, value));
        assert_eq!((status, &answer["error"]["details"]["field"]), (400, &json!(field)), "{answer}");
        assert_eq!(answer["error"]["code"], "invalid_parameter");
        assert!(answer["error"]["message"].as_str().is_some_and(|text| text.starts_with(field)), "{answer}");
    }
    assert!(checkout.ledger().entries.is_empty(), "nothing was created");
}

#[test]
fn operation_2_reads_what_the_samples_show() {
    let checkout = sandbox();
    let id = session(&checkout, &order());
    let mut expected = json!({
        "sessionId": id,
        "status": "pending",
        "platformOrderId": "ORDER-1",
        "totalAmount": 29_000,
        "currency": "KRW",
        "customer": { "name": "김예시", "email": "kim@example.com" },
        "createdAt": "2026-03-02T01:30:00Z",
        "expiresAt": "2026-03-03T01:30:00Z",
    });
    assert_eq!(read(&checkout, &id), expected);

    let pay = BuyerAction::PayBy(PaymentMethod::KakaoPay);
    assert_eq!(checkout.act(&id, pay, later(60)), Ok(SessionStatus::Completed));
    let paid = read_at(&checkout, &id, later(61));
    expected["status"] = "completed".into();
    expected["completedAt"] = "2026-03-02T01:31:00Z".into();
    expected["paymentMethod"] = "kakao_pay".into();
    expected["gateway"] = "toss".into();
    expected["gatewayTransactionId"] = paid["gatewayTransactionId"].clone();
    assert_eq!(paid, expected);
    assert!(paid["gatewayTransactionId"].is_string());
}

#[test]
fn operation_3_changes_what_is_given_and_nothing_else() {
    let checkout = sandbox();
    let id = session(&checkout, &order());
    let patch = |body: Value| call(&checkout, "PATCH", &format!("{SESSION}/{id}"), &body);
    let (status, answer) = patch(json!({ "customer": { "email": "lee@example.com" }, "metadata": { "a": 1 } }));
    assert_eq!((status, &answer["success"]), (200, &json!(true)));
    assert_eq!(answer["data"], read(&checkout, &id));
    assert_eq!(answer["data"]["customer"], json!({ "name": "김예시", "email": "lee@example.com" }));
    assert_eq!(patch(json!({ "totalAmount": 1 })).1["data"]["totalAmount"], 29_000, "no amount is changed");
    assert_eq!(patch(json!({ "customer": { "email": "lee" } })).1["error"]["details"]["field"], "customer.email");
    assert_eq!(read(&checkout, &id)["customer"]["email"], "lee@example.com");
    let updates =
        checkout.ledger().entries.iter().filter(|it| matches!(it.change, Change::SessionUpdated { .. })).count();
    assert_eq!(updates, 2);
}

#[test]
fn a_session_that_came_to_its_end_is_not_changed() {
    let checkout = sandbox();
    let id = paid(&checkout);
    for (method, path) in [("PATCH", ""), ("POST", "/expire")] {
        let (status, answer) = call(&checkout, method, &format!("{SESSION}/{id}{path}"), &json!({}));
        assert_eq!((status, &answer["error"]["code"]), (400, &json!("invalid_session_status")), "{answer}");
    }
    assert_eq!(read(&checkout, &id)["status"], "completed");
}

#[test]
fn operation_4_expires_a_session_where_the_path_exists() {
    let checkout = sandbox();
    let id = session(&checkout, &order());
    let expire = format!("{SESSION}/{id}/expire");
    let answer = done(&checkout, "POST", &expire, &Value::Null);
    assert_eq!(answer["data"]["status"], "expired");
    assert_eq!(read(&checkout, &id)["status"], "expired");
    assert_eq!(call(&checkout, "POST", &expire, &Value::Null).0, 400);

    let without = builder().expire_endpoint(false).build().expect("a sandbox");
    let id = session(&without, &order());
    assert_eq!(call(&without, "POST", &format!("{SESSION}/{id}/expire"), &Value::Null).0, 404, "A13");
    assert_eq!(read(&without, &id)["status"], "pending");
}

#[test]
fn a_session_expires_by_itself_and_cannot_be_paid_then() {
    let checkout = sandbox();
    let id = session(&checkout, &order());
    assert_eq!(read_at(&checkout, &id, later(86_399))["status"], "pending");
    assert_eq!(read_at(&checkout, &id, later(86_400))["status"], "expired");
    let refused = ActionError::NotPossible(SessionStatus::Expired);
    assert_eq!(checkout.act(&id, BuyerAction::Pay, later(86_400)), Err(refused));
    assert_eq!(checkout.act("cs_unknown", BuyerAction::Pay, start()), Err(ActionError::NoSuchSession));
}

#[test]
fn a14_a_life_of_its_own_stands_in_a_field_that_the_builder_names() {
    let checkout = builder().expiry_field("expiresIn").build().expect("a sandbox");
    let expires = |value: Value| call(&checkout, "POST", CREATE, &order_with("expiresIn", value));
    assert_eq!(expires(json!(3_600)).1["expiresAt"], "2026-03-02T02:30:00Z");
    assert_eq!(expires(json!(604_800)).1["expiresAt"], "2026-03-09T01:30:00Z");
    assert_eq!(expires(json!("2026-03-05T00:00:00Z")).1["expiresAt"], "2026-03-05T00:00:00Z");
    assert_eq!(expires(Value::Null).1["expiresAt"], "2026-03-03T01:30:00Z");
    for value in [json!(604_801), json!(0), json!("2026-03-09T01:30:01Z"), json!("2026-03-01T00:00:00Z"), json!("1h")] {
        let (status, answer) = expires(value);
        assert_eq!((status, &answer["error"]["details"]["field"]), (400, &json!("expiresIn")));
    }
    let ignorant = done(&sandbox(), "POST", CREATE, &order_with("expiresIn", json!(3_600)));
    assert_eq!(ignorant["expiresAt"], "2026-03-03T01:30:00Z");
}

#[test]
fn a_buyer_passes_through_the_documented_statuses() {
    let checkout = builder().payment_time(Duration::from_secs(30)).build().expect("a sandbox");
    let status = |id: &str, seconds| read_at(&checkout, id, later(seconds))["status"].clone();

    let id = session(&checkout, &order());
    assert_eq!(checkout.act(&id, BuyerAction::Start, start()), Ok(SessionStatus::Processing));
    assert_eq!(checkout.act(&id, BuyerAction::Pay, start()), Ok(SessionStatus::Processing));
    assert_eq!(
        checkout.act(&id, BuyerAction::Cancel, later(1)),
        Err(ActionError::NotPossible(SessionStatus::Processing)),
        "what is at the gateway cannot be taken back"
    );
    assert_eq!(call(&checkout, "POST", &format!("{SESSION}/{id}/expire"), &Value::Null).0, 400);
    assert_eq!(status(&id, 29), "processing");
    assert_eq!(status(&id, 30), "completed");

    for (action, word) in [(BuyerAction::Fail, "failed"), (BuyerAction::Cancel, "cancelled")] {
        let id = session(&checkout, &order());
        checkout.act(&id, action, start()).expect("an action");
        assert_eq!(status(&id, 0), word);
        assert!(checkout.act(&id, BuyerAction::Pay, start()).is_err(), "{word} is the end");
        assert_eq!(status(&id, 90_000), word, "and does not expire");
    }
}

#[test]
fn a_started_session_expires_and_one_at_the_gateway_does_not() {
    let day = 86_400;
    let checkout = builder().payment_time(Duration::from_secs(60)).build().expect("a sandbox");
    let (started, paying) = (session(&checkout, &order()), session(&checkout, &order()));
    checkout.act(&started, BuyerAction::Start, start()).expect("a start");
    checkout.act(&paying, BuyerAction::Pay, later(day - 1)).expect("a payment");
    assert_eq!(read_at(&checkout, &started, later(day))["status"], "expired");
    assert_eq!(read_at(&checkout, &paying, later(day))["status"], "processing");
    let paid = read_at(&checkout, &paying, later(day + 59));
    assert_eq!((&paid["status"], &paid["completedAt"]), (&json!("completed"), &json!("2026-03-03T01:30:59Z")));
}

#[test]
fn a16_an_order_number_may_come_twice_unless_the_builder_forbids_it() {
    let checkout = sandbox();
    assert_ne!(session(&checkout, &order()), session(&checkout, &order()));
    let strict = builder().unique_order_ids(true).build().expect("a sandbox");
    session(&strict, &order());
    let (status, answer) = call(&strict, "POST", CREATE, &order());
    assert_eq!((status, &answer["error"]["details"]["field"]), (400, &json!("platformOrderId")));
}

#[test]
fn a17_items_are_summed_up_only_where_the_builder_says_so() {
    let short = order_with("totalAmount", json!(28_999));
    session(&sandbox(), &short);
    let strict = builder().items_must_sum(true).build().expect("a sandbox");
    session(&strict, &order());
    assert_eq!(call(&strict, "POST", CREATE, &short).1["error"]["details"]["field"], "totalAmount");
}

#[test]
fn the_seed_decides_about_every_answer() {
    let story = |seed| {
        let checkout = Checkout::builder().api_key(super::support::KEY).seed(seed).build().expect("a sandbox");
        let id = paid(&checkout);
        let refunded = super::support::refund(&checkout, &id, json!(1_000));
        let due = checkout.take_due(later(1));
        (id.clone(), read(&checkout, &id), refunded, due, checkout.ledger())
    };
    assert_eq!(story(7), story(7));
    assert_ne!(story(7).0, story(8).0);
}

#[test]
fn the_ledger_counts_calls_by_operation() {
    let checkout = sandbox();
    let id = paid(&checkout);
    read(&checkout, &id);
    read(&checkout, &id);
    let ledger = checkout.ledger();
    assert_eq!(ledger.calls_of(Operation::CreateSession), 1);
    assert_eq!(ledger.calls_of(Operation::GetSession), 2);
    assert_eq!(ledger.calls.iter().map(|call| call.number).collect::<Vec<_>>(), [1, 2, 3]);
    let statuses = ledger.entries.iter().filter_map(|entry| match &entry.change {
        Change::StatusChanged { status, .. } => Some((*status, entry.call)),
        _ => None,
    });
    assert_eq!(statuses.collect::<Vec<_>>(), [(SessionStatus::Completed, None)], "the buyer made no call");
    assert!(keys(&read(&checkout, &id)).contains(&"gateway"));
}
