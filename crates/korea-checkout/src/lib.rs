//! A client for Korea Checkout: hosted payment sessions, refunds, coupons, shops and custom domains.
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
