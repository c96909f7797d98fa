//! The two spellings of the same record (notice 48314250583705: v5 is the internationalised one).

use crate::coupang::calendar::{Day, Moment};
use crate::coupang::world::{Phone, View};
use crate::coupang::{Fraction, Offset};
use serde_json::{Value, json};
use std::ops::Deref;

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

    /// A phone number.
    pub(in crate::coupang) fn phone(self, phone: &Phone) -> String {
        match self {
            Self::V4 => phone.local(),
            Self::V5 => phone.international(),
        }
    }

    /// As a shop speaks it.
    pub(in crate::coupang) fn of(self, shop: &View<'_>) -> ShopDialect {
        let rules = &shop.rules().gateway;
        ShopDialect { dialect: self, offset: rules.offset, fraction: rules.fraction }
    }
}

/// A version of the reads under the rules of a shop, which decide how times look.
#[derive(Clone, Copy)]
pub(in crate::coupang) struct ShopDialect {
    dialect: Dialect,
    offset: Offset,
    fraction: Fraction,
}

impl Deref for ShopDialect {
    type Target = Dialect;

    fn deref(&self) -> &Dialect {
        &self.dialect
    }
}

impl ShopDialect {
    /// The time of an order or a payment.
    pub(in crate::coupang) fn timestamp(self, at: Moment) -> String {
        match self.dialect {
            Dialect::V4 => at.local(),
            Dialect::V5 => self.with_offset(at),
        }
    }

    /// The time of a dispatch, a delivery or a confirmation, which v4 writes with a space.
    pub(in crate::coupang) fn event(self, at: Moment) -> String {
        match self.dialect {
            Dialect::V4 => at.local_spaced(),
            Dialect::V5 => self.with_offset(at),
        }
    }

    /// `2026-03-02T09:15:04.120000+09:00` unless the rules say otherwise: the same instant in any case.
    fn with_offset(self, at: Moment) -> String {
        let (hours, offset) = match self.offset {
            Offset::Korea => (9, "+09:00"),
            Offset::Utc => (0, "+00:00"),
            Offset::Sample => (-8, "-08:00"),
        };
        let micros = at.second_micros();
        let fraction = match self.fraction {
            Fraction::Six => format!(".{micros:06}"),
            Fraction::Three => format!(".{:03}", micros / 1_000),
            Fraction::AsNeeded if micros == 0 => String::new(),
            Fraction::AsNeeded => format!(".{micros:06}").trim_end_matches('0').to_owned(),
            Fraction::None => String::new(),
        };
        format!("{}{fraction}{offset}", at.hours_ahead(hours))
    }
}

#[cfg(test)]
mod tests {
    use super::{Dialect, Fraction, Moment, Offset, ShopDialect};

    #[test]
    fn one_instant_has_many_spellings() {
        let at = Moment::parse_rfc3339("2025-12-31T23:59:59.12Z").expect("a moment");
        let spelled = |offset, fraction| ShopDialect { dialect: Dialect::V5, offset, fraction }.timestamp(at);
        for (offset, fraction, expected) in [
            (Offset::Korea, Fraction::Six, "2026-01-01T08:59:59.120000+09:00"),
            (Offset::Utc, Fraction::Three, "2025-12-31T23:59:59.120+00:00"),
            (Offset::Sample, Fraction::AsNeeded, "2025-12-31T15:59:59.12-08:00"),
            (Offset::Sample, Fraction::None, "2025-12-31T15:59:59-08:00"),
        ] {
            assert_eq!(spelled(offset, fraction), expected);
            assert_eq!(Moment::parse_rfc3339(expected).map(Moment::unix_seconds), Some(at.unix_seconds()));
        }
        let old = ShopDialect { dialect: Dialect::V4, offset: Offset::Sample, fraction: Fraction::None };
        assert_eq!((old.timestamp(at), old.event(at)), ("2026-01-01T08:59:59".into(), "2026-01-01 08:59:59".into()));
    }
}
