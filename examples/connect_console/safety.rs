//! Who may ask for what: this machine's browser at this address, with the session's cookie, from our own forms.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, COOKIE, HOST, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::page;
use super::site::Console;

/// The name of the session's cookie.
pub(super) const COOKIE_NAME: &str = "connect_console";

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Before every handler: refuses whoever is not meant, and after it: nothing is kept, framed or run that is not ours.
pub(super) async fn watch(State(console): State<Arc<Console>>, request: Request, next: Next) -> Response {
    let answer = if !is_here(&console, request.headers()) {
        (StatusCode::FORBIDDEN, "another host").into_response()
    } else if request.method() != Method::GET && !is_ours(request.headers()) {
        (StatusCode::FORBIDDEN, "another origin").into_response()
    } else if request.uri().path() == "/enter" && request.method() == Method::POST
        || entered(&console, request.headers())
    {
        next.run(request).await
    } else {
        locked(&console, false)
    };
    sealed(answer)
}

/// The page that asks for the code.
pub(super) fn locked(console: &Console, wrong: bool) -> Response {
    let Some((page, nonce)) = page::locked(console, wrong) else {
        return (StatusCode::FORBIDDEN, "closed").into_response();
    };
    let mut answer = (StatusCode::FORBIDDEN, Html(page)).into_response();
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::try_from(policy) {
        answer.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    answer
}

fn sealed(mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    answer
}

/// The name in the address bar is ours: a page of somebody else's whose name leads here is refused.
fn is_here(console: &Console, headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    host == console.addr.to_string() || host == format!("localhost:{}", console.addr.port())
}

/// A form of ours: the browser says where it stood.
fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
    text(ORIGIN) == format!("http://{}", text(HOST))
}

fn entered(console: &Console, headers: &HeaderMap) -> bool {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.any(|(name, value)| name == COOKIE_NAME && console.session.knows(value))
}
