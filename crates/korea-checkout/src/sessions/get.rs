//! Get session: `GET /api/checkout/session/{sessionId}` (operation 2).

use apiwire::decode::DecodeError;
use apiwire::wire::{Problem, Reader};
use apiwire::{Endpoint, Family, Read, Repeat, Single, Target};
use http::Method;

use super::session::Session;
use crate::endpoints::Documented;
use crate::envelope;
use crate::ids::SessionId;

/// Reads a session. The page's two samples have the status in two places: either is read, and two that differ are an
/// error (A9).
#[derive(Debug, Clone)]
pub struct GetSession {
    id: SessionId,
}

impl GetSession {
    /// Of this id.
    #[must_use]
    pub fn new(id: SessionId) -> Self {
        Self { id }
    }
}

impl Endpoint for GetSession {
    type Output = Single<Session>;
    type Effect = Read;
    const NAME: &'static str = "sessions.get";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;
    const NOT_FOUND_IS_AN_ANSWER: bool = true;

    fn target(&self) -> Target {
        target(&self.id)
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        match envelope::open(body)? {
            Some(opened) => opened.with_one_status()?.read(),
            None => Err(Reader::new().fault(Problem::Missing).into()),
        }
    }

    fn rows(&self, _output: &Self::Output) -> Option<u64> {
        Some(1)
    }
}

/// Where a session lives.
pub(super) fn target(id: &SessionId) -> Target {
    Target::new("/api/checkout/session").segment(id)
}

impl Documented for GetSession {
    const NUMBER: u8 = 2;
    const TITLE: &'static str = "get session";
    const PATH: &'static str = "/api/checkout/session/{sessionId}";
}
