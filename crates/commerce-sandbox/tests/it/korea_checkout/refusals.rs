//! What the API refuses, in which words, in which order, and in which forms (A11).

use super::support::{KEY, SESSION, builder, call, done, json_of, order, request, sandbox, session, start};
use bytes::Bytes;
use commerce_sandbox::korea_checkout::{Checkout, ErrorForm, Operation};
use http::Request;
use serde_json::{Value, json};

fn get(path: &str) -> Request<Bytes> {
    request("GET", path, &Value::Null)
}

#[test]
fn a_key_stands_there_once_and_is_known() {
    let checkout = sandbox();
    let path = format!("{SESSION}/cs_1");
    let with = |keys: &[&str]| {
        let builder = keys.iter().fold(Request::get(&path), |builder, key| builder.header("x-api-key", *key));
        let response = checkout.handle(builder.body(Bytes::new()).expect("a request"), start());
        assert_eq!(response.headers().get("x-ratelimit-limit"), None, "nobody's rate");
        (response.status().as_u16(), json_of(&response)["error"]["code"].clone())
    };
    for keys in
        [&[][..], &[""], &["sk_test_another"], &["SK_TEST_OF_THE_SHOP"], &["Bearer sk_test_of_the_shop"], &[KEY, KEY]]
    {
        assert_eq!(with(keys), (401, json!("invalid_api_key")), "{keys:?}");
    }
    let known = checkout.handle(get(&path), start());
    assert_eq!(known.status(), 404);
}

#[test]
fn a_session_that_is_not_there_has_the_documented_body() {
    let (status, answer) = call(&sandbox(), "GET", &format!("{SESSION}/cs_1"), &Value::Null);
    let message = answer["error"]["message"].clone();
    assert!(message.is_string());
    let details = json!({ "sessionId": "cs_1", "field": "sessionId" });
    let error = json!({ "code": "invalid_session", "message": message, "details": details });
    assert_eq!((status, answer), (404, json!({ "error": error })));
}

#[test]
fn what_one_key_made_no_other_sees() {
    let checkout = builder().api_key("sk_test_another").build().expect("a sandbox");
    let id = session(&checkout, &order());
    let shop =
        done(&checkout, "POST", "/api/shops", &json!({ "name": "가게" }))["id"].as_str().expect("an id").to_owned();
    for (method, path) in [
        ("GET", format!("{SESSION}/{id}")),
        ("PATCH", format!("{SESSION}/{id}")),
        ("POST", format!("{SESSION}/{id}/refund")),
        ("POST", format!("{SESSION}/{id}/expire")),
        ("GET", format!("/api/shops/{shop}")),
        ("PATCH", format!("/api/shops/{shop}")),
        ("PATCH", format!("/api/shops/{shop}/custom-domain")),
    ] {
        let mut request = request(method, &path, &json!({}));
        request.headers_mut().insert("x-api-key", "sk_test_another".parse().expect("a header"));
        assert_eq!(checkout.handle(request, start()).status(), 404, "{method} {path}");
    }
}

#[test]
fn paths_and_methods_that_do_not_exist() {
    let checkout = sandbox();
    for (method, path) in [
        ("GET", "/api/checkout/sessions"),
        ("GET", "/api/coupons"),
        ("GET", "/"),
        ("PUT", "/api/shops/shop_1"),
        ("GET", "/api/checkout/create-session"),
        ("DELETE", "/api/checkout/session/cs_1"),
    ] {
        let (status, answer) = call(&checkout, method, path, &Value::Null);
        assert_eq!((status, &answer["error"]["code"]), (404, &json!("not_found")), "{method} {path}");
    }
    assert_eq!(checkout.ledger().calls.iter().filter(|call| call.operation.is_none()).count(), 6);
}

#[test]
fn a_body_that_cannot_be_read_is_a_400() {
    let checkout = sandbox();
    for (body, kind) in [
        ("", "application/json"),
        ("{", "application/json"),
        ("[]", "application/json"),
        ("null", "application/json"),
        ("\u{feff}{}", "application/json"),
        ("{}", "text/plain"),
        ("{}", ""),
    ] {
        let request = Request::post("/api/shops").header("x-api-key", KEY).header("content-type", kind);
        let response = checkout.handle(request.body(Bytes::from(body)).expect("a request"), start());
        assert_eq!(
            (response.status().as_u16(), &json_of(&response)["error"]["code"]),
            (400, &json!("invalid_request")),
            "{body} {kind}"
        );
    }
    let request =
        Request::post("/api/shops").header("x-api-key", KEY).header("content-type", "Application/JSON; charset=utf-8");
    let response = checkout.handle(request.body(Bytes::from_static(b"{\"name\":\"a\"}")).expect("a request"), start());
    assert_eq!(response.status(), 200);
}

#[test]
fn a11_an_error_has_six_forms() {
    let refused = |form| {
        let checkout = builder().error_form(form).build().expect("a sandbox");
        checkout.handle(get(&format!("{SESSION}/cs_1")), start())
    };
    let nested = refused(ErrorForm::Nested);
    let error = json_of(&nested)["error"].clone();
    let (code, message) = (&error["code"], &error["message"]);
    for (form, status, expected) in [
        (ErrorForm::Bare, 404, json!({ "code": code, "message": message })),
        (ErrorForm::Text, 404, json!({ "error": message })),
        (ErrorForm::SuccessFalse, 200, json!({ "success": false, "error": error })),
        (ErrorForm::Empty, 404, Value::Null),
    ] {
        let response = refused(form);
        assert_eq!((response.status().as_u16(), json_of(&response)), (status, expected), "{form:?}");
        assert_eq!(response.headers()["content-type"], "application/json;charset=UTF-8");
    }
    let html = refused(ErrorForm::Html);
    assert_eq!(
        (html.status().as_u16(), html.headers()["content-type"].as_bytes()),
        (404, &b"text/html;charset=UTF-8"[..])
    );
    assert!(html.body().starts_with(b"<!doctype html>"));
}

#[test]
fn every_answer_is_json_and_dated() {
    let checkout = sandbox();
    for response in [
        checkout.handle(request("POST", "/api/shops", &json!({ "name": "a" })), start()),
        checkout.handle(get("/"), start()),
    ] {
        assert_eq!(response.headers()["content-type"], "application/json;charset=UTF-8");
        assert_eq!(response.headers()["date"], "Mon, 02 Mar 2026 01:30:00 GMT");
    }
}

#[test]
fn no_refusal_repeats_what_was_sent() {
    let checkout = sandbox();
    let mut planted = order();
    for field in ["platform", "returnUrl", "webhookUrl"] {
        planted[field] = "planted".into();
    }
    planted["customer"] = json!({ "name": "planted", "email": "planted", "phone": "planted" });
    for body in [planted, json!({ "planted": "planted" })] {
        let (status, answer) = call(&checkout, "POST", "/api/checkout/create-session", &body);
        assert!(status == 400 && !answer.to_string().contains("planted"), "{answer}");
    }
    assert!(!format!("{checkout:?} {:?}", checkout.ledger()).contains("planted"));
}

#[test]
fn a_sandbox_can_be_shared_between_threads() {
    fn shared<T: Send + Sync + 'static>(_: &T) {}
    shared(&sandbox());
    let known: Vec<Operation> = Operation::ALL.to_vec();
    assert_eq!(known.len(), 11);
    assert!(Checkout::builder().build().is_ok());
}
