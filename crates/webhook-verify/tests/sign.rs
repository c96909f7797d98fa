//! Signing, as a sender does it, against the verifier and against Python.
#![cfg(test)]
#![cfg(feature = "sign")]

use webhook_verify::{
    Encoding, Headers, Reason, Scheme, SchemeError, Secret, SetupError, SignError, SignedHeaders, Signer, Verifier,
};

const NOW: i64 = 1_764_000_000;
const BODY: &[u8] = br#"{"event":"payment.completed"}"#;

fn secrets(texts: &[&str]) -> Vec<Secret> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn sign(scheme: Scheme, texts: &[&str]) -> SignedHeaders {
    Signer::new(scheme, secrets(texts)).unwrap().sign(BODY, Some("msg_1"), NOW).unwrap()
}

fn pairs(headers: &SignedHeaders) -> Vec<(&str, &str)> {
    headers.iter().collect()
}

/// Python: `hmac.new(b"shop_hook", .., "sha256")` over the texts of the table in `Scheme`.
#[test]
fn the_headers_are_the_ones_python_makes() {
    let header = "x-korea-checkout-signature";
    let hex = "57882e5712072198abde59841efb4bd5764aa35e28819dafce15555f6d1c4913";
    assert_eq!(pairs(&sign(Scheme::body_hex(), &["shop_hook"])), [(header, hex)]);
    let base64 = "V4guVxIHIZir3lmEHvtL1XZKo14ogZ2vzhVVX20cSRM=";
    assert_eq!(pairs(&sign(Scheme::body_base64(), &["shop_hook"])), [(header, base64)]);
    let timed = "t=1764000000,v1=c78314c81f2cf1cedf7b2c4529f5f28d763ec8e505b9f44ff2a43dc4055af64d";
    assert_eq!(pairs(&sign(Scheme::timestamped_hex(), &["shop_hook"])), [(header, timed)]);
    let standard = "v1,LgmkvgmVQuIYjK9EzeZjslAdeJOepiX2r68egNuGf98=";
    assert_eq!(
        pairs(&sign(Scheme::standard_webhooks(), &["shop_hook"])),
        [("webhook-signature", standard), ("webhook-id", "msg_1"), ("webhook-timestamp", "1764000000")]
    );
}

#[test]
fn what_is_signed_is_verified() -> Result<(), SchemeError> {
    let custom = Scheme::custom("{body}:{t}.{id}").id_header("i").time_header("t").prefix("s1-").list('|');
    for scheme in [
        Scheme::body_hex(),
        Scheme::body_base64(),
        Scheme::timestamped_hex(),
        Scheme::standard_webhooks(),
        Scheme::timestamped_hex().with_header("Stripe-Signature")?,
        custom.encoding(Encoding::Base64).build()?,
        Scheme::custom("v0:{t}:{body}").time_header("t").prefix("v0=").build()?,
    ] {
        let headers = sign(scheme.clone(), &["shop_hook"]);
        let verifier = Verifier::new(scheme.clone(), secrets(&["other", "shop_hook"])).unwrap();
        let verified = verifier.verify(&headers, BODY, NOW).unwrap();
        assert_eq!(verified.unix_seconds(), scheme.signs_time().then_some(NOW));
        assert_eq!(verifier.verify(&headers, b"", NOW).unwrap_err(), Reason::BadSignature);
        let other = Verifier::new(scheme, secrets(&["other"])).unwrap();
        assert_eq!(other.verify(&headers, BODY, NOW).unwrap_err(), Reason::BadSignature);
    }
    Ok(())
}

#[test]
fn a_list_carries_a_code_for_every_active_secret() {
    for scheme in [Scheme::timestamped_hex(), Scheme::standard_webhooks()] {
        let ended = "ended".parse::<Secret>().unwrap().with_end(NOW);
        let signer = Signer::new(scheme.clone(), secrets(&["new", "old"]).into_iter().chain([ended])).unwrap();
        let headers = signer.sign(BODY, Some("msg_1"), NOW).unwrap();
        for (text, ok) in [("new", true), ("old", true), ("ended", false)] {
            let verifier = Verifier::new(scheme.clone(), secrets(&[text])).unwrap();
            assert_eq!(verifier.verify(&headers, BODY, NOW).is_ok(), ok, "{text}");
        }
        let nine = Signer::new(scheme.clone(), secrets(&["s"; 9])).unwrap_err();
        assert_eq!(nine, SetupError::TooManySecrets);
        assert!(Signer::new(scheme, secrets(&["s"; 8])).is_ok());
    }
    assert_eq!(Signer::new(Scheme::body_hex(), secrets(&["new", "old"])).unwrap_err(), SetupError::TooManySecrets);
    assert_eq!(Signer::new(Scheme::body_hex(), []).unwrap_err(), SetupError::NoSecret);
}

#[test]
fn what_a_verifier_would_refuse_is_not_signed() {
    let signer = |scheme| Signer::new(scheme, secrets(&["shop_hook"])).unwrap();
    let standard = signer(Scheme::standard_webhooks());
    for id in [None, Some(""), Some("a b"), Some("a.b"), Some("a\n"), Some("주문"), Some("a'")] {
        assert_eq!(standard.sign(BODY, id, NOW).unwrap_err(), SignError::Id, "{id:?}");
    }
    assert_eq!(standard.sign(BODY, Some("a"), -1).unwrap_err(), SignError::Time);
    assert_eq!(signer(Scheme::timestamped_hex()).sign(BODY, None, i64::MIN).unwrap_err(), SignError::Time);
    assert!(signer(Scheme::body_hex()).sign(BODY, None, i64::MIN).is_ok(), "no time is signed");
    let ended = Signer::new(Scheme::body_hex(), [secrets(&["s"]).remove(0).with_end(NOW)]).unwrap();
    assert_eq!(ended.sign(BODY, None, NOW).unwrap_err(), SignError::NoActiveSecret);
    assert!(ended.sign(BODY, None, NOW - 1).is_ok());
}

#[test]
fn signed_headers_show_nothing() {
    let headers = sign(Scheme::standard_webhooks(), &["shop_hook"]);
    assert_eq!(format!("{headers:?} {headers:#?}"), "SignedHeaders(<redacted>) SignedHeaders(<redacted>)");
    assert_eq!(headers.lines().count(), 3);
    let signer = Signer::new(Scheme::body_hex(), secrets(&["zq7-planted"])).unwrap();
    assert_eq!(format!("{signer:?}"), r#"Signer { scheme: "body-hex", secrets: 1 }"#);
}
