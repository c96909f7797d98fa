//! Any body that a sender has signed: the event is the one that `serde_json` finds there, it has the same key each time, and
//! what is no event is not quoted.
#![no_main]

use korea_checkout::events::{Event, Received};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use webhook_verify::{Scheme, Secret, Signer, Verifier};

#[path = "../shared/planted.rs"]
mod planted;

const NOW: i64 = 1_727_740_800;

fuzz_target!(|body: &[u8]| {
    let body = planted::planted(body);
    let secret = || "kc_hook_dev_5f1c0b6a9e2d47".parse::<Secret>().expect("a secret");
    let signer = Signer::new(Scheme::body_hex(), [secret()]).expect("a signer");
    let verifier = Verifier::new(Scheme::body_hex(), [secret()]).expect("a verifier");
    let signed = signer.sign(&body, None, NOW).expect("a signature");
    let headers: Vec<(&str, &str)> = signed.iter().collect();
    let verified = || verifier.verify(&headers, &body, NOW).expect("what was signed");

    let document = serde_json::from_slice::<Value>(&body).ok();
    let received = match Received::parse(verified()) {
        Ok(received) => received,
        Err(error) => {
            planted::silent_error(&error);
            // An object with a name that is not documented is an event all the same.
            let name = document.as_ref().and_then(|document| document.get("event")).and_then(Value::as_str);
            let documented = ["payment.completed", "payment.failed", "payment.refunded", "session.expired"];
            assert!(name.is_none_or(|name| name.is_empty() || documented.contains(&name)), "{name:?}");
            return;
        }
    };
    let document = document.expect("an event came of what is no JSON");
    assert_eq!(document["event"], received.event.name());
    assert_eq!(received.key, Received::parse(verified()).expect("the same").key);
    planted::silent(&received.oddities);
    match &received.event {
        Event::PaymentCompleted(payment) => {
            let data = &document["data"];
            let id = data.get("sessionId").filter(|id| !id.is_null() && *id != "").unwrap_or(&data["session_id"]);
            let read = payment.session_id.as_str();
            assert!(
                id == read
                    || id.as_i64().is_some_and(|id| id.to_string() == read)
                    || id.as_u64().is_some_and(|id| id.to_string() == read)
            );
        }
        Event::Unknown(event) => {
            planted::silent(event);
            assert_eq!(*event.raw.expose(), document);
        }
        _ => assert!(received.event.status().is_some()),
    }
});
