//! Units that the seller cancels, and the stock they come from.

use super::{ask, tell, text};
use crate::open::Question;
use crate::support::{call, opened, sheets, shop};
use crate::waybills::{id, items};
use commerce_sandbox::coupang::{ClaimKind, DEFAULT_WING_USER, Gateway, GatewayBuilder, Happening, OrderStatus};
use serde_json::{Value, json};
use std::time::Duration;

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "refund_seconds",
        refund,
        &[("0", "cancelled at once"), ("600", "held after 599 s, cancelled after 600 s")],
    )
    .of(calm),
    Question::new(
        "partial_cancel_of_paid",
        partial,
        &[("true", "200, ACCEPT"), ("false", "400: 부분 취소는 불가능합니다.")],
    )
    .of(calm),
    Question::new("failed_cancel_is_200", failed, &[("false", "HTTP 400, code 400"), ("true", "HTTP 200, code 400")])
        .of(calm),
    Question::new(
        "failed_item_ids",
        failed_items,
        &[("false", "failedVendorItemIds alone"), ("true", "failedItemIds alone")],
    )
    .of(calm),
    Question::new(
        "second_cancel",
        second,
        &[
            ("takes_more", "200, 2 cancelled; of another number 200"),
            ("refused", "400: 취소 가능한 개수보다 요청한 개수가 더 많습니다., 1 cancelled; of another number 200"),
        ],
    )
    .of(calm),
    Question::new(
        "orders_take_stock",
        stock,
        &[("false", "500, paid 500, cancelled 500"), ("true", "500, paid 497, cancelled 500")],
    )
    .of(calm),
];

/// The mug of the catalogue, of which 500 are in stock.
const MUG: i64 = 80_000_001_000;

fn calm() -> GatewayBuilder {
    shop().claims_per_day(ClaimKind::StopRequested, 0).orders_per_day(OrderStatus::Accept, 0)
}

/// A paid box with so many mugs.
fn paid(gateway: &Gateway, units: i64) -> Value {
    let paid = Happening::BuyerPays { vendor_item_id: Some(MUG), units: Some(units) };
    let paid = gateway.make_happen(paid, opened()).expect("an order");
    let found = sheets(gateway, OrderStatus::Accept, opened()).into_iter().find(|sheet| id(sheet) == paid);
    found.expect("the box")
}

fn cancel(gateway: &Gateway, sheet: &Value, units: i64) -> (u16, Value) {
    let body = json!({
        "orderId": sheet["orderId"], "vendorItemIds": [MUG], "receiptCounts": [units],
        "bigCancelCode": "CANERR", "middleCancelCode": "CCTTER", "vendorId": "A00012345", "userId": DEFAULT_WING_USER,
    });
    tell(gateway, "POST", &format!("v5/vendors/A00012345/orders/{}/cancel", sheet["orderId"]), &body, opened())
}

fn now(gateway: &Gateway, sheet: &Value, seconds: u64) -> Value {
    let (_, body) = ask(gateway, "v4", &format!("ordersheets/{}", id(sheet)), opened() + Duration::from_secs(seconds));
    body["data"].clone()
}

/// What is said after the number of the request.
fn reason(body: &Value) -> &str {
    text(&body["message"]).rsplit("<= ").next().unwrap_or_default()
}

fn refund(gateway: &Gateway) -> String {
    let sheet = paid(gateway, 3);
    assert_eq!(cancel(gateway, &sheet, 1).0, 200);
    let counts = |seconds| {
        let item = items(&now(gateway, &sheet, seconds))[0].clone();
        match (item["holdCountForCancel"].as_i64(), item["cancelCount"].as_i64()) {
            (Some(1), Some(0)) => "held",
            (Some(0), Some(1)) => "cancelled",
            _ => "neither",
        }
    };
    if counts(0) == "cancelled" {
        return "cancelled at once".to_owned();
    }
    format!("{} after 599 s, {} after 600 s", counts(599), counts(600))
}

fn partial(gateway: &Gateway) -> String {
    let sheet = paid(gateway, 3);
    let (status, body) = cancel(gateway, &sheet, 1);
    if status == 200 {
        format!("200, {}", text(&now(gateway, &sheet, 0)["status"]))
    } else {
        format!("{status}: {}", reason(&body))
    }
}

fn failed(gateway: &Gateway) -> String {
    let (status, body) = cancel(gateway, &paid(gateway, 3), 4);
    format!("HTTP {status}, code {}", text(&body["code"]))
}

fn failed_items(gateway: &Gateway) -> String {
    let (_, body) = cancel(gateway, &paid(gateway, 3), 4);
    let named = ["failedVendorItemIds", "failedItemIds"].into_iter().filter(|name| body["data"][name] == json!([MUG]));
    format!("{} alone", named.collect::<Vec<_>>().join(" and "))
}

fn second(gateway: &Gateway) -> String {
    let sheet = paid(gateway, 5);
    assert_eq!(cancel(gateway, &sheet, 1).0, 200);
    let (status, body) = cancel(gateway, &sheet, 1);
    let cancelled = items(&now(gateway, &sheet, 0))[0]["cancelCount"].clone();
    let answer = if status == 200 { "200".to_owned() } else { format!("{status}: {}", reason(&body)) };
    format!("{answer}, {cancelled} cancelled; of another number {}", cancel(gateway, &sheet, 2).0)
}

fn stock(gateway: &Gateway) -> String {
    let path = format!("/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/{MUG}");
    let change = call(gateway, "PUT", &format!("{path}/quantities/500"), "", opened());
    assert_eq!(change.0, 200, "{}", change.1);
    let stock =
        || call(gateway, "GET", &format!("{path}/inventories"), "", opened()).1["data"]["amountInStock"].clone();
    let before = stock();
    let sheet = paid(gateway, 3);
    let after = stock();
    assert_eq!(cancel(gateway, &sheet, 3).0, 200);
    format!("{before}, paid {after}, cancelled {}", stock())
}
