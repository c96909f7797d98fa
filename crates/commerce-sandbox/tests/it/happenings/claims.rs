//! Returns and exchanges that customers ask for, and what couriers and Coupang make of them.

use super::{DAY, HOUR, MUG, SEAL, alone, calm, delivered, receipts, set_stock};
use crate::support::{commits, opened, read, send, sheets};
use crate::waybills::id;
use commerce_sandbox::coupang::{Gateway, Happening, OrderStatus};
use serde_json::{Value, json};
use std::time::SystemTime;

fn receipt(gateway: &Gateway, id: i64, now: SystemTime) -> Value {
    read(gateway, &format!("v6/vendors/A00012345/returnRequests/{id}"), now)[0].take()
}

fn exchange(gateway: &Gateway, id: i64, now: SystemTime) -> Value {
    let search = "createdAtFrom=2026-03-01T00:00:00&createdAtTo=2026-03-07T23:59:59&maxPerPage=100";
    let rows = read(gateway, &format!("v4/vendors/A00012345/exchangeRequests?{search}"), now);
    rows.as_array().expect("rows").iter().find(|row| row["exchangeId"] == id).expect("the exchange").clone()
}

#[test]
fn a_cheap_return_is_finished_by_the_scan_of_its_collection() {
    let gateway = calm().build().expect("a gateway");
    set_stock(&gateway, MUG, 5);
    let box_id = delivered(&gateway, MUG, 2);
    let returns = Happening::BuyerReturnsUnits { shipment_box_id: box_id, vendor_item_id: MUG, units: 1 };
    let claim_id = gateway.make_happen(returns, opened()).expect("a return");
    let row = receipt(&gateway, claim_id, opened());
    assert_eq!(
        (&row["receiptStatus"], &row["releaseStopStatus"], &row["preRefund"], &row["returnDeliveryDtos"]),
        (&"RETURNS_UNCHECKED".into(), &"비대상".into(), &true.into(), &json!([]))
    );
    assert_eq!((&row["cancelCountSum"], &row["returnItems"][0]["releaseStatus"]), (&1.into(), &"Y".into()));
    assert!(
        receipts(&gateway, "status=UC", opened()).contains(&row)
            && receipts(&gateway, "status=RU", opened()).is_empty()
    );
    assert_eq!(alone(&gateway, box_id, opened())["status"], "FINAL_DELIVERY", "a box with a return stays listed");

    assert!(gateway.happen(Happening::CarrierCollects { claim_id }, opened() + HOUR));
    assert!(!gateway.happen(Happening::CarrierCollects { claim_id }, opened() + HOUR));
    assert!(!gateway.happen(Happening::BuyerWithdraws { claim_id }, opened() + HOUR));
    let row = receipt(&gateway, claim_id, opened() + HOUR);
    assert_eq!(row["receiptStatus"], "RETURNS_COMPLETED");
    assert_eq!(row["returnDeliveryDtos"][0]["deliveryCompanyCode"], "CJGLS");
    assert_eq!(alone(&gateway, box_id, opened() + HOUR)["orderItems"][0]["cancelCount"], 1);
    let rest = Happening::BuyerReturns { shipment_box_id: box_id };
    let claim_id = gateway.make_happen(rest, opened() + HOUR).expect("a return of the rest");
    assert!(!gateway.happen(rest, opened() + HOUR), "nothing is left");
    assert!(gateway.happen(Happening::CarrierCollects { claim_id }, opened() + HOUR));
    let (status, _) = send(&gateway, "GET", &format!("v5/vendors/A00012345/ordersheets/{box_id}"), "", opened() + HOUR);
    assert_eq!(status, 400, "all of it has come back");
}

#[test]
fn a_withdrawal_has_the_day_on_which_it_was_withdrawn() {
    let gateway = calm().build().expect("a gateway");
    let box_id = id(&sheets(&gateway, OrderStatus::FinalDelivery, opened())[0]);
    let claim_id =
        gateway.make_happen(Happening::BuyerReturns { shipment_box_id: box_id }, opened()).expect("a return");
    assert!(gateway.happen(Happening::BuyerWithdraws { claim_id }, opened() + 3 * DAY));
    let of_days = |from: &str, to: &str| {
        let path = format!("v4/vendors/A00012345/returnWithdrawRequests?dateFrom={from}&dateTo={to}");
        read(&gateway, &path, opened() + 3 * DAY)
    };
    assert_eq!(of_days("2026-03-02", "2026-03-04"), json!([]), "the return was asked for then");
    let rows = of_days("2026-03-05", "2026-03-05");
    assert_eq!((&rows[0]["cancelId"], &rows[0]["createdAt"]), (&claim_id.into(), &"2026-03-05T10:30:00".into()));
    assert!(gateway.happen(Happening::BuyerReturns { shipment_box_id: box_id }, opened() + 3 * DAY), "and once more");
}

#[test]
fn any_other_return_waits_for_the_seller_and_then_for_an_approval() {
    let gateway = calm().build().expect("a gateway");
    set_stock(&gateway, SEAL, 5);
    let box_id = delivered(&gateway, SEAL, 1);
    let claim_id =
        gateway.make_happen(Happening::BuyerReturns { shipment_box_id: box_id }, opened()).expect("a return");
    assert!(!gateway.happen(Happening::CoupangApproves { claim_id }, opened()), "nothing has arrived");
    assert!(gateway.happen(Happening::CarrierCollects { claim_id }, opened()));
    assert!(!gateway.happen(Happening::BuyerWithdraws { claim_id }, opened()), "the courier has scanned it");
    let status = |now| receipt(&gateway, claim_id, now)["receiptStatus"].clone();
    assert_eq!(status(opened()), "RETURNS_UNCHECKED", "made to order: no fast refund");
    let body = json!({ "vendorId": "A00012345", "receiptId": claim_id }).to_string();
    let path = format!("v4/vendors/A00012345/returnRequests/{claim_id}/receiveConfirmation");
    assert_eq!(send(&gateway, "PUT", &path, &body, opened()).0, 200);
    assert_eq!(status(opened()), "VENDOR_WAREHOUSE_CONFIRM");
    assert!(gateway.happen(Happening::CoupangExamines { claim_id }, opened()));
    assert_eq!(status(opened()), "REQUEST_COUPANG_CHECK");
    assert!(receipts(&gateway, "status=PR", opened()).iter().any(|row| row["receiptId"] == claim_id));
    assert!(gateway.happen(Happening::CoupangApproves { claim_id }, opened()));
    assert_eq!(status(opened()), "RETURNS_COMPLETED");
}

#[test]
fn the_seller_s_own_collection_is_scanned_by_nobody() {
    let gateway = calm().build().expect("a gateway");
    set_stock(&gateway, MUG, 5);
    for (carrier, number, scanned) in [("DIRECT", "1", false), ("HANJIN", "410000000010", true)] {
        let box_id = delivered(&gateway, MUG, 1);
        let returns = Happening::BuyerReturns { shipment_box_id: box_id };
        let claim_id = gateway.make_happen(returns, opened()).expect("a return");
        let body = json!({
            "returnExchangeDeliveryType": "RETURN", "receiptId": claim_id, "deliveryCompanyCode": carrier,
            "invoiceNumber": number,
        });
        let path = "v4/vendors/A00012345/return-exchange-invoices/manual";
        assert_eq!(send(&gateway, "POST", path, &body.to_string(), opened()).0, 200);
        assert_eq!(gateway.happen(Happening::CarrierCollects { claim_id }, opened()), scanned, "{carrier}");
        let waybills = receipt(&gateway, claim_id, opened())["returnDeliveryDtos"].clone();
        assert_eq!(waybills, json!([{ "deliveryCompanyCode": carrier, "deliveryInvoiceNo": number }]));
    }
}

#[test]
fn returns_need_a_waybill_and_exchanges_a_delivery() {
    let gateway = calm().build().expect("a gateway");
    for (status, returned, exchanged) in [
        (OrderStatus::Accept, false, false),
        (OrderStatus::Instruct, false, false),
        (OrderStatus::Departure, true, false),
        (OrderStatus::Delivering, true, false),
        (OrderStatus::FinalDelivery, true, true),
        (OrderStatus::NoneTracking, true, true),
    ] {
        let boxes = sheets(&gateway, status, opened());
        let (one, two) = (id(&boxes[0]), id(&boxes[1]));
        assert_eq!(gateway.happen(Happening::BuyerReturns { shipment_box_id: one }, opened()), returned, "{status}");
        assert_eq!(gateway.happen(Happening::BuyerExchanges { shipment_box_id: two }, opened()), exchanged, "{status}");
        assert!(!gateway.happen(Happening::BuyerReturns { shipment_box_id: two }, opened()) || !exchanged, "{status}");
    }
}

#[test]
fn an_exchange_goes_through_every_station() {
    let gateway = calm().build().expect("a gateway");
    set_stock(&gateway, MUG, 5);
    let box_id = delivered(&gateway, MUG, 1);
    let claim_id = gateway.make_happen(Happening::BuyerExchanges { shipment_box_id: box_id }, opened()).expect("one");
    let stations = |now| {
        let row = exchange(&gateway, claim_id, now);
        [&row["exchangeStatus"], &row["collectStatus"], &row["deliveryStatus"]]
            .map(|word| word.as_str().map(str::to_owned))
    };
    let are = |words: [&str; 3]| words.map(|word| Some(word.to_owned()));
    assert_eq!(stations(opened()), are(["RECEIPT", "BeforeDirection", "BeforeDirection"]));
    assert!(gateway.happen(Happening::CarrierCollects { claim_id }, opened()));
    assert_eq!(stations(opened()), are(["PROGRESS", "Collecting", "BeforeDirection"]));
    let body = json!({ "vendorId": "A00012345", "exchangeId": claim_id }).to_string();
    let path = format!("v4/vendors/A00012345/exchangeRequests/{claim_id}");
    assert_eq!(send(&gateway, "PUT", &format!("{path}/receiveConfirmation"), &body, opened()).0, 200);
    let now = opened() + HOUR;
    let new_box = exchange(&gateway, claim_id, now)["deliveryInvoiceGroupDtos"][0]["shipmentBoxId"].clone();
    let new_box = new_box.as_i64().expect("a new box");
    assert!(!gateway.happen(Happening::CarrierScans { shipment_box_id: new_box }, now), "it has no waybill");
    let parcel = json!([{
        "exchangeId": claim_id, "vendorId": "A00012345", "shipmentBoxId": new_box, "goodsDeliveryCode": "CJGLS",
        "invoiceNumber": "600000000099",
    }]);
    assert_eq!(send(&gateway, "POST", &format!("{path}/invoices"), &parcel.to_string(), now).0, 200);
    assert_eq!(stations(now), are(["PROGRESS", "CompleteCollect", "CompleteDirection"]));
    assert!(!gateway.happen(Happening::BuyerWithdraws { claim_id }, now), "the new goods are on their way");
    assert!(gateway.happen(Happening::CarrierScans { shipment_box_id: new_box }, now));
    assert_eq!(stations(now), are(["PROGRESS", "CompleteCollect", "Delivering"]));
    assert!(gateway.happen(Happening::CarrierDelivers { shipment_box_id: new_box }, now));
    assert_eq!(stations(now), are(["SUCCESS", "CompleteCollect", "CompleteDelivery"]));
    assert_eq!(commits(&gateway).last(), Some(&("exchanges.upload_invoices", claim_id)));
}

#[test]
fn couriers_and_coupang_act_by_themselves_where_asked_to() {
    let calm = calm().collected_after(24 * HOUR).approved_after(48 * HOUR).first_scan_after(HOUR).delivered_after(HOUR);
    let gateway = calm.build().expect("a gateway");
    set_stock(&gateway, MUG, 5);
    set_stock(&gateway, SEAL, 5);
    let (cheap, made) = (delivered(&gateway, MUG, 1), delivered(&gateway, SEAL, 1));
    let returns = |shipment_box_id| Happening::BuyerReturns { shipment_box_id };
    let cheap = gateway.make_happen(returns(cheap), opened()).expect("a return");
    let made = gateway.make_happen(returns(made), opened()).expect("a return");
    let status = |id, hours: u32| receipt(&gateway, id, opened() + hours * HOUR)["receiptStatus"].clone();
    assert_eq!((status(cheap, 23), status(made, 23)), ("RETURNS_UNCHECKED".into(), "RETURNS_UNCHECKED".into()));
    assert_eq!((status(cheap, 24), status(made, 24)), ("RETURNS_COMPLETED".into(), "RETURNS_UNCHECKED".into()));
    let body = json!({ "vendorId": "A00012345", "receiptId": made }).to_string();
    let path = format!("v4/vendors/A00012345/returnRequests/{made}/receiveConfirmation");
    assert_eq!(send(&gateway, "PUT", &path, &body, opened() + 30 * HOUR).0, 200);
    assert_eq!((status(made, 77), status(made, 78)), ("VENDOR_WAREHOUSE_CONFIRM".into(), "RETURNS_COMPLETED".into()));

    let box_id = delivered(&gateway, MUG, 1);
    let claim_id = gateway.make_happen(Happening::BuyerExchanges { shipment_box_id: box_id }, opened() + 78 * HOUR);
    let claim_id = claim_id.expect("an exchange");
    let row = |hours: u32| exchange(&gateway, claim_id, opened() + hours * HOUR);
    assert_eq!(
        (&row(101)["collectStatus"], &row(102)["collectStatus"]),
        (&"BeforeDirection".into(), &"Collecting".into())
    );
}
