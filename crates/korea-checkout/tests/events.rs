//! Events: verified before they are read, kept apart from each other, and believed only when the session says the same.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod shop;

use std::time::Duration;

use apiwire::ErrorKind;
use commerce_sandbox::korea_checkout::{
    BuyerAction, Checkout, DEFAULT_WEBHOOK_SECRET, Delivery, EventData, WebhookManners,
};
use http::HeaderMap;
use korea_checkout::KoreaCheckout;
use korea_checkout::events::{Confirmation, Difference, Event, EventError, KeyReason, Received};
use korea_checkout::refunds::{Paid, Refund};
use korea_checkout::sessions::{ExpireSession, SessionStatus};
use serde_json::{Value, json};
use shop::{answer, ok, open, order, permitted, scripted};
use webhook_verify::seen::{InMemory, Seen, SeenStore};
use webhook_verify::{Reason, Scheme, Secret, SetupError, Signer, Verifier};

const COMPLETED: &str = include_str!("../fixtures/events.payment_completed.json");
const NOW: i64 = 1_772_420_400;

fn secret() -> Secret {
    DEFAULT_WEBHOOK_SECRET.parse().unwrap()
}

/// Signs a body and reads it back as an event.
fn receive(body: &[u8]) -> Result<Received, EventError> {
    receive_by(&Scheme::body_hex(), body, None)
}

fn receive_by(scheme: &Scheme, body: &[u8], id: Option<&str>) -> Result<Received, EventError> {
    let headers = Signer::new(scheme.clone(), [secret()]).unwrap().sign(body, id, NOW).unwrap();
    let verifier = Verifier::new(scheme.clone(), [secret()]).unwrap();
    Received::parse(verifier.verify(&headers, body, NOW).unwrap())
}

fn event(name: &str, data: &Value) -> Event {
    receive(json!({"event": name, "data": data}).to_string().as_bytes()).unwrap().event
}

/// What a receiver makes of a delivery of the sandbox.
fn delivered(delivery: &Delivery) -> Result<Received, Reason> {
    let verifier = Verifier::new(Scheme::body_hex(), [secret()]).unwrap();
    let verified = verifier.verify(&delivery.headers, &delivery.body, NOW)?;
    Ok(Received::parse(verified).unwrap())
}

#[test]
fn operation_12_every_field_of_the_documented_event_is_read() {
    let received = receive(COMPLETED.as_bytes()).unwrap();
    let Event::PaymentCompleted(payment) = &received.event else { panic!("{:?}", received.event) };
    assert_eq!((payment.session_id.as_str(), payment.total_amount), ("cs_7f3a9c21e4", 29_000));
    assert_eq!(payment.customer.as_ref().unwrap().name.as_ref().unwrap().expose(), "김하나");
    assert_eq!(received.event.status(), Some(&SessionStatus::Completed));
    assert_eq!((received.oddities.count(), payment.extra.expose().len()), (0, 0));
    assert!(!format!("{received:?}").contains("하나"));
}

#[test]
fn a1_the_scheme_is_fixed_when_the_verifier_is_made_and_never_guessed() {
    let body = COMPLETED.as_bytes();
    let schemes = [Scheme::body_hex(), Scheme::body_base64(), Scheme::timestamped_hex()];
    for (signed_by, scheme) in schemes.iter().enumerate() {
        let headers = Signer::new(scheme.clone(), [secret()]).unwrap().sign(body, None, NOW).unwrap();
        for (read_by, scheme) in schemes.iter().enumerate() {
            let verifier = Verifier::new(scheme.clone(), [secret()]).unwrap();
            assert_eq!(verifier.verify(&headers, body, NOW).is_ok(), signed_by == read_by);
        }
    }
    // Lower-case hexadecimal digits, with the prefix or without it.
    let headers = Signer::new(Scheme::body_hex(), [secret()]).unwrap().sign(body, None, NOW).unwrap();
    let digits = headers.iter().next().unwrap().1.trim_start_matches("sha256=").to_owned();
    let verifier = Verifier::new(Scheme::body_hex(), [secret()]).unwrap();
    for value in [digits.clone(), format!("sha256={digits}")] {
        assert!(verifier.verify(&[("x-korea-checkout-signature", value.as_str())], body, NOW).is_ok());
    }
}

#[test]
fn a2_without_a_secret_there_is_no_verifier() {
    assert_eq!(Verifier::new(Scheme::body_hex(), []).err(), Some(SetupError::NoSecret));
}

#[test]
fn a3_both_secrets_count_while_they_are_rotated() {
    let new: fn() -> Secret = || "the-next-webhook-secret".parse().unwrap();
    let body = COMPLETED.as_bytes();
    let verifier = Verifier::new(Scheme::body_hex(), [new(), secret()]).unwrap();
    for (signing, position) in [(new(), 0), (secret(), 1)] {
        let headers = Signer::new(Scheme::body_hex(), [signing]).unwrap().sign(body, None, NOW).unwrap();
        assert_eq!(verifier.verify(&headers, body, NOW).unwrap().secret_position(), position);
    }
}

#[test]
fn a4_the_time_counts_only_where_it_is_signed() {
    let body = COMPLETED.as_bytes();
    for (scheme, is_stale) in [(Scheme::body_hex(), false), (Scheme::timestamped_hex(), true)] {
        let headers = Signer::new(scheme.clone(), [secret()]).unwrap().sign(body, None, NOW).unwrap();
        let verifier = Verifier::new(scheme, [secret()]).unwrap();
        let late = verifier.verify(&headers, body, NOW + 301);
        assert_eq!(matches!(late, Err(Reason::Stale { .. })), is_stale);
        assert!(verifier.verify(&headers, body, NOW + 300).is_ok());
    }
}

#[test]
fn a5_an_event_is_known_by_its_id_or_else_by_its_bytes_and_says_which() {
    let with_id = br#"{"id":"evt_1","event":"payment.failed","data":{}}"#;
    let received = receive(with_id).unwrap();
    assert_eq!((received.key.as_str(), received.key_reason), ("id:evt_1", KeyReason::EventId));
    let received = receive(COMPLETED.as_bytes()).unwrap();
    // `sha256sum fixtures/events.payment_completed.json`
    assert_eq!(received.key.as_str(), "sha256:848f0cf2655fe3392163b804779e63c5724202d92c42ffa2bb4683b67b426eb3");
    assert_eq!(received.key_reason, KeyReason::BodyDigest);
    for no_id in [&br#"{"id":"","event":"payment.failed"}"#[..], br#"{"id":7,"event":"payment.failed","data":{}}"#] {
        let reason = receive(no_id).map(|received| received.key_reason);
        assert!(matches!(reason, Ok(KeyReason::BodyDigest) | Err(_)), "{reason:?}");
    }
    let signed = receive_by(&Scheme::standard_webhooks(), COMPLETED.as_bytes(), Some("msg_1")).unwrap();
    assert_eq!((signed.key.as_str(), signed.key_reason), ("id:msg_1", KeyReason::SignedId));
}

#[test]
fn a6_what_was_not_verified_cannot_be_parsed() {
    // `Received::parse` takes a `Verified`, and a verifier is the only way to one: see its documentation.
    let parse: fn(webhook_verify::Verified<'_>) -> Result<Received, EventError> = Received::parse;
    let verifier = Verifier::new(Scheme::body_hex(), [secret()]).unwrap();
    let forged = [("x-korea-checkout-signature", "0".repeat(64))];
    let forged = verifier.verify(&forged, COMPLETED.as_bytes(), NOW).map(parse);
    assert_eq!(forged.err(), Some(Reason::BadSignature));
}

/// The answer of a receiver as the rules want it.
async fn answer_to(delivery: &Delivery, headers: &HeaderMap, seen: &InMemory, queue: &mut Vec<Event>) -> u16 {
    let verifier = Verifier::new(Scheme::body_hex(), [secret()]).unwrap();
    let Ok(verified) = verifier.verify(headers, &delivery.body, NOW) else { return 400 };
    let Ok(received) = Received::parse(verified) else { return 200 };
    match seen.begin(&received.key, NOW).await {
        Ok(Seen::New) => {
            queue.push(received.event);
            seen.commit(&received.key, NOW).await.map_or(503, |()| 200)
        }
        Ok(Seen::Done) => 200,
        _ => 503,
    }
}

#[tokio::test(start_paused = true)]
async fn a7_a_bad_signature_is_400_a_duplicate_200_and_an_unknown_event_200() {
    let (checkout, sandbox) = open(Checkout::builder().webhook_manners(WebhookManners::new().copies(2)));
    let session = order("order-1").with_webhook_url("http://127.0.0.1:9/webhooks");
    let id = checkout.sessions().create(session).await.unwrap().row.session_id;
    sandbox.act(id.as_str(), BuyerAction::Pay, checkout.now()).unwrap();
    sandbox.send_event(id.as_str(), "invoice.printed", checkout.now()).unwrap();
    tokio::time::sleep(Duration::from_secs(60)).await;
    let (seen, mut queue, mut answers) = (InMemory::default(), Vec::new(), Vec::new());
    let due = sandbox.take_due(checkout.now());
    for delivery in &due {
        assert_eq!(answer_to(delivery, &HeaderMap::new(), &seen, &mut queue).await, 400);
        answers.push(answer_to(delivery, &delivery.headers, &seen, &mut queue).await);
    }
    assert!(due.len() == 4 && answers.iter().all(|status| *status == 200), "{answers:?}");
    let mut names: Vec<&str> = queue.iter().map(Event::name).collect();
    names.sort_unstable();
    assert_eq!(names, ["invoice.printed", "payment.completed"]);
    // One that is being queued by somebody else.
    let received = delivered(&due[0]).unwrap();
    let busy = InMemory::default();
    assert_eq!(busy.begin(&received.key, NOW).await, Ok(Seen::New));
    assert_eq!(answer_to(&due[0], &due[0].headers, &busy, &mut queue).await, 503);
}

#[test]
fn a8_only_the_documented_event_must_have_data_and_an_unknown_one_is_kept_raw() {
    for name in ["payment.failed", "payment.refunded", "session.expired"] {
        let news = event(name, &json!({}));
        assert_eq!((news.name(), news.session_id()), (name, None));
        let news = event(name, &json!({"session_id": "cs_1", "totalAmount": "29000", "reason": "김하나"}));
        assert_eq!(news.session_id().unwrap().as_str(), "cs_1");
        assert!(!format!("{news:?}").contains("하나"));
    }
    let Event::Unknown(unknown) = event("invoice.printed", &json!({"name": "김하나"})) else { panic!("known") };
    assert_eq!(unknown.name.as_str(), "invoice.printed");
    assert_eq!(unknown.raw.expose()["data"], json!({"name": "김하나"}));
    assert!(!format!("{unknown:?}").contains("하나"));
}

#[test]
fn what_is_no_event_says_why_and_shows_nothing() {
    let data = |data: &str| format!(r#"{{"event":"payment.completed","data":{data}}}"#).into_bytes();
    for (body, why) in [
        (b"\xff\xfe{}".to_vec(), "the body is not UTF-8"),
        (b"".to_vec(), "the body is not JSON (end of input) at line 1, column 0"),
        (b"{\"name\":\"\xea\xb9\x80\"".to_vec(), "the body is not JSON (end of input) at line 1, column 13"),
        (b"[]".to_vec(), "the document has another type than documented"),
        (b"{}".to_vec(), "event is missing"),
        (br#"{"event":7}"#.to_vec(), "event is missing"),
        (br#"{"event":"payment.completed"}"#.to_vec(), "data is missing"),
        (br#"{"event":"payment.failed","data":"x"}"#.to_vec(), "data has another type than documented"),
        (data("{}"), "data.sessionId is missing"),
        (data(r#"{"sessionId":"cs_1"}"#), "data.totalAmount is missing"),
        (data(r#"{"sessionId":"cs_1","totalAmount":29000.5}"#), "data.totalAmount is out of range"),
        (data(r#"{"sessionId":"cs_1","totalAmount":"김하나"}"#), "data.totalAmount has another type than documented"),
    ] {
        let error = receive(&body).unwrap_err();
        assert_eq!(error.to_string(), why);
        assert!(!format!("{error:?}").contains('김'));
    }
    let text = receive(&data(r#"{"sessionId":"cs_1","totalAmount":"29000"}"#)).unwrap();
    assert!(matches!(text.event, Event::PaymentCompleted(payment) if payment.total_amount == 29_000));
}

/// What the session of a script says to an event.
async fn confirm(event: &Event, session: &str) -> Confirmation {
    let (checkout, _) = scripted([ok(session)]);
    checkout.events().confirm(event).await.unwrap()
}

fn session(status: &str) -> String {
    json!({"success": true, "data": {
        "sessionId": "cs_7f3a9c21e4", "status": status, "platformOrderId": "order-1001", "totalAmount": 29_000,
        "currency": "KRW",
    }})
    .to_string()
}

#[tokio::test(start_paused = true)]
async fn an_event_is_confirmed_late_or_contradicted_by_its_session() {
    let news = json!({"sessionId": "cs_7f3a9c21e4"});
    let completed = receive(COMPLETED.as_bytes()).unwrap().event;
    for (event, confirmed, late) in [
        (completed, &["completed"][..], &["refunded", "partially_refunded"][..]),
        (event("payment.failed", &news), &["failed"], &["completed", "refunded", "partially_refunded"]),
        (event("session.expired", &news), &["expired"], &["completed", "refunded", "partially_refunded"]),
        (event("payment.refunded", &news), &["refunded", "partially_refunded"], &[]),
    ] {
        for status in SessionStatus::ALL.iter().map(SessionStatus::as_str).chain(["on_hold"]) {
            let found = match confirm(&event, &session(status)).await {
                Confirmation::Confirmed(_) => "confirmed",
                Confirmation::Stale(_) => "late",
                Confirmation::Contradicted { differences, .. } => {
                    assert_eq!(differences, [Difference::Status]);
                    "contradicted"
                }
                other => panic!("{other:?}"),
            };
            let expected = match () {
                () if confirmed.contains(&status) => "confirmed",
                () if late.contains(&status) => "late",
                () => "contradicted",
            };
            assert_eq!(found, expected, "{} {status}", event.name());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_forged_amount_currency_or_order_ships_nothing() {
    let whole: Value = serde_json::from_str(COMPLETED).unwrap();
    for (field, value, difference) in [
        ("totalAmount", json!(28_999), Difference::Amount),
        ("currency", json!("USD"), Difference::Currency),
        ("platformOrderId", json!("order-9999"), Difference::OrderId),
    ] {
        let mut forged = whole["data"].clone();
        forged[field] = value;
        let confirmation = confirm(&event("payment.completed", &forged), &session("completed")).await;
        let Confirmation::Contradicted { differences, .. } = &confirmation else { panic!("{confirmation:?}") };
        assert_eq!(differences, &[difference]);
        // A session that says nothing confirms nothing.
        let silent = r#"{"sessionId":"cs_7f3a9c21e4","status":"completed"}"#;
        let confirmation = confirm(&event("payment.completed", &whole["data"]), silent).await;
        assert!(
            matches!(&confirmation, Confirmation::Contradicted { differences, .. } if differences.contains(&difference))
        );
        assert!(confirmation.session().is_some());
    }
}

#[tokio::test(start_paused = true)]
async fn an_event_without_a_session_confirms_nothing_and_a_failed_read_is_an_error() {
    let (checkout, script) = scripted([answer(404, &[], ""), answer(401, &[], "")]);
    let completed = receive(COMPLETED.as_bytes()).unwrap().event;
    for unknown in [event("payment.failed", &json!({})), event("invoice.printed", &json!({"sessionId": "cs_1"}))] {
        assert!(matches!(checkout.events().confirm(&unknown).await.unwrap(), Confirmation::NoSession));
    }
    assert!(script.requests().is_empty());
    assert!(matches!(checkout.events().confirm(&completed).await.unwrap(), Confirmation::NoSession));
    assert_eq!(checkout.events().confirm(&completed).await.unwrap_err().kind(), ErrorKind::KeyRejected);
}

/// Everything that the sandbox has to deliver, in time.
async fn deliveries(checkout: &KoreaCheckout, sandbox: &Checkout) -> Vec<Delivery> {
    tokio::time::sleep(Duration::from_secs(3600)).await;
    sandbox.take_due(checkout.now())
}

#[tokio::test(start_paused = true)]
async fn events_of_the_sandbox_are_confirmed_and_in_any_order_no_payment_moves_backwards() {
    for data in [EventData::SameFields, EventData::SessionIdOnly] {
        let (checkout, sandbox) = open(Checkout::builder().event_data(data).webhook_manners(WebhookManners::new()));
        let session = order("order-1").with_webhook_url("http://127.0.0.1:9/webhooks");
        let id = checkout.sessions().create(session).await.unwrap().row.session_id;
        sandbox.act(id.as_str(), BuyerAction::Pay, checkout.now()).unwrap();
        let mut due = deliveries(&checkout, &sandbox).await;
        let received = delivered(&due[0]).unwrap();
        assert!(matches!(checkout.events().confirm(&received.event).await.unwrap(), Confirmation::Confirmed(_)));
        let refund = Refund::full(Paid::known(id.clone(), 29_000));
        permitted(&checkout).refunds().create(&refund).await.unwrap();
        due.extend(deliveries(&checkout, &sandbox).await);
        let events: Vec<Event> = due.iter().map(|delivery| delivered(delivery).unwrap().event).collect();
        assert_eq!(events.iter().map(Event::name).collect::<Vec<_>>(), ["payment.completed", "payment.refunded"]);
        assert!(matches!(checkout.events().confirm(&events[1]).await.unwrap(), Confirmation::Confirmed(_)), "{data:?}");
        assert!(matches!(checkout.events().confirm(&events[0]).await.unwrap(), Confirmation::Stale(_)), "{data:?}");
        // Heard in the wrong order.
        let mut known = SessionStatus::Pending;
        for event in events.iter().rev() {
            let news = event.status().unwrap();
            if known.may_become(news) {
                known = news.clone();
            }
        }
        assert_eq!(known, SessionStatus::PartiallyRefunded);
    }
}

#[tokio::test(start_paused = true)]
async fn failure_and_expiry_are_told_too() {
    let (checkout, sandbox) = open(Checkout::builder().webhook_manners(WebhookManners::new()));
    let new = |number| order(number).with_webhook_url("http://127.0.0.1:9/webhooks");
    let failed = checkout.sessions().create(new("order-1")).await.unwrap().row.session_id;
    sandbox.act(failed.as_str(), BuyerAction::Fail, checkout.now()).unwrap();
    let expired = checkout.sessions().create(new("order-2")).await.unwrap().row.session_id;
    checkout.sessions().expire(ExpireSession::new(expired.clone())).await.unwrap();
    let events: Vec<Event> =
        deliveries(&checkout, &sandbox).await.iter().map(|delivery| delivered(delivery).unwrap().event).collect();
    for (name, id) in [("payment.failed", &failed), ("session.expired", &expired)] {
        let event = events.iter().find(|event| event.name() == name).unwrap();
        assert_eq!(event.session_id(), Some(id));
        assert!(matches!(checkout.events().confirm(event).await.unwrap(), Confirmation::Confirmed(_)));
    }
    let untrue = event("payment.completed", &json!({"sessionId": failed.as_str(), "totalAmount": 29_000}));
    assert!(matches!(checkout.events().confirm(&untrue).await.unwrap(), Confirmation::Contradicted { .. }));
}

proptest::proptest! {
    #[test]
    fn no_signed_body_panics(body: Vec<u8>, name in "payment.(completed|failed)|session.expired|.*", data in r#"[{}\[\]:,"a-z0-9.]{0,40}"#) {
        let _ = receive(&body);
        let _ = receive(format!(r#"{{"event":{name:?},"data":{data}}}"#).as_bytes());
    }
}
