//! One line of the journal.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use coupang_wing::apiwire::log::Exchange;
use coupang_wing::calendar::Timestamp;
use live_probe::ExchangeRow;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

use crate::id::ConnectionId;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Line {
    /// When, to the millisecond; written in Korean time.
    #[serde(serialize_with = "write_time", deserialize_with = "read_time")]
    pub at: SystemTime,
    /// On which connection.
    pub connection: ConnectionId,
    /// What.
    #[serde(flatten)]
    pub what: What,
}

/// What a line is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum What {
    /// One request.
    Exchange(ExchangeLine),
    /// One event of a connection's life.
    Audit(Audit),
}

/// One request, as it may be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExchangeLine {
    /// The operation's name, such as `orders.list`.
    pub operation: String,
    /// The HTTP method.
    pub method: String,
    /// The HTTP status, when an answer came.
    pub status: Option<u16>,
    /// Rows in the answer.
    pub rows: Option<u64>,
    /// The kind of failure, in `snake_case`.
    pub error: Option<String>,
    /// 1 for the first attempt of a call.
    pub attempt: u32,
    /// From sending to the end of the body.
    pub elapsed_ms: u64,
}

/// One event of a connection's life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Audit {
    /// What happened.
    pub event: Event,
    /// The family of operations that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// The reason word of a pause, or the kind of a refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who approved it, masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// An event of a connection's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Event {
    /// The keys were stored and are about to be verified.
    Connected,
    /// A verification found everything in order.
    Active,
    /// All calls were stopped.
    Paused,
    /// A verification or a call found Coupang slow or out of reach.
    Late,
    /// A family of reads was refused while orders can be read.
    FamilyRefused,
    /// A verified pair took the place of the old one.
    KeyReplaced,
    /// A new pair was not accepted; the old one stays.
    KeyNotReplaced,
    /// The keys were forgotten.
    Disconnected,
    /// A family of writes was opened.
    PermitGranted,
    /// A write was sent.
    PermitUsed,
    /// A write, or a permit, was refused.
    PermitRefused,
    /// A person closed a family of writes.
    PermitWithdrawn,
    /// A family of writes was closed because the connection paused or ended.
    PermitFallen,
    /// The vault could not be read or written.
    VaultFailed,
    /// An event of a later version of this crate.
    #[serde(other)]
    Unknown,
}

impl Line {
    pub(super) fn new(connection: &ConnectionId, at: SystemTime, what: What) -> Self {
        Self { at: to_millis(at), connection: connection.clone(), what }
    }

    /// The exchange, if the line is about one.
    #[must_use]
    pub fn exchange(&self) -> Option<&ExchangeLine> {
        match &self.what {
            What::Exchange(exchange) => Some(exchange),
            What::Audit(_) => None,
        }
    }

    /// The audit event, if the line is about one.
    #[must_use]
    pub fn audit(&self) -> Option<&Audit> {
        match &self.what {
            What::Audit(audit) => Some(audit),
            What::Exchange(_) => None,
        }
    }
}

impl ExchangeLine {
    pub(super) fn of(exchange: &Exchange) -> Self {
        let row = ExchangeRow::from(exchange);
        Self {
            operation: row.operation.to_owned(),
            method: exchange.method.to_owned(),
            status: row.status,
            rows: row.rows,
            error: row.error,
            attempt: exchange.attempt,
            elapsed_ms: row.elapsed_ms,
        }
    }
}

impl Audit {
    pub(crate) fn new(event: Event) -> Self {
        Self { event, family: None, reason: None, by: None }
    }

    pub(crate) fn about(mut self, family: &str) -> Self {
        self.family = Some(family.to_owned());
        self
    }

    pub(crate) fn because(mut self, reason: &str) -> Self {
        self.reason = Some(reason.to_owned());
        self
    }
}

fn to_millis(at: SystemTime) -> SystemTime {
    let since = at.duration_since(UNIX_EPOCH).unwrap_or_default();
    UNIX_EPOCH + Duration::from_millis(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

fn write_time<S: Serializer>(at: &SystemTime, serializer: S) -> Result<S::Ok, S::Error> {
    let korea = UtcOffset::from_hms(9, 0, 0).map_err(ser::Error::custom)?;
    let text = OffsetDateTime::from(*at).to_offset(korea).format(&Rfc3339).map_err(ser::Error::custom)?;
    serializer.serialize_str(&text)
}

fn read_time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SystemTime, D::Error> {
    let text = String::deserialize(deserializer)?;
    Timestamp::parse(&text).map(|time| time.moment()).ok_or_else(|| de::Error::custom("not a time"))
}
