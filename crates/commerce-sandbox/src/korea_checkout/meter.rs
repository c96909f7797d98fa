//! The rate limit of one key.

use super::options::RateHeaders;
use crate::calendar::{Moment, SECOND_MICROS};
use http::header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use std::collections::VecDeque;

/// Counts the calls of the last minute. A refused call does not count (assumed), and the minute slides (assumed).
pub(super) struct Meter {
    limit: usize,
    granted: VecDeque<Moment>,
}

/// How the key stands after a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) within_rate: bool,
    limit: usize,
    remaining: usize,
    /// Seconds until the oldest call is forgotten, rounded up.
    reset: i64,
    now: Moment,
}

const MINUTE: i64 = 60 * SECOND_MICROS;

impl Meter {
    pub(super) fn new(limit: u32) -> Self {
        Self { limit: usize::try_from(limit).unwrap_or(usize::MAX), granted: VecDeque::new() }
    }

    /// Uses up what is left of the minute, as many calls would.
    pub(super) fn exhaust(&mut self, now: Moment) -> Standing {
        self.granted.resize(self.limit, now);
        self.record(now)
    }

    pub(super) fn record(&mut self, now: Moment) -> Standing {
        self.granted.retain(|at| now.micros_since(*at) < MINUTE);
        let within_rate = self.granted.len() < self.limit;
        if within_rate {
            self.granted.push_back(now);
        }
        let left = self.granted.front().map_or(0, |oldest| MINUTE - now.micros_since(*oldest));
        let reset = (left + SECOND_MICROS - 1) / SECOND_MICROS;
        Standing { within_rate, limit: self.limit, remaining: self.limit - self.granted.len(), reset, now }
    }
}

impl Standing {
    /// Writes what this sandbox says about its rate.
    pub(super) fn write(self, form: RateHeaders, headers: &mut HeaderMap) {
        if !self.within_rate {
            set(headers, RETRY_AFTER, self.reset);
        }
        let (prefix, reset) = match form {
            RateHeaders::XRateLimit => ("x-ratelimit", self.reset),
            RateHeaders::XRateLimitEpoch => ("x-ratelimit", self.now.unix_seconds().saturating_add(self.reset)),
            RateHeaders::RateLimit => ("ratelimit", self.reset),
            RateHeaders::RetryAfterOnly => return,
        };
        let count = |count| i64::try_from(count).unwrap_or(i64::MAX);
        for (name, value) in [("limit", count(self.limit)), ("remaining", count(self.remaining)), ("reset", reset)] {
            if let Ok(name) = HeaderName::try_from(format!("{prefix}-{name}")) {
                set(headers, name, value);
            }
        }
    }
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: i64) {
    headers.insert(name, HeaderValue::from(value));
}

#[cfg(test)]
mod tests {
    use super::Meter;
    use crate::calendar::{Moment, SECOND_MICROS};
    use std::time::UNIX_EPOCH;

    #[test]
    fn the_minute_slides_and_a_refused_call_does_not_count() {
        let mut meter = Meter::new(2);
        let mut at = |seconds: i64| {
            let standing = meter.record(Moment::from_system_time(UNIX_EPOCH).plus(seconds * SECOND_MICROS));
            (standing.within_rate, standing.remaining, standing.reset)
        };
        assert_eq!(at(0), (true, 1, 60));
        assert_eq!(at(10), (true, 0, 50));
        assert_eq!(at(59), (false, 0, 1));
        assert_eq!(at(60), (true, 0, 10));
        assert_eq!(at(61), (false, 0, 9));
    }
}
