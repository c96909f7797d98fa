//! The families after the orders: returns, exchanges and inquiries. None of them decides whether the connection holds.

use std::collections::HashSet;
use std::ops::ControlFlow;

use coupang_wing::apiwire::{Listing, Page};
use coupang_wing::calendar::KstDate;
use coupang_wing::claims::{ExchangeQuery, ReturnQuery, ReturnStatus};
use coupang_wing::service::{AnsweredType, CallCenterQuery, InquiryQuery, PartnerCounselingStatus};
use coupang_wing::window::{EXCHANGE_DAYS, INQUIRY_DAYS, RETURN_DAYS};
use coupang_wing::{Access, Error, ErrorKind, QueryError, Wing};

use crate::pages::each_page;
use crate::report::{Report, Window};
use crate::run::Log;

/// Counts what there is within the report's window; `Break` after an answer that stops everything.
pub(crate) async fn count<A: Access>(wing: &Wing<A>, log: &Log, report: &mut Report) -> ControlFlow<()> {
    let (window, truncated) = (report.window, &mut report.truncated);
    report.counts.returns = settle(returns(wing, window, truncated).await.map(Some), log)?;
    report.counts.exchanges = settle(exchanges(wing, window, truncated).await.map(Some), log)?;
    report.counts.product_inquiries = settle(product_inquiries(wing, window).await, log)?;
    report.counts.call_center_inquiries = settle(call_center_inquiries(wing, window).await, log)?;
    ControlFlow::Continue(())
}

/// A family that was refused has no count and a row in the log; a block or a throttle is the last call of the run.
fn settle(counted: Result<Option<u64>, Error>, log: &Log) -> ControlFlow<(), Option<u64>> {
    let error = match counted {
        Ok(Some(count)) => return ControlFlow::Continue(Some(count)),
        Ok(None) => {
            log.blame_last(ErrorKind::Decode);
            return ControlFlow::Continue(None);
        }
        Err(error) => error,
    };
    log.blame(&error);
    match error.kind() {
        ErrorKind::EdgeBlocked | ErrorKind::Throttled | ErrorKind::CircuitOpen | ErrorKind::Stopped => {
            ControlFlow::Break(())
        }
        _ => ControlFlow::Continue(None),
    }
}

/// Distinct receipts over the four statuses: a stop request stands under two of them, and windows share a day.
async fn returns<A: Access>(wing: &Wing<A>, window: Window, truncated: &mut Vec<&'static str>) -> Result<u64, Error> {
    let mut receipts = Distinct::default();
    for status in ReturnStatus::ALL {
        let query = |(from, to)| ReturnQuery::days(from, to, status.clone());
        let queries = RETURN_DAYS.plan(window.from..=window.to)?.map(query);
        let listings = queries.map(|query| query.map(|query| wing.claims().list_returns(query)));
        let listings = listings.collect::<Result<Vec<_>, QueryError>>()?;
        if each_page(listings, |page| receipts.add(page, |row| row.receipt_id.get())).await? {
            truncated.push(status.as_str());
        }
    }
    Ok(receipts.count())
}

/// Distinct exchanges: windows share a day.
async fn exchanges<A: Access>(wing: &Wing<A>, window: Window, truncated: &mut Vec<&'static str>) -> Result<u64, Error> {
    let mut exchanges = Distinct::default();
    let queries = EXCHANGE_DAYS.plan(window.from..=window.to)?.map(|(from, to)| ExchangeQuery::days(from, to));
    let listings = queries.map(|query| query.map(|query| wing.claims().list_exchanges(query)));
    let listings = listings.collect::<Result<Vec<_>, QueryError>>()?;
    if each_page(listings, |page| exchanges.add(page, |row| row.exchange_id.get())).await? {
        truncated.push("exchanges");
    }
    Ok(exchanges.count())
}

/// Asks for the shortest page: the count stands beside it.
async fn product_inquiries<A: Access>(wing: &Wing<A>, window: Window) -> Result<Option<u64>, Error> {
    let query = |(from, to)| InquiryQuery::days(from, to, AnsweredType::All)?.with_page_size(1);
    let listings = inquiry_windows(window).map(|days| query(days).map(|query| wing.service().inquiries(query)));
    totals(listings).await
}

/// Asks for the shortest page: the count stands beside it.
async fn call_center_inquiries<A: Access>(wing: &Wing<A>, window: Window) -> Result<Option<u64>, Error> {
    let query = |(from, to)| CallCenterQuery::days(from, to, PartnerCounselingStatus::None)?.with_page_size(1);
    let listings =
        inquiry_windows(window).map(|days| query(days).map(|query| wing.service().call_center_inquiries(query)));
    totals(listings).await
}

/// Windows that share nothing: a total has no rows to tell apart.
fn inquiry_windows(window: Window) -> impl Iterator<Item = (KstDate, KstDate)> {
    let length = INQUIRY_DAYS.longest_days();
    let mut next = window.from;
    std::iter::from_fn(move || {
        let from = next;
        next = from.plus_days(length);
        (from <= window.to).then(|| (from, window.to.min(next.plus_days(-1))))
    })
}

/// The sum of Coupang's own counts, by the first page of each window; `None` where one is missing.
async fn totals<T: Send + 'static>(
    listings: impl Iterator<Item = Result<Listing<T>, QueryError>>,
) -> Result<Option<u64>, Error> {
    let mut sum: u64 = 0;
    for listing in listings {
        let Some(page) = listing?.next_page().await else { continue };
        let Some(total) = page?.total else { return Ok(None) };
        sum = sum.saturating_add(total);
    }
    Ok(Some(sum))
}

/// Rows by their ids, and those that have none.
#[derive(Default)]
struct Distinct {
    ids: HashSet<i64>,
    unreadable: usize,
}

impl Distinct {
    fn add<T>(&mut self, page: Page<T>, id: impl Fn(&T) -> i64) {
        for row in page.rows {
            match row {
                Ok(row) => drop(self.ids.insert(id(&row))),
                // It cannot be told apart, and must not vanish.
                Err(_) => self.unreadable += 1,
            }
        }
    }

    fn count(&self) -> u64 {
        u64::try_from(self.ids.len() + self.unreadable).unwrap_or(u64::MAX)
    }
}
