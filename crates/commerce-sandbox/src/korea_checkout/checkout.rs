use super::builder::CheckoutBuilder;
use super::ledger::Ledger;
use super::rules::Rules;
use super::sessions::{ActionError, BuyerAction, SessionStatus};
use super::state::State;
use super::webhooks::{Delivery, DeliveryId, Event, Outcome, WebhookManners};
use crate::calendar::Moment;
use bytes::Bytes;
use http::{Request, Response};
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

/// A fake of Korea Checkout: the API, the hosted page, and the webhooks.
///
/// It is a function from a request and an instant to an answer, and what it keeps stays in memory. Share it behind an
/// `Arc`. Nothing in it reads a clock: with the same seed, the same requests at the same instants give the same answers.
///
/// Checks come in this order (assumed: the vendor documents the refusals, not their order), and the first that fails
/// answers:
///
/// 1. the header `x-api-key`: once, and one of the keys: 401;
/// 2. the rate of that key: 429;
/// 3. the path and the method: 404;
/// 4. the body, if the operation is a write: `application/json`, and an object: 400;
/// 5. the session, shop or coupon, which must belong to the key: 404; what is in no state for the operation: 400;
/// 6. the fields: 400.
pub struct Checkout {
    pub(super) keys: Vec<String>,
    pub(super) rules: Rules,
    pub(super) state: Mutex<State>,
}

impl Checkout {
    /// Starts describing a sandbox; everything has a default.
    pub fn builder() -> CheckoutBuilder {
        CheckoutBuilder::default()
    }

    /// The answer of [`Checkout::serve`] alone, for a caller that cannot break a connection.
    ///
    /// Where a fault breaks it, the answer is an empty 502, or ends where the connection would; one that drips or never
    /// ends comes whole.
    #[must_use]
    pub fn handle(&self, request: Request<Bytes>, now: SystemTime) -> Response<Bytes> {
        self.serve(request, now).into_response()
    }

    /// Does what a buyer would do on the hosted page.
    ///
    /// # Errors
    ///
    /// [`ActionError`] when there is no such session, or when it cannot be paid any more. Nothing changed.
    pub fn act(&self, session_id: &str, action: BuyerAction, now: SystemTime) -> Result<SessionStatus, ActionError> {
        let now = Moment::from_system_time(now);
        self.state_at(now).act(&self.rules, session_id, action, now)
    }

    /// The webhooks that are to be posted by now. Each is handed out once; say how it went with [`Checkout::report`].
    #[must_use = "what is handed out is not handed out again"]
    pub fn take_due(&self, now: SystemTime) -> Vec<Delivery> {
        let now = Moment::from_system_time(now);
        self.state_at(now).outbox.take_due(now)
    }

    /// Says how an attempt to post a webhook went; after a failure the next attempt is planned.
    pub fn report(&self, id: DeliveryId, outcome: Outcome, now: SystemTime) {
        let now = Moment::from_system_time(now);
        let mut state = self.state_at(now);
        for change in state.outbox.report(id, outcome, now) {
            state.books.write(now, change);
        }
    }

    /// Does what is due by `now`, as a request would: sessions that change by themselves, calls that land late.
    pub fn pass_time(&self, now: SystemTime) {
        drop(self.state_at(Moment::from_system_time(now)));
    }

    /// When [`Checkout::take_due`] may have something to hand out: the next attempt, the next session to change by itself,
    /// or the next call to be carried out late.
    #[must_use]
    pub fn next_due(&self) -> Option<SystemTime> {
        let state = self.state();
        let alarm = state.alarms.first().map(|(at, _)| *at);
        let late = state.late.first_key_value().map(|((due, _), _)| *due);
        state.outbox.next_due().into_iter().chain(alarm).chain(late).min().map(Moment::system_time)
    }

    /// From the next event on, webhooks travel like this.
    pub fn set_webhook_manners(&self, manners: WebhookManners) {
        self.state().outbox.set_manners(manners);
    }

    /// Sends an event of any name about a session, such as one that the vendor may add some day, or one that is untrue.
    /// Nothing else changes.
    ///
    /// # Errors
    ///
    /// [`ActionError::NoSuchSession`].
    pub fn send_event(&self, session_id: &str, event: &str, now: SystemTime) -> Result<(), ActionError> {
        let now = Moment::from_system_time(now);
        let mut state = self.state_at(now);
        if !state.sessions.contains_key(session_id) {
            return Err(ActionError::NoSuchSession);
        }
        state.announce(&self.rules, session_id, &Event::of_name(event), now);
        Ok(())
    }

    /// What this sandbox has seen and done so far.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        let state = self.state();
        Ledger { faults: state.faults.struck(), ..state.books.ledger() }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state after everything that the time has done by now.
    pub(super) fn state_at(&self, now: Moment) -> MutexGuard<'_, State> {
        let mut state = self.state();
        self.land(&mut state, now);
        state.advance(&self.rules, now);
        state
    }
}

/// Names what it has seen; never the keys.
impl fmt::Debug for Checkout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ledger = self.ledger();
        let mut shown = f.debug_struct("Checkout");
        shown.field("calls", &ledger.calls.len()).field("changes", &ledger.entries.len()).finish_non_exhaustive()
    }
}
