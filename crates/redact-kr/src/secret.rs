//! Secrets: never printed, never compared, wiped when dropped.

use core::fmt;
use core::marker::PhantomData;
use std::borrow::Cow;

use serde::{Deserialize, Deserializer};
use zeroize::{Zeroize, Zeroizing};

use crate::wire::read_text;

/// A key, password or token of kind `K`, wiped from memory when dropped.
///
/// The kind keeps two secrets from being exchanged and names them in `Debug`. There is no `Clone` (share it by
/// reference or `Arc`), no `PartialEq` (`==` on secrets takes a time that tells how much was equal), no `Display`
/// and no `Serialize`. It has no masked form: a mask that shows the ends of a secret shows part of the secret.
///
/// ```
/// use redact_kr::{Secret, SecretKind};
///
/// enum ApiKey {}
/// impl SecretKind for ApiKey {
///     const NAME: &'static str = "ApiKey";
/// }
///
/// let key = Secret::<ApiKey>::new(String::from("correct horse"));
/// assert_eq!(format!("{key:?}"), "Secret<ApiKey>(<redacted>)");
/// assert_eq!(key.expose(), "correct horse");
/// ```
///
/// ```compile_fail,E0369
/// # enum ApiKey {}
/// # impl redact_kr::SecretKind for ApiKey { const NAME: &'static str = "ApiKey"; }
/// # let given = redact_kr::Secret::<ApiKey>::new(String::from("a"));
/// # let ours = redact_kr::Secret::<ApiKey>::new(String::from("a"));
/// let equal = given == ours;
/// ```
pub struct Secret<K> {
    text: Zeroizing<Box<str>>,
    kind: PhantomData<fn() -> K>,
}

/// What a [`Secret`] is; implemented for an empty enum of the crate that owns the secret.
pub trait SecretKind {
    /// The kind's name as `Debug` and reading errors show it, such as `ApiKey`.
    const NAME: &'static str;
}

impl<K: SecretKind> Secret<K> {
    /// Takes a secret over: it is copied into a block of its exact size and the source, with its spare capacity,
    /// is wiped.
    ///
    /// Copies made before, by the caller or by a reallocation of the source, are out of reach.
    pub fn new(mut source: String) -> Self {
        let secret = Self::copied(&source);
        source.zeroize();
        secret
    }

    /// Shows the secret; the only reader, so every use is a place where it leaves.
    pub fn expose(&self) -> &str {
        &self.text
    }

    fn copied(text: &str) -> Self {
        Self { text: Zeroizing::new(Box::from(text)), kind: PhantomData }
    }
}

/// Shows the kind only, the same for every value and every formatter flag.
impl<K: SecretKind> fmt::Debug for Secret<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret<{}>(<redacted>)", K::NAME)
    }
}

/// Reads a string; any other type is an error that does not quote the value.
///
/// The text it is read from, and what the format buffers while reading, belong to the caller and are not wiped.
impl<'de, K: SecretKind> Deserialize<'de> for Secret<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_text(deserializer, K::NAME, |text| match text {
            Cow::Borrowed(text) => Self::copied(text),
            Cow::Owned(text) => Self::new(text),
        })
    }
}

#[cfg(test)]
mod tests {
    use zeroize::ZeroizeOnDrop;

    use super::*;

    struct Key;
    impl SecretKind for Key {
        const NAME: &'static str = "Key";
    }

    fn wiped_on_drop(_: &impl ZeroizeOnDrop) {}

    #[test]
    fn holds_its_text_in_a_block_that_is_wiped() {
        let mut source = String::with_capacity(256);
        source.push_str("correct horse");
        let secret = Secret::<Key>::new(source);
        wiped_on_drop(&secret.text);
        assert_eq!(secret.expose(), "correct horse");
    }

    #[test]
    fn debug_shows_the_kind_only() {
        for text in ["", "correct horse"] {
            let secret = Secret::<Key>::new(text.into());
            assert_eq!(format!("{secret:?}"), "Secret<Key>(<redacted>)");
            assert_eq!(format!("{secret:#?}"), "Secret<Key>(<redacted>)");
        }
    }
}
