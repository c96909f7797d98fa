//! `PUT` and `PATCH ../v4/vendors/{vendorId}/exchangeRequests/{exchangeId}/receiveConfirmation` and `../rejection`.

use super::answers::{code, refuse, result};
use super::receipt_body::read;
use super::stage::Stage;
use crate::coupang::ClaimKind;
use crate::coupang::answer::Answer;
use crate::coupang::body::text;
use crate::coupang::rules::{RefusedExchangeReceipt, Repeat};
use crate::coupang::world::{Claim, ClaimEvent, Event, View};
use crate::coupang::write::{Call, Change, Done, Outcome};
use http::StatusCode;
use serde_json::json;

/// The old goods have arrived; the new box follows within minutes.
///
/// Nothing is documented about its refusals. While nothing has arrived it is taken, whatever has been collected unless
/// `receipt_needs_collection`; a repeat is answered by `second_exchange_receipt`, and a refused or withdrawn exchange by
/// `refused_exchange_receipt`.
pub(super) fn receive(shop: &View<'_>, call: &Call<'_>, id: &str) -> Outcome {
    let (_, id) = read(call, "exchangeId", id)?;
    let claim = find(shop, id)?;
    let answer = Answer::ok(json!({ "code": code(shop), "message": "SUCCESS" }));
    let rules = &shop.rules().claims;
    let refused = |words| match rules.refused_exchange_receipt {
        RefusedExchangeReceipt::BadRequest => Answer::bad_request(words),
        RefusedExchangeReceipt::ExpectationFailed => Answer::refused(StatusCode::EXPECTATION_FAILED, words),
    };
    match Stage::of(shop, claim.slot) {
        Stage::Requested if rules.receipt_needs_collection => Err(refused("Nothing has been collected.")),
        Stage::Requested | Stage::Directed | Stage::Collecting => {
            let event = ClaimEvent::ExchangeReceived(shop.now().after(rules.new_box_after));
            Ok(done(shop, answer, &claim, event))
        }
        Stage::Received | Stage::Arrived | Stage::Dispatched | Stage::Sent | Stage::Done => {
            match rules.second_exchange_receipt {
                Repeat::Same => Ok(Done::nothing(answer)),
                Repeat::Refused => Err(refused("The receipt is confirmed already.")),
            }
        }
        Stage::Refused | Stage::Withdrawn => Err(refused("The exchange is refused or withdrawn.")),
    }
}

/// The seller refuses: sold out, or the buyer wants it no more. Where it cannot, `refused_rejection` answers.
pub(super) fn reject(shop: &View<'_>, call: &Call<'_>, id: &str) -> Outcome {
    let (body, id) = read(call, "exchangeId", id)?;
    let rules = &shop.rules().claims;
    if !matches!(text(&body, "exchangeRejectCode"), Some("SOLDOUT" | "WITHDRAW")) {
        let words = "exchangeRejectCode must be SOLDOUT or WITHDRAW.";
        return refuse(rules.wrong_reject_code, words, |words| fail(shop, words));
    }
    let Some(claim) = known(shop, id) else {
        return refuse(rules.unknown_exchange, UNKNOWN, |words| fail(shop, words));
    };
    if Stage::of(shop, claim.slot).is_rejectable(rules) {
        let answer = result(shop, "SUCCESS", "SUCCESS", "처리되었습니다");
        Ok(done(shop, answer, &claim, ClaimEvent::ExchangeRejected))
    } else {
        refuse(rules.refused_rejection, "교환 불가 처리할 수 없는 상태입니다", |words| fail(shop, words))
    }
}

/// The exchange of an id.
pub(super) fn known(shop: &View<'_>, id: i64) -> Option<Claim> {
    shop.claim_of_id(id).map(|slot| shop.claim(slot)).filter(|claim| claim.kind == ClaimKind::Exchange)
}

/// The same, for a write whose answer has no room for `FAIL`.
pub(super) fn find(shop: &View<'_>, id: i64) -> Result<Claim, Answer> {
    known(shop, id).ok_or_else(|| Answer::bad_request(UNKNOWN))
}

/// What is said of an exchange that is not there: a text of ours.
pub(super) const UNKNOWN: &str = "exchangeId is unknown.";

pub(super) fn fail(shop: &View<'_>, words: &str) -> Answer {
    result(shop, "SUCCESS", "FAIL", words)
}

fn done(shop: &View<'_>, answer: Answer, claim: &Claim, event: ClaimEvent) -> Done {
    Done::one(answer, Change::at(shop.now(), claim.id, [Event::Claim(claim.slot, event)]))
}
