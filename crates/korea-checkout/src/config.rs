//! Who calls: the key, and how writes are named.

use std::ffi::OsString;

use apiwire::{OriginError, transport::TransportSetupError};
use http::HeaderName;
use http::header::{AUTHORIZATION, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, TRANSFER_ENCODING};

use crate::gateway::{API_KEY, IDEMPOTENCY_KEY};
use crate::key::{ApiKey, Environment, KeyError};

/// Access to Korea Checkout: a key, and the header that names writes.
#[derive(Debug)]
pub struct Config {
    pub(crate) key: ApiKey,
    pub(crate) idempotency_header: Option<HeaderName>,
}

/// What is wrong with a configuration. It names the field and quotes no value. Nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// An environment variable that is needed is not set.
    #[error("{0} is not set")]
    Missing(&'static str),
    /// An environment variable is not valid Unicode.
    #[error("{0} is not valid Unicode")]
    NotUnicode(&'static str),
    /// The key is refused.
    #[error("{0}: {1}")]
    Key(&'static str, KeyError),
    /// The name cannot be a header's, or is that of a header with a meaning of its own.
    #[error("the idempotency header must be a header name of its own")]
    IdempotencyHeader,
    /// The base URL is refused.
    #[error("{0}")]
    BaseUrl(#[from] OriginError),
    /// The base URL is the other environment's.
    #[error("the base URL is the one for live keys, but this is a test key, or the other way round")]
    OtherEnvironment,
    /// The base URL is not plain HTTP to a loopback address.
    #[error("a local fake is at http:// and a loopback address")]
    NotLoopback,
    /// The HTTP transport could not be made.
    #[error("{0}")]
    Transport(#[from] TransportSetupError),
    /// The client was built without a transport: the feature `reqwest` is off and none was given.
    #[error("no transport: switch the feature `reqwest` on, or give one to the builder")]
    NoTransport,
}

const KEY_VARIABLE: &str = "KOREA_CHECKOUT_API_KEY";

impl Config {
    /// The variable that [`Config::from_env`] reads the key from.
    pub const KEY_VARIABLE: &'static str = KEY_VARIABLE;

    /// A key as issued; the string is wiped.
    ///
    /// # Errors
    /// [`ConfigError::Key`]: another prefix, nothing behind it, white space (it is not trimmed: a key that was pasted
    /// with a line break should be looked at).
    pub fn new(api_key: String) -> Result<Self, ConfigError> {
        Self::of("API key", api_key)
    }

    /// Reads `KOREA_CHECKOUT_API_KEY`.
    ///
    /// # Errors
    /// [`ConfigError`] naming the variable when it is missing or wrong.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::from_vars(|name| std::env::var_os(name))
    }

    /// As [`Config::from_env`], from any source of variables.
    ///
    /// # Errors
    /// As [`Config::from_env`].
    pub fn from_vars(vars: impl Fn(&str) -> Option<OsString>) -> Result<Self, ConfigError> {
        let text = vars(KEY_VARIABLE).ok_or(ConfigError::Missing(KEY_VARIABLE))?;
        Self::of(KEY_VARIABLE, text.into_string().map_err(|_| ConfigError::NotUnicode(KEY_VARIABLE))?)
    }

    fn of(name: &'static str, text: String) -> Result<Self, ConfigError> {
        let key = ApiKey::new(text).map_err(|error| ConfigError::Key(name, error))?;
        Ok(Self { key, idempotency_header: Some(IDEMPOTENCY_KEY) })
    }

    /// Names writes in this header instead of `Idempotency-Key`: the vendor advises to make payments idempotent and does
    /// not say how (A15).
    ///
    /// # Errors
    /// [`ConfigError::IdempotencyHeader`] when it cannot be a header of its own.
    pub fn with_idempotency_header(mut self, name: &str) -> Result<Self, ConfigError> {
        const TAKEN: [HeaderName; 7] =
            [API_KEY, AUTHORIZATION, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, TRANSFER_ENCODING];
        let name: HeaderName = name.parse().map_err(|_| ConfigError::IdempotencyHeader)?;
        if TAKEN.contains(&name) {
            return Err(ConfigError::IdempotencyHeader);
        }
        self.idempotency_header = Some(name);
        Ok(self)
    }

    /// Sends writes without a name.
    #[must_use]
    pub fn without_idempotency_header(mut self) -> Self {
        self.idempotency_header = None;
        self
    }

    /// Where the key works.
    #[must_use]
    pub fn environment(&self) -> Environment {
        self.key.environment()
    }
}

#[cfg(test)]
mod tests;
