//! 상품 아이템별 판매 중지: an option is not sold any more.
//!
//! `PUT /v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/{vendorItemId}/sales/stop`, without a body. Article
//! 360034156313 as it stood in 2026.

use apiwire::decode::DecodeError;
use apiwire::{BoxFuture, Endpoint, Error, Family, KnownRefusal, Repeat, Target, Write};
use http::Method;

use crate::client::Wing;
use crate::endpoints::Documented;
use crate::envelope;
use crate::family;
use crate::ids::VendorItemId;
use crate::write::{LookAt, Subject, WriteOperation};

/// The end of an option's sale. Its stock stays; what becomes of orders that were placed before is not documented.
#[derive(Debug, Clone, Copy)]
pub struct StopSale {
    vendor_item_id: VendorItemId,
}

impl StopSale {
    pub(super) fn new(vendor_item_id: VendorItemId) -> Self {
        Self { vendor_item_id }
    }
}

impl Endpoint for StopSale {
    type Output = ();
    type Effect = Write;
    const NAME: &'static str = "inventory.stop_sale";
    const METHOD: Method = Method::PUT;
    const FAMILY: Option<Family> = Some(family::INVENTORY);
    const REPEAT: Repeat = Repeat::TargetState;
    const SETTLED_BY: Option<&'static str> = Some("inventory.get");
    const REFUSALS: &'static [KnownRefusal] = &[
        KnownRefusal::new(
            "deleted",
            &["판매중지에 실패했습니다", "삭제된 상품은 변경이 불가능합니다"],
            "the option is deleted",
        ),
        KnownRefusal::new("no_option", &["판매중지에 실패했습니다", "not found"], "there is no such option"),
    ];

    fn target(&self) -> Target {
        super::option(self.vendor_item_id).literal("sales").literal("stop")
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::done(body)
    }
}

impl Documented for StopSale {
    const TITLE: &'static str = "상품 아이템별 판매 중지";
    const PATH: &'static str =
        "/v2/providers/seller_api/apis/api/{version}/marketplace/vendor-items/{vendorItemId}/sales/stop";
    const VERSIONS: &'static [&'static str] = &["v1"];
    const PORTAL: &'static str = "article 360034156313, 2026";
}

impl WriteOperation for StopSale {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털에서 이 옵션이 판매중지인지 확인하세요.",
        en: "See in Wing whether the option is off sale (판매중지).",
    };

    fn subjects(&self) -> Vec<Subject> {
        vec![Subject::VendorItem(self.vendor_item_id)]
    }

    fn reached<'a>(&'a self, wing: &'a Wing, _subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async { Ok(wing.inventory().get(self.vendor_item_id).await?.row.on_sale == Some(false)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_stands_in_the_path_and_there_is_no_body() {
        let endpoint = StopSale::new(VendorItemId::new(70_000_000_001).unwrap());
        let path = "/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/70000000001/sales/stop";
        assert_eq!(endpoint.target().encoded(), Ok(path));
        assert!(endpoint.body().is_none());
    }
}
