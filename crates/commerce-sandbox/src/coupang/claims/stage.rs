//! The stations of an exchange, as the portal's workflow draws them (article 360034135911).

/// Where an exchange stands; it stays there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Asked for, nothing collected.
    Requested,
    /// The old goods are on their way back.
    Collecting,
    /// They have arrived, and a new box waits for its waybill.
    Arrived,
    /// The new goods are on their way.
    Sent,
    /// They have arrived.
    Done,
    /// The seller had none left.
    Refused,
    /// The buyer wants no exchange any more.
    Withdrawn,
}

impl Stage {
    /// All of them.
    pub(super) const ALL: [Self; 7] =
        [Self::Requested, Self::Collecting, Self::Arrived, Self::Sent, Self::Done, Self::Refused, Self::Withdrawn];

    /// The stage of the exchange with this key.
    pub(super) fn of(key: u64) -> Self {
        let place = usize::try_from(key % 7).unwrap_or(0);
        Self::ALL.get(place).copied().unwrap_or(Self::Requested)
    }

    /// `exchangeStatus`.
    pub(super) fn status(self) -> &'static str {
        match self {
            Self::Requested => "RECEIPT",
            Self::Collecting | Self::Arrived | Self::Sent => "PROGRESS",
            Self::Done => "SUCCESS",
            Self::Refused => "REJECT",
            Self::Withdrawn => "CANCEL",
        }
    }

    /// `collectStatus`.
    pub(super) fn collection(self) -> &'static str {
        match self {
            Self::Requested => "BeforeDirection",
            Self::Collecting => "Collecting",
            Self::Arrived | Self::Sent | Self::Done => "CompleteCollect",
            Self::Refused => "NoCollect",
            Self::Withdrawn => "Withdraw",
        }
    }

    /// `deliveryStatus`.
    pub(super) fn delivery(self) -> &'static str {
        match self {
            Self::Requested | Self::Collecting | Self::Arrived => "BeforeDirection",
            Self::Sent => "Delivering",
            Self::Done => "CompleteDelivery",
            Self::Refused => "NoneData",
            Self::Withdrawn => "Withdraw",
        }
    }

    /// The `statusCode` of the new goods' waybill; before the old ones arrive there is no new box.
    pub(super) fn new_box(self) -> Option<&'static str> {
        match self {
            Self::Arrived => Some("INSTRUCT"),
            Self::Sent => Some("DELIVERING"),
            Self::Done => Some("FINAL_DELIVERY"),
            Self::Requested | Self::Collecting | Self::Refused | Self::Withdrawn => None,
        }
    }
}
