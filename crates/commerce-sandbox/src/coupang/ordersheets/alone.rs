//! One box, the boxes of one order, and the history of one box.

use super::sheet::{Page, order_sheet};
use super::{Dialect, ShopDialect};
use crate::coupang::OrderStatus;
use crate::coupang::answer::{Answer, Refusal};
use crate::coupang::calendar::Moment;
use crate::coupang::rules::{GoneHistory, HistoryShape, OrderRules, UnknownBox};
use crate::coupang::world::{Order, OrderPlace, View};
use http::StatusCode;
use serde_json::{Value, json};

/// The order sheet of one box, under a `code` that is text, as in the portal's sample.
///
/// The one documented refusal also answers numbers that are no box unless `unknown_box`; the sheet is alone unless
/// `box_in_list`.
pub(super) fn of_box(shop: &View<'_>, dialect: Dialect, id: &str) -> Result<Answer, Refusal> {
    let rules = &shop.rules().orders;
    match number(id).map(|id| shop.place_of_box(id)) {
        Some(OrderPlace::Listed(slot)) => {
            let sheet = order_sheet(shop, &shop.boxed(slot), dialect, Page::Alone);
            let data = if rules.box_in_list { json!([sheet]) } else { sheet };
            Ok(Answer::ok(json!({ "code": "200", "message": "OK", "data": data })))
        }
        Some(OrderPlace::Gone) => Err(GONE_BOX),
        _ if rules.unknown_box == UnknownBox::NotFound => Err(Refusal::NotFound),
        _ => Err(GONE_BOX),
    }
}

/// The order sheets of one order: one for each of its boxes that is still listed. Only split shipping makes more than one,
/// and one is alone with `only_box_alone`.
pub(super) fn of_order(shop: &View<'_>, dialect: Dialect, id: &str) -> Result<Answer, Refusal> {
    match number(id).map_or(OrderPlace::Nowhere, |id| shop.place_of_order(id)) {
        OrderPlace::Listed(slot) => {
            let boxes = shop.boxes(slot).into_iter().filter(|order| !order.left);
            let sheets: Vec<Value> = boxes.map(|order| order_sheet(shop, &order, dialect, Page::Alone)).collect();
            let data = match sheets.as_slice() {
                [only] if shop.rules().orders.only_box_alone => only.clone(),
                _ => sheets.into(),
            };
            Ok(Answer::ok(json!({ "code": 200, "message": "OK", "data": data })))
        }
        OrderPlace::Gone => Err(GONE_ORDER),
        OrderPlace::Foreign => Err(FOREIGN_ORDER),
        OrderPlace::Nowhere => Err(UNKNOWN_ORDER),
    }
}

/// What happened to one box, in the shape of the field table unless `history_shape`; newest first, as in the samples.
///
/// A wrong number is answered 500, as the portal documents; so is a box that has left the lists unless `gone_history`.
pub(super) fn history(shop: &View<'_>, dialect: Dialect, id: &str) -> Answer {
    let rules = &shop.rules().orders;
    let number = number(id);
    let entries = match number.map(|id| shop.place_of_box(id)) {
        Some(OrderPlace::Listed(slot)) => details(&shop.boxed(slot), dialect.of(shop), rules),
        Some(OrderPlace::Gone) if rules.gone_history == GoneHistory::Empty => Vec::new(),
        _ => return Answer::refused(StatusCode::INTERNAL_SERVER_ERROR, "Internal Exception"),
    };
    let is_empty = entries.is_empty();
    let of_box = |entries| json!({ "shipmentBoxId": number, "details": entries });
    let whole = |data| json!({ "code": 200, "message": "OK", "data": data });
    Answer::ok(match rules.history_shape {
        HistoryShape::FieldTable if is_empty => whole(json!([])),
        HistoryShape::FieldTable => whole(json!([of_box(entries)])),
        HistoryShape::Object => whole(of_box(entries)),
        HistoryShape::Bare => of_box(entries),
        HistoryShape::Entries => json!({ "data": entries }),
    })
}

fn details(order: &Order, dialect: ShopDialect, rules: &OrderRules) -> Vec<Value> {
    let untouched = || order.journey.stations(order.status, order.paid_at);
    let stations = if order.past.is_empty() { untouched() } else { order.past.clone() };
    let entry = |(status, at): (OrderStatus, Moment)| {
        let (word, label) = (status.as_str(), status.label());
        json!({ "deliveryStatus": word, "deliveryStatusDesc": label, "updatedAt": dialect.timestamp(at) })
    };
    let departed = |status| rules.own_delivery_departs && status == OrderStatus::NoneTracking;
    let stations = stations.into_iter().flat_map(|(status, at)| {
        let before = departed(status).then_some((OrderStatus::Departure, at));
        before.into_iter().chain([(status, at)])
    });
    stations.rev().map(entry).collect()
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
