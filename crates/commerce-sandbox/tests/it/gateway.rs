//! What the gateway refuses, in which words and in which order.

use crate::support::{authorization, days, default_signer, get, get_with, json, opened, shop, signer, target};
use bytes::Bytes;
use commerce_sandbox::coupang::{Gateway, OrderStatus};
use http::header::AUTHORIZATION;
use http::{Method, Request};
use serde_json::json;
use std::time::Duration;

fn today() -> String {
    target("v5", &days("v5", "2026-03-02", "2026-03-02", OrderStatus::Accept))
}

fn gateway() -> Gateway {
    shop().build().expect("a gateway")
}

#[test]
fn every_authentication_failure_has_its_documented_body() {
    let (gateway, target, now) = (gateway(), today(), opened());
    let good = authorization(&default_signer(), &target, now);
    let foreign = authorization(&signer("another-access-key", "sandbox-secret-key"), &target, now);
    let wrong = authorization(&signer("sandbox-access-key", "another-secret-key"), &target, now);
    let late = authorization(&default_signer(), &target, now - Duration::from_secs(301));
    let unknown_key = "Unknown error occurred, please contact api-gateway channel for the details.";
    for (header, message) in [
        ("Bearer token", "HMAC format is invalid."),
        ("", "HMAC format is invalid."),
        (&good[..good.len() - 1], "HMAC format is invalid."),
        (&foreign, unknown_key),
        (&wrong, "Invalid signature."),
        (&late, "Specified signature is expired."),
    ] {
        let response = get_with(&gateway, &target, header, now);
        assert_eq!(response.status(), 401, "{message}");
        let body = json(&response);
        let transaction = body["transactionId"].as_str().expect("a transaction id");
        assert_eq!(transaction.len(), 36);
        assert_eq!(body, json!({ "code": "ERROR", "message": message, "transactionId": transaction }));
    }
}

#[test]
fn a_missing_header_is_answered_in_two_languages() {
    let request = Request::get(today()).body(Bytes::new()).expect("a request");
    let response = gateway().handle(request, opened());
    assert_eq!(response.status(), 401);
    let body = json(&response);
    assert_eq!((&body["code"], &body["message"]), (&json!("ERROR"), &json!("Request is not authorized.")));
    assert_eq!(body["messages"]["english"], "Request is not authorized.");
    assert!(body["messages"]["korean"].as_str().is_some_and(|text| !text.is_empty()));
}

#[test]
fn two_authorization_headers_are_no_header() {
    let header = authorization(&default_signer(), &today(), opened());
    let request = Request::get(today()).header(AUTHORIZATION, &header).header(AUTHORIZATION, &header);
    let response = gateway().handle(request.body(Bytes::new()).expect("a request"), opened());
    assert_eq!(json(&response)["message"], "HMAC format is invalid.");
}

#[test]
fn a_signature_lives_five_minutes_in_both_directions() {
    let (gateway, target, now) = (gateway(), today(), opened());
    for (seconds, status) in [(299, 200), (300, 200), (301, 401)] {
        let away = Duration::from_secs(seconds);
        for signed_at in [now - away, now + away] {
            let response = get_with(&gateway, &target, &authorization(&default_signer(), &target, signed_at), now);
            assert_eq!(response.status(), status, "{seconds} s away");
            if status == 401 {
                assert_eq!(json(&response)["message"], "Specified signature is expired.");
            }
        }
    }
}

#[test]
fn the_signature_covers_the_target_as_it_was_sent() {
    let (gateway, now) = (gateway(), opened());
    let upper = today();
    let lower = upper.replace("%2B", "%2b");
    for signed in [&upper, &lower] {
        for sent in [&upper, &lower] {
            let response = get_with(&gateway, sent, &authorization(&default_signer(), signed, now), now);
            assert_eq!(response.status() == 200, signed == sent, "signed {signed}, sent {sent}");
        }
    }
}

#[test]
fn a_bare_question_mark_is_no_query() {
    let (gateway, now) = (gateway(), opened());
    let path = target("v5", "");
    let response = get_with(&gateway, &path, &authorization(&default_signer(), &path, now), now);
    assert_eq!(response.status(), 400, "signed, but without parameters");
}

#[test]
fn vendors_paths_and_methods_that_do_not_exist() {
    let (gateway, now) = (gateway(), opened());
    let swapped = |vendor: &str| today().replace("A00012345", vendor);
    for (target, status, message) in [
        (swapped("A00099999"), 404, "Not Found"),
        (swapped("a00012345"), 400, "Invalid vendor ID"),
        (swapped(""), 400, "Invalid vendor ID"),
        (today().replace("/v5/", "/v6/"), 404, "Not Found"),
        (today().replace("ordersheets", "orderSheets"), 404, "Not Found"),
    ] {
        let response = get(&gateway, &target, now);
        assert_eq!((response.status().as_u16(), &json(&response)["message"]), (status, &json!(message)), "{target}");
        assert_eq!(json(&response)["code"], "ERROR");
    }
}

#[test]
fn another_method_on_a_known_path_is_unknown() {
    let (path, query) = (target("v5", ""), "");
    let path = path.trim_end_matches('?');
    let date = coupang_cea::SignedDate::from_system_time(opened()).expect("a date");
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        let header = default_signer().authorize(method.as_str(), path, query, date).expect("a signature");
        let request = Request::builder().method(method).uri(path).header(AUTHORIZATION, header.as_str());
        let response = gateway().handle(request.body(Bytes::new()).expect("a request"), opened());
        assert_eq!(response.status(), 404);
    }
}

#[test]
fn authentication_is_checked_before_everything_else() {
    let target = today().replace("A00012345", "nobody") + "&status=ALL";
    let response = get_with(&gateway(), &target, "CEA", opened());
    assert_eq!(response.status(), 401);
}

#[test]
fn every_answer_is_json_and_dated() {
    let gateway = gateway();
    for response in [get(&gateway, &today(), opened()), get(&gateway, "/", opened())] {
        assert_eq!(response.headers()["content-type"], "application/json;charset=UTF-8");
        assert_eq!(response.headers()["date"], "Mon, 02 Mar 2026 01:30:00 GMT");
    }
}

#[test]
fn a_breach_locks_the_vendor_out_until_it_was_quiet() {
    let gateway = Gateway::builder().opened_at(opened()).lockout(Duration::from_secs(60)).build().expect("a gateway");
    let status_at = |millis: u64| get(&gateway, &today(), opened() + Duration::from_millis(millis)).status().as_u16();

    assert_eq!([0, 100, 200, 300, 400].map(status_at), [200; 5]);
    assert_eq!(status_at(1_000), 200, "the first call has left the second");
    assert_eq!(status_at(1_050), 429, "the sixth within a second");
    assert_eq!(status_at(30_000), 429, "still locked, and the quiet starts anew");
    assert_eq!(status_at(89_999), 429);
    assert_eq!(status_at(149_999), 200);

    let ledger = gateway.ledger();
    assert_eq!((ledger.calls, ledger.throttled, ledger.peak_calls_per_second), (10, 3, 6));
    assert_eq!(ledger.answers.into_iter().collect::<Vec<_>>(), [(("orders.list", 200), 7), (("orders.list", 429), 3)]);
}

#[test]
fn a_throttled_answer_has_the_gateway_s_shape() {
    let gateway = Gateway::builder().calls_per_second(1).build().expect("a gateway");
    assert_eq!(get(&gateway, &today(), opened()).status(), 200);
    let response = get(&gateway, &today(), opened());
    assert_eq!(response.status(), 429);
    let body = json(&response);
    assert_eq!(body["code"], "ERROR");
    assert!(body["message"].is_string() && body["transactionId"].is_string());
}

#[test]
fn a_gateway_can_be_shared_between_threads() {
    fn shared<T: Send + Sync + 'static>(_: &T) {}
    shared(&gateway());
}
