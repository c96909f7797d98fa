//! The events.

use apiwire::calendar::Timestamp;
use apiwire::wire::UnknownText;
use redact_kr::Sensitive;
use serde_json::Value;

use crate::ids::{PlatformOrderId, RefundId, SessionId};
use crate::sessions::{Currency, Customer, PaymentMethod, SessionStatus};

/// What has happened, by the vendor's word.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Event {
    /// `payment.completed`: a buyer has paid.
    PaymentCompleted(Box<PaymentCompleted>),
    /// `payment.failed`: a payment failed or was declined.
    PaymentFailed(Box<SessionNews>),
    /// `payment.refunded`: a payment was refunded, in full or in part.
    PaymentRefunded(Box<SessionNews>),
    /// `session.expired`: nobody paid in time.
    SessionExpired(Box<SessionNews>),
    /// An event that is not documented. Answer 200 and leave it (A7).
    Unknown(UnknownEvent),
}

/// An event that is not documented, as it came.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct UnknownEvent {
    /// Its name.
    pub name: UnknownText,
    /// The whole body. Nobody knows what it holds, so it does not print.
    pub raw: Sensitive<Value>,
}

apiwire::model! {
    /// The data of `payment.completed`.
    pub struct PaymentCompleted {
        /// The session.
        required session_id: SessionId = "sessionId" | "session_id",
        /// What was paid, in whole won.
        required total_amount: i64 = "totalAmount" | "total_amount",
        /// The shop's order number.
        optional platform_order_id: PlatformOrderId = "platformOrderId" | "platform_order_id",
        /// The currency.
        optional currency: Currency = "currency",
        /// How it was paid.
        optional payment_method: PaymentMethod = "paymentMethod" | "payment_method",
        /// The buyer.
        optional customer: Customer = "customer",
        /// When it was paid.
        optional completed_at: Timestamp = "completedAt" | "completed_at",
    }
}

apiwire::model! {
    /// The data of the other three events: it is not documented, so everything is optional (A8).
    pub struct SessionNews {
        /// The session.
        optional session_id: SessionId = "sessionId" | "session_id",
        /// The shop's order number.
        optional platform_order_id: PlatformOrderId = "platformOrderId" | "platform_order_id",
        /// What the session is about, in whole won.
        optional total_amount: i64 = "totalAmount" | "total_amount",
        /// The currency.
        optional currency: Currency = "currency",
        /// How it was to be paid.
        optional payment_method: PaymentMethod = "paymentMethod" | "payment_method",
        /// The buyer.
        optional customer: Customer = "customer",
        /// The refund.
        optional refund_id: RefundId = "refundId" | "refund_id",
        /// What was refunded, in whole won.
        optional amount: i64 = "amount",
    }
}

/// What an event says about a session.
pub(super) struct Claim<'e> {
    /// The statuses that the event may mean, the earliest first.
    pub(super) statuses: &'static [SessionStatus],
    pub(super) order: Option<&'e PlatformOrderId>,
    pub(super) amount: Option<i64>,
    pub(super) currency: Option<&'e Currency>,
}

impl Event {
    /// The event's name on the wire.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::PaymentCompleted(_) => COMPLETED,
            Self::PaymentFailed(_) => FAILED,
            Self::PaymentRefunded(_) => REFUNDED,
            Self::SessionExpired(_) => EXPIRED,
            Self::Unknown(event) => event.name.as_str(),
        }
    }

    /// The session it is about, if it says so.
    #[must_use]
    pub fn session_id(&self) -> Option<&SessionId> {
        match self {
            Self::PaymentCompleted(payment) => Some(&payment.session_id),
            Self::PaymentFailed(news) | Self::PaymentRefunded(news) | Self::SessionExpired(news) => {
                news.session_id.as_ref()
            }
            Self::Unknown(_) => None,
        }
    }

    /// The status that the session has by this event; `None` for one that is not documented. A refund may be in part, so
    /// it counts as one.
    ///
    /// Events arrive in any order: take it over only where [`SessionStatus::may_become`] allows.
    #[must_use]
    pub fn status(&self) -> Option<&'static SessionStatus> {
        self.claim().statuses.first()
    }

    pub(super) fn claim(&self) -> Claim<'_> {
        let (statuses, news): (&'static [SessionStatus], _) = match self {
            Self::PaymentCompleted(payment) => {
                return Claim {
                    statuses: &[SessionStatus::Completed],
                    order: payment.platform_order_id.as_ref(),
                    amount: Some(payment.total_amount),
                    currency: payment.currency.as_ref(),
                };
            }
            Self::PaymentFailed(news) => (&[SessionStatus::Failed], news),
            Self::PaymentRefunded(news) => (&[SessionStatus::PartiallyRefunded, SessionStatus::Refunded], news),
            Self::SessionExpired(news) => (&[SessionStatus::Expired], news),
            Self::Unknown(_) => return Claim { statuses: &[], order: None, amount: None, currency: None },
        };
        Claim {
            statuses,
            order: news.platform_order_id.as_ref(),
            amount: news.total_amount,
            currency: news.currency.as_ref(),
        }
    }
}

pub(super) const COMPLETED: &str = "payment.completed";
pub(super) const FAILED: &str = "payment.failed";
pub(super) const REFUNDED: &str = "payment.refunded";
pub(super) const EXPIRED: &str = "session.expired";
