//! The counts of one process.

use std::collections::HashMap;
use std::future::ready;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::tenant::Tenant;
use super::{Decision, Limits, Report, Scope, Store, StoreUnreachable, Ticket, Why};
use crate::BoxFuture;

/// Keeps the counts in memory.
#[derive(Debug, Default)]
pub struct MemoryStore(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    tenants: HashMap<Scope, Tenant>,
    origins: HashMap<Arc<str>, Origin>,
}

/// What is known about a whole origin: an edge block may mean this machine's address.
#[derive(Debug, Default)]
struct Origin {
    /// Until when the origin is called once a second only.
    slow_until: Option<Instant>,
    /// The next moment the slow lane is free, over all its vendors.
    slow_next: Option<Instant>,
    /// Who saw an edge block, and when.
    sightings: Vec<(Arc<str>, Instant)>,
    /// Until when the origin is not called at all.
    closed_until: Option<Instant>,
}

impl MemoryStore {
    /// Whether this vendor's calls are refused now, for how long and why; takes nothing.
    pub(super) fn refusal(&self, scope: &Scope) -> Option<(Duration, Why)> {
        self.locked(|state, now| state.tenants.get(scope)?.refusal(now))
    }

    /// Refuses this vendor's calls for a time.
    pub(super) fn close(&self, scope: &Scope, wait: Duration, why: Why) {
        self.locked(|state, now| state.tenants.entry(scope.clone()).or_default().close(now + wait, why));
    }

    fn locked<T>(&self, work: impl FnOnce(&mut State, Instant) -> T) -> T {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut state, Instant::now())
    }
}

impl Store for MemoryStore {
    fn acquire<'a>(
        &'a self,
        scope: &'a Scope,
        limits: &'a Limits,
    ) -> BoxFuture<'a, Result<Decision, StoreUnreachable>> {
        Box::pin(ready(Ok(self.locked(|state, now| state.acquire(scope, limits, now)))))
    }

    fn settle<'a>(
        &'a self,
        scope: &'a Scope,
        limits: &'a Limits,
        ticket: Ticket,
        report: Report,
    ) -> BoxFuture<'a, Result<Option<Duration>, StoreUnreachable>> {
        let refused_for = self.locked(|state, now| {
            let tenant = state.tenants.entry(scope.clone()).or_default();
            tenant.end(now, ticket);
            tenant.report(now, limits, report);
            let refused_for = tenant.refusal(now).map(|(wait, _)| wait);
            if report == Report::EdgeBlocked {
                let origin = state.origins.entry(Arc::clone(&scope.origin)).or_default();
                origin.saw_block(&scope.tenant, limits.breaker, now);
            }
            refused_for
        });
        Box::pin(ready(Ok(refused_for)))
    }

    fn abandon(&self, scope: &Scope, ticket: Ticket) {
        self.locked(|state, now| {
            if let Some(tenant) = state.tenants.get_mut(scope) {
                tenant.end(now, ticket);
                tenant.go_on_being_silent(now);
            }
        });
    }
}

impl State {
    fn acquire(&mut self, scope: &Scope, limits: &Limits, now: Instant) -> Decision {
        let tenant = self.tenants.entry(scope.clone()).or_default();
        let origin = self.origins.entry(Arc::clone(&scope.origin)).or_default();
        if let Some(wait) = origin.closed_for(now) {
            return Decision::Refused(wait, Why::OriginBlocked);
        }
        if let Some((wait, why)) = tenant.refusal(now) {
            return Decision::Refused(wait, why);
        }
        if let Some(wait) = tenant.full_for(now, limits).or_else(|| origin.slow_for(now)) {
            return Decision::Wait(wait);
        }
        origin.took_one(now);
        tenant.take(now, limits)
    }
}

/// The pace of an origin under suspicion: one call in this time.
const SLOW_LANE: Duration = Duration::from_secs(1);

impl Origin {
    fn closed_for(&self, now: Instant) -> Option<Duration> {
        self.closed_until.filter(|until| *until > now).map(|until| until - now)
    }

    fn slow_for(&self, now: Instant) -> Option<Duration> {
        self.slow_until.filter(|until| *until > now)?;
        self.slow_next.filter(|next| *next > now).map(|next| next - now)
    }

    fn took_one(&mut self, now: Instant) {
        self.slow_next = Some(now + SLOW_LANE);
    }

    /// One vendor's block slows the origin; a second vendor's within the time closes it.
    fn saw_block(&mut self, tenant: &Arc<str>, remembered: Duration, now: Instant) {
        self.sightings.retain(|(_, seen)| *seen + remembered > now);
        self.slow_until = Some(now + remembered);
        if self.sightings.iter().any(|(other, _)| other != tenant) {
            self.closed_until = Some(now + remembered);
        }
        self.sightings.push((Arc::clone(tenant), now));
    }
}
