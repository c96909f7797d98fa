//! 쿠팡 고객센터 문의확인: a case that Coupang has finished is confirmed.
//!
//! `POST /v2/providers/openapi/apis/api/v4/vendors/{vendorId}/callCenterInquiries/{inquiryId}/confirms`; version 5 answers
//! 404. Portal name `CONFIRM_INQUIRY`, article 360034204013 as it stood in 2026.

use apiwire::decode::DecodeError;
use apiwire::{BoxFuture, Endpoint, Error, Family, JsonBody, KnownRefusal, Repeat, Target, Write};
use http::Method;
use redact_kr::LoginId;
use serde_json::json;

use super::call_center::{CallCenterInquiry, CallCenterReply};
use super::call_center_answer::messages;
use super::refusals::{CLOSED, WRONG_STATE};
use super::status::{InquiryStatus, PartnerTransferCompleteReason};
use crate::client::Wing;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::envelope;
use crate::family;
use crate::ids::{AnswerId, CallCenterInquiryId};
use crate::write::{Checks, InputError, LookAt, Subject, WriteOperation};

const PAGE: &str = "쿠팡 고객센터 문의확인, article 360034204013, 2026";

/// Which case is confirmed: one found with [`super::PartnerCounselingStatus::Transfer`]. Made from its id, or from the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallCenterConfirmation {
    inquiry_id: CallCenterInquiryId,
    confirm_by: Option<LoginId>,
    status: Option<InquiryStatus>,
    /// The hand-overs that were confirmed before.
    confirmed_before: Vec<AnswerId>,
}

impl CallCenterConfirmation {
    /// The Wing login that confirms, instead of the client's.
    #[must_use]
    pub fn by(self, confirm_by: LoginId) -> Self {
        Self { confirm_by: Some(confirm_by), ..self }
    }
}

impl From<CallCenterInquiryId> for CallCenterConfirmation {
    fn from(inquiry_id: CallCenterInquiryId) -> Self {
        Self { inquiry_id, confirm_by: None, status: None, confirmed_before: Vec::new() }
    }
}

impl From<&CallCenterInquiry> for CallCenterConfirmation {
    fn from(inquiry: &CallCenterInquiry) -> Self {
        Self {
            inquiry_id: inquiry.inquiry_id,
            confirm_by: None,
            status: inquiry.inquiry_status.clone(),
            confirmed_before: confirmed(inquiry).collect(),
        }
    }
}

/// The messages whose hand-over is confirmed. That a confirmation shows so is an inference from the value's meaning.
fn confirmed(inquiry: &CallCenterInquiry) -> impl Iterator<Item = AnswerId> {
    let is_confirmed = |message: &&CallCenterReply| {
        let complete = PartnerTransferCompleteReason::DisputeProcessComplete;
        message.partner_transfer_complete_reason == Some(complete)
    };
    messages(inquiry).filter(is_confirmed).map(|message| message.answer_id)
}

/// The confirmation of a case that Coupang has finished and handed over, within 24 hours.
#[derive(Debug, Clone)]
pub struct ConfirmCallCenter {
    vendor_id: VendorId,
    what: CallCenterConfirmation,
}

impl ConfirmCallCenter {
    pub(super) fn new(
        vendor_id: VendorId,
        mut what: CallCenterConfirmation,
        own: Option<&LoginId>,
    ) -> Result<Self, InputError> {
        let mut checks = Checks::of(Self::NAME);
        let open = what.status.as_ref().is_none_or(|status| *status == InquiryStatus::Progress);
        checks.require(open, "inquiryId", "must be open (inquiryStatus progress)", PAGE);
        what.confirm_by = what.confirm_by.or_else(|| own.cloned());
        checks.login(what.confirm_by.as_ref(), &vendor_id, "confirmBy", PAGE);
        checks.finish()?;
        Ok(Self { vendor_id, what })
    }
}

impl Endpoint for ConfirmCallCenter {
    type Output = ();
    type Effect = Write;
    const NAME: &'static str = "call_center.confirm";
    const METHOD: Method = Method::POST;
    const FAMILY: Option<Family> = Some(family::CS);
    const REPEAT: Repeat = Repeat::Never;
    const SETTLED_BY: Option<&'static str> = Some("call_center.get");
    /// Neither text tells a confirmed case from a closed one.
    const REFUSALS: &'static [KnownRefusal] = &[CLOSED, WRONG_STATE];

    fn target(&self) -> Target {
        Target::new("/v2/providers/openapi/apis/api/v4/vendors")
            .segment(&self.vendor_id)
            .literal("callCenterInquiries")
            .segment(self.what.inquiry_id)
            .literal("confirms")
    }

    fn body(&self) -> Option<JsonBody> {
        Some(JsonBody::new(&json!({ "confirmBy": self.what.confirm_by.as_ref().map(LoginId::expose) })))
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::done(body)
    }
}

impl Documented for ConfirmCallCenter {
    const TITLE: &'static str = "쿠팡 고객센터 문의확인";
    const PATH: &'static str =
        "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/callCenterInquiries/{inquiryId}/confirms";
    const VERSIONS: &'static [&'static str] = &["v4"];
    const PORTAL: &'static str = "CONFIRM_INQUIRY, article 360034204013, 2026";
}

impl WriteOperation for ConfirmCallCenter {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털의 고객센터 문의에서 이 문의가 확인완료인지 보세요.",
        en: "See in Wing whether the case is confirmed (확인완료).",
    };

    fn subjects(&self) -> Vec<Subject> {
        vec![Subject::CallCenterInquiry(self.what.inquiry_id)]
    }

    /// A hand-over ended by the seller's confirmation that had not before: an inference, no page says how it shows.
    fn reached<'a>(&'a self, wing: &'a Wing, _subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async {
            let inquiry = wing.service().call_center_inquiry(self.what.inquiry_id).await?.row;
            let before = &self.what.confirmed_before;
            Ok(confirmed(&inquiry).any(|message| !before.contains(&message)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_login_stands_alone_in_the_body_and_is_not_shown() {
        let inquiry_id = CallCenterInquiryId::new(258_000_001).unwrap();
        let what = CallCenterConfirmation::from(inquiry_id).by(LoginId::new("shopowner1"));
        let endpoint = ConfirmCallCenter::new("A00099999".parse().unwrap(), what, None).unwrap();
        let path = "/v2/providers/openapi/apis/api/v4/vendors/A00099999/callCenterInquiries/258000001/confirms";
        assert_eq!(endpoint.target().encoded(), Ok(path));
        let body = endpoint.body().unwrap();
        assert_eq!(body.as_bytes().as_ref(), br#"{"confirmBy":"shopowner1"}"#);
        assert_eq!(body.shown(), r#"{"confirmBy":"<redacted>"}"#);
        assert!(!format!("{endpoint:?}").contains("shopowner1"));
    }
}
