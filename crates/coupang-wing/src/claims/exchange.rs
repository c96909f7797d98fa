//! An exchange.

use apiwire::calendar::Timestamp;
use apiwire::wire::OneOrMany;
use redact_kr::FreeText;

use super::collection::{CollectionInformation, CollectionWaybill};
use super::exchange_address::ExchangeAddress;
use super::exchange_status::{ActorType, CollectionStatus, ExchangeStatus, ReceiptChannel, RedeliveryStatus};
use super::reason::ReasonCode;
use super::redelivery::RedeliveryBox;
use super::status::FaultParty;
use crate::config::VendorId;
use crate::ids::{ExchangeId, OrderId, ShipmentBoxId, VendorItemId};
use crate::money::Money;
use crate::orders::OrderStatus;

apiwire::model! {
    /// One exchange (article 360033397594; the field table is that of 2019, its names are confirmed for 2026).
    ///
    /// The six labels repeat codes and once disagree with them: do not use them.
    pub struct Exchange {
        /// The exchange.
        required exchange_id: ExchangeId = "exchangeId",
        /// The order.
        required order_id: OrderId = "orderId",
        /// The seller.
        optional vendor_id: VendorId = "vendorId",
        /// Where the order's delivery stands.
        optional order_delivery_status_code: OrderStatus = "orderDeliveryStatusCode",
        /// Where it stands.
        required exchange_status: ExchangeStatus = "exchangeStatus",
        /// Where it was asked for.
        optional refer_type: ReceiptChannel = "referType",
        /// Who is at fault and bears the shipping.
        optional fault_type: FaultParty = "faultType",
        /// The exchange shipping: normally 0, settled elsewhere.
        optional exchange_amount: Money = "exchangeAmount",
        /// No longer used.
        optional reason: FreeText = "reason",
        /// Why.
        optional reason_code: ReasonCode = "reasonCode",
        /// The reason's Korean label.
        optional reason_code_text: String = "reasonCodeText",
        /// The reason in the buyer's own words.
        optional reason_etc_detail: FreeText = "reasonEtcDetail",
        /// Why it was withdrawn.
        optional cancel_reason: FreeText = "cancelReason",
        /// Who made it.
        optional created_by_type: ActorType = "createdByType",
        /// When it was made.
        optional created_at: Timestamp = "createdAt",
        /// Who changed it last.
        optional modified_by_type: ActorType = "modifiedByType",
        /// When it was changed last.
        optional modified_at: Timestamp = "modifiedAt",
        /// What is exchanged for what.
        required items: Vec<ExchangeItem> = "exchangeItemDtoV1s",
        /// Where the old goods are collected and the new ones go.
        optional address: ExchangeAddress = "exchangeAddressDtoV1",
        /// The boxes of the new goods; empty until the old ones were confirmed, and about ten minutes longer.
        optional redelivery_boxes: Vec<RedeliveryBox> = "deliveryInvoiceGroupDtos",
        /// Where the new goods are.
        optional delivery_status: RedeliveryStatus = "deliveryStatus",
        /// Where the old goods are.
        optional collect_status: CollectionStatus = "collectStatus",
        /// When the old goods arrived; `null` before.
        optional collect_complete_date: Timestamp = "collectCompleteDate",
        /// The collection; may be missing early.
        optional collect_information: CollectionInformation = "collectInformationsDto",
        /// The collection's waybills; ignore those without a number.
        optional return_delivery_dtos: OneOrMany<CollectionWaybill> = "returnDeliveryDtos",
        /// Whether the exchange can be completed.
        optional successable: bool = "successable",
        /// Whether it can be refused.
        optional rejectable: bool = "rejectable",
        /// Whether a waybill of the new goods can be uploaded.
        optional delivery_invoice_modifiable: bool = "deliveryInvoiceModifiable",
        /// A label.
        optional order_delivery_status_label: String = "orderDeliveryStatusLabel",
        /// A label.
        optional exchange_status_label: String = "exchangeStatusLabel",
        /// A label.
        optional refer_type_label: String = "referTypeLabel",
        /// A label.
        optional fault_type_label: String = "faultTypeLabel",
        /// A label.
        optional created_by_type_label: String = "createdByTypeLabel",
        /// A label.
        optional modified_by_type_label: String = "modifiedByTypeLabel",
    }
}

apiwire::model! {
    /// What is exchanged for what (`exchangeItemDtoV1s`).
    pub struct ExchangeItem {
        /// Internal.
        optional exchange_item_id: i64 = "exchangeItemId",
        /// The option that came: no order line number.
        required order_item_id: VendorItemId = "orderItemId",
        /// The price of one.
        optional order_item_unit_price: Money = "orderItemUnitPrice",
        /// Its name; `null` in the samples.
        optional order_item_name: String = "orderItemName",
        /// Its deal; `null` in the samples.
        optional order_package_id: i64 = "orderPackageId",
        /// The deal's name; `null` in the samples.
        optional order_package_name: String = "orderPackageName",
        /// The option to send; may be the same.
        optional target_item_id: VendorItemId = "targetItemId",
        /// The price of one.
        optional target_item_unit_price: Money = "targetItemUnitPrice",
        /// Its name.
        optional target_item_name: String = "targetItemName",
        /// Its deal; -1 was seen.
        optional target_package_id: i64 = "targetPackageId",
        /// The deal's name.
        optional target_package_name: String = "targetPackageName",
        /// How many.
        optional quantity: u32 = "quantity",
        /// Whether the old option was delivered.
        optional order_item_delivery_complete: bool = "orderItemDeliveryComplete",
        /// Whether it came back.
        optional order_item_return_complete: bool = "orderItemReturnComplete",
        /// Whether the new option was delivered.
        optional target_item_delivery_complete: bool = "targetItemDeliveryComplete",
        /// When it was made.
        optional created_at: Timestamp = "createdAt",
        /// When it was changed last.
        optional modified_at: Timestamp = "modifiedAt",
        /// The box of the first delivery: never the one to upload a waybill for.
        optional original_shipment_box_id: ShipmentBoxId = "originalShipmentBoxId",
    }
}
