//! Coupons, shops and custom domains: what is sent, what is refused before it is sent, and what is read.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod shop;

use std::time::Duration;

use apiwire::{Delivery, Error, ErrorKind, InputFault};
use commerce_sandbox::korea_checkout::{Casing, Checkout, DEFAULT_DOMAIN_TIME, Envelope, Operation};
use korea_checkout::calendar::Timestamp;
use korea_checkout::coupons::{AppliesTo, CouponType, NewCoupon};
use korea_checkout::domains::{self, RecordType};
use korea_checkout::sessions::Currency;
use korea_checkout::shops::{ConfigurationStatus, NewShop, SettingsUpdate, ShopStatus, VerificationStatus};
use korea_checkout::{CouponCode, ShopId};
use serde_json::json;
use shop::{json as sent, ok, open, order, permitted, sandbox, scripted};

fn day(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn march() -> (Timestamp, Timestamp) {
    (day("2026-03-01T00:00:00+09:00"), day("2026-03-31T23:59:59+09:00"))
}

fn coupon(kind: CouponType, value: i64) -> NewCoupon {
    NewCoupon::new("SPRING10", "봄맞이", kind, value, march().0, march().1)
}

fn paths(error: &Error) -> Vec<&str> {
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Configuration, Delivery::NotSent));
    error.input_faults().iter().map(InputFault::path).collect()
}

#[tokio::test(start_paused = true)]
async fn every_field_of_a_coupon_is_sent_by_its_name() {
    let (checkout, script) = scripted([ok(""), ok(r#"{"success":true}"#)]);
    let (from, until) = march();
    let full = NewCoupon::percentage("SPRING10", "봄맞이 10%", 10, from, until)
        .with_name_en("Spring 10%")
        .with_usage_limits(Some(100), Some(1))
        .with_minimum_order_amount(20_000)
        .with_applies_to(AppliesTo::CartTotal)
        .with_extra("product_ids", vec!["mug-1"]);
    assert!(checkout.coupons().create(full).await.unwrap().is_none());
    checkout.coupons().create(coupon(CouponType::FreeShipping, 0)).await.unwrap();
    let requests = script.requests();
    assert_eq!(
        sent(&requests[0]),
        json!({
            "code": "SPRING10", "name_ko": "봄맞이 10%", "name_en": "Spring 10%", "type": "percentage",
            "discount_value": 10, "valid_from": "2026-02-28T15:00:00Z", "valid_until": "2026-03-31T14:59:59Z",
            "usage_limit": 100, "usage_limit_per_customer": 1, "minimum_order_amount": 20_000,
            "applies_to": "cart_total", "product_ids": ["mug-1"],
        })
    );
    assert_eq!(sent(&requests[1])["type"], json!("free_shipping"));
    assert_eq!(requests[1].uri().path(), "/api/coupons/create");
}

#[tokio::test(start_paused = true)]
async fn a_coupon_that_cannot_be_is_refused_before_it_is_sent() {
    let (checkout, script) = scripted([]);
    for (bad, expected) in [
        (coupon(CouponType::Percentage, 0), vec!["discount_value"]),
        (coupon(CouponType::Percentage, 101), vec!["discount_value"]),
        (coupon(CouponType::FixedAmount, 0), vec!["discount_value"]),
        (coupon(CouponType::ProductSpecific, -1), vec!["discount_value"]),
        (coupon(CouponType::from("surprise"), -1), vec!["discount_value"]),
        (
            coupon(CouponType::FixedAmount, 1).with_usage_limits(Some(0), Some(0)),
            vec!["usage_limit", "usage_limit_per_customer"],
        ),
        (coupon(CouponType::FixedAmount, 1).with_minimum_order_amount(-1), vec!["minimum_order_amount"]),
        (NewCoupon::fixed_amount("A B", " ", 1, march().1, march().0), vec!["code", "name_ko", "valid_until"]),
        (NewCoupon::fixed_amount("", "이름", 1, march().0, march().0), vec!["code", "valid_until"]),
    ] {
        assert_eq!(paths(&checkout.coupons().create(bad).await.unwrap_err()), expected);
    }
    let error = checkout.coupons().apply(&"".parse().unwrap(), &CouponCode::new(" ")).await.unwrap_err();
    assert_eq!(paths(&error), ["sessionId", "couponCode"]);
    assert!(script.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_coupon_takes_its_discount_off_in_the_sandbox() {
    for (kind, value, total) in [(CouponType::Percentage, 10, 26_100), (CouponType::FixedAmount, 5_000, 24_000)] {
        let (checkout, _) = sandbox();
        let session = checkout.sessions().create(order("order-1")).await.unwrap().row.session_id;
        let new = coupon(kind.clone(), value).with_usage_limits(Some(1), Some(1)).with_minimum_order_amount(20_000);
        checkout.coupons().create(new).await.unwrap();
        let applied = checkout.coupons().apply(&session, &CouponCode::new("SPRING10")).await.unwrap().row;
        let discount = applied.discount.unwrap();
        assert_eq!((applied.new_total, discount.amount), (total, Some(29_000 - total)));
        assert_eq!((discount.kind, discount.value), (Some(kind), Some(value)));
        let refused = checkout.coupons().apply(&session, &CouponCode::new("NONE")).await.unwrap_err();
        assert_eq!(refused.delivery(), Delivery::Answered);
    }
}

fn mugs() -> NewShop {
    NewShop::new("머그 상점", "손으로 만든 머그컵", "https://shop.example.com")
        .with_business("123-45-67890", "머그컴퍼니", "김하나", "서울특별시 송파구 예시로 1")
        .with_contact("help@shop.example.com", "02-123-4567")
}

#[tokio::test(start_paused = true)]
async fn every_field_of_a_shop_is_sent_by_its_name() {
    let (checkout, script) = scripted([ok(r#"{"id":"shop_1"}"#), ok(r#"{"id":"shop_1"}"#), ok("")]);
    let shops = permitted(&checkout);
    shops.shops().create(mugs()).await.unwrap();
    shops.shops().create(mugs().with_locale(Currency::from("USD"), "UTC", "en")).await.unwrap();
    let update = SettingsUpdate::new()
        .with_webhook_url("https://shop.example.com/webhooks")
        .with_notification_email("owner@shop.example.com")
        .with_auto_refund(false)
        .with_payment_timeout_seconds(1_800);
    assert!(shops.shops().update(&ShopId::new("shop_1"), update).await.unwrap().is_none());
    let requests = script.requests();
    assert_eq!(
        sent(&requests[0]),
        json!({
            "name": "머그 상점", "description": "손으로 만든 머그컵", "website": "https://shop.example.com",
            "business_info": {
                "business_number": "123-45-67890", "business_name": "머그컴퍼니", "ceo_name": "김하나",
                "address": "서울특별시 송파구 예시로 1",
            },
            "contact": {"email": "help@shop.example.com", "phone": "02-123-4567"},
            "settings": {"currency": "KRW", "timezone": "Asia/Seoul", "language": "ko"},
        })
    );
    assert_eq!(sent(&requests[1])["settings"], json!({"currency": "USD", "timezone": "UTC", "language": "en"}));
    let settings = json!({
        "webhook_url": "https://shop.example.com/webhooks", "notification_email": "owner@shop.example.com",
        "auto_refund_enabled": false, "payment_timeout": 1_800,
    });
    assert_eq!(sent(&requests[2]), json!({"settings": settings}));
}

#[tokio::test(start_paused = true)]
async fn a_shop_that_cannot_be_is_refused_before_it_is_sent() {
    let (checkout, script) = scripted([]);
    let (all, id) = (permitted(&checkout), ShopId::new("shop_1"));
    let error = all.shops().create(NewShop::new("", "", "http://shop.example.com")).await.unwrap_err();
    let business =
        ["business_number", "business_name", "ceo_name", "address"].map(|name| format!("business_info.{name}"));
    let expected: Vec<&str> = ["name", "website"]
        .into_iter()
        .chain(business.iter().map(String::as_str))
        .chain(["contact.email", "contact.phone"])
        .collect();
    assert_eq!(paths(&error), expected);
    assert_eq!(paths(&all.shops().update(&id, SettingsUpdate::new()).await.unwrap_err()), ["the update"]);
    let wrong = SettingsUpdate::new()
        .with_webhook_url("http://shop.example.com")
        .with_notification_email("owner")
        .with_payment_timeout_seconds(0);
    let error = all.shops().update(&id, wrong).await.unwrap_err();
    assert_eq!(paths(&error), ["settings.webhook_url", "settings.notification_email", "settings.payment_timeout"]);
    assert_eq!(paths(&all.domains().set(&id, "example.com").await.unwrap_err()), ["domain"]);
    assert!(script.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a10_a18_a_shop_is_read_in_every_envelope_and_in_both_cases() {
    for envelope in [Envelope::Bare, Envelope::Data, Envelope::Flat] {
        for casing in [Casing::AsPrinted, Casing::Other] {
            let builder = [Operation::CreateShop, Operation::GetShop, Operation::UpdateShop]
                .into_iter()
                .fold(Checkout::builder().casing(casing), |builder, operation| builder.envelope(operation, envelope));
            let (checkout, _) = open(builder);
            let all = permitted(&checkout);
            let id = all.shops().create(mugs()).await.unwrap().row.id;
            let update = SettingsUpdate::new().with_payment_timeout_seconds(600);
            assert!(all.shops().update(&id, update).await.unwrap().is_some(), "{envelope:?}");
            let shop = checkout.shops().get(&id).await.unwrap();
            assert_eq!((shop.row.status, shop.oddities.count()), (Some(ShopStatus::Active), 0));
            let business = shop.row.business_info.unwrap();
            assert_eq!(business.business_number.unwrap().as_str(), "123-45-67890", "{envelope:?} {casing:?}");
            assert!(!shop.row.payment_methods.unwrap().is_empty() && shop.row.created_at.is_some());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_custom_domain_is_set_proved_and_ready_after_a_while() {
    let (checkout, _) = open(Checkout::builder().failing_domain("broken.example.com"));
    let all = permitted(&checkout);
    let id = all.shops().create(mugs()).await.unwrap().row.id;
    let none = checkout.domains().status(&id).await.unwrap();
    assert!(none.domain.is_none() && !none.is_ready());
    let setup = all.domains().set(&id, "Checkout.Example.com.").await.unwrap().row;
    assert_eq!(setup.domain, "checkout.example.com");
    let records = setup.verification_records.unwrap();
    assert!(
        records.iter().any(|record| record.kind == RecordType::Txt && record.value.starts_with("vc-domain-verify"))
    );
    let waiting = checkout.domains().status(&id).await.unwrap();
    assert_eq!((waiting.verification.as_ref(), waiting.is_ready()), (Some(&VerificationStatus::Pending), false));
    tokio::time::sleep(DEFAULT_DOMAIN_TIME + Duration::from_secs(1)).await;
    let ready = checkout.domains().status(&id).await.unwrap();
    assert_eq!(ready.domain.as_deref(), Some("checkout.example.com"));
    assert_eq!(ready.configuration, Some(ConfigurationStatus::Configured));
    assert!(ready.is_ready());
    all.domains().set(&id, "broken.example.com").await.unwrap();
    tokio::time::sleep(DEFAULT_DOMAIN_TIME + Duration::from_secs(1)).await;
    assert_eq!(checkout.domains().status(&id).await.unwrap().verification, Some(VerificationStatus::Failed));
    assert_eq!((domains::A_RECORD, domains::CNAME_RECORD), ("76.76.19.123", "cname.vercel-dns.com"));
}
