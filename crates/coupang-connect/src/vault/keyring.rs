//! The operating system's keyring.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use keyring::{Entry as Item, Error};
use zeroize::Zeroizing;

use super::record::{self, Record};
use super::{About, Entry, Vault, VaultError, Verified};
use crate::credentials::Credentials;
use crate::id::CredentialRef;

/// Keeps the keys in the system's keyring: Keychain on macOS, the Credential Manager on Windows, the Secret Service on
/// Linux and its relatives.
///
/// Each pair is an item of its own, because Windows keeps small items only; one more item lists their names. An item is
/// written before it is listed and unlisted before it is deleted, so a crash in between loses no pair.
pub struct KeyringVault {
    service: String,
    changing: Mutex<()>,
}

/// The item that lists the others.
const INDEX: &str = "index";

impl KeyringVault {
    /// The vault under a name of your application's, such as `my-shop`.
    ///
    /// # Errors
    /// [`VaultError::KeyringUnavailable`] where there is no keyring or it is locked.
    pub fn new(service: impl Into<String>) -> Result<Self, VaultError> {
        let vault = Self { service: service.into(), changing: Mutex::new(()) };
        vault.index()?;
        Ok(vault)
    }

    fn item(&self, name: &str) -> Result<Item, VaultError> {
        Item::new(&self.service, name).map_err(|error| refused(&error))
    }

    fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        match self.item(name)?.get_secret() {
            Ok(bytes) => Ok(Some(Zeroizing::new(bytes))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(refused(&error)),
        }
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), VaultError> {
        self.item(name)?.set_secret(bytes).map_err(|error| refused(&error))
    }

    fn index(&self) -> Result<Vec<CredentialRef>, VaultError> {
        let text = self.read(INDEX)?.unwrap_or_default();
        let text = std::str::from_utf8(&text).map_err(|_| VaultError::Damaged)?;
        text.lines().map(|line| line.parse().map_err(|_| VaultError::Damaged)).collect()
    }

    fn write_index(&self, names: &[CredentialRef]) -> Result<(), VaultError> {
        let lines: Vec<&str> = names.iter().map(CredentialRef::as_str).collect();
        self.write(INDEX, lines.join("\n").as_bytes())
    }

    fn record(&self, reference: &CredentialRef) -> Result<Record, VaultError> {
        let clear = self.read(reference.as_str())?.ok_or(VaultError::NotFound)?;
        record::read(&clear)?.pop().ok_or(VaultError::Damaged)
    }

    fn keep(&self, record: Record) -> Result<(), VaultError> {
        let name = record.reference.clone();
        self.write(name.as_str(), &record::write(&[record])?)
    }

    fn change(&self, reference: &CredentialRef, change: impl FnOnce(&mut Record)) -> Result<(), VaultError> {
        let _alone = self.alone();
        let mut record = self.record(reference)?;
        change(&mut record);
        self.keep(record)
    }

    fn alone(&self) -> MutexGuard<'_, ()> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Vault for KeyringVault {
    fn put(&self, credentials: &Credentials, about: &About) -> Result<CredentialRef, VaultError> {
        let _alone = self.alone();
        let record = Record::new(credentials, about)?;
        let reference = record.reference.clone();
        let mut names = self.index()?;
        self.keep(record)?;
        names.push(reference.clone());
        self.write_index(&names)?;
        Ok(reference)
    }

    fn get(&self, reference: &CredentialRef) -> Result<Credentials, VaultError> {
        self.record(reference).map(|record| record.credentials)
    }

    fn replace(&self, reference: &CredentialRef, verified: &Verified) -> Result<(), VaultError> {
        self.change(reference, |record| record.replace(verified))
    }

    fn revoke(&self, reference: &CredentialRef) -> Result<(), VaultError> {
        let _alone = self.alone();
        let mut names = self.index()?;
        let before = names.len();
        names.retain(|name| name != reference);
        if names.len() == before {
            return Err(VaultError::NotFound);
        }
        self.write_index(&names)?;
        match self.item(reference.as_str())?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(refused(&error)),
        }
    }

    fn list(&self) -> Result<Vec<Entry>, VaultError> {
        self.index()?.iter().map(|name| self.record(name).map(|record| record.entry())).collect()
    }

    fn mark_verified(&self, reference: &CredentialRef, at: SystemTime) -> Result<(), VaultError> {
        self.change(reference, |record| record.last_verified = Some(at))
    }
}

/// The keyring's own message may name items and users: it is not repeated.
fn refused(error: &Error) -> VaultError {
    match error {
        Error::NoEntry => VaultError::NotFound,
        Error::BadEncoding(_) | Error::Ambiguous(_) => VaultError::Damaged,
        Error::TooLong(..) => VaultError::Full,
        _ => VaultError::KeyringUnavailable,
    }
}

impl fmt::Debug for KeyringVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyringVault").finish_non_exhaustive()
    }
}
