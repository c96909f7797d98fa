//! The two keys of a vendor, which cannot be printed, compared or copied.

use std::fmt;
use std::str::FromStr;

use zeroize::Zeroizing;

/// The public half of a vendor's key pair, sent in every request as `access-key`.
///
/// Issued in WING together with the [`SecretKey`]. Its look is not checked, because Coupang does not document one:
/// only what would break the header is refused. The text is overwritten on drop, and `Debug` never shows it.
///
/// ```
/// use coupang_cea::AccessKey;
///
/// let key = AccessKey::new("11111111-2222-3333-4444-555555555555".to_owned())?;
/// assert_eq!(format!("{key:?}"), "AccessKey(<redacted>)");
/// # Ok::<(), coupang_cea::KeyError>(())
/// ```
pub struct AccessKey(Zeroizing<Box<str>>);

impl AccessKey {
    /// The longest access key taken, in bytes.
    ///
    /// Real ones have 36. The bound keeps every header this crate makes below the size its [`Verifier`] reads.
    ///
    /// [`Verifier`]: crate::Verifier
    pub const MAX_BYTES: usize = 512;

    /// Takes the key as issued; the given `String` is overwritten, also when it is refused.
    ///
    /// # Errors
    ///
    /// [`KeyError`] when the text is empty or too long, has white space anywhere (it is not trimmed), or holds a
    /// comma, a control character or a character outside ASCII, none of which can stand in the header.
    pub fn new(text: String) -> Result<Self, KeyError> {
        let text = Zeroizing::new(text);
        Self::try_from(text.as_str())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<&str> for AccessKey {
    type Error = KeyError;

    /// Copies the key; overwriting the source is up to the caller.
    fn try_from(text: &str) -> Result<Self, KeyError> {
        refuse_empty_or_spaced(text, KeyKind::Access)?;
        if text.len() > Self::MAX_BYTES {
            return Err(KeyError::TooLong);
        }
        for (position, byte) in text.bytes().enumerate() {
            match byte {
                b',' => return Err(KeyError::Comma { position }),
                b'!'..=b'~' => {}
                _ => return Err(KeyError::ControlOrNonAscii { position }),
            }
        }
        Ok(Self(Zeroizing::new(Box::from(text))))
    }
}

impl FromStr for AccessKey {
    type Err = KeyError;

    /// Copies the key; overwriting the source is up to the caller.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        Self::try_from(text)
    }
}

impl fmt::Debug for AccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessKey(<redacted>)")
    }
}

/// The secret half of a vendor's key pair, which signs and is never sent.
///
/// The bytes are overwritten on drop, and `Debug` never shows them. [`Signer::new`](crate::Signer::new) consumes the
/// key and keeps only the keyed state of the hash.
///
/// ```
/// use coupang_cea::{KeyError, SecretKey};
///
/// let refused = SecretKey::new("0123456789abcdef0123456789abcdef01234567\n".to_owned()).unwrap_err();
/// assert!(matches!(refused, KeyError::Whitespace { .. }));
/// ```
pub struct SecretKey(Zeroizing<Box<[u8]>>);

impl SecretKey {
    /// Takes the key as issued; the given `String` is overwritten, also when it is refused.
    ///
    /// # Errors
    ///
    /// [`KeyError`] when the text is empty or has white space anywhere; it is not trimmed.
    pub fn new(text: String) -> Result<Self, KeyError> {
        let text = Zeroizing::new(text);
        Self::try_from(text.as_str())
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl TryFrom<&str> for SecretKey {
    type Error = KeyError;

    /// Copies the key; overwriting the source is up to the caller.
    fn try_from(text: &str) -> Result<Self, KeyError> {
        refuse_empty_or_spaced(text, KeyKind::Secret)?;
        // An exact copy: a boxed slice has no spare capacity where an older copy could survive.
        Ok(Self(Zeroizing::new(Box::from(text.as_bytes()))))
    }
}

impl FromStr for SecretKey {
    type Err = KeyError;

    /// Copies the key; overwriting the source is up to the caller.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        Self::try_from(text)
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(<redacted>)")
    }
}

/// Why a key was refused; it never repeats the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// The key has no characters: usually an environment variable that is set but empty.
    Empty {
        /// Which of the two keys.
        key: KeyKind,
    },
    /// The key has white space or a line break, usually from copying it or from reading a file to its end.
    ///
    /// Trimming would hide a damaged configuration, so the key is refused: store it without.
    Whitespace {
        /// Which of the two keys.
        key: KeyKind,
        /// Where in the key.
        place: Place,
    },
    /// The access key holds a comma, which separates the pairs of the header.
    Comma {
        /// Byte offset in the key, from 0.
        position: usize,
    },
    /// The access key holds a control character or a character outside ASCII.
    ControlOrNonAscii {
        /// Byte offset in the key, from 0.
        position: usize,
    },
    /// The access key is longer than [`AccessKey::MAX_BYTES`].
    TooLong,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty { key } => write!(f, "the {key} is empty"),
            Self::Whitespace { key, place } => write!(
                f,
                "the {key} has white space or a line break {place} and was not trimmed: give it exactly as issued"
            ),
            Self::Comma { position } => {
                write!(f, "the access key has a comma at byte {position}, which would break the header")
            }
            Self::ControlOrNonAscii { position } => write!(
                f,
                "the access key has a control or non-ASCII character at byte {position}, which would break the header"
            ),
            Self::TooLong => write!(f, "the access key is longer than {} bytes", AccessKey::MAX_BYTES),
        }
    }
}

impl std::error::Error for KeyError {}

/// Names one of the two keys in an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// The [`AccessKey`].
    Access,
    /// The [`SecretKey`].
    Secret,
}

impl fmt::Display for KeyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Access => "access key",
            Self::Secret => "secret key",
        })
    }
}

/// Where white space stands in a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the first or after the last other character.
    StartOrEnd,
    /// Between two other characters.
    Inside,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::StartOrEnd => "at its start or end",
            Self::Inside => "inside",
        })
    }
}

fn refuse_empty_or_spaced(text: &str, key: KeyKind) -> Result<(), KeyError> {
    if text.is_empty() {
        Err(KeyError::Empty { key })
    } else if text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) {
        Err(KeyError::Whitespace { key, place: Place::StartOrEnd })
    } else if text.contains(char::is_whitespace) {
        Err(KeyError::Whitespace { key, place: Place::Inside })
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access(text: &str) -> Result<(), KeyError> {
        AccessKey::new(text.to_owned()).map(|_| ())
    }

    fn secret(text: &str) -> Result<(), KeyError> {
        SecretKey::new(text.to_owned()).map(|_| ())
    }

    #[test]
    fn keys_of_any_look_are_taken() {
        assert_eq!(access("k"), Ok(()));
        assert_eq!(access("A=b;c\"~!"), Ok(()));
        assert_eq!(secret("x,y=비밀"), Ok(()));
    }

    #[test]
    fn empty_keys_are_named() {
        assert_eq!(access(""), Err(KeyError::Empty { key: KeyKind::Access }));
        assert_eq!(secret(""), Err(KeyError::Empty { key: KeyKind::Secret }));
        assert_eq!(KeyError::Empty { key: KeyKind::Secret }.to_string(), "the secret key is empty");
    }

    #[test]
    fn white_space_is_refused_and_not_trimmed() {
        for text in ["k ", " k", "k\n", "\r\nk", "k\t", "k\u{a0}", "\u{3000}k", " "] {
            let place = Place::StartOrEnd;
            assert_eq!(access(text), Err(KeyError::Whitespace { key: KeyKind::Access, place }));
            assert_eq!(secret(text), Err(KeyError::Whitespace { key: KeyKind::Secret, place }));
        }
        assert_eq!(secret("k k"), Err(KeyError::Whitespace { key: KeyKind::Secret, place: Place::Inside }));
        assert_eq!(
            secret("k\n").unwrap_err().to_string(),
            "the secret key has white space or a line break at its start or end and was not trimmed: \
             give it exactly as issued"
        );
    }

    #[test]
    fn an_access_key_cannot_break_the_header() {
        assert_eq!(access("ab,c"), Err(KeyError::Comma { position: 2 }));
        assert_eq!(access("ab\u{7f}"), Err(KeyError::ControlOrNonAscii { position: 2 }));
        assert_eq!(access("\u{0}"), Err(KeyError::ControlOrNonAscii { position: 0 }));
        assert_eq!(access("a키"), Err(KeyError::ControlOrNonAscii { position: 1 }));
        assert_eq!(access(&"k".repeat(AccessKey::MAX_BYTES)), Ok(()));
        assert_eq!(access(&"k".repeat(AccessKey::MAX_BYTES + 1)), Err(KeyError::TooLong));
    }
}
