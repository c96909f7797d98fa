use std::fmt;

/// The eight states of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SessionStatus {
    /// Created, not started.
    Pending,
    /// The buyer is paying.
    Processing,
    /// Paid.
    Completed,
    /// Failed or declined.
    Failed,
    /// Given up by the buyer.
    Cancelled,
    /// Not paid in time.
    Expired,
    /// Paid and given back in full.
    Refunded,
    /// Paid and given back in part.
    PartiallyRefunded,
}

impl SessionStatus {
    /// Every status.
    pub const ALL: [Self; 8] = [
        Self::Pending,
        Self::Processing,
        Self::Completed,
        Self::Failed,
        Self::Cancelled,
        Self::Expired,
        Self::Refunded,
        Self::PartiallyRefunded,
    ];

    /// The word on the wire, for example `partially_refunded`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Processing => "processing",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
            Self::Refunded => "refunded",
            Self::PartiallyRefunded => "partially_refunded",
        }
    }

    /// Whether it may still be paid.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Pending | Self::Processing)
    }

    /// Whether it ended without a payment, which gives its coupon back.
    pub(in crate::korea_checkout) const fn ended_unpaid(self) -> bool {
        matches!(self, Self::Failed | Self::Cancelled | Self::Expired)
    }
}

impl fmt::Display for SessionStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(feature = "server")]
impl serde::Serialize for SessionStatus {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
