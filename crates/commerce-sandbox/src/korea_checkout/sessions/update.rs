//! `PATCH /api/checkout/session/{sessionId}`, and the expiry that the vendor's page only names.

use super::Session;
use crate::korea_checkout::answer::Refusal;
use crate::korea_checkout::fields::Fields;
use crate::korea_checkout::ledger::Change;
use crate::korea_checkout::state::{Request, State};
use serde_json::Value;

/// Changes the customer and the metadata of a session that may still be paid (assumed): the fields given, and no others.
/// Anything else in the body is ignored.
pub(in crate::korea_checkout) fn update(state: &mut State, request: &Request<'_>) -> Result<Value, Refusal> {
    open_session(state, request)?;
    let body = Fields::of(request.body)?;
    let customer = body.maybe_object("customer")?;
    let (name, email) = (customer.maybe_text("name")?, customer.maybe_email("email")?);
    let phone = customer.maybe_text("phone")?;
    let metadata = body.maybe_object("metadata")?.raw();

    let session = state.own_session_mut(request)?;
    let fields = [
        (name, &mut session.customer.name),
        (email, &mut session.customer.email),
        (phone, &mut session.customer.phone),
    ];
    for (new, field) in fields {
        if let Some(new) = new {
            new.clone_into(field);
        }
    }
    session.metadata.extend(metadata);
    let answer = session.fields();
    state.books.write(request.now, Change::SessionUpdated { session_id: request.id.to_owned() });
    Ok(answer)
}

/// Ends a session that nobody has paid. A payment that is at the gateway cannot be taken back (assumed).
pub(in crate::korea_checkout) fn expire(state: &mut State, request: &Request<'_>) -> Result<Value, Refusal> {
    if !request.rules.expire_endpoint {
        return Err(Refusal::no_such_path());
    }
    let session = open_session(state, request)?;
    if session.settles.is_some() {
        return Err(closed(session));
    }
    state.expire(request.rules, request.id, request.now);
    state.own_session(request).map(Session::fields)
}

fn open_session<'s>(state: &'s State, request: &Request<'_>) -> Result<&'s Session, Refusal> {
    let session = state.own_session(request)?;
    if session.status.is_open() { Ok(session) } else { Err(closed(session)) }
}

/// The refusal of a session that has come to its end, or whose payment is at the gateway.
pub(in crate::korea_checkout) fn closed(session: &Session) -> Refusal {
    let message = format!("The session is {}.", session.status);
    Refusal::state("invalid_session_status", message).about("sessionId", session.id.as_str())
}
