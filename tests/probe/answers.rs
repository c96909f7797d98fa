//! What Coupang answers, and what a seller is told about it: the reason, how often we asked, what to do next.

use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::support::{Ran, Run, always, answer, page, refusal, requests};

/// How a pause must look.
struct Paused {
    reason: &'static str,
    /// The number of Coupang's article, where one explains it.
    article: Option<&'static str>,
    /// How many requests a run may send.
    requests: usize,
}

const INVALID_SIGNATURE: Paused = stops("invalid_signature", "360022935394");
const SIGNATURE_EXPIRED: Paused = stops("signature_expired", "360022935394");
const KEY_REJECTED: Paused = stops("key_rejected", "27482151049625");
const IP_NOT_ALLOWED: Paused = stops("ip_not_allowed", "20874598747289");
const VENDOR_MISMATCH: Paused = stops("vendor_mismatch", "30176501214361");
const EDGE_BLOCKED: Paused = stops("edge_blocked", "34583426711321");
const THROTTLED: Paused = stops("throttled", "360023154173");
const PERMISSION_DENIED: Paused = stops("permission_denied", "20288952179993");
const UNEXPECTED_RESPONSE: Paused = Paused { reason: "unexpected_response", article: None, requests: 1 };

/// A reason at which the first answer is the last.
const fn stops(reason: &'static str, article: &'static str) -> Paused {
    Paused { reason, article: Some(article), requests: 1 }
}

/// Runs the probe three times against this answer (JSON, English, Korean) and checks everything a pause promises.
async fn pauses(answer: ResponseTemplate, expected: &Paused) {
    let server = always(answer).await;
    let run = |args: &[&str]| Run::with(args).keys().at(&server.uri()).go();
    let (json, english, korean) = tokio::join!(run(&["--json"]), run(&["--lang", "en"]), run(&["--lang", "ko"]));
    assert_eq!(requests(&server).await.len(), 3 * expected.requests, "requests of three runs: {}", expected.reason);
    told_as_json(&json, expected);
    told_in_words(&english, expected, "Reason: ", "Next step: ");
    told_in_words(&korean, expected, "이유: ", "다음 단계: ");
}

fn told_as_json(ran: &Ran, expected: &Paused) {
    let told = ran.json();
    assert_eq!((ran.code, &told["connection"], &told["reason"]), (1, &json!("PAUSED"), &json!(expected.reason)));
    assert_eq!(told["requests"], expected.requests);
    let rows = told["exchanges_log"].as_array().unwrap();
    assert_eq!(rows.len(), expected.requests);
    assert!(rows[rows.len() - 1]["error"].is_string(), "the log says what ended it: {rows:?}");
    let orders = told["counts"]["orders"].as_object().unwrap();
    assert!(orders.len() == 6 && orders.values().all(Value::is_null), "nothing was counted: {orders:?}");
}

fn told_in_words(ran: &Ran, expected: &Paused, reason: &str, next_step: &str) {
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert!(ran.out.contains("PAUSED"), "{}", ran.out);
    let after = |label: &str| ran.out.lines().find_map(|line| line.strip_prefix(label)).unwrap_or_default();
    assert!(after(reason).starts_with(expected.reason), "{}", ran.out);
    assert!(after(next_step).len() > 10, "a next step in words: {}", ran.out);
    let korean = |text: &str| text.chars().any(|letter| ('가'..='힣').contains(&letter));
    assert_eq!((korean(after(reason)), korean(after(next_step))), (reason == "이유: ", reason == "이유: "));
    match expected.article {
        Some(number) => assert!(ran.out.contains(number), "the article: {}", ran.out),
        None => assert!(!ran.out.contains("portal") && !ran.out.contains("포털"), "no article: {}", ran.out),
    }
}

#[tokio::test]
async fn a_wrong_signature_is_named_and_not_sent_again() {
    pauses(refusal(401, "Invalid signature."), &INVALID_SIGNATURE).await;
    pauses(refusal(401, "HMAC format is invalid."), &INVALID_SIGNATURE).await;
    pauses(refusal(401, "invalid signature"), &INVALID_SIGNATURE).await;
}

#[tokio::test]
async fn an_expired_signature_is_named_under_401_and_under_403() {
    pauses(refusal(401, "Specified signature is expired."), &SIGNATURE_EXPIRED).await;
    pauses(refusal(403, "Specified signature is expired."), &SIGNATURE_EXPIRED).await;
}

#[tokio::test]
async fn a_refused_key_is_named() {
    pauses(refusal(401, "Request is not authorized."), &KEY_REJECTED).await;
    let unknown = "Unknown error occurred, please contact api-gateway channel for the details.";
    pauses(refusal(401, unknown), &KEY_REJECTED).await;
    let bilingual = json!({ "code": "ERROR", "message": "Request is not authorized.", "messages":
        { "korean": "인증되지 않은 요청입니다.", "english": "Request is not authorized." } });
    pauses(answer(401, &bilingual), &KEY_REJECTED).await;
}

#[tokio::test]
async fn an_unregistered_address_is_named_as_json_and_as_bare_text() {
    let advice = "[FORBIDDEN] Not allowed IP. Please register your IP in WING.";
    pauses(refusal(403, advice), &IP_NOT_ALLOWED).await;
    pauses(ResponseTemplate::new(403).set_body_raw(advice, "text/plain"), &IP_NOT_ALLOWED).await;
    pauses(refusal(403, "IP_NOT_ALLOWED"), &IP_NOT_ALLOWED).await;
}

/// The reference only says "403 with `IP_NOT_ALLOWED`"; the word looks like a code.
#[tokio::test]
async fn an_unregistered_address_is_named_when_only_the_code_says_so() {
    let body = json!({ "code": "IP_NOT_ALLOWED", "message": "Forbidden" });
    pauses(answer(403, &body), &IP_NOT_ALLOWED).await;
}

#[tokio::test]
async fn a_wrong_vendor_id_is_named() {
    pauses(refusal(404, "Not Found"), &VENDOR_MISMATCH).await;
    pauses(ResponseTemplate::new(404), &VENDOR_MISMATCH).await;
    pauses(answer(400, &json!({ "code": 400, "message": "Invalid vendor ID" })), &VENDOR_MISMATCH).await;
}

#[tokio::test]
async fn a_redirect_is_a_block_and_is_not_followed() {
    let elsewhere = always(page(0, "")).await;
    pauses(ResponseTemplate::new(302).insert_header("location", elsewhere.uri()), &EDGE_BLOCKED).await;
    assert_eq!(requests(&elsewhere).await.len(), 0, "nobody goes where the edge points");
}

#[tokio::test]
async fn an_access_denied_page_is_a_block() {
    let html = "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>\
                Reference #18.2d351ab8.1557333295.a4e16ab</BODY></HTML>";
    pauses(ResponseTemplate::new(403).set_body_raw(html, "text/html"), &EDGE_BLOCKED).await;
}

#[tokio::test]
async fn too_many_calls_stop_the_run_at_once() {
    pauses(refusal(429, "Too Many Requests"), &THROTTLED).await;
    pauses(ResponseTemplate::new(429).insert_header("retry-after", "1"), &THROTTLED).await;
}

#[tokio::test]
async fn any_other_403_in_json_is_a_missing_permission() {
    pauses(refusal(403, "This operation is not permitted."), &PERMISSION_DENIED).await;
}

#[tokio::test]
async fn an_unavailable_service_is_asked_three_times() {
    let expected = Paused { reason: "service_unavailable", article: Some("360022987714"), requests: 3 };
    pauses(ResponseTemplate::new(503), &expected).await;
}

#[tokio::test]
async fn an_answer_that_is_not_documented_is_named_and_not_asked_for_again() {
    pauses(ResponseTemplate::new(200).set_body_raw("<html>maintenance</html>", "text/html"), &UNEXPECTED_RESPONSE)
        .await;
    pauses(answer(200, &json!([1, 2, 3])), &UNEXPECTED_RESPONSE).await;
    pauses(answer(200, &json!({ "code": 400, "message": "something", "data": [] })), &UNEXPECTED_RESPONSE).await;
    pauses(answer(200, &json!({ "code": "ERROR", "message": "something" })), &UNEXPECTED_RESPONSE).await;
}

#[tokio::test]
async fn pages_that_never_end_are_noticed_at_the_second() {
    pauses(page(2, "the-same-again"), &Paused { requests: 2, ..UNEXPECTED_RESPONSE }).await;
}
