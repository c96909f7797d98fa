//! How a program connects.

use std::sync::Arc;

use coupang_wing::apiwire::clock::{Clock, SystemClock};
use coupang_wing::{Config, ConfigError, Wing};
use live_probe::Plan;
use tokio::sync::Notify;

use super::Connections;
use crate::connection::Intervals;
use crate::guard::Guard;
use crate::journal::Journal;
use crate::shared::{MakeWing, Shared};
use crate::vault::{Vault, VaultError};

/// Describes [`Connections`]; see [`Connections::builder`].
#[must_use = "a builder does nothing until it opens"]
pub struct ConnectionsBuilder {
    vault: Arc<dyn Vault>,
    journal: Journal,
    clock: Arc<dyn Clock>,
    plan: Plan,
    intervals: Intervals,
}

impl ConnectionsBuilder {
    pub(super) fn new(vault: Arc<dyn Vault>) -> Self {
        let (clock, plan) = (Arc::new(SystemClock), Plan::default());
        Self { vault, journal: Journal::memory(), clock, plan, intervals: Intervals::default() }
    }

    /// Keeps the exchange log and the audit events here; in memory unless set.
    pub fn journal(mut self, journal: Journal) -> Self {
        self.journal = journal;
        self
    }

    /// What a verification counts; today unless set.
    pub fn plan(mut self, plan: Plan) -> Self {
        self.plan = plan;
        self
    }

    /// Changes how often connections are looked at.
    pub fn intervals(mut self, intervals: Intervals) -> Self {
        self.intervals = intervals;
        self
    }

    /// Tells the time by this clock instead of the machine's; give the clients the same.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Calls the real gateway, within this process's budget for each vendor.
    ///
    /// # Errors
    /// [`VaultError`] when the vault cannot be read.
    #[cfg(feature = "reqwest")]
    pub async fn open_live(self) -> Result<Connections, VaultError> {
        self.open_with(Wing::live).await
    }

    /// Calls a local fake at `http://` and a loopback address.
    ///
    /// # Errors
    /// [`VaultError`] when the vault cannot be read. Another address is found out when a shop is connected.
    #[cfg(feature = "reqwest")]
    pub async fn open_loopback(self, base_url: &str) -> Result<Connections, VaultError> {
        use coupang_wing::apiwire::governor::{Governor, Limits};
        let (base_url, governor) = (base_url.to_owned(), Governor::new(Limits::default()));
        self.open_with(move |config| Wing::builder(config).loopback(&base_url)?.governor(governor.clone()).build())
            .await
    }

    /// Makes each client with this function. Give all of them one governor, or a shop that is verified again and again
    /// begins with a new budget each time.
    ///
    /// # Errors
    /// [`VaultError`] when the vault cannot be read.
    pub async fn open_with(
        self,
        wings: impl Fn(Config) -> Result<Wing, ConfigError> + Send + Sync + 'static,
    ) -> Result<Connections, VaultError> {
        let Self { vault, journal, clock, plan, intervals } = self;
        let (wings, guard, scheduled): (MakeWing, _, _) = (Box::new(wings), Guard::default(), Notify::new());
        Connections::load(Shared { vault, journal, wings, clock, plan, intervals, guard, scheduled }).await
    }
}
