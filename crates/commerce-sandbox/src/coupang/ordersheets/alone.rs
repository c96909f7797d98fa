//! One box, the boxes of one order, and the history of one box.

use super::sheet::order_sheet;
use super::{Dialect, ShopDialect};
use crate::coupang::OrderStatus;
use crate::coupang::answer::{Answer, Refusal};
use crate::coupang::calendar::Moment;
use crate::coupang::world::{Order, OrderPlace, View};
use http::StatusCode;
use serde_json::{Value, json};

/// The order sheet of one box, under a `code` that is text, as in the portal's sample.
///
/// The one documented refusal also answers numbers that are no box (assumed: nothing says what does).
pub(super) fn of_box(shop: &View<'_>, dialect: Dialect, id: &str) -> Result<Answer, Refusal> {
    match number(id).map(|id| shop.place_of_box(id)) {
        Some(OrderPlace::Listed(slot)) => {
            let sheet = order_sheet(&shop.boxed(slot), dialect.of(shop));
            Ok(Answer::ok(json!({ "code": "200", "message": "OK", "data": sheet })))
        }
        _ => Err(GONE_BOX),
    }
}

/// The order sheets of one order: one for each of its boxes that is still listed. Only split shipping makes more than one.
pub(super) fn of_order(shop: &View<'_>, dialect: Dialect, id: &str) -> Result<Answer, Refusal> {
    match number(id).map_or(OrderPlace::Nowhere, |id| shop.place_of_order(id)) {
        OrderPlace::Listed(slot) => {
            let boxes = shop.boxes(slot).into_iter().filter(|order| !order.left);
            let sheets: Vec<Value> = boxes.map(|order| order_sheet(&order, dialect.of(shop))).collect();
            Ok(Answer::ok(json!({ "code": 200, "message": "OK", "data": sheets })))
        }
        OrderPlace::Gone => Err(GONE_ORDER),
        OrderPlace::Foreign => Err(FOREIGN_ORDER),
        OrderPlace::Nowhere => Err(UNKNOWN_ORDER),
    }
}

/// What happened to one box, in the shape of the field table; newest first, as in the samples.
///
/// A wrong number is answered 500, as the portal documents; so is a box that has left the lists (assumed).
pub(super) fn history(shop: &View<'_>, dialect: Dialect, id: &str) -> Answer {
    let Some(OrderPlace::Listed(slot)) = number(id).map(|id| shop.place_of_box(id)) else {
        return Answer::refused(StatusCode::INTERNAL_SERVER_ERROR, "Internal Exception");
    };
    let order = shop.boxed(slot);
    let entry = json!({ "shipmentBoxId": order.shipment_box_id, "details": details(&order, dialect.of(shop)) });
    Answer::ok(json!({ "code": 200, "message": "OK", "data": [entry] }))
}

fn details(order: &Order, dialect: ShopDialect) -> Vec<Value> {
    let untouched = || order.journey.stations(order.status, order.paid_at);
    let stations = if order.past.is_empty() { untouched() } else { order.past.clone() };
    let entry = |(status, at): (OrderStatus, Moment)| json!({ "deliveryStatus": status.as_str(), "deliveryStatusDesc": status.label(), "updatedAt": dialect.timestamp(at) });
    stations.into_iter().rev().map(entry).collect()
}

/// A number of an order or a box: digits alone.
pub(super) fn number(text: &str) -> Option<i64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

// The texts are quoted from the portal and from public clients; the two about what is gone differ in a space.
const GONE_BOX: Refusal = Refusal::BadRequest("해당 주문이 취소 또는 반품되었습니다.");
const GONE_ORDER: Refusal = Refusal::BadRequest("해당 주문이 취소 또는 반품 되었습니다.");
const UNKNOWN_ORDER: Refusal = Refusal::BadRequest("유효하지 않은 주문번호 입니다.");
const FOREIGN_ORDER: Refusal = Refusal::BadRequest("다른 판매자의 주문을 조회할 수 없습니다.");
