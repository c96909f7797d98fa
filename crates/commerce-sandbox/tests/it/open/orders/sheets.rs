//! How the fields of an order sheet are written.

use super::{ask, form, text};
use crate::open::Question;
use crate::support::{opened, rows, shop};
use commerce_sandbox::coupang::{Gateway, GatewayBuilder, OrderStatus};
use serde_json::Value;
use std::collections::BTreeSet;

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "unset",
        unset,
        &[("mixed", "empty text or null"), ("empty", "empty text"), ("null", "null"), ("absent", "absent")],
    )
    .of(crowd),
    Question::new(
        "upload_date",
        upload_date,
        &[
            ("plain", "listed without offset, alone without offset"),
            ("by_page", "listed without offset, alone with offset"),
            ("offset", "listed with offset, alone with offset"),
        ],
    )
    .of(crowd),
    Question::new(
        "old_confirm_date",
        confirm_date,
        &[
            ("false", "by day with offset, by minute with offset"),
            ("true", "by day without offset, by minute with offset"),
        ],
    )
    .of(crowd),
    Question::new(
        "null_remote_price",
        remote_price,
        &[("false", "v4 a number, v5 null"), ("true", "v4 null, v5 null")],
    )
    .of(crowd),
    Question::new(
        "null_discount",
        no_discount,
        &[("false", "v4 a number, v5 an object"), ("true", "v4 null, v5 an object")],
    )
    .of(crowd),
    Question::new("orderers_ssn", ssn, &[("false", "ordererSsn"), ("true", "orderersSsn")]).of(crowd),
    Question::new(
        "new_fields_in_v4",
        new_fields,
        &[("false", "v4 absent and absent"), ("true", "v4 a yes or no and an object")],
    )
    .of(crowd),
    Question::new("undocumented_fields", undocumented, &[("true", "null and null"), ("false", "absent and absent")])
        .of(crowd),
    Question::new(
        "tax_receipt_as_text",
        tax_receipt,
        &[("false", "an object"), ("true", "text with its three fields")],
    )
    .of(crowd),
    Question::new(
        "order_id_as_text",
        order_id,
        &[("false", "v4 a number, v5 a number"), ("true", "v4 text, v5 a number")],
    )
    .of(crowd),
];

/// Enough orders for every spelling.
fn crowd() -> GatewayBuilder {
    shop().orders_per_day(OrderStatus::Accept, 40).orders_per_day(OrderStatus::FinalDelivery, 40)
}

fn sheets(gateway: &Gateway, version: &str, status: OrderStatus, more: &str) -> Vec<Value> {
    let (time, offset) = (if more.is_empty() { ["", ""] } else { ["T00:00", "T23:59"] }, offset(version));
    let query = format!("createdAtFrom=2026-02-20{}{offset}&createdAtTo=2026-02-20{}{offset}", time[0], time[1]);
    let (code, body) = ask(gateway, version, &format!("ordersheets?{query}&status={status}{more}"), opened());
    assert_eq!(code, 200, "{body}");
    assert_eq!(rows(&body).len(), 40);
    rows(&body).to_vec()
}

fn offset(version: &str) -> &'static str {
    if version == "v5" { "%2B09:00" } else { "" }
}

/// Every form that is seen, in the order of the alphabet.
fn forms<'v>(values: impl IntoIterator<Item = Option<&'v Value>>) -> String {
    let forms: BTreeSet<&str> = values.into_iter().map(form).collect();
    Vec::from_iter(forms).join(" or ")
}

fn unset(gateway: &Gateway) -> String {
    let paid = sheets(gateway, "v5", OrderStatus::Accept, "");
    let of_order = paid.iter().flat_map(|sheet| ["inTrasitDateTime", "deliveredDate"].map(|name| sheet.get(name)));
    let of_item = paid.iter().flat_map(|sheet| {
        let item = &sheet["orderItems"][0];
        ["invoiceNumberUploadDate", "etcInfoValue"].map(|name| item.get(name))
    });
    forms(of_order.chain(of_item))
}

/// Whether every one of some times carries an offset, or none does.
fn offsets<'v>(times: impl IntoIterator<Item = &'v Value>) -> String {
    let with: BTreeSet<bool> = times.into_iter().map(|time| text(time).ends_with("+09:00")).collect();
    match Vec::from_iter(with).as_slice() {
        [true] => "with offset".to_owned(),
        [false] => "without offset".to_owned(),
        other => format!("{other:?}"),
    }
}

fn upload_date(gateway: &Gateway) -> String {
    let listed = sheets(gateway, "v5", OrderStatus::FinalDelivery, "");
    let (_, alone) = ask(gateway, "v5", &format!("ordersheets/{}", listed[0]["shipmentBoxId"]), opened());
    let date = |sheet: &Value| sheet["orderItems"][0]["invoiceNumberUploadDate"].clone();
    let dates: Vec<Value> = listed.iter().map(date).collect();
    format!("listed {}, alone {}", offsets(&dates), offsets([&date(&alone["data"])]))
}

fn confirm_date(gateway: &Gateway) -> String {
    let seen = |more| {
        let sheets = sheets(gateway, "v5", OrderStatus::FinalDelivery, more);
        offsets(sheets.iter().map(|sheet| &sheet["orderItems"][0]["confirmDate"]).filter(|date| date.is_string()))
    };
    format!("by day {}, by minute {}", seen(""), seen("&searchType=timeFrame"))
}

fn remote_price(gateway: &Gateway) -> String {
    let seen = |version| {
        let sheets = sheets(gateway, version, OrderStatus::Accept, "");
        forms(sheets.iter().filter(|sheet| sheet["remoteArea"] == false).map(|sheet| sheet.get("remotePrice")))
    };
    format!("v4 {}, v5 {}", seen("v4"), seen("v5"))
}

fn new_fields(gateway: &Gateway) -> String {
    let sheet = &sheets(gateway, "v4", OrderStatus::Accept, "")[0];
    format!("v4 {} and {}", form(sheet.get("isCod")), form(sheet.get("extraProperties")))
}

fn undocumented(gateway: &Gateway) -> String {
    let sheet = &sheets(gateway, "v5", OrderStatus::Accept, "")[0];
    let receipt = sheet["orderItems"][0].get("taxReceiptInfo");
    format!("{} and {}", form(sheet.get("codDeliveryFee")), form(receipt))
}

fn tax_receipt(gateway: &Gateway) -> String {
    let sheets = sheets(gateway, "v5", OrderStatus::Accept, "");
    let receipt =
        sheets.iter().find_map(|sheet| sheet["extraProperties"].get("taxReceiptInfo")).expect("a tax receipt");
    match receipt.as_str().map(serde_json::from_str::<Value>) {
        None => form(Some(receipt)).to_owned(),
        Some(Ok(Value::Object(fields))) if fields.len() == 3 => "text with its three fields".to_owned(),
        Some(other) => format!("{other:?}"),
    }
}

fn order_id(gateway: &Gateway) -> String {
    let seen = |version| form(sheets(gateway, version, OrderStatus::Accept, "")[0].get("orderId"));
    format!("v4 {}, v5 {}", seen("v4"), seen("v5"))
}

fn no_discount(gateway: &Gateway) -> String {
    let parts = ["instantCouponDiscount", "downloadableCouponDiscount", "coupangDiscount"];
    let without = |item: &Value| parts.iter().all(|part| item[part] == 0 || item[part]["units"] == 0);
    let seen = |version| {
        let sheets = sheets(gateway, version, OrderStatus::Accept, "");
        forms(
            sheets
                .iter()
                .map(|sheet| &sheet["orderItems"][0])
                .filter(|item| without(item))
                .map(|item| item.get("discountPrice")),
        )
    };
    format!("v4 {}, v5 {}", seen("v4"), seen("v5"))
}

fn ssn(gateway: &Gateway) -> String {
    let sheets = sheets(gateway, "v5", OrderStatus::Accept, "");
    let objects = sheets.iter().filter_map(|sheet| sheet["overseaShippingInfoDto"].as_object());
    let names: BTreeSet<&str> =
        objects.flat_map(|object| object.keys().map(String::as_str)).filter(|name| name.ends_with("Ssn")).collect();
    Vec::from_iter(names).join(" and ")
}
