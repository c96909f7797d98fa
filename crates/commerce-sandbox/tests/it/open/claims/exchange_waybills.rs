//! What is open about the waybills of an exchange's new goods.

use super::{Question, exchange, exchange_id, exchanging, now, told};
use crate::support::{opened, send};
use commerce_sandbox::coupang::{Gateway, Happening};
use serde_json::{Value, json};

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "refused_exchange_waybill",
        |gateway| {
            let row = exchange(gateway, "arrived");
            told(&upload(gateway, &row, &[parcel(&row, original(&row), "HANJIN", "4100000001")]))
        },
        &[("400", "400"), ("500", "500"), ("fail_in_200", "200 FAIL")],
    )
    .of(exchanging),
    Question::new(
        "refused_exchange_number",
        |gateway| {
            let row = exchange(gateway, "arrived");
            told(&upload(gateway, &row, &[parcel(&row, new(&row), "HANJIN", "x")]))
        },
        &[("fail_in_200", "200 FAIL"), ("400", "400"), ("500", "500")],
    )
    .of(exchanging),
    Question::new(
        "mixed_waybills",
        |gateway| {
            let row = exchange(gateway, "arrived");
            let parcels = [new(&row), original(&row)].map(|box_id| parcel(&row, box_id, "HANJIN", "4100000001"));
            let answer = told(&upload(gateway, &row, &parcels));
            format!("{answer}, then {}", sent(gateway, &row))
        },
        &[
            ("none_taken", "400, then BeforeDirection \"\""),
            ("first_taken", "400, then CompleteDirection \"4100000001\""),
        ],
    )
    .of(exchanging),
    Question::new(
        "exchange_waybill_correctable",
        corrected,
        &[
            ("false", "modifiable false, 400, CompleteDirection \"4100000001\", scanned 400"),
            ("true", "modifiable true, 200 SUCCESS, CompleteDirection \"4100000002\", scanned 400"),
        ],
    )
    .of(exchanging),
    Question::new(
        "exchange_direct",
        |gateway| {
            let row = exchange(gateway, "arrived");
            let answer = told(&upload(gateway, &row, &[parcel(&row, new(&row), "DIRECT", "1")]));
            let status =
                now(gateway, &row, opened())["deliveryInvoiceGroupDtos"][0]["deliveryInvoiceDtos"][0]["statusCode"]
                    .take();
            let state = sent(gateway, &row);
            format!("{answer}, {state} {status}, scanned {}", scanned(gateway, &row))
        },
        &[
            ("as_carrier", "200 SUCCESS, CompleteDirection \"1\" \"DEPARTURE\", scanned true"),
            ("vendor_direct", "200 SUCCESS, VendorDirect \"1\" \"NONE_TRACKING\", scanned false"),
            ("vendor_direction", "200 SUCCESS, VendorDirection \"1\" \"NONE_TRACKING\", scanned false"),
            ("refused", "500, BeforeDirection \"\" \"INSTRUCT\", scanned false"),
        ],
    )
    .of(exchanging),
];

pub(super) fn parcel(row: &Value, box_id: &Value, carrier: &str, number: &str) -> Value {
    json!({
        "exchangeId": row["exchangeId"], "vendorId": "A00012345", "shipmentBoxId": box_id,
        "goodsDeliveryCode": carrier, "invoiceNumber": number,
    })
}

pub(super) fn upload(gateway: &Gateway, row: &Value, parcels: &[Value]) -> (u16, Value) {
    let path = format!("v4/vendors/A00012345/exchangeRequests/{}/invoices", exchange_id(row));
    send(gateway, "POST", &path, &Value::from(parcels).to_string(), opened())
}

pub(super) fn new(row: &Value) -> &Value {
    &row["deliveryInvoiceGroupDtos"][0]["shipmentBoxId"]
}

fn original(row: &Value) -> &Value {
    &row["exchangeItemDtoV1s"][0]["originalShipmentBoxId"]
}

/// Where the new goods are, and their waybill.
pub(super) fn sent(gateway: &Gateway, row: &Value) -> String {
    let row = now(gateway, row, opened());
    let invoice = &row["deliveryInvoiceGroupDtos"][0]["deliveryInvoiceDtos"][0];
    format!("{} {}", row["deliveryStatus"].as_str().expect("a status"), invoice["invoiceNumber"])
}

fn scanned(gateway: &Gateway, row: &Value) -> bool {
    gateway.happen(Happening::CarrierScans { shipment_box_id: new(row).as_i64().expect("a box") }, opened())
}

/// What a second waybill does, before the first scan and after it.
fn corrected(gateway: &Gateway) -> String {
    let row = exchange(gateway, "arrived");
    let upload = |number: &str| told(&upload(gateway, &row, &[parcel(&row, new(&row), "HANJIN", number)]));
    assert_eq!(upload("4100000001"), "200 SUCCESS");
    let modifiable = now(gateway, &row, opened())["deliveryInvoiceModifiable"].clone();
    let answer = upload("4100000002");
    let state = sent(gateway, &row);
    assert!(scanned(gateway, &row));
    format!("modifiable {modifiable}, {answer}, {state}, scanned {}", upload("4100000003"))
}
