//! `POST /api/coupons/apply`

use super::Coupon;
use crate::calendar::Moment;
use crate::korea_checkout::answer::Refusal;
use crate::korea_checkout::fields::Fields;
use crate::korea_checkout::ledger::Change;
use crate::korea_checkout::sessions::{AppliedCoupon, Session, closed};
use crate::korea_checkout::state::{Request, State};
use serde_json::{Value, json};

/// Uses a coupon for a session, whose total becomes the new one (assumed).
///
/// Assumed too: the session must not be paid yet and has one coupon at most, a use counts from here on, and customers
/// are told apart by their e-mail address.
pub(in crate::korea_checkout) fn apply(state: &mut State, request: &Request<'_>) -> Result<Value, Refusal> {
    let body = Fields::of(request.body)?;
    let (session_id, code) = (body.text("sessionId")?, body.text("couponCode")?);
    let of_session = Request { id: session_id, origin: None, ..*request };
    let session = state.own_session(&of_session)?;
    if !session.status.is_open() || session.settles.is_some() {
        return Err(closed(session));
    }
    if session.coupon.is_some() {
        return Err(refused("coupon_already_applied", "The session has a coupon already."));
    }
    let key = (request.owner, code.to_owned());
    let coupon = state.coupons.get(&key).ok_or(Refusal::no_such_coupon())?;
    check(state, coupon, session, request.now)?;

    let discount = coupon.discount(session.total);
    let new_total = session.total - discount;
    let answer = json!({
        "discount": { "type": coupon.kind.as_str(), "value": coupon.value, "amount": discount },
        "newTotal": new_total,
    });
    if let Some(coupon) = state.coupons.get_mut(&key) {
        coupon.used_for.push(session_id.to_owned());
    }
    let session = state.own_session_mut(&of_session)?;
    session.total = new_total;
    session.coupon = Some(AppliedCoupon { code: code.to_owned(), discount });
    let (code, session_id) = (code.to_owned(), session_id.to_owned());
    state.books.write(request.now, Change::CouponApplied { code, session_id, discount, new_total });
    Ok(answer)
}

fn check(state: &State, coupon: &Coupon, session: &Session, now: Moment) -> Result<(), Refusal> {
    if now < coupon.valid_from {
        return Err(refused("coupon_not_yet_valid", "The coupon is not valid yet."));
    }
    if now > coupon.valid_until {
        return Err(refused("coupon_expired", "The coupon is no longer valid."));
    }
    if session.total < coupon.minimum_order {
        return Err(refused("minimum_order_not_met", "The order is below the coupon's minimum."));
    }
    let uses =
        || coupon.used_for.iter().filter_map(|id| state.sessions.get(id)).filter(|used| !used.status.ended_unpaid());
    let reached =
        |limit: Option<i64>, used: usize| limit.is_some_and(|limit| i64::try_from(used).unwrap_or(i64::MAX) >= limit);
    if reached(coupon.usage_limit, uses().count()) {
        return Err(refused("coupon_usage_limit_reached", "The coupon is used up."));
    }
    let same = |other: &&Session| other.customer.email.eq_ignore_ascii_case(&session.customer.email);
    if reached(coupon.usage_limit_per_customer, uses().filter(same).count()) {
        return Err(refused("coupon_customer_limit_reached", "This customer has used the coupon up."));
    }
    Ok(())
}

fn refused(code: &'static str, message: &str) -> Refusal {
    Refusal::state(code, message).field("couponCode")
}
