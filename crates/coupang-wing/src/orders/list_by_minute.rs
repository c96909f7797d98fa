//! 발주서 목록 조회(분단위 전체): all order sheets of a minute window.
//!
//! `GET /v2/providers/openapi/apis/api/v5/vendors/{vendorId}/ordersheets?searchType=timeFrame` (v4 is valid too).

use apiwire::calendar::KstMinute;
use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, Page, PageToken, PagedEndpoint, Read, Repeat, Target};
use http::Method;

use super::query::{OrderQuery, OrdersVersion};
use super::sheet::OrderSheet;
use super::status::OrderStatus;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::envelope;

/// Order sheets of one status within minutes of one day, all in one answer.
///
/// A `nextToken` in the answer (one sample of 2019 shows one) is not followed: the operation has no pages.
#[derive(Debug, Clone)]
pub struct ListOrdersByMinute {
    vendor_id: VendorId,
    version: OrdersVersion,
    from: KstMinute,
    to: KstMinute,
    status: OrderStatus,
}

impl ListOrdersByMinute {
    pub(super) fn new(vendor_id: VendorId, query: OrderQuery, from: KstMinute, to: KstMinute) -> Self {
        Self { vendor_id, version: query.version, from, to, status: query.status }
    }
}

impl Endpoint for ListOrdersByMinute {
    type Output = Page<OrderSheet>;
    type Effect = Read;
    const NAME: &'static str = "orders.list_by_minute";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;
    const SLOW: bool = true;

    fn target(&self) -> Target {
        self.version
            .target(&self.vendor_id, self.from, self.to)
            .query("searchType", "timeFrame")
            .query("status", self.status.as_str())
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::rows(body).map(|(page, _)| page)
    }

    fn rows(&self, output: &Self::Output) -> Option<u64> {
        u64::try_from(output.rows.len()).ok()
    }
}

impl Documented for ListOrdersByMinute {
    const TITLE: &'static str = "발주서 목록 조회(분단위 전체)";
    const PATH: &'static str =
        "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/ordersheets?searchType=timeFrame";
    const VERSIONS: &'static [&'static str] = &["v5", "v4"];
    const PORTAL: &'static str = "pages of 2025 and 2026";
}

impl PagedEndpoint for ListOrdersByMinute {
    type Row = OrderSheet;

    fn at(&self, _token: Option<PageToken>) -> Self {
        self.clone()
    }
}
