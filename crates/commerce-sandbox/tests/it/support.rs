//! A client that signs with `coupang-cea` and a shop that opened on Monday, 2 March 2026, 10:30 in Korea.

use bytes::Bytes;
use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, Gateway, GatewayBuilder, OrderStatus};
use coupang_cea::{AccessKey, SecretKey, SignedDate, Signer};
use http::header::AUTHORIZATION;
use http::{Request, Response};
use serde_json::Value;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// 2026-03-02T10:30:00+09:00.
pub(crate) fn opened() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_772_415_000)
}

/// A shop that never throttles.
pub(crate) fn shop() -> GatewayBuilder {
    Gateway::builder().opened_at(opened()).calls_per_second(1_000_000)
}

pub(crate) fn crowded(status: OrderStatus, orders: u32) -> Gateway {
    shop().orders_per_day(status, orders).build().expect("a gateway")
}

pub(crate) fn default_signer() -> Signer {
    signer(DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY)
}

pub(crate) fn signer(access_key: &str, secret_key: &str) -> Signer {
    let access_key = AccessKey::new(access_key.to_owned()).expect("an access key");
    Signer::new(access_key, SecretKey::new(secret_key.to_owned()).expect("a secret key"))
}

/// The header of a GET for a target like `/path?query`.
pub(crate) fn authorization(signer: &Signer, target: &str, at: SystemTime) -> String {
    authorization_of(signer, "GET", target, at)
}

pub(crate) fn authorization_of(signer: &Signer, method: &str, target: &str, at: SystemTime) -> String {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let date = SignedDate::from_system_time(at).expect("a date");
    signer.authorize(method, path, query, date).expect("a signature").as_str().to_owned()
}

/// A GET as it would arrive, with this header.
pub(crate) fn get_with(gateway: &Gateway, target: &str, header: &str, now: SystemTime) -> Response<Bytes> {
    let request = Request::get(target).header(AUTHORIZATION, header).body(Bytes::new()).expect("a request");
    gateway.handle(request, now)
}

/// A properly signed GET.
pub(crate) fn get(gateway: &Gateway, target: &str, now: SystemTime) -> Response<Bytes> {
    get_with(gateway, target, &authorization(&default_signer(), target, now), now)
}

/// A properly signed request for a path below the API's root, with this body; the status and the body of its answer.
pub(crate) fn send(gateway: &Gateway, method: &str, rest: &str, body: &str, now: SystemTime) -> (u16, Value) {
    call(gateway, method, &format!("{API}/{rest}"), body, now)
}

/// The same for a whole target.
pub(crate) fn call(gateway: &Gateway, method: &str, target: &str, body: &str, now: SystemTime) -> (u16, Value) {
    let header = authorization_of(&default_signer(), method, target, now);
    let request = Request::builder().method(method).uri(target).header(AUTHORIZATION, header);
    let request = request.body(Bytes::from(body.to_owned())).expect("a request");
    let response = gateway.handle(request, now);
    (response.status().as_u16(), json(&response))
}

/// The `data` of a read that must succeed, for a path below the API's root.
pub(crate) fn read(gateway: &Gateway, rest: &str, now: SystemTime) -> Value {
    let (status, mut body) = send(gateway, "GET", rest, "", now);
    assert_eq!(status, 200, "{rest}: {body}");
    body["data"].take()
}

/// What the commits say: operation and subject, oldest first.
pub(crate) fn commits(gateway: &Gateway) -> Vec<(&'static str, i64)> {
    gateway.commits().iter().map(|commit| (commit.operation, commit.subject)).collect()
}

/// The sheets of a status of the two days up to the opening, walked page by page.
pub(crate) fn sheets(gateway: &Gateway, status: OrderStatus, now: SystemTime) -> Vec<Value> {
    sheets_of(gateway, status, ("2026-03-01", "2026-03-02"), now)
}

/// The sheets of a status of some days, walked page by page.
pub(crate) fn sheets_of(gateway: &Gateway, status: OrderStatus, days: (&str, &str), now: SystemTime) -> Vec<Value> {
    let (mut all, mut token) = (Vec::new(), String::new());
    loop {
        let query = format!("createdAtFrom={}&createdAtTo={}&status={status}&maxPerPage=7{token}", days.0, days.1);
        let (status, body) = send(gateway, "GET", &format!("v4/vendors/A00012345/ordersheets?{query}"), "", now);
        assert_eq!(status, 200, "{body}");
        all.extend(rows(&body).iter().cloned());
        match body["nextToken"].as_str().expect("a token") {
            "" => return all,
            next => token = format!("&nextToken={}", next.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")),
        }
    }
}

pub(crate) const API: &str = "/v2/providers/openapi/apis/api";

pub(crate) fn json(response: &Response<Bytes>) -> Value {
    serde_json::from_slice(response.body()).expect("a JSON body")
}

/// The body of a properly signed list request that must succeed.
pub(crate) fn list(gateway: &Gateway, version: &str, query: &str) -> Value {
    let response = get(gateway, &target(version, query), opened());
    assert_eq!(response.status(), 200, "{query}: {:?}", response.body());
    json(&response)
}

pub(crate) fn rows(body: &Value) -> &[Value] {
    body["data"].as_array().expect("an array of orders")
}

pub(crate) fn box_ids(body: &Value) -> Vec<i64> {
    rows(body).iter().map(|row| row["shipmentBoxId"].as_i64().expect("a box id")).collect()
}

pub(crate) fn target(version: &str, query: &str) -> String {
    format!("/v2/providers/openapi/apis/api/{version}/vendors/A00012345/ordersheets?{query}")
}

/// The query of a day list in the spelling of a version.
pub(crate) fn days(version: &str, from: &str, to: &str, status: OrderStatus) -> String {
    let offset = if version == "v5" { "%2B09:00" } else { "" };
    format!("createdAtFrom={from}{offset}&createdAtTo={to}{offset}&status={status}")
}
