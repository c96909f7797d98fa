//! What a verifier accepts, what it refuses, and in which order it looks.
#![cfg(test)]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use coupang_cea::{Found, Part, RequestPart, SignError, SignedDate, Signer, VerifyError};

const PATH: &str = "/v2/providers/openapi/apis/api/v5/vendors/A00099999/ordersheets";
const QUERY: &str = "createdAtFrom=2025-07-15%2B09:00&status=INSTRUCT";
const SIGNED_AT: u64 = 1_753_444_800; // 2025-07-25 12:00:00 UTC

#[test]
fn a_signature_lives_for_the_tolerance_and_no_longer() {
    let limit = Duration::from_secs(300);
    assert_eq!(verify_at(signed_at()), Ok(()));
    assert_eq!(verify_at(signed_at() + limit), Ok(()));
    assert_eq!(verify_at(signed_at() - limit), Ok(()));

    for beyond in [limit + Duration::from_secs(1), limit + Duration::from_micros(1), Duration::from_secs(9 * 3600)] {
        assert_eq!(verify_at(signed_at() + beyond), Err(VerifyError::Expired { age: beyond }));
        assert_eq!(verify_at(signed_at() - beyond), Err(VerifyError::NotYetValid { ahead: beyond }));
    }
}

#[test]
fn the_tolerance_can_be_set() {
    let signer = signer("access", "secret");
    let header = header(&signer);
    let verify = |tolerance: u64, now| {
        let verifier = signer.verifier().with_tolerance(Duration::from_secs(tolerance));
        verifier.verify(&header, "GET", PATH, QUERY, now)
    };
    let second = Duration::from_secs(1);
    assert_eq!(verify(0, signed_at()), Ok(()));
    assert_eq!(verify(0, signed_at() + second), Err(VerifyError::Expired { age: second }));
    assert_eq!(verify(0, signed_at() - second), Err(VerifyError::NotYetValid { ahead: second }));
    assert_eq!(verify(1, signed_at() + second), Ok(()));
    assert_eq!(verify(u64::MAX, UNIX_EPOCH), Ok(()));
}

#[test]
fn the_signature_belongs_to_one_request() {
    let signer = signer("access", "secret");
    let header = header(&signer);
    let verify = |method, path, query| signer.verify(&header, method, path, query, signed_at());
    assert_eq!(verify("get", PATH, QUERY), Ok(()));
    assert_eq!(verify("PUT", PATH, QUERY), Err(VerifyError::Mismatch));
    assert_eq!(verify("GET", "/v2", QUERY), Err(VerifyError::Mismatch));
    assert_eq!(verify("GET", PATH, ""), Err(VerifyError::Mismatch));
    assert_eq!(verify("GET", PATH, "createdAtFrom=2025-07-15+09:00&status=INSTRUCT"), Err(VerifyError::Mismatch));
    assert_eq!(verify("GET", PATH, "status=INSTRUCT&createdAtFrom=2025-07-15%2B09:00"), Err(VerifyError::Mismatch));
}

#[test]
fn every_character_of_the_header_counts() {
    let signer = signer("access", "secret");
    let header = header(&signer);
    for (at, old) in header.char_indices() {
        for new in ['0', 'f', 'x', ' '].into_iter().filter(|&new| new != old) {
            let changed = format!("{}{new}{}", &header[..at], &header[at + 1..]);
            let verified = signer.verify(&changed, "GET", PATH, QUERY, signed_at());
            assert!(verified.is_err(), "`{new}` at {at}");
        }
    }
}

#[test]
fn the_keys_must_be_ours() {
    let header = header(&signer("access", "secret"));
    let verify = |signer: Signer| signer.verify(&header, "GET", PATH, QUERY, signed_at());
    assert_eq!(verify(signer("access", "secret")), Ok(()));
    assert_eq!(verify(signer("access", "Secret")), Err(VerifyError::Mismatch));
    for other in ["Access", "acces", "access2"] {
        assert_eq!(verify(signer(other, "secret")), Err(VerifyError::UnknownAccessKey));
    }
}

#[test]
fn pairs_may_be_joined_without_a_space() {
    let signer = signer("access", "secret");
    let header = header(&signer).replace(", ", ",");
    assert_eq!(signer.verify(&header, "GET", PATH, QUERY, signed_at()), Ok(()));
}

#[test]
fn the_first_fault_in_the_documented_order_is_reported() {
    let ours = signer("access", "secret");
    let mut header = header(&signer("other", "secret"));
    header.push(' ');
    let late = signed_at() + Duration::from_secs(3600);
    let verify = |header: &str, path| ours.verify(header, "GET", path, QUERY, late);

    assert_eq!(verify(&header, "/ "), Err(VerifyError::Malformed(Part::Trailing)));
    let header = header.trim_end();
    let space = SignError::Refused { part: RequestPart::Path, found: Found::Whitespace, position: 1 };
    assert_eq!(verify(header, "/ "), Err(VerifyError::Request(space)));
    assert_eq!(verify(header, "/other"), Err(VerifyError::UnknownAccessKey));
    let header = header.replace("other", "access");
    assert_eq!(verify(&header, "/other"), Err(VerifyError::Mismatch));
    assert_eq!(verify(&header, PATH), Err(VerifyError::Expired { age: Duration::from_secs(3600) }));
}

#[test]
fn errors_say_what_is_wrong() {
    let malformed = VerifyError::Malformed(Part::SignedDate);
    assert_eq!(malformed.to_string(), "the Authorization header is malformed: signed-date");
    assert_eq!(VerifyError::Expired { age: Duration::from_secs(301) }.to_string(), "the signature is 301 s old");
}

fn verify_at(now: SystemTime) -> Result<(), VerifyError> {
    let signer = signer("access", "secret");
    signer.verify(&header(&signer), "GET", PATH, QUERY, now)
}

fn header(signer: &Signer) -> String {
    let date = SignedDate::from_system_time(signed_at()).unwrap();
    signer.authorize("GET", PATH, QUERY, date).unwrap().as_str().to_owned()
}

fn signer(access_key: &str, secret_key: &str) -> Signer {
    Signer::new(access_key.parse().unwrap(), secret_key.parse().unwrap())
}

fn signed_at() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(SIGNED_AT)
}
