//! What is open about order sheets, and about lists in general.

mod cancels;
mod lists;
mod pages;
mod reads;
mod sheets;
mod waybills;
mod writes;

use super::Question;
use crate::support::send;
use commerce_sandbox::coupang::Gateway;
use serde_json::Value;
use std::time::SystemTime;

/// By topic.
pub(super) const QUESTIONS: [&[Question]; 7] = [
    lists::QUESTIONS,
    pages::QUESTIONS,
    reads::QUESTIONS,
    sheets::QUESTIONS,
    writes::QUESTIONS,
    waybills::QUESTIONS,
    cancels::QUESTIONS,
];

/// A read of the vendor's, in a version.
fn ask(gateway: &Gateway, version: &str, rest: &str, now: SystemTime) -> (u16, Value) {
    send(gateway, "GET", &format!("{version}/vendors/A00012345/{rest}"), "", now)
}

/// A write of the vendor's.
fn tell(gateway: &Gateway, method: &str, rest: &str, body: &Value, now: SystemTime) -> (u16, Value) {
    send(gateway, method, rest, &body.to_string(), now)
}

fn acknowledge(gateway: &Gateway, ids: &[i64], now: SystemTime) -> (u16, Value) {
    let body = serde_json::json!({ "vendorId": "A00012345", "shipmentBoxIds": ids });
    tell(gateway, "PUT", "v4/vendors/A00012345/ordersheets/acknowledgement", &body, now)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

fn escape(token: &str) -> String {
    token.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// How a value is spelled: its type, or that it is not there.
fn form(value: Option<&Value>) -> &'static str {
    match value {
        None => "absent",
        Some(Value::Null) => "null",
        Some(Value::String(text)) if text.is_empty() => "empty text",
        Some(Value::String(_)) => "text",
        Some(Value::Number(_)) => "a number",
        Some(Value::Array(_)) => "a list",
        Some(Value::Object(_)) => "an object",
        Some(Value::Bool(_)) => "a yes or no",
    }
}
