//! The clock of the PyPI package `coupang` outside UTC.
//!
//! It sets `TZ` to GMT before it reads the clock, without `time.tzset()`. glibc does not look at `TZ` again by itself, so
//! the signed date is the local time with a `Z` behind it, at the first call as at any other, until something else in the
//! process happens to call tzset; `time.strptime` and `time.mktime` do.

use commerce_sandbox::coupang::{DEFAULT_VENDOR, Gateway};
use serde_json::{Value, json};
use time::macros::format_description;
use time::{Duration, OffsetDateTime, PrimitiveDateTime};

use crate::pypi::{Exchange, Package};
use crate::python::not_tested;
use crate::shop::Shop;

/// How far ahead of UTC a request was signed, in hours.
fn hours_ahead(exchange: &Exchange) -> i64 {
    let (_, rest) = exchange.authorization.split_once("signed-date=").unwrap();
    let (date, _) = rest.split_once("Z,").unwrap();
    let form = format_description!("[year][month][day]T[hour][minute][second]");
    let signed = PrimitiveDateTime::parse(&format!("20{date}"), form).unwrap().assume_utc();
    // To the nearest hour: the request is some seconds old by now.
    (signed - OffsetDateTime::now_utc() + Duration::minutes(30)).whole_hours()
}

fn orders_of(day: &str) -> Value {
    json!([{ "vendorId": DEFAULT_VENDOR }, { "createdAtFrom": day, "createdAtTo": day, "status": "ACCEPT" }])
}

#[test]
fn in_korea_every_read_is_refused_as_expired_until_something_else_reads_the_time_zone() {
    if !cfg!(all(target_os = "linux", target_env = "gnu")) {
        return not_tested("no glibc here, so the PyPI package coupang may read the clock in another way");
    }
    let shop = Shop::open(Gateway::builder());
    let Some(mut package) = Package::coupang(&shop.url, "Asia/Seoul") else { return };
    let expired = "Specified signature is expired.";
    let day = shop.day(1);
    let minutes = (format!("{day}T00:00:00"), format!("{day}T23:59:59"));
    let inquiries = json!([{
        "vendorId": DEFAULT_VENDOR, "answeredType": "ALL", "inquiryStartAt": day, "inquiryEndAt": day,
    }]);
    let returns = json!([{ "vendorId": DEFAULT_VENDOR }, { "createdAtFrom": day, "createdAtTo": day, "status": "UC" }]);
    let exchanges = json!([{ "vendorId": DEFAULT_VENDOR }, { "createdAtFrom": minutes.0, "createdAtTo": minutes.1 }]);

    for (index, (operation, function, arguments)) in [
        ("orders.list", "ordersheet.get_ordersheet", orders_of(&day)),
        ("returns.list", "returns.get_return_request_by_query", returns),
        ("exchanges.list", "exchange.get_exchange_request", exchanges),
        ("inquiries.list", "cs.get_customer_service_request", inquiries),
    ]
    .iter()
    .enumerate()
    {
        let called = package.call(function, arguments);
        assert_eq!(called.answer, Value::Null, "{function}");
        assert_eq!(called.printed, ["401", "Unauthorized", "401", "Unauthorized"], "{function}");
        let [first, second] = &called.exchanges[..] else { panic!("{function}: {called:?}") };
        for exchange in [first, second] {
            assert_eq!((exchange.status, exchange.message.as_deref()), (Some(401), Some(expired)), "{function}");
            assert_eq!(hours_ahead(exchange), 9, "{function}");
        }
        assert_eq!(first.authorization, second.authorization, "it does not sign anew");
        assert_eq!(shop.calls(), 2 * (index as u64 + 1), "{function}");
        assert_eq!(shop.answers(operation), [(401, 2)], "{function}");
    }

    // A write is refused too, twice, and changes nothing.
    let listed = shop.calls();
    let body = json!([{ "vendorId": DEFAULT_VENDOR, "shipmentBoxIds": [1] }]);
    let called = package.call("ordersheet.update_ordersheet_status", &body);
    assert_eq!((called.answer, called.printed.len()), (Value::Null, 4));
    assert_eq!((shop.calls(), shop.commits()), (listed + 2, vec![]));
    assert_eq!(shop.answers("orders.acknowledge"), [(401, 2)]);

    package.call("time.strptime", &json!(["2026", "%Y"]));
    let answer = package.accepted("ordersheet.get_ordersheet", &orders_of(&day));
    assert_eq!(answer["data"].as_array().unwrap().len(), 3);
    assert_eq!(shop.calls(), listed + 3);
}

#[test]
fn in_utc_it_signs_the_time_of_the_call() {
    let shop = Shop::open(Gateway::builder());
    let Some(mut package) = Package::coupang(&shop.url, "UTC") else { return };
    for _ in 0..2 {
        let called = package.call("ordersheet.get_ordersheet", &orders_of(&shop.day(1)));
        assert_eq!(hours_ahead(&called.exchanges[0]), 0);
        assert_eq!(called.exchanges[0].status, Some(200));
    }
}
