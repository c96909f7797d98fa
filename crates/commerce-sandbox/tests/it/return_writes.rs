//! What a seller does about receipts: stopping shipments, taking goods back, refunding.

use crate::support::{commits, opened, read, send, sheets, sheets_of, shop};
use commerce_sandbox::coupang::{ClaimKind, Gateway, GatewayBuilder, Happening, OrderStatus};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

const UNKNOWN: &str = "취소반품접수내역이 존재하지 않습니다";

fn list(gateway: &Gateway, filter: &str, now: SystemTime) -> Vec<Value> {
    let search = format!("createdAtFrom=2026-02-20&createdAtTo=2026-03-03&{filter}&maxPerPage=50");
    let rows = read(gateway, &format!("v6/vendors/A00012345/returnRequests?{search}"), now);
    rows.as_array().expect("receipts").clone()
}

fn alone(gateway: &Gateway, id: i64, now: SystemTime) -> Value {
    read(gateway, &format!("v6/vendors/A00012345/returnRequests/{id}"), now)[0].take()
}

fn id(receipt: &Value) -> i64 {
    receipt["receiptId"].as_i64().expect("an id")
}

fn write(gateway: &Gateway, id: i64, what: &str, body: &[(&str, Value)], now: SystemTime) -> (u16, Value) {
    let mut whole = json!({ "vendorId": "A00012345", "receiptId": id });
    for (name, value) in body {
        whole[*name] = value.clone();
    }
    send(gateway, "PUT", &format!("v4/vendors/A00012345/returnRequests/{id}/{what}"), &whole.to_string(), now)
}

fn refusal((status, body): (u16, Value)) -> (u16, String) {
    assert_eq!(body["code"], "ERROR", "{body}");
    (status, body["message"].as_str().expect("a message").to_owned())
}

fn refused(text: &str) -> (u16, String) {
    (400, text.to_owned())
}

fn shop_of(kind: ClaimKind, claims: u32) -> GatewayBuilder {
    ClaimKind::ALL
        .into_iter()
        .fold(shop(), |shop, other| shop.claims_per_day(other, if other == kind { claims } else { 0 }))
}

/// A shop whose first box being prepared is wanted back, with its receipt.
fn stopped(shop: GatewayBuilder) -> (Gateway, Value, Value) {
    let shop = shop.orders_per_day(OrderStatus::Instruct, 20).claims_per_day(ClaimKind::StopRequested, 0);
    let gateway = shop.build().expect("a gateway");
    let sheet = crate::waybills::ready(&gateway, opened())[0].clone();
    let shipment_box_id = sheet["shipmentBoxId"].as_i64().expect("an id");
    assert!(gateway.happen(Happening::BuyerCancels { shipment_box_id }, opened()));
    let receipt = list(&gateway, "status=RU", opened())[0].clone();
    (gateway, sheet, receipt)
}

fn holds(sheet: &Value) -> Vec<(i64, i64)> {
    let count = |item: &Value, name: &str| item[name].as_i64().expect("a count");
    let items = sheet["orderItems"].as_array().expect("items").iter();
    items.map(|item| (count(item, "holdCountForCancel"), count(item, "cancelCount"))).collect()
}

#[test]
fn a_customer_who_cancels_while_the_goods_are_prepared_asks_to_stop_them() {
    let (gateway, sheet, receipt) = stopped(shop());
    assert_eq!(list(&gateway, "status=UC", opened()).iter().filter(|other| **other == receipt).count(), 1, "there too");
    assert_eq!(
        (&receipt["receiptType"], &receipt["receiptStatus"]),
        (&"RETURN".into(), &"RELEASE_STOP_UNCHECKED".into())
    );
    assert_eq!((&receipt["releaseStopStatus"], &receipt["orderId"]), (&"미처리".into(), &sheet["orderId"]));
    assert_eq!(receipt["returnItems"][0]["releaseStatus"], "N");
    assert_eq!(alone(&gateway, id(&receipt), opened()), receipt);
    let shop = sheets(&gateway, OrderStatus::Instruct, opened());
    let now = shop.iter().find(|other| other["shipmentBoxId"] == sheet["shipmentBoxId"]).expect("still listed");
    let units = |sheet: &Value, name: &str| -> i64 {
        sheet["orderItems"].as_array().expect("items").iter().filter_map(|item| item[name].as_i64()).sum()
    };
    assert_eq!(units(now, "holdCountForCancel"), receipt["cancelCountSum"].as_i64().expect("a sum"));
    let rows = crate::waybills::whole(&sheet, "CJGLS", "600000000001");
    let refused = crate::waybills::code(&gateway, "invoices", &rows, opened());
    assert_eq!(refused, crate::waybills::is("ORDER_DELIVERY_CANCELED", false));
    assert_eq!(commits(&gateway), [], "a customer is no seller");

    assert!(gateway.happen(Happening::BuyerWithdraws { claim_id: id(&receipt) }, opened()));
    assert!(list(&gateway, "status=RU", opened()).is_empty());
    assert!(sheets(&gateway, OrderStatus::Instruct, opened()).contains(&sheet), "nothing is held any more");
    assert_eq!(crate::waybills::code(&gateway, "invoices", &rows, opened()), crate::waybills::is("OK", false));
}

#[test]
fn a_customer_who_cancels_what_is_paid_leaves_a_cancellation_alone() {
    let gateway = shop().claims_per_day(ClaimKind::Cancelled, 0).build().expect("a gateway");
    let sheet = sheets(&gateway, OrderStatus::Accept, opened())[0].clone();
    let shipment_box_id = sheet["shipmentBoxId"].as_i64().expect("an id");
    assert!(gateway.happen(Happening::BuyerCancels { shipment_box_id }, opened()));
    assert!(!gateway.happen(Happening::BuyerCancels { shipment_box_id }, opened()));
    let [receipt] = list(&gateway, "cancelType=CANCEL", opened()).try_into().expect("one cancellation");
    assert_eq!((&receipt["receiptType"], &receipt["orderId"]), (&"CANCEL".into(), &sheet["orderId"]));
    assert!(sheets(&gateway, OrderStatus::Accept, opened()).iter().all(|other| *other != sheet));
    for path in [format!("ordersheets/{shipment_box_id}"), format!("{}/ordersheets", sheet["orderId"])] {
        let (status, body) = send(&gateway, "GET", &format!("v4/vendors/A00012345/{path}"), "", opened());
        assert!(
            status == 400 && body["message"].as_str().is_some_and(|text| text.contains("취소 또는 반품")),
            "{body}"
        );
    }
    let alone = format!("v6/vendors/A00012345/returnRequests/{}", id(&receipt));
    assert_eq!(send(&gateway, "GET", &alone, "", opened()).0, 400, "a cancellation is not read alone");
    assert_eq!(commits(&gateway), []);
}

#[test]
fn a_customer_can_move_until_the_box_is_acknowledged() {
    let gateway = shop().build().expect("a gateway");
    let sheet = sheets(&gateway, OrderStatus::Accept, opened())[0].clone();
    let shipment_box_id = sheet["shipmentBoxId"].as_i64().expect("an id");
    assert!(gateway.happen(Happening::BuyerRedirects { shipment_box_id }, opened()));
    let now = read(&gateway, &format!("v4/vendors/A00012345/ordersheets/{shipment_box_id}"), opened());
    assert_ne!(now["receiver"], sheet["receiver"]);
    let mut rest = now.clone();
    for field in ["receiver", "remoteArea", "remotePrice"] {
        rest[field] = sheet[field].clone();
    }
    assert_eq!(rest, sheet, "nothing else has changed");
    let prepared = sheets(&gateway, OrderStatus::Instruct, opened())[0]["shipmentBoxId"].as_i64().expect("an id");
    assert!(!gateway.happen(Happening::BuyerRedirects { shipment_box_id: prepared }, opened()));
}

#[test]
fn a_stopped_shipment_is_finished_and_gone() {
    let (gateway, sheet, receipt) = stopped(shop());
    let id = id(&receipt);
    let stop = |count: Value| write(&gateway, id, "stoppedShipment", &[("cancelCount", count)], opened());
    let wrong = refused("[INTERNAL_SERVER_ERROR] 취소반품접수수량과 cancelCount가 일치하지 않습니다.");
    let sum = receipt["cancelCountSum"].as_i64().expect("a sum");
    for count in [json!(sum + 1), json!(0), json!(sum.to_string()), Value::Null] {
        assert_eq!(refusal(stop(count)), wrong);
    }
    assert_eq!(commits(&gateway), []);
    let (status, body) = stop(sum.into());
    let data = json!({ "resultCode": "SUCCESS", "resultMessage": "출고중지 처리 완료" });
    assert_eq!((status, body), (200, json!({ "code": "200", "message": "OK", "data": data })));
    let now = alone(&gateway, id, opened());
    assert_eq!(
        (&now["receiptStatus"], &now["releaseStopStatus"]),
        (&"RETURNS_COMPLETED".into(), &"처리(출고중지)".into())
    );
    assert_eq!(now["returnItems"][0]["releaseStatus"], "S");
    assert!(list(&gateway, "status=RU", opened()).is_empty());
    assert!(list(&gateway, "status=CC", opened()).contains(&now));
    let left = sheets(&gateway, OrderStatus::Instruct, opened());
    assert!(left.iter().all(|other| other["shipmentBoxId"] != sheet["shipmentBoxId"]));
    assert_eq!(refusal(stop(sum.into())), refused("Product is already returned."));
    assert_eq!(commits(&gateway), [("orders.stop_shipment", id)]);
}

#[test]
fn a_refund_can_take_a_while_in_which_its_units_are_held() {
    let (gateway, sheet, receipt) = stopped(shop().refund_time(Duration::from_secs(3_600)));
    let id = id(&receipt);
    let count = [("cancelCount", receipt["cancelCountSum"].clone())];
    assert_eq!(write(&gateway, id, "stoppedShipment", &count, opened()).0, 200);
    let path = format!("v4/vendors/A00012345/ordersheets/{}", sheet["shipmentBoxId"]);
    let held = holds(&read(&gateway, &path, opened() + Duration::from_secs(3_599)));
    assert_eq!(held.iter().map(|(hold, _)| *hold).sum::<i64>(), receipt["cancelCountSum"].as_i64().expect("a sum"));
    assert_eq!(send(&gateway, "GET", &path, "", opened() + Duration::from_secs(3_600)).0, 400, "wholly cancelled");
}

#[test]
fn a_part_of_a_box_can_be_stopped_and_the_rest_shipped() {
    let gateway = shop()
        .orders_per_day(OrderStatus::Instruct, 60)
        .claims_per_day(ClaimKind::StopRequested, 20)
        .build()
        .expect("a gateway");
    let boxes = sheets_of(&gateway, OrderStatus::Instruct, ("2026-02-19", "2026-03-02"), opened());
    let of = |receipt: &Value| {
        let wanted = &receipt["returnItems"][0]["shipmentBoxId"];
        boxes.iter().find(|sheet| sheet["shipmentBoxId"] == *wanted).cloned()
    };
    let part = list(&gateway, "status=RU", opened()).into_iter().find_map(|receipt| {
        let sheet = of(&receipt)?;
        let whole: i64 = sheet["orderItems"].as_array()?.iter().filter_map(|item| item["shippingCount"].as_i64()).sum();
        let clean = holds(&sheet).iter().all(|(hold, _)| *hold == 0);
        (clean && receipt["cancelCountSum"].as_i64()? < whole).then_some((receipt, sheet))
    });
    let (receipt, sheet) = part.expect("a part of a box");
    let rows = crate::waybills::whole(&sheet, "CJGLS", "600000000001");
    let waiting = crate::waybills::is("ORDER_DELIVERY_PARTIAL_STOP_REQUESTED", true);
    if crate::waybills::code(&gateway, "invoices", &rows, opened()) != waiting {
        return; // everything that was left of the box
    }
    let count = [("cancelCount", receipt["cancelCountSum"].clone())];
    assert_eq!(write(&gateway, id(&receipt), "stoppedShipment", &count, opened()).0, 200);
    let now = read(&gateway, &format!("v4/vendors/A00012345/ordersheets/{}", sheet["shipmentBoxId"]), opened());
    let cancelled = |sheet: &Value| holds(sheet).iter().map(|(_, cancelled)| *cancelled).sum::<i64>();
    assert_eq!(cancelled(&now) - cancelled(&sheet), receipt["cancelCountSum"].as_i64().expect("a sum"));
    assert_eq!(crate::waybills::code(&gateway, "invoices", &rows, opened()), crate::waybills::is("OK", false));
}

#[test]
fn goods_that_had_left_become_a_return_that_waits_for_them() {
    for finished in [false, true] {
        let (gateway, sheet, receipt) = stopped(shop().already_shipped_completes(finished));
        let id = id(&receipt);
        let shipped = |carrier: &str, number: &str| {
            let body = [("deliveryCompanyCode", carrier.into()), ("invoiceNumber", number.into())];
            write(&gateway, id, "completedShipment", &body, opened())
        };
        assert_eq!(refusal(shipped("NOBODY", "1")), (500, "500 internal exception".to_owned()));
        let (status, body) = shipped("HANJIN", "1");
        assert_eq!((status, &body["data"]["resultCode"]), (200, &"FAIL".into()), "no such number");
        let (status, body) = shipped("HANJIN", "4100000001");
        let data =
            json!({ "code": "200", "message": "OK", "resultCode": "SUCCESS", "resultMessage": "이미출고 처리 완료" });
        assert_eq!((status, body), (200, json!({ "data": data })), "everything inside data");
        let now = alone(&gateway, id, opened());
        let (status, filter) =
            if finished { ("RETURNS_COMPLETED", "status=CC") } else { ("RETURNS_UNCHECKED", "status=UC") };
        assert_eq!((&now["receiptStatus"], &now["releaseStopStatus"]), (&status.into(), &"처리(이미출고)".into()));
        assert_eq!(now["returnItems"][0]["releaseStatus"], "A");
        assert!(list(&gateway, filter, opened()).contains(&now) && list(&gateway, "status=RU", opened()).is_empty());
        let path = format!("v4/vendors/A00012345/ordersheets/{}", sheet["shipmentBoxId"]);
        let sheet = read(&gateway, &path, opened());
        assert_eq!((&sheet["status"], &sheet["invoiceNumber"]), (&"DEPARTURE".into(), &"4100000001".into()));
        assert!(holds(&sheet).iter().all(|(hold, _)| *hold == 0), "nothing is held any more");
        let (status, body) = shipped("HANJIN", "4100000001");
        assert_eq!((status, &body["data"]["resultCode"]), (200, &"FAIL".into()), "a repeat");
        assert_eq!(commits(&gateway), [("orders.already_shipped", id)]);
    }
}

#[test]
fn received_goods_wait_for_approval_unless_they_are_refunded_first() {
    let gateway = shop_of(ClaimKind::ReturnRequested, 3).build().expect("a gateway");
    let waiting = list(&gateway, "status=UC", opened());
    let now = opened() + Duration::from_secs(60);
    for fast in [true, false] {
        let receipt = waiting.iter().find(|receipt| receipt["preRefund"] == fast).expect("a receipt");
        let id = id(receipt);
        let before = commits(&gateway).len();
        let early = write(&gateway, id, "approval", &[("cancelCount", receipt["cancelCountSum"].clone())], now);
        assert_eq!(early.0, 500, "nothing has arrived");
        let (status, body) = write(&gateway, id, "receiveConfirmation", &[], now);
        assert_eq!((status, body), (200, json!({ "code": "200", "message": "OK" })));
        let read = alone(&gateway, id, now);
        assert_eq!(read["completeConfirmType"], "VENDOR_CONFIRM");
        assert_eq!(read["modifiedAt"], "2026-03-02T10:31:00.000000+09:00");
        let finished = refused("이미 반품이 완료되었습니다.");
        assert_eq!(refusal(write(&gateway, id, "receiveConfirmation", &[], now)), finished);
        let approve = |count: i64| write(&gateway, id, "approval", &[("cancelCount", count.into())], now);
        let sum = receipt["cancelCountSum"].as_i64().expect("a sum");
        if fast {
            assert_eq!(read["receiptStatus"], "RETURNS_COMPLETED");
            assert_eq!(refusal(approve(sum)), finished);
            assert_eq!(commits(&gateway)[before..], [("returns.receive", id)]);
            continue;
        }
        assert_eq!(read["receiptStatus"], "VENDOR_WAREHOUSE_CONFIRM");
        assert!(list(&gateway, "status=UC", now).contains(&read));
        let wrong = refused("[INTERNAL_SERVER_ERROR] 취소반품접수수량과 cancelCount가 일치하지 않습니다.");
        assert_eq!(refusal(approve(sum + 1)), wrong);
        assert_eq!(approve(sum), (200, json!({ "code": "200", "message": "OK" })));
        let read = alone(&gateway, id, now);
        assert_eq!(read["receiptStatus"], "RETURNS_COMPLETED");
        assert!(list(&gateway, "status=CC", now).contains(&read));
        assert!(list(&gateway, "status=UC", now).iter().all(|other| other["receiptId"] != id));
        assert_eq!(refusal(approve(sum)), finished);
        assert_eq!(commits(&gateway)[before..], [("returns.receive", id), ("returns.approve", id)]);
    }
}

#[test]
fn what_is_returned_for_good_leaves_the_order_sheets() {
    let gateway = shop_of(ClaimKind::ReturnArrived, 2).build().expect("a gateway");
    let mut gone = 0;
    for receipt in list(&gateway, "status=UC", opened()) {
        let path = format!("v4/vendors/A00012345/ordersheets/{}", receipt["returnItems"][0]["shipmentBoxId"]);
        let before = read(&gateway, &path, opened());
        let count = [("cancelCount", receipt["cancelCountSum"].clone())];
        assert_eq!(write(&gateway, id(&receipt), "approval", &count, opened()).0, 200);
        let (status, body) = send(&gateway, "GET", &path, "", opened());
        let cancelled = |sheet: &Value| holds(sheet).iter().map(|(_, cancelled)| *cancelled).sum::<i64>();
        if status == 200 {
            let returned = cancelled(&body["data"]) - cancelled(&before);
            assert_eq!(returned, receipt["cancelCountSum"].as_i64().expect("a sum"));
        } else {
            assert_eq!(body["message"], "해당 주문이 취소 또는 반품되었습니다.");
            gone += 1;
        }
    }
    assert!(gone > 0, "some boxes are returned whole");
}

#[test]
fn a_receipt_that_is_not_there_is_refused_by_every_write() {
    let gateway = shop_of(ClaimKind::ReturnRequested, 2).build().expect("a gateway");
    let receipt = &list(&gateway, "status=UC", opened())[0];
    assert!(gateway.happen(Happening::BuyerWithdraws { claim_id: id(receipt) }, opened()));
    assert!(!gateway.happen(Happening::BuyerWithdraws { claim_id: id(receipt) }, opened()));
    assert!(list(&gateway, "status=UC", opened()).iter().all(|other| id(other) != id(receipt)));
    let body = json!({ "cancelIds": [id(receipt)] }).to_string();
    let (_, withdrawn) = send(&gateway, "POST", "v4/vendors/A00012345/returnWithdrawList", &body, opened());
    assert_eq!(withdrawn["data"][0]["cancelId"], receipt["receiptId"]);
    let waybill = [("deliveryCompanyCode", "HANJIN".into()), ("invoiceNumber", "4100000001".into())];
    let count = [("cancelCount", 1.into())];
    for id in [id(receipt), 7] {
        for (what, body) in [
            ("receiveConfirmation", &[][..]),
            ("approval", &count),
            ("stoppedShipment", &count),
            ("completedShipment", &waybill),
        ] {
            assert_eq!(refusal(write(&gateway, id, what, body, opened())), refused(UNKNOWN), "{what}");
        }
    }
    let good = id(&list(&gateway, "status=UC", opened())[0]);
    for (name, value) in [("receiptId", json!(good.to_string())), ("receiptId", json!(7)), ("vendorId", json!("A1"))] {
        assert_eq!(write(&gateway, good, "receiveConfirmation", &[(name, value)], opened()).0, 400, "{name}");
    }
    let (status, body) = write(&gateway, good, "stoppedShipment", &count_of(&gateway, good), opened());
    assert_eq!((status, &body["data"]["resultCode"]), (200, &"FAIL".into()), "nobody asked to stop it");
    assert_eq!(commits(&gateway), []);
}

fn count_of(gateway: &Gateway, id: i64) -> [(&'static str, Value); 1] {
    [("cancelCount", alone(gateway, id, opened())["cancelCountSum"].clone())]
}

#[test]
fn both_methods_are_served_and_only_the_versions_that_exist() {
    let gateway = shop().build().expect("a gateway");
    for what in ["receiveConfirmation", "approval", "stoppedShipment", "completedShipment"] {
        for (method, version) in [("PUT", "v4"), ("PATCH", "v4"), ("PUT", "v5"), ("POST", "v4"), ("PUT", "v6")] {
            let path = format!("{version}/vendors/A00012345/returnRequests/7/{what}");
            let status = send(&gateway, method, &path, "{}", opened()).0;
            let own = version == "v5" && matches!(what, "receiveConfirmation" | "approval");
            let served = method != "POST" && (version == "v4" || own);
            assert_eq!(status, if served { 400 } else { 404 }, "{method} {path}");
        }
    }
}

fn collect(gateway: &Gateway, change: &[(&str, Value)]) -> (u16, Value) {
    let mut body = json!({
        "returnExchangeDeliveryType": "RETURN", "deliveryCompanyCode": "HANJIN", "invoiceNumber": "4100000010",
    });
    for (name, value) in change {
        body[*name] = value.clone();
    }
    send(gateway, "POST", "v4/vendors/A00012345/return-exchange-invoices/manual", &body.to_string(), opened())
}

#[test]
fn a_seller_who_collects_registers_a_waybill() {
    let gateway = shop_of(ClaimKind::ReturnRequested, 2).build().expect("a gateway");
    let receipt = &list(&gateway, "status=UC", opened())[0];
    let id = id(receipt);
    let with = |name: &'static str, value: Value| collect(&gateway, &[("receiptId", id.into()), (name, value)]);
    for missing in ["returnExchangeDeliveryType", "deliveryCompanyCode", "invoiceNumber", "receiptId"] {
        assert_eq!(refusal(with(missing, Value::Null)), refused("Object is null"), "{missing}");
    }
    let carrier = "Invalid value for DeliveryCompanyCodeEnum".to_owned();
    assert_eq!(refusal(with("deliveryCompanyCode", "NOBODY".into())), (500, carrier));
    assert_eq!(refusal(with("invoiceNumber", "41".into())), refused("반품 송장 형식이 올바르지 않습니다"));
    assert_eq!(refusal(with("receiptId", 7.into())), refused(UNKNOWN));
    let path = format!("v4/vendors/A00012345/ordersheets/{}", receipt["returnItems"][0]["shipmentBoxId"]);
    let outbound = read(&gateway, &path, opened())["invoiceNumber"].as_str().expect("a number").to_owned();
    let same = ["HANJIN", "KGB", "EPOST"].map(|carrier| {
        collect(
            &gateway,
            &[
                ("receiptId", id.into()),
                ("deliveryCompanyCode", carrier.into()),
                ("invoiceNumber", outbound.clone().into()),
            ],
        )
    });
    assert!(
        same.iter()
            .any(|(_, body)| body["message"].as_str().is_some_and(|text| text.contains("배송송장과 같은 송장번호")))
    );
    assert_eq!(commits(&gateway), []);

    let (status, body) = with("regNumber", "0001234".into());
    assert_eq!((status, &body["code"], &body["message"]), (200, &200.into(), &"OK".into()));
    assert_eq!((&body["data"]["receiptId"], &body["data"]["regNumber"]), (&id.into(), &"0001234".into()));
    let waybill = json!({ "deliveryCompanyCode": "HANJIN", "deliveryInvoiceNo": "4100000010" });
    let mut expected = receipt.clone();
    expected["returnDeliveryDtos"].as_array_mut().expect("waybills").push(waybill);
    expected["modifiedAt"] = "2026-03-02T10:30:00.000000+09:00".into();
    assert_eq!(alone(&gateway, id, opened()), expected, "the state does not change");
    assert_eq!(with("regNumber", Value::Null).0, 200, "a repeat");
    assert_eq!(alone(&gateway, id, opened()), expected);
    assert_eq!(commits(&gateway), [("returns.register_collection", id)]);
    assert_eq!(with("invoiceNumber", "4100000011".into()).0, 200);
    assert_eq!(commits(&gateway).len(), 2, "another waybill is added");
}
