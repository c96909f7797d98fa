//! Every write with what must stand on the wire, written down from Coupang's pages. The keys of a body come in the order of
//! the alphabet; their order means nothing to Coupang.

use apiwire::Error;
use coupang_wing::claims::{
    CollectionRegistration, ExchangeRejection, ExchangeWaybill, ReturnApproval, ReturnArrival, ReturnWriteVersion,
};
use coupang_wing::inventory::PriceChange;
use coupang_wing::orders::{
    AcknowledgeVersion, Acknowledgement, CancelReason, CancelVersion, Cancellation, Carrier, LabelRequest,
    ShipmentArrangement, StopRequest, Waybill,
};
use coupang_wing::service::{CallCenterAnswer, CallCenterConfirmation, InquiryReply};
use coupang_wing::write::{self, InputError, WriteOperation};
use coupang_wing::{
    AnswerId, CallCenterInquiryId, CarrierCode, ExchangeId, InquiryId, InvoiceNumber, Market, OrderId, PickupNumber,
    ReadWrite, ReceiptId, ReturnCenterCode, ShipmentBoxId, VendorItemId, Wing, WritePermit, family,
};
use redact_kr::LoginId;

use crate::calls::{Call, GET};

/// Sends it; what it is about, as far as it is done.
async fn sent<E: WriteOperation>(call: Result<write::Call<'_, E>, InputError>) -> Result<Vec<String>, Error> {
    let mut call = call.unwrap();
    let answer = call.send().await?;
    Ok(call.endpoint().confirmed(&answer).iter().map(ToString::to_string).collect())
}

fn writing(wing: &Wing) -> Wing<ReadWrite> {
    wing.allow_writes(WritePermit::for_(family::ALL))
}

fn bundle() -> ShipmentBoxId {
    ShipmentBoxId::new(870_099_887_766_554_433).unwrap()
}

fn bundles() -> [ShipmentBoxId; 2] {
    [bundle(), ShipmentBoxId::new(870_099_887_766_554_434).unwrap()]
}

fn order(last: i64) -> OrderId {
    OrderId::new(7_100_987_654_320 + last).unwrap()
}

fn option(last: i64) -> VendorItemId {
    VendorItemId::new(81_230_000_150 + last).unwrap()
}

fn receipt() -> ReceiptId {
    ReceiptId::new(365_000_777).unwrap()
}

fn exchange() -> ExchangeId {
    ExchangeId::new(101_900_151).unwrap()
}

fn case() -> CallCenterInquiryId {
    CallCenterInquiryId::new(2_580_000_151).unwrap()
}

fn number(text: &str) -> InvoiceNumber {
    InvoiceNumber::new(text)
}

fn waybill() -> Waybill {
    Waybill::whole(bundle(), order(1), [option(1)], Carrier::CJGLS, &number("600000000151"))
}

fn stop() -> StopRequest {
    StopRequest::new(receipt(), 5)
}

fn login() -> LoginId {
    LoginId::new("shopowner151")
}

fn cancellation(version: CancelVersion) -> Cancellation {
    let items = Cancellation::of_order(order(1), CancelReason::StockError).item(option(1), 2).item(option(3), 1);
    items.by(login()).with_version(version)
}

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../crates/coupang-wing/fixtures/", $name))
    };
}

/// Makes the function of a call.
macro_rules! send {
    ($family:ident.$write:ident($($input:expr),*)) => {
        |wing, _| Box::pin(async { sent(writing(wing).$family().$write($($input),*)).await })
    };
}

const PUT: Call = Call { method: "PUT", is_write: true, ..GET };
const POST: Call = Call { method: "POST", ..PUT };

const BOX: &[&str] = &["shipment box 870099887766554433"];
const ORDER_ITEM: &[&str] = &["vendor item 81230000151"];
const RECEIPT: &[&str] = &["receipt 365000777"];
const EXCHANGE: &[&str] = &["exchange 101900151"];
const CASE: &[&str] = &["call-centre inquiry 2580000151"];

pub(crate) const WRITES: &[Call] = &[
    Call {
        name: "orders.acknowledge",
        make: send!(orders.acknowledge(bundles())),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/ordersheets/acknowledgement",
        body: r#"{"shipmentBoxIds":[870099887766554433,870099887766554434],"vendorId":"A00012345"}"#,
        fixture: fixture!("orders.acknowledge.v4.json"),
        rows: BOX,
        ..PUT
    },
    Call {
        name: "orders.acknowledge",
        make: send!(orders.acknowledge(Acknowledgement::boxes([bundle()]).with_version(AcknowledgeVersion::V5))),
        target: "/v2/providers/openapi/apis/api/v5/vendors/A00012345/ordersheets/acknowledgement",
        body: r#"{"shipmentBoxIds":[870099887766554433],"vendorId":"A00012345"}"#,
        fixture: fixture!("orders.acknowledge.v5.json"),
        rows: BOX,
        ..PUT
    },
    Call {
        name: "orders.upload_invoices",
        make: send!(orders.upload_invoices([waybill()])),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/orders/invoices",
        body: r#"{"orderSheetInvoiceApplyDtos":[{"deliveryCompanyCode":"CJGLS","estimatedShippingDate":"","invoiceNumber":"600000000151","orderId":7100987654321,"preSplitShipped":false,"shipmentBoxId":870099887766554433,"splitShipping":false,"vendorItemId":81230000151}],"vendorId":"A00012345"}"#,
        fixture: fixture!("orders.upload_invoices.v4.json"),
        rows: BOX,
        ..POST
    },
    Call {
        name: "orders.upload_invoices",
        make: send!(
            orders.upload_invoices([Waybill::split(bundle(), order(1), Carrier::CJGLS)
                .now([option(1)], &number("600000000151"))
                .later([option(3)], "2026-03-05".parse().unwrap())])
        ),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/orders/invoices",
        body: r#"{"orderSheetInvoiceApplyDtos":[{"deliveryCompanyCode":"CJGLS","estimatedShippingDate":"","invoiceNumber":"600000000151","orderId":7100987654321,"preSplitShipped":false,"shipmentBoxId":870099887766554433,"splitShipping":true,"vendorItemId":81230000151},{"deliveryCompanyCode":"CJGLS","estimatedShippingDate":"2026-03-05","invoiceNumber":"","orderId":7100987654321,"preSplitShipped":false,"shipmentBoxId":870099887766554433,"splitShipping":true,"vendorItemId":81230000153}],"vendorId":"A00012345"}"#,
        fixture: fixture!("orders.upload_invoices.v4.json"),
        rows: BOX,
        ..POST
    },
    Call {
        name: "orders.update_invoices",
        make: send!(orders.update_invoices([waybill()])),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/orders/updateInvoices",
        body: r#"{"orderSheetInvoiceApplyDtos":[{"deliveryCompanyCode":"CJGLS","estimatedShippingDate":"","invoiceNumber":"600000000151","orderId":7100987654321,"preSplitShipped":false,"shipmentBoxId":870099887766554433,"splitShipping":false,"vendorItemId":81230000151}],"vendorId":"A00012345"}"#,
        fixture: fixture!("orders.update_invoices.v4.json"),
        rows: BOX,
        ..POST
    },
    Call {
        name: "orders.stop_shipment",
        make: send!(orders.stop_shipment(stop())),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/returnRequests/365000777/stoppedShipment",
        body: r#"{"cancelCount":5,"receiptId":365000777,"vendorId":"A00012345"}"#,
        fixture: fixture!("orders.stop_shipment.v4.json"),
        rows: RECEIPT,
        ..PUT
    },
    Call {
        name: "orders.already_shipped",
        make: send!(orders.already_shipped(stop(), Carrier::HANJIN, number("410000000151"))),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/returnRequests/365000777/completedShipment",
        body: r#"{"deliveryCompanyCode":"HANJIN","invoiceNumber":"410000000151","receiptId":365000777,"vendorId":"A00012345"}"#,
        fixture: fixture!("orders.already_shipped.v4.json"),
        rows: RECEIPT,
        ..PUT
    },
    Call {
        name: "orders.cancel",
        make: send!(orders.cancel(cancellation(CancelVersion::V5))),
        target: "/v2/providers/openapi/apis/api/v5/vendors/A00012345/orders/7100987654321/cancel",
        body: r#"{"bigCancelCode":"CANERR","middleCancelCode":"CCTTER","orderId":7100987654321,"receiptCounts":[2,1],"userId":"shopowner151","vendorId":"A00012345","vendorItemIds":[81230000151,81230000153]}"#,
        fixture: fixture!("orders.cancel.v5.json"),
        rows: ORDER_ITEM,
        ..POST
    },
    Call {
        name: "orders.cancel",
        make: send!(orders.cancel(cancellation(CancelVersion::V6))),
        target: "/v2/providers/openapi/apis/api/v6/vendors/A00012345/orders/7100987654321/cancel",
        body: r#"{"bigCancelCode":"CANERR","middleCancelCode":"CCTTER","orderId":7100987654321,"receiptCounts":[2,1],"userId":"shopowner151","vendorId":"A00012345","vendorItemIds":[81230000151,81230000153]}"#,
        fixture: fixture!("orders.cancel.v6.json"),
        rows: ORDER_ITEM,
        ..POST
    },
    Call {
        name: "orders.complete_long_undelivered",
        make: send!(orders.complete_long_undelivered(bundle(), number("600000000151"))),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/completeLongTermUndelivery",
        body: r#"{"invoiceNumber":"600000000151","shipmentBoxId":870099887766554433}"#,
        fixture: fixture!("orders.complete_long_undelivered.v4.json"),
        rows: BOX,
        ..POST
    },
    Call {
        name: "orders.tw_arrange_shipment",
        make: send!(
            orders.arrange_shipment(
                ShipmentArrangement::new(bundles(), CarrierCode::new("TWL_FM"))
                    .with_return_center(ReturnCenterCode::new("1000000151"))
            )
        ),
        market: Market::Tw,
        target: "/v2/providers/openapi/apis/api/v1/vendors/A00012345/orders/directIntegration/arrangeShipment",
        body: r#"[{"deliveryCompanyCode":"TWL_FM","returnCenterCode":"1000000151","shipmentBoxId":870099887766554433},{"deliveryCompanyCode":"TWL_FM","returnCenterCode":"1000000151","shipmentBoxId":870099887766554434}]"#,
        fixture: fixture!("orders.tw_arrange_shipment.v1.json"),
        rows: BOX,
        ..POST
    },
    Call {
        name: "orders.tw_download_invoices",
        make: send!(
            orders
                .download_invoices(LabelRequest::new(CarrierCode::new("TWL_FM"), [(bundle(), number("E00000000151"))]))
        ),
        market: Market::Tw,
        target: "/v2/providers/openapi/apis/api/v1/vendors/A00012345/orders/directIntegration/downloadInvoices",
        body: r#"{"deliveryCompanyCode":"TWL_FM","invoicePrintDtoList":[{"invoiceNumber":"E00000000151","shipmentBoxId":870099887766554433}]}"#,
        fixture: fixture!("orders.tw_download_invoices.v1.pdf"),
        rows: BOX,
        ..POST
    },
    Call {
        name: "returns.receive",
        make: send!(claims.receive_return(receipt())),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/returnRequests/365000777/receiveConfirmation",
        body: r#"{"receiptId":365000777,"vendorId":"A00012345"}"#,
        fixture: fixture!("returns.receive.v4.json"),
        rows: RECEIPT,
        ..PUT
    },
    Call {
        name: "returns.receive",
        make: send!(claims.receive_return(ReturnArrival::from(receipt()).with_version(ReturnWriteVersion::V5))),
        target: "/v2/providers/openapi/apis/api/v5/vendors/A00012345/returnRequests/365000777/receiveConfirmation",
        body: r#"{"receiptId":365000777,"vendorId":"A00012345"}"#,
        fixture: fixture!("returns.receive.v5.json"),
        rows: RECEIPT,
        ..PUT
    },
    Call {
        name: "returns.approve",
        make: send!(claims.approve_return(ReturnApproval::new(receipt(), 7))),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/returnRequests/365000777/approval",
        body: r#"{"cancelCount":7,"receiptId":365000777,"vendorId":"A00012345"}"#,
        fixture: fixture!("returns.approve.v4.json"),
        rows: RECEIPT,
        ..PUT
    },
    Call {
        name: "returns.approve",
        make: send!(claims.approve_return(ReturnApproval::new(receipt(), 7).with_version(ReturnWriteVersion::V5))),
        target: "/v2/providers/openapi/apis/api/v5/vendors/A00012345/returnRequests/365000777/approval",
        body: r#"{"cancelCount":7,"receiptId":365000777,"vendorId":"A00012345"}"#,
        fixture: fixture!("returns.approve.v5.json"),
        rows: RECEIPT,
        ..PUT
    },
    Call {
        name: "returns.register_collection",
        make: send!(
            claims.register_collection(
                CollectionRegistration::new(receipt(), Carrier::HANJIN, number("410000000151"))
                    .with_pickup_number(PickupNumber::new("0001234"))
            )
        ),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/return-exchange-invoices/manual",
        body: r#"{"deliveryCompanyCode":"HANJIN","invoiceNumber":"410000000151","receiptId":365000777,"regNumber":"0001234","returnExchangeDeliveryType":"RETURN"}"#,
        fixture: fixture!("returns.register_collection.v4.json"),
        rows: RECEIPT,
        ..POST
    },
    Call {
        name: "returns.register_collection",
        make: send!(claims.register_collection(CollectionRegistration::new(
            exchange(),
            Carrier::HANJIN,
            number("410000000151")
        ))),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/return-exchange-invoices/manual",
        body: r#"{"deliveryCompanyCode":"HANJIN","invoiceNumber":"410000000151","receiptId":101900151,"returnExchangeDeliveryType":"EXCHANGE"}"#,
        fixture: fixture!("returns.register_collection.v4.json"),
        rows: EXCHANGE,
        ..POST
    },
    Call {
        name: "exchanges.receive",
        make: send!(claims.receive_exchange(exchange())),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/exchangeRequests/101900151/receiveConfirmation",
        body: r#"{"exchangeId":101900151,"vendorId":"A00012345"}"#,
        fixture: fixture!("exchanges.receive.v4.json"),
        rows: EXCHANGE,
        ..PUT
    },
    Call {
        name: "exchanges.reject",
        make: send!(claims.reject_exchange(exchange(), ExchangeRejection::Withdrawn)),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/exchangeRequests/101900151/rejection",
        body: r#"{"exchangeId":101900151,"exchangeRejectCode":"WITHDRAW","vendorId":"A00012345"}"#,
        fixture: fixture!("exchanges.reject.v4.json"),
        rows: EXCHANGE,
        ..PUT
    },
    Call {
        name: "exchanges.upload_invoices",
        make: send!(claims.upload_exchange_invoices(
            exchange(),
            [ExchangeWaybill::new(bundle(), Carrier::CJGLS, number("600000000153"))]
        )),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/exchangeRequests/101900151/invoices",
        body: r#"[{"exchangeId":101900151,"goodsDeliveryCode":"CJGLS","invoiceNumber":"600000000153","shipmentBoxId":870099887766554433,"vendorId":"A00012345"}]"#,
        fixture: fixture!("exchanges.upload_invoices.v4.json"),
        rows: BOX,
        ..POST
    },
    Call {
        name: "inquiries.reply",
        make: send!(service.reply_to_inquiry(
            InquiryReply::new(InquiryId::new(390_000_151).unwrap(), "안녕하세요.\r\n\"내일\"\t출고됩니다.").by(login())
        )),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/onlineInquiries/390000151/replies",
        body: r#"{"content":"안녕하세요.\n\"내일\"\t출고됩니다.","replyBy":"shopowner151","vendorId":"A00012345"}"#,
        fixture: fixture!("inquiries.reply.v4.json"),
        rows: &["inquiry 390000151"],
        ..POST
    },
    Call {
        name: "call_center.reply",
        make: send!(service.reply_to_call_center(
            CallCenterAnswer::new(case(), AnswerId::new(21_100_000_000_151).unwrap(), "네, 가능합니다.").by(login())
        )),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/callCenterInquiries/2580000151/replies",
        body: r#"{"content":"네, 가능합니다.","inquiryId":"2580000151","parentAnswerId":21100000000151,"replyBy":"shopowner151","vendorId":"A00012345"}"#,
        fixture: fixture!("call_center.reply.v4.json"),
        rows: CASE,
        ..POST
    },
    Call {
        name: "call_center.confirm",
        make: send!(service.confirm_call_center(CallCenterConfirmation::from(case()).by(login()))),
        target: "/v2/providers/openapi/apis/api/v4/vendors/A00012345/callCenterInquiries/2580000151/confirms",
        body: r#"{"confirmBy":"shopowner151"}"#,
        fixture: fixture!("call_center.confirm.v4.json"),
        rows: CASE,
        ..POST
    },
    Call {
        name: "inventory.set_quantity",
        make: send!(inventory.set_quantity(option(1), 12)),
        target: "/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/81230000151/quantities/12",
        fixture: fixture!("inventory.set_quantity.v1.json"),
        rows: ORDER_ITEM,
        ..PUT
    },
    Call {
        name: "inventory.set_price",
        make: send!(inventory.set_price(PriceChange::new(option(1), 49_000))),
        target: "/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/81230000151/prices/49000",
        fixture: fixture!("inventory.set_price.v1.json"),
        rows: ORDER_ITEM,
        ..PUT
    },
    Call {
        name: "inventory.set_price",
        make: send!(inventory.set_price(PriceChange::new(option(1), 1_000_000).forced())),
        target: "/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/81230000151/prices/1000000?forceSalePriceUpdate=true",
        fixture: fixture!("inventory.set_price.v1.json"),
        rows: ORDER_ITEM,
        ..PUT
    },
    Call {
        name: "inventory.set_original_price",
        make: send!(inventory.set_original_price(option(1), 59_000)),
        target: "/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/81230000151/original-prices/59000",
        fixture: fixture!("inventory.set_original_price.v1.json"),
        rows: ORDER_ITEM,
        ..PUT
    },
    Call {
        name: "inventory.stop_sale",
        make: send!(inventory.stop_sale(option(1))),
        target: "/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/81230000151/sales/stop",
        fixture: fixture!("inventory.stop_sale.v1.json"),
        rows: ORDER_ITEM,
        ..PUT
    },
    Call {
        name: "inventory.resume_sale",
        make: send!(inventory.resume_sale(option(1))),
        target: "/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/81230000151/sales/resume",
        fixture: fixture!("inventory.resume_sale.v1.json"),
        rows: ORDER_ITEM,
        ..PUT
    },
];
