//! What is open about the gateway itself.

mod pace;
mod paths;
mod signed;
mod times;

use super::Question;
use bytes::Bytes;
use commerce_sandbox::coupang::Gateway;
use http::header::AUTHORIZATION;
use http::{Request, Response};
use std::time::SystemTime;

pub(super) const QUESTIONS: &[Question] = &[
    Question::new(
        "clock_tolerance_seconds",
        signed::lateness,
        &[("300", "5 min late 200, a second later 401"), ("600", "10 min late 200, a second later 401")],
    ),
    Question::new(
        "signed_ahead",
        signed::earliness,
        &[
            ("as_behind", "5 min ahead 200, a day ahead 401"),
            ("never", "5 min ahead 401, a day ahead 401"),
            ("any", "5 min ahead 200, a day ahead 200"),
        ],
    ),
    Question::new("expired_signature", signed::expired, &[("401", "401 expired"), ("403", "403 expired")]),
    Question::new("comma_without_space", signed::tight, &[("true", "200"), ("false", "401 malformed")]),
    Question::new("upper_case_signatures", signed::upper_case, &[("false", "401 malformed"), ("true", "200")]),
    Question::new(
        "refused_header",
        signed::unusable,
        &[
            ("401", "missing 401, malformed 401, unknown key 401, wrong signature 401"),
            ("400", "missing 400, malformed 400, unknown key 400, wrong signature 401"),
            ("403", "missing 403, malformed 403, unknown key 403, wrong signature 401"),
        ],
    ),
    Question::new(
        "first_check",
        pace::first,
        &[
            ("signature", "unsigned 401, unknown path unsigned 401, unknown path too fast 429"),
            ("rate", "unsigned 429, unknown path unsigned 429, unknown path too fast 429"),
            ("path", "unsigned 401, unknown path unsigned 404, unknown path too fast 404"),
        ],
    )
    .of(pace::narrow),
    Question::new(
        "unsigned_calls_count",
        pace::unsigned,
        &[("true", "after a forged call 429"), ("false", "after a forged call 200")],
    )
    .of(pace::narrow),
    Question::new("retry_after", pace::retry_after, &[("false", "no word"), ("true", "60 s, and after 30 more 60 s")])
        .of(pace::narrow),
    Question::new(
        "lockout_restarts",
        pace::restart,
        &[("true", "a call meanwhile: 429 after a minute"), ("false", "a call meanwhile: 200 after a minute")],
    )
    .of(pace::narrow),
    Question::new("market_required", paths::no_market, &[("false", "200"), ("true", "400, with KR 200")]),
    Question::new("requested_by_required", paths::no_requester, &[("false", "200"), ("true", "400, with a name 200")]),
    Question::new(
        "plus_is_space",
        paths::plus,
        &[("true", "a bare plus 400, an escaped one 200"), ("false", "a bare plus 200, an escaped one 200")],
    ),
    Question::new(
        "taiwan_without_market",
        paths::taiwan,
        &[("false", "404, with TW 400"), ("true", "400, with TW 400")],
    ),
    Question::new(
        "notice_versions",
        paths::noticed,
        &[("true", "v5 400 400 400, v6 400"), ("false", "v5 404 404 404, v6 404")],
    ),
    Question::new(
        "wrong_method",
        paths::wrong_method,
        &[("404", "POST on a list 404, on nothing 404"), ("405", "POST on a list 405, on nothing 404")],
    ),
    Question::new(
        "unpublished_body",
        paths::unpublished,
        &[
            ("json", "404 JSON, 429 JSON, 401 JSON"),
            ("html", "404 HTML, 429 HTML, 401 JSON"),
            ("empty", "404 nothing, 429 nothing, 401 JSON"),
        ],
    )
    .of(pace::narrow),
    Question::new(
        "refusal_code",
        paths::refusal,
        &[
            ("ERROR", "400 \"ERROR\", 404 \"ERROR\", an option's \"ERROR\""),
            ("number", "400 400, 404 404, an option's \"ERROR\""),
            ("text", "400 \"400\", 404 \"404\", an option's \"ERROR\""),
        ],
    ),
    Question::new(
        "offset",
        times::offset,
        &[
            ("+09:00", "v4 none, v5 and v6 +09:00, the same instants"),
            ("+00:00", "v4 none, v5 and v6 +00:00, the same instants"),
            ("-08:00", "v4 none, v5 and v6 -08:00, the same instants"),
        ],
    ),
    Question::new(
        "fraction",
        times::fraction,
        &[
            ("six", "10:31:00.250000, 10:31:00.000000"),
            ("three", "10:31:00.250, 10:31:00.000"),
            ("as_needed", "10:31:00.25, 10:31:00"),
            ("none", "10:31:00, 10:31:00"),
        ],
    ),
];

/// Sends a GET with these headers.
fn get(gateway: &Gateway, target: &str, headers: &[(&str, &str)], now: SystemTime) -> Response<Bytes> {
    send(gateway, "GET", target, headers, now)
}

/// Sends a call without a body, with these headers.
fn send(gateway: &Gateway, method: &str, target: &str, headers: &[(&str, &str)], now: SystemTime) -> Response<Bytes> {
    let mut request = Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    gateway.handle(request.body(Bytes::new()).expect("a request"), now)
}

/// The `Authorization` header of a GET.
fn signed(target: &str, at: SystemTime) -> (&'static str, String) {
    signed_for("GET", target, at)
}

fn signed_for(method: &str, target: &str, at: SystemTime) -> (&'static str, String) {
    let signer = crate::support::default_signer();
    (AUTHORIZATION.as_str(), crate::support::authorization_of(&signer, method, target, at))
}

/// A list of orders that is there.
fn a_list() -> String {
    use crate::support::{days, target};
    use commerce_sandbox::coupang::OrderStatus;
    target("v4", &days("v4", "2026-03-02", "2026-03-02", OrderStatus::Accept))
}
