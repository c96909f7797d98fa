//! The vendors' timestamps, in every form they come in.

use std::fmt;
use std::time::SystemTime;

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

use super::{KST, KstDate};
use crate::wire::{Fault, FromWire, Node, Problem, Reader};

/// A moment as a vendor wrote it: with offset, with `T` or a space, with or without seconds and fraction, or a bare date.
///
/// Without an offset it is Korean time (+09:00, assumed by the reference). The text is kept as it came.
#[derive(Clone)]
pub struct Timestamp {
    raw: Box<str>,
    moment: OffsetDateTime,
    has_offset: bool,
}

impl Timestamp {
    /// Reads a timestamp; `None` when it has none of the known forms, or lies before 1602 or behind the year 9999 in
    /// Korea.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        let (text, has_offset) = as_rfc3339(raw.trim())?;
        let moment = OffsetDateTime::parse(&text, &Rfc3339).ok()?;
        // Such that no later conversion can leave its range: a Korean date at the late end, and at the early end the
        // clock of every operating system (Windows begins with 1601).
        let in_range = moment.year() > 1601 && moment.checked_to_offset(KST).is_some();
        in_range.then_some(())?;
        Some(Self { raw: raw.into(), moment, has_offset })
    }

    /// A moment as it is written to vendors: in UTC, with whole seconds. `None` before 1970 and behind the
    /// year 9999.
    #[must_use]
    pub fn at(moment: SystemTime) -> Option<Self> {
        // The type's own conversion panics at the ends of its range, which lie beyond ours.
        let since = moment.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        let seconds = i64::try_from(since.as_secs()).ok()?;
        Self::parse(&utc_text(OffsetDateTime::from_unix_timestamp(seconds).ok()?))
    }

    /// The same moment in UTC with whole seconds, `2026-01-01T12:00:00Z`.
    #[must_use]
    pub fn to_utc_text(&self) -> String {
        utc_text(self.moment)
    }

    /// The text as it came.
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn unix_seconds(&self) -> i64 {
        self.moment.unix_timestamp()
    }

    /// The moment.
    #[must_use]
    pub fn moment(&self) -> SystemTime {
        self.moment.into()
    }

    /// The offset from UTC in seconds; Korean time's where none was written.
    #[must_use]
    pub fn offset_seconds(&self) -> i32 {
        self.moment.offset().whole_seconds()
    }

    /// Whether the vendor wrote the offset.
    #[must_use]
    pub fn has_offset(&self) -> bool {
        self.has_offset
    }

    /// The Korean day.
    #[must_use]
    pub fn kst_date(&self) -> KstDate {
        KstDate::at(self.moment())
    }
}

fn utc_text(moment: OffsetDateTime) -> String {
    let utc = moment.to_offset(UtcOffset::UTC);
    let (year, month, day) = (utc.year(), u8::from(utc.month()), utc.day());
    let (hour, minute, second) = utc.to_hms();
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The same moment in RFC 3339, and whether an offset was written.
fn as_rfc3339(raw: &str) -> Option<(String, bool)> {
    if !raw.is_ascii() || raw.len() > 40 {
        return None;
    }
    let (date, clock) = match raw.get(10..) {
        None => return None,
        Some("") => (raw, "00:00"),
        Some(rest) if rest.starts_with(['T', ' ']) => (raw.get(..10)?, rest.get(1..)?),
        Some(_) => return None,
    };
    let offset_at = clock.find(['+', '-', 'Z']);
    let (clock, offset) = clock.split_at(offset_at.unwrap_or(clock.len()));
    let seconds = if clock.len() == 5 { ":00" } else { "" };
    let offset_text = if offset.is_empty() { "+09:00" } else { offset };
    Some((format!("{date}T{clock}{seconds}{offset_text}"), !offset.is_empty()))
}

/// Two timestamps are equal when they name the same moment.
impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.moment == other.moment
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.moment.cmp(&other.moment)
    }
}

/// The text as it came; it was read as a date and holds nothing else.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.raw)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.raw)
    }
}

impl serde::Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.raw)
    }
}

impl FromWire for Timestamp {
    fn from_wire(value: Node<'_>, reader: &mut Reader) -> Result<Self, Fault> {
        value.as_str().and_then(Self::parse).ok_or_else(|| reader.fault(Problem::AnotherType))
    }
}

/// A day; a full timestamp in its place counts by its Korean day.
impl FromWire for KstDate {
    fn from_wire(value: Node<'_>, reader: &mut Reader) -> Result<Self, Fault> {
        let text = value.as_str().ok_or_else(|| reader.fault(Problem::AnotherType))?;
        let day = text.parse().ok().or_else(|| Timestamp::parse(text).map(|t| t.kst_date()));
        day.ok_or_else(|| reader.fault(Problem::AnotherType))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Document;

    #[test]
    fn every_form_of_the_reference() {
        // Expected seconds by `date -u -d '...' +%s`.
        for (raw, seconds, offset, written) in [
            ("2026-03-02T09:15:04.120000+09:00", 1_772_410_504, 32400, true),
            ("2026-03-02T09:15:04+09:00", 1_772_410_504, 32400, true),
            ("2026-03-01T16:15:04.120000-08:00", 1_772_410_504, -28800, true),
            ("2026-03-02T00:15:04Z", 1_772_410_504, 0, true),
            ("2026-03-02T09:15:04", 1_772_410_504, 32400, false),
            ("2026-03-02 09:15:04", 1_772_410_504, 32400, false),
            ("2026-03-02T09:15", 1_772_410_500, 32400, false),
            ("2026-03-02", 1_772_377_200, 32400, false),
            (" 2026-03-02T09:15:04 ", 1_772_410_504, 32400, false),
        ] {
            let read = Timestamp::parse(raw).unwrap_or_else(|| panic!("{raw}"));
            assert_eq!(
                (read.unix_seconds(), read.offset_seconds(), read.has_offset()),
                (seconds, offset, written),
                "{raw}"
            );
            assert_eq!(read.raw(), raw);
        }
    }

    #[test]
    fn is_written_in_utc() {
        use std::time::Duration;
        // Expected by `date -u -d '2026-03-02T09:15:04+09:00' +%FT%TZ`.
        for raw in ["2026-03-02T09:15:04.120000+09:00", "2026-03-02 09:15:04", "2026-03-01T16:15:04-08:00"] {
            assert_eq!(Timestamp::parse(raw).unwrap().to_utc_text(), "2026-03-02T00:15:04Z");
        }
        let at = |seconds| Timestamp::at(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(at(1_772_410_504).unwrap().raw(), "2026-03-02T00:15:04Z");
        assert!(at(253_402_300_800).is_none() && at(i64::MAX.unsigned_abs()).is_none());
        assert!(Timestamp::at(SystemTime::UNIX_EPOCH - Duration::from_secs(1)).is_none());
    }

    #[test]
    fn what_is_no_timestamp() {
        for bad in [
            "",
            "2026-03",
            "20260302",
            "2026-03-02X09:15",
            "2026-02-30",
            "2026-03-02T25:00:00",
            "어제",
            "2026-03-02T09:15:04+9",
        ] {
            assert!(Timestamp::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_panic() {
        for (raw, day) in [
            ("9999-12-31T23:59:59+09:00", Some("9999-12-31")),
            ("9999-12-31T23:59:59", Some("9999-12-31")),
            ("9999-12-31T15:00:00Z", None),
            ("9999-12-31T23:59:59-12:00", None),
            ("1602-01-01", Some("1602-01-01")),
            ("1601-01-01", None),
            ("0001-01-01T00:00:00", None),
            ("0000-01-01T00:00:00+23:59", None),
        ] {
            let read = Timestamp::parse(raw);
            assert_eq!(read.map(|t| (t.moment(), t.kst_date().to_string()).1).as_deref(), day, "{raw}");
            let mut reader = Reader::new();
            assert_eq!(
                KstDate::from_wire(Document::from(&raw.into()).root(), &mut reader)
                    .ok()
                    .map(|d| d.to_string())
                    .is_some(),
                day.is_some() || raw.len() == 10
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(raw in "[0-9]{4}-[01][0-9]-[0-3][0-9]([T ][0-2][0-9]:[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?)?)?(Z|[+-][0-2][0-9]:[0-5][0-9])?|.*") {
            if let Some(read) = Timestamp::parse(&raw) {
                let _ = (read.moment(), read.kst_date(), read.unix_seconds(), read.offset_seconds());
            }
        }
    }
}
