//! 상품 아이템별 수량 변경: how many of an option are for sale.
//!
//! `PUT /v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/{vendorItemId}/quantities/{quantity}`, without a body.
//! Portal name `UPDATE_PRODUCT_QUANTITY_BY_ITEM`, article 360034156253 as it stood in 2026.

use apiwire::decode::DecodeError;
use apiwire::{BoxFuture, Endpoint, Error, Family, KnownRefusal, Repeat, Target, Write};
use http::Method;

use crate::client::Wing;
use crate::endpoints::Documented;
use crate::envelope;
use crate::family;
use crate::ids::VendorItemId;
use crate::write::{Checks, InputError, LookAt, Subject, WriteOperation};

const PAGE: &str = "상품 아이템별 수량 변경, article 360034156253, 2026";

/// The stock of an option: a new total and no difference. 0 means sold out, not suspended.
#[derive(Debug, Clone, Copy)]
pub struct SetQuantity {
    vendor_item_id: VendorItemId,
    quantity: i64,
}

impl SetQuantity {
    pub(super) fn new(vendor_item_id: VendorItemId, quantity: i64) -> Result<Self, InputError> {
        let mut checks = Checks::of(Self::NAME);
        checks.require(quantity >= 0, "quantity", "must not be negative", PAGE);
        checks.finish()?;
        Ok(Self { vendor_item_id, quantity })
    }
}

impl Endpoint for SetQuantity {
    type Output = ();
    type Effect = Write;
    const NAME: &'static str = "inventory.set_quantity";
    const METHOD: Method = Method::PUT;
    const FAMILY: Option<Family> = Some(family::INVENTORY);
    const REPEAT: Repeat = Repeat::TargetState;
    const SETTLED_BY: Option<&'static str> = Some("inventory.get");
    const REFUSALS: &'static [KnownRefusal] = &[
        KnownRefusal::new("bad_quantity", &["유효하지 않은 재고수량입니다"], "the quantity is refused"),
        KnownRefusal::new(
            "deleted",
            &["재고변경에 실패했습니다", "삭제된 상품은 변경이 불가능합니다"],
            "the option is deleted",
        ),
        KnownRefusal::new("no_option", &["재고변경에 실패했습니다", "not found"], "there is no such option"),
    ];

    fn target(&self) -> Target {
        super::option(self.vendor_item_id).literal("quantities").segment(self.quantity)
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::done(body)
    }
}

impl Documented for SetQuantity {
    const TITLE: &'static str = "상품 아이템별 수량 변경";
    const PATH: &'static str =
        "/v2/providers/seller_api/apis/api/{version}/marketplace/vendor-items/{vendorItemId}/quantities/{quantity}";
    const VERSIONS: &'static [&'static str] = &["v1"];
    const PORTAL: &'static str = "UPDATE_PRODUCT_QUANTITY_BY_ITEM, article 360034156253, 2026";
}

impl WriteOperation for SetQuantity {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털에서 이 옵션의 재고수량을 확인하세요. 그사이 팔렸을 수 있습니다.",
        en: "See in Wing how many of the option are in stock; some may have been sold meanwhile.",
    };

    fn subjects(&self) -> Vec<Subject> {
        vec![Subject::VendorItem(self.vendor_item_id)]
    }

    /// A sale in between makes another number of it, which settles nothing.
    fn reached<'a>(&'a self, wing: &'a Wing, _subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async {
            let item = wing.inventory().get(self.vendor_item_id).await?.row;
            Ok(item.amount_in_stock == Some(self.quantity))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quantity_is_a_whole_number_in_the_path_and_there_is_no_body() {
        let option = VendorItemId::new(70_000_000_001).unwrap();
        for (quantity, text) in [(0, "0"), (12, "12"), (1_000_000, "1000000")] {
            let endpoint = SetQuantity::new(option, quantity).unwrap();
            let path =
                format!("/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/70000000001/quantities/{text}");
            assert_eq!(endpoint.target().encoded(), Ok(path.as_str()));
            assert!(endpoint.body().is_none());
        }
    }
}
