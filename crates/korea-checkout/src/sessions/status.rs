//! Where a session stands.

apiwire::open_enum! {
    /// The status of a session. A value that is not listed is kept, and is not final (A20).
    pub enum SessionStatus {
        /// Created, not begun.
        Pending = "pending",
        /// The buyer is paying.
        Processing = "processing",
        /// Paid.
        Completed = "completed",
        /// The payment failed or was declined.
        Failed = "failed",
        /// The buyer cancelled.
        Cancelled = "cancelled",
        /// The time ran out before it was paid.
        Expired = "expired",
        /// Paid, and refunded in full.
        Refunded = "refunded",
        /// Paid, and refunded in part.
        PartiallyRefunded = "partially_refunded",
    }
}

/// The rank of a payment that may still end in any way.
const UNDER_WAY: u8 = 1;

impl SessionStatus {
    /// Whether polling may stop: nothing changes any more, except by a refund.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.rank() >= Self::Expired.rank()
    }

    /// Whether the buyer has paid and the shop has the money or a part of it.
    #[must_use]
    pub fn is_paid(&self) -> bool {
        matches!(self, Self::Completed | Self::PartiallyRefunded)
    }

    /// Whether a session that had this status may have `later` now: payments never move backwards.
    ///
    /// News arrive late and in any order. A paid session is not pending again, a refunded one not paid again; and a
    /// failed, cancelled or expired session that turns out to be paid has been paid.
    #[must_use]
    pub fn may_become(&self, later: &Self) -> bool {
        let both_under_way = self.rank() == UNDER_WAY && later.rank() == UNDER_WAY;
        self == later || later.rank() > self.rank() || both_under_way
    }

    /// How far a payment has come. A value that is not listed has come as far as one that is under way.
    fn rank(&self) -> u8 {
        match self {
            Self::Pending => 0,
            Self::Processing | Self::Unknown(_) => UNDER_WAY,
            Self::Expired | Self::Cancelled | Self::Failed => 2,
            Self::Completed => 3,
            Self::PartiallyRefunded => 4,
            Self::Refunded => 5,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a20_every_listed_status_but_two_is_final_and_an_unknown_one_is_not() {
        let open: Vec<&str> =
            SessionStatus::ALL.iter().filter(|status| !status.is_final()).map(SessionStatus::as_str).collect();
        assert_eq!(open, ["pending", "processing"]);
        assert!(!SessionStatus::from("on_hold").is_final() && !SessionStatus::from("on_hold").is_paid());
        assert_eq!(SessionStatus::from("on_hold").as_str(), "on_hold");
    }

    #[test]
    fn a_settled_payment_never_moves_backwards() {
        let may = |from: &str, to: &str| SessionStatus::from(from).may_become(&SessionStatus::from(to));
        for (from, to) in [
            ("pending", "processing"),
            ("pending", "completed"),
            ("processing", "failed"),
            ("on_hold", "completed"),
            ("expired", "completed"),
            ("failed", "completed"),
            ("completed", "partially_refunded"),
            ("partially_refunded", "refunded"),
            ("completed", "refunded"),
        ] {
            assert_eq!((may(from, to), may(to, from), may(from, from)), (true, false, true), "{from} {to}");
        }
        assert!(may("processing", "on_hold") && may("on_hold", "processing"));
        for (from, to) in [("completed", "expired"), ("refunded", "completed"), ("completed", "on_hold")] {
            assert!(!may(from, to), "{from} {to}");
        }
    }
}
