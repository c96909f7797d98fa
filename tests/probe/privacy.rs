//! Counts only: nothing of an order, a person or a key reaches a screen.

use std::collections::BTreeSet;
use std::time::SystemTime;

use bytes::Bytes;
use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, DEFAULT_VENDOR, Gateway};
use coupang_cea::{AccessKey, SecretKey, SignedDate, Signer};
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::support::{ACCESS_KEY, PER_DAY, Ran, Run, SECRET_KEY, VENDOR, all, always, answer, sandbox};

/// Every text and every long number in what the sandbox answers about these days.
fn answered(gateway: &Gateway, window: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let (from, to) = (window["from"].as_str().unwrap(), window["to"].as_str().unwrap());
    let vendor = DEFAULT_VENDOR;
    let orders = PER_DAY.map(|(status, _)| {
        format!("v5/vendors/{vendor}/ordersheets?createdAtFrom={from}%2B09:00&createdAtTo={to}%2B09:00&status={status}")
    });
    let returns = ["RU", "UC", "CC", "PR"].map(|status| {
        format!("v6/vendors/{vendor}/returnRequests?createdAtFrom={from}&createdAtTo={to}&status={status}")
    });
    let days = format!("vendorId={vendor}&inquiryStartAt={from}&inquiryEndAt={to}&pageNum=1");
    let others = [
        format!("v4/vendors/{vendor}/exchangeRequests?createdAtFrom={from}T00:00:00&createdAtTo={to}T23:59:59"),
        format!("v5/vendors/{vendor}/onlineInquiries?{days}&answeredType=ALL"),
        format!("v5/vendors/{vendor}/callCenterInquiries?{days}&partnerCounselingStatus=NONE"),
    ];
    let now = now();
    let signer = Signer::new(
        AccessKey::new(DEFAULT_ACCESS_KEY.to_owned()).unwrap(),
        SecretKey::new(DEFAULT_SECRET_KEY.to_owned()).unwrap(),
    );
    let date = SignedDate::from_system_time(now).unwrap();
    for target in orders.into_iter().chain(returns).chain(others) {
        let target = format!("/v2/providers/openapi/apis/api/{target}");
        let (path, query) = target.split_once('?').unwrap();
        let authorization = signer.authorize("GET", path, query, date).unwrap();
        let request = http::Request::get(&target).header("authorization", authorization.as_str());
        let response = gateway.handle(request.body(Bytes::new()).unwrap(), now);
        assert_eq!(response.status(), 200, "{target}");
        collect(&serde_json::from_slice::<Value>(response.body()).unwrap()["data"], &mut found);
    }
    found
}

#[allow(clippy::disallowed_methods, reason = "the sandbox's server answers as of now, and so must this")]
fn now() -> SystemTime {
    SystemTime::now()
}

fn collect(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| collect(value, found)),
        Value::String(text) if tells_something(text) => drop(found.insert(text.clone())),
        // A shorter number may stand in a report by accident, as a time or a count.
        Value::Number(number) if number.to_string().len() >= 8 => drop(found.insert(number.to_string())),
        _ => {}
    }
}

/// Not a word such as a status, which the report has too, not a bare date, which may be the window's, and long enough
/// not to stand there by accident.
fn tells_something(text: &str) -> bool {
    let word = text.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    let date = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    text.len() >= 4 && !word && !date
}

fn assert_silent(ran: &Ran, secrets: impl IntoIterator<Item = impl AsRef<str>>) {
    for secret in secrets {
        let secret = secret.as_ref();
        assert!(!ran.everything().contains(secret), "{secret:?} is on the screen: {}", ran.everything());
    }
}

#[tokio::test]
async fn nothing_that_the_sandbox_answers_is_printed() {
    let (_running, url, gateway) = sandbox(Gateway::builder().calls_per_second(1_000)).await;
    let runs = all(["--lang=en", "--lang=ko", "--json"].map(|flag| Run::with(&[flag]).at(&url))).await;
    let answered = answered(&gateway, &runs[2].json()["window"]);
    assert!(answered.len() > 100, "the search would find something: {}", answered.len());
    assert!(answered.iter().any(|text| text.starts_with("+82")), "there are phone numbers");
    assert!(answered.iter().any(|text| text.len() == 18 && text.parse::<u64>().is_ok()), "there are shipment box ids");
    for ran in &runs {
        assert_eq!(ran.code, 0);
        assert_silent(ran, &answered);
        assert_silent(ran, [DEFAULT_VENDOR, DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY]);
    }
}

#[tokio::test]
async fn neither_keys_nor_what_is_signed_with_them_is_printed() {
    let server = always(crate::support::page(3, "")).await;
    for ran in all(["--lang=en", "--lang=ko", "--json"].map(|flag| Run::with(&[flag]).keys().at(&server.uri()))).await {
        assert_eq!(ran.code, 0);
        assert_silent(&ran, [VENDOR, ACCESS_KEY, SECRET_KEY, "CEA algorithm", "signature="]);
        // A masked secret shows no end of itself either.
        assert_silent(&ran, [&ACCESS_KEY[..8], &ACCESS_KEY[28..], &SECRET_KEY[..8], &SECRET_KEY[32..], &VENDOR[4..]]);
    }
}

#[tokio::test]
async fn prose_of_the_service_is_never_repeated() {
    let prose = "김가상 010-0000-1234 의 주문 9100000000001 처리 실패";
    for template in [
        answer(200, &json!({ "code": 400, "message": prose, "data": [] })),
        answer(200, &json!({ "code": prose, "message": prose, "data": prose })),
        answer(200, &json!({ "code": 200, "message": "OK", "data": [{ "shipmentBoxId": prose, "orderId": prose }] })),
        answer(200, &json!({ "code": 200, "message": "OK", "data": [], "nextToken": prose })),
        answer(400, &json!({ "code": prose, "message": prose, "transactionId": prose })),
        answer(403, &json!({ "code": "ERROR", "message": prose })),
        ResponseTemplate::new(404).set_body_raw(prose, "text/plain"),
        ResponseTemplate::new(403).set_body_raw(format!("<html>{prose}"), "text/html"),
        ResponseTemplate::new(302).insert_header("location", "http://blocked.example.com/9100000000001"),
    ] {
        let server = always(template).await;
        let run = |args: &[&str]| Run::with(args).keys().at(&server.uri()).go();
        let (json, words) = tokio::join!(run(&["--json"]), run(&[]));
        for ran in [json, words] {
            assert_silent(&ran, ["김가상", "010-0000-1234", "9100000000001", "blocked.example.com"]);
        }
    }
}
