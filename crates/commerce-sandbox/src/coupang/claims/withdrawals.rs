//! Withdrawn returns, by day and by number (articles 360034027354 and 360034027374).

use super::answers::code;
use super::parameters::page;
use super::period::{Period, Refusals};
use crate::coupang::answer::{Answer, Refusal};
use crate::coupang::calendar::DAY_MICROS;
use crate::coupang::query::Query;
use crate::coupang::rules::{LongSearch, Sort};
use crate::coupang::world::{ClaimSlot, View};
use bytes::Bytes;
use serde_json::{Value, json};

/// Lists the withdrawals of some days, by the time that `withdrawals_found_by` says, in numbered pages, sorted by
/// `claims_sort`; a page behind the last, which no `nextPageIndex` names, is empty.
pub(super) fn list(shop: &View<'_>, vendor: &str, query: &Query, shift: usize) -> Result<Answer, Refusal> {
    let from = query.optional("dateFrom")?.ok_or(FROM_REQUIRED)?;
    let to = query.optional("dateTo")?.ok_or(TO_REQUIRED)?;
    let longest = if shop.rules().claims.seven_days_apart { 8 } else { 7 };
    let period = Period::read((from, to), longest * DAY_MICROS, Period::day, &REFUSALS)?;
    let size = match query.optional("sizePerPage")?.map(str::parse::<u16>) {
        None => 10,
        Some(Ok(size @ 1..=100)) => size,
        Some(Ok(101..)) => return Err(PAGE_TOO_LARGE),
        Some(_) => return Err(BAD_PAGE_SIZE),
    };
    let index = match query.optional("pageIndex")?.map(str::parse::<i32>) {
        None => 1,
        Some(Ok(index @ 1..)) => index,
        Some(Ok(_)) => return Err(PAGE_NOT_POSITIVE),
        Some(Err(_)) => return Err(BAD_PAGE_INDEX),
    };
    let found = shop.withdrawals(period.from, period.until);
    let skip = usize::try_from(index - 1).unwrap_or(0).saturating_mul(usize::from(size)).saturating_sub(shift);
    let (page, more) = page(&found, skip, usize::from(size));
    let data: Vec<Value> = page.iter().filter_map(|slot| withdrawal(shop, *slot, vendor)).collect();
    let next = if more { (i64::from(index) + 1).to_string() } else { String::new() };
    Ok(Answer::ok(json!({ "code": 200, "message": "OK", "data": data, "nextPageIndex": next })))
}

/// Which of the numbers in the body were withdrawn, in the order of the numbers unless `found_withdrawals_sorted`; those
/// of other claims are absent. An empty list, more than 50 and numbers of nobody's are each answered by a rule of its
/// own; anything but numbers is refused.
pub(super) fn find(shop: &View<'_>, vendor: &str, body: &Bytes) -> Result<Answer, Refusal> {
    let body: Value = serde_json::from_slice(body).map_err(|_| BAD_BODY)?;
    let numbers = body.get("cancelIds").and_then(Value::as_array).ok_or(BAD_BODY)?;
    let mut numbers: Vec<i64> = numbers.iter().map(Value::as_i64).collect::<Option<_>>().ok_or(BAD_BODY)?;
    let rules = &shop.rules().claims;
    match rules.long_withdrawal_search {
        LongSearch::Refused if numbers.len() > MOST_NUMBERS => return Err(BAD_COUNT),
        LongSearch::First50 => numbers.truncate(MOST_NUMBERS),
        LongSearch::Refused | LongSearch::Whole => {}
    }
    if numbers.is_empty() && !rules.empty_withdrawal_search {
        return Err(BAD_COUNT);
    }
    let mut claims: Vec<ClaimSlot> = numbers.iter().filter_map(|number| shop.claim_of_id(*number)).collect();
    if rules.foreign_withdrawals_refused && claims.len() < numbers.len() {
        return Err(FOREIGN);
    }
    if rules.found_withdrawals_sorted {
        claims.sort_by_key(|slot| (shop.withdrawn_at(*slot), *slot));
        if rules.claims_sort == Sort::NewestFirst {
            claims.reverse();
        }
    }
    let data: Vec<Value> = claims.into_iter().filter_map(|slot| withdrawal(shop, slot, vendor)).collect();
    Ok(Answer::ok(json!({ "code": code(shop), "message": "OK", "data": data })))
}

/// So many numbers a search may name.
const MOST_NUMBERS: usize = 50;

/// The row of a return, if it was withdrawn.
fn withdrawal(shop: &View<'_>, slot: ClaimSlot, vendor: &str) -> Option<Value> {
    let (withdrawn_at, claim) = (shop.withdrawn_at(slot)?, shop.claim(slot));
    let bearer = match claim.reason.fault {
        "CUSTOMER" => "CUS",
        "COUPANG" => "COU",
        _ => "COM",
    };
    Some(json!({
        "cancelId": claim.id,
        "orderId": claim.order_id,
        "vendorId": vendor,
        "refundDeliveryDuty": bearer,
        "createdAt": withdrawn_at.local(),
        "vendorItemIds": claim.lines.iter().map(|line| line.item.vendor_item_id).collect::<Vec<_>>(),
    }))
}

// The texts of the portal.
const FROM_REQUIRED: Refusal = Refusal::BadRequest("Required String parameter 'dateFrom' is not present");
const TO_REQUIRED: Refusal = Refusal::BadRequest("Required String parameter 'dateTo' is not present");
const PAGE_TOO_LARGE: Refusal = Refusal::BadRequest(
    "페이지별 최대 표시 갯수(sizePerPage)는 100 입니다. (The maximum number of indications per page (sizePerPage) is 100)",
);
const PAGE_NOT_POSITIVE: Refusal =
    Refusal::BadRequest("pageindex 는 음수 또는 0 일 수 없습니다. (pageindex can not be negative or 0)");
const REFUSALS: Refusals = Refusals {
    form: Refusal::BadRequest(
        "날짜입력을 확인해 주세요. (형식:yyyy-MM-dd) [Please confirm the date input (format:yyyy-MM-dd)]",
    ),
    // As printed, with start and end swapped.
    reversed: Refusal::BadRequest("종료일자는 시작일자보다 작거나 같아야 합니다."),
    too_long: Refusal::BadRequest("최대 조회 기간은 7 일 입니다.(The maximum view duration is 7 days)"),
};
// Our own.
const BAD_PAGE_SIZE: Refusal = Refusal::BadRequest("sizePerPage must be a number of at least 1.");
const BAD_PAGE_INDEX: Refusal = Refusal::BadRequest("pageIndex must be a number.");
const BAD_BODY: Refusal = Refusal::BadRequest("The body must be JSON with cancelIds, a list of numbers.");
const FOREIGN: Refusal = Refusal::BadRequest("cancelIds holds a number that is no receipt's.");
const BAD_COUNT: Refusal = Refusal::BadRequest("cancelIds must hold 1 to 50 numbers.");
