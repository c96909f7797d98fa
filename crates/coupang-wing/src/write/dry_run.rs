//! What a write would send.

use std::fmt;

use apiwire::{Endpoint, Error, ErrorKind};
use http::Method;

/// The request that a write would send, without its signature: the exact method and target, and the body with every value
/// replaced that is not an id, a count or a code. Nothing was sent, and no permit is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DryRun {
    /// The operation's name.
    pub operation: &'static str,
    /// The method.
    pub method: Method,
    /// Path and query, encoded as they would be signed and sent.
    pub target: String,
    /// The body's JSON; `None` for a request without a body.
    pub body: Option<String>,
}

impl DryRun {
    pub(super) fn of<E: Endpoint>(endpoint: &E) -> Result<Self, Error> {
        let target = endpoint.target();
        let target = target.encoded().map_err(|_| Error::new(E::NAME, ErrorKind::Configuration))?.to_owned();
        let body = endpoint.body().map(|body| body.shown().to_owned());
        Ok(Self { operation: E::NAME, method: E::METHOD, target, body })
    }
}

impl fmt::Display for DryRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.target)?;
        match &self.body {
            Some(body) => write!(f, "\n{body}"),
            None => Ok(()),
        }
    }
}
