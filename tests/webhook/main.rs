//! Webhooks beyond the crate: the example as a user runs it, and libraries that are not ours.

#[path = "../probe/programs.rs"]
mod programs;

mod peers;
#[path = "../shared/python.rs"]
mod python;
mod shell;

/// The libraries and the example read the clock themselves.
#[expect(clippy::disallowed_methods, reason = "the clock of these tests")]
fn unix_seconds() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}
