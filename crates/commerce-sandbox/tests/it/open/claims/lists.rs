//! What is open about the lists of the family: how they are sorted, and where they end.

use super::{DAYS, MINUTES, Question, WEEK, body_of, returns, searched, walk};
use crate::support::rows;
use commerce_sandbox::coupang::Gateway;
use serde_json::Value;
use std::collections::BTreeSet;

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "claims_sort",
        sorted,
        &[
            ("oldest_first", "returns up, exchanges up, withdrawals up"),
            ("newest_first", "returns down, exchanges down, withdrawals down"),
        ],
    ),
    Question::new(
        "short_cancellation_pages",
        |gateway| {
            let page = |filter: &str| {
                let search = format!("returnRequests?{DAYS}&{filter}");
                let body = body_of(gateway, "v6", &format!("{search}&maxPerPage=4"));
                let all = walk(gateway, "v6", &format!("{search}&maxPerPage=4"));
                assert_eq!(all, walk(gateway, "v6", &search), "none is lost");
                format!("{} of {} {}", rows(&body).len(), all.len(), body["nextToken"] != "")
            };
            format!("{}, {}", page("cancelType=CANCEL"), page("status=RU"))
        },
        &[("false", "4 of 10 true, 4 of 10 true"), ("true", "2 of 10 true, 4 of 10 true")],
    ),
    Question::new("claims_to_the_end", last_day, &[("true", "up to 2026-03-01"), ("false", "up to 2026-02-28")]),
    Question::new(
        "minute_status_required",
        |gateway| match searched(gateway, MINUTES) {
            (200, body) => format!("{} statuses", statuses(rows(&body)).len()),
            (status, _) => status.to_string(),
        },
        &[("true", "400"), ("false", "5 statuses")],
    ),
    Question::new(
        "minute_extras_refused",
        |gateway| match searched(gateway, &format!("{MINUTES}&status=UC&maxPerPage=1")) {
            (200, body) => format!("{} rows", rows(&body).len()),
            (status, _) => status.to_string(),
        },
        &[("false", "4 rows"), ("true", "400")],
    ),
    Question::new(
        "longest_minute_search",
        longest,
        &[("24_hours", "1 day"), ("7_days", "7 days"), ("31_days", "31 days")],
    ),
    Question::new(
        "lower_case_time_frame",
        |gateway| {
            let (status, body) = searched(gateway, &format!("{}&status=UC", MINUTES.replace("Frame", "frame")));
            if body.get("nextToken").is_some() { "by day".to_owned() } else { status.to_string() }
        },
        &[("false", "400"), ("true", "200")],
    ),
];

fn statuses(rows: &[Value]) -> BTreeSet<&str> {
    rows.iter().filter_map(|row| row["receiptStatus"].as_str()).collect()
}

/// Which way the rows of each list go over its pages, of which none loses or repeats a row.
fn sorted(gateway: &Gateway) -> String {
    let pages = |search: &str, version| {
        let (rows, whole) = (walk(gateway, version, &format!("{search}&maxPerPage=3")), walk(gateway, version, search));
        assert!(rows.len() > 6 && rows == whole, "{search}");
        rows
    };
    let receipts = pages(&format!("returnRequests?{DAYS}&status=CC"), "v6");
    let exchanges = pages(&format!("exchangeRequests?{WEEK}"), "v4");
    let days = "returnWithdrawRequests?dateFrom=2026-02-24&dateTo=2026-03-02&sizePerPage=3";
    let withdrawals: Vec<Value> =
        (1..=3).flat_map(|page| rows(&body_of(gateway, "v4", &format!("{days}&pageIndex={page}"))).to_vec()).collect();
    assert_eq!(withdrawals.len(), 7);
    let way = |rows: &[Value]| {
        let times: Vec<&str> = rows.iter().filter_map(|row| row["createdAt"].as_str()).collect();
        let down = times.iter().rev().is_sorted();
        if times.is_sorted() {
            "up"
        } else if down {
            "down"
        } else {
            "neither"
        }
    };
    format!("returns {}, exchanges {}, withdrawals {}", way(&receipts), way(&exchanges), way(&withdrawals))
}

/// The last day of which lists by day, by minute and by second show something.
fn last_day(gateway: &Gateway) -> String {
    let by_day = "returnRequests?createdAtFrom=2026-02-26&createdAtTo=2026-03-01&status=CC";
    let all = walk(gateway, "v6", by_day);
    let last = all.iter().filter_map(|row| row["createdAt"].as_str()).max().expect("rows");
    // The minute and the second in which the last of all returns and exchanges of a week was made.
    let exchange = walk(gateway, "v4", &format!("exchangeRequests?{WEEK}"));
    let second = exchange.iter().filter_map(|row| row["createdAt"].as_str()).max().expect("rows");
    let to_second = WEEK.replace("2026-03-02T23:59:59", second);
    let of_second = walk(gateway, "v4", &format!("exchangeRequests?{to_second}"));
    let newest = returns(gateway, "status=CC").into_iter();
    let newest = newest.filter_map(|row| row["createdAt"].as_str().map(str::to_owned)).max().expect("rows");
    let window = format!("searchType=timeFrame&createdAtFrom={}T00:00&createdAtTo={}", &newest[..10], &newest[..16]);
    let of_minute = searched(gateway, &format!("{window}&status=CC")).1;
    let hit = |rows: &[Value], at: &str| rows.iter().any(|row| row["createdAt"] == at);
    let whole = [hit(&of_second, second), hit(rows(&of_minute), &newest)];
    assert_eq!(whole, [&last[..10] == "2026-03-01"; 2], "days, minutes and seconds are taken alike");
    format!("up to {}", &last[..10])
}

/// The longest stretch of whole days by minute that is answered.
fn longest(gateway: &Gateway) -> String {
    let spans = [("1 day", "01"), ("2 days", "02"), ("7 days", "07"), ("8 days", "08"), ("31 days", "31")];
    let taken = spans.into_iter().rfind(|(_, last)| {
        let window = format!("searchType=timeFrame&createdAtFrom=2026-01-01T00:00&createdAtTo=2026-01-{last}T23:59");
        searched(gateway, &format!("{window}&status=UC")).0 == 200
    });
    taken.map_or("none", |(name, _)| name).to_owned()
}
