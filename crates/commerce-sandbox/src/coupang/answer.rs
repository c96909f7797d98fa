//! What goes back to the caller: the bodies of every refusal, and the headers every answer carries.

use super::calendar::Moment;
use super::dice::Dice;
use super::rules::{Codes, ExpiredSignature, GatewayRules, RefusalCode, RefusedHeader, UnpublishedBody};
pub(super) use crate::json::set;
use bytes::Bytes;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, DATE, HeaderName, HeaderValue, RETRY_AFTER};
use http::{Response, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

/// A call that was not carried out, and why.
///
/// All but the last are made by the gateway (`code`, `message`, `transactionId`); their texts are the documented ones. What
/// nobody has published is as `unpublished_body` says. [`Refusal::BadRequest`] comes from behind the gateway, in the only
/// shape seen for it: `code`, as `refusal_code` says, and `message`.
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
    /// The signed date is too far away from now.
    SignatureExpired,
    /// More calls than the vendor may make, or a call during the lockout, which ends after so much quiet.
    TooManyCalls(Duration),
    /// No such path for this method, or another vendor's shop.
    NotFound,
    /// The path is there for other methods.
    WrongMethod,
    /// A parameter breaks a rule; the text says which.
    BadRequest(&'static str),
}

impl Refusal {
    /// The answer that reports this refusal; `call` numbers the transaction.
    pub(super) fn into_answer(self, rules: &GatewayRules, seed: u64, call: u64) -> Answer {
        if let Self::BadRequest(message) = self {
            return Answer::bad_request(message);
        }
        let (status, message) = (self.status(rules), self.message());
        let mut body = json!({ "code": "ERROR", "message": message, "transactionId": transaction_id(seed, call) });
        match self {
            Self::NotFound | Self::WrongMethod => Answer::new(status, Body::Unpublished(body)),
            Self::TooManyCalls(quiet) => Answer { quiet: Some(quiet), ..Answer::new(status, Body::Unpublished(body)) },
            Self::NotAuthorized => {
                set(&mut body, "messages", json!({ "korean": "인증되지 않은 요청입니다.", "english": message }));
                Answer::with_status(status, body)
            }
            _ => Answer::with_status(status, body),
        }
    }

    fn status(self, rules: &GatewayRules) -> StatusCode {
        match self {
            Self::NotAuthorized | Self::MalformedHeader | Self::UnknownAccessKey => match rules.refused_header {
                RefusedHeader::Unauthorized => StatusCode::UNAUTHORIZED,
                RefusedHeader::BadRequest => StatusCode::BAD_REQUEST,
                RefusedHeader::Forbidden => StatusCode::FORBIDDEN,
            },
            Self::SignatureExpired if rules.expired_signature == ExpiredSignature::Forbidden => StatusCode::FORBIDDEN,
            Self::InvalidSignature | Self::SignatureExpired => StatusCode::UNAUTHORIZED,
            Self::TooManyCalls(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
        }
    }

    fn message(self) -> &'static str {
        match self {
            Self::NotAuthorized => "Request is not authorized.",
            Self::MalformedHeader => "HMAC format is invalid.",
            Self::UnknownAccessKey => "Unknown error occurred, please contact api-gateway channel for the details.",
            Self::InvalidSignature => "Invalid signature.",
            Self::SignatureExpired => "Specified signature is expired.",
            Self::TooManyCalls(_) => "Too Many Requests",
            Self::NotFound => "Not Found",
            Self::WrongMethod => "Method Not Allowed",
            Self::BadRequest(message) => message,
        }
    }
}

/// A status and a body.
pub(super) struct Answer {
    status: StatusCode,
    body: Body,
    /// After how much quiet calls are answered again.
    quiet: Option<Duration>,
}

enum Body {
    Json(Value),
    /// The text of a refusal from behind the gateway.
    Refused(String),
    /// What the gateway says where nobody has published what it says.
    Unpublished(Value),
    File {
        kind: &'static str,
        name: &'static str,
        content: &'static [u8],
    },
}

impl Answer {
    fn new(status: StatusCode, body: Body) -> Self {
        Self { status, body, quiet: None }
    }

    /// A success.
    pub(super) fn ok(body: Value) -> Self {
        Self::with_status(StatusCode::OK, body)
    }

    /// A JSON body under any status.
    pub(super) fn with_status(status: StatusCode, body: Value) -> Self {
        Self::new(status, Body::Json(body))
    }

    /// A file.
    pub(super) fn file(kind: &'static str, name: &'static str, content: &'static [u8]) -> Self {
        Self::new(StatusCode::OK, Body::File { kind, name, content })
    }

    /// A refusal from behind the gateway of a request that breaks a rule.
    pub(super) fn bad_request(message: &str) -> Self {
        Self::refused(StatusCode::BAD_REQUEST, message)
    }

    /// A refusal from behind the gateway whose text names what was asked for.
    pub(super) fn refused(status: StatusCode, message: &str) -> Self {
        Self::new(status, Body::Refused(message.to_owned()))
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

    /// The answer as it travels, with the headers that every answer carries.
    pub(super) fn into_response(self, now: Moment, rules: &GatewayRules) -> Response<Bytes> {
        let (kind, name, body) = match self.body {
            Body::Json(body) => as_json(&body),
            Body::Refused(message) => as_json(&json!({ "code": code(self.status, rules), "message": message })),
            Body::Unpublished(body) => match rules.unpublished_body {
                UnpublishedBody::Json => as_json(&body),
                UnpublishedBody::Html => (Some("text/html"), None, page(self.status).into()),
                UnpublishedBody::Empty => (None, None, Bytes::new()),
            },
            Body::File { kind, name, content } => (Some(kind), Some(name), Bytes::from_static(content)),
        };
        let disposition = name.map(|name| format!("attachment; filename=\"{name}\""));
        let retry_after = self.quiet.filter(|_| rules.retry_after).map(|quiet| whole_seconds(quiet).to_string());
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        let headers: [(HeaderName, Option<String>); 4] = [
            (CONTENT_TYPE, kind.map(str::to_owned)),
            (CONTENT_DISPOSITION, disposition),
            (RETRY_AFTER, retry_after),
            (DATE, Some(now.imf_fixdate())),
        ];
        for (name, value) in headers {
            if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

type Parts = (Option<&'static str>, Option<&'static str>, Bytes);

fn as_json(body: &Value) -> Parts {
    (Some("application/json;charset=UTF-8"), None, body.to_string().into())
}

/// The `code` of a refusal from behind the gateway.
fn code(status: StatusCode, rules: &GatewayRules) -> Value {
    match rules.refusal_code {
        RefusalCode::Error => "ERROR".into(),
        RefusalCode::Number => status.as_u16().into(),
        RefusalCode::Text => status.as_str().into(),
    }
}

/// The page that a web server makes of a status.
fn page(status: StatusCode) -> String {
    format!("<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>\n")
}

/// Begun seconds count.
fn whole_seconds(span: Duration) -> u64 {
    span.as_secs() + u64::from(span.subsec_nanos() > 0)
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
    use super::{Duration, GatewayRules, Moment, Refusal, Value, transaction_id, whole_seconds};

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
        let rules = GatewayRules::default();
        let keys = |refusal: Refusal| {
            let answer = refusal.into_answer(&rules, 0, 1);
            let response = answer.into_response(Moment::of_micros(0), &rules);
            let body: Value = serde_json::from_slice(response.body()).expect("JSON");
            body.as_object().expect("an object").keys().cloned().collect::<Vec<_>>()
        };
        assert_eq!(keys(Refusal::BadRequest("no")), ["code", "message"]);
        assert_eq!(keys(Refusal::InvalidSignature), ["code", "message", "transactionId"]);
        assert_eq!(keys(Refusal::NotFound), ["code", "message", "transactionId"]);
        assert_eq!(keys(Refusal::NotAuthorized), ["code", "message", "messages", "transactionId"]);
    }

    #[test]
    fn a_begun_second_counts() {
        assert_eq!([0, 1, 1_000, 1_001].map(|ms| whole_seconds(Duration::from_millis(ms))), [0, 1, 1, 2]);
    }
}
