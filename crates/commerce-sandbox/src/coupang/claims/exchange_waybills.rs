//! `POST ../v4/vendors/{vendorId}/exchangeRequests/{exchangeId}/invoices`: the new goods have a waybill.

use super::answers::{refuse, result};
use super::collection::{known_carrier, no_carrier};
use super::exchange_writes::{UNKNOWN, fail, known};
use super::parameters;
use super::stage::{Stage, untracked};
use crate::coupang::answer::Answer;
use crate::coupang::body::{check_vendor, json, number, text};
use crate::coupang::rules::{ExchangeDirect, MixedWaybills};
use crate::coupang::world::{Carrier, Claim, ClaimEvent, Collection, Event, OrderPlace, View};
use crate::coupang::write::{Call, Change, Done, Outcome};
use serde_json::Value;

/// Registers it. The body is a bare array; every exchange here has one new box, so a second element is refused for its
/// box, and with it the whole call unless `mixed_waybills` says otherwise.
///
/// The refusal of a box that is not in `INSTRUCT` has the documented text. A number that the carrier cannot have is
/// answered by `refused_exchange_number`.
pub(super) fn send(shop: &View<'_>, call: &Call<'_>, id: &str) -> Outcome {
    let id = parameters::number(id).ok_or_else(|| Answer::bad_request("exchangeId must be a number."))?;
    let body = json(call.request.body())?;
    let parcels = body.as_array().map(Vec::as_slice).unwrap_or_default();
    let parcels = parcels.iter().map(|parcel| Parcel::read(shop, parcel, call.vendor, id));
    let mut parcels = parcels.collect::<Result<Vec<_>, _>>()?.into_iter();
    let (Some(first), second) = (parcels.next(), parcels.next()) else {
        return Err(Answer::bad_request("The body must be an array."));
    };
    let rules = &shop.rules().claims;
    let fail = |words: &str| fail(shop, words);
    let Some(claim) = known(shop, id) else { return refuse(rules.unknown_exchange, UNKNOWN, fail) };
    let refuse_box = |words: &str| refuse(rules.refused_exchange_waybill, words, fail);
    if let Some(words) = first.unsuitable(shop, &claim, None) {
        return refuse_box(&words);
    }
    let refused = second.and_then(|second| second.unsuitable(shop, &claim, Some(&first)));
    if let Some(words) = refused.as_ref().filter(|_| rules.mixed_waybills == MixedWaybills::NoneTaken) {
        return refuse_box(words);
    }
    if !first.carrier.takes(&first.number, shop.rules().orders.other_numbers) {
        return refuse(rules.refused_exchange_number, "송장번호가 유효하지 않습니다", fail);
    }
    let changes = first.changes(shop, &claim);
    let answer = match refused {
        None => result(shop, "SUCCESS", "SUCCESS", "저장되었습니다"),
        Some(words) => refuse_box(&words).map_or_else(|refusal| refusal, |done| done.answer),
    };
    Ok(Done { answer, changes })
}

struct Parcel {
    box_id: i64,
    carrier: &'static Carrier,
    number: String,
}

impl Parcel {
    fn read(shop: &View<'_>, body: &Value, vendor: &str, exchange: i64) -> Result<Self, Answer> {
        check_vendor(body, vendor)?;
        let missing = |name: &str| Answer::bad_request(&format!("{name} is missing or of another type."));
        if number(body, "exchangeId") != Some(exchange) {
            return Err(missing("exchangeId"));
        }
        let box_id = number(body, "shipmentBoxId").ok_or_else(|| missing("shipmentBoxId"))?;
        let carrier =
            known_carrier(shop, text(body, "goodsDeliveryCode").ok_or_else(|| missing("goodsDeliveryCode"))?)?;
        if carrier.is_direct() && shop.rules().claims.exchange_direct == ExchangeDirect::Refused {
            return Err(no_carrier());
        }
        let number = text(body, "invoiceNumber").ok_or_else(|| missing("invoiceNumber"))?.to_owned();
        Ok(Self { box_id, carrier, number })
    }

    /// Why its box takes no waybill, or none after that of another parcel of the call.
    fn unsuitable(&self, shop: &View<'_>, claim: &Claim, after: Option<&Self>) -> Option<String> {
        let takes = self.box_id == claim.new_box_id && Stage::of(shop, claim.slot).takes_waybill(&shop.rules().claims);
        let status = match after {
            Some(after) if after.box_id == self.box_id => "DEPARTURE".to_owned(),
            _ if takes => return None,
            _ => box_status(shop, claim, self.box_id),
        };
        Some(format!(
            "shipmentBoxId ({})'s status [{status}] is not suitable for applyInvoice. Only INSTRUCT status shipment can be called with applyInvoice",
            self.box_id
        ))
    }

    /// Nothing, if that is its box's waybill already.
    fn changes(self, shop: &View<'_>, claim: &Claim) -> Vec<Change> {
        let waybill = Collection { code: self.carrier.code, number: self.number };
        if claim.sent.as_ref() == Some(&waybill) {
            return Vec::new();
        }
        vec![Change::at(shop.now(), claim.id, [Event::Claim(claim.slot, ClaimEvent::ExchangeSent(waybill))])]
    }
}

/// The status of a box that was sent: the new one's once it is there, another's as it stands; `null` for none, as the
/// words around it have room for.
fn box_status(shop: &View<'_>, claim: &Claim, box_id: i64) -> String {
    let new_box = Stage::of(shop, claim.slot).new_box(untracked(shop, claim));
    match (new_box, shop.place_of_box(box_id)) {
        (Some(status), _) if box_id == claim.new_box_id => status.to_owned(),
        _ if box_id == claim.shipment_box_id => claim.order_status.as_str().to_owned(),
        // A box in INSTRUCT, and not of this exchange.
        (_, OrderPlace::Listed(slot)) => match shop.boxed(slot).status.as_str() {
            "INSTRUCT" => "null".to_owned(),
            status => status.to_owned(),
        },
        _ => "null".to_owned(),
    }
}
