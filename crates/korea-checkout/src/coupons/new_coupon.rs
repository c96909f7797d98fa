//! A coupon to make.

use apiwire::calendar::Timestamp;
use apiwire::{InputFaults, JsonBody};

use super::coupon::{AppliesTo, CouponType};
use crate::ids::CouponCode;
use crate::input::{Body, ExtraFields, require_text, require_won, takes_extra};

/// A coupon to make.
///
/// ```
/// use korea_checkout::calendar::Timestamp;
/// use korea_checkout::coupons::NewCoupon;
///
/// let from = Timestamp::parse("2026-03-01T00:00:00+09:00").unwrap();
/// let until = Timestamp::parse("2026-03-31T23:59:59+09:00").unwrap();
/// let coupon = NewCoupon::percentage("SPRING10", "봄맞이 10%", 10, from, until)
///     .with_name_en("Spring 10%")
///     .with_usage_limits(Some(100), Some(1))
///     .with_minimum_order_amount(20_000);
/// # let _ = coupon;
/// ```
#[derive(Debug, Clone)]
pub struct NewCoupon {
    code: CouponCode,
    name_ko: String,
    name_en: Option<String>,
    kind: CouponType,
    discount_value: i64,
    valid_from: Timestamp,
    valid_until: Timestamp,
    usage_limit: Option<u32>,
    usage_limit_per_customer: Option<u32>,
    minimum_order_amount: Option<i64>,
    applies_to: Option<AppliesTo>,
    extra: ExtraFields,
}

impl NewCoupon {
    /// A coupon of any type: what buyers type, its Korean name, how much, and from when until when.
    #[must_use]
    pub fn new(
        code: impl Into<Box<str>>,
        name_ko: impl Into<String>,
        kind: CouponType,
        discount_value: i64,
        valid_from: Timestamp,
        valid_until: Timestamp,
    ) -> Self {
        Self {
            code: CouponCode::new(code),
            name_ko: name_ko.into(),
            name_en: None,
            kind,
            discount_value,
            valid_from,
            valid_until,
            usage_limit: None,
            usage_limit_per_customer: None,
            minimum_order_amount: None,
            applies_to: None,
            extra: ExtraFields::default(),
        }
    }

    /// A coupon that takes off 1 to 100 percent.
    #[must_use]
    pub fn percentage(
        code: impl Into<Box<str>>,
        name_ko: impl Into<String>,
        percent: u8,
        valid_from: Timestamp,
        valid_until: Timestamp,
    ) -> Self {
        Self::new(code, name_ko, CouponType::Percentage, percent.into(), valid_from, valid_until)
    }

    /// A coupon that takes off so many whole won.
    #[must_use]
    pub fn fixed_amount(
        code: impl Into<Box<str>>,
        name_ko: impl Into<String>,
        won: i64,
        valid_from: Timestamp,
        valid_until: Timestamp,
    ) -> Self {
        Self::new(code, name_ko, CouponType::FixedAmount, won, valid_from, valid_until)
    }

    /// Its English name.
    #[must_use]
    pub fn with_name_en(mut self, name: impl Into<String>) -> Self {
        self.name_en = Some(name.into());
        self
    }

    /// How often it can be used in all, and by one buyer; `None` sends no limit.
    #[must_use]
    pub fn with_usage_limits(mut self, in_all: Option<u32>, per_customer: Option<u32>) -> Self {
        (self.usage_limit, self.usage_limit_per_customer) = (in_all, per_customer);
        self
    }

    /// The smallest order, in whole won.
    #[must_use]
    pub fn with_minimum_order_amount(mut self, won: i64) -> Self {
        self.minimum_order_amount = Some(won);
        self
    }

    /// What it is taken off.
    #[must_use]
    pub fn with_applies_to(mut self, what: AppliesTo) -> Self {
        self.applies_to = Some(what);
        self
    }

    pub(super) fn check(&self, faults: &mut InputFaults) {
        let code = self.code.as_str();
        require_text(faults, "code", code);
        faults.require(!code.contains(char::is_whitespace), "code", "must have no white space");
        require_text(faults, "name_ko", &self.name_ko);
        match self.kind {
            CouponType::Percentage => {
                faults.require((1..=100).contains(&self.discount_value), "discount_value", "must be 1 to 100 percent");
            }
            CouponType::FixedAmount => require_won(faults, "discount_value", self.discount_value),
            // What the value means is unknown.
            _ => faults.require(self.discount_value >= 0, "discount_value", "must not be negative"),
        }
        faults.require(self.valid_from < self.valid_until, "valid_until", "must be later than valid_from");
        faults.require(self.usage_limit != Some(0), "usage_limit", "must be above 0");
        faults.require(self.usage_limit_per_customer != Some(0), "usage_limit_per_customer", "must be above 0");
        let minimum = self.minimum_order_amount.unwrap_or_default();
        faults.require(minimum >= 0, "minimum_order_amount", "must not be negative");
        self.extra.check(faults, &self.body());
    }

    pub(super) fn json(&self) -> JsonBody {
        self.body().into_json(&self.extra)
    }

    fn body(&self) -> Body {
        Body::new()
            .with("code", self.code.as_str())
            .with("name_ko", self.name_ko.as_str())
            .with_some("name_en", self.name_en.as_deref())
            .with("type", self.kind.as_str())
            .with("discount_value", self.discount_value)
            .with("valid_from", self.valid_from.to_utc_text())
            .with("valid_until", self.valid_until.to_utc_text())
            .with_some("usage_limit", self.usage_limit)
            .with_some("usage_limit_per_customer", self.usage_limit_per_customer)
            .with_some("minimum_order_amount", self.minimum_order_amount)
            .with_some("applies_to", self.applies_to.as_ref().map(AppliesTo::as_str))
    }
}

takes_extra!(NewCoupon);
