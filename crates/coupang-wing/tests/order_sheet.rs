//! The order sheet against its fixtures and its field table. What Coupang might send instead is in `tolerance`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

use coupang_wing::apiwire::wire::{Document, FromWire, Oddities, Reader};
use coupang_wing::orders::{OrderSheet, OrderStatus, PaymentChannel, ShipmentType};
use coupang_wing::{Currency, Money};
use serde_json::Value;

const V5: &str = include_str!("../fixtures/orders.list.v5.json");
const V4: &str = include_str!("../fixtures/orders.list.v4.json");

fn row(fixture: &str) -> Value {
    serde_json::from_str::<Value>(fixture).unwrap()["data"][0].clone()
}

fn read(row: &Value) -> (Result<OrderSheet, String>, Oddities) {
    let mut reader = Reader::new();
    let sheet = OrderSheet::from_wire(Document::from(row).root(), &mut reader).map_err(|fault| fault.path().to_owned());
    (sheet, reader.into_oddities())
}

#[test]
fn version_5_reads_into_types() {
    let (sheet, oddities) = read(&row(V5));
    let sheet = sheet.unwrap();
    assert_eq!(oddities.count(), 0);
    assert_eq!((sheet.shipment_box_id.get(), sheet.order_id.get()), (870_099_887_766_554_433, 7_100_987_654_321));
    assert_eq!(
        (sheet.status.clone(), sheet.shipment_type.clone()),
        (OrderStatus::Instruct, Some(ShipmentType::CgfLite))
    );
    assert_eq!(sheet.refer, Some(PaymentChannel::AndroidApp));
    // 2026-03-02T09:15:04 in Korea and 2026-03-01T16:15:30 at -08:00, by `date -u -d .. +%s`.
    assert_eq!(sheet.ordered_at.as_ref().unwrap().unix_seconds(), 1_772_410_504);
    assert_eq!(sheet.paid_at.as_ref().unwrap().unix_seconds(), 1_772_410_530);
    assert_eq!((sheet.shipping_price, sheet.remote_price), (Some(Money::krw(3000)), None));
    let receiver = sheet.receiver.as_ref().unwrap();
    assert_eq!(receiver.name.as_ref().unwrap().expose(), "라마바");
    assert_eq!((receiver.addr2.is_none(), receiver.post_code.as_ref().unwrap().expose()), (true, "135-010"));
    let item = &sheet.order_items[0];
    assert_eq!(
        (item.vendor_item_id.get(), item.shipping_count, item.hold_count_for_cancel),
        (81_230_000_009, Some(2), Some(1))
    );
    assert_eq!(item.sales_price.unwrap().checked_mul(2).ok(), item.order_price);
    assert_eq!(item.order_price.unwrap().currency(), Currency::KRW);
    assert_eq!(item.etc_info_values.as_ref().unwrap()[0].expose(), "사아자");
    assert_eq!(item.estimated_shipping_date.unwrap().to_string(), "2026-03-04");
    assert!(item.planned_shipping_date.is_none() && item.up_bundle_size.is_none());
    let customs = sheet.oversea_shipping_info.as_ref().unwrap();
    assert_eq!(customs.personal_customs_clearance_code.as_ref().unwrap().expose(), "P000011112222");
    assert_eq!(sheet.invoice_number.as_ref().unwrap().as_str(), "00123400567");
    assert_eq!(sheet.extra_properties.as_ref().unwrap().expose()["cutOffTimeHour"], "0");
    assert!(sheet.extra.expose().is_empty() && item.extra.expose().is_empty() && customs.extra.expose().is_empty());
}

#[test]
fn version_4_reads_into_the_same_types() {
    let (sheet, oddities) = read(&row(V4));
    let sheet = sheet.unwrap();
    assert_eq!(oddities.count(), 0);
    assert_eq!((sheet.shipment_box_id.get(), sheet.order_id.get()), (870_099_887_766_554_433, 7_100_987_654_321));
    assert_eq!((sheet.shipping_price, sheet.remote_price), (Some(Money::krw(3000)), Some(Money::krw(0))));
    let ordered = sheet.ordered_at.as_ref().unwrap();
    assert_eq!((ordered.unix_seconds(), ordered.has_offset()), (1_772_410_504, false));
    assert_eq!(sheet.in_transit_at.as_ref().unwrap().raw(), "2026-03-04 18:20:00");
    assert_eq!(sheet.receiver.as_ref().unwrap().post_code.as_ref().unwrap().expose(), "12345");
    assert_eq!(sheet.order_items[0].discount_price, None);
}

#[test]
fn nobody_is_shown_and_ids_are() {
    let shown = format!("{:?}", read(&row(V5)));
    let hidden = [
        "라마바",
        "가나다",
        "시험로",
        "555",
        "010-0000-4321",
        "P000011112222",
        "사아자",
        "문 앞에",
        "99999",
        "135-010",
    ];
    for text in hidden {
        assert!(!shown.contains(text), "{text}: {shown}");
    }
    assert!(shown.contains("870099887766554433"), "ids stay readable");
}
