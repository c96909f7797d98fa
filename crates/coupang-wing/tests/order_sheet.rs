//! The order sheet against its fixtures, its field table, and what Coupang might send instead.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

use coupang_wing::apiwire::wire::{FromWire, Oddities, Reader};
use coupang_wing::orders::{OrderSheet, OrderStatus, PaymentChannel, ShipmentType};
use coupang_wing::{Currency, Money};
use serde_json::{Value, json};

const V5: &str = include_str!("../fixtures/orders.list.v5.json");
const V4: &str = include_str!("../fixtures/orders.list.v4.json");

fn row(fixture: &str) -> Value {
    serde_json::from_str::<Value>(fixture).unwrap()["data"][0].clone()
}

fn read(row: Value) -> (Result<OrderSheet, String>, Oddities) {
    let mut reader = Reader::new();
    let sheet = OrderSheet::from_wire(row, &mut reader).map_err(|fault| fault.path().to_owned());
    (sheet, reader.into_oddities())
}

#[test]
fn version_5_reads_into_types() {
    let (sheet, oddities) = read(row(V5));
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
    let (sheet, oddities) = read(row(V4));
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

/// Every place in a document, as JSON pointers.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, child)| (key.clone(), child)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(n, child)| (n.to_string(), child)).collect(),
        _ => Vec::new(),
    };
    for (key, child) in children {
        let place = format!("{at}/{key}");
        places(child, &place, found);
        found.push(place);
    }
}

/// Text of the seller's or the carrier's that is no person's; it may be shown.
const PUBLIC: [&str; 10] = [
    "deliveryCompanyName",
    "invoiceNumber",
    "vendorItemPackageName",
    "vendorItemName",
    "externalVendorSkuCode",
    "etcInfoHeader",
    "sellerProductName",
    "sellerProductItemName",
    "firstSellerProductItemName",
    "upBundleVendorItemName",
];

const REQUIRED: [&str; 6] =
    ["/shipmentBoxId", "/orderId", "/status", "/orderItems", "/orderItems/0", "/orderItems/0/vendorItemId"];

#[test]
fn any_field_of_any_other_type_leaves_a_row_or_a_place_and_never_a_value() {
    for fixture in [row(V5), row(V4)] {
        let mut all = Vec::new();
        places(&fixture, "", &mut all);
        assert!(all.len() > 25);
        for place in &all {
            for other in
                [Value::Null, json!("김하나"), json!(-1.5), json!([]), json!({}), json!(true), json!([[{"a": 1}]])]
            {
                let mut changed = fixture.clone();
                *changed.pointer_mut(place).unwrap() = other.clone();
                let (sheet, oddities) = read(changed);
                let shown = format!("{sheet:?} {oddities:?}");
                let public = PUBLIC.iter().any(|key| place.ends_with(key));
                assert!(public || !shown.contains("김하나"), "{place} = {other}: {shown}");
                if let Err(path) = sheet {
                    assert!(REQUIRED.contains(&place.as_str()), "{place} = {other} cost the row at {path}");
                }
            }
        }
    }
}

#[test]
fn a_missing_field_costs_the_row_only_when_the_row_is_useless_without_it() {
    let fixture = row(V5);
    let mut all = Vec::new();
    places(&fixture, "", &mut all);
    for place in all.iter().filter(|place| !place.ends_with("/0")) {
        let mut changed = fixture.clone();
        let (parent, key) = place.rsplit_once('/').unwrap();
        changed.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key);
        let (sheet, oddities) = read(changed);
        // An amount without its currency or units is no amount, and counted.
        let half_an_amount = key == "currencyCode" || key == "units";
        let expected = (REQUIRED.contains(&place.as_str()), u64::from(half_an_amount));
        assert_eq!((sheet.is_err(), oddities.count()), expected, "{place}");
    }
}

#[test]
fn unknown_fields_and_values_survive_a_round_trip() {
    let mut fixture = row(V5);
    fixture["status"] = json!("TELEPORTED");
    fixture["newField"] = json!({"deep": ["홍길동"]});
    fixture["orderItems"][0]["deliveryChargeTypeName"] = json!("반값");
    let (sheet, oddities) = read(fixture.clone());
    let sheet = sheet.unwrap();
    assert_eq!((sheet.status.as_str(), oddities.count()), ("TELEPORTED", 0));
    let written = serde_json::to_value(&sheet).unwrap();
    for place in ["/status", "/newField", "/orderItems/0/deliveryChargeTypeName", "/receiver/name", "/shipmentBoxId"] {
        assert_eq!(written.pointer(place), fixture.pointer(place), "{place}");
    }
    let shown = format!("{sheet:?}");
    for hidden in [
        "TELEPORTED",
        "홍길동",
        "라마바",
        "가나다",
        "시험로",
        "010-0000-4321",
        "P000011112222",
        "사아자",
        "문 앞에",
        "99999",
        "135-010",
    ] {
        assert!(!shown.contains(hidden), "{hidden}: {shown}");
    }
    assert!(shown.contains("870099887766554433"), "ids stay readable");
}
