//! What is open about customer service, inventory and settlement.

use super::Question;
use crate::support::{opened, read, send};
use commerce_sandbox::coupang::Gateway;

pub(super) const QUESTIONS: &[Question] = &[Question::new(
    "vendor_answers_inquiries",
    vendor_answers,
    &[("true", "200"), ("false", "400: replyBy is incorrect")],
)];

fn vendor_answers(gateway: &Gateway) -> String {
    let query = "answeredType=NOANSWER&inquiryStartAt=2026-03-01&inquiryEndAt=2026-03-02";
    let found = read(gateway, &format!("v4/vendors/A00012345/onlineInquiries?{query}"), opened());
    let id = found["content"][0]["inquiryId"].as_i64().expect("an inquiry");
    let body = r#"{"vendorId":"A00012345","content":"예시 답변입니다.","replyBy":"A00012345"}"#;
    let path = format!("v4/vendors/A00012345/onlineInquiries/{id}/replies");
    let (status, answer) = send(gateway, "POST", &path, body, opened());
    let refused = answer["message"].as_str().is_some_and(|text| text.starts_with("The value of replyBy"));
    if refused { format!("{status}: replyBy is incorrect") } else { status.to_string() }
}
