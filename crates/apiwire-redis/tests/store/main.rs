//! What a store of the governor's must do: the same in memory and in Redis.

#[path = "../server/mod.rs"]
mod server;

mod alike;
mod fleet;
mod outage;
mod privacy;
mod rules;
mod subject;
