//! Refund: `POST /api/checkout/session/{sessionId}/refund` (operation 5).

use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, InputFaults, JsonBody, Origin, Repeat, Single, Target, Write};
use http::Method;

use super::refund::{Refund, Refunded};
use crate::endpoints::Documented;
use crate::{envelope, family};

/// Sends money back. Sent twice it may be sent back twice, so it is never repeated once it may have been sent.
#[derive(Debug, Clone)]
pub struct CreateRefund {
    refund: Refund,
}

impl CreateRefund {
    /// This refund.
    #[must_use]
    pub fn new(refund: Refund) -> Self {
        Self { refund }
    }
}

impl Endpoint for CreateRefund {
    type Output = Single<Refunded>;
    type Effect = Write;
    const NAME: &'static str = "refunds.create";
    const METHOD: Method = Method::POST;
    const FAMILY: Option<Family> = Some(family::REFUNDS);
    const REPEAT: Repeat = Repeat::Never;
    const NOT_FOUND_IS_AN_ANSWER: bool = true;
    const SETTLED_BY: Option<&'static str> = Some("sessions.get");

    fn check(&self, _origin: &Origin, faults: &mut InputFaults) {
        self.refund.check(faults);
    }

    fn target(&self) -> Target {
        Target::new("/api/checkout/session").segment(self.refund.paid().session_id()).literal("refund")
    }

    fn body(&self) -> Option<JsonBody> {
        Some(self.refund.json())
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::single(body)
    }
}

impl Documented for CreateRefund {
    const NUMBER: u8 = 5;
    const TITLE: &'static str = "refund";
    const PATH: &'static str = "/api/checkout/session/{sessionId}/refund";
}
