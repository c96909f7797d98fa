//! 반품철회 이력 기간별 조회: the withdrawn returns of some days, in numbered pages.
//!
//! `GET /v2/providers/openapi/apis/api/v4/vendors/{vendorId}/returnWithdrawRequests`. Article 360034027354, state of 2026.

use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, Page, PageToken, PagedEndpoint, Read, Repeat, Target};
use http::Method;

use super::withdrawal::ReturnWithdrawal;
use super::withdrawal_query::WithdrawalQuery;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::envelope;

/// Withdrawn returns of at most seven days.
#[derive(Debug, Clone)]
pub struct ListWithdrawals {
    vendor_id: VendorId,
    query: WithdrawalQuery,
    token: Option<PageToken>,
}

impl ListWithdrawals {
    pub(super) fn new(vendor_id: VendorId, query: WithdrawalQuery) -> Self {
        Self { vendor_id, query, token: None }
    }
}

impl Endpoint for ListWithdrawals {
    type Output = Page<ReturnWithdrawal>;
    type Effect = Read;
    const NAME: &'static str = "returns.withdrawals";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;

    fn target(&self) -> Target {
        Target::new("/v2/providers/openapi/apis/api/v4/vendors")
            .segment(&self.vendor_id)
            .literal("returnWithdrawRequests")
            .query("dateFrom", self.query.from)
            .query("dateTo", self.query.to)
            .query("pageIndex", self.token.as_ref().map_or("1", PageToken::as_str))
            .query("sizePerPage", self.query.size_per_page)
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::page(body, "nextPageIndex")
    }

    fn rows(&self, output: &Self::Output) -> Option<u64> {
        u64::try_from(output.rows.len()).ok()
    }
}

impl Documented for ListWithdrawals {
    const TITLE: &'static str = "반품철회 이력 기간별 조회";
    const PATH: &'static str = "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/returnWithdrawRequests";
    const VERSIONS: &'static [&'static str] = &["v4"];
    const PORTAL: &'static str = "article 360034027354, 2026";
}

impl PagedEndpoint for ListWithdrawals {
    type Row = ReturnWithdrawal;

    fn at(&self, token: Option<PageToken>) -> Self {
        Self { token, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_numbered_from_one() {
        let query = WithdrawalQuery::days("2026-03-01".parse().unwrap(), "2026-03-07".parse().unwrap()).unwrap();
        let first = ListWithdrawals::new("A00999999".parse().unwrap(), query);
        for (endpoint, page) in [(first.clone(), 1), (first.at(PageToken::new("2")), 2)] {
            assert_eq!(
                endpoint.target().encoded().unwrap(),
                format!(
                    "/v2/providers/openapi/apis/api/v4/vendors/A00999999/returnWithdrawRequests\
                     ?dateFrom=2026-03-01&dateTo=2026-03-07&pageIndex={page}&sizePerPage=100"
                )
            );
        }
    }
}
