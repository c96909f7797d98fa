//! A coupon as the vendor tells it.

use apiwire::calendar::Timestamp;

use crate::ids::CouponCode;

apiwire::open_enum! {
    /// What a coupon takes off.
    pub enum CouponType {
        /// A percentage, 1 to 100.
        Percentage = "percentage",
        /// An amount in whole won.
        FixedAmount = "fixed_amount",
        /// The delivery fee.
        FreeShipping = "free_shipping",
        /// Something on certain products; how those are named is unknown.
        ProductSpecific = "product_specific",
    }
}

apiwire::open_enum! {
    /// What a coupon is taken off.
    pub enum AppliesTo {
        /// The whole cart.
        CartTotal = "cart_total",
    }
}

apiwire::model! {
    /// A coupon, should the vendor answer with one. Every name is also read in the other case (A18).
    pub struct Coupon {
        /// What buyers type.
        required code: CouponCode = "code",
        /// Its id.
        optional id: String = "id",
        /// Its Korean name.
        optional name_ko: String = "name_ko" | "nameKo",
        /// Its English name.
        optional name_en: String = "name_en" | "nameEn",
        /// What it takes off.
        optional kind: CouponType = "type",
        /// How much: a percentage or whole won, by its type.
        optional discount_value: i64 = "discount_value" | "discountValue",
        /// From when on.
        optional valid_from: Timestamp = "valid_from" | "validFrom",
        /// Until when.
        optional valid_until: Timestamp = "valid_until" | "validUntil",
        /// How often in all.
        optional usage_limit: u64 = "usage_limit" | "usageLimit",
        /// How often by one buyer.
        optional usage_limit_per_customer: u64 = "usage_limit_per_customer" | "usageLimitPerCustomer",
        /// The smallest order, in whole won.
        optional minimum_order_amount: i64 = "minimum_order_amount" | "minimumOrderAmount",
        /// What it is taken off.
        optional applies_to: AppliesTo = "applies_to" | "appliesTo",
    }
}
