//! One code and its neighbours: every flipped bit, every cut, every addition, under every scheme.
#![cfg(test)]

#[path = "support/code.rs"]
mod support;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use support::code;
use webhook_verify::{Fault, Reason, Scheme, Verifier};

const SECRET: &str = "kc_hook_dev_5f1c0b6a9e2d47";
const BODY: &[u8] = b"{\"event\":\"session.expired\"}";
const NOW: i64 = 1_764_000_000;
const T: &str = "1764000000";

/// A scheme, and how a code of it stands in its header; the code here is the right one.
struct Sent {
    scheme: Scheme,
    code: [u8; 32],
    write: fn(&[u8]) -> String,
}

fn schemes() -> [Sent; 4] {
    let (plain, timed) = (code(SECRET, &[BODY]), code(SECRET, &[T.as_bytes(), b".", BODY]));
    let standard = code(SECRET, &[b"msg_1.", T.as_bytes(), b".", BODY]);
    [
        Sent { scheme: Scheme::body_hex(), code: plain, write: |code| hex::encode(code) },
        Sent { scheme: Scheme::body_base64(), code: plain, write: |code| STANDARD.encode(code) },
        Sent {
            scheme: Scheme::timestamped_hex(),
            code: timed,
            write: |code| format!("t={T},v1={}", hex::encode(code)),
        },
        Sent {
            scheme: Scheme::standard_webhooks(),
            code: standard,
            write: |code| format!("v1,{}", STANDARD.encode(code)),
        },
    ]
}

impl Sent {
    fn verify(&self, value: &[u8]) -> Result<(), Reason> {
        let verifier = Verifier::new(self.scheme.clone(), [SECRET.parse().unwrap()]).unwrap();
        let headers = [(self.scheme.header(), value), ("webhook-id", b"msg_1"), ("webhook-timestamp", T.as_bytes())];
        verifier.verify(&headers, BODY, NOW).map(|_| ())
    }

    fn is_malformed(&self, value: &[u8]) -> bool {
        matches!(self.verify(value), Err(Reason::Malformed(_)))
    }
}

#[test]
fn every_flipped_bit_is_a_bad_signature() {
    for sent in schemes() {
        assert_eq!(sent.verify((sent.write)(&sent.code).as_bytes()), Ok(()));
        for bit in 0..256 {
            let mut code = sent.code;
            code[bit / 8] ^= 1 << (bit % 8);
            let verified = sent.verify((sent.write)(&code).as_bytes());
            assert_eq!(verified, Err(Reason::BadSignature), "{} {bit}", sent.scheme.name());
        }
    }
}

#[test]
fn every_cut_is_malformed() {
    for sent in schemes() {
        let value = (sent.write)(&sent.code);
        for length in 1..value.len() {
            assert!(sent.is_malformed(&value.as_bytes()[..length]), "{} first {length}", sent.scheme.name());
            assert!(sent.is_malformed(&value.as_bytes()[length..]), "{} from {length}", sent.scheme.name());
        }
        assert_eq!(sent.verify(b""), Err(Reason::Missing));
    }
}

#[test]
fn every_addition_is_malformed() {
    for sent in schemes() {
        let value = (sent.write)(&sent.code);
        for byte in 0..=u8::MAX {
            let around = matches!(byte, b' ' | b'\t');
            let (behind, before) = ([value.as_bytes(), &[byte]].concat(), [&[byte], value.as_bytes()].concat());
            assert_eq!(sent.is_malformed(&behind), !around, "{} {byte} behind", sent.scheme.name());
            assert_eq!(sent.is_malformed(&before), !around, "{} {byte} before", sent.scheme.name());
            for at in 1..value.len() {
                let inside = [&value.as_bytes()[..at], &[byte], &value.as_bytes()[at..]].concat();
                assert!(sent.verify(&inside).is_err(), "{} {byte} at {at}", sent.scheme.name());
            }
        }
    }
}

#[test]
fn every_replaced_byte_is_refused() {
    for sent in schemes() {
        let value = (sent.write)(&sent.code);
        for at in 0..value.len() {
            for byte in 0..=u8::MAX {
                let mut changed = value.clone().into_bytes();
                changed[at] = byte;
                // The case of a hexadecimal digit is free, the case of a name is not.
                let same = changed == value.as_bytes()
                    || sent.scheme.name().ends_with("-hex")
                        && value.as_bytes()[at].is_ascii_hexdigit()
                        && changed.eq_ignore_ascii_case(value.as_bytes());
                assert_eq!(sent.verify(&changed).is_ok(), same, "{} {byte} at {at}", sent.scheme.name());
            }
        }
    }
}

#[test]
fn shorter_codes_are_malformed_and_not_compared() {
    for sent in schemes() {
        for length in 0..32 {
            let verified = sent.verify((sent.write)(&sent.code[..length]).as_bytes());
            let expected = match (sent.scheme.name(), length) {
                ("body-hex" | "body-base64", 0) => Reason::Missing,
                ("body-hex" | "body-base64", _) => Reason::Malformed(Fault::Form),
                _ => Reason::Malformed(Fault::NoCode),
            };
            assert_eq!(verified, Err(expected), "{} {length}", sent.scheme.name());
        }
    }
}

#[test]
fn nothing_in_the_sources_compares_codes_but_the_mac() {
    let source = |file: &str| std::fs::read_to_string(format!("{}/src/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let all = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap();
    let all = all.map(|entry| entry.unwrap().file_name().into_string().unwrap()).filter(|file| file.ends_with(".rs"));
    let all: Vec<(String, String)> = all.map(|file| (file.clone(), source(&file))).collect();
    let with = |word: &str| -> Vec<&str> {
        all.iter().filter(|(_, text)| text.contains(word)).map(|(file, _)| file.as_str()).collect()
    };
    // The bytes of a code exist in one file: nobody else makes them, reads them or asks the hash for them ..
    assert_eq!(with("verify_slice"), ["code.rs"]);
    assert_eq!(with("finalize"), ["code.rs"]);
    assert!(with("verify_truncated").is_empty() && with("into_inner()").is_empty());
    // .. and in that file nothing is compared.
    let code = source("code.rs");
    assert!(code.contains("pub(crate) struct Code([u8; CODE_BYTES]);") && code.contains("mac.verify_slice(&self.0)"));
    let comparing =
        ["==", "!=", "PartialEq", "PartialOrd", ".eq(", ".ne(", ".cmp(", "matches!", "ends_with", "contains("];
    for (n, line) in code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
        let found: Vec<_> = comparing.iter().filter(|word| line.contains(**word)).collect();
        assert!(found.is_empty(), "code.rs:{}: {found:?}", n + 1);
    }
    assert!(!code.contains("Deref") && !code.contains("AsRef") && !code.contains("fn as_bytes"));
}
