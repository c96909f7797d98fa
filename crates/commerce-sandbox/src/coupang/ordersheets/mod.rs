//! Order sheets, listed and alone, and the history of their delivery, in both versions; and what a seller does with them.

mod acknowledge;
mod alone;
mod cancel;
mod complete;
mod dialect;
mod invoices;
mod list;
mod request;
mod results;
mod sheet;
mod taiwan;
mod token;
mod update_invoices;
mod waybills;
mod write;

use super::answer::{Answer, Refusal};
use super::query::Query;
use super::world::View;

use list::list;

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
        Read::List(dialect) => list(shop, dialect, &Query::parse(raw_query)?, shift),
        Read::OfBox(dialect, id) => alone::of_box(shop, dialect, id),
        Read::OfOrder(dialect, id) => alone::of_order(shop, dialect, id),
        Read::History(dialect, id) => Ok(alone::history(shop, dialect, id)),
    }
}
