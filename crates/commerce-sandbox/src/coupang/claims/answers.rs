//! What the answers of the family's writes have in common.

use crate::coupang::answer::Answer;
use crate::coupang::rules::{Refused, RefusedStatus};
use crate::coupang::world::View;
use crate::coupang::write::{Done, Outcome};
use http::StatusCode;
use serde_json::{Value, json};

/// `code` of a success: text in the samples, a number in the tables.
pub(super) fn code(shop: &View<'_>) -> Value {
    if shop.rules().claims.codes_as_in_tables { 200.into() } else { "200".into() }
}

/// An answer inside HTTP 200 that says `SUCCESS` or `FAIL`.
pub(super) fn result(shop: &View<'_>, message: &str, result: &str, words: &str) -> Answer {
    let data = json!({ "resultCode": result, "resultMessage": words });
    Answer::ok(json!({ "code": code(shop), "message": message, "data": data }))
}

/// A refusal in the way of a rule, which changes nothing.
pub(super) fn refuse(how: Refused, words: &str, fail: impl FnOnce(&str) -> Answer) -> Outcome {
    match how {
        Refused::BadRequest => Err(Answer::bad_request(words)),
        Refused::Error => Err(Answer::refused(StatusCode::INTERNAL_SERVER_ERROR, words)),
        Refused::Fail => Ok(Done::nothing(fail(words))),
    }
}

/// The same, of a write whose answer has no room for `FAIL`.
pub(super) fn refused(how: RefusedStatus, words: &str) -> Answer {
    match how {
        RefusedStatus::BadRequest => Answer::bad_request(words),
        RefusedStatus::Error => Answer::refused(StatusCode::INTERNAL_SERVER_ERROR, words),
    }
}
