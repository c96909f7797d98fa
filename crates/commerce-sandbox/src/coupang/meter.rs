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
/// Calls refused for other reasons count too, and so do the calls made during a lockout, each of which starts the quiet
/// time anew (assumed: the portal says only that access returns some minutes after the rate has dropped).
pub(super) struct Meter {
    calls_per_second: usize,
    lockout: Duration,
    recent: VecDeque<SystemTime>,
    locked_since_call_at: Option<SystemTime>,
    ledger: Ledger,
}

/// One call as the meter saw it.
pub(super) struct Recorded {
    /// 1 for the first call.
    pub(super) number: u64,
    /// False: over the rate, or locked out.
    pub(super) within_rate: bool,
}

impl Meter {
    pub(super) fn new(calls_per_second: usize, lockout: Duration) -> Self {
        let (recent, ledger) = (VecDeque::new(), Ledger::default());
        Self { calls_per_second, lockout, recent, locked_since_call_at: None, ledger }
    }

    /// Writes a call into the books and decides about it.
    pub(super) fn record(&mut self, now: SystemTime) -> Recorded {
        self.recent.retain(|earlier| distance(*earlier, now) < Duration::from_secs(1));
        self.recent.push_back(now);

        let locked = self.locked_since_call_at.is_some_and(|last| distance(last, now) < self.lockout);
        let within_rate = !locked && self.recent.len() <= self.calls_per_second;
        self.locked_since_call_at = (!within_rate).then_some(now);

        self.ledger.calls += 1;
        self.ledger.throttled += u64::from(!within_rate);
        self.ledger.peak_calls_per_second = self.ledger.peak_calls_per_second.max(self.recent.len());
        Recorded { number: self.ledger.calls, within_rate }
    }

    /// Writes down how a call was answered.
    pub(super) fn answered(&mut self, operation: &'static str, status: u16) {
        *self.ledger.answers.entry((operation, status)).or_default() += 1;
    }

    /// Locks the vendor out, as a breach does.
    pub(super) fn lock_out(&mut self, now: SystemTime) {
        self.locked_since_call_at = Some(now);
        self.ledger.throttled += 1;
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
        at_millis.iter().map(|ms| meter.record(UNIX_EPOCH + Duration::from_millis(*ms)).within_rate).collect()
    }

    #[test]
    fn the_second_slides() {
        let mut meter = Meter::new(2, Duration::from_secs(60));
        assert_eq!(allowed(&mut meter, &[0, 900, 1_000, 1_900, 2_000]), [true; 5]);
        assert_eq!(allowed(&mut meter, &[2_899]), [false]);
        assert_eq!(meter.ledger().peak_calls_per_second, 3);
    }

    #[test]
    fn a_lockout_ends_after_quiet_and_a_call_within_it_starts_it_anew() {
        let mut meter = Meter::new(1, Duration::from_secs(60));
        assert_eq!(allowed(&mut meter, &[0, 1, 30_000, 89_999]), [true, false, false, false]);
        assert_eq!(allowed(&mut meter, &[149_998, 209_998]), [false, true]);
        assert_eq!((meter.ledger().calls, meter.ledger().throttled), (6, 4));
    }

    #[test]
    fn clocks_read_out_of_order_still_count() {
        let mut meter = Meter::new(2, Duration::from_secs(60));
        assert_eq!(allowed(&mut meter, &[1_000, 990, 995]), [true, true, false]);
    }
}
