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
mod service;

use super::MAX_BODY_BYTES;
use super::clock::{Clock, MOST_AHEAD};
use crate::calendar::Moment;
use crate::coupang::Gateway;
use crate::fault::{ScriptedFault, Struck, written};
use crate::host::is_loopback;
use crate::korea_checkout::Checkout;
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderName, HeaderValue, ORIGIN};
use http::request::Parts;
use http::{Method, Response, StatusCode, Uri};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use service::Service;
use std::sync::Arc;
use std::time::SystemTime;

/// The control face of one service, which the README describes, as a function: no socket, and the time is an input.
///
/// [`spawn`](super::spawn) and [`spawn_korea_checkout`](super::spawn_korea_checkout) have one each. A server of one's own
/// asks it first about every request, and hands the service the time that it tells.
///
/// ```
/// use commerce_sandbox::{coupang::Gateway, server::Control};
/// use std::sync::Arc;
/// use std::time::{Duration, UNIX_EPOCH};
///
/// let control = Control::new(Arc::new(Gateway::builder().build()?));
/// let now = UNIX_EPOCH + Duration::from_secs(1_772_415_000);
/// let post = http::Request::post("http://127.0.0.1:8080/_sandbox/clock").header("x-sandbox-control", "1");
/// let (head, body) = post.body(r#"{ "advance_seconds": 3600 }"#)?.into_parts();
///
/// let answer = control.handle(&head, body.as_bytes(), now).expect("it is meant");
/// assert_eq!(answer.status(), 200);
/// assert_eq!(control.time(now), now + Duration::from_secs(3_600));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Control<S> {
    pub(super) service: Arc<S>,
    pub(super) clock: Arc<Clock>,
}

/// A service that has a control face: one of the two.
pub trait Controlled: service::Service {}

impl Controlled for Gateway {}
impl Controlled for Checkout {}

impl<S: Controlled> Control<S> {
    /// Takes control of a service.
    #[must_use]
    pub fn new(service: Arc<S>) -> Self {
        Self { service, clock: Arc::default() }
    }

    /// The time that the service lives in at this moment: as much later as callers have put its clock ahead.
    #[must_use]
    pub fn time(&self, now: SystemTime) -> SystemTime {
        self.clock.at(now)
    }

    /// Answers a request for the control face; `None` for any other, which is the service's.
    #[must_use]
    pub fn handle(&self, head: &Parts, body: &[u8], now: SystemTime) -> Option<Response<Bytes>> {
        let body = Some(body).filter(|body| body.len() <= MAX_BODY_BYTES);
        is_meant(head).then(|| self.answer(head, body, now))
    }

    /// Answers a request that is meant for it; `None` stands for a body that is too large.
    pub(super) fn answer(&self, head: &Parts, body: Option<&[u8]>, now: SystemTime) -> Response<Bytes> {
        if !is_allowed(head) {
            return nothing_here();
        }
        let Some(body) = body else {
            return told(StatusCode::PAYLOAD_TOO_LARGE, &reason("the body is too large"));
        };
        let service = &*self.service;
        match (head.method.clone(), head.uri.path()) {
            (Method::GET, "/_sandbox/ledger") => told(StatusCode::OK, &service.ledger(self.time(now))),
            (Method::POST, "/_sandbox/faults") => done(inject(service, body)),
            (Method::DELETE, "/_sandbox/faults") => {
                service.calm();
                told(StatusCode::OK, &json!({ "faults": 0 }))
            }
            (Method::POST, "/_sandbox/clock") => done(self.advance(body, now)),
            (Method::POST, "/_sandbox/happenings") => done(happen(service, self.time(now), body)),
            _ => nothing_here(),
        }
    }

    fn advance(&self, body: &[u8], now: SystemTime) -> Result<Value, String> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Advance {
            advance_seconds: u64,
        }

        let Advance { advance_seconds } = serde_json::from_slice(body).map_err(|error| error.to_string())?;
        if !self.clock.advance(advance_seconds) {
            return Err(format!("the clock goes at most {MOST_AHEAD} seconds ahead"));
        }
        let now = self.time(now);
        self.service.pass_time(now);
        Ok(json!({ "now": time(now) }))
    }
}

/// Whether a request is for the control face, allowed or not.
pub(super) fn is_meant(head: &Parts) -> bool {
    head.uri.path().starts_with("/_sandbox/")
}

/// Only who says so, who is no page, and who means this machine.
pub(super) fn is_allowed(head: &Parts) -> bool {
    let mut asked = head.headers.get_all(CONTROL).iter();
    let says_so = asked.next().is_some_and(|value| value == "1") && asked.next().is_none();
    let host = head.headers.get(HOST).and_then(|host| host.to_str().ok()?.parse::<Uri>().ok());
    let host = host.as_ref().unwrap_or(&head.uri).host();
    says_so && !head.headers.contains_key(ORIGIN) && host.is_some_and(is_loopback)
}

const CONTROL: HeaderName = HeaderName::from_static("x-sandbox-control");

fn inject<S: Service>(service: &S, body: &[u8]) -> Result<Value, String> {
    let rules: Vec<ScriptedFault<S>> = match serde_json::from_slice(body) {
        Ok(Value::Array(rules)) => rules.into_iter().map(parsed).collect::<Result<_, _>>()?,
        Ok(rule) => vec![parsed(rule)?],
        Err(error) => return Err(error.to_string()),
    };
    let taken = rules.len();
    rules.into_iter().try_for_each(|rule| service.inject(rule))?;
    Ok(json!({ "faults": taken }))
}

fn happen<S: Service>(service: &S, now: SystemTime, body: &[u8]) -> Result<Value, String> {
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

fn done(outcome: Result<Value, String>) -> Response<Bytes> {
    match outcome {
        Ok(value) => told(StatusCode::OK, &value),
        Err(text) => told(StatusCode::BAD_REQUEST, &reason(&text)),
    }
}

fn told(status: StatusCode, body: &Value) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(body.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn nothing_here() -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}
