//! When the orders of the rule were placed: within a day their moments grow with the index, so a window is found by bisection.

#[cfg(test)]
use super::counted;
use super::{DAY_MICROS, Day, Moment, OrderStatus, Slot, View, mix};
use std::ops::Range;

impl View<'_> {
    /// Whether an order is to be seen by now.
    pub(super) fn is_listed(&self, slot: Slot) -> bool {
        if slot.is_made() {
            return self.journal.made_order(slot).is_some_and(|made| made.at <= self.now);
        }
        let at = self.placed_at(slot);
        self.indexes(slot.day, slot.status, at, at.plus(1)).contains(&slot.index)
    }

    /// The moment an order was placed; within a day it grows with the index.
    pub(super) fn placed_at(&self, slot: Slot) -> Moment {
        #[cfg(test)]
        counted::count(|counted| counted.moments += 1);
        if let Some(made) = self.journal.made_order(slot) {
            return made.at;
        }
        let Slot { day, status, index } = slot;
        self.spread(day, index, self.world.orders_per_day(day, status), self.key(slot))
    }

    /// The moment of one of a day's `count` things, which happen one after the other.
    pub(super) fn spread(&self, day: Day, index: u32, count: u32, key: u64) -> Moment {
        let span = u64::try_from(self.span(day)).unwrap_or(0);
        let jitter = mix(&[key, 0x71_3E]) % span.max(1);
        let offset = (span * u64::from(index) + jitter) / u64::from(count.max(1));
        day.midnight().plus(i64::try_from(offset).unwrap_or(DAY_MICROS))
    }

    /// How much of a day orders are spread over.
    pub(super) fn span(&self, day: Day) -> i64 {
        if day == self.opened.day() { self.opened.micros_since(day.midnight()) } else { DAY_MICROS }
    }

    pub(super) fn indexes(&self, day: Day, status: OrderStatus, from: Moment, until: Moment) -> Range<u32> {
        let count = self.world.orders_per_day(day, status);
        self.between(day, count, from, until, |index| self.placed_at(Slot { day, status, index }))
    }

    /// Which of a day's `count` rows lie between two moments and are to be seen, where `at` grows with the index.
    pub(super) fn between(
        &self,
        day: Day,
        count: u32,
        from: Moment,
        until: Moment,
        at: impl Fn(u32) -> Moment,
    ) -> Range<u32> {
        let first_where = |reached: &dyn Fn(Moment) -> bool| first_index(count, |index| reached(at(index)));
        let hidden = if day > self.opened.day() { first_where(&|at| at > self.now) } else { count };
        let start = first_where(&|at| at >= from).min(hidden);
        let end = first_where(&|at| at >= until).min(hidden);
        start..end.max(start)
    }

    pub(super) fn key(&self, slot: Slot) -> u64 {
        let day = u64::from(slot.day.number().unsigned_abs());
        mix(&[self.world.seed, day, u64::from(slot.status.digit()), u64::from(slot.index)])
    }
}

/// The first index below `count` that has reached it, by bisection; `count` when none has.
pub(super) fn first_index(count: u32, reached: impl Fn(u32) -> bool) -> u32 {
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
    use super::{DAY_MICROS, Day, Moment, OrderStatus};
    use crate::coupang::calendar::SECOND_MICROS;
    use crate::coupang::world::World;
    use std::collections::BTreeMap;

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
