//! What a process does by itself while its store is unreachable, and what it must not forget then.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::memory::MemoryStore;
use super::{Decision, Limits, Report, Scope, Store, Ticket, Why};

/// How long a process that has just lost its store waits before its first call: 2 s.
///
/// The others may have used up the window that was shared, and their calls may still be on the way.
const HOLD: Duration = Duration::from_secs(2);

/// One process without its store: one call a second, and one warning.
#[derive(Default)]
pub(super) struct Alone {
    /// The calls made alone, and what the store could not be told.
    counts: MemoryStore,
    /// The refusals that the store told of; while it is there it knows better.
    heard: MemoryStore,
    /// Since when the store has been unreachable.
    since: Mutex<Option<Instant>>,
}

impl Alone {
    /// Whether this vendor's calls are refused by what the store does not know, for how long and why.
    pub(super) fn refusal(&self, scope: &Scope) -> Option<(Duration, Why)> {
        self.counts.refusal(scope)
    }

    /// Remembers a refusal of the store's: it holds also when the store goes away.
    pub(super) fn heard(&self, scope: &Scope, wait: Duration, why: Why) {
        self.heard.close(scope, wait, why);
    }

    /// The store has answered.
    pub(super) fn store_answers(&self) {
        if self.since().take().is_some() {
            tracing::info!(target: "apiwire::governor", "the shared budget is back");
        }
    }

    /// The store has not answered: one call a second, after a first hold.
    pub(super) async fn acquire(&self, scope: &Scope, limits: &Limits) -> Decision {
        let hold = self.hold();
        if let Some((wait, why)) = self.heard.refusal(scope) {
            return Decision::Refused(wait, why);
        }
        if let Some(hold) = hold {
            return Decision::Wait(hold);
        }
        // The memory store cannot fail; if it could, a second's wait would be the careful answer.
        let wait = Decision::Wait(Duration::from_secs(1));
        self.counts.acquire(scope, &limits.slow()).await.unwrap_or(wait)
    }

    /// Remembers what the store could not be told.
    pub(super) async fn settle(
        &self,
        scope: &Scope,
        limits: &Limits,
        ticket: Ticket,
        report: Report,
    ) -> Option<Duration> {
        self.counts.settle(scope, limits, ticket, report).await.unwrap_or_default()
    }

    pub(super) fn abandon(&self, scope: &Scope, ticket: Ticket) {
        self.counts.abandon(scope, ticket);
    }

    fn hold(&self) -> Option<Duration> {
        let now = Instant::now();
        let since = *self.since().get_or_insert_with(|| {
            tracing::warn!(target: "apiwire::governor", "the shared budget is unreachable: one call a second until it returns");
            now
        });
        let hold = (since + HOLD).saturating_duration_since(now);
        (!hold.is_zero()).then_some(hold)
    }

    fn since(&self) -> MutexGuard<'_, Option<Instant>> {
        self.since.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
