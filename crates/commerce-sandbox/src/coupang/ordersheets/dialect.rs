//! The two spellings of the same record (notice 48314250583705: v5 is the internationalised one).

use crate::coupang::calendar::{Day, Moment};
use crate::coupang::world::Phone;
use serde_json::{Value, json};

/// A version of the order reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::coupang) enum Dialect {
    /// Plain numbers, Korean time without offset, local phone numbers.
    V4,
    /// Money objects, timestamps with fraction and offset, international phone numbers.
    V5,
}

impl Dialect {
    /// The dialect of a path segment.
    pub(in crate::coupang) fn of_version(segment: &str) -> Option<Self> {
        match segment {
            "v4" => Some(Self::V4),
            "v5" => Some(Self::V5),
            _ => None,
        }
    }

    /// Reads the day of a search: `yyyy-MM-dd`, in v5 followed by `+09:00`.
    ///
    /// An offset in v4 and none in v5 are refused unless `either_date_form`; another offset is refused in any case.
    pub(super) fn read_day(self, text: &str, either: bool) -> Option<Day> {
        Day::parse(self.without_offset(text, either)?)
    }

    /// Reads the minute of a search: `yyyy-MM-ddTHH:mm`, in v5 followed by `+09:00`.
    pub(super) fn read_minute(self, text: &str, either: bool) -> Option<Moment> {
        Moment::parse_minute(self.without_offset(text, either)?)
    }

    fn without_offset(self, text: &str, either: bool) -> Option<&str> {
        match (self, text.strip_suffix("+09:00")) {
            (_, without) if either => without.or(Some(text)),
            (Self::V4, _) => Some(text),
            (Self::V5, without) => without,
        }
    }

    /// An amount in won.
    pub(in crate::coupang) fn money(self, won: i64) -> Value {
        match self {
            Self::V4 => won.into(),
            Self::V5 => json!({ "currencyCode": "KRW", "units": won, "nanos": 0 }),
        }
    }

    /// An amount that may not apply: 0 in v4 as captured, `null` in v5 as in the official samples.
    pub(super) fn optional_money(self, won: Option<i64>) -> Value {
        match (self, won) {
            (Self::V5, None) => Value::Null,
            (_, won) => self.money(won.unwrap_or(0)),
        }
    }

    /// The time of an order or a payment.
    pub(in crate::coupang) fn timestamp(self, at: Moment) -> String {
        match self {
            Self::V4 => at.local(),
            Self::V5 => at.with_offset(),
        }
    }

    /// The time of a dispatch, a delivery or a confirmation, which v4 writes with a space.
    pub(in crate::coupang) fn event(self, at: Moment) -> String {
        match self {
            Self::V4 => at.local_spaced(),
            Self::V5 => at.with_offset(),
        }
    }

    /// A phone number.
    pub(in crate::coupang) fn phone(self, phone: &Phone) -> String {
        match self {
            Self::V4 => phone.local(),
            Self::V5 => phone.international(),
        }
    }
}
