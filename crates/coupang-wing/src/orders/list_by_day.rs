//! 발주서 목록 조회(일단위 페이징): order sheets by day, in pages.
//!
//! `GET /v2/providers/openapi/apis/api/v5/vendors/{vendorId}/ordersheets` (v4 is valid too). Portal name
//! `GET_ORDERSHEETS`; fields as of the portal's pages of 2025 and 2026.

use apiwire::calendar::KstDate;
use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, Page, PageToken, PagedEndpoint, Read, Repeat, Target};
use http::Method;

use super::query::{OrderQuery, OrdersVersion};
use super::sheet::OrderSheet;
use super::status::OrderStatus;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::envelope;

/// Order sheets of one status within at most 31 days.
#[derive(Debug, Clone)]
pub struct ListOrdersByDay {
    vendor_id: VendorId,
    version: OrdersVersion,
    from: KstDate,
    to: KstDate,
    status: OrderStatus,
    max_per_page: u8,
    token: Option<PageToken>,
}

impl ListOrdersByDay {
    pub(super) fn new(vendor_id: VendorId, query: OrderQuery, from: KstDate, to: KstDate) -> Self {
        let OrderQuery { version, status, max_per_page, .. } = query;
        Self { vendor_id, version, from, to, status, max_per_page, token: None }
    }
}

impl Endpoint for ListOrdersByDay {
    type Output = Page<OrderSheet>;
    type Effect = Read;
    const NAME: &'static str = "orders.list";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;
    const SLOW: bool = true;

    fn target(&self) -> Target {
        let target = self.version.target(&self.vendor_id, self.from, self.to);
        let target = target.query("status", self.status.as_str()).query("maxPerPage", self.max_per_page);
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

impl Documented for ListOrdersByDay {
    const TITLE: &'static str = "발주서 목록 조회(일단위 페이징)";
    const PATH: &'static str = "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/ordersheets";
    const VERSIONS: &'static [&'static str] = &["v5", "v4"];
    const PORTAL: &'static str = "GET_ORDERSHEETS, pages of 2025 and 2026";
}

impl PagedEndpoint for ListOrdersByDay {
    type Row = OrderSheet;

    fn at(&self, token: Option<PageToken>) -> Self {
        Self { token, ..self.clone() }
    }
}
