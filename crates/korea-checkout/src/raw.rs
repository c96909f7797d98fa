//! Requests of the caller's own, for what the vendor documents by name only (A24).

use std::marker::PhantomData;

use apiwire::decode::{self, DecodeError};
use apiwire::{Effect, Endpoint, Family, JsonBody, Read, Repeat, Target, Write};
use http::Method;
use redact_kr::Sensitive;
use serde_json::Value;

use crate::family;

/// A request of your own, with the key, the pace, the time limits and the errors of every other.
///
/// The vendor's page names coupon validation, usage counts, analytics and lists without saying where they are; when it
/// does, or when you know, ask this way. Its output is JSON of which nobody knows what it holds, so it does not print.
///
/// ```
/// use korea_checkout::RawRequest;
///
/// let request = RawRequest::get(["api", "coupons"]).with_query("page", "2");
/// assert_eq!(format!("{request:?}"), "RawRequest(GET /api/coupons?..)");
/// ```
#[derive(Clone)]
pub struct RawRequest<M> {
    target: Target,
    body: Option<JsonBody>,
    method: PhantomData<fn() -> M>,
}

/// The method of a [`RawRequest`]. Sealed.
pub trait RawMethod: sealed::Sealed + 'static {
    /// Whether it reads or writes.
    type Effect: Effect;
    /// The method.
    const METHOD: Method;
    /// The operation's name in logs and errors.
    const OPERATION: &'static str;
    /// The permit that opens it.
    const FAMILY: Option<Family>;
}

macro_rules! methods {
    ($($(#[$doc:meta])* $name:ident: $effect:ty, $method:ident, $operation:literal, $family:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub enum $name {}

        impl sealed::Sealed for $name {}

        impl RawMethod for $name {
            type Effect = $effect;
            const METHOD: Method = Method::$method;
            const OPERATION: &'static str = $operation;
            const FAMILY: Option<Family> = $family;
        }
    )+};
}

methods! {
    /// GET: reads, and needs no permit.
    Get: Read, GET, "raw.get", None;
    /// POST.
    Post: Write, POST, "raw.post", Some(family::RAW);
    /// PUT.
    Put: Write, PUT, "raw.put", Some(family::RAW);
    /// PATCH.
    Patch: Write, PATCH, "raw.patch", Some(family::RAW);
    /// DELETE.
    Delete: Write, DELETE, "raw.delete", Some(family::RAW);
}

impl RawRequest<Get> {
    /// Reads at this path, given by its segments; each is escaped.
    pub fn get<S: AsRef<str>>(segments: impl IntoIterator<Item = S>) -> Self {
        Self::at(segments)
    }
}

impl<M: RawMethod<Effect = Write>> RawRequest<M> {
    /// Writes at this path, given by its segments; each is escaped. Name the method: `RawRequest::<Post>::to(..)`.
    pub fn to<S: AsRef<str>>(segments: impl IntoIterator<Item = S>) -> Self {
        Self::at(segments)
    }

    /// With this body.
    #[must_use]
    pub fn with_body(mut self, body: &Value) -> Self {
        self.body = Some(JsonBody::new(body));
        self
    }
}

impl<M: RawMethod> RawRequest<M> {
    fn at<S: AsRef<str>>(segments: impl IntoIterator<Item = S>) -> Self {
        let target = segments.into_iter().fold(Target::new(""), |target, segment| target.segment(segment.as_ref()));
        Self { target, body: None, method: PhantomData }
    }

    /// Adds a query pair.
    #[must_use]
    pub fn with_query(mut self, name: &'static str, value: &str) -> Self {
        self.target = self.target.query(name, value);
        self
    }
}

impl<M: RawMethod> Endpoint for RawRequest<M> {
    /// `null` for an empty body.
    type Output = Sensitive<Value>;
    type Effect = M::Effect;
    const NAME: &'static str = M::OPERATION;
    const METHOD: Method = M::METHOD;
    const FAMILY: Option<Family> = M::FAMILY;
    const REPEAT: Repeat = Repeat::Never;
    const NOT_FOUND_IS_AN_ANSWER: bool = true;

    fn target(&self) -> Target {
        self.target.clone()
    }

    fn body(&self) -> Option<JsonBody> {
        self.body.clone()
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        if body.trim_ascii().is_empty() {
            return Ok(Sensitive::default());
        }
        decode::json(body).map(|document| Sensitive::new(document.root().to_value()))
    }
}

/// Shows method and path.
impl<M: RawMethod> std::fmt::Debug for RawRequest<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let target = format!("{:?}", self.target);
        let shown = target.trim_start_matches("Target(").trim_end_matches(')');
        write!(f, "RawRequest({} {shown})", M::METHOD)
    }
}

mod sealed {
    pub trait Sealed {}
}
