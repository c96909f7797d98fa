//! A call that was let in is carried out, once where its key is honoured.

use super::answer::{Refusal, success};
use super::checkout::Checkout;
use super::place::hosted_origin;
use super::replay::ReplayKey;
use super::rules::Rules;
use super::state::{self, State};
use super::{Operation, coupons, sessions, shops};
use crate::calendar::Moment;
use crate::fault::{Fault, spoil};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap};
use http::{Request, Response};
use serde_json::Value;

/// What a call may do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Admitted {
    pub(super) owner: usize,
    pub(super) operation: Operation,
}

/// An answer before its fault: what it says, and whether it was said before.
pub(super) struct Carried {
    pub(super) response: Response<Bytes>,
    pub(super) replayed: bool,
    pub(super) has_room: bool,
}

impl Checkout {
    /// Does what a call asks for, unless its key says that it was done; the fault spoils what is said about it, at the
    /// moment that the answer shows.
    pub(super) fn carry_out(
        &self,
        state: &mut State,
        Admitted { owner, operation }: Admitted,
        request: &Request<Bytes>,
        now: Moment,
        fault: Option<(Fault, Moment)>,
    ) -> Result<Carried, Refusal> {
        let (fault, shown) = fault.map_or((None, now), |(fault, shown)| (Some(fault), shown));
        let key = idempotency_key(&self.rules, request.headers());
        let key = key.filter(|_| self.rules.honours_keys() && operation.is_write());
        let replay = key.map(|key| ReplayKey::new(owner, request, &key));
        if let Some(response) = replay.as_ref().map_or(Ok(None), |key| state.replays.find(key, request.body()))? {
            return Ok(Carried { response, replayed: true, has_room: !fault.is_some_and(Fault::is_about_json) });
        }
        let body = if operation.is_write() { body(operation, request)? } else { Value::Null };
        let origin = hosted_origin(request);
        let id = Operation::find(request.method(), request.uri().path()).map_or("", |(_, id)| id);
        let asked = state::Request { rules: &self.rules, owner, now, id, body: &body, origin };
        let mut fields = dispatch(state, operation, &asked)?;
        let answer = |fields: &Value| success(&self.rules, operation, fields.clone(), shown);
        if let Some(key) = replay {
            state.replays.keep(key, request.body().clone(), &answer(&fields));
        }
        let spoil = |fields, fault| operation.kind().is_none_or(|kind| spoil(Some(fields), fault, kind, None));
        let has_room = fault.is_none_or(|fault| spoil(&mut fields, fault));
        Ok(Carried { response: answer(&fields), replayed: false, has_room })
    }
}

fn dispatch(state: &mut State, operation: Operation, request: &state::Request<'_>) -> Result<Value, Refusal> {
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

pub(super) fn idempotency_key(rules: &Rules, headers: &HeaderMap) -> Option<String> {
    headers.get(&rules.idempotency_header).and_then(|key| key.to_str().ok()).map(str::to_owned)
}
