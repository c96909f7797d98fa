//! What customers and carriers do with orders and their boxes.

use super::super::write::Change;
use crate::coupang::claims::Stage;
use crate::coupang::world::{BoxEvent, BoxSlot, Event, MadeClaim, MadeOrder, OptionEvent, Order, OrderPlace, View};
use crate::coupang::{ClaimKind, OrderStatus};
use std::time::Duration;

/// A new order, of one option or of what any order may hold. Where orders take stock, it must be there.
pub(super) fn pay(shop: &View<'_>, option: Option<i64>, units: i64) -> Option<Change> {
    let slot = shop.next_order()?;
    let made = MadeOrder { only: option.map(|option| (option, units)) };
    if let Some(option) = option {
        shop.stock(option).filter(|stock| stock.on_sale && !stock.deleted && (1..=MOST_UNITS).contains(&units))?;
    }
    let mut events = vec![Event::Ordered(slot, made)];
    if shop.rules().orders.orders_take_stock {
        for (option, units) in shop.items_of_new(slot, made) {
            shop.stock(option).filter(|stock| stock.amount >= units)?;
            events.push(Event::Option(option, OptionEvent::Moved(-units)));
        }
    }
    Some(Change::at(shop.now(), shop.box_id(BoxSlot::first(slot)), events))
}

/// More than anybody orders, and far from where sums of prices end.
const MOST_UNITS: i64 = 1_000_000;

/// Some units of one option, or all that nobody has claimed yet.
pub(super) fn cancel(
    shop: &View<'_>,
    box_id: i64,
    wanted: Option<(i64, i64)>,
    refund_time: Duration,
) -> Option<Change> {
    let slot = listed(shop, box_id)?;
    let order = shop.boxed(slot);
    let units = claimable(shop, &order, wanted)?;
    let hold = |(option, units): &(i64, i64)| (shop.now(), Event::Box(slot, BoxEvent::Held(*option, *units)));
    let (kind, mut events) = match order.status {
        OrderStatus::Accept => (ClaimKind::Cancelled, shop.refunds(slot, &units, refund_time)),
        OrderStatus::Instruct => (ClaimKind::StopRequested, units.iter().map(hold).collect()),
        _ => return None,
    };
    let claim = shop.next_claim(kind);
    events.push((shop.now(), Event::Made(claim, MadeClaim { about: slot, units, by_seller: false })));
    Some(Change { subject: shop.claim_id(claim), events })
}

/// Somewhere else, or where another order went.
pub(super) fn redirect(shop: &View<'_>, box_id: i64, like: Option<i64>) -> Option<Change> {
    let like = match like.map(|order_id| shop.place_of_order(order_id)) {
        None => None,
        Some(OrderPlace::Listed(other)) => Some(other),
        Some(_) => return None,
    };
    let slot = listed(shop, box_id)?;
    let paid = shop.boxed(slot).status == OrderStatus::Accept;
    paid.then(|| Change::at(shop.now(), box_id, [Event::Box(slot, BoxEvent::Redirected(like))]))
}

/// Once, of what has been delivered or of what nobody tracks.
pub(super) fn confirm(shop: &View<'_>, box_id: i64) -> Option<Change> {
    let slot = listed(shop, box_id)?;
    let order = shop.boxed(slot);
    let there = matches!(order.status, OrderStatus::FinalDelivery | OrderStatus::NoneTracking);
    let first = there && order.journey.confirmed_at.is_none();
    first.then(|| Change::at(shop.now(), box_id, [Event::Box(slot, BoxEvent::Confirmed)]))
}

/// The first scan of a parcel.
pub(in crate::coupang) fn scan(shop: &View<'_>, slot: BoxSlot) -> Option<Change> {
    let ready = shop.boxed(slot).status == OrderStatus::Departure;
    ready.then(|| Change::at(shop.now(), shop.box_id(slot), [Event::Box(slot, BoxEvent::Scanned)]))
}

/// A delivery, also of a parcel whose scan was missed.
pub(in crate::coupang) fn deliver(shop: &View<'_>, slot: BoxSlot) -> Option<Change> {
    let on_its_way = matches!(shop.boxed(slot).status, OrderStatus::Departure | OrderStatus::Delivering);
    on_its_way.then(|| Change::at(shop.now(), shop.box_id(slot), [Event::Box(slot, BoxEvent::Delivered)]))
}

/// The box of an id, while it is in the lists.
pub(super) fn listed(shop: &View<'_>, box_id: i64) -> Option<BoxSlot> {
    match shop.place_of_box(box_id) {
        OrderPlace::Listed(slot) => Some(slot),
        _ => None,
    }
}

/// Some units of one option, if nobody has claimed them yet; or all units that nobody has claimed, if there are any.
pub(super) fn claimable(shop: &View<'_>, order: &Order, wanted: Option<(i64, i64)>) -> Option<Vec<(i64, i64)>> {
    let claimed: Vec<(i64, i64)> = shop
        .claims_about(order.slot)
        .flat_map(|slot| {
            let claim = shop.claim(slot);
            let open = match claim.kind {
                // What its buyer has stopped is held already, unless the request is the rule's own.
                ClaimKind::StopRequested => !claim.made,
                ClaimKind::ReturnRequested | ClaimKind::ReturnArrived | ClaimKind::CheckRequested => true,
                ClaimKind::Exchange => !matches!(Stage::of(shop, slot), Stage::Refused | Stage::Withdrawn),
                ClaimKind::ReturnCompleted | ClaimKind::Cancelled | ClaimKind::Withdrawn => false,
            };
            if open { claim.units_by_option() } else { Vec::new() }
        })
        .collect();
    let of = |option: i64| claimed.iter().filter(|(other, _)| *other == option).map(|(_, units)| units).sum::<i64>();
    let free = order.items.iter().map(|item| (item.vendor_item_id, item.shippable() - of(item.vendor_item_id)));
    let free: Vec<(i64, i64)> = free.filter(|(_, units)| *units > 0).collect();
    match wanted {
        None => (!free.is_empty()).then_some(free),
        Some((option, units)) => {
            let enough = units > 0 && free.iter().any(|(other, free)| *other == option && units <= *free);
            enough.then(|| vec![(option, units)])
        }
    }
}
