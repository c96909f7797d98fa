//! One attempt: sign, send, read within bounds.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::DATE;
use http::{HeaderMap, Method, Request, StatusCode, Uri};
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::{Call, Pipeline};
use crate::body::{self, BodyError};
use crate::decode::{ANOTHER_PAGE, DecodeError};
use crate::endpoint::{Effect, EffectKind, Endpoint};
use crate::error::{Error, ErrorKind};
use crate::input::InputFaults;
use crate::log::Exchange;
use crate::origin::Origin;
use crate::policy::{self, Outcome};
use crate::service::{Attempt, VendorCode};
use crate::transport::TransportError;

/// What is sent, the same in every attempt but for the headers.
pub(super) struct Outgoing {
    method: Method,
    uri: Uri,
    body: Bytes,
}

/// How an attempt ended.
pub(super) struct Ended {
    pub(super) result: Result<Answer, Fault>,
    elapsed: Duration,
}

/// An answer with its body, or with the reason why the body was not read.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    body: Result<Bytes, BodyError>,
}

/// Why there is no answer.
pub(super) enum Fault {
    /// The request could not be signed.
    Unsigned,
    Transport(TransportError),
}

impl Outgoing {
    /// Writes the URL once, and refuses one that a parser would change.
    pub(super) fn new<E: Endpoint>(origin: &Origin, endpoint: &E) -> Result<Self, Error> {
        let refuse = |note| Error::new(E::NAME, ErrorKind::Configuration).with_note(note);
        // What is repeated must be safe to repeat: a read that posts is a write under a wrong name, unless its endpoint
        // declares that the vendor documents it so.
        match E::Effect::KIND {
            EffectKind::Read if !E::READ_BY_POST && E::METHOD != Method::GET => {
                return Err(refuse("a read must be a GET"));
            }
            EffectKind::Read if E::READ_BY_POST && E::METHOD != Method::POST => {
                return Err(refuse("a read declared to be a POST must be one"));
            }
            EffectKind::Write if E::READ_BY_POST => return Err(refuse("a write cannot be declared a read by POST")),
            EffectKind::Read | EffectKind::Write => {}
        }
        let mut faults = InputFaults::default();
        endpoint.check(origin, &mut faults);
        if !faults.is_empty() {
            return Err(Error::new(E::NAME, ErrorKind::Configuration).with_input(faults));
        }
        let target = endpoint.target();
        let target =
            target.encoded().map_err(|_| refuse("a path segment is empty or dots, or the target is too long"))?;
        let written = format!("{}{target}", origin.as_str());
        let parsed = Url::parse(&written).map_err(|_| refuse("the target is not a URL"))?;
        if parsed.as_str() != written {
            return Err(refuse("a URL parser would change the target"));
        }
        let uri = written.parse().map_err(|_| refuse("the target is not a URI"))?;
        let body = endpoint.body().map(|body| body.as_bytes().clone()).unwrap_or_default();
        Ok(Self { method: E::METHOD, uri, body })
    }

    fn request(&self) -> Request<Bytes> {
        let mut request = Request::new(self.body.clone());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri.clone();
        request
    }
}

impl Pipeline {
    /// Signs, sends and reads, within the time of one attempt and of the call.
    pub(super) async fn attempt(&self, outgoing: &Outgoing, attempt: Attempt, call: &Call) -> Ended {
        let started = Instant::now();
        let times = &self.inner.times;
        let limit = if attempt.extended.is_some() { times.extended_attempt } else { times.attempt };
        let deadline = (started + limit).min(call.deadline);
        let result = self.exchange(outgoing, attempt, deadline).await;
        Ended { result, elapsed: started.elapsed() }
    }

    /// The head and the body are waited for apart: a refusal whose body never ends is still a refusal.
    async fn exchange(&self, outgoing: &Outgoing, attempt: Attempt, deadline: Instant) -> Result<Answer, Fault> {
        let mut request = outgoing.request();
        self.inner.service.prepare(&mut request, attempt).map_err(|_| Fault::Unsigned)?;
        let sent = timeout_at(deadline, self.inner.transport.send(request)).await;
        let response = sent.unwrap_or(Err(TransportError::Timeout)).map_err(Fault::Transport)?;
        let (head, body) = response.into_parts();
        if let Some(date) = head.headers.get(DATE).and_then(|date| date.to_str().ok()) {
            self.inner.skew.observe(date, attempt.now, self.inner.clock.now());
        }
        let limit = if head.status.is_success() { body::LARGEST } else { body::LARGEST_ERROR };
        let body = timeout_at(deadline, body::read(&head.headers, body, limit)).await;
        let body = body.unwrap_or(Err(BodyError::Transport(TransportError::Timeout)));
        Ok(Answer { status: head.status, headers: head.headers, body })
    }
}

impl Ended {
    /// The record of this attempt, as far as it is known before decoding.
    pub(super) fn record<E: Endpoint>(&self, attempt: u32, scope: Option<Arc<str>>) -> Exchange {
        Exchange {
            operation: E::NAME,
            method: method_name(&E::METHOD),
            status: self.result.as_ref().ok().map(|answer| answer.status.as_u16()),
            rows: None,
            error: None,
            attempt,
            elapsed: self.elapsed,
            request_id: None,
            edge_reference: None,
            scope,
        }
    }
}

impl Answer {
    /// The body of an answer that is not 2xx; empty when it could not be read.
    pub(super) fn error_body(&self) -> Bytes {
        self.body.clone().unwrap_or_default()
    }

    /// Why nobody can say what an answer that is not 2xx means: its body was not read, and under its status the body
    /// decides.
    pub(super) fn untold(&self) -> Option<ErrorKind> {
        let error = self.body.as_ref().err().filter(|_| policy::depends_on_the_body(self.status))?;
        Some(match error {
            BodyError::TooLarge => ErrorKind::BodyTooLarge,
            BodyError::Transport(error) => Fault::Transport(*error).kind(),
        })
    }

    /// The result of a 2xx answer.
    pub(super) fn decode<E: Endpoint>(self, endpoint: &E) -> Result<E::Output, (Error, Outcome)> {
        let refuse = |kind| Error::new(E::NAME, kind).with_answer(self.status.as_u16(), None, None, None);
        // A write whose 2xx answer cannot be read has probably taken effect.
        let unreadable = match E::Effect::KIND {
            EffectKind::Read => Outcome::Refused,
            EffectKind::Write => Outcome::MaybeSent,
        };
        let body = match self.body {
            Ok(body) => body,
            Err(BodyError::TooLarge) => return Err((refuse(ErrorKind::BodyTooLarge), unreadable)),
            Err(BodyError::Transport(error)) => {
                return Err((refuse(Fault::Transport(error).kind()), Outcome::MaybeSent));
            }
        };
        endpoint.decode(&body).map_err(|error| match error {
            DecodeError::Refused { kind, vendor_code, prose } => {
                let vendors_own = vendor_code.as_ref().is_some_and(VendorCode::is_vendors_own);
                let kind = if kind == ErrorKind::Rejected && vendors_own { ErrorKind::ServerError } else { kind };
                let outcome = Outcome::of_failure_inside_success(kind);
                let error = Error::new(E::NAME, kind).with_answer(self.status.as_u16(), vendor_code, None, None);
                (error.with_refusal(prose.and_then(|prose| prose.meaning(E::REFUSALS))), outcome)
            }
            DecodeError::Shape(fault) => (refuse(ErrorKind::Decode).with_row(fault), unreadable),
            DecodeError::AnotherPage => (refuse(ErrorKind::Paging).with_note(ANOTHER_PAGE), unreadable),
            DecodeError::Syntax { category, line, column } => {
                (refuse(ErrorKind::Decode).with_position(category, line, column), unreadable)
            }
        })
    }
}

impl Fault {
    pub(super) fn outcome(&self) -> Outcome {
        match self {
            Self::Unsigned | Self::Transport(TransportError::Refused) => Outcome::Unsendable,
            Self::Transport(error) if error.maybe_sent() => Outcome::MaybeSent,
            Self::Transport(_) => Outcome::NotSent,
        }
    }

    pub(super) fn kind(&self) -> ErrorKind {
        match self {
            Self::Unsigned | Self::Transport(TransportError::Refused) => ErrorKind::Configuration,
            Self::Transport(TransportError::Connect) => ErrorKind::Connect,
            Self::Transport(TransportError::Timeout) => ErrorKind::Timeout,
            Self::Transport(TransportError::Lost) => ErrorKind::ConnectionLost,
        }
    }
}

/// The documented methods by name; no text from elsewhere can stand in a log.
fn method_name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        _ => "OTHER",
    }
}
