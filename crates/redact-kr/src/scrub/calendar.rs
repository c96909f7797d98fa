//! The date in a registration number, and today's.

use std::time::{SystemTime, UNIX_EPOCH};

/// A day as year, month and day, which compare in this order.
pub(super) type Date = (u32, u32, u32);

/// Today in Korea.
#[allow(clippy::disallowed_methods, reason = "the one clock of this crate: no number is issued before a birth")]
pub(super) fn today() -> Date {
    korean_day(SystemTime::now())
}

/// The Korean day of a moment; Korean time is nine hours ahead of UTC.
fn korean_day(moment: SystemTime) -> Date {
    let since = moment.duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    civil(u32::try_from((since + 9 * 3600) / 86_400).unwrap_or(u32::MAX / 2))
}

/// Whether a year has such a day.
pub(super) fn exists((year, month, day): Date) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// The date of a day counted from 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn civil(days: u32) -> Date {
    let days = days.saturating_add(719_468);
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let date = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + u32::from(month <= 2), month, date)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn days_become_dates() {
        // By Python's `datetime`.
        for (days, date) in [
            (0, (1970, 1, 1)),
            (10956, (1999, 12, 31)),
            (11016, (2000, 2, 29)),
            (11017, (2000, 3, 1)),
            (11322, (2000, 12, 31)),
            (19782, (2024, 2, 29)),
            (20453, (2025, 12, 31)),
            (20454, (2026, 1, 1)),
            (47540, (2100, 2, 28)),
            (47541, (2100, 3, 1)),
            (157113, (2400, 2, 29)),
            (157114, (2400, 3, 1)),
        ] {
            assert_eq!(civil(days), date);
        }
    }

    #[test]
    fn the_korean_day_begins_at_15_o_clock_utc() {
        // 2025-12-31T15:00:00Z, by `date -u -d .. +%s`.
        let new_year = UNIX_EPOCH + Duration::from_secs(1_767_193_200);
        assert_eq!(korean_day(new_year), (2026, 1, 1));
        assert_eq!(korean_day(new_year - Duration::from_secs(1)), (2025, 12, 31));
    }

    #[test]
    fn only_days_of_the_calendar_exist() {
        assert!([(2000, 2, 29), (2024, 2, 29), (1999, 12, 31)].into_iter().all(exists));
        assert!(![(1900, 2, 29), (2023, 2, 29), (2000, 13, 1), (2000, 4, 31), (2000, 1, 0)].into_iter().any(exists));
    }
}
