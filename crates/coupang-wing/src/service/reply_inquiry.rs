//! 상품별 고객문의 답변: an inquiry about a product is answered.
//!
//! `POST /v2/providers/openapi/apis/api/v4/vendors/{vendorId}/onlineInquiries/{inquiryId}/replies`; version 5 answers 404.
//! Portal name `UPDATE_CUSTOMER_SERVICE_REQUEST`, article 360033645174 as it stood in 2026.

use apiwire::calendar::{KstDate, Timestamp};
use apiwire::decode::DecodeError;
use apiwire::{BoxFuture, Endpoint, Error, Family, JsonBody, KnownRefusal, Repeat, Target, Write};
use http::Method;
use redact_kr::{FreeText, LoginId};
use serde_json::json;

use super::content;
use super::inquiry::ProductInquiry;
use super::inquiry_query::InquiryQuery;
use super::list_inquiries::ListInquiries;
use super::refusals::ILLEGAL_CHARACTER;
use super::status::AnsweredType;
use crate::client::Wing;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::envelope;
use crate::family;
use crate::found;
use crate::ids::InquiryId;
use crate::write::{Checks, InputError, LookAt, Subject, WriteOperation};

const PAGE: &str = "상품별 고객문의 답변, article 360033645174, 2026";

/// The days in which an inquiry is looked for when its own is not known: as many as one list takes.
const DAYS_BACK: i64 = 6;

/// An answer to an inquiry about a product. It can neither be changed nor removed; take one for an inquiry, because whether
/// Coupang takes another is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InquiryReply {
    inquiry_id: InquiryId,
    content: FreeText,
    reply_by: Option<LoginId>,
    asked: Option<KstDate>,
    /// The answers that the caller has seen.
    seen: Vec<FreeText>,
}

impl InquiryReply {
    /// Answers this inquiry. Line breaks become `\n`, and blanks around the text are left out.
    ///
    /// When the reply is maybe sent, the inquiry is looked for among those of the last seven days.
    #[must_use]
    pub fn new(inquiry_id: InquiryId, content: impl Into<FreeText>) -> Self {
        let content = content::normalised(&content.into());
        Self { inquiry_id, content, reply_by: None, asked: None, seen: Vec::new() }
    }

    /// Answers an inquiry that was read: it is found again by its day, and the same answer is not given twice.
    #[must_use]
    pub fn to(inquiry: &ProductInquiry, content: impl Into<FreeText>) -> Self {
        let answers = inquiry.comments.iter().flatten().filter_map(|comment| comment.content.clone());
        Self {
            asked: inquiry.inquiry_at.as_ref().map(Timestamp::kst_date),
            seen: answers.collect(),
            ..Self::new(inquiry.inquiry_id, content)
        }
    }

    /// The Wing login that answers, instead of the client's.
    #[must_use]
    pub fn by(self, reply_by: LoginId) -> Self {
        Self { reply_by: Some(reply_by), ..self }
    }
}

/// The answer to an inquiry about a product. Coupang names no id of it.
#[derive(Debug, Clone)]
pub struct ReplyToInquiry {
    vendor_id: VendorId,
    reply: InquiryReply,
}

impl ReplyToInquiry {
    pub(super) fn new(vendor_id: VendorId, mut reply: InquiryReply, own: Option<&LoginId>) -> Result<Self, InputError> {
        let mut checks = Checks::of(Self::NAME);
        checks.require(!content::is_blank(&reply.content), "content", "must not be empty", PAGE);
        let new = !reply.seen.iter().any(|answer| content::is_same(answer, &reply.content));
        checks.require(new, "content", "is the answer that the inquiry has already", PAGE);
        reply.reply_by = reply.reply_by.or_else(|| own.cloned());
        checks.login(reply.reply_by.as_ref(), &vendor_id, "replyBy", PAGE);
        checks.finish()?;
        Ok(Self { vendor_id, reply })
    }
}

impl Endpoint for ReplyToInquiry {
    type Output = ();
    type Effect = Write;
    const NAME: &'static str = "inquiries.reply";
    const METHOD: Method = Method::POST;
    const FAMILY: Option<Family> = Some(family::CS);
    const REPEAT: Repeat = Repeat::Never;
    const SETTLED_BY: Option<&'static str> = Some("inquiries.list");
    const REFUSALS: &'static [KnownRefusal] = &[
        KnownRefusal::already_done(
            "same_answer",
            &["동일한 답변이 존재합니다"],
            "the inquiry has this very answer already",
        ),
        KnownRefusal::new(
            "wrong_user",
            &["value of replyBy", "is incorrect"],
            "replyBy is no Wing login of this seller",
        ),
        KnownRefusal::new(
            "inquiry_deleted",
            &["삭제된 상품문의에는 더 이상 답변할 수 없습니다"],
            "the inquiry was deleted and takes no answer any more",
        ),
        KnownRefusal::new("empty_content", &["내용을 입력하세요"], "the answer is empty"),
        ILLEGAL_CHARACTER,
    ];

    fn target(&self) -> Target {
        Target::new("/v2/providers/openapi/apis/api/v4/vendors")
            .segment(&self.vendor_id)
            .literal("onlineInquiries")
            .segment(self.reply.inquiry_id)
            .literal("replies")
    }

    fn body(&self) -> Option<JsonBody> {
        let body = json!({
            "content": self.reply.content.expose(),
            "vendorId": self.vendor_id.as_str(),
            "replyBy": self.reply.reply_by.as_ref().map(LoginId::expose),
        });
        Some(JsonBody::showing(&body, &["vendorId"]))
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::done(body)
    }
}

impl Documented for ReplyToInquiry {
    const TITLE: &'static str = "상품별 고객문의 답변";
    const PATH: &'static str =
        "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/onlineInquiries/{inquiryId}/replies";
    const VERSIONS: &'static [&'static str] = &["v4"];
    const PORTAL: &'static str = "UPDATE_CUSTOMER_SERVICE_REQUEST, article 360033645174, 2026";
}

impl WriteOperation for ReplyToInquiry {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털의 고객문의에서 이 문의에 답변이 등록되었는지 확인하세요. 답변은 수정하거나 지울 수 없습니다.",
        en: "See in Wing whether the inquiry has the answer; an answer can be neither changed nor removed.",
    };

    fn subjects(&self) -> Vec<Subject> {
        vec![Subject::Inquiry(self.reply.inquiry_id)]
    }

    /// The inquiry has an answer of this text.
    fn reached<'a>(&'a self, wing: &'a Wing, _subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async {
            let today = KstDate::at(wing.now());
            let (from, to) = match self.reply.asked {
                // That the days of the query are Korean is presumed.
                Some(day) => (day.plus_days(-1), day.plus_days(1).min(today).max(day)),
                None => (today.plus_days(-DAYS_BACK), today),
            };
            let inquiries = wing.service().inquiries(InquiryQuery::days(from, to, AnsweredType::All)?);
            let is_meant = |inquiry: &ProductInquiry| inquiry.inquiry_id == self.reply.inquiry_id;
            let inquiry = found::find(inquiries, ListInquiries::NAME, is_meant).await?;
            let mut answers = inquiry.comments.iter().flatten().filter_map(|comment| comment.content.as_ref());
            Ok(answers.any(|answer| content::is_same(answer, &self.reply.content)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_goes_with_its_author_and_neither_is_shown() {
        let reply = InquiryReply::new(InquiryId::new(158_000_001).unwrap(), "안녕하세요.\r\n내일 출고됩니다.");
        let own = LoginId::new("shopowner1");
        let vendor_id: VendorId = "A00099999".parse().unwrap();
        let endpoint = ReplyToInquiry::new(vendor_id.clone(), reply.clone(), Some(&own)).unwrap();
        let path = "/v2/providers/openapi/apis/api/v4/vendors/A00099999/onlineInquiries/158000001/replies";
        assert_eq!(endpoint.target().encoded(), Ok(path));
        let body = endpoint.body().unwrap();
        let sent = r#"{"content":"안녕하세요.\n내일 출고됩니다.","replyBy":"shopowner1","vendorId":"A00099999"}"#;
        assert_eq!(body.as_bytes().as_ref(), sent.as_bytes());
        assert_eq!(body.shown(), r#"{"content":"<redacted>","replyBy":"<redacted>","vendorId":"A00099999"}"#);
        let other = ReplyToInquiry::new(vendor_id, reply.by(LoginId::new("helper2")), Some(&own)).unwrap();
        let body = other.body().unwrap();
        assert!(body.as_bytes().windows(7).any(|part| part == b"helper2"));
        assert!(!format!("{other:?}").contains("helper2") && !format!("{other:?}").contains("내일"));
    }
}
