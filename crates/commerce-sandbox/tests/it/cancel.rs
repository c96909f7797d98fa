//! Cancelling units of orders.

use crate::support::{commits, opened, read, send, sheets, shop};
use crate::waybills::{id, items, ready};
use commerce_sandbox::coupang::{ClaimKind, DEFAULT_WING_USER, Gateway, GatewayBuilder, OrderStatus};
use serde_json::{Value, json};
use std::time::Duration;

const TOO_MANY: &str = "취소 가능한 개수보다 요청한 개수가 더 많습니다.";

fn calm() -> GatewayBuilder {
    let shop = shop().claims_per_day(ClaimKind::StopRequested, 0).claims_per_day(ClaimKind::Cancelled, 0);
    shop.orders_per_day(OrderStatus::Accept, 40).orders_per_day(OrderStatus::Instruct, 40)
}

fn shippable(item: &Value) -> i64 {
    let count = |name: &str| item[name].as_i64().expect("a count");
    count("shippingCount") - count("cancelCount") - count("holdCountForCancel")
}

fn body(sheet: &Value, units: &[(&Value, i64)]) -> Value {
    json!({
        "orderId": sheet["orderId"],
        "vendorItemIds": units.iter().map(|(option, _)| *option).collect::<Vec<_>>(),
        "receiptCounts": units.iter().map(|(_, count)| *count).collect::<Vec<_>>(),
        "bigCancelCode": "CANERR", "middleCancelCode": "CCTTER", "vendorId": "A00012345", "userId": DEFAULT_WING_USER,
    })
}

fn post(gateway: &Gateway, sheet: &Value, body: &Value) -> (u16, Value) {
    let path = format!("v5/vendors/A00012345/orders/{}/cancel", sheet["orderId"]);
    send(gateway, "POST", &path, &body.to_string(), opened())
}

pub(crate) fn cancel(gateway: &Gateway, sheet: &Value, units: &[(&Value, i64)]) -> (u16, Value) {
    post(gateway, sheet, &body(sheet, units))
}

/// Everything that is left of a box.
pub(crate) fn all(sheet: &Value) -> Vec<(&Value, i64)> {
    let left = items(sheet).iter().filter(|item| shippable(item) > 0);
    left.map(|item| (&item["vendorItemId"], shippable(item))).collect()
}

fn only(receipts: &Value) -> &Value {
    let receipts = receipts.as_object().expect("an object");
    assert_eq!(receipts.len(), 1);
    let (key, receipt) = receipts.iter().next().expect("a receipt");
    assert_eq!(*key, receipt["receiptId"].to_string());
    receipt
}

#[test]
fn a_paid_box_cancelled_whole_leaves_the_lists_with_its_receipt() {
    let gateway = calm().build().expect("a gateway");
    let paid = sheets(&gateway, OrderStatus::Accept, opened());
    let sheet =
        paid.iter().find(|sheet| items(sheet).iter().all(|item| item["holdCountForCancel"] == 0)).expect("a box");
    let (status, answer) = cancel(&gateway, sheet, &all(sheet));
    assert_eq!((status, &answer["code"], &answer["data"]["failedVendorItemIds"]), (200, &"200".into(), &json!([])));
    assert!(answer["message"].as_str().is_some_and(|text| text.starts_with("[요청번호] ")));
    assert_eq!(answer["data"]["orderId"], sheet["orderId"]);
    let receipt = only(&answer["data"]["receiptMap"]);
    let units: i64 = all(sheet).iter().map(|(_, units)| *units).sum();
    assert_eq!((&receipt["receiptType"], &receipt["totalCount"]), (&"CANCEL".into(), &units.into()));
    assert!(sheets(&gateway, OrderStatus::Accept, opened()).iter().all(|other| id(other) != id(sheet)));
    let alone = format!("v5/vendors/A00012345/ordersheets/{}", id(sheet));
    assert_eq!(send(&gateway, "GET", &alone, "", opened()).0, 400);
    assert_eq!(send(&gateway, "GET", &format!("{alone}/history"), "", opened()).0, 500);
    let search = "createdAtFrom=2026-03-02&createdAtTo=2026-03-02&cancelType=CANCEL";
    let rows = read(&gateway, &format!("v6/vendors/A00012345/returnRequests?{search}"), opened());
    assert_eq!((&rows[0]["receiptId"], &rows[0]["receiptType"]), (&receipt["receiptId"], &"CANCEL".into()));
    assert_eq!((&rows[0]["cancelCountSum"], &rows[0]["cancelReason"]), (&units.into(), &"파트너 API 강제 취소".into()));
    let (status, again) = cancel(&gateway, sheet, &all(sheet));
    assert_eq!((status, &again["code"], &again["data"]["receiptMap"]), (400, &"400".into(), &json!({})));
    assert!(again["message"].as_str().is_some_and(|text| text.ends_with(&format!("<= {TOO_MANY}"))));
    assert_eq!(commits(&gateway), [("orders.cancel", sheet["orderId"].as_i64().expect("an id"))]);
}

#[test]
fn some_prepared_units_are_stopped_and_the_rest_stays() {
    let gateway = calm().build().expect("a gateway");
    let boxes = ready(&gateway, opened());
    let sheet = boxes.iter().find(|sheet| items(sheet).iter().any(|item| shippable(item) > 1)).expect("two units");
    let item = items(sheet).iter().find(|item| shippable(item) > 1).expect("an option");
    let (status, answer) = cancel(&gateway, sheet, &[(&item["vendorItemId"], 1)]);
    assert_eq!((status, &answer["code"]), (200, &"200".into()));
    let receipt = only(&answer["data"]["receiptMap"]);
    assert_eq!((&receipt["receiptType"], &receipt["totalCount"]), (&"STOP_SHIPMENT".into(), &1.into()));
    assert_eq!(receipt["vendorItemIds"], json!([item["vendorItemId"]]));
    let now = read(&gateway, &format!("v4/vendors/A00012345/ordersheets/{}", id(sheet)), opened());
    let same = items(&now).iter().find(|other| other["vendorItemId"] == item["vendorItemId"]).expect("the option");
    assert_eq!(shippable(same), shippable(item) - 1);
    assert_eq!(same["cancelCount"].as_i64(), item["cancelCount"].as_i64().map(|count| count + 1));
    let alone = format!("v6/vendors/A00012345/returnRequests/{}", receipt["receiptId"]);
    let row = &read(&gateway, &alone, opened())[0];
    assert_eq!(
        (&row["receiptStatus"], &row["releaseStopStatus"]),
        (&"RETURNS_COMPLETED".into(), &"처리(출고중지)".into())
    );
    let rows = crate::waybills::whole(&now, "CJGLS", "600000000001");
    assert_eq!(crate::waybills::code(&gateway, "invoices", &rows, opened()), crate::waybills::is("OK", false));
}

#[test]
fn options_fail_one_by_one_with_their_reasons() {
    for ok in [false, true] {
        let gateway = calm().failed_cancel_is_200(ok).build().expect("a gateway");
        let boxes = ready(&gateway, opened());
        let two = |sheet: &&Value| items(sheet).len() == 2 && items(sheet).iter().all(|item| shippable(item) > 0);
        let sheet = boxes.iter().find(two).expect("two options");
        let (one, other) = (&items(sheet)[0], &items(sheet)[1]);
        let much = shippable(other) + 1;
        let (status, answer) = cancel(&gateway, sheet, &[(&other["vendorItemId"], much)]);
        assert_eq!((status, &answer["code"]), (if ok { 200 } else { 400 }, &"400".into()), "nothing was cancelled");
        assert_eq!(commits(&gateway), []);
        let unknown = json!(7);
        let units = [(&one["vendorItemId"], shippable(one)), (&other["vendorItemId"], much), (&unknown, 1)];
        let (status, answer) = cancel(&gateway, sheet, &units);
        assert_eq!((status, &answer["code"]), (200, &"200".into()), "partial success is success");
        assert_eq!(answer["data"]["failedVendorItemIds"], json!([other["vendorItemId"], 7]));
        let message = answer["message"].as_str().expect("a message");
        let lines: Vec<&str> = message.split("\r\n").skip(1).collect();
        assert_eq!(
            lines,
            [format!("[{}]<= {TOO_MANY}", other["vendorItemId"]), "[7]<= 주문정보가 없습니다.[7]".to_owned()]
        );
        assert_eq!(only(&answer["data"]["receiptMap"])["vendorItemIds"], json!([one["vendorItemId"]]));
        assert_eq!(commits(&gateway).len(), 1);
    }
}

#[test]
fn only_what_is_paid_or_prepared_is_cancelled() {
    let gateway = calm().build().expect("a gateway");
    for status in
        [OrderStatus::Departure, OrderStatus::Delivering, OrderStatus::FinalDelivery, OrderStatus::NoneTracking]
    {
        let sheet = &sheets(&gateway, status, opened())[0];
        let (http, answer) = cancel(&gateway, sheet, &[(&items(sheet)[0]["vendorItemId"], 1)]);
        let text = answer["message"].as_str().expect("a message");
        assert!(http == 400 && text.ends_with("해당 벤더아이템이 결제완료/상품준비중 상태가 아닙니다."), "{text}");
    }
    assert_eq!(commits(&gateway), []);
}

#[test]
fn a_part_of_a_paid_box_is_cancelled_unless_the_rule_of_2019_holds() {
    for allowed in [true, false] {
        let gateway = calm().partial_cancel_of_paid(allowed).build().expect("a gateway");
        let boxes = sheets(&gateway, OrderStatus::Accept, opened());
        let sheet = boxes.iter().find(|sheet| all(sheet).iter().any(|(_, units)| *units > 1)).expect("two units");
        let (option, _) = *all(sheet).iter().find(|(_, units)| *units > 1).expect("an option");
        let (status, answer) = cancel(&gateway, sheet, &[(option, 1)]);
        assert_eq!(status == 200, allowed, "{answer}");
        if allowed {
            let now = read(&gateway, &format!("v4/vendors/A00012345/ordersheets/{}", id(sheet)), opened());
            assert_eq!(now["status"], "ACCEPT");
        } else {
            assert!(answer["message"].as_str().is_some_and(|text| text.ends_with("부분 취소는 불가능합니다.")));
            assert_eq!(answer["data"]["failedVendorItemIds"], json!([option]));
        }
        assert_eq!(commits(&gateway).len(), usize::from(allowed));
    }
}

#[test]
fn units_that_are_being_refunded_are_held() {
    let gateway = calm().refund_time(Duration::from_secs(600)).build().expect("a gateway");
    let boxes = sheets(&gateway, OrderStatus::Accept, opened());
    let free = |sheet: &&Value| items(sheet).iter().all(|item| item["holdCountForCancel"] == 0);
    let sheet =
        boxes.iter().filter(free).find(|sheet| all(sheet).iter().any(|(_, units)| *units > 1)).expect("two units");
    let (option, units) = *all(sheet).iter().find(|(_, units)| *units > 1).expect("an option");
    assert_eq!(cancel(&gateway, sheet, &[(option, 1)]).0, 200);
    let count = |name: &str, now| {
        let now = read(&gateway, &format!("v4/vendors/A00012345/ordersheets/{}", id(sheet)), now);
        let item = items(&now).iter().find(|item| item["vendorItemId"] == *option).cloned().expect("the option");
        item[name].as_i64().expect("a count")
    };
    assert_eq!(count("holdCountForCancel", opened()), 1);
    let acknowledge = |now| {
        let body = json!({ "vendorId": "A00012345", "shipmentBoxIds": [id(sheet)] }).to_string();
        let (_, body) = send(&gateway, "PUT", "v4/vendors/A00012345/ordersheets/acknowledgement", &body, now);
        body["data"]["responseList"][0].clone()
    };
    let refused = acknowledge(opened());
    assert_eq!(refused["resultMessage"], "배송상태를 변경할 수 없습니다. 주문내역을 확인해주세요.");
    assert_eq!(refused["retryRequired"], true);
    assert_eq!(cancel(&gateway, sheet, &[(option, units)]).0, 400, "one of them is being refunded");
    let later = opened() + Duration::from_secs(600);
    assert_eq!((count("holdCountForCancel", later), count("cancelCount", later)), (0, 1));
    assert_eq!(acknowledge(later)["succeed"], true, "the rest can be acknowledged");
}

#[test]
fn what_breaks_a_rule_is_refused_as_a_whole() {
    let gateway = calm().build().expect("a gateway");
    let sheet = &ready(&gateway, opened())[0];
    let good = body(sheet, &[(&items(sheet)[0]["vendorItemId"], 1)]);
    for (field, value, text) in [
        ("orderId", json!(0), "주문 ID를 입력해 주세요."),
        ("orderId", json!(7), "주문 ID를 입력해 주세요."),
        ("vendorItemIds", json!([]), "취소할 벤더아이템 아이디 목록을 입력해주세요."),
        ("receiptCounts", json!([]), "취소할 아이템 개수 목록을 입력해주세요."),
        ("receiptCounts", json!([0]), "취소할 아이템 개수 목록을 입력해주세요."),
        ("receiptCounts", json!([1, 1]), "요청한 상품 개수와 취소 개수를 확인해주세요."),
        ("bigCancelCode", Value::Null, "취소사유 대분류 코드를 입력해주세요."),
        ("bigCancelCode", json!("OTHER"), "취소사유 대분류 코드를 확인해 주세요."),
        ("middleCancelCode", json!(""), "취소사유 중분류 코드를 입력해주세요."),
        ("middleCancelCode", json!("OTHER"), "취소사유 중분류 코드를 확인해 주세요."),
        ("vendorId", json!("A00099999"), "업체 ID를 입력해주세요."),
        ("userId", json!("A00012345"), "업체 ID에 맞는 올바른 유저 ID를 입력해주세요."),
    ] {
        let mut bad = good.clone();
        bad[field] = value;
        let (status, answer) = post(&gateway, sheet, &bad);
        assert_eq!((status, &answer["message"]), (400, &text.into()), "{field}");
    }
    for (order, text) in [(json!(7), "요청한 업체의 상품이 아닙니다."), (unknown(sheet), "주문 정보가 없습니다.")]
    {
        let mut other = sheet.clone();
        other["orderId"] = order;
        let (status, answer) = cancel(&gateway, &other, &[(&items(sheet)[0]["vendorItemId"], 1)]);
        assert_eq!((status, &answer["message"]), (400, &text.into()));
    }
    for (method, version) in [("POST", "v4"), ("PUT", "v5")] {
        let path = format!("{version}/vendors/A00012345/orders/{}/cancel", sheet["orderId"]);
        assert_eq!(send(&gateway, method, &path, &good.to_string(), opened()).0, 404, "{method} {version}");
    }
    assert_eq!(commits(&gateway), []);
    let path = format!("v6/vendors/A00012345/orders/{}/cancel", sheet["orderId"]);
    assert_eq!(send(&gateway, "POST", &path, &good.to_string(), opened()).0, 200, "version 6 is known from a notice");
}

/// An order of this shop that nobody has placed: the last digits count the orders of a day.
fn unknown(sheet: &Value) -> Value {
    let order = sheet["orderId"].as_i64().expect("an id");
    (order - order % 1_000_000 + 999_999).into()
}

#[test]
fn units_that_their_buyer_wants_stopped_are_in_progress_already() {
    let shop = shop().orders_per_day(OrderStatus::Instruct, 40).claims_per_day(ClaimKind::StopRequested, 20);
    let gateway = shop.build().expect("a gateway");
    let search = "createdAtFrom=2026-03-02&createdAtTo=2026-03-02&status=RU";
    let receipts = read(&gateway, &format!("v6/vendors/A00012345/returnRequests?{search}"), opened());
    let boxes = sheets(&gateway, OrderStatus::Instruct, opened());
    let mut tried = 0;
    for receipt in receipts.as_array().expect("receipts") {
        let wanted = &receipt["returnItems"][0];
        let Some(sheet) = boxes.iter().find(|sheet| sheet["shipmentBoxId"] == wanted["shipmentBoxId"]) else {
            continue;
        };
        let item = items(sheet).iter().find(|item| item["vendorItemId"] == wanted["vendorItemId"]).expect("the option");
        let left = shippable(item) - wanted["cancelCount"].as_i64().expect("a count");
        let (status, answer) = cancel(&gateway, sheet, &[(&item["vendorItemId"], left.max(0) + 1)]);
        assert_eq!(status, 400, "{answer}");
        assert!(answer["message"].as_str().is_some_and(|text| text.ends_with(TOO_MANY)), "{answer}");
        if left > 0 {
            assert_eq!(cancel(&gateway, sheet, &[(&item["vendorItemId"], left)]).0, 200);
            tried += 1;
        }
    }
    assert!(tried > 0, "of some boxes a part is wanted back");
}
