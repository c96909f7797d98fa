//! 상품 아이템별 수량/가격/상태 조회: stock, price and sale status of one option.
//!
//! `GET /v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/{vendorItemId}/inventories`; there is no other
//! version. Portal name `GET_PRODUCT_QUANTITY_PRICE_STATUS`, article 360033645114 as it stood in 2026.

use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, Read, Repeat, Single, Target};
use http::Method;

use super::vendor_item::VendorItemInventory;
use crate::endpoints::Documented;
use crate::envelope;
use crate::ids::VendorItemId;

/// Stock, price and sale status of one option; usable once the product is approved.
#[derive(Debug, Clone, Copy)]
pub struct GetInventory {
    vendor_item_id: VendorItemId,
}

impl GetInventory {
    pub(super) fn new(vendor_item_id: VendorItemId) -> Self {
        Self { vendor_item_id }
    }
}

impl Endpoint for GetInventory {
    type Output = Single<VendorItemInventory>;
    type Effect = Read;
    const NAME: &'static str = "inventory.get";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;

    fn target(&self) -> Target {
        super::option(self.vendor_item_id).literal("inventories")
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::single(body)
    }

    fn rows(&self, _output: &Self::Output) -> Option<u64> {
        Some(1)
    }
}

impl Documented for GetInventory {
    const TITLE: &'static str = "상품 아이템별 수량/가격/상태 조회";
    const PATH: &'static str =
        "/v2/providers/seller_api/apis/api/{version}/marketplace/vendor-items/{vendorItemId}/inventories";
    const VERSIONS: &'static [&'static str] = &["v1"];
    const PORTAL: &'static str = "GET_PRODUCT_QUANTITY_PRICE_STATUS, article 360033645114, 2026";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_stands_in_the_path() {
        let get = GetInventory::new(VendorItemId::new(70_000_000_001).unwrap());
        let path = "/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/70000000001/inventories";
        assert_eq!(get.target().encoded(), Ok(path));
    }
}
