//! A shop on its own site, paid by Korea Checkout: sessions, buyers, webhooks, refunds.

mod buyers;
mod checks;
mod clerk;
pub(crate) mod guesses;
mod receiver;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use apiwire::clock::Clock;
use apiwire::governor::Limits;
use apiwire::testing::TokioClock;
use commerce_sandbox::korea_checkout::{Checkout, DEFAULT_API_KEY, DEFAULT_WEBHOOK_SECRET, WebhookManners};
use fastrand::Rng;
use korea_checkout::sessions::{CreateOnce, SessionStatus};
use korea_checkout::{Config, KoreaCheckout, Permitted, SessionId, WritePermit, family};
use webhook_verify::{Scheme, Verifier};

use crate::book::Book;
use crate::paced::Counted;
use crate::seeds::Manners;
use crate::story::Story;
use crate::tally::Tally;
use crate::weather;
use crate::wire::{Log, Wire};
use guesses::Guesses;
use receiver::Receiver;

/// Calls of a test key within a minute (100), and as many grants.
const A_MINUTE: (usize, Duration) = (100, Duration::from_secs(60));

/// The shop, its client and what it knows.
pub(crate) struct Till {
    pub(crate) checkout: Arc<Checkout>,
    client: KoreaCheckout<Permitted>,
    clock: Arc<TokioClock>,
    log: Arc<Log>,
    story: Arc<Story>,
    pub(crate) book: Book,
    receiver: Receiver,
    guard: CreateOnce,
    manners: Manners,
    /// What was guessed about the service.
    guesses: Guesses,
    orders: RefCell<BTreeMap<i64, Order>>,
    dice: RefCell<Rng>,
}

/// An order of the shop.
#[derive(Debug, Clone)]
struct Order {
    total: i64,
    /// Where it is paid, once that is known.
    session: Option<SessionId>,
    status: SessionStatus,
    /// How often its goods left.
    shipped: usize,
    /// What was to be refunded, and the number of the intention.
    refunds: Vec<(i64, usize)>,
}

impl Till {
    pub(crate) fn open(seed: u64, manners: Manners, story: &Arc<Story>) -> Self {
        let mut dice = Rng::with_seed(seed ^ 0x7111);
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_772_410_504 + dice.u64(0..86_400 * 300));
        let checkout = Checkout::builder().seed(seed).webhook_manners(webhook_manners(&mut dice));
        let checkout = checkout.payment_time(seconds(&mut dice, 60)).refund_time(seconds(&mut dice, 600));
        let guesses = Guesses::of(seed);
        guesses.told().for_each(|guess| story.tell(format_args!("guessed: {guess}")));
        let checkout = Arc::new(guesses.scenario().apply(checkout).build().unwrap());
        let clock = Arc::new(TokioClock::starting_at(now));
        let core = Arc::clone(&checkout);
        let serve = move |request, now| core.serve(request, now);
        let (wire, log) = Wire::new(clock.clone(), Arc::clone(story), !seed, serve);
        let limits = Limits::default().with_pace(u32::try_from(A_MINUTE.0).unwrap(), A_MINUTE.1);
        let governor = Counted::governor(limits, A_MINUTE.0, A_MINUTE.1, story);
        let client = KoreaCheckout::builder(Config::new(DEFAULT_API_KEY.to_owned()).unwrap());
        // Only a shop on this machine may be told by plain HTTP.
        let client = client.base_url("http://127.0.0.1:9");
        let client = client.transport(Arc::new(wire)).clock(clock.clone()).governor(governor).build().unwrap();
        let verifier = Verifier::new(Scheme::body_hex(), [DEFAULT_WEBHOOK_SECRET.parse().unwrap()]).unwrap();
        Self {
            checkout,
            client: client.allow_writes(WritePermit::for_([family::REFUNDS])),
            clock,
            log,
            story: Arc::clone(story),
            book: Book::default(),
            receiver: Receiver::new(verifier),
            guard: CreateOnce::new(),
            manners,
            guesses,
            orders: RefCell::default(),
            dice: RefCell::new(dice),
        }
    }

    /// Sells for some hours, closes the books, and checks them.
    pub(crate) async fn live(&self, seed: u64) {
        let closing = self.clock.now() + crate::shop::hours(8);
        for rule in weather::of(!seed) {
            // Payments have no pages.
            let _ = self.checkout.inject(rule);
        }
        tokio::join!(self.sell(), self.buyers(seed, closing), self.webhooks(seed, closing), self.work(closing));
        self.checkout.calm();
        self.close().await;
        checks::all(self);
    }

    /// What it came to.
    pub(crate) fn tally(&self) -> Tally {
        let shipped: usize = self.orders.borrow().values().map(|order| order.shipped).sum();
        let tally = Tally::default().with("calls of Korea Checkout", self.log.lock().unwrap().len());
        let tally = tally.with("orders paid and shipped", shipped).with("webhooks queued", self.receiver.remembered());
        let tally = self.guesses.told().fold(tally, |tally, guess| tally.with(format!("guess: {guess}"), 1_u64));
        tally.with_book(&self.book).with_faults(&self.checkout.ledger().faults)
    }

    fn one_of(&self, ways: usize) -> usize {
        self.dice.borrow_mut().usize(..ways)
    }

    async fn sleep_up_to(&self, longest: u64) {
        let wait = self.dice.borrow_mut().u64(1..=longest);
        tokio::time::sleep(Duration::from_secs(wait)).await;
    }
}

/// Webhooks that come twice, late, out of order or not at all.
fn webhook_manners(dice: &mut Rng) -> WebhookManners {
    let manners = WebhookManners::new().delay(seconds(dice, 120)).copies(dice.u32(1..=3));
    let manners = manners.holding_back(seconds(dice, 900));
    manners.losing_every(dice.u64(0..6))
}

/// Nothing or up to so many seconds.
fn seconds(dice: &mut Rng, most: u64) -> Duration {
    if dice.bool() { Duration::ZERO } else { Duration::from_secs(dice.u64(1..=most)) }
}
