//! What a seller does about exchanges.

use crate::support::{commits, opened, read, send, shop};
use commerce_sandbox::coupang::{ClaimKind, Gateway, Happening};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

const MINUTE: Duration = Duration::from_secs(60);

fn gateway() -> Gateway {
    shop().claims_per_day(ClaimKind::Exchange, 5).build().expect("a gateway")
}

fn list(gateway: &Gateway, filter: &str, now: SystemTime) -> Vec<Value> {
    let search = format!("createdAtFrom=2026-02-25T00:00:00&createdAtTo=2026-03-02T23:59:59{filter}&maxPerPage=100");
    let rows = read(gateway, &format!("v4/vendors/A00012345/exchangeRequests?{search}"), now);
    rows.as_array().expect("exchanges").clone()
}

/// An exchange in a state, by its `collectStatus` and its `deliveryStatus`.
fn in_state(gateway: &Gateway, collect: &str, delivery: &str) -> Value {
    let found = list(gateway, "", opened()).into_iter();
    let mut found = found.filter(|row| row["collectStatus"] == collect && row["deliveryStatus"] == delivery);
    found.next().expect("an exchange")
}

fn again(gateway: &Gateway, row: &Value, now: SystemTime) -> Value {
    let found = list(gateway, &format!("&orderId={}", row["orderId"]), now);
    let [row] = found.try_into().expect("one exchange of the order");
    row
}

fn id(row: &Value) -> i64 {
    row["exchangeId"].as_i64().expect("an id")
}

fn receive(gateway: &Gateway, id: i64, now: SystemTime) -> (u16, Value) {
    let body = json!({ "exchangeId": id, "vendorId": "A00012345" }).to_string();
    send(gateway, "PUT", &format!("v4/vendors/A00012345/exchangeRequests/{id}/receiveConfirmation"), &body, now)
}

fn reject(gateway: &Gateway, id: i64, code: &str) -> (u16, Value) {
    let body = json!({ "exchangeId": id, "vendorId": "A00012345", "exchangeRejectCode": code }).to_string();
    send(gateway, "PATCH", &format!("v4/vendors/A00012345/exchangeRequests/{id}/rejection"), &body, opened())
}

fn parcel(id: i64, box_id: &Value, carrier: &str, number: &str) -> Value {
    json!({
        "exchangeId": id, "vendorId": "A00012345", "shipmentBoxId": box_id, "goodsDeliveryCode": carrier,
        "invoiceNumber": number,
    })
}

fn upload(gateway: &Gateway, id: i64, parcels: &Value, now: SystemTime) -> (u16, Value) {
    let path = format!("v4/vendors/A00012345/exchangeRequests/{id}/invoices");
    send(gateway, "POST", &path, &parcels.to_string(), now)
}

fn unsuitable(box_id: &Value, status: &str) -> String {
    format!(
        "shipmentBoxId ({box_id})'s status [{status}] is not suitable for applyInvoice. Only INSTRUCT status shipment can be called with applyInvoice"
    )
}

#[test]
fn received_goods_bring_a_new_box_after_a_while_and_its_waybill_sends_it() {
    let gateway = gateway();
    let row = in_state(&gateway, "Collecting", "BeforeDirection");
    let id = id(&row);
    let box_id = json!(7);
    let early = upload(&gateway, id, &json!([parcel(id, &box_id, "CJGLS", "600000000001")]), opened());
    assert_eq!((early.0, &early.1["message"]), (400, &unsuitable(&box_id, "null").into()));

    let now = opened() + MINUTE;
    assert_eq!(receive(&gateway, id, now), (200, json!({ "code": "200", "message": "SUCCESS" })));
    let received = again(&gateway, &row, now);
    assert_eq!(
        (&received["collectStatus"], &received["exchangeStatus"]),
        (&"CompleteCollect".into(), &"PROGRESS".into())
    );
    assert_eq!(
        (&received["collectCompleteDate"], &received["modifiedAt"]),
        (&"2026-03-02T10:31:00".into(), &"2026-03-02T10:31:00".into())
    );
    assert_eq!(received["deliveryInvoiceGroupDtos"], json!([]), "not yet");
    assert_eq!(
        again(&gateway, &row, now + 10 * MINUTE - Duration::from_secs(1))["deliveryInvoiceGroupDtos"],
        json!([])
    );
    assert_eq!(receive(&gateway, id, now + MINUTE).0, 200, "a repeat");
    assert_eq!(commits(&gateway), [("exchanges.receive", id)]);

    let now = now + 10 * MINUTE;
    let arrived = again(&gateway, &row, now);
    let new_box = &arrived["deliveryInvoiceGroupDtos"][0];
    assert_eq!(new_box["deliveryInvoiceDtos"][0]["statusCode"], "INSTRUCT");
    assert_eq!(arrived["deliveryInvoiceModifiable"], true);
    let box_id = &new_box["shipmentBoxId"];
    let original = &row["exchangeItemDtoV1s"][0]["originalShipmentBoxId"];
    let wrong = upload(&gateway, id, &json!([parcel(id, original, "CJGLS", "600000000001")]), now);
    assert_eq!((wrong.0, &wrong.1["message"]), (400, &unsuitable(original, "FINAL_DELIVERY").into()));
    let nobody = upload(&gateway, id, &json!([parcel(id, box_id, "NOBODY", "600000000001")]), now);
    assert_eq!((nobody.0, &nobody.1["message"]), (500, &"Invalid value for DeliveryCompanyCodeEnum".into()));
    let number = upload(&gateway, id, &json!([parcel(id, box_id, "CJGLS", "6")]), now);
    assert_eq!((number.0, &number.1["data"]["resultCode"]), (200, &"FAIL".into()));
    let good = parcel(id, box_id, "HANJIN", "4100000001");
    let twice = upload(&gateway, id, &json!([good, good]), now);
    assert_eq!((twice.0, &twice.1["message"]), (400, &unsuitable(box_id, "DEPARTURE").into()));
    for body in [good.clone(), json!([]), json!([{ "exchangeId": id }])] {
        assert_eq!(upload(&gateway, id, &body, now).0, 400, "{body}");
    }
    assert_eq!(commits(&gateway).len(), 1);

    let (status, body) = upload(&gateway, id, &json!([good]), now);
    assert_eq!((status, &body["data"]["resultCode"], &body["code"]), (200, &"SUCCESS".into(), &"200".into()));
    let sent = again(&gateway, &row, now);
    let invoice = &sent["deliveryInvoiceGroupDtos"][0]["deliveryInvoiceDtos"][0];
    assert_eq!((&invoice["invoiceNumber"], &invoice["deliverCode"]), (&"4100000001".into(), &"HANJIN".into()));
    assert_eq!((&invoice["statusCode"], &sent["deliveryStatus"]), (&"DEPARTURE".into(), &"CompleteDirection".into()));
    assert_eq!(sent["collectCompleteDate"], "2026-03-02T10:31:00", "the arrival has not moved");
    assert_eq!(sent["deliveryInvoiceModifiable"], false);
    let repeat = upload(&gateway, id, &json!([good]), now);
    assert_eq!((repeat.0, &repeat.1["message"]), (400, &unsuitable(box_id, "DEPARTURE").into()));
    assert_eq!(commits(&gateway), [("exchanges.receive", id), ("exchanges.upload_invoices", id)]);
}

#[test]
fn how_long_the_new_box_takes_can_be_chosen() {
    let gateway =
        shop().claims_per_day(ClaimKind::Exchange, 5).new_box_after(Duration::ZERO).build().expect("a gateway");
    let row = in_state(&gateway, "Collecting", "BeforeDirection");
    assert_eq!(receive(&gateway, id(&row), opened()).0, 200);
    assert_eq!(again(&gateway, &row, opened())["deliveryInvoiceGroupDtos"].as_array().map(Vec::len), Some(1));
}

#[test]
fn an_exchange_is_refused_while_it_can_be() {
    let gateway = gateway();
    let row = in_state(&gateway, "BeforeDirection", "BeforeDirection");
    let id = id(&row);
    assert_eq!(row["rejectable"], true);
    assert_eq!(reject(&gateway, id, "CHANGEMIND").0, 400, "there are two reasons");
    assert_eq!(commits(&gateway), []);
    let (status, body) = reject(&gateway, id, "SOLDOUT");
    assert_eq!((status, &body["message"], &body["data"]["resultCode"]), (200, &"SUCCESS".into(), &"SUCCESS".into()));
    let refused = again(&gateway, &row, opened());
    assert_eq!((&refused["exchangeStatus"], &refused["rejectable"]), (&"REJECT".into(), &false.into()));
    assert!(list(&gateway, "&status=REJECT", opened()).contains(&refused));
    assert!(list(&gateway, "&status=RECEIPT", opened()).iter().all(|other| self::id(other) != id));
    let (status, body) = reject(&gateway, id, "SOLDOUT");
    assert_eq!((status, &body["data"]["resultCode"]), (200, &"FAIL".into()), "a failure inside 200");
    let collecting = in_state(&gateway, "Collecting", "BeforeDirection");
    assert_eq!(collecting["rejectable"], false);
    assert_eq!(reject(&gateway, self::id(&collecting), "WITHDRAW").1["data"]["resultCode"], "FAIL");
    assert_eq!(receive(&gateway, id, opened()).0, 400, "it is refused");
    assert_eq!(reject(&gateway, 7, "SOLDOUT").0, 400);
    assert_eq!(commits(&gateway), [("exchanges.reject", id)]);
}

#[test]
fn a_seller_collects_the_old_goods_only_before_anybody_else_does() {
    let gateway = gateway();
    let collect = |id: i64, number: &str| {
        let body = json!({
            "returnExchangeDeliveryType": "EXCHANGE", "receiptId": id, "deliveryCompanyCode": "HANJIN",
            "invoiceNumber": number,
        });
        send(&gateway, "POST", "v4/vendors/A00012345/return-exchange-invoices/manual", &body.to_string(), opened())
    };
    let row = in_state(&gateway, "BeforeDirection", "BeforeDirection");
    let id = id(&row);
    let (status, body) = collect(id, "4100000010");
    assert_eq!((status, &body["data"]["receiptId"], &body["data"]["regNumber"]), (200, &id.into(), &Value::Null));
    let directed = again(&gateway, &row, opened());
    assert_eq!(directed["collectStatus"], "CompleteDirection");
    let waybill = json!({ "deliveryCompanyCode": "HANJIN", "deliveryInvoiceNo": "4100000010" });
    assert_eq!(directed["returnDeliveryDtos"], json!([waybill]));
    assert_eq!(collect(id, "4100000010").0, 200, "a repeat");
    assert_eq!(collect(id, "4100000011").0, 400, "no longer BeforeDirection");
    let collecting = in_state(&gateway, "Collecting", "BeforeDirection");
    assert_eq!(collect(self::id(&collecting), "4100000012").0, 400);
    assert_eq!(collect(7, "4100000012").0, 400);
    assert_eq!(commits(&gateway), [("returns.register_collection", id)]);
}

#[test]
fn a_withdrawn_exchange_stays_in_the_list() {
    let gateway = gateway();
    let row = in_state(&gateway, "Collecting", "BeforeDirection");
    assert!(gateway.happen(Happening::BuyerWithdraws { claim_id: id(&row) }, opened()));
    let withdrawn = again(&gateway, &row, opened());
    assert_eq!((&withdrawn["exchangeStatus"], &withdrawn["collectStatus"]), (&"CANCEL".into(), &"Withdraw".into()));
    assert_eq!(receive(&gateway, id(&row), opened()).0, 400);
    assert_eq!(commits(&gateway), []);
}

#[test]
fn a_replaced_waybill_is_scanned_by_its_own_time_and_then_stands() {
    let shop = shop().claims_per_day(ClaimKind::Exchange, 5).exchange_waybill_correctable(true);
    let gateway = shop.first_scan_after(60 * MINUTE).build().expect("a gateway");
    let row = in_state(&gateway, "CompleteCollect", "BeforeDirection");
    let (id, box_id) = (id(&row), &row["deliveryInvoiceGroupDtos"][0]["shipmentBoxId"]);
    let send = |number: &str, now| upload(&gateway, id, &json!([parcel(id, box_id, "HANJIN", number)]), now);
    for (minutes, number) in [(0, "4100000001"), (30, "4100000002"), (40, "4100000002")] {
        let (status, body) = send(number, opened() + minutes * MINUTE);
        assert_eq!((status, &body["data"]["resultCode"]), (200, &"SUCCESS".into()), "{number}");
    }
    assert_eq!(commits(&gateway), [("exchanges.upload_invoices", id); 2], "the same once more changes nothing");
    let after = |minutes: u32| again(&gateway, &row, opened() + minutes * MINUTE);
    assert_eq!(after(89)["deliveryStatus"], "CompleteDirection");
    let scanned = after(90);
    let invoice = &scanned["deliveryInvoiceGroupDtos"][0]["deliveryInvoiceDtos"][0];
    assert_eq!((&scanned["deliveryStatus"], &invoice["invoiceNumber"]), (&"Delivering".into(), &"4100000002".into()));
    assert_eq!(scanned["deliveryInvoiceModifiable"], false);
    let (status, body) = send("4100000003", opened() + 90 * MINUTE);
    assert_eq!((status, &body["message"]), (400, &unsuitable(box_id, "DELIVERING").into()));
}
