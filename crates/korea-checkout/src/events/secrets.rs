//! The webhook secrets of a shop: its own, never the API key (A2).

use std::ffi::OsString;

use webhook_verify::{Secret, SecretError};

use crate::key::Environment;

/// The variable that holds them, separated by commas while they are rotated (A3).
pub const SECRET_VARIABLE: &str = "KOREA_CHECKOUT_WEBHOOK_SECRET";

/// Why there are no secrets. It quotes none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SecretsError {
    /// The variable is not set: without a secret every event is refused.
    #[error("{SECRET_VARIABLE} is not set")]
    Missing,
    /// The variable is not valid Unicode.
    #[error("{SECRET_VARIABLE} is not valid Unicode")]
    NotUnicode,
    /// A secret is empty, has white space, or is otherwise none.
    #[error("{SECRET_VARIABLE}: {0}")]
    Secret(SecretError),
    /// It is an API key. The vendor does not say what signs webhooks; the key that moves money is not what a receiver of
    /// posts from the internet should hold.
    #[error("{SECRET_VARIABLE}: this is an API key and no webhook secret")]
    ApiKey,
}

/// Reads the secrets from `KOREA_CHECKOUT_WEBHOOK_SECRET`.
///
/// # Errors
/// [`SecretsError`] when it is missing, or one of them is none.
pub fn secrets_from_env() -> Result<Vec<Secret>, SecretsError> {
    secrets_from_vars(|name| std::env::var_os(name))
}

/// As [`secrets_from_env`], from any source of variables.
///
/// # Errors
/// As [`secrets_from_env`].
pub fn secrets_from_vars(vars: impl Fn(&str) -> Option<OsString>) -> Result<Vec<Secret>, SecretsError> {
    let text = vars(SECRET_VARIABLE).ok_or(SecretsError::Missing)?;
    let text = zeroize::Zeroizing::new(text.into_string().map_err(|_| SecretsError::NotUnicode)?);
    let is_api_key = |secret: &str| {
        [Environment::Live, Environment::Test].iter().any(|environment| secret.starts_with(environment.prefix()))
    };
    text.split(',')
        .map(|secret| {
            if is_api_key(secret.trim()) {
                return Err(SecretsError::ApiKey);
            }
            secret.parse().map_err(SecretsError::Secret)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Result<usize, SecretsError> {
        secrets_from_vars(|name| (name == "KOREA_CHECKOUT_WEBHOOK_SECRET").then(|| value.into())).map(|all| all.len())
    }

    #[test]
    fn a2_secrets_are_the_shops_own_and_never_the_api_key() {
        assert_eq!(read("whsec_one_of_the_shop"), Ok(1));
        assert_eq!(read("whsec_one_of_the_shop,whsec_two_of_the_shop"), Ok(2));
        assert_eq!(read("whsec_one_of_the_shop,sk_live_1234567890"), Err(SecretsError::ApiKey));
        assert_eq!(read(" sk_test_1234567890"), Err(SecretsError::ApiKey));
        assert!(matches!(read(""), Err(SecretsError::Secret(_))));
        assert!(matches!(read("whsec_one_of_the_shop,"), Err(SecretsError::Secret(_))));
        assert!(matches!(read("whsec_one_of_the_shop\n"), Err(SecretsError::Secret(_))));
        assert_eq!(secrets_from_vars(|_| None).err(), Some(SecretsError::Missing));
    }
}
