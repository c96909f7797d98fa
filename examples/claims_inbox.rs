//! The claims inbox of a shop: what buyers want of the last seven days, by what to do next.
//!
//! `cargo run --example claims_inbox` asks an embedded sandbox and prints counts and ids, nobody's name. With keys of your
//! own it would be `Wing::live(Config::from_env()?)`.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::Write;

use commerce_sandbox::coupang::{self, Gateway};
use commerce_sandbox::server;
use coupang_wing::calendar::KstDate;
use coupang_wing::claims::{
    CollectionStatus, Exchange, ExchangeQuery, ExchangeStatus, ItemReleaseStatus, ReceiptStatus, RedeliveryStatus,
    ReturnQuery, ReturnRequest, ReturnStatus,
};
use coupang_wing::{Config, Wing};

/// Ids by what to do with them.
type Inbox = BTreeMap<&'static str, BTreeSet<i64>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = server::spawn(Gateway::builder().build()?.into(), ([127, 0, 0, 1], 0)).await?;
    let (access, secret) = (coupang::DEFAULT_ACCESS_KEY.into(), coupang::DEFAULT_SECRET_KEY.into());
    let config = Config::new(coupang::DEFAULT_VENDOR, access, secret)?;
    let wing = Wing::loopback(&format!("http://{}", sandbox.addr()), config)?;

    let today = KstDate::at(wing.now());
    let from = today.plus_days(-6);
    show("Cancelled orders", &cancellations(&wing, from, today).await?)?;
    show("Open returns", &returns(&wing, from, today).await?)?;
    show("Open exchanges", &exchanges(&wing, from, today).await?)?;
    Ok(())
}

async fn cancellations(wing: &Wing, from: KstDate, to: KstDate) -> Result<Inbox, Box<dyn Error>> {
    let mut inbox = Inbox::new();
    let mut receipts = wing.claims().list_returns(ReturnQuery::cancellations(from, to)?);
    while let Some(receipt) = receipts.next().await {
        inbox.entry("do not ship").or_default().insert(receipt?.receipt_id.get());
    }
    Ok(inbox)
}

async fn returns(wing: &Wing, from: KstDate, to: KstDate) -> Result<Inbox, Box<dyn Error>> {
    let mut inbox = Inbox::new();
    // One status for each call. A stop request stands under two of them, which the set of ids makes one.
    for status in [ReturnStatus::StopRequested, ReturnStatus::Received, ReturnStatus::CoupangCheck] {
        let mut receipts = wing.claims().list_returns(ReturnQuery::days(from, to, status)?);
        while let Some(receipt) = receipts.next().await {
            let receipt = receipt?;
            inbox.entry(next_for_return(&receipt)).or_default().insert(receipt.receipt_id.get());
        }
    }
    Ok(inbox)
}

fn next_for_return(receipt: &ReturnRequest) -> &'static str {
    let waits = |item: &coupang_wing::claims::ReturnItem| item.release_status == Some(ItemReleaseStatus::NotShipped);
    match receipt.receipt_status {
        ReceiptStatus::StopRequested => "stop the parcel, or say that it has left",
        ReceiptStatus::Unchecked if receipt.return_items.iter().any(waits) => {
            "stop the parcel, or say that it has left"
        }
        ReceiptStatus::Unchecked => "confirm the goods when they are back",
        ReceiptStatus::WarehouseConfirmed => "approve the refund",
        ReceiptStatus::CoupangCheck => "wait for Coupang",
        _ => "look in Wing",
    }
}

async fn exchanges(wing: &Wing, from: KstDate, to: KstDate) -> Result<Inbox, Box<dyn Error>> {
    let mut inbox = Inbox::new();
    let mut exchanges = wing.claims().list_exchanges(ExchangeQuery::days(from, to)?);
    while let Some(exchange) = exchanges.next().await {
        let exchange = exchange?;
        if let Some(step) = next_for_exchange(&exchange) {
            inbox.entry(step).or_default().insert(exchange.exchange_id.get());
        }
    }
    Ok(inbox)
}

/// By where the goods are: Coupang's pages disagree about what `PROGRESS` means. `None` for a closed one.
fn next_for_exchange(exchange: &Exchange) -> Option<&'static str> {
    if matches!(exchange.exchange_status, ExchangeStatus::Success | ExchangeStatus::Reject | ExchangeStatus::Cancel) {
        return None;
    }
    Some(match (&exchange.collect_status, &exchange.delivery_status) {
        (_, Some(RedeliveryStatus::Delivering)) => "wait until the new goods arrive",
        (Some(CollectionStatus::BeforeDirection), _) => "have the old goods collected",
        (
            Some(CollectionStatus::CompleteDirection | CollectionStatus::Collecting | CollectionStatus::Delivering),
            _,
        ) => "wait for the old goods",
        (Some(CollectionStatus::CompleteCollect), _) if exchange.delivery_invoice_modifiable == Some(true) => {
            "send the new goods"
        }
        (Some(CollectionStatus::CompleteCollect), _) => "confirm the old goods",
        _ => "look in Wing",
    })
}

fn show(title: &str, inbox: &Inbox) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{title}: {}", inbox.values().map(BTreeSet::len).sum::<usize>())?;
    for (step, ids) in inbox {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        writeln!(out, "  {step}: {} ({})", ids.len(), ids.join(", "))?;
    }
    Ok(())
}
