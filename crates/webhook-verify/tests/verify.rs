//! The order of the checks, the limits, the rotation of secrets, and where headers come from.
#![cfg(test)]

#[path = "support/code.rs"]
mod support;

use std::time::Duration;

use support::code;
use webhook_verify::{
    DEFAULT_HEADER, Fault, Reason, Scheme, SchemeError, Secret, SecretError, SetupError, Verified, Verifier,
};

const SECRET: &str = "kc_hook_dev_5f1c0b6a9e2d47";
const OLD: &str = "kc_hook_dev_previous_0a1b2c";
const BODY: &[u8] = b"{}";
const NOW: i64 = 1_764_000_000;

fn secret(text: &str) -> Secret {
    text.parse().unwrap()
}

fn digits(secret: &str) -> String {
    hex::encode(code(secret, &[BODY]))
}

fn verifier(scheme: Scheme) -> Verifier {
    Verifier::new(scheme, [secret(SECRET)]).unwrap()
}

fn word(verified: Result<Verified<'_>, Reason>) -> &'static str {
    verified.map_or_else(Reason::as_str, |_| "ok")
}

/// Each step mends the first fault that was reported; the next one then comes to light.
#[test]
fn the_first_fault_in_the_documented_order_is_reported() {
    let verifier = verifier(Scheme::standard_webhooks()).with_max_body_bytes(2);
    let old = NOW - 301;
    let signed = |body: &[u8]| {
        use base64::Engine;
        let code = code(SECRET, &[b"msg_1.", old.to_string().as_bytes(), b".", body]);
        format!("v1,{}", base64::engine::general_purpose::STANDARD.encode(code))
    };
    let (t, wrong, right) = (old.to_string(), signed(b"[]"), signed(BODY));
    let long = "9".repeat(1025);
    let verify = |body: &[u8], headers: &[(&str, &str)]| verifier.verify(headers, body, NOW).map(|_| ()).unwrap_err();

    let (id, time, signature) = ("webhook-id", "webhook-timestamp", "webhook-signature");
    let repeated = [(signature, "a\u{7f}"), (signature, "b"), (id, " "), (time, &long)];
    assert_eq!(verify(b"{} ", &repeated[..3]), Reason::TooLarge);
    assert_eq!(verify(BODY, &repeated[..3]), Reason::Missing, "a header that is absent");
    assert_eq!(verify(BODY, &repeated), Reason::Malformed(Fault::Repeated));
    assert_eq!(verify(BODY, &repeated[1..]), Reason::Missing, "a header that is blank");
    assert_eq!(
        verify(BODY, &[(signature, "a\u{7f}"), (id, "m'1"), (time, &long)]),
        Reason::Malformed(Fault::NotPrintable)
    );
    assert_eq!(verify(BODY, &[(signature, "a"), (id, "m'1"), (time, &long)]), Reason::Malformed(Fault::TooLong));
    assert_eq!(verify(BODY, &[(signature, "a"), (id, "m'1"), (time, "+1")]), Reason::Malformed(Fault::Id));
    assert_eq!(verify(BODY, &[(signature, "a"), (id, "msg_1"), (time, "+1")]), Reason::Malformed(Fault::Time));
    assert_eq!(verify(BODY, &[(signature, "a"), (id, "msg_1"), (time, &t)]), Reason::Malformed(Fault::Form));
    assert_eq!(verify(BODY, &[(signature, "v1,a"), (id, "msg_1"), (time, &t)]), Reason::Malformed(Fault::NoCode));
    assert_eq!(verify(BODY, &[(signature, &wrong), (id, "msg_1"), (time, &t)]), Reason::BadSignature);
    assert_eq!(verify(BODY, &[(signature, &right), (id, "msg_1"), (time, &t)]), Reason::Stale { age_seconds: 301 });
    let patient = verifier.with_tolerance(Duration::from_secs(301));
    let headers = [(signature, right.as_str()), (id, "msg_1"), (time, &t)];
    assert_eq!(word(patient.verify(&headers, BODY, NOW)), "ok");
}

#[test]
fn a_body_may_have_exactly_the_limit() {
    let verifier = verifier(Scheme::body_hex());
    let body = vec![b'x'; Verifier::DEFAULT_MAX_BODY_BYTES + 1];
    let (most, _) = body.split_at(1 << 20);
    let headers = |body: &[u8]| [(DEFAULT_HEADER, hex::encode(code(SECRET, &[body])))];
    assert_eq!(word(verifier.verify(&headers(most), most, NOW)), "ok");
    assert_eq!(word(verifier.verify(&headers(&body), &body, NOW)), "too_large");
    let none = verifier.with_max_body_bytes(0);
    assert_eq!(word(none.verify(&headers(b""), b"", NOW)), "ok");
    assert_eq!(word(none.verify(&headers(b"x"), b"x", NOW)), "too_large");
}

#[test]
fn no_distance_of_times_overflows() {
    let t = i64::MAX.to_string();
    let digits = hex::encode(code(SECRET, &[t.as_bytes(), b".", BODY]));
    let headers = [(DEFAULT_HEADER, format!("t={t},v1={digits}"))];
    let verify = |tolerance: u64| {
        let verifier = verifier(Scheme::timestamped_hex()).with_tolerance(Duration::from_secs(tolerance));
        verifier.verify(&headers, BODY, i64::MIN).map(|_| ())
    };
    let stale = Err(Reason::Stale { age_seconds: i64::MIN });
    assert_eq!((verify(300), verify(1 << 63), verify(u64::MAX - 1), verify(u64::MAX)), (stale, stale, stale, Ok(())));
}

#[test]
fn a_rotated_secret_ends_at_its_moment() {
    let verifier = Verifier::new(Scheme::body_hex(), [secret(SECRET), secret(OLD).with_end(NOW)]).unwrap();
    let verify = |text: &str, now| {
        let headers = [(DEFAULT_HEADER, digits(text))];
        verifier.verify(&headers, BODY, now).map(|verified| verified.secret_position())
    };
    assert_eq!(verify(OLD, NOW - 1), Ok(1), "the position tells which secret is still in use");
    assert_eq!(verify(OLD, NOW), Err(Reason::BadSignature));
    assert_eq!(verify(OLD, i64::MAX), Err(Reason::BadSignature));
    assert_eq!(verify(OLD, i64::MIN), Ok(1));
    for now in [i64::MIN, NOW - 1, NOW, i64::MAX] {
        assert_eq!(verify(SECRET, now), Ok(0));
    }
    assert_eq!((verifier.active_secrets(NOW - 1), verifier.active_secrets(NOW)), (2, 1));
}

#[test]
fn without_an_active_secret_everything_is_refused() {
    let verifier = Verifier::new(Scheme::body_hex(), [secret(SECRET).with_end(5), secret(OLD).with_end(6)]).unwrap();
    for text in [SECRET, OLD, ""] {
        let headers = [(DEFAULT_HEADER, digits(text))];
        assert_eq!(word(verifier.verify(&headers, BODY, 6)), "bad_signature");
    }
    assert_eq!(verifier.active_secrets(6), 0);
}

#[test]
fn no_verifier_accepts_everything() {
    for scheme in [Scheme::body_hex(), Scheme::standard_webhooks()] {
        assert_eq!(Verifier::new(scheme, []).unwrap_err(), SetupError::NoSecret);
    }
    let empty = Verifier::new(Scheme::standard_webhooks(), [secret("whsec_")]).unwrap_err();
    assert_eq!(empty, SetupError::Secret(SecretError::Empty));
    let padding = Verifier::new(Scheme::standard_webhooks(), [secret(SECRET), secret("whsec_====")]).unwrap_err();
    assert_eq!(padding, SetupError::Secret(SecretError::NotBase64));
}

#[test]
fn a_damaged_secret_is_refused_and_not_trimmed() {
    type Maker = fn(String) -> Result<Secret, SecretError>;
    let makers: [Maker; 3] = [Secret::new, Secret::hex, Secret::base64];
    for make in makers {
        assert_eq!(make(String::new()).unwrap_err(), SecretError::Empty);
        for text in [" ab", "ab ", "ab\n", "\r\nab", "ab\t", "ab\u{a0}", "\u{3000}ab", "\u{feff}ab", "ab\0", " ", "\n"]
        {
            assert_eq!(make(text.to_owned()).unwrap_err(), SecretError::Whitespace, "{text:?}");
        }
    }
    assert!(Secret::new("two words".to_owned()).is_ok(), "inside, a space is part of the secret");
    for text in ["abc", "0x", "ag", "a b "] {
        assert!(Secret::hex(text.to_owned()).is_err(), "{text}");
    }
    for text in ["a", "a-_b", "====", "ab=c"] {
        assert!(Secret::base64(text.to_owned()).is_err(), "{text}");
    }
}

#[test]
fn a_secret_is_decoded_as_configured_and_not_by_its_looks() {
    let key = "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20";
    let base64 = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
    // Python: hmac of "{}" with the 32 bytes, and with the digits as they stand.
    let decoded = "d057474cddc3a4ea4224f82deb0d3d8f36aee97c1d36d4e4ebc150b291dfc5b5";
    let as_it_stands = "c4ec920651cb5c5e575814819fa7dd63efc76485ee6328c24df128a2099cf66c";
    let verify = |secret: Secret, digits: &str| {
        let verifier = Verifier::new(Scheme::body_hex(), [secret]).unwrap();
        word(verifier.verify(&[(DEFAULT_HEADER, digits)], BODY, NOW))
    };
    let upper = key.to_ascii_uppercase();
    let unpadded = base64.trim_end_matches('=').to_owned();
    assert_eq!(verify(Secret::hex(key.to_owned()).unwrap(), decoded), "ok");
    assert_eq!(verify(Secret::hex(upper).unwrap(), decoded), "ok");
    assert_eq!(verify(Secret::base64(base64.to_owned()).unwrap(), decoded), "ok");
    assert_eq!(verify(Secret::base64(unpadded).unwrap(), decoded), "ok");
    assert_eq!(verify(secret(key), as_it_stands), "ok");
    assert_eq!(verify(secret(key), decoded), "bad_signature");
    assert_eq!(verify(Secret::hex(key.to_owned()).unwrap(), as_it_stands), "bad_signature");
}

#[test]
fn a_secret_that_was_decoded_is_not_decoded_again() {
    use base64::Engine;
    let text = "whsec_AQIDBA==";
    let code = code(text, &[b"msg_1.5.", BODY]);
    let signature = format!("v1,{}", base64::engine::general_purpose::STANDARD.encode(code));
    let headers = [("webhook-id", "msg_1"), ("webhook-timestamp", "5"), ("webhook-signature", &*signature)];
    let verify = |secret| word(Verifier::new(Scheme::standard_webhooks(), [secret]).unwrap().verify(&headers, BODY, 5));
    assert_eq!(verify(Secret::hex(hex::encode(text)).unwrap()), "ok");
    assert_eq!(verify(secret(text)), "bad_signature");
}

#[test]
fn the_custom_template_may_put_the_time_behind_the_body() -> Result<(), SchemeError> {
    let scheme = Scheme::custom("{body}:{t}").list(';').time_element("ts=").prefix("h1=").build()?;
    assert!(scheme.signs_time() && scheme.name() == "custom");
    let verifier = verifier(scheme);
    let digits = hex::encode(code(SECRET, &[BODY, b":", b"1764000000"]));
    let verify = |value: String| word(verifier.verify(&[(DEFAULT_HEADER, value)], BODY, NOW));
    assert_eq!(verify(format!("ts=1764000000;h1={digits}")), "ok");
    assert_eq!(verify(format!("h0=x;ts=1764000000;h2=y;h1={digits}")), "ok", "other versions of `h1=` are ignored");
    assert_eq!(verify(format!("ts=1764000000;v1=x;h1={digits}")), "malformed");
    assert_eq!(verify(format!("ts=1764000000,h1={digits}")), "malformed");
    assert_eq!(verify(format!("ts=1764000001;h1={digits}")), "bad_signature");
    Ok(())
}

#[test]
fn a_custom_list_without_prefix_holds_codes_only() -> Result<(), SchemeError> {
    let verifier = verifier(Scheme::custom("{body}").list(' ').build()?);
    let good = digits(SECRET);
    let verify = |value: &str| word(verifier.verify(&[(DEFAULT_HEADER, value)], BODY, NOW));
    assert_eq!(verify(&good), "ok");
    assert_eq!(verify(&format!("potato {good}")), "ok");
    assert_eq!(verify(&format!("{} {good}", "0".repeat(64))), "ok");
    assert_eq!(verify(&format!("{good}  {good}")), "malformed");
    assert_eq!(verify("potato"), "malformed");
    Ok(())
}

#[test]
fn the_identifier_cannot_be_stretched_over_its_neighbours() -> Result<(), SchemeError> {
    let custom = |template: &str| Scheme::custom(template).id_header("x-id").build();
    let verify = |scheme: Scheme, id: &str, pieces: &[&[u8]]| {
        let headers = [(DEFAULT_HEADER, hex::encode(code(SECRET, pieces))), ("x-id", id.to_owned())];
        word(verifier(scheme).verify(&headers, BODY, NOW))
    };
    assert_eq!(verify(custom("{id}:{body}")?, "a.b", &[b"a.b", b":", BODY]), "ok");
    assert_eq!(verify(custom("{id}:{body}")?, "a:b", &[b"a:b", b":", BODY]), "malformed");
    assert_eq!(verify(custom("{body}/{id}")?, "a:b", &[BODY, b"/", b"a:b"]), "ok");
    assert_eq!(verify(custom("{body}/{id}")?, "a/b", &[BODY, b"/", b"a/b"]), "malformed");
    assert_eq!(verify(custom("v0-{id}:{body}")?, "a-b", &[b"v0-a-b:", BODY]), "ok", "the start is fixed");
    Ok(())
}

#[test]
fn a_custom_scheme_that_cannot_work_is_not_built() {
    let error = |custom: webhook_verify::Custom| custom.build().unwrap_err();
    let body = || Scheme::custom("{body}");
    for template in ["", "{t}", "{id}.{t}", "body"] {
        assert_eq!(error(Scheme::custom(template)), SchemeError::BodyNotSigned, "{template}");
    }
    for template in
        ["{body}{body}", "{body", "body}", "{}", "{Body}", "{body}}", "{{body}}", "{t}.{t}.{body}", "{x}{body}"]
    {
        assert_eq!(error(Scheme::custom(template)), SchemeError::Template, "{template}");
    }
    assert_eq!(error(Scheme::custom("{id}{body}").id_header("i")), SchemeError::Ambiguous);
    assert_eq!(error(Scheme::custom("{t}{id}.{body}").id_header("i").time_header("t")), SchemeError::Ambiguous);
    // What is in the template has a source, and the other way round: a time that is not signed proves nothing.
    assert_eq!(error(Scheme::custom("{t}.{body}")), SchemeError::Time);
    assert_eq!(error(body().time_header("t")), SchemeError::Time);
    assert_eq!(error(Scheme::custom("{t}.{body}").time_element("t=")), SchemeError::Time, "an element needs a list");
    assert_eq!(error(Scheme::custom("{t}.{body}").list(',').time_element("")), SchemeError::Time);
    assert_eq!(error(Scheme::custom("{t}.{body}").list(',').time_element("t=").time_header("t")), SchemeError::Time);
    assert_eq!(error(Scheme::custom("{id}.{body}")), SchemeError::Id);
    assert_eq!(error(body().id_header("i")), SchemeError::Id);
    for prefix in ["a b", "a\"", "'", "키=", "a\n", "a,"] {
        assert_eq!(error(body().list(',').prefix(prefix)), SchemeError::Prefix, "{prefix}");
    }
    assert_eq!(error(Scheme::custom("{t}.{body}").list(',').time_element("t=").prefix("t=")), SchemeError::Prefix);
    assert_eq!(error(Scheme::custom("{t}.{body}").list(',').time_element("s").prefix("sig=")), SchemeError::Prefix);
    for separator in ['a', '0', '+', '/', '=', '"', '\'', '\t', '\n', '、'] {
        assert_eq!(error(body().list(separator)), SchemeError::Separator, "{separator:?}");
    }
    for name in ["", "a b", "a:", "헤더", "a\n"] {
        assert_eq!(error(body().header(name)), SchemeError::HeaderName, "{name:?}");
        assert_eq!(Scheme::body_hex().with_header(name).unwrap_err(), SchemeError::HeaderName, "{name:?}");
    }
    assert_eq!(error(Scheme::custom("{t}.{body}").header("a").time_header("A")), SchemeError::HeaderName);
}

#[test]
fn schemes_have_their_names() {
    for name in ["body-hex", "body-base64", "timestamped-hex", "standard-webhooks"] {
        let scheme: Scheme = name.parse().unwrap();
        assert_eq!(scheme.name(), name);
        assert_eq!(scheme.signs_time(), !name.starts_with("body-"));
        let header = if name == "standard-webhooks" { "webhook-signature" } else { "x-korea-checkout-signature" };
        assert_eq!(scheme.header(), header);
        let others: &[&str] = if name == "standard-webhooks" { &["webhook-id", "webhook-timestamp"] } else { &[] };
        assert!(scheme.header_names().eq([&[header], others].concat()), "{name}");
    }
    for name in ["", "Body-Hex", "body_hex", "custom", "none", " body-hex"] {
        assert!(name.parse::<Scheme>().is_err(), "{name}");
    }
}

#[test]
fn header_names_have_no_case() {
    let verifier = verifier(Scheme::body_hex());
    for name in ["x-korea-checkout-signature", "X-Korea-Checkout-Signature", "X-KOREA-CHECKOUT-SIGNATURE"] {
        assert_eq!(word(verifier.verify(&[(name, digits(SECRET))], BODY, NOW)), "ok");
    }
    let both = [("x-korea-checkout-signature", digits(SECRET)), ("X-Korea-Checkout-Signature", digits(SECRET))];
    assert_eq!(verifier.verify(&both, BODY, NOW).unwrap_err(), Reason::Malformed(Fault::Repeated));
    assert_eq!(word(verifier.verify(&[("x-korea-checkout-signature ", digits(SECRET))], BODY, NOW)), "missing");
}

#[cfg(feature = "http")]
#[test]
fn a_header_map_gives_every_line() {
    let verifier = verifier(Scheme::body_hex());
    let mut headers = http::HeaderMap::new();
    assert_eq!(word(verifier.verify(&headers, BODY, NOW)), "missing");
    headers.insert(DEFAULT_HEADER, digits(SECRET).parse().unwrap());
    assert_eq!(word(verifier.verify(&headers, BODY, NOW)), "ok");
    headers.append(DEFAULT_HEADER, digits(SECRET).parse().unwrap());
    assert_eq!(verifier.verify(&headers, BODY, NOW).unwrap_err(), Reason::Malformed(Fault::Repeated));
    headers.insert(DEFAULT_HEADER, http::HeaderValue::from_bytes(b"caf\xe9").unwrap());
    assert_eq!(verifier.verify(&headers, BODY, NOW).unwrap_err(), Reason::Malformed(Fault::NotPrintable));
}
