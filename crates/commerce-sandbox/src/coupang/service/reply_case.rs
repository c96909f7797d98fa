//! `POST ../v4/vendors/{vendorId}/callCenterInquiries/{inquiryId}/replies` and `../confirms` (articles 360034156233 and
//! 360034204013). 520, 521 and 522 belong to the texts; the status is 400.

use super::content::{check_line_breaks, taken};
use crate::coupang::answer::Answer;
use crate::coupang::body::{check_vendor, json, number, text};
use crate::coupang::rules::{RefusedConfirmation, UnknownCase, VendorAsUser};
use crate::coupang::world::{Case, CaseEvent, CaseId, CaseState, Event, Spot, View};
use crate::coupang::write::{Call, Change, Done, Outcome};
use http::StatusCode;
use serde_json::Value;

/// Answers the message of a case that waits for it. The texts are the documented ones; their order is assumed.
pub(super) fn reply(shop: &View<'_>, call: &Call<'_>, id: &str) -> Outcome {
    let body = json(call.request.body())?;
    check_vendor(&body, call.vendor)?;
    if text(&body, "inquiryId") != Some(id) {
        return Err(Answer::bad_request("inquiryId of the body is not the inquiryId of the path, as text."));
    }
    let content = text(&body, "content").unwrap_or_default();
    if !(2..=1_000).contains(&shop.rules().service.answer_length_unit.count(content)) {
        return Err(Answer::bad_request("The reply content length should be between 2 ~ 1000"));
    }
    check_line_breaks(shop, content)?;
    let parent = parent(shop, &body).ok_or_else(|| Answer::bad_request("The parentAnswerId is required."))?;
    check_user(shop, call, text(&body, "replyBy"))?;
    let (spot, case) = find(shop, id)?;
    if case.closed {
        return Err(Answer::bad_request(ENDED));
    }
    if case.awaiting().is_none_or(|message| message.id != parent) {
        return Err(Answer::bad_request(CANNOT_ANSWER));
    }
    done(shop, spot, case.id, CaseEvent::Answered(content.to_owned()))
}

/// Takes note of a case that was handed over finished. One that wants an answer instead is refused as such.
pub(super) fn confirm(shop: &View<'_>, call: &Call<'_>, id: &str) -> Outcome {
    let body = json(call.request.body())?;
    check_user(shop, call, text(&body, "confirmBy"))?;
    let (spot, case) = find(shop, id)?;
    match case.state {
        CaseState::Transfer if !case.overdue => done(shop, spot, case.id, CaseEvent::Confirmed),
        CaseState::NoAnswer => Err(Answer::bad_request(CANNOT_ANSWER)),
        CaseState::Transfer | CaseState::Answer => match shop.rules().service.refused_confirmation {
            RefusedConfirmation::Ended => Err(Answer::bad_request(ENDED)),
            RefusedConfirmation::CannotAnswer => Err(Answer::bad_request(CANNOT_ANSWER)),
        },
    }
}

const ENDED: &str = "상담이 종료된 문의입니다 - 522";
const CANNOT_ANSWER: &str =
    "The inquiry can't be answer. It can do only inquiryStatus:progress, partnerTransferStatus:requestAnswer";

/// The id of the message that is answered; a number, or one as text, as in the official example, unless
/// `text_parents_taken` is false.
fn parent(shop: &View<'_>, body: &Value) -> Option<i64> {
    let as_text = || text(body, "parentAnswerId").filter(|_| shop.rules().service.text_parents_taken)?.parse().ok();
    number(body, "parentAnswerId").or_else(as_text)
}

/// The seller's login id: what is none at all is 520, the vendor's id as `vendor_as_user` says (both numbers are
/// documented, their difference is not).
fn check_user(shop: &View<'_>, call: &Call<'_>, user: Option<&str>) -> Result<(), Answer> {
    let is_apart = shop.rules().service.vendor_as_user == VendorAsUser::Code521;
    match user {
        Some(user) if user == call.wing_user => Ok(()),
        Some(user) if user == call.vendor && is_apart => Err(Answer::bad_request("userId가 올바르지 않습니다 - 521")),
        _ => Err(Answer::bad_request("userId가 올바르지 않습니다 - 520")),
    }
}

/// The case of an id; what is none is refused as in the read, unless `unknown_case` says otherwise.
fn find(shop: &View<'_>, id: &str) -> Result<(Spot, Case), Answer> {
    let number = id.parse::<i64>().map_err(|_| Answer::bad_request(&format!("Invalid format inquiryId : {id}")))?;
    match shop.case_id(number) {
        CaseId::Own(spot) => Ok((spot, shop.case(spot))),
        CaseId::Foreign => Err(foreign()),
        CaseId::Unknown if shop.rules().service.unknown_case == UnknownCase::AsForeign => Err(foreign()),
        CaseId::Unknown => Err(Answer::refused(StatusCode::NOT_FOUND, "Inquiry not found")),
    }
}

fn foreign() -> Answer {
    Answer::bad_request("The inquiryId doesn't belongs to the vendorId, have no permisson to reply this inquiry")
}

fn done(shop: &View<'_>, spot: Spot, id: i64, event: CaseEvent) -> Outcome {
    Ok(Done::one(taken(shop), Change::at(shop.now(), id, [Event::Case(spot, event)])))
}
