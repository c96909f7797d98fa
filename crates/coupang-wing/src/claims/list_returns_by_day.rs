//! 반품 / 취소 요청 목록 조회, by day: returns and cancellations in pages.
//!
//! `GET /v2/providers/openapi/apis/api/v6/vendors/{vendorId}/returnRequests` (v4 is valid too). Article 360033919613,
//! state of 2026; dates carry no offset in either version.

use apiwire::calendar::KstDate;
use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, Page, PageToken, PagedEndpoint, Read, Repeat, Target};
use http::Method;

use super::return_query::{ReturnQuery, ReturnsVersion, Wanted};
use super::return_request::ReturnRequest;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::envelope;

/// Receipts that were made within at most 31 days.
#[derive(Debug, Clone)]
pub struct ListReturnsByDay {
    vendor_id: VendorId,
    version: ReturnsVersion,
    from: KstDate,
    to: KstDate,
    wanted: Wanted,
    max_per_page: u8,
    token: Option<PageToken>,
}

impl ListReturnsByDay {
    pub(super) fn new(vendor_id: VendorId, query: ReturnQuery, from: KstDate, to: KstDate) -> Self {
        let ReturnQuery { version, wanted, max_per_page, .. } = query;
        Self { vendor_id, version, from, to, wanted, max_per_page, token: None }
    }
}

impl Endpoint for ListReturnsByDay {
    type Output = Page<ReturnRequest>;
    type Effect = Read;
    const NAME: &'static str = "returns.list";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;
    const SLOW: bool = true;

    fn target(&self) -> Target {
        let target = self.version.target(&self.vendor_id);
        let target = target.query("createdAtFrom", self.from).query("createdAtTo", self.to);
        let target = self.wanted.narrow(target).query("maxPerPage", self.max_per_page);
        match &self.token {
            Some(token) => target.query("nextToken", token.as_str()),
            None => target,
        }
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::page(body, "nextToken")
    }

    fn rows(&self, output: &Self::Output) -> Option<u64> {
        u64::try_from(output.rows.len()).ok()
    }
}

impl Documented for ListReturnsByDay {
    const TITLE: &'static str = "반품 / 취소 요청 목록 조회";
    const PATH: &'static str = "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/returnRequests";
    const VERSIONS: &'static [&'static str] = &["v6", "v4"];
    const PORTAL: &'static str = "article 360033919613, 2026";
}

impl PagedEndpoint for ListReturnsByDay {
    type Row = ReturnRequest;

    fn at(&self, token: Option<PageToken>) -> Self {
        Self { token, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::ReturnStatus;
    use crate::ids::OrderId;

    fn sent(query: ReturnQuery) -> String {
        let (from, to) = ("2026-03-02".parse().unwrap(), "2026-03-03".parse().unwrap());
        let endpoint = ListReturnsByDay::new("A00999999".parse().unwrap(), query, from, to);
        endpoint.at(PageToken::new("a+/=")).target().encoded().unwrap().to_owned()
    }

    #[test]
    fn each_form_sends_what_belongs_to_it_and_nothing_else() {
        let (from, to) = ("2026-03-02".parse().unwrap(), "2026-03-03".parse().unwrap());
        let path = |version: &str| {
            format!(
                "/v2/providers/openapi/apis/api/{version}/vendors/A00999999/returnRequests\
                 ?createdAtFrom=2026-03-02&createdAtTo=2026-03-03"
            )
        };
        let page = "&maxPerPage=50&nextToken=a%2B%2F%3D";
        let by_status = ReturnQuery::days(from, to, ReturnStatus::Received).unwrap();
        assert_eq!(sent(by_status.clone()), format!("{}&status=UC{page}", path("v6")));
        assert_eq!(sent(by_status.with_version(ReturnsVersion::V4)), format!("{}&status=UC{page}", path("v4")));
        let order = ReturnQuery::of_order(from, to, OrderId::new(7).unwrap()).unwrap();
        assert_eq!(sent(order), format!("{}&orderId=7{page}", path("v6")));
        let cancelled = ReturnQuery::cancellations(from, to).unwrap();
        assert_eq!(sent(cancelled), format!("{}&cancelType=CANCEL{page}", path("v6")));
    }
}
