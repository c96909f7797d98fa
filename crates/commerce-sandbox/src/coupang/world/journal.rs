//! What writes have changed: the world itself is a rule and never changes, and every look at it goes through this.

use super::{BoxEvent, BoxSlot, Day, Moment, Slot, ids};
use std::collections::BTreeMap;

/// The changes, by what they change. Nothing is stored about what nobody has touched.
#[derive(Default)]
pub(in crate::coupang) struct Journal {
    boxes: BTreeMap<Slot, Vec<Dated<(u8, BoxEvent)>>>,
}

/// Something that has changed.
#[derive(Clone, Debug)]
pub(in crate::coupang) enum Event {
    /// A box of an order.
    Box(BoxSlot, BoxEvent),
}

/// An event with the moment it takes effect.
#[derive(Clone, Debug)]
pub(in crate::coupang) struct Dated<E> {
    pub(in crate::coupang) at: Moment,
    pub(in crate::coupang) event: E,
}

impl Journal {
    /// A journal without an entry.
    pub(in crate::coupang) const fn new() -> Self {
        Self { boxes: BTreeMap::new() }
    }

    /// Enters an event that takes effect at a moment.
    pub(in crate::coupang) fn enter(&mut self, at: Moment, event: Event) {
        match event {
            Event::Box(BoxSlot { slot, part }, event) => enter(self.boxes.entry(slot).or_default(), at, (part, event)),
        }
    }

    /// What has happened, or will, to the boxes of an order; in the order of the moments.
    pub(super) fn of_order(&self, slot: Slot) -> &[Dated<(u8, BoxEvent)>] {
        self.boxes.get(&slot).map_or(&[], Vec::as_slice)
    }

    /// Whether anything has happened, or will, to a box of an order.
    pub(super) fn has_touched(&self, slot: Slot) -> bool {
        self.boxes.contains_key(&slot)
    }

    /// The orders of some days, both included, to which something has happened.
    pub(super) fn touched_orders(&self, from: Day, to: Day) -> impl Iterator<Item = Slot> {
        let first = |day| Slot { day, status: super::OrderStatus::Accept, index: 0 };
        let (from, to) = (from.max(Day::of_number(ids::FIRST_DAY)), to.min(Day::of_number(ids::LAST_DAY)));
        let range = (from <= to).then(|| self.boxes.range(first(from)..first(to.plus(1))));
        range.into_iter().flatten().map(|(slot, _)| *slot)
    }
}

/// Keeps the moments in order, and events of one moment in the order they were entered in.
fn enter<E>(entries: &mut Vec<Dated<E>>, at: Moment, event: E) {
    let place = entries.partition_point(|entry| entry.at <= at);
    entries.insert(place, Dated { at, event });
}
