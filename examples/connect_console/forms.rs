//! What the forms do. Each answer is a redirect to the page, which then holds nothing of what was entered.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use coupang_connect::{ConnectError, Connection, Form as Entered, NewPair, State as Stage};
use coupang_wing::apiwire::Family;
use coupang_wing::{Language, Market, family};
use http::StatusCode;
use http::header::SET_COOKIE;
use serde::Deserialize;

use super::safety::{COOKIE_NAME, locked};
use super::site::Console;

type Shared = State<Arc<Console>>;

#[derive(Deserialize)]
pub(super) struct Code {
    code: String,
}

/// Lets the person in who has read the code.
pub(super) async fn enter(State(console): Shared, Form(Code { code }): Form<Code>) -> Response {
    match console.session.enter(&code) {
        Some(cookie) => {
            let cookie = format!("{COOKIE_NAME}={cookie}; Path=/; HttpOnly; SameSite=Strict");
            ([(SET_COOKIE, cookie)], Redirect::to("/")).into_response()
        }
        None => locked(&console, true),
    }
}

/// The connect card. The keys move into types that wipe themselves as soon as they are here.
#[derive(Deserialize)]
pub(super) struct ConnectCard {
    token: String,
    vendor_id: String,
    access_key: String,
    secret_key: String,
    #[serde(default)]
    requested_by: String,
    #[serde(default)]
    market: String,
    #[serde(default)]
    wing_user_id: String,
}

pub(super) async fn connect(State(console): Shared, Form(card): Form<ConnectCard>) -> Response {
    if !console.session.accepts("/connect", &card.token) {
        return forbidden();
    }
    let form = Entered::new(card.vendor_id, card.access_key, card.secret_key)
        .with_requested_by(card.requested_by)
        .with_market(card.market.parse().unwrap_or(Market::Kr))
        .with_wing_user_id(card.wing_user_id);
    let language = console.session.language();
    match console.connections.connect(form).await {
        Ok(status) => told(&console, status.state),
        Err(error) => console.session.say(error.sentence(language), false),
    }
    home()
}

#[derive(Deserialize)]
pub(super) struct Bare {
    token: String,
}

pub(super) async fn verify(State(console): Shared, Path(id): Path<String>, Form(form): Form<Bare>) -> Response {
    let connection = match find(&console, &id, "verify", &form.token) {
        Ok(connection) => connection,
        Err(answer) => return answer,
    };
    match connection.verify().await {
        Ok(status) => told(&console, status.state),
        Err(error) => console.session.say(error.sentence(console.session.language()), false),
    }
    home()
}

#[derive(Deserialize)]
pub(super) struct Pair {
    token: String,
    access_key: String,
    secret_key: String,
}

pub(super) async fn replace(State(console): Shared, Path(id): Path<String>, Form(form): Form<Pair>) -> Response {
    let connection = match find(&console, &id, "replace", &form.token) {
        Ok(connection) => connection,
        Err(answer) => return answer,
    };
    let pair = NewPair::new(form.access_key, form.secret_key);
    let language = console.session.language();
    match console.connections.replace_key(connection.id(), pair).await {
        Ok(_) => console.session.say(
            say(
                language,
                "키를 교체했습니다. 쓰기 권한은 다시 승인하세요.",
                "The key was replaced. Approve writes anew.",
            )
            .to_owned(),
            true,
        ),
        Err(error) => console.session.say(error.sentence(language), false),
    }
    home()
}

#[derive(Deserialize)]
pub(super) struct Confirmed {
    token: String,
    vendor_id: String,
}

pub(super) async fn disconnect(
    State(console): Shared,
    Path(id): Path<String>,
    Form(form): Form<Confirmed>,
) -> Response {
    let connection = match find(&console, &id, "disconnect", &form.token) {
        Ok(connection) => connection,
        Err(answer) => return answer,
    };
    if !confirmed(&console, &connection, &form.vendor_id) {
        return home();
    }
    let language = console.session.language();
    match console.connections.disconnect(connection.id()).await {
        Ok(()) => console.session.say(
            say(
                language,
                "연결을 해제하고 저장된 키를 지웠습니다. Wing의 키는 그대로이니 필요 없으면 Wing에서 삭제하세요.",
                "Disconnected; the stored key was deleted. It still works at Coupang: delete it in Wing if you no longer need it.",
            )
            .to_owned(),
            true,
        ),
        Err(error) => console.session.say(error.sentence(language), false),
    }
    home()
}

#[derive(Deserialize)]
pub(super) struct Grant {
    token: String,
    family: String,
    vendor_id: String,
    approved_by: String,
    #[serde(default)]
    note: String,
}

pub(super) async fn permit(State(console): Shared, Path(id): Path<String>, Form(form): Form<Grant>) -> Response {
    let connection = match find(&console, &id, "permit", &form.token) {
        Ok(connection) => connection,
        Err(answer) => return answer,
    };
    let Some(family) = family_named(&form.family) else { return forbidden() };
    if confirmed(&console, &connection, &form.vendor_id) {
        let language = console.session.language();
        match connection.permit(family, &form.approved_by, &form.note) {
            Ok(()) => {
                console.session.say(say(language, "쓰기를 승인했습니다.", "Writes were approved.").to_owned(), true)
            }
            Err(error) => console.session.say(error.sentence(language), false),
        }
    }
    home()
}

#[derive(Deserialize)]
pub(super) struct Withdrawal {
    token: String,
    family: String,
}

pub(super) async fn withdraw(State(console): Shared, Path(id): Path<String>, Form(form): Form<Withdrawal>) -> Response {
    let connection = match find(&console, &id, "withdraw", &form.token) {
        Ok(connection) => connection,
        Err(answer) => return answer,
    };
    let Some(family) = family_named(&form.family) else { return forbidden() };
    connection.withdraw(family);
    let language = console.session.language();
    console.session.say(say(language, "쓰기 승인을 거두었습니다.", "The approval was withdrawn.").to_owned(), true);
    home()
}

/// The connection that a form is about, if the form is ours.
#[expect(clippy::result_large_err, reason = "the other way out of a handler is an answer")]
fn find(console: &Console, id: &str, action: &str, token: &str) -> Result<Connection, Response> {
    if !console.session.accepts(&format!("/connections/{id}/{action}"), token) {
        return Err(forbidden());
    }
    id.parse().ok().and_then(|id| console.connections.get(&id)).ok_or_else(|| {
        console.session.say(ConnectError::NotConnected.sentence(console.session.language()), false);
        home()
    })
}

/// A person who types the vendor id knows which shop it is about.
fn confirmed(console: &Console, connection: &Connection, vendor_id: &str) -> bool {
    let right = vendor_id.trim() == connection.vendor_id().as_str();
    if !right {
        let words = say(
            console.session.language(),
            "입력한 판매자 ID가 이 연결의 것이 아닙니다. 아무것도 바꾸지 않았습니다.",
            "The vendor id entered is not this connection's. Nothing was changed.",
        );
        console.session.say(words.to_owned(), false);
    }
    right
}

fn told(console: &Console, state: Stage) {
    let language = console.session.language();
    let active = state == Stage::Active;
    let words = match state.reason() {
        None if active => {
            say(language, "연결되었습니다. 건수를 Wing과 비교해 보세요.", "Connected. Compare the counts with Wing.")
                .to_owned()
        }
        None => state.word().to_owned(),
        Some(reason) => reason.meaning(language).to_owned(),
    };
    console.session.say(words, active);
}

fn family_named(name: &str) -> Option<Family> {
    family::ALL.into_iter().find(|family| family.name() == name)
}

fn say(language: Language, ko: &'static str, en: &'static str) -> &'static str {
    super::page::say(language, ko, en)
}

fn home() -> Response {
    Redirect::to("/").into_response()
}

fn forbidden() -> Response {
    (StatusCode::FORBIDDEN, "not this page's form").into_response()
}
