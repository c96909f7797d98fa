//! A collection that is disturbed: failures, throttles, and callers that go away.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use commerce_sandbox::coupang::{Gateway, OrderStatus as Sold};
use coupang_wing::collect::{Checkpoint, Collection, Sweep};
use coupang_wing::orders::{OrderSheet, OrderStatus};
use coupang_wing::{ErrorKind, Wing};
use tokio::time::{Instant, timeout};

use crate::shop::{noon, today};
use crate::{Fault, disturbed, drain};

/// 40 days, two windows of two statuses, five rows a page: every page may be the one that fails.
const ROWS: usize = 80;
const CALLS: u32 = 18;

fn shop(fault: impl Fn(u32) -> Option<Fault> + Send + Sync + 'static) -> (Wing, Arc<AtomicU32>) {
    let builder = Gateway::builder().orders_per_day(Sold::Accept, 1).orders_per_day(Sold::Instruct, 1);
    let gateway = builder.max_per_page(5).opened_at(noon()).build().unwrap();
    disturbed(move |request, now| gateway.handle(request, now), fault)
}

fn collection(wing: &Wing) -> Collection<OrderSheet> {
    let sweep =
        Sweep::from(today().plus_days(-39)..=today()).with_statuses([OrderStatus::Accept, OrderStatus::Instruct]);
    wing.orders().collect(sweep).unwrap()
}

fn ids(rows: &[OrderSheet]) -> BTreeSet<i64> {
    let ids: BTreeSet<i64> = rows.iter().map(|row| row.shipment_box_id.get()).collect();
    assert_eq!(ids.len(), rows.len(), "no row comes twice within one run");
    ids
}

fn through_json(checkpoint: &Checkpoint) -> Checkpoint {
    serde_json::from_str(&serde_json::to_string(checkpoint).unwrap()).unwrap()
}

#[tokio::test(start_paused = true)]
async fn nothing_is_lost_or_doubled_whichever_call_fails() {
    let (wing, calls) = shop(|_| None);
    let (rows, error) = drain(&mut collection(&wing)).await;
    assert_eq!((ids(&rows).len(), error.is_none(), calls.load(Ordering::SeqCst)), (ROWS, true, CALLS));
    let all = ids(&rows);
    for k in 0..CALLS {
        // Three attempts are one call of the collection's.
        let (wing, _) = shop(move |call| (k..k + 3).contains(&call).then_some(Fault::Lost));
        let mut first = collection(&wing);
        let (mut rows, error) = drain(&mut first).await;
        assert_eq!(error.unwrap().kind(), ErrorKind::ConnectionLost, "{k}");
        let before = ids(&rows);
        let checkpoint = through_json(&first.checkpoint());

        // The same collection goes on by itself,
        let (rest, error) = drain(&mut first).await;
        assert!(error.is_none());
        rows.extend(rest);
        assert_eq!(ids(&rows), all, "{k}");

        // and so does another one, even from the first page of the step.
        for checkpoint in [checkpoint.clone(), checkpoint.at_first_page()] {
            let (wing, _) = shop(|_| None);
            let mut second = collection(&wing).resume(checkpoint).unwrap();
            let (rows, error) = drain(&mut second).await;
            assert!(error.is_none());
            let after = ids(&rows);
            assert!(before.is_disjoint(&after), "{k}");
            assert_eq!(&before | &after, all, "{k}");
            let progress = second.progress();
            assert_eq!((progress.steps_done, progress.steps), (4, 4));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn after_any_row_only_the_unfinished_page_comes_again() {
    let (wing, _) = shop(|_| None);
    let mut first = collection(&wing);
    let mut before = BTreeSet::new();
    let mut finished = (0, before.clone());
    loop {
        let (checkpoint, pages) = (through_json(&first.checkpoint()), first.progress().pages);
        let (wing, _) = shop(|_| None);
        let after = ids(&drain(&mut collection(&wing).resume(checkpoint).unwrap()).await.0);
        assert_eq!((&before | &after).len(), ROWS);
        assert!(before.intersection(&after).count() <= 5, "at most a page");
        assert!(pages < finished.0 || finished.1.is_disjoint(&after), "what a finished page held never comes again");
        let Some(row) = first.next().await else { break };
        if first.progress().pages > finished.0 {
            // As a caller does who counts: before the row is counted.
            finished = (first.progress().pages, before.clone());
        }
        before.insert(row.unwrap().shipment_box_id.get());
    }
    assert_eq!(before.len(), ROWS);
    let mut ended = collection(&wing).resume(first.checkpoint()).unwrap();
    assert!(ended.next().await.is_none() && first.next().await.is_none());
    assert_eq!(ended.progress().steps_done, 4);
}

#[tokio::test(start_paused = true)]
async fn a_future_that_is_dropped_loses_nothing() {
    let (wing, _) = shop(|_| None);
    let mut collection = collection(&wing);
    let (mut rows, mut dropped) = (Vec::new(), 0);
    loop {
        // The pace lets four calls a second through: the others wait longer than this.
        match timeout(Duration::from_millis(20), collection.next()).await {
            Ok(Some(row)) => rows.push(row.unwrap()),
            Ok(None) => break,
            Err(_) => dropped += 1,
        }
    }
    assert_eq!(ids(&rows).len(), ROWS);
    assert!(dropped > 10, "{dropped}");
}

#[tokio::test(start_paused = true)]
async fn a_collection_runs_in_a_task_of_its_own() {
    let (wing, _) = shop(|_| None);
    let mut collection = collection(&wing);
    let task = tokio::spawn(async move { drain(&mut collection).await.0.len() });
    assert_eq!(task.await.unwrap(), ROWS);
}

#[tokio::test(start_paused = true)]
async fn a_throttle_is_waited_out_within_the_deadline() {
    // The second pause is the double of the first.
    let (wing, calls) = shop(|call| [4, 5].contains(&call).then_some(Fault::Status(429)));
    let begun = Instant::now();
    let mut first = collection(&wing).with_deadline(Duration::from_secs(200));
    let (rows, error) = drain(&mut first).await;
    assert_eq!((ids(&rows).len(), error.is_none()), (ROWS, true));
    let waited = begun.elapsed().as_secs();
    assert!((180..195).contains(&waited), "{waited}");
    assert_eq!(calls.load(Ordering::SeqCst), CALLS + 2);
    // Six pauses of one, two, four, eight and ten minutes, and no end of time in sight.
    let (wing, _) = shop(|call| (4..10).contains(&call).then_some(Fault::Status(429)));
    let mut patient = collection(&wing).with_deadline(Duration::MAX);
    assert_eq!(drain(&mut patient).await.0.len(), ROWS);
}

#[tokio::test(start_paused = true)]
async fn a_throttle_beyond_the_deadline_is_returned_at_once_and_not_for_ever() {
    for deadline in [0, 59] {
        let (wing, calls) = shop(|call| (call == 4).then_some(Fault::Status(429)));
        let begun = Instant::now();
        let mut collection = collection(&wing).with_deadline(Duration::from_secs(deadline));
        let (mut rows, error) = drain(&mut collection).await;
        let error = error.unwrap();
        assert_eq!(error.kind(), ErrorKind::Throttled);
        assert!(begun.elapsed() < Duration::from_secs(5));
        let again = collection.next().await.unwrap().unwrap_err();
        assert_eq!((again.kind(), again.attempts(), calls.load(Ordering::SeqCst)), (ErrorKind::Throttled, 0, 5));
        tokio::time::sleep(error.retry_after().unwrap()).await;
        rows.extend(drain(&mut collection).await.0);
        assert_eq!(ids(&rows).len(), ROWS);
    }
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_ignores_errors_soon_sends_nothing() {
    let (wing, calls) = shop(|call| (call >= 4).then_some(Fault::Status(400)));
    let mut collection = collection(&wing);
    // The first refusal may be about the token of the fifth page: the first page is asked for again.
    assert_eq!(drain(&mut collection).await.1.unwrap().kind(), ErrorKind::BadRequest);
    for _ in 0..3 {
        assert_eq!(collection.next().await.unwrap().unwrap_err().kind(), ErrorKind::BadRequest);
    }
    for _ in 0..20 {
        let error = collection.next().await.unwrap().unwrap_err();
        assert_eq!((error.kind(), error.operation()), (ErrorKind::CircuitOpen, "orders.list"));
    }
    assert_eq!(calls.load(Ordering::SeqCst), 9);
    let checkpoint = collection.checkpoint();
    let mut again = collection.resume(checkpoint).unwrap();
    assert_eq!(again.next().await.unwrap().unwrap_err().kind(), ErrorKind::BadRequest);
}

#[tokio::test(start_paused = true)]
async fn progress_is_told_after_every_page() {
    let (wing, _) = shop(|_| None);
    let told = Arc::new(std::sync::Mutex::new(Vec::new()));
    let kept = Arc::clone(&told);
    let mut collection = collection(&wing).with_progress(move |progress| kept.lock().unwrap().push(*progress));
    drain(&mut collection).await;
    let told = told.lock().unwrap();
    assert_eq!(u32::try_from(told.len()).unwrap(), CALLS);
    assert!(told.windows(2).all(|pair| pair[1].pages == pair[0].pages + 1 && pair[1].rows >= pair[0].rows));
    assert_eq!(told.last(), Some(&collection.progress()));
    assert_eq!((told[6].steps_done, told[6].rows, told[17].steps_done, told[17].duplicates), (1, 31, 4, 2));
}
