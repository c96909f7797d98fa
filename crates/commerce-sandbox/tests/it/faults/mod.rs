//! Faults on demand, without a socket: what arrives, how it ends, and what has happened.

mod answers;
mod checkout;
mod connections;
mod pages;
mod rules;

use crate::support::{API, authorization_of, default_signer, opened, sheets, shop};
use bytes::Bytes;
use commerce_sandbox::coupang::{Gateway, GatewayBuilder, OrderStatus};
use commerce_sandbox::fault::{Fault, FaultRule, Served};
use http::Request;
use http::header::AUTHORIZATION;
use serde_json::{Value, json};
use std::time::SystemTime;

/// A shop with this fault in wait, once, for any call.
fn troubled(fault: Fault) -> Gateway {
    built(shop().fault(FaultRule::any(fault)))
}

fn built(builder: GatewayBuilder) -> Gateway {
    builder.build().expect("a gateway")
}

/// A signed request for a path below the API's root.
fn signed(method: &str, rest: &str, body: &str, now: SystemTime) -> Request<Bytes> {
    let target = format!("{API}/{rest}");
    let header = authorization_of(&default_signer(), method, &target, now);
    let request = Request::builder().method(method).uri(target).header(AUTHORIZATION, header);
    request.body(Bytes::from(body.to_owned())).expect("a request")
}

fn served(gateway: &Gateway, method: &str, rest: &str, body: &str, now: SystemTime) -> Served {
    gateway.serve(signed(method, rest, body, now), now)
}

/// Acknowledges the first box in `ACCEPT` of `shop()`.
fn acknowledge(gateway: &Gateway, now: SystemTime) -> Served {
    served(gateway, "PUT", "v4/vendors/A00012345/ordersheets/acknowledgement", &acknowledgement(), now)
}

/// The body of the acknowledgement of that box.
fn acknowledgement() -> String {
    json!({ "vendorId": "A00012345", "shipmentBoxIds": [first_box()] }).to_string()
}

fn first_box() -> i64 {
    let sheets = sheets(&built(shop()), OrderStatus::Accept, opened());
    let held = |sheet: &Value| {
        sheet["orderItems"].as_array().expect("items").iter().any(|item| item["holdCountForCancel"] != 0)
    };
    sheets.iter().find(|sheet| !held(sheet)).and_then(|sheet| sheet["shipmentBoxId"].as_i64()).expect("a box")
}

/// The first page of paid orders.
const ORDERS: &str = "v4/vendors/A00012345/ordersheets?createdAtFrom=2026-03-01&createdAtTo=2026-03-02&status=ACCEPT";

fn list(gateway: &Gateway, now: SystemTime) -> Served {
    served(gateway, "GET", ORDERS, "", now)
}

fn struck(gateway: &Gateway) -> Vec<(u64, &'static str, Fault)> {
    gateway.ledger().faults.iter().map(|struck| (struck.call, struck.operation, struck.fault)).collect()
}
