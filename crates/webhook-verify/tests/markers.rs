//! What the types cannot do, checked by the compiler, and what they do not show.
#![cfg(test)]

use std::borrow::Borrow;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::ops::Deref;

use serde::Serialize;
use serde::de::DeserializeOwned;
use webhook_verify::seen::{InMemory, Open};
use webhook_verify::{Fault, Reason, ReplayKey, Scheme, Secret, SecretError, Verified, Verifier};

/// Does not compile when the type has one of the traits: the compiler then finds two candidates for `item`.
macro_rules! assert_lacks {
    ($type:ty: $($absent:path),+ $(,)?) => {$(
        const _: fn() = || {
            trait Candidate<Marker> {
                fn item() {}
            }
            struct Present;
            impl<T: ?Sized> Candidate<()> for T {}
            impl<T: ?Sized + $absent> Candidate<Present> for T {}
            let _ = <$type as Candidate<_>>::item;
        };
    )+};
}

assert_lacks!(Secret: Clone, Default, Display, PartialEq, PartialEq<str>, Hash, Serialize, DeserializeOwned);
assert_lacks!(Secret: Deref, AsRef<str>, AsRef<[u8]>, Borrow<str>);
assert_lacks!(Verifier: Clone, Default, Display, PartialEq, Hash, Serialize, DeserializeOwned, Deref);
// Nothing but a verifier makes one ..
assert_lacks!(Verified<'static>: Default, DeserializeOwned, From<&'static [u8]>, From<Vec<u8>>, From<&'static str>);
assert_lacks!(Verified<'static>: TryFrom<&'static [u8], Error = Reason>, std::str::FromStr);
// .. and its bytes come out by name only.
assert_lacks!(Verified<'static>: Display, PartialEq, Serialize, Deref, AsRef<[u8]>, Borrow<[u8]>);
assert_lacks!(ReplayKey: Default, Display, Serialize, DeserializeOwned, From<String>, From<&'static str>, Deref);
assert_lacks!(Open<'static, InMemory>: Clone, Default);

#[cfg(feature = "sign")]
mod signing {
    use super::*;
    use webhook_verify::{SignedHeaders, Signer};

    assert_lacks!(Signer: Clone, Default, Display, PartialEq, Hash, Serialize, Deref);
    assert_lacks!(SignedHeaders: Clone, Display, PartialEq, Hash, Serialize, Deref);
}

const fn assert_shared<T: Debug + Send + Sync + 'static>() {}
const _: () = {
    assert_shared::<Scheme>();
    assert_shared::<Secret>();
    assert_shared::<Verifier>();
    assert_shared::<Verified<'static>>();
    assert_shared::<Reason>();
    assert_shared::<ReplayKey>();
    assert_shared::<InMemory>();
};

const PLANTED: &str = "zq7-planted";

fn both_forms(value: &impl Debug) -> [String; 2] {
    [format!("{value:?}"), format!("{value:#?}")]
}

fn shows_nothing(shown: &str) {
    assert!(!shown.contains("zq7") && !shown.contains("planted"), "{shown}");
    assert!(!shown.contains("SVD8EHhY"), "nor the code: {shown}");
}

#[test]
fn debug_is_constant() {
    for text in ["k", PLANTED] {
        let secret: Secret = text.parse().unwrap();
        assert_eq!(both_forms(&secret), ["Secret(<redacted>)"; 2]);
        let verifier = Verifier::new(Scheme::body_hex(), [secret]).unwrap();
        let shown = r#"Verifier { scheme: "body-hex", secrets: 1, tolerance: 300s, max_body_bytes: 1048576 }"#;
        assert_eq!(format!("{verifier:?}"), shown);
    }
}

#[test]
fn a_verified_body_shows_neither_body_nor_header() {
    let verifier = Verifier::new(Scheme::standard_webhooks(), [PLANTED.parse().unwrap()]).unwrap();
    // Computed by Python: hmac of "zq7-planted-id.5.zq7-planted-body" with "zq7-planted".
    let headers = [
        ("webhook-id", "zq7-planted-id"),
        ("webhook-timestamp", "5"),
        ("webhook-signature", "v1,SVD8EHhYx4DP0B0fE22i2esZy0nrTdiwIERtSXvlUeA="),
    ];
    let verified = verifier.verify(&headers, b"zq7-planted-body", 5).unwrap();
    assert_eq!(both_forms(&verified), ["Verified(<redacted>)"; 2]);
    let key = verified.replay_key();
    assert_eq!(both_forms(&key), ["ReplayKey(<redacted>)"; 2]);
    let store = InMemory::new();
    shows_nothing(&both_forms(&Open::new(&store, key)).concat());
    shows_nothing(&both_forms(&store).concat());
}

#[test]
fn no_reason_repeats_what_it_refuses() {
    let verifier = Verifier::new(Scheme::timestamped_hex(), [PLANTED.parse().unwrap()]).unwrap();
    let zeros = "0".repeat(64);
    let mut words = Vec::new();
    for value in [
        None,
        Some(PLANTED.to_owned()),
        Some(format!("t=1,v1={PLANTED}")),
        Some(format!("t={PLANTED},v1={zeros}")),
        Some(format!("t=1,{PLANTED}=1,v1={zeros}")),
        Some(format!("t=1,v0={PLANTED},v1={zeros}")),
        Some(format!("t=1,v1={zeros}{}", ",v1=zq7-planted".repeat(8))),
        Some(PLANTED.repeat(100)),
        Some(format!("{PLANTED}\u{e9}")),
    ] {
        let headers: Vec<(&str, String)> =
            value.map(|value| (webhook_verify::DEFAULT_HEADER, value)).into_iter().collect();
        let reason = verifier.verify(&headers, PLANTED.as_bytes(), 1).unwrap_err();
        let error: &dyn std::error::Error = &reason;
        shows_nothing(&format!("{reason} {reason:?} {reason:#?} {error} {}", reason.as_str()));
        words.push(reason.as_str());
    }
    assert_eq!(words.iter().filter(|word| **word == "malformed").count(), 7, "{words:?}");
    let small = verifier.with_max_body_bytes(3);
    let headers: [(&str, &str); 0] = [];
    let reason = small.verify(&headers, PLANTED.as_bytes(), 1).unwrap_err();
    shows_nothing(&format!("{reason} {reason:?}"));
    assert_eq!(reason, Reason::TooLarge);
}

#[test]
fn no_error_repeats_a_secret() {
    let refused = [
        Secret::new(format!("{PLANTED}\n")).unwrap_err(),
        Secret::hex(PLANTED.to_owned()).unwrap_err(),
        Secret::base64(PLANTED.to_owned()).unwrap_err(),
    ];
    assert_eq!(refused, [SecretError::Whitespace, SecretError::NotHex, SecretError::NotBase64]);
    refused.iter().for_each(|error| shows_nothing(&format!("{error} {error:?}")));
    let secret: Secret = "whsec_zq7-planted".parse().unwrap();
    let error = Verifier::new(Scheme::standard_webhooks(), [secret]).unwrap_err();
    let source = std::error::Error::source(&error).unwrap();
    shows_nothing(&format!("{error} {error:?} {source} {source:?}"));
    let error = PLANTED.parse::<Scheme>().unwrap_err();
    shows_nothing(&format!("{error} {error:?}"));
}

#[test]
fn a_bad_signature_hints_at_the_usual_cause() {
    let shown = Reason::BadSignature.to_string();
    assert!(shown.contains("raw body as received") && shown.contains("a framework has parsed and written again"));
    let shown = Reason::Malformed(Fault::Repeated).to_string();
    assert_eq!(shown, "the header of the signature is malformed: it came more than once");
    let (old, early) = (Reason::Stale { age_seconds: 301 }, Reason::Stale { age_seconds: i64::MIN });
    assert_eq!(old.to_string(), "the signature is right but 301 s old");
    assert_eq!(early.to_string(), "the signature is right but dated 9223372036854775808 s in the future");
}
