//! 발주서 단건 조회(shipmentBoxId): the order sheet of one bundle.
//!
//! `GET /v2/providers/openapi/apis/api/v5/vendors/{vendorId}/ordersheets/{shipmentBoxId}` (v4 is valid too). Portal name
//! `GET_ORDERSHEET_BY_SHIPMENTBOX`; as of the portal's pages of 2025 and 2026.

use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, KnownRefusal, Read, Repeat, Single, Target};
use http::Method;

use super::get_by_order_id::GONE;
use super::query::BoxLookup;
use super::sheet::OrderSheet;
use crate::config::VendorId;
use crate::endpoints::Documented;
use crate::envelope;

/// One order sheet. The portal documents an object; a public client has met a list of one: both are read.
#[derive(Debug, Clone)]
pub struct GetOrder {
    vendor_id: VendorId,
    which: BoxLookup,
}

impl GetOrder {
    pub(super) fn new(vendor_id: VendorId, which: BoxLookup) -> Self {
        Self { vendor_id, which }
    }
}

impl Endpoint for GetOrder {
    type Output = Single<OrderSheet>;
    type Effect = Read;
    const NAME: &'static str = "orders.get";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;
    const SLOW: bool = true;
    const REFUSALS: &'static [KnownRefusal] = &[KnownRefusal::new(
        GONE,
        &["해당 주문이 취소 또는 반품"],
        "the order was cancelled or returned: look among the claims, and ask no more for this box",
    )];

    fn target(&self) -> Target {
        self.which.version.vendor(&self.vendor_id).literal("ordersheets").segment(self.which.id)
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::single(body)
    }

    fn rows(&self, _output: &Self::Output) -> Option<u64> {
        Some(1)
    }
}

impl Documented for GetOrder {
    const TITLE: &'static str = "발주서 단건 조회(shipmentBoxId)";
    const PATH: &'static str =
        "/v2/providers/openapi/apis/api/{version}/vendors/{vendorId}/ordersheets/{shipmentBoxId}";
    const VERSIONS: &'static [&'static str] = &["v5", "v4"];
    const PORTAL: &'static str = "GET_ORDERSHEET_BY_SHIPMENTBOX, pages of 2025 and 2026";
}
