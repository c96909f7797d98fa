//! A sample call of every write in every version: what the tests of all writes have in common.
//!
//! [`every_write`] gives each to a [`Visit`]; the fixture of a call answers exactly it.

pub(crate) mod answered;

use std::fmt::Debug;

use coupang_wing::claims::{
    CollectionRegistration, ExchangeRejection, ExchangeWaybill, ReturnApproval, ReturnArrival, ReturnWriteVersion,
};
use coupang_wing::inventory::PriceChange;
use coupang_wing::orders::{
    AcknowledgeVersion, Acknowledgement, CancelReason, CancelVersion, Cancellation, Carrier, LabelRequest,
    ShipmentArrangement, StopRequest, Waybill,
};
use coupang_wing::service::{CallCenterAnswer, CallCenterConfirmation, InquiryReply};
use coupang_wing::write::{Call, WriteOperation};
use coupang_wing::{
    AnswerId, CallCenterInquiryId, CarrierCode, ExchangeId, InquiryId, InvoiceNumber, OrderId, PickupNumber, ReadWrite,
    ReceiptId, ReturnCenterCode, ShipmentBoxId, VendorItemId, Wing,
};

/// What is done with each call.
pub(crate) trait Visit {
    async fn visit<E: WriteOperation>(&mut self, version: &'static str, call: Call<'_, E>)
    where
        E::Output: Debug + 'static;
}

/// Clients of both markets; each has a Wing login of its own.
pub(crate) struct Wings {
    pub(crate) korea: Wing<ReadWrite>,
    pub(crate) taiwan: Wing<ReadWrite>,
}

pub(crate) fn boxes() -> [ShipmentBoxId; 2] {
    [870_099_887_766_554_433, 870_099_887_766_554_434].map(|id| ShipmentBoxId::new(id).unwrap())
}

pub(crate) fn orders() -> [OrderId; 2] {
    [7_100_987_654_321, 7_100_987_654_322].map(|id| OrderId::new(id).unwrap())
}

pub(crate) fn options() -> [VendorItemId; 2] {
    [81_230_000_151, 81_230_000_153].map(|id| VendorItemId::new(id).unwrap())
}

pub(crate) fn receipt() -> ReceiptId {
    ReceiptId::new(365_000_777).unwrap()
}

pub(crate) fn exchange() -> ExchangeId {
    ExchangeId::new(101_900_151).unwrap()
}

pub(crate) fn inquiry() -> InquiryId {
    InquiryId::new(390_000_151).unwrap()
}

pub(crate) fn case() -> CallCenterInquiryId {
    CallCenterInquiryId::new(2_580_000_151).unwrap()
}

pub(crate) fn message() -> AnswerId {
    AnswerId::new(21_100_000_000_151).unwrap()
}

/// The waybills of both boxes.
pub(crate) fn waybills() -> [Waybill; 2] {
    let ([first, second], [order, other], [option, another]) = (boxes(), orders(), options());
    let number = |text: &str| InvoiceNumber::new(text);
    [
        Waybill::whole(first, order, [option], Carrier::CJGLS, &number("600000000151")),
        Waybill::whole(second, other, [another], Carrier::CJGLS, &number("600000000152")),
    ]
}

/// Gives every call to the visitor. The text is what a person writes in answers.
pub(crate) async fn every_write(wings: &Wings, text: &str, visitor: &mut impl Visit) {
    of_orders(&wings.korea, visitor).await;
    of_taiwan(&wings.taiwan, visitor).await;
    of_claims(&wings.korea, visitor).await;
    of_service(&wings.korea, text, visitor).await;
    of_inventory(&wings.korea, visitor).await;
}

async fn of_orders(wing: &Wing<ReadWrite>, visitor: &mut impl Visit) {
    let claims_number = || InvoiceNumber::new("410000000151");
    for (version, name) in [(AcknowledgeVersion::V4, "v4"), (AcknowledgeVersion::V5, "v5")] {
        let what = Acknowledgement::boxes(boxes()).with_version(version);
        visitor.visit(name, wing.orders().acknowledge(what).unwrap()).await;
    }
    visitor.visit("v4", wing.orders().upload_invoices(waybills()).unwrap()).await;
    let [first, _] = waybills();
    visitor.visit("v4", wing.orders().update_invoices([first]).unwrap()).await;
    let stop = || StopRequest::new(receipt(), 5);
    visitor.visit("v4", wing.orders().stop_shipment(stop()).unwrap()).await;
    let shipped = wing.orders().already_shipped(stop(), Carrier::HANJIN, claims_number()).unwrap();
    visitor.visit("v4", shipped).await;
    for (version, name) in [(CancelVersion::V5, "v5"), (CancelVersion::V6, "v6")] {
        let [option, another] = options();
        let what = Cancellation::of_order(orders()[0], CancelReason::StockError).item(option, 2).item(another, 1);
        visitor.visit(name, wing.orders().cancel(what.with_version(version)).unwrap()).await;
    }
    let number = InvoiceNumber::new("600000000151");
    visitor.visit("v4", wing.orders().complete_long_undelivered(boxes()[0], number).unwrap()).await;
}

async fn of_taiwan(wing: &Wing<ReadWrite>, visitor: &mut impl Visit) {
    let carrier = || CarrierCode::new("TWL_FM");
    let arrangement =
        ShipmentArrangement::new(boxes(), carrier()).with_return_center(ReturnCenterCode::new("1000000151"));
    visitor.visit("v1", wing.orders().arrange_shipment(arrangement).unwrap()).await;
    let labels = LabelRequest::new(carrier(), [(boxes()[0], InvoiceNumber::new("E00000000151"))]);
    visitor.visit("v1", wing.orders().download_invoices(labels).unwrap()).await;
}

async fn of_claims(wing: &Wing<ReadWrite>, visitor: &mut impl Visit) {
    let claims = wing.claims();
    for (version, name) in [(ReturnWriteVersion::V4, "v4"), (ReturnWriteVersion::V5, "v5")] {
        let arrival = ReturnArrival::from(receipt()).with_version(version);
        visitor.visit(name, claims.receive_return(arrival).unwrap()).await;
        let approval = ReturnApproval::new(receipt(), 3).with_version(version);
        visitor.visit(name, claims.approve_return(approval).unwrap()).await;
    }
    let collection = CollectionRegistration::new(receipt(), Carrier::HANJIN, InvoiceNumber::new("410000000151"))
        .with_pickup_number(PickupNumber::new("0001234"));
    visitor.visit("v4", claims.register_collection(collection).unwrap()).await;
    visitor.visit("v4", claims.receive_exchange(exchange()).unwrap()).await;
    visitor.visit("v4", claims.reject_exchange(exchange(), ExchangeRejection::SoldOut).unwrap()).await;
    let waybill = ExchangeWaybill::new(boxes()[0], Carrier::CJGLS, InvoiceNumber::new("600000000153"));
    visitor.visit("v4", claims.upload_exchange_invoices(exchange(), [waybill]).unwrap()).await;
}

async fn of_service(wing: &Wing<ReadWrite>, text: &str, visitor: &mut impl Visit) {
    let service = wing.service();
    visitor.visit("v4", service.reply_to_inquiry(InquiryReply::new(inquiry(), text)).unwrap()).await;
    let answer = CallCenterAnswer::new(case(), message(), text);
    visitor.visit("v4", service.reply_to_call_center(answer).unwrap()).await;
    visitor.visit("v4", service.confirm_call_center(CallCenterConfirmation::from(case())).unwrap()).await;
}

async fn of_inventory(wing: &Wing<ReadWrite>, visitor: &mut impl Visit) {
    let (inventory, [option, _]) = (wing.inventory(), options());
    visitor.visit("v1", inventory.set_quantity(option, 12).unwrap()).await;
    visitor.visit("v1", inventory.set_price(PriceChange::new(option, 49_000).forced()).unwrap()).await;
    visitor.visit("v1", inventory.set_original_price(option, 59_000).unwrap()).await;
    visitor.visit("v1", inventory.stop_sale(option).unwrap()).await;
    visitor.visit("v1", inventory.resume_sale(option).unwrap()).await;
}
