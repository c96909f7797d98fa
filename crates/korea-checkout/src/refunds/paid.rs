//! What is known about a payment: without it nothing is refunded.

use crate::ids::SessionId;
use crate::sessions::Session;

/// A payment as the shop knows it: the session, what was paid, and what was refunded so far.
///
/// The vendor tells neither the sum of earlier refunds nor the total after a coupon, so say them with
/// [`Paid::with_refunded`] and [`Paid::known`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paid {
    session_id: SessionId,
    total: i64,
    refunded: i64,
}

/// The session that was read is no payment that can be refunded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotPaid {
    /// Its status is neither `completed` nor `partially_refunded`.
    #[error("the session is not paid, or is refunded already")]
    Status,
    /// It tells no total.
    #[error("the session tells no total: say what was paid with Paid::known")]
    Total,
    /// It was refunded in part before, and the vendor does not tell how much.
    #[error("the session is refunded in part: say what was paid and refunded with Paid::known and with_refunded")]
    RefundedBefore,
}

impl Paid {
    /// A payment as it was just read: paid, and nothing refunded yet.
    ///
    /// # Errors
    /// [`NotPaid`] when the session says otherwise or too little.
    pub fn of(session: &Session) -> Result<Self, NotPaid> {
        use crate::sessions::SessionStatus::{Completed, PartiallyRefunded};
        match (&session.status, session.total_amount) {
            (PartiallyRefunded, _) => Err(NotPaid::RefundedBefore),
            (Completed, Some(total)) => Ok(Self::known(session.session_id.clone(), total)),
            (Completed, None) => Err(NotPaid::Total),
            _ => Err(NotPaid::Status),
        }
    }

    /// A payment from the shop's own books: so many whole won were paid.
    #[must_use]
    pub fn known(session_id: SessionId, total: i64) -> Self {
        Self { session_id, total, refunded: 0 }
    }

    /// So many whole won in all were refunded before.
    #[must_use]
    pub fn with_refunded(self, refunded: i64) -> Self {
        Self { refunded, ..self }
    }

    /// The session.
    #[must_use]
    pub fn session_id(&self) -> &SessionId {
        &self.session_id
    }

    /// What was paid, in whole won.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.total
    }

    /// What was refunded before, in whole won.
    #[must_use]
    pub fn refunded(&self) -> i64 {
        self.refunded
    }

    /// What can still be refunded; nothing when the books are wrong.
    #[must_use]
    pub fn left(&self) -> i64 {
        if self.refunded < 0 { 0 } else { self.total.saturating_sub(self.refunded).max(0) }
    }
}
