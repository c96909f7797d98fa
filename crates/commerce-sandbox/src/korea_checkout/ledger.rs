//! The books: every call and every change, for assertions about a client's manners.

use super::{MAX_LEDGER_ENTRIES, Operation, SessionStatus};
use crate::calendar::Moment;
use crate::fault::Struck;
use std::collections::VecDeque;
use std::time::SystemTime;

/// What the sandbox has seen and done, oldest first; at most [`MAX_LEDGER_ENTRIES`] of each.
///
/// It holds ids and amounts, and nobody's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ledger {
    /// Calls of the API, whatever the answer was. Visits to hosted pages are none.
    pub calls: Vec<Call>,
    /// What changed.
    pub entries: Vec<Entry>,
    /// The faults that struck.
    pub faults: Vec<Struck>,
}

/// A call of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Call {
    /// 1 for the first call.
    pub number: u64,
    /// When it came.
    pub at: SystemTime,
    /// What it named; `None` when the path is unknown, or the call was refused before the path was looked at.
    pub operation: Option<Operation>,
    /// The status of the answer; 0 where a fault broke the connection without one.
    pub status: u16,
    /// The header `Idempotency-Key`, honoured or not.
    pub idempotency_key: Option<String>,
    /// Answered as before because its key was known; nothing was carried out.
    pub replayed: bool,
}

/// Something that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// When.
    pub at: SystemTime,
    /// The number of the call that did it; `None` for what a buyer or the time did.
    pub call: Option<u64>,
    /// What.
    pub change: Change,
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(serde::Serialize), serde(tag = "change", rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Change {
    /// A session was created.
    SessionCreated {
        /// The new session.
        session_id: String,
        /// The shop's order number.
        order_id: String,
        /// Won.
        total: i64,
    },
    /// The customer or the metadata of a session changed.
    SessionUpdated {
        /// Which session.
        session_id: String,
    },
    /// A session came into another status.
    StatusChanged {
        /// Which session.
        session_id: String,
        /// The new status.
        status: SessionStatus,
    },
    /// A refund was accepted; the status of the session changes when it is settled.
    RefundAccepted {
        /// Which session.
        session_id: String,
        /// The new refund.
        refund_id: String,
        /// Won.
        amount: i64,
    },
    /// A coupon was created.
    CouponCreated {
        /// Its code.
        code: String,
    },
    /// A coupon was used for a session.
    CouponApplied {
        /// Its code.
        code: String,
        /// The session.
        session_id: String,
        /// Won off.
        discount: i64,
        /// Won left to pay.
        new_total: i64,
    },
    /// A shop was created.
    ShopCreated {
        /// The new shop.
        shop_id: String,
    },
    /// The settings of a shop changed.
    ShopUpdated {
        /// Which shop.
        shop_id: String,
    },
    /// A shop got a custom domain, which is not verified yet.
    DomainSet {
        /// Which shop.
        shop_id: String,
        /// Its domain.
        domain: String,
    },
    /// An event is on its way to an address.
    WebhookQueued {
        /// Such as `payment.completed`.
        event: String,
        /// What it is about.
        session_id: String,
        /// How many copies.
        copies: u32,
    },
    /// An event that nobody hears: no address, or one that is not on this machine.
    WebhookWithheld {
        /// Such as `payment.completed`.
        event: String,
        /// What it is about.
        session_id: String,
    },
    /// An event that is lost because [`super::WebhookManners::losing_every`] says so.
    WebhookLost {
        /// Such as `payment.completed`.
        event: String,
        /// What it is about.
        session_id: String,
    },
    /// One attempt to deliver came to its end.
    WebhookAttempted {
        /// Such as `payment.completed`.
        event: String,
        /// What it is about.
        session_id: String,
        /// 1 for the first attempt.
        attempt: u32,
        /// The status of the answer; `None` when there was none.
        status: Option<u16>,
    },
    /// No further attempt will be made.
    WebhookGivenUp {
        /// Such as `payment.completed`.
        event: String,
        /// What it is about.
        session_id: String,
    },
}

impl Ledger {
    /// How many calls of an operation came, whatever the answer was.
    #[must_use]
    pub fn calls_of(&self, operation: Operation) -> usize {
        self.calls.iter().filter(|call| call.operation == Some(operation)).count()
    }

    /// The won that all accepted refunds of a session add up to.
    #[must_use]
    pub fn refunded(&self, session: &str) -> i64 {
        let amounts = self.entries.iter().map(|entry| match &entry.change {
            Change::RefundAccepted { session_id, amount, .. } if session_id == session => *amount,
            _ => 0,
        });
        amounts.sum()
    }
}

/// The books while they are written.
#[derive(Default)]
pub(super) struct Books {
    calls: VecDeque<Call>,
    entries: VecDeque<Entry>,
    made: u64,
    /// The call that is being answered.
    current: Option<u64>,
}

impl Books {
    /// Counts a call, and says its number.
    pub(super) fn open_call(&mut self) -> u64 {
        self.made += 1;
        self.made
    }

    /// What is written from now on belongs to this call, or to none.
    pub(super) fn write_for(&mut self, call: Option<u64>) {
        self.current = call;
    }

    pub(super) fn close_call(&mut self, call: Call) {
        push(&mut self.calls, call);
    }

    pub(super) fn write(&mut self, at: Moment, change: Change) {
        push(&mut self.entries, Entry { at: at.system_time(), call: self.current, change });
    }

    pub(super) fn ledger(&self) -> Ledger {
        Ledger {
            calls: self.calls.iter().cloned().collect(),
            entries: self.entries.iter().cloned().collect(),
            faults: Vec::new(),
        }
    }
}

fn push<T>(kept: &mut VecDeque<T>, new: T) {
    if kept.len() >= MAX_LEDGER_ENTRIES {
        kept.pop_front();
    }
    kept.push_back(new);
}
