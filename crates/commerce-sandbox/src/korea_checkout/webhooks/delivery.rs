use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::fmt;
use std::time::SystemTime;

/// One attempt that is to be made now: a POST of `body` with `headers` to `url`.
///
/// The address is always plain HTTP on this machine. Say how it went with [`super::super::Checkout::report`].
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Delivery {
    /// Names this attempt.
    pub id: DeliveryId,
    /// When it should have been made.
    pub due: SystemTime,
    /// Such as `payment.completed`.
    pub event: String,
    /// What it is about.
    pub session_id: String,
    /// 1 for the first attempt.
    pub attempt: u32,
    /// Where to.
    pub url: String,
    /// Content type and signature.
    pub headers: HeaderMap,
    /// The signed bytes; the same in every attempt and copy.
    pub body: Bytes,
}

/// Shows no header and no body: they hold a signature and somebody's name.
impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, due, event, session_id, attempt, .. } = self;
        let mut shown = f.debug_struct("Delivery");
        shown.field("id", id).field("due", due).field("event", event).field("session_id", session_id);
        shown.field("attempt", attempt).finish_non_exhaustive()
    }
}

/// Names one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeliveryId(pub(super) u64);

/// How an attempt went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// Somebody answered. A status from 200 to 299 is the end of it, any other is a failure.
    Answered(StatusCode),
    /// Nobody answered, or not in time.
    NotAnswered,
}
