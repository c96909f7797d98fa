//! The hosted page, where a person pays, fails or gives up. It works without scripts and without cookies.
//!
//! A form needs no token against forgery from other sites: nothing about the visitor counts here, no cookie and no
//! login, and whoever knows the address of a session may pay it, as with the real page. The address cannot be guessed
//! there; here the seed decides about it, so a POST that a browser marks as sent from another origin is refused
//! (`Sec-Fetch-Site`).

mod page;
mod words;

use super::answer::respond;
use super::place::Link;
use super::rules::Rules;
use super::sessions::{ActionError, BuyerAction, PaymentMethod, Session, SessionStatus};
use super::state::State;
use crate::calendar::Moment;
use crate::form;
use bytes::Bytes;
use http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, LOCATION, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{Method, Request, Response, StatusCode};
use words::Words;

/// Whether a path is a hosted page or belongs to one.
pub(super) fn is_page(path: &str) -> bool {
    path == STYLE_PATH || session_of(path).is_some()
}

fn session_of(path: &str) -> Option<&str> {
    path.strip_prefix("/checkout/").or_else(|| path.strip_prefix('/')).filter(|id| id.starts_with("cs_"))
}

/// Answers a visit to a hosted page; `None` when the path is none of them.
pub(super) fn answer(
    state: &mut State,
    rules: &Rules,
    request: &Request<Bytes>,
    now: Moment,
) -> Option<Response<Bytes>> {
    let path = request.uri().path();
    if path == STYLE_PATH {
        return Some(guarded(respond(StatusCode::OK, "text/css;charset=UTF-8", STYLE.into(), now), None));
    }
    let id = session_of(path)?;
    let visit = Visit { words: Words::asked_for(request.uri().query().unwrap_or_default()), now };
    Some(match *request.method() {
        Method::GET | Method::HEAD => visit.show(state.sessions.get(id), StatusCode::OK),
        Method::POST => visit.act(state, rules, request, id),
        _ => {
            let mut refused = visit.show(None, StatusCode::METHOD_NOT_ALLOWED);
            refused.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
            refused
        }
    })
}

/// One visit to a page.
struct Visit {
    words: &'static Words,
    now: Moment,
}

impl Visit {
    /// The page of a session, or one that says that there is nothing.
    fn show(&self, session: Option<&Session>, status: StatusCode) -> Response<Bytes> {
        let Some(session) = session else {
            let status = if status == StatusCode::OK { StatusCode::NOT_FOUND } else { status };
            return self.page(status, page::notice(self.words, self.words.not_found, None), None);
        };
        self.page(status, page::of(session, self.words), Some(session))
    }

    fn act(&self, state: &mut State, rules: &Rules, request: &Request<Bytes>, id: &str) -> Response<Bytes> {
        let from = request.headers().get(SEC_FETCH_SITE).map(HeaderValue::as_bytes);
        if !matches!(from, None | Some(b"same-origin" | b"none")) {
            let refused = page::notice(self.words, self.words.other_site, None);
            return self.page(StatusCode::FORBIDDEN, refused, None);
        }
        let Some(action) = action(request.body()) else {
            return self.show(state.sessions.get(id), StatusCode::BAD_REQUEST);
        };
        let outcome = state.act(rules, id, action, self.now);
        let session = state.sessions.get(id);
        match (outcome, session) {
            (Ok(status), Some(session)) => self.leave(rules, session, action, status),
            (Err(ActionError::NotPossible(_)), session) => self.show(session, StatusCode::CONFLICT),
            _ => self.show(session, StatusCode::NOT_FOUND),
        }
    }

    /// Sends the buyer back to the shop: to `returnUrl` after a payment, also a declined one (assumed), so that nobody
    /// takes an arrival there for a paid order; to `cancelUrl` after giving up.
    fn leave(&self, rules: &Rules, session: &Session, action: BuyerAction, status: SessionStatus) -> Response<Bytes> {
        let link = if action == BuyerAction::Cancel { &session.cancel_url } else { &session.return_url };
        let target = if rules.return_parameters {
            link.with_parameters(&format!("sessionId={}&status={status}", session.id))
        } else {
            link.as_str().to_owned()
        };
        let mut answer = self.page(StatusCode::SEE_OTHER, page::of(session, self.words), Some(session));
        if let Ok(target) = HeaderValue::try_from(target) {
            answer.headers_mut().insert(LOCATION, target);
        }
        answer
    }

    fn page(&self, status: StatusCode, html: String, session: Option<&Session>) -> Response<Bytes> {
        guarded(respond(status, "text/html;charset=UTF-8", html.into(), self.now), session)
    }
}

/// What the form asks for; `None` when it was not made by the page.
fn action(body: &Bytes) -> Option<BuyerAction> {
    let pairs = form::decode(std::str::from_utf8(body).ok()?)?;
    let value = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    match value("action")? {
        "pay" => {
            let word = value("method").unwrap_or(PaymentMethod::Card.as_str());
            PaymentMethod::ALL.into_iter().find(|method| method.as_str() == word).map(BuyerAction::PayBy)
        }
        "fail" => Some(BuyerAction::Fail),
        "cancel" => Some(BuyerAction::Cancel),
        _ => None,
    }
}

/// Adds the headers that keep a page private and free of scripts.
fn guarded(mut response: Response<Bytes>, session: Option<&Session>) -> Response<Bytes> {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // The address of a page is all it takes to pay: no shop learns it from a link.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    if let Ok(policy) = HeaderValue::try_from(policy(session)) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// No script, no frame, nothing from elsewhere. Browsers hold the answer to a form to `form-action` too, so the shop's
/// origins stand there, or nobody could be sent back.
fn policy(session: Option<&Session>) -> String {
    let links = session.map(|session| [&session.return_url, &session.cancel_url]);
    let origins: Vec<&str> = links.iter().flatten().map(|link: &&Link| link.origin()).collect();
    let forms = ["'self'"].into_iter().chain(origins).collect::<Vec<_>>().join(" ");
    format!("default-src 'none'; style-src 'self'; form-action {forms}; frame-ancestors 'none'; base-uri 'none'")
}

const STYLE_PATH: &str = "/checkout.css";
const STYLE: &str = include_str!("checkout.css");
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
