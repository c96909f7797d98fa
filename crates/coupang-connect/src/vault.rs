//! Where the keys are kept, and what of them may be known.

mod environment;
mod file;
#[cfg(feature = "keyring")]
mod keyring;
mod memory;
mod record;

use std::fmt;
use std::io;
use std::time::SystemTime;

use coupang_wing::calendar::KstDate;
use coupang_wing::{Language, Market};

use crate::credentials::Credentials;
use crate::id::{ConnectionId, CredentialRef};
pub use environment::{EnvironmentError, EnvironmentVault};
pub use file::FileVault;
#[cfg(feature = "keyring")]
pub use keyring::KeyringVault;
pub use memory::MemoryVault;

/// Keeps pairs of keys under names that say nothing.
///
/// Values go in once and come out only as [`Credentials`], which cannot be printed and wipe themselves when dropped.
/// Calls may take a while (a passphrase is made slow on purpose): [`Connections`](crate::Connections) makes them apart
/// from its tasks.
pub trait Vault: Send + Sync + 'static {
    /// Keeps new values.
    ///
    /// # Errors
    /// [`VaultError`]; then nothing was kept, and what was there is as it was.
    fn put(&self, credentials: &Credentials, about: &About) -> Result<CredentialRef, VaultError>;

    /// The values.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] for a name that the vault does not know.
    fn get(&self, reference: &CredentialRef) -> Result<Credentials, VaultError>;

    /// Puts a pair that was verified in the place of the old one, under the same name.
    ///
    /// Coupang kills the old pair in the moment in which it issues the new one (article 20376008216089), so the order
    /// is: issue in Wing, verify the new pair read-only, then replace. [`Verified`] is the proof of the second step.
    ///
    /// # Errors
    /// [`VaultError`]; then the old pair is still there.
    fn replace(&self, reference: &CredentialRef, verified: &Verified) -> Result<(), VaultError>;

    /// Forgets a pair. It goes on to work at Coupang until it is deleted in Wing.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] for a name that the vault does not know.
    fn revoke(&self, reference: &CredentialRef) -> Result<(), VaultError>;

    /// What there is, without any value.
    ///
    /// # Errors
    /// [`VaultError`].
    fn list(&self) -> Result<Vec<Entry>, VaultError>;

    /// Remembers that the pair was good at this moment.
    ///
    /// # Errors
    /// [`VaultError`]; then the moment of before is still there.
    fn mark_verified(&self, reference: &CredentialRef, at: SystemTime) -> Result<(), VaultError>;
}

/// What is kept beside the values.
#[derive(Debug, Clone)]
pub struct About {
    /// The connection that the values belong to.
    pub connection: ConnectionId,
    /// The day on which Wing issued the pair, as far as it is known.
    pub issued: Option<KstDate>,
}

/// A pair in a vault, as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// Its name.
    pub reference: CredentialRef,
    /// The connection that it belongs to.
    pub connection: ConnectionId,
    /// The seller, masked.
    pub vendor: String,
    /// The buyers' market.
    pub market: Market,
    /// The day of issue.
    pub issued: Option<KstDate>,
    /// The first day on which it no longer works: 180 days after the issue.
    pub expires: Option<KstDate>,
    /// When it was last good.
    pub last_verified: Option<SystemTime>,
}

/// Values that Coupang has accepted a moment ago. Only a verification makes one.
#[derive(Debug)]
pub struct Verified {
    pub(crate) credentials: Credentials,
    pub(crate) issued: Option<KstDate>,
    pub(crate) at: SystemTime,
}

impl Verified {
    /// The values.
    #[must_use]
    pub fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    /// The day of issue, as far as it is known.
    #[must_use]
    pub fn issued(&self) -> Option<KstDate> {
        self.issued
    }

    /// When they were accepted.
    #[must_use]
    pub fn at(&self) -> SystemTime {
        self.at
    }
}

/// Why a vault did not do as asked. It quotes no value and no path; nothing that was kept is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum VaultError {
    /// There is no pair of this name.
    NotFound,
    /// This vault takes no changes: its values come from the environment.
    ReadOnly,
    /// The passphrase or the key file is not the vault's.
    WrongKey,
    /// The key file is missing while the vault is there.
    KeyFileMissing,
    /// The key file cannot be read as one.
    KeyFileUnreadable,
    /// Other users of this machine can read the key file.
    KeyFileOpen,
    /// The vault file was cut or changed.
    Damaged,
    /// The disk, or this user's share of it, is full.
    Full,
    /// Another program has been changing the vault for seconds.
    Locked,
    /// This user may not read or write there.
    Denied,
    /// The operating system's keyring does not answer, or is locked.
    KeyringUnavailable,
    /// The system gives no random numbers.
    NoRandomness,
    /// Reading or writing failed otherwise.
    Io(io::ErrorKind),
}

impl VaultError {
    pub(crate) fn of_io(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Self::Full,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::Denied,
            kind => Self::Io(kind),
        }
    }

    /// What is wrong and what to do, in a sentence or two for a seller.
    #[must_use]
    pub fn sentence(self, language: Language) -> &'static str {
        let (ko, en) = self.words();
        match language {
            Language::Ko => ko,
            Language::En => en,
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::NotFound => (
                "저장된 키가 없습니다. 연결이 이미 해제되었을 수 있으니 다시 연결하세요.",
                "No such key is stored: the shop may have been disconnected, connect it again.",
            ),
            Self::ReadOnly => (
                "이 키는 환경 변수에서 읽은 것이라 여기서 바꿀 수 없습니다. 환경 변수를 바꾸고 다시 시작하세요.",
                "These keys come from environment variables and cannot be changed here: change the variables and start again.",
            ),
            Self::WrongKey => (
                "보관함의 암호나 키 파일이 맞지 않습니다. 저장된 내용은 그대로입니다. 맞는 것으로 다시 시작하세요.",
                "The passphrase or key file is not this vault's. Nothing was changed: start again with the right one.",
            ),
            Self::KeyFileMissing => (
                "보관함은 있는데 키 파일이 없습니다. 새로 만들지 않았습니다. 원래 키 파일을 되돌려 놓으세요.",
                "The vault is there but its key file is not. None was made in its place: put the original back.",
            ),
            Self::KeyFileUnreadable => (
                "키 파일의 내용을 읽을 수 없습니다. 원래 키 파일로 되돌려 놓으세요.",
                "The key file does not hold a key: put the original back.",
            ),
            Self::KeyFileOpen => (
                "다른 사용자도 키 파일을 읽을 수 있습니다. 권한을 본인만 읽도록(0600) 바꾸세요.",
                "Other users can read the key file: set its mode to 0600.",
            ),
            Self::Damaged => (
                "보관함 파일이 잘리거나 바뀌었습니다. 파일을 그대로 두고 백업에서 되돌리세요. 없으면 Wing에서 키를 재발급하세요.",
                "The vault file was cut or changed. It was left as it is: restore a backup, or re-issue the keys in Wing.",
            ),
            Self::Full => (
                "디스크가 가득 차서 저장하지 못했습니다. 이전에 저장된 내용은 그대로입니다. 공간을 비우고 다시 하세요.",
                "The disk is full and nothing was stored. What was stored before is still there: free some space and try again.",
            ),
            Self::Locked => (
                "다른 프로그램이 보관함을 쓰고 있습니다. 잠시 뒤 다시 하세요.",
                "Another program is using the vault: try again in a moment.",
            ),
            Self::Denied => (
                "보관함을 읽거나 쓸 권한이 없습니다. 파일과 폴더의 권한을 확인하세요.",
                "This user may not read or write the vault: check the permissions of the file and its folder.",
            ),
            Self::KeyringUnavailable => (
                "운영체제의 키 보관함이 응답하지 않습니다. 잠금을 풀고 다시 하세요.",
                "The system's keyring does not answer: unlock it and try again.",
            ),
            Self::NoRandomness => (
                "이 컴퓨터가 난수를 주지 않아 저장하지 않았습니다. 운영체제를 확인하세요.",
                "This machine gives no random numbers, so nothing was stored: check the operating system.",
            ),
            Self::Io(_) => (
                "보관함을 읽거나 쓰지 못했습니다. 이전에 저장된 내용은 그대로입니다. 디스크를 확인하고 다시 하세요.",
                "The vault could not be read or written. What was stored before is still there: check the disk and try again.",
            ),
        }
    }
}

impl fmt::Display for VaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence(Language::En))
    }
}

impl std::error::Error for VaultError {}
