//! An encrypted file.

mod disk;
mod seal;

use std::fmt;
use std::path::PathBuf;
use std::time::SystemTime;

use super::record::{self, Record};
use super::{About, Entry, Vault, VaultError, Verified};
use crate::credentials::Credentials;
use crate::id::CredentialRef;
use disk::Disk;
use seal::Seal;

/// Keeps the keys in one file in the [age](https://age-encryption.org) format, locked by a passphrase or by a key file.
///
/// Every change writes a new file beside the old one, syncs it, and renames it over the old one while an advisory lock is
/// held, so that a crash or a full disk at any moment leaves either the old or the new file whole. The file can be read
/// and written by its owner only (mode 0600, where there are modes). The metadata is inside: without the key, the file says
/// nothing.
pub struct FileVault {
    disk: Disk,
    seal: Seal,
}

impl FileVault {
    /// The vault in this file, locked by a passphrase; the file is made with the first pair.
    ///
    /// Each use takes about a fifth of a second on purpose (scrypt with a work factor of 2^16). The passphrase is taken
    /// over and wiped when the vault is dropped.
    ///
    /// # Errors
    /// [`VaultError::WrongKey`] and [`VaultError::Damaged`] for a file that is there and does not open.
    pub fn with_passphrase(path: impl Into<PathBuf>, passphrase: String) -> Result<Self, VaultError> {
        Self::opened(Disk::new(path.into()), Seal::passphrase(passphrase))
    }

    /// The vault in this file, locked by a key file; both are made where neither is there yet.
    ///
    /// The key file holds an age identity, as `age-keygen` writes it. Keep a copy of it elsewhere: without it the vault
    /// cannot be opened by anybody.
    ///
    /// # Errors
    /// [`VaultError::KeyFileMissing`] where only the vault is there, [`VaultError::KeyFileOpen`] where others can read the
    /// key file, [`VaultError::WrongKey`] and [`VaultError::Damaged`] for a file that does not open.
    pub fn with_key_file(path: impl Into<PathBuf>, key_file: impl Into<PathBuf>) -> Result<Self, VaultError> {
        let (disk, key_file) = (Disk::new(path.into()), Disk::new(key_file.into()));
        let seal = match (key_file.read_private()?, disk.exists()?) {
            (Some(text), _) => Seal::key(&text)?,
            (None, true) => return Err(VaultError::KeyFileMissing),
            (None, false) => {
                let (seal, text) = Seal::new_key();
                key_file.write(&text)?;
                seal
            }
        };
        Self::opened(disk, seal)
    }

    fn opened(disk: Disk, seal: Seal) -> Result<Self, VaultError> {
        let vault = Self { disk, seal };
        vault.records()?;
        Ok(vault)
    }

    /// What the file holds now; nothing where there is none.
    fn records(&self) -> Result<Vec<Record>, VaultError> {
        match self.disk.read()? {
            Some(sealed) => record::read(&self.seal.open(&sealed)?),
            None => Ok(Vec::new()),
        }
    }

    /// Reads, changes and writes, while nobody else does.
    fn change<T>(&self, change: impl FnOnce(&mut Vec<Record>) -> Result<T, VaultError>) -> Result<T, VaultError> {
        let _alone = self.disk.lock()?;
        let mut records = self.records()?;
        let result = change(&mut records)?;
        self.disk.write(&self.seal.close(&record::write(&records)?)?)?;
        Ok(result)
    }
}

impl Vault for FileVault {
    fn put(&self, credentials: &Credentials, about: &About) -> Result<CredentialRef, VaultError> {
        let record = Record::new(credentials, about)?;
        let reference = record.reference.clone();
        self.change(|records| {
            records.push(record);
            Ok(reference)
        })
    }

    fn get(&self, reference: &CredentialRef) -> Result<Credentials, VaultError> {
        record::find(&self.records()?, reference).map(|record| record.credentials.copy())
    }

    fn replace(&self, reference: &CredentialRef, verified: &Verified) -> Result<(), VaultError> {
        self.change(|records| record::find_mut(records, reference).map(|record| record.replace(verified)))
    }

    fn revoke(&self, reference: &CredentialRef) -> Result<(), VaultError> {
        self.change(|records| record::remove(records, reference))
    }

    fn list(&self) -> Result<Vec<Entry>, VaultError> {
        Ok(self.records()?.iter().map(Record::entry).collect())
    }

    fn mark_verified(&self, reference: &CredentialRef, at: SystemTime) -> Result<(), VaultError> {
        self.change(|records| record::find_mut(records, reference).map(|record| record.last_verified = Some(at)))
    }
}

/// Neither the key nor the path: it may hold a person's name.
impl fmt::Debug for FileVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileVault").finish_non_exhaustive()
    }
}
