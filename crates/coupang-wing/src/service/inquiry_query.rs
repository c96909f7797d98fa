//! Which product inquiries to list, checked before anything is sent.

use apiwire::Endpoint;
use apiwire::calendar::KstDate;

use super::list_inquiries::ListInquiries;
use super::status::AnsweredType;
use super::version::InquiriesVersion;
use crate::query::QueryError;
use crate::window::INQUIRY_DAYS;

/// Which product inquiries to list: those of at most seven days. There is no filter by order, product or inquiry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InquiryQuery {
    pub(super) from: KstDate,
    pub(super) to: KstDate,
    pub(super) answered_type: AnsweredType,
    pub(super) page_size: u8,
    pub(super) version: InquiriesVersion,
}

/// The most rows on a page, and our default; Coupang's is 10.
const MAX_PAGE_SIZE: u8 = 50;

impl InquiryQuery {
    /// Inquiries of these days, both included: at most 7. See [`INQUIRY_DAYS`].
    ///
    /// That they are Korean days is presumed. When Coupang answers `Read timed out` (400), ask for one day and pages of
    /// ten, as the portal advises.
    ///
    /// # Errors
    /// [`QueryError`] when the days are out of order or more than 7.
    pub fn days(from: KstDate, to: KstDate, answered_type: AnsweredType) -> Result<Self, QueryError> {
        check_days(ListInquiries::NAME, from, to)?;
        if answered_type.as_str().is_empty() {
            return Err(QueryError::new(ListInquiries::NAME, "answeredType", "must not be empty"));
        }
        Ok(Self { from, to, answered_type, page_size: MAX_PAGE_SIZE, version: InquiriesVersion::default() })
    }

    /// Asks for fewer rows on a page, 1 to 50.
    ///
    /// # Errors
    /// [`QueryError`] for another number.
    pub fn with_page_size(mut self, rows: u8) -> Result<Self, QueryError> {
        if !(1..=MAX_PAGE_SIZE).contains(&rows) {
            return Err(QueryError::new(ListInquiries::NAME, "pageSize", "must be 1 to 50"));
        }
        self.page_size = rows;
        Ok(self)
    }

    /// Asks another version of the operation.
    #[must_use]
    pub fn with_version(mut self, version: InquiriesVersion) -> Self {
        self.version = version;
        self
    }
}

/// The rule of the days of both lists.
pub(super) fn check_days(operation: &'static str, from: KstDate, to: KstDate) -> Result<(), QueryError> {
    let problem = if to < from {
        "is before inquiryStartAt"
    } else if INQUIRY_DAYS.is_legal(from, to) {
        return Ok(());
    } else {
        "is more than 7 days from inquiryStartAt, both included"
    };
    Err(QueryError::new(operation, "inquiryEndAt", problem))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: &str, to: &str) -> Result<InquiryQuery, QueryError> {
        InquiryQuery::days(from.parse().unwrap(), to.parse().unwrap(), AnsweredType::All)
    }

    #[test]
    fn limits_are_checked_before_sending_and_the_field_is_named() {
        assert!(days("2026-03-01", "2026-03-01").is_ok() && days("2026-02-23", "2026-03-01").is_ok());
        let error = days("2026-02-22", "2026-03-01").unwrap_err();
        assert_eq!(error.to_string(), "inquiryEndAt: is more than 7 days from inquiryStartAt, both included");
        let error = days("2026-03-02", "2026-03-01").unwrap_err();
        assert_eq!(error.to_string(), "inquiryEndAt: is before inquiryStartAt");
        assert!(apiwire::Error::from(error).to_string().starts_with("inquiries.list: "));
        let day = "2026-03-01".parse().unwrap();
        assert_eq!(InquiryQuery::days(day, day, AnsweredType::from("")).unwrap_err().field(), "answeredType");
        for (rows, legal) in [(0, false), (1, true), (50, true), (51, false), (255, false)] {
            let sized = days("2026-03-01", "2026-03-01").unwrap().with_page_size(rows);
            assert_eq!(sized.map_err(|error| error.field()).err(), (!legal).then_some("pageSize"), "{rows}");
        }
    }
}
