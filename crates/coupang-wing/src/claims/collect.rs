//! Claims of any range.

use apiwire::Endpoint;
use apiwire::calendar::{KstDate, KstMinute};

use super::{
    Claims, Exchange, ExchangeQuery, ListExchanges, ListReturnsByDay, ListReturnsByMinute, ListWithdrawals,
    ReturnQuery, ReturnRequest, ReturnStatus, ReturnWithdrawal, ReturnsVersion, WithdrawalQuery,
};
use crate::access::Access;
use crate::collect::{Asked, Collection, Described, Point, Query, Sweep, sized};
use crate::query::QueryError;
use crate::window::{EXCHANGE_DAYS, EXCHANGE_MINUTES, RETURN_DAYS, RETURN_MINUTES, WITHDRAWAL_DAYS};

/// The statuses of returns in the order in which a receipt passes through them.
const LIFE_CYCLE: [ReturnStatus; 4] =
    [ReturnStatus::StopRequested, ReturnStatus::Received, ReturnStatus::CoupangCheck, ReturnStatus::Completed];

impl<A: Access> Claims<'_, A> {
    /// Collects the returns that were made on these Korean days, both included: all four statuses, in windows of seven
    /// days ([`RETURN_DAYS`]). A stop request, which stands under two statuses, comes once.
    ///
    /// Cancellations of paid orders are not among them: see [`Claims::collect_cancellations`].
    ///
    /// # Errors
    /// [`QueryError`] when the days are out of order, or for a status that means all.
    pub fn collect_returns(
        &self,
        days: impl Into<Sweep<KstDate, ReturnStatus, ReturnsVersion>>,
    ) -> Result<Collection<ReturnRequest>, QueryError> {
        let described = returns(ListReturnsByDay::NAME, RETURN_DAYS, ReturnQuery::days);
        days.into().collect(&self.wing.reading(), described)
    }

    /// Collects the returns that were made within these Korean minutes, both included: all four statuses, in windows of 24
    /// hours ([`RETURN_MINUTES`]).
    ///
    /// # Errors
    /// [`QueryError`] when the minutes are out of order, or for a status that means all.
    pub fn collect_returns_by_minute(
        &self,
        minutes: impl Into<Sweep<KstMinute, ReturnStatus, ReturnsVersion>>,
    ) -> Result<Collection<ReturnRequest>, QueryError> {
        let described = returns(ListReturnsByMinute::NAME, RETURN_MINUTES, ReturnQuery::minutes);
        minutes.into().collect(&self.wing.reading(), described)
    }

    /// Collects the cancellations of paid orders that were made on these Korean days, both included, in windows of seven
    /// days ([`RETURN_DAYS`]).
    ///
    /// # Errors
    /// [`QueryError`] when the days are out of order.
    pub fn collect_cancellations(
        &self,
        days: impl Into<Sweep<KstDate, (), ReturnsVersion>>,
    ) -> Result<Collection<ReturnRequest>, QueryError> {
        days.into().collect(
            &self.wing.reading(),
            Described {
                operation: ListReturnsByDay::NAME,
                rule: RETURN_DAYS,
                statuses: vec![()],
                list: Box::new(|Asked { wing, from, to, version, page_size, .. }| {
                    let query = ReturnQuery::cancellations(from, to)?.with_version(version);
                    let query = sized(query, page_size, ReturnQuery::with_max_per_page)?;
                    Ok(Claims { wing }.list_returns(query))
                }),
                id: |row: &ReturnRequest| Some(row.receipt_id.get()),
            },
        )
    }

    /// Collects the returns that buyers withdrew on these Korean days, both included, in windows of seven days
    /// ([`WITHDRAWAL_DAYS`]).
    ///
    /// # Errors
    /// [`QueryError`] when the days are out of order.
    pub fn collect_withdrawals(
        &self,
        days: impl Into<Sweep<KstDate>>,
    ) -> Result<Collection<ReturnWithdrawal>, QueryError> {
        days.into().collect(
            &self.wing.reading(),
            Described {
                operation: ListWithdrawals::NAME,
                rule: WITHDRAWAL_DAYS,
                statuses: vec![()],
                list: Box::new(|Asked { wing, from, to, page_size, .. }| {
                    let query = WithdrawalQuery::days(from, to)?;
                    let query = sized(query, page_size, WithdrawalQuery::with_size_per_page)?;
                    Ok(Claims { wing }.list_withdrawals(query))
                }),
                id: |row: &ReturnWithdrawal| Some(row.cancel_id.get()),
            },
        )
    }

    /// Collects the exchanges that were made on these Korean days, both included, in any status: in windows of less than
    /// seven days ([`EXCHANGE_DAYS`]).
    ///
    /// # Errors
    /// [`QueryError`] when the days are out of order.
    pub fn collect_exchanges(&self, days: impl Into<Sweep<KstDate>>) -> Result<Collection<Exchange>, QueryError> {
        days.into().collect(&self.wing.reading(), exchanges(EXCHANGE_DAYS, ExchangeQuery::days))
    }

    /// Collects the exchanges that were made within these Korean minutes, both included, in any status: in windows of less
    /// than seven days ([`EXCHANGE_MINUTES`]).
    ///
    /// # Errors
    /// [`QueryError`] when the minutes are out of order.
    pub fn collect_exchanges_by_minute(
        &self,
        minutes: impl Into<Sweep<KstMinute>>,
    ) -> Result<Collection<Exchange>, QueryError> {
        minutes.into().collect(&self.wing.reading(), exchanges(EXCHANGE_MINUTES, ExchangeQuery::minutes))
    }
}

/// The four statuses of a window, by the query of the window.
fn returns<R: Point>(
    operation: &'static str,
    rule: R::Rule,
    query: Query<R, ReturnStatus, ReturnQuery>,
) -> Described<R, ReturnStatus, ReturnsVersion, ReturnRequest> {
    Described {
        operation,
        rule,
        statuses: LIFE_CYCLE.to_vec(),
        list: Box::new(move |Asked { wing, from, to, status, version, page_size }| {
            let query = query(from, to, status)?.with_version(version);
            let query = sized(query, page_size, ReturnQuery::with_max_per_page)?;
            Ok(Claims { wing }.list_returns(query))
        }),
        id: |row: &ReturnRequest| Some(row.receipt_id.get()),
    }
}

/// The exchanges of a window in any status, by the query of the window.
fn exchanges<R: Point>(
    rule: R::Rule,
    query: fn(R, R) -> Result<ExchangeQuery, QueryError>,
) -> Described<R, (), (), Exchange> {
    Described {
        operation: ListExchanges::NAME,
        rule,
        statuses: vec![()],
        list: Box::new(move |Asked { wing, from, to, page_size, .. }| {
            let mut query = query(from, to)?;
            if let Some(rows) = page_size {
                query = query.with_max_per_page(rows)?;
            }
            Ok(Claims { wing }.list_exchanges(query))
        }),
        id: |row: &Exchange| Some(row.exchange_id.get()),
    }
}
