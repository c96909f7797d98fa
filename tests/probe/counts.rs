//! The numbers: days, pages, what was expected, and how far a run counts.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use commerce_sandbox::coupang::{Gateway, OrderStatus};
use coupang_wing::apiwire::clock::SystemClock;
use coupang_wing::apiwire::governor::{Governor, Limits};
use coupang_wing::apiwire::testing::InMemory;
use coupang_wing::{Config, Wing};
use live_probe::{Connection, Plan, Target, probe};
use serde_json::{Value, json};
use wiremock::matchers::{any, query_param};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use crate::support::{ACCESS_KEY, PER_DAY, Run, SECRET_KEY, VENDOR, all, always, page, requests, sandbox};

#[tokio::test]
async fn a_run_counts_the_orders_of_its_days() {
    // A vendor's budget is four calls a second, so the three run side by side.
    let run = |days: &'static str| Run::with(&["--json", "--days", days]).go();
    let (one, seven, thirty) = tokio::join!(run("1"), run("7"), run("30"));
    // Four statuses of returns and three lists, in windows of seven days: thirty days make five.
    for (ran, days, later) in [(one, 1, 7), (seven, 7, 7), (thirty, 30, 35)] {
        assert_eq!(ran.code, 0, "{}", ran.everything());
        let report = ran.json();
        let pages: u64 = PER_DAY.iter().map(|(_, per_day)| (per_day * days).div_ceil(50)).sum();
        assert_eq!(report["requests"], pages + later, "pages of fifty");
        for (status, per_day) in PER_DAY {
            assert_eq!(report["counts"]["orders"][status], per_day * days, "{status} in {days} days");
        }
        assert_eq!(report["truncated"], json!([]));
    }
}

#[tokio::test]
async fn without_the_flag_a_run_counts_today() {
    let report = Run::with(&["--json"]).go().await.json();
    assert_eq!(report["counts"]["orders"]["ACCEPT"], 3);
    assert_eq!(report["window"]["from"], report["window"]["to"]);
}

#[tokio::test]
async fn the_table_shows_every_status_with_its_number() {
    for ran in all(["en", "ko"].map(|lang| Run::with(&["--lang", lang]))).await {
        for (status, per_day) in PER_DAY {
            let row = ran.out.lines().find(|line| line.contains(status)).unwrap();
            assert_eq!(row.split_whitespace().last(), Some(per_day.to_string().as_str()), "{row}");
        }
    }
}

#[tokio::test]
async fn pages_beyond_fifty_rows_are_added_up() {
    let (_running, url, gateway) = sandbox(Gateway::builder().orders_per_day(OrderStatus::Accept, 120)).await;
    let report = Run::with(&["--json"]).at(&url).go().await.json();
    assert_eq!(report["counts"]["orders"]["ACCEPT"], 120);
    let rows = report["exchanges_log"].as_array().unwrap().iter().map(|row| &row["rows"]);
    assert_eq!(rows.take(3).collect::<Vec<_>>(), [50, 50, 20]);
    assert_eq!((&report["requests"], gateway.ledger().calls), (&json!(15), 15), "what is told is what arrived");
    assert!(gateway.ledger().peak_calls_per_second <= 4, "a vendor is asked at most four times a second");
}

#[tokio::test]
async fn a_row_that_cannot_be_read_is_counted_like_any_other() {
    let rows = json!([{ "shipmentBoxId": 1, "orderId": 2, "status": "ACCEPT" }, { "orderId": "no number" }, {}, 5]);
    let server = always(crate::support::answer(200, &json!({ "code": 200, "data": rows, "nextToken": "" }))).await;
    let ran = Run::with(&["--json"]).keys().at(&server.uri()).go().await;
    assert_eq!((ran.code, &ran.json()["counts"]["orders"]["ACCEPT"]), (0, &json!(4)));
}

#[tokio::test]
async fn expectations_that_are_met_exit_0() {
    let one_day = Run::with(&["--json", "--expect", "ACCEPT=3,FINAL_DELIVERY=6"]);
    let a_week = Run::with(&["--json", "--days=7", "--expect", "INSTRUCT=7"]);
    for ran in all([one_day, a_week]).await {
        assert_eq!((ran.code, &ran.json()["mismatches"]), (0, &json!([])));
    }
}

#[tokio::test]
async fn expectations_that_are_not_met_exit_3_and_are_listed() {
    let args = ["--expect", "ACCEPT=4,INSTRUCT=1,NONE_TRACKING=0"];
    let runs = [&["--json"], &["--lang=en"]].map(|more| Run::with(&[&args[..], more].concat()));
    let mut both = all(runs).await;
    let ran = both.remove(0);
    let report = ran.json();
    assert_eq!((ran.code, &report["connection"], &report["reason"]), (3, &json!("ACTIVE"), &Value::Null));
    let mismatches = report["mismatches"].as_array().unwrap();
    let listed = |status: &str| mismatches.iter().find(|mismatch| mismatch.to_string().contains(status));
    assert_eq!(mismatches.len(), 2);
    let accept = listed("ACCEPT").unwrap().to_string();
    assert!(accept.contains('4') && accept.contains('3'), "both numbers: {accept}");
    assert!(listed("NONE_TRACKING").is_some() && listed("INSTRUCT").is_none());

    let ran = &both[0];
    assert_eq!(ran.code, 3);
    let told: Vec<&str> = ran.out.lines().filter(|line| line.contains("ismatch")).collect();
    assert_eq!(told.len(), 2, "{}", ran.out);
    assert!(told[0].contains("ACCEPT") && told[0].contains('4') && told[0].contains('3'), "{}", told[0]);
}

#[tokio::test]
async fn a_pause_wins_over_a_mismatch() {
    let server = always(crate::support::refusal(401, "Invalid signature.")).await;
    let ran = Run::with(&["--json", "--expect=ACCEPT=5"]).keys().at(&server.uri()).go().await;
    assert_eq!((ran.code, &ran.json()["connection"]), (1, &json!("PAUSED")));
}

/// Pages of one row that go on for ever, each under a token of its own.
struct Endless(AtomicUsize);

impl Respond for Endless {
    fn respond(&self, _: &Request) -> ResponseTemplate {
        page(1, &format!("token-{}", self.0.fetch_add(1, Ordering::Relaxed)))
    }
}

/// The one slow test: more than forty calls at four a second.
#[tokio::test]
async fn more_than_forty_pages_are_cut_and_said_so() {
    let server = MockServer::start().await;
    let endless = Mock::given(query_param("status", "DELIVERING")).respond_with(Endless(AtomicUsize::new(0)));
    endless.with_priority(1).mount(&server).await;
    Mock::given(any()).respond_with(page(0, "")).mount(&server).await;

    let run = |args: &[&str]| Run::with(args).keys().at(&server.uri()).go();
    let (json, words) = tokio::join!(run(&["--json"]), run(&["--lang=en"]));
    let report = json.json();
    assert_eq!((json.code, &report["connection"]), (0, &json!("ACTIVE")));
    assert_eq!(report["truncated"], json!(["DELIVERING"]));
    assert_eq!(report["counts"]["orders"]["DELIVERING"], 40);
    assert_eq!(report["requests"], 52);
    assert_eq!(requests(&server).await.len(), 104, "forty, five and seven, twice");
    let row = words.out.lines().find(|line| line.contains("DELIVERING")).unwrap();
    assert!(row.ends_with("40+"), "a lower bound looks like one: {row}");
}

/// Counts without waiting for permits: the pace is not what these tests are about.
async fn unhurried(pages: usize) -> live_probe::Report {
    let sent = AtomicUsize::new(0);
    let answer = InMemory::new(Arc::new(SystemClock), move |request, _| {
        let accept = request.uri().query().unwrap().contains("status=ACCEPT");
        let n = if accept { sent.fetch_add(1, Ordering::Relaxed) + 1 } else { pages };
        let token = if n < pages { format!("token-{n}") } else { String::new() };
        let body = json!({ "code": 200, "message": "OK", "data": [{}], "nextToken": token });
        http::Response::new(body.to_string().into())
    });
    let mut limits = Limits::default();
    limits.calls = 10_000;
    let config = Config::new(VENDOR, ACCESS_KEY.to_owned(), SECRET_KEY.to_owned()).unwrap();
    let wing = Wing::builder(config).transport(Arc::new(answer)).governor(Governor::new(limits)).build().unwrap();
    probe(&wing, Target::Live, &Plan::default()).await
}

#[tokio::test]
async fn the_fortieth_page_may_be_the_last_and_the_forty_first_may_not() {
    let whole = unhurried(40).await;
    assert_eq!((whole.connection, whole.truncated.len(), whole.requests), (Connection::Active, 0, 52));
    let cut = unhurried(41).await;
    assert_eq!((cut.connection, cut.truncated.as_slice(), cut.requests), (Connection::Active, &["ACCEPT"][..], 52));
}
