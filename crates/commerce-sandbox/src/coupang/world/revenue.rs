//! Revenue on the day it is recognised: nine days after the order, two of delivery and seven to confirm it.

use super::catalogue::Product;
use super::{Item, OrderStatus, Slot, Spot, View, ids};
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

impl View<'_> {
    /// Everything about one row. Every fourth is a refund of the order before it, so that an order and a kind of sale
    /// come once.
    pub(in crate::coupang) fn revenue(&self, spot: Spot) -> Revenue {
        let mut dice = self.dice(spot);
        let is_refund = spot.index % 4 == 3;
        let index = spot.index - u32::from(is_refund);
        let (day, status) = (spot.day.plus(-DAYS_TO_RECOGNITION), OrderStatus::FinalDelivery);
        let slot = (index < self.world.orders_per_day(day, status)).then_some(Slot { day, status, index });
        let order = slot.map(|slot| self.order(slot));
        let refund = is_refund.then(|| if dice.chance(50) { Cause::Seller } else { Cause::Customer });
        let items = order.as_ref().map(|order| order.items.iter().filter_map(Line::of).collect());
        Revenue {
            order_id: slot.map_or(0, |slot| ids::order_id(self.world, slot)),
            refund,
            sold: order.as_ref().map_or(day, |order| order.paid_at.day()),
            recognised: spot.day,
            settled: (!dice.chance(30)).then(|| spot.day.plus(24)),
            delivery: order
                .as_ref()
                .map_or((0, 0), |order| (order.payment.shipping_price, if order.place.remote { 3_000 } else { 0 })),
            lines: items.unwrap_or_else(|| Item::throw_all(&mut dice).iter().filter_map(Line::of).collect()),
        }
    }
}

impl Line {
    /// What was sold of an item; nothing when all of it was cancelled.
    fn of(item: &Item) -> Option<Self> {
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
