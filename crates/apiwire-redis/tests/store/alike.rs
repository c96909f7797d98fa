//! Chance makes up calls; the store in memory says what the store in Redis must say.

use std::time::{Duration, Instant};

use apiwire::governor::{Decision, Limits, Report, Ticket, Why};

use crate::server::Server;
use crate::subject::{Subject, in_memory, in_redis};

#[derive(Debug, Clone, Copy)]
enum Step {
    Acquire(usize),
    /// Of the calls in flight, the one at this place.
    Settle(usize, Report),
    Drop(usize),
    /// In hundreds of seconds.
    Pass(u64),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Seen {
    Granted,
    Wait(Duration),
    Refused(Duration, Why),
    Settled(Option<Duration>),
    Nothing,
}

const TENANTS: [&str; 3] = ["A1", "A2", "A3"];

/// No sum of these comes near a multiple of 100 s, which is how time passes here: no moment is on the edge.
fn limits() -> Limits {
    let mut limits = Limits::default().with_pace(3, Duration::from_secs(150));
    limits = limits.with_pause(Duration::from_secs(130), Duration::from_secs(1040));
    (limits.not_found_run, limits.breaker) = (3, Duration::from_secs(1030));
    limits
}

fn reports(chance: &mut fastrand::Rng) -> Report {
    match chance.u8(..10) {
        0 => Report::Throttled(None),
        1 => Report::Throttled(Some(Duration::from_secs(330))),
        2 => Report::UsedUp(Duration::from_secs(70)),
        3..6 => Report::NotFound,
        6 => Report::EdgeBlocked,
        7 => Report::Failed,
        _ => Report::Answered,
    }
}

fn steps(seed: u64) -> Vec<Step> {
    let mut chance = fastrand::Rng::with_seed(seed);
    let step = |chance: &mut fastrand::Rng| match chance.u8(..20) {
        0..9 => Step::Acquire(chance.usize(..TENANTS.len())),
        9..15 => Step::Settle(chance.usize(..4), reports(chance)),
        15 => Step::Drop(chance.usize(..4)),
        16..19 => Step::Pass(chance.u64(1..4)),
        _ => Step::Pass(11),
    };
    (0..60).map(|_| step(&mut chance)).collect()
}

async fn walk(store: Subject, steps: &[Step]) -> Vec<Seen> {
    let mut flying: Vec<(&str, Ticket)> = Vec::new();
    let mut seen = Vec::new();
    for step in steps {
        seen.push(match *step {
            Step::Acquire(tenant) => match store.acquire(TENANTS[tenant]).await {
                Decision::Granted(ticket) => {
                    flying.push((TENANTS[tenant], ticket));
                    Seen::Granted
                }
                Decision::Wait(wait) => Seen::Wait(wait),
                Decision::Refused(wait, why) => Seen::Refused(wait, why),
            },
            Step::Settle(place, report) if place < flying.len() => {
                let (tenant, ticket) = flying.remove(place);
                Seen::Settled(store.settle(tenant, ticket, report).await)
            }
            Step::Drop(place) if place < flying.len() => {
                let (tenant, ticket) = flying.remove(place);
                store.abandon(tenant, ticket).await;
                Seen::Nothing
            }
            Step::Settle(..) | Step::Drop(_) => Seen::Nothing,
            Step::Pass(hundreds) => {
                store.pass_seconds(hundreds * 100).await;
                Seen::Nothing
            }
        });
        // No two reports come in the same moment: of two equal refusals the first would stand, in Redis the later.
        store.pass(Duration::from_millis(1)).await;
    }
    seen
}

/// The same but for what the walk itself has taken.
fn alike(memory: Seen, redis: Seen) -> bool {
    let near = |a: Duration, b: Duration| a >= b && a - b < Duration::from_secs(1);
    match (memory, redis) {
        (Seen::Wait(a), Seen::Wait(b)) => near(a, b),
        (Seen::Refused(a, why), Seen::Refused(b, told)) => near(a, b) && why == told,
        (Seen::Settled(Some(a)), Seen::Settled(Some(b))) => near(a, b),
        (memory, redis) => memory == redis,
    }
}

#[test]
fn two_hundred_walks_are_the_same_in_memory_and_in_redis() {
    let Some(server) = Server::any() else { return };
    let mut kinds = [0; 4];
    for seed in 0..200 {
        let steps = steps(seed);
        let expected = in_memory(&limits(), &async |store| walk(store, &steps).await);
        // An origin under suspicion is called once a second: on a machine that stood still for as long, walk again.
        let seen = (0..100).find_map(|_| {
            let begun = Instant::now();
            let seen = in_redis(&server, &limits(), &async |store| walk(store, &steps).await);
            (begun.elapsed() < Duration::from_millis(900)).then_some(seen)
        });
        for (at, (memory, redis)) in expected.iter().zip(seen.expect("a walk without a standstill")).enumerate() {
            assert!(alike(*memory, redis), "seed {seed}, step {at}: {memory:?} {redis:?} after {:#?}", &steps[..=at]);
            kinds[match memory {
                Seen::Granted => 0,
                Seen::Wait(_) => 1,
                Seen::Refused(..) => 2,
                Seen::Settled(_) | Seen::Nothing => 3,
            }] += 1;
        }
    }
    assert!(kinds.iter().all(|times| *times > 300), "chance has been everywhere: {kinds:?}");
}
