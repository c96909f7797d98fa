//! Revenue (매출내역) and payouts (지급내역). For Korea only.

mod collect;
mod histories_query;
mod history;
mod kind;
mod list_histories;
mod list_revenue;
mod revenue;
mod revenue_query;

use apiwire::Listing;

pub use histories_query::SettlementQuery;
pub use history::SettlementHistory;
pub use kind::{SaleType, SettlementStatus, SettlementType, TaxType};
pub use list_histories::ListSettlementHistories;
pub use list_revenue::ListRevenue;
pub use revenue::{RevenueDeliveryFee, RevenueItem, RevenueRecord};
pub use revenue_query::RevenueQuery;

use crate::access::{Access, ReadOnly};
use crate::client::Wing;

/// The settlement of a client; see [`crate::Wing::settlement`].
#[derive(Debug, Clone, Copy)]
pub struct Settlement<'w, A: Access = ReadOnly> {
    pub(crate) wing: &'w Wing<A>,
}

impl<A: Access> Settlement<'_, A> {
    /// Lists revenue by the day of its recognition: one row for each order and kind of sale. Nothing is sent before the
    /// first row is asked for.
    #[must_use]
    pub fn revenue(&self, query: RevenueQuery) -> Listing<RevenueRecord> {
        Listing::new(&self.wing.pipeline, ListRevenue::new(self.wing.vendor_id.clone(), query))
    }

    /// Lists the payouts, made or expected, of a month of recognition. Nothing is sent before the first row is asked
    /// for; all rows come in one answer.
    #[must_use]
    pub fn histories(&self, query: SettlementQuery) -> Listing<SettlementHistory> {
        Listing::new(&self.wing.pipeline, ListSettlementHistories::new(query))
    }
}
