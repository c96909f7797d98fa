//! Moments and Korean days on plain integers, so that no input can overflow or panic.

mod day;

pub(crate) use day::Day;

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use time::format_description::well_known::Rfc3339;
use time::{Month, OffsetDateTime, Weekday};

/// A point in time in whole microseconds since the Unix epoch, between 1970 and 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(i64);

/// Microseconds in a day.
pub(crate) const DAY_MICROS: i64 = 86_400 * SECOND_MICROS;
/// Microseconds in a second.
pub(crate) const SECOND_MICROS: i64 = 1_000_000;

const HOUR: i64 = 3_600 * SECOND_MICROS;
const KOREA_HOURS_AHEAD: i64 = 9;
const KOREA_AHEAD: i64 = KOREA_HOURS_AHEAD * HOUR;
/// 9999-12-31T00:00:00Z, the last day that four digits of year can name in every time zone.
const LAST_SECOND: u64 = 253_402_214_400;

impl Moment {
    /// The moment of a system time; times outside 1970 to 9999 become the nearest end.
    pub(crate) fn from_system_time(time: SystemTime) -> Self {
        let since = time.duration_since(UNIX_EPOCH).unwrap_or_default().min(Duration::from_secs(LAST_SECOND));
        Self(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }

    /// Microseconds since the Unix epoch.
    pub(super) fn micros(self) -> i64 {
        self.0
    }

    /// The moment so many microseconds after the Unix epoch.
    pub(super) fn of_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Reads `yyyy-MM-ddTHH:mm` as Korean time.
    pub(crate) fn parse_minute(text: &str) -> Option<Self> {
        let (day, clock) = text.split_once('T')?;
        let (hour, minute) = clock.split_once(':')?;
        let (hour, minute) = (two_digits(hour)?, two_digits(minute)?);
        (hour < 24 && minute < 60)
            .then(|| Some(Day::parse(day)?.midnight().plus((hour * 60 + minute) * 60 * SECOND_MICROS)))?
    }

    /// Reads `yyyy-MM-ddTHH:mm:ss` as Korean time.
    pub(crate) fn parse_second(text: &str) -> Option<Self> {
        let (minute, second) = text.rsplit_once(':')?;
        let second = two_digits(second).filter(|second| *second < 60)?;
        Some(Self::parse_minute(minute)?.plus(second * SECOND_MICROS))
    }

    /// Reads `yyyy-MM-ddTHH:mm:ssZ`, also with a fraction or another offset (RFC 3339).
    pub(crate) fn parse_rfc3339(text: &str) -> Option<Self> {
        let since = OffsetDateTime::parse(text, &Rfc3339).ok()?.unix_timestamp_nanos() / 1_000;
        let last = i64::try_from(LAST_SECOND).ok()?.checked_mul(SECOND_MICROS)?;
        i64::try_from(since).ok().filter(|micros| (0..=last).contains(micros)).map(Self)
    }

    /// This moment moved by microseconds.
    pub(crate) fn plus(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }

    /// Whole seconds since the Unix epoch.
    pub(crate) fn unix_seconds(self) -> i64 {
        self.0.div_euclid(SECOND_MICROS)
    }

    /// Microseconds from `earlier` to here; 0 when `earlier` is later.
    pub(crate) fn micros_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0).max(0)
    }

    /// This moment moved by a span.
    pub(crate) fn after(self, span: Duration) -> Self {
        self.plus(i64::try_from(span.as_micros()).unwrap_or(i64::MAX))
    }

    /// The system time of this moment.
    pub(crate) fn system_time(self) -> SystemTime {
        UNIX_EPOCH + Duration::from_micros(u64::try_from(self.0).unwrap_or(0).min(LAST_SECOND * 1_000_000))
    }

    /// The Korean day this moment belongs to.
    pub(crate) fn day(self) -> Day {
        Day::of_number(i32::try_from(self.0.saturating_add(KOREA_AHEAD).div_euclid(DAY_MICROS)).unwrap_or(i32::MAX))
    }

    /// `2026-03-02T09:15:04` where clocks are so many hours ahead of Greenwich.
    pub(crate) fn hours_ahead(self, hours: i64) -> String {
        let there = Self(self.0.saturating_add(hours * HOUR));
        format!("{}T{}", there.utc_day(), Clock::of(there.0))
    }

    /// Microseconds since the last whole second.
    pub(crate) fn second_micros(self) -> i64 {
        self.0.rem_euclid(SECOND_MICROS)
    }

    /// `2026-03-02T09:15:04`: the timestamps of the older versions, Korean time without saying so.
    pub(crate) fn local(self) -> String {
        self.hours_ahead(KOREA_HOURS_AHEAD)
    }

    /// `2026-03-02 09:15:04`: what the older versions write for dispatch, delivery and confirmation.
    pub(crate) fn local_spaced(self) -> String {
        format!("{} {}", self.day(), Clock::of(self.0.saturating_add(KOREA_AHEAD)))
    }

    /// `2026-03-02T00:15:04Z`.
    pub(crate) fn utc(self) -> String {
        format!("{}T{}Z", self.utc_day(), Clock::of(self.0))
    }

    /// `Mon, 02 Mar 2026 00:15:04 GMT`: the IMF-fixdate of RFC 9110, for the `date` header.
    pub(crate) fn imf_fixdate(self) -> String {
        let date = self.utc_day().date();
        let (weekday, month) = (weekday_name(date.weekday()), month_name(date.month()));
        format!("{weekday}, {:02} {month} {:04} {} GMT", date.day(), date.year(), Clock::of(self.0))
    }

    /// The day this moment belongs to in Greenwich.
    pub(crate) fn utc_day(self) -> Day {
        Day::of_number(i32::try_from(self.0.div_euclid(DAY_MICROS)).unwrap_or(i32::MAX))
    }
}

/// `HH:mm:ss`.
struct Clock {
    second_of_day: i64,
}

impl Clock {
    fn of(micros: i64) -> Self {
        Self { second_of_day: micros.rem_euclid(DAY_MICROS) / SECOND_MICROS }
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { second_of_day } = self;
        write!(f, "{:02}:{:02}:{:02}", second_of_day / 3_600, second_of_day / 60 % 60, second_of_day % 60)
    }
}

fn two_digits(text: &str) -> Option<i64> {
    (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    }
}

fn month_name(month: Month) -> &'static str {
    match month {
        Month::January => "Jan",
        Month::February => "Feb",
        Month::March => "Mar",
        Month::April => "Apr",
        Month::May => "May",
        Month::June => "Jun",
        Month::July => "Jul",
        Month::August => "Aug",
        Month::September => "Sep",
        Month::October => "Oct",
        Month::November => "Nov",
        Month::December => "Dec",
    }
}

#[cfg(test)]
mod tests {
    use super::{DAY_MICROS, Day, Moment};
    use std::time::{Duration, UNIX_EPOCH};

    fn moment(seconds: u64) -> Moment {
        Moment::from_system_time(UNIX_EPOCH + Duration::from_secs(seconds))
    }

    #[test]
    fn the_date_header_matches_the_example_of_rfc_9110() {
        assert_eq!(moment(784_111_777).imf_fixdate(), "Sun, 06 Nov 1994 08:49:37 GMT");
    }

    #[test]
    fn a_moment_is_spelled_in_korean_time() {
        let moment = moment(1_767_225_599).plus(120_000); // 2025-12-31T23:59:59.12Z
        assert_eq!((moment.hours_ahead(-8).as_str(), moment.second_micros()), ("2025-12-31T15:59:59", 120_000));
        assert_eq!(moment.local(), "2026-01-01T08:59:59");
        assert_eq!(moment.utc(), "2025-12-31T23:59:59Z");
        assert_eq!(moment.local_spaced(), "2026-01-01 08:59:59");
        assert_eq!(moment.day().to_string(), "2026-01-01");
        assert_eq!(moment.day().midnight().local(), "2026-01-01T00:00:00");
        assert_eq!(
            (moment.utc_day().to_string(), moment.utc_day().utc_midnight().utc()),
            ("2025-12-31".into(), "2025-12-31T00:00:00Z".into())
        );
    }

    #[test]
    fn only_the_documented_forms_are_dates() {
        let leap = Day::parse("2028-02-29").expect("a leap day");
        assert_eq!(leap.plus(1).to_string(), "2028-03-01");
        assert_eq!(leap.plus(1).midnight().micros_since(leap.midnight()), DAY_MICROS);
        assert_eq!(leap.next_month().to_string(), "2028-03-01");
        let later = |text| Day::parse(text).map(|day| day.month_later().to_string());
        assert_eq!(later("2026-01-31").as_deref(), Some("2026-02-28"));
        assert_eq!(later("2026-12-05").as_deref(), Some("2027-01-05"));
        // A Monday and the Sunday before it.
        assert_eq!(Day::parse("2026-03-02").map(Day::days_since_monday), Some(0));
        assert_eq!(Day::parse("2026-03-01").map(Day::days_since_monday), Some(6));
        assert_eq!(Day::parse_month("2025-12").map(|day| day.next_month().to_string()).as_deref(), Some("2026-01-01"));
        for text in ["2025-13", "2025-1", "2025-12-01", "", "202512"] {
            assert_eq!(Day::parse_month(text), None, "{text:?}");
        }
        for text in ["2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "+026-01-01", "2026-01-01 ", "", "2026-01-00"]
        {
            assert_eq!(Day::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn only_the_documented_forms_are_minutes() {
        assert_eq!(Moment::parse_minute("2026-03-02T23:59").map(Moment::local).as_deref(), Some("2026-03-02T23:59:00"));
        for text in ["2026-03-02T24:00", "2026-03-02T00:60", "2026-03-02 00:00", "2026-03-02", "2026-03-02T0:00", "T"] {
            assert_eq!(Moment::parse_minute(text), None, "{text:?}");
        }
    }

    #[test]
    fn only_the_documented_forms_are_seconds() {
        let read = |text| Moment::parse_second(text).map(Moment::local);
        assert_eq!(read("2026-03-02T23:59:58").as_deref(), Some("2026-03-02T23:59:58"));
        for text in ["2026-03-02T23:59", "2026-03-02T23:59:60", "2026-03-02T23:59:5", "2026-03-02 23:59:58", ":"] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_moment_with_its_offset_reads_back() {
        let read = |text| Moment::parse_rfc3339(text).map(Moment::utc);
        for text in ["2026-03-02T09:15:04Z", "2026-03-02T18:15:04+09:00", "2026-03-02T09:15:04.999Z"] {
            assert_eq!(read(text).as_deref(), Some("2026-03-02T09:15:04Z"), "{text}");
        }
        for text in ["2026-03-02T09:15:04", "2026-03-02", "1969-12-31T23:59:59Z", "", "now"] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    #[test]
    fn no_system_time_is_out_of_range() {
        let far = UNIX_EPOCH.checked_add(Duration::from_secs(u64::MAX / 4)).unwrap_or(UNIX_EPOCH);
        for time in [UNIX_EPOCH - Duration::from_secs(1), far] {
            let moment = Moment::from_system_time(time);
            assert_eq!(moment.imf_fixdate().len(), 29);
            assert_eq!(moment.day().plus(40).to_string().len(), 10);
        }
    }
}
