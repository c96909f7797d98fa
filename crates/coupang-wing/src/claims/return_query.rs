//! Which returns to read, checked against the documented limits before anything is sent.

use apiwire::calendar::{KstDate, KstMinute};
use apiwire::{Endpoint, Target};

use super::list_returns_by_day::ListReturnsByDay;
use super::list_returns_by_minute::ListReturnsByMinute;
use super::status::ReturnStatus;
use crate::config::VendorId;
use crate::ids::{OrderId, ReceiptId};
use crate::lookup::Lookup;
use crate::query::QueryError;
use crate::window::{RETURN_DAYS, RETURN_MINUTES};

/// Which receipts to list: the returns of one status or of one order (there is no "all"), or the cancellations; made
/// within days or, for one status, within minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnQuery {
    pub(super) range: Range,
    pub(super) wanted: Wanted,
    pub(super) max_per_page: u8,
    pub(super) version: ReturnsVersion,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Range {
    Days(KstDate, KstDate),
    Minutes(KstMinute, KstMinute),
}

/// One of the three forms that Coupang accepts; they exclude each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    Status(ReturnStatus),
    Order(OrderId),
    Cancellations,
}

/// Which receipt to read alone. Only returns can be, not cancellations.
pub type ReturnLookup = Lookup<ReceiptId, ReturnsVersion>;

/// The version of the return reads. They differ in money, timestamps and telephone numbers; the models read both. Both
/// take dates without an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ReturnsVersion {
    /// Since 2025-07-25 (notice 48314250583705), for Korea and Taiwan.
    #[default]
    V6,
    /// The older one, still valid, for Korea.
    V4,
}

/// The most rows on a page, and the default (pages of 2017 and 2019); whether more is refused is unknown.
const MAX_PER_PAGE: u8 = 50;

impl ReturnQuery {
    /// Returns of one status that were made on these Korean days, both included: at most 31 days.
    ///
    /// Coupang advises short spans, because big answers time out; see [`RETURN_DAYS`].
    ///
    /// # Errors
    /// [`QueryError`] when the days are out of order or more than 31, or for a status that means all.
    pub fn days(from: KstDate, to: KstDate, status: ReturnStatus) -> Result<Self, QueryError> {
        Self::within_days(from, to, Wanted::Status(checked(ListReturnsByDay::NAME, status)?))
    }

    /// All returns of one order, in any status, that were made on these Korean days, both included: at most 31 days.
    ///
    /// # Errors
    /// [`QueryError`] when the days are out of order or more than 31.
    pub fn of_order(from: KstDate, to: KstDate, order_id: OrderId) -> Result<Self, QueryError> {
        Self::within_days(from, to, Wanted::Order(order_id))
    }

    /// Cancellations of paid orders (`cancelType=CANCEL`) that were made on these Korean days, both included: at most 31
    /// days.
    ///
    /// They cannot be narrowed to one order: Coupang's pages contradict each other about it. Look through the rows.
    ///
    /// # Errors
    /// [`QueryError`] when the days are out of order or more than 31.
    pub fn cancellations(from: KstDate, to: KstDate) -> Result<Self, QueryError> {
        Self::within_days(from, to, Wanted::Cancellations)
    }

    /// Returns of one status that were made within these Korean minutes, both included (`searchType=timeFrame`): at most
    /// 24 hours, all in one answer.
    ///
    /// Coupang's pages disagree about the longest window: the FAQ of 2019 says 24 hours, an example shows seven days. The
    /// smaller limit is kept; a longer time is better read by days, in pages. See [`RETURN_MINUTES`].
    ///
    /// # Errors
    /// [`QueryError`] when the minutes are out of order or more than 24 hours, or for a status that means all.
    pub fn minutes(from: KstMinute, to: KstMinute, status: ReturnStatus) -> Result<Self, QueryError> {
        if to < from {
            return Err(QueryError::new(ListReturnsByMinute::NAME, "createdAtTo", "is before createdAtFrom"));
        }
        if !RETURN_MINUTES.is_legal(from, to) {
            return Err(QueryError::new(
                ListReturnsByMinute::NAME,
                "createdAtTo",
                "is more than 24 hours from createdAtFrom",
            ));
        }
        Ok(Self::new(Range::Minutes(from, to), Wanted::Status(checked(ListReturnsByMinute::NAME, status)?)))
    }

    /// Asks for fewer rows on a page, 1 to 50. Ignored for minute windows, which have one page.
    ///
    /// # Errors
    /// [`QueryError`] for another number.
    pub fn with_max_per_page(mut self, rows: u8) -> Result<Self, QueryError> {
        if !(1..=MAX_PER_PAGE).contains(&rows) {
            return Err(QueryError::new(ListReturnsByDay::NAME, "maxPerPage", "must be 1 to 50"));
        }
        self.max_per_page = rows;
        Ok(self)
    }

    /// Asks another version of the operation.
    #[must_use]
    pub fn with_version(mut self, version: ReturnsVersion) -> Self {
        self.version = version;
        self
    }

    fn within_days(from: KstDate, to: KstDate, wanted: Wanted) -> Result<Self, QueryError> {
        if to < from {
            return Err(QueryError::new(ListReturnsByDay::NAME, "createdAtTo", "is before createdAtFrom"));
        }
        if !RETURN_DAYS.is_legal(from, to) {
            return Err(QueryError::new(
                ListReturnsByDay::NAME,
                "createdAtTo",
                "is more than 31 days from createdAtFrom, both included",
            ));
        }
        Ok(Self::new(Range::Days(from, to), wanted))
    }

    fn new(range: Range, wanted: Wanted) -> Self {
        Self { range, wanted, max_per_page: MAX_PER_PAGE, version: ReturnsVersion::default() }
    }
}

impl ReturnsVersion {
    /// The path that all return reads share.
    pub(super) fn target(self, vendor_id: &VendorId) -> Target {
        let path = match self {
            Self::V6 => "/v2/providers/openapi/apis/api/v6/vendors",
            Self::V4 => "/v2/providers/openapi/apis/api/v4/vendors",
        };
        Target::new(path).segment(vendor_id).literal("returnRequests")
    }
}

impl Wanted {
    /// Adds what is wanted to a list's query.
    pub(super) fn narrow(&self, target: Target) -> Target {
        match self {
            Self::Status(status) => target.query("status", status.as_str()),
            Self::Order(order_id) => target.query("orderId", order_id),
            Self::Cancellations => target.query("cancelType", "CANCEL"),
        }
    }
}

/// Coupang refuses a list of all returns: one status per call.
fn checked(operation: &'static str, status: ReturnStatus) -> Result<ReturnStatus, QueryError> {
    if matches!(status.as_str(), "" | "ALL") {
        return Err(QueryError::new(operation, "status", "must be one status; there is no value for all"));
    }
    Ok(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: &str, to: &str) -> Result<ReturnQuery, QueryError> {
        ReturnQuery::days(from.parse().unwrap(), to.parse().unwrap(), ReturnStatus::Received)
    }

    fn minutes(from: &str, to: &str) -> Result<ReturnQuery, QueryError> {
        ReturnQuery::minutes(from.parse().unwrap(), to.parse().unwrap(), ReturnStatus::StopRequested)
    }

    #[test]
    fn days_have_their_limits_in_every_form() {
        let order = OrderId::new(7_100_123_456_789).unwrap();
        for (from, to, legal) in [
            ("2026-03-01", "2026-03-01", true),
            ("2026-03-01", "2026-03-31", true),
            ("2026-03-01", "2026-04-01", false),
            ("2026-03-02", "2026-03-01", false),
        ] {
            let (first, last) = (from.parse().unwrap(), to.parse().unwrap());
            for query in
                [days(from, to), ReturnQuery::of_order(first, last, order), ReturnQuery::cancellations(first, last)]
            {
                assert_eq!(query.map(|_| ()).map_err(|error| error.field()), legal.then_some(()).ok_or("createdAtTo"));
            }
        }
        assert_eq!(days("2026-03-02", "2026-03-01").unwrap_err().to_string(), "createdAtTo: is before createdAtFrom");
    }

    #[test]
    fn minutes_are_24_hours_of_two_days_too() {
        assert!(minutes("2026-03-01T10:00", "2026-03-01T10:00").is_ok());
        assert!(minutes("2026-03-01T10:00", "2026-03-02T09:59").is_ok());
        for (from, to) in [("2026-03-01T10:00", "2026-03-02T10:00"), ("2026-03-01T10:00", "2026-03-01T09:59")] {
            assert_eq!(minutes(from, to).unwrap_err().field(), "createdAtTo", "{to}");
        }
    }

    #[test]
    fn one_status_and_one_to_fifty_rows() {
        let day: KstDate = "2026-03-01".parse().unwrap();
        let minute = day.first_minute();
        for all in ["", "ALL"] {
            let status = || ReturnStatus::from(all);
            assert_eq!(ReturnQuery::days(day, day, status()).unwrap_err().field(), "status");
            assert_eq!(ReturnQuery::minutes(minute, minute, status()).unwrap_err().field(), "status");
        }
        let with = |rows| days("2026-03-01", "2026-03-01").unwrap().with_max_per_page(rows);
        assert!(with(1).is_ok() && with(50).is_ok());
        for rows in [0, 51, 255] {
            assert_eq!(with(rows).unwrap_err().field(), "maxPerPage");
        }
    }
}
