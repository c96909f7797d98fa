//! What carriers do by themselves as the clock moves. About an order that nobody has touched nothing of it is stored: its
//! stations follow from its place, and within a day they grow with the index, so that a list finds them by bisection.

use super::{BoxEvent, Moment, Slot, View, first_index};
use crate::coupang::OrderStatus;
use crate::coupang::calendar::{Day, SECOND_MICROS};
use std::ops::Range;

/// What happens by itself, and after how many microseconds; `None` is never.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::coupang) struct Life {
    /// From the waybill to the first scan.
    pub(in crate::coupang) first_scan: Option<i64>,
    /// From the first scan to the delivery.
    pub(in crate::coupang) delivery: Option<i64>,
    /// From a customer's return or exchange to the courier's scan of its goods.
    pub(in crate::coupang) collection: Option<i64>,
    /// From the confirmed arrival of a return to its approval by Coupang.
    pub(in crate::coupang) approval: Option<i64>,
    /// How much later than that a station may come.
    pub(in crate::coupang) spread: i64,
}

/// When an order that nobody has touched is scanned and delivered.
#[derive(Clone, Copy)]
pub(super) struct Carried {
    scanned: Option<Moment>,
    delivered: Option<Moment>,
}

impl Carried {
    const NOT_AT_ALL: Self = Self { scanned: None, delivered: None };

    /// The two as events.
    pub(super) fn events(self) -> impl Iterator<Item = (&'static BoxEvent, Moment)> {
        static SCANNED: BoxEvent = BoxEvent::Scanned;
        static DELIVERED: BoxEvent = BoxEvent::Delivered;
        let scanned = self.scanned.map(|at| (&SCANNED, at));
        scanned.into_iter().chain(self.delivered.map(|at| (&DELIVERED, at)))
    }
}

/// The rule's own orders reach the carrier within a minute: by then the last of them is paid.
pub(super) const PAID_WITHIN: i64 = 60 * SECOND_MICROS;

impl View<'_> {
    /// What carriers do with an order of the rule. Where it stands is where it stood when the shop opened, or when it
    /// appeared: from then on its time counts (assumed, so that the shop's past holds orders of every status).
    pub(super) fn carried(&self, slot: Slot) -> Carried {
        let Life { first_scan, delivery, spread, .. } = self.world.life;
        let (first_scan, delivery) = match slot.status {
            OrderStatus::Departure => (first_scan, delivery),
            OrderStatus::Delivering => (Some(0), delivery),
            _ => return Carried::NOT_AT_ALL,
        };
        let Some(first_scan) = first_scan else { return Carried::NOT_AT_ALL };
        let count = self.world.orders_per_day(slot.day, slot.status).max(1);
        let share = i64::try_from(i128::from(spread) * i128::from(slot.index) / i128::from(count)).unwrap_or(0);
        let from = self.placed_at(slot).plus(PAID_WITHIN).max(self.opened);
        let scanned = from.plus(first_scan).plus(share);
        let delivered = delivery.map(|delivery| scanned.plus(delivery).plus(share));
        let waits = slot.status == OrderStatus::Departure;
        Carried { scanned: waits.then_some(scanned), delivered }
    }

    /// The statuses under which the rule's orders of this status may have begun.
    pub(super) fn beginnings(&self, status: OrderStatus) -> &'static [OrderStatus] {
        use OrderStatus::{Accept, Delivering, Departure, FinalDelivery, Instruct, NoneTracking};
        let moves = self.world.life.first_scan.or(self.world.life.delivery).is_some();
        match status {
            Accept => &[Accept],
            Instruct => &[Instruct],
            NoneTracking => &[NoneTracking],
            Departure => &[Departure],
            Delivering if moves => &[Departure, Delivering],
            Delivering => &[Delivering],
            FinalDelivery if moves => &[Departure, Delivering, FinalDelivery],
            FinalDelivery => &[FinalDelivery],
        }
    }

    /// Which of a day's orders that began under one status stand under another by now, had nobody touched them.
    pub(super) fn carried_into(&self, day: Day, began: OrderStatus, status: OrderStatus) -> Range<u32> {
        let count = self.world.orders_per_day(day, began);
        let past = |station: fn(Carried) -> Option<Moment>| {
            let at = |index| station(self.carried(Slot { day, status: began, index }));
            first_index(count, |index| at(index).is_none_or(|at| at > self.now))
        };
        let scanned = || past(|carried| carried.scanned);
        let delivered = || past(|carried| carried.delivered);
        match (began, status) {
            (OrderStatus::Departure, OrderStatus::Departure) => scanned()..count,
            (OrderStatus::Departure, OrderStatus::Delivering) => delivered()..scanned(),
            (OrderStatus::Delivering, OrderStatus::Delivering) => delivered()..count,
            (OrderStatus::Departure | OrderStatus::Delivering, OrderStatus::FinalDelivery) => 0..delivered(),
            _ => 0..count,
        }
    }
}
