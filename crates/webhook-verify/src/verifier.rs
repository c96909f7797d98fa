//! The one check of a delivery, step by step.

use std::fmt;
use std::time::Duration;

use crate::claim::{Claim, Timestamp};
use crate::code::Codes;
use crate::headers::{self, Headers};
use crate::keyring::{Keyring, SetupError};
use crate::reason::Reason;
use crate::scheme::Scheme;
use crate::secret::Secret;
use crate::verified::Verified;

/// Checks deliveries under one scheme with one or more secrets.
///
/// A verifier is `Send` and `Sync` and does no I/O: make one when the program starts and share it.
pub struct Verifier {
    scheme: Scheme,
    secrets: Keyring,
    tolerance: Duration,
    max_body_bytes: usize,
}

impl Verifier {
    /// How far a signed time may lie from now unless said otherwise: five minutes, in both directions.
    pub const DEFAULT_TOLERANCE: Duration = Duration::from_secs(300);

    /// The longest body that is hashed unless said otherwise: 1 MiB.
    pub const DEFAULT_MAX_BODY_BYTES: usize = 1 << 20;

    /// Prepares a verifier and consumes the secrets; several are active at once while they are rotated.
    ///
    /// # Errors
    ///
    /// [`SetupError`] when there is no secret, or one cannot be decoded as the scheme prescribes.
    pub fn new(scheme: Scheme, secrets: impl IntoIterator<Item = Secret>) -> Result<Self, SetupError> {
        let secrets = Keyring::new(&scheme, secrets)?;
        let (tolerance, max_body_bytes) = (Self::DEFAULT_TOLERANCE, Self::DEFAULT_MAX_BODY_BYTES);
        Ok(Self { scheme, secrets, tolerance, max_body_bytes })
    }

    /// Sets how far a signed time may lie in the past and in the future, in whole seconds; the limit itself is still
    /// accepted. Without effect where the scheme does not sign the time.
    #[must_use]
    pub fn with_tolerance(self, tolerance: Duration) -> Self {
        Self { tolerance, ..self }
    }

    /// Sets the longest body that is hashed, in bytes. Bound the reading of the request as well: this check comes
    /// after it.
    #[must_use]
    pub fn with_max_body_bytes(self, max_body_bytes: usize) -> Self {
        Self { max_body_bytes, ..self }
    }

    /// The scheme this verifier was built for.
    #[must_use]
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// How many secrets have not ended at `now`, in unix seconds. With none, every delivery is refused.
    #[must_use]
    pub fn active_secrets(&self, now: i64) -> usize {
        self.secrets.active(now).count()
    }

    /// Checks one delivery as of `now`, in unix seconds.
    ///
    /// Checked in this order, stopping at the first fault: length of the body, presence of the headers, their form,
    /// the codes, the time. Every active secret is tried against every listed code, in constant time and without
    /// stopping at a match. The time comes last because an unauthenticated one says nothing.
    ///
    /// # Errors
    ///
    /// [`Reason`] naming the first fault; answer 400 with an empty body. A delivery that is sent again unchanged fails
    /// again, unless it was the secret or the clock of the receiver that was wrong.
    pub fn verify<'a>(
        &self,
        headers: &'a (impl Headers + ?Sized),
        body: &'a [u8],
        now: i64,
    ) -> Result<Verified<'a>, Reason> {
        if body.len() > self.max_body_bytes {
            return Err(Reason::TooLarge);
        }
        let lines = headers::find(headers, self.scheme.headers())?;
        self.verify_lines(lines, body, now)
    }

    /// The part that is the same for all kinds of headers.
    fn verify_lines<'a>(&self, lines: [Option<&'a [u8]>; 3], body: &'a [u8], now: i64) -> Result<Verified<'a>, Reason> {
        let mut codes = Codes::new();
        let claim = self.scheme.read(lines, &mut codes).map_err(Reason::Malformed)?;
        let secret = self.matching_secret(claim, &codes, body, now).ok_or(Reason::BadSignature)?;
        if let Some(time) = claim.time {
            self.check_time(time, now)?;
        }
        Ok(Verified::new(body, claim.id, claim.time.map(|time| time.unix_seconds), secret))
    }

    /// The position of the last secret that gives one of the codes. No early exit: how long this takes must not tell
    /// which secret it was.
    fn matching_secret(&self, claim: Claim<'_>, codes: &Codes, body: &[u8], now: i64) -> Option<usize> {
        let time = claim.time.map(|time| time.text);
        let mut matching = None;
        for (position, keyed) in self.secrets.active(now) {
            let mut mac = keyed.clone();
            self.scheme.template.feed(&mut mac, claim.id, time, body);
            if codes.any_is_of(mac) {
                matching = Some(position);
            }
        }
        matching
    }

    fn check_time(&self, time: Timestamp<'_>, now: i64) -> Result<(), Reason> {
        if now.abs_diff(time.unix_seconds) > self.tolerance.as_secs() {
            return Err(Reason::Stale { age_seconds: now.saturating_sub(time.unix_seconds) });
        }
        Ok(())
    }
}

/// Shows the configuration; of the secrets only how many there are.
impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("scheme", &self.scheme.name())
            .field("secrets", &self.secrets.len())
            .field("tolerance", &self.tolerance)
            .field("max_body_bytes", &self.max_body_bytes)
            .finish()
    }
}
