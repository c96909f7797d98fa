//! One attempt over a wire: the only place where requests leave.

#[cfg(feature = "reqwest")]
mod over_http;

use bytes::Bytes;
use http::{Request, Response};

#[cfg(feature = "reqwest")]
pub use over_http::HttpTransport;

use crate::BoxFuture;

/// Sends one request once. It neither retries, nor follows redirects, nor changes the request.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request and returns the answer's head, with its body still to be read.
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Box<dyn Body>>, TransportError>>;
}

/// An answer's body, chunk by chunk.
pub trait Body: Send {
    /// The next chunk; `None` at a complete end.
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

/// Why an attempt gave no answer, sorted by "could it have been sent?".
///
/// It keeps no foreign error: those quote URLs and peers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TransportError {
    /// The request cannot be sent by this transport (for instance `http://` by one for `https://`). Nothing was sent.
    #[error("this transport refuses the request")]
    Refused,
    /// No connection: DNS, TCP or TLS. Nothing was sent.
    #[error("no connection")]
    Connect,
    /// The time ran out after the request had left.
    #[error("no answer in time")]
    Timeout,
    /// The connection broke after the request had left, or the body ended early.
    #[error("the connection broke")]
    Lost,
}

impl TransportError {
    /// Whether the request may have reached the other side.
    #[must_use]
    pub fn maybe_sent(self) -> bool {
        matches!(self, Self::Timeout | Self::Lost)
    }
}

/// Why an HTTP transport could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TransportSetupError {
    /// The TLS back end or the system's trust store could not be set up.
    #[error("TLS could not be set up on this machine")]
    Tls,
    /// The given root certificate is not PEM.
    #[error("the root certificate is not a PEM certificate")]
    Certificate,
}

impl Body for Bytes {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let whole = std::mem::take(self);
        Box::pin(std::future::ready(Ok((!whole.is_empty()).then_some(whole))))
    }
}
