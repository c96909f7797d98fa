//! Claims: like orders they follow from seed, day, kind and index, and every one is about an order of its own.

use super::catalogue::Item;
use super::claim_reason::{REASONS, Reason, WORDS, sold_out};
use super::people::Place;
use super::{BoxSlot, Collection, Person, Phone, Slot, Stopping, View, World, ids};
use crate::coupang::calendar::{DAY_MICROS, Day, Moment, SECOND_MICROS};
use crate::coupang::dice::{Dice, mix};
use crate::coupang::rules::Sort;
use crate::coupang::{ClaimKind, OrderStatus};

/// The place of one claim in the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::coupang) struct ClaimSlot {
    pub(super) day: Day,
    /// What it was when it was made.
    pub(super) kind: ClaimKind,
    pub(super) index: u32,
}

impl ClaimSlot {
    /// What it was when it was made.
    pub(in crate::coupang) fn kind(self) -> ClaimKind {
        self.kind
    }

    /// A number that hardly any other claim has.
    pub(in crate::coupang) fn key(self) -> u64 {
        let day = u64::from(self.day.number().unsigned_abs());
        mix(&[day, u64::from(self.kind.digit()), u64::from(self.index)])
    }
}

/// A claim, free of any operation's spelling.
pub(in crate::coupang) struct Claim {
    pub(in crate::coupang) slot: ClaimSlot,
    /// What it is.
    pub(in crate::coupang) kind: ClaimKind,
    /// What it was when it was made.
    pub(in crate::coupang) origin: ClaimKind,
    pub(in crate::coupang) id: i64,
    pub(in crate::coupang) made_at: Moment,
    /// Not before it was made, and not after the shop opened unless the claim is younger.
    pub(in crate::coupang) changed_at: Moment,
    pub(in crate::coupang) order_id: i64,
    pub(in crate::coupang) payment_id: i64,
    pub(in crate::coupang) shipment_box_id: i64,
    /// Its box, unless that has been out of the lists for as long as the claim is there.
    pub(in crate::coupang) about: Option<BoxSlot>,
    pub(in crate::coupang) order_status: OrderStatus,
    pub(in crate::coupang) lines: Vec<ClaimLine>,
    pub(in crate::coupang) buyer: Person,
    pub(in crate::coupang) phone: Phone,
    pub(in crate::coupang) place: Place,
    pub(in crate::coupang) reason: &'static Reason,
    /// The buyer's own words; may be empty.
    pub(in crate::coupang) words: &'static str,
    /// The box of an exchange's new goods.
    pub(in crate::coupang) new_box_id: i64,
    /// What else is thrown for this claim follows from this.
    pub(in crate::coupang) key: u64,
    /// How the seller met the request to stop the shipment.
    pub(in crate::coupang) stopping: Option<Stopping>,
    /// No rule knows of it.
    pub(in crate::coupang) made: bool,
    /// When a courier scanned the goods on their way back.
    pub(in crate::coupang) scanned_at: Option<Moment>,
    /// When the seller confirmed the arrival of the goods.
    pub(in crate::coupang) received_at: Option<Moment>,
    /// The waybills under which the seller collects the goods.
    pub(in crate::coupang) collections: Vec<Collection>,
    /// The waybill of the new goods of an exchange.
    pub(in crate::coupang) sent: Option<Collection>,
    /// When they got it.
    pub(in crate::coupang) sent_at: Option<Moment>,
}

impl Claim {
    /// The units of each option.
    pub(in crate::coupang) fn units_by_option(&self) -> Vec<(i64, i64)> {
        self.lines.iter().map(|line| (line.item.vendor_item_id, line.units)).collect()
    }

    /// The units of all its lines.
    pub(in crate::coupang) fn units(&self) -> i64 {
        self.lines.iter().map(|line| line.units).sum()
    }
}

/// So many units of an order's line.
pub(in crate::coupang) struct ClaimLine {
    pub(in crate::coupang) item: Item,
    pub(in crate::coupang) units: i64,
}

impl World {
    fn claims_per_day(&self, day: Day, kind: ClaimKind) -> u32 {
        if (ids::FIRST_DAY..=ids::LAST_DAY).contains(&day.number()) {
            self.claims_per_day.get(&kind).copied().unwrap_or_else(|| kind.default_claims_per_day())
        } else {
            0
        }
    }
}

impl View<'_> {
    /// The claims that are of some kinds by now and were made from `from` up to but without `until`, sorted by
    /// `claims_sort`.
    pub(in crate::coupang) fn claims(&self, kinds: &[ClaimKind], from: Moment, until: Moment) -> Vec<ClaimSlot> {
        let last = until.plus(-1).day();
        let days = std::iter::successors(Some(from.day()), |day| Some(day.plus(1))).take_while(|day| *day <= last);
        let mut found = Vec::new();
        for day in days {
            for kind in kinds.iter().copied() {
                found.extend(self.ruled_claims(day, kind, from, until));
            }
        }
        found.retain(|slot| !self.journal.has_touched_claim(*slot));
        found.extend(self.journal.touched_claims().filter(|slot| {
            let at = self.made_at(*slot);
            at >= from && at < until && kinds.contains(&self.kind_now(*slot)) && self.is_made(*slot)
        }));
        found.sort_by_cached_key(|slot| self.claim_position(*slot));
        if self.rules().claims.claims_sort == Sort::NewestFirst {
            found.reverse();
        }
        found
    }

    /// The place of a claim in every list, which no write moves: 58 bits of the moment, 4 of the kind, 24 of the index.
    pub(in crate::coupang) fn claim_position(&self, slot: ClaimSlot) -> u128 {
        let at = u128::from(self.made_at(slot).micros().unsigned_abs());
        at << 28 | u128::from(slot.kind.digit()) << 24 | u128::from(slot.index)
    }

    /// The claim with this id, if it is to be seen by now.
    pub(in crate::coupang) fn claim_of_id(&self, id: i64) -> Option<ClaimSlot> {
        let slot = match ids::read_claim_id(self.world, id)? {
            ids::NamedClaim::Ruled(slot) => slot,
            ids::NamedClaim::Made(day, number) => self.journal.made_claim_of(day, number)?,
        };
        Some(slot).filter(|slot| self.is_made(*slot))
    }

    /// The number of a claim.
    pub(in crate::coupang) fn claim_id(&self, slot: ClaimSlot) -> i64 {
        ids::claim_id(self.world, slot)
    }

    /// Whether the order that has this claim's own number has left the lists with it by now.
    pub(super) fn has_left(&self, slot: ClaimSlot) -> bool {
        self.is_made(slot) && self.listed_order(slot).is_none()
    }

    pub(super) fn is_made(&self, slot: ClaimSlot) -> bool {
        let at = self.made_at(slot);
        match self.journal.made_claim(slot) {
            Some(_) => at <= self.now,
            None => self.ruled_claims(slot.day, slot.kind, at, at.plus(1)).any(|other| other == slot),
        }
    }

    /// The claims of a day that the rule knows of, by what they were when they were made.
    fn ruled_claims(&self, day: Day, kind: ClaimKind, from: Moment, until: Moment) -> impl Iterator<Item = ClaimSlot> {
        let count = self.world.claims_per_day(day, kind);
        let slot = move |index| ClaimSlot { day, kind, index };
        self.between(day, count, from, until, |index| self.made_at(slot(index))).map(slot)
    }

    /// The one claim of the rule about an order.
    pub(super) fn ruled_claim_about(&self, order: Slot) -> Option<ClaimSlot> {
        let (kind, days_after, sharers) = match (order.status, order.index % 3) {
            (OrderStatus::Instruct, _) => (ClaimKind::StopRequested, 1, 1),
            (OrderStatus::Departure, _) => (ClaimKind::Withdrawn, 3, 1),
            (OrderStatus::Delivering, _) => (ClaimKind::ReturnRequested, 4, 1),
            (OrderStatus::FinalDelivery, 0) => (ClaimKind::ReturnArrived, 8, 3),
            (OrderStatus::FinalDelivery, 1) => (ClaimKind::CheckRequested, 9, 3),
            (OrderStatus::FinalDelivery, _) => (ClaimKind::Exchange, 6, 3),
            (OrderStatus::Accept | OrderStatus::NoneTracking, _) => return None,
        };
        let claim = ClaimSlot { day: order.day.plus(days_after), kind, index: order.index / sharers };
        let enough = claim.index < self.world.claims_per_day(claim.day, claim.kind);
        (enough && self.listed_order(claim) == Some(order)).then_some(claim)
    }

    /// Everything about one claim.
    pub(in crate::coupang) fn claim(&self, slot: ClaimSlot) -> Claim {
        let key = self.claim_key(slot);
        let mut dice = Dice::new(&[key]);
        let (made_at, made) = (self.made_at(slot), self.journal.made_claim(slot).map(|dated| &dated.event));
        let changed_after = (1 + i64::from(dice.below(48 * 60))) * 60 * SECOND_MICROS;
        let changed_at = made_at.plus(changed_after.min(self.opened.micros_since(made_at) / 2));
        let order = self.claimed_order(slot, &mut dice);
        let lines = match &made {
            Some(made) => ClaimLine::of_units(&order.items, &made.units),
            None => ClaimLine::throw_all(&mut dice, order.items, order.about.is_some()),
        };
        let forced = made.is_some_and(|made| made.by_seller);
        let mut claim = Claim {
            slot,
            kind: slot.kind,
            origin: slot.kind,
            id: ids::claim_id(self.world, slot),
            made_at,
            changed_at,
            order_id: order.order_id,
            payment_id: order.order_id + 10_000_000_000_000,
            shipment_box_id: order.shipment_box_id,
            about: order.about,
            order_status: order.status,
            lines,
            buyer: order.buyer,
            phone: Phone::relay(&mut dice),
            place: order.place,
            reason: if forced { sold_out(self.rules().claims.sold_out_code) } else { dice.pick(&REASONS) },
            words: if forced { "파트너 API 강제 취소" } else { dice.pick(&WORDS) },
            new_box_id: ids::new_box_id(self.world, slot),
            key,
            stopping: None,
            made: self.journal.made_claim(slot).is_some(),
            scanned_at: None,
            received_at: None,
            collections: Vec::new(),
            sent: None,
            sent_at: None,
        };
        self.apply_to_claim(slot, &mut claim);
        claim
    }

    /// Whether no rule knows of a claim.
    pub(in crate::coupang) fn is_made_claim(&self, slot: ClaimSlot) -> bool {
        self.journal.made_claim(slot).is_some()
    }

    /// What is thrown for a claim without making all of it.
    pub(in crate::coupang) fn claim_key(&self, slot: ClaimSlot) -> u64 {
        let day = u64::from(slot.day.number().unsigned_abs());
        mix(&[self.world.seed, 0xC1A1, day, u64::from(slot.kind.digit()), u64::from(slot.index)])
    }

    /// The moment a claim was made; within a day it grows with the index.
    pub(super) fn made_at(&self, slot: ClaimSlot) -> Moment {
        if let Some(made) = self.journal.made_claim(slot) {
            return made.at;
        }
        let count = u64::from(self.world.claims_per_day(slot.day, slot.kind).max(1));
        let span = u64::try_from(self.span(slot.day)).unwrap_or(0);
        let jitter = mix(&[self.claim_key(slot), 0x71_3E]) % span.max(1);
        let offset = (span * u64::from(slot.index) + jitter) / count;
        slot.day.midnight().plus(i64::try_from(offset).unwrap_or(DAY_MICROS))
    }

    /// The order of a claim: a listed one where there are enough of them, else one that has left the lists. No two claims
    /// are about one order.
    fn claimed_order(&self, slot: ClaimSlot, dice: &mut Dice) -> ClaimedOrder {
        let ruled = self.listed_order(slot).map(|slot| BoxSlot { slot, part: 0 });
        let about = self.journal.made_claim(slot).map(|made| made.event.about).or(ruled);
        if let Some(about) = about {
            // The lines of the whole order as it was: a claim about what has been split or cancelled since stays what it is.
            let (order, now) = (self.order(about.slot), self.boxed(about));
            return ClaimedOrder {
                order_id: order.order_id,
                shipment_box_id: now.shipment_box_id,
                status: now.status,
                items: order.items,
                buyer: order.orderer,
                place: order.place,
                about: Some(about),
            };
        }
        let cancelled = slot.kind == ClaimKind::Cancelled;
        ClaimedOrder {
            order_id: ids::gone_order_id(self.world, slot),
            shipment_box_id: ids::gone_box_id(self.world, slot),
            status: if cancelled { OrderStatus::Accept } else { OrderStatus::FinalDelivery },
            items: Item::throw_all(dice),
            buyer: Person::throw(dice),
            place: Place::throw(dice),
            about: None,
        }
    }

    /// Which listed order a claim is about: of a status in which such a claim can be made, and of an earlier day. Finished
    /// returns and cancellations have taken their orders out of the lists.
    fn listed_order(&self, claim: ClaimSlot) -> Option<Slot> {
        let (status, days_before, sharers, rank) = match claim.kind {
            ClaimKind::StopRequested => (OrderStatus::Instruct, 1, 1, 0),
            ClaimKind::ReturnRequested => (OrderStatus::Delivering, 4, 1, 0),
            ClaimKind::Withdrawn => (OrderStatus::Departure, 3, 1, 0),
            ClaimKind::ReturnArrived => (OrderStatus::FinalDelivery, 8, 3, 0),
            ClaimKind::CheckRequested => (OrderStatus::FinalDelivery, 9, 3, 1),
            ClaimKind::Exchange => (OrderStatus::FinalDelivery, 6, 3, 2),
            ClaimKind::ReturnCompleted | ClaimKind::Cancelled => return None,
        };
        let day = claim.day.plus(-days_before);
        let index = claim.index * sharers + rank;
        (index < self.world.orders_per_day(day, status)).then_some(Slot { day, status, index })
    }
}

struct ClaimedOrder {
    order_id: i64,
    shipment_box_id: i64,
    status: OrderStatus,
    items: Vec<Item>,
    buyer: Person,
    place: Place,
    /// It is in the order lists, so the claim must leave something of it there.
    about: Option<BoxSlot>,
}

impl ClaimLine {
    fn of_units(items: &[Item], units: &[(i64, i64)]) -> Vec<Self> {
        let line = |(option, units): &(i64, i64)| {
            let item = items.iter().find(|item| item.vendor_item_id == *option)?;
            Some(Self { item: item.clone(), units: *units })
        };
        units.iter().filter_map(line).collect()
    }

    /// All that is left of an order that has left the lists; of a listed one some units of some lines, at least one.
    fn throw_all(dice: &mut Dice, items: Vec<Item>, listed: bool) -> Vec<Self> {
        let mut lines: Vec<Self> = Vec::new();
        for item in items.into_iter().filter(|item| !item.cancelled()) {
            // What is held for cancel is no more to be claimed.
            let left = if listed { item.shippable() } else { item.shipping_count - item.cancel_count };
            let some = 1 + i64::from(dice.below(u32::try_from(left).unwrap_or(1)));
            if !listed || lines.is_empty() || dice.chance(50) {
                lines.push(Self { item, units: if listed { some } else { left } });
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::{ClaimKind, ClaimSlot, Day, Moment, OrderStatus, SECOND_MICROS, World, ids};
    use crate::coupang::world::OrderPlace;
    use std::collections::{BTreeMap, BTreeSet};

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a date")
    }

    fn noon() -> Moment {
        day("2026-03-02").midnight().plus(12 * 3_600 * SECOND_MICROS)
    }

    fn world(per_day: u32) -> World {
        World::new(7, BTreeMap::new(), Some(noon())).with_claims(ClaimKind::ALL.map(|kind| (kind, per_day)).into())
    }

    #[test]
    fn windows_that_touch_share_nothing_and_miss_nothing() {
        let world = world(60);
        let (view, from) = (world.at(noon()), day("2026-02-28").midnight());
        let whole = view.claims(&ClaimKind::ALL, from, day("2026-03-03").midnight());
        assert_eq!(whole.len(), 3 * 60 * ClaimKind::ALL.len());
        let hours = (0..72).map(|hour| from.plus(hour * 3_600 * SECOND_MICROS));
        let pieces = hours.flat_map(|hour| view.claims(&ClaimKind::ALL, hour, hour.plus(3_600 * SECOND_MICROS)));
        assert_eq!(pieces.collect::<Vec<_>>(), whole);
        assert!(whole.iter().all(|slot| view.claim(*slot).changed_at <= noon()));
    }

    #[test]
    fn the_order_of_a_claim_is_listed_or_gone_and_a_claim_s_own_number_is_no_other() {
        let world = world(3);
        let view = world.at(noon());
        let (today, mut found) = (day("2026-03-02"), [0; 2]);
        for slot in view.claims(&ClaimKind::ALL, today.midnight(), today.plus(1).midnight()) {
            let claim = view.claim(slot);
            let own = ids::gone_order_id(&world, slot);
            match view.place_of_order(claim.order_id) {
                OrderPlace::Gone => assert_eq!(own, claim.order_id),
                OrderPlace::Listed(_) => assert_eq!(view.place_of_order(own), OrderPlace::Nowhere),
                other => panic!("{slot:?}: {other:?}"),
            }
            found[usize::from(own == claim.order_id)] += 1;
        }
        assert!(found.iter().all(|count| *count > 0), "{found:?}");
        let tomorrow = ClaimSlot { day: day("2026-03-03"), kind: ClaimKind::Cancelled, index: 0 };
        assert_eq!(view.place_of_order(ids::gone_order_id(&world, tomorrow)), OrderPlace::Nowhere);
    }

    #[test]
    fn an_id_leads_back_to_its_claim_once_it_is_made() {
        let world = world(3);
        let tomorrow = day("2026-03-03");
        let view = world.at(tomorrow.plus(1).midnight());
        for slot in view.claims(&ClaimKind::ALL, tomorrow.plus(-9).midnight(), tomorrow.plus(1).midnight()) {
            let claim = view.claim(slot);
            assert_eq!(claim.id.to_string().len(), 12);
            assert_eq!(view.claim_of_id(claim.id), Some(slot));
            assert_eq!(view.claim_of_id(claim.id + 3), None, "there is no fourth");
            let before = world.at(claim.made_at.plus(-1));
            let hidden = slot.day == tomorrow;
            assert_eq!(before.claim_of_id(claim.id).is_none(), hidden, "later days fill up as time passes");
        }
        for id in [0, -1, i64::MIN, i64::MAX, 1_000_000_000_000] {
            assert_eq!(view.claim_of_id(id), None, "{id}");
        }
    }

    #[test]
    fn claims_are_about_orders_of_their_own_and_listed_where_they_can_be() {
        let world = world(2);
        let view = world.at(noon());
        let from = day("2026-02-01").midnight();
        let mut orders = BTreeSet::new();
        let mut listed = BTreeSet::new();
        for status in OrderStatus::ALL {
            let placed = view.listing(status, day("2026-01-01").midnight()..noon());
            listed.extend(placed.page(None, usize::MAX).into_iter().map(|slot| view.boxed(slot).order_id));
        }
        for slot in view.claims(&ClaimKind::ALL, from, noon()) {
            let claim = view.claim(slot);
            assert!(orders.insert(claim.order_id), "{slot:?}");
            let enough = slot.kind != ClaimKind::StopRequested || slot.index == 0;
            let gone = matches!(slot.kind, ClaimKind::ReturnCompleted | ClaimKind::Cancelled) || !enough;
            assert_eq!(listed.contains(&claim.order_id), !gone, "{slot:?}");
            assert!(!claim.lines.is_empty() && claim.lines.iter().all(|line| line.units > 0));
        }
    }

    #[test]
    fn no_claims_a_day_are_none_and_the_world_has_edges() {
        let claims = |world: &World, on: &str| {
            let view = world.at(day("2099-12-31").midnight());
            view.claims(&ClaimKind::ALL, day(on).midnight(), day(on).plus(1).midnight()).len()
        };
        assert_eq!(claims(&world(0), "2026-03-01"), 0);
        assert_eq!(claims(&world(1), "1999-12-31"), 0);
        assert_eq!(claims(&world(1), "2000-01-01"), ClaimKind::ALL.len());
    }
}
