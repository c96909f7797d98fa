//! Korea Checkout seen from outside. Names of fields, statuses and events are those of the vendor's page.

mod coupons;
mod hosted;
mod limits;
mod options;
#[cfg(feature = "cli")]
mod readme;
mod refunds;
mod refusals;
mod replays;
#[cfg(feature = "server")]
mod server;
mod sessions;
mod shops;
pub(crate) mod support;
mod webhook_chance;
mod webhooks;
