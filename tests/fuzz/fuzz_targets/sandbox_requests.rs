//! Any request to either sandbox, signed or not: it is answered, in JSON but for files and pages, and asking does not break
//! what is asked next.
#![no_main]

use bytes::Bytes;
use commerce_sandbox::coupang::{self, Gateway};
use commerce_sandbox::korea_checkout::{self, Checkout};
use coupang_cea::{AccessKey, SecretKey, SignedDate, Signer};
use http::{Method, Request, Response, Uri};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

type Input = Vec<(bool, u8, u8, String, Vec<u8>)>;

/// Where operations live; what follows is the fuzzer's.
const PATHS: [&str; 12] = [
    "/v2/providers/openapi/apis/api/v5/vendors/A00012345/",
    "/v2/providers/openapi/apis/api/v4/vendors/A00012345/ordersheets/",
    "/v2/providers/openapi/apis/api/v6/vendors/A00012345/returnRequests",
    "/v2/providers/openapi/apis/api/v4/vendors/A00012345/exchangeRequests/",
    "/v2/providers/openapi/apis/api/v4/vendors/A00012345/onlineInquiries/",
    "/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/",
    "/api/checkout/",
    "/api/checkout/create-session",
    "/api/checkout/session/",
    "/api/coupons",
    "/api/shops",
    "/",
];

const METHODS: [Method; 5] = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

fuzz_target!(|requests: Input| {
    let now = UNIX_EPOCH + Duration::from_secs(1_772_420_400);
    let gateway = Gateway::builder().calls_per_second(1000).build().expect("a gateway");
    let checkout = Checkout::builder().build().expect("a checkout");
    for (of_coupang, method, path, rest, body) in requests.into_iter().take(6) {
        let Ok(uri) = format!("{}{rest}", PATHS[usize::from(path) % PATHS.len()]).parse::<Uri>() else { continue };
        let method = METHODS[usize::from(method) % METHODS.len()].clone();
        let mut request = Request::builder().method(method).uri(uri).body(Bytes::from(body)).expect("a request");
        let headers = request.headers_mut();
        headers.insert("content-type", "application/json".parse().expect("a value"));
        let response = if of_coupang {
            sign(&mut request, now);
            gateway.handle(request, now)
        } else {
            headers.insert("x-api-key", korea_checkout::DEFAULT_API_KEY.parse().expect("a value"));
            checkout.handle(request, now)
        };
        readable(&response);
    }
});

fn sign(request: &mut Request<Bytes>, now: SystemTime) {
    let access = AccessKey::new(coupang::DEFAULT_ACCESS_KEY.to_owned()).expect("a key");
    let signer = Signer::new(access, SecretKey::new(coupang::DEFAULT_SECRET_KEY.to_owned()).expect("a key"));
    let date = SignedDate::from_system_time(now).expect("a date");
    let uri = request.uri().clone();
    if let Ok(signed) = signer.authorize(request.method().as_str(), uri.path(), uri.query().unwrap_or_default(), date) {
        request.headers_mut().insert("authorization", signed.as_str().parse().expect("a value"));
    }
}

fn readable(response: &Response<Bytes>) {
    let kind = response.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("application/json") {
        assert!(serde_json::from_slice::<Value>(response.body()).is_ok(), "{:?}", response.body());
    }
    assert!(response.status().as_u16() != 500, "{:?}", response.body());
}
