//! Counts what a Coupang seller account holds, read-only, and says why it cannot: the live probe.
//!
//! [`probe`] makes one bounded read per order status, then counts returns, exchanges and inquiries. It keeps counts and
//! nothing else, and stops at the first answer that more calls would only make worse. Its [`Report`] holds no id, no name and no key, so it can be shown and stored.
//!
//! ```
//! # use std::sync::Arc;
//! # use coupang_wing::{Config, Wing, apiwire::{clock::SystemClock, testing::InMemory}};
//! # use commerce_sandbox::coupang::{self, Gateway};
//! use live_probe::{Connection, Plan, Target, probe};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let gateway = Gateway::builder().build()?;
//! # let answer = InMemory::new(Arc::new(SystemClock), move |request, now| gateway.handle(request, now));
//! # let config = Config::new(coupang::DEFAULT_VENDOR, coupang::DEFAULT_ACCESS_KEY.into(), coupang::DEFAULT_SECRET_KEY.into())?;
//! # let wing = Wing::builder(config).transport(Arc::new(answer)).build()?;
//! let report = probe(&wing, Target::Sandbox, &Plan::default()).await;
//! assert_eq!(report.connection, Connection::Active);
//! # Ok(())
//! # }
//! ```
#![forbid(unsafe_code)]

#[cfg(all(doctest, feature = "cli"))]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(feature = "cli")]
pub mod cli;
mod later;
pub mod names;
mod pages;
mod plan;
mod reason;
mod report;
mod run;

pub use plan::{Expectation, Plan, PlanError};
pub use reason::Reason;
pub use report::{Connection, Counts, ExchangeRow, Mismatch, OrderCounts, Report, Target, Window};
pub use run::probe;
