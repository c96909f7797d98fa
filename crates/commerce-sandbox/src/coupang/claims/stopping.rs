//! `PUT` and `PATCH ../v4/vendors/{vendorId}/returnRequests/{receiptId}/stoppedShipment` and `../completedShipment`: what
//! became of goods whose buyer cancelled before they left.

use super::receipt_body::{check_count, find, read};
use crate::coupang::answer::Answer;
use crate::coupang::body::text;
use crate::coupang::ordersheets::carrier;
use crate::coupang::world::{BoxEvent, Claim, ClaimEvent, Event, View, Waybill};
use crate::coupang::write::{Call, Change, Done, Outcome};
use crate::coupang::{ClaimKind, OrderStatus};
use serde_json::json;

/// The goods stay: the receipt is finished and the refund runs.
///
/// A finished receipt is refused with the documented text, any other state with `FAIL` inside HTTP 200, which the schema
/// knows and no article explains (assumed). A receipt that is not there is refused as by its other writes (assumed).
pub(super) fn stop(shop: &View<'_>, call: &Call<'_>, id: &str) -> Outcome {
    let (body, id) = read(call, "receiptId", id)?;
    let claim = find(shop, id)?;
    if claim.kind == ClaimKind::ReturnCompleted {
        return Err(Answer::bad_request("Product is already returned."));
    }
    check_count(&body, &claim)?;
    let answer = |code: &str, words: &str| {
        Answer::ok(json!({ "code": "200", "message": "OK", "data": { "resultCode": code, "resultMessage": words } }))
    };
    if claim.kind != ClaimKind::StopRequested {
        return Ok(Done::nothing(answer("FAIL", "출고중지요청 상태가 아닙니다.")));
    }
    let mut events = vec![(shop.now(), Event::Claim(claim.slot, ClaimEvent::Stopped))];
    events.extend(freed(shop, &claim));
    if let Some(about) = claim.about {
        events.extend(shop.refunds(about, &claim.units_by_option(), shop.rules().orders.refund_time));
    }
    Ok(Done::one(answer("SUCCESS", "출고중지 처리 완료"), Change { subject: id, events }))
}

/// The goods had left: the receipt becomes a return that waits for them, unless the builder says that it is finished
/// with that; the box goes to `DEPARTURE` under this waybill (assumed).
///
/// `code` and `message` stand inside `data`, as in the official sample. The refusals are not documented; all but a carrier
/// that does not exist are `FAIL` inside HTTP 200 (assumed).
pub(super) fn already_shipped(shop: &View<'_>, call: &Call<'_>, id: &str) -> Outcome {
    let (body, id) = read(call, "receiptId", id)?;
    let missing = |name: &str| Answer::bad_request(&format!("{name} is missing."));
    let carrier = carrier(shop, text(&body, "deliveryCompanyCode").ok_or_else(|| missing("deliveryCompanyCode"))?)?;
    let number = text(&body, "invoiceNumber").ok_or_else(|| missing("invoiceNumber"))?;
    let claim = find(shop, id)?;
    let answer = |code: &str, words: &str| {
        let data = json!({ "code": "200", "message": "OK", "resultCode": code, "resultMessage": words });
        Answer::ok(json!({ "data": data }))
    };
    if claim.kind != ClaimKind::StopRequested {
        return Ok(Done::nothing(answer("FAIL", "출고중지요청 상태가 아닙니다.")));
    }
    if !carrier.takes(number, shop.rules().orders.other_numbers) {
        return Ok(Done::nothing(answer("FAIL", "송장번호가 유효하지 않습니다.")));
    }
    let finished = shop.rules().claims.already_shipped_completes;
    let mut events = vec![(shop.now(), Event::Claim(claim.slot, ClaimEvent::AlreadyShipped(finished)))];
    events.extend(freed(shop, &claim));
    let prepared = claim.about.filter(|about| shop.boxed(*about).status == OrderStatus::Instruct);
    if let Some(about) = prepared {
        let waybill = Waybill {
            code: carrier.code,
            company: carrier.name,
            invoice_number: number.to_owned(),
            uploaded_at: shop.now(),
        };
        events.push((shop.now(), Event::Box(about, BoxEvent::Shipped(waybill))));
    }
    Ok(Done::one(answer("SUCCESS", "이미출고 처리 완료"), Change { subject: id, events }))
}

fn freed<'e>(
    shop: &'e View<'_>,
    claim: &Claim,
) -> impl Iterator<Item = (crate::coupang::calendar::Moment, Event)> + 'e {
    shop.frees(claim).into_iter().map(|event| (shop.now(), event))
}
