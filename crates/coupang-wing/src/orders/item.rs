//! An item of an order sheet.

use apiwire::calendar::{KstDate, Timestamp};
use redact_kr::{FreeText, Sensitive};
use serde_json::{Map, Value};

use super::status::DeliveryChargeType;
use crate::ids::{ProductId, SellerProductId, VendorItemId, VendorSku};
use crate::money::Money;

apiwire::model! {
    /// One option in a bundle.
    ///
    /// To ship now: `shipping_count - (hold_count_for_cancel + cancel_count)`; `shipping_count` alone is what was bought.
    /// Since 2024-04-12 names and counts are those of the seller's own option; the `up_bundle_*` fields only tell what
    /// the customer saw, so never multiply by them.
    pub struct OrderItem {
        /// Unused.
        optional vendor_item_package_id: i64 = "vendorItemPackageId",
        /// Unused.
        optional vendor_item_package_name: String = "vendorItemPackageName",
        /// The exposed product; it may change, and is 0 when there is none.
        optional product_id: ProductId = "productId",
        /// The option: the key for all writes.
        required vendor_item_id: VendorItemId = "vendorItemId",
        /// The exposed name of product and option.
        optional vendor_item_name: String = "vendorItemName",
        /// How many were bought; cancelling does not reduce it.
        optional shipping_count: u32 = "shippingCount",
        /// The price of one.
        optional sales_price: Money = "salesPrice",
        /// `sales_price x shipping_count`: already multiplied.
        optional order_price: Money = "orderPrice",
        /// All discounts together.
        optional discount_price: Money = "discountPrice",
        /// The seller's instant coupon.
        optional instant_coupon_discount: Money = "instantCouponDiscount",
        /// The seller's downloadable coupon.
        optional downloadable_coupon_discount: Money = "downloadableCouponDiscount",
        /// What Coupang pays; it does not reduce the settlement.
        optional coupang_discount: Money = "coupangDiscount",
        /// The seller's own code; one public note reports wrong values.
        optional external_vendor_sku_code: VendorSku = "externalVendorSkuCode",
        /// The prompt for made-to-order goods.
        optional etc_info_header: String = "etcInfoHeader",
        /// Always empty; see `etc_info_values`.
        optional etc_info_value: FreeText = "etcInfoValue",
        /// What the customer wrote for made-to-order goods.
        optional etc_info_values: Vec<FreeText> = "etcInfoValues",
        /// The registered product.
        optional seller_product_id: SellerProductId = "sellerProductId",
        /// Its registered name.
        optional seller_product_name: String = "sellerProductName",
        /// The registered name of the option.
        optional seller_product_item_name: String = "sellerProductItemName",
        /// The option's name at first registration.
        optional first_seller_product_item_name: String = "firstSellerProductItemName",
        /// How many are cancelled for good.
        optional cancel_count: u32 = "cancelCount",
        /// How many are cancelled with the refund pending.
        optional hold_count_for_cancel: u32 = "holdCountForCancel",
        /// The day to ship by, at the time of the order.
        optional estimated_shipping_date: KstDate = "estimatedShippingDate",
        /// The planned day, for split shipping.
        optional planned_shipping_date: KstDate = "plannedShippingDate",
        /// When the waybill was uploaded.
        optional invoice_number_upload_date: Timestamp = "invoiceNumberUploadDate",
        /// Extra values of the option; keys seen are `M1_VARIATION_ID` and `M1_ORIGINAL_PRICE`.
        optional extra_properties: Sensitive<Map<String, Value>> = "extraProperties",
        /// Whether it carried the lowest-price badge.
        optional pricing_badge: bool = "pricingBadge",
        /// Second-hand.
        optional used_product: bool = "usedProduct",
        /// When the purchase was confirmed.
        optional confirm_date: Timestamp = "confirmDate",
        /// Whether the delivery was charged.
        optional delivery_charge_type_name: DeliveryChargeType = "deliveryChargeTypeName",
        /// The auto-generated option that the customer saw.
        optional up_bundle_vendor_item_id: VendorItemId = "upBundleVendorItemId",
        /// Its name.
        optional up_bundle_vendor_item_name: String = "upBundleVendorItemName",
        /// How many units it holds.
        optional up_bundle_size: u32 = "upBundleSize",
        /// Whether the item was bought through an auto-generated option.
        optional up_bundle_item: bool = "upBundleItem",
        /// Undocumented at item level; its type is unknown.
        optional tax_receipt_info: Sensitive<Value> = "taxReceiptInfo",
        /// Whether the item is cancelled.
        optional canceled: bool = "canceled",
    }
}

impl OrderItem {
    /// How many units can be shipped now: what was bought, less what is cancelled or about to be
    /// (`shippingCount - (holdCountForCancel + cancelCount)`). `None` when Coupang did not say how many were bought.
    #[must_use]
    pub fn shippable_quantity(&self) -> Option<u32> {
        self.shipping_count.map(|bought| bought.saturating_sub(self.cancelled_quantity()))
    }

    /// How many units are cancelled, for good or with the refund pending.
    #[must_use]
    pub fn cancelled_quantity(&self) -> u32 {
        self.cancel_count.unwrap_or_default().saturating_add(self.hold_count_for_cancel.unwrap_or_default())
    }
}
