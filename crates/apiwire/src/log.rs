//! The masked exchange log: one record per attempt, and nothing of what was said.

use std::sync::Arc;
use std::time::Duration;

use crate::error::ErrorKind;
use crate::service::{EdgeReference, RequestId};

/// One attempt, as it may be logged: counts, kinds and times, no path, no query, no header, no body.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Exchange {
    /// The operation's name, such as `orders.list`.
    pub operation: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The HTTP status, when an answer came.
    pub status: Option<u16>,
    /// Rows in the answer, where the operation has rows.
    pub rows: Option<u64>,
    /// The failure, if any.
    pub error: Option<ErrorKind>,
    /// 1 for the first attempt of a call.
    pub attempt: u32,
    /// From sending to the end of the body.
    pub elapsed: Duration,
    /// The vendor's id of the request.
    pub request_id: Option<RequestId>,
    /// The edge's reference of a block.
    pub edge_reference: Option<EdgeReference>,
    /// A name the caller chose, such as a connection's id.
    pub scope: Option<Arc<str>>,
}

/// Receives every [`Exchange`], for instance to count or keep them. Called on the task of the call: be brief.
pub trait ExchangeSink: Send + Sync + 'static {
    /// Takes one record.
    fn record(&self, exchange: &Exchange);
}

impl<F: Fn(&Exchange) + Send + Sync + 'static> ExchangeSink for F {
    fn record(&self, exchange: &Exchange) {
        self(exchange);
    }
}

/// Emits the record as one `tracing` event with target `apiwire::exchange`.
pub(crate) fn emit(exchange: &Exchange) {
    macro_rules! event {
        ($level:expr) => {
            tracing::event!(
                target: "apiwire::exchange",
                $level,
                operation = exchange.operation,
                method = exchange.method,
                status = exchange.status,
                rows = exchange.rows,
                error = exchange.error.map(tracing::field::debug),
                attempt = exchange.attempt,
                elapsed_ms = u64::try_from(exchange.elapsed.as_millis()).unwrap_or(u64::MAX),
                request_id = exchange.request_id.as_ref().map(RequestId::as_str),
                edge_reference = exchange.edge_reference.as_ref().map(EdgeReference::as_str),
                scope = exchange.scope.as_deref(),
            )
        };
    }
    if exchange.error.is_some() {
        event!(tracing::Level::WARN);
    } else {
        event!(tracing::Level::INFO);
    }
}
