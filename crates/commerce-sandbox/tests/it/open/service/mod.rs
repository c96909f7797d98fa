//! What is open about customer service, inventory and settlement.

mod answers;
mod cases;
mod inquiries;
mod options;
mod payouts;
mod revenue;

use super::Question;
use crate::support::{opened, read, shop};
use commerce_sandbox::coupang::Gateway;
use serde_json::Value;

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "inquiries_sort",
        inquiries::sort,
        &[("oldest_first", "inquiries rise, cases rise"), ("newest_first", "inquiries fall, cases fall")],
    ),
    Question::new(
        "empty_list_has_a_page",
        inquiries::empty,
        &[("false", "nothing on 0 pages"), ("true", "nothing on 1 pages")],
    )
    .of(|| shop().call_center_inquiries_per_day(0)),
    Question::new(
        "inquiry_days",
        inquiries::days,
        &[
            ("korea", "1 March is 2026-03-01 00 h to 2026-03-01 23 h in Korea"),
            ("utc", "1 March is 2026-03-01 09 h to 2026-03-02 08 h in Korea"),
        ],
    )
    .of(|| shop().inquiries_per_day(24).call_center_inquiries_per_day(24)),
    Question::new(
        "inquiries_seven_days_apart",
        inquiries::seven_days,
        &[("false", "6 days 200, 7 days 400, 8 days 400"), ("true", "6 days 200, 7 days 200, 8 days 400")],
    ),
    Question::new(
        "query_vendor_required",
        inquiries::no_vendor,
        &[("false", "inquiries 200, cases 200"), ("true", "inquiries 400, cases 400")],
    ),
    Question::new(
        "deleted_inquiries_listed",
        inquiries::deleted,
        &[("false", "gone, and an answer is 400"), ("true", "listed, and an answer is 400")],
    ),
    Question::new(
        "deleted_product_ids",
        inquiries::deleted_product,
        &[("kept", "4 numbers"), ("null", "4 nulls"), ("absent", "nothing")],
    ),
    Question::new("null_order_ids", inquiries::no_order, &[("false", "empty"), ("true", "null")]),
    Question::new(
        "replies_sort",
        cases::replies,
        &[("oldest_first", "csAgent, vendor"), ("newest_first", "vendor, csAgent")],
    ),
    Question::new("cases_by_order_alone", cases::by_order, &[("false", "400"), ("true", "200, its case")]),
    Question::new(
        "transferred_status",
        cases::transferred,
        &[("answered", "answered, confirmed answered"), ("requestAnswer", "requestAnswer, confirmed answered")],
    ),
    Question::new(
        "transferred_message",
        cases::message,
        &[("none", "none, confirmed none"), ("requestAnswer", "requestAnswer, confirmed none")],
    ),
    Question::new(
        "handed_over_is_complete",
        cases::handed_over,
        &[("false", "progress, confirmed complete"), ("true", "complete, confirmed complete")],
    ),
    Question::new(
        "confirmed_reason",
        cases::reason,
        &[("DISPUTE_PROCESS_COMPLETE", "NONE, confirmed DISPUTE_PROCESS_COMPLETE"), ("NONE", "NONE, confirmed NONE")],
    ),
    Question::new(
        "unanswered_at",
        cases::unanswered,
        &[
            ("last_message", "as its last message, answered as its last message"),
            ("null", "null, answered as its last message"),
        ],
    ),
    Question::new("case_option", cases::option, &[("array", "an array of one"), ("number", "a number")]),
    Question::new("parents_are_text", cases::parent, &[("false", "0"), ("true", "\"0\"")]),
    Question::new(
        "case_deadline_seconds",
        cases::deadline,
        &[("86400", "after an hour it waits, after a day not"), ("3600", "after an hour not, after a day not")],
    ),
    Question::new(
        "overdue_cases_linger",
        cases::overdue,
        &[("false", "gone after a day, a confirmation 400"), ("true", "waiting after a day, a confirmation 400")],
    ),
    Question::new(
        "refused_confirmation",
        answers::confirmed_again,
        &[("522", "400 the consultation has ended"), ("cannot_answer", "400 not in a state to answer")],
    ),
    Question::new("write_code", answers::code, &[("text", "\"200\" \"200\" \"200\""), ("number", "200 200 200")]),
    Question::new(
        "vendor_answers_inquiries",
        answers::by_vendor,
        &[("true", "200"), ("false", "400: replyBy is incorrect")],
    ),
    Question::new("several_answers", answers::second, &[("false", "200 400 400"), ("true", "200 200 400")]),
    Question::new(
        "longest_answer",
        answers::longest,
        &[("0", "100 letters 200, 101 letters 200"), ("100", "100 letters 200, 101 letters 400")],
    ),
    Question::new(
        "odd_line_breaks_refused",
        answers::line_breaks,
        &[("false", "odd 200 200, usual 200 200"), ("true", "odd 400 400, usual 200 200")],
    ),
    Question::new(
        "answer_length_unit",
        answers::length,
        &[("utf16", "500 hearts"), ("code_points", "1000 hearts"), ("bytes", "250 hearts")],
    ),
    Question::new(
        "text_parents_taken",
        answers::text_parent,
        &[("true", "200"), ("false", "400 The parentAnswerId is required.")],
    ),
    Question::new(
        "vendor_as_user",
        answers::vendor_as_user,
        &[("521", "521, a stranger 520"), ("520", "520, a stranger 520")],
    ),
    Question::new(
        "unknown_case",
        answers::unknown_case,
        &[("404", "answer 404, confirmation 404"), ("as_foreign", "answer 400, confirmation 400")],
    ),
    Question::new("most_stock", options::stock, &[("0", "100 200, 101 200"), ("100", "100 200, 101 400")]),
    Question::new(
        "zero_price_taken",
        options::zero_price,
        &[("false", "400, it costs 12900"), ("true", "200, it costs 0")],
    ),
    Question::new("option_writes_have_data", options::data, &[("true", "null"), ("false", "no data")]),
    Question::new(
        "revenue_month",
        revenue::month,
        &[
            ("31_days", "January 200, to 1 February 400, 31 January to 1 March 200"),
            ("calendar", "January 200, to 1 February 200, 31 January to 1 March 400"),
        ],
    ),
    Question::new(
        "revenue_days",
        revenue::days,
        &[("korea", "yesterday 200, this month 200"), ("utc", "yesterday 400, this month 400")],
    ),
    Question::new("revenue_sort", revenue::sort, &[("oldest_first", "28 rows rise"), ("newest_first", "28 rows fall")]),
    Question::new(
        "refund_signs",
        revenue::signs,
        &[
            ("mixed", "the seller's fault + and +, the customer's -"),
            ("negative", "the seller's fault - and -, the customer's -"),
            ("positive", "the seller's fault + and +, the customer's +"),
        ],
    ),
    Question::new(
        "settlement_dates",
        revenue::dates,
        &[("some", "some rows"), ("all", "all rows"), ("none", "no row")],
    ),
    Question::new("null_delivery_settlement", revenue::delivery, &[("false", "numbers"), ("true", "nulls")]),
    Question::new(
        "payout_weeks",
        payouts::weeks,
        &[("from_the_first", "01-07 08-14 15-21 22-28"), ("monday", "01-01 02-08 09-15 16-22 23-28")],
    ),
    Question::new("empty_weeks_have_rows", payouts::empty, &[("false", "0 rows"), ("true", "5 rows of 0 won")])
        .of(|| shop().revenue_rows_per_day(0)),
];

/// The seven days up to the opening.
const WEEK: &str = "inquiryStartAt=2026-02-24&inquiryEndAt=2026-03-02";

/// The rows of a list that pages by number, walked in pages of seven.
fn walk(gateway: &Gateway, rest: &str) -> Vec<Value> {
    let mut all = Vec::new();
    for page in 1.. {
        let data = read(gateway, &format!("{rest}&pageSize=7&pageNum={page}"), opened());
        let rows = data["content"].as_array().expect("rows");
        if rows.is_empty() {
            assert_eq!(data["pagination"]["totalElements"], all.len());
            break;
        }
        all.extend(rows.iter().cloned());
    }
    all
}

/// Product inquiries by whether they are answered, of the week.
fn inquiries(gateway: &Gateway, answered: &str) -> Vec<Value> {
    walk(gateway, &format!("v4/vendors/A00012345/onlineInquiries?vendorId=A00012345&answeredType={answered}&{WEEK}"))
}

/// Call-centre cases by what they want, of the week.
fn cases(gateway: &Gateway, status: &str) -> Vec<Value> {
    let query = format!("vendorId=A00012345&partnerCounselingStatus={status}&{WEEK}");
    walk(gateway, &format!("v4/vendors/A00012345/callCenterInquiries?{query}"))
}

fn id(row: &Value) -> i64 {
    row["inquiryId"].as_i64().expect("an id")
}

/// Whether texts rise from row to row, or fall.
fn trend<'r>(texts: impl Iterator<Item = &'r Value>) -> &'static str {
    let texts: Vec<&str> = texts.map(|text| text.as_str().expect("a text")).collect();
    match (texts.is_sorted(), texts.iter().rev().is_sorted()) {
        (true, false) => "rise",
        (false, true) => "fall",
        _ => "are mixed",
    }
}
