//! `POST ../v4/vendors/{vendorId}/completeLongTermUndelivery`: a box whose tracking never ended is declared delivered.

use crate::coupang::OrderStatus;
use crate::coupang::answer::Answer;
use crate::coupang::body::{json, number, text};
use crate::coupang::calendar::DAY_MICROS;
use crate::coupang::world::{BoxEvent, Event, OrderPlace, View};
use crate::coupang::write::{Call, Change, Done, Outcome};
use serde_json::json;

/// Completes one box that has been on its way for 30 days under this waybill.
///
/// A box that is not there is refused with a text of ours; the answer `"data": false` does not come (both assumed).
pub(super) fn long_undelivered(shop: &View<'_>, call: &Call<'_>) -> Outcome {
    let body = json(call.request.body())?;
    let id = number(&body, "shipmentBoxId").ok_or_else(|| Answer::bad_request("shipmentBoxId must be a number."))?;
    let invoice = text(&body, "invoiceNumber").ok_or_else(|| Answer::bad_request("invoiceNumber must be a text."))?;
    let OrderPlace::Listed(slot) = shop.place_of_box(id) else {
        return Err(Answer::bad_request("shipmentBoxId is unknown."));
    };
    let order = shop.boxed(slot);
    let on_its_way = matches!(order.status, OrderStatus::Departure | OrderStatus::Delivering);
    let long_ago = shop.now().plus(-30 * DAY_MICROS);
    let waybill = order.journey.waybill.as_ref();
    let waybill = waybill.filter(|waybill| waybill.invoice_number == invoice && waybill.uploaded_at <= long_ago);
    if !on_its_way || waybill.is_none() {
        return Err(Answer::bad_request(&format!("배송완료 처리 실패. 배송상태: {}", order.status)));
    }
    let answer = Answer::ok(json!({ "code": "200", "message": "SUCCESS", "data": true }));
    Ok(Done::one(answer, Change::at(shop.now(), id, [Event::Box(slot, BoxEvent::Delivered)])))
}
