//! Closing and opening the bytes of a vault.

use std::io::{self, Read, Write};
use std::iter;

use age::secrecy::{ExposeSecret, SecretString};
use age::{DecryptError, Decryptor, Encryptor, Identity, Recipient, scrypt, x25519};
use zeroize::Zeroizing;

use super::super::VaultError;

/// 2^16 rounds: about a fifth of a second, everywhere. The crate's default is tuned to the machine that writes, and a
/// slower one then refuses to read.
const WORK_FACTOR: u8 = 16;

/// What is still read: four times as slow as what is written.
const HIGHEST_WORK_FACTOR: u8 = 18;

/// The most that a vault holds in the clear: thousands of pairs.
const LARGEST: u64 = 16 * 1024 * 1024;

/// What locks a vault.
pub(super) enum Seal {
    Passphrase(SecretString),
    Key(x25519::Identity),
}

impl Seal {
    pub(super) fn passphrase(text: String) -> Self {
        Self::Passphrase(SecretString::from(text))
    }

    /// A new key, and the text of its file.
    pub(super) fn new_key() -> (Self, Zeroizing<Vec<u8>>) {
        let key = x25519::Identity::generate();
        let text = key.to_string();
        let mut file = Zeroizing::new(Vec::with_capacity(text.expose_secret().len() + 1));
        file.extend_from_slice(text.expose_secret().as_bytes());
        file.push(b'\n');
        (Self::Key(key), file)
    }

    /// The key in the text of a key file: one line of it, besides comments and empty lines.
    pub(super) fn key(file: &[u8]) -> Result<Self, VaultError> {
        let text = std::str::from_utf8(file).map_err(|_| VaultError::KeyFileUnreadable)?;
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let (Some(line), None) = (lines.next(), lines.next()) else { return Err(VaultError::KeyFileUnreadable) };
        line.parse().map(Self::Key).map_err(|_| VaultError::KeyFileUnreadable)
    }

    pub(super) fn close(&self, clear: &[u8]) -> Result<Vec<u8>, VaultError> {
        let recipient: Box<dyn Recipient> = match self {
            Self::Passphrase(passphrase) => {
                let mut recipient = scrypt::Recipient::new(passphrase.clone());
                recipient.set_work_factor(WORK_FACTOR);
                Box::new(recipient)
            }
            Self::Key(key) => Box::new(key.to_public()),
        };
        let unwritable = VaultError::Io(io::ErrorKind::InvalidData);
        let encryptor = Encryptor::with_recipients(iter::once(&*recipient)).map_err(|_| unwritable)?;
        let mut sealed = Vec::new();
        let mut writer = encryptor.wrap_output(&mut sealed).map_err(|_| unwritable)?;
        writer.write_all(clear).map_err(|_| unwritable)?;
        writer.finish().map_err(|_| unwritable)?;
        Ok(sealed)
    }

    pub(super) fn open(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let passphrase;
        let identity: &dyn Identity = match self {
            Self::Passphrase(text) => {
                let mut identity = scrypt::Identity::new(text.clone());
                identity.set_max_work_factor(HIGHEST_WORK_FACTOR);
                passphrase = identity;
                &passphrase
            }
            Self::Key(key) => key,
        };
        let decryptor = Decryptor::new_buffered(sealed).map_err(|error| refused(&error))?;
        let reader = decryptor.decrypt(iter::once(identity)).map_err(|error| refused(&error))?;
        // The clear text is shorter than the sealed one, so the buffer never grows and leaves no copy behind.
        let mut clear = Zeroizing::new(Vec::with_capacity(sealed.len()));
        reader.take(LARGEST).read_to_end(&mut clear).map_err(|_| VaultError::Damaged)?;
        Ok(clear)
    }
}

fn refused(error: &DecryptError) -> VaultError {
    match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys => {
            VaultError::WrongKey
        }
        _ => VaultError::Damaged,
    }
}
