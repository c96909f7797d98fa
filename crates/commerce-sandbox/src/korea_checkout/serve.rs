//! How a call travels through the sandbox: what its head decides, what its body decides, and what goes wrong.

use super::answer::Refusal;
use super::carry_out::{Admitted, Carried, idempotency_key};
use super::checkout::Checkout;
use super::kinds::KINDS;
use super::ledger::Call;
use super::meter::Standing;
use super::state::State;
use super::{Operation, hosted};
use crate::calendar::{Moment, SECOND_MICROS};
use crate::fault::{Asked, Ending, Fate, Fault, FaultError, FaultRule, Served, Struck, Taken, edge};
use bytes::Bytes;
use http::header::HeaderMap;
use http::request::Parts;
use http::{Request, StatusCode};
use std::time::SystemTime;

/// A call whose head has been looked at; hand it to [`Checkout::finish`] with its body.
#[derive(Debug)]
#[must_use = "the call is not answered yet"]
pub struct Met {
    /// `None` for a visit to a page, which is no call.
    number: Option<u64>,
    /// How the key stands, where it is known.
    standing: Option<Standing>,
    admitted: Result<Admitted, Refusal>,
    taken: Option<Taken>,
}

/// A call that is carried out after its caller was told nothing.
pub(super) struct LateCall {
    request: Request<Bytes>,
    admitted: Admitted,
}

impl Met {
    /// How the connection breaks before the request is read whole, if it does; nothing else is left to do then.
    #[must_use]
    pub fn early_ending(&self) -> Option<Ending> {
        self.taken.and_then(|taken| taken.fault.early_ending())
    }
}

impl Checkout {
    /// Lets calls go wrong from now on; see [`crate::fault`]. Rules are asked in the order in which they came.
    ///
    /// # Errors
    ///
    /// [`FaultError`] when no call can ever meet the rule.
    pub fn inject(&self, rule: FaultRule) -> Result<(), FaultError> {
        self.state().faults.add(rule, &KINDS)
    }

    /// Ends all trouble: no rule that was injected strikes a later call. What has happened, and what is late, stays.
    pub fn calm(&self) {
        self.state().faults.calm();
    }

    /// Answers one request as of `now`, and says how the exchange ends: `/api/..` is the API, everything else the hosted
    /// page, which knows no faults.
    ///
    /// The addresses of pages lead to where the sandbox was reached, by the header `Host`, if that is a loopback address,
    /// and to the vendor's host otherwise.
    pub fn serve(&self, request: Request<Bytes>, now: SystemTime) -> Served {
        let (head, body) = request.into_parts();
        let met = self.meet(&head, now);
        self.finish(met, Request::from_parts(head, body), now)
    }

    /// Looks at the head of a request, for a caller that must know what becomes of the connection before it reads the
    /// body. The call counts.
    pub fn meet(&self, head: &Parts, now: SystemTime) -> Met {
        let moment = Moment::from_system_time(now);
        let mut state = self.state_at(moment);
        if hosted::is_page(head.uri.path()) {
            let admitted = Err(Refusal::no_such_path());
            return Met { number: None, standing: None, admitted, taken: None };
        }
        let number = Some(state.books.open_call());
        let mut met = match self.owner(&head.headers) {
            Ok(owner) => self.admit(&mut state, owner, head, moment),
            Err(refusal) => Met { number, standing: None, admitted: Err(refusal), taken: None },
        };
        met.number = number;
        let kind = met.admitted.as_ref().ok().and_then(|admitted| admitted.operation.kind());
        met.taken = kind.and_then(|kind| state.faults.take(Asked { kind, query: &[] }));
        if met.early_ending().is_some() {
            self.close(&mut state, &met, &head.headers, moment, None);
        }
        met
    }

    /// Answers a call that [`Checkout::meet`] has met, now that its body is there.
    #[expect(clippy::needless_pass_by_value, reason = "a request is answered once")]
    pub fn finish(&self, mut met: Met, request: Request<Bytes>, now: SystemTime) -> Served {
        if let Some(ending) = met.early_ending() {
            return Served::broken(ending);
        }
        let moment = Moment::from_system_time(now);
        let mut state = self.state_at(moment);
        let Some(number) = met.number else {
            let page = hosted::answer(&mut state, &self.rules, &request, moment);
            return Served::whole(page.unwrap_or_else(|| Refusal::no_such_path().into_response(&self.rules, moment)));
        };
        state.books.write_for(Some(number));
        let (served, replayed) = self.answered(&mut state, &mut met, &request, moment);
        state.books.write_for(None);
        let answered = Some((served.response.status(), replayed)).filter(|_| served.ending != Ending::NoAnswer);
        self.close(&mut state, &met, request.headers(), moment, answered);
        served
    }

    /// Carries out the calls that are late and due by now, each at its own moment and under the state as it then is.
    pub(super) fn land(&self, state: &mut State, now: Moment) {
        while let Some(first) = state.late.first_entry().filter(|first| first.key().0 <= now) {
            let ((due, number), late) = first.remove_entry();
            state.advance(&self.rules, due);
            state.books.write_for(Some(number));
            // Its answer, a refusal too, reaches nobody.
            drop(self.carry_out(state, late.admitted, &late.request, due, None));
            state.books.write_for(None);
        }
    }

    /// Whose key it is, whether that may call again, and what the request line names.
    fn admit(&self, state: &mut State, owner: usize, head: &Parts, now: Moment) -> Met {
        let standing = state.meters.get_mut(owner).map(|meter| meter.record(now));
        let admitted = match standing {
            None => Err(Refusal::invalid_key()),
            Some(standing) if !standing.within_rate => Err(Refusal::too_many_calls()),
            Some(_) => Operation::find(&head.method, head.uri.path())
                .map(|(operation, _)| Admitted { owner, operation })
                .ok_or_else(Refusal::no_such_path),
        };
        Met { number: None, standing, admitted, taken: None }
    }

    /// The answer with its fault, and whether it was said before.
    fn answered(&self, state: &mut State, met: &mut Met, request: &Request<Bytes>, now: Moment) -> (Served, bool) {
        let fault = met.taken.map(|taken| taken.fault);
        let shown = now.plus(fault.and_then(Fault::skew_seconds).unwrap_or(0).saturating_mul(SECOND_MICROS));
        let mut standing = met.standing;
        let refused = |refusal: Refusal| (Served::whole(refusal.into_response(&self.rules, shown)), false);
        let (mut served, replayed) = match (&met.admitted, fault) {
            (Err(refusal), _) => refused(refusal.clone()),
            (Ok(admitted), Some(Fault::ResetAfter(fate))) => {
                self.befall(state, *admitted, request, now, (fate, met.number));
                (Served::broken(Ending::NoAnswer), false)
            }
            (Ok(admitted), Some(Fault::GatewayTimeout(fate))) => {
                self.befall(state, *admitted, request, now, (fate, met.number));
                refused(Refusal::fault(StatusCode::GATEWAY_TIMEOUT))
            }
            (Ok(_), Some(Fault::ServerError)) => refused(Refusal::fault(StatusCode::INTERNAL_SERVER_ERROR)),
            (Ok(_), Some(Fault::OriginDown)) => refused(Refusal::fault(edge::origin_down())),
            (Ok(admitted), Some(Fault::TooManyRequests)) => {
                standing = state.meters.get_mut(admitted.owner).map(|meter| meter.exhaust(now));
                refused(Refusal::too_many_calls())
            }
            (Ok(_), Some(Fault::Redirect)) => (Served::whole(edge::redirect(shown)), false),
            (Ok(_), Some(Fault::HtmlForbidden)) => {
                let page = edge::access_denied(request.uri(), self.rules.seed, met.number.unwrap_or(0), shown);
                (Served::whole(page), false)
            }
            (Ok(admitted), fault) => {
                let shown_with = fault.map(|fault| (fault, shown));
                let carried = self.carry_out(state, *admitted, request, now, shown_with);
                self.spoilt(state, carried, &mut met.taken, shown)
            }
        };
        if let Some(standing) = standing {
            standing.write(self.rules.rate_headers, served.response.headers_mut());
        }
        (served, replayed)
    }

    /// What is left to go wrong with an answer; a fault that finds no room is given back.
    fn spoilt(
        &self,
        state: &mut State,
        carried: Result<Carried, Refusal>,
        taken: &mut Option<Taken>,
        shown: Moment,
    ) -> (Served, bool) {
        let Carried { response, replayed, has_room } = carried.unwrap_or_else(|refusal| Carried {
            response: refusal.into_response(&self.rules, shown),
            replayed: false,
            has_room: !taken.is_some_and(|taken| taken.fault.is_about_json()),
        });
        let Some(fault) = taken.map(|taken| taken.fault) else { return (Served::whole(response), replayed) };
        let (served, has_struck) =
            if has_room { Served::spoilt(response, fault) } else { (Served::whole(response), false) };
        if let Some(taken) = taken.take_if(|_| !has_struck) {
            state.faults.give_back(taken);
        }
        (served, replayed)
    }

    /// What becomes of a call whose caller learns nothing.
    fn befall(
        &self,
        state: &mut State,
        admitted: Admitted,
        request: &Request<Bytes>,
        now: Moment,
        (fate, number): (Fate, Option<u64>),
    ) {
        match fate {
            Fate::Dropped => {}
            // Its answer, a refusal too, reaches nobody.
            Fate::Carried => drop(self.carry_out(state, admitted, request, now, None)),
            Fate::Late(delay) => {
                let late = LateCall { request: request.clone(), admitted };
                state.late.insert((now.after(delay), number.unwrap_or(0)), late);
            }
        }
    }

    /// Writes a call into the books: its status, and whether it was answered before; `None` without an answer.
    fn close(
        &self,
        state: &mut State,
        met: &Met,
        headers: &HeaderMap,
        now: Moment,
        answered: Option<(StatusCode, bool)>,
    ) {
        let Some(number) = met.number else { return };
        let operation = met.admitted.as_ref().ok().map(|admitted| admitted.operation);
        let at = now.system_time();
        if let (Some(operation), Some(taken)) = (operation, met.taken) {
            state.faults.note(Struck { call: number, operation: operation.name(), fault: taken.fault, at });
        }
        let (status, replayed) = answered.map_or((0, false), |(status, replayed)| (status.as_u16(), replayed));
        let idempotency_key = idempotency_key(&self.rules, headers);
        state.books.close_call(Call { number, at, operation, status, idempotency_key, replayed });
    }

    /// Whose key the request carries.
    fn owner(&self, headers: &HeaderMap) -> Result<usize, Refusal> {
        let mut headers = headers.get_all(API_KEY).iter();
        let (Some(only), None) = (headers.next(), headers.next()) else { return Err(Refusal::invalid_key()) };
        self.keys.iter().position(|key| key.as_bytes() == only.as_bytes()).ok_or_else(Refusal::invalid_key)
    }
}

const API_KEY: &str = "x-api-key";
