//! The receiver of webhooks, as the docs of `webhook-verify` tell it: verify, queue, remember, answer.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use apiwire::clock::Clock;
use commerce_sandbox::korea_checkout::{Delivery, Outcome};
use http::StatusCode;
use korea_checkout::events::Received;
use tokio::time::{Duration, sleep};
use webhook_verify::Verifier;
use webhook_verify::seen::{InMemory, Open, Seen, SeenStore};

use super::Till;

/// What receives, what it remembers, and what waits for the worker.
pub(super) struct Receiver {
    verifier: Verifier,
    seen: InMemory,
    pub(super) queue: RefCell<Vec<Received>>,
    /// How often an event with this key was queued.
    pub(super) queued: RefCell<BTreeMap<String, usize>>,
    /// The keys that were answered with 200.
    pub(super) accepted: RefCell<Vec<String>>,
}

/// What goes wrong on our own side.
enum Mishap {
    None,
    /// The process dies before anything is queued.
    DiesBefore,
    /// The process dies between queueing and answering.
    DiesAfter,
    /// The disk is full.
    NoDisk,
}

impl Receiver {
    pub(super) fn new(verifier: Verifier) -> Self {
        let (queue, queued, accepted) = (RefCell::default(), RefCell::default(), RefCell::default());
        Self { verifier, seen: InMemory::new(), queue, queued, accepted }
    }

    /// How many events are remembered.
    pub(super) fn remembered(&self) -> usize {
        self.seen.len()
    }
}

impl Till {
    /// Carries webhooks from the sandbox to the receiver until closing time, and until none is on its way.
    pub(super) async fn webhooks(&self, seed: u64, closing: SystemTime) {
        let mut dice = fastrand::Rng::with_seed(seed ^ 0x3EB0);
        loop {
            let now = self.clock.now();
            for delivery in self.checkout.take_due(now) {
                let mishap = match dice.u8(..) {
                    0..16 => Mishap::DiesBefore,
                    16..32 => Mishap::DiesAfter,
                    32..40 => Mishap::NoDisk,
                    _ => Mishap::None,
                };
                let outcome = self.receive(&delivery, mishap).await;
                self.story.tell(format_args!("webhook {} of {}: {outcome:?}", delivery.event, delivery.session_id));
                self.checkout.report(delivery.id, outcome, self.clock.now());
            }
            let next = self.checkout.next_due().and_then(|next| next.duration_since(self.clock.now()).ok());
            if self.clock.now() >= closing + crate::shop::hours(2) {
                return;
            }
            sleep(next.unwrap_or(Duration::from_secs(30)).clamp(Duration::from_millis(1), Duration::from_secs(30)))
                .await;
        }
    }

    async fn receive(&self, delivery: &Delivery, mishap: Mishap) -> Outcome {
        let now = self.clock.now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let now = i64::try_from(now).unwrap();
        let receiver = &self.receiver;
        let verified = receiver.verifier.verify(&delivery.headers, &delivery.body, now).unwrap();
        let received = Received::parse(verified).unwrap();
        let key = received.key.clone();
        let answer = |status: u16| Outcome::Answered(StatusCode::from_u16(status).unwrap());
        match receiver.seen.begin(&key, now).await.unwrap() {
            Seen::InProgress => return answer(503),
            Seen::Done => return answer(200),
            Seen::New => {}
        }
        let open = Open::new(&receiver.seen, key.clone());
        match mishap {
            Mishap::DiesBefore => return Outcome::NotAnswered,
            Mishap::NoDisk => return answer(503),
            Mishap::None | Mishap::DiesAfter => {}
        }
        receiver.queue.borrow_mut().push(received);
        *receiver.queued.borrow_mut().entry(key.as_str().to_owned()).or_default() += 1;
        open.commit(now).await.unwrap();
        if matches!(mishap, Mishap::DiesAfter) {
            return Outcome::NotAnswered;
        }
        receiver.accepted.borrow_mut().push(key.as_str().to_owned());
        answer(200)
    }
}
