//! The control face: what a test in any language asks of the sandbox itself.
//!
//! | call | body | does |
//! |---|---|---|
//! | `GET /_sandbox/ledger` | | tells what the sandbox has seen and done |
//! | `POST /_sandbox/faults` | a rule, or a list of rules | lets calls go wrong |
//! | `DELETE /_sandbox/faults` | | ends all trouble |
//! | `POST /_sandbox/clock` | `{"advance_seconds": 3600}` | puts the clock ahead |
//! | `POST /_sandbox/happenings` | `{"what": "buyer_cancels", ..}` | lets something happen |
//!
//! It answers those who say `X-Sandbox-Control: 1`, and everybody else with 404. A page in a browser cannot say it: a
//! request with that header asks the sandbox first, which permits nothing, and one that a browser marks with its origin,
//! or that comes by a name other than this machine's, is none of ours.

mod checkout;
mod gateway;

use super::clock::{Clock, MOST_AHEAD};
use super::face::read;
use super::played::Played;
use crate::calendar::Moment;
use crate::fault::{Scripted, ScriptedFault, Struck, written};
use crate::host::is_loopback;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderName, HeaderValue, ORIGIN};
use http::request::Parts;
use http::{Method, Response, StatusCode, Uri};
use hyper::body::Incoming;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::time::SystemTime;

/// What the control face needs of a service.
pub(super) trait Controlled: Scripted {
    /// What happens here without the service's own doing.
    type Happening: DeserializeOwned;

    /// Everything seen and done, after what is due by now.
    fn ledger(&self, now: SystemTime) -> Value;

    /// Takes a rule; the reason where none of its calls can meet it.
    fn inject(&self, rule: ScriptedFault<Self>) -> Result<(), String>
    where
        Self: Sized;

    /// Ends all trouble.
    fn calm(&self);

    /// Lets something happen, and says what came of it: `happened`, and the number of what is new or changed.
    fn happen(&self, happening: Self::Happening, now: SystemTime) -> Value;

    /// Does what is due by now.
    fn pass_time(&self, now: SystemTime);
}

/// Whether a request is for the control face, allowed or not.
pub(super) fn is_meant(head: &Parts) -> bool {
    head.uri.path().starts_with("/_sandbox/")
}

/// Answers a request for the control face.
pub(super) async fn answer<C: Controlled>(
    service: &C,
    clock: &Clock,
    head: &Parts,
    body: Incoming,
) -> Response<Played> {
    if !is_allowed(head) {
        return nothing_here();
    }
    let Some(body) = read(body).await else {
        return told(StatusCode::PAYLOAD_TOO_LARGE, &reason("the body is too large"));
    };
    match (head.method.clone(), head.uri.path()) {
        (Method::GET, "/_sandbox/ledger") => told(StatusCode::OK, &service.ledger(clock.now())),
        (Method::POST, "/_sandbox/faults") => done(inject(service, &body)),
        (Method::DELETE, "/_sandbox/faults") => {
            service.calm();
            told(StatusCode::OK, &json!({ "faults": 0 }))
        }
        (Method::POST, "/_sandbox/clock") => done(advance(service, clock, &body)),
        (Method::POST, "/_sandbox/happenings") => done(happen(service, clock.now(), &body)),
        _ => nothing_here(),
    }
}

/// Only who says so, who is no page, and who means this machine.
fn is_allowed(head: &Parts) -> bool {
    let mut asked = head.headers.get_all(CONTROL).iter();
    let says_so = asked.next().is_some_and(|value| value == "1") && asked.next().is_none();
    let host = head.headers.get(HOST).and_then(|host| host.to_str().ok()?.parse::<Uri>().ok());
    let host = host.as_ref().unwrap_or(&head.uri).host();
    says_so && !head.headers.contains_key(ORIGIN) && host.is_some_and(is_loopback)
}

const CONTROL: HeaderName = HeaderName::from_static("x-sandbox-control");

fn inject<C: Controlled>(service: &C, body: &[u8]) -> Result<Value, String> {
    let rules: Vec<ScriptedFault<C>> = match serde_json::from_slice(body) {
        Ok(Value::Array(rules)) => rules.into_iter().map(parsed).collect::<Result<_, _>>()?,
        Ok(rule) => vec![parsed(rule)?],
        Err(error) => return Err(error.to_string()),
    };
    let taken = rules.len();
    rules.into_iter().try_for_each(|rule| service.inject(rule))?;
    Ok(json!({ "faults": taken }))
}

fn advance<C: Controlled>(service: &C, clock: &Clock, body: &[u8]) -> Result<Value, String> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Advance {
        advance_seconds: u64,
    }

    let Advance { advance_seconds } = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    if !clock.advance(advance_seconds) {
        return Err(format!("the clock goes at most {MOST_AHEAD} seconds ahead"));
    }
    let now = clock.now();
    service.pass_time(now);
    Ok(json!({ "now": time(now) }))
}

fn happen<C: Controlled>(service: &C, now: SystemTime, body: &[u8]) -> Result<Value, String> {
    let happening = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    Ok(service.happen(happening, now))
}

fn parsed<T: DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|error| error.to_string())
}

/// The faults of a ledger.
fn faults(struck: &[Struck]) -> Value {
    let fault = |struck: &Struck| {
        let mut fault = written(struck.fault);
        crate::json::set(&mut fault, "call", struck.call);
        crate::json::set(&mut fault, "operation", struck.operation);
        crate::json::set(&mut fault, "at", time(struck.at));
        fault
    };
    struck.iter().map(fault).collect()
}

fn time(at: SystemTime) -> String {
    Moment::from_system_time(at).utc()
}

fn reason(text: &str) -> Value {
    json!({ "error": text })
}

fn done(outcome: Result<Value, String>) -> Response<Played> {
    match outcome {
        Ok(value) => told(StatusCode::OK, &value),
        Err(text) => told(StatusCode::BAD_REQUEST, &reason(&text)),
    }
}

fn told(status: StatusCode, body: &Value) -> Response<Played> {
    let mut response = Response::new(Played::whole(body.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn nothing_here() -> Response<Played> {
    let mut response = Response::new(Played::whole(""));
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}
