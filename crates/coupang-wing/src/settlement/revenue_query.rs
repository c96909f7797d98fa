//! Which revenue to list, checked before anything is sent.

use apiwire::Endpoint;
use apiwire::calendar::KstDate;

use super::list_revenue::ListRevenue;
use crate::query::QueryError;
use crate::window::REVENUE_DAYS;

/// Which revenue to list: that recognised within at most 31 days, up to yesterday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevenueQuery {
    pub(super) from: KstDate,
    pub(super) to: KstDate,
    pub(super) max_per_page: u8,
}

/// The most rows on a page, and the default.
const MAX_PER_PAGE: u8 = 50;

impl RevenueQuery {
    /// Revenue recognised on these days, both included: at most 31, and none later than yesterday. See [`REVENUE_DAYS`].
    ///
    /// `today` is `KstDate::at(wing.now())`; that Coupang counts Korean days is presumed.
    ///
    /// # Errors
    /// [`QueryError`] when the days are out of order, more than 31, or not over yet.
    pub fn days(from: KstDate, to: KstDate, today: KstDate) -> Result<Self, QueryError> {
        let problem = if to < from {
            "is before recognitionDateFrom"
        } else if !REVENUE_DAYS.is_legal(from, to) {
            "is more than 31 days from recognitionDateFrom, both included"
        } else if to >= today {
            "is later than yesterday"
        } else {
            return Ok(Self { from, to, max_per_page: MAX_PER_PAGE });
        };
        Err(QueryError::new(ListRevenue::NAME, "recognitionDateTo", problem))
    }

    /// Asks for fewer rows on a page, 1 to 50.
    ///
    /// # Errors
    /// [`QueryError`] for another number.
    pub fn with_max_per_page(mut self, rows: u8) -> Result<Self, QueryError> {
        if !(1..=MAX_PER_PAGE).contains(&rows) {
            return Err(QueryError::new(ListRevenue::NAME, "maxPerPage", "must be 1 to 50"));
        }
        self.max_per_page = rows;
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: &str, to: &str) -> Result<RevenueQuery, QueryError> {
        RevenueQuery::days(from.parse().unwrap(), to.parse().unwrap(), "2026-03-02".parse().unwrap())
    }

    #[test]
    fn limits_are_checked_before_sending_and_the_field_is_named() {
        assert!(days("2026-03-01", "2026-03-01").is_ok() && days("2026-01-01", "2026-01-31").is_ok());
        for (from, to, problem) in [
            ("2026-01-01", "2026-02-01", "is more than 31 days from recognitionDateFrom, both included"),
            ("2026-01-02", "2026-01-01", "is before recognitionDateFrom"),
            ("2026-03-01", "2026-03-02", "is later than yesterday"),
        ] {
            let error = days(from, to).unwrap_err();
            assert_eq!((error.field(), error.problem()), ("recognitionDateTo", problem));
        }
        let error = apiwire::Error::from(days("2026-03-02", "2026-03-02").unwrap_err());
        assert!(error.to_string().starts_with("settlement.revenue: "), "{error}");
        for (rows, legal) in [(0, false), (1, true), (50, true), (51, false), (255, false)] {
            let sized = days("2026-03-01", "2026-03-01").unwrap().with_max_per_page(rows);
            assert_eq!(sized.map_err(|error| error.field()).err(), (!legal).then_some("maxPerPage"), "{rows}");
        }
    }
}
