use std::fmt;

/// The six states a listed order can be in; the portal documents no others (there is no "cancelled" and no "all").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrderStatus {
    /// Paid; the customer may still change the address.
    Accept,
    /// Acknowledged by the seller and being prepared.
    Instruct,
    /// A waybill is registered.
    Departure,
    /// The carrier has scanned the parcel.
    Delivering,
    /// Delivered.
    FinalDelivery,
    /// Delivered by the seller, without tracking.
    NoneTracking,
}

impl OrderStatus {
    /// Every status, in the order an order passes through them.
    pub const ALL: [Self; 6] =
        [Self::Accept, Self::Instruct, Self::Departure, Self::Delivering, Self::FinalDelivery, Self::NoneTracking];

    /// The word on the wire, for example `FINAL_DELIVERY`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "ACCEPT",
            Self::Instruct => "INSTRUCT",
            Self::Departure => "DEPARTURE",
            Self::Delivering => "DELIVERING",
            Self::FinalDelivery => "FINAL_DELIVERY",
            Self::NoneTracking => "NONE_TRACKING",
        }
    }

    /// The Korean label, for example `배송완료` (`deliveryStatusDesc`).
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Accept => "결제완료",
            Self::Instruct => "상품준비중",
            Self::Departure => "배송지시",
            Self::Delivering => "배송중",
            Self::FinalDelivery => "배송완료",
            Self::NoneTracking => "업체 직접 배송",
        }
    }

    /// Reads the word on the wire; case matters.
    #[must_use]
    pub fn from_wire(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == word)
    }

    /// How many orders a day holds in this status unless the builder says otherwise.
    #[must_use]
    pub const fn default_orders_per_day(self) -> u32 {
        match self {
            Self::Accept => 3,
            Self::Instruct | Self::NoneTracking => 1,
            Self::Departure => 2,
            Self::Delivering => 4,
            Self::FinalDelivery => 6,
        }
    }

    /// The status of a digit.
    pub(super) fn of_digit(digit: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.digit() == digit)
    }

    /// The digit that stands for this status inside ids.
    pub(super) const fn digit(self) -> u8 {
        match self {
            Self::Accept => 1,
            Self::Instruct => 2,
            Self::Departure => 3,
            Self::Delivering => 4,
            Self::FinalDelivery => 5,
            Self::NoneTracking => 6,
        }
    }

    /// Whether a waybill has been registered, so that carrier and invoice number are known.
    pub(super) const fn has_waybill(self) -> bool {
        !matches!(self, Self::Accept | Self::Instruct)
    }
}

impl fmt::Display for OrderStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::OrderStatus;

    #[test]
    fn every_word_reads_back_and_case_matters() {
        for status in OrderStatus::ALL {
            assert_eq!(OrderStatus::from_wire(status.as_str()), Some(status));
            assert_eq!(OrderStatus::from_wire(&status.as_str().to_lowercase()), None);
            assert_eq!(OrderStatus::of_digit(status.digit()), Some(status));
        }
        assert_eq!(OrderStatus::from_wire("ALL"), None);
    }
}
