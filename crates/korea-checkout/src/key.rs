//! The API key, which cannot be printed, compared or read back, and the environment it belongs to.

use std::fmt;

use bytes::Bytes;
use http::HeaderValue;
use redact_kr::{Secret, SecretKind};
use sha2::{Digest, Sha256};

/// A key of Korea Checkout: `sk_live_..` or `sk_test_..`, opaque after the prefix.
///
/// The text is wiped when the last user of the key is gone, `Debug` never shows it, and nothing gives it back. There is
/// no `Clone`, `PartialEq`, `Display` or `Serialize`:
///
/// ```
/// use korea_checkout::ApiKey;
///
/// let key = ApiKey::new("sk_test_0f1e2d3c4b5a".to_owned())?;
/// assert_eq!(format!("{key:?}"), "ApiKey(test, <redacted>)");
/// # Ok::<(), korea_checkout::KeyError>(())
/// ```
///
/// ```compile_fail,E0277
/// let key = korea_checkout::ApiKey::new("sk_test_0f1e2d3c4b5a".to_owned()).unwrap();
/// let _ = format!("{key}");
/// ```
///
/// ```compile_fail,E0369
/// # let a = korea_checkout::ApiKey::new("sk_test_0f1e2d3c4b5a".to_owned()).unwrap();
/// # let b = korea_checkout::ApiKey::new("sk_test_0f1e2d3c4b5a".to_owned()).unwrap();
/// let equal = a == b;
/// ```
pub struct ApiKey {
    secret: Secret<Kind>,
    environment: Environment,
}

/// Where a key works; its prefix tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Environment {
    /// Real payments.
    Live,
    /// Test payments with mock answers.
    Test,
}

/// Why a key is refused. It quotes nothing of the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// It begins with neither prefix.
    #[error("a key begins with sk_live_ or sk_test_")]
    Prefix,
    /// Nothing follows the prefix.
    #[error("the key ends after its prefix")]
    Empty,
    /// It has white space, a control character, or a character outside ASCII; it is not trimmed.
    #[error("the key has white space or a character that cannot stand in a header; it is not trimmed")]
    Characters,
    /// It is longer than any key.
    #[error("the key is longer than 512 characters")]
    TooLong,
}

enum Kind {}

impl SecretKind for Kind {
    const NAME: &'static str = "ApiKey";
}

/// Longer than any key: the page's specimen has 72 characters.
const LONGEST: usize = 512;

impl ApiKey {
    /// Takes the key as issued; the given `String` is wiped, also when it is refused.
    ///
    /// # Errors
    /// [`KeyError`] saying what is wrong.
    pub fn new(text: String) -> Result<Self, KeyError> {
        let secret = Secret::<Kind>::new(text);
        let environment = environment(secret.expose())?;
        Ok(Self { secret, environment })
    }

    /// Where it works.
    #[must_use]
    pub fn environment(&self) -> Environment {
        self.environment
    }

    /// A name for the key that tells nothing of it: whose budget of calls is used.
    pub(crate) fn fingerprint(&self) -> String {
        let digest = Sha256::new_with_prefix("korea-checkout key\0").chain_update(self.secret.expose()).finalize();
        let digits = digest.iter().take(8).map(|byte| format!("{byte:02x}"));
        format!("{}{}", self.environment.prefix(), digits.collect::<String>())
    }

    /// The header's value. Its memory is the key's own, so it is wiped with the last copy of the header.
    pub(crate) fn into_header(self) -> Result<HeaderValue, KeyError> {
        struct Owner(Secret<Kind>);
        impl AsRef<[u8]> for Owner {
            fn as_ref(&self) -> &[u8] {
                self.0.expose().as_bytes()
            }
        }
        let bytes = Bytes::from_owner(Owner(self.secret));
        let mut value = HeaderValue::from_maybe_shared(bytes).map_err(|_| KeyError::Characters)?;
        value.set_sensitive(true);
        Ok(value)
    }
}

fn environment(text: &str) -> Result<Environment, KeyError> {
    let all = [Environment::Live, Environment::Test];
    let found = all.into_iter().find_map(|of| Some((of, text.strip_prefix(of.prefix())?)));
    let (environment, rest) = found.ok_or(KeyError::Prefix)?;
    match rest {
        "" => Err(KeyError::Empty),
        _ if text.len() > LONGEST => Err(KeyError::TooLong),
        _ if rest.bytes().all(|byte| byte.is_ascii_graphic()) => Ok(environment),
        _ => Err(KeyError::Characters),
    }
}

impl Environment {
    /// The prefix of its keys.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Live => "sk_live_",
            Self::Test => "sk_test_",
        }
    }

    /// The vendor's base URL for it.
    #[must_use]
    pub fn base_url(self) -> &'static str {
        match self {
            Self::Live => "https://api.koreacheckout.com",
            Self::Test => "https://sandbox-api.koreacheckout.com",
        }
    }

    /// How many calls a key may make in a minute.
    #[must_use]
    pub fn calls_per_minute(self) -> u32 {
        match self {
            Self::Live => 1000,
            Self::Test => 100,
        }
    }

    /// The other one.
    pub(crate) fn other(self) -> Self {
        match self {
            Self::Live => Self::Test,
            Self::Test => Self::Live,
        }
    }
}

/// Shows the environment only.
impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.environment {
            Environment::Live => "ApiKey(live, <redacted>)",
            Environment::Test => "ApiKey(test, <redacted>)",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> KeyError {
        ApiKey::new(text.to_owned()).unwrap_err()
    }

    #[test]
    fn the_prefix_tells_the_environment_and_the_rest_is_opaque() {
        let live = ApiKey::new(format!("sk_live_{}", "0123456789abcdef".repeat(4))).unwrap();
        assert_eq!(live.environment(), Environment::Live);
        assert_eq!(live.environment().base_url(), "https://api.koreacheckout.com");
        for text in ["sk_test_a", "sk_test_sk_live_/+=~"] {
            assert_eq!(ApiKey::new(text.to_owned()).unwrap().environment(), Environment::Test, "{text}");
        }
        for (text, why) in [
            ("", KeyError::Prefix),
            ("pk_live_1234", KeyError::Prefix),
            ("SK_LIVE_1234", KeyError::Prefix),
            (" sk_live_1234", KeyError::Prefix),
            ("sk_live", KeyError::Prefix),
            ("sk_live_", KeyError::Empty),
            ("sk_test_1234\n", KeyError::Characters),
            ("sk_test_12 34", KeyError::Characters),
            ("sk_test_열쇠", KeyError::Characters),
        ] {
            assert_eq!(refused(text), why, "{text:?}");
        }
        assert_eq!(refused(&format!("sk_test_{}", "a".repeat(505))), KeyError::TooLong);
    }

    #[test]
    fn the_header_holds_the_key_and_hides_it() {
        let key = ApiKey::new("sk_test_0f1e2d3c".to_owned()).unwrap();
        // `printf 'korea-checkout key\0sk_test_0f1e2d3c' | openssl dgst -sha256`
        assert_eq!(key.fingerprint(), "sk_test_f7c37cb84d9ba34d");
        let header = key.into_header().unwrap();
        assert_eq!(header.as_bytes(), b"sk_test_0f1e2d3c");
        assert_eq!(format!("{header:?}"), "Sensitive");
    }
}
