//! Order sheets of any range.

use apiwire::Endpoint;
use apiwire::calendar::{KstDate, KstMinute};

use super::{ListOrdersByDay, ListOrdersByMinute, OrderQuery, OrderSheet, OrderStatus, Orders, OrdersVersion};
use crate::access::Access;
use crate::collect::{Asked, Collection, Described, Point, Query, Sweep, sized};
use crate::query::QueryError;
use crate::window::{ORDER_DAYS, ORDER_MINUTES};

impl<A: Access> Orders<'_, A> {
    /// Collects the order sheets of these Korean days, both included: every status, in windows of 31 days
    /// ([`ORDER_DAYS`]).
    ///
    /// The six statuses are asked for in the order in which orders pass through them, so an order that moves on while they
    /// are read is seen again rather than missed, and comes once. See [`crate::collect`].
    ///
    /// # Errors
    /// [`QueryError`] when the days are out of order, or for a status that means all.
    pub fn collect(
        &self,
        days: impl Into<Sweep<KstDate, OrderStatus, OrdersVersion>>,
    ) -> Result<Collection<OrderSheet>, QueryError> {
        let described = described(ListOrdersByDay::NAME, ORDER_DAYS, OrderQuery::days);
        days.into().collect(&self.wing.reading(), described)
    }

    /// Collects the order sheets of these Korean minutes, both included: every status, in windows of the advised ten
    /// minutes, none across midnight ([`ORDER_MINUTES`]).
    ///
    /// # Errors
    /// [`QueryError`] when the minutes are out of order, or for a status that means all.
    pub fn collect_minutes(
        &self,
        minutes: impl Into<Sweep<KstMinute, OrderStatus, OrdersVersion>>,
    ) -> Result<Collection<OrderSheet>, QueryError> {
        let described = described(ListOrdersByMinute::NAME, ORDER_MINUTES, OrderQuery::minutes);
        minutes.into().collect(&self.wing.reading(), described)
    }
}

/// Every status of a window, by the query of the window.
fn described<R: Point>(
    operation: &'static str,
    rule: R::Rule,
    query: Query<R, OrderStatus, OrderQuery>,
) -> Described<R, OrderStatus, OrdersVersion, OrderSheet> {
    Described {
        operation,
        rule,
        statuses: OrderStatus::ALL.to_vec(),
        list: Box::new(move |Asked { wing, from, to, status, version, page_size }| {
            let query = query(from, to, status)?.with_version(version);
            let query = sized(query, page_size, OrderQuery::with_max_per_page)?;
            Ok(Orders { wing }.list(query))
        }),
        id: |row: &OrderSheet| Some(row.shipment_box_id.get()),
    }
}
