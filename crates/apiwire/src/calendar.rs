//! Korean calendar days and minutes, and the vendors' timestamps. No offset means Korean time, +09:00.

mod month;
mod timestamp;

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use time::{Date, Month, OffsetDateTime, UtcOffset};

pub use month::KstMonth;
pub use timestamp::Timestamp;

/// Korean time: UTC+9, without daylight saving.
const KST: UtcOffset = match UtcOffset::from_hms(9, 0, 0) {
    Ok(offset) => offset,
    Err(_) => UtcOffset::UTC,
};

/// A day of the Korean calendar, written `yyyy-MM-dd`.
///
/// ```
/// use apiwire::calendar::KstDate;
/// let day: KstDate = "2026-02-28".parse().unwrap();
/// assert_eq!(day.plus_days(1).to_string(), "2026-03-01");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KstDate(Date);

/// A minute of the Korean calendar, written `yyyy-MM-ddTHH:mm`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KstMinute {
    date: KstDate,
    /// Minutes since midnight, 0 to 1439.
    of_day: u16,
}

/// The text is not a date, or not a minute, of the form asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a calendar date or minute of the form {expected}")]
pub struct CalendarError {
    expected: &'static str,
}

/// The minutes of a day.
const DAY: i64 = 24 * 60;

impl KstDate {
    /// A day by year (1 to 9999), month (1 to 12) and day of the month; `None` when there is no such day.
    #[must_use]
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Option<Self> {
        let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
        (1..=9999).contains(&year).then_some(Self(date))
    }

    /// The Korean day at this moment.
    #[must_use]
    pub fn at(moment: SystemTime) -> Self {
        Self(OffsetDateTime::from(moment).to_offset(KST).date())
    }

    /// The day so many days later, or earlier for a negative number. Stays at the end of the calendar.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        /// More days than the calendar has.
        const CALENDAR: i64 = 10_000 * 366;
        let first = Date::from_ordinal_date(1, 1).unwrap_or(Date::MIN);
        let end = if days < 0 { first } else { Date::MAX };
        let later = self.0.checked_add(time::Duration::days(days.clamp(-CALENDAR, CALENDAR)));
        Self(later.unwrap_or(end).max(first))
    }

    /// How many days later `other` is; negative when it is earlier.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        (other.0 - self.0).whole_days()
    }

    /// A minute of this day; `None` beyond 23:59.
    #[must_use]
    pub fn minute(self, hour: u8, minute: u8) -> Option<KstMinute> {
        (hour < 24 && minute < 60).then(|| KstMinute { date: self, of_day: u16::from(hour) * 60 + u16::from(minute) })
    }

    /// The first minute of this day.
    #[must_use]
    pub fn first_minute(self) -> KstMinute {
        KstMinute { date: self, of_day: 0 }
    }
}

impl KstMinute {
    /// The Korean minute at this moment.
    #[must_use]
    pub fn at(moment: SystemTime) -> Self {
        let local = OffsetDateTime::from(moment).to_offset(KST);
        Self { date: KstDate(local.date()), of_day: u16::from(local.hour()) * 60 + u16::from(local.minute()) }
    }

    /// The day it belongs to.
    #[must_use]
    pub fn date(self) -> KstDate {
        self.date
    }

    /// The minute so many minutes later, or earlier for a negative number.
    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> Self {
        let total = i64::from(self.of_day).saturating_add(minutes);
        let of_day = u16::try_from(total.rem_euclid(DAY)).unwrap_or_default();
        Self { date: self.date.plus_days(total.div_euclid(DAY)), of_day }
    }

    /// How many minutes later `other` is; negative when it is earlier.
    #[must_use]
    pub fn minutes_until(self, other: Self) -> i64 {
        self.date.days_until(other.date) * DAY + i64::from(other.of_day) - i64::from(self.of_day)
    }

    /// The last minute of its day.
    #[must_use]
    pub fn end_of_day(self) -> Self {
        Self { date: self.date, of_day: 1439 }
    }
}

impl FromStr for KstDate {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Self, CalendarError> {
        let error = CalendarError { expected: "yyyy-MM-dd" };
        let [year, month, day] = digit_groups(text, "dddd-dd-dd").ok_or(error)?;
        let (month, day) = (u8::try_from(month).map_err(|_| error)?, u8::try_from(day).map_err(|_| error)?);
        Self::from_ymd(year, month, day).ok_or(error)
    }
}

impl FromStr for KstMinute {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Self, CalendarError> {
        let error = CalendarError { expected: "yyyy-MM-ddTHH:mm" };
        let (date, clock) = text.split_once('T').ok_or(error)?;
        let date: KstDate = date.parse().map_err(|_| error)?;
        let [hour, minute] = digit_groups(clock, "dd:dd").ok_or(error)?;
        let (hour, minute) = (u8::try_from(hour).map_err(|_| error)?, u8::try_from(minute).map_err(|_| error)?);
        date.minute(hour, minute).ok_or(error)
    }
}

/// The numbers in a text that has exactly the given shape, where `d` stands for a digit.
fn digit_groups<const N: usize>(text: &str, shape: &str) -> Option<[i32; N]> {
    let fits = text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(t, s)| if s == b'd' { t.is_ascii_digit() } else { t == s });
    let numbers: Vec<i32> =
        fits.then(|| text.split(['-', ':']).map(|group| group.parse().unwrap_or_default()).collect())?;
    numbers.try_into().ok()
}

impl fmt::Display for KstDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), u8::from(self.0.month()), self.0.day())
    }
}

impl fmt::Display for KstMinute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{:02}:{:02}", self.date, self.of_day / 60, self.of_day % 60)
    }
}

macro_rules! debug_as_display_and_serde_as_text {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

debug_as_display_and_serde_as_text!(KstDate, KstMinute, KstMonth);

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn the_korean_day_begins_nine_hours_before_utc() {
        // 2025-12-31T15:00:00Z is the first second of 2026 in Korea (date -u -d @1767193200).
        let new_year = UNIX_EPOCH + Duration::from_secs(1_767_193_200);
        assert_eq!(KstDate::at(new_year).to_string(), "2026-01-01");
        assert_eq!(KstDate::at(new_year - Duration::from_secs(1)).to_string(), "2025-12-31");
        assert_eq!(KstMinute::at(new_year - Duration::from_secs(1)).to_string(), "2025-12-31T23:59");
    }

    #[test]
    fn steps_over_month_and_year_ends() {
        let leap: KstDate = "2028-02-29".parse().unwrap();
        assert_eq!(leap.plus_days(366).to_string(), "2029-03-01");
        let minute: KstMinute = "2025-12-31T23:55".parse().unwrap();
        assert_eq!(minute.plus_minutes(10).to_string(), "2026-01-01T00:05");
        assert_eq!(minute.plus_minutes(10).plus_minutes(-10), minute);
        for far in [i64::MIN, i64::MAX] {
            assert_eq!(leap.plus_days(far).plus_days(far), leap.plus_days(far));
            let _ = minute.plus_minutes(far);
        }
        assert_eq!(minute.minutes_until("2026-01-01T00:05".parse().unwrap()), 10);
    }

    #[test]
    fn refuses_what_is_not_of_the_form() {
        for bad in
            ["", "2026-2-03", "2026-02-30", "20260203", "2026-02-03 ", "2026/02/03", "+026-02-03", "２０２６-02-03"]
        {
            assert!(bad.parse::<KstDate>().is_err(), "{bad}");
        }
        for bad in ["2026-02-03", "2026-02-03T24:00", "2026-02-03T9:00", "2026-02-03 09:00", "2026-02-03T09:00:00"] {
            assert!(bad.parse::<KstMinute>().is_err(), "{bad}");
        }
    }
}
