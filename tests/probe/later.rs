//! The families after the orders: what is counted, and that none of their failures touches the connection.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use commerce_sandbox::coupang::{ClaimKind, Gateway, GatewayBuilder};
use coupang_wing::apiwire::clock::SystemClock;
use coupang_wing::apiwire::governor::{Governor, Limits};
use coupang_wing::apiwire::testing::InMemory;
use coupang_wing::{Config, Wing};
use http::Response;
use live_probe::{Connection, Plan, Report, Target, probe};
use serde_json::{Value, json};
use wiremock::matchers::{any, path_regex};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::{ACCESS_KEY, Run, SECRET_KEY, VENDOR, all, page, refusal, requests, sandbox};

/// The families by their names in the report, the last part of their paths, and their operations.
const FAMILIES: [(&str, &str, &str); 4] = [
    ("returns", "returnRequests", "returns.list"),
    ("exchanges", "exchangeRequests", "exchanges.list"),
    ("product_inquiries", "onlineInquiries", "inquiries.list"),
    ("call_center_inquiries", "callCenterInquiries", "call_center.list"),
];

/// A shop with these claims of each kind a day, in the order of [`ClaimKind::ALL`].
fn shop(claims: [u32; 8]) -> GatewayBuilder {
    let kinds = ClaimKind::ALL.into_iter().zip(claims);
    kinds.fold(Gateway::builder(), |shop, (kind, per_day)| shop.claims_per_day(kind, per_day))
}

/// What a run over so many days counts in this shop.
async fn counted(shop: GatewayBuilder, days: &str) -> Value {
    let (_running, url, _) = sandbox(shop).await;
    let ran = Run::with(&["--json", "--days", days]).at(&url).go().await;
    assert_eq!(ran.code, 0, "{}", ran.everything());
    ran.json()
}

fn families(report: &Value) -> [Value; 4] {
    FAMILIES.map(|(name, ..)| report["counts"][name].clone())
}

#[tokio::test]
async fn a_run_counts_what_a_day_of_the_shop_holds() {
    let none = shop([0; 8]).inquiries_per_day(0).call_center_inquiries_per_day(0);
    let some = shop([1, 2, 4, 8, 16, 32, 64, 9]).inquiries_per_day(5).call_center_inquiries_per_day(6);
    let only_stops = shop([5, 0, 0, 0, 0, 0, 0, 0]);
    let (usual, none, some, stops) = tokio::join!(
        counted(Gateway::builder(), "1"),
        counted(none, "1"),
        counted(some, "1"),
        counted(only_stops, "1")
    );
    assert_eq!(families(&usual), [7, 2, 2, 3].map(Value::from), "as the sandbox's README has them");
    assert_eq!(families(&none), [0; 4].map(Value::from));
    // Neither cancellations (32) nor withdrawn returns (64) are among the four statuses.
    assert_eq!(families(&some), [1 + 2 + 4 + 8 + 16, 9, 5, 6].map(Value::from));
    // A stop request is listed as one and as a return, and is one receipt.
    let log = stops["exchanges_log"].as_array().unwrap();
    let rows = log.iter().filter(|row| row["operation"] == "returns.list").map(|row| row["rows"].as_u64().unwrap());
    assert_eq!((rows.sum::<u64>(), &stops["counts"]["returns"]), (10, &json!(5)));
}

#[tokio::test]
async fn days_beyond_a_window_are_counted_once() {
    let shop = || shop([1, 1, 1, 1, 1, 1, 1, 3]).inquiries_per_day(2).call_center_inquiries_per_day(3);
    // Seven days are one window everywhere, eight are two.
    let (seven, eight) = tokio::join!(counted(shop(), "7"), counted(shop(), "8"));
    for (report, days) in [(seven, 7), (eight, 8)] {
        assert_eq!(families(&report), [5 * days, 3 * days, 2 * days, 3 * days].map(Value::from), "{days} days");
    }
}

/// Probes without waiting for permits, answered by this function of path and query; `None` is an empty answer.
async fn probed(answer: impl Fn(&str) -> Option<Response<Bytes>> + Send + Sync + 'static) -> Report {
    let answer = InMemory::new(Arc::new(SystemClock), move |request, _| {
        let target = request.uri().path_and_query().unwrap().as_str();
        answer(target).unwrap_or_else(|| empty(target))
    });
    let mut limits = Limits::default();
    limits.calls = 10_000;
    let config = Config::new(VENDOR, ACCESS_KEY.to_owned(), SECRET_KEY.to_owned()).unwrap();
    let wing = Wing::builder(config).transport(Arc::new(answer)).governor(Governor::new(limits)).build().unwrap();
    probe(&wing, Target::Live, &Plan::default()).await
}

fn answer(status: u16, content_type: &str, body: impl Into<String>) -> Response<Bytes> {
    let response = Response::builder().status(status).header("content-type", content_type);
    response.body(Bytes::from(body.into())).unwrap()
}

/// A good answer with no row in it, in the form of the operation.
fn empty(target: &str) -> Response<Bytes> {
    let data = if target.contains("nquiries") {
        json!({"content": [], "pagination": {"currentPage": 1, "totalPages": 0, "totalElements": 0, "countPerPage": 1}})
    } else {
        json!([])
    };
    answer(200, "application/json", json!({"code": 200, "message": "OK", "data": data, "nextToken": ""}).to_string())
}

/// One family fails in this way, all else is answered; the report, and whether the others have a count.
async fn failing(last_segment: &'static str, failure: Response<Bytes>) -> (Report, [Value; 4]) {
    let report = probed(move |target| target.contains(last_segment).then(|| failure.clone())).await;
    assert_eq!((report.connection, report.reason), (Connection::Active, None), "{last_segment}: the orders decide");
    let counts = families(&serde_json::to_value(&report).unwrap());
    (report, counts)
}

#[tokio::test]
async fn a_family_that_is_refused_has_no_count_and_a_row_in_the_log() {
    let json_type = "application/json;charset=UTF-8";
    let failures = [
        (answer(400, json_type, r#"{"code":400,"message":"Invalid date"}"#), "bad_request"),
        (answer(401, json_type, r#"{"code":"ERROR","message":"Request is not authorized."}"#), "key_rejected"),
        (answer(403, json_type, r#"{"code":"ERROR","message":"no"}"#), "permission_denied"),
        (answer(403, "text/plain", "[FORBIDDEN] Not allowed IP."), "ip_not_allowed"),
        (answer(404, json_type, r#"{"code":"NOT_FOUND","message":"no"}"#), "not_found"),
        (answer(412, json_type, r#"{"code":412,"message":"no"}"#), "not_activated"),
        (answer(200, json_type, r#"{"code":400,"message":"no"}"#), "rejected"),
        (answer(200, json_type, r#"{"code":200,"data":"none"}"#), "decode"),
    ];
    for (failed, (name, last_segment, operation)) in FAMILIES.into_iter().enumerate() {
        for (failure, kind) in &failures {
            let (report, counts) = failing(last_segment, failure.clone()).await;
            for (n, count) in counts.into_iter().enumerate() {
                assert_eq!(count, if n == failed { Value::Null } else { json!(0) }, "{name} {kind}");
            }
            let rows: Vec<_> = report.exchanges_log.iter().filter(|row| row.operation == operation).collect();
            let told = rows.iter().map(|row| row.error.as_deref()).collect::<Vec<_>>();
            assert_eq!(told, [Some(*kind)], "{name}: asked once, and told");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_family_that_times_out_is_asked_again_and_then_has_no_count() {
    let timeout = answer(400, "application/json", r#"{"code":400,"message":"Read timed out"}"#);
    let (report, counts) = failing("onlineInquiries", timeout).await;
    assert_eq!(counts, [json!(0), json!(0), Value::Null, json!(0)]);
    let rows = report.exchanges_log.iter().filter(|row| row.operation == "inquiries.list");
    assert_eq!(rows.map(|row| row.error.as_deref()).collect::<Vec<_>>(), [Some("unavailable"); 3]);
}

#[tokio::test]
async fn a_block_and_a_throttle_end_the_run_wherever_they_come() {
    let redirect = Response::builder().status(302).header("location", "http://127.0.0.1:9/").body(Bytes::new());
    let failures = [
        (redirect.unwrap(), "edge_blocked"),
        (answer(403, "text/html", "<html>Access Denied</html>"), "edge_blocked"),
        (answer(429, "application/json", r#"{"code":"ERROR","message":"Too Many Requests"}"#), "throttled"),
    ];
    for (failed, (name, last_segment, operation)) in FAMILIES.into_iter().enumerate() {
        for (failure, kind) in &failures {
            let (report, counts) = failing(last_segment, failure.clone()).await;
            for (n, count) in counts.into_iter().enumerate() {
                assert_eq!(count, if n < failed { json!(0) } else { Value::Null }, "{name} {kind}");
            }
            let last = report.exchanges_log.last().unwrap();
            assert_eq!((last.operation, last.error.as_deref()), (operation, Some(*kind)), "the last call");
        }
    }
}

#[tokio::test]
async fn an_inquiry_list_without_its_total_has_no_count() {
    let page = json!({"code": 200, "data": {"content": [{"inquiryId": 1}], "pagination": {"currentPage": 1}}});
    let (report, counts) = failing("onlineInquiries", answer(200, "application/json", page.to_string())).await;
    assert_eq!(counts, [json!(0), json!(0), Value::Null, json!(0)]);
    let row = report.exchanges_log.iter().find(|row| row.operation == "inquiries.list").unwrap();
    assert_eq!((row.status, row.error.as_deref()), (Some(200), Some("decode")));
}

#[tokio::test]
async fn a_receipt_without_a_number_is_counted_like_any_other() {
    let rows = r#"{"code":200,"data":[{"receiptId":1},{},7],"nextToken":""}"#;
    let counts = failing("returnRequests", answer(200, "application/json", rows)).await.1;
    assert_eq!(counts[0], json!(4 * 3), "nothing tells them apart");
}

/// A list whose pages go on to this one; each has a row of its own, or of the same number.
async fn paged(part: &'static str, pages: usize) -> Report {
    let sent = AtomicUsize::new(0);
    probed(move |target| {
        if !target.contains(part) {
            return None;
        }
        let n = sent.fetch_add(1, Ordering::Relaxed) + 1;
        let token = if n < pages { format!("token-{n}") } else { String::new() };
        let row = json!({"receiptId": n, "orderId": 1, "receiptStatus": "X", "returnItems": [],
                         "exchangeId": n, "exchangeStatus": "X", "exchangeItemDtoV1s": []});
        Some(answer(200, "application/json", json!({"code": 200, "data": [row], "nextToken": token}).to_string()))
    })
    .await
}

#[tokio::test]
async fn at_most_forty_pages_are_read_of_a_status_of_returns_and_of_exchanges() {
    for (part, word) in [("returnRequests?createdAtFrom", ""), ("status=CC", "CC"), ("exchangeRequests", "exchanges")] {
        let (whole, cut) = (paged(part, 40).await, paged(part, 41).await);
        let count = |report: &Report| report.counts.returns.unwrap() + report.counts.exchanges.unwrap();
        match word {
            // The first of the four statuses has the forty pages, and each other one its own.
            "" => assert_eq!((count(&whole), whole.truncated.len(), cut.truncated.as_slice()), (43, 0, &["RU"][..])),
            word => {
                assert_eq!((count(&whole), whole.truncated.len()), (40, 0), "{word}");
                assert_eq!((count(&cut), cut.truncated.as_slice()), (40, &[word][..]));
            }
        }
        assert_eq!(cut.connection, Connection::Active);
    }
}

#[tokio::test]
async fn each_list_is_asked_for_in_its_documented_way_and_inquiries_for_their_count_alone() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(page(0, "")).mount(&server).await;
    let report = Run::with(&["--json"]).keys().at(&server.uri()).go().await.json();
    let day = report["window"]["to"].as_str().unwrap();
    let asked: Vec<String> = requests(&server)
        .await
        .iter()
        .skip(6)
        .map(|request| {
            assert_eq!((request.method.as_str(), request.body.len()), ("GET", 0));
            let (path, query) = (request.url.path(), request.url.query().unwrap());
            format!("{}?{query}", path.strip_prefix("/v2/providers/openapi/apis/api/").unwrap())
        })
        .collect();
    let returns = |status: &str| {
        format!(
            "v6/vendors/{VENDOR}/returnRequests?createdAtFrom={day}&createdAtTo={day}&status={status}&maxPerPage=50"
        )
    };
    let expected = [
        returns("RU"),
        returns("UC"),
        returns("CC"),
        returns("PR"),
        format!(
            "v4/vendors/{VENDOR}/exchangeRequests?createdAtFrom={day}T00%3A00%3A00&createdAtTo={day}T23%3A59%3A59&maxPerPage=50"
        ),
        format!(
            "v5/vendors/{VENDOR}/onlineInquiries?vendorId={VENDOR}&answeredType=ALL&inquiryStartAt={day}&inquiryEndAt={day}&pageNum=1&pageSize=1"
        ),
        format!(
            "v5/vendors/{VENDOR}/callCenterInquiries?vendorId={VENDOR}&partnerCounselingStatus=NONE&inquiryStartAt={day}&inquiryEndAt={day}&pageNum=1&pageSize=1"
        ),
    ];
    assert_eq!(asked, expected);
}

#[tokio::test]
async fn the_table_shows_every_family_in_both_languages() {
    let labels = [
        ("returns", "반품", "Returns", "7"),
        ("exchanges", "교환", "Exchanges", "2"),
        ("product_inquiries", "상품별 고객문의", "Product inquiries", "2"),
        ("call_center_inquiries", "고객센터 문의", "Call-centre inquiries", "3"),
    ];
    let both = all(["en", "ko"].map(|lang| Run::with(&["--lang", lang]))).await;
    for (word, ko, en, count) in labels {
        for (ran, label) in [(&both[0], en), (&both[1], ko)] {
            let row = ran.out.lines().find(|line| line.contains(word)).unwrap();
            assert!(row.contains(label), "{row}");
            assert_eq!(row.split_whitespace().last(), Some(count), "{row}");
        }
    }
}

/// What the table says when the exchanges are answered like this.
async fn told(exchanges: ResponseTemplate) -> [String; 2] {
    let server = MockServer::start().await;
    Mock::given(path_regex("exchangeRequests$")).respond_with(exchanges).with_priority(1).mount(&server).await;
    let counts = json!({"content": [], "pagination": {"currentPage": 1, "totalElements": 8}});
    let inquiries = crate::support::answer(200, &json!({"code": 200, "data": counts}));
    Mock::given(path_regex("Inquiries$")).respond_with(inquiries).with_priority(2).mount(&server).await;
    Mock::given(any()).respond_with(page(0, "")).mount(&server).await;
    let runs = all(["en", "ko"].map(|lang| Run::with(&["--lang", lang]).keys().at(&server.uri()))).await;
    let told: Vec<String> = runs.into_iter().map(|ran| (ran.code == 0).then_some(ran.out).unwrap()).collect();
    told.try_into().unwrap()
}

#[tokio::test]
async fn the_table_says_why_a_family_has_no_number() {
    let (refused, stopped) = tokio::join!(told(refusal(403, "no")), told(refusal(429, "Too Many Requests")));
    for (out, note) in refused.iter().zip(["- means", "- 표시"]) {
        let row = |word: &str| out.lines().find(|line| line.contains(word)).unwrap().split_whitespace().last();
        assert_eq!((row(" exchanges "), row(" call_center_inquiries ")), (Some("-"), Some("8")), "{out}");
        assert!(out.lines().any(|line| line.starts_with(note)) && out.contains("ACTIVE"), "{out}");
    }
    for (out, (stop, next)) in stopped.iter().zip([("Stopped early: ", "Next step: "), ("중단: ", "다음 단계: ")])
    {
        let after = |label: &str| out.lines().find_map(|line| line.strip_prefix(label)).unwrap_or_default();
        assert!(after(stop).starts_with("throttled") && after(next).len() > 10, "{out}");
        let row = out.lines().find(|line| line.contains(" call_center_inquiries ")).unwrap();
        assert!(row.ends_with('-') && out.contains("ACTIVE"), "{out}");
    }
}
