//! Whatever happens, in whatever order: the reads tell one story, and the commits tell the writes.

mod snapshot;
mod step;

use crate::support::{opened, shop};
use commerce_sandbox::coupang::{CustomerAct, Gateway, GatewayBuilder, OrderStatus};
use proptest::prelude::{Strategy, any, prop};
use proptest::test_runner::{Config, TestRunner};
use snapshot::Snapshot;
use std::time::{Duration, SystemTime};
use step::{Picks, Step};

const HOUR: Duration = Duration::from_secs(3_600);

fn small(seed: u64) -> GatewayBuilder {
    let builder = shop().seed(seed).inquiries_per_day(1).call_center_inquiries_per_day(1).revenue_rows_per_day(1);
    OrderStatus::ALL.into_iter().fold(builder, |builder, status| {
        let many = matches!(status, OrderStatus::Accept | OrderStatus::Instruct);
        builder.orders_per_day(status, if many { 2 } else { 1 })
    })
}

/// Worlds in which nothing, much, and everything goes by itself.
fn worlds(seed: u64) -> [GatewayBuilder; 3] {
    let moving = || small(seed).first_scan_after(3 * HOUR).delivered_after(20 * HOUR).spread(2 * HOUR);
    let busy = moving().collected_after(5 * HOUR).approved_after(9 * HOUR).refund_time(HOUR).orders_take_stock(true);
    [small(seed), moving(), CustomerAct::ALL.into_iter().fold(busy, |busy, act| busy.customers_per_day(act, 2))]
}

/// Carries the steps out and looks at everything after each. What is told, and with what each step was taken.
fn live(gateway: &Gateway, steps: &[(u8, u16, u16)]) -> (Vec<Taken>, Snapshot) {
    let mut now = opened();
    let (mut taken, mut seen) = (Vec::new(), Snapshot::take(gateway, now, None));
    for (kind, pick, more) in steps {
        let step = Step::of(*kind);
        now += step.clock(*more);
        let commits = gateway.commits().len();
        let picks = Picks::of(&seen, *pick, *more);
        let told = picks.as_ref().map(|picks| step.take(gateway, picks, now));
        let after = Snapshot::take(gateway, now, Some(&seen));
        let (made, changed) = (gateway.commits().len() - commits, after.texts() != seen.texts());
        assert_eq!(made > 0, step.is_write() && changed, "{step:?}: {made} commits, {told:?}");
        assert!(made <= 1, "{step:?} is about one thing");
        taken.push(Taken { step, picks, told, now });
        seen = after;
    }
    snapshot::check_revenue(gateway, now + 20 * 24 * HOUR);
    (taken, Snapshot::take(gateway, now, None))
}

/// A step as it was taken.
struct Taken {
    step: Step,
    picks: Option<Picks>,
    told: Option<String>,
    now: SystemTime,
}

#[test]
fn every_read_tells_the_same_story() {
    let steps = prop::collection::vec((any::<u8>(), any::<u16>(), any::<u16>()), 1..24);
    let mut runner = TestRunner::new(Config { cases: 6, failure_persistence: None, ..Config::default() });
    let story = (any::<u64>(), steps).prop_map(|(seed, steps)| (seed % 1_000, steps));
    let told = runner.run(&story, |(seed, steps)| {
        for (first, second) in worlds(seed).into_iter().zip(worlds(seed)) {
            let (first, second) = (first.build().expect("a gateway"), second.build().expect("a gateway"));
            let (taken, seen) = live(&first, &steps);
            let mut now = opened();
            second.pass_time(now);
            for Taken { step, picks, told, now: at } in &taken {
                now = *at;
                let again = picks.as_ref().map(|picks| step.take(&second, picks, now));
                proptest::prop_assert_eq!(&again, told, "the same seed tells the same");
            }
            let again = Snapshot::take(&second, now, None);
            proptest::prop_assert_eq!(again.texts(), seen.texts());
            proptest::prop_assert_eq!(second.commits(), first.commits());
        }
        Ok(())
    });
    if let Err(error) = told {
        panic!("{error}");
    }
}
