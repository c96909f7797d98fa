//! After a 429, silence for the pause.

use std::sync::Arc;
use std::time::Duration;

use apiwire::{Delivery, ErrorKind};
use bytes::Bytes;
use commerce_sandbox::coupang::Gateway;
use http::Response;
use tokio::task::JoinSet;
use tokio::time::{Instant, advance, sleep};

use crate::street::{MINUTE, SECOND, Street, call, held_back};

#[tokio::test(start_paused = true)]
async fn under_load_nothing_leaves_during_the_pause() {
    let street = Street::new();
    // A vendor that has been given a lower threshold than anybody was told (article 20414599556889).
    let mut shop = street.shop("A00012345", Gateway::builder().calls_per_second(3));
    shop.slow_wire = true;
    let shop = Arc::new(shop);
    let other = Arc::new(street.shop("A00067890", Gateway::builder()));
    let clients = [street.client(&shop), street.client(&shop), street.client(&shop)];
    let mut tasks = JoinSet::new();
    for task in 0..8 {
        let client = clients[task % 3].clone();
        tasks.spawn(async move {
            let mut answered = Vec::new();
            for _ in 0..700 {
                match call(&client).await {
                    Ok(()) => {}
                    Err(error) => {
                        assert_eq!(error.kind(), ErrorKind::Throttled, "{error}");
                        if error.delivery() == Delivery::Answered {
                            answered.push(Instant::now());
                        }
                        sleep(Duration::from_millis(100)).await;
                    }
                }
            }
            answered
        });
    }
    let mut breaches = Vec::new();
    // Another vendor goes on, whatever happens.
    let others = street.client(&other);
    for _ in 0..70 {
        call(&others).await.unwrap();
        sleep(SECOND).await;
    }
    while let Some(answered) = tasks.join_next().await {
        breaches.extend(answered.unwrap());
    }
    breaches.sort();
    let breach = breaches[0];
    let sent = street.sent("A00012345");
    let later = sent.iter().find(|moment| **moment > breach).expect("they go on");
    let silence = *later - breach;
    assert!((MINUTE..MINUTE + SECOND).contains(&silence), "the next request left {silence:?} after the 429");
    let ledger = shop.gateway.ledger();
    assert!(ledger.throttled >= 1 && sent.len() as u64 == ledger.calls, "{ledger:?}");
    assert_eq!(other.gateway.ledger().throttled, 0);
}

#[tokio::test(start_paused = true)]
async fn the_pause_doubles_to_ten_minutes_and_every_refusal_says_until_when() {
    let street = Street::new();
    // Once over the limit, it stays locked: every call begins the quiet time anew.
    let gateway = Gateway::builder().calls_per_second(1).lockout(24 * 60 * MINUTE);
    let shop = Arc::new(street.shop("A00012345", gateway));
    let client = street.client(&shop);
    call(&client).await.unwrap();
    for (breach, minutes) in [1, 2, 4, 8, 10, 10].into_iter().enumerate() {
        let error = call(&client).await.unwrap_err();
        let until = street.now() + minutes * MINUTE;
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Throttled, Delivery::Answered));
        assert_eq!(error.until(), Some(until), "the answer itself says it, breach {breach}");
        for part in [1, 2] {
            // At once, halfway, and a moment before the end.
            assert_eq!(held_back(&client, ErrorKind::Throttled).await, until);
            advance(minutes * MINUTE / 2 - part * SECOND / 4).await;
        }
        assert_eq!(held_back(&client, ErrorKind::Throttled).await, until);
        assert_eq!(street.sent("A00012345").len(), 2 + breach, "nothing has left");
        advance(SECOND).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_good_answer_after_the_pause_forgives() {
    let street = Street::new();
    let shop = Arc::new(street.shop("A00012345", Gateway::builder()));
    let client = street.client(&shop);
    for _ in 0..2 {
        shop.edge_answers(Some(too_many(None)));
        let error = call(&client).await.unwrap_err();
        assert_eq!(error.until(), Some(street.now() + MINUTE));
        shop.edge_answers(None);
        advance(MINUTE).await;
        call(&client).await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_is_obeyed_up_to_ten_minutes() {
    for (asked, silence) in
        [("1", MINUTE), ("90", 90 * SECOND), ("600", 10 * MINUTE), ("86400", 10 * MINUTE), ("soon", MINUTE)]
    {
        let street = Street::new();
        let shop = Arc::new(street.shop("A00012345", Gateway::builder()));
        let client = street.client(&shop);
        shop.edge_answers(Some(too_many(Some(asked))));
        let error = call(&client).await.unwrap_err();
        assert_eq!(error.until(), Some(street.now() + silence), "{asked}");
        shop.edge_answers(None);
        advance(silence - Duration::from_millis(1)).await;
        held_back(&client, ErrorKind::Throttled).await;
        advance(Duration::from_millis(1)).await;
        call(&client).await.unwrap();
    }
}

fn too_many(retry_after: Option<&str>) -> Response<Bytes> {
    let mut answer = Response::builder().status(429);
    if let Some(text) = retry_after {
        answer = answer.header("retry-after", text);
    }
    answer.body(Bytes::new()).unwrap()
}
