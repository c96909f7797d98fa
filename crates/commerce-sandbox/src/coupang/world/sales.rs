//! Revenue of orders to which something has happened.

use super::revenue::{Cause, DAYS_TO_CONFIRM, Line, Revenue};
use super::{BoxEvent, BoxSlot, ClaimSlot, Day, Spot, Stream, View};
use crate::coupang::ClaimKind;
use crate::coupang::rules::SettlementDates;

/// One row of revenue by where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::coupang) enum RevenueRow {
    /// From the rule.
    Ruled(Spot),
    /// From a box.
    Sold(Day, BoxSlot),
    /// From a return of units of a box.
    Refunded(Day, ClaimSlot, BoxSlot),
}

impl View<'_> {
    /// The rows of some days, both included; of one day those of the rule come first.
    ///
    /// A box to which something has happened is recognised when its purchase is confirmed, or seven days after its
    /// delivery or, where nobody tracks it, its waybill. What comes back by that day is not recognised; what comes back
    /// later is a refund on the day on which its return is finished (both assumed: the portal shows the rows and does not
    /// say when they come). Boxes are rows of their own (assumed). Orders that nobody has touched have no rows but the
    /// rule's, however they were delivered.
    pub(in crate::coupang) fn revenue_rows(&self, from: Day, to: Day) -> Vec<RevenueRow> {
        let ruled = self.happened(Stream::Revenue, from, to).filter(|spot| self.is_ruled(*spot));
        let mut rows: Vec<_> = ruled.map(|spot| (spot.day, 0, RevenueRow::Ruled(spot))).collect();
        let within = |day: &Day| (from..=to).contains(day) && *day <= self.now.day();
        for order in self.journal.all_touched_orders().filter(|order| self.is_listed(*order)) {
            for standing in self.standings(order) {
                let slot = standing.slot;
                let day = self.recognised(slot).filter(within);
                let ruled = |day: Day| {
                    slot.part == 0
                        && self.ruled_row(order, false).is_some_and(|spot| spot.day == day && self.is_ruled(spot))
                };
                let day = day.filter(|day| !ruled(*day) && !self.lines_sold(slot, *day).is_empty());
                rows.extend(day.map(|day| (day, 1, RevenueRow::Sold(day, slot))));
            }
        }
        for claim in self.journal.touched_claims() {
            let refund = self.refunded(claim).filter(|(day, _)| within(day));
            rows.extend(refund.map(|(day, slot)| (day, 2, RevenueRow::Refunded(day, claim, slot))));
        }
        rows.sort_by_key(|(day, rank, _)| (*day, *rank));
        rows.into_iter().map(|(_, _, row)| row).collect()
    }

    /// Everything about one row.
    pub(in crate::coupang) fn revenue(&self, row: RevenueRow) -> Revenue {
        let mut revenue = match row {
            RevenueRow::Ruled(spot) => self.ruled_revenue(spot),
            RevenueRow::Sold(day, slot) => {
                Revenue { lines: self.lines_sold(slot, day), ..Revenue::of_box(&self.boxed(slot), day) }
            }
            RevenueRow::Refunded(day, claim, slot) => {
                let claim = self.claim(claim);
                let lines = claim.lines.iter().filter_map(|line| Line::of_units(&line.item, line.units)).collect();
                let cause = if claim.reason.fault == "CUSTOMER" { Cause::Customer } else { Cause::Seller };
                Revenue { refund: Some(cause), lines, ..Revenue::of_box(&self.boxed(slot), day) }
            }
        };
        match self.rules().settlement.settlement_dates {
            SettlementDates::Some => {}
            SettlementDates::All => revenue.settled = Some(revenue.payout_day()),
            SettlementDates::None => revenue.settled = None,
        }
        revenue
    }

    /// Whether a row of the rule is as the rule says: nothing has happened to its order by its day, or, of a refund, at
    /// least the sale is where it was.
    fn is_ruled(&self, spot: Spot) -> bool {
        let Some(order) = self.order_of_revenue(spot) else { return true };
        let untouched = self.journal.of_order(order).first().is_none_or(|first| first.at.day() > spot.day);
        untouched || (spot.is_refund() && self.recognised(BoxSlot::first(order)) == Some(spot.day))
    }

    /// The day on which a box is recognised, as far as can be said by now; it may lie ahead.
    fn recognised(&self, slot: BoxSlot) -> Option<Day> {
        let ruled = self.ruled_row(slot.slot, false).filter(|_| slot.part == 0);
        let mut due = ruled.map(|spot| spot.day);
        for (part, event, at) in self.events(slot.slot) {
            if due.is_some_and(|day| day < at.day()) {
                break;
            }
            due = match event {
                BoxEvent::Parted { into, .. } if *into == slot.part => None,
                _ if part != slot.part => due,
                BoxEvent::Shipped(waybill) | BoxEvent::Rewaybilled(waybill) => {
                    waybill.is_direct().then(|| at.day().plus(DAYS_TO_CONFIRM))
                }
                BoxEvent::Delivered => Some(at.day().plus(DAYS_TO_CONFIRM)),
                BoxEvent::Confirmed => return Some(at.day()),
                BoxEvent::Left => None,
                _ => due,
            };
        }
        due
    }

    /// What of a box was still sold at the end of a day.
    fn lines_sold(&self, slot: BoxSlot, day: Day) -> Vec<Line> {
        let end = day.plus(1).midnight().plus(-1);
        let then = View { now: end.min(self.now), ..*self }.boxed(slot);
        then.items.iter().filter_map(Line::of).collect()
    }

    /// The day on which a return was finished whose box had been recognised before, and the box; unless the rule has a
    /// refund of that order already.
    fn refunded(&self, claim: ClaimSlot) -> Option<(Day, BoxSlot)> {
        let claim = self.claim(claim);
        let (slot, done) = (claim.about?, claim.changed_at.day());
        let ruled = self.ruled_row(slot.slot, true).is_some_and(|spot| self.is_ruled(spot));
        let sold = self.recognised(slot).filter(|_| claim.kind == ClaimKind::ReturnCompleted && !ruled)?;
        (sold < done).then_some((done, slot))
    }
}
