//! A service, a read and a write for tests of the pipeline.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use apiwire::decode::{self, DecodeError};
use apiwire::governor::{Governor, Limits};
use apiwire::testing::TokioClock;
use apiwire::transport::Transport;
use apiwire::{
    Attempt, Endpoint, ErrorKind, Explanation, Family, Origin, Pipeline, PipelineBuilder, Read, Repeat, Service,
    Target, VendorCode, Write,
};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode};

pub(crate) const FAMILY: Family = Family::new("things");

/// Signs with the second it is given, so a repeated signature would show.
pub(crate) struct Signing;

impl Service for Signing {
    fn prepare(&self, request: &mut Request<Bytes>, attempt: Attempt) -> Result<(), &'static str> {
        let second = attempt.now.duration_since(UNIX_EPOCH).unwrap().as_secs();
        let value = HeaderValue::from_str(&format!("{second} {}", request.uri())).unwrap();
        request.headers_mut().insert("authorization", value);
        if let Some(extended) = attempt.extended {
            request.headers_mut().insert("x-extended-timeout", extended.as_millis().to_string().parse().unwrap());
        }
        Ok(())
    }

    fn explain(&self, status: StatusCode, _headers: &HeaderMap, body: &[u8]) -> Explanation {
        if status == 302 || (status == 403 && body.starts_with(b"<")) {
            return Explanation::new(ErrorKind::EdgeBlocked);
        }
        let mut told = Explanation::of_status(status);
        if body.ends_with(b"timed out") {
            (told.kind, told.timed_out) = (ErrorKind::Unavailable, true);
        }
        told
    }
}

/// A read that the vendor documents as slow, or not.
pub(crate) struct GetThing<const SLOW: bool = false>;

impl<const SLOW: bool> Endpoint for GetThing<SLOW> {
    type Output = u64;
    type Effect = Read;
    const NAME: &'static str = "things.get";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;
    const SLOW: bool = SLOW;

    fn target(&self) -> Target {
        Target::new("/things").segment(7).query("on", "2026-03-01+09:00")
    }

    fn decode(&self, body: &[u8]) -> Result<u64, DecodeError> {
        decode_code(body)
    }
}

pub(crate) struct PutThing;

impl Endpoint for PutThing {
    type Output = u64;
    type Effect = Write;
    const NAME: &'static str = "things.put";
    const METHOD: Method = Method::PUT;
    const FAMILY: Option<Family> = Some(FAMILY);
    const REPEAT: Repeat = Repeat::Never;
    const SETTLED_BY: Option<&'static str> = Some("things.get");

    fn target(&self) -> Target {
        Target::new("/things").segment(7)
    }

    fn decode(&self, body: &[u8]) -> Result<u64, DecodeError> {
        decode_code(body)
    }
}

fn decode_code(body: &[u8]) -> Result<u64, DecodeError> {
    match decode::json(body)?.root().get("code").and_then(|code| code.as_number()?.as_u64()) {
        Some(200) => Ok(200),
        code => {
            let vendor_code = code.and_then(|code| VendorCode::from_text(&code.to_string()));
            Err(DecodeError::Refused { kind: ErrorKind::Rejected, vendor_code, prose: None })
        }
    }
}

pub(crate) fn start() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_772_410_504)
}

/// A pipeline over a transport, on tokio's clock.
pub(crate) fn pipeline(transport: Arc<dyn Transport>, origin: &str) -> Pipeline {
    builder(transport, origin).build()
}

pub(crate) fn builder(transport: Arc<dyn Transport>, origin: &str) -> PipelineBuilder {
    PipelineBuilder::new(Origin::parse(origin).unwrap(), "A00012345", transport, Arc::new(Signing))
        .clock(Arc::new(TokioClock::starting_at(start())))
        .governor(Governor::new(Limits::default()))
}
