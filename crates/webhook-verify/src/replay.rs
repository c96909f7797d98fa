//! The key under which an event is remembered.

use std::fmt;
use std::sync::Arc;

use sha2::{Digest, Sha256};

/// The longest identifier that stands in a key as it is, in bytes; a longer one is hashed, so that keys stay small.
const MAX_ID_BYTES: usize = 128;

/// Tells one event from others, for a [`SeenStore`](crate::SeenStore).
///
/// Only a [`Verified`](crate::Verified) gives one out: what was not signed cannot fill the store. The text is
/// `id:<identifier>`, or `sha256:<64 digits>` of the body, or `id-sha256:<64 digits>` of an identifier of more than 128
/// bytes; at most 131 bytes, fit for a column with a unique index. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReplayKey(Arc<str>);

impl ReplayKey {
    pub(crate) fn of_id(id: &str) -> Self {
        let text = if id.len() > MAX_ID_BYTES { digest("id-sha256:", id.as_bytes()) } else { format!("id:{id}") };
        Self(text.into())
    }

    pub(crate) fn of_body(body: &[u8]) -> Self {
        Self(digest("sha256:", body).into())
    }

    /// The text to store.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ReplayKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReplayKey(<redacted>)")
    }
}

fn digest(prefix: &str, bytes: &[u8]) -> String {
    prefix.to_owned() + &hex::encode(Sha256::digest(bytes))
}
