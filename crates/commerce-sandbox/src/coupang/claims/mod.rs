//! Returns, withdrawals and exchanges.

mod answers;
mod collection;
mod exchange;
mod exchange_waybills;
mod exchange_writes;
mod exchanges;
mod parameters;
mod period;
mod receipt_body;
mod return_writes;
mod returned;
mod returns;
mod stage;
mod stopping;
mod withdrawals;
mod write;

use super::ClaimKind;
use super::answer::{Answer, Refusal};
use super::ordersheets::Dialect;
use super::query::Query;
use super::world::View;
use bytes::Bytes;
use http::{Method, Request};

pub(super) use return_writes::change;
pub(super) use returned::is_refunded_first;
pub(super) use stage::{Stage, untracked};
pub(super) use write::Write;

/// The operations of the family.
pub(super) enum Operation<'p> {
    /// `GET ../{v4,v6}/vendors/{vendorId}/returnRequests`: by day or, with `searchType=timeFrame`, by minute.
    ListReturns(Dialect),
    /// `GET ../{v4,v6}/vendors/{vendorId}/returnRequests/{receiptId}`.
    GetReturn(Dialect, &'p str),
    /// `GET ../v4/vendors/{vendorId}/returnWithdrawRequests`.
    ListWithdrawals,
    /// `POST ../v4/vendors/{vendorId}/returnWithdrawList`.
    FindWithdrawals,
    /// `GET ../v4/vendors/{vendorId}/exchangeRequests`.
    ListExchanges,
}

impl<'p> Operation<'p> {
    /// The vendor and the operation that a path names.
    pub(super) fn find(method: &Method, segments: &[&'p str]) -> Option<(Option<&'p str>, Self)> {
        let of = |vendor: &'p str, operation| Some((Some(vendor), operation));
        match (method, segments) {
            (&Method::GET, [version, "vendors", vendor, "returnRequests"]) => {
                of(vendor, Self::ListReturns(dialect(version)?))
            }
            (&Method::GET, [version, "vendors", vendor, "returnRequests", receipt]) => {
                of(vendor, Self::GetReturn(dialect(version)?, receipt))
            }
            (&Method::GET, ["v4", "vendors", vendor, "returnWithdrawRequests"]) => of(vendor, Self::ListWithdrawals),
            (&Method::POST, ["v4", "vendors", vendor, "returnWithdrawList"]) => of(vendor, Self::FindWithdrawals),
            (&Method::GET, ["v4", "vendors", vendor, "exchangeRequests"]) => of(vendor, Self::ListExchanges),
            _ => None,
        }
    }

    /// The function that answers it.
    pub(super) fn handler(&self) -> &'static str {
        match self {
            Self::ListReturns(_) => "claims::returns::list",
            Self::GetReturn(..) => "claims::returns::get",
            Self::ListWithdrawals => "claims::withdrawals::list",
            Self::FindWithdrawals => "claims::withdrawals::find",
            Self::ListExchanges => "claims::exchanges::list",
        }
    }

    /// Answers a request for this operation; so many rows of the page before come again.
    pub(super) fn answer(
        self,
        shop: &View<'_>,
        vendor: &str,
        request: &Request<Bytes>,
        shift: usize,
    ) -> Result<Answer, Refusal> {
        let query = || Query::parse(request.uri().query().unwrap_or_default());
        match self {
            Self::ListReturns(dialect) => returns::list(shop, dialect, &query()?, shift),
            Self::GetReturn(dialect, receipt) => returns::get(shop, dialect, receipt),
            Self::ListWithdrawals => withdrawals::list(shop, vendor, &query()?, shift),
            Self::FindWithdrawals => withdrawals::find(shop, vendor, request.body()),
            Self::ListExchanges => exchanges::list(shop, vendor, &query()?, shift),
        }
    }
}

/// Version 6 of the returns is the internationalised one, as version 5 is of the orders (notice 48314250583705). Nothing
/// documents a version 5.
fn dialect(version: &str) -> Option<Dialect> {
    match version {
        "v4" => Some(Dialect::V4),
        "v6" => Some(Dialect::V5),
        _ => None,
    }
}

/// The kinds that the reads of returns know as returns.
const RETURNS: [ClaimKind; 5] = [
    ClaimKind::StopRequested,
    ClaimKind::ReturnRequested,
    ClaimKind::ReturnArrived,
    ClaimKind::CheckRequested,
    ClaimKind::ReturnCompleted,
];

#[cfg(test)]
mod tests {
    use super::Operation;
    use http::Method;

    #[test]
    fn every_operation_has_its_versions_and_no_others() {
        let found = |method: &Method, path: &str| {
            let segments: Vec<&str> = path.split('/').collect();
            Operation::find(method, &segments).map(|(vendor, _)| vendor == Some("A1"))
        };
        for path in ["returnRequests", "returnRequests/1"] {
            for (version, known) in [("v4", Some(true)), ("v5", None), ("v6", Some(true)), ("v7", None)] {
                assert_eq!(found(&Method::GET, &format!("{version}/vendors/A1/{path}")), known, "{version} {path}");
            }
        }
        for (method, path) in [
            (Method::GET, "returnWithdrawRequests"),
            (Method::POST, "returnWithdrawList"),
            (Method::GET, "exchangeRequests"),
        ] {
            assert_eq!(found(&method, &format!("v4/vendors/A1/{path}")), Some(true), "{path}");
            assert_eq!(found(&method, &format!("v6/vendors/A1/{path}")), None, "{path}");
            assert_eq!(found(&Method::PUT, &format!("v4/vendors/A1/{path}")), None, "{path}");
        }
        assert_eq!(found(&Method::GET, "v4/vendors/A1/exchangeRequests/1"), None);
    }
}
