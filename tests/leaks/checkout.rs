//! The same canary through every call of korea-checkout, its inputs, its events and every failure.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use apiwire::governor::{Governor, Limits};
use apiwire::log::Exchange;
use apiwire::testing::{Reply, Script, TokioClock};
use apiwire::transport::TransportError;
use apiwire::{Error, Language};
use korea_checkout::calendar::Timestamp;
use korea_checkout::coupons::{ApplyCoupon, CreateCoupon, NewCoupon};
use korea_checkout::domains::SetCustomDomain;
use korea_checkout::events::Received;
use korea_checkout::raw::{Delete, Patch, Post, Put};
use korea_checkout::refunds::{CreateRefund, Paid, Refund};
use korea_checkout::sessions::{
    Buyer, CreateOnce, CreateSession, ExpireSession, GetSession, NewItem, NewSession, Polling, SessionUpdate,
    UpdateSession,
};
use korea_checkout::shops::{CreateShop, GetShop, NewShop, SettingsUpdate, UpdateShop};
use korea_checkout::{ApiKey, Config, KoreaCheckout, RawRequest, SessionId, ShopId, WritePermit, family};
use serde_json::{Value, json};
use webhook_verify::{Scheme, Secret, Signer, Verifier};

use crate::canary::{Canary, Heard, canary};
use crate::endpoints::endpoint_names_of;
use crate::{answer, start, trace_into};

/// What a call ended with.
type Ended = Result<Box<dyn Debug>, Error>;

fn boxed<T: Debug + 'static>(result: Result<T, Error>) -> Ended {
    result.map(|value| Box::new(value) as Box<dyn Debug>)
}

fn session() -> SessionId {
    SessionId::new("cs_1")
}

fn shop() -> ShopId {
    ShopId::new("shop_1")
}

/// A URL of the shop's with a buyer in it.
fn url(canary: &Canary) -> String {
    format!("https://shop.example.com/?token={}&mail={}", canary.secret_key, canary.email)
}

fn order(canary: &Canary) -> NewSession {
    NewSession::new("order-1001", 29_000, Buyer::new(&canary.name, &canary.email, &canary.phone))
        .with_item(NewItem::new("머그컵", 14_500, 2))
        .with_urls(url(canary), url(canary))
        .with_webhook_url(url(canary))
        .with_metadata("note", canary.prose())
        .with_extra("note", canary.prose())
}

fn refund(canary: &Canary) -> Refund {
    let refund = Refund::partial(Paid::known(session(), 29_000), 10_000).with_reason(canary.prose());
    refund.with_extra("note", canary.prose())
}

fn update(canary: &Canary) -> SessionUpdate {
    let update = SessionUpdate::new().with_name(&canary.name).with_email(&canary.email).with_phone(&canary.phone);
    update.with_metadata("note", canary.prose()).with_extra("note", canary.prose())
}

fn mugs(canary: &Canary) -> NewShop {
    NewShop::new("머그 상점", "머그컵", url(canary))
        .with_business("123-45-67890", "머그컴퍼니", &canary.name, &canary.address)
        .with_contact(&canary.email, &canary.phone)
        .with_extra("note", canary.prose())
}

fn settings(canary: &Canary) -> SettingsUpdate {
    let update = SettingsUpdate::new().with_webhook_url(url(canary)).with_notification_email(&canary.email);
    update.with_extra("note", canary.prose())
}

fn coupon(canary: &Canary) -> NewCoupon {
    let day = |text: &str| Timestamp::parse(text).unwrap();
    let coupon = NewCoupon::percentage("SPRING10", "봄맞이", 10, day("2026-03-01"), day("2026-03-31"));
    coupon.with_extra("note", canary.prose())
}

/// Every operation of the client, called once. A new endpoint gets its line here.
async fn call_everything(checkout: &KoreaCheckout) -> Vec<Ended> {
    let (canary, all) = (canary(), checkout.allow_writes(WritePermit::for_(family::ALL)));
    let (sessions, path, body) = (checkout.sessions(), ["api", "notes"], json!({"note": canary.prose()}));
    vec![
        boxed(sessions.create(order(canary)).await),
        boxed(sessions.create_once(&CreateOnce::new(), order(canary)).await),
        boxed(sessions.get(&session()).await),
        boxed(sessions.update(&session(), update(canary)).await),
        boxed(sessions.expire(ExpireSession::new(session())).await),
        boxed(sessions.wait_until_settled(&session(), Polling::default()).await),
        boxed(all.refunds().create(&refund(canary)).await),
        boxed(all.refunds().settle(&refund(canary)).await),
        boxed(all.shops().create(mugs(canary)).await),
        boxed(all.shops().get(&shop()).await),
        boxed(all.shops().update(&shop(), settings(canary)).await),
        boxed(all.domains().set(&shop(), "checkout.example.com").await),
        boxed(all.domains().status(&shop()).await),
        boxed(checkout.coupons().create(coupon(canary)).await),
        boxed(checkout.coupons().apply(&session(), &"SPRING10".parse().unwrap()).await),
        boxed(checkout.raw_request(&RawRequest::get(path).with_query("who", &canary.name)).await),
        boxed(all.raw_write(&RawRequest::<Post>::to(path).with_body(&body)).await),
        boxed(all.raw_write(&RawRequest::<Put>::to(path).with_body(&body)).await),
        boxed(all.raw_write(&RawRequest::<Patch>::to(path).with_body(&body)).await),
        boxed(all.raw_write(&RawRequest::<Delete>::to(path)).await),
    ]
}

/// The inputs and the endpoints made of them, before they are sent.
fn print_inputs(heard: &Heard) {
    let canary = canary();
    let inputs: [Box<dyn Debug>; 14] = [
        Box::new(order(canary)),
        Box::new(CreateSession::new(order(canary))),
        Box::new(GetSession::new(session())),
        Box::new(UpdateSession::new(session(), update(canary))),
        Box::new(ExpireSession::new(session())),
        Box::new(CreateRefund::new(refund(canary))),
        Box::new(CreateShop::new(mugs(canary))),
        Box::new(GetShop::new(shop())),
        Box::new(UpdateShop::new(shop(), settings(canary))),
        Box::new(SetCustomDomain::new(shop(), "checkout.example.com")),
        Box::new(CreateCoupon::new(coupon(canary))),
        Box::new(ApplyCoupon::new(session(), "SPRING10".parse().unwrap())),
        Box::new(RawRequest::<Post>::to(["api"]).with_query("who", &canary.name).with_body(&json!(canary.prose()))),
        Box::new(ApiKey::new(key()).unwrap()),
    ];
    for input in &inputs {
        heard.debug(input);
    }
}

/// Inputs that are refused, by rules that quote nothing.
async fn call_with_bad_input(checkout: &KoreaCheckout) -> Vec<Ended> {
    let (canary, all) = (canary(), checkout.allow_writes(WritePermit::for_(family::ALL)));
    // A person in every field that has a form.
    let wrong = NewSession::new("", 0, Buyer::new("", &canary.name, &canary.name))
        .with_item(NewItem::new("", 0, 0))
        .with_urls(canary.prose(), canary.prose())
        .with_webhook_url(canary.prose());
    let shop_of_nobody = NewShop::new("", "", canary.prose())
        .with_business(canary.phone.as_str(), "", "", "")
        .with_contact(&canary.memo, &canary.memo);
    let settings = SettingsUpdate::new().with_webhook_url(canary.prose()).with_notification_email(&canary.memo);
    vec![
        boxed(checkout.sessions().create(wrong).await),
        boxed(checkout.sessions().update(&session(), SessionUpdate::new().with_email(&canary.memo)).await),
        boxed(all.shops().create(shop_of_nobody).await),
        boxed(all.shops().update(&shop(), settings).await),
        boxed(all.domains().set(&shop(), &canary.address).await),
        boxed(all.refunds().create(&Refund::partial(Paid::known(session(), 1), 2).with_reason(canary.prose())).await),
    ]
}

fn key() -> String {
    format!("sk_test_{}", canary().secret_key)
}

/// A client whose every request is answered alike, with a record of what the exchange log was given.
fn checkout(reply: &Reply, heard: &Heard) -> (KoreaCheckout, Arc<Mutex<BTreeSet<&'static str>>>) {
    let config = Config::new(key()).unwrap();
    heard.debug(&config);
    let script = Script::new(std::iter::repeat_n(reply.clone(), 200));
    let pause = Limits::default().with_pause(Duration::ZERO, Duration::ZERO);
    let builder = KoreaCheckout::builder(config).transport(Arc::new(script)).governor(Governor::new(pause));
    let (operations, sink) = (Arc::new(Mutex::new(BTreeSet::new())), heard.clone());
    let called = Arc::clone(&operations);
    let checkout = builder.clock(Arc::new(TokioClock::starting_at(start()))).build().unwrap();
    let checkout = checkout.with_sink(Arc::new(move |exchange: &Exchange| {
        called.lock().unwrap().insert(exchange.operation);
        sink.debug(exchange);
    }));
    heard.debug(&checkout);
    heard.debug(&checkout.sessions());
    heard.debug(&checkout.shops());
    heard.debug(&checkout.allow_writes(WritePermit::for_(family::ALL)).refunds());
    (checkout, operations)
}

/// What every operation can read, with the person wherever a person can be, and in fields that nobody knows.
fn row(canary: &Canary) -> Value {
    let Canary { name, phone, address, email, memo, .. } = canary;
    let prose = canary.prose();
    json!({
        "sessionId": "cs_1", "checkoutUrl": "https://checkout.koreacheckout.com/cs_1", "status": "completed",
        "currency": name, "paymentMethod": memo, "gateway": name, "totalAmount": 29_000,
        "customer": {"name": name, "email": email, "phone": phone, "newField": prose},
        "refundId": "ref_1", "reason": prose, "metadata": {"note": prose},
        "id": "shop_1", "payment_methods": [name, memo], "domain_verification_status": memo,
        "business_info": {"ceo_name": name, "address": address, "newField": prose},
        "contact": {"email": email, "phone": phone, "newField": prose},
        "settings": {"currency": name, "webhook_url": url(canary), "notification_email": email, "newField": prose},
        "domain": "checkout.example.com",
        "verification_records": [{"type": name, "name": "_vercel-challenge", "value": "vc-1", "newField": prose}],
        "code": "SPRING10", "type": name, "applies_to": memo, "newTotal": 26_100,
        "discount": {"type": name, "amount": 2_900, "newField": prose}, "newField": prose,
    })
}

/// Good answers, half ones, wrong ones and refusals, all about the canary.
fn replies() -> Vec<Reply> {
    let (prose, row, json_type) = (canary().prose(), row(canary()), "application/json");
    let flat = row.to_string();
    let error = json!({"code": prose, "message": prose, "details": {"field": prose, "sessionId": prose}});
    let mut replies = vec![
        Reply::Fail(TransportError::Connect),
        Reply::Fail(TransportError::Lost),
        Reply::Truncated,
        Reply::Hang,
        answer(200, json_type, flat.clone()),
        answer(200, json_type, json!({"success": true, "message": prose, "data": row}).to_string()),
        answer(200, json_type, json!({"status": prose, "data": row}).to_string()),
        answer(200, json_type, json!({"success": false, "error": error, "message": prose}).to_string()),
        answer(200, json_type, json!({"success": prose, "data": row}).to_string()),
        answer(200, json_type, json!({"success": true, "data": prose}).to_string()),
        answer(200, json_type, json!({"sessionId": [prose], "id": {"x": prose}, "status": prose}).to_string()),
        answer(200, json_type, format!("\"{prose}\" {prose}")),
        answer(200, "text/html", format!("<html>{prose}</html>")),
    ];
    for status in [302, 400, 401, 402, 403, 404, 409, 410, 422, 429, 500, 503] {
        replies.push(answer(status, json_type, json!({"error": error}).to_string()));
        replies.push(answer(status, json_type, error.to_string()));
        replies.push(answer(status, json_type, json!({"error": prose}).to_string()));
        replies.push(answer(status, "text/html", format!("<html>{prose}</html>")));
    }
    // Broken off at every tenth character: serde quotes what it stumbles over, we must not.
    let ends = flat.char_indices().map(|(at, _)| at).step_by(10);
    replies.extend(ends.map(|end| answer(200, json_type, flat[..end].to_owned())));
    replies
}

fn hear(ended: &[Ended], heard: &Heard) {
    for end in ended {
        match end {
            Ok(value) => heard.debug(value),
            Err(error) => {
                heard.error(error);
                heard.text(error.hint(Language::Ko));
                heard.text(error.hint(Language::En));
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn no_call_to_korea_checkout_lets_the_canary_out() {
    let heard = Heard::default();
    let _guard = trace_into(&heard);
    print_inputs(&heard);
    let mut called = BTreeSet::new();
    for reply in replies() {
        let (checkout, operations) = checkout(&reply, &heard);
        hear(&call_everything(&checkout).await, &heard);
        hear(&call_with_bad_input(&checkout).await, &heard);
        heard.debug(&checkout.rate_limit());
        called.extend(operations.lock().unwrap().iter().map(ToString::to_string));
    }
    let raw = ["raw.get", "raw.post", "raw.put", "raw.patch", "raw.delete"].map(str::to_owned);
    let all: BTreeSet<String> = endpoint_names_of("korea-checkout").into_iter().chain(raw).collect();
    assert_eq!(called, all, "every endpoint was called");
    heard.assert_safe(&[
        "sessions.create",
        "<redacted>",
        "apiwire::exchange",
        "cs_1",
        "KeyRejected",
        "HTTP 401",
        "Unknown(..)",
        "not JSON",
        "Throttled",
        "MaybeSent",
        "customer.email must be an e-mail address",
        "ApiKey(test, <redacted>)",
        "RawRequest(POST /api?..)",
    ]);
}

#[tokio::test(start_paused = true)]
async fn no_event_lets_the_canary_out() {
    let heard = Heard::default();
    let _guard = trace_into(&heard);
    let secret: fn() -> Secret = || canary().secret_key.parse().unwrap();
    let verifier = Verifier::new(Scheme::body_hex(), [secret()]).unwrap();
    heard.debug(&verifier);
    let good = json!({"event": "payment.completed", "data": row(canary())}).to_string();
    let mut bodies: Vec<String> = ["payment.failed", "payment.refunded", "session.expired", &canary().name]
        .iter()
        .map(|name| json!({"id": canary().email, "event": name, "data": row(canary()), "note": canary().prose()}))
        .map(|body| body.to_string())
        .collect();
    bodies.extend(good.char_indices().map(|(at, _)| good[..at].to_owned()).step_by(10));
    bodies.push(json!({"event": "payment.completed", "data": canary().prose()}).to_string());
    bodies.push(good);
    let (checkout, _) = checkout(&answer(200, "application/json", row(canary()).to_string()), &heard);
    for body in bodies {
        let headers = Signer::new(Scheme::body_hex(), [secret()]).unwrap().sign(body.as_bytes(), None, 0).unwrap();
        let verified = verifier.verify(&headers, body.as_bytes(), 0).unwrap();
        heard.debug(&verified);
        match Received::parse(verified) {
            Ok(received) => {
                heard.debug(&received);
                hear(&[boxed(checkout.events().confirm(&received.event).await)], &heard);
            }
            Err(error) => heard.error(&error),
        }
    }
    heard.assert_safe(&["PaymentCompleted", "Unknown", "EventId", "Contradicted", "not JSON", "<redacted>"]);
}
