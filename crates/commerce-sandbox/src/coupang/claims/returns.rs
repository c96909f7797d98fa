//! Returns and cancellations, by day, by minute and alone (articles 360033919613 and 360034562353).

use super::RETURNS;
use super::parameters::{TokenPage, number, order_id};
use super::period::{Period, Refusals};
use super::returned::receipt;
use crate::coupang::ClaimKind;
use crate::coupang::answer::{Answer, Refusal};
use crate::coupang::calendar::DAY_MICROS;
use crate::coupang::ordersheets::{Dialect, Tokens};
use crate::coupang::query::Query;
use crate::coupang::rules::{ArrivedUnder, CancelledOfOrder, ClaimRules, MinuteSearch, UnknownReceipt};
use crate::coupang::world::{ClaimSlot, View};
use serde_json::{Value, json};

/// Lists receipts by the time they were made, sorted by `claims_sort`.
///
/// By day the answer carries `nextToken`, on the last page as `last_token` says; by minute the whole window comes without
/// it, and `maxPerPage`, `nextToken` and `orderId`, which are not supported there, are ignored unless
/// `minute_extras_refused`.
pub(super) fn list(shop: &View<'_>, dialect: Dialect, query: &Query, shift: usize) -> Result<Answer, Refusal> {
    let by_minute = match query.optional("searchType")? {
        Some("timeframe") => shop.rules().claims.lower_case_time_frame,
        search => search == Some("timeFrame"),
    };
    let period = period(shop, query, by_minute)?;
    let Wanted { kinds, order } = Wanted::read(&shop.rules().claims, query, by_minute)?;
    let mut found = shop.claims(&kinds, period.from, period.until);
    if let Some(order) = order {
        found.retain(|slot| shop.claim(*slot).order_id == order);
    }
    let rows = |slots: &[ClaimSlot]| -> Vec<Value> {
        slots.iter().map(|slot| receipt(shop, &shop.claim(*slot), dialect)).collect()
    };
    if by_minute {
        return Ok(Answer::ok(json!({ "code": 200, "message": "OK", "data": rows(&found) })));
    }
    let tokens = tokens(shop, dialect, period, &kinds, order);
    let lists = &shop.rules().orders;
    let mut page = TokenPage::read(query, MOST_PER_PAGE, MOST_PER_PAGE, lists)?;
    if kinds == [ClaimKind::Cancelled] && shop.rules().claims.short_cancellation_pages {
        page = page.halved();
    }
    let (page, next) = page.cut(shop, &found, &tokens, shift)?;
    let mut body = json!({ "code": 200, "message": "OK", "data": rows(page) });
    lists.last_token.write(&mut body, next);
    Ok(Answer::ok(body))
}

/// One return. A cancellation's number, a withdrawn return's and an unknown one are answered alike, by `unknown_receipt`.
pub(super) fn get(shop: &View<'_>, dialect: Dialect, receipt_id: &str) -> Result<Answer, Refusal> {
    let id = number(receipt_id).ok_or(UNKNOWN_RECEIPT)?;
    let claim = shop.claim_of_id(id).map(|slot| shop.claim(slot)).filter(|claim| RETURNS.contains(&claim.kind));
    if claim.is_none() && shop.rules().claims.unknown_receipt == UnknownReceipt::BadRequest {
        return Err(UNKNOWN_RECEIPT);
    }
    let rows: Vec<Value> = claim.iter().map(|claim| receipt(shop, claim, dialect)).collect();
    Ok(Answer::ok(json!({ "code": "200", "message": "OK", "data": rows })))
}

const MOST_PER_PAGE: u16 = 50;

/// 31 days by day; by minute as long as `longest_minute_search` says.
fn period(shop: &View<'_>, query: &Query, by_minute: bool) -> Result<Period, Refusal> {
    let from = query.optional("createdAtFrom")?.ok_or(DATES_REQUIRED)?;
    let to = query.optional("createdAtTo")?.ok_or(DATES_REQUIRED)?;
    if by_minute {
        let longest = match shop.rules().claims.longest_minute_search {
            MinuteSearch::Day => DAY_MICROS,
            MinuteSearch::Week => 7 * DAY_MICROS,
            MinuteSearch::Month => 31 * DAY_MICROS,
        };
        Period::read_open(shop, (from, to), longest, Period::minute, &REFUSALS)
    } else {
        Period::read_open(shop, (from, to), 31 * DAY_MICROS, Period::day, &REFUSALS)
    }
}

/// What is asked for: cancellations alone, or returns of one status, of one order, or both.
struct Wanted {
    kinds: Vec<ClaimKind>,
    order: Option<i64>,
}

impl Wanted {
    fn read(rules: &ClaimRules, query: &Query, by_minute: bool) -> Result<Self, Refusal> {
        let status = query.optional("status")?;
        if by_minute && rules.minute_extras_refused {
            for name in ["orderId", "nextToken", "maxPerPage"] {
                query.optional(name)?.map_or(Ok(()), |_| Err(NOT_BY_MINUTE))?;
            }
        }
        let order = if by_minute { None } else { order_id(query)? };
        let cancelled = |order| Ok(Self { kinds: vec![ClaimKind::Cancelled], order });
        match (query.optional("cancelType")?, rules.cancelled_of_order) {
            (None | Some("RETURN"), _) => {}
            (Some("CANCEL"), _) if by_minute && !rules.cancelled_by_minute => return Err(NOT_BY_MINUTE),
            (Some("CANCEL"), _) if status.is_none() && order.is_none() => return cancelled(None),
            (Some("CANCEL"), CancelledOfOrder::Found) if status.is_none() => return cancelled(order),
            (Some("CANCEL"), CancelledOfOrder::OrderIgnored) if status.is_none() => return cancelled(None),
            (Some("CANCEL"), _) => return Err(CANCELLATIONS_ALONE),
            (Some(_), _) => return Err(UNKNOWN_CANCEL_TYPE),
        }
        let every = order.is_some() || (by_minute && !rules.minute_status_required);
        let (mut kinds, arrived) = match status {
            None if every => (RETURNS.to_vec(), None),
            None => return Err(STATUS_OR_ORDER),
            Some("RU") => (vec![ClaimKind::StopRequested], None),
            Some("UC") => (vec![ClaimKind::StopRequested, ClaimKind::ReturnRequested], Some(ArrivedUnder::Unchecked)),
            Some("CC") => (vec![ClaimKind::ReturnCompleted], Some(ArrivedUnder::Completed)),
            Some("PR") => (vec![ClaimKind::CheckRequested], Some(ArrivedUnder::Examined)),
            Some(_) => return Err(UNKNOWN_STATUS),
        };
        if arrived == Some(rules.arrived_under) {
            kinds.push(ClaimKind::ReturnArrived);
        }
        Ok(Self { kinds, order })
    }
}

fn tokens(shop: &View<'_>, dialect: Dialect, period: Period, kinds: &[ClaimKind], order: Option<i64>) -> Tokens {
    let mut key = vec![shop.seed(), 0x4E7, u64::from(dialect == Dialect::V4), order.unwrap_or(0).unsigned_abs()];
    key.extend(period.key());
    key.extend(kinds.iter().map(|kind| u64::from(kind.digit())));
    Tokens::of_key(shop, &key)
}

// This text was seen; the others are ours.
const STATUS_OR_ORDER: Refusal = Refusal::BadRequest("OrderId can't be null, if doesn't pass the parameter status");
const DATES_REQUIRED: Refusal = Refusal::BadRequest("createdAtFrom and createdAtTo are required.");
const UNKNOWN_STATUS: Refusal = Refusal::BadRequest("status is unknown.");
const UNKNOWN_CANCEL_TYPE: Refusal = Refusal::BadRequest("cancelType is unknown.");
const CANCELLATIONS_ALONE: Refusal = Refusal::BadRequest("cancelType=CANCEL goes without status and orderId.");
const NOT_BY_MINUTE: Refusal = Refusal::BadRequest("The parameters are not supported with searchType=timeFrame.");
const UNKNOWN_RECEIPT: Refusal = Refusal::BadRequest("receiptId is unknown.");
const REFUSALS: Refusals = Refusals {
    form: Refusal::BadRequest("createdAtFrom or createdAtTo is not in the form of this search."),
    reversed: Refusal::BadRequest("createdAtFrom is later than createdAtTo."),
    too_long: Refusal::BadRequest("createdAtFrom and createdAtTo are too far apart."),
};
