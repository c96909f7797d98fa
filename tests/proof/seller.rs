//! The seller's worker: what it has in common for all families, by what the clients' docs tell a user to do.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::ops::RangeInclusive;
use std::time::Duration;

use coupang_wing::calendar::KstDate;
use coupang_wing::{Error, ErrorKind, ReadWrite, Wing};
use fastrand::Rng;

use crate::book::Book;
use crate::collecting::Collected;
use crate::oracle::Shelf;
use crate::story::Story;
use crate::writing::Later;

/// The most errors in a row that a worker bears before the day counts as one that does not end.
pub(crate) const PATIENCE: usize = 300;

/// The worker of one shop.
pub(crate) struct Seller<'w> {
    pub(crate) wing: &'w Wing<ReadWrite>,
    pub(crate) story: &'w Story,
    pub(crate) book: &'w Book,
    pub(crate) days: RangeInclusive<KstDate>,
    /// Every collection that came to its end.
    pub(crate) collected: RefCell<Vec<Collected>>,
    /// Every id that was ever seen.
    pub(crate) known: RefCell<BTreeMap<Shelf, BTreeSet<i64>>>,
    /// The numbers of what customers and the call centre have made.
    pub(crate) made: RefCell<BTreeSet<i64>>,
    /// Writes whose fate is looked at again later.
    pub(crate) later: RefCell<Vec<Later<'w>>>,
    /// Under which number each box was to leave.
    pub(crate) labels: RefCell<BTreeMap<i64, String>>,
    /// Rows without usable ids.
    pub(crate) unreadable: Cell<usize>,
    /// Whether inquiries are being collected: while they are, no customer deletes one.
    pub(crate) reading_inquiries: Cell<bool>,
    waybills: Cell<u64>,
    dice: RefCell<Rng>,
}

impl<'w> Seller<'w> {
    pub(crate) fn new(
        wing: &'w Wing<ReadWrite>,
        story: &'w Story,
        book: &'w Book,
        days: RangeInclusive<KstDate>,
        seed: u64,
    ) -> Self {
        Self {
            wing,
            story,
            book,
            days,
            collected: RefCell::default(),
            known: RefCell::default(),
            made: RefCell::default(),
            later: RefCell::default(),
            labels: RefCell::default(),
            unreadable: Cell::default(),
            reading_inquiries: Cell::default(),
            waybills: Cell::new(600_000_000_000),
            dice: RefCell::new(Rng::with_seed(seed ^ 0x5E11)),
        }
    }

    /// One of so many ways.
    pub(crate) fn one_of(&self, ways: usize) -> usize {
        self.dice.borrow_mut().usize(..ways)
    }

    /// A waybill number that no parcel had before.
    pub(crate) fn next_waybill(&self) -> String {
        self.waybills.set(self.waybills.get() + 1);
        self.waybills.get().to_string()
    }

    /// Waits as an error says, or for some seconds when it does not.
    pub(crate) async fn wait_after(&self, error: &Error) {
        let until = error.until().and_then(|until| until.duration_since(self.wing.now()).ok());
        let wait = until.unwrap_or_else(|| Duration::from_secs(5 + self.dice.borrow_mut().u64(..30)));
        self.story.tell(format_args!("wait {}s: {error}", wait.as_secs()));
        tokio::time::sleep(wait + Duration::from_millis(1)).await;
    }

    /// Waits for something, but sometimes gives it up in the middle, as a program does that has something better to do.
    pub(crate) async fn patiently<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        if self.one_of(40) > 0 {
            return Some(future.await);
        }
        let time = Duration::from_millis(1 + self.dice.borrow_mut().u64(..2_000));
        let done = tokio::time::timeout(time, future).await.ok();
        if done.is_none() {
            self.story.tell("given up in the middle");
        }
        done
    }

    /// Reads until there is an answer; `None` when the answer is that there is no such thing.
    pub(crate) async fn read<T, F>(&self, read: impl Fn() -> F) -> Option<T>
    where
        F: Future<Output = Result<T, Error>>,
    {
        for _ in 0..PATIENCE {
            match read().await {
                Ok(answer) => return Some(answer),
                Err(error) if is_about_the_thing(error.kind()) => {
                    self.story.tell(format_args!("not read: {error}"));
                    return None;
                }
                Err(error) => self.wait_after(&error).await,
            }
        }
        self.story.wrong("a read never came to an end");
        None
    }
}

fn is_about_the_thing(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::NotFound | ErrorKind::Rejected | ErrorKind::BadRequest | ErrorKind::UndecodableRow)
}
