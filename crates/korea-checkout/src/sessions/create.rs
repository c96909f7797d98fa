//! Create session: `POST /api/checkout/create-session` (operation 1).

use apiwire::calendar::Timestamp;
use apiwire::decode::DecodeError;
use apiwire::{Endpoint, Family, InputFaults, JsonBody, Origin, Repeat, Single, Target, Write};
use http::Method;

use super::new_session::NewSession;
use crate::endpoints::Documented;
use crate::envelope;
use crate::ids::{CheckoutUrl, SessionId};

/// Asks for a session. Sent twice it makes two, so it is never repeated once it may have been sent.
#[derive(Debug, Clone)]
pub struct CreateSession {
    session: NewSession,
}

impl CreateSession {
    /// For this order.
    #[must_use]
    pub fn new(session: NewSession) -> Self {
        Self { session }
    }
}

apiwire::model! {
    /// A session that was created.
    pub struct CreatedSession {
        /// Its id: keep it, because no read finds a session by its order.
        required session_id: SessionId = "sessionId" | "session_id",
        /// Where the buyer pays.
        required checkout_url: CheckoutUrl = "checkoutUrl" | "checkout_url",
        /// From when on it cannot be paid: after 24 hours unless asked otherwise.
        optional expires_at: Timestamp = "expiresAt" | "expires_at",
    }
}

impl Endpoint for CreateSession {
    type Output = Single<CreatedSession>;
    type Effect = Write;
    const NAME: &'static str = "sessions.create";
    const METHOD: Method = Method::POST;
    const FAMILY: Option<Family> = None;
    const REPEAT: Repeat = Repeat::Never;

    fn check(&self, origin: &Origin, faults: &mut InputFaults) {
        self.session.check(origin, faults);
    }

    fn target(&self) -> Target {
        Target::new("/api/checkout/create-session")
    }

    fn body(&self) -> Option<JsonBody> {
        Some(self.session.json())
    }

    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError> {
        envelope::single(body)
    }
}

impl Documented for CreateSession {
    const NUMBER: u8 = 1;
    const TITLE: &'static str = "create session";
    const PATH: &'static str = "/api/checkout/create-session";
}
