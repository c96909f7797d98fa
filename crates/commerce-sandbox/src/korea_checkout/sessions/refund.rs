//! `POST /api/checkout/session/{sessionId}/refund`

use super::{Refund, SessionStatus};
use crate::json::set;
use crate::korea_checkout::answer::Refusal;
use crate::korea_checkout::fields::Fields;
use crate::korea_checkout::ledger::Change;
use crate::korea_checkout::state::{Request, State};
use serde_json::{Value, json};

/// Gives money back: `amount`, or all that is left (assumed: the vendor says "full"). Nothing is ever given back twice:
/// refunds that are not settled yet count too.
///
/// The answer says `processing` as in the vendor's sample, also where the session shows the refund at once.
pub(in crate::korea_checkout) fn refund(state: &mut State, request: &Request<'_>) -> Result<Value, Refusal> {
    let session = state.own_session(request)?;
    if !matches!(session.status, SessionStatus::Completed | SessionStatus::PartiallyRefunded) {
        return Err(super::closed(session));
    }
    let left = session.refundable();
    let body = Fields::of(request.body)?;
    let amount = body.maybe_whole("amount", 1, i64::MAX)?.unwrap_or(left);
    let reason = body.maybe_text("reason")?;
    body.maybe_flag("notify_customer")?;
    if amount > left || amount == 0 {
        let message = "The amount is more than what is left to refund.";
        return Err(Refusal::state("refund_amount_exceeded", message).about("sessionId", request.id).field("amount"));
    }

    let refund_id = state.ids.next("ref_");
    let settles = request.now.after(request.rules.refund_time);
    state.own_session_mut(request)?.refunds.push(Refund { amount, settles, settled: false });
    let session_id = request.id.to_owned();
    state.books.write(request.now, Change::RefundAccepted { session_id, refund_id: refund_id.clone(), amount });
    state.wake(request.id, settles);
    state.advance(request.rules, request.now);
    let processed_at = request.now.utc();
    let mut answer =
        json!({ "refundId": refund_id, "status": "processing", "amount": amount, "processedAt": processed_at });
    if let Some(reason) = reason {
        set(&mut answer, "reason", reason);
    }
    Ok(answer)
}
