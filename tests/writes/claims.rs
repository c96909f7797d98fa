//! The writes of returns and exchanges.

use std::time::Duration;

use coupang_wing::calendar::KstDate;
use coupang_wing::claims::{
    ApproveReturn, CollectionRegistration, Exchange, ExchangeQuery, ExchangeRejection, ExchangeWaybill, ReceiptStatus,
    ReceiveExchange, ReceiveReturn, RegisterCollection, RejectExchange, ReturnQuery, ReturnRequest, ReturnStatus,
    UploadExchangeInvoices,
};
use coupang_wing::orders::Carrier;
use coupang_wing::{InvoiceNumber, ReadWrite, Wing};

use crate::cells::Row;

/// The first return of a state.
async fn first(wing: &Wing<ReadWrite>, wanted: ReceiptStatus) -> ReturnRequest {
    let today = KstDate::at(wing.now());
    let query = ReturnQuery::days(today.plus_days(-9), today, ReturnStatus::Received).unwrap();
    let mut receipts = wing.claims().list_returns(query);
    loop {
        let receipt = receipts.next().await.unwrap().unwrap();
        if receipt.receipt_status == wanted && !receipt.waits_for_release_stop() {
            return receipt;
        }
    }
}

/// The first exchange that fits.
async fn exchange(wing: &Wing<ReadWrite>, fits: fn(&Exchange) -> bool) -> Exchange {
    let today = KstDate::at(wing.now());
    for back in 0..20 {
        let days = ExchangeQuery::days(today.plus_days(-back), today.plus_days(-back)).unwrap();
        let mut exchanges = wing.claims().list_exchanges(days);
        while let Some(exchange) = exchanges.next().await {
            let exchange = exchange.unwrap();
            if fits(&exchange) {
                return exchange;
            }
        }
    }
    panic!("no exchange fits")
}

pub(crate) fn receive_return() -> Row<ReceiveReturn> {
    Row::new(|wing| {
        Box::pin(async move {
            let receipt = first(wing, ReceiptStatus::Unchecked).await;
            wing.claims().receive_return(&receipt).unwrap()
        })
    })
}

pub(crate) fn approve_return() -> Row<ApproveReturn> {
    Row::new(|wing| {
        Box::pin(async move {
            let receipt = first(wing, ReceiptStatus::WarehouseConfirmed).await;
            wing.claims().approve_return(&receipt).unwrap()
        })
    })
}

pub(crate) fn register_collection() -> Row<RegisterCollection> {
    Row::new(|wing| {
        Box::pin(async move {
            let receipt = first(wing, ReceiptStatus::Unchecked).await;
            let number = InvoiceNumber::new("410000000010");
            wing.claims().register_collection(CollectionRegistration::new(&receipt, Carrier::HANJIN, number)).unwrap()
        })
    })
}

/// The goods are under way or there, and their receipt was not confirmed.
fn not_received(exchange: &Exchange) -> bool {
    exchange.collect_complete_date.is_none() && exchange.rejectable == Some(true)
}

pub(crate) fn receive_exchange() -> Row<ReceiveExchange> {
    Row::new(|wing| {
        Box::pin(async move {
            let exchange = exchange(wing, not_received).await;
            wing.claims().receive_exchange(&exchange).unwrap()
        })
    })
}

pub(crate) fn reject_exchange() -> Row<RejectExchange> {
    Row::new(|wing| {
        Box::pin(async move {
            let exchange = exchange(wing, not_received).await;
            wing.claims().reject_exchange(&exchange, ExchangeRejection::SoldOut).unwrap()
        })
    })
}

/// The exchange whose goods are confirmed first: its new box shows after a while.
async fn received(wing: &Wing<ReadWrite>) -> Exchange {
    let before = exchange(wing, not_received).await;
    wing.claims().receive_exchange(&before).unwrap().send().await.unwrap();
    tokio::time::sleep(Duration::from_secs(11 * 60)).await;
    let day = before.created_at.as_ref().unwrap().kst_date();
    let mut exchanges = wing.claims().list_exchanges(ExchangeQuery::days(day, day).unwrap());
    loop {
        let now = exchanges.next().await.unwrap().unwrap();
        if now.exchange_id == before.exchange_id {
            return now;
        }
    }
}

pub(crate) fn upload_exchange_invoices() -> Row<UploadExchangeInvoices> {
    Row::new(|wing| {
        Box::pin(async move {
            let exchange = received(wing).await;
            let new = exchange.redelivery_boxes.iter().flatten().find_map(|new| new.shipment_box_id).unwrap();
            let waybill = ExchangeWaybill::new(new, Carrier::CJGLS, InvoiceNumber::new("600000000013"));
            wing.claims().upload_exchange_invoices(&exchange, [waybill]).unwrap()
        })
    })
}
