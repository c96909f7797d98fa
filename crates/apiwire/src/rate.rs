//! What an answer's headers say about the vendor's rate limit.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;

/// The rate limit as a vendor told it with an answer: whatever of it was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// Calls in a window.
    pub limit: Option<u64>,
    /// Calls left in this window.
    pub remaining: Option<u64>,
    /// How long until the window begins anew.
    pub reset: Option<Duration>,
}

/// From here on, a reset is a moment since 1970 and no number of seconds to wait: 2001-09-09.
const EARLIEST_MOMENT: u64 = 1_000_000_000;

/// From here on, such a moment is in milliseconds.
const EARLIEST_MOMENT_MILLIS: u64 = EARLIEST_MOMENT * 1000;

/// The longest reset that is believed. Windows are seconds or minutes; a day is a mistake of a clock or of a unit.
const LONGEST_RESET: Duration = Duration::from_secs(3600);

impl RateLimit {
    /// Reads `RateLimit-Limit`, `-Remaining` and `-Reset`, or the same with `X-` before them; `None` when none is there.
    ///
    /// A reset is seconds from now, or a moment since 1970 in seconds or milliseconds: its size tells which. What cannot
    /// be read is as if it were missing.
    #[must_use]
    pub fn from_headers(headers: &HeaderMap, now: SystemTime) -> Option<Self> {
        let limit = number(headers, "ratelimit-limit", "x-ratelimit-limit");
        let remaining = number(headers, "ratelimit-remaining", "x-ratelimit-remaining");
        let reset = number(headers, "ratelimit-reset", "x-ratelimit-reset").and_then(|reset| until(reset, now));
        (limit.is_some() || remaining.is_some() || reset.is_some()).then_some(Self { limit, remaining, reset })
    }

    /// How long no further call will be answered: the window is used up.
    #[must_use]
    pub fn used_up_for(&self) -> Option<Duration> {
        self.reset.filter(|reset| self.remaining == Some(0) && !reset.is_zero())
    }
}

fn number(headers: &HeaderMap, name: &str, other: &str) -> Option<u64> {
    let read = |name| {
        let text = headers.get(name)?.to_str().ok()?;
        // `100, 100;w=60`: the first number is the limit that applies.
        text.split([',', ';']).next()?.trim().parse().ok()
    };
    read(name).or_else(|| read(other))
}

fn until(reset: u64, now: SystemTime) -> Option<Duration> {
    let wait = match reset {
        0..EARLIEST_MOMENT => Duration::from_secs(reset),
        EARLIEST_MOMENT..EARLIEST_MOMENT_MILLIS => since_1970(Duration::from_secs(reset), now)?,
        _ => since_1970(Duration::from_millis(reset), now)?,
    };
    (wait <= LONGEST_RESET).then_some(wait)
}

/// How long until a moment; nothing when it has passed.
fn since_1970(moment: Duration, now: SystemTime) -> Option<Duration> {
    Some(UNIX_EPOCH.checked_add(moment)?.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(headers: &[(&'static str, &str)]) -> Option<RateLimit> {
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        RateLimit::from_headers(&HeaderMap::from_iter(headers), UNIX_EPOCH + Duration::from_secs(1_772_410_504))
    }

    #[test]
    fn both_spellings_and_every_unit_of_a_reset() {
        for (names, reset, seconds) in [
            (["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"], "30", Some(30)),
            (["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"], "1772410534", Some(30)),
            (["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"], "1772410534000", Some(30)),
            (["x-ratelimit-limit", "ratelimit-remaining", "x-ratelimit-reset"], "1772410000", Some(0)),
            (["x-ratelimit-limit", "ratelimit-remaining", "x-ratelimit-reset"], "86400", None),
            (["x-ratelimit-limit", "ratelimit-remaining", "x-ratelimit-reset"], "18446744073709551615", None),
            (["x-ratelimit-limit", "ratelimit-remaining", "x-ratelimit-reset"], "soon", None),
        ] {
            let read = read(&[(names[0], "100, 100;w=60"), (names[1], "0"), (names[2], reset)]).unwrap();
            assert_eq!(
                (read.limit, read.remaining, read.reset.map(|wait| wait.as_secs())),
                (Some(100), Some(0), seconds)
            );
            assert_eq!(read.used_up_for().is_some(), seconds.is_some_and(|seconds| seconds > 0), "{reset}");
        }
    }

    #[test]
    fn nothing_there_is_nothing_told() {
        assert_eq!(read(&[("content-type", "application/json"), ("ratelimit-limit", "many")]), None);
        assert_eq!(read(&[("ratelimit-remaining", "0")]).unwrap().used_up_for(), None);
        assert_eq!(read(&[("ratelimit-remaining", "3"), ("ratelimit-reset", "9")]).unwrap().used_up_for(), None);
    }
}
