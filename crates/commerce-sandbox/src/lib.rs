//! Local fakes of Korean commerce services that check signatures as the real ones do.
//!
//! Coupang offers no test environment ([`coupang`] cites the article), so a client's first call would be a call to a
//! live shop. This crate stands in for the service: the same paths, the same signature check over the bytes that
//! travelled, the same refusals, and shops full of people who do not exist. [`korea_checkout`] stands in for a payment
//! service, with its hosted page and its webhooks.
//!
//! Each core is a pure function from a request and an instant to a response: [`coupang::Gateway::handle`] and
//! [`korea_checkout::Checkout::handle`]. It opens no socket and reads no clock, so a test hands it requests directly. The
//! feature `server` puts it on a loopback port and the feature `cli` makes a program of it.
//!
//! ```
//! use commerce_sandbox::coupang::Gateway;
//! use std::time::{Duration, SystemTime};
//!
//! let gateway = Gateway::builder().seed(7).build()?;
//! let request = http::Request::get("/v2/providers/openapi/apis/api/v5/vendors/A00012345/ordersheets")
//!     .body(bytes::Bytes::new())?;
//! let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_772_000_000);
//! assert_eq!(gateway.handle(request, now).status(), 401, "nothing was signed");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

mod calendar;
pub mod coupang;
mod dice;
pub mod fault;
mod form;
mod host;
mod json;
pub mod korea_checkout;
#[cfg(feature = "server")]
pub mod server;
