//! Revenue that the rule brings, on the day it is recognised: nine days after the order, two of delivery and seven to
//! confirm it.

use super::catalogue::Product;
use super::{Item, Order, OrderStatus, Slot, Spot, Stream, View, ids};
use crate::coupang::calendar::Day;

/// One row of revenue as the shop knows it. Amounts are won.
pub(in crate::coupang) struct Revenue {
    /// 0 when the row belongs to no order; the portal's sample has such a row.
    pub(in crate::coupang) order_id: i64,
    pub(in crate::coupang) refund: Option<Cause>,
    pub(in crate::coupang) sold: Day,
    pub(in crate::coupang) recognised: Day,
    /// Some sellers' rows never name it.
    pub(in crate::coupang) settled: Option<Day>,
    /// The base fee and the surcharge for remote areas.
    pub(in crate::coupang) delivery: (i64, i64),
    pub(in crate::coupang) lines: Vec<Line>,
}

/// Why goods came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::coupang) enum Cause {
    /// The seller's fault: the items count, with positive amounts.
    Seller,
    /// The customer's: the items are 0 and the delivery is negative.
    Customer,
}

/// One option of the order.
pub(in crate::coupang) struct Line {
    pub(in crate::coupang) product: &'static Product,
    pub(in crate::coupang) quantity: i64,
    pub(in crate::coupang) sale_price: i64,
    pub(in crate::coupang) coupang_discount: i64,
    pub(in crate::coupang) seller_discount: i64,
    pub(in crate::coupang) downloadable: i64,
    pub(in crate::coupang) has_sku: bool,
}

const DAYS_TO_RECOGNITION: i32 = 9;
/// What a customer has to confirm the purchase, from the delivery on.
pub(super) const DAYS_TO_CONFIRM: i32 = 7;
const DAYS_TO_PAYOUT: i32 = 24;

impl View<'_> {
    /// Everything about one row of the rule. Every fourth is a refund of the order before it, so that an order and a kind of sale
    /// come once.
    pub(super) fn ruled_revenue(&self, spot: Spot) -> Revenue {
        let mut dice = self.dice(spot);
        let is_refund = spot.is_refund();
        let day = spot.day.plus(-DAYS_TO_RECOGNITION);
        let slot = self.order_of_revenue(spot);
        let order = slot.map(|slot| self.order(slot));
        let refund = is_refund.then(|| if dice.chance(50) { Cause::Seller } else { Cause::Customer });
        let items = order.as_ref().map(|order| order.items.iter().filter_map(Line::of).collect());
        Revenue {
            order_id: slot.map_or(0, |slot| ids::order_id(self.world, slot)),
            refund,
            sold: order.as_ref().map_or(day, |order| order.paid_at.day()),
            recognised: spot.day,
            settled: (!dice.chance(30)).then(|| spot.day.plus(DAYS_TO_PAYOUT)),
            delivery: order.as_ref().map_or((0, 0), delivery),
            lines: items.unwrap_or_else(|| Item::throw_all(&mut dice).iter().filter_map(Line::of).collect()),
        }
    }
}

impl View<'_> {
    /// The order of a row of the rule; some rows belong to none.
    pub(super) fn order_of_revenue(&self, spot: Spot) -> Option<Slot> {
        let (day, status) = (spot.day.plus(-DAYS_TO_RECOGNITION), OrderStatus::FinalDelivery);
        let index = spot.index - u32::from(spot.is_refund());
        (index < self.world.orders_per_day(day, status)).then_some(Slot { day, status, index })
    }

    /// The row of the rule that brings the sale of an order, or its refund.
    pub(super) fn ruled_row(&self, order: Slot, refund: bool) -> Option<Spot> {
        let index = order.index.checked_add(u32::from(refund))?;
        let day = order.day.plus(DAYS_TO_RECOGNITION);
        let spot = Spot { stream: Stream::Revenue, day, index };
        let there = index < self.world.daily.revenue && spot.is_refund() == refund;
        (there && self.order_of_revenue(spot) == Some(order)).then_some(spot)
    }
}

impl Spot {
    /// Whether a row of revenue takes back the sale before it.
    pub(super) fn is_refund(self) -> bool {
        self.index % 4 == 3
    }
}

/// The base fee and the surcharge.
fn delivery(order: &Order) -> (i64, i64) {
    (order.payment.shipping_price, if order.place.remote { 3_000 } else { 0 })
}

impl Revenue {
    /// The day on which it is paid out.
    pub(super) fn payout_day(&self) -> Day {
        self.recognised.plus(DAYS_TO_PAYOUT)
    }

    /// The sale of a box, without its lines. The fees are those of the order's first box.
    pub(super) fn of_box(order: &Order, recognised: Day) -> Self {
        Self {
            order_id: order.order_id,
            refund: None,
            sold: order.paid_at.day(),
            recognised,
            settled: Some(recognised.plus(DAYS_TO_PAYOUT)),
            delivery: if order.slot.part == 0 { delivery(order) } else { (0, 0) },
            lines: Vec::new(),
        }
    }
}

impl Line {
    /// So many units of an item.
    pub(super) fn of_units(item: &Item, units: i64) -> Option<Self> {
        Self::of(&Item { cancel_count: item.shipping_count - units, ..item.clone() })
    }

    /// What was sold of an item; nothing when all of it was cancelled.
    pub(super) fn of(item: &Item) -> Option<Self> {
        let quantity = item.shipping_count - item.cancel_count;
        (quantity > 0).then_some(Self {
            product: item.product,
            quantity,
            sale_price: item.product.price * quantity,
            coupang_discount: item.coupang_discount / item.shipping_count * quantity,
            seller_discount: item.instant_discount / item.shipping_count * quantity,
            downloadable: item.download_discount / item.shipping_count * quantity,
            has_sku: item.has_sku,
        })
    }

    /// What the customer and Coupang pay, as commission is computed from it.
    pub(in crate::coupang) fn sale_amount(&self) -> i64 {
        self.sale_price - self.coupang_discount
    }

    /// Coupang's commission of 10.8 %, in whole won.
    pub(in crate::coupang) fn service_fee(&self) -> i64 {
        self.sale_amount() * 108 / 1_000
    }

    /// The tax on it.
    pub(in crate::coupang) fn service_fee_vat(&self) -> i64 {
        self.service_fee() / 10
    }
}
