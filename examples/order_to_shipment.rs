//! From a paid order to a shipped one, the way Coupang's workflow asks for: acknowledge, read the address again, look for
//! release stops, upload the waybill, and believe no HTTP 200 before its parts are read.
//!
//! `cargo run --example order_to_shipment` asks an embedded sandbox and prints ids, nobody's name. Against the real gateway
//! (`Wing::live(Config::from_env()?)`) it would ship: it asks for a permit, and `--dry-run` shows what it would send.

use std::error::Error;
use std::io::Write;

use commerce_sandbox::coupang::{self, Gateway};
use commerce_sandbox::server;
use coupang_wing::calendar::KstDate;
use coupang_wing::orders::{Acknowledgement, Carrier, OrderQuery, OrderSheet, OrderStatus, Told, Waybill};
use coupang_wing::write::{BatchOutcome, Settled};
use coupang_wing::{Config, Delivery, InvoiceNumber, Language, ReadWrite, ShipmentBoxId, Wing, WritePermit, family};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let dry_run = std::env::args().any(|argument| argument == "--dry-run");
    let sandbox = server::spawn(Gateway::builder().build()?.into(), ([127, 0, 0, 1], 0)).await?;
    let (access, secret) = (coupang::DEFAULT_ACCESS_KEY.into(), coupang::DEFAULT_SECRET_KEY.into());
    let config = Config::new(coupang::DEFAULT_VENDOR, access, secret)?;
    let wing = Wing::loopback(&format!("http://{}", sandbox.addr()), config)?;

    let paid = paid_today(&wing).await?;
    say(&format!("{} paid", paid.len()))?;
    // A person has agreed to these two families, and to nothing else.
    let permit = WritePermit::for_([family::ORDERS, family::INVOICES]);
    let wing = wing.allow_writes(permit.clone());
    if dry_run {
        return say(&wing.orders().acknowledge(Acknowledgement::sheets(&paid))?.dry_run()?.to_string());
    }
    let ready = prepare(&wing, &paid).await?;
    ship(&wing, &ready).await?;
    permit.revoke();
    Ok(())
}

async fn paid_today(wing: &Wing) -> Result<Vec<OrderSheet>, Box<dyn Error>> {
    let today = KstDate::at(wing.now());
    let mut orders = wing.orders().list(OrderQuery::days(today, today, OrderStatus::Accept)?);
    let mut paid = Vec::new();
    while let Some(sheet) = orders.next().await {
        paid.push(sheet?);
    }
    Ok(paid)
}

/// Acknowledges, and answers the sheets as they are afterwards: the customer could change the address until then.
async fn prepare(wing: &Wing<ReadWrite>, paid: &[OrderSheet]) -> Result<Vec<OrderSheet>, Box<dyn Error>> {
    let acknowledged = wing.orders().acknowledge_and_refetch(paid).await?;
    match &acknowledged.outcome {
        Told::Answered(outcome) => report("acknowledged", outcome)?,
        Told::Settled(settled) => for_a_person(settled)?,
        _ => {}
    }
    for (id, error) in &acknowledged.unread {
        say(&format!("  {id}: read it before printing a label ({error})"))?;
    }
    let changed = acknowledged.sheets.iter().filter(|read| read.receiver_changed).count();
    say(&format!("{changed} with another address than before"))?;
    Ok(acknowledged.sheets.into_iter().map(|read| read.sheet).collect())
}

async fn ship(wing: &Wing<ReadWrite>, ready: &[OrderSheet]) -> Result<(), Box<dyn Error>> {
    // Yours come from the carrier, one for each parcel.
    let waybills = (600_000_000_001_u64..)
        .zip(ready)
        .map(|(number, sheet)| Waybill::for_sheet(sheet, Carrier::CJGLS, &InvoiceNumber::new(number.to_string())));
    let check = wing.orders().hold_back_stopped(waybills).await?;
    for (waybill, receipt) in &check.held {
        say(&format!("  {}: cancelled by the customer (receipt {receipt}), not shipped", waybill.shipment_box_id()))?;
    }
    let mut upload = wing.orders().upload_invoices(check.clear)?;
    match upload.send().await {
        Ok(outcome) => report("shipped", &outcome),
        // Coupang may have done it all the same: read, never send it again.
        Err(error) if error.delivery() == Delivery::MaybeSent => for_a_person(&upload.settle().await?),
        Err(error) => Err(error.into()),
    }
}

fn report(done: &str, outcome: &BatchOutcome<ShipmentBoxId>) -> Result<(), Box<dyn Error>> {
    say(&format!("{} {done}", outcome.succeeded.len()))?;
    for failure in &outcome.failed {
        let advice = failure.code.as_ref().map_or("read the order sheet", |code| code.advice(Language::En));
        say(&format!("  {}: not {done}: {advice}", failure.id))?;
    }
    outcome.unanswered.iter().try_for_each(|id| say(&format!("  {id}: not mentioned, read it")))
}

fn for_a_person(settled: &Settled) -> Result<(), Box<dyn Error>> {
    say(&format!("{} done, as reading shows", settled.done.len()))?;
    let line = |unknown: &coupang_wing::write::Unknown| format!("  {}: {}", unknown.subject, unknown.look_at.en);
    settled.unknown.iter().try_for_each(|unknown| say(&line(unknown)))
}

fn say(line: &str) -> Result<(), Box<dyn Error>> {
    Ok(writeln!(std::io::stdout().lock(), "{line}")?)
}
