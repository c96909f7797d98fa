//! Returns and cancellations, by day, by minute and alone (articles 360033919613 and 360034562353).

use super::RETURNS;
use super::parameters::{TokenPage, number, order_id};
use super::period::{Period, Refusals};
use super::returned::receipt;
use crate::coupang::ClaimKind;
use crate::coupang::answer::{Answer, Refusal};
use crate::coupang::calendar::DAY_MICROS;
use crate::coupang::dice::mix;
use crate::coupang::ordersheets::{Dialect, Tokens};
use crate::coupang::query::Query;
use crate::coupang::world::{ClaimSlot, View};
use serde_json::{Value, json};

/// Lists receipts by the time they were made, oldest first (assumed: the order is not documented).
///
/// By day the answer carries `nextToken`, `""` on the last page; by minute the whole window comes without it, and
/// `maxPerPage`, `nextToken` and `orderId`, which are not supported there, are ignored (assumed).
pub(super) fn list(shop: &View<'_>, dialect: Dialect, query: &Query, shift: usize) -> Result<Answer, Refusal> {
    let by_minute = query.optional("searchType")? == Some("timeFrame");
    let period = period(query, by_minute)?;
    let order = if by_minute { None } else { order_id(query)? };
    let kinds = kinds(query, order)?;
    let mut found = shop.claims(kinds, period.from, period.until);
    if let Some(order) = order {
        found.retain(|slot| shop.claim(*slot).order_id == order);
    }
    let rows = |slots: &[ClaimSlot]| -> Vec<Value> {
        slots.iter().map(|slot| receipt(&shop.claim(*slot), dialect.of(shop))).collect()
    };
    if by_minute {
        return Ok(Answer::ok(json!({ "code": 200, "message": "OK", "data": rows(&found) })));
    }
    let tokens = tokens(shop, dialect, period, kinds, order);
    let (page, next_token) = TokenPage::read(query, MOST_PER_PAGE, MOST_PER_PAGE)?.cut(shop, &found, &tokens, shift)?;
    Ok(Answer::ok(json!({ "code": 200, "message": "OK", "data": rows(page), "nextToken": next_token })))
}

/// One return. A cancellation's number, a withdrawn return's and an unknown one are refused alike.
pub(super) fn get(shop: &View<'_>, dialect: Dialect, receipt_id: &str) -> Result<Answer, Refusal> {
    let slot = number(receipt_id).and_then(|id| shop.claim_of_id(id)).ok_or(UNKNOWN_RECEIPT)?;
    let claim = shop.claim(slot);
    if !RETURNS.contains(&claim.kind) {
        return Err(UNKNOWN_RECEIPT);
    }
    Ok(Answer::ok(json!({ "code": "200", "message": "OK", "data": [receipt(&claim, dialect.of(shop))] })))
}

const MOST_PER_PAGE: u16 = 50;

/// 31 days by day; 24 hours by minute: the FAQ of 2019, though an example of the portal spans seven days.
fn period(query: &Query, by_minute: bool) -> Result<Period, Refusal> {
    let from = query.optional("createdAtFrom")?.ok_or(DATES_REQUIRED)?;
    let to = query.optional("createdAtTo")?.ok_or(DATES_REQUIRED)?;
    if by_minute {
        Period::read((from, to), DAY_MICROS, Period::minute, &REFUSALS)
    } else {
        Period::read((from, to), 31 * DAY_MICROS, Period::day, &REFUSALS)
    }
}

/// What is asked for: cancellations alone, or returns of one status, of one order, or both.
fn kinds(query: &Query, order: Option<i64>) -> Result<&'static [ClaimKind], Refusal> {
    let status = query.optional("status")?;
    match query.optional("cancelType")? {
        None | Some("RETURN") => {}
        Some("CANCEL") if status.is_none() && order.is_none() => return Ok(&[ClaimKind::Cancelled]),
        Some("CANCEL") => return Err(CANCELLATIONS_ALONE),
        Some(_) => return Err(UNKNOWN_CANCEL_TYPE),
    }
    match status {
        None if order.is_some() => Ok(&RETURNS),
        None => Err(STATUS_OR_ORDER),
        Some("RU") => Ok(&[ClaimKind::StopRequested]),
        Some("UC") => Ok(&[ClaimKind::StopRequested, ClaimKind::ReturnRequested, ClaimKind::ReturnArrived]),
        Some("CC") => Ok(&[ClaimKind::ReturnCompleted]),
        Some("PR") => Ok(&[ClaimKind::CheckRequested]),
        Some(_) => Err(UNKNOWN_STATUS),
    }
}

fn tokens(shop: &View<'_>, dialect: Dialect, period: Period, kinds: &[ClaimKind], order: Option<i64>) -> Tokens {
    let mut key = vec![shop.seed(), 0x4E7, u64::from(dialect == Dialect::V4), order.unwrap_or(0).unsigned_abs()];
    key.extend(period.key());
    key.extend(kinds.iter().map(|kind| u64::from(kind.digit())));
    Tokens::keyed(mix(&key))
}

// This text was seen; the others are ours.
const STATUS_OR_ORDER: Refusal = Refusal::BadRequest("OrderId can't be null, if doesn't pass the parameter status");
const DATES_REQUIRED: Refusal = Refusal::BadRequest("createdAtFrom and createdAtTo are required.");
const UNKNOWN_STATUS: Refusal = Refusal::BadRequest("status is unknown.");
const UNKNOWN_CANCEL_TYPE: Refusal = Refusal::BadRequest("cancelType is unknown.");
const CANCELLATIONS_ALONE: Refusal = Refusal::BadRequest("cancelType=CANCEL goes without status and orderId.");
const UNKNOWN_RECEIPT: Refusal = Refusal::BadRequest("receiptId is unknown.");
const REFUSALS: Refusals = Refusals {
    form: Refusal::BadRequest("createdAtFrom or createdAtTo is not in the form of this search."),
    reversed: Refusal::BadRequest("createdAtFrom is later than createdAtTo."),
    too_long: Refusal::BadRequest("createdAtFrom and createdAtTo are too far apart."),
};
