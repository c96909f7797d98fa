//! What the PyPI package `coupang` reads, in UTC, where its clock is right: every list holds what the sandbox's README
//! says that a day holds.

use std::collections::BTreeSet;

use commerce_sandbox::coupang::{DEFAULT_VENDOR, Gateway, OrderStatus};
use serde_json::{Value, json};

use crate::pypi::Package;
use crate::shop::Shop;

/// What a day holds by the README.
const ORDERS: [(&str, usize); 6] =
    [("ACCEPT", 3), ("INSTRUCT", 1), ("DEPARTURE", 2), ("DELIVERING", 4), ("FINAL_DELIVERY", 6), ("NONE_TRACKING", 1)];
/// The claims of a day under the four values of `status`: a release stop stands under `RU` and under `UC`, beside two
/// returns that wait for their goods and one whose goods have come.
const RECEIPTS: [(&str, usize); 4] = [("RU", 1), ("UC", 4), ("PR", 1), ("CC", 2)];
const CANCELLATIONS: usize = 1;
const WITHDRAWALS: usize = 1;
const EXCHANGES: usize = 2;
const INQUIRIES: usize = 2;
const CASES: usize = 3;

fn vendor() -> Value {
    json!({ "vendorId": DEFAULT_VENDOR })
}

/// `data` as rows.
fn rows(answer: &Value) -> &[Value] {
    answer["data"].as_array().unwrap_or_else(|| panic!("an array: {answer}"))
}

/// The numbers of rows, each of which stands once.
fn numbers<'r>(rows: impl IntoIterator<Item = &'r Value>, name: &str) -> BTreeSet<i64> {
    let all: Vec<i64> = rows.into_iter().map(|row| row[name].as_i64().expect("a number")).collect();
    let once: BTreeSet<i64> = all.iter().copied().collect();
    assert_eq!(once.len(), all.len(), "{name} stands twice: {all:?}");
    once
}

/// Follows `nextToken` to the end: the rows and how many pages they came on.
fn walk(package: &mut Package, function: &str, mut query: Value) -> (Vec<Value>, usize) {
    let (mut all, mut pages) = (Vec::new(), 0);
    loop {
        let answer = package.accepted(function, &json!([vendor(), query]));
        all.extend_from_slice(rows(&answer));
        pages += 1;
        match answer["nextToken"].as_str().expect("a token") {
            "" => return (all, pages),
            token => query["nextToken"] = token.into(),
        }
    }
}

#[test]
fn orders_by_day_and_by_minute_are_two_views_of_one_shop() {
    let shop = Shop::open(Gateway::builder());
    let Some(mut package) = Package::coupang(&shop.url, "UTC") else { return };
    for day in [shop.day(0), shop.day(1)] {
        for (status, count) in ORDERS {
            let query = json!({ "createdAtFrom": day, "createdAtTo": day, "status": status, "maxPerPage": 2 });
            let (by_day, pages) = walk(&mut package, "ordersheet.get_ordersheet", query);
            assert!(by_day.iter().all(|row| row["status"] == status));
            assert_eq!((by_day.len(), pages), (count, count.div_ceil(2)), "{day} {status}");

            let (from, to) = (format!("{day}T00:00"), format!("{day}T23:59"));
            let query =
                json!({ "createdAtFrom": from, "createdAtTo": to, "status": status, "searchType": "timeFrame" });
            let by_minute = package.accepted("ordersheet.get_ordersheet", &json!([vendor(), query]));
            assert_eq!(numbers(&by_day, "shipmentBoxId"), numbers(rows(&by_minute), "shipmentBoxId"), "{day} {status}");
        }
    }
    assert_eq!(shop.commits(), []);
}

#[test]
fn a_month_comes_in_pages_of_fifty() {
    let shop = Shop::open(Gateway::builder().orders_per_day(OrderStatus::Accept, 4));
    let Some(mut package) = Package::coupang(&shop.url, "UTC") else { return };
    let query = json!({ "createdAtFrom": shop.day(30), "createdAtTo": shop.day(0), "status": "ACCEPT" });
    let (month, pages) = walk(&mut package, "ordersheet.get_ordersheet", query);
    assert_eq!((numbers(&month, "shipmentBoxId").len(), pages), (31 * 4, 3));
}

#[test]
fn one_box_is_the_same_alone_in_its_order_and_in_its_list() {
    let shop = Shop::open(Gateway::builder());
    let Some(mut package) = Package::coupang(&shop.url, "UTC") else { return };
    let day = shop.day(1);
    let query = json!({ "createdAtFrom": day, "createdAtTo": day, "status": "DELIVERING" });
    let (listed, _) = walk(&mut package, "ordersheet.get_ordersheet", query);
    let path = json!([{
        "vendorId": DEFAULT_VENDOR, "shipmentBoxId": listed[0]["shipmentBoxId"], "orderId": listed[0]["orderId"],
    }]);
    let alone = package.accepted("ordersheet.get_ordersheet_by_shipmentboxid", &path);
    assert_eq!(alone["data"], listed[0]);
    let of_order = package.accepted("ordersheet.get_ordersheet_by_orderid", &path);
    assert_eq!(rows(&of_order), &listed[..1]);

    let history = package.accepted("ordersheet.get_ordersheet_history", &path);
    let [of_box] = rows(&history) else { panic!("one box: {history}") };
    assert_eq!(of_box["shipmentBoxId"], listed[0]["shipmentBoxId"]);
    let steps = of_box["details"].as_array().unwrap();
    let steps: Vec<&str> = steps.iter().map(|step| step["deliveryStatus"].as_str().unwrap()).collect();
    assert_eq!(steps, ["DELIVERING", "DEPARTURE", "INSTRUCT", "ACCEPT"]);
}

#[test]
fn returns_withdrawals_and_exchanges_are_counted_as_the_shop_has_them() {
    let shop = Shop::open(Gateway::builder());
    let Some(mut package) = Package::coupang(&shop.url, "UTC") else { return };
    let day = shop.day(1);
    let list = "returns.get_return_request_by_query";
    let mut waiting = Vec::new();
    for (status, count) in RECEIPTS {
        let query = json!({ "createdAtFrom": day, "createdAtTo": day, "status": status, "maxPerPage": 3 });
        let (found, _) = walk(&mut package, list, query);
        assert_eq!(numbers(&found, "receiptId").len(), count, "{status}");
        if status == "UC" {
            waiting = found;
        }
    }
    let query = json!({ "createdAtFrom": day, "createdAtTo": day, "cancelType": "CANCEL" });
    assert_eq!(walk(&mut package, list, query).0.len(), CANCELLATIONS);

    let receipt = json!([{ "vendorId": DEFAULT_VENDOR, "receiptId": waiting[0]["receiptId"] }]);
    let alone = package.accepted("returns.get_return_request_by_receipt", &receipt);
    assert_eq!(rows(&alone), &waiting[..1]);

    let query = json!({ "dateFrom": shop.day(6), "dateTo": shop.day(0), "pageIndex": 1, "sizePerPage": 100 });
    let withdrawn = package.accepted("returns.get_return_withdraw_request", &json!([vendor(), query]));
    let ids = numbers(rows(&withdrawn), "cancelId");
    assert_eq!(ids.len(), 7 * WITHDRAWALS);
    // One that was not withdrawn is not found.
    let asked: Vec<&i64> = ids.iter().collect();
    let body = json!({ "cancelIds": [asked[0], asked[1], waiting[0]["receiptId"]] });
    let found = package.accepted("returns.get_return_withdraw_by_cancel_ids", &json!([vendor(), body]));
    assert_eq!(numbers(rows(&found), "cancelId"), BTreeSet::from([*asked[0], *asked[1]]));

    let (from, to) = (format!("{}T00:00:00", shop.day(6)), format!("{}T23:59:59", shop.day(0)));
    let query = json!({ "createdAtFrom": from, "createdAtTo": to });
    let (exchanges, pages) = walk(&mut package, "exchange.get_exchange_request", query);
    assert_eq!((numbers(&exchanges, "exchangeId").len(), pages), (7 * EXCHANGES, 2), "ten on a page");
    assert_eq!(shop.commits(), [], "a search by numbers is a POST, and still a read");
}

#[test]
fn inquiries_and_cases_are_counted_as_the_shop_has_them() {
    let shop = Shop::open(Gateway::builder());
    let Some(mut package) = Package::coupang(&shop.url, "UTC") else { return };
    let week = |filter: &str, value: &str, size: u32| {
        json!([{
            "vendorId": DEFAULT_VENDOR, filter: value, "inquiryStartAt": shop.day(6), "inquiryEndAt": shop.day(0),
            "pageNum": 1, "pageSize": size,
        }])
    };
    // The inquiries of a day are open and answered in turns; its cases are open, answered and handed over.
    for (value, per_day) in [("ALL", INQUIRIES), ("NOANSWER", 1), ("ANSWERED", 1)] {
        let answer = package.accepted("cs.get_customer_service_request", &week("answeredType", value, 50));
        let found = answer["data"]["content"].as_array().unwrap();
        assert_eq!(numbers(found, "inquiryId").len(), 7 * per_day, "{value}");
        assert_eq!(answer["data"]["pagination"]["totalElements"], 7 * per_day, "{value}");
    }
    for (value, per_day) in [("NONE", CASES), ("NO_ANSWER", 1), ("ANSWER", 1), ("TRANSFER", 1)] {
        let answer = package.accepted("cs.get_inquiry_by_query", &week("partnerCounselingStatus", value, 30));
        let found = answer["data"]["content"].as_array().unwrap();
        assert_eq!(numbers(found, "inquiryId").len(), 7 * per_day, "{value}");
        assert_eq!(answer["data"]["pagination"]["totalElements"], 7 * per_day, "{value}");
    }
}
