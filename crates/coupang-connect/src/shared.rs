//! What all connections of a registry share.

use std::sync::Arc;

use coupang_wing::apiwire::clock::Clock;
use coupang_wing::{Config, ConfigError, Wing};
use live_probe::Plan;
use tokio::sync::Notify;

use crate::connection::Intervals;
use crate::guard::Guard;
use crate::journal::Journal;
use crate::vault::{Vault, VaultError};

/// Makes a client of a configuration: where it calls, with which budget and clock.
pub(crate) type MakeWing = Box<dyn Fn(Config) -> Result<Wing, ConfigError> + Send + Sync>;

/// The surroundings of a connection.
pub(crate) struct Shared {
    pub(crate) vault: Arc<dyn Vault>,
    pub(crate) journal: Journal,
    pub(crate) wings: MakeWing,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) plan: Plan,
    pub(crate) intervals: Intervals,
    pub(crate) guard: Guard,
    /// Told when a verification was planned anew.
    pub(crate) scheduled: Notify,
}

impl Shared {
    /// Asks the vault, apart from the tasks: a passphrase takes a while, and so does a disk.
    pub(crate) async fn vault<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&dyn Vault) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let vault = Arc::clone(&self.vault);
        let asked = tokio::task::spawn_blocking(move || ask(&*vault)).await;
        asked.unwrap_or(Err(VaultError::Io(std::io::ErrorKind::Other)))
    }
}
