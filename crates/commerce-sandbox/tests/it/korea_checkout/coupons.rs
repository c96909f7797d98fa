//! Operations 10 and 11.

use super::support::{
    builder, call, call_at, done, later, order, order_with, paid, read, refund, sandbox, session, start,
};
use commerce_sandbox::korea_checkout::{BuyerAction, Change, Checkout};
use serde_json::{Value, json};

const CREATE: &str = "/api/coupons/create";
const APPLY: &str = "/api/coupons/apply";

fn coupon() -> Value {
    json!({
        "code": "SPRING10",
        "name_ko": "봄맞이 할인",
        "name_en": "Spring sale",
        "type": "percentage",
        "discount_value": 10,
        "valid_from": "2026-03-01T00:00:00Z",
        "valid_until": "2026-03-02T02:00:00Z",
        "usage_limit": 2,
        "usage_limit_per_customer": 1,
        "minimum_order_amount": 20_000,
        "applies_to": "cart_total",
    })
}

fn coupon_with(name: &str, value: Value) -> Value {
    let mut coupon = coupon();
    match value {
        Value::Null => drop(coupon.as_object_mut().expect("an object").remove(name)),
        value => coupon[name] = value,
    }
    coupon
}

fn order_of(email: &str) -> Value {
    order_with("customer", json!({ "name": "이예시", "email": email, "phone": "+82-10-0000-0002" }))
}

fn apply(checkout: &Checkout, session: &str) -> (u16, Value) {
    call(checkout, "POST", APPLY, &json!({ "sessionId": session, "couponCode": "SPRING10" }))
}

fn refused(checkout: &Checkout, session: &str) -> String {
    let (status, answer) = apply(checkout, session);
    assert_eq!((status, &answer["error"]["details"]["field"]), (400, &json!("couponCode")), "{answer}");
    answer["error"]["code"].as_str().expect("a code").to_owned()
}

#[test]
fn operation_10_creates_a_coupon_once() {
    let checkout = sandbox();
    let answer = done(&checkout, "POST", CREATE, &coupon());
    let mut expected = coupon();
    expected["success"] = true.into();
    assert_eq!(answer, expected);
    let (status, again) = call(&checkout, "POST", CREATE, &coupon());
    assert_eq!((status, &again["error"]["details"]["field"]), (400, &json!("code")));
    assert_eq!(checkout.ledger().entries.len(), 1);
}

#[test]
fn the_fields_of_a_coupon_are_checked() {
    let checkout = sandbox();
    for (name, value) in [
        ("code", Value::Null),
        ("name_ko", Value::Null),
        ("name_en", json!(1)),
        ("type", Value::Null),
        ("type", json!("gift")),
        ("discount_value", Value::Null),
        ("discount_value", json!(0)),
        ("discount_value", json!(101)),
        ("discount_value", json!(12.5)),
        ("valid_from", Value::Null),
        ("valid_from", json!("2026-03-01")),
        ("valid_until", json!("2026-02-28T00:00:00Z")),
        ("usage_limit", json!(0)),
        ("usage_limit_per_customer", json!("1")),
        ("minimum_order_amount", json!(-1)),
        ("applies_to", json!("everything")),
    ] {
        let (status, answer) = call(&checkout, "POST", CREATE, &coupon_with(name, value));
        assert_eq!((status, &answer["error"]["details"]["field"]), (400, &json!(name)), "{answer}");
    }
    for optional in ["name_en", "usage_limit", "applies_to"] {
        let mut fewer = coupon_with(optional, Value::Null);
        fewer["code"] = optional.into();
        done(&checkout, "POST", CREATE, &fewer);
    }
}

#[test]
fn operation_11_takes_the_discount_off_the_session() {
    let checkout = sandbox();
    done(&checkout, "POST", CREATE, &coupon());
    let id = session(&checkout, &order());
    let (status, answer) = apply(&checkout, &id);
    let discount = json!({ "type": "percentage", "value": 10, "amount": 2_900 });
    assert_eq!((status, answer), (200, json!({ "success": true, "discount": discount, "newTotal": 26_100 })));
    assert_eq!(read(&checkout, &id)["totalAmount"], 26_100);
    let applied = Change::CouponApplied {
        code: "SPRING10".to_owned(),
        session_id: id.clone(),
        discount: 2_900,
        new_total: 26_100,
    };
    assert!(checkout.ledger().entries.iter().any(|entry| entry.change == applied));

    checkout.act(&id, BuyerAction::Pay, start()).expect("a payment");
    assert_eq!(refund(&checkout, &id, json!(26_101)).0, 400, "nobody gets back more than was paid");
    assert_eq!(refund(&checkout, &id, Value::Null).1["amount"], 26_100);
}

#[test]
fn every_type_has_its_discount() {
    let checkout = sandbox();
    for (kind, value, off) in [
        ("percentage", 33, 9_570),
        ("fixed_amount", 5_000, 5_000),
        ("fixed_amount", 30_000, 29_000),
        ("product_specific", 5_000, 5_000),
        ("free_shipping", 0, 0),
    ] {
        let code = format!("{kind}-{value}");
        let mut new = coupon_with("type", json!(kind));
        (new["code"], new["discount_value"]) = (json!(code), json!(value));
        done(&checkout, "POST", CREATE, &new);
        let id = session(&checkout, &order());
        let answer = done(&checkout, "POST", APPLY, &json!({ "sessionId": id, "couponCode": code }));
        assert_eq!(answer["discount"], json!({ "type": kind, "value": value, "amount": off }));
        assert_eq!(answer["newTotal"], 29_000 - off);
    }
}

#[test]
fn a_coupon_is_valid_for_its_time() {
    let checkout = sandbox();
    done(&checkout, "POST", CREATE, &coupon_with("valid_from", json!("2026-03-02T01:30:10Z")));
    let id = session(&checkout, &order());
    let at = |seconds| {
        let body = json!({ "sessionId": id, "couponCode": "SPRING10" });
        call_at(&checkout, later(seconds), "POST", APPLY, &body)
    };
    assert_eq!(at(9).1["error"]["code"], "coupon_not_yet_valid");
    assert_eq!(at(1_801).1["error"]["code"], "coupon_expired");
    assert_eq!(at(1_800).0, 200, "to the last second");
}

#[test]
fn a_coupon_has_a_minimum_order() {
    let checkout = sandbox();
    done(&checkout, "POST", CREATE, &coupon());
    assert_eq!(
        refused(&checkout, &session(&checkout, &order_with("totalAmount", json!(19_999)))),
        "minimum_order_not_met"
    );
    assert_eq!(apply(&checkout, &session(&checkout, &order_with("totalAmount", json!(20_000)))).0, 200);
}

#[test]
fn a_coupon_can_be_used_so_often_and_so_often_by_one_customer() {
    let checkout = sandbox();
    done(&checkout, "POST", CREATE, &coupon());
    let first = session(&checkout, &order_of("one@example.com"));
    assert_eq!(apply(&checkout, &first).0, 200);
    assert_eq!(refused(&checkout, &first), "coupon_already_applied");
    assert_eq!(refused(&checkout, &session(&checkout, &order_of("ONE@example.com"))), "coupon_customer_limit_reached");
    assert_eq!(apply(&checkout, &session(&checkout, &order_of("two@example.com"))).0, 200);
    let third = session(&checkout, &order_of("three@example.com"));
    assert_eq!(refused(&checkout, &third), "coupon_usage_limit_reached");

    checkout.act(&first, BuyerAction::Cancel, start()).expect("a cancellation");
    assert_eq!(apply(&checkout, &third).0, 200, "a session that ended unpaid gives its use back");
}

#[test]
fn a_coupon_goes_to_an_open_session_and_both_must_exist() {
    let checkout = sandbox();
    let id = session(&checkout, &order());
    let (status, answer) = apply(&checkout, &id);
    assert_eq!((status, &answer["error"]["details"]["field"]), (404, &json!("couponCode")));
    done(&checkout, "POST", CREATE, &coupon());
    assert_eq!(apply(&checkout, "cs_unknown").0, 404);
    let (status, answer) = apply(&checkout, &paid(&checkout));
    assert_eq!((status, &answer["error"]["code"]), (400, &json!("invalid_session_status")));
    for name in ["sessionId", "couponCode"] {
        let mut body = json!({ "sessionId": id, "couponCode": "SPRING10" });
        body[name] = Value::Null;
        assert_eq!(call(&checkout, "POST", APPLY, &body).1["error"]["details"]["field"], name);
    }
}

#[test]
fn a_coupon_belongs_to_its_key() {
    let checkout = builder().api_key("sk_live_of_the_shop").build().expect("a sandbox");
    done(&checkout, "POST", CREATE, &coupon());
    let mut request = super::support::request("POST", CREATE, &coupon());
    request.headers_mut().insert("x-api-key", "sk_live_of_the_shop".parse().expect("a header"));
    assert_eq!(checkout.handle(request, start()).status(), 200, "the code is free under the other key");
}
