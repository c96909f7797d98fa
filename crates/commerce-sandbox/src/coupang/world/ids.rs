//! Ids that carry their own place, so that a later read by id needs no index.

use super::{BoxSlot, ClaimSlot, Slot, World};
use crate::coupang::calendar::Day;
use crate::coupang::dice::mix;
use crate::coupang::{ClaimKind, MAX_CLAIMS_PER_DAY, MAX_ORDERS_PER_DAY, OrderStatus};

/// 2000-01-01 as days since the Unix epoch: the first day whose number has five digits and whose date can be signed.
pub(super) const FIRST_DAY: i32 = 10_957;
/// 2099-12-31, the last day whose date can be signed.
pub(super) const LAST_DAY: i32 = 47_481;

/// 13 digits: a leading digit of the seed, five of the day, one of the status, six of the index. Orders that the rule does
/// not know of count under a digit that no status has.
pub(super) fn order_id(world: &World, slot: Slot) -> i64 {
    order_at(world, place_of(slot))
}

/// 18 digits, as long as the real ones since November 2024 (article 39412511646489): five of the seed, then as above,
/// then the number of the box in its order, from 1. Exceeds what a 64-bit float can hold exactly.
pub(super) fn shipment_box_id(world: &World, slot: BoxSlot) -> i64 {
    box_at(world, place_of(slot.slot)) + i64::from(slot.part)
}

/// The last number that a split can give, counted from 0: the digit of an id counts from 1.
pub(super) const LAST_PART: u8 = 8;

/// 12 digits: a leading digit of the seed, five of the day, one of the kind, five of the index. Claims that the rule does
/// not know of count under a digit that no kind has.
pub(super) fn claim_id(world: &World, slot: ClaimSlot) -> i64 {
    claim_lead(world) + i64::from(slot.day.number()) * 1_000_000 + number_of(slot)
}

/// What a claim's id names by its digits alone.
#[derive(Clone, Copy)]
pub(super) enum NamedClaim {
    /// A claim of the rule, if there are enough on its day.
    Ruled(ClaimSlot),
    /// One that the rule does not know of, by its number on its day.
    Made(Day, u32),
}

/// What a claim's id names.
pub(super) fn read_claim_id(world: &World, id: i64) -> Option<NamedClaim> {
    let place = id.checked_sub(claim_lead(world)).filter(|place| (0..100_000_000_000).contains(place))?;
    let day = i32::try_from(place / 1_000_000).ok().filter(|day| (FIRST_DAY..=LAST_DAY).contains(day))?;
    let (day, digit) = (Day::of_number(day), u8::try_from(place / 100_000 % 10).ok()?);
    let index = u32::try_from(place % 100_000).ok()?;
    if digit == MADE {
        return Some(NamedClaim::Made(day, index));
    }
    let kind = ClaimKind::of_digit(digit)?;
    Some(NamedClaim::Ruled(ClaimSlot { day, kind, index }))
}

/// An order that has left the lists with a claim: as [`order_id`], with a digit that no status has.
pub(super) fn gone_order_id(world: &World, slot: ClaimSlot) -> i64 {
    order_at(world, place(slot.day, GONE, number_of(slot)))
}

/// Its box.
pub(super) fn gone_box_id(world: &World, slot: ClaimSlot) -> i64 {
    box_at(world, place(slot.day, GONE, number_of(slot)))
}

/// The box in which an exchange's new goods go out.
pub(super) fn new_box_id(world: &World, slot: ClaimSlot) -> i64 {
    box_at(world, place(slot.day, NEW_BOX, number_of(slot)))
}

/// The exchange whose new goods go out in a box of this id.
pub(super) fn read_new_box_id(world: &World, id: i64) -> Option<NamedClaim> {
    let place = id.checked_sub(box_at(world, 0)).filter(|place| *place >= 0 && place % 10 == 0)? / 10;
    let day = i32::try_from(place / 10_000_000).ok().filter(|day| (FIRST_DAY..=LAST_DAY).contains(day))?;
    let is_new_box = place / 1_000_000 % 10 == i64::from(NEW_BOX);
    let claim = claim_lead(world) + i64::from(day) * 1_000_000 + place % 1_000_000;
    is_new_box.then(|| read_claim_id(world, claim)).flatten()
}

/// What an id names by its digits alone; nothing says yet that the shop has it.
#[derive(Clone, Copy)]
pub(super) enum Named<T = Slot> {
    Order(T),
    /// An order that has left the lists with a claim.
    Gone(ClaimSlot),
    /// It was made for another seed, or by nobody.
    Foreign,
    Nothing,
}

/// What an order's id names.
pub(super) fn read_order_id(world: &World, id: i64) -> Named {
    id.checked_sub(order_at(world, 0)).map_or(Named::Foreign, read_place)
}

/// What a box's id names.
pub(super) fn read_box_id(world: &World, id: i64) -> Named<(Slot, u8)> {
    let Some(place) = id.checked_sub(box_at(world, 0)) else { return Named::Nothing };
    let part = u8::try_from(place.rem_euclid(10)).ok().filter(|part| *part <= LAST_PART);
    match (read_place(place.div_euclid(10)), part) {
        (Named::Order(slot), Some(part)) => Named::Order((slot, part)),
        (Named::Gone(claim), Some(0)) => Named::Gone(claim),
        // As long as an id of a box, and of no box of this shop.
        (Named::Foreign, _) if (BOX_IDS_FROM..BOX_IDS_FROM * 10).contains(&id) => Named::Foreign,
        _ => Named::Nothing,
    }
}

const BOX_IDS_FROM: i64 = 100_000_000_000_000_000;

fn read_place(place: i64) -> Named {
    if !(0..1_000_000_000_000).contains(&place) {
        return Named::Foreign;
    }
    let (number, digit) = (place % 1_000_000, u8::try_from(place / 1_000_000 % 10).unwrap_or(0));
    let day = i32::try_from(place / 10_000_000).unwrap_or(0);
    if !(FIRST_DAY..=LAST_DAY).contains(&day) {
        return Named::Nothing;
    }
    let (day, kind) = (Day::of_number(day), u8::try_from(number / 100_000).ok().and_then(ClaimKind::of_digit));
    let index = |number| u32::try_from(number).unwrap_or(u32::MAX);
    match (OrderStatus::of_digit(digit), kind) {
        (Some(status), _) => Named::Order(Slot { day, status, index: index(number) }),
        (None, _) if digit == MADE_ORDER => Named::Order(Slot {
            day,
            status: OrderStatus::Accept,
            index: MAX_ORDERS_PER_DAY.saturating_add(index(number)),
        }),
        (None, Some(kind)) if digit == GONE => Named::Gone(ClaimSlot { day, kind, index: index(number % 100_000) }),
        _ => Named::Nothing,
    }
}

const MADE: u8 = 9;
const GONE: u8 = 9;
const NEW_BOX: u8 = 8;
const MADE_ORDER: u8 = 7;

fn order_at(world: &World, place: i64) -> i64 {
    let lead = i64::try_from(mix(&[world.seed, 0x1D]) % 8 + 1).unwrap_or(1);
    lead * 1_000_000_000_000 + place
}

fn box_at(world: &World, place: i64) -> i64 {
    let lead = i64::try_from(mix(&[world.seed, 0xB0]) % 80_000 + 10_000).unwrap_or(10_000);
    lead * 10_000_000_000_000 + place * 10 + 1
}

fn claim_lead(world: &World) -> i64 {
    i64::try_from(mix(&[world.seed, 0xC1]) % 9 + 1).unwrap_or(1) * 100_000_000_000
}

/// Six digits: the kind and the index.
fn number_of(slot: ClaimSlot) -> i64 {
    match slot.index.checked_sub(MAX_CLAIMS_PER_DAY) {
        Some(made) => i64::from(MADE) * 100_000 + i64::from(made % MAX_CLAIMS_PER_DAY),
        None => i64::from(slot.kind.digit()) * 100_000 + i64::from(slot.index),
    }
}

fn place_of(slot: Slot) -> i64 {
    match slot.index.checked_sub(MAX_ORDERS_PER_DAY) {
        Some(made) => place(slot.day, MADE_ORDER, i64::from(made)),
        None => place(slot.day, slot.status.digit(), i64::from(slot.index)),
    }
}

fn place(day: Day, digit: u8, number: i64) -> i64 {
    (i64::from(day.number()) * 10 + i64::from(digit)) * 1_000_000 + number
}

#[cfg(test)]
mod tests {
    use super::{FIRST_DAY, LAST_DAY, order_id, shipment_box_id};
    use crate::coupang::calendar::Day;
    use crate::coupang::world::{BoxSlot, Slot, World};
    use crate::coupang::{MAX_ORDERS_PER_DAY, OrderStatus};
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn ids_have_their_documented_width_everywhere_in_the_world() {
        let mut seen = BTreeSet::new();
        for seed in (0..100).chain([u64::MAX]) {
            let world = World::new(seed, BTreeMap::new(), None);
            for day in ["2000-01-01", "2026-03-02", "2099-12-31"].map(|text| Day::parse(text).expect("a date")) {
                for (status, index) in [(OrderStatus::Accept, 0), (OrderStatus::NoneTracking, MAX_ORDERS_PER_DAY - 1)] {
                    let slot = Slot { day, status, index };
                    assert_eq!(order_id(&world, slot).to_string().len(), 13);
                    let id = shipment_box_id(&world, BoxSlot { slot, part: 0 });
                    assert_eq!(id.to_string().len(), 18);
                    assert!(seen.insert((seed, id)));
                }
            }
        }
    }

    #[test]
    fn the_edges_are_the_dates_they_claim_to_be() {
        assert_eq!(Day::parse("2000-01-01").map(Day::number), Some(FIRST_DAY));
        assert_eq!(Day::parse("2099-12-31").map(Day::number), Some(LAST_DAY));
    }
}
