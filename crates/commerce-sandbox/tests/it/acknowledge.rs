//! Acknowledgement: what it changes, what it refuses, and that every read shows it.

use crate::support::{commits, opened, read, rows, send, sheets, shop};
use commerce_sandbox::coupang::{ClaimKind, Gateway, OrderStatus};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

const PATH: &str = "v4/vendors/A00012345/ordersheets/acknowledgement";
const CANNOT_CHANGE: &str = "배송상태를 변경할 수 없습니다. 주문내역을 확인해주세요.";

fn gateway(orders: u32) -> Gateway {
    shop().orders_per_day(OrderStatus::Accept, orders).build().expect("a gateway")
}

fn acknowledge(gateway: &Gateway, ids: &[i64], now: SystemTime) -> Value {
    let body = json!({ "vendorId": "A00012345", "shipmentBoxIds": ids }).to_string();
    let (status, body) = send(gateway, "PUT", PATH, &body, now);
    assert_eq!((status, &body["code"], &body["message"]), (200, &"200".into(), &"OK".into()), "{body}");
    body["data"].clone()
}

fn is_held(sheet: &Value) -> bool {
    sheet["orderItems"].as_array().expect("items").iter().any(|item| item["holdCountForCancel"] != 0)
}

/// The boxes that can be acknowledged.
fn free(gateway: &Gateway, now: SystemTime) -> Vec<i64> {
    let sheets = sheets(gateway, OrderStatus::Accept, now);
    sheets.iter().filter(|sheet| !is_held(sheet)).map(id).collect()
}

fn id(sheet: &Value) -> i64 {
    sheet["shipmentBoxId"].as_i64().expect("an id")
}

#[test]
fn an_acknowledged_box_is_prepared_in_every_read_and_nothing_else_about_it_changes() {
    let gateway = gateway(3);
    let now = opened() + Duration::from_secs(60);
    let before = sheets(&gateway, OrderStatus::Accept, now);
    let boxes = free(&gateway, now);
    let data = acknowledge(&gateway, &boxes[..1], now);
    assert_eq!((&data["responseCode"], &data["responseList"][0]["succeed"]), (&0.into(), &true.into()));
    assert_eq!(data["responseList"][0]["resultCode"], "OK");
    assert!(data["responseKey"].is_i64());

    let mut expected = before.iter().find(|sheet| id(sheet) == boxes[0]).expect("the box").clone();
    expected["status"] = "INSTRUCT".into();
    let accepted = sheets(&gateway, OrderStatus::Accept, now);
    assert!(accepted.iter().all(|sheet| id(sheet) != boxes[0]));
    assert_eq!(accepted.len(), before.len() - 1);
    assert!(sheets(&gateway, OrderStatus::Instruct, now).contains(&expected));
    assert_eq!(read(&gateway, &format!("v4/vendors/A00012345/ordersheets/{}", boxes[0]), now), expected);
    let of_order = read(&gateway, &format!("v4/vendors/A00012345/{}/ordersheets", expected["orderId"]), now);
    assert_eq!(of_order, json!([expected]));
    let history = read(&gateway, &format!("v4/vendors/A00012345/ordersheets/{}/history", boxes[0]), now);
    let details = history[0]["details"].as_array().expect("details");
    assert_eq!(details.len(), 2);
    assert_eq!(details[0]["deliveryStatus"], "INSTRUCT");
    assert_eq!(details[0]["updatedAt"], "2026-03-02T10:31:00");
    assert_eq!(details[1]["deliveryStatus"], "ACCEPT");
    assert_eq!(commits(&gateway), [("orders.acknowledge", boxes[0])]);
    assert_eq!(gateway.commits()[0].at, now);
}

#[test]
fn a_second_acknowledgement_changes_nothing_and_is_refused_in_the_documented_words() {
    let gateway = gateway(3);
    let boxes = free(&gateway, opened());
    acknowledge(&gateway, &boxes[..1], opened());
    let data = acknowledge(&gateway, &boxes[..1], opened());
    assert_eq!((&data["responseCode"], &data["responseList"][0]["succeed"]), (&99.into(), &false.into()));
    assert_eq!(data["responseList"][0]["resultMessage"], CANNOT_CHANGE);
    let twice = acknowledge(&gateway, &[boxes[1], boxes[1]], opened());
    assert_eq!(twice["responseCode"], 1, "{twice}");
    assert_eq!(commits(&gateway), [("orders.acknowledge", boxes[0]), ("orders.acknowledge", boxes[1])]);
}

#[test]
fn a_batch_is_not_atomic() {
    let gateway = shop()
        .orders_per_day(OrderStatus::Accept, 200)
        .claims_per_day(ClaimKind::Cancelled, 1)
        .build()
        .expect("a gateway");
    let sheets = sheets(&gateway, OrderStatus::Accept, opened());
    let held = id(sheets.iter().find(|sheet| is_held(sheet)).expect("a pending cancellation"));
    let good = free(&gateway, opened())[0];
    let instructed = id(&crate::support::sheets(&gateway, OrderStatus::Instruct, opened())[0]);
    let search =
        "v6/vendors/A00012345/returnRequests?createdAtFrom=2026-03-01&createdAtTo=2026-03-01&cancelType=CANCEL";
    let cancelled = read(&gateway, search, opened())[0]["returnItems"][0]["shipmentBoxId"].as_i64().expect("a box");
    let foreign = good + 10_000_000_000_000_000;
    let data = acknowledge(&gateway, &[held, good, instructed, cancelled, 7, foreign], opened());
    assert_eq!(data["responseCode"], 1);
    let results: Vec<_> = data["responseList"].as_array().expect("a list").clone();
    let result = |id: i64| results.iter().find(|entry| entry["shipmentBoxId"] == id).expect("an entry");
    assert_eq!(result(good)["succeed"], true);
    for refused in [held, instructed, cancelled] {
        assert_eq!(result(refused)["resultMessage"], CANNOT_CHANGE);
        assert_eq!(result(refused)["succeed"], false);
    }
    for unknown in [7, foreign] {
        assert_eq!(result(unknown)["resultCode"], "NOT_FOUND_SHIPMENT_BOX");
        assert_eq!(result(unknown)["resultMessage"], format!("shipmentBoxId ({unknown}) is not found."));
        assert_eq!(result(unknown)["retryRequired"], true);
    }
    assert_eq!(commits(&gateway), [("orders.acknowledge", good)]);
}

#[test]
fn moved_boxes_keep_their_place_and_no_page_loses_or_repeats_one() {
    let gateway = gateway(60);
    let everything: Vec<i64> = sheets(&gateway, OrderStatus::Accept, opened()).iter().map(id).collect();
    assert_eq!(everything.len(), 120);
    // Every third is acknowledged, half of them while the list is being walked.
    let boxes = free(&gateway, opened());
    let moving: Vec<i64> = boxes.iter().copied().step_by(3).collect();
    let (early, late) = moving.split_at(moving.len() / 2);
    acknowledge(&gateway, early, opened());
    let query = "createdAtFrom=2026-03-01&createdAtTo=2026-03-02&status=ACCEPT&maxPerPage=10";
    let (mut walked, mut token, mut rest) = (Vec::new(), String::new(), late.iter());
    loop {
        let (_, body) =
            send(&gateway, "GET", &format!("v4/vendors/A00012345/ordersheets?{query}{token}"), "", opened());
        walked.extend(rows(&body).iter().map(id));
        if let Some(next) = rest.next() {
            acknowledge(&gateway, &[*next], opened());
        }
        match body["nextToken"].as_str().expect("a token") {
            "" => break,
            next => token = format!("&nextToken={}", next.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")),
        }
    }
    let staying: BTreeSet<i64> = everything.iter().copied().filter(|id| !moving.contains(id)).collect();
    assert_eq!(walked.iter().collect::<BTreeSet<_>>().len(), walked.len(), "no box comes twice");
    assert!(staying.iter().all(|id| walked.contains(id)), "no box that stays is lost");
    assert!(walked.is_sorted_by_key(|id| everything.iter().position(|other| other == id)));

    acknowledge(&gateway, late, opened());
    let accepted: Vec<i64> = sheets(&gateway, OrderStatus::Accept, opened()).iter().map(id).collect();
    assert_eq!(accepted, everything.iter().copied().filter(|id| staying.contains(id)).collect::<Vec<_>>());
    let instructed = sheets(&gateway, OrderStatus::Instruct, opened());
    assert_eq!(instructed.len(), moving.len() + 2, "one a day was being prepared before");
    let times: Vec<&str> = instructed.iter().map(|sheet| sheet["orderedAt"].as_str().expect("a time")).collect();
    assert!(times.is_sorted(), "{times:?}");
    let minutes = "createdAtFrom=2026-03-02T00:00&createdAtTo=2026-03-02T23:59&status=INSTRUCT&searchType=timeFrame";
    let by_minute = read(&gateway, &format!("v4/vendors/A00012345/ordersheets?{minutes}"), opened());
    let of_today = instructed.iter().filter(|sheet| sheet["orderedAt"].as_str() >= Some("2026-03-02")).cloned();
    assert_eq!(by_minute, Value::Array(of_today.collect()));
}

#[test]
fn both_methods_and_both_versions_are_served_and_no_others() {
    let gateway = gateway(20);
    let boxes = free(&gateway, opened());
    let mut boxes = boxes.iter();
    for (method, version, served) in [
        ("PUT", "v4", true),
        ("PATCH", "v4", true),
        ("PUT", "v5", true),
        ("PATCH", "v5", true),
        ("POST", "v4", false),
        ("PUT", "v6", false),
    ] {
        let body = json!({ "vendorId": "A00012345", "shipmentBoxIds": [boxes.next()] }).to_string();
        let (status, _) = send(&gateway, method, &PATH.replace("v4", version), &body, opened());
        assert_eq!(status, if served { 200 } else { 404 }, "{method} {version}");
    }
    assert_eq!(gateway.commits().len(), 4);
}

#[test]
fn what_is_no_acknowledgement_is_refused_and_changes_nothing() {
    let gateway = gateway(20);
    let boxes = free(&gateway, opened());
    let many: Vec<i64> = (0..51).collect();
    for body in [
        json!({ "vendorId": "A00099999", "shipmentBoxIds": &boxes[..1] }),
        json!({ "vendorId": "A00012345", "shipmentBoxIds": many }),
        json!({ "vendorId": "A00012345", "shipmentBoxIds": [boxes[0].to_string()] }),
        json!({ "vendorId": "A00012345" }),
        json!([boxes[0]]),
    ] {
        assert_eq!(send(&gateway, "PUT", PATH, &body.to_string(), opened()).0, 400, "{body}");
    }
    assert_eq!(send(&gateway, "PUT", PATH, "{", opened()).0, 400);
    let none = acknowledge(&gateway, &[], opened());
    assert_eq!((&none["responseCode"], &none["responseList"]), (&(-1).into(), &json!([])));
    let foreign = PATH.replace("A00012345", "A00099999");
    assert_eq!(send(&gateway, "PUT", &foreign, "{}", opened()).0, 404);
    assert_eq!(commits(&gateway), []);
    assert_eq!(free(&gateway, opened()), boxes);
}

#[test]
fn the_same_writes_make_the_same_shop() {
    let run = || {
        let gateway = gateway(20);
        let data = acknowledge(&gateway, &free(&gateway, opened())[..5], opened());
        (data, sheets(&gateway, OrderStatus::Instruct, opened()), gateway.commits())
    };
    assert_eq!(run(), run());
}

#[test]
fn a_million_orders_a_day_are_written_to_as_quickly_as_three() {
    let gateway = gateway(1_000_000);
    let page = |status: OrderStatus| {
        let query = format!("createdAtFrom=2026-03-02&createdAtTo=2026-03-02&status={status}&maxPerPage=50");
        let rows = read(&gateway, &format!("v4/vendors/A00012345/ordersheets?{query}"), opened());
        rows.as_array().expect("rows").clone()
    };
    let first: Vec<Value> = page(OrderStatus::Accept);
    let free: Vec<i64> = first.iter().filter(|sheet| !is_held(sheet)).map(id).collect();
    acknowledge(&gateway, &free, opened());
    let next = page(OrderStatus::Accept);
    assert_eq!(next.len(), 50);
    assert!(next.iter().all(|sheet| !free.contains(&id(sheet))));
    let prepared: Vec<i64> = page(OrderStatus::Instruct).iter().map(id).collect();
    assert!(free.iter().filter(|id| prepared.contains(id)).count() >= 49, "its own box may stand before them");
    assert_eq!(gateway.commits().len(), free.len());
}
