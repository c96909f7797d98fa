//! `PUT` and `PATCH ../v4/vendors/{vendorId}/returnRequests/{receiptId}/stoppedShipment` and `../completedShipment`: what
//! became of goods whose buyer cancelled before they left.

use super::answers::{refuse, result};
use super::receipt_body::{UNKNOWN, is_count_right, known, read, wrong_count};
use super::returned::is_stopped;
use crate::coupang::answer::{Answer, set};
use crate::coupang::body::text;
use crate::coupang::ordersheets::carrier;
use crate::coupang::rules::Repeat;
use crate::coupang::world::{BoxEvent, Claim, ClaimEvent, Event, View, Waybill};
use crate::coupang::write::{Call, Change, Done, Outcome};
use crate::coupang::{ClaimKind, OrderStatus};
use serde_json::{Value, json};

/// The goods stay: the receipt is finished and the refund runs.
///
/// A finished receipt is refused with the documented text, also one that was finished by a stop unless `second_stop`; any
/// other refusal has a rule of its own, as the schema knows `FAIL` and no article explains it.
pub(super) fn stop(shop: &View<'_>, call: &Call<'_>, id: &str) -> Outcome {
    let (body, id) = read(call, "receiptId", id)?;
    let rules = &shop.rules().claims;
    let fail = |words: &str| result(shop, "OK", "FAIL", words);
    let Some(claim) = known(shop, id) else { return refuse(rules.unknown_stop_receipt, UNKNOWN, fail) };
    let finished = claim.kind == ClaimKind::ReturnCompleted;
    let repeated = finished && rules.second_stop == Repeat::Same && is_stopped(shop, &claim);
    if finished && !repeated {
        return Err(Answer::bad_request("Product is already returned."));
    }
    if !is_count_right(&body, &claim) {
        return refuse(rules.wrong_count, wrong_count(shop), fail);
    }
    let answer = result(shop, "OK", "SUCCESS", "출고중지 처리 완료");
    if repeated {
        return Ok(Done::nothing(answer));
    }
    if claim.kind != ClaimKind::StopRequested {
        return refuse(rules.refused_stop, NOT_ASKED, fail);
    }
    let mut events = vec![(shop.now(), Event::Claim(claim.slot, ClaimEvent::Stopped))];
    events.extend(freed(shop, &claim));
    if let Some(about) = claim.about {
        events.extend(shop.refunds(about, &claim.units_by_option(), shop.rules().orders.refund_time));
    }
    Ok(Done::one(answer, Change { subject: id, events }))
}

/// The goods had left: the receipt becomes a return that waits for them, unless the builder says that it is finished
/// with that; the box goes to `DEPARTURE` under this waybill unless `already_shipped_moves_box` says otherwise.
///
/// The refusals are not documented: that of a carrier that does not exist is as elsewhere, the others are answered by
/// `refused_already_shipped`.
pub(super) fn already_shipped(shop: &View<'_>, call: &Call<'_>, id: &str) -> Outcome {
    let (body, id) = read(call, "receiptId", id)?;
    let missing = |name: &str| Answer::bad_request(&format!("{name} is missing."));
    let carrier = carrier(shop, text(&body, "deliveryCompanyCode").ok_or_else(|| missing("deliveryCompanyCode"))?)?;
    let number = text(&body, "invoiceNumber").ok_or_else(|| missing("invoiceNumber"))?;
    let rules = &shop.rules().claims;
    let fail = |words: &str| shipped_answer(shop, "FAIL", words);
    let Some(claim) = known(shop, id) else { return refuse(rules.unknown_stop_receipt, UNKNOWN, fail) };
    if claim.kind != ClaimKind::StopRequested {
        return refuse(rules.refused_already_shipped, NOT_ASKED, fail);
    }
    if !carrier.takes(number, shop.rules().orders.other_numbers) {
        return refuse(rules.refused_already_shipped, "송장번호가 유효하지 않습니다.", fail);
    }
    let finished = rules.already_shipped_completes;
    let mut events = vec![(shop.now(), Event::Claim(claim.slot, ClaimEvent::AlreadyShipped(finished)))];
    events.extend(freed(shop, &claim));
    let prepared = claim.about.filter(|about| shop.boxed(*about).status == OrderStatus::Instruct);
    if let Some(about) = prepared.filter(|_| rules.already_shipped_moves_box) {
        let waybill = Waybill {
            code: carrier.code,
            company: carrier.name,
            invoice_number: number.to_owned(),
            uploaded_at: shop.now(),
        };
        events.push((shop.now(), Event::Box(about, BoxEvent::Shipped(waybill))));
    }
    Ok(Done::one(shipped_answer(shop, "SUCCESS", "이미출고 처리 완료"), Change { subject: id, events }))
}

const NOT_ASKED: &str = "출고중지요청 상태가 아닙니다.";

/// `code`, which both the table and the sample have as text, and `message` stand inside `data`, as in the sample, unless
/// `already_shipped_code_on_top`.
fn shipped_answer(shop: &View<'_>, result: &str, words: &str) -> Answer {
    let mut data = json!({ "resultCode": result, "resultMessage": words });
    let mut body = json!({});
    let head: &mut Value = if shop.rules().claims.already_shipped_code_on_top { &mut body } else { &mut data };
    set(head, "code", "200");
    set(head, "message", "OK");
    set(&mut body, "data", data);
    Answer::ok(body)
}

fn freed<'e>(
    shop: &'e View<'_>,
    claim: &Claim,
) -> impl Iterator<Item = (crate::coupang::calendar::Moment, Event)> + 'e {
    shop.frees(claim).into_iter().map(|event| (shop.now(), event))
}
