//! Names that say nothing: 128 random bits each.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::vault::VaultError;

/// Declares a random name with a prefix, so that one kind cannot be taken for the other by eye.
macro_rules! random_name {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// A new one.
            ///
            /// # Errors
            /// [`VaultError::NoRandomness`] when the system has none to give.
            pub fn random() -> Result<Self, VaultError> {
                Ok(Self(format!(concat!($prefix, "_{:032x}"), random_bits()?).into()))
            }

            /// The name.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = NotAName;

            fn from_str(text: &str) -> Result<Self, NotAName> {
                let digits = text.strip_prefix(concat!($prefix, "_")).ok_or(NotAName)?;
                let fits = digits.len() == 32 && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
                fits.then(|| Self(text.into())).ok_or(NotAName)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                // Whatever stands there instead is not quoted.
                text.parse().map_err(|NotAName| serde::de::Error::custom(concat!("not a ", stringify!($name))))
            }
        }
    };
}

random_name! {
    /// Stands for a pair of keys in a [`Vault`](crate::Vault); it may be stored and shown, for it says nothing.
    CredentialRef, "cred"
}

random_name! {
    /// Stands for a connection: in the exchange log, in a URL, in a database of yours.
    ConnectionId, "conn"
}

/// The text is not a name of this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a name of this kind: a prefix and 32 hexadecimal digits")]
pub struct NotAName;

fn random_bits() -> Result<u128, VaultError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| VaultError::NoRandomness)?;
    Ok(u128::from_be_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_random_and_read_back() {
        let (one, other) = (CredentialRef::random().unwrap(), CredentialRef::random().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.as_str().parse(), Ok(one.clone()));
        // One kind is not taken for the other.
        assert_eq!(one.as_str().parse::<ConnectionId>(), Err(NotAName));
        for text in ["", "cred_", "cred_0", "cred_0123456789abcdef0123456789ABCDEF", "0123456789abcdef0123456789abcdef"]
        {
            assert_eq!(text.parse::<CredentialRef>(), Err(NotAName), "{text}");
        }
    }
}
