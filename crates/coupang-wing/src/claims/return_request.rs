//! A return or a cancellation: one receipt.

use apiwire::calendar::Timestamp;
use apiwire::wire::OneOrMany;
use redact_kr::{Address, FreeText, LoginId, PersonName, Phone, PostCode};

use super::collection::CollectionWaybill;
use super::reason::ReasonCode;
use super::status::{
    CompleteConfirmType, FaultParty, ItemReleaseStatus, ReceiptStatus, ReceiptType, ReleaseStopStatus,
    ReturnDeliveryType,
};
use crate::ids::{OrderId, PaymentId, ReceiptId, ReturnDeliveryId, SellerProductId, ShipmentBoxId, VendorItemId};
use crate::money::Money;

apiwire::model! {
    /// One receipt of a return or a cancellation, as the return reads of versions 4 and 6 answer it (articles 360033919613
    /// and 360034562353, state of 2026).
    ///
    /// There is no refund amount in it. Only the ids, the status and the items are certain; which of the other fields
    /// cancellations fill is unknown.
    pub struct ReturnRequest {
        /// The receipt: the unit of every write.
        required receipt_id: ReceiptId = "receiptId",
        /// The order.
        required order_id: OrderId = "orderId",
        /// The payment.
        optional payment_id: PaymentId = "paymentId",
        /// Whether it is a return or a cancellation.
        optional receipt_type: ReceiptType = "receiptType",
        /// Where it stands.
        required receipt_status: ReceiptStatus = "receiptStatus",
        /// When it was made. Version 4 writes no offset (Korean time is assumed); which offset version 6 writes for
        /// Korean receipts is unknown.
        optional created_at: Timestamp = "createdAt",
        /// When its status changed last.
        optional modified_at: Timestamp = "modifiedAt",
        /// Who asked for it; masked by Coupang.
        optional requester_name: PersonName = "requesterName",
        /// A relay number; version 6 in an international form that need not be E.164.
        optional requester_phone_number: Phone = "requesterPhoneNumber",
        /// The real number; documented as always `null`.
        optional requester_real_phone_number: Phone = "requesterRealPhoneNumber",
        /// Where the goods are collected.
        optional requester_address: Address = "requesterAddress",
        /// The second line of it.
        optional requester_address_detail: Address = "requesterAddressDetail",
        /// Its post code.
        optional requester_zip_code: PostCode = "requesterZipCode",
        /// The reason's top category, in free Korean text. Not a key: see `reason_code`.
        optional cancel_reason_category1: FreeText = "cancelReasonCategory1",
        /// The reason's second category, in free Korean text.
        optional cancel_reason_category2: FreeText = "cancelReasonCategory2",
        /// The reason in the buyer's own words.
        optional cancel_reason: FreeText = "cancelReason",
        /// The units of the whole receipt: the sum over its items, which approving it must name.
        optional cancel_count_sum: u32 = "cancelCountSum",
        /// The collection.
        optional return_delivery_id: ReturnDeliveryId = "returnDeliveryId",
        /// How the goods are collected; empty when nothing is.
        optional return_delivery_type: ReturnDeliveryType = "returnDeliveryType",
        /// What became of a stop request.
        optional release_stop_status: ReleaseStopStatus = "releaseStopStatus",
        /// Shipping money enclosed in the parcel: out of use, always 0.
        optional enclose_price: Money = "enclosePrice",
        /// Who is at fault.
        optional fault_by_type: FaultParty = "faultByType",
        /// 선환불: refunded before the goods arrive.
        optional pre_refund: bool = "preRefund",
        /// Who confirmed the completion.
        optional complete_confirm_type: CompleteConfirmType = "completeConfirmType",
        /// When; empty before.
        optional complete_confirm_date: Timestamp = "completeConfirmDate",
        /// What comes back.
        required return_items: Vec<ReturnItem> = "returnItems",
        /// The collection's waybills, none to several; ignore those without a number. Coupang's table says object, its
        /// samples list.
        optional return_delivery_dtos: OneOrMany<CollectionWaybill> = "returnDeliveryDtos",
        /// Why.
        optional reason_code: ReasonCode = "reasonCode",
        /// The reason's Korean label; its wording is not stable.
        optional reason_code_text: String = "reasonCodeText",
        /// The expected return shipping: positive when the seller pays, negative when the buyer does.
        optional return_shipping_charge: Money = "returnShippingCharge",
    }
}

apiwire::model! {
    /// One option in a receipt.
    pub struct ReturnItem {
        /// The deal; 0 was seen.
        optional vendor_item_package_id: i64 = "vendorItemPackageId",
        /// The deal's name.
        optional vendor_item_package_name: String = "vendorItemPackageName",
        /// The option.
        required vendor_item_id: VendorItemId = "vendorItemId",
        /// The option's name.
        optional vendor_item_name: String = "vendorItemName",
        /// How many were bought.
        optional purchase_count: u32 = "purchaseCount",
        /// How many come back, or are cancelled.
        optional cancel_count: u32 = "cancelCount",
        /// The box they were first sent in.
        optional shipment_box_id: ShipmentBoxId = "shipmentBoxId",
        /// The registered product.
        optional seller_product_id: SellerProductId = "sellerProductId",
        /// Its registered name.
        optional seller_product_name: String = "sellerProductName",
        /// Whether they had left.
        optional release_status: ItemReleaseStatus = "releaseStatus",
        /// Who completed the cancellation; masked by Coupang.
        optional cancel_complete_user: LoginId = "cancelCompleteUser",
    }
}

impl ReturnRequest {
    /// The quantity of the whole receipt, as the writes want it: its `cancelCountSum`, else the sum over its items. `None`
    /// when Coupang did not say how many of each.
    #[must_use]
    pub fn whole_quantity(&self) -> Option<u32> {
        let sum = || self.return_items.iter().map(|item| item.cancel_count).sum::<Option<u32>>();
        self.cancel_count_sum.or_else(sum)
    }

    /// The customer has cancelled goods in preparation and the seller has not answered: do not ship them. Answer with
    /// [`crate::orders::Orders::stop_shipment`] or [`crate::orders::Orders::already_shipped`], which Coupang takes in this
    /// state alone.
    #[must_use]
    pub fn waits_for_release_stop(&self) -> bool {
        let not_shipped = |item: &ReturnItem| item.release_status == Some(ItemReleaseStatus::NotShipped);
        match self.receipt_status {
            ReceiptStatus::StopRequested => true,
            ReceiptStatus::Unchecked => self.return_items.iter().any(not_shipped),
            _ => false,
        }
    }
}
