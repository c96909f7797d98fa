//! The claim models against their fixtures and field tables. What Coupang might send instead is in `tolerance`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

#[path = "claims_models/fields.rs"]
mod fields;
#[path = "claims_models/privacy.rs"]
mod privacy;

use coupang_wing::Money;
use coupang_wing::apiwire::wire::{Document, FromWire, Oddities, Reader};
use coupang_wing::claims::{
    ActorType, CollectionConfirmType, CollectionItemStatus, CollectionReleaseStatus, CollectionStatus, CollectionType,
    CompleteConfirmType, Exchange, ExchangeStatus, FaultParty, ItemCollectionStatus, ItemReleaseStatus, ReasonCode,
    ReceiptChannel, ReceiptStatus, ReceiptType, RedeliveryStatus, ReleaseStopStatus, ReturnDeliveryType, ReturnRequest,
    ReturnWithdrawal, SafetyNumberStatus, ShippingBearer, ShippingDeliveryType,
};
use coupang_wing::orders::OrderStatus;
use serde_json::Value;

const RETURNS: [&str; 6] = [
    include_str!("../fixtures/returns.list.v6.json"),
    include_str!("../fixtures/returns.list.v4.json"),
    include_str!("../fixtures/returns.list_by_minute.v6.json"),
    include_str!("../fixtures/returns.list_by_minute.v4.json"),
    include_str!("../fixtures/returns.get.v6.json"),
    include_str!("../fixtures/returns.get.v4.json"),
];
const WITHDRAWALS: [&str; 2] = [
    include_str!("../fixtures/returns.withdrawals.v4.json"),
    include_str!("../fixtures/returns.withdrawals_by_receipt.v4.json"),
];
const EXCHANGES: &str = include_str!("../fixtures/exchanges.list.v4.json");

fn rows(fixture: &str) -> Vec<Value> {
    match serde_json::from_str::<Value>(fixture).unwrap()["data"].take() {
        Value::Array(rows) => rows,
        row => vec![row],
    }
}

fn read<T: FromWire>(row: &Value) -> (Result<T, String>, Oddities) {
    let mut reader = Reader::new();
    let row = T::from_wire(Document::from(row).root(), &mut reader).map_err(|fault| fault.path().to_owned());
    (row, reader.into_oddities())
}

/// Every row of a fixture, none of them odd.
fn all<T: FromWire>(fixture: &str) -> Vec<T> {
    let read_well = |row: &Value| {
        let (row, oddities) = read(row);
        assert_eq!(oddities.count(), 0, "{:?}", oddities.first());
        row.unwrap()
    };
    rows(fixture).iter().map(read_well).collect()
}

#[test]
fn returns_read_into_types_in_both_versions() {
    for (fixture, version_6) in [(RETURNS[0], true), (RETURNS[1], false)] {
        let mut rows = all::<ReturnRequest>(fixture).into_iter();
        let full = rows.next().unwrap();
        let stop = rows.find(|row| row.receipt_status == ReceiptStatus::StopRequested).unwrap();
        assert_eq!((full.receipt_id.get(), full.order_id.get()), (365_000_777, 7_100_987_654_321));
        assert_eq!(full.payment_id.unwrap().get(), 7_100_987_600_001);
        assert_eq!(full.receipt_status, ReceiptStatus::WarehouseConfirmed);
        assert_eq!(full.receipt_type, Some(ReceiptType::Return));
        // 2026-03-02T10:15:20 and 2026-03-05T09:00:00 in Korea, by `date -u -d .. +%s`.
        let created = full.created_at.as_ref().unwrap();
        assert_eq!((created.unix_seconds(), created.has_offset()), (1_772_414_120, version_6));
        assert_eq!(full.complete_confirm_date.as_ref().unwrap().unix_seconds(), 1_772_668_800);
        assert_eq!(full.requester_name.as_ref().unwrap().expose(), "가*다");
        let phone = if version_6 { "+1(555)444-1234" } else { "050-0000-4321" };
        assert_eq!(full.requester_phone_number.as_ref().unwrap().expose(), phone);
        assert_eq!(full.cancel_reason_category2.as_ref().unwrap().expose(), "단순변심(사유없음)");
        assert_eq!((full.return_shipping_charge, full.enclose_price), (Some(Money::krw(-3000)), Some(Money::krw(0))));
        assert_eq!(full.return_delivery_type, Some(ReturnDeliveryType::Linked));
        assert_eq!(full.release_stop_status, Some(ReleaseStopStatus::NotApplicable));
        assert_eq!((full.fault_by_type, full.pre_refund), (Some(FaultParty::Customer), Some(true)));
        assert_eq!(full.complete_confirm_type, Some(CompleteConfirmType::Vendor));
        assert_eq!(full.reason_code, Some(ReasonCode::ChangeMind));
        let units = full.return_items.iter().filter_map(|item| item.cancel_count).sum::<u32>();
        assert_eq!((full.cancel_count_sum, units), (Some(3), 3));
        let item = &full.return_items[0];
        assert_eq!(item.shipment_box_id.unwrap().get(), 870_099_887_766_554_433);
        assert_eq!((item.vendor_item_id.get(), item.purchase_count), (81_230_000_009, Some(3)));
        assert_eq!(item.release_status, Some(ItemReleaseStatus::Shipped));
        assert_eq!(item.cancel_complete_user.as_ref().unwrap().expose(), "w******");
        let waybills = full.return_delivery_dtos.as_ref().unwrap().as_slice();
        assert_eq!(waybills[0].delivery_invoice_no.as_ref().unwrap().as_str(), "600000000077 ");
        assert!(waybills.len() == 2 && waybills[1].delivery_invoice_no.is_none());

        assert_eq!(stop.receipt_id.get(), 365_000_778);
        assert_eq!(stop.receipt_status, ReceiptStatus::StopRequested);
        // 2026-03-02T11:00:00 at -08:00, and 2026-03-03 04:00:00 in Korea: the same moment.
        assert_eq!(stop.created_at.as_ref().unwrap().unix_seconds(), 1_772_478_000);
        assert!(stop.return_delivery_type.is_none() && stop.complete_confirm_date.is_none());
        assert!(stop.requester_real_phone_number.is_none() && stop.cancel_reason.is_none());
        assert_eq!(stop.release_stop_status, Some(ReleaseStopStatus::Pending));
        assert!(stop.return_delivery_dtos.as_ref().unwrap().as_slice().is_empty());
    }
}

#[test]
fn a_cancellation_and_a_row_of_strings_read_too() {
    let cancelled = &all::<ReturnRequest>(RETURNS[0])[2];
    assert_eq!((cancelled.receipt_type.clone(), cancelled.receipt_id.get()), (Some(ReceiptType::Cancel), 365_000_779));
    let strings = &all::<ReturnRequest>(RETURNS[1])[1];
    assert_eq!((strings.order_id.get(), strings.cancel_count_sum), (7_100_987_654_321, Some(3)));
    assert_eq!(strings.return_items[0].shipment_box_id.unwrap().get(), 870_099_887_766_554_433);
    assert_eq!(strings.return_shipping_charge, Some(Money::krw(-3000)));
    let waybill = &strings.return_delivery_dtos.as_ref().unwrap().as_slice()[0];
    assert_eq!(waybill.delivery_company_code.as_ref().unwrap().as_str(), "CJGLS", "an object is a list of one");
    for fixture in &RETURNS[2..] {
        assert_eq!(all::<ReturnRequest>(fixture).len(), rows(fixture).len());
    }
}

#[test]
fn withdrawals_read_into_types() {
    let [first, second] = <[ReturnWithdrawal; 2]>::try_from(all(WITHDRAWALS[0])).unwrap();
    assert_eq!((first.cancel_id.get(), first.order_id.get()), (365_000_781, 7_100_987_654_322));
    // 2026-03-06T14:05:09 in Korea.
    assert_eq!(first.created_at.as_ref().unwrap().unix_seconds(), 1_772_773_509);
    assert_eq!(first.refund_delivery_duty, Some(ShippingBearer::Customer));
    assert_eq!(first.vendor_id.as_ref().unwrap().as_str(), "A00999999");
    assert_eq!(first.vendor_item_ids.as_ref().unwrap()[1].get(), 81_230_000_010);
    assert_eq!((second.cancel_id.get(), second.refund_delivery_duty), (365_000_782, Some(ShippingBearer::Coupang)));
    assert_eq!(all::<ReturnWithdrawal>(WITHDRAWALS[1])[0].cancel_id, first.cancel_id);
}

#[test]
fn exchanges_read_into_types() {
    let [full, early, corrected] = <[Exchange; 3]>::try_from(all(EXCHANGES)).unwrap();
    assert_eq!((full.exchange_id.get(), full.order_id.get()), (101_900_077, 7_100_987_654_324));
    assert_eq!(full.exchange_status, ExchangeStatus::Progress);
    assert_eq!(full.order_delivery_status_code, Some(OrderStatus::FinalDelivery));
    assert_eq!((full.refer_type, full.fault_type), (Some(ReceiptChannel::WebMobile), Some(FaultParty::Vendor)));
    assert_eq!((full.exchange_amount, early.exchange_amount), (Some(Money::krw(0)), Some(Money::krw(0))));
    assert_eq!((full.created_by_type, full.modified_by_type), (Some(ActorType::Customer), Some(ActorType::Tracking)));
    assert_eq!(full.reason_code, Some(ReasonCode::WrongSizeColor));
    // 2026-03-05T16:20:00 in Korea.
    assert_eq!(full.collect_complete_date.as_ref().unwrap().unix_seconds(), 1_772_695_200);
    assert_eq!(full.collect_status, Some(CollectionStatus::CompleteCollect));
    assert_eq!(full.delivery_status, Some(RedeliveryStatus::Delivering));
    let flags = (full.successable, full.rejectable, full.delivery_invoice_modifiable);
    assert_eq!(flags, (Some(false), Some(false), Some(true)));
    assert_eq!(full.exchange_status_label.as_deref(), Some("RECEIPT"), "labels disagree with their codes");
    let item = &full.items[0];
    assert_eq!((item.order_item_id.get(), item.target_item_id.unwrap().get()), (81_230_000_009, 81_230_000_010));
    assert_eq!((item.target_package_id, item.quantity), (Some(-1), Some(2)));
    assert_eq!(item.original_shipment_box_id.unwrap().get(), 870_099_887_766_554_433);
    let address = full.address.as_ref().unwrap();
    assert_eq!(address.delivery_mobile.as_ref().unwrap().expose(), "0502-000-2222");
    assert_eq!(address.return_address_zip_code.as_ref().unwrap().expose(), "06114");
    let new_box = &full.redelivery_boxes.as_ref().unwrap()[0];
    assert_eq!(new_box.shipment_box_id.unwrap().get(), 870_099_887_766_554_439);
    assert_eq!(new_box.shipping_delivery_type, Some(ShippingDeliveryType::ExchangeDelivery));
    let invoice = &new_box.invoices.as_ref().unwrap()[0];
    assert_eq!(invoice.invoice_number.as_ref().unwrap().as_str(), "00123400568");
    assert_eq!(
        (invoice.status_code.clone(), invoice.is_main_shipment_invoice),
        (Some(OrderStatus::Delivering), Some(true))
    );
    assert_eq!(invoice.items.as_ref().unwrap()[0].quantity, Some(2));
    let information = full.collect_information.as_ref().unwrap();
    assert_eq!(information.return_type, Some(CollectionType::ExchangeReturn));
    let collected = &information.items.as_ref().unwrap()[0];
    assert_eq!(collected.status_code, Some(CollectionItemStatus::ReturnCollectOk));
    assert_eq!(collected.collect_status, Some(ItemCollectionStatus::AlreadyReturn));
    assert_eq!(collected.confirm_type, Some(CollectionConfirmType::Stopped));
    assert_eq!(collected.release_status, Some(CollectionReleaseStatus::Released));
    assert_eq!(collected.modified_at.as_ref().unwrap().raw(), "2026-03-05T16:20:00");
    let destination = information.destination.as_ref().unwrap();
    assert_eq!(destination.safety_number_status, Some(SafetyNumberStatus::Enable));
    assert_eq!(destination.return_center_code.as_ref().unwrap().as_str(), "1000000077");
    let inner = information.return_delivery_dtos.as_ref().unwrap().as_slice();
    assert_eq!(inner[0].delivery_company_code.as_ref().unwrap().as_str(), "HANJIN");
    assert_eq!(full.return_delivery_dtos.as_ref().unwrap().as_slice().len(), 2);

    assert_eq!((early.exchange_id.get(), early.exchange_status), (101_900_078, ExchangeStatus::Receipt));
    assert_eq!(early.collect_status, Some(CollectionStatus::Collecting));
    assert!(early.collect_information.is_none() && early.collect_complete_date.is_none());
    assert!(early.redelivery_boxes.unwrap().is_empty());
    let waybills = early.return_delivery_dtos.as_ref().unwrap().as_slice();
    assert!(waybills.len() == 1 && waybills[0].delivery_invoice_no.is_none());

    let collected = &corrected.collect_information.as_ref().unwrap().items.as_ref().unwrap()[0];
    assert_eq!(collected.modified_at.as_ref().unwrap().raw(), "2026-03-05T16:20:00", "the key spelt as in the table");
    assert_eq!(collected.modified_by.as_ref().unwrap().expose(), "100000077");
}
