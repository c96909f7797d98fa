//! Revenue and payouts against the sandbox core.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod shop;

use std::collections::BTreeSet;

use apiwire::testing::Reply;
use commerce_sandbox::coupang::{Gateway, OrderStatus as Sold};
use coupang_wing::calendar::KstMonth;
use coupang_wing::orders::{OrderQuery, OrderStatus};
use coupang_wing::settlement::{
    RevenueQuery, RevenueRecord, SaleType, SettlementHistory, SettlementQuery, SettlementStatus, SettlementType,
};
use coupang_wing::window::{REVENUE_DAYS, SETTLEMENT_MONTHS};
use coupang_wing::{ErrorKind, Money, Wing};
use shop::{open, scripted, today};

async fn revenue(wing: &Wing, query: RevenueQuery) -> Vec<RevenueRecord> {
    let mut listing = wing.settlement().revenue(query);
    let mut rows = Vec::new();
    while let Some(row) = listing.next().await {
        rows.push(row.unwrap());
    }
    assert_eq!(listing.oddities().count(), 0);
    for row in &rows {
        assert!(row.extra.expose().is_empty() && row.items.iter().all(|item| item.extra.expose().is_empty()));
    }
    rows
}

async fn histories(wing: &Wing, month: KstMonth) -> Vec<SettlementHistory> {
    let mut listing = wing.settlement().histories(SettlementQuery::month(month, today()).unwrap());
    let mut rows = Vec::new();
    while let Some(row) = listing.next().await {
        rows.push(row.unwrap());
    }
    assert_eq!(listing.oddities().count(), 0);
    assert!(rows.iter().all(|row| row.extra.expose().is_empty()));
    rows
}

/// The days before today, so many.
fn last_days(days: i64) -> RevenueQuery {
    RevenueQuery::days(today().plus_days(-days), today().plus_days(-1), today()).unwrap()
}

fn keys(rows: &[RevenueRecord]) -> BTreeSet<String> {
    rows.iter().map(|row| format!("{} {}", row.order_id, row.sale_type.as_str())).collect()
}

#[tokio::test(start_paused = true)]
async fn every_row_comes_once_over_all_pages() {
    let (wing, gateway) = open(Gateway::builder().orders_per_day(Sold::FinalDelivery, 20).revenue_rows_per_day(8));
    let mut seen = Vec::new();
    for (size, pages) in [(50, 5), (31, 8), (1, 248)] {
        let before = gateway.ledger().calls;
        let rows = revenue(&wing, last_days(31).with_max_per_page(size).unwrap()).await;
        assert_eq!((rows.len(), keys(&rows).len()), (248, 248));
        assert_eq!(gateway.ledger().calls - before, pages);
        seen.push(keys(&rows));
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]));
}

#[tokio::test(start_paused = true)]
async fn windows_collect_a_long_range_without_a_gap_or_a_double() {
    let (wing, _) = open(Gateway::builder());
    let mut rows = Vec::new();
    for (from, to) in REVENUE_DAYS.plan(today().plus_days(-100)..=today().plus_days(-1)).unwrap() {
        rows.extend(revenue(&wing, RevenueQuery::days(from, to, today()).unwrap()).await);
    }
    assert_eq!((rows.len(), keys(&rows).len()), (400, 400));
}

#[tokio::test(start_paused = true)]
async fn revenue_belongs_to_orders_of_the_shop() {
    let (wing, _) = open(Gateway::builder());
    let day = today().plus_days(-1);
    let rows = revenue(&wing, last_days(1)).await;
    let sold_on = day.plus_days(-9);
    let mut orders = wing.orders().list(OrderQuery::days(sold_on, sold_on, OrderStatus::FinalDelivery).unwrap());
    let mut known = BTreeSet::new();
    while let Some(sheet) = orders.next().await {
        known.insert(sheet.unwrap().order_id.get());
    }
    assert!(rows.iter().all(|row| known.contains(&row.order_id.get()) && row.recognition_date == Some(day)));
    let of = |kind: SaleType| rows.iter().filter(move |row| row.sale_type == kind).map(|row| row.order_id);
    let refunded: Vec<_> = of(SaleType::Refund).collect();
    assert!(refunded.len() == 1 && of(SaleType::Sale).any(|order| order == refunded[0]), "a refund of a sale");
    let (wing, _) = open(Gateway::builder().orders_per_day(Sold::FinalDelivery, 0));
    assert!(revenue(&wing, last_days(1)).await.iter().all(|row| row.order_id.get() == 0));
    let (wing, _) = open(Gateway::builder().revenue_rows_per_day(0));
    assert!(revenue(&wing, last_days(31)).await.is_empty());
    assert!(histories(&wing, "2026-01".parse().unwrap()).await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn payouts_of_a_month_add_up() {
    let (wing, gateway) = open(Gateway::builder());
    let rows = histories(&wing, "2026-01".parse().unwrap()).await;
    let types: Vec<&str> = rows.iter().map(|row| row.settlement_type.as_str()).collect();
    assert_eq!(types, ["WEEKLY", "WEEKLY", "WEEKLY", "WEEKLY", "WEEKLY", "RESERVE"]);
    assert_eq!(gateway.ledger().calls, 1, "there are no pages");
    let sum = |of: fn(&SettlementHistory) -> Option<Money>| -> i64 {
        let weekly = rows.iter().filter(|row| row.settlement_type == SettlementType::Weekly);
        weekly.map(|row| of(row).unwrap().units()).sum()
    };
    let reserve = &rows[5];
    assert_eq!(reserve.settlement_amount, Some(Money::krw(sum(|row| row.settlement_amount))));
    assert_eq!(reserve.last_amount, Some(Money::krw(sum(|row| row.last_amount))));
    assert_eq!((reserve.final_amount, &reserve.status), (reserve.last_amount, &SettlementStatus::Subject));
    assert_eq!(rows[0].status, SettlementStatus::Done);
    for row in &rows {
        let units = |amount: Option<Money>| amount.unwrap().units();
        let target = units(row.settlement_target_amount);
        assert_eq!(target, units(row.total_sale) - units(row.service_fee));
        assert_eq!(target, units(row.settlement_amount) + units(row.last_amount));
        assert_eq!(row.revenue_recognition_year_month.unwrap().to_string(), "2026-01");
    }
    let months: Vec<KstMonth> = SETTLEMENT_MONTHS.plan(today().plus_days(-60)..=today()).unwrap().collect();
    assert_eq!(months.len(), 3);
    assert!(histories(&wing, months[2]).await.is_empty(), "no week of March is over on the second");
}

#[tokio::test(start_paused = true)]
async fn what_coupang_refuses_is_a_bad_request() {
    let (wing, gateway) = open(Gateway::builder());
    // The query believes in a later day than the shop.
    let ahead = RevenueQuery::days(today(), today(), today().plus_days(1)).unwrap();
    let error = wing.settlement().revenue(ahead).next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::BadRequest, "settlement.revenue"));
    let token = apiwire::PageToken::new("nobody's");
    let error = wing.settlement().revenue(last_days(1)).resume(token).next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::BadRequest, Some(400)));
    let ahead = SettlementQuery::month("2026-04".parse().unwrap(), "2026-04-01".parse().unwrap()).unwrap();
    let error = wing.settlement().histories(ahead).next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::BadRequest, "settlement.histories"));
    assert_eq!(gateway.ledger().calls, 3);
}

#[tokio::test(start_paused = true)]
async fn a_bad_payout_costs_its_own_row_only() {
    let body = r#"[{"settlementType":"WEEKLY","status":"DONE"},{"settlementType":"DAILY"},{"settlementType":"DAILY","status":"LOST"}]"#;
    let (wing, _) = scripted([Reply::Json(200, body.to_owned())]);
    let query = SettlementQuery::month("2026-03".parse().unwrap(), today()).unwrap();
    let mut listing = wing.settlement().histories(query);
    assert_eq!(listing.next().await.unwrap().unwrap().settlement_type, SettlementType::Weekly);
    let error = listing.next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.row().unwrap().path()), (ErrorKind::UndecodableRow, "[1].status"));
    assert_eq!(listing.next().await.unwrap().unwrap().settlement_type, SettlementType::Daily);
    assert!(listing.next().await.is_none());
}
