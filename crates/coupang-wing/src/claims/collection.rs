//! How returned goods come back.

use apiwire::calendar::Timestamp;
use apiwire::wire::OneOrMany;
use redact_kr::{Address, FreeText, LoginId, PersonName, Phone, PostCode};

use super::exchange_status::{
    CollectionConfirmType, CollectionItemStatus, CollectionReleaseStatus, CollectionType, ItemCollectionStatus,
    SafetyNumberStatus,
};
use crate::ids::{CarrierCode, InvoiceNumber, OrderId, ReceiptId, ReturnCenterCode, ReturnDeliveryId, VendorItemId};

apiwire::model! {
    /// A waybill of a collection, of a return or of an exchange (`returnDeliveryDtos`).
    pub struct CollectionWaybill {
        /// The carrier.
        optional delivery_company_code: CarrierCode = "deliveryCompanyCode",
        /// The number; ignore the entry without one. A trailing blank was seen.
        optional delivery_invoice_no: InvoiceNumber = "deliveryInvoiceNo",
    }
}

apiwire::model! {
    /// The collection of an exchange's old goods (`collectInformationsDto`, article 360033397594).
    pub struct CollectionInformation {
        /// What it is for.
        optional return_type: CollectionType = "returnType",
        /// When the goods are expected.
        optional expected_return_date: Timestamp = "expectedReturnDate",
        /// What is collected.
        optional items: Vec<CollectedItem> = "returndeliveryItemDtos",
        /// Where from and where to.
        optional destination: CollectionDestination = "returndeliveryDestinationDto",
        /// The waybills, where a public client expects them; Coupang's samples have them beside this object.
        optional return_delivery_dtos: OneOrMany<CollectionWaybill> = "returnDeliveryDtos",
    }
}

apiwire::model! {
    /// An option under collection (`returndeliveryItemDtos`).
    pub struct CollectedItem {
        /// The option.
        optional vendor_item_id: VendorItemId = "vendorItemId",
        /// Where it stands.
        optional status_code: CollectionItemStatus = "statusCode",
        /// How many came back.
        optional return_count: u32 = "returnCount",
        /// Whether it had left.
        optional release_status: CollectionReleaseStatus = "releaseStatus",
        /// Internal.
        optional payment_return_delivery_map_id: i64 = "paymentReturnDeliveryMapId",
        /// Internal.
        optional payment_item_id: i64 = "paymentItemId",
        /// Who changed it: the internal number of a user.
        optional modified_by: LoginId = "modifiedBy",
        /// When it changed. Coupang's samples misspell the key; its table does not.
        optional modified_at: Timestamp = "moodifiedAt" | "modifiedAt",
        /// Who made it: the internal number of a user.
        optional created_by: LoginId = "createdBy",
        /// When it was made.
        optional created_at: Timestamp = "createdAt",
        /// How many are to come back.
        optional count: u32 = "count",
        /// How it was confirmed.
        optional confirm_type: CollectionConfirmType = "confirmType",
        /// Whether it is collected; has nothing to do with the exchange's own `collect_status`.
        optional collect_status: ItemCollectionStatus = "collectStatus",
    }
}

apiwire::model! {
    /// The two ends of a collection (`returndeliveryDestinationDto`).
    pub struct CollectionDestination {
        /// The post code of the seller's return place.
        optional vendor_zip_code: PostCode = "vendorZipCode",
        /// Its telephone.
        optional vendor_phone: Phone = "vendorPhone",
        /// Its name.
        optional vendor_name: PersonName = "vendorName",
        /// Its mobile telephone.
        optional vendor_mobile: Phone = "vendorMobile",
        /// The second line of its address.
        optional vendor_address_detail: Address = "vendorAddressDetail",
        /// Its address.
        optional vendor_address: Address = "vendorAddress",
        /// What the relay number is worth.
        optional safety_number_status: SafetyNumberStatus = "safetyNumberStatus",
        /// The relay number's internal id.
        optional safety_number_id: i64 = "safetyNumberId",
        /// A relay number.
        optional safety_number: Phone = "safetyNumber",
        /// The collection.
        optional return_delivery_id: ReturnDeliveryId = "returnDeliveryId",
        /// The return centre.
        optional return_center_code: ReturnCenterCode = "returnCenterCode",
        /// A receipt; `null` in the samples.
        optional receipt_id: ReceiptId = "receiptId",
        /// Who ordered, by telephone; `null` in the samples.
        optional ordered_by_mobile: Phone = "orderedByMobile",
        /// The order.
        optional order_id: OrderId = "orderId",
        /// A memo.
        optional message: FreeText = "message",
        /// The buyer's post code.
        optional customer_zip_code: PostCode = "customerZipCode",
        /// The buyer's telephone.
        optional customer_phone: Phone = "customerPhone",
        /// The buyer's name.
        optional customer_name: PersonName = "customerName",
        /// The buyer's mobile telephone.
        optional customer_mobile: Phone = "customerMobile",
        /// The second line of the buyer's address.
        optional customer_address_detail: Address = "customerAddressDetail",
        /// The buyer's address.
        optional customer_address: Address = "customerAddress",
    }
}
