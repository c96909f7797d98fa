//! Coupons: made once, used for sessions that are not paid yet.

mod apply;
mod create;

pub(super) use apply::apply;
pub(super) use create::create;

use crate::calendar::Moment;

/// A coupon.
pub(super) struct Coupon {
    kind: Kind,
    /// Percent or won, by kind.
    value: i64,
    valid_from: Moment,
    valid_until: Moment,
    usage_limit: Option<i64>,
    usage_limit_per_customer: Option<i64>,
    /// Won.
    minimum_order: i64,
    /// The sessions it was used for. A session that ends unpaid gives its use back (assumed).
    used_for: Vec<String>,
}

/// The four types.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Percentage,
    FixedAmount,
    FreeShipping,
    ProductSpecific,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Percentage, Self::FixedAmount, Self::FreeShipping, Self::ProductSpecific];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Percentage => "percentage",
            Self::FixedAmount => "fixed_amount",
            Self::FreeShipping => "free_shipping",
            Self::ProductSpecific => "product_specific",
        }
    }

    fn from_wire(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl Coupon {
    /// Won off a total.
    ///
    /// Assumed: a percentage is rounded down to the won. A session has no line for shipping, so `free_shipping` takes
    /// nothing off. The page names no products for `product_specific`, which is therefore a fixed amount.
    fn discount(&self, total: i64) -> i64 {
        let off = match self.kind {
            Kind::Percentage => i128::from(total) * i128::from(self.value) / 100,
            Kind::FixedAmount | Kind::ProductSpecific => i128::from(self.value),
            Kind::FreeShipping => 0,
        };
        i64::try_from(off).unwrap_or(total).min(total)
    }
}

#[cfg(test)]
mod tests {
    use super::{Coupon, Kind};
    use crate::calendar::Moment;
    use std::time::UNIX_EPOCH;

    #[test]
    fn a_discount_is_whole_won_and_never_more_than_the_total() {
        let off = |kind, value, total| {
            let start = Moment::from_system_time(UNIX_EPOCH);
            let coupon = Coupon {
                kind,
                value,
                valid_from: start,
                valid_until: start,
                usage_limit: None,
                usage_limit_per_customer: None,
                minimum_order: 0,
                used_for: Vec::new(),
            };
            coupon.discount(total)
        };
        assert_eq!(off(Kind::Percentage, 10, 29_000), 2_900);
        assert_eq!(off(Kind::Percentage, 33, 101), 33);
        assert_eq!(off(Kind::Percentage, 100, i64::MAX), i64::MAX);
        assert_eq!(off(Kind::FixedAmount, 5_000, 3_000), 3_000);
        assert_eq!(off(Kind::ProductSpecific, 5_000, 30_000), 5_000);
        assert_eq!(off(Kind::FreeShipping, 3_000, 30_000), 0);
    }
}
