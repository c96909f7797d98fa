//! What happened on a connection on one day.

use std::collections::BTreeMap;

use super::line::{Audit, Line, What};
use std::time::SystemTime;

/// The answer to "what happened on this connection today".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Day {
    /// Requests that were sent.
    pub exchanges: u64,
    /// Those of them that failed.
    pub failed: u64,
    /// Per operation, in the order of their names.
    pub operations: Vec<OperationDay>,
    /// The events, oldest first.
    pub events: Vec<(SystemTime, Audit)>,
    /// Lines of the files, of any day and connection, that could not be read: cut by a crash or changed by hand.
    pub unreadable: u64,
}

/// One operation's day.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationDay {
    /// The operation's name.
    pub operation: String,
    /// Requests.
    pub exchanges: u64,
    /// Rows in the answers.
    pub rows: u64,
    /// Failures by kind.
    pub errors: BTreeMap<String, u64>,
}

impl Day {
    pub(super) fn of<'l>(lines: impl Iterator<Item = &'l Line>, unreadable: u64) -> Self {
        let mut day = Self { unreadable, ..Self::default() };
        let mut operations: BTreeMap<&str, OperationDay> = BTreeMap::new();
        for line in lines {
            let exchange = match &line.what {
                What::Audit(audit) => {
                    day.events.push((line.at, audit.clone()));
                    continue;
                }
                What::Exchange(exchange) => exchange,
            };
            let operation = operations.entry(&exchange.operation).or_insert_with(|| OperationDay {
                operation: exchange.operation.clone(),
                exchanges: 0,
                rows: 0,
                errors: BTreeMap::new(),
            });
            day.exchanges += 1;
            operation.exchanges += 1;
            operation.rows = operation.rows.saturating_add(exchange.rows.unwrap_or_default());
            if let Some(error) = &exchange.error {
                day.failed += 1;
                *operation.errors.entry(error.clone()).or_default() += 1;
            }
        }
        day.operations = operations.into_values().collect();
        day
    }
}
