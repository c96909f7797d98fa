//! Connecting a shop: ACTIVE with counts, or PAUSED with a reason, whatever was pasted and pressed.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is how a test fails")]

mod shop;

use std::sync::Arc;
use std::time::Duration;

use commerce_sandbox::coupang::{DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY};
use coupang_connect::{ConnectError, Event, Form, FormError, KeyStage, MemoryVault, NewPair, State, Status, Vault};
use coupang_wing::calendar::KstDate;
use coupang_wing::orders::OrderStatus;
use coupang_wing::{ErrorKind, Language};
use live_probe::Reason;
use shop::{Shop, form, noon, read_orders, wrong_form};

fn reason(status: &Status) -> Option<Reason> {
    status.state.reason()
}

#[tokio::test(start_paused = true)]
async fn the_right_key_is_active_with_the_shops_counts() {
    let shop = Shop::open();
    let connections = shop.connections().await;
    let status = connections.connect(form()).await.unwrap();
    assert_eq!(status.state, State::Active);
    assert_eq!((status.vendor.as_str(), status.market.as_str()), ("A000*****", "KR"));
    // What a day of the sandbox holds, as its README has it.
    let counts = status.counts.as_ref().unwrap();
    let orders =
        [OrderStatus::Accept, OrderStatus::Instruct, OrderStatus::FinalDelivery].map(|s| counts.orders.get(&s));
    assert_eq!(orders, [Some(3), Some(1), Some(6)]);
    assert_eq!((counts.product_inquiries, counts.call_center_inquiries), (Some(2), Some(3)));
    let age = status.key_age.unwrap();
    assert_eq!((age.days, age.stage, age.expires.to_string().as_str()), (0, KeyStage::Fresh, "2026-08-29"));
    assert!(status.permits.is_empty() && status.families.is_empty() && status.late.is_none());
    let shown = format!("{status:?}");
    assert!(!shown.contains(DEFAULT_ACCESS_KEY) && !shown.contains(DEFAULT_SECRET_KEY) && !shown.contains("A00012345"));
}

#[tokio::test(start_paused = true)]
async fn every_refusal_pauses_with_its_word_its_next_step_and_its_article() {
    let cases: [(u16, &str, Reason, Option<u64>); 9] = [
        (401, r#"{"message":"Invalid signature."}"#, Reason::InvalidSignature, Some(360_022_935_394)),
        (401, r#"{"message":"Specified signature is expired."}"#, Reason::SignatureExpired, Some(360_022_935_394)),
        (401, r#"{"message":"Request is not authorized."}"#, Reason::KeyRejected, Some(27_482_151_049_625)),
        (403, "[FORBIDDEN] Not allowed IP. Register it", Reason::IpNotAllowed, Some(20_874_598_747_289)),
        (404, r#"{"message":"Not Found"}"#, Reason::VendorMismatch, Some(30_176_501_214_361)),
        (403, "<HTML>Access Denied Reference #18.2d</HTML>", Reason::EdgeBlocked, Some(34_583_426_711_321)),
        (403, r#"{"message":"no"}"#, Reason::PermissionDenied, Some(20_288_952_179_993)),
        (429, r#"{"message":"Too Many Requests"}"#, Reason::Throttled, Some(360_023_154_173)),
        (200, "hello", Reason::UnexpectedResponse, None),
    ];
    for (status, body, expected, number) in cases {
        let shop = Shop::open();
        shop.refuse(status, body);
        let connections = shop.connections().await;
        let found = connections.connect(form()).await.unwrap();
        let State::Paused { reason, next_step, article } = found.state else { panic!("{:?}", found.state) };
        assert_eq!((reason, article), (expected, number));
        for language in [Language::Ko, Language::En] {
            assert_eq!(next_step.in_words(language), expected.next_step(language));
        }
        assert!(found.counts.is_none());
        assert!(connections.get(&found.connection).unwrap().client().is_err());
    }
}

#[tokio::test(start_paused = true)]
async fn a_wrong_key_and_another_sellers_id_are_told_apart() {
    let shop = Shop::open();
    let connections = shop.connections().await;
    let wrong = connections.connect(wrong_form()).await.unwrap();
    assert_eq!(reason(&wrong), Some(Reason::InvalidSignature));
    let unknown = Form::new("A00012346", "some-other-key".to_owned(), DEFAULT_SECRET_KEY.to_owned());
    assert_eq!(reason(&connections.connect(unknown).await.unwrap()), Some(Reason::KeyRejected));
    let stranger = Form::new("A00099999", DEFAULT_ACCESS_KEY.to_owned(), DEFAULT_SECRET_KEY.to_owned());
    assert_eq!(reason(&connections.connect(stranger).await.unwrap()), Some(Reason::VendorMismatch));
    // Each of them was stopped by its first answer.
    assert_eq!(shop.calls(), 3);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_right_is_refused_before_anything_is_stored_or_sent() {
    let (shop, vault) = (Shop::open(), Arc::new(MemoryVault::new()));
    let connections = shop.open_with(shop.builder(vault.clone())).await;
    let spaced = Form::new("A00012345", format!("{DEFAULT_ACCESS_KEY}\n"), DEFAULT_SECRET_KEY.to_owned());
    let error = connections.connect(spaced).await.unwrap_err();
    assert!(matches!(error, ConnectError::Form(FormError::Spaces(_))), "{error:?}");
    let swapped = Form::new(
        "A00012345",
        "0123456789abcdef0123456789abcdef01234567".to_owned(),
        "11111111-2222-3333-4444-555555555555".to_owned(),
    );
    let error = connections.connect(swapped).await.unwrap_err();
    assert_eq!(error, ConnectError::Form(FormError::Swapped));
    assert!(error.sentence(Language::Ko).contains("바뀐"), "{error}");
    assert_eq!((shop.calls(), vault.list().unwrap()), (0, vec![]));
}

#[tokio::test(start_paused = true)]
async fn two_clicks_and_two_tabs_make_one_connection() {
    let (shop, vault) = (Shop::open(), Arc::new(MemoryVault::new()));
    let connections = shop.open_with(shop.builder(vault.clone())).await;
    let (one, two) = tokio::join!(connections.connect(form()), connections.connect(form()));
    let (status, error) = match (one, two) {
        (Ok(status), Err(error)) | (Err(error), Ok(status)) => (status, error),
        other => panic!("{other:?}"),
    };
    assert_eq!((status.state, error), (State::Active, ConnectError::InProgress));
    let again = connections.connect(form()).await.unwrap_err();
    assert_eq!(again, ConnectError::AlreadyConnected(status.connection.clone()));
    assert_eq!((vault.list().unwrap().len(), connections.all().len()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_key_that_never_worked_makes_room_for_the_right_one() {
    let (shop, vault) = (Shop::open(), Arc::new(MemoryVault::new()));
    let connections = shop.open_with(shop.builder(vault.clone())).await;
    let wrong = connections.connect(wrong_form()).await.unwrap();
    let right = connections.connect(form()).await.unwrap();
    assert_eq!((right.state, &right.connection), (State::Active, &wrong.connection));
    let entries = vault.list().unwrap();
    assert_eq!((entries.len(), &entries[0].reference), (1, &right.credential));
}

#[tokio::test(start_paused = true)]
async fn trying_keys_is_stopped_before_coupang_stops_it() {
    let shop = Shop::open();
    let connections = shop.connections().await;
    let failed = connections.connect(wrong_form()).await.unwrap();
    let connection = connections.get(&failed.connection).unwrap();
    for _ in 0..4 {
        assert!(connection.verify().await.unwrap().state.reason().is_some());
    }
    let calls = shop.calls();
    for tried in [connections.connect(form()).await, connection.verify().await] {
        let error = tried.unwrap_err();
        assert_eq!(error, ConnectError::TooManyAttempts { until: noon() + Duration::from_secs(600) });
    }
    assert_eq!(shop.calls(), calls, "nothing was sent");
    tokio::time::advance(Duration::from_secs(601)).await;
    assert_eq!(connections.connect(form()).await.unwrap().state, State::Active);
}

#[tokio::test(start_paused = true)]
async fn after_a_restart_every_connection_is_new_and_verifies_again_without_permits() {
    let (shop, vault) = (Shop::open(), Arc::new(MemoryVault::new()));
    let before = shop.open_with(shop.builder(vault.clone())).await;
    let status = before.connect(form()).await.unwrap();
    let family = coupang_wing::family::ORDERS;
    before.get(&status.connection).unwrap().permit(family, "홍길동", "").unwrap();
    drop(before);

    let after = shop.open_with(shop.builder(vault)).await;
    let connection = after.get(&status.connection).unwrap();
    let loaded = connection.status();
    assert_eq!((loaded.state, loaded.credential, loaded.permits), (State::New, status.credential, vec![]));
    assert!(loaded.last_active.is_some());
    // By itself.
    let keeper = after.clone();
    let keeping = tokio::spawn(async move { keeper.keep_verifying().await });
    tokio::time::sleep(Duration::from_secs(20)).await;
    assert_eq!(connection.status().state, State::Active);
    assert!(connection.status().permits.is_empty());
    keeping.abort();
}

#[tokio::test(start_paused = true)]
async fn a_seller_who_closes_the_page_leaves_no_half_made_connection() {
    let shop = Shop::open();
    let connections = shop.connections().await;
    let gone = tokio::time::timeout(Duration::from_millis(300), connections.connect(form())).await;
    assert!(gone.is_err(), "fourteen reads at four a second take longer");
    assert_eq!(connections.all()[0].status().state, State::Verifying);
    assert_eq!(connections.connect(form()).await.unwrap_err(), ConnectError::InProgress);
    tokio::time::sleep(Duration::from_secs(20)).await;
    assert_eq!(connections.all()[0].status().state, State::Active);
}

#[tokio::test(start_paused = true)]
async fn a_new_key_is_verified_before_it_takes_the_place_of_the_old_one() {
    let shop = Shop::open();
    let connections = shop.connections().await;
    let status = connections.connect(form()).await.unwrap();
    let connection = connections.get(&status.connection).unwrap();
    let old_client = connection.client().unwrap();

    let pair = NewPair::new(DEFAULT_ACCESS_KEY.to_owned(), "not-the-secret-key".to_owned());
    let error = connections.replace_key(&status.connection, pair).await.unwrap_err();
    assert_eq!(error, ConnectError::NotAccepted(Reason::InvalidSignature));
    assert_eq!(connection.status().state, State::Active);
    // Still the old pair's client, and not stopped.
    assert!(read_orders(&old_client).await.is_ok());

    let issued: KstDate = "2026-02-20".parse().unwrap();
    let pair = NewPair::new(DEFAULT_ACCESS_KEY.to_owned(), DEFAULT_SECRET_KEY.to_owned()).issued_on(issued);
    let replaced = connections.replace_key(&status.connection, pair).await.unwrap();
    assert_eq!((replaced.state, replaced.credential), (State::Active, status.credential));
    assert_eq!(replaced.key_age.unwrap().days, 10);
    // Clients of the old pair are stopped: Coupang refuses it from the moment in which it issued the new one.
    assert_eq!(read_orders(&old_client).await.unwrap_err().kind(), ErrorKind::Stopped);
    let events: Vec<Event> = connections
        .journal()
        .day(&status.connection, KstDate::at(noon()))
        .events
        .iter()
        .map(|(_, audit)| audit.event)
        .collect();
    assert!(events.contains(&Event::KeyNotReplaced) && events.contains(&Event::KeyReplaced), "{events:?}");
}

#[tokio::test(start_paused = true)]
async fn a_disconnected_shop_is_forgotten_and_its_clients_are_stopped() {
    let (shop, vault) = (Shop::open(), Arc::new(MemoryVault::new()));
    let connections = shop.open_with(shop.builder(vault.clone())).await;
    let status = connections.connect(form()).await.unwrap();
    let connection = connections.get(&status.connection).unwrap();
    let client = connection.client().unwrap();
    connections.disconnect(&status.connection).await.unwrap();
    assert_eq!((vault.list().unwrap(), connections.all().len()), (vec![], 0));
    assert_eq!(read_orders(&client).await.unwrap_err().kind(), ErrorKind::Stopped);
    assert_eq!(connection.verify().await.unwrap_err(), ConnectError::NotConnected);
    assert_eq!(connections.disconnect(&status.connection).await, Err(ConnectError::NotConnected));
    // It can be connected again.
    assert_eq!(connections.connect(form()).await.unwrap().state, State::Active);
}

#[tokio::test(start_paused = true)]
async fn a_key_past_its_days_is_told_so_when_coupang_refuses_it() {
    let shop = Shop::open();
    let connections = shop.connections().await;
    let issued = KstDate::at(noon()).plus_days(-180);
    let status = connections.connect(form().issued_on(issued)).await.unwrap();
    // It still works: nothing is paused on a guess, but the seller is told.
    assert_eq!(status.state, State::Active);
    let age = status.key_age.unwrap();
    assert_eq!(age.stage, KeyStage::Expired);
    assert!(age.warning(Language::Ko).unwrap().contains("만료"));
    shop.refuse(401, r#"{"message":"Request is not authorized."}"#);
    let status = connections.get(&status.connection).unwrap().verify().await.unwrap();
    let State::Paused { reason, next_step, .. } = status.state else { panic!("{:?}", status.state) };
    assert_eq!(reason, Reason::KeyRejected);
    assert!(next_step.in_words(Language::Ko).contains("180일"), "{}", next_step.in_words(Language::Ko));
    assert!(next_step.in_words(Language::En).contains("re-issue"), "{}", next_step.in_words(Language::En));
}
