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
    items: Box<dyn Items>,
    changing: Mutex<()>,
}

/// Named items of a keyring.
trait Items: Send + Sync {
    fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError>;
    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), VaultError>;
    fn delete(&self, name: &str) -> Result<(), VaultError>;
}

/// The system's, under the name of a service.
struct SystemItems {
    service: String,
}

/// The item that lists the others.
const INDEX: &str = "index";

impl KeyringVault {
    /// The vault under a name of your application's, such as `my-shop`.
    ///
    /// # Errors
    /// [`VaultError::KeyringUnavailable`] where there is no keyring or it is locked.
    pub fn new(service: impl Into<String>) -> Result<Self, VaultError> {
        Self::of(Box::new(SystemItems { service: service.into() }))
    }

    fn of(items: Box<dyn Items>) -> Result<Self, VaultError> {
        let vault = Self { items, changing: Mutex::new(()) };
        vault.index()?;
        Ok(vault)
    }

    fn index(&self) -> Result<Vec<CredentialRef>, VaultError> {
        let text = self.items.read(INDEX)?.unwrap_or_default();
        let text = std::str::from_utf8(&text).map_err(|_| VaultError::Damaged)?;
        text.lines().map(|line| line.parse().map_err(|_| VaultError::Damaged)).collect()
    }

    fn write_index(&self, names: &[CredentialRef]) -> Result<(), VaultError> {
        let lines: Vec<&str> = names.iter().map(CredentialRef::as_str).collect();
        self.items.write(INDEX, lines.join("\n").as_bytes())
    }

    fn record(&self, reference: &CredentialRef) -> Result<Record, VaultError> {
        let clear = self.items.read(reference.as_str())?.ok_or(VaultError::NotFound)?;
        record::read(&clear)?.pop().ok_or(VaultError::Damaged)
    }

    fn keep(&self, record: Record) -> Result<(), VaultError> {
        let name = record.reference.clone();
        self.items.write(name.as_str(), &record::write(&[record])?)
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
        self.items.delete(reference.as_str())
    }

    fn list(&self) -> Result<Vec<Entry>, VaultError> {
        self.index()?.iter().map(|name| self.record(name).map(|record| record.entry())).collect()
    }

    fn mark_verified(&self, reference: &CredentialRef, at: SystemTime) -> Result<(), VaultError> {
        self.change(reference, |record| record.last_verified = Some(at))
    }
}

impl SystemItems {
    fn item(&self, name: &str) -> Result<Item, VaultError> {
        Item::new(&self.service, name).map_err(|error| refused(&error))
    }
}

impl Items for SystemItems {
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

    fn delete(&self, name: &str) -> Result<(), VaultError> {
        match self.item(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(refused(&error)),
        }
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;
    use crate::form::Form;
    use crate::id::ConnectionId;

    /// A keyring in memory that can be locked.
    #[derive(Clone, Default)]
    struct Ring(Arc<Mutex<Inside>>);

    /// The items, and whether it is locked.
    type Inside = (BTreeMap<String, Vec<u8>>, bool);

    impl Ring {
        fn lock(&self, locked: bool) {
            self.0.lock().unwrap().1 = locked;
        }

        fn open(&self) -> Result<MutexGuard<'_, Inside>, VaultError> {
            let ring = self.0.lock().unwrap();
            if ring.1 { Err(VaultError::KeyringUnavailable) } else { Ok(ring) }
        }
    }

    impl Items for Ring {
        fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
            Ok(self.open()?.0.get(name).cloned().map(Zeroizing::new))
        }

        fn write(&self, name: &str, bytes: &[u8]) -> Result<(), VaultError> {
            // The smallest limit of the three systems: Windows keeps 2,560 bytes.
            assert!(bytes.len() <= 2_560, "{} bytes", bytes.len());
            self.open()?.0.insert(name.to_owned(), bytes.to_vec());
            Ok(())
        }

        fn delete(&self, name: &str) -> Result<(), VaultError> {
            self.open()?.0.remove(name);
            Ok(())
        }
    }

    fn put(vault: &KeyringVault, vendor: &str) -> Result<CredentialRef, VaultError> {
        let form = Form::new(vendor, "an-access-key".to_owned(), "a-secret-key".to_owned());
        let (credentials, issued) = form.check().unwrap();
        vault.put(&credentials, &About { connection: ConnectionId::random().unwrap(), issued })
    }

    #[test]
    fn each_pair_is_an_item_of_its_own() {
        let ring = Ring::default();
        let vault = KeyringVault::of(Box::new(ring.clone())).unwrap();
        let (one, two) = (put(&vault, "A1").unwrap(), put(&vault, "A2").unwrap());
        assert_eq!(ring.0.lock().unwrap().0.len(), 3, "two pairs and the list of them");
        // After a restart.
        let vault = KeyringVault::of(Box::new(ring.clone())).unwrap();
        let listed: Vec<CredentialRef> = vault.list().unwrap().into_iter().map(|entry| entry.reference).collect();
        assert_eq!(listed, [one.clone(), two.clone()]);
        assert_eq!(vault.get(&two).unwrap().vendor_id().as_str(), "A2");
        vault.mark_verified(&two, std::time::UNIX_EPOCH).unwrap();
        assert!(vault.list().unwrap()[1].last_verified.is_some());
        vault.revoke(&one).unwrap();
        assert_eq!(vault.get(&one).unwrap_err(), VaultError::NotFound);
        assert_eq!(vault.revoke(&one), Err(VaultError::NotFound));
        assert_eq!(ring.0.lock().unwrap().0.len(), 2);
    }

    #[test]
    fn a_locked_keyring_says_so_and_loses_nothing() {
        let ring = Ring::default();
        let vault = KeyringVault::of(Box::new(ring.clone())).unwrap();
        let one = put(&vault, "A1").unwrap();
        ring.lock(true);
        assert_eq!(put(&vault, "A2"), Err(VaultError::KeyringUnavailable));
        assert_eq!(vault.get(&one).unwrap_err(), VaultError::KeyringUnavailable);
        assert_eq!(KeyringVault::of(Box::new(ring.clone())).unwrap_err(), VaultError::KeyringUnavailable);
        ring.lock(false);
        assert_eq!(vault.list().unwrap().len(), 1);
    }
}
