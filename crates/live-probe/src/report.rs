//! What a probe found: counts, kinds and times, no id, no name, no key.

use coupang_wing::ErrorKind;
use coupang_wing::apiwire::log::Exchange;
use coupang_wing::calendar::KstDate;
use coupang_wing::orders::OrderStatus;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::reason::Reason;

/// The result of a probe. Its JSON form is the contract `coupang-live-probe/1`.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// The name and version of this form.
    pub schema: &'static str,
    /// Which service was asked.
    pub target: Target,
    /// The seller, masked.
    pub vendor: String,
    /// Whether the connection holds.
    pub connection: Connection,
    /// Why it does not.
    pub reason: Option<Reason>,
    /// The days that were counted.
    pub window: Window,
    /// The counts; `null` where nothing was counted.
    pub counts: Counts,
    /// Statuses with more pages than were read, and `exchanges` when it is they: the count is a lower bound.
    pub truncated: Vec<&'static str>,
    /// Expectations that were not met.
    pub mismatches: Vec<Mismatch>,
    /// Requests that were sent.
    pub requests: usize,
    /// Our clock minus the service's, in milliseconds; `null` when no answer came.
    pub clock_skew_ms: Option<i64>,
    /// One row per request.
    pub exchanges_log: Vec<ExchangeRow>,
}

/// Which service was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// A local fake with its own keys.
    Sandbox,
    /// The seller's own keys.
    Live,
}

/// Whether the connection holds: all six order reads succeeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Connection {
    /// They did.
    Active,
    /// One did not; no more calls should be made before the reason is gone.
    Paused,
}

/// Korean days, both included.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Window {
    /// The first.
    pub from: KstDate,
    /// The last: today.
    pub to: KstDate,
}

/// The counts of every family.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct Counts {
    /// Order sheets by status.
    pub orders: OrderCounts,
    /// Distinct return receipts over the four statuses.
    pub returns: Option<u64>,
    /// Exchanges.
    pub exchanges: Option<u64>,
    /// Product inquiries, answered or not, by Coupang's own count.
    pub product_inquiries: Option<u64>,
    /// Call-centre inquiries in any state, by Coupang's own count.
    pub call_center_inquiries: Option<u64>,
}

/// Order sheets by status, in the order of an order's life; a status that was not read to its end has no count.
#[derive(Debug, Clone, Default)]
pub struct OrderCounts(Vec<(OrderStatus, u64)>);

/// An expectation that was not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mismatch {
    /// The status.
    pub status: &'static str,
    /// The number that was expected.
    pub expected: u64,
    /// The number that was counted.
    pub found: u64,
}

/// One request, as it may be shown.
#[derive(Debug, Clone, Serialize)]
pub struct ExchangeRow {
    /// The operation's name.
    pub operation: &'static str,
    /// The HTTP status.
    pub status: Option<u16>,
    /// Rows in the answer.
    pub rows: Option<u64>,
    /// The kind of failure, in `snake_case`.
    pub error: Option<String>,
    /// From sending to the end of the body.
    pub elapsed_ms: u64,
}

impl OrderCounts {
    /// The count of a status, if it was read.
    #[must_use]
    pub fn get(&self, status: &OrderStatus) -> Option<u64> {
        self.0.iter().find(|(known, _)| known == status).map(|(_, count)| *count)
    }

    pub(crate) fn set(&mut self, status: OrderStatus, count: u64) {
        self.0.push((status, count));
    }
}

impl Serialize for OrderCounts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(OrderStatus::ALL.len()))?;
        for status in OrderStatus::ALL {
            map.serialize_entry(status.as_str(), &self.get(status))?;
        }
        map.end()
    }
}

impl From<&Exchange> for ExchangeRow {
    fn from(exchange: &Exchange) -> Self {
        Self {
            operation: exchange.operation,
            status: exchange.status,
            rows: exchange.rows,
            error: exchange.error.map(snake_case),
            elapsed_ms: u64::try_from(exchange.elapsed.as_millis()).unwrap_or(u64::MAX),
        }
    }
}

/// `SignatureExpired` becomes `signature_expired`.
pub(crate) fn snake_case(kind: ErrorKind) -> String {
    let mut word = String::new();
    for letter in format!("{kind:?}").chars() {
        if letter.is_ascii_uppercase() && !word.is_empty() {
            word.push('_');
        }
        word.push(letter.to_ascii_lowercase());
    }
    word
}
