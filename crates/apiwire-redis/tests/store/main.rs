//! What a store of the governor's must do: the same in memory and in Redis.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

#[path = "../server/mod.rs"]
mod server;

mod alike;
mod fleet;
mod outage;
mod privacy;
mod rules;
mod subject;
