//! One connected shop: what state it is in, what may be done with it, and what stops it.

mod judge;
mod permits;
mod schedule;
mod state;
pub(crate) mod verify;
mod weigh;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use coupang_wing::apiwire::log::ExchangeSink;
use coupang_wing::calendar::KstDate;
use coupang_wing::{Market, VendorId, Wing};
use live_probe::{Counts, Reason, Window};

use crate::error::{AccessError, ConnectError};
use crate::id::{ConnectionId, CredentialRef};
use crate::journal::{Audit, Event};
use crate::key_age::KeyAge;
use crate::shared::Shared;
use judge::Judge;
use permits::Grant;
pub use permits::Permit;
pub use schedule::Intervals;
pub use state::{FamilyMark, NextStep, State, Status};

/// A connected shop. Clones are the same connection.
///
/// It is [`State::Active`] only while the last read-only order list call succeeded. Coupang's rejections pause it at once,
/// whoever made the call: every client that was handed out is stopped for good, and every write permit falls. After a
/// verification that finds it in order again, ask for a new client.
#[derive(Clone)]
pub struct Connection(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) id: ConnectionId,
    pub(crate) vendor_id: VendorId,
    pub(crate) market: Market,
    pub(crate) shared: Arc<Shared>,
    /// Held while a verification runs: there is never more than one.
    verifying: tokio::sync::Mutex<()>,
    gone: AtomicBool,
    now: Mutex<Now>,
}

/// What changes.
pub(crate) struct Now {
    credential: CredentialRef,
    has_wing_user: bool,
    issued: Option<KstDate>,
    state: State,
    /// The clients handed out are clones of it.
    wing: Option<Wing>,
    /// Counts pauses and new clients: what a client of before reports no longer matters.
    generation: u64,
    grants: Vec<Grant>,
    families: BTreeMap<String, String>,
    late: Option<Reason>,
    counts: Option<(Counts, Window)>,
    verified_at: Option<SystemTime>,
    last_verified: Option<SystemTime>,
    /// Verifications in a row that ended alike.
    streak: u32,
    next_check: Option<SystemTime>,
}

impl Connection {
    pub(crate) fn new(
        id: ConnectionId,
        credential: CredentialRef,
        about: (VendorId, Market),
        issued: Option<KstDate>,
        last_verified: Option<SystemTime>,
        shared: Arc<Shared>,
    ) -> Self {
        let (vendor_id, market) = about;
        let next_check = Some(shared.clock.now());
        let now = Now {
            credential,
            has_wing_user: false,
            issued,
            state: State::New,
            wing: None,
            generation: 0,
            grants: Vec::new(),
            families: BTreeMap::new(),
            late: None,
            counts: None,
            verified_at: None,
            last_verified,
            streak: 0,
            next_check,
        };
        let (verifying, gone) = (tokio::sync::Mutex::default(), AtomicBool::new(false));
        Self(Arc::new(Inner { id, vendor_id, market, shared, verifying, gone, now: Mutex::new(now) }))
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> &ConnectionId {
        &self.0.id
    }

    /// The seller. Masked it may be shown; whole it is what a person types to confirm a write permit.
    #[must_use]
    pub fn vendor_id(&self) -> &VendorId {
        &self.0.vendor_id
    }

    /// Everything that may be shown of it.
    #[must_use]
    pub fn status(&self) -> Status {
        self.0.status()
    }

    /// Reads the order lists once, and then counts everything; see [`live_probe::probe`]. While a verification runs, this
    /// waits for it instead of making another.
    ///
    /// # Errors
    /// [`ConnectError`] when the keys could not be read from the vault, or after too many failures; the state is then as
    /// it was.
    pub async fn verify(&self) -> Result<Status, ConnectError> {
        let connection = self.clone();
        // On a task of its own: a caller that goes away leaves no connection between two states.
        tokio::spawn(async move { connection.try_once().await }).await.unwrap_or(Err(ConnectError::Interrupted))
    }

    /// One verification that counts against trying keys.
    pub(crate) async fn try_once(&self) -> Result<Status, ConnectError> {
        let shared = &self.0.shared;
        shared.guard.check(shared.clock.now())?;
        let status = verify::verify(Arc::clone(&self.0)).await?;
        if status.state.reason().is_some_and(|reason| !verify::is_passing(reason)) {
            shared.guard.failed(shared.clock.now());
        }
        Ok(status)
    }

    /// A client that reads, while the connection is active. It is stopped for good when the connection pauses.
    ///
    /// # Errors
    /// [`AccessError`] while the connection is not active.
    pub fn client(&self) -> Result<Wing, AccessError> {
        self.0.client(&self.0.now())
    }
}

impl Inner {
    pub(crate) fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn client(self: &Arc<Self>, now: &Now) -> Result<Wing, AccessError> {
        let wing = now.wing.as_ref().ok_or(match now.state {
            State::Paused { reason, .. } => AccessError::Paused(reason),
            _ => AccessError::NotVerified,
        })?;
        let judge = Judge::new(self, now.generation);
        Ok(wing.clone().with_sink(Arc::new(judge) as Arc<dyn ExchangeSink>))
    }

    pub(crate) fn audit(&self, audit: Audit) {
        self.shared.journal.audit(&self.id, self.shared.clock.now(), audit);
    }

    /// Whether the keys were ever good: if not, nothing is lost with them.
    pub(crate) fn was_verified(&self) -> bool {
        self.now().last_verified.is_some()
    }

    pub(crate) fn credential(&self) -> CredentialRef {
        self.now().credential.clone()
    }

    /// Takes another pair in, which stands in the vault already; whoever uses the old one is stopped.
    pub(crate) fn use_pair(&self, credential: CredentialRef, issued: Option<KstDate>) {
        let mut now = self.now();
        self.stop(&mut now, "key replaced");
        now.credential = credential;
        now.issued = issued;
        now.last_verified = None;
        now.state = State::New;
    }

    /// The connection ends: every client stops, every permit falls.
    pub(crate) fn end(&self) {
        self.gone.store(true, Ordering::SeqCst);
        let mut now = self.now();
        self.stop(&mut now, "disconnected");
        now.next_check = None;
        drop(now);
        self.audit(Audit::new(Event::Disconnected));
    }

    pub(crate) fn is_gone(&self) -> bool {
        self.gone.load(Ordering::SeqCst)
    }

    /// Stops every client that was handed out and lets every permit fall.
    fn stop(&self, now: &mut Now, why: &'static str) {
        now.generation += 1;
        if let Some(wing) = now.wing.take() {
            wing.stop(why);
        }
        for grant in now.grants.drain(..) {
            grant.permit.revoke();
            self.audit(Audit::new(Event::PermitFallen).about(grant.family.name()).because(why));
        }
    }

    /// Pauses: nothing is sent any more until a verification finds the connection in order.
    fn pause(&self, now: &mut Now, reason: Reason) {
        let at = self.shared.clock.now();
        self.stop(now, reason.word());
        let same = matches!(now.state, State::Paused { reason: before, .. } if before == reason);
        let expired = now.issued.is_some_and(|issued| KeyAge::of(issued, KstDate::at(at)).is_expired());
        now.state = State::paused(reason, expired);
        now.late = None;
        now.schedule(&self.shared.intervals, at, same);
        self.audit(Audit::new(Event::Paused).because(reason.word()));
        self.shared.scheduled.notify_one();
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("id", &self.0.id)
            .field("vendor_id", &self.0.vendor_id)
            .field("state", &self.0.now().state)
            .finish_non_exhaustive()
    }
}
