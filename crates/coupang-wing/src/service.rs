//! Customer service (CS): inquiries about products (상품별 고객문의) and cases of Coupang's call centre (쿠팡 고객센터 문의).
//!
//! The two are different things with different ids. A product inquiry is a question on a product's page; a call-centre
//! case is a conversation that a counsellor of Coupang hands to the seller, with a deadline of about 24 hours.

mod call_center;
mod call_center_answer;
mod call_center_query;
mod collect;
mod confirm_call_center;
mod content;
mod get_call_center;
mod inquiry;
mod inquiry_query;
mod list_call_center;
mod list_inquiries;
mod pages;
mod refusals;
mod reply_call_center;
mod reply_inquiry;
mod status;
mod version;
mod writes;

use apiwire::{Error, Listing, Single};

pub use call_center::{CallCenterInquiry, CallCenterReply};
pub use call_center_answer::CallCenterAnswer;
pub use call_center_query::CallCenterQuery;
pub use confirm_call_center::{CallCenterConfirmation, ConfirmCallCenter};
pub use get_call_center::{CallCenterLookup, GetCallCenterInquiry};
pub use inquiry::{InquiryComment, ProductInquiry};
pub use inquiry_query::InquiryQuery;
pub use list_call_center::ListCallCenterInquiries;
pub use list_inquiries::ListInquiries;
pub use reply_call_center::ReplyToCallCenter;
pub use reply_inquiry::{InquiryReply, ReplyToInquiry};
pub use status::{
    AnswerType, AnsweredType, CsPartnerCounselingStatus, InquiryStatus, PartnerCounselingStatus,
    PartnerTransferCompleteReason, PartnerTransferStatus,
};
pub use version::InquiriesVersion;

use crate::access::{Access, ReadOnly};
use crate::client::Wing;

/// The customer service of a client; see [`crate::Wing::service`].
#[derive(Debug, Clone, Copy)]
pub struct Service<'w, A: Access = ReadOnly> {
    pub(crate) wing: &'w Wing<A>,
}

impl<A: Access> Service<'_, A> {
    /// Lists inquiries about products. Nothing is sent before the first row is asked for.
    ///
    /// Pages can shift while they are read: de-duplicate by `inquiry_id`. Each page tells the count of all rows
    /// ([`apiwire::Page::total`]).
    #[must_use]
    pub fn inquiries(&self, query: InquiryQuery) -> Listing<ProductInquiry> {
        Listing::new(&self.wing.pipeline, ListInquiries::new(self.wing.vendor_id.clone(), query))
    }

    /// Lists cases of the call centre. Nothing is sent before the first row is asked for.
    ///
    /// Pages can shift while they are read: de-duplicate by `inquiry_id`. Each page tells the count of all rows
    /// ([`apiwire::Page::total`]).
    #[must_use]
    pub fn call_center_inquiries(&self, query: CallCenterQuery) -> Listing<CallCenterInquiry> {
        Listing::new(&self.wing.pipeline, ListCallCenterInquiries::new(self.wing.vendor_id.clone(), query))
    }

    /// Reads one case of the call centre.
    ///
    /// Coupang blocks callers that use this a lot: read once for a user's action, and never poll with it.
    ///
    /// # Errors
    /// [`apiwire::ErrorKind::NotFound`] when there is no such case or it is another seller's, and all other kinds.
    pub async fn call_center_inquiry(
        &self,
        which: impl Into<CallCenterLookup>,
    ) -> Result<Single<CallCenterInquiry>, Error> {
        self.wing.pipeline.send(&GetCallCenterInquiry::new(which.into()), None).await
    }
}
