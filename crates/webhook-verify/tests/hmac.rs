//! The hash itself: RFC 4231, Project Wycheproof, and the examples that other services publish.
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

/// A test of `hmac_sha256_test.json` of Project Wycheproof (Apache-2.0), one a line.
#[derive(Deserialize)]
struct Wycheproof {
    id: u32,
    tag_bits: usize,
    key: String,
    msg: String,
    tag: String,
    result: String,
}

#[test]
fn wycheproof() {
    let tests = include_str!("wycheproof.jsonl").lines().map(|line| serde_json::from_str(line).unwrap());
    let tests: Vec<Wycheproof> = tests.collect();
    assert_eq!(tests.len(), 174);
    for Wycheproof { id, tag_bits, key, msg, tag, result } in tests {
        let expected = match (tag_bits, result.as_str()) {
            // Valid or not: half a code is no code.
            (128, _) => Err(Reason::Malformed(Fault::Form)),
            (256, "valid") => Ok(()),
            (256, "invalid") => Err(Reason::BadSignature),
            other => panic!("{id}: {other:?}"),
        };
        assert_eq!(verify(&key, &msg, &tag), expected, "{id}");
    }
}

/// The sample of GitHub's documentation on validating deliveries.
#[test]
fn github() -> Result<(), SchemeError> {
    let scheme = Scheme::custom("{body}").header("X-Hub-Signature-256").prefix("sha256=").build()?;
    let verifier = Verifier::new(scheme, ["It's a Secret to Everybody".parse().unwrap()]).unwrap();
    let digits = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    let verify = |value: &str| verifier.verify(&[("x-hub-signature-256", value)], b"Hello, World!", 0).map(|_| ());
    assert_eq!(verify(&format!("sha256={digits}")), Ok(()));
    assert_eq!(verify(digits), Err(Reason::Malformed(Fault::Form)), "the prefix of a custom scheme is not optional");
    Ok(())
}

/// The sample of Slack's documentation on verifying requests: the time in a header of its own.
#[test]
fn slack() -> Result<(), SchemeError> {
    let body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&\
                channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&\
                response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&\
                trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    let scheme = Scheme::custom("v0:{t}:{body}").header("x-slack-signature").prefix("v0=");
    let scheme = scheme.time_header("x-slack-request-timestamp").build()?;
    let verifier = Verifier::new(scheme, ["8f742231b10e8888abcd99yyyzzz85a5".parse().unwrap()]).unwrap();
    let verify = |t: &str, now| {
        let signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
        let headers = [("x-slack-signature", signature), ("x-slack-request-timestamp", t)];
        verifier.verify(&headers, body.as_bytes(), now).map(|verified| verified.unix_seconds())
    };
    assert_eq!(verify("1531420618", 1_531_420_700), Ok(Some(1_531_420_618)));
    assert_eq!(verify("1531420618", 1_531_421_618), Err(Reason::Stale { age_seconds: 1000 }));
    assert_eq!(verify("1531420619", 1_531_420_700), Err(Reason::BadSignature));
    Ok(())
}

/// The sample of the Standard Webhooks specification.
#[test]
fn standard_webhooks() {
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".parse().unwrap();
    let verifier = Verifier::new(Scheme::standard_webhooks(), [secret]).unwrap();
    let headers = [
        ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
        ("webhook-timestamp", "1614265330"),
        ("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
    ];
    let verified = verifier.verify(&headers, br#"{"test": 2432232314}"#, 1_614_265_330).unwrap();
    assert_eq!((verified.id(), verified.unix_seconds()), (Some("msg_p5jXN8AQM9LWM0D4loKWxJek"), Some(1_614_265_330)));
}
