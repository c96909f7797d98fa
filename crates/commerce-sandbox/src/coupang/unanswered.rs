//! What the gateway answers when the service behind it does not.

use super::answer::Answer;
use crate::fault::edge;
use http::StatusCode;
use serde_json::json;

/// 504 with the body that the acknowledgement page of 2019 prints; it has no transaction.
pub(super) fn timed_out() -> Answer {
    failed(
        StatusCode::GATEWAY_TIMEOUT,
        "Request timed out, if the situation continues consider applying timeout extension.",
    )
}

/// 500; the text is the example of article 360023154213, the JSON around it assumed.
pub(super) fn internal_error() -> Answer {
    failed(StatusCode::INTERNAL_SERVER_ERROR, "Internal Exception")
}

/// 521; the text is printed as `connection timed out: ..`, and what follows the colon is assumed.
pub(super) fn origin_down() -> Answer {
    failed(edge::origin_down(), "connection timed out: api provider")
}

/// In the gateway's shape, without a transaction.
fn failed(status: StatusCode, message: &str) -> Answer {
    Answer::with_status(status, json!({ "code": "ERROR", "message": message }))
}
