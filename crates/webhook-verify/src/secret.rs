//! The secrets that deliveries are signed with: never printed, never compared, wiped when dropped.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_PAD_INDIFFERENT;
use zeroize::Zeroizing;

/// One secret shared with the sender, with an optional end.
///
/// The bytes are overwritten on drop and `Debug` never shows them; there is no `Clone`, `PartialEq`, `Display` or
/// `Serialize`. [`Verifier::new`](crate::Verifier::new) consumes the secret and keeps only the keyed state of the hash.
///
/// Never use an API key here: whoever may call the API could then forge deliveries.
///
/// ```
/// use webhook_verify::{Secret, SecretError};
///
/// let secret = Secret::new("kc_hook_dev_5f1c0b6a9e2d47".to_owned())?;
/// assert_eq!(format!("{secret:?}"), "Secret(<redacted>)");
/// assert_eq!(Secret::new("kc_hook\n".to_owned()).unwrap_err(), SecretError::Whitespace);
/// # Ok::<(), SecretError>(())
/// ```
///
/// ```compile_fail,E0369
/// # let given: webhook_verify::Secret = "a".parse().unwrap();
/// # let ours: webhook_verify::Secret = "a".parse().unwrap();
/// let equal = given == ours;
/// ```
pub struct Secret {
    bytes: Key,
    /// Whether the scheme may still decode it.
    as_the_scheme_says: bool,
    end: Option<i64>,
}

/// Bytes that are overwritten on drop.
pub(crate) type Key = Zeroizing<Box<[u8]>>;

impl Secret {
    /// Takes the secret as issued; the given `String` is overwritten, also when it is refused.
    ///
    /// The key is the UTF-8 bytes of the text. Only under [`Scheme::standard_webhooks`](crate::Scheme::standard_webhooks),
    /// a text that starts with `whsec_` is decoded from base64, by [`Verifier::new`](crate::Verifier::new).
    ///
    /// # Errors
    ///
    /// [`SecretError`] when the text is empty, or starts or ends with white space or a control character; it is not
    /// trimmed.
    pub fn new(text: String) -> Result<Self, SecretError> {
        let text = Zeroizing::new(text);
        text.parse()
    }

    /// Takes several secrets separated by commas, as one environment variable holds them during a rotation; the given
    /// `String` is overwritten.
    ///
    /// ```
    /// use webhook_verify::{Secret, SecretError};
    ///
    /// assert_eq!(Secret::list("new_one,old_one".to_owned())?.len(), 2);
    /// assert_eq!(Secret::list("new_one,".to_owned()).unwrap_err(), SecretError::Empty);
    /// assert_eq!(Secret::list("new_one, old_one".to_owned()).unwrap_err(), SecretError::Whitespace);
    /// # Ok::<(), SecretError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`SecretError`] as for [`new`](Self::new), for the first that is refused; an empty text holds one empty secret.
    pub fn list(text: String) -> Result<Vec<Self>, SecretError> {
        let text = Zeroizing::new(text);
        text.split(',').map(str::parse).collect()
    }

    /// Takes a secret that is issued as hexadecimal digits, of either case; the given `String` is overwritten.
    ///
    /// # Errors
    ///
    /// [`SecretError`] as for [`new`](Self::new), and when the text is not hexadecimal.
    pub fn hex(text: String) -> Result<Self, SecretError> {
        let text = Zeroizing::new(text);
        refuse_empty_or_spaced(&text)?;
        // Filled in place: a growing vector would leave copies behind.
        let mut bytes = Zeroizing::new(vec![0; text.len() / 2].into_boxed_slice());
        hex::decode_to_slice(&*text, &mut bytes).map_err(|_| SecretError::NotHex)?;
        Ok(Self { bytes, as_the_scheme_says: false, end: None })
    }

    /// Takes a secret that is issued as base64, standard alphabet, padded or not; the given `String` is overwritten.
    ///
    /// # Errors
    ///
    /// [`SecretError`] as for [`new`](Self::new), and when the text is not base64.
    pub fn base64(text: String) -> Result<Self, SecretError> {
        let text = Zeroizing::new(text);
        refuse_empty_or_spaced(&text)?;
        Ok(Self { bytes: decoded(&text)?, as_the_scheme_says: false, end: None })
    }

    /// Ends the secret: from this moment on, in unix seconds, nothing signed with it is accepted.
    ///
    /// For rotation: give the verifier the new secret and the old one with an end.
    #[must_use]
    pub fn with_end(self, unix_seconds: i64) -> Self {
        Self { end: Some(unix_seconds), ..self }
    }

    pub(crate) fn end(&self) -> Option<i64> {
        self.end
    }

    /// The key of the HMAC, given whether the scheme decodes `whsec_`.
    pub(crate) fn into_key(self, whsec: bool) -> Result<Key, SecretError> {
        let encoded = self.bytes.strip_prefix(b"whsec_").filter(|_| whsec && self.as_the_scheme_says);
        match encoded.map(str::from_utf8) {
            Some(Ok(encoded)) => decoded(encoded),
            Some(Err(_)) => Err(SecretError::NotBase64),
            None => Ok(self.bytes),
        }
    }
}

impl FromStr for Secret {
    type Err = SecretError;

    /// Copies the secret; overwriting the source is up to the caller.
    fn from_str(text: &str) -> Result<Self, SecretError> {
        refuse_empty_or_spaced(text)?;
        // An exact copy: a boxed slice has no spare capacity where an older copy could survive.
        Ok(Self { bytes: Zeroizing::new(Box::from(text.as_bytes())), as_the_scheme_says: true, end: None })
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(<redacted>)")
    }
}

fn refuse_empty_or_spaced(text: &str) -> Result<(), SecretError> {
    // U+FEFF begins a file that a Windows editor wrote.
    let stray = |c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}';
    if text.is_empty() {
        Err(SecretError::Empty)
    } else if text.starts_with(stray) || text.ends_with(stray) {
        Err(SecretError::Whitespace)
    } else {
        Ok(())
    }
}

fn decoded(text: &str) -> Result<Key, SecretError> {
    let mut room = Zeroizing::new(vec![0; base64::decoded_len_estimate(text.len())].into_boxed_slice());
    let length = STANDARD_PAD_INDIFFERENT.decode_slice(text, &mut room).map_err(|_| SecretError::NotBase64)?;
    match room.get(..length) {
        Some(bytes) if !bytes.is_empty() => Ok(Zeroizing::new(Box::from(bytes))),
        _ => Err(SecretError::Empty),
    }
}

/// Why a secret was refused; it never repeats the secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecretError {
    /// There is nothing: usually an environment variable that is set but empty, or `whsec_` alone.
    Empty,
    /// White space, a line break or a control character at the start or end, usually from reading a file to its end.
    ///
    /// Trimming would hide a damaged configuration, so the secret is refused: store it without.
    Whitespace,
    /// Not hexadecimal digits, two for each byte.
    NotHex,
    /// Not base64 of the standard alphabet.
    NotBase64,
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the webhook secret is empty",
            Self::Whitespace => {
                "the webhook secret has white space or a line break at its start or end and was not trimmed: \
                 give it exactly as issued"
            }
            Self::NotHex => "the webhook secret is not hexadecimal",
            Self::NotBase64 => "the webhook secret is not base64",
        })
    }
}

impl std::error::Error for SecretError {}
