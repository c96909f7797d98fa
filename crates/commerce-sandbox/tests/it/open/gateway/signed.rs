//! The `Authorization` header.

use super::{a_list, get, signed};
use crate::support::{authorization, default_signer, get_with, json, opened, signer};
use commerce_sandbox::coupang::Gateway;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const SECOND: Duration = Duration::from_secs(1);

pub(super) fn lateness(gateway: &Gateway) -> String {
    let at = |age: Duration| {
        let header = authorization(&default_signer(), &a_list(), opened() - age);
        get_with(gateway, &a_list(), &header, opened()).status().as_u16()
    };
    let minutes = [10, 5].into_iter().find(|minutes| at(*minutes * MINUTE) == 200).unwrap_or(0);
    format!("{minutes} min late 200, a second later {}", at(minutes * MINUTE + SECOND))
}

pub(super) fn earliness(gateway: &Gateway) -> String {
    let at = |ahead: Duration| {
        let header = authorization(&default_signer(), &a_list(), opened() + ahead);
        get_with(gateway, &a_list(), &header, opened()).status().as_u16()
    };
    assert_eq!(at(Duration::ZERO), 200);
    format!("5 min ahead {}, a day ahead {}", at(5 * MINUTE), at(24 * 60 * MINUTE))
}

pub(super) fn expired(gateway: &Gateway) -> String {
    told(gateway, &authorization(&default_signer(), &a_list(), opened() - 6 * MINUTE))
}

pub(super) fn tight(gateway: &Gateway) -> String {
    told(gateway, &authorization(&default_signer(), &a_list(), opened()).replace(", ", ","))
}

pub(super) fn upper_case(gateway: &Gateway) -> String {
    let header = authorization(&default_signer(), &a_list(), opened());
    let (before, digits) = header.rsplit_once('=').expect("a signature");
    assert_ne!(digits, digits.to_ascii_uppercase());
    told(gateway, &format!("{before}={}", digits.to_ascii_uppercase()))
}

pub(super) fn unusable(gateway: &Gateway) -> String {
    let status = |header: &str| get_with(gateway, &a_list(), header, opened()).status().as_u16();
    let of = |key: &str, secret: &str| status(&authorization(&signer(key, secret), &a_list(), opened()));
    let (name, right) = signed(&a_list(), opened());
    assert_eq!(get(gateway, &a_list(), &[(name, &right)], opened()).status(), 200);
    format!(
        "missing {}, malformed {}, unknown key {}, wrong signature {}",
        get(gateway, &a_list(), &[], opened()).status().as_u16(),
        status("CEA"),
        of("another-access-key", "sandbox-secret-key"),
        of("sandbox-access-key", "another-secret-key"),
    )
}

/// What is said to a header.
fn told(gateway: &Gateway, header: &str) -> String {
    let response = get_with(gateway, &a_list(), header, opened());
    let status = response.status().as_u16();
    match json(&response)["message"].as_str() {
        Some("HMAC format is invalid.") => format!("{status} malformed"),
        Some("Specified signature is expired.") => format!("{status} expired"),
        _ => status.to_string(),
    }
}
