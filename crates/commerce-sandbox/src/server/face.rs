//! What both services are for the server: a head that is met, a call that is finished.

use super::MAX_BODY_BYTES;
use super::accept::NoAnswer;
use super::clock::Clock;
use super::control;
use super::line::Breaker;
use super::played::Played;
use crate::coupang::{self, Gateway};
use crate::fault::{Ending, Served};
use crate::korea_checkout::{self, Checkout};
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use http::request::Parts;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use std::sync::Arc;
use std::time::SystemTime;

/// One of the two services.
pub(super) trait Face: control::Controlled + Send + Sync + 'static {
    /// A call whose head was looked at.
    type Met: Send;

    /// What answers a body that is too large.
    const TOO_LARGE: &'static str;

    fn meet(&self, head: &Parts, now: SystemTime) -> Self::Met;

    fn early_ending(met: &Self::Met) -> Option<Ending>;

    fn finish(&self, met: Self::Met, request: Request<Bytes>, now: SystemTime) -> Served;
}

/// Answers one request, in the time that the clock shows.
pub(super) async fn answer<F: Face>(
    face: Arc<F>,
    clock: Arc<Clock>,
    request: Request<Incoming>,
    breaker: Breaker,
) -> Result<Response<Played>, NoAnswer> {
    let (head, mut body) = request.into_parts();
    if control::is_meant(&head) {
        return Ok(control::answer(&*face, &clock, &head, body).await);
    }
    if announced_length(&head).is_some_and(|length| length > MAX_BODY_BYTES) {
        // Read as far as it may go: a client that is still sending would not see an answer.
        drop(read(body).await);
        return Ok(refuse(F::TOO_LARGE));
    }
    let met = face.meet(&head, clock.now());
    if let Some(ending) = F::early_ending(&met) {
        if ending == Ending::ResetDuring {
            // A part of it; there may be none.
            drop(body.frame().await);
        }
        breaker.break_now();
        return Err(NoAnswer);
    }
    let Some(body) = read(body).await else { return Ok(refuse(F::TOO_LARGE)) };
    let served = face.finish(met, Request::from_parts(head, body), clock.now());
    Played::answer(served, breaker.clone()).ok_or_else(|| {
        breaker.break_now();
        NoAnswer
    })
}

/// A body of at most [`MAX_BODY_BYTES`].
pub(super) async fn read(body: Incoming) -> Option<Bytes> {
    Some(Limited::new(body, MAX_BODY_BYTES).collect().await.ok()?.to_bytes())
}

fn announced_length(head: &Parts) -> Option<usize> {
    head.headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn refuse(too_large: &'static str) -> Response<Played> {
    let mut refused = Response::new(Played::whole(too_large));
    *refused.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
    refused.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json;charset=UTF-8"));
    refused
}

impl Face for Gateway {
    type Met = coupang::Met;
    const TOO_LARGE: &'static str = r#"{"code":"ERROR","message":"Payload Too Large"}"#;

    fn meet(&self, head: &Parts, now: SystemTime) -> Self::Met {
        self.meet(head, now)
    }

    fn early_ending(met: &Self::Met) -> Option<Ending> {
        met.early_ending()
    }

    fn finish(&self, met: Self::Met, request: Request<Bytes>, now: SystemTime) -> Served {
        self.finish(met, request, now)
    }
}

impl Face for Checkout {
    type Met = korea_checkout::Met;
    const TOO_LARGE: &'static str =
        r#"{"error":{"code":"invalid_request","message":"The body is too large.","details":{}}}"#;

    fn meet(&self, head: &Parts, now: SystemTime) -> Self::Met {
        self.meet(head, now)
    }

    fn early_ending(met: &Self::Met) -> Option<Ending> {
        met.early_ending()
    }

    fn finish(&self, met: Self::Met, request: Request<Bytes>, now: SystemTime) -> Served {
        self.finish(met, request, now)
    }
}
