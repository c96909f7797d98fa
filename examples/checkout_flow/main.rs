//! A payment from the order to a refund: session, hosted page, webhook, confirmation by API, refund in part.
//!
//! `cargo run --example checkout_flow` plays the shop and its buyer against a sandbox in this process, and prints steps,
//! ids and amounts, nobody's name. With `--serve` the shop stays open for a buyer with a browser. The shop itself stands
//! in `shop.rs`, what it shows in `pages.rs`. With a key of your own it would be `KoreaCheckout::new(Config::from_env()?)`.

mod pages;
mod shop;

use std::error::Error;
use std::io::Write;
use std::time::Duration;

use commerce_sandbox::korea_checkout::{Checkout, DEFAULT_API_KEY};
use commerce_sandbox::server;
use korea_checkout::refunds::{Paid, Refund, Settled};
use korea_checkout::sessions::Session;
use korea_checkout::{CheckoutUrl, Config, Delivery, KoreaCheckout, WritePermit, family};
use shop::Shop;

/// Errors that may cross threads, as the shop's pages need them.
type AnyError = Box<dyn Error + Send + Sync>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), AnyError> {
    let serve = std::env::args().any(|argument| argument == "--serve");
    let sandbox = server::spawn_korea_checkout(Checkout::builder().build()?.into(), ([127, 0, 0, 1], 0)).await?;
    let config = Config::new(DEFAULT_API_KEY.into())?;
    let checkout = KoreaCheckout::loopback(&format!("http://{}", sandbox.addr()), config)?;
    let shop = Shop::open(checkout.clone()).await?;
    say(&format!("listening on {}", shop.origin()));
    if serve {
        loop {
            if let Err(error) = shop.next_event().await {
                say(&format!("confirm: later, {error}"));
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }

    let created = shop.sell().await?;
    pay(&created.checkout_url).await?;
    let session = shop.next_event().await?.ok_or("no payment was confirmed")?;
    refund(&checkout, &session).await?;
    shop.next_event().await?;
    Ok(())
}

/// What the buyer's browser does: it shows the page, sends its form, and is led back to the shop.
async fn pay(page: &CheckoutUrl) -> Result<(), AnyError> {
    let browser = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(10)).build()?;
    let shown = browser.get(page.as_str()).send().await?.error_for_status()?;
    let form = browser.post(shown.url().clone()).header("content-type", "application/x-www-form-urlencoded");
    let back = form.body("action=pay&method=kakao_pay").send().await?.error_for_status()?;
    say(&format!("buyer: paid, and back at {}, which proves nothing", back.url().path()));
    Ok(())
}

/// Gives a part of the money back, once.
async fn refund(checkout: &KoreaCheckout, session: &Session) -> Result<(), AnyError> {
    // A person has agreed to refunds, and to nothing else.
    let permit = WritePermit::for_([family::REFUNDS]);
    let checkout = checkout.allow_writes(permit.clone());
    let refund = Refund::partial(Paid::of(session)?, 10_000).with_reason("단순 변심");
    match checkout.refunds().create(&refund).await {
        Ok(refunded) => {
            let (id, status) = (refunded.row.refund_id, refunded.row.status);
            say(&format!("refund: {id} over 10000 won is {}", status.as_str()));
        }
        // The money may be on its way all the same: read, never send it again.
        Err(error) if error.delivery() == Delivery::MaybeSent || error.status() >= Some(500) => {
            say(&format!("refund: {error}"));
        }
        Err(error) => return Err(error.into()),
    }
    let (settled, session) = checkout.refunds().settle(&refund).await?;
    let settled = if settled == Settled::Done { "done" } else { "undecided, for a person to look at" };
    say(&format!("refund: {settled}, the session is {}", session.row.status.as_str()));
    permit.revoke();
    Ok(())
}

fn say(line: &str) {
    // Whoever reads the steps may stop reading.
    let _ = writeln!(std::io::stdout(), "{line}");
}
