//! Messages that wait for their time, and those that are on their way.

use super::{Delivery, DeliveryId, Outcome, WebhookManners};
use crate::calendar::Moment;
use crate::dice::Dice;
use crate::korea_checkout::ledger::Change;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use std::collections::BTreeMap;
use std::time::Duration;
use webhook_verify::Signer;

/// What is told to one address.
#[derive(Clone)]
pub(super) struct Message {
    pub(super) id: String,
    pub(super) event: String,
    pub(super) session_id: String,
    pub(super) url: String,
    pub(super) body: Bytes,
}

/// A message with the attempt that comes next.
struct Posted {
    message: Message,
    attempt: u32,
}

/// What can happen to an event on its way.
#[derive(Clone, Copy)]
enum Trouble {
    Loss,
    Delay,
    HeldBack,
    Copies,
}

/// Tells these throws from others of the same seed.
const WEBHOOKS: u64 = 0x3E_B400;

/// The messages of a sandbox.
pub(in crate::korea_checkout) struct Outbox {
    signer: Signer,
    seed: u64,
    manners: WebhookManners,
    /// Events that were posted so far.
    events: u64,
    made: u64,
    waiting: BTreeMap<(Moment, DeliveryId), Posted>,
    on_their_way: BTreeMap<DeliveryId, Posted>,
}

impl Outbox {
    pub(in crate::korea_checkout) fn new(signer: Signer, seed: u64, manners: WebhookManners) -> Self {
        Self { signer, seed, manners, events: 0, made: 0, waiting: BTreeMap::new(), on_their_way: BTreeMap::new() }
    }

    /// From the next event on, messages travel like this.
    pub(in crate::korea_checkout) fn set_manners(&mut self, manners: WebhookManners) {
        self.manners = manners;
    }

    /// Takes a message in, and says what became of it.
    pub(super) fn post(&mut self, message: Message, at: Moment) -> Change {
        self.events += 1;
        let (event, session_id) = (message.event.clone(), message.session_id.clone());
        let manners = &self.manners;
        let nth = self.events.is_multiple_of(manners.lose_every.max(1));
        if manners.lose_every > 0 && self.befalls(Trouble::Loss, nth) {
            return Change::WebhookLost { event, session_id };
        }
        let waits = |trouble, usually, time| if self.befalls(trouble, usually) { time } else { Duration::ZERO };
        let delay = waits(Trouble::Delay, true, manners.delay);
        let held_back = waits(Trouble::HeldBack, self.events % 2 == 1, manners.held_back);
        let due = at.after(delay).after(held_back);
        let copies = if self.befalls(Trouble::Copies, true) { manners.copies } else { 1 };
        for message in std::iter::repeat_n(message, usize::try_from(copies).unwrap_or(usize::MAX)) {
            self.wait(due, Posted { message, attempt: 1 });
        }
        Change::WebhookQueued { event, session_id, copies }
    }

    /// Whether the present event has a trouble: by chance where there is one, else as usual.
    fn befalls(&self, trouble: Trouble, usually: bool) -> bool {
        let mut dice = Dice::new(&[self.seed, WEBHOOKS, self.events, trouble as u64]);
        self.manners.chance.map_or(usually, |chance| chance.falls(&mut dice))
    }

    /// When the next attempt is due.
    pub(in crate::korea_checkout) fn next_due(&self) -> Option<Moment> {
        self.waiting.keys().next().map(|(due, _)| *due)
    }

    /// Hands out what is due, signed as of now.
    pub(in crate::korea_checkout) fn take_due(&mut self, now: Moment) -> Vec<Delivery> {
        let mut taken = Vec::new();
        while let Some(first) = self.waiting.first_entry().filter(|first| first.key().0 <= now) {
            let ((due, id), posted) = first.remove_entry();
            taken.push(Delivery {
                id,
                due: due.system_time(),
                event: posted.message.event.clone(),
                session_id: posted.message.session_id.clone(),
                attempt: posted.attempt,
                url: posted.message.url.clone(),
                headers: headers(&self.signer, &posted.message, now),
                body: posted.message.body.clone(),
            });
            self.on_their_way.insert(id, posted);
        }
        taken
    }

    /// Notes how an attempt went and plans the next one after a failure. An attempt that is not on its way is ignored.
    pub(in crate::korea_checkout) fn report(&mut self, id: DeliveryId, outcome: Outcome, now: Moment) -> Vec<Change> {
        let Some(Posted { message, attempt }) = self.on_their_way.remove(&id) else { return Vec::new() };
        let (event, session_id) = (message.event.clone(), message.session_id.clone());
        let status = match outcome {
            Outcome::Answered(status) => Some(status),
            Outcome::NotAnswered => None,
        };
        let mut changes = vec![Change::WebhookAttempted {
            event: event.clone(),
            session_id: session_id.clone(),
            attempt,
            status: status.map(|status| status.as_u16()),
        }];
        if !status.is_some_and(|status| status.is_success()) {
            let made = usize::try_from(attempt).unwrap_or(usize::MAX);
            match self.manners.retries.get(made - 1).copied() {
                Some(pause) => self.wait(now.after(pause), Posted { message, attempt: attempt + 1 }),
                None => changes.push(Change::WebhookGivenUp { event, session_id }),
            }
        }
        changes
    }

    fn wait(&mut self, due: Moment, posted: Posted) {
        self.made += 1;
        self.waiting.insert((due, DeliveryId(self.made)), posted);
    }
}

/// Content type and signature. A scheme that cannot sign leaves the signature out, as a misconfigured sender would; the
/// schemes that can be built sign everything that is posted here.
fn headers(signer: &Signer, message: &Message, now: Moment) -> HeaderMap {
    let mut headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
    if let Ok(signed) = signer.sign(&message.body, Some(&message.id), now.unix_seconds()) {
        let fields = signed
            .iter()
            .filter_map(|(name, value)| Some((HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?)));
        headers.extend(fields);
    }
    headers
}
