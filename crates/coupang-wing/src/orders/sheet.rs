//! The order sheet: one bundle of an order.

use apiwire::calendar::Timestamp;
use redact_kr::{Address, CustomsCode, Email, FreeText, NationalId, PersonName, Phone, PostCode, Sensitive};
use serde_json::{Map, Value};

use super::item::OrderItem;
use super::status::{OrderStatus, PaymentChannel, ShipmentType};
use crate::ids::{InvoiceNumber, OrderId, ShipmentBoxId};
use crate::money::Money;

apiwire::model! {
    /// One bundle of an order, as the order reads of versions 4 and 5 answer it.
    ///
    /// Only the ids, the status and the items are certain; everything else may be missing.
    pub struct OrderSheet {
        /// The bundle: the unit of acknowledgement, of waybills and of the status.
        required shipment_box_id: ShipmentBoxId = "shipmentBoxId",
        /// The order; several bundles can share it.
        required order_id: OrderId = "orderId",
        /// When it was ordered. Version 4 writes no offset: Korean time.
        optional ordered_at: Timestamp = "orderedAt",
        /// Who ordered.
        optional orderer: Orderer = "orderer",
        /// When it was paid.
        optional paid_at: Timestamp = "paidAt",
        /// Where it stands.
        required status: OrderStatus = "status",
        /// The delivery fee; may be 0.
        optional shipping_price: Money = "shippingPrice",
        /// Undocumented; seen by one public client of version 5.
        optional cod_delivery_fee: Money = "codDeliveryFee",
        /// The surcharge for remote areas; `null` in the samples of both versions.
        optional remote_price: Money = "remotePrice",
        /// Whether it goes to an island or into the mountains.
        optional remote_area: bool = "remoteArea",
        /// The customer's memo for the carrier.
        optional parcel_print_message: FreeText = "parcelPrintMessage",
        /// Whether this bundle is the result of split shipping.
        optional split_shipping: bool = "splitShipping",
        /// Whether this bundle may be split.
        optional able_split_shipping: bool = "ableSplitShipping",
        /// Who receives it. May change until the order is acknowledged: read it again then.
        optional receiver: Receiver = "receiver",
        /// What was ordered.
        required order_items: Vec<OrderItem> = "orderItems" | "ordeItems",
        /// For goods from abroad.
        optional oversea_shipping_info: OverseaShippingInfo = "overseaShippingInfoDto",
        /// The carrier's name, not its code; empty before shipping.
        optional delivery_company_name: String = "deliveryCompanyName",
        /// The waybill number; empty before shipping.
        optional invoice_number: InvoiceNumber = "invoiceNumber",
        /// When it was dispatched. Coupang's key is misspelt.
        optional in_transit_at: Timestamp = "inTrasitDateTime",
        /// When it was delivered.
        optional delivered_at: Timestamp = "deliveredDate",
        /// Where the customer paid.
        optional refer: PaymentChannel = "refer",
        /// Who ships.
        optional shipment_type: ShipmentType = "shipmentType",
        /// Cash on delivery; since 2025-12-05 (notice 53164063629593).
        optional is_cod: bool = "isCod",
        /// Market-specific values of the order; since 2025-12-05. `taxReceiptInfo` in it names a person's or a company's
        /// receipt, `sameDayShipping` and `cutOffTimeHour` are strings.
        optional extra_properties: Sensitive<Map<String, Value>> = "extraProperties",
    }
}

apiwire::model! {
    /// Who ordered.
    pub struct Orderer {
        /// The customer's name.
        optional name: PersonName = "name",
        /// Always empty since 2024-08-06 (notice 35420918786329).
        optional email: Email = "email",
        /// A relay number; version 4 in local form, version 5 in an international form that need not be E.164.
        optional safe_number: Phone = "safeNumber",
        /// The real number; documented as `null`.
        optional orderer_number: Phone = "ordererNumber",
    }
}

apiwire::model! {
    /// Who receives.
    pub struct Receiver {
        /// The receiver's name.
        optional name: PersonName = "name",
        /// A relay number; was `null` during an incident in 2021.
        optional safe_number: Phone = "safeNumber",
        /// The real number; documented as `null`.
        optional receiver_number: Phone = "receiverNumber",
        /// The first address line; nothing marks it as road-name or lot-number form.
        optional addr1: Address = "addr1",
        /// The second address line.
        optional addr2: Address = "addr2",
        /// The post code, as text: five digits, or an old hyphenated one.
        optional post_code: PostCode = "postCode",
    }
}

apiwire::model! {
    /// What customs need for goods from abroad.
    pub struct OverseaShippingInfo {
        /// The personal customs code; only for products created with `pccNeeded=true`.
        optional personal_customs_clearance_code: CustomsCode = "personalCustomsClearanceCode",
        /// Unused. One table spells the key `orderersSsn`.
        optional orderer_ssn: NationalId = "ordererSsn" | "orderersSsn",
        /// The telephone number for customs: a real, unmasked one was seen.
        optional orderer_phone_number: Phone = "ordererPhoneNumber",
    }
}
