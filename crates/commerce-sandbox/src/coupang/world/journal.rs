//! What writes and happenings have changed: the world itself is a rule and never changes, and every look at it goes through this.

use super::{
    Asked, BoxEvent, BoxSlot, CaseEvent, ClaimEvent, ClaimSlot, Day, InquiryEvent, MadeClaim, MadeOrder, Moment,
    OptionEvent, Slot, Spot, Stream, Waybill, ids,
};
use crate::coupang::{ClaimKind, MAX_CLAIMS_PER_DAY, OrderStatus};
use std::collections::BTreeMap;

/// The changes, by what they change. Nothing is stored about what nobody has touched.
#[derive(Default)]
pub(in crate::coupang) struct Journal {
    boxes: BTreeMap<Slot, Vec<Dated<(u8, BoxEvent)>>>,
    /// Where the waybill numbers of writes stand, by carrier and number.
    waybills: BTreeMap<(&'static str, String), Vec<Dated<BoxSlot>>>,
    claims: BTreeMap<ClaimSlot, Vec<Dated<ClaimEvent>>>,
    made_claims: BTreeMap<ClaimSlot, Dated<MadeClaim>>,
    /// The same by the box they are about.
    claims_about: BTreeMap<BoxSlot, Vec<ClaimSlot>>,
    made_orders: BTreeMap<Slot, Dated<MadeOrder>>,
    /// Questions and cases that the rule does not know of, in the order they came in.
    asked: BTreeMap<Stream, Vec<Dated<(Spot, Asked)>>>,
    options: BTreeMap<i64, Vec<Dated<OptionEvent>>>,
    inquiries: BTreeMap<Spot, Vec<Dated<InquiryEvent>>>,
    cases: BTreeMap<Spot, Vec<Dated<CaseEvent>>>,
}

/// Something that has changed.
#[derive(Clone, Debug)]
pub(in crate::coupang) enum Event {
    /// A box of an order.
    Box(BoxSlot, BoxEvent),
    /// A claim.
    Claim(ClaimSlot, ClaimEvent),
    /// A new claim.
    Made(ClaimSlot, MadeClaim),
    /// A new order.
    Ordered(Slot, MadeOrder),
    /// A new question or case.
    Asked(Spot, Asked),
    /// An option, by its id.
    Option(i64, OptionEvent),
    /// A question on a product's page.
    Inquiry(Spot, InquiryEvent),
    /// A case of the call centre.
    Case(Spot, CaseEvent),
}

/// An event with the moment it takes effect.
#[derive(Clone, Debug)]
pub(in crate::coupang) struct Dated<E> {
    pub(in crate::coupang) at: Moment,
    pub(in crate::coupang) event: E,
}

impl Journal {
    /// Enters an event that takes effect at a moment.
    pub(in crate::coupang) fn enter(&mut self, at: Moment, event: Event) {
        match event {
            Event::Box(on, event) => {
                if let Some(waybill) = event.waybill() {
                    let Waybill { code, invoice_number, .. } = waybill;
                    enter(self.waybills.entry((code, invoice_number.clone())).or_default(), at, on);
                }
                enter(self.boxes.entry(on.slot).or_default(), at, (on.part, event));
            }
            Event::Claim(slot, event) => enter(self.claims.entry(slot).or_default(), at, event),
            Event::Inquiry(spot, event) => enter(self.inquiries.entry(spot).or_default(), at, event),
            Event::Case(spot, event) => enter(self.cases.entry(spot).or_default(), at, event),
            Event::Option(id, event) => enter(self.options.entry(id).or_default(), at, event),
            Event::Made(slot, event) => {
                self.claims_about.entry(event.about).or_default().push(slot);
                self.made_claims.insert(slot, Dated { at, event });
            }
            Event::Ordered(slot, event) => {
                // Lists look for it among what has been touched.
                self.boxes.entry(slot).or_default();
                self.made_orders.insert(slot, Dated { at, event });
            }
            Event::Asked(spot, asked) => {
                self.asked.entry(spot.stream).or_default().push(Dated { at, event: (spot, asked) });
            }
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

    /// Where writes have put a waybill number, and when.
    pub(super) fn uses_of(&self, code: &'static str, number: &str) -> &[Dated<BoxSlot>] {
        self.waybills.get(&(code, number.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// What has happened, or will, to an option; in the order of the moments.
    pub(super) fn of_option(&self, id: i64) -> &[Dated<OptionEvent>] {
        self.options.get(&id).map_or(&[], Vec::as_slice)
    }

    /// What has happened, or will, to a question; in the order of the moments.
    pub(super) fn of_inquiry(&self, spot: Spot) -> &[Dated<InquiryEvent>] {
        self.inquiries.get(&spot).map_or(&[], Vec::as_slice)
    }

    /// What has happened, or will, to a case; in the order of the moments.
    pub(super) fn of_case(&self, spot: Spot) -> &[Dated<CaseEvent>] {
        self.cases.get(&spot).map_or(&[], Vec::as_slice)
    }

    /// An order that the rule does not know of.
    pub(super) fn made_order(&self, slot: Slot) -> Option<&Dated<MadeOrder>> {
        self.made_orders.get(&slot)
    }

    /// How many orders of a day the rule does not know of.
    pub(super) fn orders_made_on(&self, day: Day) -> u32 {
        let range = self.made_orders.range(first_slot(day)..first_slot(day.plus(1)));
        u32::try_from(range.count()).unwrap_or(u32::MAX)
    }

    /// The questions or cases that the rule does not know of, in the order they came in.
    pub(super) fn asked(&self, stream: Stream) -> &[Dated<(Spot, Asked)>] {
        self.asked.get(&stream).map_or(&[], Vec::as_slice)
    }

    /// Every order to which something has happened.
    pub(super) fn all_touched_orders(&self) -> impl Iterator<Item = Slot> {
        self.boxes.keys().copied()
    }

    /// The orders of some days, both included, to which something has happened.
    pub(super) fn touched_orders(&self, from: Day, to: Day) -> impl Iterator<Item = Slot> {
        let (from, to) = (from.max(Day::of_number(ids::FIRST_DAY)), to.min(Day::of_number(ids::LAST_DAY)));
        let range = (from <= to).then(|| self.boxes.range(first_slot(from)..first_slot(to.plus(1))));
        range.into_iter().flatten().map(|(slot, _)| *slot)
    }
}

/// The claims.
impl Journal {
    /// What has happened, or will, to a claim; in the order of the moments.
    pub(super) fn of_claim(&self, slot: ClaimSlot) -> &[Dated<ClaimEvent>] {
        self.claims.get(&slot).map_or(&[], Vec::as_slice)
    }

    /// Whether anything has happened, or will, to a claim.
    pub(super) fn has_touched_claim(&self, slot: ClaimSlot) -> bool {
        self.claims.contains_key(&slot)
    }

    /// The claims to which something has happened, and those that the rule does not know of; each once.
    pub(super) fn touched_claims(&self) -> impl Iterator<Item = ClaimSlot> {
        let made = self.made_claims.keys().filter(|slot| !self.claims.contains_key(slot));
        self.claims.keys().chain(made).copied()
    }

    /// A claim that the rule does not know of.
    pub(super) fn made_claim(&self, slot: ClaimSlot) -> Option<&Dated<MadeClaim>> {
        self.made_claims.get(&slot)
    }

    /// The claim of a day that the rule does not know of, by its number among these.
    pub(super) fn made_claim_of(&self, day: Day, number: u32) -> Option<ClaimSlot> {
        let index = MAX_CLAIMS_PER_DAY.saturating_add(number);
        self.made_claims_of(day).find(|slot| slot.index == index)
    }

    /// How many claims of a day the rule does not know of.
    pub(super) fn claims_made_on(&self, day: Day) -> u32 {
        u32::try_from(self.made_claims_of(day).count()).unwrap_or(u32::MAX)
    }

    fn made_claims_of(&self, day: Day) -> impl Iterator<Item = ClaimSlot> {
        let first = |day| ClaimSlot { day, kind: ClaimKind::StopRequested, index: 0 };
        self.made_claims.range(first(day)..first(day.plus(1))).map(|(slot, _)| *slot)
    }

    /// The claims about a box that the rule does not know of.
    pub(super) fn claims_about(&self, about: BoxSlot) -> impl Iterator<Item = ClaimSlot> {
        self.claims_about.get(&about).into_iter().flatten().copied()
    }
}

/// What stands before every order of a day.
fn first_slot(day: Day) -> Slot {
    Slot { day, status: OrderStatus::Accept, index: 0 }
}

/// Keeps the moments in order, and events of one moment in the order they were entered in.
fn enter<E>(entries: &mut Vec<Dated<E>>, at: Moment, event: E) {
    let place = entries.partition_point(|entry| entry.at <= at);
    entries.insert(place, Dated { at, event });
}
