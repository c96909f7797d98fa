//! One pair from the environment.

use std::ffi::OsString;
use std::fmt;
use std::time::SystemTime;

use coupang_wing::{Config, ConfigError};

use super::{About, Entry, MemoryVault, Vault, VaultError, Verified};
use crate::credentials::Credentials;
use crate::form::Form;
use crate::id::{ConnectionId, CredentialRef};

/// Holds the pair that stands in `COUPANG_VENDOR_ID`, `COUPANG_ACCESS_KEY` and `COUPANG_SECRET_KEY` (and, where they are
/// set, `COUPANG_REQUESTED_BY`, `COUPANG_MARKET` and `COUPANG_WING_USER_ID`).
///
/// The variables are read once, into values that are wiped, and never again. The environment itself stays as it is: every
/// program that this process starts inherits it, and other programs of the same user can read it.
pub struct EnvironmentVault(MemoryVault);

impl EnvironmentVault {
    /// Reads this process's environment.
    ///
    /// # Errors
    /// [`EnvironmentError`]: a variable is missing or wrong, or no name could be made.
    pub fn from_env() -> Result<Self, EnvironmentError> {
        Self::from_vars(|name| std::env::var_os(name))
    }

    /// As [`EnvironmentVault::from_env`], from any source of variables.
    ///
    /// # Errors
    /// As [`EnvironmentVault::from_env`].
    pub fn from_vars(vars: impl Fn(&str) -> Option<OsString>) -> Result<Self, EnvironmentError> {
        // The client's own reader says which variable is missing or wrong.
        Config::from_vars(&vars)?;
        let text = |name| vars(name).and_then(|value: OsString| value.into_string().ok()).unwrap_or_default();
        let [vendor_id, access_key, secret_key] = Config::KEY_VARIABLES.map(text);
        let form = Form::new(vendor_id, access_key, secret_key)
            .with_requested_by(text("COUPANG_REQUESTED_BY"))
            .with_market(text("COUPANG_MARKET").parse().unwrap_or_default())
            .with_wing_user_id(text("COUPANG_WING_USER_ID"));
        let (credentials, issued) = form.check()?;
        let vault = MemoryVault::new();
        vault.put(&credentials, &About { connection: ConnectionId::random()?, issued })?;
        Ok(Self(vault))
    }
}

/// Why the environment makes no vault; it names the variable or field and quotes no value.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EnvironmentError {
    /// A variable is missing or wrong.
    #[error(transparent)]
    Variable(#[from] ConfigError),
    /// The values cannot be a seller's.
    #[error(transparent)]
    Form(#[from] crate::FormError),
    /// No name could be made.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl Vault for EnvironmentVault {
    fn put(&self, _credentials: &Credentials, _about: &About) -> Result<CredentialRef, VaultError> {
        Err(VaultError::ReadOnly)
    }

    fn get(&self, reference: &CredentialRef) -> Result<Credentials, VaultError> {
        self.0.get(reference)
    }

    fn replace(&self, _reference: &CredentialRef, _verified: &Verified) -> Result<(), VaultError> {
        Err(VaultError::ReadOnly)
    }

    fn revoke(&self, _reference: &CredentialRef) -> Result<(), VaultError> {
        Err(VaultError::ReadOnly)
    }

    fn list(&self) -> Result<Vec<Entry>, VaultError> {
        self.0.list()
    }

    fn mark_verified(&self, reference: &CredentialRef, at: SystemTime) -> Result<(), VaultError> {
        self.0.mark_verified(reference, at)
    }
}

impl fmt::Debug for EnvironmentVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EnvironmentVault").finish_non_exhaustive()
    }
}
