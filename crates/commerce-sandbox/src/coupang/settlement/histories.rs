//! The payouts of a month of recognition, computed from the revenue of its days.

use super::record;
use crate::coupang::calendar::Day;
use crate::coupang::rules::PayoutWeeks;
use crate::coupang::world::{Cause, Revenue, View};
use serde_json::{Value, json};

/// A vendor on weekly settlement: a row for each week that is over, and the withheld rest when the month is over. Weeks
/// are counted from the first of the month unless `payout_weeks`, and a week without revenue has no row unless
/// `empty_weeks_have_rows`.
pub(super) fn of_month(shop: &View<'_>, month: Day) -> Vec<Value> {
    let (last, today) = (month.next_month().plus(-1), shop.today());
    let over = weeks(month, last, shop.rules().settlement.payout_weeks).filter(|(_, to)| *to < today);
    let weekly: Vec<Payout> = over.filter_map(|(from, to)| Payout::weekly(shop, from, to)).collect();
    let reserve = (last < today && !weekly.is_empty()).then(|| Payout::reserve(&weekly, month, last));
    weekly.iter().chain(&reserve).map(|payout| payout.row(month, today)).collect()
}

/// The weeks between two days, first and last day of each.
fn weeks(first: Day, last: Day, begin: PayoutWeeks) -> impl Iterator<Item = (Day, Day)> {
    let week = move |from: Day| {
        let gone = if begin == PayoutWeeks::Monday { from.days_since_monday() } else { 0 };
        (from <= last).then(|| (from, from.plus(6 - gone).min(last)))
    };
    std::iter::successors(week(first), move |(_, to)| week(to.plus(1)))
}

struct Payout {
    kind: &'static str,
    from: Day,
    to: Day,
    paid_on: Day,
    total_sale: i64,
    service_fee: i64,
    settlement: i64,
    withheld: i64,
    arrives: i64,
}

impl Payout {
    fn weekly(shop: &View<'_>, from: Day, to: Day) -> Option<Self> {
        let rows = shop.revenue_rows(from, to).into_iter().map(|row| shop.revenue(row));
        let rows: Vec<Revenue> = rows.collect();
        let (total_sale, service_fee) =
            rows.iter().map(sums).fold((0, 0), |(sales, fees), (sale, fee)| (sales + sale, fees + fee));
        let target = total_sale - service_fee;
        let settlement = target * 70 / 100;
        let withheld = target - settlement;
        let (kind, paid_on, arrives) = ("WEEKLY", to.plus(25), settlement);
        let payout = Self { kind, from, to, paid_on, total_sale, service_fee, settlement, withheld, arrives };
        (!rows.is_empty() || shop.rules().settlement.empty_weeks_have_rows).then_some(payout)
    }

    /// Repeats the weekly amounts of its month; what arrives with it is what they withheld.
    fn reserve(weekly: &[Self], from: Day, to: Day) -> Self {
        let sum = |of: fn(&Self) -> i64| weekly.iter().map(of).sum::<i64>();
        let withheld = sum(|week| week.withheld);
        Self {
            kind: "RESERVE",
            from,
            to,
            paid_on: reserve_day(to),
            total_sale: sum(|week| week.total_sale),
            service_fee: sum(|week| week.service_fee),
            settlement: sum(|week| week.settlement),
            withheld,
            arrives: withheld,
        }
    }

    fn row(&self, month: Day, today: Day) -> Value {
        let year_month: String = month.to_string().chars().take("yyyy-MM".len()).collect();
        json!({
            "settlementType": self.kind,
            "settlementDate": self.paid_on.to_string(),
            "revenueRecognitionYearMonth": year_month,
            "revenueRecognitionDateFrom": self.from.to_string(),
            "revenueRecognitionDateTo": self.to.to_string(),
            "totalSale": self.total_sale,
            "serviceFee": self.service_fee,
            "settlementTargetAmount": self.total_sale - self.service_fee,
            "settlementAmount": self.settlement,
            "lastAmount": self.withheld,
            "pendingReleasedAmount": 0,
            "sellerDiscountCoupon": 0,
            "downloadableCoupon": 0,
            "dedicatedDeliveryAmount": 0,
            "sellerServiceFee": 0,
            "couranteeFee": 0,
            "couranteeCustomerReward": 0,
            "deductionAmount": 0,
            "debtOfLastWeek": 0,
            "finalAmount": self.arrives,
            "bankAccountHolder": "가*",
            "bankName": "가상은행",
            "bankAccount": "000000****",
            "status": if self.paid_on <= today { "DONE" } else { "SUBJECT" },
            "storeFeeDiscount": 0,
        })
    }
}

/// The first of the third month after the recognition, as in the portal's sample.
pub(super) fn reserve_day(recognised: Day) -> Day {
    recognised.next_month().next_month().next_month()
}

/// What a row adds to sales and to commissions, less coupons; a refund takes away.
fn sums(revenue: &Revenue) -> (i64, i64) {
    let (base, remote) = revenue.delivery;
    let fees = [base, remote].map(record::fee);
    let delivery = (base + remote, fees.iter().map(|fee| fee + fee / 10).sum::<i64>());
    let items = revenue.lines.iter().map(|line| {
        let sale = line.sale_amount() - line.seller_discount - line.downloadable;
        (sale, line.service_fee() + line.service_fee_vat())
    });
    let items = items.fold((0, 0), |(sales, fees), (sale, fee)| (sales + sale, fees + fee));
    match revenue.refund {
        None => (items.0 + delivery.0, items.1 + delivery.1),
        Some(Cause::Seller) => (-items.0 - delivery.0, -items.1 - delivery.1),
        Some(Cause::Customer) => (-delivery.0, -delivery.1),
    }
}
