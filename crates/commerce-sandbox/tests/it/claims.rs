//! The claim reads: who is in them, how they page, and what they refuse in which words.

use crate::support::{default_signer, get, json, opened, rows, sheets, shop};
use bytes::Bytes;
use commerce_sandbox::coupang::{ClaimKind, Gateway, Happening, OrderStatus, Sort};
use coupang_cea::SignedDate;
use http::Request;
use http::header::AUTHORIZATION;
use serde_json::Value;
use std::collections::BTreeSet;

const WEEK: &str = "createdAtFrom=2026-02-24T00:00:00&createdAtTo=2026-03-02T23:59:59";
const MONTH: &str = "createdAtFrom=2026-01-31&createdAtTo=2026-03-02";

pub(crate) fn target(version: &str, rest: &str) -> String {
    format!("/v2/providers/openapi/apis/api/{version}/vendors/A00012345/{rest}")
}

/// The body of a read that must succeed.
pub(crate) fn read(gateway: &Gateway, version: &str, rest: &str) -> Value {
    let response = get(gateway, &target(version, rest), opened());
    assert_eq!(response.status(), 200, "{rest}: {:?}", response.body());
    json(&response)
}

fn refused(gateway: &Gateway, version: &str, rest: &str) -> String {
    let response = get(gateway, &target(version, rest), opened());
    assert_eq!(response.status(), 400, "{rest}");
    json(&response)["message"].as_str().expect("a message").to_owned()
}

/// Every row of a search, following its token.
pub(crate) fn walk(gateway: &Gateway, version: &str, search: &str) -> Vec<Value> {
    let (mut all, mut token) = (Vec::new(), String::new());
    loop {
        let body = read(gateway, version, &format!("{search}{token}"));
        all.extend(rows(&body).iter().cloned());
        match body["nextToken"].as_str().expect("a token") {
            "" => return all,
            next => token = next.bytes().fold("&nextToken=".to_owned(), |text, byte| format!("{text}%{byte:02X}")),
        }
    }
}

/// The answer to a signed POST for withdrawals.
pub(crate) fn find(gateway: &Gateway, body: &str) -> (u16, Value) {
    let path = target("v4", "returnWithdrawList");
    let date = SignedDate::from_system_time(opened()).expect("a date");
    let header = default_signer().authorize("POST", &path, "", date).expect("a signature");
    let request = Request::post(&path).header(AUTHORIZATION, header.as_str());
    let response = gateway.handle(request.body(Bytes::from(body.to_owned())).expect("a request"), opened());
    (response.status().as_u16(), json(&response))
}

fn numbers(rows: &[Value], field: &str) -> Vec<i64> {
    rows.iter().map(|row| row[field].as_i64().expect("a number")).collect()
}

fn crowded(per_day: u32) -> Gateway {
    ClaimKind::ALL.into_iter().fold(shop(), |shop, kind| shop.claims_per_day(kind, per_day)).build().expect("a gateway")
}

#[test]
fn each_status_answers_its_receipts_and_stops_come_twice() {
    let gateway = shop().build().expect("a gateway");
    for version in ["v4", "v6"] {
        for (wanted, expected) in [
            ("status=RU", vec!["RELEASE_STOP_UNCHECKED"]),
            ("status=UC", vec!["RELEASE_STOP_UNCHECKED", "RETURNS_UNCHECKED", "VENDOR_WAREHOUSE_CONFIRM"]),
            ("status=CC", vec!["RETURNS_COMPLETED"]),
            ("status=PR", vec!["REQUEST_COUPANG_CHECK"]),
            ("cancelType=CANCEL", vec!["RETURNS_COMPLETED"]),
            ("cancelType=RETURN&status=RU", vec!["RELEASE_STOP_UNCHECKED"]),
        ] {
            let found = walk(&gateway, version, &format!("returnRequests?{MONTH}&{wanted}"));
            let statuses: BTreeSet<&str> = found.iter().filter_map(|row| row["receiptStatus"].as_str()).collect();
            assert_eq!(statuses, expected.into_iter().collect(), "{wanted}");
            let kind = if wanted == "cancelType=CANCEL" { "CANCEL" } else { "RETURN" };
            assert!(found.iter().all(|row| row["receiptType"] == kind), "{wanted}");
        }
        let count = |wanted: &str| walk(&gateway, version, &format!("returnRequests?{MONTH}&{wanted}")).len();
        assert_eq!([count("status=RU"), count("status=UC"), count("status=CC")], [31, 4 * 31, 2 * 31]);
    }
}

#[test]
fn a_row_is_the_same_in_every_window_page_and_read() {
    let gateway = crowded(30);
    for version in ["v4", "v6"] {
        let day = "returnRequests?createdAtFrom=2026-03-01&createdAtTo=2026-03-01&status=UC";
        let by_day = walk(&gateway, version, day);
        assert_eq!(by_day.len(), 90);
        for size in [1, 7, 50, 99] {
            assert_eq!(walk(&gateway, version, &format!("{day}&maxPerPage={size}")), by_day, "{size}");
        }
        let longer =
            walk(&gateway, version, "returnRequests?createdAtFrom=2026-02-28&createdAtTo=2026-03-02&status=UC");
        assert_eq!(&longer[90..180], by_day);
        let mut by_minute = Vec::new();
        for hour in 0..24 {
            let window = format!("createdAtFrom=2026-03-01T{hour:02}:00&createdAtTo=2026-03-01T{hour:02}:59");
            let body = read(&gateway, version, &format!("returnRequests?searchType=timeFrame&{window}&status=UC"));
            assert!(body.get("nextToken").is_none(), "a window comes whole");
            by_minute.extend(rows(&body).iter().cloned());
        }
        assert_eq!(by_minute, by_day);
        for row in by_day.iter().take(5) {
            let alone = read(&gateway, version, &format!("returnRequests/{}", row["receiptId"]));
            assert_eq!((&alone["code"], &alone["data"]), (&"200".into(), &Value::from(vec![row.clone()])));
            let of_order = format!("returnRequests?{MONTH}&orderId={}", row["orderId"]);
            assert_eq!(walk(&gateway, version, &of_order), std::slice::from_ref(row));
        }
    }
}

#[test]
fn what_a_return_list_does_not_take() {
    let gateway = shop().build().expect("a gateway");
    let both = |from: &str, to: &str, rest: &str| {
        refused(&gateway, "v6", &format!("returnRequests?createdAtFrom={from}&createdAtTo={to}{rest}"))
    };
    let (from, to) = ("2026-03-01", "2026-03-02");
    assert_eq!(both(from, to, ""), "OrderId can't be null, if doesn't pass the parameter status");
    assert_eq!(both(from, to, "&cancelType=RETURN"), "OrderId can't be null, if doesn't pass the parameter status");
    for rest in [
        "&status=ALL",
        "&status=uc",
        "&cancelType=cancel",
        "&cancelType=CANCEL&status=RU",
        "&cancelType=CANCEL&orderId=1",
        "&orderId=x",
        "&status=RU&maxPerPage=0",
        "&status=RU&nextToken=x",
    ] {
        both(from, to, rest);
    }
    read(&gateway, "v6", "returnRequests?createdAtFrom=2026-03-01&createdAtTo=2026-03-31&status=RU");
    both("2026-03-01", "2026-04-01", "&status=RU");
    both("2026-03-02", "2026-03-01", "&status=RU");
    both("2026-03-01%2B09:00", "2026-03-01%2B09:00", "&status=RU");
    both("2026-03-01T00:00", "2026-03-01T10:00", "&status=RU");
    both(from, to, "&status=RU&searchType=timeFrame");
    let minutes = "&status=RU&searchType=timeFrame";
    read(
        &gateway,
        "v6",
        &format!("returnRequests?createdAtFrom=2026-03-01T10:00&createdAtTo=2026-03-02T09:59{minutes}"),
    );
    both("2026-03-01T10:00", "2026-03-02T10:00", minutes);
    both("2026-03-01T10:00", "2026-03-01T10:01", "&searchType=timeFrame");
    assert_eq!(get(&gateway, &target("v5", &format!("returnRequests?{MONTH}&status=RU")), opened()).status(), 404);
}

#[test]
fn only_returns_that_stand_can_be_read_alone() {
    let gateway = shop().build().expect("a gateway");
    let cancelled = walk(&gateway, "v6", &format!("returnRequests?{MONTH}&cancelType=CANCEL"));
    let withdrawn = read(&gateway, "v4", "returnWithdrawRequests?dateFrom=2026-03-01&dateTo=2026-03-02");
    for unreadable in [&cancelled[0]["receiptId"], &withdrawn["data"][0]["cancelId"], &1.into(), &"x".into()] {
        refused(&gateway, "v6", &format!("returnRequests/{}", unreadable.to_string().trim_matches('"')));
    }
}

#[test]
fn withdrawals_come_in_numbered_pages_and_by_number() {
    let gateway = crowded(9);
    let (mut found, mut index) = (Vec::new(), "1".to_owned());
    while !index.is_empty() {
        let page =
            format!("returnWithdrawRequests?dateFrom=2026-02-24&dateTo=2026-03-02&pageIndex={index}&sizePerPage=20");
        let body = read(&gateway, "v4", &page);
        found.extend(rows(&body).iter().cloned());
        index = body["nextPageIndex"].as_str().expect("text").to_owned();
    }
    assert_eq!(numbers(&found, "cancelId").into_iter().collect::<BTreeSet<_>>().len(), 63);
    assert!(
        found
            .iter()
            .all(|row| ("2026-02-24"..="2026-03-02").contains(&&row["createdAt"].as_str().expect("text")[..10]))
    );
    let body = read(&gateway, "v4", "returnWithdrawRequests?dateFrom=2026-02-24&dateTo=2026-03-02");
    assert_eq!((rows(&body), &body["nextPageIndex"]), (&found[..10], &"2".into()));
    let beyond = read(&gateway, "v4", "returnWithdrawRequests?dateFrom=2026-02-24&dateTo=2026-03-02&pageIndex=99");
    assert_eq!((rows(&beyond).len(), &beyond["nextPageIndex"]), (0, &"".into()));

    let receipts = walk(&gateway, "v6", "returnRequests?createdAtFrom=2026-03-01&createdAtTo=2026-03-01&status=CC");
    let mut asked = numbers(&found[..3], "cancelId");
    asked.extend([numbers(&receipts, "receiptId")[0], 1]);
    let (status, body) = find(&gateway, &serde_json::json!({ "cancelIds": asked }).to_string());
    assert_eq!((status, &body["code"], rows(&body)), (200, &"200".into(), &found[..3]));
    for bad in ["", "{}", "[1]", r#"{"cancelIds":[]}"#, r#"{"cancelIds":["1"]}"#, r#"{"cancelIds":1}"#] {
        assert_eq!(find(&gateway, bad).0, 400, "{bad}");
    }
    let many = |count| serde_json::json!({ "cancelIds": vec![1; count] }).to_string();
    assert_eq!((find(&gateway, &many(50)).0, find(&gateway, &many(51)).0), (200, 400));
}

#[test]
fn withdrawals_are_refused_in_the_documented_words() {
    let gateway = shop().build().expect("a gateway");
    let days = "dateFrom=2026-03-01&dateTo=2026-03-07";
    read(&gateway, "v4", &format!("returnWithdrawRequests?{days}&sizePerPage=100"));
    for (query, message) in [
        ("dateTo=2026-03-07", "Required String parameter 'dateFrom' is not present"),
        ("dateFrom=2026-03-07", "Required String parameter 'dateTo' is not present"),
        ("dateFrom=2026-03-02&dateTo=2026-03-01", "종료일자는 시작일자보다 작거나 같아야 합니다."),
        ("dateFrom=2026-03-01&dateTo=2026-03-08", "최대 조회 기간은 7 일 입니다.(The maximum view duration is 7 days)"),
        (
            "dateFrom=20260301&dateTo=2026-03-08",
            "날짜입력을 확인해 주세요. (형식:yyyy-MM-dd) [Please confirm the date input (format:yyyy-MM-dd)]",
        ),
        (
            &format!("{days}&sizePerPage=101"),
            "페이지별 최대 표시 갯수(sizePerPage)는 100 입니다. (The maximum number of indications per page (sizePerPage) is 100)",
        ),
        (
            &format!("{days}&pageIndex=0"),
            "pageindex 는 음수 또는 0 일 수 없습니다. (pageindex can not be negative or 0)",
        ),
        (
            &format!("{days}&pageIndex=-1"),
            "pageindex 는 음수 또는 0 일 수 없습니다. (pageindex can not be negative or 0)",
        ),
    ] {
        assert_eq!(refused(&gateway, "v4", &format!("returnWithdrawRequests?{query}")), message);
    }
}

#[test]
fn exchanges_are_listed_by_week_status_and_order() {
    let gateway = crowded(20);
    let all = walk(&gateway, "v4", &format!("exchangeRequests?{WEEK}&maxPerPage=33"));
    assert_eq!(numbers(&all, "exchangeId").into_iter().collect::<BTreeSet<_>>().len(), 140);
    assert_eq!(rows(&read(&gateway, "v4", &format!("exchangeRequests?{WEEK}"))).len(), 10, "the default page");
    let mut by_status = 0;
    for status in ["RECEIPT", "PROGRESS", "SUCCESS", "REJECT", "CANCEL"] {
        let found = walk(&gateway, "v4", &format!("exchangeRequests?{WEEK}&status={status}"));
        assert!(!found.is_empty() && found.iter().all(|row| row["exchangeStatus"] == status && all.contains(row)));
        by_status += found.len();
    }
    assert_eq!(by_status, 140);
    let of_order = walk(&gateway, "v4", &format!("exchangeRequests?{WEEK}&orderId={}", all[3]["orderId"]));
    assert_eq!(of_order, [all[3].clone()]);
    let eight = "createdAtFrom=2026-02-24T00:00:00&createdAtTo=2026-03-03T00:00:00";
    assert_eq!(
        refused(&gateway, "v4", &format!("exchangeRequests?{eight}")),
        "createdAtTo - createdAtFrom should less then 7day"
    );
    let day_form = "createdAtFrom=2026-03-01&createdAtTo=2026-03-02";
    let backwards = "createdAtFrom=2026-03-01T10:00:01&createdAtTo=2026-03-01T10:00:00";
    let status = format!("{WEEK}&status=ALL");
    for query in [day_form, backwards, "createdAtTo=2026-03-01T10:00:00", &status] {
        refused(&gateway, "v4", &format!("exchangeRequests?{query}"));
    }
}

#[test]
fn claims_are_about_listed_orders_and_their_boxes_and_options() {
    let gateway = shop().build().expect("a gateway");
    let mut listed = Vec::new();
    for status in OrderStatus::ALL {
        let search = format!("ordersheets?createdAtFrom=2026-02-10&createdAtTo=2026-03-02&status={status}");
        listed.extend(walk(&gateway, "v4", &search));
    }
    let recent = "createdAtFrom=2026-02-24&createdAtTo=2026-03-02";
    let claims = walk(&gateway, "v4", &format!("returnRequests?{recent}&status=UC"));
    assert_eq!(claims.len(), 4 * 7);
    for claim in claims {
        let order = listed.iter().find(|order| order["orderId"] == claim["orderId"]).expect("a listed order");
        for item in claim["returnItems"].as_array().expect("items") {
            assert_eq!(item["shipmentBoxId"], order["shipmentBoxId"]);
            let ordered = order["orderItems"].as_array().expect("items");
            let ordered =
                ordered.iter().find(|ordered| ordered["vendorItemId"] == item["vendorItemId"]).expect("an item");
            assert_eq!(item["purchaseCount"], ordered["shippingCount"]);
            assert!(item["cancelCount"].as_i64() <= ordered["shippingCount"].as_i64());
        }
        assert!(order["orderedAt"].as_str() < claim["createdAt"].as_str());
    }
    for gone in ["status=CC", "cancelType=CANCEL"] {
        for claim in walk(&gateway, "v4", &format!("returnRequests?{recent}&{gone}")) {
            assert!(listed.iter().all(|order| order["orderId"] != claim["orderId"]), "{gone}");
        }
    }
}

#[test]
fn a_shop_can_have_no_claims() {
    let gateway = crowded(0);
    for rest in [
        format!("returnRequests?{MONTH}&status=UC"),
        format!("returnRequests?{MONTH}&cancelType=CANCEL"),
        "returnWithdrawRequests?dateFrom=2026-03-01&dateTo=2026-03-02".to_owned(),
        format!("exchangeRequests?{WEEK}"),
    ] {
        assert_eq!(rows(&read(&gateway, "v4", &rest)).len(), 0, "{rest}");
    }
}

#[test]
fn a_claim_that_comes_in_between_two_pages_moves_none_of_them() {
    for sort in [Sort::OldestFirst, Sort::NewestFirst] {
        let gateway = shop().claims_sort(sort).build().expect("a gateway");
        let search = "returnRequests?createdAtFrom=2026-02-21&createdAtTo=2026-03-02&cancelType=CANCEL";
        let before = walk(&gateway, "v6", search);
        let first = read(&gateway, "v6", &format!("{search}&maxPerPage=3"));
        assert_eq!(rows(&first), &before[..3]);
        let paid = sheets(&gateway, OrderStatus::Accept, opened());
        let shipment_box_id = paid[0]["shipmentBoxId"].as_i64().expect("a box");
        assert!(gateway.happen(Happening::BuyerCancels { shipment_box_id }, opened()));
        let token = first["nextToken"].as_str().expect("a token");
        let token = token.bytes().fold("&nextToken=".to_owned(), |text, byte| format!("{text}%{byte:02X}"));
        let second = read(&gateway, "v6", &format!("{search}&maxPerPage=3{token}"));
        assert_eq!(rows(&second), &before[3..6], "{sort:?}");
        let after = walk(&gateway, "v6", &format!("{search}&maxPerPage=3"));
        let (new, rest) = if sort == Sort::OldestFirst {
            after.split_last().expect("rows")
        } else {
            after.split_first().expect("rows")
        };
        assert_eq!((rest, &new["orderId"]), (&before[..], &paid[0]["orderId"]), "{sort:?}");
    }
}
