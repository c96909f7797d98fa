//! Korean days.

use super::{DAY_MICROS, KOREA_AHEAD, Moment, two_digits};
use std::fmt;
use time::{Date, Month};

const UNIX_EPOCH_JULIAN_DAY: i32 = 2_440_588;

/// A day of the Korean calendar (UTC+9, no summer time), as days since the Unix epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(i32);

impl Day {
    /// Reads `yyyy-MM-dd`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        let year = (year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())).then_some(year)?;
        let month = Month::try_from(u8::try_from(two_digits(month)?).ok()?).ok()?;
        let date = Date::from_calendar_date(year.parse().ok()?, month, u8::try_from(two_digits(day)?).ok()?).ok()?;
        Some(Self(date.to_julian_day() - UNIX_EPOCH_JULIAN_DAY))
    }

    /// Reads `yyyy-MM`: the month's first day.
    pub(crate) fn parse_month(text: &str) -> Option<Self> {
        Self::parse(&format!("{text}-01"))
    }

    /// The first day of the month after this day's.
    pub(crate) fn next_month(self) -> Self {
        let date = self.date();
        let day = i32::from(date.month().length(date.year())) - i32::from(date.day());
        self.plus(day + 1)
    }

    /// The day's first moment.
    pub(crate) fn midnight(self) -> Moment {
        Moment(i64::from(self.0) * DAY_MICROS - KOREA_AHEAD)
    }

    /// The day's first moment in Greenwich.
    pub(crate) fn utc_midnight(self) -> Moment {
        self.midnight().plus(KOREA_AHEAD)
    }

    /// The same day of the next month, or that month's last where it has no such day.
    pub(crate) fn month_later(self) -> Self {
        let first = self.next_month();
        first.plus(i32::from(self.date().day()) - 1).min(first.next_month().plus(-1))
    }

    /// How many days ago it was Monday.
    pub(crate) fn days_since_monday(self) -> i32 {
        // The Unix epoch was a Thursday.
        self.0.saturating_add(3).rem_euclid(7)
    }

    /// The day so many days after the Unix epoch.
    pub(crate) fn of_number(number: i32) -> Self {
        Self(number)
    }

    /// This day moved by days.
    pub(crate) fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Days since the Unix epoch; negative before it.
    pub(crate) fn number(self) -> i32 {
        self.0
    }

    pub(super) fn date(self) -> Date {
        Date::from_julian_day(self.0.saturating_add(UNIX_EPOCH_JULIAN_DAY)).unwrap_or(Date::MAX)
    }
}

/// `yyyy-MM-dd`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date();
        write!(f, "{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
    }
}
