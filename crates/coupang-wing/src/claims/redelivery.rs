//! The boxes in which an exchange's new goods go out. No official sample fills them, so every field may be missing.

use apiwire::calendar::Timestamp;
use redact_kr::FreeText;

use super::exchange_status::ShippingDeliveryType;
use crate::ids::{CarrierCode, InvoiceNumber, OrderId, ShipmentBoxId, VendorItemId};
use crate::money::Money;
use crate::orders::OrderStatus;

apiwire::model! {
    /// A box of new goods (`deliveryInvoiceGroupDtos`).
    pub struct RedeliveryBox {
        /// The new box: the one that a waybill is uploaded for.
        optional shipment_box_id: ShipmentBoxId = "shipmentBoxId",
        /// The price of what is in it.
        optional box_price: Money = "boxPrice",
        /// The order.
        optional order_id: OrderId = "orderId",
        /// Its values are not documented.
        optional order_type: String = "orderType",
        /// Its values are not documented.
        optional customer_type: String = "customerType",
        /// Its values are not documented.
        optional bundle_type: String = "bundleType",
        /// A memo.
        optional extra_message: FreeText = "extraMessage",
        /// What the box is for.
        optional shipping_delivery_type: ShippingDeliveryType = "shippingDeliveryType",
        /// Its waybills.
        optional invoices: Vec<RedeliveryInvoice> = "deliveryInvoiceDtos",
    }
}

apiwire::model! {
    /// A waybill of new goods (`deliveryInvoiceDtos`).
    pub struct RedeliveryInvoice {
        /// The number; empty before it is uploaded.
        optional invoice_number: InvoiceNumber = "invoiceNumber",
        /// The page calls it the lead time from order to dispatch, and writes a timestamp.
        optional estimated_delivery_date: Timestamp = "estimatedDeliveryDate",
        /// When it was delivered.
        optional delivered_date: Timestamp = "deliveredDate",
        /// When its status changed.
        optional status_modified_at: Timestamp = "statusModifiedAt",
        /// When the number was uploaded.
        optional invoice_number_upload_date: Timestamp = "invoiceNumberUploadDate",
        /// Where it stands.
        optional status_code: OrderStatus = "statusCode",
        /// The carrier. Coupang's key is spelt so.
        optional deliver_code: CarrierCode = "deliverCode",
        /// The main waybill, when retail goods are split.
        optional is_main_shipment_invoice: bool = "isMainShipmentInvoice",
        /// How retail goods go; its values are not documented.
        optional parcel_type: String = "parcelType",
        /// What is in it.
        optional items: Vec<RedeliveryItem> = "invoiceVendorItemDtos",
    }
}

apiwire::model! {
    /// An option in a waybill (`invoiceVendorItemDtos`).
    pub struct RedeliveryItem {
        /// The option.
        optional vendor_item_id: VendorItemId = "vendorItemId",
        /// How many.
        optional quantity: u64 = "quantity",
        /// Whether something is added.
        optional has_additional_item: bool = "hasAdditionalItem",
        /// The promised day.
        optional promise_delivery_date: Timestamp = "promiseDeliveryDate",
        /// The day to ship by.
        optional estimated_shipping_date: Timestamp = "estimatedShippingDate",
    }
}
