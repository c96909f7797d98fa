//! Korea Checkout: payment sessions with their hosted page, refunds, coupons, shops, custom domains and signed webhooks.
//!
//! [`Checkout`] is a function from a request and an instant to an answer, with the state of one merchant behind it.
//! Webhooks are data too: [`Checkout::take_due`] hands out what is to be posted, and the caller says how it went.
//!
//! The vendor's page "헤드리스 체크아웃 API 문서" (Headless Checkout API) is the only source, and no live account was
//! used. What it says is checked; where it is silent, the item that chooses says *assumed*, and where it is known to be
//! ambiguous, [`CheckoutBuilder`] has an option.
//!
//! ```
//! use commerce_sandbox::korea_checkout::{BuyerAction, Checkout, SessionStatus};
//! use std::time::{Duration, SystemTime};
//!
//! let checkout = Checkout::builder().seed(7).api_key("sk_test_me").build()?;
//! let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_772_000_000);
//! let request = http::Request::post("/api/checkout/create-session")
//!     .header("x-api-key", "sk_test_me")
//!     .header("content-type", "application/json")
//!     .body(bytes::Bytes::from_static(br#"{
//!         "platform": "headless", "platformOrderId": "order-1", "totalAmount": 29000, "currency": "KRW",
//!         "items": [{ "name": "Tea", "price": 29000, "quantity": 1 }],
//!         "customer": { "name": "Example", "email": "a@example.com", "phone": "+82-10-0000-0000" },
//!         "returnUrl": "https://shop.example.com/done", "cancelUrl": "https://shop.example.com/cart",
//!         "webhookUrl": "http://127.0.0.1:9/hooks"
//!     }"#))?;
//! let answer: serde_json::Value = serde_json::from_slice(checkout.handle(request, now).body())?;
//! let session = answer["sessionId"].as_str().unwrap_or_default();
//!
//! assert_eq!(checkout.act(session, BuyerAction::Pay, now), Ok(SessionStatus::Completed));
//! assert_eq!(checkout.take_due(now).len(), 1, "payment.completed, signed");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod build_error;
mod builder;
mod carry_out;
mod checkout;
mod coupons;
mod fields;
mod hosted;
mod ids;
mod kinds;
mod ledger;
mod meter;
mod operation;
mod options;
mod place;
mod replay;
mod rules;
mod serve;
mod sessions;
mod shops;
mod state;
mod webhooks;

pub use build_error::BuildError;
pub use builder::CheckoutBuilder;
pub use checkout::Checkout;
#[cfg(feature = "server")]
pub(crate) use kinds::KINDS;
pub use ledger::{Call, Change, Entry, Ledger};
pub use operation::{Operation, handler};
pub use options::{Casing, Envelope, ErrorForm, EventData, Idempotency, RateHeaders, StatusPlace, WebhookPrecedence};
pub use serve::Met;
pub use sessions::{ActionError, BuyerAction, PaymentMethod, SessionStatus};
pub use webhooks::{Delivery, DeliveryId, Outcome, WebhookManners};

use std::time::Duration;

/// The API key the sandbox knows, unless the builder names others.
pub const DEFAULT_API_KEY: &str = "sk_test_sandbox";
/// What webhooks are signed with, unless the builder names another secret. It protects nothing.
pub const DEFAULT_WEBHOOK_SECRET: &str = "sandbox-webhook-secret";
/// Calls a minute with a key that starts with `sk_live_` (section "Rate limits" of the vendor's page).
pub const LIVE_CALLS_PER_MINUTE: u32 = 1_000;
/// Calls a minute with a key that starts with `sk_test_`.
pub const TEST_CALLS_PER_MINUTE: u32 = 100;
/// How long a session can be paid unless set otherwise.
pub const DEFAULT_SESSION_LIFETIME: Duration = Duration::from_secs(24 * 3_600);
/// The longest life a session can have.
pub const MAX_SESSION_LIFETIME: Duration = Duration::from_secs(7 * 24 * 3_600);
/// How long a custom domain stays unverified unless set otherwise. The vendor says "up to 24 hours"; a minute is enough
/// to see a client wait.
pub const DEFAULT_DOMAIN_TIME: Duration = Duration::from_secs(60);
/// Where a session's page is when the caller came over no loopback address, as in the vendor's samples.
pub const HOSTED_ORIGIN: &str = "https://checkout.koreacheckout.com";
/// The most calls and the most changes the ledger remembers; older ones are forgotten first.
pub const MAX_LEDGER_ENTRIES: usize = 10_000;
