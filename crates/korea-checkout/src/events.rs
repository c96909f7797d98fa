//! What the vendor tells by webhook: payments completed, failed, refunded, sessions expired. Feature `webhook`.
//!
//! An event is parsed from a [`Verified`](webhook_verify::Verified) body only, so nobody can act on one whose signature
//! was not checked (A6). Even then it proves little: it may be late, or a repetition. So, in this order:
//!
//! 1. verify the raw bytes, answer 400 if that fails;
//! 2. parse with [`Received::parse`], remember its key in a seen-store, queue it durably, answer 200;
//! 3. later, from the queue: [`Events::confirm`] reads the session, and only what that says is acted on.
//!
//! ```
//! use korea_checkout::events::{Event, Received};
//! use webhook_verify::{Scheme, Verifier};
//!
//! # let secret = "whsec_of_the_shop".parse()?;
//! let verifier = Verifier::new(Scheme::body_hex(), [secret])?;
//! # let raw = br#"{"event":"payment.completed","data":{"sessionId":"cs_1","totalAmount":29000}}"#;
//! # let signer = webhook_verify::Signer::new(Scheme::body_hex(), ["whsec_of_the_shop".parse()?])?;
//! # let (headers, now) = (signer.sign(raw, None, 1_772_410_504)?, 1_772_410_504);
//! let verified = verifier.verify(&headers, raw, now)?;
//! let received = Received::parse(verified)?;
//! match &received.event {
//!     Event::PaymentCompleted(payment) => assert_eq!(payment.session_id.as_str(), "cs_1"),
//!     other => println!("{other:?}"), // names nobody
//! }
//! assert!(received.key.as_str().starts_with("sha256:")); // the event has no id
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod confirm;
mod event;
mod parse;
mod secrets;

use apiwire::{Error, ErrorKind, Pipeline};

pub use confirm::{Confirmation, Difference};
pub use event::{Event, PaymentCompleted, SessionNews, UnknownEvent};
pub use parse::{EventError, KeyReason, Received};
pub use secrets::{SECRET_VARIABLE, SecretsError, secrets_from_env, secrets_from_vars};

use crate::sessions::GetSession;

/// What a client can say about events; see [`crate::KoreaCheckout::events`].
#[derive(Debug, Clone, Copy)]
pub struct Events<'c> {
    pub(crate) pipeline: &'c Pipeline,
}

impl Events<'_> {
    /// Reads the session that an event is about, and compares status, amount, currency and order: a forged or late event
    /// ships no goods.
    ///
    /// # Errors
    /// Those of [`crate::sessions::Sessions::get`]; confirm again later. A session that does not exist is no error but
    /// [`Confirmation::NoSession`].
    pub async fn confirm(&self, event: &Event) -> Result<Confirmation, Error> {
        let Some(id) = event.session_id() else { return Ok(Confirmation::NoSession) };
        match self.pipeline.send(&GetSession::new(id.clone()), None).await {
            Ok(session) => Ok(Confirmation::of(event, session)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Confirmation::NoSession),
            Err(error) => Err(error),
        }
    }
}
