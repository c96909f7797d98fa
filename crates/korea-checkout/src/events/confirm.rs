//! An event against the session that it is about.

use apiwire::Single;

use super::event::Event;
use crate::sessions::Session;

/// What the session says to an event.
#[derive(Debug, Clone)]
#[must_use = "only a confirmed event may be acted on"]
#[non_exhaustive]
pub enum Confirmation {
    /// The session says the same: act on it.
    Confirmed(Single<Session>),
    /// The session has gone on since: the event is late. Act on the session's status if it is news to you, not on the
    /// event.
    Stale(Single<Session>),
    /// The session says something else: ship nothing. The event is forged or mistaken, or the vendor's own read is
    /// behind its webhook, so that confirming again a little later may end otherwise.
    Contradicted {
        /// The session.
        session: Single<Session>,
        /// Where they differ.
        differences: Vec<Difference>,
    },
    /// The event names no session, or one that does not exist: ship nothing.
    NoSession,
}

/// Where an event and its session differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Difference {
    /// The session has not come as far as the event says.
    Status,
    /// The amount, or the session tells none.
    Amount,
    /// The currency, or the session tells none.
    Currency,
    /// The shop's order number, or the session tells none.
    OrderId,
}

impl Confirmation {
    /// Compares an event with the session that it is about.
    pub fn of(event: &Event, session: Single<Session>) -> Self {
        let (claim, row) = (event.claim(), &session.row);
        let status = &row.status;
        let is_same = claim.statuses.contains(status);
        let has_gone_on = claim.statuses.iter().any(|claimed| claimed.may_become(status));
        let mut differences = Vec::new();
        for (differs, what) in [
            (!is_same && !has_gone_on, Difference::Status),
            (claim.amount.is_some() && claim.amount != row.total_amount, Difference::Amount),
            (claim.currency.is_some() && claim.currency != row.currency.as_ref(), Difference::Currency),
            (claim.order.is_some() && claim.order != row.platform_order_id.as_ref(), Difference::OrderId),
        ] {
            if differs {
                differences.push(what);
            }
        }
        match (differences.is_empty(), is_same) {
            (false, _) => Self::Contradicted { session, differences },
            (true, true) => Self::Confirmed(session),
            (true, false) => Self::Stale(session),
        }
    }

    /// The session, where there is one.
    #[must_use]
    pub fn session(&self) -> Option<&Session> {
        match self {
            Self::Confirmed(session) | Self::Stale(session) | Self::Contradicted { session, .. } => Some(&session.row),
            Self::NoSession => None,
        }
    }
}
