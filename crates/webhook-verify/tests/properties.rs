//! What holds for all deliveries, and what no input may do.
#![cfg(test)]

#[path = "support/code.rs"]
mod support;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use support::code;
use webhook_verify::{Scheme, Secret, Verifier};

const NAMES: [&str; 4] = ["body-hex", "body-base64", "timestamped-hex", "standard-webhooks"];

/// What a sender who knows the secret puts into the headers.
fn signed(name: &str, secret: &str, body: &[u8], t: i64) -> Vec<(&'static str, String)> {
    let t = t.to_string();
    let header = webhook_verify::DEFAULT_HEADER;
    match name {
        "body-hex" => vec![(header, hex::encode(code(secret, &[body])))],
        "body-base64" => vec![(header, STANDARD.encode(code(secret, &[body])))],
        "timestamped-hex" => {
            vec![(header, format!("t={t},v1={}", hex::encode(code(secret, &[t.as_bytes(), b".", body]))))]
        }
        _ => vec![
            ("webhook-signature", format!("v1,{}", STANDARD.encode(code(secret, &[b"m.", t.as_bytes(), b".", body])))),
            ("webhook-id", "m".to_owned()),
            ("webhook-timestamp", t),
        ],
    }
}

fn verifier(name: &str, secret: &str) -> Verifier {
    Verifier::new(name.parse().unwrap(), [secret.parse().unwrap()]).unwrap()
}

fn bodies() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![vec(any::<u8>(), 0..300), "[{}\":,a-z0-9가-힣 ]{0,80}".prop_map(String::into_bytes)]
}

/// Headers of any bytes, and headers that are nearly right.
fn values() -> impl Strategy<Value = Vec<u8>> {
    let pieces = ["t=", "v1=", "v1,", "v0=", "v1a,", "sha256=", ",", " ", "=", "0", "9223372036854775807", "-1", "\t"];
    let piece = prop_oneof![
        select(pieces.map(|piece| piece.as_bytes().to_vec()).to_vec()),
        "[0-9a-fA-F]{62,66}".prop_map(String::into_bytes),
        "[A-Za-z0-9+/]{42,44}={0,2}".prop_map(String::into_bytes),
        "[0-9]{1,20}".prop_map(String::into_bytes),
        vec(any::<u8>(), 0..4),
    ];
    prop_oneof![vec(any::<u8>(), 0..1200), vec(piece, 0..12).prop_map(|pieces| pieces.concat())]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_verified_without_the_secret(
        name in select(&NAMES[..]),
        lines in vec((0..4_usize, values()), 0..5),
        body in bodies(),
        now: i64,
    ) {
        let verifier = verifier(name, "kc_hook_dev_5f1c0b6a9e2d47");
        let names = [verifier.scheme().header().to_owned(), "webhook-id".into(), "webhook-timestamp".into(), "x".into()];
        let lines: Vec<(&str, Vec<u8>)> = lines.into_iter().map(|(n, value)| (&*names[n], value)).collect();
        prop_assert!(verifier.verify(&lines, &body, now).is_err());
        // The same with one line of each, so that the deeper checks are reached.
        let each: Vec<(&str, &[u8])> = names.iter().map(|name| &**name)
            .zip(lines.iter().map(|(_, value)| &**value).cycle().take(4)).collect();
        prop_assert!(verifier.verify(&each, &body, now).is_err());
    }

    #[test]
    fn what_is_signed_is_verified_with_that_secret_only(
        name in select(&NAMES[..]),
        secret in "[!-~가-힣][ -~가-힣]{0,80}[!-~가-힣]",
        other in "[!-~]{1,80}",
        body in bodies(),
        now in 0..=i64::MAX,
    ) {
        prop_assume!(!secret.starts_with("whsec_") && !other.starts_with("whsec_") && secret != other);
        let headers = signed(name, &secret, &body, now);
        let verified = verifier(name, &secret);
        let verified = verified.verify(&headers, &body, now);
        prop_assert_eq!(verified.unwrap().body(), &*body);
        prop_assert_eq!(verifier(name, &other).verify(&headers, &body, now).unwrap_err().as_str(), "bad_signature");
    }

    #[test]
    fn any_change_of_the_body_is_a_bad_signature(
        name in select(&NAMES[..]),
        body in vec(any::<u8>(), 1..300),
        at: Index,
        change in 1..=u8::MAX,
        more in vec(any::<u8>(), 1..20),
    ) {
        let (headers, verifier) = (signed(name, "secret", &body, 5), verifier(name, "secret"));
        let at = at.index(body.len());
        let word = |body: &[u8]| verifier.verify(&headers, body, 5).map_or_else(webhook_verify::Reason::as_str, |_| "ok");
        let mut changed = body.clone();
        changed[at] ^= change;
        prop_assert_eq!(word(&changed), "bad_signature");
        prop_assert_eq!(word(&body[..at]), "bad_signature");
        prop_assert_eq!(word(&[&body[..], &more].concat()), "bad_signature");
        prop_assert_eq!(word(&[&more[..], &body].concat()), "bad_signature");
        prop_assert_eq!(word(&body), "ok");
    }

    #[test]
    fn the_window_is_the_tolerance_in_both_directions(t in 0..=i64::MAX, now: i64, tolerance: u32) {
        let verifier = verifier("timestamped-hex", "secret").with_tolerance(std::time::Duration::from_secs(tolerance.into()));
        let verify = |now: i64| verifier.verify(&signed("timestamped-hex", "secret", b"", t), b"", now).is_ok();
        let inside = |now: i64| (i128::from(now) - i128::from(t)).abs() <= i128::from(tolerance);
        let edge = i64::from(tolerance);
        for now in [now, t.saturating_sub(edge), t.saturating_add(edge), t.saturating_sub(edge + 1), t.saturating_add(edge + 1)] {
            prop_assert_eq!(verify(now), inside(now), "{} {} {}", t, now, tolerance);
        }
    }

    #[test]
    fn no_text_panics(text: String, bytes in vec(any::<u8>(), 0..40), separator: char) {
        let _ = Secret::new(text.clone());
        let _ = Secret::hex(text.clone());
        let _ = Secret::base64(text.clone());
        let _ = text.parse::<Scheme>();
        if let Ok(secret) = format!("whsec_{text}").parse() {
            let _ = Verifier::new(Scheme::standard_webhooks(), [secret]);
        }
        let template = format!("{{id}}{text}{{body}}{text}{{t}}");
        for template in [&text, &template] {
            let custom = Scheme::custom(template).header(&text).id_header("i").time_element(&text).prefix(&text);
            let _ = custom.clone().build();
            let custom = custom.header("s").time_element("t=").prefix("v1=").list(separator);
            let Ok(scheme) = custom.build() else { continue };
            let verifier = verifier_of(scheme);
            let headers = [("s", bytes.clone()), ("i", text.clone().into_bytes())];
            prop_assert!(verifier.verify(&headers, &bytes, 0).is_err());
        }
    }
}

fn verifier_of(scheme: Scheme) -> Verifier {
    Verifier::new(scheme, ["secret".parse().unwrap()]).unwrap()
}
