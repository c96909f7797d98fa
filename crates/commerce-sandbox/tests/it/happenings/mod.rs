//! What customers, couriers, Coupang and the call centre do: payments, cancellations, questions, returns, exchanges.

mod claims;

use crate::support::{call, opened, read, send, sheets, shop};
use crate::waybills::{id, items};
use commerce_sandbox::coupang::{ClaimKind, CustomerAct, Gateway, GatewayBuilder, Happening, OrderStatus};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(86_400);
/// A mug of 12,900 won, and a seal that is made to order.
pub(crate) const MUG: i64 = 80_000_001_000;
pub(crate) const SEAL: i64 = 80_000_006_000;

/// A shop without claims but those that happen.
pub(crate) fn calm() -> GatewayBuilder {
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

/// An order of some units of one option that somebody pays and that is delivered at once.
pub(crate) fn delivered(gateway: &Gateway, option: i64, units: i64) -> i64 {
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

pub(crate) fn set_stock(gateway: &Gateway, option: i64, amount: i64) {
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
    assert!(!gateway.happen(Happening::BuyerPays { vendor_item_id: None, units: Some(2) }, opened()), "units of what");
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
