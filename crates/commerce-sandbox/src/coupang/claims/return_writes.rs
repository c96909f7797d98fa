//! `PUT` and `PATCH ../{v4,v5}/vendors/{vendorId}/returnRequests/{receiptId}/receiveConfirmation` and `../approval`.

use super::answers::{code, refused};
use super::receipt_body::{find, is_count_right, read, wrong_count};
use super::returned::is_refunded_first;
use crate::coupang::ClaimKind;
use crate::coupang::answer::Answer;
use crate::coupang::rules::Repeat;
use crate::coupang::world::{Claim, ClaimEvent, Event, View};
use crate::coupang::write::{Call, Change, Done, Outcome};
use http::StatusCode;
use serde_json::json;
use std::time::Duration;

/// The goods have arrived. Where the buyer is refunded first the return is finished with that; any other waits for its
/// approval.
///
/// A repeat is refused with the documented text about a finished return, also while the approval is due unless
/// `second_receipt` says otherwise.
pub(super) fn receive(shop: &View<'_>, call: &Call<'_>, id: &str) -> Outcome {
    let (_, id) = read(call, "receiptId", id)?;
    let claim = find(shop, id)?;
    let rules = &shop.rules().claims;
    match claim.kind {
        ClaimKind::ReturnRequested => {
            let finished = is_refunded_first(shop, &claim);
            Ok(done(shop, &claim, ClaimEvent::Received(finished), finished))
        }
        ClaimKind::StopRequested => Err(refused(rules.refused_receipt, "The receipt is not in RETURNS_UNCHECKED.")),
        ClaimKind::ReturnArrived | ClaimKind::CheckRequested if rules.second_receipt == Repeat::Same => {
            Ok(Done::nothing(ok(shop)))
        }
        _ => Err(finished()),
    }
}

/// The return is approved and the buyer refunded. Before the goods have arrived that is HTTP 500, as documented; its text
/// is not. In 2019 a courier's scan was enough, see `approve_before_receipt`.
pub(super) fn approve(shop: &View<'_>, call: &Call<'_>, id: &str) -> Outcome {
    let (body, id) = read(call, "receiptId", id)?;
    let claim = find(shop, id)?;
    if claim.kind == ClaimKind::ReturnCompleted {
        return Err(finished());
    }
    if !is_count_right(&body, &claim) {
        return Err(Answer::bad_request(wrong_count(shop)));
    }
    let collected = claim.kind == ClaimKind::ReturnRequested && claim.scanned_at.is_some();
    let early = collected && shop.rules().claims.approve_before_receipt;
    if claim.kind != ClaimKind::ReturnArrived && !early {
        let text = "The refund cannot be approved in this state.";
        return Err(Answer::refused(StatusCode::INTERNAL_SERVER_ERROR, text));
    }
    Ok(done(shop, &claim, ClaimEvent::Approved, true))
}

/// The documented words are the first ones.
fn finished() -> Answer {
    Answer::bad_request("이미 반품이 완료되었습니다.")
}

/// What an event makes of a claim. What is returned for good counts as cancelled in the order sheets, and a box wholly
/// returned leaves them.
pub(in crate::coupang) fn change(shop: &View<'_>, claim: &Claim, event: ClaimEvent, finished: bool) -> Change {
    let mut events = vec![(shop.now(), Event::Claim(claim.slot, event))];
    if let Some(about) = claim.about.filter(|_| finished) {
        events.extend(shop.refunds(about, &claim.units_by_option(), Duration::ZERO));
    }
    Change { subject: claim.id, events }
}

fn done(shop: &View<'_>, claim: &Claim, event: ClaimEvent, finished: bool) -> Done {
    Done::one(ok(shop), change(shop, claim, event, finished))
}

fn ok(shop: &View<'_>) -> Answer {
    Answer::ok(json!({ "code": code(shop), "message": "OK" }))
}
