//! `GET ../vendors/{vendorId}/ordersheets`: by day in pages, by minute at once.

use super::request::{ListRequest, Paging};
use super::sheet::{Page, order_sheet};
use super::{Dialect, Tokens};
use crate::coupang::answer::{Answer, Refusal, set};
use crate::coupang::query::Query;
use crate::coupang::rules::TokenHolds;
use crate::coupang::world::{BoxSlot, Listing, Position, View};
use serde_json::json;

/// Answers one list request; so many rows of the page before come again.
///
/// Oldest first unless `orders_sort`, by the time of the order unless `orders_found_by`, without delay unless `list_lag`.
/// By day the answer carries `nextToken`, on the last page as `last_token` says. By minute the whole window comes in one
/// answer without it unless `minute_list_most` and `minute_list_token` say otherwise; a token that came so is ignored
/// like any other there, and leads to the same rows again.
pub(super) fn list(shop: &View<'_>, dialect: Dialect, query: &Query, shift: usize) -> Result<Answer, Refusal> {
    let request = ListRequest::parse(query, dialect, &shop.rules().orders)?;
    let listing = shop.listing(request.status, request.from..request.until);
    let tokens = Tokens::of_search(shop, dialect, &request);
    let body = |slots: &[BoxSlot], page| {
        let sheets = slots.iter().map(|slot| order_sheet(shop, &shop.boxed(*slot), dialect, page));
        json!({ "code": 200, "message": "OK", "data": sheets.collect::<Vec<_>>() })
    };
    Ok(Answer::ok(match &request.paging {
        Paging::WholeWindow => {
            let (found, token) = whole(shop, &listing, &tokens);
            let mut body = body(&found, Page::Minutes);
            if let Some(token) = token {
                set(&mut body, "nextToken", token);
            }
            body
        }
        Paging::Pages { size, token } => {
            let place = tokens.find(token.as_deref())?;
            let (page, next) = page(shop, &listing, place, usize::from(*size), shift);
            let mut body = body(&page, Page::Days);
            shop.rules().orders.last_token.write(&mut body, next.map(|place| tokens.write(place)));
            body
        }
    }))
}

/// The boxes of a window, and the token that may stand beside them.
fn whole(shop: &View<'_>, listing: &Listing<'_>, tokens: &Tokens) -> (Vec<BoxSlot>, Option<String>) {
    let rules = &shop.rules().orders;
    let most = if rules.minute_list_most == 0 { usize::MAX } else { usize::from(rules.minute_list_most) };
    let found = listing.page(None, most);
    let last = found.last().filter(|_| rules.minute_list_token).map(|last| shop.position(*last).number());
    (found, last.map(|last| tokens.write(last)))
}

/// The boxes of the page that begins at the place of a token, and the place at which the next one does.
fn page(
    shop: &View<'_>,
    listing: &Listing<'_>,
    place: Option<u128>,
    size: usize,
    shift: usize,
) -> (Vec<BoxSlot>, Option<u128>) {
    let holds = shop.rules().orders.token_holds;
    let begin = place.map_or(Begin::default(), |place| Begin::of_place(listing, place, holds, shift));
    let mut page = listing.page(begin.after, size + 1);
    let more = page.len() > size;
    page.truncate(size);
    let last = page.last().filter(|_| more).map(|last| shop.position(*last).number());
    let next = last.map(|last| match holds {
        TokenHolds::LastRow => last,
        TokenHolds::Count => with_count(last, begin.rows.saturating_add(page.len())),
    });
    (page, next)
}

/// Where a page begins.
#[derive(Default)]
struct Begin {
    /// `None`: with the first row.
    after: Option<Position>,
    /// How many rows there were before, where the token counts them.
    rows: usize,
}

impl Begin {
    /// After the row that a token names or, where it holds their number, after as many rows as there were: when one of them
    /// has left the search since, that is one row further on.
    fn of_place(listing: &Listing<'_>, place: u128, holds: TokenHolds, shift: usize) -> Self {
        let shift = i64::try_from(shift).unwrap_or(i64::MAX);
        match holds {
            TokenHolds::LastRow => Self { after: listing.step(Position::of_number(place), -shift), rows: 0 },
            TokenHolds::Count => {
                let (last, rows) = (Position::of_number(place % COUNT), place / COUNT);
                let rows = i64::try_from(rows).unwrap_or(i64::MAX).saturating_sub(shift).max(0);
                let now = i64::try_from(listing.count_to(last)).unwrap_or(i64::MAX);
                let after = if rows == 0 { None } else { listing.step(last, rows - now) };
                Self { after, rows: usize::try_from(rows).unwrap_or(usize::MAX) }
            }
        }
    }
}

/// The number of rows stands above the number of a position.
const COUNT: u128 = 1 << Position::BITS;

fn with_count(last: u128, rows: usize) -> u128 {
    u128::try_from(rows).unwrap_or(0) * COUNT + last
}
