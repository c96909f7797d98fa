//! The time of a signature, as the header writes it.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use time::{Date, Month, OffsetDateTime};

use crate::clock;

/// A second in UTC written `yyMMdd'T'HHmmss'Z'`, 14 characters, as the header's `signed-date`.
///
/// The format has a two-digit year, so only the years 2000 to 2099 exist. Korean time is nine hours ahead: a date
/// made from local Korean time is nine hours in the future and is refused by the gateway.
/// (Coupang developer portal, article 360033461914, on HMAC signatures.)
///
/// ```
/// use coupang_cea::SignedDate;
///
/// // 2026-01-01 08:59:59 in Seoul is still the last second of 2025.
/// let date = SignedDate::from_unix_seconds(1_767_225_599)?;
/// assert_eq!(date.as_str(), "251231T235959Z");
/// assert_eq!("251231T235959Z".parse(), Ok(date));
/// # Ok::<(), coupang_cea::DateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SignedDate {
    unix_seconds: i64,
    text: [u8; LENGTH],
}

const LENGTH: usize = 14;

impl SignedDate {
    /// The date at `unix_seconds` seconds after 1970-01-01 00:00:00 UTC.
    ///
    /// # Errors
    ///
    /// [`DateError::OutOfRange`] outside the years 2000 to 2099 (UTC).
    pub fn from_unix_seconds(unix_seconds: i64) -> Result<Self, DateError> {
        let utc = OffsetDateTime::from_unix_timestamp(unix_seconds).map_err(|_| DateError::OutOfRange)?;
        let year = u8::try_from(utc.year() - FIRST_YEAR).map_err(|_| DateError::OutOfRange)?;
        if year > 99 {
            return Err(DateError::OutOfRange);
        }
        let [y, yy] = two_digits(year);
        let [m, mm] = two_digits(utc.month().into());
        let [d, dd] = two_digits(utc.day());
        let [h, hh] = two_digits(utc.hour());
        let [n, nn] = two_digits(utc.minute());
        let [s, ss] = two_digits(utc.second());
        Ok(Self { unix_seconds, text: [y, yy, m, mm, d, dd, b'T', h, hh, n, nn, s, ss, b'Z'] })
    }

    /// The date at `time`, with the fraction of the second cut off.
    ///
    /// # Errors
    ///
    /// [`DateError::OutOfRange`] outside the years 2000 to 2099 (UTC).
    pub fn from_system_time(time: SystemTime) -> Result<Self, DateError> {
        let since_epoch = time.duration_since(UNIX_EPOCH).map_err(|_| DateError::OutOfRange)?;
        Self::from_unix_seconds(i64::try_from(since_epoch.as_secs()).map_err(|_| DateError::OutOfRange)?)
    }

    /// The date at this moment, read from the system clock.
    ///
    /// Call it last, after every wait: the gateway refuses a date that is more than five minutes old.
    ///
    /// # Errors
    ///
    /// [`DateError::OutOfRange`] when the system clock stands outside the years 2000 to 2099.
    ///
    /// ```
    /// let date = coupang_cea::SignedDate::now()?;
    /// assert!(date.as_str().ends_with('Z'));
    /// # Ok::<(), coupang_cea::DateError>(())
    /// ```
    pub fn now() -> Result<Self, DateError> {
        Self::from_system_time(clock::now())
    }

    /// The 14 characters of the header, such as `250115T061713Z`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Digits, `T` and `Z` by construction, so the default is never taken.
        str::from_utf8(&self.text).unwrap_or_default()
    }

    /// Seconds after 1970-01-01 00:00:00 UTC.
    #[must_use]
    pub fn unix_seconds(&self) -> i64 {
        self.unix_seconds
    }

    pub(crate) fn to_system_time(self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(self.unix_seconds.unsigned_abs())
    }
}

impl FromStr for SignedDate {
    type Err = DateError;

    /// Reads exactly what [`as_str`](Self::as_str) writes: 14 characters, a day of the calendar, no leap second.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let bytes = <[u8; LENGTH]>::try_from(text.as_bytes()).map_err(|_| DateError::Format)?;
        let [y, yy, m, mm, d, dd, b'T', h, hh, n, nn, s, ss, b'Z'] = bytes else {
            return Err(DateError::Format);
        };
        let year = FIRST_YEAR + i32::from(number(y, yy)?);
        let (month, day) = (number(m, mm)?, number(d, dd)?);
        let (hour, minute, second) = (number(h, hh)?, number(n, nn)?, number(s, ss)?);
        let utc = Month::try_from(month)
            .and_then(|month| Date::from_calendar_date(year, month, day))
            .and_then(|date| date.with_hms(hour, minute, second))
            .map_err(|_| DateError::Calendar)?
            .assume_utc();
        Ok(Self { unix_seconds: utc.unix_timestamp(), text: bytes })
    }
}

impl fmt::Display for SignedDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for SignedDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignedDate({self})")
    }
}

/// Why a moment or a text is not a [`SignedDate`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateError {
    /// The year is not in 2000 to 2099, the years that two digits can write. Set the clock of the machine.
    OutOfRange,
    /// The text is not `yyMMddTHHmmssZ`.
    Format,
    /// The form is right, but the calendar has no such day or the day no such second (a leap second included).
    Calendar,
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OutOfRange => {
                "the date is outside the years 2000 to 2099, which the two-digit year of a signed date can write"
            }
            Self::Format => "the text is not a signed date of the form yyMMddTHHmmssZ",
            Self::Calendar => "the signed date names a day or time that does not exist",
        })
    }
}

impl std::error::Error for DateError {}

/// The year that `00` stands for.
const FIRST_YEAR: i32 = 2000;

/// `value` is below 100.
fn two_digits(value: u8) -> [u8; 2] {
    [b'0' + value / 10, b'0' + value % 10]
}

fn number(tens: u8, ones: u8) -> Result<u8, DateError> {
    if tens.is_ascii_digit() && ones.is_ascii_digit() {
        Ok((tens - b'0') * 10 + (ones - b'0'))
    } else {
        Err(DateError::Format)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Expected seconds from `date -u -d '..' +%s`.
    const EDGES: [(i64, &str); 6] = [
        (946_684_800, "000101T000000Z"),
        (951_782_400, "000229T000000Z"),
        (1_736_921_833, "250115T061713Z"),
        (1_767_225_599, "251231T235959Z"),
        (1_767_225_600, "260101T000000Z"),
        (4_102_444_799, "991231T235959Z"),
    ];

    #[test]
    fn seconds_and_text_agree() {
        for (seconds, text) in EDGES {
            let date = SignedDate::from_unix_seconds(seconds).unwrap();
            assert_eq!(date.as_str(), text);
            assert_eq!(date.unix_seconds(), seconds);
            assert_eq!(text.parse(), Ok(date));
            assert_eq!(SignedDate::from_system_time(date.to_system_time()), Ok(date));
            assert_eq!(format!("{date} {date:?} {date:>16}"), format!("{text} SignedDate({text})   {text}"));
        }
        assert!(EDGES.map(|(_, text)| text.parse::<SignedDate>().unwrap()).is_sorted());
    }

    #[test]
    fn the_year_in_seoul_ends_nine_hours_before_the_year_of_the_signature() {
        let new_year_in_seoul = 1_767_225_600 - 9 * 3600; // 2026-01-01 00:00:00 +09:00
        assert_eq!(SignedDate::from_unix_seconds(new_year_in_seoul).unwrap().as_str(), "251231T150000Z");
    }

    #[test]
    fn fractions_of_a_second_are_cut_off() {
        let late = UNIX_EPOCH + Duration::new(1_767_225_599, 999_999_900);
        assert_eq!(SignedDate::from_system_time(late).unwrap().as_str(), "251231T235959Z");
    }

    #[test]
    fn years_outside_the_century_are_refused() {
        for seconds in [946_684_799, 4_102_444_800, 0, -1, i64::MIN, i64::MAX] {
            assert_eq!(SignedDate::from_unix_seconds(seconds), Err(DateError::OutOfRange));
        }
        let before_the_epoch = UNIX_EPOCH - Duration::from_secs(1);
        assert_eq!(SignedDate::from_system_time(before_the_epoch), Err(DateError::OutOfRange));
    }

    #[test]
    fn the_text_is_read_strictly() {
        let not_the_form = ["", "250115T061713", "20250115T061713Z", "250115t061713Z", "250115T061713z"];
        let not_digits = ["2501 5T061713Z", "+50115T061713Z", "250115T06171:Z", "２50115T0617Z"];
        for text in not_the_form.into_iter().chain(not_digits) {
            assert_eq!(text.parse::<SignedDate>(), Err(DateError::Format), "{text}");
        }
        for text in ["250229T000000Z", "250001T000000Z", "251301T000000Z", "250100T000000Z", "250431T000000Z"] {
            assert_eq!(text.parse::<SignedDate>(), Err(DateError::Calendar), "{text}");
        }
        for text in ["250115T240000Z", "250115T006000Z", "161231T235960Z"] {
            assert_eq!(text.parse::<SignedDate>(), Err(DateError::Calendar), "{text}");
        }
    }
}
