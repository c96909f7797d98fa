//! What becomes of returns and exchanges without the seller.

use super::orders::{claimable, listed};
use crate::coupang::claims::{Stage, change, is_refunded_first, untracked};
use crate::coupang::dice::Dice;
use crate::coupang::rules::Carriers;
use crate::coupang::world::{Carrier, ClaimEvent, ClaimSlot, Collection, Event, MadeClaim, View};
use crate::coupang::write::Change;
use crate::coupang::{ClaimKind, OrderStatus};

/// A return of what has been shipped, or an exchange of what has been delivered or is not tracked.
pub(super) fn ask(shop: &View<'_>, kind: ClaimKind, box_id: i64, wanted: Option<(i64, i64)>) -> Option<Change> {
    let slot = listed(shop, box_id)?;
    let order = shop.boxed(slot);
    let there = matches!(order.status, OrderStatus::FinalDelivery | OrderStatus::NoneTracking);
    let possible = if kind == ClaimKind::Exchange { there } else { order.status.has_waybill() };
    let units = claimable(shop, &order, wanted).filter(|_| possible)?;
    let claim = shop.next_claim(kind);
    let made = MadeClaim { about: slot, units, by_seller: false };
    Some(Change::at(shop.now(), shop.claim_id(claim), [Event::Made(claim, made)]))
}

/// With the request to stop a shipment goes what was held for it.
pub(super) fn withdraw(shop: &View<'_>, id: i64) -> Option<Change> {
    let slot = shop.claim_of_id(id)?;
    let claim = shop.claim(slot);
    let mut events = vec![Event::Claim(slot, ClaimEvent::Withdrawn)];
    match claim.kind {
        _ if claim.scanned_at.is_some() => return None,
        ClaimKind::ReturnRequested | ClaimKind::ReturnArrived | ClaimKind::CheckRequested => {}
        ClaimKind::StopRequested => events.extend(shop.frees(&claim)),
        ClaimKind::Exchange => match Stage::of(shop, slot) {
            Stage::Requested | Stage::Directed | Stage::Collecting | Stage::Received | Stage::Arrived => {}
            Stage::Dispatched | Stage::Sent | Stage::Done | Stage::Refused | Stage::Withdrawn => return None,
        },
        ClaimKind::ReturnCompleted | ClaimKind::Cancelled | ClaimKind::Withdrawn => return None,
    }
    Some(Change::at(shop.now(), id, events))
}

/// The courier's scan of goods on their way back, once. Where the seller has registered no waybill, the courier that
/// Coupang sends has one; the seller's own collection is not tracked.
pub(in crate::coupang) fn collect(shop: &View<'_>, slot: ClaimSlot) -> Option<Change> {
    let claim = shop.claim(slot);
    let waits = match claim.kind {
        ClaimKind::ReturnRequested => true,
        ClaimKind::Exchange => matches!(Stage::of(shop, slot), Stage::Requested | Stage::Directed),
        _ => false,
    };
    let tracked = |collection: &Collection| {
        Carrier::of_code(collection.code, Carriers::All).is_some_and(|carrier| !carrier.is_direct())
    };
    let own = !claim.collections.is_empty();
    if !waits || claim.scanned_at.is_some() || (own && !claim.collections.iter().any(tracked)) {
        return None;
    }
    let finished = claim.kind == ClaimKind::ReturnRequested && is_refunded_first(shop, &claim);
    // A claim of the rule has a waybill of its own.
    let number = || format!("6{:011}", Dice::new(&[claim.key, 0xC0]).below(1_000_000_000));
    let waybill = (!own && claim.made).then(|| Collection { code: "CJGLS", number: number() });
    Some(change(shop, &claim, ClaimEvent::Scanned { waybill, finished }, finished))
}

/// Coupang looks at what has arrived.
pub(super) fn examine(shop: &View<'_>, slot: ClaimSlot) -> Option<Change> {
    let claim = shop.claim(slot);
    (claim.kind == ClaimKind::ReturnArrived).then(|| change(shop, &claim, ClaimEvent::Examined, false))
}

/// Coupang approves in the seller's place.
pub(in crate::coupang) fn approve(shop: &View<'_>, slot: ClaimSlot) -> Option<Change> {
    let claim = shop.claim(slot);
    let arrived = matches!(claim.kind, ClaimKind::ReturnArrived | ClaimKind::CheckRequested);
    arrived.then(|| change(shop, &claim, ClaimEvent::Approved, true))
}

/// The first scan of an exchange's new goods.
pub(in crate::coupang) fn scan_exchange(shop: &View<'_>, slot: ClaimSlot) -> Option<Change> {
    let claim = shop.claim(slot);
    let ready = Stage::of(shop, slot) == Stage::Dispatched && untracked(shop, &claim).is_none();
    ready.then(|| change(shop, &claim, ClaimEvent::ExchangeScanned, false))
}

/// Their delivery, also when the scan was missed.
pub(in crate::coupang) fn deliver_exchange(shop: &View<'_>, slot: ClaimSlot) -> Option<Change> {
    let on_their_way = matches!(Stage::of(shop, slot), Stage::Dispatched | Stage::Sent);
    on_their_way.then(|| change(shop, &shop.claim(slot), ClaimEvent::ExchangeDelivered, false))
}
