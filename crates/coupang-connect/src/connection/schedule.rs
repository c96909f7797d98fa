//! When a connection is looked at again: ever more rarely while nothing changes.

use std::time::{Duration, SystemTime};

use live_probe::Reason;

use super::{Now, State};

/// The waits before a verification by itself: the first, and the longest; each is twice the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Intervals {
    /// While active. Default 15 min to 2 h.
    pub active: (Duration, Duration),
    /// After throttling, a fault of the network or of Coupang's servers. Default 1 min to 30 min.
    pub passing: (Duration, Duration),
    /// After a refusal by IP address, whose registration takes up to 30 minutes. Default 5 min to 2 h.
    pub ip: (Duration, Duration),
    /// After every other pause, where more calls may only make it worse. Default 30 min to 12 h.
    pub refused: (Duration, Duration),
}

const fn minutes(first: u64, longest: u64) -> (Duration, Duration) {
    (Duration::from_secs(first * 60), Duration::from_secs(longest * 60))
}

impl Default for Intervals {
    fn default() -> Self {
        Self { active: minutes(15, 120), passing: minutes(1, 30), ip: minutes(5, 120), refused: minutes(30, 720) }
    }
}

impl Intervals {
    /// The wait after so many verifications in a row that ended alike.
    fn wait(&self, state: State, late: bool, streak: u32) -> Duration {
        let (first, longest) = match state {
            State::Paused { reason: Reason::IpNotAllowed, .. } => self.ip,
            State::Paused { reason, .. } if super::weigh::is_passing(reason) => self.passing,
            State::Paused { .. } => self.refused,
            _ if late => self.passing,
            _ => self.active,
        };
        first.saturating_mul(2_u32.saturating_pow(streak)).min(longest)
    }
}

impl Now {
    /// Plans the next verification; `same` tells that this one ended as the one before.
    pub(super) fn schedule(&mut self, intervals: &Intervals, at: SystemTime, same: bool) {
        self.streak = if same { self.streak.saturating_add(1) } else { 0 };
        self.next_check = at.checked_add(intervals.wait(self.state, self.late.is_some(), self.streak));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        let minutes = |state, late, streak| Intervals::default().wait(state, late, streak).as_secs() / 60;
        let waits = |state, late| [0, 1, 2, 5, 40].map(|streak| minutes(state, late, streak));
        assert_eq!(waits(State::Active, false), [15, 30, 60, 120, 120]);
        assert_eq!(waits(State::Active, true), [1, 2, 4, 30, 30]);
        assert_eq!(waits(State::paused(Reason::IpNotAllowed, false), false), [5, 10, 20, 120, 120]);
        assert_eq!(waits(State::paused(Reason::Network, false), false), [1, 2, 4, 30, 30]);
        for reason in [Reason::VendorMismatch, Reason::InvalidSignature, Reason::KeyRejected, Reason::EdgeBlocked] {
            assert_eq!(waits(State::paused(reason, false), false), [30, 60, 120, 720, 720]);
        }
    }
}
