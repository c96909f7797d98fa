//! A client for the Coupang Wing Open API.
//!
//! ```
//! # use std::sync::Arc;
//! # use coupang_wing::{Config, Wing, apiwire::{clock::SystemClock, testing::InMemory}};
//! # use commerce_sandbox::coupang::{self, Gateway};
//! use coupang_wing::calendar::KstDate;
//! use coupang_wing::orders::{OrderQuery, OrderStatus};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let gateway = Gateway::builder().build()?;
//! # let answer = InMemory::new(Arc::new(SystemClock), move |request, now| gateway.handle(request, now));
//! # let config = Config::new(coupang::DEFAULT_VENDOR, coupang::DEFAULT_ACCESS_KEY.into(), coupang::DEFAULT_SECRET_KEY.into())?;
//! # let wing = Wing::builder(config).transport(Arc::new(answer)).build()?;
//! // let wing = Wing::live(Config::from_env()?)?;
//! let today = KstDate::at(wing.now());
//! let mut orders = wing.orders().list(OrderQuery::days(today, today, OrderStatus::Accept)?);
//! let mut boxes = 0;
//! while let Some(sheet) = orders.next().await {
//!     let sheet = sheet?; // names, phones and addresses in it cannot print themselves
//!     boxes += 1;
//!     assert_eq!(sheet.status, OrderStatus::Accept);
//! }
//! # assert!(boxes > 0);
//! # Ok(())
//! # }
//! ```
//!
//! What to expect of it:
//!
//! - A new client reads and cannot write: [`Wing::allow_writes`] is the only way, by a permit that can be revoked.
//! - At most four calls in any second per vendor, silence after 429, a stop after an edge block ([`apiwire::governor`]).
//! - An [`Error`] says what happened, whether it may have taken effect, and what to do; it quotes nobody.
#![forbid(unsafe_code)]

#[cfg(all(doctest, feature = "reqwest"))]
#[doc = include_str!("../README.md")]
struct Readme;

pub use apiwire;
pub use apiwire::calendar;
pub use apiwire::{Delivery, Error, ErrorKind, Language, WritePermit};

mod access;
mod builder;
pub mod claims;
mod client;
pub mod collect;
mod config;
pub mod endpoints;
mod envelope;
pub mod family;
mod found;
mod gateway;
mod ids;
pub mod inventory;
mod lookup;
mod money;
pub mod orders;
mod percent;
mod query;
pub mod service;
pub mod settlement;
pub mod window;
pub mod write;

pub use access::{Access, ReadOnly, ReadWrite};
pub use builder::WingBuilder;
pub use client::Wing;
pub use config::{Config, ConfigError, Market, VendorId, VendorIdError};
pub use gateway::PRODUCTION;
pub use ids::{
    AnswerId, CallCenterInquiryId, CarrierCode, ExchangeId, InquiryCommentId, InquiryId, InvoiceNumber, OrderId,
    PaymentId, PickupNumber, ProductId, ReceiptId, ReturnCenterCode, ReturnDeliveryId, SellerItemId, SellerProductId,
    ShipmentBoxId, VendorItemId, VendorSku,
};
pub use lookup::Lookup;
pub use money::{Currency, Money, MoneyError};
pub use percent::Percent;
pub use query::QueryError;
