//! What one call carries: its input checked as a whole, a name for a write, and what answers say about limits.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod common;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use apiwire::decode::DecodeError;
use apiwire::testing::{Reply, Script, TokioClock};
use apiwire::transport::TransportError;
use apiwire::{
    Attempt, Delivery, EffectKind, Endpoint, ErrorKind, Explanation, Family, InputFault, InputFaults, Origin, Pipeline,
    PipelineBuilder, RateLimit, Read, Repeat, Service, Target, Write,
};
use bytes::Bytes;
use common::start;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use tokio::time::Instant;

/// Names writes, and reads what answers say about limits.
struct Naming;

impl Service for Naming {
    fn prepare(&self, request: &mut Request<Bytes>, attempt: Attempt) -> Result<(), &'static str> {
        if let Some(key) = attempt.write_key {
            request.headers_mut().insert("write-key", HeaderValue::from_str(&key.to_string()).unwrap());
        }
        assert_eq!(attempt.effect() == EffectKind::Write, attempt.write_key.is_some());
        Ok(())
    }

    fn explain(&self, status: StatusCode, _headers: &HeaderMap, _body: &[u8]) -> Explanation {
        let mut told = Explanation::of_status(status);
        told.field = (status == 400).then_some("amount");
        told
    }

    fn rate_limit(&self, headers: &HeaderMap, now: SystemTime) -> Option<RateLimit> {
        RateLimit::from_headers(headers, now)
    }
}

/// Pays somebody so much: a write that needs no permit.
struct Pay(i64);

impl Endpoint for Pay {
    type Output = ();
    type Effect = Write;
    const NAME: &'static str = "pay";
    const METHOD: Method = Method::POST;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;

    fn check(&self, origin: &Origin, faults: &mut InputFaults) {
        faults.require(self.0 > 0, "amount", "must be above 0");
        faults.require(origin.admits("https://shop.example.com"), format_args!("urls[{}]", 0), "must be https");
        faults.require(self.0 != -1, "note", "must not be -1");
    }

    fn target(&self) -> Target {
        Target::new("/pay")
    }

    fn decode(&self, _body: &[u8]) -> Result<(), DecodeError> {
        Ok(())
    }
}

struct Look;

impl Endpoint for Look {
    type Output = ();
    type Effect = Read;
    const NAME: &'static str = "look";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;

    fn target(&self) -> Target {
        Target::new("/look")
    }

    fn decode(&self, _body: &[u8]) -> Result<(), DecodeError> {
        Ok(())
    }
}

fn pipeline(replies: impl IntoIterator<Item = Reply>) -> (Pipeline, Script) {
    let script = Script::new(replies);
    let origin = Origin::parse("https://api.example.com").unwrap();
    let builder = PipelineBuilder::new(origin, "shop", Arc::new(script.clone()), Arc::new(Naming));
    (builder.clock(Arc::new(TokioClock::starting_at(start()))).build(), script)
}

fn answer(status: u16, headers: &[(&'static str, &'static str)]) -> Reply {
    let mut response = Response::new(Bytes::from_static(b"{}"));
    *response.status_mut() = status.try_into().unwrap();
    for (name, value) in headers {
        response.headers_mut().insert(*name, HeaderValue::from_static(value));
    }
    Reply::Raw(Box::new(response))
}

#[tokio::test(start_paused = true)]
async fn one_error_names_everything_that_is_wrong_and_nothing_is_sent() {
    let (pipeline, script) = pipeline([answer(200, &[])]);
    let error = pipeline.send(&Pay(-1), None).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery(), error.attempts()), (ErrorKind::Configuration, Delivery::NotSent, 0));
    let paths: Vec<&str> = error.input_faults().iter().map(InputFault::path).collect();
    assert_eq!(paths, ["amount", "note"]);
    assert!(error.to_string().ends_with("nothing was sent: amount must be above 0; note must not be -1"), "{error}");
    assert!(script.requests().is_empty());
    pipeline.send(&Pay(1), None).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_write_has_one_name_over_its_attempts_and_a_read_has_none() {
    let lost = || Reply::Fail(TransportError::Connect);
    let (pipeline, script) = pipeline([lost(), lost(), answer(200, &[]), answer(200, &[]), answer(200, &[])]);
    pipeline.send(&Pay(1), None).await.unwrap();
    pipeline.send(&Pay(1), None).await.unwrap();
    pipeline.send(&Look, None).await.unwrap();
    let names: Vec<Option<HeaderValue>> =
        script.requests().iter().map(|request| request.headers().get("write-key").cloned()).collect();
    let [Some(first), second, third, Some(other), None] = &names[..] else { panic!("{names:?}") };
    assert_eq!((second.as_ref(), third.as_ref()), (Some(first), Some(first)));
    assert_ne!(other, first);
    let text = first.to_str().unwrap();
    // RFC 9562: version 4, variant 10.
    assert!(text.len() == 36 && text.as_bytes()[14] == b'4' && b"89ab".contains(&text.as_bytes()[19]), "{text}");
}

#[tokio::test(start_paused = true)]
async fn limits_told_with_an_answer_are_kept_and_obeyed() {
    let used_up = [("ratelimit-limit", "100"), ("ratelimit-remaining", "0"), ("ratelimit-reset", "7")];
    let (pipeline, _) = pipeline([answer(200, &used_up), answer(200, &[])]);
    assert_eq!(pipeline.rate_limit(), None);
    let began = Instant::now();
    pipeline.send(&Look, None).await.unwrap();
    assert_eq!(pipeline.rate_limit().unwrap().limit, Some(100));
    pipeline.send(&Look, None).await.unwrap();
    assert_eq!(began.elapsed(), Duration::from_secs(7));
}

#[tokio::test(start_paused = true)]
async fn a_429_without_a_retry_after_ends_when_the_window_does() {
    let (pipeline, _) = pipeline([answer(429, &[("x-ratelimit-reset", "90")])]);
    let error = pipeline.send(&Look, None).await.unwrap_err();
    assert_eq!((error.kind(), error.retry_after()), (ErrorKind::Throttled, Some(Duration::from_secs(90))));
}

#[tokio::test(start_paused = true)]
async fn the_parameter_that_the_vendor_names_is_named() {
    let (pipeline, _) = pipeline([answer(400, &[])]);
    let error = pipeline.send(&Pay(1), None).await.unwrap_err();
    assert_eq!(error.to_string(), "pay: a parameter was refused (HTTP 400): amount");
}
