//! Korea Checkout's gateway: the headers of a request, and what its refusals mean.

use std::time::SystemTime;

use apiwire::decode;
use apiwire::wire::Node;
use apiwire::{Attempt, ErrorKind, Explanation, RateLimit, RequestId, Service, VendorCode};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode};

pub(crate) const API_KEY: HeaderName = HeaderName::from_static("x-api-key");
pub(crate) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The gateway as a [`Service`].
pub(crate) struct Gateway {
    pub(crate) key: HeaderValue,
    pub(crate) idempotency_header: Option<HeaderName>,
}

impl Service for Gateway {
    fn prepare(&self, request: &mut Request<Bytes>, attempt: Attempt) -> Result<(), &'static str> {
        let headers = request.headers_mut();
        headers.insert(API_KEY, self.key.clone());
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let (Some(name), Some(key)) = (&self.idempotency_header, attempt.write_key) {
            let value = HeaderValue::try_from(key.to_string()).map_err(|_| "the write cannot be named")?;
            headers.insert(name, value);
        }
        Ok(())
    }

    fn explain(&self, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Explanation {
        let mut told = Explanation::of_status(status);
        // The vendor names 400, 401, 404, 429 and 500 only; others by what they mean elsewhere (A12).
        told.kind = match status.as_u16() {
            410 => ErrorKind::NotFound,
            422 => ErrorKind::BadRequest,
            _ => told.kind,
        };
        let refusal = decode::json(body).map(|body| Refusal::of(body.root())).unwrap_or_default();
        told.vendor_code = refusal.code;
        told.field = refusal.field;
        let id = ["x-request-id", "request-id"].iter().find_map(|name| headers.get(*name)?.to_str().ok());
        told.request_id = id.and_then(RequestId::from_text);
        told
    }

    fn rate_limit(&self, headers: &HeaderMap, now: SystemTime) -> Option<RateLimit> {
        RateLimit::from_headers(headers, now)
    }
}

/// What an error body says: a code and a parameter, as far as they have the form of one.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Refusal {
    pub(crate) code: Option<VendorCode>,
    pub(crate) field: Option<&'static str>,
}

impl Refusal {
    /// Reads `{"error": {"code", "message", "details": {"field"}}}`, the same without the outer object, and `error` as
    /// text, which may be a code or prose (A11). Prose is dropped: it quotes people.
    pub(crate) fn of(body: Node<'_>) -> Self {
        let error = body.get("error").filter(|error| !error.is_null()).unwrap_or(body);
        let text = |place: Node<'_>, name| place.get(name).and_then(Node::as_str).map(str::to_owned);
        let code = error.as_str().map(str::to_owned).or_else(|| text(error, "code")).or_else(|| text(body, "code"));
        let code = code.as_deref();
        let field = error.get("details").and_then(|details| text(details, "field"));
        Self {
            code: code.and_then(|code| VendorCode::from_snake_case(code).or_else(|| VendorCode::from_text(code))),
            field: field.and_then(|field| known_field(&field)),
        }
    }
}

/// A parameter's name as we know it: others could be anything.
fn known_field(name: &str) -> Option<&'static str> {
    // The last part of `customer.email` and of `items[0].price`, in either case.
    let last = name.rsplit('.').next().unwrap_or(name);
    FIELDS.iter().find(|field| **field == last).copied()
}

/// The parameters of the operations, by the vendor's names.
const FIELDS: [&str; 48] = [
    "amount",
    "applies_to",
    "auto_refund_enabled",
    "business_info",
    "business_name",
    "business_number",
    "cancelUrl",
    "ceo_name",
    "code",
    "contact",
    "couponCode",
    "currency",
    "customer",
    "description",
    "discount_value",
    "domain",
    "email",
    "items",
    "language",
    "metadata",
    "minimum_order_amount",
    "name",
    "name_en",
    "name_ko",
    "notification_email",
    "notify_customer",
    "payment_timeout",
    "phone",
    "platform",
    "platformOrderId",
    "price",
    "productId",
    "quantity",
    "reason",
    "returnUrl",
    "sessionId",
    "settings",
    "shopId",
    "timezone",
    "totalAmount",
    "type",
    "usage_limit",
    "usage_limit_per_customer",
    "valid_from",
    "valid_until",
    "webhookUrl",
    "webhook_url",
    "website",
];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn explain(status: u16, body: &[u8]) -> Explanation {
        let gateway = Gateway { key: HeaderValue::from_static("sk_test_1"), idempotency_header: None };
        gateway.explain(StatusCode::from_u16(status).unwrap(), &HeaderMap::new(), body)
    }

    #[test]
    fn a11_an_error_comes_in_every_form_and_only_its_code_and_field_are_kept() {
        let prose = "김하나 010-1234-5678";
        for (body, code, field) in [
            (
                json!({"error": {"code": "invalid_session", "message": prose,
                                 "details": {"sessionId": prose, "field": "sessionId"}}}),
                Some("invalid_session"),
                Some("sessionId"),
            ),
            (json!({"code": "invalid_session", "message": prose}), Some("invalid_session"), None),
            (json!({"success": false, "error": {"code": "NOT_FOUND"}}), Some("NOT_FOUND"), None),
            (json!({"error": "unauthorized"}), Some("unauthorized"), None),
            (json!({"error": prose}), None, None),
            (json!({"error": {"code": prose, "details": {"field": prose}}}), None, None),
            (json!({"error": {"details": {"field": "customer.email"}}}), None, Some("email")),
            (json!({"error": null, "code": "late"}), Some("late"), None),
            (json!({"error": [prose]}), None, None),
            (json!([prose]), None, None),
            (json!(prose), None, None),
        ] {
            let told = explain(400, body.to_string().as_bytes());
            assert_eq!((told.vendor_code.as_ref().map(VendorCode::as_str), told.field), (code, field), "{body}");
            assert!(!format!("{told:?}").contains("김하나"));
        }
        for body in ["", "<html>김하나</html>", "{", "\u{0}"] {
            let told = explain(404, body.as_bytes());
            assert_eq!((told.kind, told.vendor_code), (ErrorKind::NotFound, None), "{body}");
        }
        assert_eq!(explain(500, b"\xff\xfe").kind, ErrorKind::ServerError);
    }

    #[test]
    fn a12_every_status_has_a_kind() {
        for (status, kind) in [
            (400, ErrorKind::BadRequest),
            (401, ErrorKind::KeyRejected),
            (402, ErrorKind::UnexpectedStatus),
            (403, ErrorKind::PermissionDenied),
            (404, ErrorKind::NotFound),
            (409, ErrorKind::Conflict),
            (410, ErrorKind::NotFound),
            (422, ErrorKind::BadRequest),
            (429, ErrorKind::Throttled),
            (500, ErrorKind::ServerError),
            (502, ErrorKind::Unavailable),
            (503, ErrorKind::Unavailable),
            (504, ErrorKind::Unavailable),
            (418, ErrorKind::UnexpectedStatus),
        ] {
            assert_eq!(explain(status, b"{}").kind, kind, "{status}");
        }
    }

    #[test]
    fn the_known_fields_are_in_order_and_none_stands_twice() {
        assert!(FIELDS.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
