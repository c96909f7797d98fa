//! Uploading waybills of whole boxes: what it changes, and the codes of what goes wrong.

use crate::support::{commits, opened, read, sheets, shop};
use crate::waybills::{code, data, id, is, items, post, preparing, ready, whole};
use commerce_sandbox::coupang::{ClaimKind, Gateway, Happening, OrderStatus};
use serde_json::{Value, json};
use std::time::Duration;

const UPLOAD: &str = "invoices";

fn stop_requests(gateway: &Gateway) -> Value {
    let search = "v6/vendors/A00012345/returnRequests?createdAtFrom=2026-03-01&createdAtTo=2026-03-02&status=RU";
    read(gateway, search, opened())
}

#[test]
fn a_shipped_box_shows_its_waybill_in_every_read() {
    let gateway = preparing(20);
    let now = opened() + Duration::from_secs(61);
    let sheet = &ready(&gateway, now)[0];
    let result = data(&gateway, UPLOAD, &whole(sheet, "CJGLS", "600000000001"), now);
    assert_eq!((&result["responseCode"], &result["responseMessage"]), (&0.into(), &"SUCCESS".into()));
    let entry = json!({
        "shipmentBoxId": sheet["shipmentBoxId"], "succeed": true, "resultCode": "OK", "retryRequired": false,
        "resultMessage": null,
    });
    assert_eq!(result["responseList"], json!([entry]));

    let mut expected = sheet.clone();
    expected["status"] = "DEPARTURE".into();
    expected["deliveryCompanyName"] = "CJ대한통운".into();
    expected["invoiceNumber"] = "600000000001".into();
    expected["ableSplitShipping"] = false.into();
    for item in expected["orderItems"].as_array_mut().expect("items") {
        item["invoiceNumberUploadDate"] = "2026-03-02T10:31:01".into();
    }
    assert!(sheets(&gateway, OrderStatus::Instruct, now).iter().all(|other| id(other) != id(sheet)));
    assert!(sheets(&gateway, OrderStatus::Departure, now).contains(&expected));
    assert_eq!(read(&gateway, &format!("v4/vendors/A00012345/ordersheets/{}", id(sheet)), now), expected);
    let of_order = read(&gateway, &format!("v4/vendors/A00012345/{}/ordersheets", sheet["orderId"]), now);
    assert_eq!(of_order, json!([expected]));
    let history = read(&gateway, &format!("v4/vendors/A00012345/ordersheets/{}/history", id(sheet)), now);
    let statuses: Vec<&Value> =
        history[0]["details"].as_array().expect("details").iter().map(|entry| &entry["deliveryStatus"]).collect();
    assert_eq!(statuses, ["DEPARTURE", "INSTRUCT", "ACCEPT"]);
    assert_eq!(commits(&gateway), [("orders.upload_invoices", id(sheet))]);
}

#[test]
fn the_seller_s_own_delivery_is_not_tracked() {
    let gateway = preparing(20);
    let sheet = &ready(&gateway, opened())[0];
    assert_eq!(code(&gateway, UPLOAD, &whole(sheet, "DIRECT", "1"), opened()), is("OK", false));
    let now = read(&gateway, &format!("v4/vendors/A00012345/ordersheets/{}", id(sheet)), opened());
    assert_eq!((&now["status"], &now["deliveryCompanyName"]), (&"NONE_TRACKING".into(), &"업체직송".into()));
    assert!(sheets(&gateway, OrderStatus::NoneTracking, opened()).contains(&now));
    let other = &ready(&gateway, opened())[0];
    assert_eq!(code(&gateway, UPLOAD, &whole(other, "DIRECT", "1"), opened()), is("OK", false), "the way out");
}

#[test]
fn a_second_upload_changes_nothing() {
    let gateway = preparing(20);
    let sheet = &ready(&gateway, opened())[0];
    let rows = whole(sheet, "CJGLS", "600000000001");
    assert_eq!(code(&gateway, UPLOAD, &rows, opened()), is("OK", false));
    let again = data(&gateway, UPLOAD, &rows, opened());
    let message = format!(
        "배송진행상태가 유효하지 않습니다. [합포장번호 : {}] [주문번호 : {}]",
        sheet["shipmentBoxId"], sheet["orderId"]
    );
    assert_eq!(again["responseList"][0]["resultMessage"], message);
    assert_eq!(again["responseList"][0]["resultCode"], "INVALID_STATUS");
    assert_eq!((&again["responseCode"], &again["responseMessage"]), (&99.into(), &"FAIL".into()));
    assert_eq!(commits(&gateway).len(), 1);
}

#[test]
fn a_batch_is_not_atomic_and_answers_once_per_box() {
    let gateway = preparing(20);
    let boxes = ready(&gateway, opened());
    let several = boxes.iter().find(|sheet| items(sheet).len() == 2).expect("two options");
    let accepted = &sheets(&gateway, OrderStatus::Accept, opened())[0];
    let mut rows = whole(several, "CJGLS", "600000000001");
    rows.extend(whole(accepted, "HANJIN", "4100000001"));
    let result = data(&gateway, UPLOAD, &rows, opened());
    assert_eq!((&result["responseCode"], &result["responseMessage"]), (&1.into(), &"PARTIAL_ERROR".into()));
    let list = result["responseList"].as_array().expect("a list");
    assert_eq!(list.len(), 2, "results are per box");
    assert_eq!((&list[0]["resultCode"], &list[1]["resultCode"]), (&"OK".into(), &"INVALID_STATUS".into()));
    assert_eq!(commits(&gateway), [("orders.upload_invoices", id(several))]);
    let none = data(&gateway, UPLOAD, &[], opened());
    assert_eq!((&none["responseCode"], &none["responseMessage"]), (&(-1).into(), &"NONE".into()));
}

#[test]
fn what_a_box_is_decides() {
    let gateway = shop()
        .orders_per_day(OrderStatus::Instruct, 200)
        .claims_per_day(ClaimKind::StopRequested, 20)
        .build()
        .expect("a gateway");
    let everything = sheets(&gateway, OrderStatus::Instruct, opened());
    let upload = |sheet: &Value| code(&gateway, UPLOAD, &whole(sheet, "CJGLS", "600000000001"), opened());

    let mut seen = std::collections::BTreeSet::new();
    for receipt in stop_requests(&gateway).as_array().expect("receipts") {
        let about = &receipt["returnItems"][0]["shipmentBoxId"];
        let Some(sheet) = everything.iter().find(|sheet| sheet["shipmentBoxId"] == *about) else { continue };
        let left =
            |item: &Value| item["shippingCount"].as_i64().unwrap_or(0) - item["cancelCount"].as_i64().unwrap_or(0);
        let units: i64 = items(sheet).iter().map(left).sum();
        let expected = if receipt["cancelCountSum"] == units {
            is("ORDER_DELIVERY_CANCELED", false)
        } else {
            is("ORDER_DELIVERY_PARTIAL_STOP_REQUESTED", true)
        };
        assert_eq!(upload(sheet), expected, "{receipt}");
        seen.insert(expected);
    }
    assert_eq!(seen.len(), 2, "both happen");

    let stopped: Vec<Value> = stop_requests(&gateway)
        .as_array()
        .expect("receipts")
        .iter()
        .map(|receipt| receipt["returnItems"][0]["shipmentBoxId"].clone())
        .collect();
    let held = everything.iter().filter(|sheet| !stopped.contains(&sheet["shipmentBoxId"]));
    let held = held.into_iter().find(|sheet| items(sheet).iter().any(|item| item["holdCountForCancel"] != 0));
    let held = held.expect("a pending cancellation");
    assert_eq!(upload(held), is("ORDER_DELIVERY_CANCELED_HOLDING_FOR_CANCEL", true));

    let good = everything.iter().find(|sheet| {
        !stopped.contains(&sheet["shipmentBoxId"]) && items(sheet).iter().all(|item| item["holdCountForCancel"] == 0)
    });
    let good = good.expect("a good box");
    let with = |field: &str, value: Value| {
        let mut sheet = good.clone();
        sheet[field] = value;
        upload(&sheet)
    };
    assert_eq!(with("shipmentBoxId", 7.into()), is("NOT_FOUND_SHIPMENT_BOX", false));
    assert_eq!(with("shipmentBoxId", (id(good) + 10_000_000_000_000_000).into()), is("PERMISSION_DENIED", true));
    assert_eq!(with("orderId", held["orderId"].clone()), is("NOT_FOUND_SHIPMENT_BOX", false), "another order's box");
    let search =
        "v6/vendors/A00012345/returnRequests?createdAtFrom=2026-03-01&createdAtTo=2026-03-01&cancelType=CANCEL";
    let cancelled = &read(&gateway, search, opened())[0];
    assert_eq!(
        with("shipmentBoxId", cancelled["returnItems"][0]["shipmentBoxId"].clone()),
        is("ORDER_DELIVERY_CANCELED", false)
    );
    assert_eq!(commits(&gateway), []);
    assert_eq!(upload(good), is("OK", false));
}

#[test]
fn what_the_rows_say_decides() {
    let gateway = preparing(40);
    let boxes = ready(&gateway, opened());
    let several = boxes
        .iter()
        .find(|sheet| items(sheet).len() == 2 && items(sheet).iter().all(|item| item["canceled"] == false))
        .expect("two options");
    let upload = |rows: &[Value]| code(&gateway, UPLOAD, rows, opened());
    let rows = whole(several, "CJGLS", "600000000001");
    assert_eq!(upload(&rows[..1]), is("NOT_FOUND_VENDOR_ITEM", false), "an option is missing");
    let changed = |field: &str, value: Value| {
        let mut rows = rows.clone();
        rows[1][field] = value;
        rows
    };
    assert_eq!(upload(&changed("vendorItemId", 7.into())), is("NOT_FOUND_VENDOR_ITEM", false));
    assert_eq!(upload(&changed("invoiceNumber", "600000000002".into())), is("INVALID_INVOICE_NUMBER", true));
    assert_eq!(upload(&changed("preSplitShipped", true.into())), is("UNDEFINED_ERROR_OCCUR", true));
    for number in ["", "60000000000", "60000000000a"] {
        assert_eq!(upload(&whole(several, "CJGLS", number)), is("INVALID_INVOICE_NUMBER", true), "{number}");
    }
    let (status, body) = post(&gateway, UPLOAD, &whole(several, "cjgls", "600000000001"), opened());
    assert_eq!((status, &body["message"]), (500, &"500 internal exception".into()), "no such carrier");
    for (field, value) in
        [("shipmentBoxId", Value::Null), ("invoiceNumber", 7.into()), ("estimatedShippingDate", "tomorrow".into())]
    {
        assert_eq!(post(&gateway, UPLOAD, &changed(field, value), opened()).0, 400, "{field}");
    }
    assert_eq!(commits(&gateway), []);
    let spelt = changed("splitShipping", "False".into());
    assert_eq!(upload(&spelt), is("OK", false), "the samples of 2019 send text");
}

#[test]
fn a_number_stands_on_one_parcel_for_six_months() {
    let gateway = preparing(20);
    let boxes = ready(&gateway, opened());
    let first = whole(&boxes[0], "CJGLS", "600000000001");
    assert_eq!(code(&gateway, UPLOAD, &first, opened()), is("OK", false));
    let second = whole(&boxes[1], "CJGLS", "600000000001");
    let refused = is("NOT_ALLOW_INVOICE_NUMBER_RE_UPLOAD", false);
    assert_eq!(code(&gateway, UPLOAD, &second, opened()), refused);
    let days = |days: u64| opened() + Duration::from_secs(days * 86_400);
    assert_eq!(code(&gateway, UPLOAD, &second, days(184)), refused);
    assert_eq!(code(&gateway, UPLOAD, &whole(&boxes[1], "HANJIN", "600000000001"), days(184)), is("OK", false));
    assert_eq!(code(&gateway, UPLOAD, &whole(&boxes[2], "CJGLS", "600000000001"), days(185)), is("OK", false));
    let mut both = whole(&boxes[3], "KGB", "60000000001");
    both.extend(whole(&boxes[4], "KGB", "60000000001"));
    let result = data(&gateway, UPLOAD, &both, opened());
    assert_eq!(result["responseList"][1]["resultCode"], "NOT_ALLOW_INVOICE_NUMBER_RE_UPLOAD", "in one call too");
}

#[test]
fn orders_to_one_receiver_share_a_number() {
    let gateway = preparing(20);
    let prepared = &ready(&gateway, opened())[0];
    let accepted = sheets(&gateway, OrderStatus::Accept, opened());
    let free = accepted.iter().find(|sheet| items(sheet).iter().all(|item| item["holdCountForCancel"] == 0));
    let paid = id(free.expect("a box"));
    let other = prepared["orderId"].as_i64().expect("an id");
    assert!(gateway.happen(Happening::BuyerRedirectsTo { shipment_box_id: paid, order_id: other }, opened()));
    let body = json!({ "vendorId": "A00012345", "shipmentBoxIds": [paid] }).to_string();
    let path = "v4/vendors/A00012345/ordersheets/acknowledgement";
    assert_eq!(crate::support::send(&gateway, "PUT", path, &body, opened()).1["data"]["responseCode"], 0);
    let sheet = read(&gateway, &format!("v4/vendors/A00012345/ordersheets/{paid}"), opened());
    assert_eq!(sheet["receiver"], prepared["receiver"]);
    let mut both = whole(prepared, "CJGLS", "600000000001");
    both.extend(whole(&sheet, "CJGLS", "600000000001"));
    assert_eq!(data(&gateway, UPLOAD, &both, opened())["responseCode"], 0);
}
