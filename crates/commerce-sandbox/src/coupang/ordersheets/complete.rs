//! `POST ../v4/vendors/{vendorId}/completeLongTermUndelivery`: a box whose tracking never ended is declared delivered.

use crate::coupang::OrderStatus;
use crate::coupang::answer::Answer;
use crate::coupang::body::{json, number, text};
use crate::coupang::calendar::DAY_MICROS;
use crate::coupang::rules::FailedCompletion;
use crate::coupang::world::{BoxEvent, Event, OrderPlace, View};
use crate::coupang::write::{Call, Change, Done, Outcome};
use serde_json::json;

/// Completes one box that has been on its way for 30 days (`completion_days`) under this waybill.
///
/// What cannot be completed is HTTP 400 unless `failed_completion`; a box that is not there has a text of ours.
pub(super) fn long_undelivered(shop: &View<'_>, call: &Call<'_>) -> Outcome {
    let body = json(call.request.body())?;
    let id = number(&body, "shipmentBoxId").ok_or_else(|| Answer::bad_request("shipmentBoxId must be a number."))?;
    let invoice = text(&body, "invoiceNumber").ok_or_else(|| Answer::bad_request("invoiceNumber must be a text."))?;
    let rules = &shop.rules().orders;
    let refused = |text: &str| match rules.failed_completion {
        FailedCompletion::BadRequest => Answer::bad_request(text),
        FailedCompletion::False => answer(false),
    };
    let OrderPlace::Listed(slot) = shop.place_of_box(id) else { return Err(refused("shipmentBoxId is unknown.")) };
    let order = shop.boxed(slot);
    let on_its_way = matches!(order.status, OrderStatus::Departure | OrderStatus::Delivering);
    let long_ago = shop.now().plus(-i64::from(rules.completion_days) * DAY_MICROS);
    let waybill = order.journey.waybill.as_ref();
    let waybill = waybill.filter(|waybill| waybill.invoice_number == invoice && waybill.uploaded_at <= long_ago);
    if !on_its_way || waybill.is_none() {
        return Err(refused(&format!("배송완료 처리 실패. 배송상태: {}", order.status)));
    }
    Ok(Done::one(answer(true), Change::at(shop.now(), id, [Event::Box(slot, BoxEvent::Delivered)])))
}

/// The only message of an HTTP 200 that is known stands beside either result.
fn answer(completed: bool) -> Answer {
    Answer::ok(json!({ "code": "200", "message": "SUCCESS", "data": completed }))
}
