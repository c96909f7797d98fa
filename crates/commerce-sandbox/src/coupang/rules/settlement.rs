//! What is open about options, revenue and payouts.

use super::{DaysOf, Sort};

answers! {
    /// How long a search of revenue may be.
    RevenueMonth {
        /// 31 days, both ends included.
        Days31 = "31_days",
        /// To the same day of the next month.
        Calendar = "calendar",
    }

    /// The signs of what comes back.
    RefundSigns {
        /// As in the sample of 2019: a refund that the seller caused has positive amounts, one that the customer caused a
        /// negative delivery.
        Mixed = "mixed",
        /// All amounts are negative.
        Negative = "negative",
        /// All amounts are positive.
        Positive = "positive",
    }

    /// Which rows of revenue name their payout.
    SettlementDates {
        /// Some do and some do not.
        Some = "some",
        /// All, as the portal says.
        All = "all",
        /// None, as one seller has found.
        None = "none",
    }

    /// Where the weeks of payouts begin.
    PayoutWeeks {
        /// On the first of the month, and every seven days.
        FromTheFirst = "from_the_first",
        /// On Mondays; the first begins and the last ends with the month.
        Monday = "monday",
    }
}

rules! { settlement: SettlementRules, SettlementRulesWritten {
    /// The largest stock that an option may have; any number, which is 0, unless set.
    most_stock as "most_stock": u16 = 0;

    /// Whether a sale price may be 0 where it is forced; false unless set.
    zero_price_taken as "zero_price_taken": bool = false;

    /// Whether the answer to a write of an option has `data`, which is `null`; true unless set. The portal shows none, and
    /// public clients have seen it.
    option_writes_have_data as "option_writes_have_data": bool = true;

    /// How long a search of revenue may be; 31 days unless set. The portal speaks of a month.
    revenue_month as "revenue_month": RevenueMonth = RevenueMonth::Days31;

    /// Whose days decide which day of revenue was yesterday, and which month of payouts is the present one; Korean ones
    /// unless set.
    revenue_days as "revenue_days": DaysOf = DaysOf::Korea;

    /// How the rows of revenue are sorted; oldest first unless set.
    revenue_sort as "revenue_sort": Sort = Sort::OldestFirst;

    /// The signs of refunds among the revenue; mixed unless set. Payouts are computed the same in any case.
    refund_signs as "refund_signs": RefundSigns = RefundSigns::Mixed;

    /// Which rows of revenue name their payout; some unless set.
    settlement_dates as "settlement_dates": SettlementDates = SettlementDates::Some;

    /// Whether the `settlementAmount` of delivery fees is `null`, as in the sample of 2019; false unless set.
    null_delivery_settlement as "null_delivery_settlement": bool = false;

    /// Where the weeks of payouts begin; on the first of the month unless set.
    payout_weeks as "payout_weeks": PayoutWeeks = PayoutWeeks::FromTheFirst;

    /// Whether a week without revenue has a row of zeros among the payouts; false unless set: it has none.
    empty_weeks_have_rows as "empty_weeks_have_rows": bool = false;
} }
