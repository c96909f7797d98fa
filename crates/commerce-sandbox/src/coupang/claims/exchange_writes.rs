//! `../v4/vendors/{vendorId}/exchangeRequests/{exchangeId}/receiveConfirmation`, `../rejection` (`PUT` and `PATCH`) and
//! `../invoices` (`POST`).

use super::collection::known_carrier;
use super::parameters;
use super::receipt_body::read;
use super::stage::Stage;
use crate::coupang::ClaimKind;
use crate::coupang::answer::Answer;
use crate::coupang::body::{check_vendor, json, number, text};
use crate::coupang::world::{Carrier, Claim, ClaimEvent, Collection, Event, OrderPlace, View};
use crate::coupang::write::{Call, Change, Done, Outcome};
use serde_json::{Value, json};

/// The old goods have arrived; the new box follows within minutes.
///
/// Nothing is documented about its refusals. While nothing has arrived it is taken, whatever has been collected; a repeat
/// is answered the same and changes nothing; a refused or withdrawn exchange is HTTP 400 (all assumed).
pub(super) fn receive(shop: &View<'_>, call: &Call<'_>, id: &str) -> Outcome {
    let (_, id) = read(call, "exchangeId", id)?;
    let claim = find(shop, id)?;
    let answer = Answer::ok(json!({ "code": "200", "message": "SUCCESS" }));
    match Stage::of(shop, claim.slot) {
        Stage::Requested | Stage::Directed | Stage::Collecting => {
            let event = ClaimEvent::ExchangeReceived(shop.now().after(shop.rules().claims.new_box_after));
            Ok(done(shop, answer, &claim, event))
        }
        Stage::Received | Stage::Arrived | Stage::Dispatched | Stage::Sent | Stage::Done => Ok(Done::nothing(answer)),
        Stage::Refused | Stage::Withdrawn => Err(Answer::bad_request("The exchange is refused or withdrawn.")),
    }
}

/// The seller refuses: sold out, or the buyer wants it no more. Where it cannot, the answer is `FAIL` inside HTTP 200
/// (assumed: the schema knows it, no article explains it).
pub(super) fn reject(shop: &View<'_>, call: &Call<'_>, id: &str) -> Outcome {
    let (body, id) = read(call, "exchangeId", id)?;
    if !matches!(text(&body, "exchangeRejectCode"), Some("SOLDOUT" | "WITHDRAW")) {
        return Err(Answer::bad_request("exchangeRejectCode must be SOLDOUT or WITHDRAW."));
    }
    let claim = find(shop, id)?;
    if Stage::of(shop, claim.slot).is_rejectable() {
        Ok(done(shop, result("SUCCESS", "처리되었습니다"), &claim, ClaimEvent::ExchangeRejected))
    } else {
        Ok(Done::nothing(result("FAIL", "교환 불가 처리할 수 없는 상태입니다")))
    }
}

/// The new goods have a waybill. The body is a bare array; every exchange here has one new box, so a second element is
/// refused for its box, and with it the whole call (assumed).
///
/// The refusal of a box that is not in `INSTRUCT` has the documented text; its status is HTTP 400 (assumed). A number that
/// the carrier does not know is `FAIL` inside HTTP 200, and the seller's own delivery is a carrier like others (assumed).
pub(super) fn send(shop: &View<'_>, call: &Call<'_>, id: &str) -> Outcome {
    let id = parameters::number(id).ok_or_else(|| Answer::bad_request("exchangeId must be a number."))?;
    let body = json(call.request.body())?;
    let parcels = body.as_array().filter(|parcels| !parcels.is_empty());
    let parcels = parcels.ok_or_else(|| Answer::bad_request("The body must be an array."))?;
    let parcels = parcels.iter().map(|parcel| Parcel::read(shop, parcel, call.vendor, id));
    let parcels = parcels.collect::<Result<Vec<_>, _>>()?;
    let claim = find(shop, id)?;
    let mut sent = None;
    for parcel in parcels {
        let status = if sent.is_some() { "DEPARTURE".to_owned() } else { box_status(shop, &claim, parcel.box_id) };
        if status != "INSTRUCT" {
            return Err(Answer::bad_request(&format!(
                "shipmentBoxId ({})'s status [{status}] is not suitable for applyInvoice. Only INSTRUCT status shipment can be called with applyInvoice",
                parcel.box_id
            )));
        }
        sent = Some(parcel);
    }
    match sent {
        Some(parcel) if parcel.carrier.takes(&parcel.number, shop.rules().orders.other_numbers) => {
            let waybill = Collection { code: parcel.carrier.code, number: parcel.number };
            Ok(done(shop, result("SUCCESS", "저장되었습니다"), &claim, ClaimEvent::ExchangeSent(waybill)))
        }
        _ => Ok(Done::nothing(result("FAIL", "송장번호가 유효하지 않습니다"))),
    }
}

/// The exchange of an id. The text is ours.
pub(super) fn find(shop: &View<'_>, id: i64) -> Result<Claim, Answer> {
    let claim = shop.claim_of_id(id).map(|slot| shop.claim(slot)).filter(|claim| claim.kind == ClaimKind::Exchange);
    claim.ok_or_else(|| Answer::bad_request("exchangeId is unknown."))
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
        Ok(Self {
            box_id: number(body, "shipmentBoxId").ok_or_else(|| missing("shipmentBoxId"))?,
            carrier: known_carrier(shop, text(body, "goodsDeliveryCode").ok_or_else(|| missing("goodsDeliveryCode"))?)?,
            number: text(body, "invoiceNumber").ok_or_else(|| missing("invoiceNumber"))?.to_owned(),
        })
    }
}

/// The status of a box that was sent: the new one's once it is there, another's as it stands; `null` for none (assumed).
fn box_status(shop: &View<'_>, claim: &Claim, box_id: i64) -> String {
    let stage = Stage::of(shop, claim.slot);
    match (stage.new_box(), shop.place_of_box(box_id)) {
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

fn result(code: &str, words: &str) -> Answer {
    let data = json!({ "resultCode": code, "resultMessage": words });
    Answer::ok(json!({ "code": "200", "message": "SUCCESS", "data": data }))
}

fn done(shop: &View<'_>, answer: Answer, claim: &Claim, event: ClaimEvent) -> Done {
    Done::one(answer, Change::at(shop.now(), claim.id, [Event::Claim(claim.slot, event)]))
}
