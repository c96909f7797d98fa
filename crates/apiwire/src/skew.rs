//! How far this machine's clock is from the service's, measured from `Date` headers.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Narrows the difference between our clock and the service's with every answer.
///
/// A `Date` header has whole seconds, and the answer was made somewhere between sending and receiving, so one answer
/// only gives an interval. The intervals of several answers are intersected; if they contradict each other (a clock
/// was set), measuring starts again from the newest.
#[derive(Debug, Default)]
pub struct SkewMeter(Mutex<Option<Interval>>);

/// Bounds of `our clock - service's clock`, in milliseconds.
#[derive(Debug, Clone, Copy)]
struct Interval {
    low: i64,
    high: i64,
}

impl SkewMeter {
    /// Takes in one answer: its `Date` header, and our clock when the request left and when the answer came.
    pub fn observe(&self, date: &str, sent: SystemTime, received: SystemTime) {
        let Ok(date) = httpdate::parse_http_date(date) else { return };
        let Some(seen) = interval(date, sent, received) else { return };
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let narrowed = known.map_or(seen, |k| Interval { low: k.low.max(seen.low), high: k.high.min(seen.high) });
        *known = Some(if narrowed.low <= narrowed.high { narrowed } else { seen });
    }

    /// Our clock minus the service's, in milliseconds: positive when ours is ahead, 0 when no difference is provable,
    /// `None` before the first answer.
    #[must_use]
    pub fn millis(&self) -> Option<i64> {
        let known = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.map(|k| if k.low <= 0 && k.high >= 0 { 0 } else { k.low.midpoint(k.high) })
    }
}

fn interval(date: SystemTime, sent: SystemTime, received: SystemTime) -> Option<Interval> {
    let date = millis(date)?;
    // The service's true time lay in [date, date + 1 s), at a moment between `sent` and `received` of ours.
    Some(Interval {
        low: millis(sent)?.checked_sub(date.checked_add(1000)?)?,
        high: millis(received)?.checked_sub(date)?,
    })
}

fn millis(time: SystemTime) -> Option<i64> {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    i64::try_from(since.as_millis()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(millis)
    }

    fn date(millis: u64) -> String {
        httpdate::fmt_http_date(at(millis))
    }

    #[test]
    fn says_zero_where_no_difference_is_provable() {
        let meter = SkewMeter::default();
        assert_eq!(meter.millis(), None);
        meter.observe(&date(1_700_000_000_000), at(1_700_000_000_400), at(1_700_000_000_500));
        assert_eq!(meter.millis(), Some(0));
    }

    #[test]
    fn several_answers_narrow_it() {
        let meter = SkewMeter::default();
        // Our clock is 7 min 300 ms ahead; the service's answers fall at .9 and .1 of its second.
        for service in [1_700_000_000_900_u64, 1_700_000_003_100] {
            meter.observe(&date(service), at(service + 420_290), at(service + 420_310));
        }
        let found = meter.millis().unwrap();
        assert!((420_190..=420_410).contains(&found), "{found}");
    }

    #[test]
    fn a_clock_that_was_set_starts_over_and_garbage_is_ignored() {
        let meter = SkewMeter::default();
        meter.observe(&date(1_700_000_000_000), at(1_700_000_060_000), at(1_700_000_060_100));
        assert!(meter.millis().unwrap() > 58_000);
        meter.observe("yesterday", at(0), at(0));
        meter.observe(&date(1_700_000_070_000), at(1_700_000_070_100), at(1_700_000_070_200));
        assert_eq!(meter.millis(), Some(0));
    }
}
