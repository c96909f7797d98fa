//! A refund to make, and what the vendor says of it.

use apiwire::calendar::Timestamp;
use apiwire::{InputFaults, JsonBody};
use redact_kr::FreeText;

use super::paid::Paid;
use crate::ids::RefundId;
use crate::input::{Body, ExtraFields, takes_extra};

/// A refund of a payment, in full or in part.
#[derive(Debug, Clone)]
pub struct Refund {
    paid: Paid,
    /// `None` in full: the vendor is sent no amount then.
    amount: Option<i64>,
    reason: Option<FreeText>,
    notify_customer: Option<bool>,
    extra: ExtraFields,
}

apiwire::open_enum! {
    /// How far a refund is. Only one value is documented.
    pub enum RefundStatus {
        /// Under way.
        Processing = "processing",
    }
}

apiwire::model! {
    /// A refund that the vendor has taken on.
    pub struct Refunded {
        /// Its id: keep it for disputes.
        required refund_id: RefundId = "refundId" | "refund_id",
        /// How far it is.
        required status: RefundStatus = "status",
        /// How much, in whole won.
        optional amount: i64 = "amount",
        /// Why, in somebody's words.
        optional reason: FreeText = "reason",
        /// When.
        optional processed_at: Timestamp = "processedAt" | "processed_at",
    }
}

impl Refund {
    /// All of it. Only for a payment of which nothing was refunded before: what the vendor makes of a full refund after a
    /// partial one is unknown, so name what is left with [`Refund::partial`].
    #[must_use]
    pub fn full(paid: Paid) -> Self {
        Self { paid, amount: None, reason: None, notify_customer: None, extra: ExtraFields::default() }
    }

    /// So many whole won of it.
    #[must_use]
    pub fn partial(paid: Paid, amount: i64) -> Self {
        Self { amount: Some(amount), ..Self::full(paid) }
    }

    /// Says why.
    #[must_use]
    pub fn with_reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(FreeText::new(reason));
        self
    }

    /// Has the vendor tell the buyer, or not.
    #[must_use]
    pub fn with_notify_customer(mut self, notify: bool) -> Self {
        self.notify_customer = Some(notify);
        self
    }

    /// The payment.
    #[must_use]
    pub fn paid(&self) -> &Paid {
        &self.paid
    }

    /// How much is to be refunded, in whole won.
    #[must_use]
    pub fn amount(&self) -> i64 {
        self.amount.unwrap_or(self.paid.total())
    }

    /// Whether nothing is left after it.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.amount() == self.paid.left()
    }

    pub(super) fn check(&self, faults: &mut InputFaults) {
        let (amount, left) = (self.amount(), self.paid.left());
        let books = self.paid.total() > 0 && self.paid.refunded() >= 0;
        faults.require(books, "what was paid", "must be above 0, and what was refunded before not below");
        faults.require(amount > 0, "amount", "must be a whole number of won above 0");
        faults.require(amount <= left, "amount", "must not be more than what was paid and is not refunded yet");
        self.extra.check(faults, &self.body());
    }

    pub(super) fn json(&self) -> JsonBody {
        self.body().into_json(&self.extra)
    }

    fn body(&self) -> Body {
        Body::new()
            .with_some("amount", self.amount)
            .with_some("reason", self.reason.as_ref().map(FreeText::expose))
            .with_some("notify_customer", self.notify_customer)
    }
}

takes_extra!(Refund);
