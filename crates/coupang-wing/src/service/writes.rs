//! The writes of customer service, as methods of a client that may write.

use super::Service;
use super::call_center_answer::CallCenterAnswer;
use super::confirm_call_center::{CallCenterConfirmation, ConfirmCallCenter};
use super::reply_call_center::ReplyToCallCenter;
use super::reply_inquiry::{InquiryReply, ReplyToInquiry};
use crate::access::ReadWrite;
use crate::write::{Call, InputError};

/// Each method checks its input and makes a [`Call`]; nothing is sent before [`Call::send`]. Permit: [`crate::family::CS`].
///
/// Each is done in the name of a Wing login: the client's ([`crate::Wing::wing_user_id`]) unless another is named. The key does
/// not tell it, and the vendor id is none.
impl<'w> Service<'w, ReadWrite> {
    /// 상품별 고객문의 답변: an inquiry about a product is answered, for everyone to read. It cannot be changed.
    ///
    /// # Errors
    /// [`InputError`]: an empty text; no Wing login, or the vendor id in its place; where the inquiry was passed, an answer
    /// that it has.
    pub fn reply_to_inquiry(&self, reply: InquiryReply) -> Result<Call<'w, ReplyToInquiry>, InputError> {
        let (vendor_id, own) = (self.wing.vendor_id.clone(), self.wing.wing_user_id());
        ReplyToInquiry::new(vendor_id, reply, own).map(|endpoint| Call::new(self.wing, endpoint))
    }

    /// 쿠팡 고객센터 문의답변: a counsellor's message is answered. It cannot be changed.
    ///
    /// # Errors
    /// [`InputError`]: a text of fewer than 2 or more than 1000 characters; no Wing login, or the vendor id in its place;
    /// where the case was passed, one that is closed or has no message that awaits the seller.
    pub fn reply_to_call_center(&self, answer: CallCenterAnswer) -> Result<Call<'w, ReplyToCallCenter>, InputError> {
        let (vendor_id, own) = (self.wing.vendor_id.clone(), self.wing.wing_user_id());
        ReplyToCallCenter::new(vendor_id, answer, own).map(|endpoint| Call::new(self.wing, endpoint))
    }

    /// 쿠팡 고객센터 문의확인: a case that Coupang has finished is confirmed. It wants no answer.
    ///
    /// # Errors
    /// [`InputError`]: no Wing login, or the vendor id in its place; where the case was passed, one that is closed.
    pub fn confirm_call_center(
        &self,
        which: impl Into<CallCenterConfirmation>,
    ) -> Result<Call<'w, ConfirmCallCenter>, InputError> {
        let (vendor_id, own) = (self.wing.vendor_id.clone(), self.wing.wing_user_id());
        ConfirmCallCenter::new(vendor_id, which.into(), own).map(|endpoint| Call::new(self.wing, endpoint))
    }
}
