//! A verification: the read-only probe, and what its report makes of the connection.

use std::sync::Arc;
use std::time::SystemTime;

use coupang_wing::Wing;
use coupang_wing::apiwire::log::{Exchange, ExchangeSink};
use coupang_wing::calendar::KstDate;
use live_probe::{ExchangeRow, Reason, Report, Target, probe};

use super::weigh::family_of;
pub(crate) use super::weigh::is_passing;
use super::{Inner, Now, State, Status};
use crate::credentials::Credentials;
use crate::error::ConnectError;
use crate::journal::{Audit, Event};
use crate::shared::Shared;
use crate::vault::Verified;

/// Verifies once; whoever comes meanwhile waits for the same result.
pub(crate) async fn verify(connection: Arc<Inner>) -> Result<Status, ConnectError> {
    let Ok(_alone) = connection.verifying.try_lock() else {
        drop(connection.verifying.lock().await);
        return Ok(connection.status());
    };
    if connection.is_gone() {
        return Err(ConnectError::NotConnected);
    }
    let running = connection.now().wing.clone();
    let wing = match running {
        Some(wing) => wing,
        None => connection.client_of_vault().await?,
    };
    let (before, generation) = connection.begin();
    let report = connection.probe(&wing).await;
    if connection.settle(wing, &report, before, generation) {
        connection.remember_verified().await;
    }
    connection.shared.scheduled.notify_one();
    Ok(connection.status())
}

/// Tries a new pair read-only, and only then puts it in the place of the old one. Clients of the old pair are stopped:
/// Coupang refuses it from the moment in which it issued the new one.
pub(crate) async fn replace(
    connection: Arc<Inner>,
    credentials: Credentials,
    issued: Option<KstDate>,
) -> Result<Status, ConnectError> {
    let _alone = connection.verifying.lock().await;
    let wing = connection.shared.wing(&connection.id, &credentials)?;
    let report = connection.probe(&wing).await;
    if let Some(reason) = refusal(&report) {
        connection.audit(Audit::new(Event::KeyNotReplaced).because(reason.word()));
        return Err(ConnectError::NotAccepted(reason));
    }
    let (reference, has_wing_user) = (connection.credential(), credentials.wing_user_id.is_some());
    let (name, verified) = (reference.clone(), Verified { credentials, issued, at: connection.shared.clock.now() });
    connection.shared.vault(move |vault| vault.replace(&name, &verified)).await?;
    connection.use_pair(reference, issued);
    connection.audit(Audit::new(Event::KeyReplaced));
    let generation = {
        let mut now = connection.now();
        now.has_wing_user = has_wing_user;
        now.generation
    };
    connection.settle(wing, &report, State::New, generation);
    connection.shared.scheduled.notify_one();
    Ok(connection.status())
}

/// The reason for which a report does not make a connection active.
fn refusal(report: &Report) -> Option<Reason> {
    let last = report.exchanges_log.last().and_then(|row| row.error.as_deref());
    // The probe stops at an edge block in any family: it is about the address or the seller.
    report.reason.or((last == Some(Reason::EdgeBlocked.word())).then_some(Reason::EdgeBlocked))
}

impl Inner {
    /// One probe, whose requests stand in this connection's log.
    async fn probe(self: &Arc<Self>, wing: &Wing) -> Report {
        let watcher = Arc::clone(self);
        let log = Arc::new(move |exchange: &Exchange| watcher.log(exchange)) as Arc<dyn ExchangeSink>;
        probe(&wing.clone().with_sink(log), Target::Live, &self.shared.plan).await
    }

    /// A new client with the keys from the vault.
    async fn client_of_vault(&self) -> Result<Wing, ConnectError> {
        let reference = self.credential();
        let read = self.shared.vault(move |vault| vault.get(&reference)).await;
        let made = read.map_err(ConnectError::from).and_then(|credentials| {
            self.now().has_wing_user = credentials.wing_user_id.is_some();
            self.shared.wing(&self.id, &credentials)
        });
        if made.is_err() {
            self.audit(Audit::new(Event::VaultFailed));
            let (mut now, at) = (self.now(), self.shared.clock.now());
            now.schedule(&self.shared.intervals, at, true);
        }
        made
    }

    /// The state shows that a verification runs; an active connection stays active meanwhile.
    fn begin(&self) -> (State, u64) {
        let mut now = self.now();
        let before = now.state;
        if before != State::Active {
            now.state = State::Verifying;
        }
        (before, now.generation)
    }

    /// What the report makes of the connection; whether it is active.
    fn settle(&self, wing: Wing, report: &Report, before: State, generation: u64) -> bool {
        let mut now = self.now();
        // Another call was refused meanwhile and has paused it: that is newer.
        if now.generation != generation || self.is_gone() {
            return false;
        }
        let at = self.shared.clock.now();
        let held_back = report.requests == 0;
        if !held_back {
            now.verified_at = Some(at);
        }
        match refusal(report) {
            None => {
                self.activate(&mut now, wing, report, before, at);
                return true;
            }
            // Nothing was asked, so nothing is known that was not known before.
            Some(_) if held_back && matches!(before, State::Paused { .. }) => {
                now.state = before;
                now.schedule(&self.shared.intervals, at, true);
            }
            Some(reason) if before == State::Active && is_passing(reason) => {
                let same = now.late.replace(reason).is_some();
                now.schedule(&self.shared.intervals, at, same);
                self.audit(Audit::new(Event::Late).because(reason.word()));
            }
            Some(reason) => {
                now.state = before;
                self.pause(&mut now, reason);
            }
        }
        false
    }

    fn activate(&self, now: &mut Now, wing: Wing, report: &Report, before: State, at: SystemTime) {
        let last = report.exchanges_log.last().and_then(|row| row.error.as_deref());
        let late = (last == Some(Reason::Throttled.word())).then_some(Reason::Throttled);
        self.mark_families(now, &report.exchanges_log);
        if now.wing.is_none() {
            now.generation += 1;
            now.wing = Some(wing);
        }
        now.state = State::Active;
        now.late = late;
        now.counts = Some((report.counts.clone(), report.window));
        now.last_verified = Some(at);
        now.schedule(&self.shared.intervals, at, before == State::Active);
        self.audit(Audit::new(Event::Active));
    }

    /// The families whose last answer was a refusal.
    fn mark_families(&self, now: &mut Now, rows: &[ExchangeRow]) {
        let before = std::mem::take(&mut now.families);
        for row in rows {
            let family = family_of(row.operation);
            match &row.error {
                Some(error) if family != "orders" => drop(now.families.insert(family.to_owned(), error.clone())),
                _ => drop(now.families.remove(family)),
            }
        }
        for (family, error) in now.families.iter().filter(|(family, _)| !before.contains_key(*family)) {
            self.audit(Audit::new(Event::FamilyRefused).about(family).because(error));
        }
    }

    /// A vault that cannot be written is no reason to stop: the keys are good.
    async fn remember_verified(&self) {
        let (reference, at) = (self.credential(), self.shared.clock.now());
        if self.shared.vault(move |vault| vault.mark_verified(&reference, at)).await.is_err() {
            self.audit(Audit::new(Event::VaultFailed));
        }
    }

    /// When the next verification is due.
    pub(crate) fn next_check(&self) -> Option<SystemTime> {
        self.now().next_check
    }
}

impl Shared {
    /// A client of these values, under the connection's name in the log.
    pub(crate) fn wing(&self, id: &crate::ConnectionId, credentials: &Credentials) -> Result<Wing, ConnectError> {
        let wing = credentials.config().and_then(|config| (self.wings)(config));
        Ok(wing.map_err(|_| ConnectError::Client)?.with_log_scope(id.as_str()))
    }
}
