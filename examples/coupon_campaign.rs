//! A coupon campaign: coupons of every type, and orders that use them until their limits say no.
//!
//! `cargo run --example coupon_campaign` asks an embedded sandbox and prints codes and amounts, nobody's name. What the
//! vendor refuses it refuses in codes of its own, of which only one is documented; the ones here are the sandbox's.

use std::error::Error;
use std::io::Write;
use std::time::{Duration, SystemTime};

use commerce_sandbox::korea_checkout::{Checkout, DEFAULT_API_KEY};
use commerce_sandbox::server;
use korea_checkout::calendar::Timestamp;
use korea_checkout::coupons::{AppliesTo, CouponType, NewCoupon};
use korea_checkout::sessions::{Buyer, NewItem, NewSession};
use korea_checkout::{Config, CouponCode, Delivery, KoreaCheckout};

/// An order: its coupon, its buyer by e-mail address, its total in won.
type Order = (&'static str, &'static str, i64);

/// What is tried, in this order.
const ORDERS: [Order; 9] = [
    ("SPRING10", "a@example.com", 29_000),
    ("SPRING10", "a@example.com", 29_000), // once for each buyer
    ("SPRING10", "b@example.com", 12_000), // below the minimum
    ("WELCOME", "a@example.com", 29_000),
    ("WELCOME", "b@example.com", 4_000),  // more off than there is to pay
    ("WELCOME", "c@example.com", 29_000), // twice in all
    ("FREESHIP", "a@example.com", 29_000),
    ("MUGS", "a@example.com", 29_000),
    ("SUMMER", "a@example.com", 29_000), // not yet
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = server::spawn_korea_checkout(Checkout::builder().build()?.into(), ([127, 0, 0, 1], 0)).await?;
    let config = Config::new(DEFAULT_API_KEY.into())?;
    let checkout = KoreaCheckout::loopback(&format!("http://{}", sandbox.addr()), config)?;

    for coupon in campaign(checkout.now())? {
        let Some(made) = checkout.coupons().create(coupon).await? else {
            say("made, and the answer does not say what")?;
            continue;
        };
        let kind = made.row.kind.as_ref().map_or("", CouponType::as_str);
        say(&format!("{}: {kind}, in all {}", made.row.code, limit(made.row.usage_limit)))?;
    }
    for (number, (code, buyer, won)) in (1..).zip(ORDERS) {
        let session = NewSession::new(format!("order-{number}"), won, Buyer::new("김예시", buyer, "+82-10-0000-0001"))
            .with_item(NewItem::new("머그컵", won, 1))
            .with_urls("https://shop.example.com/paid", "https://shop.example.com/cart");
        let created = checkout.sessions().create(session).await?.row;
        match checkout.coupons().apply(&created.session_id, &CouponCode::new(code)).await {
            // Keep the new total: it is what can be refunded one day.
            Ok(applied) => say(&format!("order-{number}: {code} makes {won} won {}", applied.row.new_total))?,
            Err(error) if error.delivery() == Delivery::Answered => {
                let why = error.vendor_code().map_or("no code", |code| code.as_str());
                say(&format!("order-{number}: {code} is refused: {why}"))?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn campaign(now: SystemTime) -> Result<[NewCoupon; 5], Box<dyn Error>> {
    let day = |days: u64| Timestamp::at(now + Duration::from_secs(days * 86_400)).ok_or("no such day");
    let (today, next_month, later) = (day(0)?, day(30)?, day(60)?);
    let during =
        |kind, code: &str, name, value| NewCoupon::new(code, name, kind, value, today.clone(), next_month.clone());
    Ok([
        during(CouponType::Percentage, "SPRING10", "봄맞이 10%", 10)
            .with_name_en("Spring 10%")
            .with_applies_to(AppliesTo::CartTotal)
            .with_usage_limits(Some(100), Some(1))
            .with_minimum_order_amount(20_000),
        during(CouponType::FixedAmount, "WELCOME", "첫 구매 5,000원", 5_000).with_usage_limits(Some(2), None),
        during(CouponType::FreeShipping, "FREESHIP", "무료 배송", 0),
        during(CouponType::ProductSpecific, "MUGS", "머그컵 3,000원", 3_000),
        NewCoupon::percentage("SUMMER", "여름 20%", 20, next_month.clone(), later),
    ])
}

fn limit(uses: Option<u64>) -> String {
    uses.map_or_else(|| "without limit".to_owned(), |uses| format!("{uses} times"))
}

fn say(line: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout(), "{line}")
}
