//! The order lists: who is on them, how they page, and how the two versions spell the same rows.

use crate::support::{box_ids, crowded, days, get, json, list, opened, rows, shop, target};
use commerce_sandbox::coupang::{Gateway, OrderStatus};
use serde_json::Value;
use std::collections::BTreeSet;

const MARCH: (&str, &str) = ("2026-02-01", "2026-03-02");

/// Follows `nextToken` to the end, escaping it as a careful client does.
fn walk(gateway: &Gateway, version: &str, query: &str) -> Vec<Value> {
    let (mut all, mut token) = (Vec::new(), String::new());
    loop {
        let body = list(gateway, version, &format!("{query}{token}"));
        all.extend(rows(&body).iter().cloned());
        match body["nextToken"].as_str().expect("a token") {
            "" => return all,
            next => token = format!("&nextToken={}", escape(next)),
        }
    }
}

fn escape(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn ids(rows: &[Value]) -> Vec<i64> {
    rows.iter().map(|row| row["shipmentBoxId"].as_i64().expect("a box id")).collect()
}

pub(crate) fn month(version: &str, status: OrderStatus) -> Vec<Value> {
    walk(&crowded(status, 12), version, &days(version, MARCH.0, MARCH.1, status))
}

#[test]
fn today_holds_the_default_counts_from_the_start() {
    let gateway = shop().build().expect("a gateway");
    for status in OrderStatus::ALL {
        for version in ["v4", "v5"] {
            let body = list(&gateway, version, &days(version, "2026-03-02", "2026-03-02", status));
            assert_eq!((&body["code"], &body["message"], &body["nextToken"]), (&200.into(), &"OK".into(), &"".into()));
            assert_eq!(rows(&body).len(), status.default_orders_per_day() as usize, "{status}");
            assert!(rows(&body).iter().all(|row| row["status"] == status.as_str()));
        }
        let tomorrow = list(&gateway, "v5", &days("v5", "2026-03-03", "2026-03-03", status));
        assert_eq!(tomorrow, serde_json::json!({ "code": 200, "message": "OK", "data": [], "nextToken": "" }));
    }
}

#[test]
fn paging_walks_every_row_exactly_once() {
    let gateway = crowded(OrderStatus::Accept, 120);
    let query = days("v5", "2026-03-02", "2026-03-02", OrderStatus::Accept);
    let calls = || gateway.ledger().calls;
    for (page, pages) in
        [("", 3), ("&maxPerPage=50", 3), ("&maxPerPage=40", 3), ("&maxPerPage=7", 18), ("&maxPerPage=99", 3)]
    {
        let before = calls();
        let seen = ids(&walk(&gateway, "v5", &format!("{query}{page}")));
        assert_eq!(seen.len(), 120, "{page}");
        assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 120, "{page}");
        assert_eq!(calls() - before, pages, "{page}");
    }
}

#[test]
fn a_page_that_ends_with_the_list_is_the_last() {
    let gateway = crowded(OrderStatus::Accept, 50);
    let body = list(&gateway, "v4", &days("v4", "2026-03-02", "2026-03-02", OrderStatus::Accept));
    assert_eq!((rows(&body).len(), &body["nextToken"]), (50, &"".into()));
}

#[test]
fn a_token_belongs_to_its_search_and_must_be_escaped() {
    let gateway = crowded(OrderStatus::Accept, 120);
    let query = days("v5", "2026-03-02", "2026-03-02", OrderStatus::Accept);
    let token = list(&gateway, "v5", &query)["nextToken"].as_str().expect("a token").to_owned();
    let status = |query: String| get(&gateway, &target("v5", &query), opened()).status().as_u16();
    let escaped = escape(&token);
    assert_eq!(status(format!("{query}&nextToken={escaped}")), 200);
    assert_eq!(status(format!("{query}&maxPerPage=10&nextToken={escaped}")), 200);
    assert_eq!(status(format!("{query}&nextToken=")), 200);
    assert_eq!(status(format!("{query}&nextToken={token}")), 400, "its plus has become a space");
    assert_eq!(status(format!("{query}&nextToken=50")), 400);
    let other = days("v5", "2026-03-01", "2026-03-02", OrderStatus::Accept);
    assert_eq!(status(format!("{other}&nextToken={escaped}")), 400);
}

#[test]
fn the_minutes_of_a_day_add_up_to_the_day() {
    let gateway = crowded(OrderStatus::Delivering, 300);
    for (version, offset) in [("v4", ""), ("v5", "%2B09:00")] {
        for day in ["2026-03-01", "2026-03-02"] {
            let by_day = ids(&walk(&gateway, version, &days(version, day, day, OrderStatus::Delivering)));
            let mut by_minute = Vec::new();
            for (from, to) in (0..144).map(|window| (window * 10, window * 10 + 9)) {
                let clock = |minute: i32| format!("{day}T{:02}:{:02}{offset}", minute / 60, minute % 60);
                let query = format!(
                    "createdAtFrom={}&createdAtTo={}&searchType=timeFrame&status=DELIVERING",
                    clock(from),
                    clock(to)
                );
                let body = list(&gateway, version, &query);
                assert!(body.get("nextToken").is_none(), "a window comes whole");
                by_minute.extend(box_ids(&body));
            }
            assert_eq!(by_minute, by_day, "{version} {day}");
            assert_eq!(by_day.len(), 300);
        }
    }
}

#[test]
fn range_errors_have_their_documented_words() {
    let gateway = shop().build().expect("a gateway");
    let refused = |query: &str| {
        let response = get(&gateway, &target("v4", query), opened());
        assert_eq!(response.status(), 400, "{query}");
        assert_eq!(json(&response)["code"], "ERROR");
        json(&response)["message"].as_str().expect("a message").to_owned()
    };
    let long = days("v4", "2026-01-01", "2026-02-01", OrderStatus::Accept);
    assert_eq!(refused(&long), "endTime-startTime range should less than31.");
    let overnight = days("v4", "2026-03-01T23:00", "2026-03-02T01:00", OrderStatus::Accept) + "&searchType=timeFrame";
    assert_eq!(refused(&overnight), "endTime-startTime range should less than 0 day");
    refused(&days("v4", "2026-03-02", "2026-03-01", OrderStatus::Accept));
    assert_eq!(rows(&list(&gateway, "v4", &days("v4", "2026-01-01", "2026-01-31", OrderStatus::Instruct))).len(), 31);
}

#[test]
fn the_seed_decides_and_nothing_else_does() {
    let read = |seed: u64| {
        let gateway = shop().seed(seed).build().expect("a gateway");
        list(&gateway, "v5", &days("v5", "2026-02-20", "2026-03-02", OrderStatus::Accept))
    };
    assert_eq!(read(1), read(1));
    assert_ne!(read(1), read(2));
}

#[test]
fn ids_are_as_wide_as_the_real_ones() {
    for row in month("v5", OrderStatus::Accept) {
        assert_eq!(row["shipmentBoxId"].as_i64().map(|id| id.to_string().len()), Some(18));
        assert_eq!(row["orderId"].as_i64().map(|id| id.to_string().len()), Some(13));
    }
}

#[test]
fn ten_thousand_orders_a_day_are_walked_page_by_page() {
    let gateway = crowded(OrderStatus::Accept, 10_000);
    let walked = walk(&gateway, "v4", &days("v4", "2026-03-01", "2026-03-01", OrderStatus::Accept));
    assert_eq!(ids(&walked).into_iter().collect::<BTreeSet<_>>().len(), 10_000);
}

#[test]
fn a_waybill_shows_after_shipping_only() {
    for status in OrderStatus::ALL {
        let shipped = !matches!(status, OrderStatus::Accept | OrderStatus::Instruct);
        let filled = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
        for row in month("v5", status) {
            assert_eq!(filled(&row["deliveryCompanyName"]), shipped, "{status}");
            assert_eq!(filled(&row["invoiceNumber"]), shipped, "{status}");
            assert!(
                row["orderItems"]
                    .as_array()
                    .expect("items")
                    .iter()
                    .all(|item| filled(&item["invoiceNumberUploadDate"]) == shipped)
            );
            let dispatched = matches!(status, OrderStatus::Delivering | OrderStatus::FinalDelivery);
            assert_eq!(filled(&row["inTrasitDateTime"]), dispatched, "{status}");
            assert_eq!(filled(&row["deliveredDate"]), status == OrderStatus::FinalDelivery, "{status}");
        }
    }
}

#[test]
fn nothing_on_a_row_lies_in_the_future_and_stations_follow_each_other() {
    let month = month("v5", OrderStatus::FinalDelivery);
    let confirmed = month.iter().filter(|row| row["orderItems"][0]["confirmDate"].is_string()).count();
    assert!(confirmed > 10 && confirmed < month.len());
    for row in month {
        let confirmed = &row["orderItems"][0]["confirmDate"];
        let stations = [&row["orderedAt"], &row["paidAt"], &row["inTrasitDateTime"], &row["deliveredDate"], confirmed];
        let stations: Vec<&str> = stations.into_iter().filter_map(Value::as_str).collect();
        assert!(stations.is_sorted(), "{stations:?}");
        assert!(stations.iter().all(|at| *at <= "2026-03-02T10:30:00.000000+09:00"), "{stations:?}");
    }
}

#[test]
fn rows_vary_as_the_documentation_says_they_do() {
    let rows = month("v5", OrderStatus::FinalDelivery);
    let items: Vec<&Value> = rows.iter().flat_map(|row| row["orderItems"].as_array().expect("items")).collect();
    let some = |what: &str, found: bool| assert!(found, "no row shows: {what}");
    some("two items", rows.iter().any(|row| row["orderItems"].as_array().is_some_and(|items| items.len() == 2)));
    some("a cancelled item", items.iter().any(|item| item["canceled"] == true));
    some("a held item", items.iter().any(|item| item["holdCountForCancel"] == 1));
    some("a bundle", items.iter().any(|item| item["upBundleItem"] == true && item["upBundleSize"].is_i64()));
    some("no bundle", items.iter().any(|item| item["upBundleItem"] == false && item["upBundleSize"].is_null()));
    some("made to order", items.iter().any(|item| item["etcInfoValues"][0].is_string()));
    some("item properties", items.iter().any(|item| item["extraProperties"]["M1_ORIGINAL_PRICE"].is_string()));
    some("null dates", rows.iter().any(|row| row["orderItems"][0]["etcInfoValue"].is_null()));
    some("empty dates", rows.iter().any(|row| row["orderItems"][0]["etcInfoValue"] == ""));
    some("a remote area", rows.iter().any(|row| row["remoteArea"] == true && row["remotePrice"]["units"] == 3_000));
    some("no surcharge", rows.iter().any(|row| row["remotePrice"].is_null()));
    some("no customs object", rows.iter().any(|row| row["overseaShippingInfoDto"].is_null()));
    some("a tax receipt", rows.iter().any(|row| row["extraProperties"]["taxReceiptInfo"].is_object()));
    some("no properties", rows.iter().any(|row| row["extraProperties"] == serde_json::json!({})));
    let code = |row: &Value| row["overseaShippingInfoDto"]["personalCustomsClearanceCode"].as_str().map(str::len);
    some("a customs code", rows.iter().any(|row| code(row) == Some(13)));
    for item in items {
        let units = |name: &str| item[name]["units"].as_i64().expect("an amount");
        assert_eq!(units("orderPrice"), units("salesPrice") * item["shippingCount"].as_i64().expect("a count"));
        let parts = units("instantCouponDiscount") + units("downloadableCouponDiscount") + units("coupangDiscount");
        assert_eq!(units("discountPrice"), parts);
        assert!(units("discountPrice") <= units("orderPrice"));
    }
}

#[test]
fn the_two_versions_spell_the_same_rows_differently() {
    let (old, new) = (month("v4", OrderStatus::FinalDelivery), month("v5", OrderStatus::FinalDelivery));
    assert_eq!(ids(&old), ids(&new));
    for (old, new) in old.iter().zip(&new) {
        let text = |row: &Value, name: &str| row[name].as_str().expect("a text").to_owned();
        assert_eq!(old["shippingPrice"], new["shippingPrice"]["units"]);
        assert_eq!(new["shippingPrice"]["currencyCode"], "KRW");
        assert_eq!(new["shippingPrice"]["nanos"], 0);
        assert!(old["remotePrice"].is_i64(), "0 where v5 has null");
        let (short, long) = (text(old, "orderedAt"), text(new, "orderedAt"));
        assert_eq!((short.len(), long.len()), ("2026-03-02T09:15:04".len(), "2026-03-02T09:15:04.120000+09:00".len()));
        assert!(long.starts_with(&short) && long.ends_with("+09:00"));
        assert_eq!(text(old, "deliveredDate").replace(' ', "T"), text(new, "deliveredDate")[..19]);
        assert_eq!(text(old, "deliveredDate").as_bytes()[10], b' ');
        let (old_item, new_item) = (&old["orderItems"][0], &new["orderItems"][0]);
        assert_eq!(old_item["salesPrice"], new_item["salesPrice"]["units"]);
        assert_eq!(old_item["invoiceNumberUploadDate"], new_item["invoiceNumberUploadDate"]);
        if let (Some(local), Some(international)) =
            (old["orderer"]["safeNumber"].as_str(), new["orderer"]["safeNumber"].as_str())
        {
            assert!(local.starts_with("0502-000-"), "{local}");
            assert_eq!(international, format!("+82{}", local[1..].replace('-', "")));
        }
    }
}
