//! The table of operations against the reference, the sources, the fixtures, and what is really sent and answered.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod shop;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use apiwire::EffectKind;
use apiwire::testing::{InMemory, TokioClock};
use commerce_sandbox::korea_checkout::{BuyerAction, Checkout};
use http::Method;
use korea_checkout::KoreaCheckout;
use korea_checkout::calendar::Timestamp;
use korea_checkout::coupons::NewCoupon;
use korea_checkout::endpoints::OPERATIONS;
use korea_checkout::refunds::{Paid, Refund};
use korea_checkout::sessions::{ExpireSession, SessionUpdate};
use korea_checkout::shops::{NewShop, SettingsUpdate};
use shop::{config, noon, order, permitted};

/// Section 2 of the reference: number, method, path, whether it writes, the permit. Row 12 comes in and is no
/// operation: `operation_12_..` in `events.rs` names it.
const REFERENCE: [(u8, &str, &str, bool, Option<&str>); 11] = [
    (1, "POST", "/api/checkout/create-session", true, None),
    (2, "GET", "/api/checkout/session/{sessionId}", false, None),
    (3, "PATCH", "/api/checkout/session/{sessionId}", true, None),
    (4, "POST", "/api/checkout/session/{sessionId}/expire", true, None),
    (5, "POST", "/api/checkout/session/{sessionId}/refund", true, Some("refunds")),
    (6, "POST", "/api/shops", true, Some("shops")),
    (7, "GET", "/api/shops/{shopId}", false, None),
    (8, "PATCH", "/api/shops/{shopId}", true, Some("shops")),
    (9, "PATCH", "/api/shops/{shopId}/custom-domain", true, Some("domains")),
    (10, "POST", "/api/coupons/create", true, None),
    (11, "POST", "/api/coupons/apply", true, None),
];

#[test]
fn every_row_of_the_reference_has_its_operation() {
    let rows: Vec<_> = OPERATIONS
        .iter()
        .map(|row| {
            let writes = row.effect == EffectKind::Write;
            (row.number, row.method.as_str(), row.path, writes, row.family.map(apiwire::Family::name))
        })
        .collect();
    assert_eq!(rows, REFERENCE);
}

fn directory(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The files below a directory.
fn files(directory: PathBuf) -> Vec<PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![directory]);
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { &mut open } else { &mut found }.push(path);
        }
    }
    found
}

#[test]
fn every_endpoint_of_the_sources_has_its_row_and_no_row_stands_twice() {
    let mut names = BTreeSet::new();
    let sources = files(directory("src")).into_iter();
    for file in sources.filter(|path| path.extension().is_some_and(|extension| extension == "rs")) {
        let text = fs::read_to_string(file).unwrap();
        let lines = text.lines().filter_map(|line| line.trim().strip_prefix("const NAME: &'static str = \""));
        let found = lines.filter_map(|rest| rest.split('"').next()).filter(|name| name.contains('.'));
        names.extend(found.map(str::to_owned));
    }
    let rows: BTreeSet<String> = OPERATIONS.iter().map(|operation| operation.name.to_owned()).collect();
    assert_eq!(rows, names);
    assert_eq!(rows.len(), OPERATIONS.len());
}

#[test]
fn every_operation_has_its_fixture_and_every_fixture_its_operation() {
    let named: BTreeSet<String> = OPERATIONS.iter().map(|operation| format!("{}.json", operation.name)).collect();
    let names =
        files(directory("fixtures")).into_iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned());
    // Events come in, and a table of fields is no answer.
    let answers = names.filter(|name| !name.starts_with("events.") && name != "fields.json");
    assert_eq!(answers.collect::<BTreeSet<_>>(), named);
}

#[test]
fn reads_need_no_permit_and_settling_reads_exist() {
    let reads: BTreeSet<&str> =
        OPERATIONS.iter().filter(|row| row.effect == EffectKind::Read).map(|row| row.name).collect();
    for row in OPERATIONS {
        assert!(row.family.is_none() || row.effect == EffectKind::Write, "{}", row.name);
        assert!(row.settled_by.is_none_or(|read| reads.contains(read)), "{}", row.name);
    }
}

/// A target is made from a path of the table: variables hold one segment.
fn fits(path: &str, target: &str) -> bool {
    let (expected, found): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), target.split('/').collect());
    let same = |(expected, found): (&&str, &&str)| match expected.starts_with('{') {
        true => !found.is_empty(),
        false => expected == found,
    };
    expected.len() == found.len() && expected.iter().zip(&found).all(same)
}

#[tokio::test(start_paused = true)]
async fn every_path_is_the_one_that_is_sent_and_the_sandbox_answers_it() {
    let sandbox = Arc::new(Checkout::builder().build().unwrap());
    let (core, clock) = (Arc::clone(&sandbox), Arc::new(TokioClock::starting_at(noon())));
    let sent: Arc<Mutex<Vec<(Method, String, u16)>>> = Arc::default();
    let heard = Arc::clone(&sent);
    let transport = InMemory::new(clock.clone(), move |request, now| {
        let (method, target) = (request.method().clone(), request.uri().path_and_query().unwrap().to_string());
        let response = core.handle(request, now);
        heard.lock().unwrap().push((method, target, response.status().as_u16()));
        response
    });
    let checkout = KoreaCheckout::builder(config()).transport(Arc::new(transport)).clock(clock).build().unwrap();
    let all = permitted(&checkout);
    let mut tried = BTreeSet::new();
    let mut check = |name: &'static str| {
        let row = OPERATIONS.iter().find(|row| row.name == name).unwrap();
        let (method, target, status) = sent.lock().unwrap().last().cloned().unwrap();
        assert!((200..300).contains(&status) && method == row.method, "{name}: {method} {target} {status}");
        assert!(fits(row.path, &target), "{name}: {target}");
        tried.insert(name);
    };

    let sessions = checkout.sessions();
    let id = sessions.create(order("order-1")).await.unwrap().row.session_id;
    check("sessions.create");
    sessions.update(&id, SessionUpdate::new().with_name("김두리")).await.unwrap();
    check("sessions.update");
    let day = |text: &str| Timestamp::parse(text).unwrap();
    let (from, until) = (day("2026-03-01T00:00:00+09:00"), day("2026-03-31T23:59:59+09:00"));
    let coupon = NewCoupon::percentage("SPRING10", "봄맞이 10%", 10, from, until).with_usage_limits(Some(9), Some(1));
    checkout.coupons().create(coupon.with_minimum_order_amount(20_000)).await.unwrap();
    check("coupons.create");
    let applied = checkout.coupons().apply(&id, &"SPRING10".parse().unwrap()).await.unwrap();
    check("coupons.apply");
    assert_eq!(applied.row.new_total, 26_100);
    sandbox.act(id.as_str(), BuyerAction::Pay, checkout.now()).unwrap();
    sessions.get(&id).await.unwrap();
    check("sessions.get");
    all.refunds().create(&Refund::partial(Paid::known(id, applied.row.new_total), 100)).await.unwrap();
    check("refunds.create");
    let other = sessions.create(order("order-2")).await.unwrap().row.session_id;
    sessions.expire(ExpireSession::new(other)).await.unwrap();
    check("sessions.expire");
    let shop = NewShop::new("머그 상점", "머그컵", "https://shop.example.com")
        .with_business("123-45-67890", "머그컴퍼니", "김하나", "서울특별시 송파구 예시로 1")
        .with_contact("help@shop.example.com", "02-123-4567");
    let shop = all.shops().create(shop).await.unwrap().row.id;
    check("shops.create");
    checkout.shops().get(&shop).await.unwrap();
    check("shops.get");
    all.shops().update(&shop, SettingsUpdate::new().with_payment_timeout_seconds(1800)).await.unwrap();
    check("shops.update");
    all.domains().set(&shop, "checkout.example.com").await.unwrap();
    check("domains.set");
    assert_eq!(tried, OPERATIONS.iter().map(|row| row.name).collect(), "every operation was sent");
}

#[test]
fn every_ambiguity_of_the_reference_has_a_test_that_names_it() {
    let mut named = BTreeSet::new();
    for file in files(directory("src")).into_iter().chain(files(directory("tests"))) {
        let text = fs::read_to_string(file).unwrap();
        let tests = text.lines().filter_map(|line| {
            let line = line.trim();
            line.strip_prefix("fn ").or_else(|| line.strip_prefix("async fn "))
        });
        // `fn a9_..`, `fn a10_a18_..`
        for name in tests.map(|rest| rest.split('(').next().unwrap()) {
            let numbers = name.split('_').map_while(|word| word.strip_prefix('a')?.parse::<u8>().ok());
            named.extend(numbers);
        }
    }
    assert_eq!(named.into_iter().collect::<Vec<_>>(), (1..=25).collect::<Vec<u8>>());
}
