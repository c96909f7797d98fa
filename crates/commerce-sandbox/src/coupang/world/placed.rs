//! Which boxes a search finds, where an id leads, and a place in a list that no write moves.

use super::{BoxSlot, Day, Moment, Order, OrderStatus, Slot, View, ids};
use std::ops::Range;

/// Where an order's or a box's id leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::coupang) enum OrderPlace<T = Slot> {
    /// To what is to be seen by now.
    Listed(T),
    /// To what was cancelled or returned.
    Gone,
    /// To another seller's.
    Foreign,
    /// To nothing.
    Nowhere,
}

/// The place of a box among all boxes: by the time of its order, then by what tells boxes of one moment apart.
///
/// A box keeps it for good, whatever status it is listed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::coupang) struct Position {
    at: Moment,
    status: u8,
    index: u32,
    part: u8,
}

impl Position {
    /// The time of the order.
    #[cfg(test)]
    pub(super) fn at(self) -> Moment {
        self.at
    }

    /// The position as a number: 58 bits of the moment, 4 of the status, 20 of the index, 4 of the part.
    pub(in crate::coupang) fn number(self) -> u128 {
        let at = u128::from(self.at.micros().unsigned_abs());
        at << 28 | u128::from(self.status) << 24 | u128::from(self.index) << 4 | u128::from(self.part)
    }

    /// The position of a number; any number is some position.
    pub(in crate::coupang) fn of_number(number: u128) -> Self {
        let bits = |from: u32, mask: u32| u32::try_from(number >> from & u128::from(mask)).unwrap_or(0);
        Self {
            at: Moment::of_micros(i64::try_from(number >> 28).unwrap_or(i64::MAX)),
            status: u8::try_from(bits(24, 0xF)).unwrap_or(0),
            index: bits(4, 0xF_FFFF),
            part: u8::try_from(bits(0, 0xF)).unwrap_or(0),
        }
    }
}

/// The answer to a search: the boxes of a status whose orders were placed from one moment up to but without another.
pub(in crate::coupang) struct Placed<'w> {
    view: View<'w>,
    status: OrderStatus,
    from: Moment,
    until: Moment,
    /// The boxes that somebody has touched and that stand in this status now, by position.
    moved: Vec<(Position, BoxSlot)>,
}

impl<'w> View<'w> {
    /// The boxes of a status whose orders were placed from `from` up to but without `until`, oldest first.
    ///
    /// The cost grows with the days, the logarithm of the orders and the boxes that somebody has touched on those days,
    /// not with the orders.
    pub(in crate::coupang) fn placed(&self, status: OrderStatus, from: Moment, until: Moment) -> Placed<'w> {
        let touched = self.journal.touched_orders(from.day(), until.day());
        let standing = touched.filter(|slot| self.is_listed(*slot)).flat_map(|slot| self.standings(slot));
        let here = standing.filter(|standing| standing.status == status && !standing.left);
        let mut moved: Vec<_> = here.map(|standing| (self.position(standing.slot), standing.slot)).collect();
        moved.retain(|(position, _)| position.at >= from && position.at < until);
        moved.sort_unstable_by_key(|(position, _)| *position);
        Placed { view: *self, status, from, until, moved }
    }

    /// The position of a box in every list.
    pub(in crate::coupang) fn position(&self, slot: BoxSlot) -> Position {
        let BoxSlot { slot, part } = slot;
        Position { at: self.placed_at(slot), status: slot.status.digit(), index: slot.index, part }
    }

    /// Where a box's id leads.
    pub(in crate::coupang) fn place_of_box(&self, id: i64) -> OrderPlace<BoxSlot> {
        match ids::read_box_id(self.world, id) {
            ids::Named::Order((slot, part)) if self.is_listed(slot) => {
                match self.standings(slot).iter().find(|standing| standing.slot.part == part) {
                    Some(standing) if standing.left => OrderPlace::Gone,
                    Some(standing) => OrderPlace::Listed(standing.slot),
                    None => OrderPlace::Nowhere,
                }
            }
            ids::Named::Gone(claim) if self.has_left(claim) => OrderPlace::Gone,
            ids::Named::Foreign => OrderPlace::Foreign,
            _ => OrderPlace::Nowhere,
        }
    }

    /// The boxes of an order of the rule, those that have left the lists too, if it is to be seen by now.
    pub(in crate::coupang) fn boxes_of_order(&self, id: i64) -> Option<Vec<Order>> {
        match ids::read_order_id(self.world, id) {
            ids::Named::Order(slot) if self.is_listed(slot) => Some(self.boxes(slot)),
            _ => None,
        }
    }

    /// Where an order's id leads; an order is gone with the last of its boxes.
    pub(in crate::coupang) fn place_of_order(&self, id: i64) -> OrderPlace {
        match ids::read_order_id(self.world, id) {
            ids::Named::Order(slot) if self.is_listed(slot) => {
                let gone = self.standings(slot).iter().all(|standing| standing.left);
                if gone { OrderPlace::Gone } else { OrderPlace::Listed(slot) }
            }
            ids::Named::Gone(claim) if self.has_left(claim) => OrderPlace::Gone,
            ids::Named::Foreign => OrderPlace::Foreign,
            _ => OrderPlace::Nowhere,
        }
    }
}

impl Placed<'_> {
    /// The boxes after a position, or from the first, at most `take` of them.
    pub(in crate::coupang) fn page(&self, after: Option<Position>, take: usize) -> Vec<BoxSlot> {
        let is_later = |position: Position| after.is_none_or(|after| position > after);
        let moved = self.moved.iter().copied().filter(|(position, _)| is_later(*position));
        let mut found = Vec::new();
        for began in self.view.beginnings(self.status) {
            found.extend(self.unmoved(*began, after).filter(|(position, _)| is_later(*position)).take(take));
        }
        found.extend(moved.take(take));
        found.sort_unstable_by_key(|(position, _)| *position);
        found.truncate(take);
        found.into_iter().map(|(_, slot)| slot).collect()
    }

    /// The boxes that nobody has touched and that began under a status, in order, from about a position.
    fn unmoved(&self, began: OrderStatus, after: Option<Position>) -> impl Iterator<Item = (Position, BoxSlot)> {
        let from = after.map_or(self.from, |after| after.at.max(self.from));
        let runs = self.runs(began, from).flat_map(|(day, run)| run.map(move |index| (day, index)));
        runs.filter_map(move |(day, index)| {
            let slot = Slot { day, status: began, index };
            let slot = (!self.view.journal.has_touched(slot)).then_some(BoxSlot { slot, part: 0 })?;
            Some((self.view.position(slot), slot))
        })
    }

    fn runs(&self, began: OrderStatus, from: Moment) -> impl Iterator<Item = (Day, Range<u32>)> {
        let last = self.until.plus(-1).day();
        let days = std::iter::successors(Some(from.day()), |day| Some(day.plus(1))).take_while(move |day| *day <= last);
        days.map(move |day| {
            let placed = self.view.indexes(day, began, from, self.until);
            let carried = self.view.carried_into(day, began, self.status);
            (day, placed.start.max(carried.start)..placed.end.min(carried.end))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Day, Moment, OrderStatus, Position};
    use crate::coupang::world::World;
    use std::collections::BTreeMap;

    #[test]
    fn pages_cross_days() {
        let first = Day::parse("2026-02-27").expect("a date");
        let world = World::new(7, BTreeMap::from([(OrderStatus::Accept, 40)]), Some(first.plus(3).midnight()));
        let view = world.at(first.plus(3).midnight());
        let placed = view.placed(OrderStatus::Accept, first.midnight(), first.plus(3).midnight());
        let whole = placed.page(None, 1_000);
        assert_eq!(whole.len(), 120);
        let (mut paged, mut after) = (Vec::new(), None);
        while paged.len() < 120 {
            let page = placed.page(after, 50);
            after = page.last().map(|slot| view.position(*slot));
            paged.extend(page);
        }
        assert_eq!(paged, whole);
        assert_eq!(placed.page(after, 50), []);
    }

    #[test]
    fn a_position_is_a_number_in_the_same_order() {
        let at = |micros| Moment::of_micros(micros);
        let position = |micros, status, index, part| Position { at: at(micros), status, index, part };
        let ascending = [
            position(0, 0, 0, 0),
            position(1, 1, 2, 3),
            position(1, 1, 3, 0),
            position(1, 6, 0, 0),
            position(2, 1, 999_999, 9),
            position(253_402_214_400_000_000, 6, 999_999, 9),
        ];
        assert!(ascending.is_sorted());
        let numbers = ascending.map(Position::number);
        assert!(numbers.is_sorted(), "{numbers:?}");
        assert_eq!(numbers.map(Position::of_number), ascending);
    }
}
