//! `POST ../v4/vendors/{vendorId}/onlineInquiries/{inquiryId}/replies` (article 360033645174).

use super::content::{check_line_breaks, taken};
use crate::coupang::answer::Answer;
use crate::coupang::body::{check_vendor, json, text};
use crate::coupang::world::{Event, InquiryEvent, View};
use crate::coupang::write::{Call, Change, Done, Outcome};

/// Answers a product inquiry. The texts are the documented ones, except for what is too long or has an odd line break;
/// their order is assumed, and that an inquiry that is not there counts as deleted. Who answers, how often and at what
/// length: `vendor_answers_inquiries`, `several_answers` (a second answer is refused like an identical one where only one
/// is taken), `longest_answer`, `odd_line_breaks_refused`.
pub(super) fn reply(shop: &View<'_>, call: &Call<'_>, id: &str) -> Outcome {
    let body = json(call.request.body())?;
    check_vendor(&body, call.vendor)?;
    let content = text(&body, "content").filter(|content| !content.trim().is_empty());
    let content = content.ok_or_else(|| Answer::bad_request("내용을 입력하세요."))?;
    let rules = &shop.rules().service;
    if rules.longest_answer > 0 && content.encode_utf16().count() > usize::from(rules.longest_answer) {
        return Err(Answer::bad_request("content is too long."));
    }
    check_line_breaks(shop, content)?;
    let by = text(&body, "replyBy");
    let by_vendor = rules.vendor_answers_inquiries && by == Some(call.vendor);
    if !by_vendor && by != Some(call.wing_user) {
        return Err(Answer::bad_request(
            "The value of replyBy (Responder Seller Portal (WING) ID) is incorrect. Please enter the correct wing ID or vendorId.",
        ));
    }
    let found = id.parse().ok().and_then(|id| shop.inquiry_of_id(id)).map(|spot| (spot, shop.inquiry(spot)));
    let Some((spot, inquiry)) = found.filter(|(_, inquiry)| !inquiry.deleted) else {
        return Err(Answer::bad_request("삭제된 상품문의에는 더 이상 답변할 수 없습니다."));
    };
    let identical = inquiry.comments.iter().any(|comment| comment.text == content);
    if identical || (!inquiry.comments.is_empty() && !rules.several_answers) {
        return Err(Answer::bad_request("동일한 답변이 존재합니다."));
    }
    let event = Event::Inquiry(spot, InquiryEvent::Answered(content.to_owned()));
    Ok(Done::one(taken(shop), Change::at(shop.now(), inquiry.id, [event])))
}
