//! What to list, checked against the documented limits before anything is sent.

use std::fmt::Display;

use apiwire::calendar::{KstDate, KstMinute};
use apiwire::{Endpoint, Target};

use super::list_by_day::ListOrdersByDay;
use super::list_by_minute::ListOrdersByMinute;
use super::status::OrderStatus;
use crate::config::VendorId;
use crate::ids::{OrderId, ShipmentBoxId};
use crate::lookup::Lookup;
use crate::query::QueryError;
use crate::window::{ORDER_DAYS, ORDER_MINUTES};

/// Which order sheets to list: one status (there is no "all"), within days or minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderQuery {
    pub(super) range: Range,
    pub(super) status: OrderStatus,
    pub(super) max_per_page: u8,
    pub(super) version: OrdersVersion,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Range {
    Days(KstDate, KstDate),
    Minutes(KstMinute, KstMinute),
}

/// The version of the order reads. They differ in money, timestamps and telephone numbers; the models read both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum OrdersVersion {
    /// Since 2025-07-25 (notice 48314250583705); dates carry `+09:00`.
    #[default]
    V5,
    /// The older one, still valid; dates carry no offset.
    V4,
}

/// Which bundle to read alone.
pub type BoxLookup = Lookup<ShipmentBoxId, OrdersVersion>;

/// Which order to read alone, with all its bundles.
pub type OrderLookup = Lookup<OrderId, OrdersVersion>;

/// The most rows on a page, and the default. The effect of more is unknown.
const MAX_PER_PAGE: u8 = 50;

impl OrderQuery {
    /// Order sheets of these Korean days, both included: at most 31 days.
    ///
    /// # Errors
    /// [`QueryError`] when the days are out of order or more than 31.
    pub fn days(from: KstDate, to: KstDate, status: OrderStatus) -> Result<Self, QueryError> {
        let operation = ListOrdersByDay::NAME;
        if to < from {
            return Err(QueryError::new(operation, "createdAtTo", "is before createdAtFrom"));
        }
        if !ORDER_DAYS.is_legal(from, to) {
            return Err(QueryError::new(
                operation,
                "createdAtTo",
                "is more than 31 days from createdAtFrom, both included",
            ));
        }
        Self::checked(operation, Range::Days(from, to), status)
    }

    /// Order sheets of these Korean minutes, both included: within one day (`searchType=timeFrame`).
    ///
    /// Coupang advises windows of about ten minutes that overlap; see [`ORDER_MINUTES`]. The whole window comes in one
    /// answer, and a wide one can time out.
    ///
    /// # Errors
    /// [`QueryError`] when the minutes are out of order or of two days.
    pub fn minutes(from: KstMinute, to: KstMinute, status: OrderStatus) -> Result<Self, QueryError> {
        let operation = ListOrdersByMinute::NAME;
        if to < from {
            return Err(QueryError::new(operation, "createdAtTo", "is before createdAtFrom"));
        }
        if !ORDER_MINUTES.is_legal(from, to) {
            return Err(QueryError::new(operation, "createdAtTo", "is on another day than createdAtFrom"));
        }
        Self::checked(operation, Range::Minutes(from, to), status)
    }

    /// Asks for fewer rows on a page, 1 to 50. Ignored for minute windows, which have one page.
    ///
    /// # Errors
    /// [`QueryError`] for another number.
    pub fn with_max_per_page(mut self, rows: u8) -> Result<Self, QueryError> {
        if !(1..=MAX_PER_PAGE).contains(&rows) {
            return Err(QueryError::new(ListOrdersByDay::NAME, "maxPerPage", "must be 1 to 50"));
        }
        self.max_per_page = rows;
        Ok(self)
    }

    /// Asks another version of the operation.
    #[must_use]
    pub fn with_version(mut self, version: OrdersVersion) -> Self {
        self.version = version;
        self
    }

    fn checked(operation: &'static str, range: Range, status: OrderStatus) -> Result<Self, QueryError> {
        if status.as_str().is_empty() || status.as_str() == "ALL" {
            return Err(QueryError::new(operation, "status", "must be one status; there is no value for all"));
        }
        Ok(Self { range, status, max_per_page: MAX_PER_PAGE, version: OrdersVersion::default() })
    }
}

impl OrdersVersion {
    /// The path that all order reads share.
    pub(super) fn vendor(self, vendor_id: &VendorId) -> Target {
        let path = match self {
            Self::V5 => "/v2/providers/openapi/apis/api/v5/vendors",
            Self::V4 => "/v2/providers/openapi/apis/api/v4/vendors",
        };
        Target::new(path).segment(vendor_id)
    }

    /// The path and the dates that both lists share.
    pub(super) fn target(self, vendor_id: &VendorId, from: impl Display, to: impl Display) -> Target {
        let offset = match self {
            Self::V5 => "+09:00",
            Self::V4 => "",
        };
        self.vendor(vendor_id)
            .literal("ordersheets")
            .query("createdAtFrom", format_args!("{from}{offset}"))
            .query("createdAtTo", format_args!("{to}{offset}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: &str, to: &str) -> Result<OrderQuery, QueryError> {
        OrderQuery::days(from.parse().unwrap(), to.parse().unwrap(), OrderStatus::Accept)
    }

    fn minutes(from: &str, to: &str) -> Result<OrderQuery, QueryError> {
        OrderQuery::minutes(from.parse().unwrap(), to.parse().unwrap(), OrderStatus::Accept)
    }

    #[test]
    fn limits_are_checked_before_sending_and_the_field_is_named() {
        assert!(days("2026-03-01", "2026-03-01").is_ok() && days("2026-03-01", "2026-03-31").is_ok());
        assert_eq!(days("2026-03-02", "2026-03-01").unwrap_err().to_string(), "createdAtTo: is before createdAtFrom");
        assert_eq!(days("2026-03-01", "2026-04-01").unwrap_err().field(), "createdAtTo");
        let error = apiwire::Error::from(days("2026-03-02", "2026-03-01").unwrap_err());
        assert!(error.to_string().ends_with("createdAtTo: is before createdAtFrom"), "{error}");
        assert!(minutes("2026-03-01T00:00", "2026-03-01T23:59").is_ok());
        assert!(minutes("2026-03-01T10:00", "2026-03-01T10:00").is_ok());
        assert_eq!(minutes("2026-03-01T10:00", "2026-03-01T09:59").unwrap_err().field(), "createdAtTo");
        assert_eq!(minutes("2026-03-01T23:59", "2026-03-02T00:00").unwrap_err().field(), "createdAtTo");
        for rows in [0, 51, 255] {
            let error = days("2026-03-01", "2026-03-01").unwrap().with_max_per_page(rows).unwrap_err();
            assert_eq!(error.field(), "maxPerPage");
        }
        let day = "2026-03-01".parse().unwrap();
        for all in ["", "ALL"] {
            assert_eq!(OrderQuery::days(day, day, OrderStatus::from(all)).unwrap_err().field(), "status");
        }
    }
}
