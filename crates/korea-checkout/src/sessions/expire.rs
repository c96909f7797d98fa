//! Expire session (operation 4): a heading on the vendor's page, and no more (A13). Behind the feature `unverified`.

use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, Repeat, Single, Target, Write};
use http::Method;

use super::get;
use super::session::Session;
use crate::endpoints::Documented;
use crate::envelope;
use crate::ids::SessionId;

/// Expires a session: by default `POST /api/checkout/session/{sessionId}/expire`, which is our guess.
#[derive(Debug, Clone)]
pub struct ExpireSession {
    id: SessionId,
    path: Option<Vec<String>>,
}

impl ExpireSession {
    /// Of this id, where we guess the endpoint to be.
    #[must_use]
    pub fn new(id: SessionId) -> Self {
        Self { id, path: None }
    }

    /// Posts to this path instead, given by its segments, for when the vendor tells where the endpoint is.
    #[must_use]
    pub fn at<S: Into<String>>(mut self, segments: impl IntoIterator<Item = S>) -> Self {
        self.path = Some(segments.into_iter().map(Into::into).collect());
        self
    }
}

impl Endpoint for ExpireSession {
    type Output = Option<Single<Session>>;
    type Effect = Write;
    const NAME: &'static str = "sessions.expire";
    const METHOD: Method = Method::POST;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::TargetState;
    const NOT_FOUND_IS_AN_ANSWER: bool = true;
    const SETTLED_BY: Option<&'static str> = Some("sessions.get");

    fn target(&self) -> Target {
        match &self.path {
            None => get::target(&self.id).literal("expire"),
            Some(segments) => segments.iter().fold(Target::new(""), Target::segment),
        }
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::perhaps(body)
    }
}

impl Documented for ExpireSession {
    const NUMBER: u8 = 4;
    const TITLE: &'static str = "expire session (unverified)";
    const PATH: &'static str = "/api/checkout/session/{sessionId}/expire";
}
