//! Replacing waybills, and declaring a parcel delivered that never was scanned.

use crate::support::{commits, opened, read, send, sheets, sheets_of, shop};
use crate::waybills::{code, id, is, preparing, ready, whole};
use commerce_sandbox::coupang::{Gateway, OrderStatus};
use serde_json::{Value, json};

const UPDATE: &str = "updateInvoices";

fn alone(gateway: &Gateway, sheet: &Value) -> Value {
    read(gateway, &format!("v4/vendors/A00012345/ordersheets/{}", id(sheet)), opened())
}

fn statuses(gateway: &Gateway, sheet: &Value) -> Vec<Value> {
    let history = read(gateway, &format!("v4/vendors/A00012345/ordersheets/{}/history", id(sheet)), opened());
    let details = history[0]["details"].as_array().expect("details");
    details.iter().map(|entry| entry["deliveryStatus"].clone()).collect()
}

#[test]
fn every_shipped_box_takes_another_waybill_and_starts_again() {
    let gateway = shop().build().expect("a gateway");
    let shipped =
        [OrderStatus::Departure, OrderStatus::Delivering, OrderStatus::FinalDelivery, OrderStatus::NoneTracking];
    for (number, status) in ["4100000001", "4100000002", "4100000003", "4100000004"].into_iter().zip(shipped) {
        let sheet = &sheets(&gateway, status, opened())[0];
        let before = statuses(&gateway, sheet);
        let rows = whole(sheet, "HANJIN", number);
        assert_eq!(code(&gateway, UPDATE, &rows, opened()), is("OK", false), "{status}");
        let now = alone(&gateway, sheet);
        assert_eq!((&now["status"], &now["invoiceNumber"]), (&"DEPARTURE".into(), &number.into()));
        assert_eq!(now["deliveryCompanyName"], "한진택배");
        assert_eq!(now["orderItems"][0]["invoiceNumberUploadDate"], "2026-03-02T10:30:00");
        assert!(now["deliveredDate"].is_null() || now["deliveredDate"] == "");
        assert!(sheets(&gateway, OrderStatus::Departure, opened()).contains(&now));
        let mut expected = vec![Value::from("DEPARTURE")];
        expected.extend(before);
        assert_eq!(statuses(&gateway, sheet), expected, "the history is not rewritten");
        assert_eq!(code(&gateway, UPDATE, &rows, opened()), is("DUPLICATE_INVOICE_NUMBER", true), "a repeat");
    }
    assert_eq!(commits(&gateway).len(), 4);
    assert!(commits(&gateway).iter().all(|(operation, _)| *operation == "orders.update_invoices"));
}

#[test]
fn what_is_not_shipped_has_no_waybill_to_replace() {
    let gateway = preparing(20);
    let prepared = &ready(&gateway, opened())[0];
    let accepted = &sheets(&gateway, OrderStatus::Accept, opened())[0];
    for sheet in [prepared, accepted] {
        let rows = whole(sheet, "HANJIN", "4100000001");
        assert_eq!(code(&gateway, UPDATE, &rows, opened()), is("INVALID_STATUS", false));
    }
    let shipped = &sheets(&gateway, OrderStatus::Departure, opened())[0];
    let mut rows = whole(shipped, "HANJIN", "4100000001");
    rows[0]["estimatedShippingDate"] = "2026-03-09".into();
    assert_eq!(code(&gateway, UPDATE, &rows, opened()), is("PSD_NOT_ALLOW_TO_CHANGE", false));
    rows[0]["splitShipping"] = true.into();
    assert_eq!(code(&gateway, UPDATE, &rows, opened()), is("NOT_ALLOW_SEPARATE_AFTER_NORMAL_DELIVERY", false));
    let bad = whole(shipped, "HANJIN", "41000000010");
    assert_eq!(code(&gateway, UPDATE, &bad, opened()), is("INVALID_INVOICE_NUMBER", true));
    assert_eq!(commits(&gateway), []);
    assert_eq!(code(&gateway, UPDATE, &whole(shipped, "DIRECT", "1"), opened()), is("OK", false));
    assert_eq!(alone(&gateway, shipped)["status"], "NONE_TRACKING");
}

fn complete(gateway: &Gateway, sheet: &Value, number: &Value) -> (u16, Value) {
    let body = json!({ "shipmentBoxId": sheet["shipmentBoxId"], "invoiceNumber": number }).to_string();
    send(gateway, "POST", "v4/vendors/A00012345/completeLongTermUndelivery", &body, opened())
}

#[test]
fn a_parcel_of_thirty_days_ago_can_be_declared_delivered() {
    let gateway = shop().orders_per_day(OrderStatus::Departure, 20).build().expect("a gateway");
    let old = sheets_of(&gateway, OrderStatus::Departure, ("2026-01-25", "2026-01-30"), opened());
    let refused = |sheet: &Value, number: &Value| {
        let (status, body) = complete(&gateway, sheet, number);
        (status, body["message"].as_str().expect("a message").to_owned())
    };
    let in_departure = (400, "배송완료 처리 실패. 배송상태: DEPARTURE".to_owned());
    // Thirty days ago it was 10:30 on 31 January.
    let borderline = sheets_of(&gateway, OrderStatus::Departure, ("2026-01-31", "2026-01-31"), opened());
    let uploaded_at =
        |sheet: &Value| sheet["orderItems"][0]["invoiceNumberUploadDate"].as_str().expect("a time").to_owned();
    let young: Vec<&Value> =
        borderline.iter().filter(|sheet| uploaded_at(sheet).as_str() > "2026-01-31T10:30:00").collect();
    assert!(!young.is_empty() && young.len() < borderline.len());
    for sheet in young {
        assert_eq!(refused(sheet, &sheet["invoiceNumber"]), in_departure, "{}", uploaded_at(sheet));
    }
    assert_eq!(refused(&old[0], &"1".into()), in_departure, "another waybill");
    let direct = &sheets_of(&gateway, OrderStatus::NoneTracking, ("2026-01-25", "2026-01-25"), opened())[0];
    let not_tracked = (400, "배송완료 처리 실패. 배송상태: NONE_TRACKING".to_owned());
    assert_eq!(refused(direct, &direct["invoiceNumber"]), not_tracked);
    let prepared = &sheets_of(&gateway, OrderStatus::Instruct, ("2026-01-25", "2026-01-25"), opened())[0];
    assert_eq!(refused(prepared, &"1".into()), (400, "배송완료 처리 실패. 배송상태: INSTRUCT".to_owned()));
    assert_eq!(commits(&gateway), []);

    let (status, body) = complete(&gateway, &old[0], &old[0]["invoiceNumber"]);
    assert_eq!((status, body), (200, json!({ "code": "200", "message": "SUCCESS", "data": true })));
    let now = alone(&gateway, &old[0]);
    assert_eq!((&now["status"], &now["deliveredDate"]), (&"FINAL_DELIVERY".into(), &"2026-03-02 10:30:00".into()));
    assert_eq!(statuses(&gateway, &old[0]), ["FINAL_DELIVERY", "DEPARTURE", "INSTRUCT", "ACCEPT"]);
    let again = refused(&old[0], &old[0]["invoiceNumber"]);
    assert_eq!(again, (400, "배송완료 처리 실패. 배송상태: FINAL_DELIVERY".to_owned()));
    assert_eq!(commits(&gateway), [("orders.complete_long_undelivered", id(&old[0]))]);
}
