//! What several of the examples share; the examples themselves stand beside this file.

pub mod receiver;

use std::time::{SystemTime, UNIX_EPOCH};

/// Now, in unix seconds.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the clock of these programs: the libraries take time as an input")]
pub fn unix_seconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
