//! A store under test, and a way to let time pass for it.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use apiwire::governor::{Decision, Limits, MemoryStore, Report, Scope, Store, Ticket, Why};
use apiwire_redis::{QUIET, RedisStore};
use redis::aio::MultiplexedConnection;
use tokio::runtime::Builder;

use crate::server::Server;

pub(crate) struct Subject {
    store: Box<dyn Store>,
    pub(crate) limits: Limits,
    /// Only for Redis, whose clock a test cannot move.
    redis: Option<(MultiplexedConnection, String)>,
    begun: Instant,
}

pub(crate) fn scope(tenant: &str) -> Scope {
    Scope { origin: "https://api.example.com".into(), tenant: tenant.into() }
}

/// Runs it on the store in memory, in time that stands still, and on the one in Redis.
pub(crate) fn on_both(limits: &Limits, scenario: impl AsyncFn(Subject)) {
    in_memory(limits, &scenario);
    if let Some(server) = Server::any() {
        in_redis(&server, limits, &scenario);
    }
}

pub(crate) fn in_memory<T>(limits: &Limits, scenario: &impl AsyncFn(Subject) -> T) -> T {
    Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
        let store = Box::new(MemoryStore::default());
        scenario(Subject { store, limits: limits.clone(), redis: None, begun: Instant::now() }).await
    })
}

pub(crate) fn in_redis<T>(server: &Server, limits: &Limits, scenario: &impl AsyncFn(Subject) -> T) -> T {
    Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let prefix = prefix();
        let store = store(server, &prefix).with_lease(Duration::from_secs(1_000_000));
        let redis = Some((raw(server).await, prefix));
        let subject = Subject { store: Box::new(store), limits: limits.clone(), redis, begun: Instant::now() };
        // A server that has never heard of an origin is quiet at first.
        assert!(matches!(subject.acquire("nobody").await, Decision::Wait(wait) if wait <= QUIET));
        subject.pass(QUIET).await;
        scenario(subject).await
    })
}

/// A store under a prefix of its own, patient with a busy machine.
pub(crate) fn store(server: &Server, prefix: &str) -> RedisStore {
    RedisStore::new(server.url()).unwrap().with_prefix(prefix).with_time_limit(Duration::from_secs(20))
}

/// A connection that knows nothing of stores.
pub(crate) async fn raw(server: &Server) -> MultiplexedConnection {
    redis::Client::open(server.url()).unwrap().get_multiplexed_async_connection().await.unwrap()
}

/// A prefix that nobody else uses.
pub(crate) fn prefix() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let since = std::time::UNIX_EPOCH.elapsed().unwrap().as_nanos();
    format!("test-{since}-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Moves every moment that is kept into the past: to the store that is the same as time that has passed.
pub(crate) async fn age(redis: &mut MultiplexedConnection, prefix: &str, time: Duration) {
    const AGE: &str = "
        for _, key in ipairs(redis.call('KEYS', ARGV[1] .. ':*')) do
            if redis.call('TYPE', key).ok == 'zset' then
                local members = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
                for at = 1, #members, 2 do
                    redis.call('ZADD', key, tonumber(members[at + 1]) - ARGV[2], members[at])
                end
            else
                for _, field in ipairs({'quiet', 'slow', 'slow_next', 'closed', 'used_up'}) do
                    local moment = redis.call('HGET', key, field)
                    if moment then redis.call('HSET', key, field, tonumber(moment) - ARGV[2]) end
                end
            end
        end";
    let micros = u64::try_from(time.as_micros()).unwrap();
    redis::Script::new(AGE).arg(prefix).arg(micros).invoke_async::<()>(redis).await.unwrap();
}

/// Waits until it is so, for longer than even a busy machine needs.
pub(crate) async fn eventually(so: impl AsyncFn() -> bool) {
    let begun = Instant::now();
    while !so().await {
        assert!(begun.elapsed() < Duration::from_secs(60), "it never was");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

impl Subject {
    pub(crate) async fn acquire(&self, tenant: &str) -> Decision {
        self.store.acquire(&scope(tenant), &self.limits).await.unwrap()
    }

    pub(crate) async fn granted(&self, tenant: &str) -> Ticket {
        match self.acquire(tenant).await {
            Decision::Granted(ticket) => ticket,
            other => panic!("{tenant}: {other:?}"),
        }
    }

    /// Whether the vendor must wait, and for about so long.
    pub(crate) async fn waits(&self, tenant: &str, seconds: u64) {
        let decision = self.acquire(tenant).await;
        assert!(matches!(decision, Decision::Wait(wait) if self.is(wait, seconds)), "{seconds}: {decision:?}");
    }

    /// Whether the vendor is refused for this reason, and for about so long.
    pub(crate) async fn refuses(&self, tenant: &str, seconds: u64, why: Why) {
        let decision = self.acquire(tenant).await;
        let fits = matches!(decision, Decision::Refused(wait, told) if told == why && self.is(wait, seconds));
        assert!(fits, "{seconds} {why:?}: {decision:?}");
    }

    pub(crate) async fn settle(&self, tenant: &str, ticket: Ticket, report: Report) -> Option<Duration> {
        self.store.settle(&scope(tenant), &self.limits, ticket, report).await.unwrap()
    }

    /// One whole call that ends so; gives back for how long calls are refused now.
    pub(crate) async fn call(&self, tenant: &str, report: Report) -> Option<Duration> {
        let ticket = self.granted(tenant).await;
        self.settle(tenant, ticket, report).await
    }

    /// Gives a slot back.
    pub(crate) async fn abandon(&self, tenant: &str, ticket: Ticket) {
        self.store.abandon(&scope(tenant), ticket);
        let Some((redis, prefix)) = &self.redis else { return };
        const HELD: &str = "
            local held = 0
            for _, key in ipairs(redis.call('KEYS', ARGV[1] .. ':*:flying:*')) do
                if redis.call('ZSCORE', key, ARGV[2]) then held = held + 1 end
            end
            return held";
        // It is told in the background.
        eventually(async || {
            let held = redis::Script::new(HELD);
            let held = held.arg(prefix).arg(ticket.0).invoke_async::<usize>(&mut redis.clone()).await;
            held.unwrap() == 0
        })
        .await;
    }

    pub(crate) async fn pass(&self, time: Duration) {
        match &self.redis {
            Some((redis, prefix)) => age(&mut redis.clone(), prefix, time).await,
            None => tokio::time::advance(time).await,
        }
    }

    pub(crate) async fn pass_seconds(&self, seconds: u64) {
        self.pass(Duration::from_secs(seconds)).await;
    }

    /// In memory exactly; in Redis less what the test itself has taken.
    pub(crate) fn is(&self, wait: Duration, seconds: u64) -> bool {
        let expected = Duration::from_secs(seconds);
        let taken = if self.redis.is_some() { self.begun.elapsed() } else { Duration::ZERO };
        wait <= expected && wait + taken >= expected
    }
}
