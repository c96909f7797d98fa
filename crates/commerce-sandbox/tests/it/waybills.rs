//! What the tests of waybills share: rows for a sheet, and the call.

use crate::support::{send, sheets, shop};
use commerce_sandbox::coupang::{ClaimKind, Gateway, OrderStatus};
use serde_json::{Value, json};
use std::time::SystemTime;

/// A shop with boxes being prepared, of which nobody wants one stopped.
pub(crate) fn preparing(boxes: u32) -> Gateway {
    let shop = shop().orders_per_day(OrderStatus::Instruct, boxes).claims_per_day(ClaimKind::StopRequested, 0);
    shop.build().expect("a gateway")
}

pub(crate) fn items(sheet: &Value) -> &[Value] {
    sheet["orderItems"].as_array().expect("items")
}

pub(crate) fn id(sheet: &Value) -> i64 {
    sheet["shipmentBoxId"].as_i64().expect("an id")
}

fn is_held(sheet: &Value) -> bool {
    items(sheet).iter().any(|item| item["holdCountForCancel"] != 0)
}

/// The boxes being prepared that can be shipped.
pub(crate) fn ready(gateway: &Gateway, now: SystemTime) -> Vec<Value> {
    sheets(gateway, OrderStatus::Instruct, now).into_iter().filter(|sheet| !is_held(sheet)).collect()
}

/// One row for every option of a box.
pub(crate) fn whole(sheet: &Value, carrier: &str, number: &str) -> Vec<Value> {
    let row = |item: &Value| {
        json!({
            "shipmentBoxId": sheet["shipmentBoxId"], "orderId": sheet["orderId"], "vendorItemId": item["vendorItemId"],
            "deliveryCompanyCode": carrier, "invoiceNumber": number,
            "splitShipping": false, "preSplitShipped": false, "estimatedShippingDate": "",
        })
    };
    items(sheet).iter().map(row).collect()
}

/// The status and the body of an upload (`invoices`) or a replacement (`updateInvoices`).
pub(crate) fn post(gateway: &Gateway, operation: &str, rows: &[Value], now: SystemTime) -> (u16, Value) {
    let body = json!({ "vendorId": "A00012345", "orderSheetInvoiceApplyDtos": rows }).to_string();
    send(gateway, "POST", &format!("v4/vendors/A00012345/orders/{operation}"), &body, now)
}

/// The `data` of a call that was answered 200.
pub(crate) fn data(gateway: &Gateway, operation: &str, rows: &[Value], now: SystemTime) -> Value {
    let (status, body) = post(gateway, operation, rows, now);
    let code: Value = if operation == "invoices" { "200".into() } else { 200.into() };
    assert_eq!((status, &body["code"], &body["message"]), (200, &code, &"OK".into()), "{body}");
    body["data"].clone()
}

/// The code and the retry flag of the only box of a call.
pub(crate) fn code(gateway: &Gateway, operation: &str, rows: &[Value], now: SystemTime) -> (String, bool) {
    let data = data(gateway, operation, rows, now);
    let [result] = data["responseList"].as_array().expect("a list").as_slice() else { panic!("one box: {data}") };
    assert_eq!(result["succeed"], result["resultCode"] == "OK");
    assert_eq!(data["responseCode"], if result["succeed"] == true { 0 } else { 99 });
    let word = result["resultCode"].as_str().expect("a code").to_owned();
    (word, result["retryRequired"].as_bool().expect("a flag"))
}

/// What [`code`] must be for a code of the table.
pub(crate) fn is(word: &str, retry: bool) -> (String, bool) {
    (word.to_owned(), retry)
}
