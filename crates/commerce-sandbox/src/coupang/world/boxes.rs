//! The boxes of an order as writes, happenings and carriers have left them.

use super::people::Place;
use super::{Moment, Order, OrderStatus, Person, Slot, View, Waybill, ids};
use crate::coupang::calendar::Day;
use crate::coupang::dice::{Dice, mix};

/// A box: the place of its order, and its number in it. Only a split makes another number than 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::coupang) struct BoxSlot {
    pub(super) slot: Slot,
    pub(super) part: u8,
}

impl BoxSlot {
    /// The box that an order begins with.
    pub(in crate::coupang) fn first(slot: Slot) -> Self {
        Self { slot, part: 0 }
    }

    /// A number that hardly any other box has.
    pub(in crate::coupang) fn key(self) -> u64 {
        let Slot { day, status, index } = self.slot;
        let day = u64::from(day.number().unsigned_abs());
        mix(&[day, u64::from(status.digit()), u64::from(index), u64::from(self.part)])
    }

    /// Another box of the same order.
    pub(in crate::coupang) fn with_part(self, part: u8) -> Self {
        Self { part, ..self }
    }
}

/// What can happen to a box.
#[derive(Clone, Debug)]
pub(in crate::coupang) enum BoxEvent {
    /// The seller has taken note of it.
    Acknowledged,
    /// All that is in it has a waybill.
    Shipped(Waybill),
    /// Some options ship first, in a box of their own; the others wait.
    Parted {
        /// The number of the new box.
        into: u8,
        /// What goes into it.
        options: Vec<i64>,
        /// What stands on it.
        waybill: Waybill,
        /// When what waits should follow, where it was said.
        planned: Vec<(i64, Day)>,
    },
    /// Another waybill has taken the place of the first.
    Rewaybilled(Waybill),
    /// The carrier has scanned it for the first time.
    Scanned,
    /// The carrier has delivered it, or the seller has declared so.
    Delivered,
    /// The customer has confirmed the purchase.
    Confirmed,
    /// A cancellation of so many units of an option is pending.
    Held(i64, i64),
    /// It is pending no longer.
    Freed(i64, i64),
    /// So many units of an option are cancelled for good.
    Cancelled(i64, i64),
    /// Everything in it is cancelled.
    Left,
    /// The customer wants it sent elsewhere: where another order goes as it was placed, or anywhere.
    Redirected(Option<Slot>),
}

/// The little of a box that lists ask for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    pub(super) slot: BoxSlot,
    pub(super) status: OrderStatus,
    pub(super) left: bool,
}

impl View<'_> {
    /// The boxes of an order with their status, without making the order.
    pub(super) fn standings(&self, slot: Slot) -> Vec<Standing> {
        let mut boxes = vec![Standing { slot: BoxSlot { slot, part: 0 }, status: slot.status, left: false }];
        for (part, event, _) in self.events(slot) {
            let Some(standing) = boxes.iter_mut().find(|standing| standing.slot.part == part) else { continue };
            match event {
                BoxEvent::Parted { into, waybill, .. } => {
                    boxes.push(Standing { slot: BoxSlot { slot, part: *into }, status: waybill.status(), left: false });
                }
                BoxEvent::Left => standing.left = true,
                other => standing.status = other.status().unwrap_or(standing.status),
            }
        }
        boxes
    }

    /// The boxes of an order, those that have left the lists too.
    pub(in crate::coupang) fn boxes(&self, slot: Slot) -> Vec<Order> {
        let mut boxes = vec![self.order(slot)];
        for (part, event, at) in self.events(slot) {
            let Some(number) = boxes.iter().position(|order| order.slot.part == part) else { continue };
            let Some(order) = boxes.get_mut(number) else { continue };
            if let Some(new) = self.apply(order, event, at) {
                boxes.push(new);
            }
        }
        boxes
    }

    /// The id of a box.
    pub(in crate::coupang) fn box_id(&self, slot: BoxSlot) -> i64 {
        ids::shipment_box_id(self.world, slot)
    }

    /// One box, which [`View::place_of_box`] has found.
    pub(in crate::coupang) fn boxed(&self, slot: BoxSlot) -> Order {
        if !self.journal.has_touched(slot.slot) && self.events(slot.slot).is_empty() {
            return self.order(slot.slot);
        }
        let found = self.boxes(slot.slot).into_iter().find(|order| order.slot == slot);
        found.unwrap_or_else(|| self.order(slot.slot))
    }

    /// Whether a box is acknowledged, even if that does not show yet.
    pub(in crate::coupang) fn will_be_acknowledged(&self, slot: BoxSlot) -> bool {
        let events = self.journal.of_order(slot.slot).iter();
        events.map(|dated| &dated.event).any(|event| matches!(event, (_, BoxEvent::Acknowledged)))
    }

    /// The number that the next split gives to the box shipped first; ids have room for eight.
    pub(in crate::coupang) fn next_part(&self, slot: BoxSlot) -> Option<u8> {
        let events = self.journal.of_order(slot.slot).iter();
        let parted = events.filter(|dated| matches!(dated.event, (_, BoxEvent::Parted { .. }))).count();
        u8::try_from(parted + 1).ok().filter(|part| *part <= ids::LAST_PART)
    }

    /// The boxes that a waybill number stands on by now, or stood on, since a moment; as far as writes put it there.
    pub(in crate::coupang) fn uses_of(
        &self,
        code: &'static str,
        number: &str,
        since: Moment,
    ) -> impl Iterator<Item = BoxSlot> {
        let uses = self.journal.uses_of(code, number).iter();
        uses.filter(move |dated| dated.at <= self.now && dated.at >= since).map(|dated| dated.event)
    }

    /// What has happened to the boxes of an order by now, in order: what stands in the journal, and before the first entry
    /// there that changes the status also what carriers do by themselves.
    pub(super) fn events(&self, slot: Slot) -> Vec<(u8, &BoxEvent, Moment)> {
        let entries = self.journal.of_order(slot);
        let upset = entries.iter().find(|dated| dated.event.1.status().is_some()).map(|dated| dated.at);
        let last = upset.map_or(self.now, |at| at.min(self.now));
        let carried = self.carried(slot).events().filter(|(_, at)| *at <= last).map(|(event, at)| (0, event, at));
        let entered = entries.iter().take_while(|dated| dated.at <= self.now);
        let entered = entered.map(|dated| (dated.event.0, &dated.event.1, dated.at));
        let mut events: Vec<_> = carried.chain(entered).collect();
        events.sort_by_key(|(_, _, at)| *at);
        events
    }

    /// Changes a box, and returns the new one that a split makes.
    fn apply(&self, order: &mut Order, event: &BoxEvent, at: Moment) -> Option<Order> {
        let mut parted = None;
        order.remember();
        match event {
            BoxEvent::Acknowledged => {}
            BoxEvent::Shipped(waybill) | BoxEvent::Rewaybilled(waybill) => order.ship(waybill),
            BoxEvent::Parted { into, options, waybill, planned } => {
                let mut first = order.clone();
                first.slot.part = *into;
                first.shipment_box_id = ids::shipment_box_id(self.world, first.slot);
                first.items.retain(|item| options.contains(&item.vendor_item_id));
                order.items.retain(|item| !options.contains(&item.vendor_item_id));
                for item in &mut order.items {
                    let day = planned.iter().find(|(option, _)| *option == item.vendor_item_id).map(|(_, day)| *day);
                    item.planned = day.or(item.planned);
                }
                (first.split, order.split) = (true, true);
                first.ship(waybill);
                first.reach(waybill.status(), at);
                parted = Some(first);
            }
            BoxEvent::Scanned => order.journey.dispatched_at = Some(at),
            BoxEvent::Delivered => order.journey.delivered_at = Some(at),
            BoxEvent::Confirmed => order.journey.confirmed_at = Some(at),
            BoxEvent::Held(option, units) => order.count(*option, |item| item.hold_count_for_cancel += units),
            BoxEvent::Freed(option, units) => order.count(*option, |item| item.hold_count_for_cancel -= units),
            BoxEvent::Cancelled(option, units) => order.count(*option, |item| item.cancel_count += units),
            BoxEvent::Left => order.left = true,
            BoxEvent::Redirected(Some(like)) => {
                let like = self.order(*like);
                (order.receiver, order.place) = (like.receiver, like.place);
            }
            BoxEvent::Redirected(None) => {
                let mut dice = Dice::new(&[self.key(order.slot.slot), at.micros().unsigned_abs()]);
                (order.receiver, order.place) = (Person::throw(&mut dice), Place::throw(&mut dice));
            }
        }
        if let Some(status) = event.status() {
            order.reach(status, at);
        }
        parted
    }
}

impl BoxEvent {
    /// The waybill that it brings.
    pub(in crate::coupang) fn waybill(&self) -> Option<&Waybill> {
        match self {
            Self::Shipped(waybill) | Self::Rewaybilled(waybill) | Self::Parted { waybill, .. } => Some(waybill),
            _ => None,
        }
    }

    /// The status it leads to.
    fn status(&self) -> Option<OrderStatus> {
        match self {
            Self::Acknowledged => Some(OrderStatus::Instruct),
            Self::Shipped(waybill) | Self::Rewaybilled(waybill) => Some(waybill.status()),
            Self::Scanned => Some(OrderStatus::Delivering),
            Self::Delivered => Some(OrderStatus::FinalDelivery),
            Self::Parted { .. }
            | Self::Confirmed
            | Self::Held(..)
            | Self::Freed(..)
            | Self::Cancelled(..)
            | Self::Left
            | Self::Redirected(_) => None,
        }
    }
}

impl Order {
    /// Comes to a status, which its history remembers.
    fn reach(&mut self, status: OrderStatus, at: Moment) {
        self.past.push((status, at));
        self.status = status;
    }

    /// Writes down what its journey tells, before a write changes that.
    fn remember(&mut self) {
        if self.past.is_empty() {
            self.past = self.journey.stations(self.status, self.paid_at);
        }
    }

    /// Under a waybill nothing has moved yet, and nothing can be split any more.
    fn ship(&mut self, waybill: &Waybill) {
        self.parcel.splittable = false;
        self.journey.waybill = Some(waybill.clone());
        (self.journey.dispatched_at, self.journey.delivered_at, self.journey.confirmed_at) = (None, None, None);
    }

    fn count(&mut self, option: i64, change: impl Fn(&mut super::Item)) {
        self.items.iter_mut().filter(|item| item.vendor_item_id == option).for_each(change);
    }
}
