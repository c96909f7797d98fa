//! The addresses of the site.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::middleware::from_fn_with_state;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use coupang_connect::Connections;
use coupang_wing::Language;
use futures_util::stream::{self, Stream};
use http::StatusCode;
use http::header::CONTENT_TYPE;

use super::args::Place;
use super::session::Session;
use super::{forms, lines, page, safety};

/// Everything behind the pages.
pub(super) struct Console {
    pub(super) connections: Connections,
    pub(super) session: Session,
    pub(super) addr: SocketAddr,
    pub(super) place: Place,
    /// Whether the keys survive a restart.
    pub(super) keeps: bool,
}

/// The largest form, in bytes: six short fields.
const LARGEST_FORM: usize = 16 * 1024;

/// How often a silent stream says that it is there.
const STILL_HERE: Duration = Duration::from_secs(15);

pub(super) fn router(console: Arc<Console>) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/lines", get(listen))
        .route("/language/{language}", get(language))
        .route("/console.css", get(|| async { asset("text/css; charset=utf-8", include_str!("console.css")) }))
        .route("/console.js", get(|| async { asset("text/javascript; charset=utf-8", include_str!("console.js")) }))
        .route("/enter", post(forms::enter))
        .route("/connect", post(forms::connect))
        .route("/connections/{id}/verify", post(forms::verify))
        .route("/connections/{id}/replace", post(forms::replace))
        .route("/connections/{id}/disconnect", post(forms::disconnect))
        .route("/connections/{id}/permit", post(forms::permit))
        .route("/connections/{id}/withdraw", post(forms::withdraw))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(from_fn_with_state(Arc::clone(&console), safety::watch))
        .with_state(console)
}

async fn home(State(console): State<Arc<Console>>) -> Response {
    match page::home(&console) {
        Some(page) => Html(page).into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn language(State(console): State<Arc<Console>>, Path(language): Path<String>) -> Redirect {
    console.session.speak(if language == "en" { Language::En } else { Language::Ko });
    Redirect::to("/")
}

/// The exchange log as it grows.
async fn listen(State(console): State<Arc<Console>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let listener = console.connections.journal().listen();
    let events = stream::unfold((listener, console), |(mut listener, console)| async move {
        let line = listener.next().await?;
        let shown = lines::shown(&line, console.session.language());
        let event = Event::default().data(serde_json::to_string(&shown).unwrap_or_default());
        Some((Ok(event), (listener, console)))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(STILL_HERE))
}

fn asset(kind: &'static str, text: &'static str) -> Response {
    ([(CONTENT_TYPE, kind)], text).into_response()
}
