//! What was seen before, so that a delivery sent twice is acted on once.
//!
//! A provider sends again whatever was not answered with 200, and a captured delivery can be sent by anybody where the
//! scheme signs no time. So each event goes through three steps:
//!
//! | step | answer |
//! |---|---|
//! | [`begin`](SeenStore::begin) says [`Seen::New`]: queue the event durably, then [`commit`](SeenStore::commit) | 200 |
//! | the event could not be queued: [`release`](SeenStore::release) | 503 |
//! | `begin` says [`Seen::InProgress`]: another delivery of the event is being queued at this moment | 503 |
//! | `begin` says [`Seen::Done`] | 200 |
//! | the store fails | 503 |
//!
//! 200 never comes before the event is in the queue, so a crash in between loses no paid order: the provider sends
//! again. The work itself (shipping, e-mail) comes after the answer, from the queue.
//!
//! ```
//! use webhook_verify::seen::{InMemory, Open, Seen, SeenStore};
//! # use webhook_verify::{Scheme, Secret, Verified, Verifier};
//! # async fn queue_durably(_: &[u8]) -> Result<(), ()> { Ok(()) }
//!
//! async fn answer(store: &InMemory, verified: Verified<'_>, now: i64) -> u16 {
//!     let key = verified.replay_key();
//!     match store.begin(&key, now).await {
//!         Ok(Seen::New) => {
//!             // given back if this function ends, or is dropped, before the commit
//!             let open = Open::new(store, key);
//!             match queue_durably(verified.body()).await {
//!                 Ok(()) => open.commit(now).await.map_or(503, |()| 200),
//!                 Err(_) => 503,
//!             }
//!         }
//!         Ok(Seen::Done) => 200,
//!         Ok(Seen::InProgress) | Err(_) => 503,
//!     }
//! }
//! ```

mod memory;

use std::fmt;

pub use memory::{InMemory, StoreFull};

use crate::replay::ReplayKey;

/// Where a receiver keeps what it has seen.
///
/// Keep entries for at least the provider's retry horizon; it is not known for Korea Checkout, and 72 hours is what
/// [`InMemory`] does. Two processes need a shared store, such as a table with a unique index over the key: `begin` is
/// then an insert, and must be atomic. A store that outlives its process needs a lease on entries in progress, longer
/// than queueing ever takes, or a crash leaves an event that is answered with 503 for ever.
pub trait SeenStore: Send + Sync {
    /// Why the store could not answer; the delivery is then answered with 503.
    type Error;

    /// Takes the event if it is new, in one atomic step, as of `now` in unix seconds.
    fn begin(&self, key: &ReplayKey, now: i64) -> impl Future<Output = Result<Seen, Self::Error>> + Send;

    /// Records that the event is in the queue, as of `now`. Answer 200 only after this.
    fn commit(&self, key: &ReplayKey, now: i64) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// Gives an event back that could not be queued, so that the next delivery of it is new. One that was committed
    /// stays done.
    fn release(&self, key: &ReplayKey) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// As [`release`](Self::release), for a delivery that was dropped and can wait for nothing. A store that leases its
    /// entries may ignore it.
    fn abandon(&self, _key: &ReplayKey) {}
}

/// What a store knows about an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "only a new event may be queued"]
pub enum Seen {
    /// Nobody had it; it is now in progress, and the caller's.
    New,
    /// Another delivery of it is being queued.
    InProgress,
    /// It is in the queue.
    Done,
}

/// A new event between `begin` and `commit`, given back when it is dropped.
///
/// A server drops the future of a request when the sender hangs up, and a panic unwinds past any `release`. Make this
/// right after [`Seen::New`].
#[must_use = "dropping it gives the event back"]
pub struct Open<'s, S: SeenStore> {
    store: &'s S,
    /// Taken when somebody else has become responsible.
    key: Option<ReplayKey>,
}

impl<'s, S: SeenStore> Open<'s, S> {
    /// Watches over an event that `begin` has just called new.
    pub fn new(store: &'s S, key: ReplayKey) -> Self {
        Self { store, key: Some(key) }
    }

    /// Records that the event is in the queue, as of `now` in unix seconds.
    ///
    /// # Errors
    ///
    /// What the store says. The event is queued and its entry stays in progress, because giving it back would queue it
    /// twice; answer 503.
    pub async fn commit(mut self, now: i64) -> Result<(), S::Error> {
        match self.key.take() {
            Some(key) => self.store.commit(&key, now).await,
            None => Ok(()),
        }
    }
}

impl<S: SeenStore> Drop for Open<'_, S> {
    fn drop(&mut self) {
        if let Some(key) = self.key.take() {
            self.store.abandon(&key);
        }
    }
}

impl<S: SeenStore> fmt::Debug for Open<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Open(<redacted>)")
    }
}
