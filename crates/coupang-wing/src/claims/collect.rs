//! Claims of any range.

use apiwire::Endpoint;
use apiwire::calendar::{KstDate, KstMinute};

use super::{
    Claims, Exchange, ExchangeQuery, ListExchanges, ListReturnsByDay, ListReturnsByMinute, ListWithdrawals,
    ReturnQuery, ReturnRequest, ReturnStatus, ReturnWithdrawal, ReturnsVersion, WithdrawalQuery,
};
use crate::access::Access;
use crate::collect::{Asked, Collection, Described, Sweep};
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
        days.into().collect(
            &self.wing.reading(),
            Described {
                operation: ListReturnsByDay::NAME,
                rule: RETURN_DAYS,
                statuses: LIFE_CYCLE.to_vec(),
                list: |Asked { wing, from, to, status, version }| {
                    let query = ReturnQuery::days(from, to, status)?.with_version(version);
                    Ok(Claims { wing }.list_returns(query))
                },
                id: |row: &ReturnRequest| Some(row.receipt_id.get()),
            },
        )
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
        minutes.into().collect(
            &self.wing.reading(),
            Described {
                operation: ListReturnsByMinute::NAME,
                rule: RETURN_MINUTES,
                statuses: LIFE_CYCLE.to_vec(),
                list: |Asked { wing, from, to, status, version }| {
                    let query = ReturnQuery::minutes(from, to, status)?.with_version(version);
                    Ok(Claims { wing }.list_returns(query))
                },
                id: |row: &ReturnRequest| Some(row.receipt_id.get()),
            },
        )
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
                list: |Asked { wing, from, to, version, .. }| {
                    let query = ReturnQuery::cancellations(from, to)?.with_version(version);
                    Ok(Claims { wing }.list_returns(query))
                },
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
                list: |Asked { wing, from, to, .. }| {
                    Ok(Claims { wing }.list_withdrawals(WithdrawalQuery::days(from, to)?))
                },
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
        days.into().collect(
            &self.wing.reading(),
            Described {
                operation: ListExchanges::NAME,
                rule: EXCHANGE_DAYS,
                statuses: vec![()],
                list: |Asked { wing, from, to, .. }| Ok(Claims { wing }.list_exchanges(ExchangeQuery::days(from, to)?)),
                id: |row: &Exchange| Some(row.exchange_id.get()),
            },
        )
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
        minutes.into().collect(
            &self.wing.reading(),
            Described {
                operation: ListExchanges::NAME,
                rule: EXCHANGE_MINUTES,
                statuses: vec![()],
                list: |Asked { wing, from, to, .. }| {
                    Ok(Claims { wing }.list_exchanges(ExchangeQuery::minutes(from, to)?))
                },
                id: |row: &Exchange| Some(row.exchange_id.get()),
            },
        )
    }
}
