//! Coupang's gateway: the headers and signature of a request, and what its refusals mean.

use std::borrow::Cow;

use apiwire::decode;
use apiwire::wire::Node;
use apiwire::{Attempt, EdgeReference, ErrorKind, Explanation, Prose, RequestId, Service, VendorCode};
use bytes::Bytes;
use coupang_cea::{SignedDate, Signer};
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode};

/// The real gateway. There is no other: Coupang has no test environment (article 900001711363).
pub const PRODUCTION: &str = "https://api-gateway.coupang.com";

const REQUESTED_BY: HeaderName = HeaderName::from_static("x-requested-by");
const MARKET: HeaderName = HeaderName::from_static("x-market");
/// In milliseconds (article 360022937714).
const EXTENDED_TIMEOUT: HeaderName = HeaderName::from_static("x-extended-timeout");

/// The gateway as a [`Service`].
pub(crate) struct Gateway {
    pub(crate) signer: Signer,
    pub(crate) requested_by: HeaderValue,
    pub(crate) market: HeaderValue,
}

impl Service for Gateway {
    fn prepare(&self, request: &mut Request<Bytes>, attempt: Attempt) -> Result<(), &'static str> {
        let date =
            SignedDate::from_system_time(attempt.now).map_err(|_| "this machine's clock is outside 2000-2099")?;
        let (path, query) = (request.uri().path(), request.uri().query().unwrap_or_default());
        let authorization = self
            .signer
            .authorize(request.method().as_str(), path, query, date)
            .map_err(|_| "the request cannot be signed")?;
        let authorization = HeaderValue::try_from(&authorization).map_err(|_| "the key cannot stand in a header")?;
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, authorization);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json;charset=UTF-8"));
        headers.insert(REQUESTED_BY, self.requested_by.clone());
        headers.insert(MARKET, self.market.clone());
        if let Some(extended) = attempt.extended {
            let millis = u64::try_from(extended.as_millis()).unwrap_or(u64::MAX);
            headers.insert(EXTENDED_TIMEOUT, HeaderValue::from(millis));
        }
        Ok(())
    }

    fn explain(&self, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Explanation {
        let page = String::from_utf8_lossy(body);
        if let Some(blocked) = edge_block(status, headers, &page) {
            return blocked;
        }
        let json = decode::json(body).unwrap_or_default();
        let text = |field| json.root().get(field).and_then(Node::as_str);
        // A refusal by IP address may come as bare text.
        let message = text("message").unwrap_or(&page);
        let code = json.root().get("code").and_then(code_text);
        let mut told = Explanation::of_status(status);
        // `IP_NOT_ALLOWED` is known as a bare word under 403 (third party): it may be the code as well as the message.
        let named = meaning(message).or_else(|| code.as_deref().and_then(meaning));
        if let Some(kind) = named.filter(|_| speaks_for_itself(status)) {
            told.kind = kind;
        }
        told.prose = Some(Prose::new(message));
        if tells_of_timeout(status, message) {
            (told.kind, told.timed_out) = (ErrorKind::Unavailable, true);
        }
        told.vendor_code = code.and_then(|code| VendorCode::from_text(&code));
        told.request_id = text("transactionId").and_then(RequestId::from_text);
        told
    }
}

/// 302, and the "Access Denied" page of the edge: 403 with HTML, or wrapped in a small JSON object
/// (articles 34583426711321 and 25780974599577).
fn edge_block(status: StatusCode, headers: &HeaderMap, page: &str) -> Option<Explanation> {
    let html = page.trim_start().starts_with('<')
        || headers.get(CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    let denied = html || (page.contains("Access Denied") && page.contains("Reference"));
    let allowed = meaning(page) != Some(ErrorKind::IpNotAllowed);
    (status == StatusCode::FOUND || (status == StatusCode::FORBIDDEN && denied && allowed)).then(|| {
        let mut told = Explanation::new(ErrorKind::EdgeBlocked);
        told.edge_reference = EdgeReference::find(page);
        told
    })
}

/// Statuses whose message says more than they do.
fn speaks_for_itself(status: StatusCode) -> bool {
    matches!(status.as_u16(), 400 | 401 | 403)
}

/// What a gateway message means, by its text: the status differs between sources.
///
/// The messages are those of the gateway's pages and of third-party clients; compared without case and in part,
/// because the same sentence stands with and without a full stop.
pub(crate) fn meaning(message: &str) -> Option<ErrorKind> {
    const KNOWN: [(&str, ErrorKind); 8] = [
        ("signature is expired", ErrorKind::SignatureExpired),
        ("invalid signature", ErrorKind::InvalidSignature),
        ("hmac format is invalid", ErrorKind::InvalidSignature),
        ("not allowed ip", ErrorKind::IpNotAllowed),
        ("ip_not_allowed", ErrorKind::IpNotAllowed),
        ("request is not authorized", ErrorKind::KeyRejected),
        ("unknown error occurred", ErrorKind::KeyRejected),
        ("invalid vendor id", ErrorKind::VendorMismatch),
    ];
    let message = message.to_ascii_lowercase();
    KNOWN.iter().find(|(text, _)| message.contains(text)).map(|(_, kind)| *kind)
}

/// What a failure that an envelope reports under HTTP 200 means, by its text: a timeout there is no refusal either.
pub(crate) fn meaning_inside_success(message: &str) -> ErrorKind {
    let timed_out = [StatusCode::BAD_REQUEST, StatusCode::PRECONDITION_FAILED]
        .into_iter()
        .any(|status| tells_of_timeout(status, message));
    if timed_out { ErrorKind::Unavailable } else { meaning(message).unwrap_or(ErrorKind::Rejected) }
}

/// Whether an answer tells of a timeout under a status that stands for something else.
///
/// The list of inquiries answers 400 `Read timed out` (article 360033400754), the list of returns 412 with the sentence of a
/// 504 (article 360033919613). Any other 400 or 412 is what it says, and is not repeated.
fn tells_of_timeout(status: StatusCode, message: &str) -> bool {
    const KNOWN: [(StatusCode, &str); 2] =
        [(StatusCode::BAD_REQUEST, "read timed out"), (StatusCode::PRECONDITION_FAILED, "request timed out")];
    let message = message.to_ascii_lowercase();
    KNOWN.iter().any(|(known, text)| *known == status && message.contains(text))
}

/// A `code` that is a number or a string, as text.
pub(crate) fn code_text(code: Node<'_>) -> Option<Cow<'_, str>> {
    let number = || code.as_number().map(|number| Cow::Owned(number.to_string()));
    code.as_str().map(Cow::Borrowed).or_else(number)
}

#[cfg(test)]
mod tests {
    use coupang_cea::{AccessKey, SecretKey};

    use super::*;

    fn explain(status: u16, content_type: &str, body: &str) -> Explanation {
        let signer = Signer::new(AccessKey::new("a".into()).unwrap(), SecretKey::new("s".into()).unwrap());
        let gateway =
            Gateway { signer, requested_by: HeaderValue::from_static("A1"), market: HeaderValue::from_static("KR") };
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, content_type.parse().unwrap())]);
        gateway.explain(StatusCode::from_u16(status).unwrap(), &headers, body.as_bytes())
    }

    #[test]
    fn messages_speak_louder_than_statuses() {
        let json = |message: &str| {
            format!(
                r#"{{"code":"ERROR","message":"{message}","transactionId":"0f8fad5b-d9cb-469f-a165-70867728950e"}}"#
            )
        };
        for (status, message, kind) in [
            (401, "Invalid signature.", ErrorKind::InvalidSignature),
            (401, "Specified signature is expired.", ErrorKind::SignatureExpired),
            (403, "Specified signature is expired", ErrorKind::SignatureExpired),
            (401, "HMAC FORMAT IS INVALID", ErrorKind::InvalidSignature),
            (401, "Request is not authorized.", ErrorKind::KeyRejected),
            (
                401,
                "Unknown error occurred, please contact api-gateway channel for the details.",
                ErrorKind::KeyRejected,
            ),
            (401, "something new", ErrorKind::KeyRejected),
            (403, "[FORBIDDEN] Not allowed IP. Register it", ErrorKind::IpNotAllowed),
            (403, "IP_NOT_ALLOWED", ErrorKind::IpNotAllowed),
            (403, "no", ErrorKind::PermissionDenied),
            (400, "Invalid vendor ID", ErrorKind::VendorMismatch),
            (400, "endTime-startTime range should less than31.", ErrorKind::BadRequest),
            (404, "Invalid signature.", ErrorKind::NotFound),
            (429, "Request is not authorized.", ErrorKind::Throttled),
            (500, "Internal Exception", ErrorKind::ServerError),
        ] {
            let told = explain(status, "application/json", &json(message));
            assert_eq!(told.kind, kind, "{status} {message}");
            assert_eq!(told.vendor_code.unwrap().as_str(), "ERROR");
            assert_eq!(told.request_id.unwrap().as_str(), "0f8fad5b-d9cb-469f-a165-70867728950e");
        }
    }

    #[test]
    fn a_timeout_is_told_from_what_its_status_stands_for() {
        // The sentence of a 504, reported under 412 too, and what the page of the inquiry list prints under 400.
        const GAVE_UP: &str = "Request timed out, if the situation continues consider applying timeout extension.";
        let json = |message: &str| format!(r#"{{"code":"ERROR","message":"{message}"}}"#);
        for (status, message) in
            [(400, "Read timed out"), (400, "read timed out."), (412, GAVE_UP), (504, GAVE_UP), (504, "")]
        {
            for (content_type, body) in [("application/json", json(message)), ("text/plain", message.to_owned())] {
                let told = explain(status, content_type, &body);
                assert_eq!((told.kind, told.timed_out), (ErrorKind::Unavailable, true), "{status} {body}");
            }
        }
        for (status, message, kind) in [
            (400, GAVE_UP, ErrorKind::BadRequest),
            (400, "no", ErrorKind::BadRequest),
            (403, "Read timed out", ErrorKind::PermissionDenied),
            (404, "Read timed out", ErrorKind::NotFound),
            (412, "Read timed out", ErrorKind::NotActivated),
            (412, "no", ErrorKind::NotActivated),
            (500, "Read timed out", ErrorKind::ServerError),
            (503, GAVE_UP, ErrorKind::Unavailable),
            (521, "connection timed out: no further information", ErrorKind::Unavailable),
        ] {
            let told = explain(status, "application/json", &json(message));
            assert_eq!((told.kind, told.timed_out), (kind, false), "{status} {message}");
        }
    }

    #[test]
    fn blocks_of_the_edge_are_told_from_refusals() {
        let page = "<HTML><TITLE>Access Denied</TITLE> Reference #18.2d351ab8.1557333295.a4e16ab</HTML>";
        let told = explain(403, "text/html", page);
        assert_eq!(told.kind, ErrorKind::EdgeBlocked);
        assert_eq!(told.edge_reference.unwrap().as_str(), "18.2d351ab8.1557333295.a4e16ab");
        let wrapped = r#"{"status":403,"message":"x","body":"<H1>Access Denied</H1> Reference #18.2d.1557333295.a4"}"#;
        assert_eq!(explain(403, "application/json", wrapped).kind, ErrorKind::EdgeBlocked);
        assert_eq!(explain(302, "text/plain", "").kind, ErrorKind::EdgeBlocked);
        assert_eq!(explain(403, "text/plain", "[FORBIDDEN] Not allowed IP. ..").kind, ErrorKind::IpNotAllowed);
        assert_eq!(explain(401, "text/html", "<html>").kind, ErrorKind::KeyRejected);
        assert_eq!(explain(500, "text/html", "<html>").kind, ErrorKind::ServerError);
    }

    #[test]
    fn garbage_is_explained_by_the_status_alone() {
        for body in ["", "{", "[]", "null", "{\"code\":{}}", "\u{0}"] {
            let told = explain(503, "application/json", body);
            assert_eq!((told.kind, told.vendor_code), (ErrorKind::Unavailable, None));
        }
    }
}
