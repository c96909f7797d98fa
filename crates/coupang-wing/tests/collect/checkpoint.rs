//! Checkpoints fit their own collection and no other, and show nothing.

use std::time::Duration;

use commerce_sandbox::coupang::{Gateway, OrderStatus as Sold};
use coupang_wing::collect::{Checkpoint, Collection, Sweep};
use coupang_wing::orders::{OrderSheet, OrderStatus, OrdersVersion};
use coupang_wing::window::{ORDER_DAYS, ORDER_MINUTES};
use coupang_wing::{ErrorKind, QueryError, Wing};
use serde_json::{Value, json};

use crate::shop::{noon, open, today};

type Orders = Sweep<coupang_wing::calendar::KstDate, OrderStatus, OrdersVersion>;

fn week() -> Orders {
    Sweep::from(today().plus_days(-6)..=today())
}

fn shop() -> Wing {
    open(Gateway::builder().orders_per_day(Sold::Accept, 3).max_per_page(5)).0
}

/// In the middle of the first step, as JSON.
async fn taken(wing: &Wing) -> Value {
    let mut collection = wing.orders().collect(week()).unwrap();
    for _ in 0..7 {
        collection.next().await.unwrap().unwrap();
    }
    serde_json::to_value(collection.checkpoint()).unwrap()
}

fn refused<T: Send + 'static>(into: Result<Collection<T>, QueryError>, checkpoint: &Value) -> &'static str {
    let checkpoint: Checkpoint = serde_json::from_value(checkpoint.clone()).unwrap();
    into.unwrap().resume(checkpoint).unwrap_err().field()
}

#[tokio::test(start_paused = true)]
async fn it_fits_its_own_collection_alone() {
    let wing = shop();
    let kept = taken(&wing).await;
    let (orders, claims) = (wing.orders(), wing.claims());
    let resumed: Result<Collection<OrderSheet>, _> =
        orders.collect(week()).unwrap().resume(serde_json::from_value(kept.clone()).unwrap());
    assert_eq!(resumed.unwrap().progress().steps_done, 0);

    let days = || today().plus_days(-6)..=today();
    let minutes = || today().first_minute()..=today().first_minute().end_of_day();
    assert_eq!(refused(claims.collect_returns(days()), &kept), "checkpoint.operation");
    assert_eq!(refused(claims.collect_exchanges(days()), &kept), "checkpoint.operation");
    assert_eq!(refused(orders.collect_minutes(minutes()), &kept), "checkpoint.operation");
    assert_eq!(refused(orders.collect(today().plus_days(-5)..=today()), &kept), "checkpoint.from");
    assert_eq!(refused(orders.collect(today().plus_days(-6)..=today().plus_days(-1)), &kept), "checkpoint.to");
    let other = week().with_windows(ORDER_DAYS.with_days(7).unwrap());
    assert_eq!(refused(orders.collect(other), &kept), "checkpoint.windows");
    assert_eq!(refused(orders.collect(week().with_statuses([OrderStatus::Accept])), &kept), "checkpoint.statuses");
    assert_eq!(refused(orders.collect(week().with_version(OrdersVersion::V4)), &kept), "checkpoint.version");

    assert_eq!(refused(orders.collect(week().with_page_size(3)), &kept), "checkpoint.page_size");

    let returns = serde_json::to_value(claims.collect_returns(days()).unwrap().checkpoint()).unwrap();
    assert_eq!(refused(claims.collect_cancellations(days()), &returns), "checkpoint.statuses");
    let exchanges = serde_json::to_value(claims.collect_exchanges(days()).unwrap().checkpoint()).unwrap();
    assert_eq!(refused(claims.collect_exchanges_by_minute(minutes()), &exchanges), "checkpoint.from");
    let lapping = Sweep::from(minutes()).with_windows(ORDER_MINUTES.with_minutes(10, 2).unwrap());
    let by_minute = serde_json::to_value(orders.collect_minutes(minutes()).unwrap().checkpoint()).unwrap();
    assert_eq!(refused(orders.collect_minutes(lapping), &by_minute), "checkpoint.windows");
}

#[tokio::test(start_paused = true)]
async fn one_that_was_changed_is_refused() {
    let wing = shop();
    let kept = taken(&wing).await;
    for (pointer, value, field) in [
        ("/format", json!(2), "checkpoint.format"),
        ("/scope/vendor", json!("A00099999"), "checkpoint.vendor"),
        ("/step", json!(7), "checkpoint.step"),
        ("/page", json!(""), "checkpoint.page"),
        ("/page", json!("a".repeat(4097)), "checkpoint.page"),
    ] {
        let mut changed = kept.clone();
        *changed.pointer_mut(pointer).unwrap() = value;
        assert_eq!(refused(wing.orders().collect(week()), &changed), field);
    }
    for broken in [json!({}), json!(null), json!({"format": 1, "step": -1})] {
        assert!(serde_json::from_value::<Checkpoint>(broken).is_err());
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_that_coupang_no_longer_takes_is_got_over() {
    let wing = shop();
    let mut kept = taken(&wing).await;
    kept["page"] = json!("expired");
    let checkpoint: Checkpoint = serde_json::from_value(kept).unwrap();
    let resume = |checkpoint| wing.orders().collect(week()).unwrap().resume(checkpoint).unwrap();
    // By itself, and from the first page of the step.
    for mut rest in [resume(checkpoint.clone()), resume(checkpoint.at_first_page())] {
        let mut rows = 0;
        while let Some(row) = rest.next().await {
            assert!(row.is_ok());
            rows += 1;
        }
        // 7 days of 17 orders, without the five of the first page.
        assert_eq!((rows, rest.progress().duplicates), (7 * 17 - 5, 5));
    }
}

#[tokio::test(start_paused = true)]
async fn rows_without_an_id_never_come_twice_for_a_token_that_died() {
    let (wing, _) = open(Gateway::builder().opened_at(noon()).revenue_rows_per_day(30));
    let days = || wing.settlement().collect_revenue(today().plus_days(-9)..=today().plus_days(-3)).unwrap();
    let mut first = days();
    while first.progress().pages == 0 {
        first.next().await.unwrap().unwrap();
    }
    let mut kept = serde_json::to_value(first.checkpoint()).unwrap();
    assert!(kept["page"].is_string(), "in the middle of a window");
    kept["page"] = json!("expired");
    let error = days().resume(serde_json::from_value(kept).unwrap()).unwrap().next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BadRequest);
}

#[tokio::test(start_paused = true)]
async fn tokens_that_die_faster_than_they_are_used_end_a_collection() {
    let all = |orders: u32, every: u64| {
        let shop = Gateway::builder().opened_at(noon()).orders_per_day(Sold::Accept, orders).max_per_page(5);
        let (wing, _) = open(shop.token_life(Duration::from_secs(60)));
        let sweep = Sweep::from(today()..=today()).with_statuses([OrderStatus::Accept]);
        let mut collection = wing.orders().collect(sweep).unwrap();
        async move {
            let (mut rows, mut pages) = (0, 0);
            loop {
                match collection.next().await {
                    None => return Ok(rows),
                    Some(Err(error)) => return Err((rows, error.kind())),
                    Some(Ok(_)) => rows += 1,
                }
                if collection.progress().pages > pages {
                    pages = collection.progress().pages;
                    tokio::time::sleep(Duration::from_secs(every)).await;
                }
            }
        }
    };
    assert_eq!(all(60, 30).await, Ok(60), "none dies");
    // From the third page on each dies while somebody works on the page before, and the step begins anew.
    assert_eq!(all(20, 61).await, Ok(20));
    assert_eq!(all(60, 61).await, Err((25, ErrorKind::BadRequest)), "three times, and no more");
}

#[tokio::test(start_paused = true)]
async fn debug_shows_where_it_is_and_neither_token_nor_seller() {
    let wing = shop();
    let mut kept = taken(&wing).await;
    let token = kept["page"].as_str().unwrap().to_owned();
    kept["scope"]["statuses"] = json!("카나리아 010-1234-5678");
    let changed: Checkpoint = serde_json::from_value(kept.clone()).unwrap();
    let shown = format!("{changed:?}");
    assert!(
        shown.contains("orders.list") && shown.contains("2026-02-24..2026-03-02") && shown.contains("ids: 5"),
        "{shown}"
    );
    for hidden in [token.as_str(), "A00012345", "카나리아", "1234-5678"] {
        assert!(!shown.contains(hidden), "{shown}");
    }
    let mut collection = wing.orders().collect(week()).unwrap();
    collection.next().await.unwrap().unwrap();
    let shown = format!("{collection:?}");
    assert!(shown.contains("ACCEPT,INSTRUCT") && shown.contains("rows: 1") && !shown.contains("A00012345"), "{shown}");
}
