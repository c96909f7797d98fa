//! The JSON object, key by key: programs read it.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use time::macros::offset;
use time::{Duration, OffsetDateTime};
use wiremock::matchers::{any, query_param};
use wiremock::{Mock, MockServer};

use crate::support::{PER_DAY, Run, VENDOR, always, page, refusal, requests};

/// What a probe calls.
const OPERATIONS: [&str; 5] = ["orders.list", "returns.list", "exchanges.list", "inquiries.list", "call_center.list"];

fn keys(object: &Value) -> BTreeSet<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

/// Today in Korea less so many days, reckoned without our own calendar.
fn korean_day(days_ago: i64) -> String {
    let day = (OffsetDateTime::now_utc().to_offset(offset!(+9)) - Duration::days(days_ago)).date();
    format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day())
}

/// Checks everything that holds of every report.
fn assert_contract(report: &Value) {
    assert_eq!(
        keys(report),
        BTreeSet::from([
            "schema",
            "target",
            "vendor",
            "connection",
            "reason",
            "window",
            "counts",
            "truncated",
            "mismatches",
            "requests",
            "clock_skew_ms",
            "exchanges_log",
        ])
    );
    assert_eq!(report["schema"], "coupang-live-probe/1");
    assert!(["sandbox", "live"].contains(&report["target"].as_str().unwrap()));
    assert!(report["vendor"].as_str().unwrap().contains('*'), "masked: {}", report["vendor"]);
    match report["connection"].as_str().unwrap() {
        "ACTIVE" => assert_eq!(report["reason"], Value::Null),
        "PAUSED" => assert!(report["reason"].is_string()),
        other => panic!("no such connection: {other}"),
    }
    assert_eq!(keys(&report["window"]), BTreeSet::from(["from", "to"]));

    let counts = &report["counts"];
    let families = ["orders", "returns", "exchanges", "product_inquiries", "call_center_inquiries"];
    assert_eq!(keys(counts), BTreeSet::from(families));
    assert_eq!(keys(&counts["orders"]), PER_DAY.iter().map(|(status, _)| *status).collect());
    assert!(counts["orders"].as_object().unwrap().values().all(|count| count.is_null() || count.is_u64()));
    for later in &families[1..] {
        assert!(counts[later].is_null() || counts[later].is_u64(), "{later}: {}", counts[later]);
    }
    assert!(report["truncated"].is_array() && report["mismatches"].is_array());
    assert!(report["clock_skew_ms"].is_null() || report["clock_skew_ms"].is_i64());

    let log = report["exchanges_log"].as_array().unwrap();
    assert_eq!(report["requests"].as_u64(), Some(log.len() as u64));
    for row in log {
        assert_eq!(keys(row), BTreeSet::from(["operation", "status", "rows", "error", "elapsed_ms"]));
        assert!(OPERATIONS.contains(&row["operation"].as_str().unwrap()), "{row}");
        assert!(row["status"].is_null() || row["status"].is_u64());
        assert!(row["rows"].is_null() || row["rows"].is_u64());
        assert!(row["error"].is_null() || row["error"].is_string());
        assert!(row["elapsed_ms"].is_u64());
    }
}

fn families_without_count(report: &Value) -> usize {
    report["counts"].as_object().unwrap().values().filter(|count| count.is_null()).count()
}

#[tokio::test]
async fn an_active_report_has_exactly_the_keys_of_the_contract() {
    let ran = Run::with(&["--json"]).go().await;
    let report = ran.json();
    assert_contract(&report);
    assert_eq!((ran.code, &report["connection"], &report["target"]), (0, &json!("ACTIVE"), &json!("sandbox")));
    assert_eq!((&report["truncated"], &report["mismatches"]), (&json!([]), &json!([])));
    assert_eq!(report["requests"], 6 + 4 + 1 + 1 + 1, "one page of each status and list");
    assert_eq!(families_without_count(&report), 0);
    for (row, (_, expected)) in report["exchanges_log"].as_array().unwrap().iter().zip(PER_DAY) {
        assert_eq!((&row["status"], &row["rows"], &row["error"]), (&json!(200), &json!(expected), &Value::Null));
    }
}

#[tokio::test]
async fn a_paused_report_has_the_same_keys() {
    let server = always(refusal(401, "Invalid signature.")).await;
    let report = Run::with(&["--json"]).keys().at(&server.uri()).go().await.json();
    assert_contract(&report);
    let row = &report["exchanges_log"][0];
    assert_eq!((&row["status"], &row["rows"]), (&json!(401), &Value::Null));
    assert_eq!(row["error"], "invalid_signature");
}

#[tokio::test]
async fn a_report_without_any_answer_has_the_same_keys() {
    let nobody = crate::support::Silent::listen();
    let port = nobody.port();
    drop(nobody);
    let run = |args: &[&str]| Run::with(args).keys().at(&format!("http://127.0.0.1:{port}")).go();
    let (json, english, korean) = tokio::join!(run(&["--json"]), run(&["--lang", "en"]), run(&["--lang", "ko"]));
    let report = json.json();
    assert_contract(&report);
    assert_eq!((json.code, &report["connection"], &report["reason"]), (1, &json!("PAUSED"), &json!("network")));
    assert_eq!(report["clock_skew_ms"], Value::Null, "nobody told the time");
    let log = report["exchanges_log"].as_array().unwrap();
    assert_eq!(log.len(), 3, "what was not sent is tried three times");
    assert!(log.iter().all(|row| row["status"].is_null() && row["error"].is_string()));
    for (ran, step) in [(english, "Next step: "), (korean, "다음 단계: ")] {
        assert_eq!(ran.code, 1);
        for part in ["network", step, "4411949605401"] {
            assert!(ran.out.contains(part), "{part}: {}", ran.out);
        }
    }
}

#[tokio::test]
async fn a_pause_keeps_the_counts_that_were_read_before_it() {
    let server = MockServer::start().await;
    let refused = Mock::given(query_param("status", "DEPARTURE")).respond_with(refusal(429, "Too Many Requests"));
    refused.with_priority(1).mount(&server).await;
    Mock::given(any()).respond_with(page(2, "")).mount(&server).await;

    let ran = Run::with(&["--json"]).keys().at(&server.uri()).go().await;
    let report = ran.json();
    assert_contract(&report);
    assert_eq!((ran.code, &report["reason"], &report["requests"]), (1, &json!("throttled"), &json!(3)));
    let expected = json!({ "ACCEPT": 2, "INSTRUCT": 2, "DEPARTURE": null, "DELIVERING": null,
                           "FINAL_DELIVERY": null, "NONE_TRACKING": null });
    assert_eq!(report["counts"]["orders"], expected);
    assert_eq!(families_without_count(&report), 4);
    assert_eq!(requests(&server).await.len(), 3, "nothing more is asked after a stop");
}

#[tokio::test]
async fn the_window_ends_today_in_korea() {
    for (days, days_ago) in [("1", 0), ("7", 6), ("30", 29)] {
        // One answer is enough to see what is asked and told.
        let server = always(refusal(429, "Too Many Requests")).await;
        let before = (korean_day(days_ago), korean_day(0));
        let report = Run::with(&["--json", "--days", days]).keys().at(&server.uri()).go().await.json();
        let after = (korean_day(days_ago), korean_day(0));
        let told = |end: &str| report["window"][end].as_str().unwrap().to_owned();
        let told = (told("from"), told("to"));
        assert!(told == before || told == after, "{days} days: {told:?}, not {before:?}");

        let asked = requests(&server).await.pop().unwrap().url;
        let asked = |end: &str| asked.query_pairs().find(|(name, _)| name == end).unwrap().1.to_string();
        let expected = (format!("{}+09:00", told.0), format!("{}+09:00", told.1));
        assert_eq!((asked("createdAtFrom"), asked("createdAtTo")), expected, "what is told is what was asked");
    }
}

#[tokio::test]
async fn the_probe_reads_each_order_status_once_and_writes_nothing() {
    let server = always(page(0, "")).await;
    let report = Run::with(&["--json"]).keys().at(&server.uri()).go().await.json();
    assert_contract(&report);
    assert_eq!(report["target"], "live");
    let received = requests(&server).await;
    let asked: Vec<String> = received
        .iter()
        .take(6)
        .map(|request| {
            assert_eq!((request.method.as_str(), request.body.len()), ("GET", 0));
            assert_eq!(request.url.path(), format!("/v2/providers/openapi/apis/api/v5/vendors/{VENDOR}/ordersheets"));
            let pairs: Vec<_> = request.url.query_pairs().filter(|(name, _)| name == "status").collect();
            assert_eq!(pairs.len(), 1);
            pairs[0].1.to_string()
        })
        .collect();
    assert_eq!(asked, PER_DAY.map(|(status, _)| status));
}
