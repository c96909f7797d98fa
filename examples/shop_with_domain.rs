//! A new shop whose hosted page is at a domain of its own: make it, set it up, prove the domain, wait until it is ready.
//!
//! `cargo run --example shop_with_domain` asks an embedded sandbox, where a domain is verified within two seconds; the
//! vendor needs up to 24 hours. It prints ids and records, nobody's name.

use std::error::Error;
use std::io::Write;
use std::time::Duration;

use commerce_sandbox::korea_checkout::{Checkout, DEFAULT_API_KEY};
use commerce_sandbox::server;
use korea_checkout::domains::{CNAME_RECORD, DomainStatus};
use korea_checkout::shops::{ConfigurationStatus, NewShop, SettingsUpdate, VerificationStatus};
use korea_checkout::{Config, KoreaCheckout, ShopId, WritePermit, family};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Checkout::builder().domain_time(Duration::from_secs(2)).build()?;
    let sandbox = server::spawn_korea_checkout(sandbox.into(), ([127, 0, 0, 1], 0)).await?;
    let config = Config::new(DEFAULT_API_KEY.into())?;
    let checkout = KoreaCheckout::loopback(&format!("http://{}", sandbox.addr()), config)?;

    // A person has agreed to changes of shops and domains, and to nothing else: not to refunds.
    let permit = WritePermit::for_([family::SHOPS, family::DOMAINS]);
    let shop = open_shop(&checkout, &permit).await?;
    permit.revoke();

    // Waiting only reads.
    let ready = wait(&checkout, &shop).await?;
    say(if ready { "buyers pay there from now on" } else { "buyers pay at the vendor's address until it is" })
}

async fn open_shop(checkout: &KoreaCheckout, permit: &WritePermit) -> Result<ShopId, Box<dyn Error>> {
    let permitted = checkout.allow_writes(permit.clone());
    let mugs = NewShop::new("머그 상점", "손으로 만든 머그컵", "https://mugs.example.com")
        .with_business("123-45-67890", "머그컴퍼니", "김예시", "서울특별시 송파구 예시로 1")
        .with_contact("help@mugs.example.com", "02-000-0001");
    let shop = permitted.shops().create(mugs).await?.row.id;
    say(&format!("made {shop}"))?;
    let settings =
        SettingsUpdate::new().with_webhook_url("https://mugs.example.com/webhooks").with_payment_timeout_seconds(1_800);
    permitted.shops().update(&shop, settings).await?;
    say("its events go to its own webhook")?;

    let domain = permitted.domains().set(&shop, "checkout.mugs.example.com").await?.row;
    say(&format!("put these records into the DNS, and {} CNAME {CNAME_RECORD}:", domain.domain))?;
    for record in domain.verification_records.unwrap_or_default() {
        say(&format!("  {} {} {}", record.name, record.kind.as_str(), record.value))?;
    }
    Ok(shop)
}

/// Whether the domain was ready before it failed or the time was up.
async fn wait(checkout: &KoreaCheckout, shop: &ShopId) -> Result<bool, Box<dyn Error>> {
    const EVERY: Duration = Duration::from_millis(500); // of real DNS, ask every ten minutes
    const TIMES: usize = 40;
    let mut last = None;
    for _ in 0..TIMES {
        let status = checkout.domains().status(shop).await?;
        if last.as_ref() != Some(&status) {
            say(&format!("domain: {}", words(&status)))?;
        }
        if status.is_ready() {
            return Ok(true);
        }
        if status.verification == Some(VerificationStatus::Failed)
            || status.configuration == Some(ConfigurationStatus::Failed)
        {
            return Ok(false);
        }
        last = Some(status);
        tokio::time::sleep(EVERY).await;
    }
    Ok(false)
}

fn words(status: &DomainStatus) -> String {
    let verification = status.verification.as_ref().map_or("unknown", VerificationStatus::as_str);
    let configuration = status.configuration.as_ref().map_or("unknown", ConfigurationStatus::as_str);
    format!("verification {verification}, configuration {configuration}")
}

fn say(line: &str) -> Result<(), Box<dyn Error>> {
    Ok(writeln!(std::io::stdout(), "{line}")?)
}
