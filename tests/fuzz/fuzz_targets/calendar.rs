//! Any text as a day, a minute, a month or a timestamp: what is read prints as it was written, and names the same moment
//! after being written in another form.
#![no_main]

use apiwire::calendar::{KstDate, KstMinute, KstMonth, Timestamp};
use apiwire::wire::{Document, FromWire, Reader};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use time::Date;
use time::OffsetDateTime;
use time::format_description::well_known::{Iso8601, Rfc3339};

fuzz_target!(|text: &str| {
    if let Ok(day) = text.parse::<KstDate>() {
        assert_eq!(day.to_string(), text);
        assert_eq!(serde_json::from_value::<KstDate>(Value::from(text)).ok(), Some(day));
        let second = Date::parse(text, &Iso8601::DATE).expect("a day of the time crate");
        assert_eq!(day, KstDate::from_ymd(second.year(), second.month().into(), second.day()).expect("the same day"));
        assert!(day.plus_days(1).days_until(day) <= 0);
        assert!(KstMonth::of(day).first_day() <= day && day <= KstMonth::of(day).last_day());
    } else if let Ok(second) = Date::parse(text, &Iso8601::DATE) {
        // Ours is the one form with dashes, from the year 1.
        let dashed = text.len() == 10 && text.bytes().filter(|byte| *byte == b'-').count() == 2;
        assert!(!dashed || !text.as_bytes()[0].is_ascii_digit() || text.contains('W') || second.year() < 1, "{text}");
    }
    if let Ok(minute) = text.parse::<KstMinute>() {
        assert_eq!(minute.to_string(), text);
        assert!(minute.plus_minutes(1).plus_minutes(-1).date() <= minute.end_of_day().date());
        assert_eq!(minute.date().to_string(), text[..10]);
    }
    if let Ok(month) = text.parse::<KstMonth>() {
        assert_eq!(month.to_string(), text);
        assert!(month.first_day() <= month.last_day() && month <= month.next());
    }
    let Some(at) = Timestamp::parse(text) else {
        // RFC 3339 in the years that we know is a timestamp.
        if let Ok(second) = OffsetDateTime::parse(text, &Rfc3339) {
            let plain = text.len() <= 40 && text.as_bytes()[10] == b'T' && !text.contains('z');
            assert!(!plain || !(1603..9999).contains(&second.year()), "{text}");
        }
        return;
    };
    assert_eq!((at.raw(), format!("{at} {at:?}")), (text, format!("{text} {text}")));
    let again = Timestamp::parse(&at.to_utc_text()).expect("our own form");
    assert_eq!(again.unix_seconds(), at.unix_seconds());
    assert_eq!(again.kst_date(), at.kst_date());
    if at.unix_seconds() >= 0 {
        assert_eq!(Timestamp::at(at.moment()).map(|at| at.unix_seconds()), Some(at.unix_seconds()));
    }
    if let Ok(second) = OffsetDateTime::parse(text, &Rfc3339) {
        assert_eq!(second.unix_timestamp(), at.unix_seconds());
    }
    let value = Value::from(text);
    let document = Document::from(&value);
    let day = KstDate::from_wire(document.root(), &mut Reader::new()).expect("a timestamp counts as its day");
    assert!(day == at.kst_date() || text.parse() == Ok(day));
});
