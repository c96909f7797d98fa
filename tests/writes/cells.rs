//! The cells of one write: everything that can happen to it, and what must be true then.

use std::io::Write;
use std::time::Duration;

use apiwire::{BoxFuture, Delivery, ErrorKind, Repeat};
use commerce_sandbox::coupang::{Gateway, GatewayBuilder};
use coupang_wing::write::{Call, Resent, Seen, WriteOperation};
use coupang_wing::{Market, ReadWrite, Wing};

use http::Method;

use crate::guesses::Guesses;
use crate::world::{Fault, World};

/// How many times what the portal leaves open is guessed for each write.
const GUESSES: u64 = 40;

/// Under these a scene does not find what it writes about, or cannot make it: they hide what is of today, or want more of an
/// exchange before it can be written about.
const NOT_GUESSED: [&str; 7] = [
    "arrived_under",
    "claims_to_the_end",
    "exchanges_per_page",
    "inquiry_days",
    "last_day_counts",
    "receipt_needs_collection",
    "rejectable_while",
];

/// How a scene finds what it writes about, by reads and, where it must, by other writes before.
pub(crate) type Make<E> = for<'w> fn(&'w Wing<ReadWrite>) -> BoxFuture<'w, Call<'w, E>>;

/// One write with everything that can happen to it.
pub(crate) struct Row<E> {
    pub(crate) make: Make<E>,
    pub(crate) shop: fn(GatewayBuilder) -> World,
    /// Whether a read shows what was written.
    pub(crate) seen_by_a_read: bool,
    /// Whether it changes the shop at all.
    pub(crate) commits: bool,
}

impl<E: WriteOperation> Row<E> {
    pub(crate) fn new(make: Make<E>) -> Self {
        Self { make, shop: |shop| World::of(shop, Market::Kr), seen_by_a_read: true, commits: true }
    }

    /// Every cell.
    pub(crate) async fn cross(self) {
        self.answered().await;
        self.lost_before(Fault::TimeoutBefore).await;
        self.lost_before(Fault::GaveUpBefore).await;
        self.lost_after().await;
        for late in [30, 30 * 60] {
            self.late(Duration::from_secs(late)).await;
        }
        self.refused(Fault::TooMany, ErrorKind::Throttled).await;
        self.refused(Fault::Blocked, ErrorKind::EdgeBlocked).await;
        self.internal_error().await;
        self.fallen_permit().await;
        self.guessed().await;
    }

    fn world(&self) -> World {
        (self.shop)(Gateway::builder())
    }

    fn done(&self) -> usize {
        usize::from(self.commits)
    }

    /// It is shown, sent, done once, and not sent again; what was shown is what was sent.
    async fn answered(&self) {
        let world = self.world();
        let mut call = (self.make)(&world.wing).await;
        let (before, sent) = (world.commits(E::NAME), world.sent().len());
        // Settling what was never sent only reads.
        let unsent = call.settle().await.unwrap();
        assert_eq!((unsent.resent, unsent.is_done()), (Resent::No, false), "{}", E::NAME);
        assert_eq!((world.commits(E::NAME), world.sent().len()), (before, sent), "{}", E::NAME);
        let shown = call.dry_run().unwrap();
        assert_eq!(
            (world.commits(E::NAME), world.sent().len()),
            (before, sent),
            "{}: a dry run sends nothing",
            E::NAME
        );
        let answer = call.send().await.unwrap_or_else(|error| panic!("{}: {error:?}", E::NAME));
        assert_eq!(call.endpoint().confirmed(&answer), call.endpoint().subjects(), "{}", E::NAME);
        assert_eq!(world.commits(E::NAME), before + self.done(), "{}", E::NAME);

        let (method, target, body) = world.sent().pop().unwrap();
        assert_eq!((&shown.method, &shown.target), (&method, &target), "{}", E::NAME);
        assert_eq!(shown.body.is_some(), !body.is_empty(), "{}", E::NAME);
        assert!([Method::POST, Method::PUT].contains(&method) && shown.operation == E::NAME);
        if let Some(shown) = shown.body {
            assert_eq!(keys(&shown), keys(std::str::from_utf8(&body).unwrap()), "{}", E::NAME);
        }

        let again = call.send().await.err().unwrap();
        assert_eq!((again.kind(), again.delivery()), (ErrorKind::Configuration, Delivery::NotSent), "{}", E::NAME);
        assert_eq!(world.commits(E::NAME), before + self.done(), "{}", E::NAME);
    }

    /// Nobody knows that it never arrived: a target state is sent once more, anything else is for a person.
    async fn lost_before(&self, fault: Fault) {
        let world = self.world();
        let mut call = (self.make)(&world.wing).await;
        let (before, sent) = (world.commits(E::NAME), world.sent().len());
        self.lose(&world, &mut call, fault).await;
        let settled = call.settle().await.unwrap();
        if E::REPEAT == Repeat::TargetState {
            assert_eq!((settled.resent, settled.is_done()), (Resent::Answered, true), "{} {fault:?}", E::NAME);
            assert_eq!(world.commits(E::NAME), before + 1, "{} {fault:?}", E::NAME);
            assert_eq!(world.sent().len(), sent + 2, "{} {fault:?}", E::NAME);
        } else {
            self.is_for_a_person(&settled);
            assert_eq!(world.commits(E::NAME), before, "{} {fault:?}", E::NAME);
            assert_eq!(world.sent().len(), sent + 1, "{} {fault:?}: never sent again", E::NAME);
        }
    }

    /// It is done and the answer is lost: reading tells, and it is not sent again.
    async fn lost_after(&self) {
        let world = self.world();
        let mut call = (self.make)(&world.wing).await;
        let (before, sent) = (world.commits(E::NAME), world.sent().len());
        self.lose(&world, &mut call, Fault::TimeoutAfter).await;
        let settled = call.settle().await.unwrap();
        assert_eq!((settled.is_done(), settled.resent), (self.seen_by_a_read, Resent::No), "{}: {settled:?}", E::NAME);
        assert_eq!(world.commits(E::NAME), before + self.done(), "{}", E::NAME);
        assert_eq!(world.sent().len(), sent + 1, "{}", E::NAME);
    }

    /// The gateway gave up, and Coupang does it later all the same.
    async fn late(&self, late: Duration) {
        let world = self.world();
        let mut call = (self.make)(&world.wing).await;
        let (before, sent) = (world.commits(E::NAME), world.sent().len());
        self.lose(&world, &mut call, Fault::GaveUpAndLate(E::NAME, late)).await;
        assert_eq!(world.commits(E::NAME), before, "{} {late:?}: not yet", E::NAME);
        let settled = call.settle().await.unwrap();
        if E::REPEAT == Repeat::TargetState {
            assert!(settled.is_done(), "{} {late:?}: {settled:?}", E::NAME);
        } else {
            self.is_for_a_person(&settled);
        }
        world.wait(late + Duration::from_secs(1)).await;
        assert_eq!(world.commits(E::NAME), before + self.done(), "{} {late:?}: once", E::NAME);
        let writes = if E::REPEAT == Repeat::TargetState { 2 } else { 1 };
        assert_eq!(world.sent().len(), sent + writes, "{} {late:?}", E::NAME);
        // Settled later, the same question has an answer.
        let settled = call.settle().await.unwrap();
        assert_eq!(settled.is_done(), self.seen_by_a_read, "{} {late:?}: {settled:?}", E::NAME);
        assert_eq!((world.commits(E::NAME), world.sent().len()), (before + self.done(), sent + writes), "{}", E::NAME);
    }

    /// It was not done, is said not to be, and may be sent later; until then nothing else is.
    async fn refused(&self, fault: Fault, kind: ErrorKind) {
        let world = self.world();
        let mut call = (self.make)(&world.wing).await;
        let (before, sent) = (world.commits(E::NAME), world.sent().len());
        world.arm(fault);
        let error = call.send().await.err().unwrap();
        assert_eq!((error.kind(), error.delivery()), (kind, Delivery::Answered), "{} {fault:?}", E::NAME);
        let at_once = call.send().await.err().unwrap();
        assert_eq!(at_once.delivery(), Delivery::NotSent, "{} {fault:?}", E::NAME);
        assert!(at_once.until().is_some(), "{} {fault:?}: until when is said", E::NAME);
        assert_eq!((world.commits(E::NAME), world.sent().len()), (before, sent + 1), "{} {fault:?}", E::NAME);
    }

    /// An internal error does not say that nothing was done, so the same call is not sent again.
    async fn internal_error(&self) {
        let world = self.world();
        let mut call = (self.make)(&world.wing).await;
        let (before, sent) = (world.commits(E::NAME), world.sent().len());
        world.arm(Fault::InternalError);
        let error = call.send().await.err().unwrap();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::ServerError, 1), "{}", E::NAME);
        let again = call.send().await.err().unwrap();
        assert_eq!((again.kind(), again.delivery()), (ErrorKind::Configuration, Delivery::NotSent), "{}", E::NAME);
        assert_eq!((world.commits(E::NAME), world.sent().len()), (before, sent + 1), "{}", E::NAME);
    }

    /// A permit that fell stops a client that was handed out before.
    async fn fallen_permit(&self) {
        let world = self.world();
        let mut call = (self.make)(&world.wing).await;
        let (before, sent) = (world.commits(E::NAME), world.sent().len());
        world.permit.revoke();
        let error = call.send().await.err().unwrap();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::NotPermitted, Delivery::NotSent), "{}", E::NAME);
        assert_eq!((world.commits(E::NAME), world.sent().len()), (before, sent), "{}", E::NAME);
        assert!(call.dry_run().is_ok(), "{}: looking needs no permit", E::NAME);
    }

    /// Whichever way turns out what the portal leaves open: it is done once at most, and is known to be done, or refused, or
    /// for a person.
    async fn guessed(&self) {
        let mut worked = 0;
        for seed in 0..GUESSES {
            let guesses = Guesses::of(seed, &NOT_GUESSED);
            let context = || format!("{} of seed {seed}: {}", E::NAME, guesses.told().join(", "));
            let _told = ToldOnPanic(context());
            let shop = || (self.shop)(guesses.scenario().apply(Gateway::builder()));

            let world = shop();
            let mut call = (self.make)(&world.wing).await;
            let before = world.commits(E::NAME);
            let is_done = match call.send().await {
                Ok(answer) => call.endpoint().confirmed(&answer) == call.endpoint().subjects(),
                Err(error) => {
                    assert_eq!(error.delivery(), Delivery::Answered, "{}: {error:?}", context());
                    false
                }
            };
            let done = if is_done { self.done() } else { 0 };
            assert_eq!(world.commits(E::NAME), before + done, "{}", context());
            if !is_done {
                continue;
            }
            worked += 1;

            let world = shop();
            let mut call = (self.make)(&world.wing).await;
            let before = world.commits(E::NAME);
            self.lose(&world, &mut call, Fault::TimeoutAfter).await;
            let settled = call.settle().await.unwrap_or_else(|error| panic!("{}: {error:?}", context()));
            assert!(settled.resent == Resent::No || E::REPEAT == Repeat::TargetState, "{}", context());
            let known = settled.done.iter().chain(settled.unknown.iter().map(|unknown| &unknown.subject));
            assert_eq!(known.count(), call.endpoint().subjects().len(), "{}: {settled:?}", context());
            assert_eq!(world.commits(E::NAME), before + self.done(), "{}", context());
        }
        assert!(worked > GUESSES / 2, "{} was carried out {worked} times only", E::NAME);
    }

    async fn lose(&self, world: &World, call: &mut Call<'_, E>, fault: Fault) {
        world.arm(fault);
        let error = call.send().await.err().unwrap();
        assert_eq!(error.delivery(), Delivery::MaybeSent, "{} {fault:?}: {error:?}", E::NAME);
        assert_eq!(error.settled_by(), E::SETTLED_BY, "{} {fault:?}", E::NAME);
        let again = call.send().await.err().unwrap();
        assert_eq!((again.kind(), again.delivery()), (ErrorKind::Configuration, Delivery::NotSent), "{}", E::NAME);
    }

    fn is_for_a_person(&self, settled: &coupang_wing::write::Settled) {
        assert_eq!(settled.resent, Resent::No, "{}", E::NAME);
        assert!(settled.done.is_empty() && !settled.unknown.is_empty(), "{}: {settled:?}", E::NAME);
        for unknown in &settled.unknown {
            assert_eq!(unknown.seen == Seen::NothingToRead, E::SETTLED_BY.is_none(), "{}", E::NAME);
            assert!(!unknown.look_at.ko.is_empty() && !unknown.look_at.en.is_empty(), "{}", E::NAME);
        }
    }
}

/// Says what was guessed where a test fails, also by a scene.
struct ToldOnPanic(String);

impl Drop for ToldOnPanic {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = writeln!(std::io::stderr(), "{}", self.0);
        }
    }
}

/// The keys of JSON in their order, at every depth.
fn keys(json: &str) -> Vec<String> {
    fn collect(value: &serde_json::Value, keys: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(fields) => {
                for (key, value) in fields {
                    keys.push(key.clone());
                    collect(value, keys);
                }
            }
            serde_json::Value::Array(elements) => elements.iter().for_each(|element| collect(element, keys)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    collect(&serde_json::from_str(json).unwrap(), &mut found);
    found
}

#[test]
fn what_is_not_guessed_is_a_question() {
    let all = Guesses::all(&[]);
    for key in NOT_GUESSED {
        assert!(all.iter().any(|guess| guess.starts_with(&format!("{key} = "))), "{key}");
    }
}
