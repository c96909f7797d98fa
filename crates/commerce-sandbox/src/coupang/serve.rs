//! How a call travels through the gateway: what its head decides, what its body decides, and what goes wrong.

use super::answer::{Answer, Refusal};
use super::books::Books;
use super::calendar::Moment;
use super::gateway::Gateway;
use super::operations::OPERATIONS;
use super::unanswered;
use crate::fault::{
    Asked, Ending, Fate, Fault, FaultError, FaultRule, Faults, OperationKind, Served, Struck, Taken, edge, spoil,
};
use crate::form;
use bytes::Bytes;
use http::Request;
use http::request::Parts;
use std::sync::{MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// A call whose head has been looked at; hand it to [`Gateway::finish`] with its body.
#[derive(Debug)]
#[must_use = "the call is not answered yet"]
pub struct Met {
    number: u64,
    operation: &'static str,
    refusal: Option<Refusal>,
    trouble: Option<Trouble>,
    /// How many rows of the page before come again.
    shift: usize,
}

/// What will go wrong with a call.
#[derive(Clone, Copy, Debug)]
struct Trouble {
    taken: Taken,
    kind: &'static OperationKind,
}

impl Met {
    /// How the connection breaks before the request is read whole, if it does; nothing else is left to do then.
    #[must_use]
    pub fn early_ending(&self) -> Option<Ending> {
        self.trouble.and_then(|trouble| trouble.taken.fault.early_ending())
    }

    fn fault(&self) -> Option<Fault> {
        self.trouble.map(|trouble| trouble.taken.fault)
    }
}

impl Gateway {
    /// Lets calls go wrong from now on; see [`crate::fault`]. Rules are asked in the order in which they came.
    ///
    /// # Errors
    ///
    /// [`FaultError`] when no call can ever meet the rule.
    pub fn inject(&self, rule: FaultRule) -> Result<(), FaultError> {
        self.faults().add(rule, &OPERATIONS)
    }

    /// Ends all trouble: no rule that was injected strikes a later call. What has happened, and what is late, stays.
    pub fn calm(&self) {
        self.faults().calm();
    }

    /// Answers one request as of `now`, and says how the exchange ends.
    ///
    /// The signature is checked over `request.uri().path()` and `.query()` exactly as they stand there; a bare `?`
    /// counts as no query. Every answer carries a `date` header made from `now`.
    pub fn serve(&self, request: Request<Bytes>, now: SystemTime) -> Served {
        let (head, body) = request.into_parts();
        let met = self.meet(&head, now);
        self.finish(met, Request::from_parts(head, body), now)
    }

    /// Looks at the head of a request, for a caller that must know what becomes of the connection before it reads the
    /// body. The call counts.
    pub fn meet(&self, head: &Parts, now: SystemTime) -> Met {
        let route = self.route(&head.method, head.uri.path());
        let query = form::decode(self.as_read(&head.uri).query().unwrap_or_default()).unwrap_or_default();
        let kind = route.as_ref().ok().and_then(|route| route.operation.kind(&query));
        let asked = kind.map(|kind| Asked { kind, query: &query });

        let mut faults = self.faults();
        let skew = asked.and_then(|asked| faults.peek(asked)).and_then(Fault::skew_seconds);
        let caller = self.authenticate(head, skewed(now, skew));
        let call = self.meter().record(now, caller.is_ok() || self.gateway_rules().unsigned_calls_count);
        let refusal = self.admit(head, caller, call.quiet, route).err();
        let asked = asked.filter(|_| refusal.is_none() || skew.is_some());
        let taken = asked.and_then(|asked| faults.take(asked));
        let shift = asked.map_or(0, |asked| faults.shift(asked, taken));
        let trouble = asked.zip(taken).map(|(asked, taken)| Trouble { taken, kind: asked.kind });
        let operation = kind.map_or("", |kind| kind.name);
        let met = Met { number: call.number, operation, refusal, trouble, shift };
        if met.early_ending().is_some() {
            note(&mut faults, &met, now);
        }
        met
    }

    /// Answers a call that [`Gateway::meet`] has met, now that its body is there.
    #[expect(clippy::needless_pass_by_value, reason = "a request is answered once")]
    pub fn finish(&self, met: Met, mut request: Request<Bytes>, now: SystemTime) -> Served {
        if let Some(ending) = met.early_ending() {
            return Served::broken(ending);
        }
        *request.uri_mut() = self.as_read(request.uri());
        let moment = Moment::from_system_time(now);
        let shown = Moment::from_system_time(skewed(now, met.fault().and_then(Fault::skew_seconds)));
        let mut books = self.books();
        self.land(&mut books, moment);
        let (served, has_struck) = match (met.refusal, met.trouble) {
            (None, Some(trouble)) => self.troubled(trouble, &met, &request, [moment, shown], &mut books),
            (None, None) => (
                Served::whole(
                    self.answered(&met, &request, moment, &mut books).into_response(shown, self.gateway_rules()),
                ),
                true,
            ),
            (Some(refusal), _) => {
                (Served::whole(self.refuse(refusal, &met).into_response(shown, self.gateway_rules())), true)
            }
        };
        drop(books);
        if served.ending != Ending::NoAnswer {
            self.meter().answered(met.operation, served.response.status().as_u16());
        }
        let mut faults = self.faults();
        match met.trouble {
            Some(trouble) if !has_struck => faults.give_back(trouble.taken),
            _ => note(&mut faults, &met, now),
        }
        served
    }

    /// Carries out a call as far as its fault lets it, and spoils what comes back; false where that has no room for the
    /// fault. Of the two moments the second is what the answer shows.
    fn troubled(
        &self,
        Trouble { taken, kind }: Trouble,
        met: &Met,
        request: &Request<Bytes>,
        [now, shown]: [Moment; 2],
        books: &mut Books,
    ) -> (Served, bool) {
        let refusal = match taken.fault {
            Fault::ResetAfter(fate) => {
                self.befall(fate, request, now, books);
                return (Served::broken(Ending::NoAnswer), true);
            }
            Fault::GatewayTimeout(fate) => {
                self.befall(fate, request, now, books);
                unanswered::timed_out().into_response(shown, self.gateway_rules())
            }
            Fault::ServerError => unanswered::internal_error().into_response(shown, self.gateway_rules()),
            Fault::OriginDown => unanswered::origin_down().into_response(shown, self.gateway_rules()),
            Fault::TooManyRequests => {
                let quiet = self.meter().lock_out(now.system_time());
                self.refuse(Refusal::TooManyCalls(quiet), met).into_response(shown, self.gateway_rules())
            }
            Fault::Redirect => edge::redirect(shown),
            Fault::HtmlForbidden => edge::access_denied(request.uri(), self.world.seed(), met.number, shown),
            fault => {
                let mut answer = self.answered(met, request, now, books);
                let has_room = spoil(answer.success_mut(), fault, kind, request.uri().query());
                let response = answer.into_response(shown, self.gateway_rules());
                return if has_room { Served::spoilt(response, fault) } else { (Served::whole(response), false) };
            }
        };
        (Served::whole(refusal), true)
    }

    /// What becomes of a call whose caller learns nothing.
    fn befall(&self, fate: Fate, request: &Request<Bytes>, now: Moment, books: &mut Books) {
        match fate {
            Fate::Dropped => {}
            // Its answer, a refusal too, reaches nobody.
            Fate::Carried => drop(self.carry_out(request, now, books, 0)),
            Fate::Late(delay) => books.keep_for(now.after(delay), request.clone()),
        }
    }

    fn answered(&self, met: &Met, request: &Request<Bytes>, now: Moment, books: &mut Books) -> Answer {
        self.carry_out(request, now, books, met.shift).unwrap_or_else(|refusal| self.refuse(refusal, met))
    }

    fn refuse(&self, refusal: Refusal, met: &Met) -> Answer {
        refusal.into_answer(self.gateway_rules(), self.world.seed(), met.number)
    }

    pub(super) fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes down the fault that has struck a call, if one has.
fn note(faults: &mut Faults, met: &Met, at: SystemTime) {
    if let Some(Trouble { taken, kind }) = met.trouble {
        faults.note(Struck { call: met.number, operation: kind.name, fault: taken.fault, at });
    }
}

/// The time as a clock shows it that is off by so many seconds.
fn skewed(now: SystemTime, seconds: Option<i64>) -> SystemTime {
    let seconds = seconds.unwrap_or(0);
    let off = Duration::from_secs(seconds.unsigned_abs());
    let moved = if seconds < 0 { now.checked_sub(off) } else { now.checked_add(off) };
    moved.unwrap_or(now)
}
