//! The one place that reads the system's clock.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

/// The system's clock, and how far somebody has put it ahead.
#[derive(Debug, Default)]
pub(super) struct Clock {
    ahead_seconds: AtomicU64,
}

impl Clock {
    /// The time that the sandbox lives in.
    pub(super) fn now(&self) -> SystemTime {
        let ahead = Duration::from_secs(self.ahead_seconds.load(Ordering::Relaxed));
        system_now().checked_add(ahead).unwrap_or_else(system_now)
    }

    /// Puts the clock ahead; false, and nothing, when it would be more than [`MOST_AHEAD`] in all.
    pub(super) fn advance(&self, seconds: u64) -> bool {
        let ahead = |ahead: u64| ahead.checked_add(seconds).filter(|ahead| *ahead <= MOST_AHEAD);
        self.ahead_seconds.fetch_update(Ordering::Relaxed, Ordering::Relaxed, ahead).is_ok()
    }
}

/// A hundred years of 365 days, in seconds: longer than any deadline, and no date comes out of range.
pub(super) const MOST_AHEAD: u64 = 100 * 365 * 86_400;

#[allow(clippy::disallowed_methods, reason = "a server answers as of now; everything behind it takes time as an input")]
fn system_now() -> SystemTime {
    SystemTime::now()
}
