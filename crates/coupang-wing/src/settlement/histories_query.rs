//! Which payouts to list, checked before anything is sent.

use apiwire::Endpoint;
use apiwire::calendar::{KstDate, KstMonth};

use super::list_histories::ListSettlementHistories;
use crate::query::QueryError;

/// Which payouts to list: those of one month of recognition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettlementQuery {
    pub(super) month: KstMonth,
}

impl SettlementQuery {
    /// Payouts of a month of recognition, at latest the present one. See [`crate::window::SETTLEMENT_MONTHS`].
    ///
    /// `today` is `KstDate::at(wing.now())`; that Coupang counts Korean months is presumed.
    ///
    /// # Errors
    /// [`QueryError`] when the month lies ahead.
    pub fn month(month: KstMonth, today: KstDate) -> Result<Self, QueryError> {
        if month > KstMonth::of(today) {
            let field = "revenueRecognitionYearMonth";
            return Err(QueryError::new(ListSettlementHistories::NAME, field, "is later than the present month"));
        }
        Ok(Self { month })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_present_month_is_the_last() {
        let month = |month: &str| SettlementQuery::month(month.parse().unwrap(), "2025-12-31".parse().unwrap());
        assert!(month("2025-11").is_ok() && month("2025-12").is_ok());
        let error = month("2026-01").unwrap_err();
        assert_eq!(error.field(), "revenueRecognitionYearMonth");
        assert!(apiwire::Error::from(error).to_string().starts_with("settlement.histories: "));
    }
}
