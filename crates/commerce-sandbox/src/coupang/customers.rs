//! What customers do by themselves, so and so often a day.

use super::OrderStatus;
use super::builder::GatewayBuilder;
use super::calendar::{DAY_MICROS, Day, Moment};
use super::dice::{Dice, mix};
use super::happening::Happening;
use super::world::View;
use super::write::Change;
use std::collections::BTreeMap;

/// Something that customers do by themselves; see [`GatewayBuilder::customers_per_day`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CustomerAct {
    /// [`Happening::BuyerPays`].
    Pay,
    /// [`Happening::BuyerCancels`] of an order of the last three days.
    Cancel,
    /// [`Happening::BuyerRedirects`] of an order of the last three days.
    Redirect,
    /// [`Happening::BuyerConfirms`] of an order of the last ten days.
    Confirm,
    /// [`Happening::BuyerReturns`] of an order of the last ten days.
    Return,
    /// [`Happening::BuyerExchanges`] of an order of the last ten days.
    Exchange,
    /// [`Happening::BuyerAsks`].
    Ask,
    /// [`Happening::CounsellorAsks`]: the customer called Coupang.
    Call,
}

/// The most acts of one kind that a day can hold.
pub const MAX_ACTS_PER_DAY: u32 = 10_000;

/// How often a day customers do what.
#[derive(Clone, Debug, Default)]
pub(super) struct Customers(BTreeMap<CustomerAct, u32>);

impl GatewayBuilder {
    /// How often customers do something by themselves on every day from the opening on; never unless set.
    ///
    /// The seed decides when and to which of the shop's orders. Where none of the orders that were thrown leaves room for
    /// it, nothing happens.
    pub fn customers_per_day(mut self, act: CustomerAct, times: u32) -> Self {
        self.customers.0.insert(act, times);
        self
    }
}

impl CustomerAct {
    /// Every act.
    pub const ALL: [Self; 8] =
        [Self::Pay, Self::Cancel, Self::Redirect, Self::Confirm, Self::Return, Self::Exchange, Self::Ask, Self::Call];

    /// What it changes, if one of a few orders leaves room for it.
    pub(super) fn change(self, shop: &View<'_>, key: u64) -> Option<Change> {
        use OrderStatus::{Accept, Delivering, Departure, FinalDelivery, Instruct};
        const TRIES: usize = 16;
        const SENT: &[OrderStatus] = &[FinalDelivery, Delivering, Departure];
        let (began, days): (&[OrderStatus], u32) = match self {
            Self::Pay => return Happening::BuyerPays { vendor_item_id: None, units: None }.change(shop),
            Self::Ask => return Happening::BuyerAsks { order_id: None }.change(shop),
            Self::Call => return Happening::CounsellorAsks { order_id: None }.change(shop),
            Self::Cancel => (&[Accept, Instruct], 3),
            Self::Redirect => (&[Accept], 3),
            Self::Confirm | Self::Return | Self::Exchange => (SENT, 10),
        };
        let mut dice = Dice::new(&[key]);
        let mut boxes = std::iter::repeat_with(|| shop.throw_box(began, days, &mut dice)).take(TRIES).flatten();
        boxes.find_map(|shipment_box_id| {
            let happening = match self {
                Self::Cancel => Happening::BuyerCancels { shipment_box_id },
                Self::Redirect => Happening::BuyerRedirects { shipment_box_id },
                Self::Confirm => Happening::BuyerConfirms { shipment_box_id },
                Self::Exchange => Happening::BuyerExchanges { shipment_box_id },
                Self::Pay | Self::Ask | Self::Call | Self::Return => Happening::BuyerReturns { shipment_box_id },
            };
            happening.change(shop)
        })
    }
}

impl Customers {
    /// Whether they never do anything by themselves.
    pub(super) fn rest(&self) -> bool {
        self.0.values().all(|times| *times == 0)
    }

    /// Whether a day has room for it.
    pub(super) fn fit(&self) -> bool {
        self.0.values().all(|times| *times <= MAX_ACTS_PER_DAY)
    }

    /// What they do on a day: when, and a number that decides about each.
    pub(super) fn on(&self, day: Day, seed: u64) -> impl Iterator<Item = (Moment, CustomerAct, u64)> {
        self.0.iter().flat_map(move |(act, times)| {
            (0..*times).map(move |index| {
                let number = CustomerAct::ALL.iter().position(|other| other == act).unwrap_or_default();
                let number = u64::try_from(number).unwrap_or_default();
                let key = mix(&[seed, 0xAC_75, u64::from(day.number().unsigned_abs()), number, u64::from(index)]);
                let share = u32::try_from(key >> 32).unwrap_or(0);
                let part =
                    i64::try_from((u128::from(DAY_MICROS.unsigned_abs()) * u128::from(share)) >> 32).unwrap_or(0);
                let at = (DAY_MICROS * i64::from(index) + part) / i64::from(*times);
                (day.midnight().plus(at), *act, key)
            })
        })
    }
}
