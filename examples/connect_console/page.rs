//! What the page shows: the state of everything, and no value.

use std::time::{Duration, SystemTime};

use askama::Template;
use coupang_connect::{Connection, KeyStage, State, Status};
use coupang_wing::apiwire::clock::{Clock, SystemClock};
use coupang_wing::calendar::KstMinute;
use coupang_wing::orders::OrderStatus;
use coupang_wing::{Language, family};
use live_probe::Counts;

use super::args::Place;
use super::chart::{Bar, bars};
use super::lines::{self, Shown};
use super::session::Message;
use super::site::Console;

/// How many lines of the log stand on the page.
const LINES: usize = 30;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Picks by language.
pub(super) fn say(language: Language, ko: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Ko => ko,
        Language::En => en,
    }
}

/// `2026-03-02 12:00` in Korea.
fn minute(at: SystemTime) -> String {
    KstMinute::at(at).to_string().replace('T', " ")
}

/// `12:00:03` in Korea.
pub(super) fn clock(at: SystemTime) -> String {
    let seconds = at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs() + 9 * 60 * 60;
    format!("{:02}:{:02}:{:02}", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60)
}

#[derive(Template)]
#[template(path = "connect_console/locked.html")]
struct Locked<'a> {
    language: Language,
    nonce: &'a str,
    css: &'static str,
    taken: bool,
    wrong: bool,
}

/// The page that asks for the code, and the nonce of its style.
pub(super) fn locked(console: &Console, wrong: bool) -> Option<(String, String)> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).ok()?;
    let (nonce, language) = (hex::encode(bytes), console.session.language());
    let page =
        Locked { language, nonce: &nonce, css: include_str!("console.css"), taken: console.session.is_taken(), wrong };
    Some((page.render().ok()?, nonce))
}

#[derive(Template)]
#[template(path = "connect_console/home.html")]
struct Home {
    language: Language,
    place: &'static str,
    live: bool,
    keeps: bool,
    message: Option<Message>,
    totals: Totals,
    shops: Vec<Shop>,
    connect_token: String,
    lines: Vec<Shown>,
    lost: u64,
}

/// The numbers at the top: those of the last verifications.
#[derive(Default)]
struct Totals {
    orders: u64,
    claims: u64,
    inquiries: u64,
    failed: u64,
    as_of: Option<String>,
}

/// One connection.
struct Shop {
    id: String,
    vendor: String,
    market: &'static str,
    state: &'static str,
    late: Option<&'static str>,
    pause: Option<Pause>,
    window: Option<String>,
    checked: Option<String>,
    next: Option<String>,
    key: Option<KeyLine>,
    orders: u64,
    claims: Option<u64>,
    inquiries: Option<u64>,
    bars: Vec<Bar>,
    refused: Vec<String>,
    permits: Vec<PermitRow>,
    tokens: Tokens,
}

struct Pause {
    word: &'static str,
    means: &'static str,
    next: &'static str,
    article: Option<u64>,
}

struct KeyLine {
    text: String,
    warns: bool,
}

struct PermitRow {
    name: &'static str,
    title: String,
    granted: Option<String>,
}

struct Tokens {
    verify: String,
    replace: String,
    disconnect: String,
    permit: String,
    withdraw: String,
}

/// The one page of the console.
pub(super) fn home(console: &Console) -> Option<String> {
    let language = console.session.language();
    let now = SystemClock.now();
    let journal = console.connections.journal();
    let statuses: Vec<(Connection, Status)> =
        console.connections.all().into_iter().map(|connection| (connection.clone(), connection.status())).collect();
    let mut totals = Totals { failed: journal.failed_since(now - DAY), ..Totals::default() };
    for counts in statuses.iter().filter_map(|(_, status)| status.counts.as_ref()) {
        totals.orders += orders(counts);
        totals.claims += claims(counts).unwrap_or_default();
        totals.inquiries += inquiries(counts).unwrap_or_default();
    }
    totals.as_of = statuses.iter().filter_map(|(_, status)| status.last_active).max().map(minute);
    let latest = journal.latest(LINES);
    let page = Home {
        language,
        place: match console.place {
            Place::Sandbox => say(language, "내장 샌드박스", "embedded sandbox"),
            Place::Loopback(_) => say(language, "이 컴퓨터의 테스트 서버", "a fake on this machine"),
            Place::Live => say(language, "쿠팡 실서버", "Coupang, live"),
        },
        live: console.place == Place::Live,
        keeps: console.keeps,
        message: console.session.message(),
        totals,
        shops: statuses.iter().map(|(_, status)| shop(console, status, language)).collect(),
        connect_token: console.session.token("/connect"),
        lines: latest.iter().rev().map(|line| lines::shown(line, language)).collect(),
        lost: journal.trouble().map_or(0, |trouble| trouble.lines),
    };
    page.render().ok()
}

fn shop(console: &Console, status: &Status, language: Language) -> Shop {
    let id = status.connection.to_string();
    let token = |action: &str| console.session.token(&format!("/connections/{id}/{action}"));
    let pause = match status.state {
        State::Paused { reason, next_step, article } => Some(Pause {
            word: reason.word(),
            means: reason.meaning(language),
            next: next_step.in_words(language),
            article,
        }),
        _ => None,
    };
    let permits = family::ALL.iter().map(|family| PermitRow {
        name: family.name(),
        title: lines::family(family.name(), language),
        granted: status
            .permits
            .iter()
            .find(|permit| permit.family == family.name())
            .map(|permit| format!("{} · {}", permit.approved_by.masked(), minute(permit.granted_at))),
    });
    let counts = status.counts.as_ref();
    Shop {
        vendor: status.vendor.clone(),
        market: status.market.as_str(),
        state: status.state.word(),
        late: status.late.map(|reason| reason.meaning(language)),
        pause,
        window: status.window.map(|window| format!("{} ~ {}", window.from, window.to)),
        checked: status.verified_at.map(minute),
        next: status.next_check.map(minute),
        key: status.key_age.map(|age| KeyLine {
            text: age.warning(language).unwrap_or_else(|| {
                let (day, expires) = (age.days, age.expires);
                match language {
                    Language::Ko => format!("키 발급 {day}일째, {expires} 만료"),
                    Language::En => format!("Key is {day} days old and expires on {expires}"),
                }
            }),
            warns: age.stage != KeyStage::Fresh,
        }),
        orders: counts.map(orders).unwrap_or_default(),
        claims: counts.and_then(claims),
        inquiries: counts.and_then(inquiries),
        bars: counts.map(|counts| bars(&counts.orders, language)).unwrap_or_default(),
        refused: status.families.iter().map(|mark| lines::family(&mark.family, language)).collect(),
        permits: permits.collect(),
        tokens: Tokens {
            verify: token("verify"),
            replace: token("replace"),
            disconnect: token("disconnect"),
            permit: token("permit"),
            withdraw: token("withdraw"),
        },
        id,
    }
}

fn orders(counts: &Counts) -> u64 {
    OrderStatus::ALL.iter().filter_map(|status| counts.orders.get(status)).sum()
}

/// What could be counted of two; nothing where neither could.
fn either(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    (one.is_some() || other.is_some()).then(|| one.unwrap_or_default() + other.unwrap_or_default())
}

fn claims(counts: &Counts) -> Option<u64> {
    either(counts.returns, counts.exchanges)
}

fn inquiries(counts: &Counts) -> Option<u64> {
    either(counts.product_inquiries, counts.call_center_inquiries)
}
