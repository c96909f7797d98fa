//! The secrets of one verifier or signer, hashed into keyed states once.

use std::fmt;

use hmac::{Hmac, KeyInit};
use sha2::Sha256;

use crate::scheme::Scheme;
use crate::secret::{Secret, SecretError};

/// At least one keyed state, each with its end.
pub(crate) struct Keyring(Box<[Keyed]>);

struct Keyed {
    state: Hmac<Sha256>,
    end: Option<i64>,
}

impl Keyring {
    /// Consumes the secrets, so that they are overwritten here.
    pub(crate) fn new(scheme: &Scheme, secrets: impl IntoIterator<Item = Secret>) -> Result<Self, SetupError> {
        let keyed = secrets.into_iter().map(|secret| {
            let end = secret.end();
            Ok(Keyed { state: keyed_state(&secret.into_key(scheme.whsec)?), end })
        });
        let keyed = keyed.collect::<Result<Box<[_]>, SecretError>>().map_err(SetupError::Secret)?;
        if keyed.is_empty() { Err(SetupError::NoSecret) } else { Ok(Self(keyed)) }
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The keyed states, to be cloned, of the secrets that have not ended, with their positions.
    pub(crate) fn active(&self, now: i64) -> impl Iterator<Item = (usize, &Hmac<Sha256>)> {
        let active = self.0.iter().enumerate().filter(move |(_, keyed)| keyed.end.is_none_or(|end| now < end));
        active.map(|(position, keyed)| (position, &keyed.state))
    }
}

#[expect(clippy::expect_used, reason = "HMAC is defined for keys of any length (RFC 2104, section 2)")]
fn keyed_state(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC takes a key of any length")
}

/// Why a verifier or signer cannot be built. There is none that accepts everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SetupError {
    /// The list of secrets is empty.
    NoSecret,
    /// A secret does not fit the scheme.
    Secret(SecretError),
    /// A signer was given more secrets than its scheme can sign with at once: one, or eight in a list.
    TooManySecrets,
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSecret => f.write_str("no webhook secret is configured, so nothing could be verified"),
            Self::Secret(_) => f.write_str("a webhook secret does not fit the scheme"),
            Self::TooManySecrets => f.write_str("the scheme cannot sign with so many secrets at once"),
        }
    }
}

impl std::error::Error for SetupError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Secret(error) => Some(error),
            Self::NoSecret | Self::TooManySecrets => None,
        }
    }
}
