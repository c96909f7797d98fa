//! A store in the memory of one process, bounded in size and in time.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::replay::ReplayKey;
use crate::seen::{Seen, SeenStore};

/// Remembers events in the memory of **one process**: a second process, or the same one after a restart, knows nothing.
///
/// Good for tests, for a single server whose queue drops duplicates itself, and for a beginning; otherwise keep the
/// keys where the queue is.
///
/// What it forgets, and when: an event that is done, once its time is over; one that is in progress, only when it is
/// released or abandoned, which [`Open`](crate::seen::Open) sees to. Nothing makes room for anything else. When the store is full, a new event is refused with
/// [`StoreFull`] and is to be answered with 503, so the provider sends it later: it is neither lost nor queued twice.
/// About 250 bytes an event.
pub struct InMemory {
    ttl_seconds: i64,
    capacity: usize,
    events: Mutex<Events>,
}

#[derive(Default)]
struct Events {
    states: HashMap<ReplayKey, State>,
    /// What is done, with the moment of its commit, oldest first.
    done: VecDeque<(i64, ReplayKey)>,
}

enum State {
    InProgress,
    Done,
}

impl InMemory {
    /// How long an event that is done is remembered unless said otherwise: 72 hours.
    pub const DEFAULT_TTL: Duration = Duration::from_secs(72 * 60 * 60);

    /// How many events are remembered at once unless said otherwise.
    pub const DEFAULT_CAPACITY: usize = 100_000;

    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        let events = Mutex::new(Events::default());
        Self { ttl_seconds: 0, capacity: Self::DEFAULT_CAPACITY, events }.with_ttl(Self::DEFAULT_TTL)
    }

    /// Sets how long an event that is done is remembered, in whole seconds; not shorter than the provider goes on
    /// sending.
    #[must_use]
    pub fn with_ttl(self, ttl: Duration) -> Self {
        Self { ttl_seconds: i64::try_from(ttl.as_secs()).unwrap_or(i64::MAX), ..self }
    }

    /// Sets how many events are remembered at once: as many as arrive within the time they are kept.
    #[must_use]
    pub fn with_capacity(self, capacity: usize) -> Self {
        Self { capacity, ..self }
    }

    /// How many events are remembered, those in progress included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lock().states.len()
    }

    /// Whether nothing is remembered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn lock(&self) -> MutexGuard<'_, Events> {
        // Every change below is complete before anything could panic.
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin_now(&self, key: &ReplayKey, now: i64) -> Result<Seen, StoreFull> {
        let mut events = self.lock();
        events.forget_before(now.saturating_sub(self.ttl_seconds));
        match events.states.get(key) {
            Some(State::InProgress) => Ok(Seen::InProgress),
            Some(State::Done) => Ok(Seen::Done),
            None if events.states.len() >= self.capacity => Err(StoreFull),
            None => {
                events.states.insert(key.clone(), State::InProgress);
                Ok(Seen::New)
            }
        }
    }

    /// An event that was never begun, or was given back since, is done as well: it is in the queue.
    fn commit_now(&self, key: &ReplayKey, now: i64) -> Result<(), StoreFull> {
        let mut events = self.lock();
        match events.states.get(key) {
            Some(State::Done) => return Ok(()),
            None if events.states.len() >= self.capacity => return Err(StoreFull),
            Some(State::InProgress) | None => {}
        }
        events.states.insert(key.clone(), State::Done);
        events.done.push_back((now, key.clone()));
        Ok(())
    }

    fn release_now(&self, key: &ReplayKey) {
        let mut events = self.lock();
        if matches!(events.states.get(key), Some(State::InProgress)) {
            events.states.remove(key);
        }
    }
}

impl Events {
    /// Drops what was done at this moment or before. A clock that was set back only delays it.
    fn forget_before(&mut self, oldest: i64) {
        while self.done.front().is_some_and(|(at, _)| *at <= oldest) {
            if let Some((_, key)) = self.done.pop_front() {
                self.states.remove(&key);
            }
        }
    }
}

impl SeenStore for InMemory {
    type Error = StoreFull;

    async fn begin(&self, key: &ReplayKey, now: i64) -> Result<Seen, StoreFull> {
        self.begin_now(key, now)
    }

    async fn commit(&self, key: &ReplayKey, now: i64) -> Result<(), StoreFull> {
        self.commit_now(key, now)
    }

    async fn release(&self, key: &ReplayKey) -> Result<(), StoreFull> {
        self.release_now(key);
        Ok(())
    }

    fn abandon(&self, key: &ReplayKey) {
        self.release_now(key);
    }
}

impl Default for InMemory {
    fn default() -> Self {
        Self::new()
    }
}

/// Shows how many events there are, not which.
impl fmt::Debug for InMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (events, capacity) = (self.len(), self.capacity);
        f.debug_struct("InMemory").field("events", &events).field("capacity", &capacity).finish_non_exhaustive()
    }
}

/// The store remembers as many events as it may.
///
/// Nothing was recorded. Answer 503: the provider sends again, and there is room once older events have had their time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoreFull;

impl fmt::Display for StoreFull {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the store of seen events is full: answer 503, so that the event is sent again later")
    }
}

impl std::error::Error for StoreFull {}
