//! The writes of orders: what each is done to, found as a seller finds it.

use coupang_wing::calendar::KstDate;
use coupang_wing::claims::{ReturnQuery, ReturnRequest, ReturnStatus};
use coupang_wing::orders::{
    Acknowledge, Acknowledgement, AlreadyShipped, ArrangeShipment, CancelOrderItems, CancelReason, Cancellation,
    Carrier, CompleteLongUndelivered, DownloadInvoices, LabelRequest, OrderQuery, OrderSheet, OrderStatus,
    ShipmentArrangement, StopShipment, UpdateInvoices, UploadInvoices, Waybill,
};
use coupang_wing::{CarrierCode, InvoiceNumber, Market, ReadWrite, Wing};

use crate::cells::Row;
use crate::world::World;

/// The first order sheet of a status, of the last days.
pub(crate) async fn first(wing: &Wing<ReadWrite>, status: OrderStatus) -> OrderSheet {
    let today = KstDate::at(wing.now());
    let query = OrderQuery::days(today.plus_days(-5), today, status).unwrap();
    wing.orders().list(query).next().await.unwrap().unwrap()
}

pub(crate) fn acknowledge() -> Row<Acknowledge> {
    Row::new(|wing| {
        Box::pin(async move {
            let sheet = first(wing, OrderStatus::Accept).await;
            wing.orders().acknowledge(Acknowledgement::sheets([&sheet])).unwrap()
        })
    })
}

/// An order sheet in preparation for which no release stop waits.
pub(crate) async fn in_preparation(wing: &Wing<ReadWrite>) -> OrderSheet {
    let today = KstDate::at(wing.now());
    let mut sheets = wing.orders().list(OrderQuery::days(today.plus_days(-5), today, OrderStatus::Instruct).unwrap());
    loop {
        let sheet = sheets.next().await.unwrap().unwrap();
        if wing.orders().release_stops([sheet.order_id]).await.unwrap().is_empty() {
            return sheet;
        }
    }
}

/// A receipt that waits for the seller to stop the goods.
async fn stop_request(wing: &Wing<ReadWrite>) -> ReturnRequest {
    let today = KstDate::at(wing.now());
    let query = ReturnQuery::days(today.plus_days(-5), today, ReturnStatus::StopRequested).unwrap();
    wing.claims().list_returns(query).next().await.unwrap().unwrap()
}

fn number(text: &str) -> InvoiceNumber {
    InvoiceNumber::new(text)
}

pub(crate) fn upload_invoices() -> Row<UploadInvoices> {
    Row::new(|wing| {
        Box::pin(async move {
            let sheet = in_preparation(wing).await;
            let waybill = Waybill::for_sheet(&sheet, Carrier::CJGLS, &number("600000000001"));
            wing.orders().upload_invoices([waybill]).unwrap()
        })
    })
}

pub(crate) fn update_invoices() -> Row<UpdateInvoices> {
    Row::new(|wing| {
        Box::pin(async move {
            let sheet = first(wing, OrderStatus::Delivering).await;
            let waybill = Waybill::for_sheet(&sheet, Carrier::HANJIN, &number("410000000009"));
            wing.orders().update_invoices([waybill]).unwrap()
        })
    })
}

pub(crate) fn stop_shipment() -> Row<StopShipment> {
    Row::new(|wing| {
        Box::pin(async move {
            let receipt = stop_request(wing).await;
            wing.orders().stop_shipment(&receipt).unwrap()
        })
    })
}

pub(crate) fn already_shipped() -> Row<AlreadyShipped> {
    Row::new(|wing| {
        Box::pin(async move {
            let receipt = stop_request(wing).await;
            wing.orders().already_shipped(&receipt, Carrier::HANJIN, number("410000000010")).unwrap()
        })
    })
}

pub(crate) fn cancel() -> Row<CancelOrderItems> {
    Row::new(|wing| {
        Box::pin(async move {
            let sheet = first(wing, OrderStatus::Accept).await;
            wing.orders().cancel(Cancellation::of_sheet(&sheet, CancelReason::StockError)).unwrap()
        })
    })
}

pub(crate) fn complete_long_undelivered() -> Row<CompleteLongUndelivered> {
    Row::new(|wing| {
        Box::pin(async move {
            let today = KstDate::at(wing.now());
            let days = OrderQuery::days(today.plus_days(-60), today.plus_days(-50), OrderStatus::Delivering).unwrap();
            let sheet = wing.orders().list(days).next().await.unwrap().unwrap();
            let registered = sheet.invoice_number.unwrap();
            wing.orders().complete_long_undelivered(sheet.shipment_box_id, registered).unwrap()
        })
    })
}

fn in_taiwan<E>(make: crate::cells::Make<E>) -> Row<E> {
    Row { make, shop: |shop| World::of(shop, Market::Tw), seen_by_a_read: true, commits: true }
}

pub(crate) fn arrange_shipment() -> Row<ArrangeShipment> {
    in_taiwan(|wing| {
        Box::pin(async move {
            let sheet = in_preparation(wing).await;
            let what = ShipmentArrangement::new([sheet.shipment_box_id], CarrierCode::new("TWL_KERRY"));
            wing.orders().arrange_shipment(what.with_outbound_shipping_place(7)).unwrap()
        })
    })
}

/// A file changes nothing, and no read tells whether it was fetched.
pub(crate) fn download_invoices() -> Row<DownloadInvoices> {
    let row: Row<DownloadInvoices> = in_taiwan(|wing| {
        Box::pin(async move {
            let sheet = in_preparation(wing).await;
            let what = ShipmentArrangement::new([sheet.shipment_box_id], CarrierCode::new("TWL_KERRY"));
            let mut arrange = wing.orders().arrange_shipment(what.with_outbound_shipping_place(7)).unwrap();
            let arranged = arrange.send().await.unwrap().arranged.remove(0);
            let labels = [(arranged.shipment_box_id, arranged.invoice_number.unwrap())];
            wing.orders().download_invoices(LabelRequest::new(CarrierCode::new("TWL_KERRY"), labels)).unwrap()
        })
    });
    Row { seen_by_a_read: false, commits: false, ..row }
}
