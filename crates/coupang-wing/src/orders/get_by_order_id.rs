//! 발주서 단건 조회(orderId): the order sheets of one order, one for each bundle.
//!
//! `GET /v2/providers/openapi/apis/api/v5/vendors/{vendorId}/{orderId}/ordersheets` (v4 is valid too): the order stands
//! directly behind the vendor. Portal name `GET_ORDERSHEET_BY_ORDERID`; as of the portal's pages of 2025 and 2026.

use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, KnownRefusal, Page, PageToken, PagedEndpoint, Read, Repeat, Target};
use http::Method;

use super::query::OrderLookup;
use super::sheet::OrderSheet;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::envelope;

/// The name of the refusal to read an order that was cancelled or returned.
pub(super) const GONE: &str = "cancelled_or_returned";

/// The order sheets of one order, all in one answer. The page of 2019 documents an object, the official SDK of that year
/// and later samples a list: both are read.
#[derive(Debug, Clone)]
pub struct GetOrderByOrderId {
    vendor_id: VendorId,
    which: OrderLookup,
}

impl GetOrderByOrderId {
    pub(super) fn new(vendor_id: VendorId, which: OrderLookup) -> Self {
        Self { vendor_id, which }
    }
}

impl Endpoint for GetOrderByOrderId {
    type Output = Page<OrderSheet>;
    type Effect = Read;
    const NAME: &'static str = "orders.get_by_order_id";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;
    const SLOW: bool = true;
    /// The texts are those of a transcription of the page.
    const REFUSALS: &'static [KnownRefusal] = &[
        KnownRefusal::new(
            GONE,
            &["해당 주문이 취소 또는 반품"],
            "the order was cancelled or returned: look among the claims, and ask no more for it",
        ),
        KnownRefusal::new("no_such_order", &["유효하지 않은 주문번호"], "there is no order of this number"),
        KnownRefusal::new(
            "foreign_order",
            &["다른 판매자의 주문을 조회할 수 없습니다"],
            "the order is another seller's",
        ),
    ];

    fn target(&self) -> Target {
        self.which.version.vendor(&self.vendor_id).segment(self.which.id).literal("ordersheets")
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::rows(body).map(|(page, _)| page)
    }

    fn rows(&self, output: &Self::Output) -> Option<u64> {
        u64::try_from(output.rows.len()).ok()
    }
}

impl Documented for GetOrderByOrderId {
    const TITLE: &'static str = "발주서 단건 조회(orderId)";
    const PATH: &'static str = "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/{orderId}/ordersheets";
    const VERSIONS: &'static [&'static str] = &["v5", "v4"];
    const PORTAL: &'static str = "GET_ORDERSHEET_BY_ORDERID, pages of 2025 and 2026";
}

impl PagedEndpoint for GetOrderByOrderId {
    type Row = OrderSheet;

    fn at(&self, _token: Option<PageToken>) -> Self {
        self.clone()
    }
}
