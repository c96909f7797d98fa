//! The order list, by day and by minute: `GET ../{v4,v5}/vendors/{vendorId}/ordersheets`.

mod dialect;
mod request;
mod sheet;
mod token;

use super::answer::{Answer, Refusal};
use super::query::Query;
use super::world::View;
use request::{ListRequest, Paging};
use serde_json::{Value, json};

pub(super) use dialect::Dialect;
pub(super) use request::ListRules;
pub(super) use token::Tokens;

/// Answers one list request.
///
/// Oldest first, filtered by the time of the order, and visible at once (assumed: sort order and filtered timestamp are
/// not documented; the real list lags about ten minutes). By day the answer carries `nextToken`, `""` on the last page;
/// by minute the whole window comes in one answer without it.
pub(super) fn list(shop: &View<'_>, dialect: Dialect, rules: ListRules, raw_query: &str) -> Result<Answer, Refusal> {
    let request = ListRequest::parse(&Query::parse(raw_query)?, dialect, rules)?;
    let placed = shop.placed(request.status, request.from, request.until);
    let sheets = |skip, take| -> Vec<Value> {
        placed.slice(skip, take).into_iter().map(|slot| sheet::order_sheet(&shop.order(slot), dialect)).collect()
    };
    Ok(Answer::ok(match &request.paging {
        Paging::WholeWindow => json!({ "code": 200, "message": "OK", "data": sheets(0, usize::MAX) }),
        Paging::Pages { size, token } => {
            let tokens = token::Tokens::of_search(shop.seed(), dialect, &request);
            let skip = token.as_deref().map_or(Ok(0), |token| tokens.read(token))?;
            let data = sheets(skip, usize::from(*size));
            let end = skip + u64::from(*size);
            let next_token = if end < placed.len() { tokens.write(end) } else { String::new() };
            json!({ "code": 200, "message": "OK", "data": data, "nextToken": next_token })
        }
    }))
}
