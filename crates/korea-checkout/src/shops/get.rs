//! Get shop: `GET /api/shops/{shopId}` (operation 7).

use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, Read, Repeat, Single, Target};
use http::Method;

use super::shop::Shop;
use crate::endpoints::Documented;
use crate::envelope;
use crate::ids::ShopId;

/// Reads a shop; also how its custom domain is getting on.
#[derive(Debug, Clone)]
pub struct GetShop {
    id: ShopId,
}

impl GetShop {
    /// Of this id.
    #[must_use]
    pub fn new(id: ShopId) -> Self {
        Self { id }
    }
}

impl Endpoint for GetShop {
    type Output = Single<Shop>;
    type Effect = Read;
    const NAME: &'static str = "shops.get";
    const METHOD: Method = Method::GET;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;
    const NOT_FOUND_IS_AN_ANSWER: bool = true;

    fn target(&self) -> Target {
        target(&self.id)
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::single(body)
    }

    fn rows(&self, _output: &Self::Output) -> Option<u64> {
        Some(1)
    }
}

/// Where a shop lives.
pub(crate) fn target(id: &ShopId) -> Target {
    Target::new("/api/shops").segment(id)
}

impl Documented for GetShop {
    const NUMBER: u8 = 7;
    const TITLE: &'static str = "get shop (also domain status)";
    const PATH: &'static str = "/api/shops/{shopId}";
}
