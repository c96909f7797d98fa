//! Collecting a listing over any range: `collect(from..=to)`.
//!
//! A collection cuts its range into windows that Coupang accepts ([`crate::window`]), sweeps the statuses inside each
//! window where a call takes one, follows the pages, and drops what it has seen: windows overlap where Coupang does not
//! say whether an end is included, pages shift, and orders move on while they are read.
//!
//! ```
//! # use std::sync::Arc;
//! # use coupang_wing::{Config, Wing, apiwire::{clock::SystemClock, testing::InMemory}};
//! # use commerce_sandbox::coupang::{self, Gateway};
//! use coupang_wing::ErrorKind;
//! use coupang_wing::calendar::KstDate;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let gateway = Gateway::builder().build()?;
//! # let answer = InMemory::new(Arc::new(SystemClock), move |request, now| gateway.handle(request, now));
//! # let config = Config::new(coupang::DEFAULT_VENDOR, coupang::DEFAULT_ACCESS_KEY.into(), coupang::DEFAULT_SECRET_KEY.into())?;
//! # let wing = Wing::builder(config).transport(Arc::new(answer)).build()?;
//! let today = KstDate::at(wing.now());
//! let mut withdrawals = wing.claims().collect_withdrawals(today.plus_days(-9)..=today)?;
//! let mut rows = 0;
//! while let Some(row) = withdrawals.next().await {
//!     match row {
//!         Ok(_) => rows += 1,
//!         // The others go on; look at this one in Wing.
//!         Err(error) if error.kind() == ErrorKind::UndecodableRow => {}
//!         // Nothing is lost: go on later from `withdrawals.checkpoint()`.
//!         Err(error) => return Err(error.into()),
//!     }
//! }
//! # assert_eq!(rows, 10);
//! # Ok(())
//! # }
//! ```
//!
//! **What a collection promises.** Every window and every page of the range is read, in order, whatever fails in
//! between. Within a run and those resumed from its checkpoints no id comes twice, but for the page that was not
//! finished. Only revenue and payouts have no id; their windows share nothing.
//!
//! **What it cannot.** The first sight of a row counts: an order that is acknowledged while the collection runs comes as
//! it stood when it was seen. Orders move forward, except that changing a waybill sets a parcel back to `DEPARTURE`;
//! one that does so between two calls may be missed. Whether Coupang's pages skip a row when others leave the list
//! between two of them is not documented. New orders take about ten minutes to appear. So let the ranges of neighbouring
//! collections overlap too.
//!
//! **Memory** holds one page and the ids of the present window and of the one before where they overlap.

mod checkpoint;
mod progress;
mod seen;
#[cfg(feature = "stream")]
mod stream;
mod sweep;

use std::time::{Duration, SystemTime};

use apiwire::wire::Oddities;
use apiwire::{Delivery, Error, ErrorKind, Listing, Page, PageToken, Pipeline};

pub use checkpoint::Checkpoint;
use checkpoint::Scope;
pub use progress::Progress;
use seen::Seen;
#[cfg(feature = "stream")]
pub use stream::Rows;
use sweep::Windows;
pub(crate) use sweep::{Asked, Described, Query, sized};
pub use sweep::{Point, Status, Sweep};

use crate::query::QueryError;

/// How long one call of [`Collection::next`] goes on before a throttle is no longer waited out, by default: more than
/// the longest silence after a 429 ([`apiwire::governor::Limits::longest_pause`], ten minutes).
pub const DEADLINE: Duration = Duration::from_secs(15 * 60);

/// The most pages of one step, as a guard against pages that never end: a million rows of fifty each.
const PAGE_CEILING: u32 = 20_000;

/// How often a step is read anew from its first page because the token of a later one was refused. A token that dies
/// faster than its page is asked for would have it read for ever.
const MOST_RESTARTS: u32 = 3;

/// Answers without a page, one after the other, after which nothing more is sent. A caller that goes on after every
/// error would otherwise send for ever, and Coupang blocks those who repeat errors.
const MOST_FAILURES: u32 = 5;

/// The rows of a range, fetched as they are asked for; see the [module](self).
#[must_use = "nothing is sent before a row is asked for"]
pub struct Collection<T> {
    pipeline: Pipeline,
    scope: Scope,
    windows: Box<dyn Windows<T>>,
    id: fn(&T) -> Option<i64>,
    deadline: Duration,
    on_progress: Option<OnProgress>,

    /// The step that is being read, from 0: a status of a window.
    step: u64,
    /// The page that is being read or handed out; `None` is the first.
    page: Option<PageToken>,
    /// What follows that page; `None` until it has come.
    follows: Option<Follows>,
    /// Its rows that were not handed out yet.
    rows: std::vec::IntoIter<Result<T, Error>>,
    listing: Option<Listing<T>>,
    seen: Seen,
    failures: u32,
    /// How often this step began anew.
    restarts: u32,
    progress: Progress,
    oddities: Oddities,
}

type OnProgress = Box<dyn FnMut(&Progress) + Send + Sync>;

enum Follows {
    Page(PageToken),
    Step,
}

impl<T: Send + 'static> Collection<T> {
    fn new(
        pipeline: Pipeline,
        scope: Scope,
        mut windows: Box<dyn Windows<T>>,
        id: fn(&T) -> Option<i64>,
    ) -> Result<Self, QueryError> {
        windows.seek(0);
        // A query that Coupang would refuse shows now, not at the first row.
        windows.open(0)?;
        let progress = Progress { steps: windows.count() * windows.statuses(), ..Progress::default() };
        Ok(Self {
            pipeline,
            scope,
            windows,
            id,
            deadline: DEADLINE,
            on_progress: None,
            step: 0,
            page: None,
            follows: None,
            rows: Vec::new().into_iter(),
            listing: None,
            seen: Seen::default(),
            failures: 0,
            restarts: 0,
            progress,
            oddities: Oddities::default(),
        })
    }

    /// Goes on from a checkpoint of the same collection: operation, seller, range and options.
    ///
    /// The rows of the page that was not finished come again, and nothing else that came before. How long a page's token
    /// lives is not documented: when Coupang refuses it, the step is read anew from its first page, without what came
    /// before. Rows without an id (revenue) would come twice, so there the error comes, and
    /// [`Checkpoint::at_first_page`] goes on.
    ///
    /// # Errors
    /// [`QueryError`] naming what differs.
    pub fn resume(mut self, checkpoint: Checkpoint) -> Result<Self, QueryError> {
        checkpoint.check(&self.scope, self.progress.steps)?;
        let Checkpoint { step, page, seen, .. } = checkpoint;
        self.windows.seek(step / self.windows.statuses());
        (self.step, self.page, self.follows) = (step, page, None);
        (self.rows, self.listing, self.seen) = (Vec::new().into_iter(), None, seen);
        (self.failures, self.restarts) = (0, 0);
        self.progress = Progress { steps: self.progress.steps, steps_done: step, ..Progress::default() };
        Ok(self)
    }

    /// Changes how long one call of [`Collection::next`] may go on before a throttle is no longer waited out; [`DEADLINE`]
    /// by default. Zero returns every throttle at once.
    pub fn with_deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Calls this after every page that is finished, also after those without rows.
    pub fn with_progress(mut self, report: impl FnMut(&Progress) + Send + Sync + 'static) -> Self {
        self.on_progress = Some(Box::new(report));
        self
    }

    /// The next row; `None` after the last.
    ///
    /// Dropping the future loses nothing: the same page is asked for again.
    ///
    /// # Errors
    /// A row that cannot be used is an error of kind [`ErrorKind::UndecodableRow`]; it is counted, and the collection goes
    /// on. It comes again where windows overlap, because it has no id. After any other error the collection stays where it
    /// was and the next call tries the same page again: stop, or wait and go on. After five answers in a row without a
    /// page nothing more is sent ([`ErrorKind::CircuitOpen`]); [`Collection::resume`] starts anew.
    ///
    /// [`ErrorKind::Throttled`] comes only when the pause ends behind the deadline.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        // A deadline behind the end of time is none.
        let deadline = self.pipeline.clock().now().checked_add(self.deadline);
        loop {
            if let Some(row) = self.ready_row() {
                return Some(row);
            }
            self.finish_page();
            if self.step >= self.progress.steps {
                return None;
            }
            match self.read_page().await {
                Ok(()) => {}
                Err(error) => match self.worth_waiting(&error, deadline) {
                    Some(until) => self.pipeline.sleep_until(until).await,
                    None => return Some(Err(error)),
                },
            }
        }
    }

    /// Where another collection goes on ([`Collection::resume`]), in this process or another.
    ///
    /// It moves on only when the last row of a page was taken and the next page is asked for, so no row is lost whenever it
    /// is saved; rows of the page that was not finished come again. To count every row once, save it together with
    /// what was counted, when [`Progress::pages`] has changed and before the row that came is counted.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint::new(self.scope.clone(), self.step, self.page.clone(), self.seen.without_page())
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// Optional fields that were left out because they could not be read.
    #[must_use]
    pub fn oddities(&self) -> &Oddities {
        &self.oddities
    }

    /// The next row of the page that has come.
    fn ready_row(&mut self) -> Option<Result<T, Error>> {
        let row = self.rows.next()?;
        let counter = if row.is_ok() { &mut self.progress.rows } else { &mut self.progress.undecodable };
        *counter += 1;
        Some(row)
    }

    /// Moves behind the page whose rows were all taken, if there is one.
    fn finish_page(&mut self) {
        let Some(follows) = self.follows.take() else { return };
        self.seen.finish_page();
        self.progress.pages += 1;
        match follows {
            Follows::Page(token) => self.page = Some(token),
            Follows::Step => {
                (self.page, self.listing, self.restarts) = (None, None, 0);
                self.step += 1;
                self.progress.steps_done = self.step;
                if self.step.is_multiple_of(self.windows.statuses()) {
                    let overlaps = self.windows.advance();
                    self.seen.next_window(overlaps);
                }
            }
        }
        if let Some(report) = &mut self.on_progress {
            report(&self.progress);
        }
    }

    /// Reads the page that it stands at.
    async fn read_page(&mut self) -> Result<(), Error> {
        if self.failures >= MOST_FAILURES {
            let error = Error::new(self.scope.operation(), ErrorKind::CircuitOpen);
            return Err(error.with_note("the same page failed five times in a row"));
        }
        // The listing is away while it is waited for: a future that is dropped leaves no half-read listing behind.
        let mut listing = match self.listing.take() {
            Some(listing) => listing,
            None => self.open()?,
        };
        match listing.next_page().await {
            Some(Ok(page)) => {
                self.failures = 0;
                self.take(page, &listing);
                self.listing = Some(listing);
                Ok(())
            }
            Some(Err(error)) if self.begins_anew(&error) => {
                (self.restarts, self.failures) = (self.restarts + 1, self.failures + 1);
                self.page = None;
                Ok(())
            }
            Some(Err(error)) => {
                let repeats = error.delivery() != Delivery::NotSent && error.kind() != ErrorKind::Throttled;
                self.failures += u32::from(repeats);
                // Kept for what it knows of earlier pages.
                self.listing = Some(listing.resume(self.page.clone()));
                Err(error)
            }
            // A listing that was told where to begin has a page.
            None => {
                self.follows = Some(Follows::Step);
                Ok(())
            }
        }
    }

    /// Whether it is the token of the page that was refused, since the same query gave a page before, and the rows of the
    /// pages before will be known.
    fn begins_anew(&self, error: &Error) -> bool {
        let refused = error.kind() == ErrorKind::BadRequest && self.page.is_some();
        refused && self.seen.knows_this_window() && self.restarts < MOST_RESTARTS
    }

    fn open(&self) -> Result<Listing<T>, QueryError> {
        let listing = self.windows.open(self.step % self.windows.statuses())?;
        Ok(listing.with_page_ceiling(PAGE_CEILING).resume(self.page.clone()))
    }

    /// Takes in a page without the rows that were seen.
    fn take(&mut self, page: Page<T>, listing: &Listing<T>) {
        self.oddities.merge(page.oddities);
        let mut rows = Vec::with_capacity(page.rows.len());
        for row in page.rows {
            match row {
                Ok(row) if !self.seen.is_first((self.id)(&row)) => self.progress.duplicates += 1,
                Ok(row) => rows.push(Ok(row)),
                Err(fault) => rows.push(Err(listing.undecodable(fault))),
            }
        }
        self.rows = rows.into_iter();
        self.follows = Some(page.next.map_or(Follows::Step, Follows::Page));
    }

    /// Until when to wait for a throttle that ends in time.
    fn worth_waiting(&self, error: &Error, deadline: Option<SystemTime>) -> Option<SystemTime> {
        let until = error.until().filter(|_| error.kind() == ErrorKind::Throttled)?;
        let now = self.pipeline.clock().now();
        deadline.is_none_or(|deadline| until <= deadline && now < deadline).then_some(until)
    }
}

mod sealed {
    pub trait Sealed {}
}

impl<T> std::fmt::Debug for Collection<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Collection")
            .field("scope", &self.scope)
            .field("progress", &self.progress)
            .finish_non_exhaustive()
    }
}
