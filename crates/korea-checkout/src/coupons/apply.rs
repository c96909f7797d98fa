//! Apply coupon to session: `POST /api/coupons/apply` (operation 11).

use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, InputFaults, JsonBody, Origin, Repeat, Single, Target, Write};
use http::Method;

use super::coupon::CouponType;
use crate::endpoints::Documented;
use crate::envelope;
use crate::ids::{CouponCode, SessionId};
use crate::input::{Body, ExtraFields, require_text};

/// Applies a coupon to a session. The page's sample lacks the key's header; it is always sent (A23).
#[derive(Debug, Clone)]
pub struct ApplyCoupon {
    session_id: SessionId,
    code: CouponCode,
}

impl ApplyCoupon {
    /// This coupon to this session.
    #[must_use]
    pub fn new(session_id: SessionId, code: CouponCode) -> Self {
        Self { session_id, code }
    }
}

apiwire::model! {
    /// What a coupon has made of a session.
    pub struct AppliedCoupon {
        /// What is to be paid now, in whole won. Keep it: it is what was paid when it comes to refunds.
        required new_total: i64 = "newTotal" | "new_total",
        /// What was taken off.
        optional discount: Discount = "discount",
    }
}

apiwire::model! {
    /// What a coupon took off.
    pub struct Discount {
        /// The coupon's type.
        optional kind: CouponType = "type",
        /// The coupon's value: a percentage or whole won, by its type.
        optional value: i64 = "value",
        /// What was taken off, in whole won.
        optional amount: i64 = "amount",
    }
}

impl Endpoint for ApplyCoupon {
    type Output = Single<AppliedCoupon>;
    type Effect = Write;
    const NAME: &'static str = "coupons.apply";
    const METHOD: Method = Method::POST;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;
    const NOT_FOUND_IS_AN_ANSWER: bool = true;
    const SETTLED_BY: Option<&'static str> = Some("sessions.get");

    fn check(&self, _origin: &Origin, faults: &mut InputFaults) {
        require_text(faults, "sessionId", self.session_id.as_str());
        require_text(faults, "couponCode", self.code.as_str());
    }

    fn target(&self) -> Target {
        Target::new("/api/coupons/apply")
    }

    fn body(&self) -> Option<JsonBody> {
        let body = Body::new().with("sessionId", self.session_id.as_str()).with("couponCode", self.code.as_str());
        Some(body.into_json(&ExtraFields::default()))
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::single(body)
    }
}

impl Documented for ApplyCoupon {
    const NUMBER: u8 = 11;
    const TITLE: &'static str = "apply coupon to session";
    const PATH: &'static str = "/api/coupons/apply";
}
