//! What to collect: a range, cut into windows, and the statuses to ask for in each.

use std::fmt::{Debug, Display};
use std::iter::Map;
use std::ops::RangeInclusive;

use apiwire::Listing;
use apiwire::calendar::{KstDate, KstMinute, KstMonth};

use super::checkpoint::Scope;
use super::{Collection, sealed};
use crate::claims::ReturnStatus;
use crate::client::Wing;
use crate::orders::OrderStatus;
use crate::query::QueryError;
use crate::service::{AnsweredType, PartnerCounselingStatus};
use crate::window::{DayRule, DayWindows, MinuteRule, MinuteWindows, MonthRule, Months};

/// A range and how to collect it. A range alone is enough: `(from..=to).into()`.
///
/// `R` is a day, a minute or a month; `S` the status that one call takes, and `V` the version, where there are any.
///
/// ```
/// use coupang_wing::calendar::KstDate;
/// use coupang_wing::collect::Sweep;
/// use coupang_wing::orders::{OrderStatus, OrdersVersion};
/// use coupang_wing::window::ORDER_DAYS;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let (from, to): (KstDate, KstDate) = ("2026-01-01".parse()?, "2026-03-31".parse()?);
/// let open: Sweep<KstDate, OrderStatus, OrdersVersion> = Sweep::from(from..=to)
///     .with_statuses([OrderStatus::Accept, OrderStatus::Instruct])
///     .with_version(OrdersVersion::V4)
///     .with_windows(ORDER_DAYS.with_days(7)?);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Sweep<R: Point, S = (), V = ()> {
    from: R,
    to: R,
    rule: Option<R::Rule>,
    statuses: Option<Vec<S>>,
    version: V,
    page_size: Option<u16>,
}

/// An end of a range: a day, a minute or a month of the Korean calendar, included. Sealed.
pub trait Point: sealed::Sealed + Copy + Ord + Debug + Display + Send + Sync + 'static {
    /// The rule that cuts a range of them; see [`crate::window`].
    type Rule: Copy + Debug + Send + Sync;
    #[doc(hidden)]
    type Windows: Iterator<Item = (Self, Self)> + Clone + Send + Sync + 'static;

    #[doc(hidden)]
    fn plan(rule: Self::Rule, range: RangeInclusive<Self>) -> Result<Self::Windows, QueryError>;
    #[doc(hidden)]
    fn cut(rule: Self::Rule) -> String;
}

/// What one call takes one of. `()` where a call answers everything. Sealed.
pub trait Status: sealed::Sealed + Clone + PartialEq + Send + Sync + 'static {
    #[doc(hidden)]
    fn text(&self) -> &str;
}

impl<R: Point, S: Status, V> Sweep<R, S, V> {
    /// Only these statuses, instead of all that the method names. They are asked for in the order of the life cycle.
    #[must_use]
    pub fn with_statuses(mut self, statuses: impl IntoIterator<Item = S>) -> Self {
        self.statuses = Some(statuses.into_iter().collect());
        self
    }

    /// Another version of the operation.
    #[must_use]
    pub fn with_version(mut self, version: V) -> Self {
        self.version = version;
        self
    }

    /// Other windows: the listing's own rule with another length, such as `ORDER_DAYS.with_days(7)?`.
    #[must_use]
    pub fn with_windows(mut self, rule: R::Rule) -> Self {
        self.rule = Some(rule);
        self
    }

    /// So many rows on a page, instead of the most that the listing takes; its query type names the range. Fewer help
    /// where Coupang's answers time out. Nothing changes where a window comes in one answer.
    ///
    /// A checkpoint fits the same page size only.
    #[must_use]
    pub fn with_page_size(mut self, rows: u16) -> Self {
        self.page_size = Some(rows);
        self
    }
}

impl<R: Point, S, V: Default> From<RangeInclusive<R>> for Sweep<R, S, V> {
    fn from(range: RangeInclusive<R>) -> Self {
        let (from, to) = range.into_inner();
        Self { from, to, rule: None, statuses: None, version: V::default(), page_size: None }
    }
}

/// A listing as it can be collected.
pub(crate) struct Described<R: Point, S, V, T> {
    pub(crate) operation: &'static str,
    /// Its own windows.
    pub(crate) rule: R::Rule,
    /// What is swept unless the caller says otherwise, in the order of the life cycle.
    pub(crate) statuses: Vec<S>,
    /// Lists one step.
    pub(crate) list: List<R, S, V, T>,
    /// What tells rows apart.
    pub(crate) id: fn(&T) -> Option<i64>,
}

type List<R, S, V, T> = Box<dyn Fn(Asked<'_, R, S, V>) -> Result<Listing<T>, QueryError> + Send + Sync>;

/// The query of a step, from both ends and the status.
pub(crate) type Query<R, S, Q> = fn(R, R, S) -> Result<Q, QueryError>;

/// One step: a status of a window, both ends included.
pub(crate) struct Asked<'a, R, S, V> {
    pub(crate) wing: &'a Wing,
    pub(crate) from: R,
    pub(crate) to: R,
    pub(crate) status: S,
    pub(crate) version: V,
    pub(crate) page_size: Option<u16>,
}

/// The query with its page size, where one was chosen.
pub(crate) fn sized<Q>(query: Q, rows: Option<u16>, with: fn(Q, u8) -> Result<Q, QueryError>) -> Result<Q, QueryError> {
    match rows {
        // No listing that is asked so takes 255 rows: what does not fit is refused by its own check.
        Some(rows) => with(query, u8::try_from(rows).unwrap_or(u8::MAX)),
        None => Ok(query),
    }
}

impl<R: Point, S: Status, V: Copy + Debug + Send + Sync + 'static> Sweep<R, S, V> {
    /// The collection of a listing.
    pub(crate) fn collect<T: Send + 'static>(
        self,
        wing: &Wing,
        listing: Described<R, S, V, T>,
    ) -> Result<Collection<T>, QueryError> {
        let Described { operation, rule, statuses, list, id } = listing;
        let Self { from, to, rule: chosen, statuses: wanted, version, page_size } = self;
        let rule = chosen.unwrap_or(rule);
        let statuses = in_order(wanted, statuses);
        if statuses.is_empty() {
            return Err(QueryError::new(operation, "status", "must be at least one"));
        }
        let all = R::plan(rule, from..=to)?;
        let names: Vec<&str> = statuses.iter().map(Status::text).collect();
        let rows = page_size.map(|rows| rows.to_string()).unwrap_or_default();
        let options = [R::cut(rule), names.join(","), format!("{version:?}"), rows];
        let scope = Scope::new(operation, &wing.vendor_id, (from.to_string(), to.to_string()), options);
        let rest = all.clone();
        let grid = Grid { all, rest, now: None, statuses, wing: wing.clone(), version, page_size, list };
        Collection::new(wing.pipeline.clone(), scope, Box::new(grid), id)
    }

    /// The last day, minute or month.
    pub(crate) fn end(&self) -> R {
        self.to
    }
}

/// Each wanted status once, in the order of the life cycle; those that are not in it come last.
fn in_order<S: PartialEq>(wanted: Option<Vec<S>>, life_cycle: Vec<S>) -> Vec<S> {
    let Some(mut wanted) = wanted else { return life_cycle };
    wanted.sort_by_key(|status| life_cycle.iter().position(|known| known == status).unwrap_or(life_cycle.len()));
    let mut ordered: Vec<S> = Vec::with_capacity(wanted.len());
    for status in wanted {
        if !ordered.contains(&status) {
            ordered.push(status);
        }
    }
    ordered
}

/// Windows one after the other, each with the same statuses.
pub(super) trait Windows<T>: Send + Sync {
    /// How many windows there are.
    fn count(&self) -> u64;

    /// How many statuses each has; not 0.
    fn statuses(&self) -> u64;

    /// Goes to a window, from 0, or behind the last.
    fn seek(&mut self, window: u64);

    /// Goes to the next window, and tells whether it overlaps the one before.
    fn advance(&mut self) -> bool;

    /// Lists a status, from 0, of the present window.
    fn open(&self, status: u64) -> Result<Listing<T>, QueryError>;
}

struct Grid<R: Point, S, V, T> {
    all: R::Windows,
    rest: R::Windows,
    now: Option<(R, R)>,
    statuses: Vec<S>,
    wing: Wing,
    version: V,
    page_size: Option<u16>,
    list: List<R, S, V, T>,
}

impl<R: Point, S: Status, V: Copy + Send + Sync, T> Windows<T> for Grid<R, S, V, T> {
    fn count(&self) -> u64 {
        self.all.clone().fold(0, |count, _| count + 1)
    }

    fn statuses(&self) -> u64 {
        u64::try_from(self.statuses.len()).unwrap_or(u64::MAX)
    }

    fn seek(&mut self, window: u64) {
        self.rest = self.all.clone();
        for _ in 0..=window {
            self.now = self.rest.next();
        }
    }

    fn advance(&mut self) -> bool {
        let before = std::mem::replace(&mut self.now, self.rest.next());
        self.now.zip(before).is_some_and(|(now, before)| now.0 <= before.1)
    }

    fn open(&self, status: u64) -> Result<Listing<T>, QueryError> {
        let status = usize::try_from(status).ok().and_then(|status| self.statuses.get(status));
        let ((from, to), status) =
            self.now.zip(status.cloned()).ok_or(QueryError::new("window", "step", "lies behind the last"))?;
        let Self { wing, version, page_size, .. } = self;
        (self.list)(Asked { wing, from, to, status, version: *version, page_size: *page_size })
    }
}

impl Point for KstDate {
    type Rule = DayRule;
    type Windows = DayWindows;

    fn plan(rule: DayRule, range: RangeInclusive<Self>) -> Result<DayWindows, QueryError> {
        rule.plan(range)
    }

    fn cut(rule: Self::Rule) -> String {
        rule.cut()
    }
}

impl Point for KstMinute {
    type Rule = MinuteRule;
    type Windows = MinuteWindows;

    fn plan(rule: MinuteRule, range: RangeInclusive<Self>) -> Result<MinuteWindows, QueryError> {
        rule.plan(range)
    }

    fn cut(rule: Self::Rule) -> String {
        rule.cut()
    }
}

impl Point for KstMonth {
    type Rule = MonthRule;
    type Windows = Map<Months, fn(Self) -> (Self, Self)>;

    fn plan(rule: MonthRule, range: RangeInclusive<Self>) -> Result<Self::Windows, QueryError> {
        let (from, to) = range.into_inner();
        Ok(rule.plan(from.first_day()..=to.last_day())?.map(|month| (month, month)))
    }

    fn cut(_rule: Self::Rule) -> String {
        "1".to_owned()
    }
}

impl Status for () {
    fn text(&self) -> &'static str {
        ""
    }
}

macro_rules! one_a_call {
    ($($status:ty),+) => {$(
        impl Status for $status {
            fn text(&self) -> &str {
                self.as_str()
            }
        }
    )+};
}

macro_rules! sealed {
    ($($name:ty),+) => {$( impl sealed::Sealed for $name {} )+};
}

one_a_call!(OrderStatus, ReturnStatus, AnsweredType, PartnerCounselingStatus);
sealed!(KstDate, KstMinute, KstMonth, (), OrderStatus, ReturnStatus, AnsweredType, PartnerCounselingStatus);
