//! A governor whose every grant is counted at the grant.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use apiwire::BoxFuture;
use apiwire::governor::{Decision, Governor, Limits, MemoryStore, Report, Scope, Store, StoreUnreachable, Ticket};
use tokio::time::Instant;

use crate::story::Story;

/// The store of the client, and the moments of its grants.
pub(crate) struct Counted {
    store: MemoryStore,
    grants: Mutex<VecDeque<Instant>>,
    most: usize,
    window: Duration,
    story: Arc<Story>,
}

impl Counted {
    /// A governor with these limits, of whose grants at most so many may fall into any window.
    pub(crate) fn governor(limits: Limits, most: usize, window: Duration, story: &Arc<Story>) -> Governor {
        let (store, grants) = (MemoryStore::default(), Mutex::default());
        Governor::with_store(limits, Arc::new(Self { store, grants, most, window, story: Arc::clone(story) }))
    }

    fn count(&self) {
        let now = Instant::now();
        let mut grants = self.grants.lock().unwrap();
        grants.retain(|earlier| now - *earlier < self.window);
        grants.push_back(now);
        self.story.must(grants.len() <= self.most, || {
            format!("{} grants within {:?}, {} are allowed", grants.len(), self.window, self.most)
        });
    }
}

impl Store for Counted {
    fn acquire<'a>(
        &'a self,
        scope: &'a Scope,
        limits: &'a Limits,
    ) -> BoxFuture<'a, Result<Decision, StoreUnreachable>> {
        Box::pin(async {
            let decision = self.store.acquire(scope, limits).await?;
            if matches!(decision, Decision::Granted(_)) {
                self.count();
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
        self.store.settle(scope, limits, ticket, report)
    }

    fn abandon(&self, scope: &Scope, ticket: Ticket) {
        self.store.abandon(scope, ticket);
    }
}
