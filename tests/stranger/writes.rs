//! What the PyPI package `coupang` writes, and what becomes of it when an answer is lost: it sends the same write again
//! after a second, whatever has happened, and never reads in between.

use commerce_sandbox::coupang::{ClaimKind, DEFAULT_VENDOR, DEFAULT_WING_USER, Gateway, GatewayBuilder, OrderStatus};
use serde_json::{Value, json};

use crate::losing_line::LosingLine;
use crate::pypi::{Called, Exchange, Package};
use crate::shop::Shop;

/// A shop that has plenty to choose from, and where no buyer wants anything stopped.
fn calm() -> GatewayBuilder {
    let shop = Gateway::builder().orders_per_day(OrderStatus::Accept, 50).orders_per_day(OrderStatus::Instruct, 50);
    shop.claims_per_day(ClaimKind::StopRequested, 0).claims_per_day(ClaimKind::Cancelled, 0)
}

/// The boxes of yesterday in a status of which nothing is cancelled, or held for it.
fn boxes(package: &mut Package, shop: &Shop, status: &str) -> Vec<Value> {
    let day = shop.day(1);
    let query = json!([{ "vendorId": DEFAULT_VENDOR }, { "createdAtFrom": day, "createdAtTo": day, "status": status }]);
    let answer = package.accepted("ordersheet.get_ordersheet", &query);
    let mut sheets = answer["data"].as_array().unwrap().clone();
    let untouched = |item: &Value| item["cancelCount"] == 0 && item["holdCountForCancel"] == 0;
    sheets.retain(|sheet| sheet["orderItems"].as_array().unwrap().iter().all(untouched));
    sheets
}

fn alone(package: &mut Package, sheet: &Value) -> Value {
    let path = json!([{ "vendorId": DEFAULT_VENDOR, "shipmentBoxId": sheet["shipmentBoxId"] }]);
    package.accepted("ordersheet.get_ordersheet_by_shipmentboxid", &path)["data"].take()
}

fn id(row: &Value, name: &str) -> i64 {
    row[name].as_i64().unwrap()
}

fn acknowledgement(sheet: &Value) -> Value {
    json!([{ "vendorId": DEFAULT_VENDOR, "shipmentBoxIds": [sheet["shipmentBoxId"]] }])
}

/// One waybill for a whole box.
fn waybill(sheet: &Value, number: &str) -> Value {
    let items = sheet["orderItems"].as_array().unwrap().iter();
    let rows: Vec<Value> = items
        .map(|item| {
            json!({
                "shipmentBoxId": sheet["shipmentBoxId"], "orderId": sheet["orderId"],
                "vendorItemId": item["vendorItemId"], "deliveryCompanyCode": "CJGLS", "invoiceNumber": number,
                "splitShipping": false, "preSplitShipped": false, "estimatedShippingDate": "",
            })
        })
        .collect();
    json!([{ "vendorId": DEFAULT_VENDOR, "orderSheetInvoiceApplyDtos": rows }])
}

/// The one entry of a batch's results.
fn result(answer: &Value) -> &Value {
    let [entry] = answer["data"]["responseList"].as_array().unwrap().as_slice() else { panic!("one box: {answer}") };
    entry
}

/// Both requests of a write whose first answer was lost: the same one twice.
fn sent_twice(called: &Called) -> &Exchange {
    let [first, second] = &called.exchanges[..] else { panic!("two attempts: {called:?}") };
    assert_eq!((first.status, first.lost.as_deref()), (None, Some("RemoteDisconnected")));
    assert_eq!((&first.method, &first.url, &first.body), (&second.method, &second.url, &second.body));
    assert_eq!(first.authorization, second.authorization, "even the signature is the old one");
    second
}

#[test]
fn a_box_is_acknowledged_and_shipped() {
    let shop = Shop::open(calm());
    let Some(mut package) = Package::coupang(&shop.url, "UTC") else { return };
    let sheet = boxes(&mut package, &shop, "ACCEPT").remove(0);
    let answer = package.accepted("ordersheet.update_ordersheet_status", &acknowledgement(&sheet));
    assert_eq!((&answer["data"]["responseCode"], &result(&answer)["succeed"]), (&json!(0), &json!(true)));
    assert_eq!(alone(&mut package, &sheet)["status"], "INSTRUCT");
    let answer = package.accepted("ordersheet.update_order_shipping_info", &waybill(&sheet, "600000000001"));
    assert_eq!((&answer["data"]["responseCode"], &result(&answer)["resultCode"]), (&json!(0), &json!("OK")));
    let shipped = alone(&mut package, &sheet);
    assert_eq!((&shipped["status"], &shipped["invoiceNumber"]), (&json!("DEPARTURE"), &json!("600000000001")));
    let about = id(&sheet, "shipmentBoxId");
    assert_eq!(shop.commits(), [("orders.acknowledge", about), ("orders.upload_invoices", about)]);
}

/// The package behind a line that loses answers.
struct Lossy {
    shop: Shop,
    line: LosingLine,
    package: Package,
}

impl Lossy {
    fn start() -> Option<Self> {
        let shop = Shop::open(calm());
        let line = LosingLine::to(&shop.url);
        let package = Package::coupang(&line.url(), "UTC")?;
        Some(Self { shop, line, package })
    }

    /// A write whose first answer is lost: what came of it, and how many changes of state it has made with its two calls.
    fn write(&mut self, function: &str, arguments: &Value) -> (Called, usize) {
        let (calls, commits) = (self.shop.calls(), self.shop.commits().len());
        self.line.lose_one();
        let called = self.package.call(function, arguments);
        assert_eq!(self.shop.calls() - calls, 2, "{function}");
        (called, self.shop.commits().len() - commits)
    }
}

#[test]
fn a_second_write_that_finds_the_first_one_done_is_refused_in_the_documented_words() {
    let Some(mut lossy) = Lossy::start() else { return };
    let sheet = boxes(&mut lossy.package, &lossy.shop, "ACCEPT").remove(0);
    let about = id(&sheet, "shipmentBoxId");

    let (called, commits) = lossy.write("ordersheet.update_ordersheet_status", &acknowledgement(&sheet));
    assert_eq!((sent_twice(&called).status, commits), (Some(200), 1));
    assert_eq!((&called.answer["code"], &called.answer["data"]["responseCode"]), (&json!("200"), &json!(99)));
    let refused = result(&called.answer);
    assert_eq!(refused["succeed"], false);
    assert_eq!(refused["resultMessage"], "배송상태를 변경할 수 없습니다. 주문내역을 확인해주세요.");

    let (called, commits) = lossy.write("ordersheet.update_order_shipping_info", &waybill(&sheet, "600000000001"));
    assert_eq!((sent_twice(&called).status, commits), (Some(200), 1));
    assert_eq!(called.answer["data"]["responseCode"], 99);
    let refused = result(&called.answer);
    assert_eq!((&refused["succeed"], &refused["resultCode"]), (&json!(false), &json!("INVALID_STATUS")));
    assert!(refused["resultMessage"].as_str().unwrap().starts_with("배송진행상태가 유효하지 않습니다."));

    // An answer to a customer: the package prints the status of the refusal and returns nothing.
    let day = lossy.shop.day(1);
    let open = json!([{
        "vendorId": DEFAULT_VENDOR, "answeredType": "NOANSWER", "inquiryStartAt": day, "inquiryEndAt": day,
    }]);
    let listed = lossy.package.accepted("cs.get_customer_service_request", &open);
    let inquiry = id(&listed["data"]["content"][0], "inquiryId");
    let path = json!({ "vendorId": DEFAULT_VENDOR, "inquiryId": inquiry });
    let body = json!({ "content": "내일 출고됩니다.", "vendorId": DEFAULT_VENDOR, "replyBy": DEFAULT_WING_USER });
    let (called, commits) = lossy.write("cs.update_customer_service_request", &json!([path, body]));
    let second = sent_twice(&called);
    assert_eq!((second.status, second.message.as_deref()), (Some(400), Some("동일한 답변이 존재합니다.")));
    assert_eq!((called.printed, called.answer), (vec!["400".to_owned(), "Bad Request".to_owned()], Value::Null));
    assert_eq!(commits, 1);

    let expected = [("orders.acknowledge", about), ("orders.upload_invoices", about), ("inquiries.reply", inquiry)];
    assert_eq!(lossy.shop.commits(), expected);
    for (operation, answers) in [
        ("orders.acknowledge", &[(200, 2)][..]),
        ("orders.upload_invoices", &[(200, 2)]),
        ("inquiries.reply", &[(200, 1), (400, 1)]),
    ] {
        assert_eq!(lossy.shop.answers(operation), answers, "{operation}");
    }
}

/// Nothing in a cancellation says that it was sent before, and there is no key for it: as long as units are left, the same
/// request is another cancellation.
#[test]
fn a_second_cancellation_takes_another_unit_from_the_buyer() {
    let Some(mut lossy) = Lossy::start() else { return };
    for status in ["ACCEPT", "INSTRUCT"] {
        let sheets = boxes(&mut lossy.package, &lossy.shop, status);
        let bought = |sheet: &&Value| id(&sheet["orderItems"][0], "shippingCount") >= 3;
        let sheet = sheets.iter().find(bought).expect("a box with three units of an option");
        let (order, item) = (id(sheet, "orderId"), &sheet["orderItems"][0]);
        let one_unit = json!([{
            "vendorId": DEFAULT_VENDOR, "orderId": order, "vendorItemIds": [item["vendorItemId"]], "receiptCounts": [1],
            "bigCancelCode": "CANERR", "middleCancelCode": "CCTTER", "userId": DEFAULT_WING_USER,
        }]);

        let (called, commits) = lossy.write("ordersheet.cancel_order_processing", &one_unit);
        assert_eq!((sent_twice(&called).status, commits), (Some(200), 2), "{status}");
        assert_eq!(lossy.shop.commits()[lossy.shop.commits().len() - 2..], [("orders.cancel", order); 2]);
        // The seller is told of one receipt over one unit; the buyer has lost two.
        let receipts = called.answer["data"]["receiptMap"].as_object().unwrap();
        let units: Vec<&Value> = receipts.values().map(|receipt| &receipt["totalCount"]).collect();
        assert_eq!((&called.answer["code"], units), (&json!("200"), vec![&json!(1)]), "{status}");
        let left = alone(&mut lossy.package, sheet);
        assert_eq!(left["orderItems"][0]["cancelCount"], 2, "{status}");
    }
}

#[test]
fn a_second_cancellation_of_everything_is_refused() {
    let Some(mut lossy) = Lossy::start() else { return };
    let sheet = boxes(&mut lossy.package, &lossy.shop, "ACCEPT").remove(0);
    let of_items = |name: &str| -> Vec<i64> {
        sheet["orderItems"].as_array().unwrap().iter().map(|item| id(item, name)).collect()
    };
    let everything = json!([{
        "vendorId": DEFAULT_VENDOR, "orderId": sheet["orderId"], "vendorItemIds": of_items("vendorItemId"),
        "receiptCounts": of_items("shippingCount"), "bigCancelCode": "CANERR", "middleCancelCode": "CCTTER",
        "userId": DEFAULT_WING_USER,
    }]);
    let (called, commits) = lossy.write("ordersheet.cancel_order_processing", &everything);
    let second = sent_twice(&called);
    assert_eq!((second.status, commits), (Some(400), 1));
    let message = second.message.as_deref().unwrap();
    assert!(message.ends_with("<= 취소 가능한 개수보다 요청한 개수가 더 많습니다."), "{message}");
    assert_eq!(called.answer, Value::Null, "the seller is told of nothing");
    assert_eq!(lossy.shop.commits(), [("orders.cancel", id(&sheet, "orderId"))]);
}
