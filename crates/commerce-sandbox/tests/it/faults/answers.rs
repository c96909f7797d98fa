//! Answers of the gateway, of the edge, and of nobody who reads documentation.

use super::{acknowledge, acknowledgement, built, list, served, signed, struck, troubled};
use crate::support::{commits, opened, shop};
use commerce_sandbox::coupang::{ClaimKind, Gateway, OrderStatus};
use commerce_sandbox::fault::{Ending, Fault, FaultRule};
use http::Response;
use http::header::{CONTENT_TYPE, DATE, LOCATION};
use serde_json::{Value, json};
use std::time::Duration;

fn text(response: &Response<bytes::Bytes>) -> &str {
    std::str::from_utf8(response.body()).expect("text")
}

#[test]
fn a_refusal_carries_nothing_out_and_looks_like_the_real_one() {
    for (fault, status, kind, body) in [
        (Fault::ServerError, 500, "application/json", r#"{"code":"ERROR","message":"Internal Exception"}"#),
        (Fault::OriginDown, 521, "application/json", r#"{"code":"ERROR","message":"connection timed out: "#),
        (Fault::TooManyRequests, 429, "application/json", r#"{"code":"ERROR","message":"Too Many Requests""#),
        (Fault::Redirect, 302, "text/html", ""),
        (Fault::HtmlForbidden, 403, "text/html", "<HTML><HEAD>\n<TITLE>Access Denied</TITLE>"),
    ] {
        let gateway = troubled(fault);
        let served = acknowledge(&gateway, opened());
        assert_eq!((served.response.status().as_u16(), served.ending), (status, Ending::Whole), "{fault:?}");
        assert!(served.response.headers()[CONTENT_TYPE].to_str().expect("text").starts_with(kind), "{fault:?}");
        assert!(text(&served.response).starts_with(body), "{fault:?}: {}", text(&served.response));
        assert_eq!((commits(&gateway), struck(&gateway)), (vec![], vec![(1, "orders.acknowledge", fault)]));
    }
}

#[test]
fn the_edge_names_the_address_and_a_reference() {
    let page = |seed| {
        let gateway = built(shop().seed(seed).fault(FaultRule::any(Fault::HtmlForbidden)));
        text(&list(&gateway, opened()).response).to_owned()
    };
    let (page, other) = (page(1), page(2));
    assert!(page.contains("/v2/providers/openapi/apis/api/v4/vendors/A00012345/ordersheets"), "{page}");
    let reference = page.split_once("Reference #").expect("a reference").1.split_once('\n').expect("an end").0;
    assert!(reference.split('.').count() == 4 && !reference.contains(' '), "{reference}");
    assert_ne!(page, other, "the seed decides");
}

#[test]
fn a_redirect_leads_to_what_the_ledger_sees() {
    let gateway = troubled(Fault::Redirect);
    let response = list(&gateway, opened()).response;
    let location = response.headers()[LOCATION].to_str().expect("text").to_owned();
    assert!(location.starts_with('/'), "it stays in the sandbox: {location}");
    let followed = http::Request::get(location).body(bytes::Bytes::new()).expect("a request");
    assert!(gateway.handle(followed, opened()).status().is_client_error());
    assert_eq!(gateway.ledger().calls, 2);
}

#[test]
fn too_many_requests_lock_the_vendor_out() {
    let gateway = troubled(Fault::TooManyRequests);
    let at = |seconds| opened() + Duration::from_secs(seconds);
    let statuses = [0, 59, 118, 178].map(|seconds| list(&gateway, at(seconds)).response.status().as_u16());
    assert_eq!(statuses, [429, 429, 429, 200], "sixty quiet seconds");
    assert_eq!((gateway.ledger().throttled, gateway.ledger().faults.len()), (3, 1));
}

#[test]
fn an_answer_can_say_that_it_is_a_page_or_stop_half_way() {
    let clean = acknowledge(&built(shop()), opened()).response;
    let gateway = troubled(Fault::WrongContentType);
    let page = acknowledge(&gateway, opened()).response;
    assert!(page.headers()[CONTENT_TYPE].to_str().expect("text").starts_with("text/html"));
    assert_eq!((page.body(), commits(&gateway).len()), (clean.body(), 1));

    let gateway = troubled(Fault::TruncatedJson);
    let half = acknowledge(&gateway, opened());
    assert_eq!((half.response.status().as_u16(), half.ending), (200, Ending::Whole));
    assert_eq!(half.response.body(), &clean.body()[..clean.body().len() / 2]);
    assert!(serde_json::from_slice::<Value>(half.response.body()).is_err());
    assert_eq!(commits(&gateway).len(), 1);
}

#[test]
fn a_clock_that_is_off_shows_in_the_date_and_in_the_signature_check() {
    for (seconds, status) in [(299, 200), (301, 401), (-299, 200), (-301, 401)] {
        let gateway = troubled(Fault::ClockSkew(seconds));
        let response = list(&gateway, opened()).response;
        assert_eq!(response.status(), status, "{seconds} s");
        // 2026-03-02T01:30:00Z, and so many seconds.
        let date = response.headers()[DATE].to_str().expect("text");
        let expected = match seconds {
            299 => "Mon, 02 Mar 2026 01:34:59 GMT",
            301 => "Mon, 02 Mar 2026 01:35:01 GMT",
            -299 => "Mon, 02 Mar 2026 01:25:01 GMT",
            _ => "Mon, 02 Mar 2026 01:24:59 GMT",
        };
        assert_eq!(date, expected);
        assert_eq!(struck(&gateway), [(1, "orders.list", Fault::ClockSkew(seconds))]);
        let next = list(&gateway, opened()).response;
        assert_eq!(next.status(), 200);
        assert_eq!(next.headers()[DATE], "Mon, 02 Mar 2026 01:30:00 GMT");
    }
}

/// A read of every operation that answers JSON with rows or fields, and the field that goes wrong.
const READS: [(&str, &str, Option<&str>, Option<&str>); 15] = [
    ("orders.list", super::ORDERS, Some("/data/0/parcelPrintMessage"), Some("/data/0/status")),
    (
        "orders.list_by_minute",
        "v5/vendors/A00012345/ordersheets?createdAtFrom=2026-03-01T00:00%2B09:00&createdAtTo=2026-03-01T23:59%2B09:00\
         &status=ACCEPT&searchType=timeFrame",
        Some("/data/0/parcelPrintMessage"),
        Some("/data/0/status"),
    ),
    ("orders.get", "v4/vendors/A00012345/ordersheets/{box}", Some("/data/parcelPrintMessage"), Some("/data/status")),
    (
        "orders.history",
        "v4/vendors/A00012345/ordersheets/{box}/history",
        Some("/data/0/details/0/deliveryStatusDesc"),
        Some("/data/0/details/0/deliveryStatus"),
    ),
    (
        "returns.list",
        "v6/vendors/A00012345/returnRequests?createdAtFrom=2026-03-01&createdAtTo=2026-03-02&status=UC",
        Some("/data/0/cancelReason"),
        Some("/data/0/receiptStatus"),
    ),
    (
        "returns.list_by_minute",
        "v6/vendors/A00012345/returnRequests?createdAtFrom=2026-03-01T00:00&createdAtTo=2026-03-01T23:59&status=UC\
         &searchType=timeFrame",
        Some("/data/0/cancelReason"),
        Some("/data/0/receiptStatus"),
    ),
    (
        "returns.withdrawals",
        "v4/vendors/A00012345/returnWithdrawRequests?dateFrom=2026-03-01&dateTo=2026-03-02",
        Some("/data/0/createdAt"),
        Some("/data/0/refundDeliveryDuty"),
    ),
    (
        "exchanges.list",
        "v4/vendors/A00012345/exchangeRequests?createdAtFrom=2026-03-01T00:00:00&createdAtTo=2026-03-02T00:00:00",
        Some("/data/0/reasonEtcDetail"),
        Some("/data/0/exchangeStatus"),
    ),
    (
        "inquiries.list",
        "v5/vendors/A00012345/onlineInquiries?answeredType=ALL&inquiryStartAt=2026-03-01&inquiryEndAt=2026-03-02",
        Some("/data/content/0/inquiryAt"),
        None,
    ),
    (
        "call_center.list",
        "v5/vendors/A00012345/callCenterInquiries?partnerCounselingStatus=NONE&inquiryStartAt=2026-03-01\
         &inquiryEndAt=2026-03-02",
        Some("/data/content/0/itemName"),
        Some("/data/content/0/inquiryStatus"),
    ),
    ("settlement.revenue", REVENUE, Some("/data/0/saleDate"), Some("/data/0/saleType")),
    ("orders.acknowledge", "", Some("/data/responseList/0/resultMessage"), Some("/data/responseList/0/resultCode")),
    ("orders.get_by_order_id", "v4/vendors/A00012345/{order}/ordersheets", Some("/data/0/parcelPrintMessage"), None),
    ("returns.get", "v6/vendors/A00012345/returnRequests/{receipt}", Some("/data/0/cancelReason"), None),
    ("call_center.get", "v5/vendors/callCenterInquiries/{case}", Some("/data/itemName"), None),
];

const REVENUE: &str = "v1/revenue-history?vendorId=A00012345&recognitionDateFrom=2026-02-01&recognitionDateTo=2026-02-28\
                       &token=&maxPerPage=50";

/// Answers one of the calls above.
fn read(gateway: &Gateway, path: &str) -> Value {
    let response = if path.is_empty() {
        acknowledge(gateway, opened()).response
    } else {
        served(gateway, "GET", path, "", opened()).response
    };
    assert_eq!(response.status(), 200, "{path}: {:?}", response.body());
    serde_json::from_slice(response.body()).expect("JSON")
}

/// The path with the ids of this shop in it.
fn filled(path: &str) -> String {
    let clean = built(shop());
    let sheet = read(&clean, super::ORDERS)["data"][0].clone();
    let receipt = read(&clean, READS[4].1)["data"][0]["receiptId"].clone();
    let case = read(&clean, READS[9].1)["data"]["content"][0]["inquiryId"].clone();
    let ids = [
        ("{box}", &sheet["shipmentBoxId"]),
        ("{order}", &sheet["orderId"]),
        ("{receipt}", &receipt),
        ("{case}", &case),
    ];
    ids.into_iter().fold(path.to_owned(), |path, (name, id)| path.replace(name, &id.to_string()))
}

#[test]
fn one_optional_field_can_be_of_another_type_and_one_word_be_unheard_of() {
    for (operation, path, optional, word) in READS {
        let path = filled(path);
        let clean = read(&built(shop()), &path);
        for (fault, pointer) in [(Fault::WrongType, optional), (Fault::UnknownEnum, word)] {
            let Some(pointer) = pointer else { continue };
            let gateway = built(shop().fault(FaultRule::new(operation, fault)));
            let mut spoilt = read(&gateway, &path);
            let found = spoilt.pointer_mut(pointer).unwrap_or_else(|| panic!("{operation}: {pointer}")).take();
            let before = clean.pointer(pointer).expect("the same place");
            assert!(before.is_string(), "{operation} {pointer}: {before}");
            match fault {
                Fault::WrongType => assert!(found.is_object(), "{operation}: {found}"),
                _ => assert!(found.is_string() && found != *before, "{operation}: {found}"),
            }
            let mut rest = clean.clone();
            *rest.pointer_mut(pointer).expect("the same place") = Value::Null;
            assert_eq!(spoilt, rest, "{operation}: nothing else changes");
            assert_eq!(struck(&gateway), [(1, operation, fault)]);
            assert_eq!(read(&gateway, &path)["code"], clean["code"]);
        }
    }
}

#[test]
fn some_rows_stand_twice() {
    let gateway = built(shop().orders_per_day(OrderStatus::Accept, 4).fault(FaultRule::any(Fault::DuplicatedRows)));
    let ids = |body: &Value| -> Vec<i64> {
        body["data"].as_array().expect("rows").iter().map(|row| row["shipmentBoxId"].as_i64().expect("an id")).collect()
    };
    let (doubled, clean) = (ids(&read(&gateway, super::ORDERS)), ids(&read(&gateway, super::ORDERS)));
    assert_eq!(clean.len(), 8);
    assert_eq!(doubled.len(), 11);
    assert_eq!(doubled[..3], [clean[0], clean[0], clean[1]]);
    let mut once = doubled;
    once.dedup();
    assert_eq!(once, clean);
}

#[test]
fn a_fault_that_finds_no_room_waits_for_an_answer_that_has() {
    let rule = FaultRule::new("returns.withdrawals", Fault::DuplicatedRows);
    let gateway = built(shop().claims_per_day(ClaimKind::Withdrawn, 1).fault(rule));
    let list = |from, to| {
        let path = format!("v4/vendors/A00012345/returnWithdrawRequests?dateFrom={from}&dateTo={to}");
        served(&gateway, "GET", &path, "", opened()).response
    };
    let empty = list("2026-03-03", "2026-03-03");
    let empty: Value = serde_json::from_slice(empty.body()).expect("JSON");
    assert_eq!((&empty["data"], struck(&gateway).len()), (&json!([]), 0), "no rows");
    assert_eq!(list("2026-03-02", "2026-03-01").status(), 400);
    assert_eq!(struck(&gateway), [], "refused");
    let full: Value = serde_json::from_slice(list("2026-03-01", "2026-03-01").body()).expect("JSON");
    assert_eq!(full["data"].as_array().map(Vec::len), Some(2));
    assert_eq!(struck(&gateway), [(3, "returns.withdrawals", Fault::DuplicatedRows)]);
}

#[test]
fn a_write_of_an_option_can_suffer_too() {
    let gateway = built(shop().fault(FaultRule::any_write(Fault::ServerError)));
    let mut request = signed("PUT", "x", &acknowledgement(), opened());
    let target = "/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/80000001000/quantities/7";
    let header = crate::support::authorization_of(&crate::support::default_signer(), "PUT", target, opened());
    *request.uri_mut() = target.parse().expect("a target");
    request.headers_mut().insert(http::header::AUTHORIZATION, header.parse().expect("a header"));
    assert_eq!(gateway.serve(request, opened()).response.status(), 500);
    assert_eq!((commits(&gateway), struck(&gateway)[0].1), (vec![], "inventory.set_quantity"));
}
