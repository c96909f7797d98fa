//! Keeps a person or a program from trying keys until Coupang blocks this machine.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use crate::error::ConnectError;

/// How many failed attempts are taken within [`WINDOW`], whoever makes them and for whichever shop: the block would be
/// about the address.
const FAILURES: usize = 5;

/// How long a failed attempt counts.
const WINDOW: Duration = Duration::from_secs(600);

/// The failed attempts of the last ten minutes.
#[derive(Default)]
pub(crate) struct Guard(Mutex<VecDeque<SystemTime>>);

impl Guard {
    /// Whether another attempt may be made now.
    pub(crate) fn check(&self, now: SystemTime) -> Result<(), ConnectError> {
        let mut failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while failures.front().is_some_and(|at| at.checked_add(WINDOW).is_none_or(|end| end <= now)) {
            failures.pop_front();
        }
        match failures.front() {
            Some(oldest) if failures.len() >= FAILURES => {
                Err(ConnectError::TooManyAttempts { until: oldest.checked_add(WINDOW).unwrap_or(now) })
            }
            _ => Ok(()),
        }
    }

    /// Another one failed.
    pub(crate) fn failed(&self, now: SystemTime) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push_back(now);
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    #[test]
    fn five_failures_in_ten_minutes_are_the_last_for_a_while() {
        let (guard, minute) = (Guard::default(), |n: u64| UNIX_EPOCH + Duration::from_secs(60 * n));
        for n in 0..5 {
            assert_eq!(guard.check(minute(n)), Ok(()));
            guard.failed(minute(n));
        }
        assert_eq!(guard.check(minute(9)), Err(ConnectError::TooManyAttempts { until: minute(10) }));
        assert_eq!(guard.check(minute(10)), Ok(()));
        guard.failed(minute(10));
        assert_eq!(guard.check(minute(10)), Err(ConnectError::TooManyAttempts { until: minute(11) }));
        assert_eq!(guard.check(minute(30)), Ok(()));
    }
}
