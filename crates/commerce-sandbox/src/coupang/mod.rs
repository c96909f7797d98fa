//! The Coupang Wing Open API gateway and what is behind it: orders, claims, customer service, inventory, settlement.
//!
//! Coupang offers no sandbox of its own (developer portal, articles 900001711363 and 20288952179993). What this one
//! answers follows the portal where the portal speaks. Where it is silent or says two things a rule decides, which a builder
//! or a scenario changes ([`rules`]); what no rule decides is written down at the item that chose it, with the word *assumed*,
//! and in `UNKNOWN.md` with its reason.

mod admission;
mod agenda;
mod answer;
mod body;
mod books;
mod build_error;
mod builder;
mod claim_kind;
mod claims;
mod customers;
mod gateway;
mod happening;
mod inventory;
mod life;
mod meter;
mod operations;
mod ordersheets;
mod query;
mod route;
mod rules;
#[cfg(feature = "scenario")]
mod scenario;
mod serve;
mod service;
mod settlement;
mod status;
mod unanswered;
#[cfg(test)]
mod volume;
mod world;
mod write;

use crate::{calendar, dice};
pub use agenda::When;
pub use books::Commit;
pub use build_error::BuildError;
pub use builder::GatewayBuilder;
pub use claim_kind::ClaimKind;
pub use customers::{CustomerAct, MAX_ACTS_PER_DAY};
pub use gateway::Gateway;
pub use happening::Happening;
pub use meter::Ledger;
#[cfg(any(feature = "server", feature = "scenario"))]
pub(crate) use operations::OPERATIONS;
pub use operations::{operation, operations};
pub use route::handler;
pub use rules::*;
#[cfg(feature = "scenario")]
pub use scenario::Scenario;
pub use serve::Met;
pub use status::OrderStatus;

/// The vendor whose shop this is, unless the builder names another.
pub const DEFAULT_VENDOR: &str = "A00012345";
/// The access key the gateway knows, unless the builder names another.
pub const DEFAULT_ACCESS_KEY: &str = "sandbox-access-key";
/// The secret key signatures are checked with, unless the builder names another. It protects nothing.
pub const DEFAULT_SECRET_KEY: &str = "sandbox-secret-key";
/// The Wing login id that the shop knows, unless the builder names another.
pub const DEFAULT_WING_USER: &str = "sandbox-wing-user";
/// Calls a vendor may make in any second: the newer statement of the portal (2026). The older articles say 10.
pub const DEFAULT_CALLS_PER_SECOND: u32 = 5;
/// How long a vendor must stay quiet after a breach, in seconds. The portal says "minutes to tens of minutes" (article
/// 20414599556889); a sandbox that locks somebody out longer than this teaches nothing more.
pub const DEFAULT_LOCKOUT_SECONDS: u64 = 60;
/// The most orders a day and a status can hold: the six digits that the ids reserve for them.
pub const MAX_ORDERS_PER_DAY: u32 = 1_000_000;
/// The most claims a day and a kind can hold: the five digits that the ids reserve for them.
pub const MAX_CLAIMS_PER_DAY: u32 = 100_000;
/// The most inquiries, cases or rows of revenue a day can hold: the four digits that the ids reserve for them.
pub const MAX_ROWS_PER_DAY: u32 = 10_000;
