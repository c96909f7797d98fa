//! The rate limit of one vendor, and the books about it.

use crate::fault::Struck;
use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, SystemTime};

/// What the gateway has seen since it was built; for assertions about a client's manners.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ledger {
    /// Calls handled, whatever the answer was.
    pub calls: u64,
    /// Calls that came while the vendor was over its rate or locked out.
    pub throttled: u64,
    /// The most calls that fell into any one second.
    pub peak_calls_per_second: usize,
    /// How many calls were answered with which status, by operation as in the client's `ENDPOINTS.md`; the empty name
    /// stands for paths that are none. A call whose connection broke before an answer is not among them.
    pub answers: BTreeMap<(&'static str, u16), u64>,
    /// The faults that struck, oldest first; of more than 10,000 the last ones.
    pub faults: Vec<Struck>,
}

/// Counts every call in a sliding second; a breach locks the vendor out until it has been quiet long enough.
///
/// Calls refused for other reasons count too, unless `unsigned_calls_count` is false, and so do the calls made during a
/// lockout, each of which starts the quiet time anew unless `lockout_restarts` is false.
pub(super) struct Meter {
    calls_per_second: usize,
    lockout: Duration,
    restarts: bool,
    recent: VecDeque<SystemTime>,
    /// The call since which it must be quiet.
    locked_since: Option<SystemTime>,
    ledger: Ledger,
}

/// One call as the meter saw it.
pub(super) struct Recorded {
    /// 1 for the first call.
    pub(super) number: u64,
    /// Over the rate, or locked out: so much quiet is left. `None` within the rate.
    pub(super) quiet: Option<Duration>,
}

impl Meter {
    pub(super) fn new(calls_per_second: usize, lockout: Duration, restarts: bool) -> Self {
        let (recent, ledger) = (VecDeque::new(), Ledger::default());
        Self { calls_per_second, lockout, restarts, recent, locked_since: None, ledger }
    }

    /// Writes a call into the books and, if it counts, decides about it.
    pub(super) fn record(&mut self, now: SystemTime, counts: bool) -> Recorded {
        self.ledger.calls += 1;
        let quiet = if counts { self.count(now) } else { None };
        self.ledger.throttled += u64::from(quiet.is_some());
        Recorded { number: self.ledger.calls, quiet }
    }

    /// How much quiet is left, with this call.
    fn count(&mut self, now: SystemTime) -> Option<Duration> {
        self.recent.retain(|earlier| distance(*earlier, now) < Duration::from_secs(1));
        self.recent.push_back(now);
        self.ledger.peak_calls_per_second = self.ledger.peak_calls_per_second.max(self.recent.len());

        let locked = self.locked_since.filter(|since| distance(*since, now) < self.lockout);
        let is_over = self.recent.len() > self.calls_per_second;
        self.locked_since = match locked {
            Some(since) => Some(if self.restarts { now } else { since }),
            None => is_over.then_some(now),
        };
        self.locked_since.map(|since| self.lockout.saturating_sub(distance(since, now)))
    }

    /// Writes down how a call was answered.
    pub(super) fn answered(&mut self, operation: &'static str, status: u16) {
        *self.ledger.answers.entry((operation, status)).or_default() += 1;
    }

    /// Locks the vendor out, as a breach does; how much quiet is left.
    pub(super) fn lock_out(&mut self, now: SystemTime) -> Duration {
        self.locked_since = Some(now);
        self.ledger.throttled += 1;
        self.lockout
    }

    pub(super) fn ledger(&self) -> Ledger {
        self.ledger.clone()
    }
}

/// Between two moments, whichever comes first: concurrent callers read their clocks out of order.
fn distance(one: SystemTime, other: SystemTime) -> Duration {
    one.duration_since(other).unwrap_or_else(|earlier| earlier.duration())
}

#[cfg(test)]
mod tests {
    use super::Meter;
    use std::time::{Duration, UNIX_EPOCH};

    fn allowed(meter: &mut Meter, at_millis: &[u64]) -> Vec<bool> {
        at_millis.iter().map(|ms| meter.record(UNIX_EPOCH + Duration::from_millis(*ms), true).quiet.is_none()).collect()
    }

    #[test]
    fn the_second_slides() {
        let mut meter = Meter::new(2, Duration::from_secs(60), true);
        assert_eq!(allowed(&mut meter, &[0, 900, 1_000, 1_900, 2_000]), [true; 5]);
        assert_eq!(allowed(&mut meter, &[2_899]), [false]);
        assert_eq!(meter.ledger().peak_calls_per_second, 3);
    }

    #[test]
    fn a_lockout_ends_after_quiet_and_a_call_within_it_starts_it_anew() {
        let mut meter = Meter::new(1, Duration::from_secs(60), true);
        assert_eq!(allowed(&mut meter, &[0, 1, 30_000, 89_999]), [true, false, false, false]);
        assert_eq!(allowed(&mut meter, &[149_998, 209_998]), [false, true]);
        assert_eq!((meter.ledger().calls, meter.ledger().throttled), (6, 4));
    }

    #[test]
    fn a_lockout_that_does_not_restart_ends_though_calls_go_on() {
        let mut meter = Meter::new(1, Duration::from_secs(60), false);
        let mut quiet =
            |ms| meter.record(UNIX_EPOCH + Duration::from_millis(ms), true).quiet.map(|left| left.as_millis());
        assert_eq!([0, 1, 30_001, 60_000, 61_000].map(&mut quiet), [None, Some(60_000), Some(30_000), Some(1), None]);
    }

    #[test]
    fn a_call_that_does_not_count_leaves_the_rate_alone() {
        let mut meter = Meter::new(1, Duration::from_secs(60), true);
        assert!((0..5).all(|_| meter.record(UNIX_EPOCH, false).quiet.is_none()));
        assert_eq!(allowed(&mut meter, &[0, 1]), [true, false]);
        assert_eq!((meter.ledger().calls, meter.ledger().peak_calls_per_second), (7, 2));
    }

    #[test]
    fn clocks_read_out_of_order_still_count() {
        let mut meter = Meter::new(2, Duration::from_secs(60), true);
        assert_eq!(allowed(&mut meter, &[1_000, 990, 995]), [true, true, false]);
    }
}
