//! Webhooks beyond the crate: the example as a user runs it, and libraries that are not ours.

#[path = "../probe/programs.rs"]
mod programs;

mod peers;
mod shell;
