//! What was seen: nothing is queued twice, nothing is lost, and the memory is bounded.
#![cfg(test)]

#[path = "support/code.rs"]
mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use support::code;
use webhook_verify::seen::{InMemory, Open, Seen, SeenStore, StoreFull};
use webhook_verify::{DEFAULT_HEADER, ReplayKey, Scheme, Verifier};

const SECRET: &str = "kc_hook_dev_5f1c0b6a9e2d47";
const NOW: i64 = 1_764_000_000;
const DAYS_3: i64 = 72 * 60 * 60;

/// The key of a body that was verified: there is no other way to one.
fn key_of(body: &str, id: Option<&str>) -> ReplayKey {
    let verifier = Verifier::new(Scheme::body_hex(), [SECRET.parse().unwrap()]).unwrap();
    let headers = [(DEFAULT_HEADER, hex::encode(code(SECRET, &[body.as_bytes()])))];
    verifier.verify(&headers, body.as_bytes(), NOW).unwrap().replay_key_of(id)
}

fn key(n: usize) -> ReplayKey {
    key_of("{}", Some(&n.to_string()))
}

/// The store in memory waits for nothing, so one look at its future is enough.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waited"),
    }
}

fn begin(store: &InMemory, key: &ReplayKey, now: i64) -> Result<Seen, StoreFull> {
    at_once(store.begin(key, now))
}

fn commit(store: &InMemory, key: &ReplayKey, now: i64) -> Result<(), StoreFull> {
    at_once(store.commit(key, now))
}

#[test]
fn the_key_is_the_identifier_or_the_digest_of_the_body() {
    // Python: hashlib.sha256(b"{}").hexdigest(), and of 129 times "m"
    let digest = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    assert_eq!(key_of("{}", None).as_str(), digest);
    assert_eq!(key_of("{}", Some("")).as_str(), digest, "an empty identifier is none");
    assert_eq!(key_of("{}", Some("evt_1")).as_str(), "id:evt_1");
    let long = "m".repeat(128);
    assert_eq!(key_of("{}", Some(&long)).as_str(), format!("id:{long}"));
    let longer = key_of("{}", Some(&"m".repeat(129)));
    assert_eq!(longer.as_str(), "id-sha256:793dcae2491bc998fabf543e0cc868456caf6a60ac750f1545a62a167659b551");
    assert_ne!(key_of("{}", None), key_of("{} ", None));
    // An identifier cannot pass for a digest.
    assert_ne!(key_of("{}", Some(&digest[7..])), key_of("{}", None));
    assert_ne!(key_of("{}", Some(digest)), key_of("{}", None));
}

#[test]
fn the_identifier_of_the_scheme_is_the_key() {
    use base64::Engine;
    let verifier = Verifier::new(Scheme::standard_webhooks(), [SECRET.parse().unwrap()]).unwrap();
    let signature = base64::engine::general_purpose::STANDARD.encode(code(SECRET, &[b"msg_1.5.{}"]));
    let signature = format!("v1,{signature}");
    let headers = [("webhook-id", "msg_1"), ("webhook-timestamp", "5"), ("webhook-signature", &*signature)];
    let verified = verifier.verify(&headers, b"{}", 5).unwrap();
    assert_eq!(verified.replay_key().as_str(), "id:msg_1");
    assert_eq!(verified.replay_key_of(None), verified.replay_key());
    assert_eq!(verified.replay_key_of(Some("evt_1")).as_str(), "id:evt_1");
    assert_eq!(verified.body_digest(), key_of("{}", None));
}

#[test]
fn an_event_is_new_once() {
    let store = InMemory::new();
    assert_eq!(begin(&store, &key(1), NOW), Ok(Seen::New));
    assert_eq!(begin(&store, &key(1), NOW), Ok(Seen::InProgress), "answered with 503");
    assert_eq!(begin(&store, &key(2), NOW), Ok(Seen::New), "another event");
    assert_eq!(commit(&store, &key(1), NOW), Ok(()));
    assert_eq!(begin(&store, &key(1), NOW), Ok(Seen::Done), "answered with 200");
    assert_eq!(begin(&store, &key(2), NOW), Ok(Seen::InProgress));
}

#[test]
fn an_event_that_was_given_back_is_new_again_but_not_one_that_is_done() {
    let store = InMemory::new();
    assert_eq!(begin(&store, &key(1), NOW), Ok(Seen::New));
    at_once(store.release(&key(1))).unwrap();
    assert!(store.is_empty());
    assert_eq!(begin(&store, &key(1), NOW), Ok(Seen::New));
    commit(&store, &key(1), NOW).unwrap();
    at_once(store.release(&key(1))).unwrap();
    store.abandon(&key(1));
    assert_eq!(begin(&store, &key(1), NOW), Ok(Seen::Done));
    at_once(store.release(&key(9))).unwrap();
    assert_eq!(store.len(), 1);
}

#[test]
fn a_late_commit_counts() {
    let store = InMemory::new();
    assert_eq!(begin(&store, &key(1), NOW), Ok(Seen::New));
    at_once(store.release(&key(1))).unwrap();
    commit(&store, &key(1), NOW).unwrap();
    commit(&store, &key(1), NOW + 10).unwrap();
    assert_eq!(begin(&store, &key(1), NOW + DAYS_3 - 1), Ok(Seen::Done));
    assert_eq!(begin(&store, &key(1), NOW + DAYS_3), Ok(Seen::New), "the second commit did not prolong it");
    assert_eq!(begin(&store, &key(1), NOW + DAYS_3 + 10), Ok(Seen::InProgress), "nor does it end the next one");
}

#[test]
fn done_is_remembered_for_72_hours_and_in_progress_for_ever() {
    let store = InMemory::new();
    assert_eq!(InMemory::DEFAULT_TTL, Duration::from_secs(259_200));
    for n in 0..3 {
        assert_eq!(begin(&store, &key(n), NOW), Ok(Seen::New));
    }
    commit(&store, &key(0), NOW).unwrap();
    commit(&store, &key(1), NOW + 60).unwrap();
    assert_eq!(begin(&store, &key(0), NOW + DAYS_3 - 1), Ok(Seen::Done));
    assert_eq!(begin(&store, &key(0), NOW + DAYS_3), Ok(Seen::New));
    assert_eq!(begin(&store, &key(1), NOW + DAYS_3), Ok(Seen::Done));
    assert_eq!(begin(&store, &key(2), i64::MAX), Ok(Seen::InProgress));
    assert_eq!(begin(&store, &key(1), i64::MAX), Ok(Seen::New));
}

#[test]
fn a_clock_that_is_set_back_forgets_nothing() {
    let store = InMemory::new();
    assert_eq!(begin(&store, &key(1), NOW), Ok(Seen::New));
    commit(&store, &key(1), NOW).unwrap();
    assert_eq!(begin(&store, &key(2), NOW - DAYS_3), Ok(Seen::New));
    commit(&store, &key(2), NOW - DAYS_3).unwrap();
    for now in [i64::MIN, 0, NOW - DAYS_3, NOW, NOW + DAYS_3 - 1] {
        assert_eq!(begin(&store, &key(1), now), Ok(Seen::Done), "{now}");
        assert_eq!(begin(&store, &key(2), now), Ok(Seen::Done), "{now}: never earlier than one committed before it");
    }
    assert_eq!(begin(&store, &key(2), NOW + DAYS_3), Ok(Seen::New));
}

#[test]
fn when_full_a_new_event_is_refused_and_nothing_is_forgotten() {
    let store = InMemory::new().with_capacity(3);
    assert_eq!(begin(&store, &key(0), NOW), Ok(Seen::New));
    for n in 1..3 {
        assert_eq!(begin(&store, &key(n), NOW), Ok(Seen::New));
        commit(&store, &key(n), NOW).unwrap();
    }
    for n in 3..50 {
        assert_eq!(begin(&store, &key(n), NOW), Err(StoreFull), "answered with 503 and sent again later");
    }
    assert_eq!(commit(&store, &key(7), NOW), Err(StoreFull));
    assert_eq!(store.len(), 3);
    assert_eq!(begin(&store, &key(0), NOW), Ok(Seen::InProgress));
    assert_eq!(begin(&store, &key(1), NOW), Ok(Seen::Done));
    assert_eq!(commit(&store, &key(0), NOW), Ok(()), "what is in progress can be finished");
    assert_eq!(begin(&store, &key(3), NOW + DAYS_3), Ok(Seen::New), "there is room after their time");
    let none = InMemory::new().with_capacity(0);
    assert_eq!(begin(&none, &key(1), NOW), Err(StoreFull));
}

#[test]
fn a_delivery_that_is_dropped_gives_its_event_back() {
    let store = InMemory::new();
    assert_eq!(begin(&store, &key(1), NOW), Ok(Seen::New));
    drop(Open::new(&store, key(1)));
    assert_eq!(begin(&store, &key(1), NOW), Ok(Seen::New));

    // A handler that is dropped while it queues: the sender hung up.
    let mut handler = Box::pin(async {
        let open = Open::new(&store, key(1));
        std::future::pending::<()>().await;
        open.commit(NOW).await
    });
    assert!(handler.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    assert_eq!(begin(&store, &key(1), NOW), Ok(Seen::InProgress));
    drop(handler);
    assert_eq!(begin(&store, &key(1), NOW), Ok(Seen::New));

    let panicked = catch_unwind(AssertUnwindSafe(|| {
        let _open = Open::new(&store, key(1));
        panic!("the queue");
    }));
    assert!(panicked.is_err());
    assert_eq!(begin(&store, &key(1), NOW), Ok(Seen::New));

    at_once(Open::new(&store, key(1)).commit(NOW)).unwrap();
    assert_eq!(begin(&store, &key(1), NOW), Ok(Seen::Done));
}

/// A store whose commits fail, and which counts what is given back.
#[derive(Default)]
struct Failing {
    given_back: AtomicUsize,
}

impl SeenStore for Failing {
    type Error = ();

    async fn begin(&self, _: &ReplayKey, _: i64) -> Result<Seen, ()> {
        Ok(Seen::New)
    }

    async fn commit(&self, _: &ReplayKey, _: i64) -> Result<(), ()> {
        Err(())
    }

    async fn release(&self, _: &ReplayKey) -> Result<(), ()> {
        Ok(())
    }

    fn abandon(&self, _: &ReplayKey) {
        self.given_back.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn a_failed_commit_does_not_give_the_queued_event_back() {
    let store = Failing::default();
    assert_eq!(at_once(Open::new(&store, key(1)).commit(NOW)), Err(()));
    assert_eq!(store.given_back.load(Ordering::Relaxed), 0);
    drop(Open::new(&store, key(1)));
    assert_eq!(store.given_back.load(Ordering::Relaxed), 1);
}

#[test]
fn of_many_deliveries_at_once_one_is_new() {
    let store = InMemory::new();
    for event in 0..50 {
        let key = key(event);
        let new = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    if begin(&store, &key, NOW) == Ok(Seen::New) {
                        new.fetch_add(1, Ordering::Relaxed);
                        commit(&store, &key, NOW).unwrap();
                    }
                });
            }
        });
        assert_eq!(new.load(Ordering::Relaxed), 1);
    }
}
