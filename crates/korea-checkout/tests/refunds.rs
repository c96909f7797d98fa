//! Refunds: checked against what is known, sent once, settled by reading the session.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod shop;

use std::time::Duration;

use apiwire::{Delivery, ErrorKind};
use commerce_sandbox::fault::{Fate, Fault, FaultRule};
use commerce_sandbox::korea_checkout::{BuyerAction, Checkout, Envelope, ErrorForm, Idempotency, Operation};
use korea_checkout::refunds::{NotPaid, Paid, Refund, RefundStatus, Settled};
use korea_checkout::sessions::{Session, SessionStatus};
use korea_checkout::{KoreaCheckout, SessionId};
use serde_json::json;
use shop::{json as sent, ok, open, order, paid, permitted, sandbox, scripted};

const TAKEN: &str = r#"{"refundId":"ref_1","status":"processing","amount":10000}"#;

async fn read(checkout: &KoreaCheckout, id: &SessionId) -> Session {
    checkout.sessions().get(id).await.unwrap().row
}

#[tokio::test(start_paused = true)]
async fn a_refund_is_sent_in_full_without_an_amount_and_in_part_with_one() {
    let (checkout, script) = scripted([ok(TAKEN), ok(TAKEN)]);
    let all = permitted(&checkout);
    let paid = || Paid::known(SessionId::new("cs_1"), 29_000);
    all.refunds().create(&Refund::full(paid())).await.unwrap();
    let part = Refund::partial(paid(), 10_000).with_reason("김하나님 요청").with_notify_customer(true);
    let taken = all.refunds().create(&part.with_extra("channel", "phone")).await.unwrap().row;
    assert_eq!(
        (taken.refund_id.as_str(), taken.status, taken.amount),
        ("ref_1", RefundStatus::Processing, Some(10_000))
    );
    let requests = script.requests();
    assert_eq!(requests[0].uri().path(), "/api/checkout/session/cs_1/refund");
    assert_eq!(sent(&requests[0]), json!({}));
    let expected = json!({"amount": 10_000, "reason": "김하나님 요청", "notify_customer": true, "channel": "phone"});
    assert_eq!(sent(&requests[1]), expected);
}

#[tokio::test(start_paused = true)]
async fn a19_no_more_is_refunded_than_is_known_to_be_left_and_nothing_is_sent() {
    let (checkout, script) = scripted([ok(TAKEN), ok(TAKEN), ok(TAKEN)]);
    let all = permitted(&checkout);
    let paid = |refunded| Paid::known(SessionId::new("cs_1"), 29_000).with_refunded(refunded);
    for good in [Refund::full(paid(0)), Refund::partial(paid(0), 29_000), Refund::partial(paid(19_000), 10_000)] {
        all.refunds().create(&good).await.unwrap();
    }
    for bad in [
        Refund::partial(paid(0), 0),
        Refund::partial(paid(0), -1),
        Refund::partial(paid(0), 29_001),
        Refund::partial(paid(19_000), 10_001),
        Refund::partial(paid(i64::MAX), 1),
        Refund::partial(paid(-1), 29_000),
        Refund::partial(paid(i64::MIN), i64::MAX),
        // What "in full" means after a part is gone is unknown.
        Refund::full(paid(1)),
        Refund::full(Paid::known(SessionId::new("cs_1"), 0)),
    ] {
        let error = all.refunds().create(&bad).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Configuration, Delivery::NotSent), "{bad:?}");
        assert!(!error.input_faults().is_empty());
    }
    assert_eq!(script.requests().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn only_a_session_that_is_paid_can_be_refunded() {
    let (checkout, sandbox) = sandbox();
    let id = checkout.sessions().create(order("order-1")).await.unwrap().row.session_id;
    assert_eq!(Paid::of(&read(&checkout, &id).await), Err(NotPaid::Status));
    sandbox.act(id.as_str(), BuyerAction::Pay, checkout.now()).unwrap();
    let whole = Paid::of(&read(&checkout, &id).await).unwrap();
    assert_eq!((whole.total(), whole.left(), whole.session_id()), (29_000, 29_000, &id));
    let all = permitted(&checkout);
    all.refunds().create(&Refund::partial(whole.clone(), 10_000)).await.unwrap();
    // How much went back is not told: the shop's own books know.
    assert_eq!(Paid::of(&read(&checkout, &id).await), Err(NotPaid::RefundedBefore));
    let rest = whole.with_refunded(10_000);
    all.refunds().create(&Refund::partial(rest.clone(), rest.left())).await.unwrap();
    assert_eq!(read(&checkout, &id).await.status, SessionStatus::Refunded);
    assert_eq!(Paid::of(&read(&checkout, &id).await), Err(NotPaid::Status));
    assert_eq!(sandbox.ledger().refunded(id.as_str()), 29_000);
    let (checkout, _) = scripted([ok(r#"{"sessionId":"cs_1","status":"completed"}"#)]);
    assert_eq!(Paid::of(&read(&checkout, &SessionId::new("cs_1")).await), Err(NotPaid::Total));
}

#[tokio::test(start_paused = true)]
async fn a19_a_refund_that_may_have_been_sent_is_not_repeated_and_the_session_settles_it() {
    for (idempotency, form) in [
        (Idempotency::Ignored, ErrorForm::Nested),
        (Idempotency::Honoured, ErrorForm::Nested),
        // A failure of the vendor's servers that hides inside HTTP 200 says no more than a 504.
        (Idempotency::Ignored, ErrorForm::SuccessFalse),
    ] {
        let shop = Checkout::builder().idempotency(idempotency).error_form(form);
        let (checkout, sandbox) = open(shop.refund_time(Duration::from_secs(60)));
        let id = paid(&checkout, &sandbox).await;
        let refund = Refund::partial(Paid::of(&read(&checkout, &id).await).unwrap(), 10_000);
        let all = permitted(&checkout);
        // Carried out, and answered as if the gateway had given up.
        sandbox.inject(FaultRule::new(Operation::Refund, Fault::GatewayTimeout(Fate::Carried))).unwrap();
        let error = all.refunds().create(&refund).await.unwrap_err();
        assert_eq!((error.delivery(), error.settled_by()), (Delivery::MaybeSent, Some("sessions.get")));
        // The old status settles nothing.
        let (settled, session) = all.refunds().settle(&refund).await.unwrap();
        assert_eq!((settled, session.row.status), (Settled::Undecided, SessionStatus::Completed));
        tokio::time::sleep(Duration::from_secs(61)).await;
        let (settled, session) = all.refunds().settle(&refund).await.unwrap();
        assert_eq!((settled, session.row.status), (Settled::Done, SessionStatus::PartiallyRefunded));
        assert_eq!(sandbox.ledger().refunded(id.as_str()), 10_000);
        assert_eq!(sandbox.ledger().calls_of(Operation::Refund), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a10_a_refund_is_read_in_every_envelope() {
    for envelope in [Envelope::Bare, Envelope::Data, Envelope::Flat] {
        let (checkout, sandbox) = open(Checkout::builder().envelope(Operation::Refund, envelope));
        let id = paid(&checkout, &sandbox).await;
        let taken = permitted(&checkout).refunds().create(&Refund::full(Paid::known(id, 29_000))).await.unwrap();
        assert_eq!(taken.row.status, RefundStatus::Processing, "{envelope:?}");
    }
    // Without a word nobody knows whether it was taken on.
    let (checkout, _) = scripted([ok(r#"{"success":true}"#)]);
    let refund = Refund::full(Paid::known(SessionId::new("cs_1"), 29_000));
    let error = permitted(&checkout).refunds().create(&refund).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Decode, Delivery::MaybeSent));
}
