//! What happens a fixed number of times a day beside the orders: inquiries, call-centre cases, recognised revenue.

use super::{BoxSlot, OrderStatus, Slot, View, ids};
use crate::coupang::MAX_ROWS_PER_DAY;
use crate::coupang::calendar::{Day, Moment};
use crate::coupang::dice::{Dice, mix};

/// How often each happens on a day.
#[derive(Clone, Copy, Debug)]
pub(in crate::coupang) struct Daily {
    pub(in crate::coupang) inquiries: u32,
    pub(in crate::coupang) cases: u32,
    pub(in crate::coupang) revenue: u32,
}

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::coupang) enum Stream {
    /// Questions on the pages of products.
    Inquiries,
    /// Cases of the call centre.
    Cases,
    /// Revenue by the day of its recognition.
    Revenue,
}

/// The place of one row; together with the seed it decides everything about the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::coupang) struct Spot {
    pub(in crate::coupang) stream: Stream,
    pub(in crate::coupang) day: Day,
    pub(in crate::coupang) index: u32,
}

/// A question or a case that no rule knows of.
#[derive(Clone, Copy, Debug)]
pub(in crate::coupang) struct Asked {
    /// The order it is about, if that was said.
    pub(in crate::coupang) about: Option<Slot>,
    /// The case wants a confirmation and no answer.
    pub(in crate::coupang) handed_over: bool,
}

/// The numbers from here on are those of questions and cases that no rule knows of, in the order they came in.
const ASKED_FROM: i64 = 366_000_000;

impl Default for Daily {
    fn default() -> Self {
        Self { inquiries: 2, cases: 3, revenue: 4 }
    }
}

impl Daily {
    /// Whether ids can tell the rows of a day apart.
    pub(in crate::coupang) fn fits(self) -> bool {
        [self.inquiries, self.cases, self.revenue].into_iter().all(|rows| rows <= MAX_ROWS_PER_DAY)
    }

    fn of(self, stream: Stream) -> u32 {
        match stream {
            Stream::Inquiries => self.inquiries,
            Stream::Cases => self.cases,
            Stream::Revenue => self.revenue,
        }
    }
}

impl Spot {
    /// The place as a number of at most nine digits: five of the day, four of the index.
    pub(super) fn number(self) -> i64 {
        if let Some(asked) = self.index.checked_sub(MAX_ROWS_PER_DAY) {
            return ASKED_FROM + i64::from(asked);
        }
        i64::from(self.day.number() - ids::FIRST_DAY) * i64::from(MAX_ROWS_PER_DAY) + i64::from(self.index)
    }
}

impl View<'_> {
    /// The rows of these days, both included, that have happened: oldest first.
    pub(in crate::coupang) fn happened(self, stream: Stream, from: Day, to: Day) -> impl Iterator<Item = Spot> {
        let first = from.number().max(ids::FIRST_DAY);
        // A day ahead holds nothing yet, so a range that ends in another age costs nothing.
        let last = to.number().min(ids::LAST_DAY).min(self.now.max(self.opened).day().number());
        let days = (first..=last).map(move |number| from.plus(number - from.number()));
        let spots = days.flat_map(move |day| {
            let ruled = (0..self.world.daily.of(stream)).map(move |index| Spot { stream, day, index });
            let asked = self.journal.asked(stream).iter().map(|dated| dated.event.0).filter(|spot| spot.day == day);
            let mut asked = asked.peekable();
            if asked.peek().is_none() {
                return ruled.collect();
            }
            let mut all: Vec<Spot> = ruled.chain(asked).collect();
            all.sort_by_key(|spot| self.moment(*spot));
            all
        });
        spots.filter(move |spot| self.has_happened(*spot))
    }

    /// The place of the next question or case that the rule does not know of.
    pub(in crate::coupang) fn next_spot(&self, stream: Stream) -> Spot {
        let asked = u32::try_from(self.journal.asked(stream).len()).unwrap_or(u32::MAX);
        Spot { stream, day: self.now.day(), index: MAX_ROWS_PER_DAY.saturating_add(asked) }
    }

    /// What is known of a question or case that the rule does not know of.
    pub(super) fn asked(&self, spot: Spot) -> Option<Asked> {
        self.journal_entry(spot).map(|(_, asked)| asked)
    }

    fn journal_entry(&self, spot: Spot) -> Option<(Moment, Asked)> {
        let number = usize::try_from(spot.index.checked_sub(MAX_ROWS_PER_DAY)?).ok()?;
        let dated = self.journal.asked(spot.stream).get(number)?;
        Some((dated.at, dated.event.1))
    }

    /// The row of this number, if it has happened.
    pub(super) fn spot(&self, stream: Stream, number: i64) -> Option<Spot> {
        if let Some(asked) = number.checked_sub(ASKED_FROM).and_then(|asked| usize::try_from(asked).ok()) {
            let dated = self.journal.asked(stream).get(asked)?;
            return (dated.at <= self.now).then_some(dated.event.0);
        }
        let per_day = i64::from(MAX_ROWS_PER_DAY);
        let day = i32::try_from(number.div_euclid(per_day)).ok()?.checked_add(ids::FIRST_DAY)?;
        let index = u32::try_from(number.rem_euclid(per_day)).ok()?;
        let inside = (ids::FIRST_DAY..=ids::LAST_DAY).contains(&day) && index < self.world.daily.of(stream);
        let spot = Spot { stream, day: self.now.day().plus(day - self.now.day().number()), index };
        (inside && self.has_happened(spot)).then_some(spot)
    }

    /// The moment of a row.
    pub(in crate::coupang) fn moment(&self, spot: Spot) -> Moment {
        if let Some((at, _)) = self.journal_entry(spot) {
            return at;
        }
        self.spread(spot.day, spot.index, self.world.daily.of(spot.stream), self.spot_key(spot))
    }

    /// What decides about a row.
    pub(super) fn dice(&self, spot: Spot) -> Dice {
        Dice::new(&[self.spot_key(spot)])
    }

    /// Some time after a moment, but never in the future as long as that moment is not: see `Journey::throw`.
    pub(super) fn later(&self, at: Moment, micros: i64) -> Moment {
        at.plus(micros.min(self.opened.micros_since(at) / 2))
    }

    /// The first box of some order of the last days that began under one of these statuses.
    pub(in crate::coupang) fn throw_box(&self, began: &[OrderStatus], days: u32, dice: &mut Dice) -> Option<i64> {
        let day = self.now.day().plus(-i32::try_from(dice.below(days)).unwrap_or(0));
        let place = usize::try_from(dice.below(u32::try_from(began.len()).unwrap_or(0))).unwrap_or(0);
        let status = *began.get(place)?;
        let count = self.world.orders_per_day(day, status);
        let slot = Slot { day, status, index: dice.below(count) };
        (count > 0).then(|| self.box_id(BoxSlot::first(slot)))
    }

    /// An order of an earlier day, if there was one.
    pub(super) fn some_order_before(&self, day: Day, dice: &mut Dice) -> Option<Slot> {
        let day = day.plus(-1 - i32::try_from(dice.below(3)).unwrap_or(0));
        let first = usize::try_from(dice.below(6)).unwrap_or(0);
        let statuses = OrderStatus::ALL.into_iter().cycle().skip(first).take(OrderStatus::ALL.len());
        let (status, count) =
            statuses.map(|status| (status, self.world.orders_per_day(day, status))).find(|(_, count)| *count > 0)?;
        Some(Slot { day, status, index: dice.below(count) })
    }

    fn has_happened(&self, spot: Spot) -> bool {
        let complete = spot.day <= self.opened.day() && spot.index < MAX_ROWS_PER_DAY;
        complete || self.moment(spot) <= self.now
    }

    fn spot_key(&self, spot: Spot) -> u64 {
        let stream = match spot.stream {
            Stream::Inquiries => 0x51,
            Stream::Cases => 0x52,
            Stream::Revenue => 0x53,
        };
        mix(&[self.world.seed, stream, u64::from(spot.day.number().unsigned_abs()), u64::from(spot.index)])
    }
}

#[cfg(test)]
mod tests {
    use super::{Daily, Spot, Stream};
    use crate::coupang::calendar::DAY_MICROS;
    use crate::coupang::calendar::{Day, Moment};
    use crate::coupang::world::World;
    use std::collections::BTreeMap;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a date")
    }

    /// Noon of 2 March 2026.
    fn noon() -> Moment {
        day("2026-03-02").midnight().plus(DAY_MICROS / 2)
    }

    fn world(cases: u32) -> World {
        World::new(7, BTreeMap::new(), Some(noon())).with_daily(Daily { cases, ..Daily::default() })
    }

    fn spots(world: &World, now: Moment, from: &str, to: &str) -> Vec<Spot> {
        world.at(now).happened(Stream::Cases, day(from), day(to)).collect()
    }

    #[test]
    fn days_are_complete_up_to_the_opening_and_fill_up_afterwards() {
        let world = world(10);
        assert_eq!(spots(&world, noon(), "2026-02-28", "2026-03-02").len(), 30);
        assert_eq!(spots(&world, noon(), "2026-03-03", "9999-12-31").len(), 0);
        let next_noon = noon().plus(DAY_MICROS);
        assert!((4..=6).contains(&spots(&world, next_noon, "2026-03-03", "2026-03-03").len()));
        assert_eq!(spots(&world, next_noon, "1999-12-01", "2000-01-01").len(), 10);
        assert_eq!(spots(&world, noon(), "2026-03-02", "2026-03-01").len(), 0);
        assert_eq!(spots(&self::world(0), noon(), "2026-01-01", "2026-03-02").len(), 0);
    }

    #[test]
    fn a_row_is_found_again_by_its_number_once_it_has_happened() {
        let world = world(10);
        let all = spots(&world, noon().plus(DAY_MICROS), "2000-01-01", "2026-03-03");
        let now = world.at(noon());
        for spot in all {
            let found = now.spot(Stream::Cases, spot.number());
            assert_eq!(found, (spot.day <= day("2026-03-02")).then_some(spot));
        }
        for number in [-1, 10, i64::MAX, i64::MIN, 365_259_999, 400_000_000] {
            assert_eq!(now.spot(Stream::Cases, number), None, "{number}");
        }
    }
}
