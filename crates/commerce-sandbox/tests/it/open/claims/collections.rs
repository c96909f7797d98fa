//! What is open about goods that the seller collects itself.

use super::{Question, again, receipt_id, slow_return};
use crate::support::{opened, send};
use commerce_sandbox::coupang::Gateway;
use serde_json::{Value, json};

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "left_out_number",
        |gateway| {
            let (_, body) = collect(gateway, &slow_return(gateway, "RETURNS_UNCHECKED"), "4100000010");
            body["data"].get("regNumber").map_or("absent".to_owned(), Value::to_string)
        },
        &[("null", "null"), ("absent", "absent"), ("empty", "\"\"")],
    ),
    Question::new(
        "second_collection",
        |gateway| twice(gateway, "4100000011"),
        &[("added", "200, 4100000010 4100000011"), ("replaces", "200, 4100000011"), ("refused", "400, 4100000010")],
    ),
    Question::new(
        "same_collection",
        |gateway| twice(gateway, "4100000010"),
        &[("same", "200, 4100000010"), ("refused", "400, 4100000010")],
    ),
    Question::new(
        "refused_collection",
        |gateway| collect(gateway, &slow_return(gateway, "RELEASE_STOP_UNCHECKED"), "4100000010").0.to_string(),
        &[("400", "400"), ("500", "500")],
    ),
];

fn collect(gateway: &Gateway, row: &Value, number: &str) -> (u16, Value) {
    let body = json!({
        "returnExchangeDeliveryType": "RETURN", "receiptId": receipt_id(row), "deliveryCompanyCode": "HANJIN",
        "invoiceNumber": number,
    });
    send(gateway, "POST", "v4/vendors/A00012345/return-exchange-invoices/manual", &body.to_string(), opened())
}

/// How a second collection is answered, and which waybills stand then beside those that were there before.
fn twice(gateway: &Gateway, second: &str) -> String {
    let row = slow_return(gateway, "RETURNS_UNCHECKED");
    assert_eq!(collect(gateway, &row, "4100000010").0, 200);
    let (status, _) = collect(gateway, &row, second);
    let after = again(gateway, &row);
    let before = row["returnDeliveryDtos"].as_array().map_or(0, Vec::len);
    let own = after["returnDeliveryDtos"].as_array().expect("waybills").iter().skip(before);
    let own: Vec<&str> = own.filter_map(|waybill| waybill["deliveryInvoiceNo"].as_str()).collect();
    format!("{status}, {}", own.join(" "))
}
