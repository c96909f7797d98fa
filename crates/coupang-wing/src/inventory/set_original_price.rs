//! 상품 아이템별 할인율 기준가격 변경: the price from which an option's discount is reckoned.
//!
//! `PUT /v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/{vendorItemId}/original-prices/{originalPrice}`, without
//! a body. Article 360034156333 as it stood in 2026.

use apiwire::decode::DecodeError;
use apiwire::{BoxFuture, Endpoint, Error, Family, Repeat, Target, Write};
use http::Method;

use super::price::check_step;
use crate::access::ReadWrite;
use crate::client::Wing;
use crate::endpoints::Documented;
use crate::envelope;
use crate::family;
use crate::ids::VendorItemId;
use crate::write::{Checks, InputError, LookAt, Subject, WriteOperation};

const PAGE: &str = "상품 아이템별 할인율 기준가격 변경, article 360034156333, 2026";

/// The base price of an option's discount. No operation reads it, so nothing settles a change that was maybe sent.
///
/// The page's errors are not known, so no refusal is known by its text.
#[derive(Debug, Clone, Copy)]
pub struct SetOriginalPrice {
    vendor_item_id: VendorItemId,
    original_price: i64,
}

impl SetOriginalPrice {
    pub(super) fn new(
        wing: &Wing<ReadWrite>,
        vendor_item_id: VendorItemId,
        original_price: i64,
    ) -> Result<Self, InputError> {
        let mut checks = Checks::of(Self::NAME);
        checks.require(original_price >= 0, "originalPrice", "must not be negative", PAGE);
        check_step(&mut checks, wing, original_price, "originalPrice", PAGE);
        checks.finish()?;
        Ok(Self { vendor_item_id, original_price })
    }
}

impl Endpoint for SetOriginalPrice {
    type Output = ();
    type Effect = Write;
    const NAME: &'static str = "inventory.set_original_price";
    const METHOD: Method = Method::PUT;
    const FAMILY: Option<Family> = Some(family::INVENTORY);
    const REPEAT: Repeat = Repeat::Never;

    fn target(&self) -> Target {
        super::option(self.vendor_item_id).literal("original-prices").segment(self.original_price)
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::done(body)
    }
}

impl Documented for SetOriginalPrice {
    const TITLE: &'static str = "상품 아이템별 할인율 기준가격 변경";
    const PATH: &'static str = "/v2/providers/seller_api/apis/api/{version}/marketplace/vendor-items/{vendorItemId}/original-prices/{originalPrice}";
    const VERSIONS: &'static [&'static str] = &["v1"];
    const PORTAL: &'static str = "article 360034156333, 2026";
}

impl WriteOperation for SetOriginalPrice {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털에서 이 옵션의 할인율 기준가를 확인하세요. API로는 조회할 수 없습니다.",
        en: "See in Wing what the option's base price is (할인율 기준가); no operation reads it.",
    };

    fn subjects(&self) -> Vec<Subject> {
        vec![Subject::VendorItem(self.vendor_item_id)]
    }

    /// No read shows it.
    fn reached<'a>(&'a self, _wing: &'a Wing, _subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(std::future::ready(Ok(false)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_price_is_a_whole_number_in_the_path_and_there_is_no_body() {
        let vendor_item_id = VendorItemId::new(70_000_000_001).unwrap();
        for (original_price, text) in [(0, "0"), (59_000, "59000")] {
            let endpoint = SetOriginalPrice { vendor_item_id, original_price };
            let path = format!(
                "/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/70000000001/original-prices/{text}"
            );
            assert_eq!(endpoint.target().encoded(), Ok(path.as_str()));
            assert!(endpoint.body().is_none());
        }
    }
}
