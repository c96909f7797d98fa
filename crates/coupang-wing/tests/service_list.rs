//! Customer service against the sandbox core: every row once, in both versions.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod shop;

use std::collections::BTreeSet;

use apiwire::testing::Reply;
use commerce_sandbox::coupang::Gateway;
use coupang_wing::calendar::{KstDate, Timestamp};
use coupang_wing::service::{
    AnsweredType, CallCenterInquiry, CallCenterLookup, CallCenterQuery, CsPartnerCounselingStatus, InquiriesVersion,
    InquiryQuery, PartnerCounselingStatus, ProductInquiry,
};
use coupang_wing::window::INQUIRY_DAYS;
use coupang_wing::{CallCenterInquiryId, ErrorKind, OrderId, VendorItemId, Wing};
use shop::{open, scripted, today};

const VERSIONS: [InquiriesVersion; 2] = [InquiriesVersion::V5, InquiriesVersion::V4];

async fn inquiries(wing: &Wing, query: InquiryQuery) -> Vec<ProductInquiry> {
    let mut listing = wing.service().inquiries(query);
    let mut rows = Vec::new();
    while let Some(row) = listing.next().await {
        rows.push(row.unwrap());
    }
    assert_eq!(listing.oddities().count(), 0);
    for row in &rows {
        assert!(row.extra.expose().is_empty() && row.comments.iter().flatten().all(|c| c.extra.expose().is_empty()));
    }
    rows
}

async fn cases(wing: &Wing, query: CallCenterQuery) -> Vec<CallCenterInquiry> {
    let mut listing = wing.service().call_center_inquiries(query);
    let mut rows = Vec::new();
    while let Some(row) = listing.next().await {
        rows.push(row.unwrap());
    }
    assert_eq!(listing.oddities().count(), 0);
    for row in &rows {
        assert!(row.extra.expose().is_empty() && row.replies.iter().flatten().all(|r| r.extra.expose().is_empty()));
    }
    rows
}

fn week(answered: AnsweredType) -> InquiryQuery {
    InquiryQuery::days(today().plus_days(-6), today(), answered).unwrap()
}

fn case_week(status: PartnerCounselingStatus) -> CallCenterQuery {
    CallCenterQuery::days(today().plus_days(-6), today(), status).unwrap()
}

fn inquiry_ids(rows: &[ProductInquiry]) -> BTreeSet<i64> {
    rows.iter().map(|row| row.inquiry_id.get()).collect()
}

fn case_ids(rows: &[CallCenterInquiry]) -> BTreeSet<i64> {
    rows.iter().map(|row| row.inquiry_id.get()).collect()
}

/// Whole seconds: all that version 4 tells.
fn second(at: Option<&Timestamp>) -> i64 {
    at.unwrap().unix_seconds()
}

#[tokio::test(start_paused = true)]
async fn every_inquiry_comes_once_over_all_pages_in_both_versions() {
    let (wing, gateway) = open(Gateway::builder().inquiries_per_day(15));
    let mut seen: Vec<Vec<(i64, i64)>> = Vec::new();
    for version in VERSIONS {
        for (size, pages) in [(7, 15), (35, 3), (50, 3)] {
            let query = week(AnsweredType::All).with_version(version).with_page_size(size).unwrap();
            let before = gateway.ledger().calls;
            let rows = inquiries(&wing, query).await;
            assert_eq!((rows.len(), inquiry_ids(&rows).len()), (105, 105));
            assert_eq!(gateway.ledger().calls - before, pages, "the last page is known by its number");
            seen.push(rows.iter().map(|row| (row.inquiry_id.get(), second(row.inquiry_at.as_ref()))).collect());
        }
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "the same rows at the same moments");
    assert!(gateway.ledger().peak_calls_per_second <= 4 && gateway.ledger().throttled == 0);
}

#[tokio::test(start_paused = true)]
async fn the_filters_of_inquiries_split_them() {
    let (wing, _) = open(Gateway::builder().inquiries_per_day(5));
    let answered = inquiries(&wing, week(AnsweredType::Answered)).await;
    let waiting = inquiries(&wing, week(AnsweredType::NoAnswer)).await;
    assert_eq!((answered.len(), waiting.len()), (14, 21));
    assert!(answered.iter().all(|row| !row.comments.as_ref().unwrap().is_empty()));
    assert!(waiting.iter().all(|row| row.comments.as_ref().unwrap().is_empty()));
    let both: BTreeSet<i64> = inquiry_ids(&answered).union(&inquiry_ids(&waiting)).copied().collect();
    assert_eq!(both, inquiry_ids(&inquiries(&wing, week(AnsweredType::All)).await));
}

#[tokio::test(start_paused = true)]
async fn the_first_page_tells_how_many_there_are() {
    let (wing, gateway) = open(Gateway::builder().inquiries_per_day(40).call_center_inquiries_per_day(0));
    let page = wing.service().inquiries(week(AnsweredType::All)).next_page().await.unwrap().unwrap();
    assert_eq!((page.rows.len(), page.total), (50, Some(280)));
    let query = case_week(PartnerCounselingStatus::None);
    let mut none = wing.service().call_center_inquiries(query);
    let page = none.next_page().await.unwrap().unwrap();
    assert_eq!((page.rows.len(), page.total, page.next.is_none()), (0, Some(0), true));
    assert!(none.next_page().await.is_none());
    assert_eq!(gateway.ledger().calls, 2);
}

#[tokio::test(start_paused = true)]
async fn windows_collect_a_long_range_without_a_gap() {
    let (wing, _) = open(Gateway::builder().inquiries_per_day(1));
    let mut found = BTreeSet::new();
    for (from, to) in INQUIRY_DAYS.plan(today().plus_days(-29)..=today()).unwrap() {
        let query = InquiryQuery::days(from, to, AnsweredType::All).unwrap();
        found.extend(inquiry_ids(&inquiries(&wing, query).await));
    }
    assert_eq!(found.len(), 30);
}

#[tokio::test(start_paused = true)]
async fn every_case_comes_once_and_reads_alone_as_in_the_list() {
    let (wing, _) = open(Gateway::builder().call_center_inquiries_per_day(9));
    let mut seen = Vec::new();
    for version in VERSIONS {
        let query = case_week(PartnerCounselingStatus::None).with_version(version);
        let rows = cases(&wing, query.clone()).await;
        assert_eq!((rows.len(), case_ids(&rows).len()), (63, 63));
        assert_eq!(case_ids(&rows), case_ids(&cases(&wing, query.with_page_size(11).unwrap()).await));
        for row in rows.iter().step_by(20) {
            let which = CallCenterLookup::new(row.inquiry_id).with_version(version);
            let single = wing.service().call_center_inquiry(which).await.unwrap();
            assert_eq!(single.oddities.count(), 0);
            assert_eq!(serde_json::to_value(&single.row).unwrap(), serde_json::to_value(row).unwrap());
        }
        seen.push(case_ids(&rows));
    }
    assert_eq!(seen[0], seen[1]);
    let id = CallCenterInquiryId::new(*seen[0].first().unwrap()).unwrap();
    assert_eq!(wing.service().call_center_inquiry(id).await.unwrap().row.inquiry_id, id);
}

#[tokio::test(start_paused = true)]
async fn the_filters_of_cases_split_them() {
    let (wing, _) = open(Gateway::builder().call_center_inquiries_per_day(7));
    let mut together = BTreeSet::new();
    for (status, count, answered) in [
        (PartnerCounselingStatus::NoAnswer, 21, CsPartnerCounselingStatus::RequestAnswer),
        (PartnerCounselingStatus::Answer, 14, CsPartnerCounselingStatus::Answered),
        (PartnerCounselingStatus::Transfer, 14, CsPartnerCounselingStatus::Answered),
    ] {
        let rows = cases(&wing, case_week(status.clone())).await;
        assert_eq!(rows.len(), count, "{status:?}");
        assert!(rows.iter().all(|row| row.cs_partner_counseling_status.as_ref() == Some(&answered)));
        let awaits =
            |row: &CallCenterInquiry| row.replies.iter().flatten().any(|reply| reply.need_answer == Some(true));
        assert!(rows.iter().all(|row| awaits(row) == (status == PartnerCounselingStatus::NoAnswer)));
        together.extend(case_ids(&rows));
    }
    assert_eq!(together, case_ids(&cases(&wing, case_week(PartnerCounselingStatus::None)).await));
}

#[tokio::test(start_paused = true)]
async fn cases_are_found_by_option_and_by_order() {
    let (wing, _) = open(Gateway::builder().call_center_inquiries_per_day(9));
    let all = cases(&wing, case_week(PartnerCounselingStatus::None)).await;
    let option: VendorItemId = all[0].vendor_item_ids.as_ref().unwrap().as_slice()[0];
    let order: OrderId = all.iter().find_map(|row| row.order_id).unwrap();
    let of_option: BTreeSet<i64> = all
        .iter()
        .filter(|row| row.vendor_item_ids.as_ref().unwrap().as_slice() == [option])
        .map(|row| row.inquiry_id.get())
        .collect();
    let within = cases(&wing, case_week(PartnerCounselingStatus::None).with_item(option)).await;
    assert_eq!(case_ids(&within), of_option);
    let ever = cases(&wing, CallCenterQuery::item(option, PartnerCounselingStatus::None).unwrap()).await;
    assert!(case_ids(&ever).is_superset(&of_option) && ever.len() > of_option.len());
    let of_order = cases(&wing, case_week(PartnerCounselingStatus::None).with_order(order)).await;
    assert!(!of_order.is_empty() && of_order.iter().all(|row| row.order_id == Some(order)));
}

#[tokio::test(start_paused = true)]
async fn a_case_that_is_not_there_is_no_sign_of_a_wrong_address() {
    let (wing, gateway) = open(Gateway::builder());
    let read = async |id: i64| wing.service().call_center_inquiry(CallCenterInquiryId::new(id).unwrap()).await;
    // Another vendor's, one of the year 2099, and no case of anybody's.
    for id in [2_000_000_000, 1_365_000_000, 7].into_iter().cycle().take(9) {
        let error = read(id).await.unwrap_err();
        assert_eq!((error.kind(), error.status(), error.attempts()), (ErrorKind::NotFound, Some(404), 1));
        assert_eq!(error.operation(), "call_center.get");
    }
    let known = cases(&wing, case_week(PartnerCounselingStatus::None)).await[0].inquiry_id;
    assert!(read(known.get()).await.is_ok(), "nine of them hold nothing back");
    assert_eq!(gateway.ledger().calls, 11);
}

#[tokio::test(start_paused = true)]
async fn a_page_that_comes_twice_ends_the_listing_and_hands_out_no_row_twice() {
    let body = |page: u32| {
        let rows = r#"[{"inquiryId":1}]"#;
        let pagination = format!(r#"{{"currentPage":{page},"totalPages":3,"totalElements":3,"countPerPage":1}}"#);
        Reply::Json(200, format!(r#"{{"code":200,"data":{{"content":{rows},"pagination":{pagination}}}}}"#))
    };
    let (wing, script) = scripted([body(1), body(1), body(1)]);
    let mut listing = wing.service().inquiries(week(AnsweredType::All));
    assert_eq!(listing.next().await.unwrap().unwrap().inquiry_id.get(), 1);
    assert_eq!(listing.next().await.unwrap().unwrap_err().kind(), ErrorKind::Paging);
    assert!(listing.next().await.is_none());
    assert_eq!(listing.resume_token().unwrap().as_str(), "2");
    assert_eq!(script.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_listing_resumes_at_a_page_number() {
    let (wing, _) = open(Gateway::builder().inquiries_per_day(15));
    let query = week(AnsweredType::All).with_page_size(20).unwrap();
    let whole = inquiries(&wing, query.clone()).await;
    let mut first = wing.service().inquiries(query.clone());
    for _ in 0..50 {
        first.next().await.unwrap().unwrap();
    }
    let mut second = wing.service().inquiries(query).resume(first.resume_token().cloned());
    assert_eq!(second.next().await.unwrap().unwrap().inquiry_id, whole[40].inquiry_id);
}

#[tokio::test(start_paused = true)]
async fn a_list_that_timed_out_is_asked_again_with_more_time() {
    let timeout = Reply::Json(400, r#"{"code":400,"message":"Read timed out"}"#.to_owned());
    let empty = Reply::Json(200, r#"{"code":200,"message":"OK","data":{"content":[]}}"#.to_owned());
    let (wing, script) = scripted([timeout, empty]);
    assert!(inquiries(&wing, week(AnsweredType::All)).await.is_empty());
    let asked =
        |n: usize| script.requests()[n].headers().get("x-extended-timeout").map(|value| value.as_bytes().to_vec());
    assert_eq!((script.requests().len(), asked(0), asked(1)), (2, None, Some(b"30000".to_vec())));
}

#[tokio::test(start_paused = true)]
async fn what_coupang_refuses_is_a_bad_request() {
    let (wing, _) = open(Gateway::builder());
    let day: KstDate = today();
    let unknown = InquiryQuery::days(day, day, AnsweredType::from("MAYBE")).unwrap();
    let error = wing.service().inquiries(unknown).next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.status(), error.operation()), (ErrorKind::BadRequest, Some(400), "inquiries.list"));
    let inside_200 = Reply::Json(200, r#"{"code":400,"message":"Read timed out"}"#.to_owned());
    let (wing, script) = scripted([inside_200.clone(), inside_200.clone(), inside_200]);
    let query = CallCenterQuery::days(day, day, PartnerCounselingStatus::None).unwrap();
    let error = wing.service().call_center_inquiries(query).next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Unavailable, "call_center.list"));
    assert_eq!(script.requests().len(), 3, "a timeout is none that asks for another request, also inside 200");
}
