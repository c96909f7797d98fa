//! Inquiries and call-centre cases against their fixtures and field tables.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod fixture;

use coupang_wing::OrderId;
use coupang_wing::service::{
    AnswerType, AnsweredType, CallCenterInquiry, CallCenterReply, CsPartnerCounselingStatus, InquiryComment,
    InquiryStatus, PartnerCounselingStatus, PartnerTransferCompleteReason, PartnerTransferStatus, ProductInquiry,
};
use fixture::{assert_shown, assert_table, read, rows};

const INQUIRIES_V5: &str = include_str!("../fixtures/inquiries.list.v5.json");
const INQUIRIES_V4: &str = include_str!("../fixtures/inquiries.list.v4.json");
const CASES_V5: &str = include_str!("../fixtures/call_center.list.v5.json");
const CASES_V4: &str = include_str!("../fixtures/call_center.list.v4.json");
const CASE_V5: &str = include_str!("../fixtures/call_center.get.v5.json");
const CASE_V4: &str = include_str!("../fixtures/call_center.get.v4.json");
const FIELDS: &str = include_str!("../fixtures/service.fields.json");

fn inquiries(fixture: &str) -> Vec<ProductInquiry> {
    let inquiries: Vec<ProductInquiry> = rows(fixture, "/data/content").iter().map(read).collect();
    for inquiry in &inquiries {
        assert!(inquiry.extra.expose().is_empty());
        assert!(inquiry.comments.iter().flatten().all(|comment| comment.extra.expose().is_empty()));
    }
    inquiries
}

fn cases(fixture: &str, place: &str) -> Vec<CallCenterInquiry> {
    let cases: Vec<CallCenterInquiry> = rows(fixture, place).iter().map(read).collect();
    for case in &cases {
        assert!(case.extra.expose().is_empty());
        assert!(case.replies.iter().flatten().all(|reply| reply.extra.expose().is_empty()));
    }
    cases
}

#[test]
fn inquiries_read_into_types() {
    // Moments by `date -u -d .. +%s`.
    for (fixture, orders, has_offset, answered_at) in
        [(INQUIRIES_V5, 2, true, 1_772_416_800), (INQUIRIES_V4, 1, false, 1_772_416_800)]
    {
        let [first, second] = inquiries(fixture).try_into().unwrap();
        assert_eq!(first.inquiry_id.get(), 390_000_151);
        assert_eq!(first.product_id.unwrap().get(), 230_000_011);
        assert_eq!(first.seller_product_id.unwrap().get(), 780_000_011);
        assert_eq!(first.seller_item_id.unwrap().get(), 1_890_000_011);
        assert_eq!(first.vendor_item_id.unwrap().get(), 4_850_000_011);
        assert!(first.content.as_ref().unwrap().expose().ends_with("\r\n언제 오나요?"));
        let asked = first.inquiry_at.as_ref().unwrap();
        assert_eq!((asked.unix_seconds(), asked.has_offset()), (1_772_413_933, has_offset));
        let linked = first.order_ids.as_ref().unwrap();
        assert_eq!((linked.len(), linked[0]), (orders, OrderId::new(19_000_000_000_011).unwrap()));
        let comment = &first.comments.as_ref().unwrap()[0];
        assert_eq!(comment.inquiry_comment_id.get(), 368_000_011);
        assert_eq!(comment.inquiry_id, Some(first.inquiry_id));
        assert_eq!(comment.content.as_ref().unwrap().expose(), "김시험 고객님, 내일 출고합니다.");
        assert_eq!(comment.inquiry_comment_at.as_ref().unwrap().unix_seconds(), answered_at);
        assert!(second.comments.as_ref().unwrap().is_empty());
        assert!(second.buyer_email.is_none(), "empty and missing are the same");
        assert!(second.order_ids.is_none_or(|linked| linked.is_empty()));
    }
}

#[test]
fn call_centre_cases_read_into_types() {
    for (list, single, has_offset, phone) in
        [(CASES_V5, CASE_V5, true, "+1(555)000-5678"), (CASES_V4, CASE_V4, false, "010-****-5678")]
    {
        let [listed, bare] = cases(list, "/data/content").try_into().unwrap();
        let single = cases(single, "/data").remove(0);
        assert_eq!(serde_json::to_value(&listed).unwrap(), serde_json::to_value(&single).unwrap());
        assert_eq!(single.inquiry_id.get(), 2_580_000_151);
        assert_eq!(single.inquiry_status, Some(InquiryStatus::Progress));
        assert_eq!(single.cs_partner_counseling_status, Some(CsPartnerCounselingStatus::RequestAnswer));
        let options: Vec<i64> = single.vendor_item_ids.as_ref().unwrap().as_slice().iter().map(|id| id.get()).collect();
        assert_eq!(options, [75_000_000_011, 75_000_000_012]);
        let opened = single.inquiry_at.as_ref().unwrap();
        assert_eq!((opened.unix_seconds(), opened.has_offset()), (1_772_416_710, has_offset));
        assert_eq!(single.answered_at.as_ref().unwrap().unix_seconds(), 1_772_416_800);
        assert_eq!(single.order_date.as_ref().unwrap().unix_seconds(), 1_772_319_600);
        assert_eq!(single.order_id.unwrap().get(), 19_000_000_000_021);
        assert_eq!(single.buyer_phone.as_ref().unwrap().expose(), phone);
        assert_eq!(single.item_name.as_deref(), Some("시험 생수, 2L, 6개"));
        assert_eq!(single.receipt_category.as_deref(), Some("배송>배송지>변경"));
        assert_eq!(single.sale_started_at.unwrap().to_string(), "2024-01-01");
        assert_eq!(single.sale_ended_at.unwrap().to_string(), "2099-12-31");
        assert_eq!(single.content.as_ref().unwrap().expose(), "상담이력");

        let [asked, answered] = single.replies.unwrap().try_into().unwrap();
        assert_eq!(asked.answer_id.get(), 21_100_000_000_011);
        assert_eq!(asked.partner_transfer_status, Some(PartnerTransferStatus::RequestAnswer));
        assert_eq!(asked.partner_transfer_complete_reason, Some(PartnerTransferCompleteReason::None));
        assert_eq!((asked.answer_type, asked.need_answer), (Some(AnswerType::CsAgent), Some(true)));
        assert_eq!(asked.receptionist_name.unwrap().expose(), "나상담");
        assert_eq!(asked.receptionist.unwrap().expose(), "cs-agent-0001");
        assert_eq!(answered.reply_at.unwrap().unix_seconds(), 1_772_422_200);
        assert_eq!((answered.answer_type, answered.need_answer), (Some(AnswerType::Vendor), Some(false)));
        assert_eq!((answered.partner_transfer_status, answered.parent_answer_id.unwrap().get()), (None, 0));

        assert_eq!(bare.inquiry_status, Some(InquiryStatus::Complete));
        assert!(bare.order_id.is_none() && bare.answered_at.is_none() && bare.buyer_phone.is_none());
        assert!(bare.replies.unwrap().is_empty());
    }
    let one = cases(CASES_V5, "/data/content").remove(1);
    assert_eq!(one.vendor_item_ids.unwrap().as_slice()[0].get(), 75_000_000_013, "a bare number reads too");
}

#[test]
fn the_models_have_every_documented_field_and_the_fixtures_show_them() {
    let models: [(&str, &[&str]); 4] = [
        ("ProductInquiry", ProductInquiry::FIELDS),
        ("InquiryComment", InquiryComment::FIELDS),
        ("CallCenterInquiry", CallCenterInquiry::FIELDS),
        ("CallCenterReply", CallCenterReply::FIELDS),
    ];
    assert_table(FIELDS, &models, 10 + 4 + 16 + 10);
    for fixture in [INQUIRIES_V5, INQUIRIES_V4] {
        assert_shown(&rows(fixture, "/data/content"), ProductInquiry::FIELDS);
        assert_shown(&rows(fixture, "/data/content/0/commentDtoList"), InquiryComment::FIELDS);
    }
    for (fixture, row) in
        [(CASES_V5, "/data/content/0"), (CASES_V4, "/data/content/0"), (CASE_V5, "/data"), (CASE_V4, "/data")]
    {
        assert_shown(&rows(fixture, row), CallCenterInquiry::FIELDS);
        assert_shown(&rows(fixture, &format!("{row}/replies")), CallCenterReply::FIELDS);
    }
}

#[test]
fn every_documented_value_is_known() {
    fn words<T>(all: &[T], word: fn(&T) -> &str) -> Vec<&str> {
        all.iter().map(word).collect()
    }
    assert_eq!(words(AnsweredType::ALL, AnsweredType::as_str), ["ALL", "ANSWERED", "NOANSWER"]);
    let filters = words(PartnerCounselingStatus::ALL, PartnerCounselingStatus::as_str);
    assert_eq!(filters, ["NONE", "ANSWER", "NO_ANSWER", "TRANSFER"]);
    assert_eq!(words(InquiryStatus::ALL, InquiryStatus::as_str), ["progress", "complete"]);
    let answers = words(CsPartnerCounselingStatus::ALL, CsPartnerCounselingStatus::as_str);
    assert_eq!(answers, ["requestAnswer", "answered"]);
    let transfers = words(PartnerTransferStatus::ALL, PartnerTransferStatus::as_str);
    assert_eq!(transfers, ["none", "requestAnswer", "answered"]);
    let reasons = words(PartnerTransferCompleteReason::ALL, PartnerTransferCompleteReason::as_str);
    assert_eq!(reasons, ["NONE", "DISPUTE_PROCESS", "DISPUTE_PROCESS_COMPLETE", "CANCEL"]);
    assert_eq!(words(AnswerType::ALL, AnswerType::as_str), ["csAgent", "vendor"]);
}

#[test]
fn nothing_personal_is_shown() {
    for fixture in [INQUIRIES_V5, INQUIRIES_V4] {
        assert_hidden(
            &format!("{:?}", inquiries(fixture)),
            &["김시험", "0000-1234", "example.com", "출고", "식기세척기"],
        );
    }
    for fixture in [CASES_V5, CASES_V4] {
        let hidden =
            ["박견본", "0000-5678", "5678", "example.com", "나상담", "시험상점", "cs-agent", "shopowner1", "상담이력"];
        assert_hidden(&format!("{:?}", cases(fixture, "/data/content")), &hidden);
    }
}

fn assert_hidden(shown: &str, hidden: &[&str]) {
    for text in hidden {
        assert!(!shown.contains(text), "{text}: {shown}");
    }
    assert!(shown.contains("<redacted>"), "{shown}");
}
