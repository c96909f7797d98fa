//! Writes that land later than they are answered, and acknowledgements that show later than they land.

use crate::support::{commits, opened, read, send, sheets, shop};
use commerce_sandbox::coupang::{Gateway, OrderStatus};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

fn first_free(gateway: &Gateway) -> i64 {
    let sheets = sheets(gateway, OrderStatus::Accept, opened());
    let held = |sheet: &Value| {
        sheet["orderItems"].as_array().expect("items").iter().any(|item| item["holdCountForCancel"] != 0)
    };
    sheets.iter().find(|sheet| !held(sheet)).and_then(|sheet| sheet["shipmentBoxId"].as_i64()).expect("a box")
}

/// The `responseCode` of an acknowledgement.
fn acknowledge(gateway: &Gateway, id: i64, now: SystemTime) -> i64 {
    let body = json!({ "vendorId": "A00012345", "shipmentBoxIds": [id] }).to_string();
    let (status, body) = send(gateway, "PUT", "v4/vendors/A00012345/ordersheets/acknowledgement", &body, now);
    assert_eq!(status, 200, "{body}");
    body["data"]["responseCode"].as_i64().expect("a code")
}

fn status(gateway: &Gateway, id: i64, now: SystemTime) -> String {
    let sheet = read(gateway, &format!("v4/vendors/A00012345/ordersheets/{id}"), now);
    sheet["status"].as_str().expect("a status").to_owned()
}

#[test]
fn a_late_write_is_answered_at_once_and_lands_at_its_moment() {
    for delay in [30 * SECOND, 30 * MINUTE] {
        let gateway = shop().build().expect("a gateway");
        let id = first_free(&gateway);
        gateway.delay_commits("orders.acknowledge", delay, 1);
        assert_eq!(acknowledge(&gateway, id, opened()), 0);
        assert_eq!(status(&gateway, id, opened()), "ACCEPT");
        assert_eq!(status(&gateway, id, opened() + delay - SECOND), "ACCEPT");
        assert_eq!(commits(&gateway), []);
        assert_eq!(status(&gateway, id, opened() + delay), "INSTRUCT");
        assert_eq!(commits(&gateway), [("orders.acknowledge", id)]);
        assert_eq!(gateway.commits()[0].at, opened() + delay);
    }
}

#[test]
fn a_late_write_that_finds_its_work_done_changes_nothing() {
    let gateway = shop().build().expect("a gateway");
    let id = first_free(&gateway);
    gateway.delay_commits("orders.acknowledge", 30 * SECOND, 1);
    assert_eq!(acknowledge(&gateway, id, opened()), 0);
    assert_eq!(acknowledge(&gateway, id, opened() + 5 * SECOND), 0, "the shop still takes it");
    assert_eq!(status(&gateway, id, opened() + 5 * SECOND), "INSTRUCT");
    assert_eq!(status(&gateway, id, opened() + MINUTE), "INSTRUCT");
    assert_eq!(commits(&gateway), [("orders.acknowledge", id)]);
    assert_eq!(gateway.commits()[0].at, opened() + 5 * SECOND);
}

#[test]
fn late_writes_land_in_the_order_of_their_moments_and_a_refused_one_is_not_late() {
    let gateway = shop().orders_per_day(OrderStatus::Accept, 20).build().expect("a gateway");
    let sheets = sheets(&gateway, OrderStatus::Instruct, opened());
    let prepared = sheets[0]["shipmentBoxId"].as_i64().expect("a box");
    let one = first_free(&gateway);
    gateway.delay_commits("orders.acknowledge", MINUTE, 1);
    gateway.delay_commits("orders.acknowledge", SECOND, 1);
    assert_eq!(acknowledge(&gateway, prepared, opened()), 99);
    assert_eq!(acknowledge(&gateway, one, opened()), 0, "late by a minute");
    assert_eq!(acknowledge(&gateway, one, opened()), 0, "late by a second");
    assert_eq!(acknowledge(&gateway, one, opened()), 0, "not late");
    gateway.pass_time(opened() + 2 * MINUTE);
    assert_eq!(commits(&gateway), [("orders.acknowledge", one)]);
    assert_eq!(gateway.commits()[0].at, opened());
}

#[test]
fn an_acknowledgement_can_show_later_than_it_counts() {
    let gateway = shop().acknowledgement_lag(30 * MINUTE).build().expect("a gateway");
    let id = first_free(&gateway);
    assert_eq!(acknowledge(&gateway, id, opened()), 0);
    assert_eq!(commits(&gateway), [("orders.acknowledge", id)], "it counts at once");
    let before = opened() + 30 * MINUTE - SECOND;
    assert_eq!(status(&gateway, id, before), "ACCEPT");
    assert!(sheets(&gateway, OrderStatus::Accept, before).iter().any(|sheet| sheet["shipmentBoxId"] == id));
    assert_eq!(acknowledge(&gateway, id, before), 99, "once is enough");
    assert_eq!(status(&gateway, id, opened() + 30 * MINUTE), "INSTRUCT");
    assert_eq!(commits(&gateway).len(), 1);
}
