/// What a buyer, the seller or Coupang has made of an order after the payment.
///
/// Each kind stands at one station and stays there until a write or a happening moves it; days hold a fixed number of
/// each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimKind {
    /// The buyer cancelled while the goods were prepared, and the seller has not reacted (`RU`, and under `UC` too).
    StopRequested,
    /// A return that waits for its goods (`UC`).
    ReturnRequested,
    /// A return whose goods have arrived. No query value is documented for it; it is listed under `UC`
    /// unless `arrived_under` says otherwise.
    ReturnArrived,
    /// A return that Coupang checks (`PR`).
    CheckRequested,
    /// A finished return (`CC`).
    ReturnCompleted,
    /// A cancellation of a paid order (`cancelType=CANCEL`).
    Cancelled,
    /// A return that its buyer withdrew: in the withdrawal reads alone.
    Withdrawn,
    /// An exchange, at any of its stations.
    Exchange,
}

impl ClaimKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::StopRequested,
        Self::ReturnRequested,
        Self::ReturnArrived,
        Self::CheckRequested,
        Self::ReturnCompleted,
        Self::Cancelled,
        Self::Withdrawn,
        Self::Exchange,
    ];

    /// How many claims of this kind are made in a day unless the builder says otherwise.
    #[must_use]
    pub const fn default_claims_per_day(self) -> u32 {
        match self {
            Self::StopRequested | Self::ReturnArrived | Self::CheckRequested | Self::Cancelled | Self::Withdrawn => 1,
            Self::ReturnRequested | Self::ReturnCompleted | Self::Exchange => 2,
        }
    }

    /// The digit that stands for this kind inside ids.
    pub(super) const fn digit(self) -> u8 {
        match self {
            Self::StopRequested => 1,
            Self::ReturnRequested => 2,
            Self::ReturnArrived => 3,
            Self::CheckRequested => 4,
            Self::ReturnCompleted => 5,
            Self::Cancelled => 6,
            Self::Withdrawn => 7,
            Self::Exchange => 8,
        }
    }

    /// The kind that has this digit.
    pub(super) fn of_digit(digit: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.digit() == digit)
    }
}

#[cfg(test)]
mod tests {
    use super::ClaimKind;

    #[test]
    fn digits_tell_kinds_apart() {
        for kind in ClaimKind::ALL {
            assert_eq!(ClaimKind::of_digit(kind.digit()), Some(kind));
        }
        assert_eq!((ClaimKind::of_digit(0), ClaimKind::of_digit(9)), (None, None));
    }
}
