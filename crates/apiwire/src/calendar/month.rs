//! Months of the Korean calendar.

use std::fmt;
use std::str::FromStr;

use super::{CalendarError, KstDate, digit_groups};
use crate::wire::{Fault, FromWire, Node, Problem, Reader};

/// A month of the Korean calendar, written `yyyy-MM`.
///
/// ```
/// use apiwire::calendar::KstMonth;
/// let month: KstMonth = "2028-02".parse().unwrap();
/// assert_eq!((month.first_day().to_string(), month.last_day().to_string()), ("2028-02-01".into(), "2028-02-29".into()));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KstMonth {
    first_day: KstDate,
}

impl KstMonth {
    /// The month that a day belongs to.
    #[must_use]
    pub fn of(day: KstDate) -> Self {
        Self { first_day: KstDate(day.0.replace_day(1).unwrap_or(day.0)) }
    }

    /// The first day.
    #[must_use]
    pub fn first_day(self) -> KstDate {
        self.first_day
    }

    /// The last day.
    #[must_use]
    pub fn last_day(self) -> KstDate {
        let Self { first_day: KstDate(day) } = self;
        KstDate(day.replace_day(day.month().length(day.year())).unwrap_or(day))
    }

    /// The month after this one. Stays at the end of the calendar.
    #[must_use]
    pub fn next(self) -> Self {
        Self::of(self.last_day().plus_days(1))
    }
}

impl FromStr for KstMonth {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Self, CalendarError> {
        let error = CalendarError { expected: "yyyy-MM" };
        let [year, month] = digit_groups(text, "dddd-dd").ok_or(error)?;
        let month = u8::try_from(month).map_err(|_| error)?;
        KstDate::from_ymd(year, month, 1).map(Self::of).ok_or(error)
    }
}

impl fmt::Display for KstMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { first_day: KstDate(day) } = self;
        write!(f, "{:04}-{:02}", day.year(), u8::from(day.month()))
    }
}

impl FromWire for KstMonth {
    fn from_wire(value: Node<'_>, reader: &mut Reader) -> Result<Self, Fault> {
        let month = value.as_str().and_then(|text| text.parse().ok());
        month.ok_or_else(|| reader.fault(Problem::AnotherType))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::wire::Document;

    fn month(text: &str) -> KstMonth {
        text.parse().unwrap()
    }

    #[test]
    fn months_follow_one_another_to_the_end_of_the_calendar() {
        assert_eq!(month("2025-12").next(), month("2026-01"));
        assert_eq!(month("2026-02").last_day().to_string(), "2026-02-28");
        assert_eq!(KstMonth::of("2026-03-31".parse().unwrap()), month("2026-03"));
        assert_eq!(month("9999-12").next(), month("9999-12"));
    }

    #[test]
    fn only_year_and_month_are_a_month() {
        for bad in ["", "2026-13", "2026-00", "2026-1", "202601", "2026-01-01", "0000-01", "2026/01"] {
            assert!(bad.parse::<KstMonth>().is_err(), "{bad}");
        }
        let read = |value: Value| KstMonth::from_wire(Document::from(&value).root(), &mut Reader::new()).ok();
        assert_eq!(read("2026-01".into()), Some(month("2026-01")));
        assert_eq!((read(202_601.into()), read("2026-01-01".into())), (None, None));
        assert_eq!(serde_json::to_value(month("2026-01")).unwrap(), "2026-01");
    }
}
