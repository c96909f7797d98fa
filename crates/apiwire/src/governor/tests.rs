use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use super::*;

fn scope(tenant: &str) -> Scope {
    Scope { origin: "https://api.example.com".into(), tenant: tenant.into() }
}

fn far() -> Instant {
    Instant::now() + Duration::from_secs(3600)
}

async fn call(governor: &Governor, tenant: &str, report: Report) -> Result<(), Refusal> {
    let grant = governor.acquire(&scope(tenant), far()).await?;
    grant.settle(report).await;
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn never_more_than_four_arrivals_in_any_sliding_second_however_slow_the_wire() {
    let governor = Governor::new(Limits::default());
    let arrivals = Arc::new(Mutex::new(Vec::new()));
    let mut tasks = Vec::new();
    for task in 0..8_u64 {
        let (governor, arrivals) = (governor.clone(), Arc::clone(&arrivals));
        tasks.push(tokio::spawn(async move {
            for n in 0..6_u64 {
                let grant = governor.acquire(&scope("A1"), far()).await.unwrap();
                // The first calls of each task are held up by a handshake; later ones arrive at once.
                tokio::time::sleep(Duration::from_millis(if n == 0 { 900 - task * 100 } else { task })).await;
                arrivals.lock().unwrap().push(Instant::now());
                tokio::time::sleep(Duration::from_millis(n * 7)).await;
                grant.settle(Report::Answered).await;
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    let mut arrivals = arrivals.lock().unwrap().clone();
    arrivals.sort();
    assert_eq!(arrivals.len(), 48);
    for window in arrivals.windows(5) {
        assert!(window[4] - window[0] >= Duration::from_secs(1), "five arrivals within {:?}", window[4] - window[0]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_longer_than_the_deadline_is_refused_at_once() {
    let governor = Governor::new(Limits::default());
    for _ in 0..4 {
        call(&governor, "A1", Report::Answered).await.unwrap();
    }
    let before = Instant::now();
    let refused = governor.acquire(&scope("A1"), before + Duration::from_millis(500)).await.err().unwrap();
    assert_eq!((refused.why, refused.wait, Instant::now()), (None, Duration::from_secs(1), before));
    // Another vendor has a budget of its own.
    call(&governor, "A2", Report::Answered).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_429_means_silence_that_doubles_and_a_good_answer_forgives() {
    let governor = Governor::new(Limits::default());
    for minutes in [1, 2, 4, 8, 10, 10] {
        call(&governor, "A1", Report::Throttled(None)).await.unwrap();
        let refused = call(&governor, "A1", Report::Answered).await.unwrap_err();
        assert_eq!((refused.why, refused.wait), (Some(Why::Throttled), Duration::from_secs(60 * minutes)));
        call(&governor, "A2", Report::Answered).await.unwrap();
        tokio::time::sleep(Duration::from_secs(60 * minutes)).await;
    }
    call(&governor, "A1", Report::Answered).await.unwrap();
    call(&governor, "A1", Report::Throttled(Some(Duration::from_secs(90)))).await.unwrap();
    assert_eq!(call(&governor, "A1", Report::Answered).await.unwrap_err().wait, Duration::from_secs(90));
}

#[tokio::test(start_paused = true)]
async fn calls_in_flight_that_hear_the_same_429_are_one_breach() {
    let governor = Governor::new(Limits::default());
    let a = governor.acquire(&scope("A1"), far()).await.unwrap();
    let b = governor.acquire(&scope("A1"), far()).await.unwrap();
    a.settle(Report::Throttled(None)).await;
    b.settle(Report::Throttled(None)).await;
    assert_eq!(call(&governor, "A1", Report::Answered).await.unwrap_err().wait, Duration::from_secs(60));
}

/// Coupang's access returns some minutes after the last call, so the silence is counted from there.
#[tokio::test(start_paused = true)]
async fn the_silence_after_a_429_begins_anew_with_what_was_in_flight_and_does_not_double_for_it() {
    type End = fn(Grant) -> BoxFuture<'static, ()>;
    let ends: [(&str, End, u64); 4] = [
        (
            "429",
            |grant| {
                Box::pin(async {
                    let _ = grant.settle(Report::Throttled(None)).await;
                })
            },
            60,
        ),
        (
            "no answer",
            |grant| {
                Box::pin(async {
                    let _ = grant.settle(Report::Failed).await;
                })
            },
            60,
        ),
        ("dropped", |grant| Box::pin(async { drop(grant) }), 60),
        (
            "answered: it came before",
            |grant| {
                Box::pin(async {
                    let _ = grant.settle(Report::Answered).await;
                })
            },
            57,
        ),
    ];
    for (how, end, wait) in ends {
        let governor = Governor::new(Limits::default());
        let (a, b) = (governor.acquire(&scope("A1"), far()).await, governor.acquire(&scope("A1"), far()).await);
        a.unwrap().settle(Report::Throttled(None)).await;
        tokio::time::sleep(Duration::from_secs(3)).await;
        end(b.unwrap()).await;
        let refused = call(&governor, "A1", Report::Answered).await.unwrap_err();
        assert_eq!((refused.wait, refused.why), (Duration::from_secs(wait), Some(Why::Throttled)), "{how}");
        // The next breach is the second.
        tokio::time::sleep(refused.wait).await;
        call(&governor, "A1", Report::Throttled(None)).await.unwrap();
        let refused = call(&governor, "A1", Report::Answered).await.unwrap_err();
        assert_eq!(refused.wait, Duration::from_secs(120), "{how}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_run_of_404_opens_the_vendors_breaker_only() {
    let governor = Governor::new(Limits::default());
    for report in [Report::NotFound, Report::NotFound, Report::NotFound, Report::NotFound, Report::Answered] {
        call(&governor, "A1", report).await.unwrap();
    }
    for _ in 0..5 {
        call(&governor, "A1", Report::NotFound).await.unwrap();
    }
    let refused = call(&governor, "A1", Report::Answered).await.unwrap_err();
    assert_eq!((refused.why, refused.wait), (Some(Why::NotFoundRun), Duration::from_secs(600)));
    call(&governor, "A2", Report::Answered).await.unwrap();
    tokio::time::sleep(Duration::from_secs(600)).await;
    call(&governor, "A1", Report::Answered).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn an_edge_block_slows_the_origin_and_a_second_vendor_closes_it() {
    let governor = Governor::new(Limits::default());
    call(&governor, "A1", Report::EdgeBlocked).await.unwrap();
    assert_eq!(call(&governor, "A1", Report::Answered).await.unwrap_err().why, Some(Why::EdgeBlocked));
    let start = Instant::now();
    for _ in 0..4 {
        call(&governor, "A2", Report::Answered).await.unwrap();
    }
    assert!(Instant::now() - start >= Duration::from_secs(3), "one call a second while the origin is under suspicion");
    call(&governor, "A2", Report::EdgeBlocked).await.unwrap();
    let refused = call(&governor, "A3", Report::Answered).await.unwrap_err();
    assert_eq!((refused.why, refused.wait), (Some(Why::OriginBlocked), Duration::from_secs(600)));
}

#[tokio::test(start_paused = true)]
async fn a_dropped_call_gives_its_slot_back() {
    let governor = Governor::new(Limits::default());
    for _ in 0..4 {
        drop(governor.acquire(&scope("A1"), far()).await.unwrap());
    }
    let start = Instant::now();
    drop(governor.acquire(&scope("A1"), far()).await.unwrap());
    assert_eq!(Instant::now() - start, Duration::from_secs(1));
}

/// A store that can go away.
#[derive(Default)]
struct Remote {
    counts: MemoryStore,
    away: AtomicBool,
}

impl Remote {
    fn answers(&self) -> Result<(), StoreUnreachable> {
        if self.away.load(Ordering::Relaxed) { Err(StoreUnreachable) } else { Ok(()) }
    }
}

impl Store for Remote {
    fn acquire<'a>(
        &'a self,
        scope: &'a Scope,
        limits: &'a Limits,
    ) -> BoxFuture<'a, Result<Decision, StoreUnreachable>> {
        Box::pin(async move {
            self.answers()?;
            self.counts.acquire(scope, limits).await
        })
    }

    fn settle<'a>(
        &'a self,
        scope: &'a Scope,
        limits: &'a Limits,
        ticket: Ticket,
        report: Report,
    ) -> BoxFuture<'a, Result<Option<Duration>, StoreUnreachable>> {
        Box::pin(async move {
            self.answers()?;
            self.counts.settle(scope, limits, ticket, report).await
        })
    }
}

fn remote() -> (Governor, Arc<Remote>) {
    let store = Arc::new(Remote::default());
    (Governor::with_store(Limits::default(), store.clone()), store)
}

#[tokio::test(start_paused = true)]
async fn an_unreachable_store_means_one_call_a_second_never_unlimited() {
    let (governor, store) = remote();
    store.away.store(true, Ordering::Relaxed);
    let start = Instant::now();
    for n in 0..5 {
        call(&governor, "A1", Report::Answered).await.unwrap();
        // What was shared may have been used up, and be on the way still: two seconds pass first.
        assert_eq!(Instant::now() - start, Duration::from_secs(2 + n));
    }
    call(&governor, "A1", Report::Throttled(None)).await.unwrap();
    assert_eq!(call(&governor, "A1", Report::Answered).await.unwrap_err().why, Some(Why::Throttled));
}

#[tokio::test(start_paused = true)]
async fn a_store_that_is_back_is_used_again_and_may_go_away_again() {
    let (governor, store) = remote();
    for _ in 0..2 {
        store.away.store(true, Ordering::Relaxed);
        let start = Instant::now();
        call(&governor, "A1", Report::Answered).await.unwrap();
        assert_eq!(Instant::now() - start, Duration::from_secs(2), "a new outage, a new hold");
        store.away.store(false, Ordering::Relaxed);
        let start = Instant::now();
        for _ in 0..4 {
            call(&governor, "A1", Report::Answered).await.unwrap();
        }
        assert_eq!(Instant::now(), start, "four at once are the shared pace");
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_holds_when_the_store_goes_away() {
    for (report, why) in [
        (Report::Throttled(None), Why::Throttled),
        (Report::NotFound, Why::NotFoundRun),
        (Report::EdgeBlocked, Why::EdgeBlocked),
    ] {
        // Once the process has heard the answer itself, once only of the refusal.
        for own in [true, false] {
            let (governor, store) = remote();
            let other = Governor::with_store(Limits::default(), store.clone());
            for _ in 0..if report == Report::NotFound { 5 } else { 1 } {
                call(if own { &governor } else { &other }, "A1", report).await.unwrap();
            }
            if !own {
                call(&governor, "A1", Report::Answered).await.unwrap_err();
            }
            store.away.store(true, Ordering::Relaxed);
            assert_eq!(call(&governor, "A1", Report::Answered).await.unwrap_err().why, Some(why), "own: {own}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_window_that_the_vendor_calls_used_up_is_waited_for() {
    let governor = Governor::new(Limits::default());
    let start = Instant::now();
    call(&governor, "A1", Report::UsedUp(Duration::from_secs(20))).await.unwrap();
    call(&governor, "A2", Report::Answered).await.unwrap();
    let refused = governor.acquire(&scope("A1"), start + Duration::from_secs(19)).await.err().unwrap();
    assert_eq!((refused.why, refused.wait), (None, Duration::from_secs(20)));
    call(&governor, "A1", Report::Answered).await.unwrap();
    assert_eq!(Instant::now() - start, Duration::from_secs(20));
    // No vendor's word silences a client longer than a breach would.
    call(&governor, "A1", Report::UsedUp(Duration::from_secs(9_000_000))).await.unwrap();
    let refused = governor.acquire(&scope("A1"), far()).await;
    assert!(refused.is_ok());
    assert_eq!(Instant::now() - start, Duration::from_secs(620));
}
