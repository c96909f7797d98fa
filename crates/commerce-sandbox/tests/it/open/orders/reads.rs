//! How one box, one order and one history are read.

use super::{acknowledge, ask, form, text};
use crate::open::Question;
use crate::support::{list, opened, rows};
use commerce_sandbox::coupang::{Gateway, Happening, OrderStatus};
use serde_json::Value;

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "unknown_box",
        unknown_box,
        &[
            (
                "as_gone",
                "unknown 400: 해당 주문이 취소 또는 반품되었습니다., gone 400: 해당 주문이 취소 또는 반품되었습니다.",
            ),
            ("404", "unknown 404: Not Found, gone 400: 해당 주문이 취소 또는 반품되었습니다."),
        ],
    ),
    Question::new(
        "gone_history",
        gone_history,
        &[("500", "gone 500, unknown 500"), ("empty", "gone 200 with no rows, unknown 500")],
    ),
    Question::new(
        "history_shape",
        history_shape,
        &[
            ("field_table", "code, data, message; data is a list of boxes with details"),
            ("object", "code, data, message; data is a box with details"),
            ("bare", "details, shipmentBoxId; data is not there"),
            ("entries", "data; data is a list of entries"),
        ],
    ),
    Question::new(
        "own_delivery_departs",
        own_delivery,
        &[("false", "NONE_TRACKING, INSTRUCT, ACCEPT"), ("true", "NONE_TRACKING, DEPARTURE, INSTRUCT, ACCEPT")],
    ),
    Question::new(
        "codes",
        codes,
        &[
            ("sampled", "list a number, box text, acknowledgement text"),
            ("numbers", "list a number, box a number, acknowledgement a number"),
            ("texts", "list text, box text, acknowledgement text"),
        ],
    ),
    Question::new("box_in_list", of_box, &[("false", "an object"), ("true", "a list")]),
    Question::new("only_box_alone", of_order, &[("false", "a list"), ("true", "an object")]),
];

fn sheet(gateway: &Gateway) -> Value {
    sheet_of(gateway, OrderStatus::Accept)
}

fn sheet_of(gateway: &Gateway, status: OrderStatus) -> Value {
    let query = format!("createdAtFrom=2026-03-02&createdAtTo=2026-03-02&status={status}");
    let body = list(gateway, "v4", &query);
    rows(&body)[0].clone()
}

/// A box that its buyer has cancelled.
fn gone(gateway: &Gateway) -> i64 {
    let paid = Happening::BuyerPays { vendor_item_id: None, units: None };
    let shipment_box_id = gateway.make_happen(paid, opened()).expect("an order");
    assert!(gateway.happen(Happening::BuyerCancels { shipment_box_id }, opened()));
    shipment_box_id
}

fn unknown_box(gateway: &Gateway) -> String {
    let read = |id: i64| {
        let (status, body) = ask(gateway, "v5", &format!("ordersheets/{id}"), opened());
        format!("{status}: {}", text(&body["message"]))
    };
    format!("unknown {}, gone {}", read(7), read(gone(gateway)))
}

fn gone_history(gateway: &Gateway) -> String {
    let read = |id: i64| match ask(gateway, "v5", &format!("ordersheets/{id}/history"), opened()) {
        (200, body) if rows(&body).is_empty() => "200 with no rows".to_owned(),
        (status, _) => status.to_string(),
    };
    format!("gone {}, unknown {}", read(gone(gateway)), read(7))
}

fn history_shape(gateway: &Gateway) -> String {
    let id = &sheet(gateway)["shipmentBoxId"];
    let (_, body) = ask(gateway, "v5", &format!("ordersheets/{id}/history"), opened());
    let entry = |details: &Value| details[0]["deliveryStatus"] == OrderStatus::Accept.as_str();
    let is_box = |value: &Value| value["shipmentBoxId"] == *id && entry(&value["details"]);
    let keys: Vec<&str> = body.as_object().expect("an object").keys().map(String::as_str).collect();
    let data = match body.get("data") {
        Some(data) if is_box(data) => "a box with details",
        Some(data) if is_box(&data[0]) => "a list of boxes with details",
        Some(data) if entry(data) => "a list of entries",
        None if is_box(&body) => "not there",
        _ => "something else",
    };
    format!("{}; data is {data}", keys.join(", "))
}

fn of_box(gateway: &Gateway) -> String {
    let sheet = sheet(gateway);
    let (_, body) = ask(gateway, "v4", &format!("ordersheets/{}", sheet["shipmentBoxId"]), opened());
    assert!(body["data"] == sheet || body["data"][0] == sheet, "{body}");
    form(body.get("data")).to_owned()
}

fn of_order(gateway: &Gateway) -> String {
    let sheet = sheet(gateway);
    let (_, body) = ask(gateway, "v4", &format!("{}/ordersheets", sheet["orderId"]), opened());
    assert!(body["data"] == sheet || body["data"][0] == sheet, "{body}");
    form(body.get("data")).to_owned()
}

fn own_delivery(gateway: &Gateway) -> String {
    let id = &sheet_of(gateway, OrderStatus::NoneTracking)["shipmentBoxId"];
    let (_, body) = ask(gateway, "v4", &format!("ordersheets/{id}/history"), opened());
    let details = body["data"][0]["details"].as_array().expect("details");
    details.iter().map(|entry| text(&entry["deliveryStatus"])).collect::<Vec<_>>().join(", ")
}

fn codes(gateway: &Gateway) -> String {
    let query = "ordersheets?createdAtFrom=2026-03-02&createdAtTo=2026-03-02&status=ACCEPT";
    let (_, list) = ask(gateway, "v4", query, opened());
    let (_, of_box) = ask(gateway, "v4", &format!("ordersheets/{}", list["data"][0]["shipmentBoxId"]), opened());
    let (_, acknowledged) = acknowledge(gateway, &[7], opened());
    let code = |body: &Value| form(body.get("code"));
    format!("list {}, box {}, acknowledgement {}", code(&list), code(&of_box), code(&acknowledged))
}
