//! Every operation with what must stand on the wire, written down from the vendor's page.

use apiwire::{BoxFuture, Error};
use korea_checkout::calendar::Timestamp;
use korea_checkout::coupons::{AppliesTo, NewCoupon};
use korea_checkout::refunds::{Paid, Refund};
use korea_checkout::sessions::{Buyer, ExpireSession, NewItem, NewSession, SessionUpdate};
use korea_checkout::shops::{NewShop, SettingsUpdate};
use korea_checkout::{KoreaCheckout, Permitted, SessionId, ShopId};

/// One way to call an operation.
pub(crate) struct Call {
    /// The operation's name.
    pub(crate) name: &'static str,
    /// Makes the call, and says what names the answer.
    pub(crate) make: for<'c> fn(&'c KoreaCheckout<Permitted>) -> BoxFuture<'c, Result<String, Error>>,
    pub(crate) method: &'static str,
    /// The request target, byte for byte.
    pub(crate) target: &'static str,
    /// The request's body, as JSON; empty for none.
    pub(crate) body: &'static str,
    /// The answer.
    pub(crate) fixture: &'static str,
    /// What names it.
    pub(crate) read: &'static str,
}

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../crates/korea-checkout/fixtures/", $name, ".json"))
    };
}

fn session() -> SessionId {
    SessionId::new("cs_7f3a9c21e4")
}

fn shop() -> ShopId {
    ShopId::new("shop_91d2")
}

fn order() -> NewSession {
    NewSession::new("order-1001", 29_000, Buyer::new("김하나", "hana@example.com", "+82-10-1234-5678"))
        .with_item(NewItem::new("머그컵", 14_500, 2).with_product_id("mug-1").with_description("흰색"))
        .with_urls("https://shop.example.com/paid", "https://shop.example.com/cart")
        .with_webhook_url("https://shop.example.com/webhooks")
        .with_metadata("cart", "7")
}

fn coupon() -> NewCoupon {
    let day = |text: &str| Timestamp::parse(text).unwrap();
    let (from, until) = (day("2026-03-01T00:00:00+09:00"), day("2026-03-31T23:59:59+09:00"));
    NewCoupon::percentage("SPRING10", "봄맞이 10%", 10, from, until)
        .with_name_en("Spring 10%")
        .with_usage_limits(Some(100), Some(1))
        .with_minimum_order_amount(20_000)
        .with_applies_to(AppliesTo::CartTotal)
}

fn mugs() -> NewShop {
    NewShop::new("머그 상점", "손으로 만든 머그컵", "https://shop.example.com")
        .with_business("123-45-67890", "머그컴퍼니", "김하나", "서울특별시 송파구 예시로 1")
        .with_contact("help@shop.example.com", "02-123-4567")
}

fn settings() -> SettingsUpdate {
    SettingsUpdate::new()
        .with_webhook_url("https://shop.example.com/webhooks")
        .with_notification_email("owner@shop.example.com")
        .with_auto_refund(false)
        .with_payment_timeout_seconds(1_800)
}

pub(crate) const CALLS: &[Call] = &[
    Call {
        name: "sessions.create",
        make: |c| Box::pin(async { Ok(c.sessions().create(order()).await?.row.session_id.to_string()) }),
        method: "POST",
        target: "/api/checkout/create-session",
        body: r#"{
            "platform": "headless", "platformOrderId": "order-1001",
            "items": [{"name": "머그컵", "price": 14500, "quantity": 2, "productId": "mug-1", "description": "흰색"}],
            "customer": {"name": "김하나", "email": "hana@example.com", "phone": "+82-10-1234-5678"},
            "totalAmount": 29000, "currency": "KRW", "returnUrl": "https://shop.example.com/paid",
            "cancelUrl": "https://shop.example.com/cart", "webhookUrl": "https://shop.example.com/webhooks",
            "metadata": {"cart": "7"}
        }"#,
        fixture: fixture!("sessions.create"),
        read: "cs_7f3a9c21e4",
    },
    Call {
        name: "sessions.get",
        make: |c| Box::pin(async { Ok(c.sessions().get(&session()).await?.row.status.as_str().to_owned()) }),
        method: "GET",
        target: "/api/checkout/session/cs_7f3a9c21e4",
        body: "",
        fixture: fixture!("sessions.get"),
        read: "completed",
    },
    Call {
        name: "sessions.update",
        make: |c| {
            Box::pin(async {
                let update = SessionUpdate::new().with_name("김두리").with_email("duri@example.com");
                let updated = c.sessions().update(&session(), update.with_metadata("cart", "8")).await?;
                Ok(updated.unwrap().row.session_id.to_string())
            })
        },
        method: "PATCH",
        target: "/api/checkout/session/cs_7f3a9c21e4",
        body: r#"{"customer": {"name": "김두리", "email": "duri@example.com"}, "metadata": {"cart": "8"}}"#,
        fixture: fixture!("sessions.update"),
        read: "cs_7f3a9c21e4",
    },
    Call {
        name: "sessions.expire",
        make: |c| {
            Box::pin(async {
                let expired = c.sessions().expire(ExpireSession::new(session())).await?;
                Ok(expired.unwrap().row.status.as_str().to_owned())
            })
        },
        method: "POST",
        target: "/api/checkout/session/cs_7f3a9c21e4/expire",
        body: "",
        fixture: fixture!("sessions.expire"),
        read: "expired",
    },
    Call {
        name: "refunds.create",
        make: |c| {
            Box::pin(async {
                let refund = Refund::partial(Paid::known(session(), 29_000), 10_000).with_reason("색상 교환");
                Ok(c.refunds().create(&refund.with_notify_customer(true)).await?.row.refund_id.to_string())
            })
        },
        method: "POST",
        target: "/api/checkout/session/cs_7f3a9c21e4/refund",
        body: r#"{"amount": 10000, "reason": "색상 교환", "notify_customer": true}"#,
        fixture: fixture!("refunds.create"),
        read: "ref_5b20c8",
    },
    Call {
        name: "refunds.create",
        make: |c| {
            Box::pin(async {
                let refund = Refund::full(Paid::known(session(), 29_000));
                Ok(c.refunds().create(&refund).await?.row.refund_id.to_string())
            })
        },
        method: "POST",
        target: "/api/checkout/session/cs_7f3a9c21e4/refund",
        body: "{}",
        fixture: fixture!("refunds.create"),
        read: "ref_5b20c8",
    },
    Call {
        name: "shops.create",
        make: |c| Box::pin(async { Ok(c.shops().create(mugs()).await?.row.id.to_string()) }),
        method: "POST",
        target: "/api/shops",
        body: r#"{
            "name": "머그 상점", "description": "손으로 만든 머그컵", "website": "https://shop.example.com",
            "business_info": {
                "business_number": "123-45-67890", "business_name": "머그컴퍼니", "ceo_name": "김하나",
                "address": "서울특별시 송파구 예시로 1"
            },
            "contact": {"email": "help@shop.example.com", "phone": "02-123-4567"},
            "settings": {"currency": "KRW", "timezone": "Asia/Seoul", "language": "ko"}
        }"#,
        fixture: fixture!("shops.create"),
        read: "shop_91d2",
    },
    Call {
        name: "shops.get",
        make: |c| Box::pin(async { Ok(c.domains().status(&shop()).await?.domain.unwrap()) }),
        method: "GET",
        target: "/api/shops/shop_91d2",
        body: "",
        fixture: fixture!("shops.get"),
        read: "checkout.example.com",
    },
    Call {
        name: "shops.update",
        make: |c| Box::pin(async { Ok(c.shops().update(&shop(), settings()).await?.unwrap().row.id.to_string()) }),
        method: "PATCH",
        target: "/api/shops/shop_91d2",
        body: r#"{"settings": {
            "webhook_url": "https://shop.example.com/webhooks", "notification_email": "owner@shop.example.com",
            "auto_refund_enabled": false, "payment_timeout": 1800
        }}"#,
        fixture: fixture!("shops.update"),
        read: "shop_91d2",
    },
    Call {
        name: "domains.set",
        make: |c| Box::pin(async { Ok(c.domains().set(&shop(), "checkout.example.com").await?.row.domain) }),
        method: "PATCH",
        target: "/api/shops/shop_91d2/custom-domain",
        body: r#"{"domain": "checkout.example.com"}"#,
        fixture: fixture!("domains.set"),
        read: "checkout.example.com",
    },
    Call {
        name: "coupons.create",
        make: |c| Box::pin(async { Ok(c.coupons().create(coupon()).await?.unwrap().row.code.to_string()) }),
        method: "POST",
        target: "/api/coupons/create",
        body: r#"{
            "code": "SPRING10", "name_ko": "봄맞이 10%", "name_en": "Spring 10%", "type": "percentage",
            "discount_value": 10, "valid_from": "2026-02-28T15:00:00Z", "valid_until": "2026-03-31T14:59:59Z",
            "usage_limit": 100, "usage_limit_per_customer": 1, "minimum_order_amount": 20000,
            "applies_to": "cart_total"
        }"#,
        fixture: fixture!("coupons.create"),
        read: "SPRING10",
    },
    Call {
        name: "coupons.apply",
        make: |c| {
            Box::pin(async {
                let applied = c.coupons().apply(&session(), &"SPRING10".parse().unwrap()).await?;
                Ok(applied.row.new_total.to_string())
            })
        },
        method: "POST",
        target: "/api/coupons/apply",
        body: r#"{"sessionId": "cs_7f3a9c21e4", "couponCode": "SPRING10"}"#,
        fixture: fixture!("coupons.apply"),
        read: "26100",
    },
];
