//! Retry = effect x delivery: the whole policy as one table.

use std::time::Duration;

use http::StatusCode;

use crate::endpoint::EffectKind;
use crate::error::ErrorKind;
use crate::service::Explanation;

/// How an attempt ended, as far as repeating it is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The request cannot be signed or addressed: trying again changes nothing.
    Unsendable,
    /// DNS, TCP or TLS failed: the request never left.
    NotSent,
    /// Timeout, reset or truncated body: the request left and no whole answer came, or none that
    /// [`depends_on_the_body`].
    MaybeSent,
    /// 429.
    TooManyRequests,
    /// 502, 503, 504, 521 or 524; or another status that tells of a timeout on the vendor's side, which is no refusal; or a
    /// failure inside a 2xx answer that is the vendor's own.
    Unavailable,
    /// 500.
    ServerError,
    /// 302, 401, 403, any other status, or an error in the envelope.
    Refused,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Try again, up to [`ATTEMPTS`].
    Retry,
    /// Try again, but only once.
    RetryOnce,
    /// Stop: the vendor answered, or nothing was sent.
    Stop,
    /// Stop: it may have taken effect.
    StopMaybeSent,
    /// Pause the vendor and stop.
    Pause,
}

/// Attempts of one call, the first included.
pub const ATTEMPTS: u32 = 3;

/// The shortest back-off. A signed date has whole seconds, and every attempt must carry a signature of its own.
pub const SHORTEST_BACK_OFF: Duration = Duration::from_secs(1);

/// What is added to the shortest back-off before the second attempt, at most; doubled for each further one.
const JITTER: Duration = Duration::from_millis(500);

/// The longest we obey a `Retry-After` between two attempts of one call.
pub const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(20);

impl Outcome {
    /// The outcome that an answer other than 2xx stands for.
    #[must_use]
    pub fn of_answer(status: StatusCode, told: &Explanation) -> Self {
        if told.timed_out { Self::Unavailable } else { Self::of_status(status) }
    }

    /// The outcome of a failure that the envelope of a 2xx answer reports. One on the vendor's own side is no refusal there
    /// either, and it does not tell whether somebody gave up waiting for what is done later.
    #[must_use]
    pub fn of_failure_inside_success(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::ServerError | ErrorKind::Unavailable => Self::Unavailable,
            _ => Self::Refused,
        }
    }

    /// The outcome that a status other than 2xx stands for, when its body adds nothing.
    #[must_use]
    pub fn of_status(status: StatusCode) -> Self {
        match status.as_u16() {
            429 => Self::TooManyRequests,
            502 | 503 | 504 | 521 | 524 => Self::Unavailable,
            500 => Self::ServerError,
            _ => Self::Refused,
        }
    }
}

/// Whether an answer other than 2xx says different things by its body: under 400 and 412 a refusal, a timeout on the
/// vendor's side, or that it was done before. Without its body nobody knows which.
///
/// A redirect, a key, a permission, a path, a rate and a server's failure are what they are by the status alone.
#[must_use]
pub fn depends_on_the_body(status: StatusCode) -> bool {
    status.is_client_error() && !matches!(status.as_u16(), 401 | 403 | 404 | 410 | 423 | 429)
}

/// The table.
///
/// | outcome | read | write |
/// |---|---|---|
/// | unsendable | stop | stop |
/// | not sent | retry | retry |
/// | maybe sent; 400 and 4xx like it without their body | retry | stop, maybe sent |
/// | 429 | pause | pause |
/// | 502 503 504 521 524, a timeout told under another status, the vendor's own failure inside 2xx | retry | stop, maybe sent |
/// | 500 | once | stop |
/// | 302, 401, 403, other 4xx, envelope | stop | stop |
#[must_use]
pub const fn step(effect: EffectKind, outcome: Outcome) -> Step {
    match (effect, outcome) {
        (_, Outcome::NotSent) | (EffectKind::Read, Outcome::MaybeSent | Outcome::Unavailable) => Step::Retry,
        (EffectKind::Write, Outcome::MaybeSent | Outcome::Unavailable) => Step::StopMaybeSent,
        (_, Outcome::TooManyRequests) => Step::Pause,
        (EffectKind::Read, Outcome::ServerError) => Step::RetryOnce,
        (EffectKind::Write, Outcome::ServerError) | (_, Outcome::Refused | Outcome::Unsendable) => Step::Stop,
    }
}

/// How long to wait before the attempt that follows number `attempt`: a second, and full jitter that doubles.
#[must_use]
pub fn back_off(attempt: u32, retry_after: Option<Duration>) -> Duration {
    let ceiling = JITTER.saturating_mul(1 << attempt.saturating_sub(1).min(8));
    let jitter = Duration::from_millis(fastrand::u64(0..=u64::try_from(ceiling.as_millis()).unwrap_or(u64::MAX)));
    let asked = retry_after.unwrap_or_default().min(LONGEST_RETRY_AFTER);
    SHORTEST_BACK_OFF.saturating_add(jitter).max(asked)
}
