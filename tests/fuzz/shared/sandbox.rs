//! Calls of the sandboxes.
#![allow(dead_code, reason = "each target uses its own part")]

use bytes::Bytes;
use commerce_sandbox::{coupang, korea_checkout};
use coupang_cea::{AccessKey, SecretKey, SignedDate, Signer};
use http::{Method, Request, Uri};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Noon of 2 March 2026 in Korea.
pub fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_772_420_400)
}

/// The paid orders of that day.
pub const ORDERS: &str = "/v2/providers/openapi/apis/api/v5/vendors/A00012345/ordersheets\
                          ?createdAtFrom=2026-03-02%2B09:00&createdAtTo=2026-03-02%2B09:00&status=ACCEPT";

/// A call of the gateway, signed where a date can be.
pub fn to_coupang(method: Method, uri: Uri, body: Vec<u8>, now: SystemTime) -> Request<Bytes> {
    let mut request = request(method, uri, body);
    let access = AccessKey::new(coupang::DEFAULT_ACCESS_KEY.to_owned()).expect("a key");
    let signer = Signer::new(access, SecretKey::new(coupang::DEFAULT_SECRET_KEY.to_owned()).expect("a key"));
    let Ok(date) = SignedDate::from_system_time(now) else { return request };
    let uri = request.uri().clone();
    if let Ok(signed) = signer.authorize(request.method().as_str(), uri.path(), uri.query().unwrap_or_default(), date) {
        request.headers_mut().insert("authorization", signed.as_str().parse().expect("a value"));
    }
    request
}

/// A call of Korea Checkout.
pub fn to_checkout(method: Method, uri: Uri, body: Vec<u8>) -> Request<Bytes> {
    let mut request = request(method, uri, body);
    request.headers_mut().insert("x-api-key", korea_checkout::DEFAULT_API_KEY.parse().expect("a value"));
    request
}

fn request(method: Method, uri: Uri, body: Vec<u8>) -> Request<Bytes> {
    let request = Request::builder().method(method).uri(uri).header("content-type", "application/json");
    request.body(Bytes::from(body)).expect("a request")
}
