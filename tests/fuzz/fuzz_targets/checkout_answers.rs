//! Any 2xx answer to any operation of Korea Checkout: what is no JSON and what says that it failed is no success, a write
//! whose answer cannot be read may have taken effect, and no error quotes the answer. The first byte chooses the operation.
#![no_main]

use std::fmt::Debug;

use apiwire::{Delivery, Error, ErrorKind};
use korea_checkout::calendar::Timestamp;
use korea_checkout::coupons::NewCoupon;
use korea_checkout::raw::RawRequest;
use korea_checkout::refunds::{Paid, Refund};
use korea_checkout::sessions::{Buyer, ExpireSession, NewItem, NewSession, SessionUpdate};
use korea_checkout::shops::{NewShop, SettingsUpdate};
use korea_checkout::{KoreaCheckout, Permitted, SessionId, ShopId};
use libfuzzer_sys::fuzz_target;

#[path = "../shared/clients.rs"]
mod clients;
#[path = "../shared/planted.rs"]
mod planted;

use clients::{Answer, answered, as_json, block_on};

fuzz_target!(|input: &[u8]| {
    let Some((choice, body)) = input.split_first() else { return };
    let body = planted::planted(body);
    block_on(call(*choice, &Answer::ok(body.clone()).checkout(), &body));
});

async fn call(choice: u8, checkout: &KoreaCheckout<Permitted>, body: &[u8]) {
    let (session, shop) = (SessionId::new("cs_7f3a9c21e4"), ShopId::new("shop_91d2"));
    let (sessions, shops) = (checkout.sessions(), checkout.shops());
    match choice % 13 {
        0 => ended(body, true, sessions.create(order()).await),
        1 => ended(body, false, sessions.get(&session).await),
        2 => unknown(body, sessions.update(&session, SessionUpdate::new().with_name("김두리")).await),
        3 => unknown(body, sessions.expire(ExpireSession::new(session)).await),
        4 => {
            let refund = Refund::partial(Paid::known(session, 29_000), 10_000);
            ended(body, true, checkout.refunds().create(&refund).await);
        }
        5 => unknown(body, checkout.coupons().create(coupon()).await),
        6 => ended(body, true, checkout.coupons().apply(&session, &"SPRING10".parse().expect("a code")).await),
        7 => ended(body, true, shops.create(mugs()).await),
        8 => ended(body, false, shops.get(&shop).await),
        9 => unknown(body, shops.update(&shop, SettingsUpdate::new().with_auto_refund(false)).await),
        10 => ended(body, true, checkout.domains().set(&shop, "checkout.example.com").await),
        11 => unknown(body, checkout.domains().status(&shop).await),
        _ => unknown(body, checkout.raw_request(&RawRequest::get(["api", "notes"])).await),
    }
}

fn order() -> NewSession {
    let order = NewSession::new("order-1001", 29_000, Buyer::new("김하나", "hana@example.com", "+82-10-1234-5678"));
    order
        .with_item(NewItem::new("머그컵", 14_500, 2))
        .with_urls("https://shop.example.com/a", "https://shop.example.com/b")
}

fn coupon() -> NewCoupon {
    let day = |text: &str| Timestamp::parse(text).expect("a day");
    NewCoupon::percentage("SPRING10", "봄맞이", 10, day("2026-03-01"), day("2026-03-31"))
}

fn mugs() -> NewShop {
    let shop = NewShop::new("머그 상점", "머그컵", "https://shop.example.com");
    let shop = shop.with_business("123-45-67890", "머그컴퍼니", "김하나", "서울특별시 송파구 예시로 1");
    shop.with_contact("help@shop.example.com", "02-123-4567")
}

/// An answer that the vendor documents.
fn ended<T: Debug>(body: &[u8], is_write: bool, answer: Result<T, Error>) {
    match answer {
        Ok(_) => {
            let (_, failed) = as_json(body).expect("a success came of what is no JSON");
            assert!(!failed, "a failure was taken for a success");
        }
        Err(error) => {
            answered(&error, is_write);
            let unread = error.kind() == ErrorKind::Decode;
            let expected = if is_write { Delivery::MaybeSent } else { Delivery::Answered };
            assert!(!unread || error.delivery() == expected, "{error:?}");
        }
    }
}

/// An answer that is not documented: empty is good too.
fn unknown<T: Debug>(body: &[u8], answer: Result<T, Error>) {
    match answer {
        Ok(_) => {
            let empty = body.trim_ascii().is_empty();
            assert!(empty || as_json(body).is_some_and(|(_, failed)| !failed), "a failure was taken for a success");
        }
        Err(error) => answered(&error, false),
    }
}
