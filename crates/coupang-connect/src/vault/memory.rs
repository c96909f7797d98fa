//! A vault that forgets.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use super::record::{self, Record};
use super::{About, Entry, Vault, VaultError, Verified};
use crate::credentials::Credentials;
use crate::id::CredentialRef;

/// Keeps the keys in this process's memory: they are gone with it.
#[derive(Default)]
pub struct MemoryVault(Mutex<Vec<Record>>);

impl MemoryVault {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn records(&self) -> MutexGuard<'_, Vec<Record>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Vault for MemoryVault {
    fn put(&self, credentials: &Credentials, about: &About) -> Result<CredentialRef, VaultError> {
        let record = Record::new(credentials, about)?;
        let reference = record.reference.clone();
        self.records().push(record);
        Ok(reference)
    }

    fn get(&self, reference: &CredentialRef) -> Result<Credentials, VaultError> {
        record::find(&self.records(), reference).map(|record| record.credentials.copy())
    }

    fn replace(&self, reference: &CredentialRef, verified: &Verified) -> Result<(), VaultError> {
        record::find_mut(&mut self.records(), reference).map(|record| record.replace(verified))
    }

    fn revoke(&self, reference: &CredentialRef) -> Result<(), VaultError> {
        record::remove(&mut self.records(), reference)
    }

    fn list(&self) -> Result<Vec<Entry>, VaultError> {
        Ok(self.records().iter().map(Record::entry).collect())
    }

    fn mark_verified(&self, reference: &CredentialRef, at: SystemTime) -> Result<(), VaultError> {
        record::find_mut(&mut self.records(), reference).map(|record| record.last_verified = Some(at))
    }
}

/// How many pairs there are, and nothing of them.
impl fmt::Debug for MemoryVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryVault").field("pairs", &self.records().len()).finish_non_exhaustive()
    }
}
