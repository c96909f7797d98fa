//! Which boxes a search finds, in the order of the list; made row by row, however many there are.

use super::life::PAID_WITHIN;
use super::{BoxSlot, Day, Moment, OrderStatus, Position, Slot, View, first_index};
use crate::coupang::life::micros;
use crate::coupang::rules::{OrderTime, Sort};
use std::ops::Range;

/// The boxes of a status that a search finds.
pub(in crate::coupang) struct Listing<'w> {
    view: View<'w>,
    status: OrderStatus,
    /// When their orders were placed,
    placed: Range<Moment>,
    /// and where the search is for payments, when they were paid.
    paid: Option<Range<Moment>>,
    way: Way,
    /// The boxes that somebody has touched and that stand in this status now.
    moved: Vec<(Position, BoxSlot)>,
}

/// Where the next row of a list lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Later,
    Earlier,
}

impl Way {
    fn back(self) -> Self {
        match self {
            Self::Later => Self::Earlier,
            Self::Earlier => Self::Later,
        }
    }

    /// Whether a position lies this way from another.
    fn leads(self, from: Position, to: Position) -> bool {
        match self {
            Self::Later => to > from,
            Self::Earlier => to < from,
        }
    }
}

impl<'w> View<'w> {
    /// The boxes of a status whose orders were placed, or paid, in a time: what is searched by, how the rows follow each
    /// other and how late they come are rules.
    ///
    /// The cost of a page grows with the days, the logarithm of the orders and the boxes that somebody has touched on
    /// those days, not with the orders.
    pub(in crate::coupang) fn listing(&self, status: OrderStatus, time: Range<Moment>) -> Listing<'w> {
        let rules = &self.rules().orders;
        let way = if rules.orders_sort == Sort::NewestFirst { Way::Earlier } else { Way::Later };
        let until = time.end.min(self.listed_until());
        let (placed, paid) = match rules.orders_found_by {
            OrderTime::Ordered => (time.start..until, None),
            OrderTime::Paid => (time.start.plus(-PAID_WITHIN)..until, Some(time)),
        };
        let mut listing = Listing { view: *self, status, placed, paid, way, moved: Vec::new() };
        let touched = self.journal.touched_orders(listing.placed.start.day(), listing.placed.end.day());
        let found = touched.filter(|slot| self.is_listed(*slot) && listing.finds(*slot));
        let standing = found.flat_map(|slot| self.standings(slot));
        let here = standing.filter(|standing| standing.status == status && !standing.left);
        listing.moved = here.map(|standing| (self.position(standing.slot), standing.slot)).collect();
        listing
    }

    /// The orders placed before this moment are in the lists. What the shop opened with is there at once.
    fn listed_until(&self) -> Moment {
        let lag = micros(self.rules().orders.list_lag);
        if lag == 0 { Moment::of_micros(i64::MAX) } else { self.now.plus(-lag).max(self.opened) }
    }
}

impl Listing<'_> {
    /// The boxes after a position, or from the first, at most `take` of them.
    pub(in crate::coupang) fn page(&self, after: Option<Position>, take: usize) -> Vec<BoxSlot> {
        self.walk(self.way, after, take).into_iter().map(|(_, slot)| slot).collect()
    }

    /// The position so many rows after another, or before it; `None` is before the first row.
    pub(in crate::coupang) fn step(&self, from: Position, rows: i64) -> Option<Position> {
        let count = usize::try_from(rows.unsigned_abs()).unwrap_or(usize::MAX);
        let position = |(position, _): &(Position, BoxSlot)| *position;
        match rows {
            0 => Some(from),
            1.. => Some(self.walk(self.way, Some(from), count).last().map_or(from, position)),
            // A row at the position itself counts, if it is still there.
            _ => {
                let number = from.number();
                let past = if self.way == Way::Later { number.saturating_add(1) } else { number.saturating_sub(1) };
                let before = self.walk(self.way.back(), Some(Position::of_number(past)), count.saturating_add(1));
                before.get(count).map(position)
            }
        }
    }

    /// How many rows there are up to a position, one at it included.
    pub(in crate::coupang) fn count_to(&self, position: Position) -> usize {
        self.count(None) - self.count(Some(position))
    }

    fn walk(&self, way: Way, after: Option<Position>, take: usize) -> Vec<(Position, BoxSlot)> {
        let mut found = self.moved_beyond(way, after);
        for began in self.view.beginnings(self.status) {
            found.extend(self.unmoved(*began, way, after).take(take));
        }
        found.sort_unstable_by_key(|(position, _)| *position);
        if way == Way::Earlier {
            found.reverse();
        }
        found.truncate(take);
        found
    }

    fn moved_beyond(&self, way: Way, after: Option<Position>) -> Vec<(Position, BoxSlot)> {
        let beyond = |position: Position| after.is_none_or(|after| way.leads(after, position));
        self.moved.iter().copied().filter(|(position, _)| beyond(*position)).collect()
    }

    /// The boxes that nobody has touched and that began under a status.
    fn unmoved(
        &self,
        began: OrderStatus,
        way: Way,
        after: Option<Position>,
    ) -> impl Iterator<Item = (Position, BoxSlot)> {
        let slots = self.runs(began, way, after).flat_map(move |(day, run)| {
            let index = move |step| if way == Way::Later { run.start + step } else { run.end - 1 - step };
            (0..length(&run)).map(move |step| Slot { day, status: began, index: index(step) })
        });
        let slots = slots.filter(|slot| !self.view.journal.has_touched(*slot) && self.was_paid(*slot));
        slots.map(BoxSlot::first).map(|slot| (self.view.position(slot), slot))
    }

    /// Of each day the indexes of those, touched or not, that lie beyond a position.
    fn runs(&self, began: OrderStatus, way: Way, after: Option<Position>) -> impl Iterator<Item = (Day, Range<u32>)> {
        let (mut first, mut last) = (self.placed.start.day(), self.placed.end.plus(-1).day());
        match (after, way) {
            (None, _) => {}
            (Some(after), Way::Later) => first = first.max(after.at.day()),
            (Some(after), Way::Earlier) => last = last.min(after.at.day()),
        }
        let days = 0..(last.number() - first.number() + 1).max(0);
        days.map(move |step| if way == Way::Later { first.plus(step) } else { last.plus(-step) }).map(move |day| {
            let placed = self.view.indexes(day, began, self.placed.start, self.placed.end);
            let carried = self.view.carried_into(day, began, self.status);
            let (mut start, mut end) = (placed.start.max(carried.start), placed.end.min(carried.end));
            if let Some(after) = after.filter(|after| after.at.day() == day) {
                let count = self.view.world.orders_per_day(day, began);
                let position = |index| self.view.position(BoxSlot::first(Slot { day, status: began, index }));
                match way {
                    Way::Later => start = start.max(first_index(count, |index| position(index) > after)),
                    Way::Earlier => end = end.min(first_index(count, |index| position(index) >= after)),
                }
            }
            (day, start..end)
        })
    }

    fn count(&self, after: Option<Position>) -> usize {
        let mut rows = self.moved_beyond(self.way, after).len();
        for began in self.view.beginnings(self.status) {
            let runs = self.runs(*began, self.way, after);
            rows += runs.map(|(day, run)| self.rows_of(day, *began, &run)).sum::<usize>();
        }
        rows
    }

    /// How many of some indexes are rows: only at the ends of the time does the moment of a payment decide.
    fn rows_of(&self, day: Day, began: OrderStatus, run: &Range<u32>) -> usize {
        let journal = self.view.journal;
        let touched = journal.touched_orders(day, day).filter(|slot| slot.status == began && run.contains(&slot.index));
        let unpaid = self.paid.as_ref().map_or(0, |paid| {
            let paid = self.view.indexes(day, began, paid.start, paid.end.plus(-PAID_WITHIN));
            let doubtful = (run.start..run.end.min(paid.start)).chain(run.start.max(paid.end)..run.end);
            let slots = doubtful.map(|index| Slot { day, status: began, index });
            slots.filter(|slot| !journal.has_touched(*slot) && !self.was_paid(*slot)).count()
        });
        run.len().saturating_sub(touched.count() + unpaid)
    }

    fn finds(&self, slot: Slot) -> bool {
        self.placed.contains(&self.view.placed_at(slot)) && self.was_paid(slot)
    }

    fn was_paid(&self, slot: Slot) -> bool {
        self.paid.as_ref().is_none_or(|paid| paid.contains(&self.view.paid_at(slot)))
    }
}

/// How many indexes there are.
fn length(run: &Range<u32>) -> u32 {
    run.end.saturating_sub(run.start)
}

#[cfg(test)]
mod tests {
    use super::{BoxSlot, Day, Listing, Moment, OrderStatus, OrderTime, Position, Sort};
    use crate::coupang::calendar::SECOND_MICROS;
    use crate::coupang::rules::Rules;
    use crate::coupang::world::World;
    use std::collections::BTreeMap;

    const MINUTE: i64 = 60 * SECOND_MICROS;

    fn first() -> Day {
        Day::parse("2026-02-27").expect("a date")
    }

    fn world(sort: Sort, time: OrderTime) -> World {
        let mut rules = Rules::default();
        (rules.orders.orders_sort, rules.orders.orders_found_by) = (sort, time);
        let orders = BTreeMap::from([(OrderStatus::Accept, 40), (OrderStatus::Instruct, 5_000)]);
        World::new(7, orders, Some(first().plus(3).midnight())).with_rules(rules)
    }

    fn positions(listing: &Listing<'_>, after: Option<Position>, take: usize) -> Vec<Position> {
        listing.page(after, take).into_iter().map(|slot| listing.view.position(slot)).collect()
    }

    fn walked(listing: &Listing<'_>, rows: usize) -> Vec<Position> {
        let mut paged = Vec::new();
        while paged.len() < rows {
            paged.extend(positions(listing, paged.last().copied(), 50));
        }
        paged
    }

    #[test]
    fn pages_cross_days_in_either_direction() {
        for sort in [Sort::OldestFirst, Sort::NewestFirst] {
            let world = world(sort, OrderTime::Ordered);
            let view = world.at(first().plus(3).midnight());
            let listing = view.listing(OrderStatus::Accept, first().midnight()..first().plus(3).midnight());
            let whole = positions(&listing, None, 1_000);
            assert_eq!(whole.len(), 120);
            assert!(if sort == Sort::OldestFirst { whole.is_sorted() } else { whole.iter().rev().is_sorted() });
            assert_eq!(walked(&listing, 120), whole);
            assert_eq!(positions(&listing, whole.last().copied(), 50), []);
        }
    }

    #[test]
    fn rows_are_counted_as_they_are_walked() {
        let start = first().midnight().plus(61 * MINUTE);
        for sort in [Sort::OldestFirst, Sort::NewestFirst] {
            for time in [OrderTime::Ordered, OrderTime::Paid] {
                let world = world(sort, time);
                let view = world.at(first().plus(3).midnight());
                let listing = view.listing(OrderStatus::Instruct, start..start.plus(50 * MINUTE));
                let whole = positions(&listing, None, usize::MAX);
                assert!(whole.len() > 100, "{}", whole.len());
                for (row, position) in whole.iter().enumerate() {
                    assert_eq!(listing.count_to(*position), row + 1, "{sort:?} {time:?}");
                    assert_eq!(listing.step(*position, 3), whole.get(row + 3).or(whole.last()).copied());
                    assert_eq!(listing.step(*position, -3), row.checked_sub(3).map(|row| whole[row]));
                }
            }
        }
    }

    #[test]
    fn a_payment_is_found_at_its_own_time() {
        let world = world(Sort::OldestFirst, OrderTime::Paid);
        let view = world.at(first().plus(3).midnight());
        let found =
            |from: Moment, until: Moment| view.listing(OrderStatus::Instruct, from..until).page(None, usize::MAX);
        let day = (first().midnight(), first().plus(1).midnight());
        let minutes = (0..24 * 60).flat_map(|minute| {
            let from = day.0.plus(minute * MINUTE);
            let slots = found(from, from.plus(MINUTE));
            assert!(slots.iter().all(|slot| (from..from.plus(MINUTE)).contains(&view.boxed(*slot).paid_at)));
            slots
        });
        let mut minutes: Vec<BoxSlot> = minutes.collect();
        minutes.sort_unstable();
        assert_eq!(minutes, found(day.0, day.1), "every order in one minute and in one only");
    }
}
