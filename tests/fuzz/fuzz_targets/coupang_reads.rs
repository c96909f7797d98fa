//! Any 2xx answer to any read of Coupang: no row is lost or made up, a failure in the envelope is one, and no error quotes
//! the answer. The first byte chooses the read.
#![no_main]

use std::fmt::Debug;

use apiwire::{Delivery, Error, Listing, Page, Single};
use coupang_wing::calendar::{KstDate, KstMonth};
use coupang_wing::claims::{ExchangeQuery, ReturnQuery, ReturnStatus, WithdrawalLookup, WithdrawalQuery};
use coupang_wing::orders::{OrderQuery, OrderStatus};
use coupang_wing::service::{AnsweredType, CallCenterQuery, InquiryQuery, PartnerCounselingStatus};
use coupang_wing::settlement::{RevenueQuery, SettlementQuery};
use coupang_wing::{CallCenterInquiryId, Market, OrderId, ReceiptId, ShipmentBoxId, VendorItemId, Wing};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

#[path = "../shared/clients.rs"]
mod clients;
#[path = "../shared/planted.rs"]
mod planted;

use clients::{Answer, answered, as_json, block_on};

fuzz_target!(|input: &[u8]| {
    let Some((choice, body)) = input.split_first() else { return };
    let body = planted::planted(body);
    let wing = Answer::ok(body.clone()).wing(Market::Kr);
    block_on(read(*choice, &wing, &body));
});

async fn read(choice: u8, wing: &Wing, body: &[u8]) {
    let today = KstDate::at(wing.now());
    let (from, to) = (today.minute(9, 0).expect("a minute"), today.minute(9, 10).expect("a minute"));
    let (orders, claims, service) = (wing.orders(), wing.claims(), wing.service());
    let bundle = ShipmentBoxId::new(870_011_223_344_556_677).expect("an id");
    let receipt = ReceiptId::new(365_000_111).expect("an id");
    match choice % 17 {
        0 => {
            rows(body, "/data", orders.list(OrderQuery::days(today, today, OrderStatus::Instruct).expect("a query")))
                .await
        }
        1 => {
            rows(body, "/data", orders.list(OrderQuery::minutes(from, to, OrderStatus::Accept).expect("a query"))).await
        }
        2 => one(body, orders.get(bundle).await),
        3 => rows(body, "/data", orders.get_by_order_id(OrderId::new(7_100_123_456_789).expect("an id"))).await,
        4 => one(body, orders.history(bundle).await),
        5 => {
            rows(
                body,
                "/data",
                claims.list_returns(ReturnQuery::days(today, today, ReturnStatus::Received).expect("a query")),
            )
            .await
        }
        6 => {
            rows(
                body,
                "/data",
                claims.list_returns(ReturnQuery::minutes(from, to, ReturnStatus::StopRequested).expect("a query")),
            )
            .await
        }
        7 => one(body, claims.get_return(receipt).await),
        8 => rows(body, "/data", claims.list_withdrawals(WithdrawalQuery::days(today, today).expect("a query"))).await,
        9 => {
            rows(body, "/data", claims.find_withdrawals(WithdrawalLookup::receipts([receipt]).expect("a query"))).await
        }
        10 => rows(body, "/data", claims.list_exchanges(ExchangeQuery::days(today, today).expect("a query"))).await,
        11 => {
            rows(
                body,
                "/data/content",
                service.inquiries(InquiryQuery::days(today, today, AnsweredType::All).expect("a query")),
            )
            .await
        }
        12 => {
            let query = CallCenterQuery::days(today, today, PartnerCounselingStatus::None).expect("a query");
            rows(body, "/data/content", service.call_center_inquiries(query)).await;
        }
        13 => one(body, service.call_center_inquiry(CallCenterInquiryId::new(7).expect("an id")).await),
        14 => one(body, wing.inventory().get(VendorItemId::new(7).expect("an id")).await),
        15 => {
            let yesterday = today.plus_days(-1);
            let query = RevenueQuery::days(yesterday, yesterday, today).expect("a query");
            rows(body, "/data", wing.settlement().revenue(query)).await;
        }
        _ => {
            let query = SettlementQuery::month(KstMonth::of(today), today).expect("a query");
            rows(body, "", wing.settlement().histories(query)).await;
        }
    }
}

/// A page has as many rows as the vendor's list, readable or not.
async fn rows<T: Debug + Send + 'static>(body: &[u8], place: &str, mut listing: Listing<T>) {
    let page: Page<T> = match listing.next_page().await.expect("a first page or why not") {
        Ok(page) => page,
        Err(error) => return failed(&error),
    };
    let (document, failed) = as_json(body).expect("a page came of what is no JSON");
    assert!(!failed, "a failure was taken for a page");
    let there = match document.pointer(place) {
        Some(Value::Array(rows)) => rows.len(),
        // The vendors also send a list of one as its only element, and nothing as `null`.
        Some(Value::Object(_)) => 1,
        _ => 0,
    };
    assert_eq!(page.rows.len(), there, "rows were lost or made up");
    for fault in page.rows.iter().filter_map(|row| row.as_ref().err()) {
        planted::silent_error(fault);
        assert!(!fault.path().is_empty());
    }
    planted::silent(&page.oddities);
    planted::silent(&page.next);
    planted::silent(&listing);
}

fn one<T: Debug>(body: &[u8], answer: Result<Single<T>, Error>) {
    match answer {
        Ok(single) => {
            let (_, failed) = as_json(body).expect("a row came of what is no JSON");
            assert!(!failed, "a failure was taken for a row");
            planted::silent(&single.oddities);
        }
        Err(error) => failed(&error),
    }
}

fn failed(error: &Error) {
    answered(error, false);
    assert_eq!(error.delivery(), Delivery::Answered);
}
