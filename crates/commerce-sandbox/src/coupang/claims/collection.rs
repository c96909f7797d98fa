//! `POST ../v4/vendors/{vendorId}/return-exchange-invoices/manual`: the seller collects the goods itself.

use super::answers::refused;
use super::receipt_body::find;
use super::stage::Stage;
use crate::coupang::ClaimKind;
use crate::coupang::answer::{Answer, set};
use crate::coupang::body::{json, number, text};
use crate::coupang::dice::mix;
use crate::coupang::rules::{LeftOut, Repeat, SecondCollection};
use crate::coupang::world::{Carrier, Claim, ClaimEvent, Collection, Event, View};
use crate::coupang::write::{Call, Change, Done, Outcome};
use http::StatusCode;
use serde_json::{Value, json};

/// Registers a waybill for a return in `RETURNS_UNCHECKED` or an exchange in `BeforeDirection`.
///
/// What another waybill for a return does, and the same one again, is `second_collection` and `same_collection`. The
/// texts of these refusals are ours.
pub(super) fn register(shop: &View<'_>, call: &Call<'_>) -> Outcome {
    let body = json(call.request.body())?;
    let null = || Answer::bad_request("Object is null");
    let kind = text(&body, "returnExchangeDeliveryType").ok_or_else(null)?;
    let id = number(&body, "receiptId").ok_or_else(null)?;
    let code = text(&body, "deliveryCompanyCode").ok_or_else(null)?;
    let invoice = text(&body, "invoiceNumber").ok_or_else(null)?;
    let carrier = known_carrier(shop, code)?;
    let claim = match kind {
        "RETURN" => find(shop, id)?,
        "EXCHANGE" => super::exchange_writes::find(shop, id)?,
        _ => return Err(Answer::bad_request("returnExchangeDeliveryType must be RETURN or EXCHANGE.")),
    };
    if !carrier.takes(invoice, shop.rules().orders.other_numbers) {
        return Err(Answer::bad_request("반품 송장 형식이 올바르지 않습니다"));
    }
    let outbound = claim.about.map(|about| shop.boxed(about)).and_then(|order| order.journey.waybill);
    if outbound.is_some_and(|outbound| outbound.invoice_number == invoice) {
        return Err(Answer::bad_request("배송송장과 같은 송장번호입니다."));
    }
    let collection = Collection { code: carrier.code, number: invoice.to_owned() };
    let rules = &shop.rules().claims;
    let known = claim.collections.contains(&collection);
    let is_second = shop.claim_events(claim.slot).any(|(event, _)| matches!(event, ClaimEvent::Collected(_)));
    let forbidden = match known {
        true => rules.same_collection == Repeat::Refused,
        false => !is_open(shop, &claim) || is_second && rules.second_collection == SecondCollection::Refused,
    };
    if forbidden {
        return Err(refused(rules.refused_collection, "No collection can be registered in this state."));
    }
    let mut data = json!({
        "deliveryCompanyCode": code,
        "invoiceNumber": invoice,
        "invoiceNumberId": mix(&[claim.key, 0x1D]) % 90_000_000 + 10_000_000,
        "receiptId": id,
        "returnDeliveryId": id % 1_000_000_000,
        "returnExchangeDeliveryType": kind,
    });
    let left_out = match rules.left_out_number {
        LeftOut::Null => Some(Value::Null),
        LeftOut::Absent => None,
        LeftOut::Empty => Some("".into()),
    };
    if let Some(number) = text(&body, "regNumber").map(Value::from).or(left_out) {
        set(&mut data, "regNumber", number);
    }
    let answer = Answer::ok(json!({ "code": 200, "message": "OK", "data": data }));
    if known {
        return Ok(Done::nothing(answer));
    }
    let event = Event::Claim(claim.slot, ClaimEvent::Collected(collection));
    Ok(Done::one(answer, Change::at(shop.now(), id, [event])))
}

/// The carrier of a code.
pub(super) fn known_carrier(shop: &View<'_>, code: &str) -> Result<&'static Carrier, Answer> {
    Carrier::of_code(code, shop.rules().orders.carriers).ok_or_else(no_carrier)
}

/// What is said of a code that no carrier has, which is documented here.
pub(super) fn no_carrier() -> Answer {
    Answer::refused(StatusCode::INTERNAL_SERVER_ERROR, "Invalid value for DeliveryCompanyCodeEnum")
}

fn is_open(shop: &View<'_>, claim: &Claim) -> bool {
    match claim.kind {
        ClaimKind::ReturnRequested => true,
        ClaimKind::Exchange => Stage::of(shop, claim.slot) == Stage::Requested,
        _ => false,
    }
}
