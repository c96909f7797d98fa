//! A merchant's client in plain JSON, and a clock that starts on Monday, 2 March 2026, 10:30 in Korea.

use bytes::Bytes;
use commerce_sandbox::korea_checkout::{BuyerAction, Checkout, CheckoutBuilder, Delivery, SessionStatus};
use http::{Request, Response};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub(crate) const KEY: &str = "sk_test_of_the_shop";
pub(crate) const SECRET: &str = "kc_hook_dev_5f1c0b6a9e2d47";
pub(crate) const SESSION: &str = "/api/checkout/session";

/// 2026-03-02T01:30:00Z.
pub(crate) fn start() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_772_415_000)
}

pub(crate) fn later(seconds: u64) -> SystemTime {
    start() + Duration::from_secs(seconds)
}

pub(crate) fn builder() -> CheckoutBuilder {
    Checkout::builder().api_key(KEY).webhook_secret(SECRET).calls_per_minute(1_000_000)
}

pub(crate) fn sandbox() -> Checkout {
    builder().build().expect("a sandbox")
}

/// A request with the key and a JSON body, or without a body where it is `null`.
pub(crate) fn request(method: &str, path: &str, body: &Value) -> Request<Bytes> {
    let request = Request::builder().method(method).uri(path).header("x-api-key", KEY);
    let body = if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) };
    request.header("content-type", "application/json").body(body).expect("a request")
}

pub(crate) fn call_at(checkout: &Checkout, now: SystemTime, method: &str, path: &str, body: &Value) -> (u16, Value) {
    let response = checkout.handle(request(method, path, body), now);
    (response.status().as_u16(), json_of(&response))
}

pub(crate) fn call(checkout: &Checkout, method: &str, path: &str, body: &Value) -> (u16, Value) {
    call_at(checkout, start(), method, path, body)
}

/// A call that must succeed.
pub(crate) fn done(checkout: &Checkout, method: &str, path: &str, body: &Value) -> Value {
    let (status, answer) = call(checkout, method, path, body);
    assert_eq!(status, 200, "{method} {path}: {answer}");
    answer
}

pub(crate) fn json_of(response: &Response<Bytes>) -> Value {
    if response.body().is_empty() {
        return Value::Null;
    }
    serde_json::from_slice(response.body()).expect("a JSON body")
}

/// What a shop sends to create a session.
pub(crate) fn order() -> Value {
    json!({
        "platform": "headless",
        "platformOrderId": "ORDER-1",
        "items": [
            { "name": "우롱차", "price": 9_000, "quantity": 3, "productId": "tea-1", "description": "100 g" },
            { "name": "배송비", "price": 2_000, "quantity": 1 },
        ],
        "customer": { "name": "김예시", "email": "kim@example.com", "phone": "+82-10-0000-0001" },
        "totalAmount": 29_000,
        "currency": "KRW",
        "returnUrl": "https://shop.example.com/done",
        "cancelUrl": "https://shop.example.com/cart",
        "webhookUrl": "http://127.0.0.1:9/hooks",
        "metadata": { "channel": "web" },
    })
}

/// An order with one field changed; `null` takes it away.
pub(crate) fn order_with(name: &str, value: Value) -> Value {
    let mut order = order();
    match value {
        Value::Null => drop(order.as_object_mut().expect("an object").remove(name)),
        value => order[name] = value,
    }
    order
}

/// Creates a session and says its id.
pub(crate) fn session(checkout: &Checkout, order: &Value) -> String {
    let answer = done(checkout, "POST", "/api/checkout/create-session", order);
    answer["sessionId"].as_str().expect("an id").to_owned()
}

/// A session that is paid.
pub(crate) fn paid(checkout: &Checkout) -> String {
    let id = session(checkout, &order());
    assert_eq!(checkout.act(&id, BuyerAction::Pay, start()), Ok(SessionStatus::Completed));
    id
}

/// The fields of a session as they are read.
pub(crate) fn read_at(checkout: &Checkout, id: &str, now: SystemTime) -> Value {
    let (status, answer) = call_at(checkout, now, "GET", &format!("{SESSION}/{id}"), &Value::Null);
    assert_eq!((status, &answer["success"]), (200, &json!(true)), "{answer}");
    answer["data"].clone()
}

pub(crate) fn read(checkout: &Checkout, id: &str) -> Value {
    read_at(checkout, id, start())
}

/// Refunds a session; `null` asks for all of it.
pub(crate) fn refund(checkout: &Checkout, id: &str, amount: impl Into<Value>) -> (u16, Value) {
    let amount = amount.into();
    let body = if amount.is_null() { json!({}) } else { json!({ "amount": amount }) };
    call(checkout, "POST", &format!("{SESSION}/{id}/refund"), &body)
}

/// The events that are due, by name.
pub(crate) fn events(due: &[Delivery]) -> Vec<&str> {
    due.iter().map(|delivery| delivery.event.as_str()).collect()
}

pub(crate) fn body_of(delivery: &Delivery) -> Value {
    serde_json::from_slice(&delivery.body).expect("a JSON body")
}

pub(crate) fn keys(object: &Value) -> Vec<&str> {
    object.as_object().expect("an object").keys().map(String::as_str).collect()
}

/// HMAC-SHA256, without the crate that signs in the sandbox.
pub(crate) fn hmac(text: &[u8]) -> Vec<u8> {
    use hmac::{Hmac, KeyInit, Mac};
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(SECRET.as_bytes()).expect("a key of any length");
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}
