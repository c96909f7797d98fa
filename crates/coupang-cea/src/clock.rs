//! The one place of this crate that reads the clock; everything else takes time as an input.

use std::time::SystemTime;

#[expect(clippy::disallowed_methods, reason = "the clock module: the only caller is SignedDate::now")]
pub(crate) fn now() -> SystemTime {
    SystemTime::now()
}
