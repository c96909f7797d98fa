//! A client for Korea Checkout: hosted payment sessions, refunds, coupons, shops and custom domains.
//!
//! ```
//! # use std::sync::Arc;
//! # use commerce_sandbox::korea_checkout::{BuyerAction, Checkout, DEFAULT_API_KEY};
//! # use korea_checkout::apiwire::{clock::SystemClock, testing::InMemory};
//! use korea_checkout::refunds::{Paid, Refund, Settled};
//! use korea_checkout::sessions::{Buyer, NewItem, NewSession, Polling};
//! use korea_checkout::{Config, KoreaCheckout, WritePermit, family};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let sandbox = Arc::new(Checkout::builder().build()?);
//! # let core = Arc::clone(&sandbox);
//! # let answer = InMemory::new(Arc::new(SystemClock), move |request, now| core.handle(request, now));
//! # let config = Config::new(DEFAULT_API_KEY.into())?;
//! # let checkout = KoreaCheckout::builder(config).transport(Arc::new(answer)).build()?;
//! // let checkout = KoreaCheckout::new(Config::from_env()?)?;
//! let buyer = Buyer::new("김하나", "hana@example.com", "+82-10-1234-5678");
//! let order = NewSession::new("order-1001", 29_000, buyer)
//!     .with_item(NewItem::new("머그컵", 14_500, 2))
//!     .with_urls("https://shop.example.com/paid", "https://shop.example.com/cart");
//! let created = checkout.sessions().create(order).await?.row;
//! println!("send the buyer to {}", created.checkout_url);
//!
//! # sandbox.act(created.session_id.as_str(), BuyerAction::Pay, checkout.now())?;
//! let waited = checkout.sessions().wait_until_settled(&created.session_id, Polling::default()).await?;
//! let session = waited.session.row;
//! assert!(session.status.is_paid());
//!
//! // Money goes back by a permit only, and never twice.
//! let permit = WritePermit::for_([family::REFUNDS]);
//! let refunds = checkout.allow_writes(permit);
//! let refund = Refund::partial(Paid::of(&session)?, 10_000).with_reason("한 개 반품");
//! refunds.refunds().create(&refund).await?;
//! let (settled, _) = refunds.refunds().settle(&refund).await?;
//! assert_eq!(settled, Settled::Done);
//! # Ok(())
//! # }
//! ```
//!
//! What to expect of it:
//!
//! - A new client takes payments. Refunds, shops and domains need [`KoreaCheckout::allow_writes`], by a permit that can be
//!   revoked.
//! - Nothing is paid or refunded twice because of us: a write that may have been sent is never repeated, and its
//!   [`Error`] names the read that settles it.
//! - Nobody's word is taken for a payment but the vendor's own answer: neither a return URL's nor an event's.
//! - The key picks the host; 1000 calls a minute with a live key, 100 with a test key ([`limits`]).
//! - An [`Error`] says what happened, whether it may have taken effect, and what to do; it quotes nobody.
#![forbid(unsafe_code)]

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use apiwire;
pub use apiwire::calendar;
pub use apiwire::{Delivery, Error, ErrorKind, InputFault, Language, RateLimit, Single, WritePermit};

mod access;
mod builder;
mod client;
mod config;
pub mod coupons;
pub mod domains;
pub mod endpoints;
mod envelope;
#[cfg(feature = "webhook")]
pub mod events;
pub mod family;
mod gateway;
mod ids;
mod input;
mod key;
pub mod limits;
pub mod raw;
pub mod refunds;
pub mod sessions;
pub mod shops;

pub use access::{Access, Permitted, Selling};
pub use builder::KoreaCheckoutBuilder;
pub use client::KoreaCheckout;
pub use config::{Config, ConfigError};
pub use ids::{
    BusinessNumber, CheckoutUrl, CouponCode, GatewayTransactionId, PlatformOrderId, RefundId, SessionId, ShopId,
};
pub use key::{ApiKey, Environment, KeyError};
pub use raw::RawRequest;
#[cfg(feature = "webhook")]
pub use webhook_verify;
