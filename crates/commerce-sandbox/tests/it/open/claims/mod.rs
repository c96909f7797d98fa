//! What is open about returns, withdrawals and exchanges.

mod collections;
mod exchange_rows;
mod exchange_waybills;
mod exchange_writes;
mod lists;
mod receipts;
mod returns;
mod stops;
mod withdrawals;

use super::Question;
use crate::claims::{find, read as body_of, walk};
use crate::support::{opened, read, send, shop};
use commerce_sandbox::coupang::{ClaimKind, Gateway, GatewayBuilder};
use serde_json::{Value, json};
use std::time::SystemTime;

/// By topic.
pub(super) const QUESTIONS: [&[Question]; 9] = [
    lists::QUESTIONS,
    returns::QUESTIONS,
    withdrawals::QUESTIONS,
    receipts::QUESTIONS,
    stops::QUESTIONS,
    collections::QUESTIONS,
    exchange_rows::QUESTIONS,
    exchange_writes::QUESTIONS,
    exchange_waybills::QUESTIONS,
];

/// The ten days up to the opening.
const DAYS: &str = "createdAtFrom=2026-02-21&createdAtTo=2026-03-02";
/// The week up to the opening, as exchanges are searched.
const WEEK: &str = "createdAtFrom=2026-02-24T00:00:00&createdAtTo=2026-03-02T23:59:59";
/// A day as returns are searched by minute.
const MINUTES: &str = "searchType=timeFrame&createdAtFrom=2026-03-01T00:00&createdAtTo=2026-03-01T23:59";

/// A shop with exchanges at every station.
fn exchanging() -> GatewayBuilder {
    shop().claims_per_day(ClaimKind::Exchange, 5)
}

/// The status of an answer, and the `resultCode` where it has one.
fn told(answer: &(u16, Value)) -> String {
    let (status, body) = answer;
    match body["data"]["resultCode"].as_str() {
        Some(word) => format!("{status} {word}"),
        None => status.to_string(),
    }
}

/// The status and the body of a list of returns.
fn searched(gateway: &Gateway, query: &str) -> (u16, Value) {
    send(gateway, "GET", &format!("v6/vendors/A00012345/returnRequests?{query}"), "", opened())
}

/// The returns of a search, walked page by page.
fn returns(gateway: &Gateway, filter: &str) -> Vec<Value> {
    walk(gateway, "v6", &format!("returnRequests?{DAYS}&{filter}"))
}

/// The first return in a `receiptStatus`, of those that are not refunded fast.
fn slow_return(gateway: &Gateway, status: &str) -> Value {
    let search = if status == "RELEASE_STOP_UNCHECKED" { "status=RU" } else { "status=UC" };
    let mut found = returns(gateway, search).into_iter();
    found.find(|row| row["receiptStatus"] == status && row["preRefund"] == false).expect("a return")
}

fn receipt_id(row: &Value) -> i64 {
    row["receiptId"].as_i64().expect("an id")
}

/// A return as it stands.
fn again(gateway: &Gateway, row: &Value) -> Value {
    read(gateway, &format!("v6/vendors/A00012345/returnRequests/{}", row["receiptId"]), opened())[0].take()
}

/// A write about a return.
fn write(gateway: &Gateway, id: i64, what: &str, more: &Value) -> (u16, Value) {
    let mut body = json!({ "vendorId": "A00012345", "receiptId": id });
    for (name, value) in more.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    send(gateway, "PUT", &format!("v4/vendors/A00012345/returnRequests/{id}/{what}"), &body.to_string(), opened())
}

/// A write about a return that says how many units it has, and so many more.
fn counted(gateway: &Gateway, row: &Value, what: &str, too_many: i64) -> (u16, Value) {
    let count = row["cancelCountSum"].as_i64().expect("a sum") + too_many;
    write(gateway, receipt_id(row), what, &json!({ "cancelCount": count }))
}

/// The exchanges of the week.
fn exchanges(gateway: &Gateway, now: SystemTime) -> Vec<Value> {
    let path = format!("v4/vendors/A00012345/exchangeRequests?{WEEK}&maxPerPage=100");
    read(gateway, &path, now).as_array().expect("exchanges").clone()
}

/// An exchange in a station, by what only its own row shows.
fn exchange(gateway: &Gateway, station: &str) -> Value {
    let is = |row: &Value| match station {
        "requested" => row["collectStatus"] == "BeforeDirection",
        "collecting" => row["collectStatus"] == "Collecting" || row["collectStatus"] == "Delivering",
        "arrived" => row["collectStatus"] == "CompleteCollect" && row["deliveryStatus"] == "BeforeDirection",
        "sent" => row["deliveryStatus"] == "Delivering",
        _ => row["exchangeStatus"] == "REJECT",
    };
    exchanges(gateway, opened()).into_iter().find(is).expect("an exchange")
}

fn exchange_id(row: &Value) -> i64 {
    row["exchangeId"].as_i64().expect("an id")
}

/// An exchange as it stands.
fn now(gateway: &Gateway, row: &Value, at: SystemTime) -> Value {
    exchanges(gateway, at).into_iter().find(|other| other["exchangeId"] == row["exchangeId"]).expect("it is there")
}

/// The confirmed arrival of an exchange's old goods.
fn receive_exchange(gateway: &Gateway, row: &Value) -> (u16, Value) {
    let id = exchange_id(row);
    let body = json!({ "exchangeId": id, "vendorId": "A00012345" }).to_string();
    send(gateway, "PUT", &format!("v4/vendors/A00012345/exchangeRequests/{id}/receiveConfirmation"), &body, opened())
}

/// The answer to a search for withdrawals by number, in a few words.
fn found(gateway: &Gateway, numbers: &[i64]) -> String {
    let (status, body) = find(gateway, &json!({ "cancelIds": numbers }).to_string());
    match body["data"].as_array() {
        Some(rows) => format!("{status}: {} rows", rows.len()),
        None => status.to_string(),
    }
}

/// The withdrawals of the last days, as the list has them.
fn withdrawn(gateway: &Gateway) -> Vec<i64> {
    let body = body_of(gateway, "v4", "returnWithdrawRequests?dateFrom=2026-02-26&dateTo=2026-03-02&sizePerPage=100");
    let rows = body["data"].as_array().expect("rows").iter();
    rows.map(|row| row["cancelId"].as_i64().expect("an id")).collect()
}
