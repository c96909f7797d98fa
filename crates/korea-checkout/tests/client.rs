//! The client as a whole: hosts, keys, names of writes, repeats, the pace, permits, requests of one's own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod shop;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use apiwire::testing::{Reply, Script};
use apiwire::transport::TransportError;
use apiwire::{Delivery, Error, ErrorKind};
use commerce_sandbox::korea_checkout::{Checkout, RateHeaders};
use korea_checkout::raw::{Delete, Post};
use korea_checkout::refunds::{Paid, Refund};
use korea_checkout::shops::SettingsUpdate;
use korea_checkout::{
    Config, ConfigError, CouponCode, Environment, KoreaCheckout, RawRequest, SessionId, ShopId, WritePermit, family,
};
use serde_json::json;
use shop::{answer, config, header, ok, open, order, over, paid, permitted, sandbox, scripted};
use tokio::time::Instant;

const SESSION: &str = r#"{"sessionId":"cs_1","status":"pending"}"#;
const CREATED: &str = r#"{"success":true,"sessionId":"cs_1","checkoutUrl":"https://checkout.koreacheckout.com/cs_1"}"#;

fn session() -> SessionId {
    SessionId::new("cs_1")
}

/// The origin that a client of this key and base URL calls.
async fn called(key: &str, base_url: Option<&str>) -> Result<String, ConfigError> {
    let script = Script::new([ok(SESSION)]);
    let builder = KoreaCheckout::builder(Config::new(key.to_owned())?).transport(Arc::new(script.clone()));
    let builder = match base_url {
        Some(url) => builder.base_url(url),
        None => builder,
    };
    builder.build()?.sessions().get(&session()).await.unwrap();
    let uri = script.requests()[0].uri().to_string();
    Ok(uri.strip_suffix("/api/checkout/session/cs_1").unwrap().to_owned())
}

#[tokio::test(start_paused = true)]
async fn the_prefix_of_the_key_picks_the_host_and_the_other_one_is_refused_before_anything_is_sent() {
    let (live, test) = ("https://api.koreacheckout.com", "https://sandbox-api.koreacheckout.com");
    assert_eq!(called("sk_live_1", None).await.unwrap(), live);
    assert_eq!(called("sk_test_1", None).await.unwrap(), test);
    assert_eq!(called("sk_test_1", Some(test)).await.unwrap(), test);
    for (key, url, why) in [
        ("sk_live_1", test, ConfigError::OtherEnvironment),
        ("sk_test_1", live, ConfigError::OtherEnvironment),
        ("sk_test_1", "https://API.koreacheckout.com.:443/", ConfigError::OtherEnvironment),
        ("sk_test_1", "https://api.koreacheckout.com:8443", ConfigError::OtherEnvironment),
    ] {
        assert_eq!(called(key, Some(url)).await, Err(why), "{key} {url}");
    }
}

#[tokio::test(start_paused = true)]
async fn another_base_url_is_https_or_this_very_machine() {
    for good in ["https://checkout.example.com", "http://127.0.0.1:8080", "http://[::1]:8080", "http://localhost"] {
        assert_eq!(called("sk_live_1", Some(good)).await.as_deref(), Ok(good));
    }
    for bad in ["http://checkout.example.com", "http://10.0.0.1", "ftp://127.0.0.1", "checkout.example.com", ""] {
        assert!(matches!(called("sk_live_1", Some(bad)).await, Err(ConfigError::BaseUrl(_))), "{bad}");
    }
}

#[cfg(feature = "reqwest")]
#[test]
fn a_local_fake_is_at_a_loopback_address() {
    assert!(KoreaCheckout::loopback("http://127.0.0.1:1", config()).is_ok());
    let refused = KoreaCheckout::loopback("https://checkout.example.com", config()).unwrap_err();
    assert_eq!(refused, ConfigError::NotLoopback);
    assert_eq!(KoreaCheckout::new(config()).unwrap().environment(), Environment::Test);
}

#[tokio::test(start_paused = true)]
async fn a23_the_key_goes_with_every_request_also_when_a_coupon_is_applied() {
    let (checkout, script) = scripted([ok(r#"{"newTotal":1}"#), ok(SESSION)]);
    checkout.coupons().apply(&session(), &CouponCode::new("SPRING10")).await.unwrap();
    checkout.sessions().get(&session()).await.unwrap();
    for request in script.requests() {
        assert_eq!(header(&request, "x-api-key"), Some("sk_test_sandbox"));
        assert_eq!(header(&request, "content-type"), Some("application/json"));
        assert!(request.headers()["x-api-key"].is_sensitive());
    }
}

#[tokio::test(start_paused = true)]
async fn a15_every_write_has_a_name_of_its_own_which_all_its_attempts_share() {
    let refused = || Reply::Fail(TransportError::Connect);
    let (checkout, script) = scripted([refused(), refused(), ok(CREATED), ok(CREATED), ok(SESSION)]);
    for number in ["order-1", "order-1"] {
        checkout.sessions().create(order(number)).await.unwrap();
    }
    checkout.sessions().get(&session()).await.unwrap();
    let requests = script.requests();
    let names: Vec<Option<&str>> = requests.iter().map(|request| header(request, "idempotency-key")).collect();
    let [Some(first), second, third, Some(other), None] = names[..] else { panic!("{names:?}") };
    assert_eq!((second, third), (Some(first), Some(first)));
    assert_ne!(first, other);
    let groups: Vec<usize> = first.split('-').map(str::len).collect();
    assert_eq!((groups, &first[14..15]), (vec![8, 4, 4, 4, 12], "4"), "a UUID of version 4");
}

#[tokio::test(start_paused = true)]
async fn a15_the_name_goes_in_another_header_or_in_none() {
    let send = |config: Config| async {
        let script = Script::new([ok(CREATED)]);
        let checkout = KoreaCheckout::builder(config).transport(Arc::new(script.clone())).build().unwrap();
        checkout.sessions().create(order("order-1")).await.unwrap();
        let names: BTreeSet<String> =
            script.requests()[0].headers().keys().map(|name| name.as_str().to_owned()).collect();
        names.into_iter().filter(|name| !["content-type", "x-api-key"].contains(&name.as_str())).collect::<Vec<_>>()
    };
    assert_eq!(send(config().with_idempotency_header("X-Write-Id").unwrap()).await, ["x-write-id"]);
    assert_eq!(send(config().without_idempotency_header()).await, [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn a25_reads_are_repeated_and_a_write_that_may_have_been_sent_is_not() {
    for reply in [Reply::Fail(TransportError::Timeout), Reply::Truncated, answer(503, &[], ""), answer(504, &[], "")] {
        let (checkout, script) = scripted([reply.clone(), ok(SESSION)]);
        checkout.sessions().get(&session()).await.unwrap();
        assert_eq!(script.requests().len(), 2, "{reply:?}");

        let (checkout, script) = scripted([reply.clone(), ok(CREATED)]);
        let error = checkout.sessions().create(order("order-1")).await.unwrap_err();
        assert_eq!((error.delivery(), script.requests().len()), (Delivery::MaybeSent, 1), "{reply:?}");

        let (checkout, script) = scripted([reply.clone(), ok(r#"{"refundId":"ref_1","status":"processing"}"#)]);
        let refund = Refund::full(Paid::known(session(), 29_000));
        let error = permitted(&checkout).refunds().create(&refund).await.unwrap_err();
        assert_eq!((error.delivery(), script.requests().len()), (Delivery::MaybeSent, 1), "{reply:?}");
        assert_eq!(error.settled_by(), Some("sessions.get"));
        assert!(error.to_string().ends_with("it may have taken effect: read sessions.get before doing it again"));
    }
    let (checkout, script) = scripted([answer(500, &[], ""), ok(CREATED)]);
    let error = checkout.sessions().create(order("order-1")).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::ServerError, Delivery::Answered));
    assert_eq!(script.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a25_a_call_ends_after_thirty_seconds() {
    let (checkout, _) = scripted([]);
    let began = Instant::now();
    let error = checkout.sessions().get(&session()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    let elapsed = began.elapsed();
    assert!(elapsed > Duration::from_secs(15) && elapsed <= Duration::from_secs(30), "{elapsed:?}");
}

#[tokio::test(start_paused = true)]
async fn a_test_key_makes_a_hundred_calls_in_a_minute_and_a_live_one_a_thousand() {
    for (key, calls) in [("sk_test_1", 100), ("sk_live_1", 1000)] {
        let script = Script::new(std::iter::repeat_n(ok(SESSION), calls + 1));
        let config = Config::new(key.to_owned()).unwrap();
        let checkout = KoreaCheckout::builder(config).transport(Arc::new(script)).build().unwrap();
        let began = Instant::now();
        for _ in 0..calls {
            checkout.sessions().get(&session()).await.unwrap();
        }
        assert_eq!(began.elapsed(), Duration::ZERO, "{key}");
        // The next free moment lies behind the deadline of a call.
        let error = checkout.sessions().get(&session()).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Deadline, Delivery::NotSent), "{key}");
        tokio::time::sleep(Duration::from_secs(60)).await;
        checkout.sessions().get(&session()).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_headers_say_about_the_rate_is_told_and_obeyed() {
    for headers in [RateHeaders::XRateLimit, RateHeaders::XRateLimitEpoch, RateHeaders::RateLimit] {
        let (checkout, _) = open(Checkout::builder().rate_headers(headers).calls_per_minute(3));
        let missing = SessionId::new("cs_none");
        let began = Instant::now();
        for left in [2, 1, 0] {
            assert_eq!(checkout.sessions().get(&missing).await.unwrap_err().kind(), ErrorKind::NotFound);
            let told = checkout.rate_limit().unwrap();
            assert_eq!((told.limit, told.remaining), (Some(3), Some(left)), "{headers:?}");
        }
        // The window is used up: no fourth call is made into a 429.
        let error = checkout.sessions().get(&missing).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Deadline, 0), "{headers:?}");
        tokio::time::sleep(error.retry_after().unwrap()).await;
        assert_eq!(checkout.sessions().get(&missing).await.unwrap_err().kind(), ErrorKind::NotFound, "{headers:?}");
        assert!(began.elapsed() <= Duration::from_secs(61), "{headers:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_429_pauses_the_key_for_as_long_as_it_says() {
    for (headers, pause) in [
        (&[("retry-after", "20")][..], 20),
        (&[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "40")], 40),
        (&[], 5),
    ] {
        let (checkout, script) = scripted([answer(429, headers, ""), ok(SESSION)]);
        let error = checkout.sessions().get(&session()).await.unwrap_err();
        assert_eq!((error.kind(), error.retry_after()), (ErrorKind::Throttled, Some(Duration::from_secs(pause))));
        let silent = checkout.sessions().get(&session()).await.unwrap_err();
        assert_eq!((silent.kind(), silent.delivery()), (ErrorKind::Throttled, Delivery::NotSent));
        assert_eq!(script.requests().len(), 1);
        tokio::time::sleep(Duration::from_secs(pause)).await;
        checkout.sessions().get(&session()).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn answers_of_404_do_not_silence_the_client() {
    let (checkout, sandbox) = sandbox();
    for _ in 0..20 {
        let error = checkout.sessions().get(&SessionId::new("cs_none")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
    }
    checkout.sessions().get(&paid(&checkout, &sandbox).await).await.unwrap();
    let (checkout, script) = scripted(std::iter::repeat_n(answer(404, &[], ""), 20).chain([ok(CREATED)]));
    while script.requests().len() < 20 {
        checkout.sessions().create(order("order-1")).await.unwrap_err();
    }
    checkout.sessions().create(order("order-1")).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_permit_opens_its_families_until_it_falls() {
    let (checkout, sandbox) = sandbox();
    let id = paid(&checkout, &sandbox).await;
    let refund = Refund::partial(Paid::known(id, 29_000), 1_000);
    let not_permitted = |error: Error| {
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::NotPermitted, Delivery::NotSent), "{error}");
    };
    let shops = checkout.allow_writes(WritePermit::for_([family::SHOPS]));
    not_permitted(shops.refunds().create(&refund).await.unwrap_err());
    not_permitted(shops.domains().set(&ShopId::new("shop_1"), "checkout.example.com").await.unwrap_err());
    let permit = WritePermit::for_([family::REFUNDS]);
    let refunds = checkout.allow_writes(permit.clone());
    let update = SettingsUpdate::new().with_auto_refund(true);
    not_permitted(refunds.shops().update(&ShopId::new("shop_1"), update).await.unwrap_err());
    not_permitted(refunds.raw_write(&RawRequest::<Delete>::to(["api", "coupons", "1"])).await.unwrap_err());
    refunds.refunds().create(&refund).await.unwrap();
    let handed_out = refunds.clone();
    permit.revoke();
    not_permitted(handed_out.refunds().create(&refund).await.unwrap_err());
    // Taking payments goes on without one.
    handed_out.sessions().create(order("order-2")).await.unwrap();
    checkout.stop("the shop is closed");
    let stopped = handed_out.sessions().create(order("order-3")).await.unwrap_err();
    assert!(stopped.kind() == ErrorKind::Stopped && stopped.to_string().ends_with("the shop is closed"), "{stopped}");
}

#[tokio::test(start_paused = true)]
async fn a24_what_is_documented_by_name_only_can_be_asked_for_by_hand() {
    let (checkout, script) =
        scripted([ok(r#"{"coupons":[1]}"#), ok(""), answer(400, &[], r#"{"error":"invalid_coupon"}"#), ok("<html>")]);
    let list = RawRequest::get(["api", "coupons", "a b/c"]).with_query("page", "2&3");
    let got = checkout.raw_request(&list).await.unwrap();
    assert_eq!((got.expose(), format!("{got:?}").as_str()), (&json!({"coupons": [1]}), "Sensitive(<redacted>)"));
    let all = permitted(&checkout);
    let validate = RawRequest::<Post>::to(["api", "coupons", "validate"]).with_body(&json!({"code": "SPRING10"}));
    assert_eq!(all.raw_write(&validate).await.unwrap().expose(), &json!(null));
    let error = all.raw_write(&validate).await.unwrap_err();
    assert_eq!(error.to_string(), "raw.post: a parameter was refused (HTTP 400, code invalid_coupon)");
    assert_eq!(checkout.raw_request(&list).await.unwrap_err().kind(), ErrorKind::Decode);
    let requests = script.requests();
    assert_eq!(requests[0].uri().path_and_query().unwrap(), "/api/coupons/a%20b%2Fc?page=2%263");
    assert_eq!((requests[1].method().as_str(), &requests[1].body()[..]), ("POST", &br#"{"code":"SPRING10"}"#[..]));
    assert!(header(&requests[1], "idempotency-key").is_some() && header(&requests[0], "idempotency-key").is_none());
    assert!(checkout.raw_request(&RawRequest::get(["api", "..", "x"])).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn an_endpoint_can_be_sent_by_hand_and_an_id_that_is_no_segment_is_refused() {
    let checkout = over(Arc::new(Script::new([])));
    for id in ["", ".", ".."] {
        let error = checkout.sessions().get(&SessionId::new(id)).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Configuration, Delivery::NotSent), "{id}");
    }
    let (checkout, script) = scripted([ok(SESSION)]);
    let _ = checkout.sessions().get(&SessionId::new("../shops?x=1#한")).await;
    assert_eq!(script.requests()[0].uri().path(), "/api/checkout/session/..%2Fshops%3Fx%3D1%23%ED%95%9C");
}
