//! What a vault keeps of one pair, and its form at rest.

use std::io::{self, Write};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use coupang_wing::calendar::KstDate;
use redact_kr::{LoginId, Secret};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{About, Entry, VaultError, Verified};
use crate::credentials::{AccessKey, Credentials, SecretKey};
use crate::id::{ConnectionId, CredentialRef};
use crate::key_age::VALID_DAYS;

/// The name of the form at rest; a later form gets another.
const SCHEMA: &str = "coupang-connect-vault/1";

/// One pair.
pub(super) struct Record {
    pub(super) reference: CredentialRef,
    pub(super) connection: ConnectionId,
    pub(super) credentials: Credentials,
    pub(super) issued: Option<KstDate>,
    pub(super) last_verified: Option<SystemTime>,
}

impl Record {
    pub(super) fn new(credentials: &Credentials, about: &About) -> Result<Self, VaultError> {
        Ok(Self {
            reference: CredentialRef::random()?,
            connection: about.connection.clone(),
            credentials: credentials.copy(),
            issued: about.issued,
            last_verified: None,
        })
    }

    pub(super) fn entry(&self) -> Entry {
        Entry {
            reference: self.reference.clone(),
            connection: self.connection.clone(),
            vendor: self.credentials.vendor_id.masked(),
            market: self.credentials.market,
            issued: self.issued,
            expires: self.issued.map(|day| day.plus_days(VALID_DAYS)),
            last_verified: self.last_verified,
        }
    }

    pub(super) fn replace(&mut self, verified: &Verified) {
        self.credentials = verified.credentials.copy();
        self.issued = verified.issued;
        self.last_verified = Some(verified.at);
    }
}

/// The pair of this name.
pub(super) fn find<'r>(records: &'r [Record], reference: &CredentialRef) -> Result<&'r Record, VaultError> {
    records.iter().find(|record| record.reference == *reference).ok_or(VaultError::NotFound)
}

/// The pair of this name, to be changed.
pub(super) fn find_mut<'r>(records: &'r mut [Record], reference: &CredentialRef) -> Result<&'r mut Record, VaultError> {
    records.iter_mut().find(|record| record.reference == *reference).ok_or(VaultError::NotFound)
}

/// Takes the pair of this name out.
pub(super) fn remove(records: &mut Vec<Record>, reference: &CredentialRef) -> Result<(), VaultError> {
    find(records, reference)?;
    records.retain(|record| record.reference != *reference);
    Ok(())
}

#[derive(Serialize)]
struct Written<'a> {
    schema: &'static str,
    records: Vec<WrittenRecord<'a>>,
}

#[derive(Serialize)]
struct WrittenRecord<'a> {
    reference: &'a CredentialRef,
    connection: &'a ConnectionId,
    vendor_id: &'a str,
    access_key: &'a str,
    secret_key: &'a str,
    requested_by: Option<&'a str>,
    market: &'static str,
    wing_user_id: Option<&'a str>,
    issued: Option<KstDate>,
    last_verified: Option<u64>,
}

#[derive(Deserialize)]
struct Kept {
    schema: String,
    records: Vec<KeptRecord>,
}

#[derive(Deserialize)]
struct KeptRecord {
    reference: CredentialRef,
    connection: ConnectionId,
    vendor_id: String,
    access_key: Secret<AccessKey>,
    secret_key: Secret<SecretKey>,
    requested_by: Option<String>,
    market: String,
    wing_user_id: Option<LoginId>,
    issued: Option<String>,
    last_verified: Option<u64>,
}

/// The records in the clear, in a block of their exact size that is wiped when dropped.
pub(super) fn write(records: &[Record]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let written = Written { schema: SCHEMA, records: records.iter().map(WrittenRecord::of).collect() };
    let unwritable = |_| VaultError::Io(io::ErrorKind::InvalidData);
    // Measured first: a buffer that grows leaves copies of keys behind.
    let mut length = Length(0);
    serde_json::to_writer(&mut length, &written).map_err(unwritable)?;
    let mut clear = Zeroizing::new(Vec::with_capacity(length.0));
    serde_json::to_writer(&mut *clear, &written).map_err(unwritable)?;
    Ok(clear)
}

/// Reads what [`write`] wrote.
pub(super) fn read(clear: &[u8]) -> Result<Vec<Record>, VaultError> {
    // serde's message would quote what it stumbled over.
    let kept: Kept = serde_json::from_slice(clear).map_err(|_| VaultError::Damaged)?;
    if kept.schema != SCHEMA {
        return Err(VaultError::Damaged);
    }
    kept.records.into_iter().map(KeptRecord::record).collect()
}

impl<'a> WrittenRecord<'a> {
    fn of(record: &'a Record) -> Self {
        let credentials = &record.credentials;
        let since_1970 = |at: SystemTime| at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        Self {
            reference: &record.reference,
            connection: &record.connection,
            vendor_id: credentials.vendor_id.as_str(),
            access_key: credentials.access_key.expose(),
            secret_key: credentials.secret_key.expose(),
            requested_by: credentials.requested_by.as_deref(),
            market: credentials.market.as_str(),
            wing_user_id: credentials.wing_user_id.as_ref().map(LoginId::expose),
            issued: record.issued,
            last_verified: record.last_verified.map(since_1970),
        }
    }
}

impl KeptRecord {
    fn record(self) -> Result<Record, VaultError> {
        let issued = self.issued.map(|day| day.parse()).transpose().map_err(|_| VaultError::Damaged)?;
        let last_verified = self.last_verified.and_then(|seconds| UNIX_EPOCH.checked_add(Duration::from_secs(seconds)));
        Ok(Record {
            reference: self.reference,
            connection: self.connection,
            credentials: Credentials {
                vendor_id: self.vendor_id.parse().map_err(|_| VaultError::Damaged)?,
                access_key: self.access_key,
                secret_key: self.secret_key,
                requested_by: self.requested_by,
                market: self.market.parse().map_err(|_| VaultError::Damaged)?,
                wing_user_id: self.wing_user_id,
            },
            issued,
            last_verified,
        })
    }
}

/// Counts bytes and keeps none.
struct Length(usize);

impl Write for Length {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.saturating_add(bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
