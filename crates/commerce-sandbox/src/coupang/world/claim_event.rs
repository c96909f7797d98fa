//! What writes and happenings have made of claims, and the claims that they have made.

use super::{BoxEvent, BoxSlot, Claim, ClaimLine, ClaimSlot, Event, Moment, OptionEvent, View, ids};
use crate::coupang::rules::{SecondCollection, Sort, WithdrawalTime};
use crate::coupang::{ClaimKind, MAX_CLAIMS_PER_DAY};
use std::time::Duration;

/// What can happen to a claim.
#[derive(Clone, Debug)]
pub(in crate::coupang) enum ClaimEvent {
    /// The seller has stopped the shipment, and the refund has run.
    Stopped,
    /// The seller had shipped already; true: the claim is finished with that.
    AlreadyShipped(bool),
    /// The returned goods have arrived; true: the claim is finished with that.
    Received(bool),
    /// The seller has approved the return.
    Approved,
    /// The seller collects the goods under this waybill.
    Collected(Collection),
    /// A courier has scanned the goods on their way back.
    Scanned {
        /// What stands on them, where nobody had registered a waybill.
        waybill: Option<Collection>,
        /// The claim is finished with that.
        finished: bool,
    },
    /// Coupang examines the return.
    Examined,
    /// The buyer wants nothing any more.
    Withdrawn,
    /// The goods of an exchange have arrived; the box of the new ones follows at this moment.
    ExchangeReceived(Moment),
    /// The seller has refused the exchange.
    ExchangeRejected,
    /// The new goods have this waybill.
    ExchangeSent(Collection),
    /// The carrier has scanned the new goods.
    ExchangeScanned,
    /// The carrier has delivered them.
    ExchangeDelivered,
}

/// A waybill of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::coupang) struct Collection {
    pub(in crate::coupang) code: &'static str,
    pub(in crate::coupang) number: String,
}

/// A claim that no rule knows of.
#[derive(Clone, Debug)]
pub(in crate::coupang) struct MadeClaim {
    pub(in crate::coupang) about: BoxSlot,
    /// Units by option.
    pub(in crate::coupang) units: Vec<(i64, i64)>,
    /// The seller cancelled, and not the buyer.
    pub(in crate::coupang) by_seller: bool,
}

/// How a request to stop a shipment was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::coupang) enum Stopping {
    /// The goods stay.
    Stopped,
    /// They were gone already.
    AlreadyShipped,
}

impl View<'_> {
    /// The place of the next claim that the rule does not know of; ids have room for as many a day as for any kind.
    pub(in crate::coupang) fn next_claim(&self, kind: ClaimKind) -> ClaimSlot {
        let day = self.now.day();
        let made = self.journal.claims_made_on(day);
        ClaimSlot { day, kind, index: MAX_CLAIMS_PER_DAY.saturating_add(made) }
    }

    /// The exchange whose new goods go out in a box of this id, if it is to be seen by now.
    pub(in crate::coupang) fn exchange_of_new_box(&self, id: i64) -> Option<ClaimSlot> {
        let slot = match ids::read_new_box_id(self.world, id)? {
            ids::NamedClaim::Ruled(slot) => slot,
            ids::NamedClaim::Made(day, number) => self.journal.made_claim_of(day, number)?,
        };
        Some(slot).filter(|slot| slot.kind == ClaimKind::Exchange && self.is_made(*slot))
    }

    /// The claims about a box, whatever they are by now.
    pub(in crate::coupang) fn claims_about(&self, about: BoxSlot) -> impl Iterator<Item = ClaimSlot> {
        let of_rule = (about.part == 0).then(|| self.ruled_claim_about(about.slot)).flatten();
        of_rule.into_iter().chain(self.journal.claims_about(about)).filter(|slot| self.is_made(*slot))
    }

    /// The units by option of every cancellation of a box by the seller.
    pub(in crate::coupang) fn cancelled_by_seller(&self, about: BoxSlot) -> impl Iterator<Item = &[(i64, i64)]> {
        let made = self.claims_about(about).filter_map(|slot| self.journal.made_claim(slot));
        made.filter(|made| made.event.by_seller).map(|made| made.event.units.as_slice())
    }

    /// The request to stop the shipment of a box that the seller has not met yet.
    pub(in crate::coupang) fn stop_requested(&self, about: BoxSlot) -> Option<ClaimSlot> {
        self.claims_about(about)
            .find(|slot| slot.kind == ClaimKind::StopRequested && self.kind_now(*slot) == ClaimKind::StopRequested)
    }

    /// What happens to a box when a request to stop its shipment is off: nothing is held for it any more. The rule's own
    /// requests hold nothing.
    pub(in crate::coupang) fn frees(&self, claim: &Claim) -> Vec<Event> {
        let Some(about) = claim.about.filter(|_| self.journal.made_claim(claim.slot).is_some()) else {
            return Vec::new();
        };
        let free = |line: &ClaimLine| Event::Box(about, BoxEvent::Freed(line.item.vendor_item_id, line.units));
        claim.lines.iter().map(free).collect()
    }

    /// What happens to a box when units of it are refunded, which takes a while in which they are held: then they are
    /// cancelled for good, and with the last of them the box leaves the lists. What has not been shipped goes back into
    /// stock, where orders take it from there.
    pub(in crate::coupang) fn refunds(
        &self,
        about: BoxSlot,
        units: &[(i64, i64)],
        takes: Duration,
    ) -> Vec<(Moment, Event)> {
        let (now, then) = (self.now, self.now.after(takes));
        // As it will stand then: other refunds may be running.
        let order = View { now: then, ..*self }.boxed(about);
        let goes_back = self.rules().orders.orders_take_stock && !order.status.has_waybill();
        let mut events = Vec::new();
        for (option, units) in units.iter().copied() {
            if !takes.is_zero() {
                events.push((now, Event::Box(about, BoxEvent::Held(option, units))));
                events.push((then, Event::Box(about, BoxEvent::Freed(option, units))));
            }
            events.push((then, Event::Box(about, BoxEvent::Cancelled(option, units))));
            if goes_back {
                events.push((then, Event::Option(option, OptionEvent::Moved(units))));
            }
        }
        let of = |option: i64| units.iter().filter(|(other, _)| *other == option).map(|(_, units)| *units).sum::<i64>();
        if order.items.iter().all(|item| item.cancel_count + of(item.vendor_item_id) >= item.shipping_count) {
            events.push((then, Event::Box(about, BoxEvent::Left)));
        }
        events
    }

    /// The returns that were withdrawn from `from` up to but without `until`, by the moment of that; or those that were
    /// asked for then, by that moment, if `withdrawals_found_by` says so.
    pub(in crate::coupang) fn withdrawals(&self, from: Moment, until: Moment) -> Vec<ClaimSlot> {
        let mut found = self.claims(&[ClaimKind::Withdrawn], from, until);
        let rules = &self.rules().claims;
        if rules.withdrawals_found_by == WithdrawalTime::Asked {
            return found;
        }
        found.extend(self.journal.touched_claims());
        let mut found: Vec<(Moment, ClaimSlot)> =
            found.into_iter().filter_map(|slot| Some((self.withdrawn_at(slot)?, slot))).collect();
        found.retain(|(at, _)| *at >= from && *at < until);
        found.sort_unstable();
        found.dedup();
        if rules.claims_sort == Sort::NewestFirst {
            found.reverse();
        }
        found.into_iter().map(|(_, slot)| slot).collect()
    }

    /// When a return was withdrawn, if it was. One of the rule was as it was made.
    pub(in crate::coupang) fn withdrawn_at(&self, slot: ClaimSlot) -> Option<Moment> {
        let withdrawn = |(event, _): &(&ClaimEvent, Moment)| matches!(event, ClaimEvent::Withdrawn);
        let at = self.claim_events(slot).find(withdrawn).map_or_else(|| self.made_at(slot), |(_, at)| at);
        (self.is_made(slot) && self.kind_now(slot) == ClaimKind::Withdrawn).then_some(at)
    }

    /// What has happened to a claim by now, in order.
    pub(in crate::coupang) fn claim_events(&self, slot: ClaimSlot) -> impl Iterator<Item = (&ClaimEvent, Moment)> {
        let events = self.journal.of_claim(slot).iter();
        events.take_while(|dated| dated.at <= self.now).map(|dated| (&dated.event, dated.at))
    }

    /// What a claim is by now.
    pub(super) fn kind_now(&self, slot: ClaimSlot) -> ClaimKind {
        self.claim_events(slot).fold(slot.kind, |kind, (event, _)| event.kind_after(kind))
    }

    /// Changes a claim by what has happened to it.
    pub(super) fn apply_to_claim(&self, slot: ClaimSlot, claim: &mut Claim) {
        let replaces = self.rules().claims.second_collection == SecondCollection::Replaces;
        let mut registered: Option<&Collection> = None;
        for (event, at) in self.claim_events(slot) {
            claim.kind = event.kind_after(claim.kind);
            claim.changed_at = at;
            match event {
                ClaimEvent::Stopped => claim.stopping = Some(Stopping::Stopped),
                ClaimEvent::AlreadyShipped(_) => claim.stopping = Some(Stopping::AlreadyShipped),
                ClaimEvent::Received(_) | ClaimEvent::ExchangeReceived(_) => claim.received_at = Some(at),
                ClaimEvent::Collected(collection) => {
                    if let Some(before) = registered.replace(collection).filter(|_| replaces) {
                        claim.collections.retain(|other| other != before);
                    }
                    claim.collections.push(collection.clone());
                }
                ClaimEvent::Scanned { waybill, .. } => {
                    claim.scanned_at = Some(at);
                    claim.collections.extend(waybill.clone());
                }
                ClaimEvent::ExchangeSent(waybill) => (claim.sent, claim.sent_at) = (Some(waybill.clone()), Some(at)),
                ClaimEvent::Approved
                | ClaimEvent::Examined
                | ClaimEvent::Withdrawn
                | ClaimEvent::ExchangeRejected
                | ClaimEvent::ExchangeScanned
                | ClaimEvent::ExchangeDelivered => {}
            }
        }
    }
}

impl ClaimEvent {
    fn kind_after(&self, kind: ClaimKind) -> ClaimKind {
        match self {
            Self::AlreadyShipped(false) => ClaimKind::ReturnRequested,
            Self::Received(false) => ClaimKind::ReturnArrived,
            Self::Stopped
            | Self::Approved
            | Self::AlreadyShipped(true)
            | Self::Received(true)
            | Self::Scanned { finished: true, .. } => ClaimKind::ReturnCompleted,
            Self::Examined => ClaimKind::CheckRequested,
            // A withdrawn exchange stays among the exchanges.
            Self::Withdrawn if kind != ClaimKind::Exchange => ClaimKind::Withdrawn,
            Self::Withdrawn
            | Self::Collected(_)
            | Self::Scanned { .. }
            | Self::ExchangeScanned
            | Self::ExchangeDelivered
            | Self::ExchangeReceived(_)
            | Self::ExchangeRejected
            | Self::ExchangeSent(_) => kind,
        }
    }
}
