//! 상품 아이템별 가격 변경: what an option costs.
//!
//! `PUT /v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/{vendorItemId}/prices/{price}`, without a body. Portal
//! name `UPDATE_PRODUCT_PRICE_BY_ITEM`, article 360034156273 as it stood in 2026.

use apiwire::decode::DecodeError;
use apiwire::{BoxFuture, Endpoint, Error, Family, KnownRefusal, Repeat, Target, Write};
use http::Method;

use super::price::{check_step, is_whole};
use super::vendor_item::VendorItemInventory;
use crate::access::ReadWrite;
use crate::client::Wing;
use crate::endpoints::Documented;
use crate::envelope;
use crate::family;
use crate::ids::VendorItemId;
use crate::money::Money;
use crate::write::{Checks, InputError, LookAt, OURS, Subject, WriteOperation};

const PAGE: &str = "상품 아이템별 가격 변경, article 360034156273, 2026";

/// A new sale price of an option, in whole won.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceChange {
    vendor_item_id: VendorItemId,
    price: i64,
    is_forced: bool,
    /// The price before, where the caller knows it.
    current: Option<Money>,
}

impl PriceChange {
    /// This option at this price. How far it is from the price before, Coupang checks.
    #[must_use]
    pub fn new(vendor_item_id: VendorItemId, price: i64) -> Self {
        Self { vendor_item_id, price, is_forced: false, current: None }
    }

    /// The same of an option that was read: a change to less than half or more than the double is refused before it is sent.
    #[must_use]
    pub fn of(item: &VendorItemInventory, price: i64) -> Self {
        Self { current: item.sale_price, ..Self::new(item.vendor_item_id, price) }
    }

    /// Lifts Coupang's limit on how far a price may move at once (`forceSalePriceUpdate`): **its guard against typing errors**.
    #[must_use]
    pub fn forced(self) -> Self {
        Self { is_forced: true, ..self }
    }

    /// At least half and at most twice the price before.
    fn is_near(&self) -> bool {
        let Some(current) = self.current.filter(|current| is_whole(*current) && current.units() > 0) else {
            return true;
        };
        let (price, current) = (i128::from(self.price), i128::from(current.units()));
        price * 2 >= current && price <= current * 2
    }
}

/// The sale price of an option. It is live at once.
#[derive(Debug, Clone, Copy)]
pub struct SetPrice {
    change: PriceChange,
}

impl SetPrice {
    pub(super) fn new(wing: &Wing<ReadWrite>, change: PriceChange) -> Result<Self, InputError> {
        let mut checks = Checks::of(Self::NAME);
        checks.require(change.price > 0, "price", "must be more than 0", OURS);
        check_step(&mut checks, wing, change.price, "price", PAGE);
        let near = change.is_forced || change.is_near();
        let rule = "may fall by 50% and rise by 100% of the present price at most, unless it is forced";
        checks.require(near, "price", rule, PAGE);
        checks.finish()?;
        Ok(Self { change })
    }
}

impl Endpoint for SetPrice {
    type Output = ();
    type Effect = Write;
    const NAME: &'static str = "inventory.set_price";
    const METHOD: Method = Method::PUT;
    const FAMILY: Option<Family> = Some(family::INVENTORY);
    const REPEAT: Repeat = Repeat::TargetState;
    const SETTLED_BY: Option<&'static str> = Some("inventory.get");
    const REFUSALS: &'static [KnownRefusal] = &[
        KnownRefusal::new(
            "too_far",
            &["최대 50% 인하/최대 100% 인상까지 변경가능합니다"],
            "the price falls by more than 50% or rises by more than 100%: only a forced change goes further",
        ),
        KnownRefusal::new(
            "not_a_multiple",
            &["가격은 최소 10원 단위로 입력가능합니다"],
            "the price must be a multiple of 10",
        ),
        KnownRefusal::new(
            "deleted",
            &["가격변경에 실패했습니다", "삭제된 상품은 변경이 불가능합니다"],
            "the option is deleted",
        ),
        KnownRefusal::new(
            "generated_option",
            &["자동생성옵션의 가격을 직접 수정할 수 없습니다"],
            "Coupang generated this option: change the price of the option that it is made from",
        ),
        KnownRefusal::new("bad_id", &["유효하지 않은 ID입니다"], "the option's id is refused"),
    ];

    fn target(&self) -> Target {
        let target = super::option(self.change.vendor_item_id).literal("prices").segment(self.change.price);
        if self.change.is_forced { target.query("forceSalePriceUpdate", true) } else { target }
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::done(body)
    }
}

impl Documented for SetPrice {
    const TITLE: &'static str = "상품 아이템별 가격 변경";
    const PATH: &'static str =
        "/v2/providers/seller_api/apis/api/{version}/marketplace/vendor-items/{vendorItemId}/prices/{price}";
    const VERSIONS: &'static [&'static str] = &["v1"];
    const PORTAL: &'static str = "UPDATE_PRODUCT_PRICE_BY_ITEM, article 360034156273, 2026";
}

impl WriteOperation for SetPrice {
    const LOOK_AT: LookAt = LookAt {
        ko: "판매자 포털에서 이 옵션의 판매가를 확인하세요.",
        en: "See in Wing what the option costs (판매가).",
    };

    fn subjects(&self) -> Vec<Subject> {
        vec![Subject::VendorItem(self.change.vendor_item_id)]
    }

    fn reached<'a>(&'a self, wing: &'a Wing, _subject: Subject) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(async {
            let item = wing.inventory().get(self.change.vendor_item_id).await?.row;
            Ok(item.sale_price.is_some_and(|price| is_whole(price) && price.units() == self.change.price))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_and_double_are_near_enough() {
        let change = |price| PriceChange { current: Some(Money::krw(10_000)), ..PriceChange::new(option(), price) };
        for (price, near) in [(4_990, false), (5_000, true), (10_000, true), (20_000, true), (20_010, false)] {
            assert_eq!(change(price).is_near(), near, "{price}");
        }
        assert!(PriceChange::new(option(), 10).is_near(), "an unknown price is Coupang's to check");
        assert!(!change(i64::MAX).is_near() && !change(i64::MIN).is_near());
    }

    #[test]
    fn the_limit_is_lifted_only_when_asked_for() {
        let change = PriceChange::new(option(), 49_000);
        // The path and the query of the signing vector `put_with_query`.
        let path = "/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/70000000001/prices/49000";
        for (change, query) in [(change, ""), (change.forced(), "?forceSalePriceUpdate=true")] {
            let endpoint = SetPrice { change };
            assert_eq!(endpoint.target().encoded(), Ok(format!("{path}{query}").as_str()));
            assert!(endpoint.body().is_none());
        }
    }

    fn option() -> VendorItemId {
        VendorItemId::new(70_000_000_001).unwrap()
    }
}
