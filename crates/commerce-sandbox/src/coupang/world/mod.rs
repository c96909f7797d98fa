//! A shop that exists only as a rule: which orders there are follows from seed, date and status, so nothing is stored
//! but what writes and happenings have changed, which stands in a journal over the rule.
//!
//! Every Korean day from 2000 to 2099 holds a fixed number of orders in each status. Until the day the shop was opened
//! a day is complete; on the opening day itself all its orders were placed between midnight and the opening, so the
//! counts of that day never change afterwards. On later days an order appears when its moment has come.

mod boxes;
mod call_center;
mod carrier;
mod carrier_table;
mod catalogue;
mod claim;
mod claim_event;
mod claim_reason;
#[cfg(test)]
mod counted;
mod daily;
mod ids;
mod inquiry;
mod journal;
mod journey;
mod life;
mod listing;
mod made_order;
mod option;
mod order;
mod people;
mod placed;
mod revenue;
mod sales;

use super::calendar::{DAY_MICROS, Day, Moment};
use super::dice::mix;
use super::rules::Rules;
use super::{ClaimKind, MAX_ORDERS_PER_DAY, OrderStatus};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

pub(super) use boxes::{BoxEvent, BoxSlot};
pub(super) use call_center::{Case, CaseEvent, CaseId, CaseState, Message};
pub(super) use carrier::Carrier;
pub(super) use catalogue::{Item, Product};
pub(super) use claim::{Claim, ClaimLine, ClaimSlot};
pub(super) use claim_event::{ClaimEvent, Collection, MadeClaim, Stopping};
#[cfg(test)]
pub(super) use counted::{Counted, counted};
pub(super) use daily::{Asked, Daily, Spot, Stream};
pub(super) use inquiry::InquiryEvent;
pub(super) use journal::{Event, Journal};
pub(super) use journey::{Journey, Waybill};
pub(super) use life::Life;
pub(super) use listing::Listing;
pub(super) use made_order::MadeOrder;
pub(super) use option::{OptionEvent, Stock};
pub(super) use order::{Customs, Order};
pub(super) use people::{Person, Phone};
pub(super) use placed::{OrderPlace, Position};
pub(super) use revenue::{Cause, Line, Revenue};
pub(super) use sales::RevenueRow;

/// The number of the last day that has anything.
pub(super) const LAST_DAY: i32 = ids::LAST_DAY;

/// The rule.
pub(super) struct World {
    seed: u64,
    orders_per_day: BTreeMap<OrderStatus, u32>,
    claims_per_day: BTreeMap<ClaimKind, u32>,
    daily: Daily,
    life: Life,
    rules: Rules,
    opened: OnceLock<Moment>,
}

impl World {
    /// A shop that opens at the given moment, or at the first look at it.
    pub(super) fn new(seed: u64, orders_per_day: BTreeMap<OrderStatus, u32>, opened: Option<Moment>) -> Self {
        let opened = opened.map_or_else(OnceLock::new, OnceLock::from);
        Self {
            seed,
            orders_per_day,
            claims_per_day: BTreeMap::new(),
            daily: Daily::default(),
            life: Life::default(),
            rules: Rules::default(),
            opened,
        }
    }

    /// The same shop with so many claims a day.
    pub(super) fn with_claims(self, claims_per_day: BTreeMap<ClaimKind, u32>) -> Self {
        Self { claims_per_day, ..self }
    }

    /// The same shop with other numbers of what happens beside its orders.
    pub(super) fn with_daily(self, daily: Daily) -> Self {
        Self { daily, ..self }
    }

    /// The same shop with things that happen by themselves.
    pub(super) fn with_life(self, life: Life) -> Self {
        Self { life, ..self }
    }

    /// The same shop with other answers to what the portal leaves open.
    pub(super) fn with_rules(self, rules: Rules) -> Self {
        Self { rules, ..self }
    }

    /// The shop as it stands at a moment, with what writes and happenings have made of it.
    pub(super) fn with<'w>(&'w self, journal: &'w Journal, now: Moment) -> View<'w> {
        View { world: self, opened: *self.opened.get_or_init(|| now), now, journal }
    }

    /// The shop as it stands at a moment when nobody has written anything.
    #[cfg(test)]
    pub(super) fn at(&self, now: Moment) -> View<'_> {
        static UNTOUCHED: std::sync::LazyLock<Journal> = std::sync::LazyLock::new(Journal::default);
        self.with(&UNTOUCHED, now)
    }

    /// What the whole shop follows from.
    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    /// How the shop answers what the portal leaves open.
    pub(super) fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The box and the order of a place, if the world reaches so far.
    pub(super) fn ids_of(seed: u64, day: Day, status: OrderStatus, index: u32) -> Option<(i64, i64)> {
        let inside = (ids::FIRST_DAY..=ids::LAST_DAY).contains(&day.number()) && index < MAX_ORDERS_PER_DAY;
        let (world, slot) = (Self::new(seed, BTreeMap::new(), None), Slot { day, status, index });
        inside.then(|| (ids::shipment_box_id(&world, BoxSlot::first(slot)), ids::order_id(&world, slot)))
    }

    fn orders_per_day(&self, day: Day, status: OrderStatus) -> u32 {
        let number = day.number();
        if (ids::FIRST_DAY..=ids::LAST_DAY).contains(&number) {
            self.orders_per_day.get(&status).copied().unwrap_or_else(|| status.default_orders_per_day())
        } else {
            0
        }
    }
}

/// The shop at one moment.
#[derive(Clone, Copy)]
pub(super) struct View<'w> {
    world: &'w World,
    opened: Moment,
    now: Moment,
    journal: &'w Journal,
}

/// The place of one order in the world; together with the seed it decides everything about the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot {
    day: Day,
    status: OrderStatus,
    index: u32,
}

impl View<'_> {
    /// What the whole shop follows from.
    pub(super) fn seed(&self) -> u64 {
        self.world.seed
    }

    /// How the shop answers what the portal leaves open.
    pub(super) fn rules(&self) -> &Rules {
        &self.world.rules
    }

    /// When the shop opened.
    pub(super) fn opened(&self) -> Moment {
        self.opened
    }

    /// This moment.
    pub(super) fn now(&self) -> Moment {
        self.now
    }

    /// The Korean day at this moment.
    pub(super) fn today(&self) -> Day {
        self.now.day()
    }

    fn is_listed(&self, slot: Slot) -> bool {
        if slot.is_made() {
            return self.journal.made_order(slot).is_some_and(|made| made.at <= self.now);
        }
        let at = self.placed_at(slot);
        self.indexes(slot.day, slot.status, at, at.plus(1)).contains(&slot.index)
    }

    /// The moment an order was placed; within a day it grows with the index.
    fn placed_at(&self, slot: Slot) -> Moment {
        #[cfg(test)]
        counted::count(|counted| counted.moments += 1);
        if let Some(made) = self.journal.made_order(slot) {
            return made.at;
        }
        let Slot { day, status, index } = slot;
        self.spread(day, index, self.world.orders_per_day(day, status), self.key(slot))
    }

    /// The moment of one of a day's `count` things, which happen one after the other.
    fn spread(&self, day: Day, index: u32, count: u32, key: u64) -> Moment {
        let span = u64::try_from(self.span(day)).unwrap_or(0);
        let jitter = mix(&[key, 0x71_3E]) % span.max(1);
        let offset = (span * u64::from(index) + jitter) / u64::from(count.max(1));
        day.midnight().plus(i64::try_from(offset).unwrap_or(DAY_MICROS))
    }

    /// How much of a day orders are spread over.
    fn span(&self, day: Day) -> i64 {
        if day == self.opened.day() { self.opened.micros_since(day.midnight()) } else { DAY_MICROS }
    }

    fn indexes(&self, day: Day, status: OrderStatus, from: Moment, until: Moment) -> Range<u32> {
        let count = self.world.orders_per_day(day, status);
        self.between(day, count, from, until, |index| self.placed_at(Slot { day, status, index }))
    }

    /// Which of a day's `count` rows lie between two moments and are to be seen, where `at` grows with the index.
    fn between(&self, day: Day, count: u32, from: Moment, until: Moment, at: impl Fn(u32) -> Moment) -> Range<u32> {
        let first_where = |reached: &dyn Fn(Moment) -> bool| first_index(count, |index| reached(at(index)));
        let hidden = if day > self.opened.day() { first_where(&|at| at > self.now) } else { count };
        let start = first_where(&|at| at >= from).min(hidden);
        let end = first_where(&|at| at >= until).min(hidden);
        start..end.max(start)
    }

    fn key(&self, slot: Slot) -> u64 {
        let day = u64::from(slot.day.number().unsigned_abs());
        mix(&[self.world.seed, day, u64::from(slot.status.digit()), u64::from(slot.index)])
    }
}

/// The first index below `count` that has reached it, by bisection; `count` when none has.
fn first_index(count: u32, reached: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low.midpoint(high);
        if reached(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::{BTreeMap, DAY_MICROS, Day, Moment, OrderStatus, World};
    use crate::coupang::calendar::SECOND_MICROS;

    const MINUTE: i64 = 60 * SECOND_MICROS;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a date")
    }

    fn world(per_day: u32) -> World {
        let opened = day("2026-03-02").midnight().plus(9 * 60 * MINUTE);
        World::new(7, BTreeMap::from([(OrderStatus::Accept, per_day)]), Some(opened))
    }

    fn moments(world: &World, now: Moment, on: Day) -> Vec<Moment> {
        let view = world.at(now);
        let placed = view.listing(OrderStatus::Accept, on.midnight()..on.plus(1).midnight());
        placed.page(None, usize::MAX).into_iter().map(|slot| view.position(slot).at).collect()
    }

    #[test]
    fn the_opening_day_is_complete_and_squeezed_before_the_opening() {
        let (world, today) = (world(500), day("2026-03-02"));
        let opened = today.midnight().plus(9 * 60 * MINUTE);
        for now in [opened, opened.plus(-60 * MINUTE), opened.plus(5 * DAY_MICROS)] {
            let seen = moments(&world, now, today);
            assert_eq!(seen.len(), 500);
            assert!(seen.is_sorted() && seen.iter().all(|at| *at >= today.midnight() && *at < opened));
        }
    }

    #[test]
    fn earlier_days_use_the_whole_day() {
        let yesterday = day("2026-03-01");
        let seen = moments(&world(500), yesterday.plus(1).midnight().plus(9 * 60 * MINUTE), yesterday);
        assert_eq!(seen.len(), 500);
        assert!(seen.iter().any(|at| *at > yesterday.midnight().plus(23 * 60 * MINUTE)));
        assert!(seen.iter().all(|at| at.day() == yesterday));
    }

    #[test]
    fn later_days_fill_up_as_time_passes() {
        let (world, tomorrow) = (world(100), day("2026-03-03"));
        let at_hour = |hour: i64| moments(&world, tomorrow.midnight().plus(hour * 60 * MINUTE), tomorrow);
        assert!(at_hour(0).len() <= 1);
        assert!((45..=55).contains(&at_hour(12).len()));
        assert_eq!(at_hour(24).len(), 100);
        assert!(at_hour(24).starts_with(&at_hour(12)), "a list only grows at its end");
    }

    #[test]
    fn windows_that_touch_share_nothing_and_miss_nothing() {
        let (world, yesterday) = (world(777), day("2026-03-01"));
        let view = world.at(yesterday.plus(1).midnight().plus(MINUTE));
        let whole = view.listing(OrderStatus::Accept, yesterday.midnight()..yesterday.plus(1).midnight());
        let mut pieces = Vec::new();
        for start in (0..24 * 60).step_by(7) {
            let (from, until) = (start * MINUTE, (start + 7).min(24 * 60) * MINUTE);
            let window = yesterday.midnight().plus(from)..yesterday.midnight().plus(until);
            let piece = view.listing(OrderStatus::Accept, window);
            pieces.extend(piece.page(None, usize::MAX));
        }
        assert_eq!(pieces, whole.page(None, usize::MAX));
        assert_eq!(pieces.len(), 777);
    }

    #[test]
    fn an_opening_at_midnight_leaves_the_day_complete() {
        let today = day("2026-03-02");
        let world = World::new(1, BTreeMap::new(), Some(today.midnight()));
        assert_eq!(moments(&world, today.midnight(), today), [today.midnight(); 3]);
    }

    #[test]
    fn the_world_has_edges() {
        for outside in ["1999-12-31", "2100-01-01", "0001-01-01"] {
            assert_eq!(moments(&world(5), day("2099-12-31").midnight(), day(outside)).len(), 0, "{outside}");
        }
        assert_eq!(moments(&world(5), day("2026-03-02").midnight(), day("2000-01-01")).len(), 5);
    }
}
