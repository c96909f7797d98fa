//! Payment sessions: what they hold, how they are written out, how they change.

mod action;
mod create;
mod life;
mod refund;
mod status;
mod update;

pub use action::{ActionError, BuyerAction, PaymentMethod};
pub(super) use create::create;
pub(super) use refund::refund;
pub use status::SessionStatus;
pub(super) use update::{closed, expire, update};

use super::answer::Refusal;
use super::place::Link;
use super::state::{Request, State};
use crate::calendar::Moment;
use crate::json::set;
use serde_json::{Map, Value, json};

/// A payment session.
pub(super) struct Session {
    pub(super) id: String,
    /// Whose: the place of the API key among the sandbox's keys.
    pub(super) owner: usize,
    pub(super) order_id: String,
    pub(super) items: Vec<Item>,
    pub(super) customer: Customer,
    /// Won to pay: what the shop asked for, less the coupon.
    pub(super) total: i64,
    pub(super) coupon: Option<AppliedCoupon>,
    pub(super) return_url: Link,
    pub(super) cancel_url: Link,
    pub(super) webhook_url: Option<Link>,
    pub(super) metadata: Map<String, Value>,
    pub(super) created: Moment,
    pub(super) expires: Moment,
    pub(super) status: SessionStatus,
    /// While `processing`: when the gateway will have answered.
    pub(super) settles: Option<Moment>,
    pub(super) payment: Option<Payment>,
    pub(super) refunds: Vec<Refund>,
}

/// A line of the cart.
pub(super) struct Item {
    pub(super) name: String,
    pub(super) price: i64,
    pub(super) quantity: i64,
}

/// The buyer.
pub(super) struct Customer {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) phone: String,
}

/// A coupon that was used for a session.
pub(super) struct AppliedCoupon {
    pub(super) code: String,
    /// Won off.
    pub(super) discount: i64,
}

/// What the buyer chose, and what the gateway made of it.
pub(super) struct Payment {
    pub(super) method: String,
    pub(super) transaction: String,
    /// `None` until it is completed.
    pub(super) completed: Option<Moment>,
}

/// A refund that was accepted.
pub(super) struct Refund {
    pub(super) amount: i64,
    pub(super) settles: Moment,
    pub(super) settled: bool,
}

impl Session {
    /// The fields that are read back: those of the vendor's two samples. `completedAt` and the payment stand there once
    /// it is paid.
    pub(super) fn fields(&self) -> Value {
        let mut fields = json!({
            "sessionId": self.id,
            "status": self.status.as_str(),
            "platformOrderId": self.order_id,
            "totalAmount": self.total,
            "currency": CURRENCY,
            "customer": { "name": self.customer.name, "email": self.customer.email },
            "createdAt": self.created.utc(),
            "expiresAt": self.expires.utc(),
        });
        if let Some((payment, completed)) = self.paid() {
            set(&mut fields, "paymentMethod", payment.method.clone());
            set(&mut fields, "gateway", GATEWAY);
            set(&mut fields, "gatewayTransactionId", payment.transaction.clone());
            set(&mut fields, "completedAt", completed.utc());
        }
        fields
    }

    /// The payment, once it is completed.
    pub(super) fn paid(&self) -> Option<(&Payment, Moment)> {
        self.payment.as_ref().and_then(|payment| Some((payment, payment.completed?)))
    }

    /// Won that no refund has taken yet, settled or not.
    pub(super) fn refundable(&self) -> i64 {
        self.total - self.refunds.iter().map(|refund| refund.amount).sum::<i64>()
    }
}

/// The one currency the vendor shows.
pub(super) const CURRENCY: &str = "KRW";
/// The one gateway of this sandbox; the vendor names three.
const GATEWAY: &str = "toss";

/// Reads a session.
pub(super) fn show(state: &State, request: &Request<'_>) -> Result<Value, Refusal> {
    state.own_session(request).map(Session::fields)
}
