//! A name for one write, for vendors that take an idempotency key.

use std::fmt;

use uuid::Uuid;

/// A random UUID (version 4): the same in every attempt of one call, and in no other call.
///
/// What a vendor does with it is the vendor's word; nothing here is repeated because of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct WriteKey(Uuid);

impl WriteKey {
    pub(crate) fn random() -> Self {
        Self(Uuid::new_v4())
    }
}

/// The usual form: 8-4-4-4-12 hexadecimal digits.
impl fmt::Display for WriteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for WriteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
