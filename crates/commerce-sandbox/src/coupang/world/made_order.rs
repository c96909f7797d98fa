//! Orders that no rule knows of: somebody has paid.

use super::catalogue::Item;
use super::{Moment, Order, Product, Slot, View};
use crate::coupang::{MAX_ORDERS_PER_DAY, OrderStatus};

/// An order that no rule knows of.
#[derive(Clone, Copy, Debug)]
pub(in crate::coupang) struct MadeOrder {
    /// The one option that was bought, and how many of it; else the order holds what any order may hold.
    pub(in crate::coupang) only: Option<(i64, i64)>,
}

/// As many a day as positions can tell apart from the rule's.
const MOST_A_DAY: u32 = 48_000;

impl Slot {
    /// Whether it is an order that no rule knows of.
    pub(super) fn is_made(self) -> bool {
        self.index >= MAX_ORDERS_PER_DAY
    }
}

impl View<'_> {
    /// The place of the next order that the rule does not know of, as long as its day has room.
    pub(in crate::coupang) fn next_order(&self) -> Option<Slot> {
        let day = self.now.day();
        let made = self.journal.orders_made_on(day);
        let index = MAX_ORDERS_PER_DAY.saturating_add(made);
        (made < MOST_A_DAY).then_some(Slot { day, status: OrderStatus::Accept, index })
    }

    /// What a new order of this place would hold.
    pub(in crate::coupang) fn items_of_new(&self, slot: Slot, made: MadeOrder) -> Vec<(i64, i64)> {
        let mut order = self.order(slot);
        made.fill(&mut order, self.now);
        order.items.iter().map(|item| (item.vendor_item_id, item.shippable())).collect()
    }
}

impl MadeOrder {
    /// Makes an order of what was thrown for its place: nothing of it is cancelled, and it is paid as it is placed.
    pub(super) fn fill(self, order: &mut Order, at: Moment) {
        (order.ordered_at, order.paid_at) = (at, at);
        for item in &mut order.items {
            (item.cancel_count, item.hold_count_for_cancel) = (0, 0);
        }
        let only = self.only.and_then(|(option, units)| Some((Product::of_vendor_item(option)?, units)));
        if let (Some((product, units)), Some(like)) = (only, order.items.first().cloned()) {
            order.items = vec![Item::of_product(product, units, &like)];
        }
        order.parcel.splittable = order.items.iter().map(|item| item.shipping_count).sum::<i64>() > 1;
    }
}
