//! Revenue and payouts of any range.

use apiwire::Endpoint;
use apiwire::calendar::{KstDate, KstMonth};

use super::{
    ListRevenue, ListSettlementHistories, RevenueQuery, RevenueRecord, Settlement, SettlementHistory, SettlementQuery,
};
use crate::access::Access;
use crate::client::Wing;
use crate::collect::{Asked, Collection, Described, Sweep, sized};
use crate::query::QueryError;
use crate::window::{REVENUE_DAYS, SETTLEMENT_MONTHS};

impl<A: Access> Settlement<'_, A> {
    /// Collects the revenue recognised on these Korean days, both included, in windows of 31 days ([`REVENUE_DAYS`]). The
    /// last day is yesterday at the latest.
    ///
    /// A row has no id, so none is dropped, and no two windows share a day.
    ///
    /// # Errors
    /// [`QueryError`] when the days are out of order or not over yet.
    pub fn collect_revenue(&self, days: impl Into<Sweep<KstDate>>) -> Result<Collection<RevenueRecord>, QueryError> {
        let days = days.into();
        RevenueQuery::days(days.end(), days.end(), today(self.wing))?;
        days.collect(
            &self.wing.reading(),
            Described {
                operation: ListRevenue::NAME,
                rule: REVENUE_DAYS,
                statuses: vec![()],
                list: Box::new(|Asked { wing, from, to, page_size, .. }| {
                    let query = RevenueQuery::days(from, to, today(wing))?;
                    let query = sized(query, page_size, RevenueQuery::with_max_per_page)?;
                    Ok(Settlement { wing }.revenue(query))
                }),
                id: |_: &RevenueRecord| None,
            },
        )
    }

    /// Collects the payouts, made or expected, of these months of recognition, both included: one call each
    /// ([`SETTLEMENT_MONTHS`]). The last month is the present one at the latest.
    ///
    /// A row has no id, so none is dropped.
    ///
    /// # Errors
    /// [`QueryError`] when the months are out of order or lie ahead.
    pub fn collect_histories(
        &self,
        months: impl Into<Sweep<KstMonth>>,
    ) -> Result<Collection<SettlementHistory>, QueryError> {
        let months = months.into();
        SettlementQuery::month(months.end(), today(self.wing))?;
        months.collect(
            &self.wing.reading(),
            Described {
                operation: ListSettlementHistories::NAME,
                rule: SETTLEMENT_MONTHS,
                statuses: vec![()],
                list: Box::new(|Asked { wing, from, .. }| {
                    let query = SettlementQuery::month(from, today(wing))?;
                    Ok(Settlement { wing }.histories(query))
                }),
                id: |_: &SettlementHistory| None,
            },
        )
    }
}

/// The Korean day by the clock that signs.
fn today<A: Access>(wing: &Wing<A>) -> KstDate {
    KstDate::at(wing.now())
}
