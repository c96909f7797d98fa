//! Rows of the fixtures in a state that a test wants.

use apiwire::wire::{Document, FromWire, Reader};
use coupang_wing::claims::{Exchange, ReturnRequest};
use coupang_wing::inventory::VendorItemInventory;
use coupang_wing::orders::OrderSheet;
use coupang_wing::service::{CallCenterInquiry, ProductInquiry};
use serde_json::{Value, json};

fn read<T: FromWire>(fixture: &str, place: &str, changes: &[(&str, Value)]) -> T {
    let whole: Value = serde_json::from_str(fixture).unwrap();
    let mut row = whole.pointer(place).unwrap().clone();
    for (key, value) in changes {
        row[*key] = value.clone();
    }
    T::from_wire(Document::from(&row).root(), &mut Reader::new()).unwrap()
}

/// The order sheet of the fixture, not shipped unless the status says so.
pub(crate) fn sheet(status: &str) -> OrderSheet {
    read(include_str!("../../fixtures/orders.get.v5.json"), "/data", &[("status", json!(status))])
}

/// A sheet of another box of another order.
pub(crate) fn another_sheet(status: &str) -> OrderSheet {
    let changes = [
        ("status", json!(status)),
        ("shipmentBoxId", json!(870_099_887_766_554_440_i64)),
        ("orderId", json!(7_100_987_654_399_i64)),
    ];
    read(include_str!("../../fixtures/orders.get.v5.json"), "/data", &changes)
}

/// A return of the same order as [`sheet`].
pub(crate) fn return_request(status: &str) -> ReturnRequest {
    let changes = [("receiptStatus", json!(status))];
    read(include_str!("../../fixtures/returns.get.v6.json"), "/data/0", &changes)
}

/// An exchange whose old goods are there; with a new box once they have arrived.
pub(crate) fn some_exchange(collect_status: &str) -> Exchange {
    let place = if collect_status == "CompleteCollect" { "/data/0" } else { "/data/1" };
    let changes = [("collectStatus", json!(collect_status))];
    read(include_str!("../../fixtures/exchanges.list.v4.json"), place, &changes)
}

/// A case with a message that awaits the seller.
pub(crate) fn call_center_case(status: &str) -> CallCenterInquiry {
    read(include_str!("../../fixtures/call_center.get.v5.json"), "/data", &[("inquiryStatus", json!(status))])
}

/// An inquiry with an answer.
pub(crate) fn product_inquiry() -> ProductInquiry {
    read(include_str!("../../fixtures/inquiries.list.v5.json"), "/data/content/0", &[])
}

/// An option that costs 32,000 won.
pub(crate) fn vendor_item() -> VendorItemInventory {
    read(include_str!("../../fixtures/inventory.get.v1.json"), "/data", &[])
}
