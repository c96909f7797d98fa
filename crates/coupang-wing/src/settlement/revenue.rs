//! Revenue of an order.

use apiwire::calendar::KstDate;

use super::kind::{SaleType, TaxType};
use crate::ids::{OrderId, ProductId, VendorItemId, VendorSku};
use crate::money::Money;
use crate::percent::Percent;

apiwire::model! {
    /// One order's revenue of one kind of sale (article 360033922413).
    ///
    /// Never sum rows blindly: in the sample of 2019 a refund that the seller caused has positive items, to be
    /// subtracted, and one that the customer caused has items of 0 and negative delivery amounts. Whether that still
    /// holds is not known.
    pub struct RevenueRecord {
        /// The order; 0 when the row belongs to none.
        required order_id: OrderId = "orderId",
        /// Sale or refund.
        required sale_type: SaleType = "saleType",
        /// The day of the payment.
        optional sale_date: KstDate = "saleDate",
        /// The day of the recognition: the purchase was confirmed, or seven days passed since the delivery.
        optional recognition_date: KstDate = "recognitionDate",
        /// The expected day of the payout. Missing in all 1,820 rows of a seller in August 2026.
        optional settlement_date: KstDate = "settlementDate",
        /// The day on which the withheld part is paid out; weekly settlement only.
        optional final_settlement_date: KstDate = "finalSettlementDate",
        /// The delivery fee and what Coupang takes of it.
        optional delivery_fee: RevenueDeliveryFee = "deliveryFee",
        /// The options of the order.
        required items: Vec<RevenueItem> = "items",
    }
}

apiwire::model! {
    /// The delivery fee of an order, in won.
    pub struct RevenueDeliveryFee {
        /// The whole fee: base and remote area.
        optional amount: Money = "amount",
        /// Coupang's commission.
        optional fee: Money = "fee",
        /// The tax on the commission.
        optional fee_vat: Money = "feeVat",
        /// The commission in percent.
        optional fee_ratio: Percent = "feeRatio",
        /// `amount - fee - fee_vat`; `null` in every row of the sample of 2019.
        optional settlement_amount: Money = "settlementAmount",
        /// The base part.
        optional base_amount: Money = "baseAmount",
        /// The commission on the base part.
        optional base_fee: Money = "baseFee",
        /// The tax on that.
        optional base_fee_vat: Money = "baseFeeVat",
        /// The part for remote areas.
        optional remote_amount: Money = "remoteAmount",
        /// The commission on the remote part.
        optional remote_fee: Money = "remoteFee",
        /// The tax on that.
        optional remote_fee_vat: Money = "remoteFeeVat",
    }
}

apiwire::model! {
    /// One option of an order, in won; amounts are for the whole quantity.
    pub struct RevenueItem {
        /// Taxed or exempt.
        optional tax_type: TaxType = "taxType",
        /// The exposed product; it may change, so never a key.
        optional product_id: ProductId = "productId",
        /// Its name.
        optional product_name: String = "productName",
        /// The option: the key.
        required vendor_item_id: VendorItemId = "vendorItemId",
        /// Its name.
        optional vendor_item_name: String = "vendorItemName",
        /// The sale price of the whole quantity.
        optional sale_price: Money = "salePrice",
        /// How many.
        optional quantity: i64 = "quantity",
        /// The discount that Coupang pays.
        optional coupang_discount_coupon: Money = "coupangDiscountCoupon",
        /// Whether the seller agreed to coupons that Coupang pays.
        optional discount_coupon_policy_agreement: bool = "discountCouponPolicyAgreement",
        /// `sale_price - coupang_discount_coupon`.
        optional sale_amount: Money = "saleAmount",
        /// The seller's instant coupon.
        optional seller_discount_coupon: Money = "sellerDiscountCoupon",
        /// The seller's downloadable coupon.
        optional downloadable_coupon: Money = "downloadableCoupon",
        /// Coupang's commission.
        optional service_fee: Money = "serviceFee",
        /// The tax on the commission.
        optional service_fee_vat: Money = "serviceFeeVat",
        /// The commission in percent, without the tax; `null` in a sample row.
        optional service_fee_ratio: Percent = "serviceFeeRatio",
        /// `sale_amount - (service_fee + service_fee_vat)`.
        optional settlement_amount: Money = "settlementAmount",
        /// A former service's fee in percent.
        optional courantee_fee_ratio: Percent = "couranteeFeeRatio",
        /// That fee.
        optional courantee_fee: Money = "couranteeFee",
        /// The tax on it.
        optional courantee_fee_vat: Money = "couranteeFeeVat",
        /// The seller's own code.
        optional external_seller_sku_code: VendorSku = "externalSellerSkuCode",
        /// The discount of the store fee.
        optional store_fee_discount: Money = "storeFeeDiscount",
        /// The tax on it.
        optional store_fee_discount_vat: Money = "storeFeeDiscountVat",
    }
}
