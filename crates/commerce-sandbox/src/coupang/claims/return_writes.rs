//! `PUT` and `PATCH ../{v4,v5}/vendors/{vendorId}/returnRequests/{receiptId}/receiveConfirmation` and `../approval`.

use super::receipt_body::{check_count, find, read};
use super::returned::is_refunded_first;
use crate::coupang::ClaimKind;
use crate::coupang::answer::Answer;
use crate::coupang::world::{Claim, ClaimEvent, Event, View};
use crate::coupang::write::{Call, Change, Done, Outcome};
use http::StatusCode;
use serde_json::json;
use std::time::Duration;

/// The goods have arrived. Where the buyer is refunded first the return is finished with that; any other waits for its
/// approval.
///
/// A repeat is refused with the documented text about a finished return, also while the approval is due (assumed).
pub(super) fn receive(shop: &View<'_>, call: &Call<'_>, id: &str) -> Outcome {
    let (_, id) = read(call, "receiptId", id)?;
    let claim = find(shop, id)?;
    match claim.kind {
        ClaimKind::ReturnRequested => {
            let finished = is_refunded_first(&claim);
            Ok(done(shop, &claim, ClaimEvent::Received(finished), finished))
        }
        ClaimKind::StopRequested => Err(Answer::bad_request("The receipt is not in RETURNS_UNCHECKED.")),
        _ => Err(finished()),
    }
}

/// The return is approved and the buyer refunded. Before the goods have arrived that is HTTP 500, as documented; its text
/// is not.
pub(super) fn approve(shop: &View<'_>, call: &Call<'_>, id: &str) -> Outcome {
    let (body, id) = read(call, "receiptId", id)?;
    let claim = find(shop, id)?;
    if claim.kind == ClaimKind::ReturnCompleted {
        return Err(finished());
    }
    check_count(&body, &claim)?;
    if claim.kind != ClaimKind::ReturnArrived {
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
    let answer = Answer::ok(json!({ "code": "200", "message": "OK" }));
    Done::one(answer, change(shop, claim, event, finished))
}
