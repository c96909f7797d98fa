//! What writes have made of the shop: the journal, the list of commits, and the writes that are late.

use super::calendar::Moment;
use super::world::Journal;
use super::write::Change;
use bytes::Bytes;
use http::Request;
use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, SystemTime};

/// One change of state: what a write really did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Commit {
    /// 1 for the first commit of a gateway.
    pub number: u64,
    /// The operation as in the client's `ENDPOINTS.md`, for example `orders.acknowledge`.
    pub operation: &'static str,
    /// What was changed: the shipment box, order, receipt, exchange, inquiry, case or option.
    pub subject: i64,
    /// When: for a late commit the moment it landed.
    pub at: SystemTime,
}

/// The books of one gateway.
#[derive(Default)]
pub(super) struct Books {
    journal: Journal,
    commits: Vec<Commit>,
    delays: BTreeMap<&'static str, VecDeque<Duration>>,
    /// Late writes with their number, by which those of one moment land in order.
    late: BTreeMap<(Moment, u64), Request<Bytes>>,
    late_so_far: u64,
}

impl Books {
    /// What has changed.
    pub(super) fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Every commit, oldest first.
    pub(super) fn commits(&self) -> &[Commit] {
        &self.commits
    }

    /// Enters the changes of a write, each of which is a commit.
    pub(super) fn commit(&mut self, operation: &'static str, changes: Vec<Change>, now: Moment) {
        for Change { subject, events } in changes {
            for (at, event) in events {
                self.journal.enter(at, event);
            }
            let number = u64::try_from(self.commits.len()).unwrap_or(u64::MAX).saturating_add(1);
            self.commits.push(Commit { number, operation, subject, at: now.system_time() });
        }
    }

    /// Enters what somebody else than the seller has changed, which is no commit.
    pub(super) fn enter(&mut self, change: Change) {
        for (at, event) in change.events {
            self.journal.enter(at, event);
        }
    }

    /// Asks for delays of the next writes of an operation.
    pub(super) fn delay(&mut self, operation: &'static str, delay: Duration, count: usize) {
        self.delays.entry(operation).or_default().extend(std::iter::repeat_n(delay, count));
    }

    /// The delay that the next write of an operation has, which is then used up.
    pub(super) fn next_delay(&mut self, operation: &str) -> Option<Duration> {
        self.delays.get_mut(operation)?.pop_front()
    }

    /// Keeps a write until its moment.
    pub(super) fn keep_for(&mut self, due: Moment, request: Request<Bytes>) {
        self.late_so_far += 1;
        self.late.insert((due, self.late_so_far), request);
    }

    /// The next late write that is due by `now`; it is kept no longer.
    pub(super) fn next_due(&mut self, now: Moment) -> Option<(Moment, Request<Bytes>)> {
        let entry = self.late.first_entry().filter(|entry| entry.key().0 <= now)?;
        let ((due, _), request) = entry.remove_entry();
        Some((due, request))
    }
}
