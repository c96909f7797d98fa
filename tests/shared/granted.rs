//! A governor of one process, and somebody who hears of every grant as it is given.

use std::time::Duration;

use apiwire::BoxFuture;
use apiwire::governor::{Decision, Governor, Limits, MemoryStore, Report, Scope, Store, StoreUnreachable, Ticket};

/// A governor with these limits that tells of its grants.
pub fn governor(limits: Limits, granted: impl Fn(&Scope) + Send + Sync + 'static) -> Governor {
    Governor::with_store(limits, std::sync::Arc::new(Heard { counts: MemoryStore::default(), granted }))
}

struct Heard<F> {
    counts: MemoryStore,
    granted: F,
}

impl<F: Fn(&Scope) + Send + Sync + 'static> Store for Heard<F> {
    fn acquire<'a>(
        &'a self,
        scope: &'a Scope,
        limits: &'a Limits,
    ) -> BoxFuture<'a, Result<Decision, StoreUnreachable>> {
        Box::pin(async {
            let decision = self.counts.acquire(scope, limits).await?;
            if matches!(decision, Decision::Granted(_)) {
                (self.granted)(scope);
            }
            Ok(decision)
        })
    }

    fn settle<'a>(
        &'a self,
        scope: &'a Scope,
        limits: &'a Limits,
        ticket: Ticket,
        report: Report,
    ) -> BoxFuture<'a, Result<Option<Duration>, StoreUnreachable>> {
        self.counts.settle(scope, limits, ticket, report)
    }

    fn abandon(&self, scope: &Scope, ticket: Ticket) {
        self.counts.abandon(scope, ticket);
    }
}
