//! What goes back to the caller of the API: the envelopes, the refusals, and the headers every answer carries.

use super::options::{Casing, Envelope, ErrorForm, StatusPlace};
use super::rules::Rules;
use super::{Operation, fields::Path};
use crate::calendar::Moment;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, DATE, HeaderValue};
use http::{Response, StatusCode};
use serde_json::{Map, Value, json};

/// A call that was not carried out, and why.
///
/// The statuses are the five that the vendor documents. Of the codes only `invalid_session` is named there; the others
/// are assumed, and so are all the messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    status: StatusCode,
    code: &'static str,
    message: String,
    details: Map<String, Value>,
}

impl Refusal {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), details: Map::new() }
    }

    /// The key is missing, doubled or unknown.
    pub(super) fn invalid_key() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "invalid_api_key", "The API key is missing or invalid.")
    }

    /// More calls than the key may make.
    pub(super) fn too_many_calls() -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "rate_limit_exceeded", "Too many requests.")
    }

    /// No such path for this method.
    pub(super) fn no_such_path() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "No such endpoint.")
    }

    /// No session of this key has this id.
    pub(super) fn no_such_session(id: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "invalid_session", "No such session.")
            .about("sessionId", id)
            .field("sessionId")
    }

    /// No shop of this key has this id.
    pub(super) fn no_such_shop(id: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "shop_not_found", "No such shop.").about("shopId", id).field("shopId")
    }

    /// No coupon of this key has this code.
    pub(super) fn no_such_coupon() -> Self {
        Self::new(StatusCode::NOT_FOUND, "coupon_not_found", "No such coupon.").field("couponCode")
    }

    /// The request as a whole cannot be read.
    pub(super) fn unreadable(message: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_request", message)
    }

    /// A field breaks a rule; the message says what it must be and never what it was.
    pub(super) fn parameter(path: &Path<'_>, must: &str) -> Self {
        let name = path.to_string();
        Self::new(StatusCode::BAD_REQUEST, "invalid_parameter", format!("{name} must be {must}.")).field(&name)
    }

    /// The thing is there, but not in a state for this.
    pub(super) fn state(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    /// A fault that somebody asked for.
    pub(super) fn fault(status: StatusCode) -> Self {
        Self::new(status, "internal_error", "This failure was asked for.")
    }

    /// Adds a detail.
    pub(super) fn about(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.details.insert(name.to_owned(), value.into());
        self
    }

    /// Adds the detail `field`.
    pub(super) fn field(self, name: &str) -> Self {
        self.about("field", name)
    }

    /// The refusal as it travels.
    pub(super) fn into_response(self, rules: &Rules, now: Moment) -> Response<Bytes> {
        let Self { status, code, message, details } = self;
        let error = json!({ "code": code, "message": message, "details": details });
        let (status, body) = match rules.error_form {
            ErrorForm::Nested => (status, json!({ "error": error })),
            ErrorForm::Bare => (status, json!({ "code": code, "message": message })),
            ErrorForm::Text => (status, json!({ "error": message })),
            ErrorForm::SuccessFalse => (StatusCode::OK, json!({ "success": false, "error": error })),
            ErrorForm::Html => {
                let page = format!("<!doctype html><title>{status}</title><h1>{status}</h1>");
                return respond(status, "text/html;charset=UTF-8", page.into(), now);
            }
            ErrorForm::Empty => return respond(status, JSON, Bytes::new(), now),
        };
        respond(status, JSON, body.to_string().into(), now)
    }
}

/// A success as it travels.
pub(super) fn success(rules: &Rules, operation: Operation, fields: Value, now: Moment) -> Response<Bytes> {
    let mut body = match rules.envelope(operation) {
        Envelope::Bare => fields,
        Envelope::Data => json!({ "success": true, "data": fields }),
        Envelope::Flat => {
            let mut flat = Map::from_iter([("success".to_owned(), Value::Bool(true))]);
            flat.extend(fields.as_object().cloned().unwrap_or_default());
            Value::Object(flat)
        }
        Envelope::Empty => return respond(StatusCode::OK, JSON, Bytes::new(), now),
    };
    place_status(&mut body, rules.status_place);
    if rules.casing == Casing::Other {
        body = in_other_case(body);
    }
    respond(StatusCode::OK, JSON, body.to_string().into(), now)
}

/// An answer with the two headers that all have.
pub(super) fn respond(status: StatusCode, kind: &'static str, body: Bytes, now: Moment) -> Response<Bytes> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(date) = HeaderValue::try_from(now.imf_fixdate()) {
        headers.insert(DATE, date);
    }
    response
}

pub(super) const JSON: &str = "application/json;charset=UTF-8";

/// Moves or copies the status out of `data`.
fn place_status(body: &mut Value, place: StatusPlace) {
    let Some(data) = body.get_mut("data").and_then(Value::as_object_mut) else { return };
    let status = match place {
        StatusPlace::WithFields => None,
        StatusPlace::TopLevel => data.remove("status"),
        StatusPlace::Both => data.get("status").cloned(),
    };
    if let (Some(status), Some(top)) = (status, body.as_object_mut()) {
        top.insert("status".to_owned(), status);
    }
}

/// Every name in `camelCase` becomes `snake_case` and the other way round.
fn in_other_case(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            fields.into_iter().map(|(name, value)| (other_case(&name), in_other_case(value))).collect()
        }
        Value::Array(values) => values.into_iter().map(in_other_case).collect(),
        other => other,
    }
}

fn other_case(name: &str) -> String {
    let mut other = String::with_capacity(name.len() + 4);
    let mut letters = name.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '_' => other.extend(letters.next().map(|next| next.to_ascii_uppercase())),
            upper if upper.is_ascii_uppercase() => other.extend(['_', upper.to_ascii_lowercase()]),
            lower => other.push(lower),
        }
    }
    other
}

#[cfg(test)]
mod tests {
    use super::other_case;

    #[test]
    fn a_name_goes_into_the_other_case_and_back() {
        for (camel, snake) in
            [("sessionId", "session_id"), ("status", "status"), ("gatewayTransactionId", "gateway_transaction_id")]
        {
            assert_eq!(other_case(camel), snake);
            assert_eq!(other_case(snake), camel);
        }
    }
}
