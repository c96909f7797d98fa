//! What customers, couriers, Coupang and the call centre do: payments, returns, exchanges, questions.

use crate::support::{call, commits, opened, read, send, sheets, shop};
use crate::waybills::{id, items};
use commerce_sandbox::coupang::{ClaimKind, CustomerAct, Gateway, GatewayBuilder, Happening, OrderStatus};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(86_400);
/// A mug of 12,900 won, and a seal that is made to order.
const MUG: i64 = 80_000_001_000;
const SEAL: i64 = 80_000_006_000;

/// A shop without claims but those that happen.
fn calm() -> GatewayBuilder {
    ClaimKind::ALL.into_iter().fold(shop(), |shop, kind| shop.claims_per_day(kind, 0))
}

fn alone(gateway: &Gateway, id: i64, now: SystemTime) -> Value {
    read(gateway, &format!("v5/vendors/A00012345/ordersheets/{id}"), now)
}

fn receipts(gateway: &Gateway, filter: &str, now: SystemTime) -> Vec<Value> {
    let search = format!("createdAtFrom=2026-02-20&createdAtTo=2026-03-12&{filter}&maxPerPage=50");
    let rows = read(gateway, &format!("v6/vendors/A00012345/returnRequests?{search}"), now);
    rows.as_array().expect("receipts").clone()
}

fn receipt(gateway: &Gateway, id: i64, now: SystemTime) -> Value {
    read(gateway, &format!("v6/vendors/A00012345/returnRequests/{id}"), now)[0].take()
}

fn exchange(gateway: &Gateway, id: i64, now: SystemTime) -> Value {
    let search = "createdAtFrom=2026-03-01T00:00:00&createdAtTo=2026-03-07T23:59:59&maxPerPage=100";
    let rows = read(gateway, &format!("v4/vendors/A00012345/exchangeRequests?{search}"), now);
    rows.as_array().expect("rows").iter().find(|row| row["exchangeId"] == id).expect("the exchange").clone()
}

/// An order of some units of one option that somebody pays and that is delivered at once.
fn delivered(gateway: &Gateway, option: i64, units: i64) -> i64 {
    let box_id = paid(gateway, option, units);
    let acknowledged = json!({ "vendorId": "A00012345", "shipmentBoxIds": [box_id] }).to_string();
    let (_, body) = send(gateway, "PUT", "v4/vendors/A00012345/ordersheets/acknowledgement", &acknowledged, opened());
    assert_eq!(body["data"]["responseCode"], 0, "{body}");
    let sheet = alone(gateway, box_id, opened());
    let number = format!("60{:010}", box_id % 10_000_000_000);
    let rows = crate::waybills::whole(&sheet, "CJGLS", &number);
    assert_eq!(crate::waybills::code(gateway, "invoices", &rows, opened()).0, "OK");
    assert!(gateway.happen(Happening::CarrierDelivers { shipment_box_id: box_id }, opened()));
    box_id
}

fn paid(gateway: &Gateway, option: i64, units: i64) -> i64 {
    let pays = Happening::BuyerPays { vendor_item_id: Some(option), units: Some(units) };
    gateway.make_happen(pays, opened()).expect("an order")
}

fn stock(gateway: &Gateway, option: i64) -> i64 {
    let target = format!("/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/{option}/inventories");
    call(gateway, "GET", &target, "", opened()).1["data"]["amountInStock"].as_i64().expect("an amount")
}

fn set_stock(gateway: &Gateway, option: i64, amount: i64) {
    let base = "/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items";
    for target in [format!("{base}/{option}/quantities/{amount}"), format!("{base}/{option}/sales/resume")] {
        assert_eq!(call(gateway, "PUT", &target, "", opened()).0, 200);
    }
}

#[test]
fn a_payment_brings_an_order_that_every_read_and_write_knows() {
    let gateway = calm().build().expect("a gateway");
    set_stock(&gateway, MUG, 5);
    let before = sheets(&gateway, OrderStatus::Accept, opened());
    let box_id = paid(&gateway, MUG, 2);
    let after = sheets(&gateway, OrderStatus::Accept, opened());
    assert_eq!((after.len(), after.last().map(id)), (before.len() + 1, Some(box_id)));
    let sheet = alone(&gateway, box_id, opened());
    assert_eq!((&sheet["status"], &sheet["paidAt"]), (&"ACCEPT".into(), &"2026-03-02T10:30:00.000000+09:00".into()));
    assert_eq!((&items(&sheet)[0]["vendorItemId"], &items(&sheet)[0]["shippingCount"]), (&MUG.into(), &2.into()));
    assert_eq!(items(&sheet)[0]["orderPrice"]["units"], 2 * 12_900);
    let of_order = read(&gateway, &format!("v5/vendors/A00012345/{}/ordersheets", sheet["orderId"]), opened());
    assert_eq!(of_order, json!([sheet]));
    assert_eq!(box_id.to_string().len(), 18);
    assert_eq!(stock(&gateway, MUG), 5, "the portal does not say that an order takes stock");

    let body = json!({ "vendorId": "A00012345", "shipmentBoxIds": [box_id] }).to_string();
    send(&gateway, "PUT", "v4/vendors/A00012345/ordersheets/acknowledgement", &body, opened());
    assert_eq!(alone(&gateway, box_id, opened())["status"], "INSTRUCT");
    let any = Happening::BuyerPays { vendor_item_id: None, units: None };
    assert!((0..50).all(|_| gateway.happen(any, opened())));
    let orders = sheets(&gateway, OrderStatus::Accept, opened());
    assert_eq!(orders.len(), before.len() + 50);
    assert!(orders.iter().all(|sheet| !items(sheet).is_empty()));
    for refused in [(7, 1), (MUG, 0), (MUG, -1), (MUG, i64::MAX)] {
        let pays = Happening::BuyerPays { vendor_item_id: Some(refused.0), units: Some(refused.1) };
        assert!(!gateway.happen(pays, opened()), "{refused:?}");
    }
    gateway.happen(Happening::OptionSuspended { vendor_item_id: MUG }, opened());
    assert!(!gateway.happen(Happening::BuyerPays { vendor_item_id: Some(MUG), units: None }, opened()), "not on sale");
}

#[test]
fn a_list_can_lag_behind_a_read_of_the_order_alone() {
    let gateway = calm().list_lag(Duration::from_secs(600)).build().expect("a gateway");
    set_stock(&gateway, MUG, 5);
    let before = sheets(&gateway, OrderStatus::Accept, opened());
    assert_eq!(before.len(), 6, "what the shop opens with is there");
    let box_id = paid(&gateway, MUG, 1);
    let seen = |seconds| {
        let rows = sheets(&gateway, OrderStatus::Accept, opened() + Duration::from_secs(seconds));
        rows.iter().any(|sheet| id(sheet) == box_id)
    };
    assert_eq!(alone(&gateway, box_id, opened())["status"], "ACCEPT");
    assert_eq!((seen(0), seen(600), seen(601)), (false, false, true));
}

#[test]
fn orders_take_stock_and_cancellations_put_it_back_where_asked_to() {
    let gateway = calm().orders_take_stock(true).build().expect("a gateway");
    set_stock(&gateway, MUG, 5);
    let (one, two) = (paid(&gateway, MUG, 2), paid(&gateway, MUG, 3));
    assert_eq!(stock(&gateway, MUG), 0);
    assert!(!gateway.happen(Happening::BuyerPays { vendor_item_id: Some(MUG), units: None }, opened()), "sold out");
    assert!(gateway.happen(Happening::BuyerCancels { shipment_box_id: one }, opened()));
    assert_eq!(stock(&gateway, MUG), 2);
    let some = Happening::BuyerCancelsUnits { shipment_box_id: two, vendor_item_id: MUG, units: 1 };
    assert!(gateway.happen(some, opened()));
    assert_eq!(stock(&gateway, MUG), 3);
    let box_id = delivered(&gateway, MUG, 1);
    let claim_id =
        gateway.make_happen(Happening::BuyerReturns { shipment_box_id: box_id }, opened()).expect("a return");
    assert!(gateway.happen(Happening::CarrierCollects { claim_id }, opened()), "refunded fast");
    assert_eq!(stock(&gateway, MUG), 2, "what comes back is no new stock");
}

#[test]
fn some_units_are_cancelled_before_and_after_the_acknowledgement() {
    let gateway = calm().build().expect("a gateway");
    set_stock(&gateway, MUG, 5);
    let box_id = paid(&gateway, MUG, 4);
    let cancels = |units| Happening::BuyerCancelsUnits { shipment_box_id: box_id, vendor_item_id: MUG, units };
    let counts = || {
        let item = alone(&gateway, box_id, opened())["orderItems"][0].clone();
        (item["cancelCount"].clone(), item["holdCountForCancel"].clone())
    };
    assert!(!gateway.happen(cancels(5), opened()) && !gateway.happen(cancels(0), opened()));
    let cancelled = gateway.make_happen(cancels(1), opened()).expect("a cancellation");
    assert_eq!(counts(), (1.into(), 0.into()));
    assert!(receipts(&gateway, "cancelType=CANCEL", opened()).iter().any(|row| row["receiptId"] == cancelled));

    let body = json!({ "vendorId": "A00012345", "shipmentBoxIds": [box_id] }).to_string();
    send(&gateway, "PUT", "v4/vendors/A00012345/ordersheets/acknowledgement", &body, opened());
    let stop = gateway.make_happen(cancels(2), opened()).expect("a request");
    assert_eq!(counts(), (1.into(), 2.into()));
    for filter in ["status=RU", "status=UC"] {
        assert!(receipts(&gateway, filter, opened()).iter().any(|row| row["receiptId"] == stop), "{filter}");
    }
    let rows = crate::waybills::whole(&alone(&gateway, box_id, opened()), "CJGLS", "600000000001");
    let code = crate::waybills::code(&gateway, "invoices", &rows, opened());
    assert_eq!(code, crate::waybills::is("ORDER_DELIVERY_PARTIAL_STOP_REQUESTED", true));
}

#[test]
fn refunds_that_run_side_by_side_empty_a_box_together() {
    let gateway = calm().refund_time(HOUR).build().expect("a gateway");
    set_stock(&gateway, MUG, 5);
    let box_id = paid(&gateway, MUG, 2);
    let cancels = Happening::BuyerCancelsUnits { shipment_box_id: box_id, vendor_item_id: MUG, units: 1 };
    assert!(gateway.happen(cancels, opened()) && gateway.happen(cancels, opened() + HOUR / 2));
    assert!(!gateway.happen(cancels, opened() + HOUR / 2), "both are held");
    let code = |now| send(&gateway, "GET", &format!("v5/vendors/A00012345/ordersheets/{box_id}"), "", now).0;
    assert_eq!((code(opened() + HOUR), code(opened() + HOUR / 2 * 3)), (200, 400));
}

#[test]
fn nobody_claims_what_is_claimed_already() {
    let shop = shop().claims_per_day(ClaimKind::StopRequested, 3).orders_per_day(OrderStatus::Instruct, 20);
    let gateway = shop.build().expect("a gateway");
    let requests = receipts(&gateway, "status=RU", opened());
    let mut sums = 0;
    for sheet in sheets(&gateway, OrderStatus::Instruct, opened()) {
        gateway.happen(Happening::BuyerCancels { shipment_box_id: id(&sheet) }, opened());
        let held: i64 = items(&alone(&gateway, id(&sheet), opened()))
            .iter()
            .map(|item| item["holdCountForCancel"].as_i64().expect("a count"))
            .sum();
        let left: i64 = items(&sheet)
            .iter()
            .map(|item| ["shippingCount", "cancelCount"].map(|name| item[name].as_i64().expect("a count")))
            .map(|[ordered, cancelled]| ordered - cancelled)
            .sum();
        let about = requests.iter().filter(|receipt| receipt["orderId"] == sheet["orderId"]);
        let wanted: i64 = about.map(|receipt| receipt["cancelCountSum"].as_i64().expect("a count")).sum();
        assert_eq!(held + wanted, left, "{sheet}");
        sums += wanted;
    }
    assert!(sums > 0, "some were asked for before");
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

#[test]
fn customers_act_by_themselves_and_the_seed_decides() {
    let acts = |seed| {
        let shop = CustomerAct::ALL.into_iter().fold(calm().seed(seed), |shop, act| shop.customers_per_day(act, 4));
        let gateway = shop.orders_per_day(OrderStatus::Accept, 30).build().expect("a gateway");
        gateway.pass_time(opened() + 3 * DAY);
        let now = opened() + 3 * DAY;
        let cancelled = receipts(&gateway, "cancelType=CANCEL", now);
        let search = "createdAtFrom=2026-03-01T00:00:00&createdAtTo=2026-03-07T23:59:59&maxPerPage=100";
        let exchanges = read(&gateway, &format!("v4/vendors/A00012345/exchangeRequests?{search}"), now);
        (cancelled, receipts(&gateway, "status=UC", now), exchanges)
    };
    let (cancelled, returned, exchanged) = acts(1);
    assert!(!cancelled.is_empty() && !returned.is_empty() && !exchanged.as_array().expect("rows").is_empty());
    assert!(cancelled.len() <= 4 * 4, "four a day: {}", cancelled.len());
    assert_eq!(acts(1), (cancelled.clone(), returned, exchanged));
    assert_ne!(acts(2).0, cancelled);
}

#[test]
fn questions_and_cases_come_in_and_run_out() {
    let gateway = calm().build().expect("a gateway");
    let order = sheets(&gateway, OrderStatus::Accept, opened())[0]["orderId"].as_i64();
    let asked = gateway.make_happen(Happening::BuyerAsks { order_id: order }, opened()).expect("an inquiry");
    let filter = "inquiryStartAt=2026-03-02&inquiryEndAt=2026-03-03&pageSize=30";
    let rows =
        read(&gateway, &format!("v5/vendors/A00012345/onlineInquiries?answeredType=NOANSWER&{filter}"), opened());
    let rows = rows["content"].as_array().expect("rows").clone();
    let row = rows.iter().find(|row| row["inquiryId"] == asked).expect("the inquiry");
    assert_eq!((&row["orderIds"], &row["inquiryAt"]), (&json!([order]), &"2026-03-02T10:30:00.000000+09:00".into()));
    assert!(!gateway.happen(Happening::BuyerAsks { order_id: Some(7) }, opened()), "no such order");
    let body = json!({ "content": "답변", "vendorId": "A00012345", "replyBy": "sandbox-wing-user" }).to_string();
    let path = format!("v4/vendors/A00012345/onlineInquiries/{asked}/replies");
    assert_eq!(send(&gateway, "POST", &path, &body, opened()).0, 200);

    let wants = gateway.make_happen(Happening::CounsellorAsks { order_id: order }, opened() + HOUR).expect("a case");
    let hands = Happening::CounsellorHandsOver { order_id: None };
    let hands = gateway.make_happen(hands, opened() + HOUR).expect("a case");
    let found = |state: &str, id: i64, hours: u32| {
        let path = format!("v5/vendors/A00012345/callCenterInquiries?partnerCounselingStatus={state}&{filter}");
        let data = read(&gateway, &path, opened() + hours * HOUR);
        data["content"].as_array().expect("rows").iter().any(|row| row["inquiryId"] == id)
    };
    assert!(found("NO_ANSWER", wants, 1) && found("TRANSFER", hands, 1));
    assert!(found("NO_ANSWER", wants, 24) && found("TRANSFER", hands, 24), "24 hours are not over");
    assert!(found("ANSWER", wants, 25) && found("ANSWER", hands, 25), "now they are");
    let case = read(&gateway, &format!("v5/vendors/callCenterInquiries/{wants}"), opened() + 25 * HOUR);
    assert_eq!((&case["orderId"], case["replies"].as_array().map(Vec::len)), (&json!(order), Some(2)), "a notice");
    let confirm = json!({ "confirmBy": "sandbox-wing-user" }).to_string();
    let path = format!("v4/vendors/A00012345/callCenterInquiries/{hands}/confirms");
    let (status, body) = send(&gateway, "POST", &path, &confirm, opened() + 25 * HOUR);
    assert_eq!((status, &body["message"]), (400, &"상담이 종료된 문의입니다 - 522".into()));
}
