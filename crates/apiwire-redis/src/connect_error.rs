//! Why a store cannot be used.

use redis::{ErrorKind, RedisError};

/// Why a store could not be made or did not answer. It quotes nothing of the URL, which may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConnectError {
    /// The URL is none of `redis://`, `rediss://` (with the feature `tls`) and `redis+unix://`, or has a fragment.
    #[error(
        "the URL of the store is not one of redis://, rediss:// (with the feature tls) or redis+unix://, or has a fragment"
    )]
    Url,
    /// No answer: wrong address, server down, TLS failed, or too slow. Nothing of it lasts; the store may be used later.
    #[error("the store does not answer")]
    Unreachable,
    /// The server answers but refuses: a wrong user name or password, or one that may not run scripts.
    #[error("the store refuses this client: check the user name, the password and its right to run scripts")]
    Refused,
}

impl From<&RedisError> for ConnectError {
    fn from(error: &RedisError) -> Self {
        match error.kind() {
            ErrorKind::AuthenticationFailed | ErrorKind::Server(_) | ErrorKind::Extension => Self::Refused,
            ErrorKind::InvalidClientConfig => Self::Url,
            _ => Self::Unreachable,
        }
    }
}
