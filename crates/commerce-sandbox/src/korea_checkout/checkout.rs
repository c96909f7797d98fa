use super::answer::{Refusal, success};
use super::builder::CheckoutBuilder;
use super::ledger::Ledger;
use super::place::hosted_origin;
use super::replay::ReplayKey;
use super::rules::Rules;
use super::sessions::{ActionError, BuyerAction, SessionStatus};
use super::state::{self, State};
use super::webhooks::{Delivery, DeliveryId, Event, Outcome, WebhookManners};
use super::{Fault, Operation, coupons, hosted, sessions, shops};
use crate::calendar::Moment;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{Request, Response};
use serde_json::Value;
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

    /// Answers one request as of `now`: `/api/..` is the API, everything else the hosted page.
    ///
    /// The addresses of pages lead to where the sandbox was reached, by the header `Host`, if that is a loopback address,
    /// and to the vendor's host otherwise.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "a request is answered once, and transports hand it over")]
    pub fn handle(&self, request: Request<Bytes>, now: SystemTime) -> Response<Bytes> {
        let now = Moment::from_system_time(now);
        let mut state = self.state_at(now);
        if let Some(page) = hosted::answer(&mut state, &self.rules, &request, now) {
            return page;
        }
        state.books.open_call();
        let mut call = Call { operation: None, replayed: false };
        let answer = self.answer(&mut state, &request, now, &mut call);
        let answer = answer.unwrap_or_else(|refusal| refusal.into_response(&self.rules, now));
        let key = idempotency_key(&self.rules, &request);
        state.books.close_call(now, call.operation, answer.status().as_u16(), key, call.replayed);
        answer
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

    /// When [`Checkout::take_due`] may have something to hand out: the next attempt, or the next session to change by
    /// itself.
    #[must_use]
    pub fn next_due(&self) -> Option<SystemTime> {
        let state = self.state();
        let alarm = state.alarms.first().map(|(at, _)| *at);
        state.outbox.next_due().into_iter().chain(alarm).min().map(Moment::system_time)
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
        state.announce(&self.rules, session_id, &Event::Other(event.to_owned()), now);
        Ok(())
    }

    /// Lets the next call of an operation go wrong; several faults wait in turn. A call that is refused before the
    /// operation is looked at takes none.
    pub fn inject(&self, operation: Operation, fault: Fault) {
        self.state().faults.add(operation, fault);
    }

    /// What this sandbox has seen and done so far.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        self.state().books.ledger()
    }

    fn answer(
        &self,
        state: &mut State,
        request: &Request<Bytes>,
        now: Moment,
        call: &mut Call,
    ) -> Result<Response<Bytes>, Refusal> {
        let owner = self.owner(request)?;
        let Some(standing) = state.meters.get_mut(owner).map(|meter| meter.record(now)) else {
            return Err(Refusal::invalid_key());
        };
        let answer = if standing.within_rate {
            self.carry_out(state, request, owner, now, call)
        } else {
            Err(Refusal::too_many_calls())
        };
        let mut answer = answer.unwrap_or_else(|refusal| refusal.into_response(&self.rules, now));
        standing.write(self.rules.rate_headers, answer.headers_mut());
        Ok(answer)
    }

    fn carry_out(
        &self,
        state: &mut State,
        request: &Request<Bytes>,
        owner: usize,
        now: Moment,
        call: &mut Call,
    ) -> Result<Response<Bytes>, Refusal> {
        let found = Operation::find(request.method(), request.uri().path());
        let (operation, id) = found.ok_or_else(Refusal::no_such_path)?;
        call.operation = Some(operation);

        let key = idempotency_key(&self.rules, request).filter(|_| self.rules.honours_keys() && operation.is_write());
        let replay = key.map(|key| ReplayKey::new(owner, request, &key));
        if let Some(answer) = replay.as_ref().map_or(Ok(None), |key| state.replays.find(key, request.body()))? {
            call.replayed = true;
            return Ok(answer);
        }
        let fault = state.faults.take(operation);
        if let Some(Fault::Before(status)) = fault {
            return Err(Refusal::fault(status));
        }
        let body = if operation.is_write() { body(operation, request)? } else { Value::Null };
        let origin = hosted_origin(request);
        let asked = state::Request { rules: &self.rules, owner, now, id, body: &body, origin };
        let fields = carry_out(state, operation, &asked)?;
        let answer = success(&self.rules, operation, fields, now);
        if let Some(key) = replay {
            state.replays.keep(key, request.body().clone(), &answer);
        }
        match fault {
            Some(Fault::After(status)) => Err(Refusal::fault(status)),
            _ => Ok(answer),
        }
    }

    /// Whose key the request carries.
    fn owner(&self, request: &Request<Bytes>) -> Result<usize, Refusal> {
        let mut headers = request.headers().get_all(API_KEY).iter();
        let (Some(only), None) = (headers.next(), headers.next()) else { return Err(Refusal::invalid_key()) };
        self.keys.iter().position(|key| key.as_bytes() == only.as_bytes()).ok_or_else(Refusal::invalid_key)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state after everything that the time has done by now.
    fn state_at(&self, now: Moment) -> MutexGuard<'_, State> {
        let mut state = self.state();
        state.advance(&self.rules, now);
        state
    }
}

/// What the books will say about a call.
struct Call {
    operation: Option<Operation>,
    replayed: bool,
}

const API_KEY: &str = "x-api-key";

fn carry_out(state: &mut State, operation: Operation, request: &state::Request<'_>) -> Result<Value, Refusal> {
    match operation {
        Operation::CreateSession => sessions::create(state, request),
        Operation::GetSession => sessions::show(state, request),
        Operation::UpdateSession => sessions::update(state, request),
        Operation::ExpireSession => sessions::expire(state, request),
        Operation::Refund => sessions::refund(state, request),
        Operation::CreateShop => shops::create(state, request),
        Operation::GetShop => shops::show(state, request),
        Operation::UpdateShop => shops::update(state, request),
        Operation::SetCustomDomain => shops::set_domain(state, request),
        Operation::CreateCoupon => coupons::create(state, request),
        Operation::ApplyCoupon => coupons::apply(state, request),
    }
}

/// The body of a write. Nobody knows whether expiring a session takes one, so an empty body is enough for that.
fn body(operation: Operation, request: &Request<Bytes>) -> Result<Value, Refusal> {
    if operation == Operation::ExpireSession && request.body().is_empty() {
        return Ok(Value::Object(serde_json::Map::new()));
    }
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return Err(Refusal::unreadable("The header Content-Type must be application/json."));
    }
    serde_json::from_slice(request.body()).map_err(|_| Refusal::unreadable("The body must be JSON."))
}

fn idempotency_key(rules: &Rules, request: &Request<Bytes>) -> Option<String> {
    request.headers().get(&rules.idempotency_header).and_then(|key| key.to_str().ok()).map(str::to_owned)
}

/// Names what it has seen; never the keys.
impl fmt::Debug for Checkout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ledger = self.ledger();
        let mut shown = f.debug_struct("Checkout");
        shown.field("calls", &ledger.calls.len()).field("changes", &ledger.entries.len()).finish_non_exhaustive()
    }
}
