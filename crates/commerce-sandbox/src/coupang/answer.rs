//! What goes back to the caller: the bodies of every refusal, and the headers every answer carries.

use super::calendar::Moment;
use super::dice::Dice;
use super::rules::Codes;
pub(super) use crate::json::set;
use bytes::Bytes;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, DATE, HeaderValue};
use http::{Response, StatusCode};
use serde_json::{Value, json};

/// A call that was not carried out, and why.
///
/// The first seven are made by the gateway (`code`, `message`, `transactionId`); their texts are the documented ones
/// except for 404 and 429, whose bodies nobody has published (assumed: the same shape). [`Refusal::BadRequest`] comes
/// from behind the gateway, in the only shape seen for it: `code` and `message`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// There is no `Authorization` header.
    NotAuthorized,
    /// The header is not a CEA header.
    MalformedHeader,
    /// No such access key.
    UnknownAccessKey,
    /// The signature does not belong to this request and key.
    InvalidSignature,
    /// The signed date is more than five minutes away from now, in either direction.
    SignatureExpired,
    /// More calls than the vendor may make, or a call during the lockout.
    TooManyCalls,
    /// No such path for this method, or another vendor's shop.
    NotFound,
    /// A parameter breaks a rule; the text says which.
    BadRequest(&'static str),
}

impl Refusal {
    /// The JSON answer that reports this refusal; `call` numbers the transaction.
    pub(super) fn into_answer(self, seed: u64, call: u64) -> Answer {
        let (status, message) = self.status_and_message();
        let mut body = json!({ "code": "ERROR", "message": message });
        if !matches!(self, Self::BadRequest(_)) {
            set(&mut body, "transactionId", transaction_id(seed, call));
        }
        if self == Self::NotAuthorized {
            set(&mut body, "messages", json!({ "korean": "인증되지 않은 요청입니다.", "english": message }));
        }
        Answer::with_status(status, body)
    }

    fn status_and_message(self) -> (StatusCode, &'static str) {
        match self {
            Self::NotAuthorized => (StatusCode::UNAUTHORIZED, "Request is not authorized."),
            Self::MalformedHeader => (StatusCode::UNAUTHORIZED, "HMAC format is invalid."),
            Self::UnknownAccessKey => (
                StatusCode::UNAUTHORIZED,
                "Unknown error occurred, please contact api-gateway channel for the details.",
            ),
            Self::InvalidSignature => (StatusCode::UNAUTHORIZED, "Invalid signature."),
            Self::SignatureExpired => (StatusCode::UNAUTHORIZED, "Specified signature is expired."),
            Self::TooManyCalls => (StatusCode::TOO_MANY_REQUESTS, "Too Many Requests"),
            Self::NotFound => (StatusCode::NOT_FOUND, "Not Found"),
            Self::BadRequest(message) => (StatusCode::BAD_REQUEST, message),
        }
    }
}

/// A status and a body.
pub(super) struct Answer {
    status: StatusCode,
    body: Body,
}

enum Body {
    Json(Value),
    File { kind: &'static str, name: &'static str, content: &'static [u8] },
}

impl Answer {
    /// A success.
    pub(super) fn ok(body: Value) -> Self {
        Self::with_status(StatusCode::OK, body)
    }

    /// A JSON body under any status.
    pub(super) fn with_status(status: StatusCode, body: Value) -> Self {
        Self { status, body: Body::Json(body) }
    }

    /// A file.
    pub(super) fn file(kind: &'static str, name: &'static str, content: &'static [u8]) -> Self {
        Self { status: StatusCode::OK, body: Body::File { kind, name, content } }
    }

    /// A refusal from behind the gateway of a request that breaks a rule.
    pub(super) fn bad_request(message: &str) -> Self {
        Self::refused(StatusCode::BAD_REQUEST, message)
    }

    /// A refusal from behind the gateway whose text names what was asked for.
    pub(super) fn refused(status: StatusCode, message: &str) -> Self {
        Self::with_status(status, json!({ "code": "ERROR", "message": message }))
    }

    /// The same, with its own `code` as a number or as text where the rule `codes` wants one of them everywhere.
    pub(super) fn with_codes(mut self, codes: Codes) -> Self {
        if let Body::Json(body) = &mut self.body {
            let code = match (codes, body.get("code")) {
                (Codes::Numbers, Some(Value::String(code))) => code.parse::<i64>().ok().map(Value::from),
                (Codes::Texts, Some(Value::Number(code))) => Some(code.to_string().into()),
                _ => None,
            };
            if let Some(code) = code {
                set(body, "code", code);
            }
        }
        self
    }

    /// The JSON of a success.
    pub(super) fn success_mut(&mut self) -> Option<&mut Value> {
        match &mut self.body {
            Body::Json(body) if self.status == StatusCode::OK => Some(body),
            _ => None,
        }
    }

    /// The answer as it travels, with the two headers every answer carries.
    pub(super) fn into_response(self, now: Moment) -> Response<Bytes> {
        let (kind, file, body) = match self.body {
            Body::Json(body) => ("application/json;charset=UTF-8", None, Bytes::from(body.to_string())),
            Body::File { kind, name, content } => (kind, Some(name), Bytes::from_static(content)),
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        let disposition = file.and_then(|name| HeaderValue::try_from(format!("attachment; filename=\"{name}\"")).ok());
        if let Some(disposition) = disposition {
            headers.insert(CONTENT_DISPOSITION, disposition);
        }
        if let Ok(date) = HeaderValue::try_from(now.imf_fixdate()) {
            headers.insert(DATE, date);
        }
        response
    }
}

/// Looks like a random UUID and is the same in every run.
pub(super) fn transaction_id(seed: u64, call: u64) -> String {
    let mut dice = Dice::new(&[seed, call, 0x007A_AC11]);
    let (high, low) = (dice.next(), dice.next());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xFFFF,
        high & 0xFFF,
        low >> 48 & 0x3FFF | 0x8000,
        low & 0xFFFF_FFFF_FFFF,
    )
}

#[cfg(test)]
mod tests {
    use super::{Body, Refusal, transaction_id};

    #[test]
    fn a_transaction_id_is_a_version_4_uuid() {
        for call in 0..100 {
            let id = transaction_id(1, call);
            let parts: Vec<&str> = id.split('-').collect();
            assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12], "{id}");
            assert!(parts[2].starts_with('4') && parts[3].starts_with(['8', '9', 'a', 'b']), "{id}");
        }
        assert_eq!(transaction_id(1, 1), transaction_id(1, 1));
        assert_ne!(transaction_id(1, 1), transaction_id(1, 2));
    }

    #[test]
    fn only_the_gateway_s_own_refusals_carry_a_transaction() {
        let keys = |refusal: Refusal| {
            let answer = refusal.into_answer(0, 1);
            let Body::Json(body) = answer.body else { panic!("a file") };
            body.as_object().expect("an object").keys().cloned().collect::<Vec<_>>()
        };
        assert_eq!(keys(Refusal::BadRequest("no")), ["code", "message"]);
        assert_eq!(keys(Refusal::InvalidSignature), ["code", "message", "transactionId"]);
        assert_eq!(keys(Refusal::NotAuthorized), ["code", "message", "messages", "transactionId"]);
    }
}
