//! Which withdrawals to read, checked against the documented limits before anything is sent.

use apiwire::Endpoint;
use apiwire::calendar::KstDate;

use super::find_withdrawals::FindWithdrawals;
use super::list_withdrawals::ListWithdrawals;
use crate::ids::ReceiptId;
use crate::query::QueryError;
use crate::window::WITHDRAWAL_DAYS;

/// The withdrawals of some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawalQuery {
    pub(super) from: KstDate,
    pub(super) to: KstDate,
    pub(super) size_per_page: u8,
}

/// Receipts that may have been withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawalLookup {
    pub(super) cancel_ids: Vec<ReceiptId>,
}

/// The most rows on a page (article 360034027354); Coupang's own default is 10.
const MAX_PER_PAGE: u8 = 100;

/// The most receipts of one lookup (article 360034027374).
const MOST_RECEIPTS: usize = 50;

impl WithdrawalQuery {
    /// Returns that were withdrawn on these Korean days, both included: at most seven days. That the days are those of the
    /// withdrawal, not of the return, is assumed.
    ///
    /// # Errors
    /// [`QueryError`] when the days are out of order or more than seven.
    pub fn days(from: KstDate, to: KstDate) -> Result<Self, QueryError> {
        if to < from {
            return Err(QueryError::new(ListWithdrawals::NAME, "dateTo", "is before dateFrom"));
        }
        if !WITHDRAWAL_DAYS.is_legal(from, to) {
            return Err(QueryError::new(
                ListWithdrawals::NAME,
                "dateTo",
                "is more than 7 days from dateFrom, both included",
            ));
        }
        Ok(Self { from, to, size_per_page: MAX_PER_PAGE })
    }

    /// Asks for fewer rows on a page, 1 to 100.
    ///
    /// # Errors
    /// [`QueryError`] for another number.
    pub fn with_size_per_page(mut self, rows: u8) -> Result<Self, QueryError> {
        if !(1..=MAX_PER_PAGE).contains(&rows) {
            return Err(QueryError::new(ListWithdrawals::NAME, "sizePerPage", "must be 1 to 100"));
        }
        self.size_per_page = rows;
        Ok(self)
    }
}

impl WithdrawalLookup {
    /// These receipts: 1 to 50. What Coupang answers to none is unknown.
    ///
    /// # Errors
    /// [`QueryError`] for another number of receipts.
    pub fn receipts(receipts: impl IntoIterator<Item = ReceiptId>) -> Result<Self, QueryError> {
        // One more than allowed is enough to know.
        let cancel_ids: Vec<ReceiptId> = receipts.into_iter().take(MOST_RECEIPTS + 1).collect();
        if !(1..=MOST_RECEIPTS).contains(&cancel_ids.len()) {
            return Err(QueryError::new(FindWithdrawals::NAME, "cancelIds", "must be 1 to 50 receipts"));
        }
        Ok(Self { cancel_ids })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_days_and_a_hundred_rows() {
        let days = |from: &str, to: &str| WithdrawalQuery::days(from.parse().unwrap(), to.parse().unwrap());
        assert!(days("2026-03-01", "2026-03-01").is_ok() && days("2026-03-01", "2026-03-07").is_ok());
        assert_eq!(days("2026-03-01", "2026-03-08").unwrap_err().field(), "dateTo");
        assert_eq!(days("2026-03-02", "2026-03-01").unwrap_err().to_string(), "dateTo: is before dateFrom");
        let with = |rows| days("2026-03-01", "2026-03-01").unwrap().with_size_per_page(rows);
        assert!(with(1).is_ok() && with(100).is_ok());
        for rows in [0, 101, 255] {
            assert_eq!(with(rows).unwrap_err().field(), "sizePerPage");
        }
    }

    #[test]
    fn one_to_fifty_receipts() {
        let receipts = |count| WithdrawalLookup::receipts((0..count).filter_map(ReceiptId::new));
        assert!(receipts(1).is_ok() && receipts(50).is_ok_and(|lookup| lookup.cancel_ids.len() == 50));
        for count in [0, 51, i64::MAX] {
            assert_eq!(receipts(count).unwrap_err().field(), "cancelIds");
        }
    }
}
