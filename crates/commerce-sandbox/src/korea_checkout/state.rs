//! What the sandbox remembers between two calls.

use super::answer::Refusal;
use super::coupons::Coupon;
use super::ids::Ids;
use super::ledger::Books;
use super::meter::Meter;
use super::replay::Replays;
use super::rules::Rules;
use super::serve::LateCall;
use super::sessions::Session;
use super::shops::Shop;
use super::webhooks::Outbox;
use crate::calendar::Moment;
use crate::fault::Faults;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that changes.
pub(super) struct State {
    pub(super) ids: Ids,
    /// One for each API key.
    pub(super) meters: Vec<Meter>,
    pub(super) sessions: BTreeMap<String, Session>,
    /// When something happens to which session by itself.
    pub(super) alarms: BTreeSet<(Moment, String)>,
    /// By owner and code.
    pub(super) coupons: BTreeMap<(usize, String), Coupon>,
    /// In the order of their creation.
    pub(super) shops: Vec<Shop>,
    pub(super) outbox: Outbox,
    pub(super) replays: Replays,
    pub(super) faults: Faults,
    /// Calls that are carried out later, by their moment and number.
    pub(super) late: BTreeMap<(Moment, u64), LateCall>,
    pub(super) books: Books,
}

/// A call of the API whose key is known.
pub(super) struct Request<'r> {
    pub(super) rules: &'r Rules,
    /// The place of the API key among the sandbox's keys: what one key made, no other sees.
    pub(super) owner: usize,
    pub(super) now: Moment,
    /// The id in the path, or nothing.
    pub(super) id: &'r str,
    pub(super) body: &'r Value,
    /// Where the sandbox was reached, if over a loopback address.
    pub(super) origin: Option<String>,
}

impl State {
    pub(super) fn new(seed: u64, meters: Vec<Meter>, outbox: Outbox) -> Self {
        Self {
            ids: Ids::new(seed),
            meters,
            sessions: BTreeMap::new(),
            alarms: BTreeSet::new(),
            coupons: BTreeMap::new(),
            shops: Vec::new(),
            outbox,
            replays: Replays::default(),
            faults: Faults::new(seed),
            late: BTreeMap::new(),
            books: Books::default(),
        }
    }

    /// The session that the path names.
    pub(super) fn own_session(&self, request: &Request<'_>) -> Result<&Session, Refusal> {
        let session = self.sessions.get(request.id).filter(|session| session.owner == request.owner);
        session.ok_or_else(|| Refusal::no_such_session(request.id))
    }

    pub(super) fn own_session_mut(&mut self, request: &Request<'_>) -> Result<&mut Session, Refusal> {
        let session = self.sessions.get_mut(request.id).filter(|session| session.owner == request.owner);
        session.ok_or_else(|| Refusal::no_such_session(request.id))
    }

    /// Whether the owner has a session for this order number.
    pub(super) fn has_order(&self, owner: usize, order_id: &str) -> bool {
        self.sessions.values().any(|session| session.owner == owner && session.order_id == order_id)
    }

    /// Takes in a new session, which will expire by itself.
    pub(super) fn keep_session(&mut self, session: Session) {
        self.wake(&session.id, session.expires);
        self.sessions.insert(session.id.clone(), session);
    }

    /// Looks at a session again at this moment.
    pub(super) fn wake(&mut self, id: &str, at: Moment) {
        self.alarms.insert((at, id.to_owned()));
    }
}
