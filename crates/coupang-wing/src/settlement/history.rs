//! A payout.

use apiwire::calendar::{KstDate, KstMonth};
use redact_kr::{PersonName, Sensitive};

use super::kind::{SettlementStatus, SettlementType};
use crate::money::Money;

apiwire::model! {
    /// A payout, made or expected, in won (article 360034152213).
    ///
    /// There is no id of a payout: a key is its type, its day and the first day of its period, and its place among equals.
    /// Never sum `settlement_amount` over types: a `RESERVE` row repeats the weekly amounts of its month, and what arrives
    /// with it is `last_amount`.
    pub struct SettlementHistory {
        /// Weekly, monthly, final ..
        required settlement_type: SettlementType = "settlementType",
        /// The day of the payout, or the expected one.
        optional settlement_date: KstDate = "settlementDate",
        /// The month of recognition.
        optional revenue_recognition_year_month: KstMonth = "revenueRecognitionYearMonth",
        /// The first day of the period.
        optional revenue_recognition_date_from: KstDate = "revenueRecognitionDateFrom",
        /// The last day of the period.
        optional revenue_recognition_date_to: KstDate = "revenueRecognitionDateTo",
        /// Sales and delivery, less cancellations, cancelled delivery and coupons.
        optional total_sale: Money = "totalSale",
        /// Coupang's commission, with preferential refunds.
        optional service_fee: Money = "serviceFee",
        /// `total_sale - service_fee`.
        optional settlement_target_amount: Money = "settlementTargetAmount",
        /// The part to be paid: 70 % of the target weekly, all of it monthly.
        optional settlement_amount: Money = "settlementAmount",
        /// The part withheld: 30 % weekly.
        optional last_amount: Money = "lastAmount",
        /// Held amounts that are released with this payout.
        optional pending_released_amount: Money = "pendingReleasedAmount",
        /// The seller's instant coupons.
        optional seller_discount_coupon: Money = "sellerDiscountCoupon",
        /// The seller's downloadable coupons.
        optional downloadable_coupon: Money = "downloadableCoupon",
        /// Unused.
        optional dedicated_delivery_amount: Money = "dedicatedDeliveryAmount",
        /// The fee for servers and service.
        optional seller_service_fee: Money = "sellerServiceFee",
        /// A former service's fee.
        optional courantee_fee: Money = "couranteeFee",
        /// A former service's reward for customers.
        optional courantee_customer_reward: Money = "couranteeCustomerReward",
        /// Deductions.
        optional deduction_amount: Money = "deductionAmount",
        /// Claims carried over.
        optional debt_of_last_week: Money = "debtOfLastWeek",
        /// What is paid: `settlement_amount + pending_released_amount` less the deductions, fees, coupons and the store-fee
        /// discount of this row.
        optional final_amount: Money = "finalAmount",
        /// The holder of the account, masked by Coupang.
        optional bank_account_holder: PersonName = "bankAccountHolder",
        /// The bank, masked by Coupang.
        optional bank_name: Sensitive<String> = "bankName",
        /// The account; Coupang masks its last four digits only.
        optional bank_account: Sensitive<String> = "bankAccount",
        /// Paid or expected.
        required status: SettlementStatus = "status",
        /// The discount of the store fee.
        optional store_fee_discount: Money = "storeFeeDiscount",
    }
}
