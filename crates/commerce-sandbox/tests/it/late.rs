//! Writes that land later than they are answered, and acknowledgements that show later than they land.

use crate::support::{commits, opened, read, send, sheets, shop};
use commerce_sandbox::coupang::{ClaimKind, Gateway, Happening, OrderStatus};
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

#[test]
fn a_box_that_still_shows_as_paid_cannot_be_shipped() {
    let gateway = shop().acknowledgement_lag(30 * MINUTE).build().expect("a gateway");
    let id = first_free(&gateway);
    assert_eq!(acknowledge(&gateway, id, opened()), 0);
    let sheet = read(&gateway, &format!("v4/vendors/A00012345/ordersheets/{id}"), opened());
    let rows = crate::waybills::whole(&sheet, "CJGLS", "600000000001");
    let upload = |now| crate::waybills::code(&gateway, "invoices", &rows, now);
    assert_eq!(upload(opened()), crate::waybills::is("INVALID_STATUS", false));
    assert_eq!(upload(opened() + 30 * MINUTE), crate::waybills::is("OK", false));
}

/// A write of every way to change something, ready to be sent to a shop of `shop()`.
fn writes(gateway: &Gateway) -> Vec<(&'static str, &'static str, String, Value)> {
    let own = |rest: String| format!("{}/v4/vendors/A00012345/{rest}", crate::support::API);
    let option = "/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/80000001000";
    let ready = &crate::waybills::ready(gateway, opened())[0];
    let rows = |number: &str, sheet: &Value| json!({ "vendorId": "A00012345", "orderSheetInvoiceApplyDtos": crate::waybills::whole(sheet, "CJGLS", number) });
    let shipped = &sheets(gateway, OrderStatus::Departure, opened())[0];
    let inquiry = &read(
        gateway,
        "v5/vendors/A00012345/onlineInquiries?answeredType=NOANSWER&inquiryStartAt=2026-03-02&inquiryEndAt=2026-03-02",
        opened(),
    )["content"][0];
    let exchanges = "createdAtFrom=2026-02-25T00:00:00&createdAtTo=2026-03-02T23:59:59&status=RECEIPT";
    let exchange = &read(gateway, &format!("v4/vendors/A00012345/exchangeRequests?{exchanges}"), opened())[0];
    let exchange_id = &exchange["exchangeId"];
    let answer = json!({ "content": "답변", "vendorId": "A00012345", "replyBy": "sandbox-wing-user" });
    let rejection = json!({ "exchangeId": exchange_id, "vendorId": "A00012345", "exchangeRejectCode": "SOLDOUT" });
    vec![
        ("orders.upload_invoices", "POST", own("orders/invoices".to_owned()), rows("600000000001", ready)),
        ("orders.update_invoices", "POST", own("orders/updateInvoices".to_owned()), rows("600000000002", shipped)),
        ("inventory.set_quantity", "PUT", format!("{option}/quantities/501"), Value::Null),
        ("inventory.set_price", "PUT", format!("{option}/prices/12990"), Value::Null),
        ("inquiries.reply", "POST", own(format!("onlineInquiries/{}/replies", inquiry["inquiryId"])), answer),
        ("exchanges.reject", "PUT", own(format!("exchangeRequests/{exchange_id}/rejection")), rejection),
    ]
}

#[test]
fn every_family_s_writes_can_be_late_and_none_happens_twice() {
    for delay in [30 * SECOND, 30 * MINUTE] {
        let shop = shop().orders_per_day(OrderStatus::Instruct, 20).claims_per_day(ClaimKind::StopRequested, 0);
        let gateway = shop.claims_per_day(ClaimKind::Exchange, 5).build().expect("a gateway");
        let writes = writes(&gateway);
        for (operation, method, target, body) in &writes {
            gateway.delay_commits(operation, delay, 1);
            let send = |now| crate::support::call(&gateway, method, target, &body.to_string(), now);
            let before = gateway.commits().len();
            assert_eq!(send(opened()).0, 200, "{operation}");
            assert_eq!(gateway.commits().len(), before, "{operation}: not yet");
            assert_eq!(send(opened() + SECOND).0, 200, "{operation}: sent again before it has landed");
            assert_eq!(gateway.commits().len(), before + 1, "{operation}: the second one lands at once");
        }
        gateway.pass_time(opened() + delay);
        let operations: Vec<&str> = gateway.commits().iter().map(|commit| commit.operation).collect();
        assert_eq!(operations, writes.iter().map(|(operation, ..)| *operation).collect::<Vec<_>>());
    }
}

#[test]
fn a_late_write_finds_what_customers_have_done_in_the_meantime() {
    let gateway = shop().build().expect("a gateway");
    let id = first_free(&gateway);
    gateway.delay_commits("orders.acknowledge", 30 * MINUTE, 1);
    assert_eq!(acknowledge(&gateway, id, opened()), 0);
    assert!(gateway.happen(Happening::BuyerCancels { shipment_box_id: id }, opened() + MINUTE));
    gateway.pass_time(opened() + 30 * MINUTE);
    assert_eq!(commits(&gateway), [], "the box was gone by then");
    let instructed = sheets(&gateway, OrderStatus::Instruct, opened() + 30 * MINUTE);
    assert!(instructed.iter().all(|sheet| sheet["shipmentBoxId"] != id));
}
