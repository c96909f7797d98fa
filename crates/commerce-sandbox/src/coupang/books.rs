//! What has been made of the shop: the journal, the list of commits, the delays that were asked for, and what is to come.

use super::agenda::{Agenda, Due};
use super::calendar::Moment;
use super::world::{Event, Journal};
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
    /// What is still to come.
    pub(super) agenda: Agenda,
}

impl Books {
    /// Empty books with an agenda.
    pub(super) fn new(agenda: Agenda) -> Self {
        Self { agenda, ..Self::default() }
    }

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
            self.write_down(events);
            let number = u64::try_from(self.commits.len()).unwrap_or(u64::MAX).saturating_add(1);
            self.commits.push(Commit { number, operation, subject, at: now.system_time() });
        }
    }

    /// Enters what somebody else than the seller has changed, which is no commit.
    pub(super) fn enter(&mut self, change: Change) {
        self.write_down(change.events);
    }

    fn write_down(&mut self, events: Vec<(Moment, Event)>) {
        for (at, event) in events {
            self.agenda.follow(at, &event);
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
        self.agenda.keep(due, Due::Write(Box::new(request)));
    }
}
