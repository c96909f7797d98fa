//! The rate, and in which order the head of a call is checked.

use super::{a_list, get, signed};
use crate::support::{authorization, get_with, opened, signer};
use bytes::Bytes;
use commerce_sandbox::coupang::{Gateway, GatewayBuilder};
use commerce_sandbox::fault::{Fault, FaultRule};
use http::Response;
use std::time::Duration;

/// One call a second, and a minute of quiet after a second one.
pub(super) fn narrow() -> GatewayBuilder {
    Gateway::builder().opened_at(opened()).calls_per_second(1).lockout(Duration::from_secs(60))
}

/// A signed call so many seconds after the opening.
pub(super) fn call(gateway: &Gateway, target: &str, seconds: u64) -> Response<Bytes> {
    let now = opened() + Duration::from_secs(seconds);
    let (name, header) = signed(target, now);
    get(gateway, target, &[(name, &header)], now)
}

pub(super) fn first(gateway: &Gateway) -> String {
    assert_eq!(call(gateway, &a_list(), 0).status(), 200);
    let unsigned = |target: &str| get(gateway, target, &[], opened()).status().as_u16();
    format!(
        "unsigned {}, unknown path unsigned {}, unknown path too fast {}",
        unsigned(&a_list()),
        unsigned("/nowhere"),
        call(gateway, "/nowhere", 0).status().as_u16(),
    )
}

pub(super) fn unsigned(gateway: &Gateway) -> String {
    let forged = authorization(&signer("sandbox-access-key", "another-secret-key"), &a_list(), opened());
    assert_eq!(get_with(gateway, &a_list(), &forged, opened()).status(), 401);
    format!("after a forged call {}", call(gateway, &a_list(), 0).status().as_u16())
}

pub(super) fn retry_after(gateway: &Gateway) -> String {
    let wait = |response: Response<Bytes>| {
        assert_eq!(response.status(), 429);
        Some(response.headers().get("retry-after")?.to_str().ok()?.to_owned())
    };
    // A fault that throttles says the same as a breach.
    gateway.inject(FaultRule::any_read(Fault::TooManyRequests).times(1)).expect("a rule");
    let (fault, again) = (wait(call(gateway, &a_list(), 0)), wait(call(gateway, &a_list(), 30)));
    match fault.zip(again) {
        None => "no word".to_owned(),
        Some((fault, again)) => format!("{fault} s, and after 30 more {again} s"),
    }
}

pub(super) fn restart(gateway: &Gateway) -> String {
    let status = |seconds| call(gateway, &a_list(), seconds).status().as_u16();
    assert_eq!([0, 0, 30].map(status), [200, 429, 429]);
    format!("a call meanwhile: {} after a minute", status(60))
}
