//! Exchanges (article 360033397594).

use super::exchange::exchange;
use super::parameters::{TokenPage, order_id};
use super::period::{Period, Refusals};
use super::stage::Stage;
use crate::coupang::ClaimKind;
use crate::coupang::answer::{Answer, Refusal};
use crate::coupang::calendar::DAY_MICROS;
use crate::coupang::ordersheets::Tokens;
use crate::coupang::query::Query;
use crate::coupang::world::View;
use serde_json::{Value, json};

/// Lists exchanges by the time they were made, sorted by `claims_sort`. A page has 10 rows unless `maxPerPage` says
/// otherwise; the most is `exchanges_per_page`.
pub(super) fn list(shop: &View<'_>, vendor: &str, query: &Query, shift: usize) -> Result<Answer, Refusal> {
    let from = query.optional("createdAtFrom")?.ok_or(DATES_REQUIRED)?;
    let to = query.optional("createdAtTo")?.ok_or(DATES_REQUIRED)?;
    let period = Period::read_open(shop, (from, to), 7 * DAY_MICROS, Period::second, &REFUSALS)?;
    let rules = &shop.rules().claims;
    let status = query.optional("status")?;
    if status.is_some_and(|status| !Stage::is_status(status)) {
        return Err(UNKNOWN_STATUS);
    }
    let order = order_id(query)?;
    let mut found = shop.claims(&[ClaimKind::Exchange], period.from, period.until);
    if let Some(status) = status {
        found.retain(|slot| Stage::of(shop, *slot).status(rules) == status);
    }
    if let Some(order) = order {
        found.retain(|slot| shop.claim(*slot).order_id == order);
    }
    let mut key = vec![shop.seed(), 0xE8C, order.unwrap_or(0).unsigned_abs()];
    key.extend(period.key());
    key.extend(status.unwrap_or_default().bytes().map(u64::from));
    let tokens = Tokens::of_key(shop, &key);
    let most = if rules.exchanges_per_page == 0 { u16::MAX } else { rules.exchanges_per_page };
    let lists = &shop.rules().orders;
    let page = TokenPage::read(query, most.min(10), most, lists)?;
    let (page, next) = page.cut(shop, &found, &tokens, shift)?;
    let data: Vec<Value> = page.iter().map(|slot| exchange(shop, &shop.claim(*slot), vendor)).collect();
    let mut body = json!({ "code": 200, "message": "OK", "data": data });
    lists.last_token.write(&mut body, next);
    Ok(Answer::ok(body))
}

const DATES_REQUIRED: Refusal = Refusal::BadRequest("createdAtFrom and createdAtTo are required.");
const UNKNOWN_STATUS: Refusal = Refusal::BadRequest("status is unknown.");
const REFUSALS: Refusals = Refusals {
    form: Refusal::BadRequest("createdAtFrom or createdAtTo is not in the form yyyy-MM-ddTHH:mm:ss."),
    reversed: Refusal::BadRequest("createdAtFrom is later than createdAtTo."),
    // Seen live in 2026.
    too_long: Refusal::BadRequest("createdAtTo - createdAtFrom should less then 7day"),
};
