//! Create coupon: `POST /api/coupons/create` (operation 10).

use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, InputFaults, JsonBody, Origin, Repeat, Single, Target, Write};
use http::Method;

use super::coupon::Coupon;
use super::new_coupon::NewCoupon;
use crate::endpoints::Documented;
use crate::envelope;

/// Makes a coupon.
#[derive(Debug, Clone)]
pub struct CreateCoupon {
    coupon: NewCoupon,
}

impl CreateCoupon {
    /// This coupon.
    #[must_use]
    pub fn new(coupon: NewCoupon) -> Self {
        Self { coupon }
    }
}

impl Endpoint for CreateCoupon {
    type Output = Option<Single<Coupon>>;
    type Effect = Write;
    const NAME: &'static str = "coupons.create";
    const METHOD: Method = Method::POST;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;

    fn check(&self, _origin: &Origin, faults: &mut InputFaults) {
        self.coupon.check(faults);
    }

    fn target(&self) -> Target {
        Target::new("/api/coupons/create")
    }

    fn body(&self) -> Option<JsonBody> {
        Some(self.coupon.json())
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::perhaps(body)
    }
}

impl Documented for CreateCoupon {
    const NUMBER: u8 = 10;
    const TITLE: &'static str = "create coupon";
    const PATH: &'static str = "/api/coupons/create";
}
