//! The rate by key, and the headers that speak about it.

use super::support::{SESSION, request, start};
use bytes::Bytes;
use commerce_sandbox::korea_checkout::{Checkout, RateHeaders};
use http::Response;
use serde_json::Value;
use std::time::{Duration, SystemTime};

const LIVE: &str = "sk_live_of_the_shop";

fn get(checkout: &Checkout, key: &str, now: SystemTime) -> Response<Bytes> {
    let mut request = request("GET", &format!("{SESSION}/cs_1"), &Value::Null);
    request.headers_mut().insert("x-api-key", key.parse().expect("a header"));
    checkout.handle(request, now)
}

fn rate(response: &Response<Bytes>) -> Vec<(&str, &str)> {
    let named =
        response.headers().iter().filter(|(name, _)| name.as_str().contains("ratelimit") || *name == "retry-after");
    let mut named: Vec<_> = named.map(|(name, value)| (name.as_str(), value.to_str().expect("text"))).collect();
    named.sort_unstable();
    named
}

#[test]
fn a_test_key_has_100_calls_a_minute_and_a_live_key_1000() {
    let checkout = Checkout::builder().api_key(super::support::KEY).api_key(LIVE).build().expect("a sandbox");
    for (key, limit) in [(super::support::KEY, 100), (LIVE, 1_000)] {
        let statuses: Vec<u16> = (0..=limit).map(|_| get(&checkout, key, start()).status().as_u16()).collect();
        assert!(statuses[..limit].iter().all(|status| *status == 404), "{key}");
        assert_eq!(statuses[limit], 429, "{key}");
    }
    let minute = Duration::from_secs(60);
    assert_eq!(get(&checkout, LIVE, start() + minute - Duration::from_millis(1)).status(), 429);
    assert_eq!(get(&checkout, LIVE, start() + minute).status(), 404);
    let throttled = checkout.ledger().calls.iter().filter(|call| call.status == 429).count();
    assert_eq!(throttled, 3);
}

#[test]
fn the_headers_have_the_names_and_the_reset_that_the_builder_says() {
    let reset = "1772415030"; // thirty seconds after 2026-03-02T01:30:00Z
    for (form, expected) in [
        (
            RateHeaders::XRateLimit,
            vec![("x-ratelimit-limit", "2"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "30")],
        ),
        (
            RateHeaders::XRateLimitEpoch,
            vec![("x-ratelimit-limit", "2"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", reset)],
        ),
        (
            RateHeaders::RateLimit,
            vec![("ratelimit-limit", "2"), ("ratelimit-remaining", "0"), ("ratelimit-reset", "30")],
        ),
        (RateHeaders::RetryAfterOnly, vec![]),
    ] {
        let checkout =
            Checkout::builder().api_key(LIVE).calls_per_minute(2).rate_headers(form).build().expect("a sandbox");
        get(&checkout, LIVE, start() - Duration::from_secs(30));
        assert_eq!(rate(&get(&checkout, LIVE, start())), expected, "{form:?}");
        let refused = get(&checkout, LIVE, start());
        assert_eq!(refused.status(), 429);
        let mut with_pause = vec![("retry-after", "30")];
        with_pause.extend(expected);
        with_pause.sort_unstable();
        assert_eq!(rate(&refused), with_pause, "{form:?}");
    }
}

#[test]
fn a_refused_call_carries_nothing_out() {
    let checkout = Checkout::builder().api_key(LIVE).calls_per_minute(1).build().expect("a sandbox");
    get(&checkout, LIVE, start());
    let mut create = request("POST", "/api/shops", &serde_json::json!({ "name": "가게" }));
    create.headers_mut().insert("x-api-key", LIVE.parse().expect("a header"));
    assert_eq!(checkout.handle(create, start()).status(), 429);
    assert!(checkout.ledger().entries.is_empty());
}
