//! Reading claims against the sandbox's core: every row once, in every version and both ways.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod shop;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use commerce_sandbox::coupang::{ClaimKind, Gateway};
use coupang_wing::apiwire::Listing;
use coupang_wing::claims::{
    Exchange, ExchangeQuery, ExchangeStatus, ReceiptStatus, ReceiptType, ReturnLookup, ReturnQuery, ReturnRequest,
    ReturnStatus, ReturnWithdrawal, ReturnsVersion, WithdrawalLookup, WithdrawalQuery,
};
use coupang_wing::window::{EXCHANGE_DAYS, RETURN_DAYS, RETURN_MINUTES, WITHDRAWAL_DAYS};
use coupang_wing::{Delivery, ErrorKind, ReceiptId, Wing};
use shop::{open, seller, today};

fn sandbox(claims_per_day: u32) -> (Wing, Arc<Gateway>) {
    let kinds = ClaimKind::ALL.into_iter();
    open(kinds.fold(Gateway::builder(), |builder, kind| builder.claims_per_day(kind, claims_per_day)))
}

async fn rows<T: Send + 'static>(mut listing: Listing<T>) -> Vec<T> {
    let mut rows = Vec::new();
    while let Some(row) = listing.next().await {
        rows.push(row.unwrap());
    }
    assert_eq!(listing.oddities().count(), 0, "{:?}", listing.oddities().first());
    rows
}

async fn returns(wing: &Wing, query: ReturnQuery) -> Vec<ReturnRequest> {
    let found = rows(wing.claims().list_returns(query)).await;
    assert!(found.iter().all(|row| row.extra.expose().is_empty()));
    assert!(found.iter().flat_map(|row| &row.return_items).all(|item| item.extra.expose().is_empty()));
    found
}

fn receipts(rows: &[ReturnRequest]) -> BTreeSet<ReceiptId> {
    rows.iter().map(|row| row.receipt_id).collect()
}

#[tokio::test(start_paused = true)]
async fn every_return_comes_once_over_all_pages_in_both_versions() {
    let (wing, gateway) = sandbox(40);
    let mut seen = Vec::new();
    for version in [ReturnsVersion::V6, ReturnsVersion::V4] {
        for size in [7, 50] {
            let query = ReturnQuery::days(today(), today(), ReturnStatus::Received).unwrap();
            let found = returns(&wing, query.with_version(version).with_max_per_page(size).unwrap()).await;
            assert_eq!((found.len(), receipts(&found).len()), (120, 120));
            seen.push(receipts(&found));
        }
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]));
    assert!(gateway.ledger().peak_calls_per_second <= 4, "{:?}", gateway.ledger());
    assert_eq!(gateway.ledger().throttled, 0);
}

#[tokio::test(start_paused = true)]
async fn the_four_statuses_and_the_cancellations_are_everything() {
    let (wing, _) = sandbox(5);
    let from = today().plus_days(-3);
    let mut merged = BTreeMap::new();
    let mut came = 0;
    for status in ReturnStatus::ALL {
        for row in returns(&wing, ReturnQuery::days(from, today(), status.clone()).unwrap()).await {
            assert_eq!(row.receipt_type, Some(ReceiptType::Return));
            came += 1;
            merged.insert(row.receipt_id, row.receipt_status);
        }
    }
    assert_eq!((came, merged.len()), (6 * 20, 5 * 20), "stop requests come under two statuses");
    let statuses: BTreeSet<ReceiptStatus> = merged.values().cloned().collect();
    assert_eq!(statuses, ReceiptStatus::ALL.iter().cloned().collect());
    for version in [ReturnsVersion::V6, ReturnsVersion::V4] {
        let query = ReturnQuery::cancellations(from, today()).unwrap().with_version(version);
        let cancelled = returns(&wing, query).await;
        assert_eq!(receipts(&cancelled).len(), 20);
        assert!(cancelled.iter().all(|row| row.receipt_type == Some(ReceiptType::Cancel)));
        assert!(receipts(&cancelled).iter().all(|receipt| !merged.contains_key(receipt)));
    }
}

#[tokio::test(start_paused = true)]
async fn the_versions_tell_the_same_with_and_without_an_offset() {
    let (wing, _) = sandbox(10);
    let query = ReturnQuery::days(today(), today(), ReturnStatus::Completed).unwrap();
    let new = returns(&wing, query.clone()).await;
    let old = returns(&wing, query.with_version(ReturnsVersion::V4)).await;
    assert_eq!((new.len(), old.len()), (10, 10));
    for (new, old) in new.iter().zip(&old) {
        let (created, local) = (new.created_at.as_ref().unwrap(), old.created_at.as_ref().unwrap());
        assert_eq!((created.unix_seconds(), created.has_offset()), (local.unix_seconds(), !local.has_offset()));
        assert_eq!(new.return_shipping_charge, old.return_shipping_charge);
        let units = new.return_items.iter().filter_map(|item| item.cancel_count).sum();
        assert_eq!((new.receipt_id, new.cancel_count_sum), (old.receipt_id, Some(units)));
    }
}

#[tokio::test(start_paused = true)]
async fn windows_collect_returns_without_a_gap() {
    let (wing, gateway) = sandbox(8);
    let from = today().plus_days(-40);
    let mut by_day = BTreeSet::new();
    for (from, to) in RETURN_DAYS.plan(from..=today()).unwrap() {
        by_day.extend(receipts(&returns(&wing, ReturnQuery::days(from, to, ReturnStatus::Completed).unwrap()).await));
    }
    assert_eq!(by_day.len(), 41 * 8);
    for version in [ReturnsVersion::V6, ReturnsVersion::V4] {
        let mut by_minute = BTreeSet::new();
        let minutes = today().plus_days(-2).first_minute()..=today().first_minute().end_of_day();
        for (from, to) in RETURN_MINUTES.with_minutes(1000, 1).unwrap().plan(minutes).unwrap() {
            let query = ReturnQuery::minutes(from, to, ReturnStatus::Completed).unwrap().with_version(version);
            by_minute.extend(receipts(&returns(&wing, query).await));
        }
        let days = ReturnQuery::days(today().plus_days(-2), today(), ReturnStatus::Completed).unwrap();
        assert_eq!((by_minute.len(), &by_minute), (24, &receipts(&returns(&wing, days).await)));
    }
    assert!(gateway.ledger().peak_calls_per_second <= 4);
}

#[tokio::test(start_paused = true)]
async fn a_return_is_read_alone_and_by_its_order() {
    let (wing, _) = sandbox(2);
    let listed = returns(&wing, ReturnQuery::days(today(), today(), ReturnStatus::CoupangCheck).unwrap()).await;
    for version in [ReturnsVersion::V6, ReturnsVersion::V4] {
        let which = ReturnLookup::new(listed[0].receipt_id).with_version(version);
        let alone = wing.claims().get_return(which).await.unwrap();
        assert_eq!(alone.oddities.count(), 0);
        let alone = alone.row;
        assert_eq!((alone.receipt_id, alone.order_id), (listed[0].receipt_id, listed[0].order_id));
        assert_eq!(alone.created_at.unwrap().has_offset(), version == ReturnsVersion::V6);
        let query = ReturnQuery::of_order(today(), today(), listed[1].order_id).unwrap().with_version(version);
        assert_eq!(receipts(&returns(&wing, query).await), [listed[1].receipt_id].into());
    }
    let cancelled = returns(&wing, ReturnQuery::cancellations(today(), today()).unwrap()).await;
    for unreadable in [cancelled[0].receipt_id, ReceiptId::new(1).unwrap()] {
        let error = wing.claims().get_return(unreadable).await.unwrap_err();
        assert_eq!((error.kind(), error.status(), error.attempts()), (ErrorKind::BadRequest, Some(400), 1));
        assert_eq!(error.operation(), "returns.get");
    }
}

#[tokio::test(start_paused = true)]
async fn withdrawals_come_once_by_day_and_by_receipt() {
    let (wing, gateway) = sandbox(30);
    let mut found: Vec<ReturnWithdrawal> = Vec::new();
    for (from, to) in WITHDRAWAL_DAYS.plan(today().plus_days(-9)..=today()).unwrap() {
        let query = WithdrawalQuery::days(from, to).unwrap();
        let whole = rows(wing.claims().list_withdrawals(query.clone())).await;
        let small = rows(wing.claims().list_withdrawals(query.with_size_per_page(16).unwrap())).await;
        assert_eq!(small.iter().map(|row| row.cancel_id).collect::<Vec<_>>(), ids(&whole));
        found.extend(whole);
    }
    assert_eq!((found.len(), ids(&found).iter().collect::<BTreeSet<_>>().len()), (300, 300));
    assert!(found.iter().all(|row| row.extra.expose().is_empty() && row.vendor_id.is_some()));

    let standing = returns(&wing, ReturnQuery::days(today(), today(), ReturnStatus::Completed).unwrap()).await;
    let asked: Vec<ReceiptId> = ids(&found).into_iter().take(49).chain([standing[0].receipt_id]).collect();
    let calls = gateway.ledger().calls;
    let again = rows(wing.claims().find_withdrawals(WithdrawalLookup::receipts(asked.clone()).unwrap())).await;
    assert_eq!((ids(&again), gateway.ledger().calls - calls), (asked[..49].to_vec(), 1));
    assert_eq!(again[0].created_at, found[0].created_at);
    let error = wing.claims().get_return(found[0].cancel_id).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BadRequest, "a withdrawn return has vanished");
}

fn ids(rows: &[ReturnWithdrawal]) -> Vec<ReceiptId> {
    rows.iter().map(|row| row.cancel_id).collect()
}

#[tokio::test(start_paused = true)]
async fn every_exchange_comes_once_and_by_status() {
    let (wing, gateway) = sandbox(20);
    let week = || ExchangeQuery::days(today().plus_days(-6), today()).unwrap();
    let all: Vec<Exchange> = rows(wing.claims().list_exchanges(week())).await;
    let small = rows(wing.claims().list_exchanges(week().with_max_per_page(9).unwrap())).await;
    let numbers = |rows: &[Exchange]| rows.iter().map(|row| row.exchange_id).collect::<BTreeSet<_>>();
    assert_eq!((all.len(), numbers(&all).len()), (140, 140));
    assert_eq!(numbers(&small), numbers(&all));
    assert!(all.iter().all(|row| row.extra.expose().is_empty() && row.address.is_some()));
    let mut by_status = BTreeSet::new();
    for status in ExchangeStatus::ALL {
        let found = rows(wing.claims().list_exchanges(week().with_status(status.clone()).unwrap())).await;
        assert!(!found.is_empty() && found.iter().all(|row| row.exchange_status == *status), "{status:?}");
        by_status.extend(numbers(&found));
    }
    assert_eq!(by_status, numbers(&all));
    let of_order = rows(wing.claims().list_exchanges(week().with_order(all[7].order_id))).await;
    assert_eq!(numbers(&of_order), [all[7].exchange_id].into());

    let mut long = BTreeSet::new();
    for (from, to) in EXCHANGE_DAYS.plan(today().plus_days(-19)..=today()).unwrap() {
        long.extend(numbers(&rows(wing.claims().list_exchanges(ExchangeQuery::days(from, to).unwrap())).await));
    }
    assert_eq!(long.len(), 400);
    let (from, to) = (today().plus_days(-7).minute(12, 0).unwrap(), today().minute(11, 59).unwrap());
    let minutes = rows(wing.claims().list_exchanges(ExchangeQuery::minutes(from, to).unwrap())).await;
    assert!(minutes.len() > 130, "the longest window of minutes is accepted");
    assert_eq!(gateway.ledger().throttled, 0);
}

#[tokio::test(start_paused = true)]
async fn an_empty_shop_is_no_error() {
    let (wing, gateway) = sandbox(0);
    let claims = wing.claims();
    assert!(returns(&wing, ReturnQuery::cancellations(today(), today()).unwrap()).await.is_empty());
    assert!(rows(claims.list_withdrawals(WithdrawalQuery::days(today(), today()).unwrap())).await.is_empty());
    assert!(rows(claims.list_exchanges(ExchangeQuery::days(today(), today()).unwrap())).await.is_empty());
    let nobody = WithdrawalLookup::receipts(ReceiptId::new(1)).unwrap();
    assert!(rows(claims.find_withdrawals(nobody)).await.is_empty());
    assert_eq!(gateway.ledger().calls, 4);
}

#[tokio::test(start_paused = true)]
async fn a_foreign_vendor_id_stops_every_read_at_once() {
    let (_, gateway) = sandbox(1);
    let wing = seller(&gateway, "A00099999");
    let claims = wing.claims();
    let errors = [
        claims.list_returns(ReturnQuery::cancellations(today(), today()).unwrap()).next().await.unwrap().unwrap_err(),
        claims.get_return(ReceiptId::new(1).unwrap()).await.unwrap_err(),
        claims.list_withdrawals(WithdrawalQuery::days(today(), today()).unwrap()).next().await.unwrap().unwrap_err(),
        claims.list_exchanges(ExchangeQuery::days(today(), today()).unwrap()).next().await.unwrap().unwrap_err(),
    ];
    let names = ["returns.list", "returns.get", "returns.withdrawals", "exchanges.list"];
    for (error, name) in errors.iter().zip(names) {
        assert_eq!((error.kind(), error.operation(), error.attempts()), (ErrorKind::NotFound, name, 1));
        assert_eq!(error.delivery(), Delivery::Answered);
    }
    assert_eq!(gateway.ledger().calls, 4);
}
