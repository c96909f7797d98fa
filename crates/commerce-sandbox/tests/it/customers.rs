//! Answers to customers, in both families.

use crate::support::{commits, opened, read, send, shop};
use commerce_sandbox::coupang::{DEFAULT_WING_USER, Gateway, Happening, LengthUnit};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

const HOUR: Duration = Duration::from_secs(3_600);

fn inquiries(gateway: &Gateway, answered: &str, now: SystemTime) -> Vec<Value> {
    let query = format!("answeredType={answered}&inquiryStartAt=2026-02-25&inquiryEndAt=2026-03-02&pageSize=50");
    let data = read(gateway, &format!("v5/vendors/A00012345/onlineInquiries?vendorId=A00012345&{query}"), now);
    data["content"].as_array().expect("rows").clone()
}

fn cases(gateway: &Gateway, status: &str, now: SystemTime) -> Vec<Value> {
    let query =
        format!("partnerCounselingStatus={status}&inquiryStartAt=2026-02-25&inquiryEndAt=2026-03-02&pageSize=30");
    let data = read(gateway, &format!("v5/vendors/A00012345/callCenterInquiries?vendorId=A00012345&{query}"), now);
    data["content"].as_array().expect("rows").clone()
}

fn case(gateway: &Gateway, id: &Value, now: SystemTime) -> Value {
    read(gateway, &format!("v5/vendors/callCenterInquiries/{id}"), now)
}

fn id(row: &Value) -> i64 {
    row["inquiryId"].as_i64().expect("an id")
}

fn holds(rows: &[Value], wanted: i64) -> bool {
    rows.iter().any(|row| id(row) == wanted)
}

fn answer_inquiry(gateway: &Gateway, id: i64, content: &str, by: &str, now: SystemTime) -> (u16, String) {
    let body = json!({ "content": content, "vendorId": "A00012345", "replyBy": by }).to_string();
    message(send(gateway, "POST", &format!("v4/vendors/A00012345/onlineInquiries/{id}/replies"), &body, now))
}

fn message((status, body): (u16, Value)) -> (u16, String) {
    assert_eq!(status == 200, body["code"] == "200", "{body}");
    (status, body["message"].as_str().expect("a message").to_owned())
}

fn ok() -> (u16, String) {
    (200, "OK".to_owned())
}

fn refused(text: &str) -> (u16, String) {
    (400, text.to_owned())
}

const WRONG_WRITER: &str = "The value of replyBy (Responder Seller Portal (WING) ID) is incorrect. Please enter the correct wing ID or vendorId.";

#[test]
fn an_answered_inquiry_moves_between_the_filters_with_its_answer() {
    let gateway = shop().build().expect("a gateway");
    let waiting = id(&inquiries(&gateway, "NOANSWER", opened())[0]);
    let now = opened() + HOUR;
    assert_eq!(answer_inquiry(&gateway, waiting, "안녕하세요.\n내일 출고됩니다.", DEFAULT_WING_USER, now), ok());
    assert!(!holds(&inquiries(&gateway, "NOANSWER", now), waiting));
    assert!(holds(&inquiries(&gateway, "ALL", now), waiting));
    let answered = inquiries(&gateway, "ANSWERED", now);
    let row = answered.iter().find(|row| id(row) == waiting).expect("the inquiry");
    let [comment] = row["commentDtoList"].as_array().expect("comments").as_slice() else { panic!("{row}") };
    assert_eq!(comment["content"], "안녕하세요.\n내일 출고됩니다.");
    assert_eq!(
        (&comment["inquiryId"], &comment["inquiryCommentAt"]),
        (&waiting.into(), &"2026-03-02T11:30:00.000000+09:00".into())
    );
    for content in ["안녕하세요.\n내일 출고됩니다.", "다른 답변"] {
        let again = answer_inquiry(&gateway, waiting, content, DEFAULT_WING_USER, now);
        assert_eq!(again, refused("동일한 답변이 존재합니다."), "{content}");
    }
    assert_eq!(commits(&gateway), [("inquiries.reply", waiting)]);
}

#[test]
fn an_answer_to_an_inquiry_is_refused_in_the_documented_words() {
    let gateway = shop().build().expect("a gateway");
    let waiting = id(&inquiries(&gateway, "NOANSWER", opened())[0]);
    let answer = |content: &str, by: &str| answer_inquiry(&gateway, waiting, content, by, opened());
    assert_eq!(answer("답변", "somebody"), refused(WRONG_WRITER));
    for empty in ["", " \n"] {
        assert_eq!(answer(empty, DEFAULT_WING_USER), refused("내용을 입력하세요."));
    }
    let raw = "{\"content\": \"a\rb\", \"vendorId\": \"A00012345\", \"replyBy\": \"sandbox-wing-user\"}";
    let path = format!("v4/vendors/A00012345/onlineInquiries/{waiting}/replies");
    let (_, text) = message(send(&gateway, "POST", &path, raw, opened()));
    assert!(
        text.starts_with("Could not read JSON: Illegal unquoted character ((CTRL-CHAR, code 13)): has to be escaped")
    );
    let (status, _) = send(&gateway, "POST", &path.replace("v4", "v5"), raw, opened());
    assert_eq!(status, 404, "there is no version 5");
    assert!(gateway.happen(Happening::BuyerDeletesInquiry { inquiry_id: waiting }, opened()));
    let deleted = refused("삭제된 상품문의에는 더 이상 답변할 수 없습니다.");
    assert_eq!(answer("답변", DEFAULT_WING_USER), deleted);
    assert_eq!(answer_inquiry(&gateway, 7, "답변", DEFAULT_WING_USER, opened()), deleted);
    assert!(!holds(&inquiries(&gateway, "ALL", opened()), waiting));
    assert_eq!(commits(&gateway), []);
}

#[test]
fn who_answers_and_how_often_can_be_chosen() {
    let gateway = shop().build().expect("a gateway");
    let waiting = id(&inquiries(&gateway, "NOANSWER", opened())[0]);
    assert_eq!(answer_inquiry(&gateway, waiting, "답변", "A00012345", opened()), ok(), "as the error's text says");
    let gateway =
        shop().vendor_answers_inquiries(false).several_answers(true).wing_user("boss").build().expect("a gateway");
    assert_eq!(answer_inquiry(&gateway, waiting, "답변", "A00012345", opened()), refused(WRONG_WRITER));
    assert_eq!(answer_inquiry(&gateway, waiting, "답변", DEFAULT_WING_USER, opened()), refused(WRONG_WRITER));
    assert_eq!(answer_inquiry(&gateway, waiting, "답변", "boss", opened()), ok());
    assert_eq!(answer_inquiry(&gateway, waiting, "답변", "boss", opened()), refused("동일한 답변이 존재합니다."));
    assert_eq!(answer_inquiry(&gateway, waiting, "또", "boss", opened()), ok());
    let answered = inquiries(&gateway, "ANSWERED", opened());
    let row = answered.iter().find(|row| id(row) == waiting).expect("the inquiry");
    let comments = row["commentDtoList"].as_array().expect("comments");
    assert_eq!(comments.len(), 2);
    assert_ne!(comments[0]["inquiryCommentId"], comments[1]["inquiryCommentId"]);
}

/// The message of a case that waits for an answer.
fn parent(row: &Value) -> i64 {
    let replies = row["replies"].as_array().expect("replies");
    let waiting = replies.iter().find(|reply| reply["needAnswer"] == true).expect("a message that waits");
    assert_eq!(waiting["partnerTransferStatus"], "requestAnswer");
    waiting["answerId"].as_i64().expect("an id")
}

fn answer_case(gateway: &Gateway, id: i64, change: &[(&str, Value)], now: SystemTime) -> (u16, String) {
    let mut body = json!({
        "vendorId": "A00012345", "inquiryId": id.to_string(), "content": "변경 가능합니다.", "replyBy": DEFAULT_WING_USER,
    });
    for (name, value) in change {
        body[*name] = value.clone();
    }
    let path = format!("v4/vendors/A00012345/callCenterInquiries/{id}/replies");
    message(send(gateway, "POST", &path, &body.to_string(), now))
}

fn confirm(gateway: &Gateway, id: i64, by: &str, now: SystemTime) -> (u16, String) {
    let path = format!("v4/vendors/A00012345/callCenterInquiries/{id}/confirms");
    message(send(gateway, "POST", &path, &json!({ "confirmBy": by }).to_string(), now))
}

const CANNOT_ANSWER: &str =
    "The inquiry can't be answer. It can do only inquiryStatus:progress, partnerTransferStatus:requestAnswer";
const ENDED: &str = "상담이 종료된 문의입니다 - 522";

#[test]
fn an_answered_case_waits_no_more_in_any_read() {
    let gateway = shop().build().expect("a gateway");
    let row = &cases(&gateway, "NO_ANSWER", opened())[0];
    let (case_id, parent) = (id(row), parent(row));
    let now = opened() + HOUR;
    assert_eq!(answer_case(&gateway, case_id, &[("parentAnswerId", parent.into())], now), ok());
    assert!(!holds(&cases(&gateway, "NO_ANSWER", now), case_id));
    let row = case(&gateway, &case_id.into(), now);
    assert!(cases(&gateway, "ANSWER", now).contains(&row));
    assert_eq!((&row["csPartnerCounselingStatus"], &row["inquiryStatus"]), (&"answered".into(), &"progress".into()));
    let replies = row["replies"].as_array().expect("replies");
    let newest = replies.last().expect("a reply");
    assert_eq!((&newest["answerType"], &newest["content"]), (&"vendor".into(), &"변경 가능합니다.".into()));
    assert_eq!(newest["replyAt"], "2026-03-02T11:30:00.000000+09:00");
    assert!(replies.iter().all(|reply| reply["needAnswer"] == false));
    let again = answer_case(&gateway, case_id, &[("parentAnswerId", parent.into())], now);
    assert_eq!(again, refused(CANNOT_ANSWER));
    assert_eq!(commits(&gateway), [("call_center.reply", case_id)]);

    assert!(gateway.happen(Happening::CounsellorAsksAgain { inquiry_id: case_id }, now));
    let asked = case(&gateway, &case_id.into(), now);
    let newest = self::parent(&asked);
    assert_ne!(newest, parent);
    assert!(cases(&gateway, "NO_ANSWER", now).contains(&asked));
    let old = answer_case(&gateway, case_id, &[("parentAnswerId", parent.into())], now);
    assert_eq!(old, refused(CANNOT_ANSWER), "only the newest message waits");
    let text = [("parentAnswerId", newest.to_string().into())];
    assert_eq!(answer_case(&gateway, case_id, &text, now), ok(), "the official example sends text");
    assert_eq!(commits(&gateway).len(), 2);
}

#[test]
fn an_answer_to_a_case_is_refused_in_the_documented_words() {
    let gateway = shop().build().expect("a gateway");
    let row = &cases(&gateway, "NO_ANSWER", opened())[0];
    let (case_id, parent) = (id(row), json!(parent(row)));
    let with = |name: &str, value: Value| {
        answer_case(&gateway, case_id, &[("parentAnswerId", parent.clone()), (name, value)], opened())
    };
    for content in ["", "가", &"가".repeat(1_001)] {
        let expected = refused("The reply content length should be between 2 ~ 1000");
        assert_eq!(with("content", content.into()), expected, "{}", content.len());
    }
    assert_eq!(with("parentAnswerId", Value::Null), refused("The parentAnswerId is required."));
    assert_eq!(with("parentAnswerId", 7.into()), refused(CANNOT_ANSWER));
    assert_eq!(with("replyBy", "somebody".into()), refused("userId가 올바르지 않습니다 - 520"));
    assert_eq!(with("replyBy", "A00012345".into()), refused("userId가 올바르지 않습니다 - 521"));
    assert_eq!(with("inquiryId", case_id.into()).0, 400, "the id travels as text");
    assert_eq!(with("vendorId", "A00099999".into()).0, 400);
    let foreign = answer_case(&gateway, 2_000_000_000, &[("parentAnswerId", 7.into())], opened());
    assert_eq!(
        foreign,
        refused("The inquiryId doesn't belongs to the vendorId, have no permisson to reply this inquiry")
    );
    assert_eq!(answer_case(&gateway, 7, &[("parentAnswerId", 7.into())], opened()).0, 404);
    let answered = id(&cases(&gateway, "ANSWER", opened())[0]);
    assert_eq!(answer_case(&gateway, answered, &[("parentAnswerId", 7.into())], opened()), refused(ENDED));
    assert!(gateway.happen(Happening::CounsellorCloses { inquiry_id: case_id }, opened()));
    assert!(!gateway.happen(Happening::CounsellorCloses { inquiry_id: case_id }, opened()));
    assert_eq!(with("content", "답변".into()), refused(ENDED));
    assert_eq!(case(&gateway, &case_id.into(), opened())["inquiryStatus"], "complete");
    assert_eq!(commits(&gateway), []);
}

#[test]
fn how_an_answer_is_counted_can_be_chosen() {
    let hearts = "♥💌".repeat(300); // 900 UTF-16 units, 600 code points, 2,100 bytes
    for (unit, longest) in [(LengthUnit::Utf16, true), (LengthUnit::CodePoints, true), (LengthUnit::Bytes, false)] {
        let gateway = shop().answer_length_unit(unit).build().expect("a gateway");
        let row = &cases(&gateway, "NO_ANSWER", opened())[0];
        let change = [("parentAnswerId", parent(row).into()), ("content", hearts.clone().into())];
        assert_eq!(answer_case(&gateway, id(row), &change, opened()).0 == 200, longest, "{unit:?}");
    }
}

#[test]
fn a_case_that_nobody_answers_for_a_day_is_closed_to_answers() {
    let gateway = shop().build().expect("a gateway");
    let row = &cases(&gateway, "NO_ANSWER", opened())[0];
    let (case_id, parent) = (id(row), json!(parent(row)));
    let before = opened() + 24 * HOUR - Duration::from_secs(1);
    assert!(holds(&cases(&gateway, "NO_ANSWER", before), case_id));
    let transfer = id(&cases(&gateway, "TRANSFER", before)[0]);
    let after = opened() + 24 * HOUR;
    assert!(!holds(&cases(&gateway, "NO_ANSWER", after), case_id));
    let row = case(&gateway, &case_id.into(), after);
    assert!(cases(&gateway, "ANSWER", after).contains(&row));
    let replies = row["replies"].as_array().expect("replies");
    assert_eq!(replies.last().expect("a notice")["answerType"], "csAgent");
    assert!(replies.iter().all(|reply| reply["needAnswer"] == false));
    let late = answer_case(&gateway, case_id, &[("parentAnswerId", parent)], after);
    assert_eq!(late, refused(CANNOT_ANSWER));
    assert_eq!(confirm(&gateway, transfer, DEFAULT_WING_USER, after), refused(ENDED));
    assert!(!holds(&cases(&gateway, "TRANSFER", after), transfer));
    assert_eq!(commits(&gateway), []);
}

#[test]
fn a_confirmed_case_is_complete() {
    let gateway = shop().build().expect("a gateway");
    let case_id = id(&cases(&gateway, "TRANSFER", opened())[0]);
    for by in ["", "somebody"] {
        assert_eq!(confirm(&gateway, case_id, by, opened()), refused("userId가 올바르지 않습니다 - 520"));
    }
    assert_eq!(confirm(&gateway, case_id, "A00012345", opened()), refused("userId가 올바르지 않습니다 - 521"));
    let unanswered = id(&cases(&gateway, "NO_ANSWER", opened())[0]);
    assert_eq!(confirm(&gateway, unanswered, DEFAULT_WING_USER, opened()), refused(CANNOT_ANSWER));
    assert_eq!(commits(&gateway), []);
    assert_eq!(confirm(&gateway, case_id, DEFAULT_WING_USER, opened()), ok());
    let row = case(&gateway, &case_id.into(), opened());
    assert_eq!(row["inquiryStatus"], "complete");
    assert_eq!(row["replies"][0]["partnerTransferCompleteReason"], "DISPUTE_PROCESS_COMPLETE");
    assert!(cases(&gateway, "ANSWER", opened()).contains(&row));
    assert!(!holds(&cases(&gateway, "TRANSFER", opened()), case_id));
    assert_eq!(confirm(&gateway, case_id, DEFAULT_WING_USER, opened()), refused(ENDED));
    assert_eq!(commits(&gateway), [("call_center.confirm", case_id)]);
}
