//! Any headers and any body under any scheme: no panic, and `ok` only where a header holds the right code, in time.
//!
//! A NUL in a header stands for the right code, so that what lies behind the comparison is reached as well.
#![no_main]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use libfuzzer_sys::fuzz_target;
use sha2::Sha256;
use webhook_verify::{Scheme, Secret, Verifier};

const SECRET: &str = "kc_hook_dev_5f1c0b6a9e2d47";
const TOLERANCE: u64 = 300;

type Input = (u8, String, Vec<(u8, Vec<u8>)>, Vec<u8>, i64);

fuzz_target!(|input: Input| {
    let (choice, text, lines, body, now) = input;
    let Some(scheme) = scheme(choice, &text) else { return };
    let Ok(verifier) = SECRET
        .parse::<Secret>()
        .map_err(|_| ())
        .and_then(|secret| Verifier::new(scheme.clone(), [secret]).map_err(|_| ()))
    else {
        return;
    };
    let names = [scheme.header(), "webhook-id", "webhook-timestamp", "x-other"];
    let headers: Vec<(&str, Vec<u8>)> = lines
        .into_iter()
        .map(|(name, value)| (names[usize::from(name) % names.len()], with_codes(&value, &body, now)))
        .collect();
    let Ok(verified) = verifier.verify(&headers, &body, now) else { return };

    assert_eq!(verified.body(), body);
    let prefix = match (verified.id(), verified.unix_seconds()) {
        (None, None) => String::new(),
        (None, Some(t)) => format!("{t}."),
        (Some(id), Some(t)) => format!("{id}.{t}."),
        (Some(id), None) => format!("{id}."),
    };
    assert!(verified.unix_seconds().is_none_or(|t| now.abs_diff(t) <= TOLERANCE));
    let code = code(prefix.as_bytes(), &body);
    let written = [hex::encode(code), STANDARD.encode(code)];
    let value = headers.iter().find(|(name, _)| *name == scheme.header()).map(|(_, value)| value);
    let value = String::from_utf8_lossy(value.expect("a header"));
    assert!(value.contains(&written[1]) || value.to_ascii_lowercase().contains(&written[0]));
});

/// The four schemes, and custom ones whose signed text has the same form.
fn scheme(choice: u8, text: &str) -> Option<Scheme> {
    Some(match choice % 6 {
        0 => Scheme::body_hex(),
        1 => Scheme::body_base64(),
        2 => Scheme::timestamped_hex(),
        3 => Scheme::standard_webhooks(),
        4 => Scheme::custom("{t}.{body}").list(text.chars().next()?).time_element("t=").prefix(text).build().ok()?,
        _ => {
            // Whatever builds must not panic; what it signs is not known here.
            let custom = Scheme::custom(text).id_header("webhook-id").time_header("webhook-timestamp").prefix("v1=");
            let scheme = custom.list(',').build().ok()?;
            let verifier = Verifier::new(scheme.clone(), [SECRET.parse().ok()?]).ok()?;
            let headers = [(scheme.header(), "v1=00"), ("webhook-id", text), ("webhook-timestamp", "0")];
            assert!(verifier.verify(&headers, b"", 0).is_err());
            return None;
        }
    })
}

/// The right code for each NUL, as hexadecimal digits, and for each 0x01, as base64; the time for each 0x02.
fn with_codes(value: &[u8], body: &[u8], now: i64) -> Vec<u8> {
    let prefixes = [String::new(), format!("{now}."), format!("m.{now}.")];
    let mut written = Vec::new();
    for (n, byte) in value.iter().enumerate() {
        let code = || code(prefixes[n % 3].as_bytes(), body);
        match byte {
            0 => written.extend(hex::encode(code()).into_bytes()),
            1 => written.extend(STANDARD.encode(code()).into_bytes()),
            2 => written.extend(now.to_string().into_bytes()),
            other => written.push(*other),
        }
    }
    written
}

fn code(prefix: &[u8], body: &[u8]) -> [u8; 32] {
    let mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("HMAC takes a key of any length");
    mac.chain_update(prefix).chain_update(body).finalize().into_bytes().into()
}
