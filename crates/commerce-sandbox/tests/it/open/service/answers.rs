//! Answers to customers.

use super::{cases, id, inquiries};
use crate::support::{opened, send};
use commerce_sandbox::coupang::{DEFAULT_WING_USER, Gateway};
use serde_json::{Value, json};

/// Answers the inquiry of a place in the list of those that nobody has answered before.
fn answer_inquiry(gateway: &Gateway, waiting: &Value, content: &str, by: &str) -> (u16, Value) {
    let body = json!({ "content": content, "vendorId": "A00012345", "replyBy": by }).to_string();
    send(gateway, "POST", &format!("v4/vendors/A00012345/onlineInquiries/{}/replies", id(waiting)), &body, opened())
}

/// Answers a case; its newest message is the last or, in another order, the first.
fn answer_case(gateway: &Gateway, waiting: &Value, content: &str, parent_as_text: bool) -> (u16, Value) {
    let replies = waiting["replies"].as_array().expect("messages");
    let parent = replies.iter().find(|reply| reply["needAnswer"] == true).expect("a message that waits");
    let parent = if parent_as_text { parent["answerId"].to_string().into() } else { parent["answerId"].clone() };
    write_case(gateway, id(waiting), content, &parent)
}

fn write_case(gateway: &Gateway, id: i64, content: &str, parent: &Value) -> (u16, Value) {
    let body = json!({
        "vendorId": "A00012345", "inquiryId": id.to_string(), "content": content, "replyBy": DEFAULT_WING_USER,
        "parentAnswerId": parent,
    });
    let path = format!("v4/vendors/A00012345/callCenterInquiries/{id}/replies");
    send(gateway, "POST", &path, &body.to_string(), opened())
}

fn confirm(gateway: &Gateway, id: i64, by: &str) -> (u16, Value) {
    let path = format!("v4/vendors/A00012345/callCenterInquiries/{id}/confirms");
    send(gateway, "POST", &path, &json!({ "confirmBy": by }).to_string(), opened())
}

fn waiting(gateway: &Gateway) -> Value {
    inquiries(gateway, "NOANSWER").remove(0)
}

fn waiting_case(gateway: &Gateway) -> Value {
    cases(gateway, "NO_ANSWER").remove(0)
}

pub(super) fn code(gateway: &Gateway) -> String {
    let inquiry = answer_inquiry(gateway, &waiting(gateway), "예시", DEFAULT_WING_USER);
    let case = answer_case(gateway, &waiting_case(gateway), "예시 답변", false);
    let confirmation = confirm(gateway, id(&cases(gateway, "TRANSFER")[0]), DEFAULT_WING_USER);
    let codes = [inquiry, case, confirmation].map(|(status, body)| {
        assert_eq!((status, &body["message"]), (200, &"OK".into()));
        body["code"].to_string()
    });
    codes.join(" ")
}

pub(super) fn by_vendor(gateway: &Gateway) -> String {
    let (status, answer) = answer_inquiry(gateway, &waiting(gateway), "예시 답변입니다.", "A00012345");
    let refused = answer["message"].as_str().is_some_and(|text| text.starts_with("The value of replyBy"));
    if refused { format!("{status}: replyBy is incorrect") } else { status.to_string() }
}

/// An answer, another, and the first again.
pub(super) fn second(gateway: &Gateway) -> String {
    let waiting = waiting(gateway);
    let status = |content: &str| answer_inquiry(gateway, &waiting, content, DEFAULT_WING_USER).0.to_string();
    ["하나", "둘", "하나"].map(status).join(" ")
}

pub(super) fn longest(gateway: &Gateway) -> String {
    let waiting = inquiries(gateway, "NOANSWER");
    let status = |place: usize, letters: usize| {
        answer_inquiry(gateway, &waiting[place], &"가".repeat(letters), DEFAULT_WING_USER).0
    };
    format!("100 letters {}, 101 letters {}", status(0, 100), status(1, 101))
}

/// An inquiry and a case each.
pub(super) fn line_breaks(gateway: &Gateway) -> String {
    let (questions, calls) = (inquiries(gateway, "NOANSWER"), cases(gateway, "NO_ANSWER"));
    let status = |place: usize, content: &str| {
        let inquiry = answer_inquiry(gateway, &questions[place], content, DEFAULT_WING_USER).0;
        format!("{inquiry} {}", answer_case(gateway, &calls[place], content, false).0)
    };
    format!("odd {}, usual {}", status(0, "한 줄\u{2028}두 줄"), status(1, "한 줄\r\n두 줄"))
}

/// The longest answer that is taken. A heart is one letter of Unicode, two units of UTF-16 and four bytes.
pub(super) fn length(gateway: &Gateway) -> String {
    let waiting = waiting_case(gateway);
    let mut lengths = [1_001, 1_000, 501, 500, 251, 250].into_iter();
    let taken = lengths.find(|hearts| answer_case(gateway, &waiting, &"💙".repeat(*hearts), false).0 == 200);
    format!("{} hearts", taken.expect("a length"))
}

pub(super) fn text_parent(gateway: &Gateway) -> String {
    let (status, body) = answer_case(gateway, &waiting_case(gateway), "예시 답변", true);
    if status == 200 {
        return status.to_string();
    }
    assert_eq!(answer_case(gateway, &waiting_case(gateway), "예시 답변", false).0, 200, "a number");
    format!("{status} {}", body["message"].as_str().expect("a text"))
}

pub(super) fn vendor_as_user(gateway: &Gateway) -> String {
    let case = id(&cases(gateway, "TRANSFER")[0]);
    let code = |by: &str| {
        let (status, body) = confirm(gateway, case, by);
        let text = body["message"].as_str().expect("a text");
        assert_eq!((status, &text[..text.len() - 3]), (400, "userId가 올바르지 않습니다 - "));
        text[text.len() - 3..].to_owned()
    };
    format!("{}, a stranger {}", code("A00012345"), code("somebody"))
}

pub(super) fn confirmed_again(gateway: &Gateway) -> String {
    let case = id(&cases(gateway, "TRANSFER")[0]);
    assert_eq!(confirm(gateway, case, DEFAULT_WING_USER).0, 200);
    let (status, body) = confirm(gateway, case, DEFAULT_WING_USER);
    match body["message"].as_str() {
        Some("상담이 종료된 문의입니다 - 522") => format!("{status} the consultation has ended"),
        Some(text) if text.starts_with("The inquiry can't be answer.") => format!("{status} not in a state to answer"),
        other => format!("{status} {other:?}"),
    }
}

pub(super) fn unknown_case(gateway: &Gateway) -> String {
    let (unknown, foreign) = (1_999_999_999, 2_000_000_000);
    assert_eq!(confirm(gateway, foreign, DEFAULT_WING_USER).0, 400);
    let answer = write_case(gateway, unknown, "예시 답변", &json!(1));
    let confirmation = confirm(gateway, unknown, DEFAULT_WING_USER);
    assert_eq!(answer.1["message"], confirmation.1["message"]);
    format!("answer {}, confirmation {}", answer.0, confirmation.0)
}
