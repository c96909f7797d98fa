//! Options on sale, as writes have left them.

use super::{Product, View};
use crate::coupang::dice::Dice;

/// An option as the shop knows it.
pub(in crate::coupang) struct Stock {
    pub(in crate::coupang) amount: i64,
    pub(in crate::coupang) price: i64,
    /// What discounts are counted from; the sale price until somebody sets it (assumed: no read shows it).
    pub(in crate::coupang) original_price: i64,
    pub(in crate::coupang) on_sale: bool,
    /// Coupang has taken it off sale, and only Coupang can put it back.
    pub(in crate::coupang) suspended: bool,
    pub(in crate::coupang) deleted: bool,
}

/// What can happen to an option.
#[derive(Clone, Copy, Debug)]
pub(in crate::coupang) enum OptionEvent {
    /// So many are in stock.
    Amount(i64),
    /// So many come into stock, or leave it.
    Moved(i64),
    /// It costs so much.
    Price(i64),
    /// Discounts are counted from so much.
    OriginalPrice(i64),
    /// It is on sale, or not.
    OnSale(bool),
    /// Coupang takes it off sale.
    Suspended,
    /// It is no more.
    Deleted,
}

impl View<'_> {
    /// The option of an id, deleted ones too.
    pub(in crate::coupang) fn stock(&self, id: i64) -> Option<Stock> {
        let product = Product::of_vendor_item(id)?;
        let mut dice = Dice::new(&[self.seed(), id.unsigned_abs(), 0x57_0C]);
        let mut stock = Stock {
            amount: if dice.chance(20) { 0 } else { i64::from(dice.below(500)) },
            price: product.price,
            original_price: product.price,
            on_sale: !dice.chance(20),
            suspended: false,
            deleted: false,
        };
        for dated in self.journal.of_option(id).iter().take_while(|dated| dated.at <= self.now) {
            match dated.event {
                OptionEvent::Amount(amount) => stock.amount = amount,
                OptionEvent::Moved(units) => stock.amount = (stock.amount + units).max(0),
                OptionEvent::Price(price) => stock.price = price,
                OptionEvent::OriginalPrice(price) => stock.original_price = price,
                OptionEvent::OnSale(on_sale) => stock.on_sale = on_sale,
                OptionEvent::Suspended => (stock.on_sale, stock.suspended) = (false, true),
                OptionEvent::Deleted => stock.deleted = true,
            }
        }
        Some(stock)
    }
}
