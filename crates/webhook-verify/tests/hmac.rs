//! The hash itself: RFC 4231, and codes that a second implementation computed.
#![cfg(test)]

use serde::Deserialize;
use webhook_verify::{Fault, Reason, Scheme, SchemeError, Secret, Verifier};

fn verifier(key: &str) -> Verifier {
    Verifier::new(Scheme::body_hex(), [Secret::hex(key.to_owned()).unwrap()]).unwrap()
}

fn verify(key: &str, body: &str, code: &str) -> Result<(), Reason> {
    let body = hex::decode(body).unwrap();
    verifier(key).verify(&[(webhook_verify::DEFAULT_HEADER, code)], &body, 0).map(|_| ())
}

/// RFC 4231, section 4: keys shorter and longer than a block, and a code cut to 128 bits.
#[test]
fn rfc_4231() {
    let long =
        "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b6579204669727374";
    let longer = "5468697320697320612074657374207573696e672061206c6172676572207468616e20626c6f636b2d73697a65206b657920616e64\
                  2061206c6172676572207468616e20626c6f636b2d73697a6520646174612e20546865206b6579206e6565647320746f2062652068\
                  6173686564206265666f7265206265696e6720757365642062792074686520484d414320616c676f726974686d2e";
    for (section, key, body, code) in [
        (
            "4.2",
            "0b".repeat(20),
            "4869205468657265".to_owned(),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        ),
        (
            "4.3",
            "4a656665".to_owned(),
            "7768617420646f2079612077616e7420666f72206e6f7468696e673f".to_owned(),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ),
        ("4.4", "aa".repeat(20), "dd".repeat(50), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        (
            "4.5",
            "0102030405060708090a0b0c0d0e0f10111213141516171819".to_owned(),
            "cd".repeat(50),
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
        ),
        ("4.7", "aa".repeat(131), long.to_owned(), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        (
            "4.8",
            "aa".repeat(131),
            longer.to_owned(),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
        ),
    ] {
        assert_eq!(verify(&key, &body, code), Ok(()), "{section}");
        assert_eq!(verify(&key, &body, &code[..32]), Err(Reason::Malformed(Fault::Form)), "{section}");
    }
    let truncation = "546573742057697468205472756e636174696f6e";
    let cut = verify(&"0c".repeat(20), truncation, "a3b6167473100ee06e0c796c2955552b");
    assert_eq!(cut, Err(Reason::Malformed(Fault::Form)), "4.6");
}

/// A code as `codes.py` computed it.
#[derive(Deserialize)]
struct Code {
    what: String,
    key: String,
    message: String,
    code: String,
    expect: String,
}

/// Lengths around the edges of a block, and codes that are wrong in a bit, in all, or in length. Half a code is no code,
/// right or wrong.
#[test]
fn right_and_wrong_codes_of_a_second_implementation() {
    let rows: Vec<Code> = include_str!("codes.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 264);
    for Code { what, key, message, code, expect } in rows {
        let expected = match expect.as_str() {
            "ok" => Ok(()),
            "bad_signature" => Err(Reason::BadSignature),
            "malformed" => Err(Reason::Malformed(Fault::Form)),
            other => panic!("{other}"),
        };
        assert_eq!(verify(&key, &message, &code), expected, "{what}: {} and {}", key.len() / 2, message.len() / 2);
    }
}

/// A custom scheme with a prefix that must be there, as code hosts use it. Code by Python.
#[test]
fn a_prefix_of_a_custom_scheme_is_not_optional() -> Result<(), SchemeError> {
    let scheme = Scheme::custom("{body}").header("X-Shop-Signature-256").prefix("sha256=").build()?;
    let verifier = Verifier::new(scheme, ["a shop's own secret".parse().unwrap()]).unwrap();
    let digits = "23468a9e37439c9d60bad2b3d3fc3a5de448a7bc69a2c71f24db7cf0d589775a";
    let body = "배송 준비".as_bytes();
    let verify = |value: &str| verifier.verify(&[("x-shop-signature-256", value)], body, 0).map(|_| ());
    assert_eq!(verify(&format!("sha256={digits}")), Ok(()));
    assert_eq!(verify(digits), Err(Reason::Malformed(Fault::Form)));
    Ok(())
}

/// A custom scheme with the time in a header of its own, as messengers use it. Code by Python.
#[test]
fn a_custom_scheme_may_have_its_time_in_a_header_of_its_own() -> Result<(), SchemeError> {
    let scheme = Scheme::custom("v0:{t}:{body}").header("x-shop-signature").prefix("v0=");
    let scheme = scheme.time_header("x-shop-timestamp").build()?;
    let verifier = Verifier::new(scheme, ["shop_time_apart_5520".parse().unwrap()]).unwrap();
    let verify = |t: &str, now| {
        let signature = "v0=e02a69117cc305172bbb47f5ed87ee98cd2ee04ff86922534ec5d0a9d97d65b0";
        let headers = [("x-shop-signature", signature), ("x-shop-timestamp", t)];
        verifier.verify(&headers, b"kind=order&id=ORDER-7", now).map(|verified| verified.unix_seconds())
    };
    assert_eq!(verify("1764000000", 1_764_000_082), Ok(Some(1_764_000_000)));
    assert_eq!(verify("1764000000", 1_764_001_000), Err(Reason::Stale { age_seconds: 1000 }));
    assert_eq!(verify("1764000001", 1_764_000_082), Err(Reason::BadSignature));
    Ok(())
}

/// Standard Webhooks with a `whsec_` secret, which is base64 text. Code by Python.
#[test]
fn standard_webhooks() {
    let secret = "whsec_c2hvcCBzdGFuZGFyZCBrZXksIDI0IGJ5".parse().unwrap();
    let verifier = Verifier::new(Scheme::standard_webhooks(), [secret]).unwrap();
    let headers = [
        ("webhook-id", "msg_order7"),
        ("webhook-timestamp", "1764000000"),
        ("webhook-signature", "v1,HM13saT4LZwco8LGMhtHyNvExQM2/fksUyiiiCYK1l8="),
    ];
    let verified = verifier.verify(&headers, br#"{"event":"payment.completed"}"#, 1_764_000_000).unwrap();
    assert_eq!((verified.id(), verified.unix_seconds()), (Some("msg_order7"), Some(1_764_000_000)));
}
