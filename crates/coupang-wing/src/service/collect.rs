//! Inquiries and cases of any range.

use apiwire::Endpoint;
use apiwire::calendar::KstDate;

use super::{
    AnsweredType, CallCenterInquiry, CallCenterQuery, InquiriesVersion, InquiryQuery, ListCallCenterInquiries,
    ListInquiries, PartnerCounselingStatus, ProductInquiry, Service,
};
use crate::access::Access;
use crate::collect::{Asked, Collection, Described, Sweep, sized};
use crate::query::QueryError;
use crate::window::INQUIRY_DAYS;

impl<A: Access> Service<'_, A> {
    /// Collects the inquiries about products of these Korean days, both included: answered or not, in windows of seven days
    /// ([`INQUIRY_DAYS`]).
    ///
    /// No row says whether it is answered; name one [`AnsweredType`] by [`Sweep::with_statuses`] to know. An inquiry that is
    /// answered while the unanswered ones are read leaves their list and can move another to a page that was read already.
    ///
    /// # Errors
    /// [`QueryError`] when the days are out of order, or for an empty status.
    pub fn collect_inquiries(
        &self,
        days: impl Into<Sweep<KstDate, AnsweredType, InquiriesVersion>>,
    ) -> Result<Collection<ProductInquiry>, QueryError> {
        days.into().collect(
            &self.wing.reading(),
            Described {
                operation: ListInquiries::NAME,
                rule: INQUIRY_DAYS,
                statuses: vec![AnsweredType::All],
                list: Box::new(|Asked { wing, from, to, status, version, page_size }| {
                    let query = InquiryQuery::days(from, to, status)?.with_version(version);
                    let query = sized(query, page_size, InquiryQuery::with_page_size)?;
                    Ok(Service { wing }.inquiries(query))
                }),
                id: |row: &ProductInquiry| Some(row.inquiry_id.get()),
            },
        )
    }

    /// Collects the call-centre cases of these Korean days, both included: of any status, in windows of seven days
    /// ([`INQUIRY_DAYS`]).
    ///
    /// Name one [`PartnerCounselingStatus`] by [`Sweep::with_statuses`] for those that want an answer, say.
    ///
    /// # Errors
    /// [`QueryError`] when the days are out of order, or for an empty status.
    pub fn collect_call_center_inquiries(
        &self,
        days: impl Into<Sweep<KstDate, PartnerCounselingStatus, InquiriesVersion>>,
    ) -> Result<Collection<CallCenterInquiry>, QueryError> {
        days.into().collect(
            &self.wing.reading(),
            Described {
                operation: ListCallCenterInquiries::NAME,
                rule: INQUIRY_DAYS,
                statuses: vec![PartnerCounselingStatus::None],
                list: Box::new(|Asked { wing, from, to, status, version, page_size }| {
                    let query = CallCenterQuery::days(from, to, status)?.with_version(version);
                    let query = sized(query, page_size, CallCenterQuery::with_page_size)?;
                    Ok(Service { wing }.call_center_inquiries(query))
                }),
                id: |row: &CallCenterInquiry| Some(row.inquiry_id.get()),
            },
        )
    }
}
