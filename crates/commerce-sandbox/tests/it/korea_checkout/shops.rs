//! Operations 6 to 9.

use super::support::{builder, call, call_at, done, keys, later, order, sandbox, start};
use commerce_sandbox::korea_checkout::{Change, Checkout};
use serde_json::{Value, json};

fn shop() -> Value {
    json!({
        "name": "예시 찻집",
        "description": "차와 다구",
        "website": "https://shop.example.com",
        "business_info": { "business_number": "123-45-67890", "business_name": "예시", "ceo_name": "김예시", "address": "서울특별시 가상구" },
        "contact": { "email": "shop@example.com", "phone": "+82-2-0000-0000" },
        "settings": { "currency": "KRW", "timezone": "Asia/Seoul", "language": "ko" },
    })
}

fn create(checkout: &Checkout) -> String {
    done(checkout, "POST", "/api/shops", &shop())["id"].as_str().expect("an id").to_owned()
}

fn read_at(checkout: &Checkout, id: &str, seconds: u64) -> Value {
    let (status, answer) = call_at(checkout, later(seconds), "GET", &format!("/api/shops/{id}"), &Value::Null);
    assert_eq!(status, 200, "{answer}");
    answer
}

#[test]
fn operations_6_and_7_create_and_read_a_shop() {
    let checkout = sandbox();
    let answer = done(&checkout, "POST", "/api/shops", &shop());
    let id = answer["id"].as_str().expect("an id");
    assert!(id.starts_with("shop_"), "{id}");
    let expected = json!({
        "id": id,
        "name": "예시 찻집",
        "status": "active",
        "business_info": { "business_number": "123-45-67890", "verified": true },
        "payment_methods": ["card", "virtual_account", "kakao_pay", "naver_pay"],
        "created_at": "2026-03-02T01:30:00Z",
    });
    assert_eq!(answer, expected);
    assert_eq!(read_at(&checkout, id, 5), expected);
    assert_eq!(checkout.ledger().entries[0].change, Change::ShopCreated { shop_id: id.to_owned() });
}

#[test]
fn the_fields_of_a_shop_are_checked() {
    let checkout = sandbox();
    for (pointer, value, field) in [
        ("/name", json!(""), "name"),
        ("/website", json!("shop"), "website"),
        ("/business_info", json!([]), "business_info"),
        ("/business_info/business_number", json!("1234567890"), "business_info.business_number"),
        ("/contact/email", json!("shop"), "contact.email"),
        ("/settings/currency", json!("USD"), "settings.currency"),
    ] {
        let mut body = shop();
        *body.pointer_mut(pointer).expect("a field") = value;
        let (status, answer) = call(&checkout, "POST", "/api/shops", &body);
        assert_eq!((status, &answer["error"]["details"]["field"]), (400, &json!(field)));
    }
    done(&checkout, "POST", "/api/shops", &json!({ "name": "작은 가게" }));
}

#[test]
fn operation_8_changes_the_settings_that_are_given() {
    let checkout = sandbox();
    let id = create(&checkout);
    let path = format!("/api/shops/{id}");
    let settings = json!({ "webhook_url": "http://127.0.0.1:9/shop", "notification_email": "a@example.com", "auto_refund_enabled": true, "payment_timeout": 900 });
    assert_eq!(done(&checkout, "PATCH", &path, &json!({ "settings": settings })), read_at(&checkout, &id, 0));
    done(&checkout, "PATCH", &path, &json!({ "settings": { "payment_timeout": 600 } }));

    let mut silent = order();
    silent["webhookUrl"] = Value::Null;
    let session = super::support::session(&checkout, &silent);
    checkout.send_event(&session, "payment.completed", start()).expect("an event");
    assert_eq!(checkout.take_due(start())[0].url, "http://127.0.0.1:9/shop", "the address is still there");

    for (name, value) in [
        ("webhook_url", json!("http://shop.example.com/")),
        ("notification_email", json!("shop")),
        ("auto_refund_enabled", json!("yes")),
        ("payment_timeout", json!(0)),
    ] {
        let (status, answer) = call(&checkout, "PATCH", &path, &json!({ "settings": { name: value } }));
        assert_eq!((status, &answer["error"]["details"]["field"]), (400, &json!(format!("settings.{name}"))));
    }
    assert_eq!(call(&checkout, "PATCH", &path, &json!({})).1["error"]["details"]["field"], "settings");
}

#[test]
fn operation_9_sets_a_domain_that_verifies_after_a_while() {
    let checkout = sandbox();
    let id = create(&checkout);
    let path = format!("/api/shops/{id}/custom-domain");
    let answer = done(&checkout, "PATCH", &path, &json!({ "domain": "checkout.example.com" }));
    assert_eq!(keys(&answer), ["domain", "success", "verification_records"]);
    assert_eq!((&answer["success"], &answer["domain"]), (&json!(true), &json!("checkout.example.com")));
    let record = &answer["verification_records"][0];
    assert_eq!((&record["type"], &record["name"]), (&json!("TXT"), &json!("_vercel-challenge.checkout")));
    assert!(record["value"].as_str().is_some_and(|value| value.starts_with("vc-domain-verify-")), "{record}");

    let domain = |seconds| {
        let shop = read_at(&checkout, &id, seconds);
        ["custom_domain", "domain_verification_status", "domain_configuration_status"].map(|name| shop[name].clone())
    };
    assert_eq!(domain(59), ["checkout.example.com", "pending", "pending"]);
    assert_eq!(domain(60), ["checkout.example.com", "verified", "configured"]);
}

#[test]
fn a_verified_domain_changes_the_address_of_the_page() {
    let checkout = sandbox();
    let id = create(&checkout);
    done(&checkout, "PATCH", &format!("/api/shops/{id}/custom-domain"), &json!({ "domain": "checkout.example.com" }));
    let url = |seconds| {
        let (_, answer) = call_at(&checkout, later(seconds), "POST", "/api/checkout/create-session", &order());
        let url = answer["checkoutUrl"].as_str().expect("an address").to_owned();
        url.replace(answer["sessionId"].as_str().expect("an id"), "ID")
    };
    assert_eq!(url(59), "https://checkout.koreacheckout.com/ID", "until then the default domain is used");
    assert_eq!(url(60), "https://checkout.example.com/checkout/ID");
}

#[test]
fn a_domain_can_fail_or_be_refused() {
    let checkout = builder().failing_domain("bad.example.com").build().expect("a sandbox");
    let (one, two) = (create(&checkout), create(&checkout));
    let set = |id: &str, domain: Value| {
        call(&checkout, "PATCH", &format!("/api/shops/{id}/custom-domain"), &json!({ "domain": domain }))
    };
    for domain in
        [json!("example.com"), json!("example.co.kr"), json!("https://checkout.example.com"), json!(1), Value::Null]
    {
        let (status, answer) = set(&one, domain);
        assert_eq!((status, &answer["error"]["details"]["field"]), (400, &json!("domain")), "{answer}");
    }
    assert_eq!(set(&one, json!("bad.example.com")).0, 200);
    let shop = read_at(&checkout, &one, 60);
    assert_eq!(
        (&shop["domain_verification_status"], &shop["domain_configuration_status"]),
        (&json!("failed"), &json!("failed"))
    );
    assert_eq!(set(&two, json!("BAD.example.com")).1["error"]["code"], "domain_taken");
    assert_eq!(set(&one, json!("good.example.com")).0, 200, "another domain in its place");
    assert_eq!(set(&two, json!("bad.example.com")).0, 200);
}

#[test]
fn a_shop_that_is_not_there_is_404_everywhere() {
    let checkout = sandbox();
    for (method, path) in
        [("GET", "/api/shops/shop_1"), ("PATCH", "/api/shops/shop_1"), ("PATCH", "/api/shops/shop_1/custom-domain")]
    {
        let (status, answer) = call(&checkout, method, path, &json!({}));
        assert_eq!(status, 404);
        assert_eq!(answer["error"]["details"], json!({ "shopId": "shop_1", "field": "shopId" }));
    }
}
