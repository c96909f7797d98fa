//! The run: six order reads, then the later families.

use std::sync::{Arc, Mutex, PoisonError};

use coupang_wing::apiwire::log::{Exchange, ExchangeSink};
use coupang_wing::calendar::KstDate;
use coupang_wing::orders::{OrderQuery, OrderStatus};
use coupang_wing::{Access, Delivery, Error, ErrorKind, Wing};

use crate::later;
use crate::pages::each_page;
use crate::plan::Plan;
use crate::reason::Reason;
use crate::report::{Connection, Counts, ExchangeRow, Mismatch, Report, Target, Window, snake_case};

/// Counts the order sheets of each status within the plan's days, and then returns, exchanges and inquiries.
///
/// It stops at the first order read that fails. A failure never ends in an error: it is the report's reason. A failure
/// of a later family leaves that family without a count; one that more calls would make worse ends the run.
pub async fn probe<A: Access>(wing: &Wing<A>, target: Target, plan: &Plan) -> Report {
    let log = Arc::new(Log::default());
    let wing = wing.clone().with_sink(Arc::clone(&log) as Arc<dyn ExchangeSink>);
    let today = KstDate::at(wing.now());
    let window = Window { from: today.plus_days(-plan.days_back()), to: today };

    let mut report = Report {
        schema: "coupang-live-probe/1",
        target,
        vendor: wing.vendor_id().masked(),
        connection: Connection::Active,
        reason: None,
        window,
        counts: Counts::default(),
        truncated: Vec::new(),
        mismatches: Vec::new(),
        requests: 0,
        clock_skew_ms: None,
        exchanges_log: Vec::new(),
    };
    for status in OrderStatus::ALL {
        match count(&wing, window, status).await {
            Ok(counted) => {
                report.counts.orders.set(status.clone(), counted.rows);
                if counted.truncated {
                    report.truncated.push(name(status));
                }
            }
            Err(error) => {
                log.blame(&error);
                report.connection = Connection::Paused;
                report.reason = Some(Reason::of(&error));
                break;
            }
        }
    }
    if report.connection == Connection::Active {
        report.mismatches = mismatches(&report, plan);
        let _stopped = later::count(&wing, &log, &mut report).await;
    }
    report.exchanges_log = log.rows();
    report.requests = report.exchanges_log.len();
    report.clock_skew_ms = wing.clock_skew_ms();
    report
}

struct Counted {
    rows: u64,
    truncated: bool,
}

/// Counts rows page by page and keeps none. A row that cannot be read is still an order.
async fn count<A: Access>(wing: &Wing<A>, window: Window, status: &OrderStatus) -> Result<Counted, Error> {
    let query = OrderQuery::days(window.from, window.to, status.clone())?;
    let mut rows = 0;
    let truncated = each_page([wing.orders().list(query)], |page| rows += page.rows.len()).await?;
    Ok(Counted { rows: u64::try_from(rows).unwrap_or(u64::MAX), truncated })
}

/// Compares; a truncated count is compared as it is, and stands in `truncated` as well.
fn mismatches(report: &Report, plan: &Plan) -> Vec<Mismatch> {
    let found = |status| report.counts.orders.get(status).unwrap_or_default();
    let differing = plan.expected().iter().filter(|(status, expected)| found(status) != *expected);
    differing
        .map(|(status, expected)| Mismatch { status: name(status), expected: *expected, found: found(status) })
        .collect()
}

/// The wire text of a documented status.
fn name(status: &OrderStatus) -> &'static str {
    OrderStatus::ALL.iter().find(|known| *known == status).map_or("", |known| known.as_str())
}

/// The exchange log of one probe.
#[derive(Default)]
pub(crate) struct Log(Mutex<Vec<ExchangeRow>>);

impl Log {
    /// An answer that was good by itself may still end a listing: a page token that came twice, say.
    pub(crate) fn blame(&self, error: &Error) {
        if error.delivery() == Delivery::Answered {
            self.blame_last(error.kind());
        }
    }

    /// The last answer is of no use, and for what.
    pub(crate) fn blame_last(&self, kind: ErrorKind) {
        let mut rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(row) = rows.last_mut() {
            row.error.get_or_insert_with(|| snake_case(kind));
        }
    }

    fn rows(&self) -> Vec<ExchangeRow> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl ExchangeSink for Log {
    fn record(&self, exchange: &Exchange) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(exchange.into());
    }
}
