//! Reading a session until it is settled (A22).

use std::time::{Duration, SystemTime};

use apiwire::{Error, ErrorKind, Single};
use tokio::time::Instant;

use super::Sessions;
use super::session::Session;
use crate::ids::SessionId;

/// How to poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Polling {
    /// The first wait between two reads. Default 2 s.
    pub first_wait: Duration,
    /// The longest wait. Default 10 s; it is reached in steps of half as much again.
    pub longest_wait: Duration,
    /// How long in all. Default 30 min.
    pub at_most: Duration,
}

impl Default for Polling {
    fn default() -> Self {
        Self {
            first_wait: Duration::from_secs(2),
            longest_wait: Duration::from_secs(10),
            at_most: Duration::from_secs(30 * 60),
        }
    }
}

impl Polling {
    /// The defaults, for at most this long.
    #[must_use]
    pub fn at_most(at_most: Duration) -> Self {
        Self { at_most, ..Self::default() }
    }

    /// Changes the waits; a wait is a tenth of a second at least.
    #[must_use]
    pub fn with_waits(self, first_wait: Duration, longest_wait: Duration) -> Self {
        Self { first_wait, longest_wait, ..self }
    }
}

/// What polling ended with. Look at `why` before taking the payment for settled.
#[derive(Debug, Clone)]
#[must_use = "polling may also end without a final status"]
#[non_exhaustive]
pub struct Waited {
    /// The session as it was read last.
    pub session: Single<Session>,
    /// Why polling ended.
    pub why: WhyStopped,
}

/// Why polling ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WhyStopped {
    /// The status is final.
    Settled,
    /// The session's `expiresAt` has passed and the status is not final: it cannot be paid any more, but a payment that
    /// was under way may still come in.
    PastExpiry,
    /// The time given is up.
    TimeUp,
}

/// Faster polling only uses up the minute's calls.
const SHORTEST_WAIT: Duration = Duration::from_millis(100);

/// A time too long to be added to a clock is this long instead.
const CENTURY: Duration = Duration::from_secs(100 * 366 * 24 * 3600);

/// After `expiresAt`, which has whole seconds, before the last read.
const GRACE: Duration = Duration::from_secs(1);

pub(super) async fn until_settled(sessions: &Sessions<'_>, id: &SessionId, polling: Polling) -> Result<Waited, Error> {
    let deadline = Instant::now() + polling.at_most.min(CENTURY);
    let mut wait = polling.first_wait.clamp(SHORTEST_WAIT, CENTURY);
    let mut last = None;
    loop {
        let pause = match sessions.get(id).await {
            Ok(session) => {
                let why = session.row.status.is_final().then_some(WhyStopped::Settled);
                let to_expiry = session.row.expires_at.as_ref().map(|at| until(at.moment() + GRACE, now(sessions)));
                let why = why.or((to_expiry == Some(Duration::ZERO)).then_some(WhyStopped::PastExpiry));
                if let Some(why) = why {
                    return Ok(Waited { session, why });
                }
                last = Some(session);
                // One last read when it expires.
                to_expiry.map_or(wait, |to_expiry| wait.min(to_expiry))
            }
            Err(error) => match pause_after(&error, wait) {
                Some(pause) if Instant::now() + pause < deadline => pause,
                Some(_) => return last.map(time_up).ok_or(error),
                None => return Err(error),
            },
        };
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            // An error leaves no room for this: there would be no time for its pause.
            if let Some(session) = last {
                return Ok(time_up(session));
            }
        }
        tokio::time::sleep(pause.min(left)).await;
        wait = (wait.saturating_mul(3) / 2).min(polling.longest_wait).clamp(SHORTEST_WAIT, CENTURY);
    }
}

fn time_up(session: Single<Session>) -> Waited {
    Waited { session, why: WhyStopped::TimeUp }
}

/// How long to wait after a read that failed for a passing reason; `None` when waiting mends nothing.
fn pause_after(error: &Error, wait: Duration) -> Option<Duration> {
    match error.kind() {
        ErrorKind::Throttled | ErrorKind::CircuitOpen => Some(error.retry_after().unwrap_or(wait).max(wait)),
        ErrorKind::Connect
        | ErrorKind::Timeout
        | ErrorKind::ConnectionLost
        | ErrorKind::Deadline
        | ErrorKind::ServerError
        | ErrorKind::Unavailable => Some(wait),
        _ => None,
    }
}

fn now(sessions: &Sessions<'_>) -> SystemTime {
    sessions.pipeline.clock().now()
}

fn until(moment: SystemTime, now: SystemTime) -> Duration {
    moment.duration_since(now).unwrap_or_default()
}
