//! What processes share, and what one leaves behind that dies.

use std::time::Duration;

use apiwire::governor::{Decision, Limits, Report, Scope, Store, Why};
use apiwire_redis::{QUIET, RedisStore};
use redis::aio::MultiplexedConnection;

use crate::server::Server;
use crate::subject::{age, eventually, prefix, raw, scope, store};

/// 4 calls in 100 s, so that a busy machine changes nothing.
pub(crate) fn limits() -> Limits {
    Limits::default().with_pace(4, Duration::from_secs(100))
}

/// Two stores of one fleet, as two processes have them, after the first quiet time.
async fn two(server: &Server, lease: Duration) -> (RedisStore, RedisStore, MultiplexedConnection, String) {
    let prefix = prefix();
    let one = || store(server, &prefix).with_lease(lease);
    let (a, b, mut redis) = (one(), one(), raw(server).await);
    wait(&a, QUIET).await;
    age(&mut redis, &prefix, QUIET).await;
    (a, b, redis, prefix)
}

async fn acquire(store: &RedisStore) -> Decision {
    store.acquire(&scope("A1"), &limits()).await.unwrap()
}

async fn granted(store: &RedisStore) -> apiwire::governor::Ticket {
    match acquire(store).await {
        Decision::Granted(ticket) => ticket,
        other => panic!("{other:?}"),
    }
}

async fn wait(store: &RedisStore, at_most: Duration) {
    let decision = acquire(store).await;
    assert!(matches!(decision, Decision::Wait(wait) if wait <= at_most), "{decision:?}");
}

const LONG: Duration = Duration::from_secs(1_000_000);

#[tokio::test]
async fn two_processes_have_one_budget_and_one_silence() {
    let Some(server) = Server::any() else { return };
    let (a, b, mut redis, prefix) = two(&server, LONG).await;
    let mut tickets = Vec::new();
    for store in [&a, &b, &a, &b] {
        tickets.push(granted(store).await);
    }
    wait(&a, Duration::from_secs(25)).await;
    wait(&b, Duration::from_secs(25)).await;
    // Whoever settles it: tickets are the fleet's.
    b.settle(&scope("A1"), &limits(), tickets[0], Report::Throttled(None)).await.unwrap();
    for store in [&a, &b] {
        assert!(matches!(acquire(store).await, Decision::Refused(_, Why::Throttled)));
    }
    // Another vendor, another origin and another fleet have their own.
    for tenant in ["A2", "A3"] {
        assert!(matches!(a.acquire(&scope(tenant), &limits()).await.unwrap(), Decision::Granted(_)));
    }
    let elsewhere = Scope { origin: "https://b.example.com".into(), tenant: "A1".into() };
    let fleet = store(&server, &crate::subject::prefix());
    for (store, scope) in [(&a, &elsewhere), (&fleet, &scope("A1"))] {
        assert!(matches!(store.acquire(scope, &limits()).await.unwrap(), Decision::Wait(quiet) if quiet <= QUIET));
    }
    age(&mut redis, &prefix, QUIET).await;
    assert!(matches!(a.acquire(&elsewhere, &limits()).await.unwrap(), Decision::Granted(_)));
}

#[tokio::test]
async fn what_a_dead_process_held_is_free_when_its_lease_ends() {
    let Some(server) = Server::any() else { return };
    let (a, b, mut redis, prefix) = two(&server, Duration::from_secs(500)).await;
    let mut held = Vec::new();
    for _ in 0..4 {
        held.push(granted(&a).await);
    }
    drop(a);
    age(&mut redis, &prefix, Duration::from_secs(480)).await;
    // Nearer than the usual next look.
    wait(&b, Duration::from_secs(20)).await;
    age(&mut redis, &prefix, Duration::from_secs(20)).await;
    for _ in 0..4 {
        granted(&b).await;
    }
    // The dead process was only slow: its late word takes nobody's slot.
    b.settle(&scope("A1"), &limits(), held[0], Report::Answered).await.unwrap();
    wait(&b, Duration::from_secs(25)).await;
    age(&mut redis, &prefix, Duration::from_secs(400)).await;
    wait(&b, Duration::from_secs(25)).await;
}

#[tokio::test]
async fn a_caller_that_gives_up_still_settles() {
    let Some(server) = Server::any() else { return };
    let (a, b, ..) = two(&server, LONG).await;
    let ticket = granted(&a).await;
    drop(a.settle(&scope("A1"), &limits(), ticket, Report::Throttled(None)));
    eventually(async || matches!(acquire(&b).await, Decision::Refused(_, Why::Throttled))).await;
}

#[tokio::test]
async fn a_server_that_has_lost_its_memory_is_quiet_first_and_gives_no_ticket_twice() {
    let Some(server) = Server::any() else { return };
    let (a, b, mut redis, prefix) = two(&server, LONG).await;
    let before = granted(&a).await;
    let keys: Vec<String> = redis::cmd("KEYS").arg(format!("{prefix}:*")).query_async(&mut redis).await.unwrap();
    redis::cmd("DEL").arg(keys).query_async::<()>(&mut redis).await.unwrap();
    // Also when a word from before is the first that it hears.
    a.settle(&scope("A1"), &limits(), before, Report::Answered).await.unwrap();
    wait(&b, QUIET).await;
    age(&mut redis, &prefix, QUIET).await;
    for _ in 0..4 {
        assert!(granted(&b).await.0 > before.0);
    }
    a.settle(&scope("A1"), &limits(), before, Report::Answered).await.unwrap();
    wait(&b, Duration::from_secs(25)).await;
}

#[test]
fn a_store_outlives_the_runtime_that_connected_it() {
    let Some(server) = Server::any() else { return };
    let store = store(&server, &prefix());
    for _ in 0..2 {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(wait(&store, QUIET));
    }
}

#[tokio::test]
async fn nothing_lives_for_ever() {
    let Some(server) = Server::any() else { return };
    let (a, _, mut redis, prefix) = two(&server, Duration::from_secs(60)).await;
    let reports = [Report::Answered, Report::NotFound, Report::UsedUp(Duration::ZERO), Report::EdgeBlocked];
    for report in reports {
        let ticket = granted(&a).await;
        a.settle(&scope("A1"), &limits(), ticket, report).await.unwrap();
        age(&mut redis, &prefix, Duration::from_secs(1)).await;
    }
    let a2 = a.acquire(&scope("A2"), &limits()).await.unwrap();
    assert!(matches!(a2, Decision::Granted(_)), "{a2:?}");
    let keys: Vec<String> = redis::cmd("KEYS").arg(format!("{prefix}:*")).query_async(&mut redis).await.unwrap();
    // The origin, who saw blocks, and of each vendor the state and the calls that count.
    assert_eq!(keys.len(), 2 + 2 + 2, "{keys:?}");
    // A day, and the longest times that were spoken of: the lease, the window, the pause and the breaker.
    let day_and_more = 1000 * (24 * 3600 + 60 + 100 + 600 + 600);
    for key in keys {
        let left: i64 = redis::cmd("PTTL").arg(&key).query_async(&mut redis).await.unwrap();
        assert!((1..=day_and_more).contains(&left), "{key}: {left}");
        assert!(left > 1000 * 24 * 3600, "{key}: {left}");
    }
}

#[tokio::test]
async fn a_server_that_has_forgotten_its_scripts_or_closed_an_idle_connection_is_no_outage() {
    // A server of its own: this breaks everybody's connections.
    let Some(server) = Server::own(&[]) else { return };
    let (a, ..) = two(&server, LONG).await;
    granted(&a).await;
    let mut redis = raw(&server).await;
    redis::cmd("SCRIPT").arg("FLUSH").query_async::<()>(&mut redis).await.unwrap();
    let ticket = granted(&a).await;
    redis::cmd("CLIENT")
        .arg(&["KILL", "TYPE", "normal", "SKIPME", "yes"])
        .query_async::<i64>(&mut redis)
        .await
        .unwrap();
    a.settle(&scope("A1"), &limits(), ticket, Report::Answered).await.unwrap();
    redis::cmd("CLIENT")
        .arg(&["KILL", "TYPE", "normal", "SKIPME", "yes"])
        .query_async::<i64>(&mut redis)
        .await
        .unwrap();
    granted(&a).await;
}
