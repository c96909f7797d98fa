//! Which exchanges to list, checked against the documented limits before anything is sent.

use apiwire::Endpoint;
use apiwire::calendar::{KstDate, KstMinute};

use super::exchange_status::ExchangeStatus;
use super::list_exchanges::ListExchanges;
use crate::ids::OrderId;
use crate::query::QueryError;
use crate::window::{EXCHANGE_DAYS, EXCHANGE_MINUTES};

/// Which exchanges to list: all that were made within days or minutes, or those of one status or one order among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangeQuery {
    pub(super) from: KstMinute,
    pub(super) to: KstMinute,
    pub(super) status: Option<ExchangeStatus>,
    pub(super) order_id: Option<OrderId>,
    pub(super) max_per_page: u16,
}

/// Our default. Coupang's is 10; 50 was used live, and the most is unknown.
const PER_PAGE: u16 = 50;

impl ExchangeQuery {
    /// Exchanges that were made on these Korean days, both included: at most seven days.
    ///
    /// # Errors
    /// [`QueryError`] when the days are out of order or more than seven.
    pub fn days(from: KstDate, to: KstDate) -> Result<Self, QueryError> {
        Self::within(from.first_minute(), to.first_minute().end_of_day(), EXCHANGE_DAYS.is_legal(from, to))
    }

    /// Exchanges that were made within these Korean minutes, both included to their last second: less than seven days.
    ///
    /// # Errors
    /// [`QueryError`] when the minutes are out of order, or seven days or more.
    pub fn minutes(from: KstMinute, to: KstMinute) -> Result<Self, QueryError> {
        Self::within(from, to, EXCHANGE_MINUTES.is_legal(from, to))
    }

    /// Only those of one status.
    ///
    /// # Errors
    /// [`QueryError`] for an empty status or `ALL`: all are listed when none is named.
    pub fn with_status(mut self, status: ExchangeStatus) -> Result<Self, QueryError> {
        if matches!(status.as_str(), "" | "ALL") {
            return Err(QueryError::new(ListExchanges::NAME, "status", "must be one status; name none to list all"));
        }
        self.status = Some(status);
        Ok(self)
    }

    /// Only those of one order.
    #[must_use]
    pub fn with_order(mut self, order_id: OrderId) -> Self {
        self.order_id = Some(order_id);
        self
    }

    /// Asks for another number of rows on a page, 50 by default. The most that Coupang accepts is unknown.
    ///
    /// # Errors
    /// [`QueryError`] for 0.
    pub fn with_max_per_page(mut self, rows: u16) -> Result<Self, QueryError> {
        if rows == 0 {
            return Err(QueryError::new(ListExchanges::NAME, "maxPerPage", "must be at least 1"));
        }
        self.max_per_page = rows;
        Ok(self)
    }

    fn within(from: KstMinute, to: KstMinute, legal: bool) -> Result<Self, QueryError> {
        if to < from {
            return Err(QueryError::new(ListExchanges::NAME, "createdAtTo", "is before createdAtFrom"));
        }
        if !legal {
            return Err(QueryError::new(
                ListExchanges::NAME,
                "createdAtTo",
                "is not less than 7 days from createdAtFrom",
            ));
        }
        Ok(Self { from, to, status: None, order_id: None, max_per_page: PER_PAGE })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_than_seven_days() {
        let days = |from: &str, to: &str| ExchangeQuery::days(from.parse().unwrap(), to.parse().unwrap());
        assert!(days("2026-03-01", "2026-03-01").is_ok() && days("2026-03-01", "2026-03-07").is_ok());
        let minutes = |from: &str, to: &str| ExchangeQuery::minutes(from.parse().unwrap(), to.parse().unwrap());
        assert!(minutes("2026-03-01T10:00", "2026-03-01T10:00").is_ok());
        assert!(minutes("2026-03-01T10:00", "2026-03-08T09:59").is_ok());
        for refused in [
            days("2026-03-01", "2026-03-08"),
            days("2026-03-02", "2026-03-01"),
            minutes("2026-03-01T10:00", "2026-03-08T10:00"),
            minutes("2026-03-01T10:00", "2026-03-01T09:59"),
        ] {
            assert_eq!(refused.unwrap_err().field(), "createdAtTo");
        }
    }

    #[test]
    fn one_status_or_none_and_at_least_one_row() {
        let day = "2026-03-01".parse().unwrap();
        let query = ExchangeQuery::days(day, day).unwrap();
        for all in ["", "ALL"] {
            assert_eq!(query.clone().with_status(all.into()).unwrap_err().field(), "status");
        }
        assert!(query.clone().with_status(ExchangeStatus::Progress).is_ok());
        assert_eq!(query.clone().with_max_per_page(0).unwrap_err().field(), "maxPerPage");
        assert!(query.clone().with_max_per_page(1).is_ok() && query.with_max_per_page(u16::MAX).is_ok());
    }
}
