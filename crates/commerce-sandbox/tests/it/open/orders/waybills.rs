//! Waybills, uploaded and replaced.

use super::{acknowledge, ask};
use crate::open::Question;
use crate::support::{opened, sheets, shop};
use crate::waybills::{code, id, items, post, ready, whole};
use commerce_sandbox::coupang::{ClaimKind, Gateway, GatewayBuilder, Happening, OrderStatus};
use serde_json::Value;
use std::time::Duration;

pub(super) const QUESTIONS: &[Question] = &[
    Question::new("most_waybills", most, &[("0", "3 rows 200"), ("3", "3 rows 200, 4 rows 400")]).of(calm),
    Question::new(
        "update_names_all",
        names_all,
        &[("true", "one of two: NOT_FOUND_VENDOR_ITEM"), ("false", "one of two: OK")],
    )
    .of(calm),
    Question::new(
        "same_waybill_is_duplicate",
        same_waybill,
        &[("true", "DUPLICATE_INVOICE_NUMBER, nothing done"), ("false", "OK, nothing done")],
    )
    .of(calm),
    Question::new("text_flags", text_flags, &[("true", "200"), ("false", "400")]).of(calm),
    Question::new(
        "carriers",
        carriers,
        &[
            ("all", "CJGLS 200, FEDEX 200, SFEXPRESS 200"),
            ("portal", "CJGLS 200, FEDEX 200, SFEXPRESS 500"),
            ("page", "CJGLS 200, FEDEX 500, SFEXPRESS 500"),
        ],
    )
    .of(calm),
    Question::new(
        "unknown_carrier",
        unknown_carrier,
        &[("500", "500 for both"), ("failed_in_200", "UNDEFINED_ERROR_OCCUR for its own, OK for the other")],
    )
    .of(calm),
    Question::new(
        "other_numbers",
        other_numbers,
        &[("letters_and_digits", "A1 OK, 12 OK"), ("digits", "A1 INVALID_INVOICE_NUMBER, 12 OK")],
    )
    .of(calm),
    Question::new("number_days", number_days, &[("184", "in use after 11 days"), ("10", "free after 11 days")])
        .of(calm),
    Question::new(
        "shared_number_in_one_call",
        shared,
        &[("false", "in two calls OK"), ("true", "in two calls NOT_ALLOW_INVOICE_NUMBER_RE_UPLOAD")],
    )
    .of(calm),
];

fn calm() -> GatewayBuilder {
    shop().orders_per_day(OrderStatus::Instruct, 20).claims_per_day(ClaimKind::StopRequested, 0)
}

fn of_two_options(boxes: Vec<Value>) -> Value {
    let two = |sheet: &Value| items(sheet).len() == 2 && items(sheet).iter().all(|item| item["canceled"] == false);
    boxes.into_iter().find(two).expect("two options")
}

fn most(gateway: &Gateway) -> String {
    let rows: Vec<Value> = ready(gateway, opened()).iter().flat_map(|sheet| whole(sheet, "DIRECT", "1")).collect();
    let upload = |count: usize| post(gateway, "invoices", &rows[..count], opened()).0;
    match (upload(3), upload(4)) {
        (three, 200) => format!("3 rows {three}"),
        (three, four) => format!("3 rows {three}, 4 rows {four}"),
    }
}

fn names_all(gateway: &Gateway) -> String {
    let sheet = of_two_options(sheets(gateway, OrderStatus::Delivering, opened()));
    let rows = whole(&sheet, "HANJIN", "4100000001");
    format!("one of two: {}", code(gateway, "updateInvoices", &rows[..1], opened()).0)
}

fn same_waybill(gateway: &Gateway) -> String {
    let sheet = &ready(gateway, opened())[0];
    let rows = whole(sheet, "CJGLS", "600000000001");
    assert_eq!(code(gateway, "invoices", &rows, opened()).0, "OK");
    let again = code(gateway, "updateInvoices", &rows, opened()).0;
    format!("{again}, {}", if gateway.commits().len() == 1 { "nothing done" } else { "done again" })
}

fn text_flags(gateway: &Gateway) -> String {
    let mut rows = whole(&ready(gateway, opened())[0], "CJGLS", "600000000001");
    for row in &mut rows {
        row["splitShipping"] = "False".into();
    }
    post(gateway, "invoices", &rows, opened()).0.to_string()
}

fn carriers(gateway: &Gateway) -> String {
    let boxes = ready(gateway, opened());
    let upload = |carrier, number| post(gateway, "invoices", &whole(&boxes[0], carrier, number), opened()).0;
    let seen = ["CJGLS", "FEDEX", "SFEXPRESS"].map(|carrier| format!("{carrier} {}", upload(carrier, "600000000001")));
    seen.join(", ")
}

fn unknown_carrier(gateway: &Gateway) -> String {
    let boxes = ready(gateway, opened());
    let rows = [whole(&boxes[0], "NOBODY", "600000000001"), whole(&boxes[1], "CJGLS", "600000000002")].concat();
    let (status, body) = post(gateway, "invoices", &rows, opened());
    if status != 200 {
        return format!("{status} for both");
    }
    let code = |place: usize| body["data"]["responseList"][place]["resultCode"].as_str().expect("a code");
    format!("{} for its own, {} for the other", code(0), code(1))
}

fn other_numbers(gateway: &Gateway) -> String {
    let boxes = ready(gateway, opened());
    let upload = |sheet: &Value, number| code(gateway, "invoices", &whole(sheet, "FEDEX", number), opened()).0;
    format!("A1 {}, 12 {}", upload(&boxes[0], "A1"), upload(&boxes[1], "12"))
}

fn number_days(gateway: &Gateway) -> String {
    let boxes = ready(gateway, opened());
    let upload = |sheet: &Value, days: u64| {
        let now = opened() + Duration::from_secs(days * 86_400);
        code(gateway, "invoices", &whole(sheet, "CJGLS", "600000000001"), now).0
    };
    assert_eq!(upload(&boxes[0], 0), "OK");
    assert_eq!(upload(&boxes[1], 10), "NOT_ALLOW_INVOICE_NUMBER_RE_UPLOAD");
    format!("{} after 11 days", if upload(&boxes[1], 11) == "OK" { "free" } else { "in use" })
}

fn shared(gateway: &Gateway) -> String {
    let prepared = &ready(gateway, opened())[0];
    let paid = Happening::BuyerPays { vendor_item_id: None, units: None };
    let paid = gateway.make_happen(paid, opened()).expect("an order");
    let order_id = prepared["orderId"].as_i64().expect("an id");
    assert!(gateway.happen(Happening::BuyerRedirectsTo { shipment_box_id: paid, order_id }, opened()));
    assert_eq!(acknowledge(gateway, &[paid], opened()).1["data"]["responseCode"], 0);
    let (_, sheet) = ask(gateway, "v4", &format!("ordersheets/{paid}"), opened());
    assert_eq!(id(&sheet["data"]), paid);
    let upload = |sheet: &Value| code(gateway, "invoices", &whole(sheet, "CJGLS", "600000000001"), opened()).0;
    assert_eq!(upload(prepared), "OK");
    format!("in two calls {}", upload(&sheet["data"]))
}
