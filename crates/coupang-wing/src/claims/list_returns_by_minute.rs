//! 반품 / 취소 요청 목록 조회, by minute: all returns of a minute window.
//!
//! `GET /v2/providers/openapi/apis/api/v6/vendors/{vendorId}/returnRequests?searchType=timeFrame` (v4 is valid too).
//! Article 360033919613, state of 2026.

use apiwire::calendar::KstMinute;
use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, Page, PageToken, PagedEndpoint, Read, Repeat, Target};
use http::Method;

use super::return_query::{ReturnQuery, ReturnsVersion, Wanted};
use super::return_request::ReturnRequest;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::envelope;

/// Returns of one status that were made within at most 24 hours, all in one answer: the operation has no pages.
#[derive(Debug, Clone)]
pub struct ListReturnsByMinute {
    vendor_id: VendorId,
    version: ReturnsVersion,
    from: KstMinute,
    to: KstMinute,
    wanted: Wanted,
}

impl ListReturnsByMinute {
    pub(super) fn new(vendor_id: VendorId, query: ReturnQuery, from: KstMinute, to: KstMinute) -> Self {
        Self { vendor_id, version: query.version, from, to, wanted: query.wanted }
    }
}

impl Endpoint for ListReturnsByMinute {
    type Output = Page<ReturnRequest>;
    type Effect = Read;
    const NAME: &'static str = "returns.list_by_minute";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;
    const SLOW: bool = true;

    fn target(&self) -> Target {
        let target = self.version.target(&self.vendor_id).query("searchType", "timeFrame");
        self.wanted.narrow(target.query("createdAtFrom", self.from).query("createdAtTo", self.to))
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::rows(body).map(|(page, _)| page)
    }

    fn rows(&self, output: &Self::Output) -> Option<u64> {
        u64::try_from(output.rows.len()).ok()
    }
}

impl Documented for ListReturnsByMinute {
    const TITLE: &'static str = "반품 / 취소 요청 목록 조회";
    const PATH: &'static str =
        "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/returnRequests?searchType=timeFrame";
    const VERSIONS: &'static [&'static str] = &["v6", "v4"];
    const PORTAL: &'static str = "article 360033919613, 2026";
}

impl PagedEndpoint for ListReturnsByMinute {
    type Row = ReturnRequest;

    fn at(&self, _token: Option<PageToken>) -> Self {
        self.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::ReturnStatus;

    #[test]
    fn a_window_carries_no_offset_and_no_page() {
        let (from, to) = ("2026-03-02T00:00".parse().unwrap(), "2026-03-02T23:59".parse().unwrap());
        let query = ReturnQuery::minutes(from, to, ReturnStatus::StopRequested).unwrap();
        let endpoint = ListReturnsByMinute::new("A00999999".parse().unwrap(), query, from, to);
        assert_eq!(
            endpoint.at(PageToken::new("x")).target().encoded().unwrap(),
            "/v2/providers/openapi/apis/api/v6/vendors/A00999999/returnRequests?searchType=timeFrame\
             &createdAtFrom=2026-03-02T00%3A00&createdAtTo=2026-03-02T23%3A59&status=RU"
        );
        let page = endpoint.decode(br#"{"code":200,"data":[],"nextToken":"x"}"#).unwrap();
        assert_eq!(page.next, None);
    }
}
