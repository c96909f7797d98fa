//! One order, free of any version's spelling.

use super::people::Place;
use super::{BoxSlot, Item, Journey, Person, Phone, Slot, View, ids};
use crate::coupang::OrderStatus;
use crate::coupang::calendar::{Day, Moment, SECOND_MICROS};
use crate::coupang::dice::Dice;

/// A box of an order as the shop knows it.
#[derive(Clone)]
pub(in crate::coupang) struct Order {
    pub(in crate::coupang) slot: BoxSlot,
    pub(in crate::coupang) shipment_box_id: i64,
    pub(in crate::coupang) order_id: i64,
    pub(in crate::coupang) status: OrderStatus,
    pub(in crate::coupang) ordered_at: Moment,
    pub(in crate::coupang) paid_at: Moment,
    pub(in crate::coupang) orderer: Person,
    pub(in crate::coupang) receiver: Person,
    pub(in crate::coupang) place: Place,
    pub(in crate::coupang) items: Vec<Item>,
    pub(in crate::coupang) parcel: Parcel,
    pub(in crate::coupang) journey: Journey,
    pub(in crate::coupang) payment: Payment,
    pub(in crate::coupang) customs: Customs,
    /// Values that are not set travel as `null` instead of `""`; the real service does both.
    pub(in crate::coupang) unset_is_null: bool,
    /// Part of the order has been shipped in a box of its own.
    pub(in crate::coupang) split: bool,
    /// Everything in it is cancelled.
    pub(in crate::coupang) left: bool,
    /// Every status it has had, oldest first, once a write has changed it; until then the journey tells.
    pub(in crate::coupang) past: Vec<(OrderStatus, Moment)>,
}

/// What stands on the parcel, and when it should leave.
#[derive(Clone)]
pub(in crate::coupang) struct Parcel {
    pub(in crate::coupang) memo: Option<&'static str>,
    pub(in crate::coupang) splittable: bool,
    pub(in crate::coupang) ship_by: Option<Day>,
    pub(in crate::coupang) planned: Option<Day>,
    pub(in crate::coupang) shipment_type: Option<&'static str>,
    pub(in crate::coupang) cut_off_hour: Option<u32>,
}

/// How the order was paid, as far as the list shows it.
#[derive(Clone)]
pub(in crate::coupang) struct Payment {
    pub(in crate::coupang) shipping_price: i64,
    pub(in crate::coupang) refer: Option<&'static str>,
    pub(in crate::coupang) tax_receipt: Option<TaxReceipt>,
}

/// A tax receipt. Only other markets issue them; some orders here carry one so that readers meet the shape.
#[derive(Clone)]
pub(in crate::coupang) struct TaxReceipt {
    pub(in crate::coupang) option: &'static str,
    pub(in crate::coupang) kind: &'static str,
    pub(in crate::coupang) value: Option<&'static str>,
}

/// What customs is told.
#[derive(Clone)]
pub(in crate::coupang) enum Customs {
    /// Domestic goods, and the object is missing.
    Nothing,
    /// Domestic goods, and the object is there with empty texts.
    Blank,
    /// The personal customs clearance code and a number that is no relay.
    Cleared {
        /// `P` and twelve digits.
        code: String,
        /// The real number of the orderer.
        phone: Phone,
    },
}

impl View<'_> {
    /// Everything about one order as it was before anybody wrote; see [`View::boxed`].
    pub(super) fn order(&self, slot: Slot) -> Order {
        #[cfg(test)]
        super::counted::count(|counted| counted.orders += 1);
        let mut dice = Dice::new(&[self.key(slot)]);
        let dice = &mut dice;
        let ordered_at = self.placed_at(slot);
        let paid_at = self.paid_after(slot.day, ordered_at, dice);
        let items = Item::throw_all(dice);
        let (orderer, place) = (Person::throw(dice), Place::throw(dice));
        let receiver = if dice.chance(60) { orderer.clone() } else { Person::throw(dice) };
        let first = BoxSlot { slot, part: 0 };
        let mut order = Order {
            slot: first,
            shipment_box_id: ids::shipment_box_id(self.world, first),
            order_id: ids::order_id(self.world, slot),
            status: slot.status,
            ordered_at,
            paid_at,
            customs: Customs::throw(dice, items.iter().any(|item| item.product.imported)),
            parcel: Parcel::throw(dice, slot, &items),
            journey: Journey::throw(dice, slot.status, paid_at, self.opened),
            payment: Payment::throw(dice),
            unset_is_null: dice.chance(25),
            orderer,
            receiver,
            place,
            items,
            split: false,
            left: false,
            past: Vec::new(),
        };
        if let Some(made) = self.journal.made_order(slot) {
            made.event.fill(&mut order, made.at);
        }
        order
    }

    /// The moment an order was paid, without making the order.
    pub(super) fn paid_at(&self, slot: Slot) -> Moment {
        let ordered_at = self.placed_at(slot);
        let made = slot.is_made();
        if made { ordered_at } else { self.paid_after(slot.day, ordered_at, &mut Dice::new(&[self.key(slot)])) }
    }

    /// Less than a minute later and on the same day; the first throw of an order's dice.
    fn paid_after(&self, day: Day, ordered_at: Moment, dice: &mut Dice) -> Moment {
        let day_is_over = day.midnight().plus(self.span(day).max(1) - 1);
        ordered_at.plus((i64::from(dice.below(40)) + 5) * SECOND_MICROS).min(day_is_over).max(ordered_at)
    }
}

impl Parcel {
    fn throw(dice: &mut Dice, slot: Slot, items: &[Item]) -> Self {
        let several = items.iter().map(|item| item.shipping_count).sum::<i64>() > 1;
        Self {
            memo: dice.pick(&MEMOS),
            splittable: several && !slot.status.has_waybill(),
            ship_by: (!dice.chance(5)).then(|| slot.day.plus(2)),
            planned: dice.chance(10).then(|| slot.day.plus(3)),
            shipment_type: dice.pick(&SHIPMENT_TYPES),
            cut_off_hour: dice.chance(15).then(|| 10 + dice.below(14)),
        }
    }
}

impl Payment {
    fn throw(dice: &mut Dice) -> Self {
        Self {
            shipping_price: if dice.chance(50) { 3_000 } else { 0 },
            refer: dice.pick(&REFERS),
            tax_receipt: dice.chance(8).then(|| dice.pick(&TAX_RECEIPTS)).map(|(option, kind, value)| TaxReceipt {
                option,
                kind,
                value,
            }),
        }
    }
}

impl Customs {
    fn throw(dice: &mut Dice, imported: bool) -> Self {
        if imported {
            Self::Cleared { code: format!("P{:012}", dice.below(10_000)), phone: Phone::mobile(dice) }
        } else if dice.chance(15) {
            Self::Nothing
        } else {
            Self::Blank
        }
    }
}

const MEMOS: [Option<&str>; 5] = [
    None,
    Some("문 앞에 놓아 주세요"),
    Some("경비실에 맡겨 주세요"),
    Some("배송 전에 연락 주세요"),
    Some("공동현관 예시번호 #0000, \"택배함\"에 넣어 주세요"),
];
const REFERS: [Option<&str>; 5] = [Some("아이폰앱"), Some("안드로이드앱"), Some("PC웹"), Some("모바일웹"), None];
const SHIPMENT_TYPES: [Option<&str>; 8] = [
    Some("THIRD_PARTY"),
    Some("THIRD_PARTY"),
    Some("THIRD_PARTY"),
    Some("THIRD_PARTY"),
    Some("THIRD_PARTY"),
    Some("CGF"),
    Some("CGF LITE"),
    None,
];
const TAX_RECEIPTS: [(&str, &str, Option<&str>); 4] = [
    ("PAPER", "PERSONAL_COUPANG_MEMBER_CARRIER", None),
    ("E-GUI", "PERSONAL_MOBILE_BARCODE_CARRIER", Some("/EXAMPLE")),
    ("E-GUI", "DONATION", Some("000")),
    ("PAPER", "BUSINESS", Some("00000000")),
];
