//! Create shop: `POST /api/shops` (operation 6).

use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, InputFaults, JsonBody, Origin, Repeat, Single, Target, Write};
use http::Method;

use super::new_shop::NewShop;
use super::shop::Shop;
use crate::endpoints::Documented;
use crate::{envelope, family};

/// Makes a shop. The answer is unknown; a shop without an id is of no use, so it is read as one.
#[derive(Debug, Clone)]
pub struct CreateShop {
    shop: NewShop,
}

impl CreateShop {
    /// This shop.
    #[must_use]
    pub fn new(shop: NewShop) -> Self {
        Self { shop }
    }
}

impl Endpoint for CreateShop {
    type Output = Single<Shop>;
    type Effect = Write;
    const NAME: &'static str = "shops.create";
    const METHOD: Method = Method::POST;
    const FAMILY: Option<Family> = Some(family::SHOPS);
    const REPEAT: Repeat = Repeat::Never;

    fn check(&self, origin: &Origin, faults: &mut InputFaults) {
        self.shop.check(origin, faults);
    }

    fn target(&self) -> Target {
        Target::new("/api/shops")
    }

    fn body(&self) -> Option<JsonBody> {
        Some(self.shop.json())
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::single(body)
    }
}

impl Documented for CreateShop {
    const NUMBER: u8 = 6;
    const TITLE: &'static str = "create shop";
    const PATH: &'static str = "/api/shops";
}
