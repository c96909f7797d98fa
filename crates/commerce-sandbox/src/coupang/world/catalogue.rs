//! What the shop sells, and what one order took of it.

use crate::coupang::calendar::Day;
use crate::coupang::dice::Dice;

/// One line of an order.
#[derive(Clone)]
pub(in crate::coupang) struct Item {
    pub(in crate::coupang) product: &'static Product,
    pub(in crate::coupang) product_id: i64,
    pub(in crate::coupang) vendor_item_id: i64,
    pub(in crate::coupang) seller_product_id: i64,
    pub(in crate::coupang) shipping_count: i64,
    pub(in crate::coupang) cancel_count: i64,
    pub(in crate::coupang) hold_count_for_cancel: i64,
    pub(in crate::coupang) instant_discount: i64,
    pub(in crate::coupang) download_discount: i64,
    pub(in crate::coupang) coupang_discount: i64,
    pub(in crate::coupang) inscription: Option<&'static str>,
    pub(in crate::coupang) bundle: Option<Bundle>,
    pub(in crate::coupang) has_sku: bool,
    pub(in crate::coupang) has_variation: bool,
    pub(in crate::coupang) lowest_price: bool,
    /// When it should follow what was shipped before it.
    pub(in crate::coupang) planned: Option<Day>,
}

/// The option Coupang made of several units of the seller's own (since 2024-04-12, article 30049331688089).
#[derive(Clone)]
pub(in crate::coupang) struct Bundle {
    pub(in crate::coupang) vendor_item_id: i64,
    pub(in crate::coupang) size: i64,
}

/// An option on sale.
pub(in crate::coupang) struct Product {
    pub(in crate::coupang) name: &'static str,
    pub(in crate::coupang) option: &'static str,
    pub(in crate::coupang) price: i64,
    pub(in crate::coupang) sku: &'static str,
    /// What the customer is asked for when the goods are made to order.
    pub(in crate::coupang) prompt: Option<&'static str>,
    /// Bought abroad for the customer, so customs wants the customer's code.
    pub(in crate::coupang) imported: bool,
    number: i64,
}

impl Item {
    /// The lines of one order, at least one; never the same option twice, and never all of them cancelled, because a
    /// wholly cancelled box leaves the lists.
    pub(super) fn throw_all(dice: &mut Dice) -> Vec<Self> {
        let mut items = vec![Self::throw(dice)];
        if dice.chance(30) {
            let second = Self::throw(dice);
            if items.iter().all(|item| item.product.number != second.product.number) {
                items.push(second.maybe_cancelled(dice));
            }
        }
        items
    }

    /// So many units of a product at its full price; what else is said about them is said as about another item.
    pub(super) fn of_product(product: &'static Product, units: i64, like: &Self) -> Self {
        Self {
            product,
            product_id: product.product_id(),
            vendor_item_id: product.vendor_item_id(),
            seller_product_id: product.seller_product_id(),
            shipping_count: units,
            cancel_count: 0,
            hold_count_for_cancel: 0,
            instant_discount: 0,
            download_discount: 0,
            coupang_discount: 0,
            inscription: product.prompt.and(INSCRIPTIONS.first().copied()),
            bundle: None,
            ..like.clone()
        }
    }

    /// What is to be shipped of it: neither cancelled nor about to be.
    pub(in crate::coupang) fn shippable(&self) -> i64 {
        self.shipping_count - self.cancel_count - self.hold_count_for_cancel
    }

    /// Cancelled for good: every unit of this line.
    pub(in crate::coupang) fn cancelled(&self) -> bool {
        self.cancel_count == self.shipping_count
    }

    fn throw(dice: &mut Dice) -> Self {
        let product = Product::throw(dice);
        let shipping_count = if dice.chance(60) { 1 } else { i64::from(dice.below(4)) + 1 };
        let total = product.price * shipping_count;
        let mut coupon = |percent| if dice.chance(percent) { total / 1_000 * 50 } else { 0 };
        let (instant_discount, download_discount, coupang_discount) = (coupon(25), coupon(10), coupon(10));
        let vendor_item_id = product.vendor_item_id();
        let bundle = dice
            .chance(10)
            .then(|| Bundle { vendor_item_id: vendor_item_id + Product::GENERATED, size: shipping_count });
        Self {
            product,
            product_id: if dice.chance(3) { 0 } else { product.product_id() },
            vendor_item_id,
            seller_product_id: product.seller_product_id(),
            shipping_count,
            cancel_count: i64::from(shipping_count > 1 && dice.chance(8)),
            hold_count_for_cancel: i64::from(shipping_count > 2 && dice.chance(8)),
            instant_discount,
            download_discount,
            coupang_discount,
            inscription: product.prompt.map(|_| dice.pick(&INSCRIPTIONS)),
            bundle,
            has_sku: !dice.chance(10),
            has_variation: dice.chance(15),
            lowest_price: dice.chance(20),
            planned: None,
        }
    }

    fn maybe_cancelled(self, dice: &mut Dice) -> Self {
        if dice.chance(30) {
            Self { cancel_count: self.shipping_count, hold_count_for_cancel: 0, ..self }
        } else {
            self
        }
    }
}

impl Product {
    /// How far the id of an option that Coupang has made of several units lies from the seller's own.
    pub(in crate::coupang) const GENERATED: i64 = 500;

    /// The option of this id, if it is on the shelf.
    pub(in crate::coupang) fn of_vendor_item(id: i64) -> Option<&'static Self> {
        SHELF.into_iter().find(|product| product.vendor_item_id() == id)
    }

    /// Any option.
    pub(in crate::coupang) fn throw(dice: &mut Dice) -> &'static Self {
        dice.pick(&SHELF)
    }

    /// The option's id.
    pub(in crate::coupang) fn vendor_item_id(&self) -> i64 {
        80_000_000_000 + self.number * 1_000
    }

    /// The exposed product's id.
    pub(in crate::coupang) fn product_id(&self) -> i64 {
        5_500_000 + self.number
    }

    /// The registered product's id.
    pub(in crate::coupang) fn seller_product_id(&self) -> i64 {
        14_000_000_000 + self.number
    }

    /// The registered item's id, which is not the option's.
    pub(in crate::coupang) fn seller_item_id(&self) -> i64 {
        16_000_000_000 + self.number
    }

    /// Product and option in one text.
    pub(in crate::coupang) fn full_name(&self) -> String {
        format!("{}, {}", self.name, self.option)
    }
}

const INSCRIPTIONS: [&str; 3] = ["가상 각인", "예시 문구 ♥", "견본 1호"];

static SHELF: [&Product; 8] = [
    &Product::new(1, "예시 머그컵", "화이트 350ml", 12_900, "MUG-W-350"),
    &Product::new(2, "예시 머그컵", "블랙 350ml", 13_900, "MUG-B-350"),
    &Product::new(3, "견본 양말 세트", "혼합색상 5켤레", 9_800, "SOCK-5"),
    &Product::new(4, "모의 보리차 티백", "40개입", 5_400, "TEA-40"),
    &Product::new(5, "시험용 접이식 우산", "네이비", 18_500, "UMB-NV"),
    &Product {
        prompt: Some("각인 문구를 입력해 주세요"),
        ..Product::new(6, "가상 원목 도장", "대추나무", 24_000, "SEAL-J")
    },
    &Product { imported: true, ..Product::new(7, "허구 수입 비타민", "120정", 31_200, "VIT-120") },
    &Product::new(8, "연습 스테인리스 텀블러", "실버 500ml", 21_700, "TUM-S-500"),
];

impl Product {
    const fn new(number: i64, name: &'static str, option: &'static str, price: i64, sku: &'static str) -> Self {
        Self { name, option, price, sku, prompt: None, imported: false, number }
    }
}

#[cfg(test)]
mod tests {
    use super::{Dice, Item};

    #[test]
    fn no_order_is_cancelled_as_a_whole_and_counts_add_up() {
        let mut cancelled = 0;
        for key in 0..2_000 {
            let items = Item::throw_all(&mut Dice::new(&[key]));
            assert!(items.iter().any(|item| !item.cancelled()));
            assert!(items.iter().all(|item| item.cancel_count + item.hold_count_for_cancel <= item.shipping_count));
            cancelled += items.iter().filter(|item| item.cancelled()).count();
        }
        assert!(cancelled > 50, "{cancelled}");
    }
}
