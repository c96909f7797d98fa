//! Sessions: what is sent, what is refused before it is sent, what is read in every form of the vendor's page, and how
//! they are waited for.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod shop;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use apiwire::testing::{Reply, Script};
use apiwire::transport::TransportError;
use apiwire::{Delivery, ErrorKind, InputFault};
use commerce_sandbox::fault::{Fate, Fault, FaultRule};
use commerce_sandbox::korea_checkout::{BuyerAction, Casing, Checkout, Envelope, ErrorForm, Operation, StatusPlace};
use korea_checkout::sessions::{
    Buyer, CreateOnce, ExpireSession, ItemsSum, NewItem, NewSession, Platform, Polling, SessionStatus, SessionUpdate,
    WhyStopped,
};
use korea_checkout::{KoreaCheckout, SessionId};
use serde_json::json;
use shop::{answer, buyer, config, json as sent, noon, ok, open, order, paid, sandbox, scripted};
use tokio::time::Instant;

const CREATED: &str = r#"{"success":true,"sessionId":"cs_1","checkoutUrl":"https://checkout.koreacheckout.com/cs_1"}"#;

fn id() -> SessionId {
    SessionId::new("cs_1")
}

/// A body of a session with this amount.
fn amounting_to(amount: &str) -> String {
    format!(r#"{{"success":true,"data":{{"sessionId":"cs_1","status":"completed","totalAmount":{amount}}}}}"#)
}

#[tokio::test(start_paused = true)]
async fn every_field_of_a_new_session_is_sent_by_its_name() {
    let (checkout, script) = scripted([ok(CREATED)]);
    let item = NewItem::new("머그컵", 14_500, 2).with_product_id("mug-1").with_description("흰색");
    let session = NewSession::new("order-1001", 29_000, buyer())
        .with_item(item)
        .with_urls("https://shop.example.com/paid", "https://shop.example.com/cart")
        .with_webhook_url("https://shop.example.com/webhooks")
        .with_platform(Platform::Custom)
        .with_metadata("cart", 7);
    let created = checkout.sessions().create(session).await.unwrap().row;
    assert_eq!((created.session_id.as_str(), created.expires_at), ("cs_1", None));
    assert_eq!(
        sent(&script.requests()[0]),
        json!({
            "platform": "custom", "platformOrderId": "order-1001",
            "items": [{"productId": "mug-1", "name": "머그컵", "description": "흰색", "price": 14_500, "quantity": 2}],
            "customer": {"name": "김하나", "email": "hana@example.com", "phone": "+82-10-1234-5678"},
            "totalAmount": 29_000, "currency": "KRW",
            "returnUrl": "https://shop.example.com/paid", "cancelUrl": "https://shop.example.com/cart",
            "webhookUrl": "https://shop.example.com/webhooks", "metadata": {"cart": 7},
        })
    );
}

#[tokio::test(start_paused = true)]
async fn one_error_names_everything_that_is_wrong_and_nothing_is_sent() {
    let (checkout, script) = scripted([]);
    let session = NewSession::new(" ", 0, Buyer::new("", "hana", "전화"))
        .with_item(NewItem::new("", -1, 0))
        .with_urls("http://shop.example.com/", "shop.example.com")
        .with_webhook_url("http://127.0.0.1:9/hooks");
    let error = checkout.sessions().create(session).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Configuration, Delivery::NotSent));
    let paths: Vec<&str> = error.input_faults().iter().map(InputFault::path).collect();
    assert_eq!(
        paths,
        [
            "platformOrderId",
            "items[0].name",
            "items[0].price",
            "items[0].quantity",
            "customer.name",
            "customer.email",
            "customer.phone",
            "totalAmount",
            "returnUrl",
            "cancelUrl",
            "webhookUrl"
        ]
    );
    assert!(error.to_string().contains("; totalAmount must be a whole number of won above 0; returnUrl must be"));
    assert!(!format!("{error} {error:?}").contains("전화"));
    let none = checkout.sessions().create(NewSession::new("order-1", 1, buyer())).await.unwrap_err();
    let paths: Vec<&str> = none.input_faults().iter().map(InputFault::path).collect();
    assert_eq!(paths, ["items", "returnUrl", "cancelUrl"]);
    assert!(script.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn urls_of_this_machine_are_for_a_local_fake_only() {
    let session = || order("order-1").with_urls("http://127.0.0.1:9/paid", "http://localhost:9/cart");
    let (checkout, _) = scripted([ok(CREATED)]);
    assert_eq!(checkout.sessions().create(session()).await.unwrap_err().input_faults().len(), 2);
    let script = Script::new([ok(CREATED)]);
    let fake = KoreaCheckout::builder(config()).base_url("http://127.0.0.1:1").transport(Arc::new(script));
    fake.build().unwrap().sessions().create(session()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a14_another_life_is_asked_for_in_a_field_of_the_callers_and_lasts_seven_days_at_most() {
    let (checkout, script) = scripted([ok(CREATED), ok(CREATED)]);
    let week = Duration::from_secs(7 * 24 * 3600);
    let with = |life: Duration| order("order-1").with_expiry("expiresIn", life.as_secs(), life);
    checkout.sessions().create(order("order-1").with_extra("theme", "dark")).await.unwrap();
    checkout.sessions().create(with(week)).await.unwrap();
    for life in [week + Duration::from_secs(1), Duration::ZERO] {
        let error = checkout.sessions().create(with(life)).await.unwrap_err();
        assert!(error.to_string().ends_with(": expiry must lie within 7 days"), "{error}");
    }
    let [plain, asked] = &script.requests()[..] else { panic!("two were sent") };
    assert_eq!((&sent(plain)["theme"], sent(plain).get("expiresIn")), (&json!("dark"), None));
    assert_eq!(sent(asked)["expiresIn"], json!(604_800));
    let clash = checkout.sessions().create(order("order-1").with_extra("totalAmount", 1)).await.unwrap_err();
    assert!(clash.to_string().ends_with("extra must not repeat a field that the request has already"), "{clash}");
}

#[tokio::test(start_paused = true)]
async fn a14_the_sandbox_that_knows_the_field_keeps_the_session_as_long() {
    let (checkout, _) = open(Checkout::builder().expiry_field("expiresIn"));
    let hour = Duration::from_secs(3600);
    let created = checkout.sessions().create(order("order-1").with_expiry("expiresIn", 3600, hour)).await.unwrap().row;
    assert_eq!(created.expires_at.unwrap().moment(), noon() + hour);
}

#[tokio::test(start_paused = true)]
async fn a17_a_sum_that_is_not_the_total_is_told_to_whoever_asked_and_refused_by_nobody() {
    let told: Arc<Mutex<Vec<ItemsSum>>> = Arc::default();
    let heard = Arc::clone(&told);
    let (script, deaf) = (Script::new([ok(CREATED), ok(CREATED)]), scripted([ok(CREATED)]).0);
    let hook = Arc::new(move |sum: &ItemsSum| heard.lock().unwrap().push(sum.clone()));
    let builder = KoreaCheckout::builder(config()).transport(Arc::new(script)).on_items_sum_mismatch(hook);
    let checkout = builder.build().unwrap();
    checkout.sessions().create(order("order-1")).await.unwrap();
    let with_fee = || order("order-2").with_item(NewItem::new("배송", 3_000, 1));
    checkout.sessions().create(with_fee()).await.unwrap();
    deaf.sessions().create(with_fee()).await.unwrap();
    let told = told.lock().unwrap();
    let [sum] = &told[..] else { panic!("{told:?}") };
    assert_eq!((sum.platform_order_id.as_str(), sum.items, sum.total_amount), ("order-2", 32_000, 29_000));
}

#[tokio::test(start_paused = true)]
async fn a17_amounts_are_whole_won_in_every_spelling_and_a_fraction_is_none() {
    let amount_of = async |text: &str| {
        let (checkout, _) = scripted([ok(&amounting_to(text))]);
        let session = checkout.sessions().get(&id()).await.unwrap();
        (session.row.total_amount, session.oddities.first().first().map(|fault| fault.path().to_owned()))
    };
    for good in ["29000", "29000.0", "2.9e4", "\"29000\""] {
        assert_eq!(amount_of(good).await, (Some(29_000), None), "{good}");
    }
    assert_eq!(amount_of("9007199254740993").await.0, Some(9_007_199_254_740_993), "no float is passed through");
    for bad in ["29000.5", "\"29,000\"", "\"29000.5\"", "true", "[29000]", "1e300"] {
        assert_eq!(amount_of(bad).await, (None, Some("data.totalAmount".to_owned())), "{bad}");
    }
    assert_eq!(amount_of("null").await, (None, None));
}

#[tokio::test(start_paused = true)]
async fn a9_the_status_is_read_in_data_or_at_the_top() {
    for place in [StatusPlace::WithFields, StatusPlace::TopLevel, StatusPlace::Both] {
        let (checkout, sandbox) = open(Checkout::builder().status_place(place));
        let id = paid(&checkout, &sandbox).await;
        let session = checkout.sessions().get(&id).await.unwrap().row;
        assert_eq!(session.status, SessionStatus::Completed, "{place:?}");
        assert_eq!(session.total_amount, Some(29_000));
    }
    let both = r#"{"success":true,"status":"completed","data":{"sessionId":"cs_1","status":"pending"}}"#;
    let (checkout, _) = scripted([ok(both)]);
    let error = checkout.sessions().get(&id()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().ends_with("data.status and status contradict each other"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a10_every_envelope_of_every_operation_on_sessions_is_read() {
    for envelope in [Envelope::Bare, Envelope::Data, Envelope::Flat] {
        let builder = [Operation::CreateSession, Operation::GetSession, Operation::UpdateSession]
            .into_iter()
            .fold(Checkout::builder(), |builder, operation| builder.envelope(operation, envelope));
        let (checkout, _) = open(builder);
        let sessions = checkout.sessions();
        let id = sessions.create(order("order-1")).await.unwrap().row.session_id;
        let updated = sessions.update(&id, SessionUpdate::new().with_metadata("cart", 8)).await.unwrap();
        assert_eq!(updated.unwrap().row.session_id, id, "{envelope:?}");
        assert_eq!(sessions.get(&id).await.unwrap().row.status, SessionStatus::Pending, "{envelope:?}");
    }
    let (checkout, _) = open(Checkout::builder().envelope(Operation::UpdateSession, Envelope::Empty));
    let id = checkout.sessions().create(order("order-1")).await.unwrap().row.session_id;
    assert!(checkout.sessions().update(&id, SessionUpdate::new().with_name("김두리")).await.unwrap().is_none());
}

#[tokio::test(start_paused = true)]
async fn a10_success_false_is_an_error_at_any_status() {
    let body = r#"{"success":false,"error":{"code":"invalid_session","message":"김하나"},"data":{"sessionId":"cs_1","status":"completed"}}"#;
    for (status, kind) in [(200, ErrorKind::Rejected), (201, ErrorKind::Rejected), (404, ErrorKind::NotFound)] {
        let (checkout, _) = scripted([Reply::Json(status, body.to_owned())]);
        let error = checkout.sessions().get(&id()).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (kind, Delivery::Answered), "{status}");
        assert_eq!(error.vendor_code().unwrap().as_str(), "invalid_session");
        assert!(!format!("{error} {error:?}").contains("김하나"));
    }
}

#[tokio::test(start_paused = true)]
async fn a11_a_refusal_in_every_form_is_the_same_error() {
    for (form, kind) in [
        (ErrorForm::Nested, ErrorKind::NotFound),
        (ErrorForm::Bare, ErrorKind::NotFound),
        (ErrorForm::Text, ErrorKind::NotFound),
        (ErrorForm::Html, ErrorKind::NotFound),
        (ErrorForm::Empty, ErrorKind::NotFound),
        (ErrorForm::SuccessFalse, ErrorKind::Rejected),
    ] {
        let (checkout, _) = open(Checkout::builder().error_form(form));
        let error = checkout.sessions().get(&SessionId::new("cs_none")).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (kind, Delivery::Answered), "{form:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a18_names_are_read_in_the_other_case_too() {
    let (checkout, sandbox) = open(Checkout::builder().casing(Casing::Other));
    let id = paid(&checkout, &sandbox).await;
    let session = checkout.sessions().get(&id).await.unwrap();
    assert_eq!((session.row.total_amount, session.oddities.count()), (Some(29_000), 0));
    assert!(session.row.platform_order_id.is_some() && session.row.completed_at.is_some());
    assert!(session.row.gateway_transaction_id.is_some() && session.row.payment_method.is_some());
}

#[tokio::test(start_paused = true)]
async fn an_update_sends_what_changes_and_nothing_else() {
    let (checkout, script) = scripted([ok(r#"{"success":true}"#)]);
    let update = SessionUpdate::new().with_email("duri@example.com").with_metadata("cart", 8);
    assert!(checkout.sessions().update(&id(), update).await.unwrap().is_none());
    let expected = json!({"customer": {"email": "duri@example.com"}, "metadata": {"cart": 8}});
    assert_eq!(sent(&script.requests()[0]), expected);
    let nothing = checkout.sessions().update(&id(), SessionUpdate::new()).await.unwrap_err();
    assert!(nothing.to_string().ends_with("the update must change something"), "{nothing}");
    let wrong = SessionUpdate::new().with_name("").with_email("@").with_phone("-");
    assert_eq!(checkout.sessions().update(&id(), wrong).await.unwrap_err().input_faults().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a13_expiring_is_a_guess_whose_path_can_be_changed() {
    let (checkout, _) = sandbox();
    let id = checkout.sessions().create(order("order-1")).await.unwrap().row.session_id;
    checkout.sessions().expire(ExpireSession::new(id.clone())).await.unwrap();
    assert_eq!(checkout.sessions().get(&id).await.unwrap().row.status, SessionStatus::Expired);

    let (checkout, _) = open(Checkout::builder().expire_endpoint(false));
    let id = checkout.sessions().create(order("order-1")).await.unwrap().row.session_id;
    let error = checkout.sessions().expire(ExpireSession::new(id)).await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::NotFound, "sessions.expire"));

    let (checkout, script) = scripted([ok(""), ok("")]);
    checkout.sessions().expire(ExpireSession::new(SessionId::new("cs_1"))).await.unwrap();
    let moved = ExpireSession::new(SessionId::new("cs_1")).at(["api", "v2", "sessions", "cs_1", "cancel"]);
    checkout.sessions().expire(moved).await.unwrap();
    let paths: Vec<String> = script.requests().iter().map(|request| request.uri().path().to_owned()).collect();
    assert_eq!(paths, ["/api/checkout/session/cs_1/expire", "/api/v2/sessions/cs_1/cancel"]);
    assert!(script.requests().iter().all(|request| request.method() == "POST" && request.body().is_empty()));
}

#[tokio::test(start_paused = true)]
async fn a16_an_order_has_one_session_as_far_as_a_process_can_promise() {
    let (checkout, sandbox) = sandbox();
    let (sessions, guard) = (checkout.sessions(), CreateOnce::new());
    let (first, second) =
        tokio::join!(sessions.create_once(&guard, order("order-1")), sessions.create_once(&guard, order("order-1")));
    let (first, second) = (first.unwrap().row.session_id, second.unwrap().row.session_id);
    assert_eq!((&first, sandbox.ledger().calls_of(Operation::CreateSession)), (&second, 1));
    let other = sessions.create_once(&guard, order("order-2")).await.unwrap().row.session_id;
    assert_ne!(other, first);
    guard.forget(order("order-1").platform_order_id());
    assert_ne!(sessions.create_once(&guard, order("order-1")).await.unwrap().row.session_id, first);
}

#[tokio::test(start_paused = true)]
async fn a16_after_a_create_that_may_have_been_sent_no_second_one_is() {
    let (checkout, sandbox) = sandbox();
    let guard = CreateOnce::new();
    sandbox.inject(FaultRule::new(Operation::CreateSession, Fault::GatewayTimeout(Fate::Carried))).unwrap();
    let error = checkout.sessions().create_once(&guard, order("order-1")).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::MaybeSent);
    let error = checkout.sessions().create_once(&guard, order("order-1")).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Conflict, Delivery::NotSent));
    assert_eq!(sandbox.ledger().calls_of(Operation::CreateSession), 1);
    // What was not sent, and what was refused, may be tried again.
    for reply in [Reply::Fail(TransportError::Connect), answer(400, &[], "{}")] {
        let replies = std::iter::repeat_n(reply, 3).chain(std::iter::repeat_n(ok(CREATED), 3));
        let ((checkout, _), guard) = (scripted(replies), CreateOnce::new());
        let mut created = checkout.sessions().create_once(&guard, order("order-1")).await;
        for _ in 0..3 {
            if created.is_err() {
                created = checkout.sessions().create_once(&guard, order("order-1")).await;
            }
        }
        created.unwrap();
    }
    // A call that was given up half way.
    let ((checkout, _), guard) = (scripted([Reply::Hang]), CreateOnce::new());
    let sessions = checkout.sessions();
    let call = sessions.create_once(&guard, order("order-1"));
    assert!(tokio::time::timeout(Duration::from_secs(1), call).await.is_err());
    assert_eq!(sessions.create_once(&guard, order("order-1")).await.unwrap_err().kind(), ErrorKind::Conflict);
}

#[tokio::test(start_paused = true)]
async fn a21_the_api_alone_tells_whether_a_session_is_paid() {
    // The buyer comes back to the return URL whatever has happened: only a read says more.
    let (checkout, sandbox) = sandbox();
    let id = checkout.sessions().create(order("order-1")).await.unwrap().row.session_id;
    assert!(!checkout.sessions().get(&id).await.unwrap().row.status.is_paid());
    sandbox.act(id.as_str(), BuyerAction::Fail, checkout.now()).unwrap();
    assert!(!checkout.sessions().get(&id).await.unwrap().row.status.is_paid());
    let id = paid(&checkout, &sandbox).await;
    assert!(checkout.sessions().get(&id).await.unwrap().row.status.is_paid());
}

fn pending(expires_at: &str) -> Reply {
    let body = format!(r#"{{"data":{{"sessionId":"cs_1","status":"processing","expiresAt":"{expires_at}"}}}}"#);
    ok(&body)
}

fn with_status(status: &str) -> Reply {
    ok(&format!(r#"{{"data":{{"sessionId":"cs_1","status":"{status}"}}}}"#))
}

#[tokio::test(start_paused = true)]
async fn a22_polling_slows_down_from_two_to_ten_seconds_and_stops_at_a_final_status() {
    let replies = std::iter::repeat_n(with_status("processing"), 7).chain([with_status("completed")]);
    let (checkout, script) = scripted(replies);
    let began = Instant::now();
    let waited = checkout.sessions().wait_until_settled(&id(), Polling::default()).await.unwrap();
    assert_eq!((waited.why, script.requests().len()), (WhyStopped::Settled, 8));
    // 2, 3, 4.5, 6.75, 10, 10, 10: each half as long again, ten seconds at most.
    assert_eq!(began.elapsed(), Duration::from_millis(46_250));
    for status in SessionStatus::ALL.iter().filter(|status| status.is_final()) {
        let (checkout, _) = scripted([with_status(status.as_str())]);
        let waited = checkout.sessions().wait_until_settled(&id(), Polling::default()).await.unwrap();
        assert_eq!((waited.why, &waited.session.row.status), (WhyStopped::Settled, status));
    }
}

#[tokio::test(start_paused = true)]
async fn a22_polling_ends_after_thirty_minutes_or_when_the_caller_says() {
    for (polling, minutes) in [(Polling::default(), 30), (Polling::at_most(Duration::from_secs(300)), 5)] {
        let (checkout, _) = scripted(std::iter::repeat_n(with_status("pending"), 300));
        let began = Instant::now();
        let waited = checkout.sessions().wait_until_settled(&id(), polling).await.unwrap();
        assert_eq!((waited.why, began.elapsed()), (WhyStopped::TimeUp, Duration::from_secs(minutes * 60)));
    }
    let (checkout, script) = scripted([with_status("pending")]);
    let waited = checkout.sessions().wait_until_settled(&id(), Polling::at_most(Duration::ZERO)).await.unwrap();
    assert_eq!((waited.why, script.requests().len()), (WhyStopped::TimeUp, 1));
    let (checkout, _) = scripted([with_status("pending"), answer(503, &[], ""), with_status("failed")]);
    let for_ever = Polling::at_most(Duration::MAX).with_waits(Duration::MAX, Duration::MAX);
    let waited = checkout.sessions().wait_until_settled(&id(), for_ever).await.unwrap();
    assert_eq!(waited.why, WhyStopped::Settled, "no length of time panics");
}

#[tokio::test(start_paused = true)]
async fn a22_polling_ends_when_the_session_has_expired_after_one_last_read() {
    // Noon in Korea is 03:00 in UTC.
    let expires = "2026-03-02T03:00:30Z";
    let (checkout, script) = scripted(std::iter::repeat_n(pending(expires), 20));
    let began = Instant::now();
    let waited = checkout.sessions().wait_until_settled(&id(), Polling::default()).await.unwrap();
    assert_eq!((waited.why, began.elapsed()), (WhyStopped::PastExpiry, Duration::from_secs(31)));
    assert_eq!(script.requests().len(), 7);
    let (checkout, _) = scripted([pending("2026-03-02T02:59:58Z")]);
    let waited = checkout.sessions().wait_until_settled(&id(), Polling::default()).await.unwrap();
    assert_eq!((waited.why, waited.session.row.status.as_str()), (WhyStopped::PastExpiry, "processing"));
}

#[tokio::test(start_paused = true)]
async fn a20_polling_goes_on_over_a_status_that_nobody_knows() {
    let (checkout, _) = scripted([with_status("on_hold"), with_status("completed")]);
    let waited = checkout.sessions().wait_until_settled(&id(), Polling::default()).await.unwrap();
    assert_eq!((waited.why, waited.session.row.status), (WhyStopped::Settled, SessionStatus::Completed));
}

#[tokio::test(start_paused = true)]
async fn polling_goes_on_over_what_passes_and_ends_at_what_does_not() {
    let (checkout, _) = scripted([
        answer(503, &[], ""),
        answer(503, &[], ""),
        answer(503, &[], ""),
        answer(429, &[("retry-after", "40")], ""),
        with_status("completed"),
    ]);
    let began = Instant::now();
    let waited = checkout.sessions().wait_until_settled(&id(), Polling::default()).await.unwrap();
    assert_eq!(waited.why, WhyStopped::Settled);
    assert!(began.elapsed() >= Duration::from_secs(42), "the pause was kept: {:?}", began.elapsed());
    for (status, kind) in [(401, ErrorKind::KeyRejected), (404, ErrorKind::NotFound)] {
        let (checkout, script) = scripted([with_status("pending"), answer(status, &[], "")]);
        let error = checkout.sessions().wait_until_settled(&id(), Polling::default()).await.unwrap_err();
        assert_eq!((error.kind(), script.requests().len()), (kind, 2));
    }
}

#[tokio::test(start_paused = true)]
async fn a_payment_is_waited_for_in_the_sandbox() {
    let (checkout, sandbox) = open(Checkout::builder().payment_time(Duration::from_secs(20)));
    let id = paid(&checkout, &sandbox).await;
    let waited = checkout.sessions().wait_until_settled(&id, Polling::default()).await.unwrap();
    assert_eq!((waited.why, waited.session.row.status), (WhyStopped::Settled, SessionStatus::Completed));
    let never = checkout.sessions().create(order("order-2")).await.unwrap().row.session_id;
    let polling =
        Polling::at_most(Duration::from_secs(48 * 3600)).with_waits(Duration::from_secs(60), Duration::from_secs(3600));
    let waited = checkout.sessions().wait_until_settled(&never, polling).await.unwrap();
    assert_eq!((waited.why, waited.session.row.status), (WhyStopped::Settled, SessionStatus::Expired));
}
