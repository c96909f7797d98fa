//! What follows by itself, where the builder says so: carriers move parcels, couriers collect, Coupang approves.

use super::builder::GatewayBuilder;
use super::calendar::{Day, Moment};
use super::dice::mix;
use super::happening::{approve, collect, deliver, deliver_exchange, scan, scan_exchange};
use super::world::{BoxEvent, BoxSlot, ClaimEvent, ClaimSlot, Event, Life, View, World};
use super::write::Change;
use super::{ClaimKind, OrderStatus};
use std::time::Duration;

/// One thing that follows; nothing, if by its moment the shop stands otherwise.
#[derive(Clone, Copy)]
pub(super) enum Step {
    /// The first scan of a box under the waybill of this moment.
    Scan(BoxSlot, Moment),
    /// The delivery of a box that was scanned at this moment.
    Deliver(BoxSlot, Moment),
    /// A courier's scan of the goods of a claim.
    Collect(ClaimSlot),
    /// Coupang's approval of a return.
    Approve(ClaimSlot),
    /// The first scan of an exchange's new goods under the waybill of this moment.
    ScanExchange(ClaimSlot, Moment),
    /// Their delivery.
    DeliverExchange(ClaimSlot),
}

impl Step {
    /// What follows from an event, and when. The seller's own delivery is not tracked.
    pub(super) fn after(life: &Life, seed: u64, at: Moment, event: &Event) -> Option<(Moment, Self)> {
        let (span, key, step) = match event {
            Event::Box(slot, BoxEvent::Shipped(waybill) | BoxEvent::Rewaybilled(waybill)) if !waybill.is_direct() => {
                (life.first_scan?, slot.key(), Self::Scan(*slot, waybill.uploaded_at))
            }
            Event::Box(slot, BoxEvent::Parted { into, waybill, .. }) => {
                let first = slot.with_part(*into);
                (life.first_scan?, first.key(), Self::Scan(first, waybill.uploaded_at))
            }
            Event::Box(slot, BoxEvent::Scanned) => (life.delivery?, slot.key(), Self::Deliver(*slot, at)),
            Event::Made(slot, _) if matches!(slot.kind(), ClaimKind::ReturnRequested | ClaimKind::Exchange) => {
                (life.collection?, slot.key(), Self::Collect(*slot))
            }
            Event::Claim(slot, ClaimEvent::AlreadyShipped(false)) => {
                (life.collection?, slot.key(), Self::Collect(*slot))
            }
            Event::Claim(slot, ClaimEvent::Received(false)) => (life.approval?, slot.key(), Self::Approve(*slot)),
            Event::Claim(slot, ClaimEvent::ExchangeSent(sent)) if sent.code != "DIRECT" => {
                (life.first_scan?, slot.key(), Self::ScanExchange(*slot, at))
            }
            Event::Claim(slot, ClaimEvent::ExchangeScanned) => {
                (life.delivery?, slot.key(), Self::DeliverExchange(*slot))
            }
            _ => return None,
        };
        let spread = u64::try_from(life.spread).unwrap_or(0).saturating_add(1);
        let share = mix(&[seed, key, at.micros().unsigned_abs()]) % spread;
        Some((at.plus(span).plus(i64::try_from(share).unwrap_or(0)), step))
    }

    /// What it changes.
    pub(super) fn change(self, shop: &View<'_>) -> Option<Change> {
        match self {
            Self::Scan(slot, uploaded_at) => {
                let waybill = shop.boxed(slot).journey.waybill;
                waybill.filter(|waybill| waybill.uploaded_at == uploaded_at).and_then(|_| scan(shop, slot))
            }
            Self::Deliver(slot, scanned_at) => {
                let scanned = shop.boxed(slot).journey.dispatched_at == Some(scanned_at);
                scanned.then(|| deliver(shop, slot)).flatten()
            }
            Self::Collect(slot) => collect(shop, slot),
            Self::Approve(slot) => approve(shop, slot),
            Self::ScanExchange(slot, sent_at) => {
                let sent = shop.claim(slot).sent_at == Some(sent_at);
                sent.then(|| scan_exchange(shop, slot)).flatten()
            }
            Self::DeliverExchange(slot) => deliver_exchange(shop, slot),
        }
    }
}

/// What happens by itself. Nothing does unless it is set: Coupang promises no times, so each is the test's to choose.
impl GatewayBuilder {
    /// How long after its waybill a parcel is scanned for the first time; never by itself unless set.
    ///
    /// The parcels that the shop opens with, and those that appear later in `DEPARTURE`, count from then on (assumed). An
    /// exchange's new goods are parcels too; the seller's own delivery is not.
    pub fn first_scan_after(mut self, span: Duration) -> Self {
        self.life.first_scan = Some(micros(span));
        self
    }

    /// How long after its first scan a parcel is delivered; never by itself unless set. The rest is as with
    /// [`GatewayBuilder::first_scan_after`].
    pub fn delivered_after(mut self, span: Duration) -> Self {
        self.life.delivery = Some(micros(span));
        self
    }

    /// How long after a customer's return or exchange a courier scans its goods, which finishes a return that is refunded
    /// fast; never by itself unless set. The claims that every day of the shop holds stay where they are.
    pub fn collected_after(mut self, span: Duration) -> Self {
        self.life.collection = Some(micros(span));
        self
    }

    /// How long after the seller has confirmed the arrival of a return Coupang approves it; never by itself unless set.
    /// The portal says that it does "after some time".
    pub fn approved_after(mut self, span: Duration) -> Self {
        self.life.approval = Some(micros(span));
        self
    }

    /// By how much each of these spans may be longer, which the seed decides; not at all unless set.
    pub fn spread(mut self, span: Duration) -> Self {
        self.life.spread = micros(span);
        self
    }
}

impl GatewayBuilder {
    /// The box and the order that stand at a place of the shop, without a look at it: the `number`-th (from 1) of those
    /// that a Korean day (`yyyy-MM-dd`) has in the status they begin with. None where the world ends, or counts no further.
    ///
    /// They follow from the seed, which must be set before. Whether the shop has so many is not looked at.
    #[must_use]
    pub fn ids_of(&self, day: &str, status: OrderStatus, number: u32) -> Option<(i64, i64)> {
        World::ids_of(self.seed, Day::parse(day)?, status, number.checked_sub(1)?)
    }
}

/// No span is longer than a thousand years, so that moments stay within their calendar.
pub(super) fn micros(span: Duration) -> i64 {
    const MOST: i64 = 1_000 * 365 * super::calendar::DAY_MICROS;
    i64::try_from(span.as_micros()).unwrap_or(MOST).min(MOST)
}
