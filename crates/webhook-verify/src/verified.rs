//! The proof that a body was checked.

use std::fmt;

use crate::replay::ReplayKey;

/// A body whose signature was right, and in time where the time is signed.
///
/// Made by [`Verifier::verify`](crate::Verifier::verify) and by nothing else, so take it instead of bytes wherever an
/// event is parsed or acted on. It says who sent the body, not that it is news: see
/// [`replay_key`](Self::replay_key). `Debug` is constant.
///
/// ```compile_fail,E0451
/// let forged = webhook_verify::Verified { body: b"{}", id: None, unix_seconds: None, secret: 0 };
/// ```
#[derive(Clone, Copy)]
pub struct Verified<'a> {
    body: &'a [u8],
    id: Option<&'a str>,
    unix_seconds: Option<i64>,
    secret: usize,
}

impl<'a> Verified<'a> {
    pub(crate) fn new(body: &'a [u8], id: Option<&'a str>, unix_seconds: Option<i64>, secret: usize) -> Self {
        Self { body, id, unix_seconds, secret }
    }

    /// The bytes that were signed; they need not be UTF-8 or JSON.
    #[must_use]
    pub fn body(&self) -> &'a [u8] {
        self.body
    }

    /// The identifier from a header, where the scheme signs one.
    #[must_use]
    pub fn id(&self) -> Option<&'a str> {
        self.id
    }

    /// The signed time in unix seconds, where the scheme signs one.
    #[must_use]
    pub fn unix_seconds(&self) -> Option<i64> {
        self.unix_seconds
    }

    /// The position, from 0, of the secret that gave the code: when the old one is no longer used, it can go.
    #[must_use]
    pub fn secret_position(&self) -> usize {
        self.secret
    }

    /// What tells this event from others: the signed identifier, else the SHA-256 of the body.
    ///
    /// Two deliveries of one event have the same key as long as the provider repeats it byte for byte. When the event
    /// carries an identifier in its body, use [`replay_key_of`](Self::replay_key_of).
    #[must_use]
    pub fn replay_key(&self) -> ReplayKey {
        self.id.map_or_else(|| self.body_digest(), ReplayKey::of_id)
    }

    /// As [`replay_key`](Self::replay_key), given the identifier that was found in this body; empty is none.
    #[must_use]
    pub fn replay_key_of(&self, event_id: Option<&str>) -> ReplayKey {
        event_id.filter(|id| !id.is_empty()).map_or_else(|| self.replay_key(), ReplayKey::of_id)
    }

    /// The SHA-256 of the body as a key, whatever identifiers there are.
    #[must_use]
    pub fn body_digest(&self) -> ReplayKey {
        ReplayKey::of_body(self.body)
    }
}

impl fmt::Debug for Verified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Verified(<redacted>)")
    }
}
