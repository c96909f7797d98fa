//! Any headers about a rate limit: numbers as they stand there, and no wait beyond an hour.
#![no_main]

use std::time::{Duration, UNIX_EPOCH};

use apiwire::RateLimit;
use http::{HeaderMap, HeaderName, HeaderValue};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 6] = [
    "ratelimit-limit",
    "ratelimit-remaining",
    "ratelimit-reset",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
];

type Input = (Vec<(u8, Vec<u8>)>, u32);

fuzz_target!(|input: Input| {
    let (lines, now) = input;
    let mut headers = HeaderMap::new();
    for (name, value) in &lines {
        let name = HeaderName::from_static(NAMES[usize::from(*name) % NAMES.len()]);
        if let Ok(value) = HeaderValue::from_bytes(value) {
            headers.append(name, value);
        }
    }
    let now = UNIX_EPOCH + Duration::from_secs(now.into());
    let Some(limit) = RateLimit::from_headers(&headers, now) else { return };
    let stands = |number: u64| {
        let said = |value: &HeaderValue| value.to_str().is_ok_and(|text| text.contains(&number.to_string()));
        headers.values().any(said)
    };
    assert!(limit.limit.is_none_or(stands) && limit.remaining.is_none_or(stands), "{limit:?}");
    assert!(limit.reset.is_none_or(|wait| wait <= Duration::from_secs(3600)), "{limit:?}");
    assert_eq!(limit.used_up_for().is_some(), limit.remaining == Some(0) && limit.reset > Some(Duration::ZERO));
    // What can be read does not depend on what cannot.
    headers.append("x-other", HeaderValue::from_static("7"));
    assert_eq!(RateLimit::from_headers(&headers, now), Some(limit));
});
