//! Trouble on demand, for clients that must not pay or refund twice.

use super::Operation;
use http::StatusCode;
use std::collections::{BTreeMap, VecDeque};

/// What happens to one call of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// Answered with this status; nothing was carried out.
    Before(StatusCode),
    /// Carried out, and then answered with this status as if it had failed.
    After(StatusCode),
}

/// The faults that wait for their call.
#[derive(Default)]
pub(super) struct Faults(BTreeMap<Operation, VecDeque<Fault>>);

impl Faults {
    pub(super) fn add(&mut self, operation: Operation, fault: Fault) {
        self.0.entry(operation).or_default().push_back(fault);
    }

    pub(super) fn take(&mut self, operation: Operation) -> Option<Fault> {
        self.0.get_mut(&operation)?.pop_front()
    }
}
