//! The models against the documented fields, and every field of every fixture missing, of every other JSON type and in
//! the other case: what cannot be read costs its own place and is counted, nothing panics, and nobody's name comes out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod shop;

use std::collections::BTreeSet;
use std::fmt::Debug;

use apiwire::{BoxFuture, Error, ErrorKind, Single};
use korea_checkout::calendar::Timestamp;
use korea_checkout::coupons::{AppliedCoupon, Coupon, CouponType, Discount, NewCoupon};
use korea_checkout::domains::{DomainSetup, VerificationRecord};
use korea_checkout::endpoints::OPERATIONS;
use korea_checkout::events::PaymentCompleted;
use korea_checkout::refunds::{Paid, Refund, Refunded};
use korea_checkout::sessions::{CreatedSession, Customer, ExpireSession, Session, SessionUpdate};
use korea_checkout::shops::{BusinessInfo, Contact, NewShop, SettingsUpdate, Shop, ShopSettings};
use korea_checkout::{CouponCode, KoreaCheckout, SessionId, ShopId};
use serde::Serialize;
use serde_json::{Map, Value, json};
use shop::{ok, order, permitted, scripted};

const CANARY: &str = "카나리아 김둘";

#[test]
fn every_documented_field_is_in_its_model() {
    let table: Map<String, Value> = serde_json::from_str(include_str!("../fixtures/fields.json")).unwrap();
    let models: [(&str, &[&str]); 14] = [
        ("CreatedSession", CreatedSession::FIELDS),
        ("Session", Session::FIELDS),
        ("Customer", Customer::FIELDS),
        ("Refunded", Refunded::FIELDS),
        ("Shop", Shop::FIELDS),
        ("BusinessInfo", BusinessInfo::FIELDS),
        ("Contact", Contact::FIELDS),
        ("ShopSettings", ShopSettings::FIELDS),
        ("DomainSetup", DomainSetup::FIELDS),
        ("VerificationRecord", VerificationRecord::FIELDS),
        ("Coupon", Coupon::FIELDS),
        ("AppliedCoupon", AppliedCoupon::FIELDS),
        ("Discount", Discount::FIELDS),
        ("PaymentCompleted", PaymentCompleted::FIELDS),
    ];
    assert_eq!(table.len(), models.len());
    for (name, fields) in models {
        for field in table[name].as_array().unwrap() {
            assert!(fields.contains(&field.as_str().unwrap()), "{name} lacks {field}");
        }
    }
}

/// An operation, and what its answer is useless without.
struct Fixture {
    name: &'static str,
    essential: &'static [&'static str],
    /// Whether the answer is unknown, so that any success is one.
    is_unknown: bool,
    call: for<'c> fn(&'c KoreaCheckout) -> BoxFuture<'c, Read>,
}

/// What came of an answer: the row in the wire form, the places that were passed over, everything that prints.
type Read = Result<(Option<Value>, Vec<String>, String), (ErrorKind, String)>;

fn row<T: Debug + Serialize>(answer: Result<Single<T>, Error>) -> Read {
    perhaps(answer.map(Some))
}

fn perhaps<T: Debug + Serialize>(answer: Result<Option<Single<T>>, Error>) -> Read {
    match answer {
        Ok(None) => Ok((None, Vec::new(), String::new())),
        Ok(Some(single)) => {
            let places = single.oddities.first().iter().map(|fault| fault.path().to_owned()).collect();
            Ok((Some(serde_json::to_value(&single.row).unwrap()), places, format!("{single:?}")))
        }
        Err(error) => Err((error.kind(), format!("{error} {error:?}"))),
    }
}

fn id() -> SessionId {
    SessionId::new("cs_1")
}

fn coupon() -> NewCoupon {
    let day = |text: &str| Timestamp::parse(text).unwrap();
    NewCoupon::new("A", "이름", CouponType::FreeShipping, 0, day("2026-03-01"), day("2026-03-02"))
}

fn mugs() -> NewShop {
    NewShop::new("머그 상점", "머그컵", "https://shop.example.com")
        .with_business("123-45-67890", "머그컴퍼니", "김하나", "서울특별시 송파구 예시로 1")
        .with_contact("help@shop.example.com", "02-123-4567")
}

macro_rules! fixtures {
    ($( $name:literal of $essential:expr, $unknown:expr, |$checkout:ident| $call:expr; )+) => {
        const FIXTURES: &[Fixture] = &[$(Fixture {
            name: $name,
            essential: &$essential,
            is_unknown: $unknown,
            call: |$checkout| Box::pin(async move { $call }),
        },)+];
    };
}

fixtures! {
    "sessions.create" of ["sessionId", "checkoutUrl"], false, |c| row(c.sessions().create(order("1")).await);
    "sessions.get" of ["sessionId", "status"], false, |c| row(c.sessions().get(&id()).await);
    "sessions.update" of ["sessionId", "status"], true, |c| {
        perhaps(c.sessions().update(&id(), SessionUpdate::new().with_name("김두리")).await)
    };
    "sessions.expire" of ["sessionId", "status"], true, |c| perhaps(c.sessions().expire(ExpireSession::new(id())).await);
    "refunds.create" of ["refundId", "status"], false, |c| {
        row(permitted(c).refunds().create(&Refund::full(Paid::known(id(), 1))).await)
    };
    "shops.create" of ["id"], false, |c| row(permitted(c).shops().create(mugs()).await);
    "shops.get" of ["id"], false, |c| row(c.shops().get(&ShopId::new("shop_1")).await);
    "shops.update" of ["id"], true, |c| {
        let update = SettingsUpdate::new().with_auto_refund(true);
        perhaps(permitted(c).shops().update(&ShopId::new("shop_1"), update).await)
    };
    "domains.set" of
        ["domain", "verification_records/*/type", "verification_records/*/name", "verification_records/*/value"],
        false, |c| row(permitted(c).domains().set(&ShopId::new("shop_1"), "checkout.example.com").await);
    "coupons.create" of ["code"], true, |c| perhaps(c.coupons().create(coupon()).await);
    "coupons.apply" of ["newTotal"], false, |c| row(c.coupons().apply(&id(), &CouponCode::new("A")).await);
}

impl Fixture {
    fn whole(&self) -> Value {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/{}.json", self.name));
        serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
    }

    async fn read(&self, body: &Value) -> Read {
        let (checkout, _) = scripted([ok(&body.to_string())]);
        (self.call)(&checkout).await
    }

    /// Where the row stands: in `data`, or flat.
    fn root(whole: &Value) -> &'static str {
        if whole.get("data").is_some() { "/data" } else { "" }
    }

    fn is_essential(&self, below: &str) -> bool {
        let keys = below.split('/').skip(1).map(|key| if is_position(key) { "*" } else { key });
        let general = keys.collect::<Vec<_>>().join("/");
        self.essential.contains(&general.as_str()) || is_position(below.rsplit('/').next().unwrap())
    }

    /// What goes with an unreadable place: itself, or what is useless without it, up to the row.
    fn lost<'p>(&self, below: &'p str) -> &'p str {
        let mut lost = below;
        while !lost.is_empty() && self.is_essential(lost) {
            lost = lost.rsplit_once('/').unwrap().0;
        }
        lost
    }
}

fn is_position(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit())
}

/// Every place in a row, as a pointer.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, child)| (key.clone(), child)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(n, child)| (n.to_string(), child)).collect(),
        _ => Vec::new(),
    };
    for (key, child) in children {
        let place = format!("{at}/{key}");
        places(child, &place, found);
        found.push(place);
    }
}

fn fields_of(whole: &Value) -> Vec<String> {
    let (root, mut found) = (Fixture::root(whole), Vec::new());
    places(whole.pointer(root).unwrap(), "", &mut found);
    found.retain(|place| place != "/success");
    found
}

/// `data.items[0].name`.
fn dotted(place: &str) -> String {
    let mut path = String::new();
    for key in place.split('/').skip(1) {
        match is_position(key) {
            true => path.push_str(&format!("[{key}]")),
            false if path.is_empty() => path.push_str(key),
            false => path.push_str(&format!(".{key}")),
        }
    }
    path
}

/// What cannot stand in the place of a value.
fn unreadable(value: &Value) -> Vec<Value> {
    let mut bad = vec![json!(-1.5), json!([[{CANARY: 1}]])];
    match value {
        Value::Bool(_) => bad.extend([json!(CANARY), json!(1), json!({})]),
        Value::Number(_) => bad.extend([json!(CANARY), json!(true), json!({CANARY: CANARY}), json!("29000.5")]),
        Value::String(text) if Timestamp::parse(text).is_some() => bad.extend([json!(CANARY), json!(7), json!(true)]),
        Value::String(_) => bad.extend([json!(true), json!({CANARY: CANARY}), json!([CANARY])]),
        Value::Array(_) => bad.extend([json!(CANARY), json!(7), json!({CANARY: CANARY})]),
        Value::Object(_) => bad.extend([json!(CANARY), json!(7), json!([CANARY])]),
        Value::Null => {}
    }
    bad
}

#[test]
fn every_operation_is_swept() {
    let swept: BTreeSet<&str> = FIXTURES.iter().map(|fixture| fixture.name).collect();
    assert_eq!(swept, OPERATIONS.iter().map(|row| row.name).collect());
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_read_costs_its_place_and_an_id_the_answer() {
    let mut tried = 0;
    for fixture in FIXTURES {
        let whole = fixture.whole();
        let root = Fixture::root(&whole);
        let (Some(before), oddities, _) = fixture.read(&whole).await.unwrap() else { panic!("{}", fixture.name) };
        assert!(oddities.is_empty(), "{}: {oddities:?}", fixture.name);
        for place in fields_of(&whole) {
            let at = format!("{root}{place}");
            let original = whole.pointer(&at).unwrap();
            let missing = [json!(null), json!("")].map(|with| (with, fixture.is_essential(&place)));
            let wrong = unreadable(original).into_iter().map(|with| (with, true));
            for (with, is_counted) in missing.into_iter().chain(wrong) {
                if is_position(place.rsplit('/').next().unwrap()) && with == json!("") {
                    continue; // an empty text in a list is a text
                }
                let mut body = whole.clone();
                *body.pointer_mut(&at).unwrap() = with.clone();
                let (name, lost) = (fixture.name, fixture.lost(&place));
                tried += 1;
                match (fixture.read(&body).await, lost.is_empty()) {
                    (Ok((None, ..)), true) => assert!(fixture.is_unknown, "{name} {place} {with}"),
                    (Err((kind, shown)), true) => {
                        assert!(kind == ErrorKind::Decode && !fixture.is_unknown, "{name} {place} {with}: {shown}");
                        assert!(!shown.contains(CANARY), "{shown}");
                    }
                    (Ok((Some(row), oddities, shown)), false) => {
                        let mut expected = before.clone();
                        *expected.pointer_mut(lost).unwrap() = Value::Null;
                        assert_eq!(row, expected, "{name} {place} {with}");
                        assert_eq!(oddities.len(), usize::from(is_counted), "{name} {place} {with}: {oddities:?}");
                        let prefix = dotted(&at);
                        assert!(oddities.iter().all(|odd| odd.starts_with(&prefix)), "{name} {place}: {oddities:?}");
                        assert!(!shown.contains(CANARY), "{shown}");
                    }
                    (other, _) => panic!("{name} {place} {with}: {other:?}"),
                }
            }
        }
    }
    assert!(tried > 400, "{tried}");
}

#[tokio::test(start_paused = true)]
async fn an_unknown_field_is_kept_and_not_shown() {
    for fixture in FIXTURES {
        let whole = fixture.whole();
        let root = Fixture::root(&whole);
        let (before, ..) = fixture.read(&whole).await.unwrap();
        let objects = fields_of(&whole).into_iter().chain([String::new()]);
        for place in objects.filter(|place| whole.pointer(&format!("{root}{place}")).unwrap().is_object()) {
            let (mut body, mut expected) = (whole.clone(), before.clone().unwrap());
            body.pointer_mut(&format!("{root}{place}")).unwrap()["새필드"] = json!([CANARY]);
            expected.pointer_mut(&place).unwrap()["새필드"] = json!([CANARY]);
            let (row, oddities, shown) = fixture.read(&body).await.unwrap();
            assert_eq!((row, oddities.len()), (Some(expected), 0), "{} {place}", fixture.name);
            assert!(!shown.contains(CANARY), "{shown}");
        }
    }
}

/// A name in the other case: `sessionId` and `session_id`.
fn other_case(name: &str) -> String {
    let mut other = String::new();
    let mut after_underscore = false;
    for letter in name.chars() {
        match letter {
            '_' => after_underscore = true,
            letter if after_underscore => {
                other.extend(letter.to_uppercase());
                after_underscore = false;
            }
            letter if letter.is_uppercase() => {
                other.push('_');
                other.extend(letter.to_lowercase());
            }
            letter => other.push(letter),
        }
    }
    other
}

fn in_the_other_case(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            map.iter().map(|(name, value)| (other_case(name), in_the_other_case(value))).collect::<Map<_, _>>().into()
        }
        Value::Array(list) => list.iter().map(in_the_other_case).collect(),
        other => other.clone(),
    }
}

#[tokio::test(start_paused = true)]
async fn a18_every_name_is_read_in_the_other_case_too() {
    assert_eq!((other_case("sessionId"), other_case("ceo_name")), ("session_id".to_owned(), "ceoName".to_owned()));
    for fixture in FIXTURES {
        let whole = fixture.whole();
        let (expected, other) = (fixture.read(&whole).await.unwrap(), fixture.read(&in_the_other_case(&whole)).await);
        assert_eq!(other.unwrap(), expected, "{}", fixture.name);
    }
}
