//! Operation 12: who hears what, when, how often, and with which signature.

use super::support::{
    body_of, builder, events, hmac, keys, later, order, order_with, paid, read, sandbox, session, start,
};
use commerce_sandbox::korea_checkout::{
    BuyerAction, Change, Checkout, Delivery, EventData, Outcome, WebhookManners, WebhookPrecedence,
};
use http::StatusCode;
use serde_json::{Value, json};
use std::time::Duration;
use webhook_verify::Scheme;

const OK: Outcome = Outcome::Answered(StatusCode::OK);
const FAILED: Outcome = Outcome::Answered(StatusCode::INTERNAL_SERVER_ERROR);

fn with(manners: WebhookManners) -> Checkout {
    builder().webhook_manners(manners).build().expect("a sandbox")
}

#[test]
fn a_payment_is_told_with_the_documented_fields() {
    let checkout = sandbox();
    let id = session(&checkout, &order());
    checkout.act(&id, BuyerAction::Pay, later(5)).expect("a payment");
    let due = checkout.take_due(later(5));
    let [delivery] = due.as_slice() else { panic!("{due:?}") };
    let data = json!({
        "sessionId": id,
        "platformOrderId": "ORDER-1",
        "totalAmount": 29_000,
        "currency": "KRW",
        "paymentMethod": "card",
        "customer": { "name": "김예시", "email": "kim@example.com" },
        "completedAt": "2026-03-02T01:30:05Z",
    });
    assert_eq!(body_of(delivery), json!({ "event": "payment.completed", "data": data }));
    assert_eq!((delivery.url.as_str(), delivery.attempt), ("http://127.0.0.1:9/hooks", 1));
    assert_eq!(delivery.headers["content-type"], "application/json");
    assert!(checkout.take_due(later(5)).is_empty(), "handed out once");
}

#[test]
fn every_documented_event_is_told_and_a_cancellation_is_not() {
    let checkout = sandbox();
    let of = |action| {
        let id = session(&checkout, &order());
        checkout.act(&id, action, start()).expect("an action");
        id
    };
    let completed = of(BuyerAction::Pay);
    of(BuyerAction::Fail);
    of(BuyerAction::Cancel);
    super::support::refund(&checkout, &completed, Value::Null);
    let expiring = session(&checkout, &order());
    let due = checkout.take_due(start());
    assert_eq!(events(&due), ["payment.completed", "payment.failed", "payment.refunded"]);
    assert_eq!(checkout.next_due(), Some(later(86_400)), "somebody must look again then");
    let due = checkout.take_due(later(86_400));
    assert_eq!(events(&due), ["session.expired"]);
    assert_eq!(body_of(&due[0])["data"]["sessionId"], expiring);
}

#[test]
fn a8_the_data_that_nobody_documents_has_two_sizes() {
    for (data, expected) in [
        (EventData::SameFields, vec!["currency", "customer", "platformOrderId", "sessionId", "totalAmount"]),
        (EventData::SessionIdOnly, vec!["sessionId"]),
    ] {
        let checkout = builder().event_data(data).build().expect("a sandbox");
        let id = session(&checkout, &order());
        checkout.act(&id, BuyerAction::Fail, start()).expect("a failure");
        paid(&checkout);
        let due = checkout.take_due(start());
        assert_eq!(keys(&body_of(&due[0])["data"]), expected);
        assert_eq!(keys(&body_of(&due[1])["data"]).len(), 7, "payment.completed is documented");
        checkout.send_event(&id, "payment.completed", start()).expect("an event");
        let untrue = body_of(&checkout.take_due(start())[0]);
        assert_eq!(untrue["data"]["totalAmount"], 29_000, "also where it is untrue");
    }
}

#[test]
fn a5_an_event_has_an_id_only_where_the_builder_says_so() {
    assert_eq!(keys(&body_of(&told(&sandbox()))), ["data", "event"]);
    let checkout =
        builder().event_ids(true).webhook_manners(WebhookManners::new().copies(2)).build().expect("a sandbox");
    let (one, two) = (told(&checkout), told(&checkout));
    assert!(body_of(&one)["id"].as_str().is_some_and(|id| id.starts_with("evt_")));
    assert_ne!(body_of(&one)["id"], body_of(&two)["id"]);
}

/// The first webhook of a new payment.
fn told(checkout: &Checkout) -> Delivery {
    paid(checkout);
    checkout.take_due(start()).remove(0)
}

#[test]
fn only_this_machine_is_told() {
    let checkout = sandbox();
    for url in [json!("https://shop.example.com/hooks"), json!("https://127.0.0.1/hooks"), Value::Null] {
        let id = session(&checkout, &order_with("webhookUrl", url));
        checkout.act(&id, BuyerAction::Pay, start()).expect("a payment");
        let withheld = Change::WebhookWithheld { event: "payment.completed".to_owned(), session_id: id };
        assert_eq!(checkout.ledger().entries.last().map(|entry| entry.change.clone()), Some(withheld));
    }
    assert!(checkout.take_due(later(600)).is_empty());
}

#[test]
fn the_precedence_of_two_addresses_can_be_chosen() {
    for (precedence, expected) in [
        (WebhookPrecedence::Session, vec!["http://127.0.0.1:9/hooks"]),
        (WebhookPrecedence::Shop, vec!["http://127.0.0.1:9/shop"]),
        (WebhookPrecedence::Both, vec!["http://127.0.0.1:9/hooks", "http://127.0.0.1:9/shop"]),
    ] {
        let checkout = builder().webhook_precedence(precedence).build().expect("a sandbox");
        let shop = json!({ "name": "가게", "settings": { "webhook_url": "http://127.0.0.1:9/shop" } });
        super::support::done(&checkout, "POST", "/api/shops", &shop);
        paid(&checkout);
        let due = checkout.take_due(start());
        assert_eq!(due.iter().map(|delivery| delivery.url.as_str()).collect::<Vec<_>>(), expected, "{precedence:?}");
    }
}

#[test]
fn a_failure_is_tried_again_with_the_same_body_until_it_is_given_up() {
    let checkout = with(WebhookManners::new().retries([2, 10].map(Duration::from_secs)));
    paid(&checkout);
    let first = checkout.take_due(start()).remove(0);
    assert!(checkout.take_due(later(60)).is_empty(), "nothing is tried again before the first attempt has ended");
    checkout.report(first.id, FAILED, later(1));
    checkout.report(first.id, FAILED, later(1));
    assert!(checkout.take_due(later(2)).is_empty());
    assert_eq!(checkout.next_due(), Some(later(3)));
    let second = checkout.take_due(later(3)).remove(0);
    assert_eq!((second.attempt, &second.body), (2, &first.body));
    checkout.report(second.id, Outcome::NotAnswered, later(4));
    let third = checkout.take_due(later(14)).remove(0);
    checkout.report(third.id, Outcome::Answered(StatusCode::FOUND), later(15));
    assert!(checkout.take_due(later(9_999)).is_empty());

    let attempts = checkout.ledger().entries.into_iter().filter_map(|entry| match entry.change {
        Change::WebhookAttempted { attempt, status, .. } => Some((attempt, status)),
        Change::WebhookGivenUp { .. } => Some((0, None)),
        _ => None,
    });
    assert_eq!(attempts.collect::<Vec<_>>(), [(1, Some(500)), (2, None), (3, Some(302)), (0, None)]);
}

#[test]
fn an_answer_from_200_to_299_is_the_end_of_it() {
    for status in [StatusCode::OK, StatusCode::NO_CONTENT] {
        let checkout = sandbox();
        let first = told(&checkout);
        checkout.report(first.id, Outcome::Answered(status), start());
        assert!(checkout.take_due(later(9_999)).is_empty(), "{status}");
    }
}

#[test]
fn by_default_five_more_attempts_follow() {
    let checkout = sandbox();
    paid(&checkout);
    let mut now = start();
    let mut pauses = Vec::new();
    while let Some(delivery) = checkout.take_due(now).pop() {
        checkout.report(delivery.id, FAILED, now);
        let next = checkout.next_due().expect("the session's own end at least");
        pauses.push(next.duration_since(now).expect("later").as_secs());
        now = next;
    }
    assert_eq!(pauses[..5], [1, 5, 30, 120, 600]);
    assert_eq!(pauses.len(), 6, "the last is when the session would have expired");
}

#[test]
fn copies_come_together_and_are_tried_again_each_for_itself() {
    let checkout = with(WebhookManners::new().copies(3));
    paid(&checkout);
    let due = checkout.take_due(start());
    assert_eq!(due.len(), 3);
    assert!(due.iter().all(|copy| copy.body == due[0].body && copy.headers == due[0].headers));
    checkout.report(due[0].id, OK, start());
    checkout.report(due[1].id, FAILED, start());
    checkout.report(due[2].id, OK, start());
    assert_eq!(checkout.take_due(later(1)).len(), 1);
}

#[test]
fn every_other_event_is_overtaken_where_it_is_held_back() {
    let checkout = with(WebhookManners::new().holding_back(Duration::from_secs(3)));
    let id = paid(&checkout);
    super::support::refund(&checkout, &id, Value::Null);
    assert_eq!(events(&checkout.take_due(later(2))), ["payment.refunded"]);
    assert_eq!(events(&checkout.take_due(later(3))), ["payment.completed"], "the older news comes last");
}

#[test]
fn every_nth_event_is_lost_and_all_are_delayed() {
    let checkout = with(WebhookManners::new().losing_every(2).delay(Duration::from_secs(5)));
    let ids = [paid(&checkout), paid(&checkout), paid(&checkout)];
    assert!(checkout.take_due(later(4)).is_empty());
    let due = checkout.take_due(later(5));
    assert_eq!(due.iter().map(|delivery| &delivery.session_id).collect::<Vec<_>>(), [&ids[0], &ids[2]]);
    let lost = Change::WebhookLost { event: "payment.completed".to_owned(), session_id: ids[1].clone() };
    assert!(checkout.ledger().entries.iter().any(|entry| entry.change == lost));
}

#[test]
fn manners_can_change_while_it_runs() {
    let checkout = sandbox();
    checkout.set_webhook_manners(WebhookManners::new().copies(2));
    paid(&checkout);
    assert_eq!(checkout.take_due(start()).len(), 2);
    checkout.set_webhook_manners(WebhookManners::new());
    paid(&checkout);
    assert_eq!(checkout.take_due(start()).len(), 1);
}

#[test]
fn an_untrue_or_unknown_event_can_be_sent() {
    let checkout = sandbox();
    let id = session(&checkout, &order());
    checkout.send_event(&id, "payment.completed", start()).expect("an event");
    checkout.send_event(&id, "payment.disputed", start()).expect("an event");
    assert_eq!(events(&checkout.take_due(start())), ["payment.completed", "payment.disputed"]);
    assert_eq!(read(&checkout, &id)["status"], "pending");
    assert!(checkout.send_event("cs_unknown", "payment.completed", start()).is_err());
}

fn header<'d>(delivery: &'d Delivery, name: &str) -> &'d str {
    delivery.headers[name].to_str().expect("text")
}

#[test]
fn a1_the_signature_is_that_of_the_chosen_scheme() {
    use base64::{Engine, prelude::BASE64_STANDARD};
    let signed = |scheme| told(&builder().webhook_scheme(scheme).build().expect("a sandbox"));
    let name = "x-korea-checkout-signature";

    let plain = signed(Scheme::body_hex());
    assert_eq!(header(&plain, name), hex::encode(hmac(&plain.body)));

    let base64 = signed(Scheme::body_base64());
    assert_eq!(header(&base64, name), BASE64_STANDARD.encode(hmac(&base64.body)));

    let timed = signed(Scheme::timestamped_hex());
    let text = [b"1772415000.", &timed.body[..]].concat();
    assert_eq!(header(&timed, name), format!("t=1772415000,v1={}", hex::encode(hmac(&text))));

    let standard = signed(Scheme::standard_webhooks());
    let id = header(&standard, "webhook-id");
    assert_eq!(header(&standard, "webhook-timestamp"), "1772415000");
    let text = [format!("{id}.1772415000.").as_bytes(), &standard.body[..]].concat();
    assert_eq!(header(&standard, "webhook-signature"), format!("v1,{}", BASE64_STANDARD.encode(hmac(&text))));
}

#[test]
fn an_attempt_is_signed_when_it_is_made_and_keeps_its_id() {
    let checkout = builder().webhook_scheme(Scheme::standard_webhooks()).build().expect("a sandbox");
    let first = told(&checkout);
    checkout.report(first.id, FAILED, start());
    let second = checkout.take_due(later(100)).remove(0);
    assert_eq!(header(&second, "webhook-timestamp"), "1772415100");
    assert_eq!(header(&second, "webhook-id"), header(&first, "webhook-id"));
    assert_ne!(header(&second, "webhook-signature"), header(&first, "webhook-signature"));
}

#[test]
fn a_delivery_shows_neither_signature_nor_buyer() {
    let delivery = told(&sandbox());
    let shown = format!("{delivery:?}");
    assert!(shown.contains("payment.completed"), "{shown}");
    assert!(!shown.contains("kim@") && !shown.contains(header(&delivery, "x-korea-checkout-signature")), "{shown}");
}
