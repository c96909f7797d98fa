//! Which call-centre cases to list, checked before anything is sent.

use apiwire::Endpoint;
use apiwire::calendar::KstDate;

use super::inquiry_query::check_days;
use super::list_call_center::ListCallCenterInquiries;
use super::status::PartnerCounselingStatus;
use super::version::InquiriesVersion;
use crate::ids::{OrderId, VendorItemId};
use crate::query::QueryError;

/// Which call-centre cases to list: those of at most seven days, those of an option, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallCenterQuery {
    pub(super) days: Option<(KstDate, KstDate)>,
    pub(super) vendor_item_id: Option<VendorItemId>,
    pub(super) order_id: Option<OrderId>,
    pub(super) status: PartnerCounselingStatus,
    pub(super) page_size: u8,
    pub(super) version: InquiriesVersion,
}

/// The most rows on a page, and our default; Coupang's is 10.
const MAX_PAGE_SIZE: u8 = 30;

impl CallCenterQuery {
    /// Cases of these days, both included: at most 7. See [`crate::window::INQUIRY_DAYS`].
    ///
    /// # Errors
    /// [`QueryError`] when the days are out of order or more than 7.
    pub fn days(from: KstDate, to: KstDate, status: PartnerCounselingStatus) -> Result<Self, QueryError> {
        check_days(ListCallCenterInquiries::NAME, from, to)?;
        Self::checked(Some((from, to)), None, status)
    }

    /// All cases of an option, whenever they were opened.
    ///
    /// # Errors
    /// [`QueryError`] when the status is empty.
    pub fn item(vendor_item_id: VendorItemId, status: PartnerCounselingStatus) -> Result<Self, QueryError> {
        Self::checked(None, Some(vendor_item_id), status)
    }

    /// Only those of an option.
    #[must_use]
    pub fn with_item(mut self, vendor_item_id: VendorItemId) -> Self {
        self.vendor_item_id = Some(vendor_item_id);
        self
    }

    /// Only those of an order. Whether an order alone would do, without days and option, is not documented.
    #[must_use]
    pub fn with_order(mut self, order_id: OrderId) -> Self {
        self.order_id = Some(order_id);
        self
    }

    /// Asks for fewer rows on a page, 1 to 30.
    ///
    /// # Errors
    /// [`QueryError`] for another number.
    pub fn with_page_size(mut self, rows: u8) -> Result<Self, QueryError> {
        if !(1..=MAX_PAGE_SIZE).contains(&rows) {
            return Err(QueryError::new(ListCallCenterInquiries::NAME, "pageSize", "must be 1 to 30"));
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

    fn checked(
        days: Option<(KstDate, KstDate)>,
        vendor_item_id: Option<VendorItemId>,
        status: PartnerCounselingStatus,
    ) -> Result<Self, QueryError> {
        if status.as_str().is_empty() {
            let problem = "must not be empty; the value for all is NONE";
            return Err(QueryError::new(ListCallCenterInquiries::NAME, "partnerCounselingStatus", problem));
        }
        let version = InquiriesVersion::default();
        Ok(Self { days, vendor_item_id, order_id: None, status, page_size: MAX_PAGE_SIZE, version })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: &str, to: &str) -> Result<CallCenterQuery, QueryError> {
        CallCenterQuery::days(from.parse().unwrap(), to.parse().unwrap(), PartnerCounselingStatus::None)
    }

    #[test]
    fn limits_are_checked_before_sending_and_the_field_is_named() {
        assert!(days("2026-03-01", "2026-03-01").is_ok() && days("2026-02-23", "2026-03-01").is_ok());
        assert_eq!(days("2026-02-22", "2026-03-01").unwrap_err().field(), "inquiryEndAt");
        let error = days("2026-03-02", "2026-03-01").unwrap_err();
        assert_eq!(error.to_string(), "inquiryEndAt: is before inquiryStartAt");
        assert!(apiwire::Error::from(error).to_string().starts_with("call_center.list: "));
        let option = VendorItemId::new(75_000_000_001).unwrap();
        let error = CallCenterQuery::item(option, PartnerCounselingStatus::from("")).unwrap_err();
        assert_eq!(error.field(), "partnerCounselingStatus");
        for (rows, legal) in [(0, false), (1, true), (30, true), (31, false), (255, false)] {
            let sized = days("2026-03-01", "2026-03-01").unwrap().with_page_size(rows);
            assert_eq!(sized.map_err(|error| error.field()).err(), (!legal).then_some("pageSize"), "{rows}");
        }
    }
}
