//! An answer to a case of the call centre, and the message that it answers.

use apiwire::calendar::Timestamp;
use redact_kr::{FreeText, LoginId};

use super::call_center::{CallCenterInquiry, CallCenterReply};
use super::content;
use super::status::{AnswerType, InquiryStatus, PartnerTransferStatus};
use crate::config::VendorId;
use crate::ids::{AnswerId, CallCenterInquiryId};
use crate::write::{Checks, InputError};

/// An answer to a counsellor's message. One is taken for each request, and it can neither be changed nor removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallCenterAnswer {
    pub(super) inquiry_id: CallCenterInquiryId,
    /// The message that is answered; `None` when none of a case that was read awaits an answer.
    pub(super) parent: Option<AnswerId>,
    pub(super) content: FreeText,
    pub(super) reply_by: Option<LoginId>,
    status: Option<InquiryStatus>,
    /// The messages that the caller has seen.
    seen: Vec<AnswerId>,
}

impl CallCenterAnswer {
    /// Answers this message (`parentAnswerId`) of this case. Line breaks become `\n`, and blanks around the text are left out.
    #[must_use]
    pub fn new(inquiry_id: CallCenterInquiryId, parent: AnswerId, content: impl Into<FreeText>) -> Self {
        let content = content::normalised(&content.into());
        Self { inquiry_id, parent: Some(parent), content, reply_by: None, status: None, seen: Vec::new() }
    }

    /// Answers the newest message of a case that awaits the seller: a counsellor's, with `need_answer` and `requestAnswer`.
    #[must_use]
    pub fn to(inquiry: &CallCenterInquiry, content: impl Into<FreeText>) -> Self {
        let awaiting = messages(inquiry).filter(|message| awaits_the_seller(message));
        Self {
            inquiry_id: inquiry.inquiry_id,
            parent: awaiting.max_by_key(|message| (message.reply_at.clone(), message.answer_id)).map(id),
            content: content::normalised(&content.into()),
            reply_by: None,
            status: inquiry.inquiry_status.clone(),
            seen: messages(inquiry).map(id).collect(),
        }
    }

    /// The Wing login that answers, instead of the client's.
    #[must_use]
    pub fn by(self, reply_by: LoginId) -> Self {
        Self { reply_by: Some(reply_by), ..self }
    }

    /// The message that is answered.
    #[must_use]
    pub fn parent_answer_id(&self) -> Option<AnswerId> {
        self.parent
    }

    /// What Coupang's page demands. The unit of its "2 to 1,000 characters" is unknown: the fewest are counted as code points,
    /// the most as UTF-16 units. Bytes are no characters.
    pub(super) fn check(
        &self,
        operation: &'static str,
        vendor_id: &VendorId,
        page: &'static str,
    ) -> Result<(), InputError> {
        let mut checks = Checks::of(operation);
        let open = self.status.as_ref().is_none_or(|status| *status == InquiryStatus::Progress);
        checks.require(open, "inquiryId", "must be open (inquiryStatus progress)", page);
        let rule = "must be a message that awaits the seller (csAgent, needAnswer, requestAnswer)";
        checks.require(self.parent.is_some(), "parentAnswerId", rule, page);
        let long =
            content::fewest_characters(&self.content) >= LEAST && content::most_characters(&self.content) <= MOST;
        checks.require(long, "content", "must be 2 to 1000 characters", page);
        checks.login(self.reply_by.as_ref(), vendor_id, "replyBy", page);
        checks.finish()
    }

    /// Whether a case has this answer: the seller's, of this text, and no older than the message that it answers. A seller
    /// may say the same twice.
    pub(super) fn stands_in(&self, inquiry: &CallCenterInquiry) -> bool {
        let parent = messages(inquiry).find(|message| Some(message.answer_id) == self.parent);
        let since: Option<&Timestamp> = parent.and_then(|parent| parent.reply_at.as_ref());
        let is_ours = |message: &CallCenterReply| {
            let text = message.content.as_ref();
            message.answer_type == Some(AnswerType::Vendor)
                && !self.seen.contains(&message.answer_id)
                && since.zip(message.reply_at.as_ref()).is_none_or(|(since, at)| at >= since)
                && text.is_some_and(|text| content::is_same(text, &self.content))
        };
        messages(inquiry).any(is_ours)
    }
}

/// The fewest characters of an answer.
const LEAST: usize = 2;
/// The most.
const MOST: usize = 1000;

pub(super) fn messages(inquiry: &CallCenterInquiry) -> impl Iterator<Item = &CallCenterReply> {
    inquiry.replies.iter().flatten()
}

fn awaits_the_seller(message: &CallCenterReply) -> bool {
    message.answer_type == Some(AnswerType::CsAgent)
        && message.need_answer == Some(true)
        && message.partner_transfer_status == Some(PartnerTransferStatus::RequestAnswer)
}

fn id(message: &CallCenterReply) -> AnswerId {
    message.answer_id
}

#[cfg(test)]
mod tests {
    use apiwire::wire::{Document, FromWire, Reader};
    use serde_json::{Value, json};

    use super::*;

    fn case(replies: &[Value]) -> CallCenterInquiry {
        let row = json!({ "inquiryId": 258_000_001, "inquiryStatus": "progress", "replies": replies });
        CallCenterInquiry::from_wire(Document::from(&row).root(), &mut Reader::new()).unwrap()
    }

    fn request(id: i64, at: &str) -> Value {
        json!({
            "answerId": id, "replyAt": at, "answerType": "csAgent", "needAnswer": true,
            "partnerTransferStatus": "requestAnswer",
        })
    }

    fn answer(id: i64, at: &str, text: &str) -> Value {
        json!({ "answerId": id, "replyAt": at, "answerType": "vendor", "content": text })
    }

    #[test]
    fn the_newest_message_that_awaits_the_seller_is_answered() {
        let parent = |replies: &[Value]| CallCenterAnswer::to(&case(replies), "네, 가능합니다").parent_answer_id();
        let (old, new) = (request(7, "2025-08-04T11:00:00+09:00"), request(5, "2025-08-05T09:00:00+09:00"));
        for order in [[old.clone(), new.clone()], [new.clone(), old.clone()]] {
            assert_eq!(parent(&order), AnswerId::new(5));
        }
        for (field, value) in
            [("answerType", "vendor"), ("partnerTransferStatus", "answered"), ("partnerTransferStatus", "none")]
        {
            let mut answered = new.clone();
            answered[field] = json!(value);
            assert_eq!(parent(&[old.clone(), answered.clone()]), AnswerId::new(7));
            assert_eq!(parent(&[answered]), None);
        }
        let mut unneeded = new;
        unneeded["needAnswer"] = json!(false);
        assert_eq!(parent(&[unneeded]), None);
    }

    #[test]
    fn only_an_answer_of_the_seller_to_this_message_settles_it() {
        let first = request(5, "2025-08-04T11:00:00+09:00");
        let before = answer(6, "2025-08-04T12:00:00+09:00", "확인했습니다.\n감사합니다.");
        let again = request(7, "2025-08-05T09:00:00+09:00");
        let ours = answer(8, "2025-08-05T09:00:00+09:00", "확인했습니다.\r\n감사합니다. ");
        let text = "확인했습니다.\n감사합니다.";
        let read = CallCenterAnswer::to(&case(&[first.clone(), before.clone(), again.clone()]), text);
        let by_ids = CallCenterAnswer::new(read.inquiry_id, AnswerId::new(7).unwrap(), text);
        let mut automatic = ours.clone();
        automatic["answerType"] = json!("csAgent");
        let mut other = ours.clone();
        other["content"] = json!("확인했습니다.");
        for asked in [&read, &by_ids] {
            let stands = |extra: &[Value]| {
                let mut replies = vec![first.clone(), before.clone(), again.clone()];
                replies.extend_from_slice(extra);
                asked.stands_in(&case(&replies))
            };
            assert!(stands(std::slice::from_ref(&ours)));
            assert!(!stands(&[]), "the same text answered an older message");
            assert!(!stands(std::slice::from_ref(&automatic)) && !stands(std::slice::from_ref(&other)));
        }
    }
}
