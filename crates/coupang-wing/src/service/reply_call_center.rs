//! 쿠팡 고객센터 문의답변: a case of the call centre is answered.
//!
//! `POST /v2/providers/openapi/apis/api/v4/vendors/{vendorId}/callCenterInquiries/{inquiryId}/replies`; version 5 answers 404.
//! Portal name `UPDATE_INQUIRY`, article 360034156233 as it stood in 2026.

use apiwire::decode::DecodeError;
use apiwire::{BoxFuture, Endpoint, Error, Family, JsonBody, KnownRefusal, Repeat, Target, Write};
use http::Method;
use redact_kr::LoginId;
use serde_json::json;

use super::call_center_answer::CallCenterAnswer;
use super::refusals::{CLOSED, ILLEGAL_CHARACTER, WRONG_STATE};
use crate::client::Wing;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::envelope;
use crate::family;
use crate::write::{InputError, LookAt, Subject, WriteOperation};

const PAGE: &str = "쿠팡 고객센터 문의답변, article 360034156233, 2026";

/// The answer to a case of the call centre, within 24 hours: then Coupang answers by itself, and only Wing takes one. Coupang
/// names no id of the answer.
#[derive(Debug, Clone)]
pub struct ReplyToCallCenter {
    vendor_id: VendorId,
    answer: CallCenterAnswer,
}

impl ReplyToCallCenter {
    pub(super) fn new(
        vendor_id: VendorId,
        mut answer: CallCenterAnswer,
        own: Option<&LoginId>,
    ) -> Result<Self, InputError> {
        answer.reply_by = answer.reply_by.or_else(|| own.cloned());
        answer.check(Self::NAME, &vendor_id, PAGE)?;
        Ok(Self { vendor_id, answer })
    }
}

impl Endpoint for ReplyToCallCenter {
    type Output = ();
    type Effect = Write;
    const NAME: &'static str = "call_center.reply";
    const METHOD: Method = Method::POST;
    const FAMILY: Option<Family> = Some(family::CS);
    const REPEAT: Repeat = Repeat::Never;
    const SETTLED_BY: Option<&'static str> = Some("call_center.get");
    const REFUSALS: &'static [KnownRefusal] = &[
        WRONG_STATE,
        CLOSED,
        KnownRefusal::new(
            "content_length",
            &["reply content length should be between 2 ~ 1000"],
            "the answer must be 2 to 1000 characters; Coupang does not say how it counts",
        ),
        KnownRefusal::new("parent_missing", &["parentAnswerId is required"], "the message to answer is missing"),
        KnownRefusal::new(
            "wrong_user",
            &["userId가 올바르지 않습니다"],
            "replyBy is no Wing login of this seller; ask the seller support if it is",
        ),
        KnownRefusal::new(
            "foreign_inquiry",
            &["inquiryId doesn't belongs to the vendorId"],
            "the case is another seller's",
        ),
        ILLEGAL_CHARACTER,
    ];

    fn target(&self) -> Target {
        Target::new("/v2/providers/openapi/apis/api/v4/vendors")
            .segment(&self.vendor_id)
            .literal("callCenterInquiries")
            .segment(self.answer.inquiry_id)
            .literal("replies")
    }

    /// The id goes as text, that of the message as a number.
    fn body(&self) -> Option<JsonBody> {
        let body = json!({
            "vendorId": self.vendor_id.as_str(),
            "inquiryId": self.answer.inquiry_id.to_string(),
            "content": self.answer.content.expose(),
            "replyBy": self.answer.reply_by.as_ref().map(LoginId::expose),
            "parentAnswerId": self.answer.parent,
        });
        Some(JsonBody::showing(&body, &["vendorId", "inquiryId", "parentAnswerId"]))
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::done(body)
    }
}

impl Documented for ReplyToCallCenter {
    const TITLE: &'static str = "쿠팡 고객센터 문의답변";
    const PATH: &'static str =
        "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/callCenterInquiries/{inquiryId}/replies";
    const VERSIONS: &'static [&'static str] = &["v4"];
    const PORTAL: &'static str = "UPDATE_INQUIRY, article 360034156233, 2026";
}

impl WriteOperation for ReplyToCallCenter {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털의 고객센터 문의에서 답변이 등록되었는지 확인하세요. 24시간이 지나면 판매자 포털에서만 답변할 수 있습니다.",
        en: "See in Wing whether the case has the answer; after 24 hours only Wing takes one.",
    };

    fn subjects(&self) -> Vec<Subject> {
        vec![Subject::CallCenterInquiry(self.answer.inquiry_id)]
    }

    /// That the case is answered says nothing: after 24 hours Coupang does that by itself.
    fn reached<'a>(&'a self, wing: &'a Wing, _subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async {
            let inquiry = wing.service().call_center_inquiry(self.answer.inquiry_id).await?.row;
            Ok(self.answer.stands_in(&inquiry))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{AnswerId, CallCenterInquiryId};

    #[test]
    fn the_case_goes_as_text_and_its_message_as_a_number() {
        let inquiry_id = CallCenterInquiryId::new(258_000_001).unwrap();
        let answer = CallCenterAnswer::new(
            inquiry_id,
            AnswerId::new(21_100_000_000_001).unwrap(),
            "안녕하세요.\r출고 전이라 변경 가능합니다.",
        );
        let own = LoginId::new("shopowner1");
        let endpoint = ReplyToCallCenter::new("A00099999".parse().unwrap(), answer, Some(&own)).unwrap();
        let path = "/v2/providers/openapi/apis/api/v4/vendors/A00099999/callCenterInquiries/258000001/replies";
        assert_eq!(endpoint.target().encoded(), Ok(path));
        let body = endpoint.body().unwrap();
        let sent = r#"{"content":"안녕하세요.\n출고 전이라 변경 가능합니다.","inquiryId":"258000001","parentAnswerId":21100000000001,"replyBy":"shopowner1","vendorId":"A00099999"}"#;
        assert_eq!(body.as_bytes().as_ref(), sent.as_bytes());
        let shown = r#"{"content":"<redacted>","inquiryId":"258000001","parentAnswerId":21100000000001,"replyBy":"<redacted>","vendorId":"A00099999"}"#;
        assert_eq!(body.shown(), shown);
        assert!(!format!("{endpoint:?}").contains("shopowner1") && !format!("{endpoint:?}").contains("출고"));
    }
}
