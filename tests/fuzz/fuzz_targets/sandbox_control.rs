//! Any requests to the control face, between calls of the service: who may not ask is told nothing and changes nothing, what
//! is answered is JSON, and none of it is a call.
#![no_main]

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use commerce_sandbox::coupang::Gateway;
use commerce_sandbox::fault::{ScriptedFault, Served};
use commerce_sandbox::korea_checkout::Checkout;
use commerce_sandbox::server::{Control, Controlled};
use http::request::Parts;
use http::{Method, Request, Response, StatusCode};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

#[path = "../shared/sandbox.rs"]
mod sandbox;

use sandbox::{ORDERS, now, to_checkout, to_coupang};

fuzz_target!(|input: &[u8]| {
    // The first line names the service; every other one is a step.
    let mut lines = input.split(|byte| *byte == b'\n');
    match lines.next() {
        Some(b"coupang") => run::<Gateway>(lines),
        _ => run::<Checkout>(lines),
    }
});

/// Two services of a kind: one hears everything, the other one only who may ask. They stay alike.
fn run<'i, S: Sandbox>(lines: impl Iterator<Item = &'i [u8]>) {
    let (open, closed) = (Arc::new(S::new()), Arc::new(S::new()));
    let [heard, spared] = [&open, &closed].map(|service| Control::new(Arc::clone(service)));
    let mut calls = 0;
    let steps = lines.take(12).filter_map(|line| line.split_first());
    for (second, (choice, rest)) in (0..).zip(steps) {
        let now = now() + Duration::from_secs(second);
        if choice & 7 == 7 {
            calls += 1;
            let at = heard.time(now);
            let (one, other) = (open.call(rest, at), closed.call(rest, at));
            assert_eq!((one.response.status(), one.response.body()), (other.response.status(), other.response.body()));
            assert_eq!(one.ending, other.ending);
        } else if let Some((head, may)) = asked(choice & 7, choice >> 3 & 7, rest) {
            let answer = heard.handle(&head, rest, now).expect("it is meant");
            if may {
                let other = spared.handle(&head, rest, now).expect("it is meant");
                assert_eq!((answer.status(), answer.body()), (other.status(), other.body()));
                readable(&answer);
            } else {
                assert_eq!((answer.status(), answer.body().len()), (StatusCode::NOT_FOUND, 0));
            }
        }
        assert_eq!((open.calls(), closed.calls()), (calls, calls), "asking is no call");
        assert_eq!(heard.time(now), spared.time(now));
    }
    let (head, _) = asked(0, 5, b"").expect("a request");
    let [ledger, other] = [heard, spared].map(|control| control.handle(&head, b"", now()).expect("it is meant"));
    assert_eq!(ledger.body(), other.body());
    struck::<S>(&readable(&ledger).expect("a ledger"));
}

/// A service that is called.
trait Sandbox: Controlled + Sized {
    fn new() -> Self;

    /// A read, or a write with this body.
    fn call(&self, body: &[u8], at: SystemTime) -> Served;

    fn calls(&self) -> u64;
}

impl Sandbox for Gateway {
    fn new() -> Self {
        Self::builder().opened_at(now()).build().expect("a gateway")
    }

    fn call(&self, body: &[u8], at: SystemTime) -> Served {
        let (method, target) = match body {
            [] => (Method::GET, ORDERS),
            _ => (Method::PUT, "/v2/providers/openapi/apis/api/v4/vendors/A00012345/ordersheets/acknowledgement"),
        };
        self.serve(to_coupang(method, target.parse().expect("a target"), body.to_vec(), at), at)
    }

    fn calls(&self) -> u64 {
        let ledger = self.ledger();
        assert!(u64::try_from(ledger.peak_calls_per_second).is_ok_and(|peak| peak <= ledger.calls));
        ledger.calls
    }
}

impl Sandbox for Checkout {
    fn new() -> Self {
        Self::builder().build().expect("a checkout")
    }

    fn call(&self, body: &[u8], at: SystemTime) -> Served {
        let (method, target) = match body {
            [] => (Method::GET, "/api/shops/shop_1"),
            _ => (Method::POST, "/api/checkout/create-session"),
        };
        self.serve(to_checkout(method, target.parse().expect("a target"), body.to_vec()), at)
    }

    fn calls(&self) -> u64 {
        u64::try_from(self.ledger().calls.len()).expect("a number")
    }
}

/// The head of a request, and whether it may be answered; `None` where the rest is no path.
fn asked(route: u8, headers: u8, rest: &[u8]) -> Option<(Parts, bool)> {
    let (method, path) = match route {
        0 => (Method::GET, "ledger"),
        1 => (Method::POST, "faults"),
        2 => (Method::DELETE, "faults"),
        3 => (Method::POST, "clock"),
        4 => (Method::POST, "happenings"),
        5 => (Method::POST, str::from_utf8(rest).ok()?),
        _ => (Method::PUT, "faults"),
    };
    let here = if headers == 5 { "http://[::1]:8080" } else { "" };
    let request = Request::builder().method(method).uri(format!("{here}/_sandbox/{path}"));
    let (host, control) = ("host", "x-sandbox-control");
    let (request, may) = match headers {
        0 => (request.header(host, "localhost"), false),
        1 => (request.header(host, "localhost").header(control, "0"), false),
        2 => (request.header(host, "localhost").header(control, "1").header(control, "1"), false),
        3 => (request.header(host, "localhost").header(control, "1").header("origin", "http://localhost"), false),
        4 => (request.header(host, "rebound.example.com").header(control, "1"), false),
        5 => (request.header(control, "1"), true),
        6 => (request.header(host, "127.0.0.1:8080").header(control, "1"), true),
        _ => (request.header(host, "localhost:8080").header(control, "1"), true),
    };
    request.body(()).ok().map(|request| (request.into_parts().0, may))
}

/// The JSON of an answer; there is none where nothing is.
fn readable(answer: &Response<Bytes>) -> Option<Value> {
    let value = serde_json::from_slice::<Value>(answer.body());
    match answer.status() {
        StatusCode::NOT_FOUND => assert!(answer.body().is_empty()),
        StatusCode::BAD_REQUEST => assert!(value.as_ref().is_ok_and(|value| value["error"].is_string())),
        status => assert!(status == StatusCode::OK && value.as_ref().is_ok_and(Value::is_object), "{answer:?}"),
    }
    value.ok()
}

/// What has struck stands in the ledger with the keys of a rule.
fn struck<S: Sandbox>(ledger: &Value) {
    for fault in ledger["faults"].as_array().expect("the faults") {
        let mut rule = fault.as_object().expect("a fault").clone();
        assert!(rule.remove("call").is_some_and(|call| call.is_u64()) && rule.remove("at").is_some());
        let rule = serde_json::from_value::<ScriptedFault<S>>(rule.into());
        assert!(rule.is_ok(), "{fault}");
    }
}
