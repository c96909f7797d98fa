//! Where an id leads, and a place in a list that no write moves.

use super::{BoxSlot, Moment, Order, Slot, View, ids};

/// Where an order's or a box's id leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::coupang) enum OrderPlace<T = Slot> {
    /// To what is to be seen by now.
    Listed(T),
    /// To what was cancelled or returned.
    Gone,
    /// To another seller's.
    Foreign,
    /// To nothing.
    Nowhere,
}

/// The place of a box among all boxes: by the time of its order, then by what tells boxes of one moment apart.
///
/// A box keeps it for good, whatever status it is listed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::coupang) struct Position {
    pub(super) at: Moment,
    status: u8,
    index: u32,
    part: u8,
}

impl Position {
    /// How long its number is, in bits.
    pub(in crate::coupang) const BITS: u32 = 86;

    /// The position as a number: 58 bits of the moment, 4 of the status, 20 of the index, 4 of the part.
    pub(in crate::coupang) fn number(self) -> u128 {
        let at = u128::from(self.at.micros().unsigned_abs());
        at << 28 | u128::from(self.status) << 24 | u128::from(self.index) << 4 | u128::from(self.part)
    }

    /// The position of a number; any number is some position.
    pub(in crate::coupang) fn of_number(number: u128) -> Self {
        let bits = |from: u32, mask: u32| u32::try_from(number >> from & u128::from(mask)).unwrap_or(0);
        Self {
            at: Moment::of_micros(i64::try_from(number >> 28).unwrap_or(i64::MAX)),
            status: u8::try_from(bits(24, 0xF)).unwrap_or(0),
            index: bits(4, 0xF_FFFF),
            part: u8::try_from(bits(0, 0xF)).unwrap_or(0),
        }
    }
}

impl View<'_> {
    /// The position of a box in every list.
    pub(in crate::coupang) fn position(&self, slot: BoxSlot) -> Position {
        let BoxSlot { slot, part } = slot;
        Position { at: self.placed_at(slot), status: slot.status.digit(), index: slot.index, part }
    }

    /// Where a box's id leads.
    pub(in crate::coupang) fn place_of_box(&self, id: i64) -> OrderPlace<BoxSlot> {
        match ids::read_box_id(self.world, id) {
            ids::Named::Order((slot, part)) if self.is_listed(slot) => {
                match self.standings(slot).iter().find(|standing| standing.slot.part == part) {
                    Some(standing) if standing.left => OrderPlace::Gone,
                    Some(standing) => OrderPlace::Listed(standing.slot),
                    None => OrderPlace::Nowhere,
                }
            }
            ids::Named::Gone(claim) if self.has_left(claim) => OrderPlace::Gone,
            ids::Named::Foreign => OrderPlace::Foreign,
            _ => OrderPlace::Nowhere,
        }
    }

    /// The boxes of an order of the rule, those that have left the lists too, if it is to be seen by now.
    pub(in crate::coupang) fn boxes_of_order(&self, id: i64) -> Option<Vec<Order>> {
        match ids::read_order_id(self.world, id) {
            ids::Named::Order(slot) if self.is_listed(slot) => Some(self.boxes(slot)),
            _ => None,
        }
    }

    /// Where an order's id leads; an order is gone with the last of its boxes.
    pub(in crate::coupang) fn place_of_order(&self, id: i64) -> OrderPlace {
        match ids::read_order_id(self.world, id) {
            ids::Named::Order(slot) if self.is_listed(slot) => {
                let gone = self.standings(slot).iter().all(|standing| standing.left);
                if gone { OrderPlace::Gone } else { OrderPlace::Listed(slot) }
            }
            ids::Named::Gone(claim) if self.has_left(claim) => OrderPlace::Gone,
            ids::Named::Foreign => OrderPlace::Foreign,
            _ => OrderPlace::Nowhere,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Moment, Position};

    #[test]
    fn a_position_is_a_number_in_the_same_order() {
        let at = |micros| Moment::of_micros(micros);
        let position = |micros, status, index, part| Position { at: at(micros), status, index, part };
        let ascending = [
            position(0, 0, 0, 0),
            position(1, 1, 2, 3),
            position(1, 1, 3, 0),
            position(1, 6, 0, 0),
            position(2, 1, 999_999, 9),
            position(253_402_214_400_000_000, 6, 999_999, 9),
        ];
        assert!(ascending.is_sorted());
        let numbers = ascending.map(Position::number);
        assert!(numbers.is_sorted(), "{numbers:?}");
        assert_eq!(numbers.map(Position::of_number), ascending);
    }
}
