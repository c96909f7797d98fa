//! The same faults at Korea Checkout, which has no lists.

use crate::korea_checkout::support::{SESSION, builder, json_of, later, order, paid, read, request, start};
use commerce_sandbox::fault::{Ending, Fate, Fault, FaultError, FaultRule, Served};
use commerce_sandbox::korea_checkout::{BuildError, Checkout, CheckoutBuilder, Idempotency, Operation};
use http::header::{CONTENT_TYPE, DATE};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

fn built(builder: CheckoutBuilder) -> Checkout {
    builder.build().expect("a sandbox")
}

/// A sandbox with a paid session of 29,000 won, in which a refund will suffer this fault.
fn troubled(fault: Fault) -> (Checkout, String) {
    let checkout = built(builder().fault(FaultRule::new(Operation::Refund, fault)));
    let id = paid(&checkout);
    (checkout, id)
}

fn refund(checkout: &Checkout, id: &str, now: SystemTime) -> Served {
    checkout.serve(request("POST", &format!("{SESSION}/{id}/refund"), &json!({ "amount": 1_000 })), now)
}

#[test]
fn a_connection_that_breaks_early_carries_nothing_out() {
    for (fault, ending) in [
        (Fault::ResetBefore, Ending::ResetBefore),
        (Fault::ResetDuring, Ending::ResetDuring),
        (Fault::ResetAfter(Fate::Dropped), Ending::NoAnswer),
    ] {
        let (checkout, id) = troubled(fault);
        assert_eq!(refund(&checkout, &id, start()).ending, ending);
        assert_eq!(checkout.ledger().refunded(&id), 0);
        let call = checkout.ledger().calls.last().cloned().expect("a call");
        assert_eq!((call.operation, call.status), (Some(Operation::Refund), 0), "no answer");
        let struck = checkout.ledger().faults;
        assert_eq!((struck.len(), struck[0].operation, struck[0].fault), (1, "refunds.create", fault));
        assert_eq!(struck[0].call, call.number);
        assert_eq!(refund(&checkout, &id, start()).response.status(), 200, "once");
    }
}

#[test]
fn a_write_lands_late_at_its_moment_and_belongs_to_its_call() {
    for delay in [1, 30, 1_800] {
        for fault in
            [Fault::ResetAfter, Fault::GatewayTimeout].map(|fault| fault(Fate::Late(Duration::from_secs(delay))))
        {
            let (checkout, id) = troubled(fault);
            drop(refund(&checkout, &id, start()));
            let call = checkout.ledger().calls.last().map(|call| call.number);
            assert_eq!(checkout.next_due(), Some(start()), "the webhook of the payment");
            assert_eq!(checkout.take_due(later(delay - 1)).len(), 1);
            assert_eq!(checkout.ledger().refunded(&id), 0, "not yet");
            let told: Vec<_> = checkout.take_due(later(delay)).into_iter().map(|due| (due.event, due.due)).collect();
            assert_eq!(told, [("payment.refunded".to_owned(), later(delay))]);
            let done = checkout.ledger().entries;
            let refunds: Vec<_> = done.iter().filter(|entry| entry.call == call).map(|entry| entry.at).collect();
            assert!(!refunds.is_empty() && refunds.iter().all(|at| *at == later(delay)), "{done:?}");
        }
    }
}

#[test]
fn a_late_write_whose_key_is_honoured_happens_once() {
    let checkout = built(builder().idempotency(Idempotency::Honoured));
    let late = Fault::GatewayTimeout(Fate::Late(Duration::from_secs(30)));
    checkout.inject(FaultRule::new(Operation::CreateSession, late)).expect("a rule");
    let create = |now| {
        let mut request = request("POST", "/api/checkout/create-session", &order());
        request.headers_mut().insert("idempotency-key", "k-1".parse().expect("a header"));
        checkout.serve(request, now).response
    };
    assert_eq!(create(start()).status(), 504);
    let first = create(later(5));
    assert_eq!(first.status(), 200);
    assert_eq!(create(later(60)).body(), first.body());
    assert_eq!(checkout.ledger().entries.len(), 1, "one session");
}

#[test]
fn refusals_come_in_the_form_of_the_service_and_carry_nothing_out() {
    for (fault, status, form) in [
        (Fault::ServerError, 500, r#"{"error":{"code":"#),
        (Fault::OriginDown, 521, r#"{"error":{"code":"#),
        (Fault::GatewayTimeout(Fate::Dropped), 504, r#"{"error":{"code":"#),
        (Fault::Redirect, 302, ""),
        (Fault::HtmlForbidden, 403, "<HTML>"),
        (Fault::TooManyRequests, 429, r#"{"error":{"code":"rate_limit_exceeded""#),
    ] {
        let (checkout, id) = troubled(fault);
        let served = refund(&checkout, &id, start());
        assert_eq!((served.response.status().as_u16(), served.ending), (status, Ending::Whole), "{fault:?}");
        assert!(served.response.body().starts_with(form.as_bytes()), "{fault:?}: {:?}", served.response.body());
        assert_eq!(checkout.ledger().refunded(&id), 0);
        assert_eq!(checkout.ledger().calls.last().map(|call| call.status), Some(status));
    }
}

#[test]
fn too_many_requests_use_the_minute_up() {
    let (checkout, id) = troubled(Fault::TooManyRequests);
    let refused = refund(&checkout, &id, start()).response;
    assert_eq!(refused.headers()["retry-after"], "60");
    assert_eq!(refused.headers()["x-ratelimit-remaining"], "0");
    assert_eq!(refund(&checkout, &id, later(59)).response.status(), 429);
    assert_eq!(refund(&checkout, &id, later(60)).response.status(), 200);
}

#[test]
fn what_is_carried_out_can_be_told_badly() {
    for fault in [
        Fault::ResetAfter(Fate::Carried),
        Fault::GatewayTimeout(Fate::Carried),
        Fault::ResetMidResponse,
        Fault::WrongContentType,
        Fault::TruncatedJson,
        Fault::SlowDrip(Duration::from_secs(1)),
        Fault::EndlessBody,
        Fault::ClockSkew(3_600),
        Fault::WrongType,
        Fault::UnknownEnum,
    ] {
        let (checkout, id) = troubled(fault);
        let Served { response, ending, .. } = refund(&checkout, &id, start());
        let body = serde_json::from_slice::<Value>(response.body());
        match (fault, ending) {
            (Fault::ResetAfter(_), Ending::NoAnswer) => {}
            (Fault::GatewayTimeout(_), Ending::Whole) => assert_eq!(response.status(), 504),
            (Fault::ResetMidResponse, Ending::CutAt(length)) => assert!(0 < length && length < response.body().len()),
            (Fault::WrongContentType, Ending::Whole) => {
                assert!(response.headers()[CONTENT_TYPE].to_str().expect("text").starts_with("text/html"));
                assert!(body.is_ok());
            }
            (Fault::TruncatedJson, Ending::Whole) => assert!(body.is_err() && response.status() == 200),
            (Fault::SlowDrip(asked), Ending::Drip { pause, .. }) => assert_eq!(pause, asked),
            (Fault::EndlessBody, Ending::Endless) => assert!(body.is_ok()),
            (Fault::ClockSkew(_), Ending::Whole) => {
                assert_eq!(response.headers()[DATE], "Mon, 02 Mar 2026 02:30:00 GMT");
            }
            (Fault::WrongType, Ending::Whole) => assert!(body.expect("JSON")["processedAt"].is_object()),
            (Fault::UnknownEnum, Ending::Whole) => assert_ne!(body.expect("JSON")["status"], "processing"),
            other => panic!("{other:?}"),
        }
        assert_eq!(checkout.ledger().refunded(&id), 1_000, "{fault:?}");
        assert_eq!(read(&checkout, &id)["status"], "partially_refunded", "{fault:?}");
    }
}

#[test]
fn an_honoured_key_keeps_the_answer_as_it_should_have_been() {
    let checkout = built(builder().idempotency(Idempotency::Honoured).fault(FaultRule::any(Fault::WrongType)));
    let create = || {
        let mut request = request("POST", "/api/checkout/create-session", &order());
        request.headers_mut().insert("idempotency-key", "k-1".parse().expect("a header"));
        json_of(&checkout.serve(request, start()).response)
    };
    let (spoilt, right) = (create(), create());
    assert!(spoilt["expiresAt"].is_object() && right["expiresAt"].is_string(), "{spoilt} {right}");
    assert_eq!(spoilt["sessionId"], right["sessionId"]);
}

#[test]
fn pages_of_people_and_refused_calls_take_no_fault() {
    let checkout = built(builder().fault(FaultRule::any(Fault::ResetBefore)));
    let page = http::Request::get("/cs_1").body(bytes::Bytes::new()).expect("a request");
    assert_eq!(checkout.serve(page, start()).response.status(), 404);
    let no_key = http::Request::get("/api/shops/shop_1").body(bytes::Bytes::new()).expect("a request");
    assert_eq!(checkout.serve(no_key, start()).response.status(), 401);
    assert_eq!(checkout.serve(request("GET", "/api/nothing", &Value::Null), start()).response.status(), 404);
    assert_eq!(checkout.ledger().faults, []);
    let head = request("GET", "/api/shops/shop_1", &Value::Null).into_parts().0;
    assert_eq!(checkout.meet(&head, start()).early_ending(), Some(Ending::ResetBefore));
}

#[test]
fn there_are_no_pages_to_repeat_or_shift() {
    for fault in [Fault::RepeatedToken, Fault::ShiftedPage, Fault::DuplicatedRows] {
        assert_eq!(built(builder()).inject(FaultRule::any(fault)), Err(FaultError::NoRoom), "{fault:?}");
    }
    let unknown = FaultRule::new("orders.list", Fault::ServerError);
    assert_eq!(builder().fault(unknown).build().err(), Some(BuildError::Fault(FaultError::UnknownOperation)));
    for operation in Operation::ALL {
        built(builder()).inject(FaultRule::new(operation, Fault::ServerError)).expect("a rule");
    }
}
