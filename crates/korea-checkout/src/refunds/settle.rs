//! What a session's status proves about a refund.

use super::refund::Refund;
use crate::sessions::SessionStatus;

/// Whether a refund has happened.
///
/// A status that only this refund explains settles it. Any other settles nothing: the vendor may still be working, so the
/// old status is no proof that nothing happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[must_use = "an undecided refund must not be sent again"]
#[non_exhaustive]
pub enum Settled {
    /// It has happened.
    Done,
    /// The session does not tell. Look again later, and into the vendor's dashboard before sending it again.
    Undecided,
}

impl Settled {
    pub(super) fn of(refund: &Refund, status: &SessionStatus) -> Self {
        let is_first = refund.paid().refunded() == 0;
        match status {
            // All of it is gone, which only the last refund does.
            SessionStatus::Refunded if refund.is_last() => Self::Done,
            // A part of it is gone, and no earlier refund explains that.
            SessionStatus::PartiallyRefunded if is_first && !refund.is_last() => Self::Done,
            _ => Self::Undecided,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SessionId;
    use crate::refunds::Paid;

    #[test]
    fn a19_only_a_status_that_this_refund_alone_explains_settles_it() {
        let paid = |refunded| Paid::known(SessionId::new("cs_1"), 30_000).with_refunded(refunded);
        let of = |refund: &Refund, status: &str| Settled::of(refund, &SessionStatus::from(status));
        for (refund, done) in [
            (Refund::full(paid(0)), &["refunded"][..]),
            (Refund::partial(paid(0), 30_000), &["refunded"]),
            (Refund::partial(paid(0), 10_000), &["partially_refunded"]),
            (Refund::partial(paid(10_000), 5_000), &[]),
            (Refund::partial(paid(10_000), 20_000), &["refunded"]),
        ] {
            for status in SessionStatus::ALL.iter().map(SessionStatus::as_str).chain(["refund_pending"]) {
                let expected = if done.contains(&status) { Settled::Done } else { Settled::Undecided };
                assert_eq!(of(&refund, status), expected, "{status} {refund:?}");
            }
        }
    }
}
