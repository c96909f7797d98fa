//! Listing orders against the sandbox's core: every row once, in every version and both ways.
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

use commerce_sandbox::coupang::{Gateway, OrderStatus as Sold};
use coupang_wing::orders::{OrderQuery, OrderSheet, OrderStatus, OrdersVersion};
use coupang_wing::window::{ORDER_DAYS, ORDER_MINUTES};
use coupang_wing::{ErrorKind, Wing};
use shop::{open, seller, today};

fn sandbox(accepted_per_day: u32) -> (Wing, Arc<Gateway>) {
    open(Gateway::builder().orders_per_day(Sold::Accept, accepted_per_day))
}

async fn all(wing: &Wing, query: OrderQuery) -> Vec<OrderSheet> {
    let mut listing = wing.orders().list(query);
    let mut rows = Vec::new();
    while let Some(row) = listing.next().await {
        rows.push(row.unwrap());
    }
    assert_eq!(listing.oddities().count(), 0);
    rows
}

fn boxes(rows: &[OrderSheet]) -> BTreeSet<i64> {
    rows.iter().map(|row| row.shipment_box_id.get()).collect()
}

#[tokio::test(start_paused = true)]
async fn every_row_comes_once_over_all_pages_in_both_versions() {
    let (wing, gateway) = sandbox(120);
    let mut seen = Vec::new();
    for version in [OrdersVersion::V5, OrdersVersion::V4] {
        for rows in [7, 50] {
            let query = OrderQuery::days(today(), today(), OrderStatus::Accept).unwrap();
            let found = all(&wing, query.with_version(version).with_max_per_page(rows).unwrap()).await;
            assert_eq!((found.len(), boxes(&found).len()), (120, 120));
            assert!(found.iter().all(|row| row.status == OrderStatus::Accept && row.extra.expose().is_empty()));
            seen.push(boxes(&found));
        }
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]));
    assert!(gateway.ledger().peak_calls_per_second <= 4, "{:?}", gateway.ledger());
    assert_eq!(gateway.ledger().throttled, 0);
}

#[tokio::test(start_paused = true)]
async fn minute_windows_together_are_the_day() {
    let (wing, gateway) = sandbox(40);
    let day = all(&wing, OrderQuery::days(today(), today(), OrderStatus::Accept).unwrap()).await;
    let rule = ORDER_MINUTES.with_minutes(180, 1).unwrap();
    let mut found = BTreeSet::new();
    for (from, to) in rule.plan(today().minute(0, 0).unwrap()..=today().minute(23, 59).unwrap()).unwrap() {
        found.extend(boxes(&all(&wing, OrderQuery::minutes(from, to, OrderStatus::Accept).unwrap()).await));
    }
    assert_eq!((found, day.len()), (boxes(&day), 40));
    assert!(gateway.ledger().peak_calls_per_second <= 4);
}

#[tokio::test(start_paused = true)]
async fn day_windows_collect_a_long_range_without_a_gap() {
    let (wing, _) = sandbox(1);
    let from = today().plus_days(-99);
    let mut found = BTreeSet::new();
    for (from, to) in ORDER_DAYS.plan(from..=today()).unwrap() {
        found.extend(boxes(&all(&wing, OrderQuery::days(from, to, OrderStatus::Accept).unwrap()).await));
    }
    assert_eq!(found.len(), 100);
}

#[tokio::test(start_paused = true)]
async fn every_status_has_rows_that_decode_without_an_oddity() {
    let (wing, _) = sandbox(3);
    for status in OrderStatus::ALL {
        for version in [OrdersVersion::V5, OrdersVersion::V4] {
            let query =
                OrderQuery::days(today().plus_days(-29), today(), status.clone()).unwrap().with_version(version);
            let rows = all(&wing, query).await;
            assert!(!rows.is_empty() && rows.iter().all(|row| row.status == *status), "{status:?}");
            assert!(rows.iter().all(|row| row.order_items.iter().all(|item| item.extra.expose().is_empty())));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_works_from_tasks_of_a_server() {
    let (wing, _) = sandbox(3);
    let query = OrderQuery::days(today(), today(), OrderStatus::Accept).unwrap();
    let task = tokio::spawn(async move { all(&wing, query).await.len() });
    assert_eq!(task.await.unwrap(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_foreign_vendor_id_stops_at_once_and_soon_stops_everything() {
    let (_, gateway) = sandbox(3);
    let wing = seller(&gateway, "A00099999");
    let list = async || {
        let query = OrderQuery::days(today(), today(), OrderStatus::Accept).unwrap();
        let mut listing = wing.orders().list(query);
        let error = listing.next().await.unwrap().unwrap_err();
        assert!(listing.next().await.is_none(), "a listing ends with its error");
        error
    };
    for _ in 0..5 {
        let error = list().await;
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::NotFound, 1));
    }
    let error = list().await;
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::CircuitOpen, 0));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(600)));
    assert_eq!(gateway.ledger().calls, 5);
}
