//! A shop that exists only as a rule: which orders there are follows from seed, date and status, so nothing is stored
//! but what writes and happenings have changed, which stands in a journal over the rule.
//!
//! Every Korean day from 2000 to 2099 holds a fixed number of orders in each status. Until the day the shop was opened
//! a day is complete; on the opening day itself all its orders were placed between midnight and the opening, so the
//! counts of that day never change afterwards. On later days an order appears when its moment has come.

mod boxes;
mod call_center;
mod carrier;
mod carrier_table;
mod catalogue;
mod claim;
mod claim_event;
mod claim_reason;
#[cfg(test)]
mod counted;
mod daily;
mod ids;
mod inquiry;
mod journal;
mod journey;
mod life;
mod listing;
mod made_order;
mod moments;
mod option;
mod order;
mod people;
mod placed;
mod revenue;
mod sales;

use super::calendar::{DAY_MICROS, Day, Moment};
use super::dice::mix;
use super::rules::Rules;
use super::{ClaimKind, MAX_ORDERS_PER_DAY, OrderStatus};
use std::collections::BTreeMap;
use std::sync::OnceLock;

pub(super) use boxes::{BoxEvent, BoxSlot};
pub(super) use call_center::{Case, CaseEvent, CaseId, CaseState, Message};
pub(super) use carrier::Carrier;
pub(super) use catalogue::{Item, Product};
pub(super) use claim::{Claim, ClaimLine, ClaimSlot};
pub(super) use claim_event::{ClaimEvent, Collection, MadeClaim, Stopping};
#[cfg(test)]
pub(super) use counted::{Counted, counted};
pub(super) use daily::{Asked, Daily, Spot, Stream};
pub(super) use inquiry::InquiryEvent;
pub(super) use journal::{Event, Journal};
pub(super) use journey::{Journey, Waybill};
pub(super) use life::Life;
pub(super) use listing::Listing;
pub(super) use made_order::MadeOrder;
use moments::first_index;
pub(super) use option::{OptionEvent, Stock};
pub(super) use order::{Customs, Order};
pub(super) use people::{Person, Phone};
pub(super) use placed::{OrderPlace, Position};
pub(super) use revenue::{Cause, Line, Revenue};
pub(super) use sales::RevenueRow;

/// The number of the last day that has anything.
pub(super) const LAST_DAY: i32 = ids::LAST_DAY;

/// The rule.
pub(super) struct World {
    seed: u64,
    orders_per_day: BTreeMap<OrderStatus, u32>,
    claims_per_day: BTreeMap<ClaimKind, u32>,
    daily: Daily,
    life: Life,
    rules: Rules,
    opened: OnceLock<Moment>,
}

impl World {
    /// A shop that opens at the given moment, or at the first look at it.
    pub(super) fn new(seed: u64, orders_per_day: BTreeMap<OrderStatus, u32>, opened: Option<Moment>) -> Self {
        let opened = opened.map_or_else(OnceLock::new, OnceLock::from);
        Self {
            seed,
            orders_per_day,
            claims_per_day: BTreeMap::new(),
            daily: Daily::default(),
            life: Life::default(),
            rules: Rules::default(),
            opened,
        }
    }

    /// The same shop with so many claims a day.
    pub(super) fn with_claims(self, claims_per_day: BTreeMap<ClaimKind, u32>) -> Self {
        Self { claims_per_day, ..self }
    }

    /// The same shop with other numbers of what happens beside its orders.
    pub(super) fn with_daily(self, daily: Daily) -> Self {
        Self { daily, ..self }
    }

    /// The same shop with things that happen by themselves.
    pub(super) fn with_life(self, life: Life) -> Self {
        Self { life, ..self }
    }

    /// The same shop with other answers to what the portal leaves open.
    pub(super) fn with_rules(self, rules: Rules) -> Self {
        Self { rules, ..self }
    }

    /// The shop as it stands at a moment, with what writes and happenings have made of it.
    pub(super) fn with<'w>(&'w self, journal: &'w Journal, now: Moment) -> View<'w> {
        View { world: self, opened: *self.opened.get_or_init(|| now), now, journal }
    }

    /// The shop as it stands at a moment when nobody has written anything.
    #[cfg(test)]
    pub(super) fn at(&self, now: Moment) -> View<'_> {
        static UNTOUCHED: std::sync::LazyLock<Journal> = std::sync::LazyLock::new(Journal::default);
        self.with(&UNTOUCHED, now)
    }

    /// What the whole shop follows from.
    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    /// How the shop answers what the portal leaves open.
    pub(super) fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The box and the order of a place, if the world reaches so far.
    pub(super) fn ids_of(seed: u64, day: Day, status: OrderStatus, index: u32) -> Option<(i64, i64)> {
        let inside = (ids::FIRST_DAY..=ids::LAST_DAY).contains(&day.number()) && index < MAX_ORDERS_PER_DAY;
        let (world, slot) = (Self::new(seed, BTreeMap::new(), None), Slot { day, status, index });
        inside.then(|| (ids::shipment_box_id(&world, BoxSlot::first(slot)), ids::order_id(&world, slot)))
    }

    fn orders_per_day(&self, day: Day, status: OrderStatus) -> u32 {
        let number = day.number();
        if (ids::FIRST_DAY..=ids::LAST_DAY).contains(&number) {
            self.orders_per_day.get(&status).copied().unwrap_or_else(|| status.default_orders_per_day())
        } else {
            0
        }
    }
}

/// The shop at one moment.
#[derive(Clone, Copy)]
pub(super) struct View<'w> {
    world: &'w World,
    opened: Moment,
    now: Moment,
    journal: &'w Journal,
}

/// The place of one order in the world; together with the seed it decides everything about the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot {
    day: Day,
    status: OrderStatus,
    index: u32,
}

impl View<'_> {
    /// What the whole shop follows from.
    pub(super) fn seed(&self) -> u64 {
        self.world.seed
    }

    /// How the shop answers what the portal leaves open.
    pub(super) fn rules(&self) -> &Rules {
        &self.world.rules
    }

    /// When the shop opened.
    pub(super) fn opened(&self) -> Moment {
        self.opened
    }

    /// This moment.
    pub(super) fn now(&self) -> Moment {
        self.now
    }

    /// The Korean day at this moment.
    pub(super) fn today(&self) -> Day {
        self.now.day()
    }
}
