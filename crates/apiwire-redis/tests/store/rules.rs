//! The rules, one by one. Windows and pauses are long, so that a busy machine changes nothing.

use std::time::Duration;

use apiwire::governor::{Decision, Limits, Report, Why};

use crate::subject::on_both;

/// 4 calls in 100 s; pauses of 600 s to 6000 s; five 404 close for 5000 s.
fn limits() -> Limits {
    let mut limits = Limits::default().with_pace(4, Duration::from_secs(100));
    limits = limits.with_pause(Duration::from_secs(600), Duration::from_secs(6000));
    (limits.not_found_run, limits.breaker) = (5, Duration::from_secs(5000));
    limits
}

#[test]
fn a_slot_is_free_one_window_after_its_answer() {
    on_both(&limits(), async |store| {
        let first = store.granted("A1").await;
        for _ in 0..3 {
            store.granted("A1").await;
        }
        // All are in flight: look again after the time of one call at the full pace.
        store.waits("A1", 25).await;
        store.granted("A2").await;
        store.pass_seconds(1000).await;
        store.waits("A1", 25).await;
        store.settle("A1", first, Report::Answered).await;
        store.waits("A1", 100).await;
        store.pass_seconds(60).await;
        store.waits("A1", 40).await;
        store.pass_seconds(40).await;
        store.granted("A1").await;
        store.waits("A1", 25).await;
    });
}

#[test]
fn a_dropped_call_gives_its_slot_back_a_window_later() {
    on_both(&limits(), async |store| {
        for _ in 0..4 {
            let ticket = store.granted("A1").await;
            store.abandon("A1", ticket).await;
        }
        store.waits("A1", 100).await;
        store.pass_seconds(100).await;
        store.granted("A1").await;
    });
}

#[test]
fn a_429_means_silence_that_doubles_and_a_good_answer_forgives() {
    on_both(&limits(), async |store| {
        for seconds in [600, 1200, 2400, 4800, 6000, 6000] {
            let told = store.call("A1", Report::Throttled(None)).await.unwrap();
            assert!(store.is(told, seconds), "{seconds}: {told:?}");
            store.refuses("A1", seconds, Why::Throttled).await;
            store.call("A2", Report::Answered).await;
            store.pass_seconds(seconds).await;
        }
        // A call without an answer says nothing.
        assert_eq!(store.call("A1", Report::Failed).await, None);
        store.call("A1", Report::Throttled(None)).await;
        store.refuses("A1", 6000, Why::Throttled).await;
        store.pass_seconds(6000).await;
        assert_eq!(store.call("A1", Report::Answered).await, None);
        store.call("A1", Report::Throttled(None)).await;
        store.refuses("A1", 600, Why::Throttled).await;
    });
}

#[test]
fn a_retry_after_is_honoured_up_to_the_longest_pause() {
    on_both(&limits(), async |store| {
        for (asked, seconds) in [(1, 600), (601, 1200), (5000, 5000), (1_000_000_000_000, 6000)] {
            store.call("A1", Report::Throttled(Some(Duration::from_secs(asked)))).await;
            store.refuses("A1", seconds, Why::Throttled).await;
            store.pass_seconds(seconds).await;
        }
    });
}

#[test]
fn calls_in_flight_that_hear_the_same_429_are_one_breach() {
    on_both(&limits(), async |store| {
        let (one, other) = (store.granted("A1").await, store.granted("A1").await);
        store.settle("A1", one, Report::Throttled(None)).await;
        store.settle("A1", other, Report::Throttled(None)).await;
        store.refuses("A1", 600, Why::Throttled).await;
        store.pass_seconds(600).await;
        store.call("A1", Report::Throttled(None)).await;
        store.refuses("A1", 1200, Why::Throttled).await;
    });
}

#[test]
fn the_silence_after_a_429_begins_anew_with_what_was_in_flight() {
    on_both(&limits(), async |store| {
        let (one, other) = (store.granted("A1").await, store.granted("A1").await);
        let (third, last) = (store.granted("A1").await, store.granted("A1").await);
        store.settle("A1", one, Report::Throttled(None)).await;
        for (ticket, dropped) in [(other, false), (third, true)] {
            store.pass_seconds(200).await;
            store.refuses("A1", 400, Why::Throttled).await;
            if dropped {
                store.abandon("A1", ticket).await;
            } else {
                store.settle("A1", ticket, Report::Failed).await;
            }
            store.refuses("A1", 600, Why::Throttled).await;
        }
        // An answer to a call of before the 429 neither lengthens the silence nor forgives the breach.
        store.pass_seconds(200).await;
        store.settle("A1", last, Report::Answered).await;
        store.refuses("A1", 400, Why::Throttled).await;
        store.pass_seconds(400).await;
        store.call("A1", Report::Throttled(None)).await;
        store.refuses("A1", 1200, Why::Throttled).await;
    });
}

#[test]
fn a_run_of_404_closes_the_vendor_alone() {
    on_both(&limits(), async |store| {
        let calls = |reports: &'static [Report]| {
            let store = &store;
            async move {
                for report in reports {
                    store.call("A1", *report).await;
                    store.pass_seconds(100).await;
                }
            }
        };
        use Report::{Answered, Failed, NotFound};
        calls(&[NotFound, NotFound, NotFound, NotFound, Answered]).await;
        // What had no answer neither counts nor ends the run.
        calls(&[NotFound, NotFound, Failed, NotFound, NotFound, Failed]).await;
        let told = store.call("A1", NotFound).await.unwrap();
        assert!(store.is(told, 5000), "{told:?}");
        store.refuses("A1", 5000, Why::NotFoundRun).await;
        store.call("A2", Answered).await;
        store.pass_seconds(5000).await;
        calls(&[NotFound, NotFound, NotFound, NotFound]).await;
        store.granted("A1").await;
    });
}

#[test]
fn a_window_that_is_used_up_is_waited_for() {
    on_both(&limits(), async |store| {
        assert_eq!(store.call("A1", Report::UsedUp(Duration::from_secs(200))).await, None);
        store.waits("A1", 200).await;
        store.call("A2", Report::Answered).await;
        store.pass_seconds(200).await;
        // No vendor's word silences a client longer than a breach would.
        store.call("A1", Report::UsedUp(Duration::from_secs(9_000_000_000))).await;
        store.waits("A1", 6000).await;
    });
}

#[test]
fn an_edge_block_slows_the_origin_and_a_second_vendor_closes_it() {
    on_both(&limits(), async |store| {
        let told = store.call("A1", Report::EdgeBlocked).await.unwrap();
        assert!(store.is(told, 5000), "{told:?}");
        store.refuses("A1", 5000, Why::EdgeBlocked).await;
        store.pass_seconds(1).await;
        // Over all its vendors, one call a second.
        let begun = std::time::Instant::now();
        let (granted, next) = (store.acquire("A2").await, store.acquire("A3").await);
        assert!(matches!(granted, Decision::Granted(_)), "{granted:?}");
        let slow = matches!(next, Decision::Wait(wait) if wait <= Duration::from_secs(1));
        assert!(slow || begun.elapsed() > Duration::from_millis(900), "{next:?}");
        store.pass_seconds(1).await;
        store.call("A3", Report::Answered).await;

        // A block that the same vendor sees again is no second vendor's.
        store.pass_seconds(5000).await;
        store.call("A1", Report::EdgeBlocked).await;
        store.pass_seconds(4000).await;
        store.call("A2", Report::EdgeBlocked).await;
        store.refuses("A3", 5000, Why::OriginBlocked).await;
        store.refuses("A1", 5000, Why::OriginBlocked).await;
        store.pass_seconds(5000).await;
        for tenant in ["A1", "A2", "A3"] {
            store.call(tenant, Report::Answered).await;
        }
    });
}

#[test]
fn blocks_that_lie_far_apart_do_not_close_the_origin() {
    on_both(&limits(), async |store| {
        store.call("A1", Report::EdgeBlocked).await;
        store.pass_seconds(5000).await;
        store.call("A2", Report::EdgeBlocked).await;
        store.pass_seconds(1).await;
        store.call("A3", Report::Answered).await;
    });
}

#[test]
fn a_longer_refusal_is_not_shortened_by_a_later_one() {
    on_both(&limits(), async |store| {
        let (one, other) = (store.granted("A1").await, store.granted("A1").await);
        store.settle("A1", one, Report::EdgeBlocked).await;
        store.settle("A1", other, Report::Throttled(None)).await;
        store.refuses("A1", 5000, Why::EdgeBlocked).await;
    });
}
