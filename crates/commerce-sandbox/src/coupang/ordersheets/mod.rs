//! Order sheets, listed and alone, and the history of their delivery, in both versions; and what a seller does with them.

mod acknowledge;
mod alone;
mod cancel;
mod complete;
mod dialect;
mod invoices;
mod request;
mod results;
mod sheet;
mod taiwan;
mod token;
mod update_invoices;
mod waybills;
mod write;

use super::answer::{Answer, Refusal};
use super::calendar::Moment;
use super::life::micros;
use super::query::Query;
use super::world::{BoxSlot, Position, View};
use request::{ListRequest, Paging};
use serde_json::{Value, json};

pub(super) use dialect::{Dialect, ShopDialect};
pub(super) use token::Tokens;
pub(super) use waybills::carrier;
pub(super) use write::Write;

/// A read of this family, in a version; ids as they stand in the path.
#[derive(Clone, Copy)]
pub(super) enum Read<'p> {
    /// `GET ../vendors/{vendorId}/ordersheets`: the list by day or, with `searchType=timeFrame`, by minute.
    List(Dialect),
    /// `GET ../vendors/{vendorId}/ordersheets/{shipmentBoxId}`.
    OfBox(Dialect, &'p str),
    /// `GET ../vendors/{vendorId}/{orderId}/ordersheets`.
    OfOrder(Dialect, &'p str),
    /// `GET ../vendors/{vendorId}/ordersheets/{shipmentBoxId}/history`.
    History(Dialect, &'p str),
}

impl Read<'_> {
    /// The function that answers it.
    pub(super) fn handler(self) -> &'static str {
        match self {
            Self::List(_) => "ordersheets::list",
            Self::OfBox(..) => "ordersheets::alone::of_box",
            Self::OfOrder(..) => "ordersheets::alone::of_order",
            Self::History(..) => "ordersheets::alone::history",
        }
    }
}

/// The read that a path names, and the vendor id in it.
pub(super) fn find<'p>(segments: &[&'p str]) -> Option<(Option<&'p str>, Read<'p>)> {
    let [version, "vendors", vendor, rest @ ..] = segments else { return None };
    let dialect = Dialect::of_version(version)?;
    let read = match *rest {
        ["ordersheets"] => Read::List(dialect),
        ["ordersheets", id] if !id.is_empty() => Read::OfBox(dialect, id),
        [id, "ordersheets"] => Read::OfOrder(dialect, id),
        ["ordersheets", id, "history"] => Read::History(dialect, id),
        _ => return None,
    };
    Some((Some(vendor), read))
}

/// Answers one read; so many rows of the page before come again.
pub(super) fn answer(shop: &View<'_>, read: Read<'_>, raw_query: &str, shift: usize) -> Result<Answer, Refusal> {
    match read {
        Read::List(dialect) => list(shop, dialect, raw_query, shift),
        Read::OfBox(dialect, id) => alone::of_box(shop, dialect, id),
        Read::OfOrder(dialect, id) => alone::of_order(shop, dialect, id),
        Read::History(dialect, id) => Ok(alone::history(shop, dialect, id)),
    }
}

/// Answers one list request.
///
/// Oldest first and filtered by the time of the order (assumed: neither is documented); as late as the builder says, since
/// the real list lags about ten minutes. By day the answer carries `nextToken`, `""` on the last page;
/// by minute the whole window comes in one answer without it. A token names the last row of its page, so a box that is
/// acknowledged between two pages neither hides nor repeats another (assumed).
fn list(shop: &View<'_>, dialect: Dialect, raw_query: &str, shift: usize) -> Result<Answer, Refusal> {
    let request = ListRequest::parse(&Query::parse(raw_query)?, dialect, &shop.rules().orders)?;
    let placed = shop.placed(request.status, request.from, request.until.min(seen_until(shop)));
    let sheets = |slots: &[BoxSlot]| -> Vec<Value> {
        slots.iter().map(|slot| sheet::order_sheet(&shop.boxed(*slot), dialect.of(shop))).collect()
    };
    Ok(Answer::ok(match &request.paging {
        Paging::WholeWindow => json!({ "code": 200, "message": "OK", "data": sheets(&placed.page(None, usize::MAX)) }),
        Paging::Pages { size, token } => {
            let (size, tokens) = (usize::from(*size), token::Tokens::of_search(shop.seed(), dialect, &request));
            let after = token.as_deref().map(|token| tokens.read(token)).transpose()?.map(Position::of_number);
            let positions = || placed.page(None, usize::MAX).into_iter().map(|slot| shop.position(slot));
            let after = after.and_then(|after| earlier(positions, after, shift));
            let mut page = placed.page(after, size + 1);
            let more = page.len() > size;
            page.truncate(size);
            let last = page.last().filter(|_| more);
            let next_token = last.map(|last| tokens.write(shop.position(*last).number())).unwrap_or_default();
            json!({ "code": 200, "message": "OK", "data": sheets(&page), "nextToken": next_token })
        }
    }))
}

/// The orders up to but without this moment are in the lists. What the shop opened with is there at once.
fn seen_until(shop: &View<'_>) -> Moment {
    let lag = micros(shop.rules().orders.list_lag);
    if lag == 0 { Moment::of_micros(i64::MAX) } else { shop.now().plus(-lag).max(shop.opened()) }
}

/// The place so many rows before another; `None` before the first row.
fn earlier<P: Iterator<Item = Position>>(
    positions: impl FnOnce() -> P,
    after: Position,
    rows: usize,
) -> Option<Position> {
    if rows == 0 {
        return Some(after);
    }
    let before: Vec<Position> = positions().take_while(|position| *position <= after).collect();
    before.iter().rev().nth(rows).copied()
}
