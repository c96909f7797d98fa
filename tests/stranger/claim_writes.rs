//! The other writes of the PyPI package `coupang`: about shipped boxes, receipts, exchanges and customers.

use std::time::Duration;

use commerce_sandbox::coupang::{ClaimKind, DEFAULT_VENDOR, DEFAULT_WING_USER, Gateway};
use serde_json::{Value, json};

use crate::pypi::{Exchange, Package};
use crate::shop::Shop;

/// Adds the vendor to a body or a path, as the package wants it.
fn of_vendor(mut members: Value) -> Value {
    members["vendorId"] = DEFAULT_VENDOR.into();
    members
}

/// The package and the shop it writes to.
struct Seller {
    shop: Shop,
    package: Package,
}

impl Seller {
    /// Enough claims of each kind to choose from; the new box of an exchange is there at once.
    fn start() -> Option<Self> {
        let shop = ClaimKind::ALL.into_iter().fold(Gateway::builder(), |shop, kind| shop.claims_per_day(kind, 20));
        let shop = Shop::open(shop.new_box_after(Duration::ZERO));
        let package = Package::coupang(&shop.url, "UTC")?;
        Some(Self { shop, package })
    }

    fn list(&mut self, function: &str, query: Value) -> Vec<Value> {
        let answer = self.package.accepted(function, &json!([of_vendor(json!({})), query]));
        answer["data"].as_array().unwrap().clone()
    }

    /// The receipts of yesterday that stand in a status.
    fn receipts(&mut self, status: &str) -> Vec<Value> {
        let query = if status == "RELEASE_STOP_UNCHECKED" { "RU" } else { "UC" };
        let query = json!({ "createdAtFrom": self.shop.day(1), "createdAtTo": self.shop.day(1), "status": query });
        let mut found = self.list("returns.get_return_request_by_query", query);
        found.retain(|receipt| receipt["receiptStatus"] == status);
        found
    }

    /// The boxes in a status of a day so long ago.
    fn boxes(&mut self, days_ago: i64, status: &str) -> Vec<Value> {
        let day = self.shop.day(days_ago);
        self.list("ordersheet.get_ordersheet", json!({ "createdAtFrom": day, "createdAtTo": day, "status": status }))
    }

    /// Exchanges of the last week of which nothing has been collected.
    fn exchanges(&mut self) -> Vec<Value> {
        let (from, to) = (format!("{}T00:00:00", self.shop.day(6)), format!("{}T23:59:59", self.shop.day(0)));
        let query = json!({ "createdAtFrom": from, "createdAtTo": to, "maxPerPage": 100 });
        let mut found = self.list("exchange.get_exchange_request", query);
        found.retain(|exchange| exchange["collectStatus"] == "BeforeDirection" && exchange["rejectable"] == true);
        found
    }

    /// A write that is taken at once, with these arguments, and is a commit of this operation about this number.
    fn writes(&mut self, function: &str, arguments: &[Value], operation: &str, about: &Value) -> Value {
        let called = self.package.call(function, &json!(arguments));
        assert!(matches!(called.exchanges[..], [Exchange { status: Some(200), .. }]), "{function}: {called:?}");
        assert!(called.printed.is_empty(), "{function}: {called:?}");
        assert_eq!(self.shop.commits().last(), Some(&(operation, about.as_i64().unwrap())), "{function}");
        called.answer
    }
}

#[test]
fn waybills_are_replaced_and_parcels_that_nobody_tracked_are_delivered() {
    let Some(mut seller) = Seller::start() else { return };
    let sheet = seller.boxes(1, "DEPARTURE").remove(0);
    let items = sheet["orderItems"].as_array().unwrap().iter();
    let rows: Vec<Value> = items
        .map(|item| {
            json!({
                "shipmentBoxId": sheet["shipmentBoxId"], "orderId": sheet["orderId"],
                "vendorItemId": item["vendorItemId"], "deliveryCompanyCode": "CJGLS", "invoiceNumber": "600000000009",
                "splitShipping": false, "preSplitShipped": false, "estimatedShippingDate": "",
            })
        })
        .collect();
    let body = of_vendor(json!({ "orderSheetInvoiceApplyDtos": rows }));
    let (function, operation) = ("ordersheet.update_order_invoice", "orders.update_invoices");
    let answer = seller.writes(function, &[body], operation, &sheet["shipmentBoxId"]);
    assert_eq!(answer["data"]["responseCode"], 0);

    let sheet = seller.boxes(60, "DELIVERING").remove(0);
    let body = json!({ "shipmentBoxId": sheet["shipmentBoxId"], "invoiceNumber": sheet["invoiceNumber"] });
    let (function, operation) =
        ("ordersheet.update_invoice_delivery_by_invoice_no", "orders.complete_long_undelivered");
    let answer = seller.writes(function, &[of_vendor(json!({})), body], operation, &sheet["shipmentBoxId"]);
    assert_eq!(answer["data"], true);
}

#[test]
fn shipments_are_stopped_or_declared_shipped() {
    let Some(mut seller) = Seller::start() else { return };
    let receipts = seller.receipts("RELEASE_STOP_UNCHECKED");
    let id = &receipts[0]["receiptId"];
    let body = of_vendor(json!({ "receiptId": id, "cancelCount": receipts[0]["cancelCountSum"] }));
    let function = "ordersheet.stop_return_request_shipment";
    assert_eq!(seller.writes(function, &[body], "orders.stop_shipment", id)["data"]["resultCode"], "SUCCESS");

    let id = &receipts[1]["receiptId"];
    let body = of_vendor(json!({
        "receiptId": id, "deliveryCompanyCode": "HANJIN", "invoiceNumber": "4100000001",
    }));
    let function = "ordersheet.stop_return_request_by_receipt";
    assert_eq!(seller.writes(function, &[body], "orders.already_shipped", id)["data"]["resultCode"], "SUCCESS");
}

#[test]
fn returns_are_collected_received_and_approved() {
    let Some(mut seller) = Seller::start() else { return };
    let waiting = seller.receipts("RETURNS_UNCHECKED");
    let id = &waiting[0]["receiptId"];
    let body = json!({
        "returnExchangeDeliveryType": "RETURN", "receiptId": id, "deliveryCompanyCode": "HANJIN",
        "invoiceNumber": "4100000002",
    });
    let function = "returns.create_return_exchange_invoice";
    seller.writes(function, &[of_vendor(json!({})), body], "returns.register_collection", id);
    let body = of_vendor(json!({ "receiptId": id }));
    seller.writes("returns.get_return_request_confirmation", &[body], "returns.receive", id);

    let arrived = seller.receipts("VENDOR_WAREHOUSE_CONFIRM");
    let id = &arrived[0]["receiptId"];
    let body = of_vendor(json!({ "receiptId": id, "cancelCount": arrived[0]["cancelCountSum"] }));
    seller.writes("returns.approve_return_request_by_receipt", &[body], "returns.approve", id);
}

#[test]
fn exchanges_are_received_and_refused_but_not_sent() {
    let Some(mut seller) = Seller::start() else { return };
    let waiting = seller.exchanges();
    let id = &waiting[0]["exchangeId"];
    let body = of_vendor(json!({ "exchangeId": id }));
    seller.writes("exchange.confirm_exchange_request", &[body], "exchanges.receive", id);
    let refused = &waiting[1]["exchangeId"];
    let body = of_vendor(json!({ "exchangeId": refused, "exchangeRejectCode": "SOLDOUT" }));
    let answer = seller.writes("exchange.reject_exchange_request", &[body], "exchanges.reject", refused);
    assert_eq!(answer["data"]["resultCode"], "SUCCESS");

    // The documented body is a bare array; the package can only send an object, in which it looks for the vendor.
    let (from, to) = (format!("{}T00:00:00", seller.shop.day(6)), format!("{}T23:59:59", seller.shop.day(0)));
    let query = json!({ "createdAtFrom": from, "createdAtTo": to, "orderId": waiting[0]["orderId"] });
    let received = seller.list("exchange.get_exchange_request", query).remove(0);
    let body = of_vendor(json!({
        "exchangeId": id, "shipmentBoxId": received["deliveryInvoiceGroupDtos"][0]["shipmentBoxId"],
        "goodsDeliveryCode": "HANJIN", "invoiceNumber": "4100000003",
    }));
    assert!(body["shipmentBoxId"].is_i64(), "{received}");
    let called = seller.package.call("exchange.update_invoice_exchange_request", &json!([body]));
    let statuses: Vec<Option<u16>> = called.exchanges.iter().map(|exchange| exchange.status).collect();
    assert_eq!((statuses, called.answer), (vec![Some(400), Some(400)], Value::Null));
    assert_eq!(seller.shop.commits().len(), 2);
}

#[test]
fn cases_of_the_call_centre_are_answered_and_confirmed() {
    let Some(mut seller) = Seller::start() else { return };
    let cases = |seller: &mut Seller, status: &str| {
        let query = of_vendor(json!({
            "partnerCounselingStatus": status, "inquiryStartAt": seller.shop.day(1), "inquiryEndAt": seller.shop.day(1),
        }));
        seller.package.accepted("cs.get_inquiry_by_query", &json!([query]))["data"]["content"][0].take()
    };
    let case = cases(&mut seller, "NO_ANSWER");
    let waits = |reply: &&Value| reply["needAnswer"] == true;
    let message = case["replies"].as_array().unwrap().iter().find(waits).unwrap();
    let body = of_vendor(json!({
        "inquiryId": case["inquiryId"].to_string(), "content": "변경 가능합니다.", "replyBy": DEFAULT_WING_USER,
        "parentAnswerId": message["answerId"],
    }));
    seller.writes("cs.update_inquiry", &[body], "call_center.reply", &case["inquiryId"]);

    let case = cases(&mut seller, "TRANSFER");
    let path = of_vendor(json!({ "inquiryId": case["inquiryId"] }));
    let body = json!({ "confirmBy": DEFAULT_WING_USER });
    seller.writes("cs.confirm_inquiry", &[path, body], "call_center.confirm", &case["inquiryId"]);
}
