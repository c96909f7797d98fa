//! Staying below a vendor's limits, and silent when it has had enough.
//!
//! Coupang blocks a vendor for minutes after more than a few calls in a second, blocks vendor and IP after runs of
//! 404 or 403, and may block for good. So a call asks here before it is signed, and reports here how it ended.

mod alone;
mod memory;
mod tenant;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::time::Instant;

use crate::BoxFuture;
use alone::Alone;
pub use memory::MemoryStore;

/// Grants calls. Clones share one budget; give the same one to every client of a vendor.
#[derive(Clone)]
pub struct Governor {
    store: Arc<dyn Store>,
    alone: Arc<Alone>,
    limits: Arc<Limits>,
}

/// Whose budget a call takes from: one vendor at one origin.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Scope {
    /// Scheme, host and port.
    pub origin: Arc<str>,
    /// The vendor id, or the key's public prefix.
    pub tenant: Arc<str>,
}

/// The numbers of a service. Every one is a setting; the defaults are for Coupang.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Calls in any sliding [`Limits::window`]. Default 4: Coupang answers 429 from about 6 a second.
    pub calls: u32,
    /// The sliding window. Default 1 s.
    pub window: Duration,
    /// The silence after a first 429, from the last call that was under way. Default 60 s; it doubles with every further one.
    pub first_pause: Duration,
    /// The longest silence after 429. Default 10 min.
    pub longest_pause: Duration,
    /// Answers of 404 in a row that open the vendor's breaker. Default 5.
    pub not_found_run: u32,
    /// How long an open breaker refuses calls, and how long an edge block is remembered. Default 10 min.
    pub breaker: Duration,
}

/// Where the counts are kept. In memory for one process; a shared store lets a fleet share one budget.
///
/// A store that fails never means "unlimited": the governor then warns once and grants one call a second by itself,
/// until the store answers again. What it heard of refusals before holds in the meantime.
pub trait Store: Send + Sync + 'static {
    /// Takes a grant if one is free now.
    fn acquire<'a>(&'a self, scope: &'a Scope, limits: &'a Limits)
    -> BoxFuture<'a, Result<Decision, StoreUnreachable>>;

    /// Reports how a granted call ended; answers for how long calls are refused now, if they are.
    fn settle<'a>(
        &'a self,
        scope: &'a Scope,
        limits: &'a Limits,
        ticket: Ticket,
        report: Report,
    ) -> BoxFuture<'a, Result<Option<Duration>, StoreUnreachable>>;

    /// Gives back the slot of a call that was dropped before it ended. A store that leases slots may ignore it.
    fn abandon(&self, _scope: &Scope, _ticket: Ticket) {}
}

/// The store did not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the governor's store is unreachable")]
pub struct StoreUnreachable;

/// Names one grant within its scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ticket(pub u64);

/// A store's answer to [`Store::acquire`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Send now, and settle the ticket.
    Granted(Ticket),
    /// The window is full; ask again after this time.
    Wait(Duration),
    /// No calls for this time.
    Refused(Duration, Why),
}

/// Why calls are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Why {
    /// The vendor answered 429.
    Throttled,
    /// A run of 404.
    NotFoundRun,
    /// The edge blocked this vendor (302 or an HTML 403).
    EdgeBlocked,
    /// The edge blocked two vendors in a short time: it means this machine's address.
    OriginBlocked,
}

/// How a granted call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Report {
    /// An answer that says nothing about limits.
    Answered,
    /// 429, with the vendor's `Retry-After` if there was one.
    Throttled(Option<Duration>),
    /// An answer that says that the window is used up, and for how long.
    UsedUp(Duration),
    /// 404 that is not a documented answer.
    NotFound,
    /// 302 or an HTML 403.
    EdgeBlocked,
    /// No answer.
    Failed,
}

/// Calls are refused, or the next free moment lies behind the deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// How long from now.
    pub wait: Duration,
    /// Why; `None` when only the window is full.
    pub why: Option<Why>,
}

/// Permission for one attempt. Settle it with how the attempt ended; dropping it gives the slot back.
pub struct Grant {
    governor: Governor,
    scope: Scope,
    ticket: Ticket,
    local: bool,
    settled: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            calls: 4,
            window: Duration::from_secs(1),
            first_pause: Duration::from_secs(60),
            longest_pause: Duration::from_secs(600),
            not_found_run: 5,
            breaker: Duration::from_secs(600),
        }
    }
}

impl Limits {
    /// The limits while the store is unreachable, or an origin is under suspicion: one call a second.
    fn slow(&self) -> Self {
        Self { calls: 1, window: Duration::from_secs(1), ..self.clone() }
    }

    /// Changes the silence after 429: the first pause and the longest.
    #[must_use]
    pub fn with_pause(mut self, first: Duration, longest: Duration) -> Self {
        (self.first_pause, self.longest_pause) = (first, longest);
        self
    }

    /// Changes the pace: `calls` in any sliding `window`.
    #[must_use]
    pub fn with_pace(mut self, calls: u32, window: Duration) -> Self {
        (self.calls, self.window) = (calls.max(1), window);
        self
    }
}

impl Governor {
    /// A budget of its own, in memory.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self::with_store(limits, Arc::new(MemoryStore::default()))
    }

    /// A budget kept elsewhere.
    #[must_use]
    pub fn with_store(limits: Limits, store: Arc<dyn Store>) -> Self {
        Self { store, alone: Arc::default(), limits: Arc::new(limits) }
    }

    /// The budget that all live clients of this process share, by origin and vendor.
    #[must_use]
    pub fn shared() -> Self {
        static SHARED: OnceLock<Governor> = OnceLock::new();
        SHARED.get_or_init(|| Self::new(Limits::default())).clone()
    }

    /// Waits for a free moment before `deadline`.
    ///
    /// # Errors
    /// [`Refusal`] at once when calls are refused or the wait would pass the deadline.
    pub async fn acquire(&self, scope: &Scope, deadline: Instant) -> Result<Grant, Refusal> {
        loop {
            if let Some((wait, why)) = self.alone.refusal(scope) {
                return Err(Refusal { wait, why: Some(why) });
            }
            let (decision, local) = match self.store.acquire(scope, &self.limits).await {
                Ok(decision) => {
                    self.alone.store_answers();
                    (decision, false)
                }
                Err(StoreUnreachable) => (self.alone.acquire(scope, &self.limits).await, true),
            };
            match decision {
                Decision::Granted(ticket) => {
                    return Ok(Grant { governor: self.clone(), scope: scope.clone(), ticket, local, settled: false });
                }
                Decision::Refused(wait, why) => {
                    self.alone.heard(scope, wait, why);
                    return Err(Refusal { wait, why: Some(why) });
                }
                Decision::Wait(wait) if Instant::now() + wait > deadline => return Err(Refusal { wait, why: None }),
                Decision::Wait(wait) => tokio::time::sleep(wait).await,
            }
        }
    }
}

impl Grant {
    /// Reports how the attempt ended; answers for how long this vendor's calls are refused now, if they are.
    pub async fn settle(mut self, report: Report) -> Option<Duration> {
        self.settled = true;
        let Governor { store, alone, limits } = &self.governor;
        if !self.local
            && let Ok(refused_for) = store.settle(&self.scope, limits, self.ticket, report).await
        {
            if let (Some(wait), Some(why)) = (refused_for, report.closes()) {
                alone.heard(&self.scope, wait, why);
            }
            return refused_for;
        }
        alone.settle(&self.scope, limits, self.ticket, report).await
    }
}

impl Report {
    /// What calls are refused for after such a report, if they are.
    fn closes(self) -> Option<Why> {
        match self {
            Self::Throttled(_) => Some(Why::Throttled),
            Self::NotFound => Some(Why::NotFoundRun),
            Self::EdgeBlocked => Some(Why::EdgeBlocked),
            Self::Answered | Self::UsedUp(_) | Self::Failed => None,
        }
    }
}

impl Drop for Grant {
    fn drop(&mut self) {
        if self.settled {
            return;
        }
        match self.local {
            true => self.governor.alone.abandon(&self.scope, self.ticket),
            false => self.governor.store.abandon(&self.scope, self.ticket),
        }
    }
}

impl std::fmt::Debug for Governor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Governor").field("limits", &self.limits).finish_non_exhaustive()
    }
}

/// Shows the origin only: the tenant is a seller's id.
impl std::fmt::Debug for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scope").field("origin", &self.origin).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
