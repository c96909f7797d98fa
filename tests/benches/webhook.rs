//! How much verifying a delivery of 1 KB costs beyond the HMAC of its body: one JSON object with the nanoseconds of both
//! and their ratio under each scheme. Those with a time hash more than the body.
//!
//! The two take turns in short blocks, and the ratio is the median over the pairs: the limit is close, and whatever else
//! the machine does then falls on both. Read by `cargo xtask bench webhook_verify_cost_over_bare_hmac`.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use sha2::Sha256;
use webhook_verify::{Scheme, Signer, Verifier};

const SECRET: &str = "kc_hook_dev_5f1c0b6a9e2d47";
const NOW: i64 = 1_764_000_000;
const SCHEMES: [&str; 4] = ["body-hex", "body-base64", "timestamped-hex", "standard-webhooks"];
const PAIRS: usize = 10_000;
const CALLS: u32 = 20;

#[derive(Serialize)]
struct Cost {
    ours: f64,
    bare: f64,
    ratio: f64,
}

fn main() -> ExitCode {
    let costs: BTreeMap<&str, Cost> = SCHEMES.into_iter().map(|name| (name, cost(name))).collect();
    let figures = serde_json::to_string(&costs).unwrap();
    writeln!(std::io::stdout(), "{figures}").map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS)
}

fn cost(name: &str) -> Cost {
    let body = vec![b'x'; 1024];
    let keyed = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    let scheme: Scheme = name.parse().unwrap();
    let headers = headers(&scheme, &body);
    let verifier = Verifier::new(scheme, [SECRET.parse().unwrap()]).unwrap();
    assert!(verifier.verify(&headers, &body, NOW).is_ok());
    let mut pairs: Vec<(f64, f64)> = (0..PAIRS)
        .map(|_| {
            let bare = nanoseconds(|| {
                let mut mac = keyed.clone();
                mac.update(black_box(&body));
                black_box(mac.finalize());
            });
            let ours = nanoseconds(|| {
                let _ = black_box(verifier.verify(black_box(&headers), black_box(&body), NOW));
            });
            (ours, bare)
        })
        .collect();
    Cost {
        ours: median(&mut pairs, |(ours, _)| *ours),
        bare: median(&mut pairs, |(_, bare)| *bare),
        ratio: median(&mut pairs, |(ours, bare)| ours / bare),
    }
}

/// As a server gives them: beside the headers of any request.
fn headers(scheme: &Scheme, body: &[u8]) -> http::HeaderMap {
    let signer = Signer::new(scheme.clone(), [SECRET.parse().unwrap()]).unwrap();
    let signed = signer.sign(body, Some("msg_2KWPBgLlAfxdpx2AI54pPJ85f4W"), NOW).unwrap();
    let usual = [
        ("host", "shop.example"),
        ("user-agent", "sender/1"),
        ("accept", "*/*"),
        ("accept-encoding", "gzip, deflate"),
        ("content-type", "application/json"),
        ("content-length", "1024"),
        ("x-forwarded-for", "192.0.2.1"),
        ("x-forwarded-proto", "https"),
        ("x-request-id", "b5e0"),
    ];
    let all = usual.into_iter().chain(signed.iter());
    all.map(|(name, value)| (http::HeaderName::try_from(name).unwrap(), value.parse().unwrap())).collect()
}

fn nanoseconds(mut call: impl FnMut()) -> f64 {
    let begun = Instant::now();
    for _ in 0..CALLS {
        call();
    }
    begun.elapsed().as_secs_f64() * 1e9 / f64::from(CALLS)
}

fn median<T>(values: &mut [T], of: impl Fn(&T) -> f64) -> f64 {
    values.sort_unstable_by(|one, other| of(one).total_cmp(&of(other)));
    of(&values[values.len() / 2])
}
