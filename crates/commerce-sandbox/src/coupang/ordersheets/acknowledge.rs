//! `PUT` and `PATCH ../vendors/{vendorId}/ordersheets/acknowledgement`: paid boxes become boxes being prepared.

use super::results::{BoxResult, Results};
use crate::coupang::OrderStatus;
use crate::coupang::answer::Answer;
use crate::coupang::body::{check_vendor, json};
use crate::coupang::dice::Dice;
use crate::coupang::rules::{AcknowledgeCode, OrderRules};
use crate::coupang::world::{BoxEvent, BoxSlot, Event, OrderPlace, View};
use crate::coupang::write::{Call, Change, Done, Outcome};
use serde_json::Value;

/// Acknowledges what can be, box by box: the call is not atomic.
///
/// A box that is no longer in `ACCEPT`, or of which a cancellation is being refunded, is answered with the documented
/// text; the `resultCode` beside it is one of the waybill table's unless `acknowledge_code`. A box named twice is
/// acknowledged once and refused once (assumed). No box at all is `responseCode` -1 unless `empty_batch_refused`; more
/// than 50 are refused unless `long_acknowledgement`.
pub(super) fn boxes(shop: &View<'_>, call: &Call<'_>) -> Outcome {
    let body = json(call.request.body())?;
    let rules = &shop.rules().orders;
    if rules.acknowledgement_needs_vendor || body.get("vendorId").is_some() {
        check_vendor(&body, call.vendor)?;
    }
    let ids = ids(&body).ok_or_else(|| Answer::bad_request("shipmentBoxIds must be a list of numbers."))?;
    if ids.is_empty() && rules.empty_batch_refused {
        return Err(Answer::bad_request("shipmentBoxIds must not be empty."));
    }
    if ids.len() > MOST_BOXES && !rules.long_acknowledgement {
        return Err(Answer::bad_request("shipmentBoxIds must hold at most 50 numbers."));
    }
    let (mut results, mut changes, mut acknowledged) = (Results::default(), Vec::new(), Vec::new());
    for id in ids {
        let result = match check(shop, id) {
            Ok(slot) if acknowledged.contains(&slot) => Err(CANNOT_CHANGE),
            checked => checked,
        };
        if let Ok(slot) = result {
            acknowledged.push(slot);
            let at = shop.now().after(rules.acknowledgement_lag);
            changes.push(Change { subject: id, events: vec![(at, Event::Box(slot, BoxEvent::Acknowledged))] });
        }
        results.push(id, result.map(|_| Some("request succeeded.")).map_err(|refusal| refusal.of_box(id, rules)));
    }
    let words =
        format!("apply instructStatus result - {}", results.choose("None.", "Success.", "Partial errors.", "Failed."));
    let key = Dice::new(&[shop.seed(), shop.now().micros().unsigned_abs(), 0x0A_C4]).next();
    let answer = results.into_answer(shop, "200", &words, Some(i64::from_ne_bytes(key.to_ne_bytes())));
    Ok(Done { answer, changes })
}

const MOST_BOXES: usize = 50;

fn ids(body: &Value) -> Option<Vec<i64>> {
    body.get("shipmentBoxIds")?.as_array()?.iter().map(Value::as_i64).collect()
}

/// Why a box cannot be acknowledged.
#[derive(Clone, Copy)]
enum Refused {
    NotFound,
    /// With the code, and whether another try may help.
    CannotChange(&'static str, bool),
}

const CANNOT_CHANGE: Refused = Refused::CannotChange("INVALID_STATUS", false);

fn check(shop: &View<'_>, id: i64) -> Result<BoxSlot, Refused> {
    let slot = match shop.place_of_box(id) {
        OrderPlace::Listed(slot) => slot,
        OrderPlace::Gone => return Err(Refused::CannotChange("ORDER_DELIVERY_CANCELED", false)),
        OrderPlace::Foreign | OrderPlace::Nowhere => return Err(Refused::NotFound),
    };
    let order = shop.boxed(slot);
    if order.status != OrderStatus::Accept || shop.will_be_acknowledged(slot) {
        Err(CANNOT_CHANGE)
    } else if order.items.iter().any(|item| item.hold_count_for_cancel > 0) {
        Err(Refused::CannotChange("ORDER_DELIVERY_CANCELED_HOLDING_FOR_CANCEL", true))
    } else {
        Ok(slot)
    }
}

impl Refused {
    fn of_box(self, id: i64, rules: &OrderRules) -> BoxResult {
        // The official sample has the flag set for this code, unlike the waybill table.
        let not_found = ("NOT_FOUND_SHIPMENT_BOX", rules.retry_unknown_box);
        let ((code, retry), text) = match self {
            Self::NotFound => (not_found, format!("shipmentBoxId ({id}) is not found.")),
            Self::CannotChange(code, retry) => {
                let seen = rules.acknowledge_code == AcknowledgeCode::OnlySeen;
                let text = "배송상태를 변경할 수 없습니다. 주문내역을 확인해주세요.".to_owned();
                (if seen { not_found } else { (code, retry) }, text)
            }
        };
        BoxResult::new(code, retry, text)
    }
}
