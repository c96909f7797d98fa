//! Makes the headers of a delivery, as a sender does.

use std::fmt;

use crate::code::{self, Codes};
use crate::headers::Headers;
use crate::keyring::{Keyring, SetupError};
use crate::scheme::{Scheme, Time};
use crate::secret::Secret;

/// Signs deliveries under one scheme; the counterpart of [`Verifier`](crate::Verifier).
///
/// ```
/// use webhook_verify::{Scheme, Signer, Verifier};
///
/// let signer = Signer::new(Scheme::timestamped_hex(), ["whsec_of_the_shop".parse()?])?;
/// let verifier = Verifier::new(Scheme::timestamped_hex(), ["whsec_of_the_shop".parse()?])?;
///
/// let now = 1_727_740_800;
/// let headers = signer.sign(b"{}", None, now)?;
/// assert!(verifier.verify(&headers, b"{}", now).is_ok());
/// for (name, value) in headers.iter() {
///     assert_eq!(name, "x-korea-checkout-signature");
///     assert!(value.starts_with("t=1727740800,v1="));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Signer {
    scheme: Scheme,
    secrets: Keyring,
}

impl Signer {
    /// Prepares a signer and consumes the secrets. In a list, every active secret gives a code.
    ///
    /// # Errors
    ///
    /// [`SetupError`] as for a verifier, and when the scheme cannot carry a code for each secret.
    pub fn new(scheme: Scheme, secrets: impl IntoIterator<Item = Secret>) -> Result<Self, SetupError> {
        let secrets = Keyring::new(&scheme, secrets)?;
        let most = scheme.separator.map_or(1, |_| Codes::MOST);
        if secrets.len() > most { Err(SetupError::TooManySecrets) } else { Ok(Self { scheme, secrets }) }
    }

    /// Signs one attempt of a delivery as of `now`, in unix seconds.
    ///
    /// The identifier is used only where the scheme signs one; repeat it on every attempt of the same event.
    ///
    /// # Errors
    ///
    /// [`SignError`] when something is missing or cannot stand in a header. Nothing was signed.
    pub fn sign(&self, body: &[u8], id: Option<&str>, now: i64) -> Result<SignedHeaders, SignError> {
        let Scheme { signature_header, id_header, time, prefix, separator, encoding, template, .. } = &self.scheme;
        let id = id.filter(|_| id_header.is_some());
        if id_header.is_some() && !id.is_some_and(|id| self.scheme.takes_id(id)) {
            return Err(SignError::Id);
        }
        if self.scheme.signs_time() && now < 0 {
            return Err(SignError::Time);
        }
        let seconds = now.to_string();
        let mut elements = Vec::new();
        if let Time::Element(prefix) = time {
            elements.push(format!("{prefix}{seconds}"));
        }
        let written_prefix = if prefix.optional { "" } else { &*prefix.text };
        let mut signed = false;
        for (_, keyed) in self.secrets.active(now) {
            let mut mac = keyed.clone();
            template.feed(&mut mac, id, Some(&seconds), body);
            elements.push(format!("{written_prefix}{}", code::write(mac, *encoding)));
            signed = true;
        }
        if !signed {
            return Err(SignError::NoActiveSecret);
        }
        let separator = separator.map(char::from).map(String::from).unwrap_or_default();
        let mut headers = vec![(signature_header.to_string(), elements.join(&separator))];
        headers.extend(id_header.iter().zip(id).map(|(name, id)| (name.to_string(), id.to_owned())));
        if let Time::Header(name) = time {
            headers.push((name.to_string(), seconds));
        }
        Ok(SignedHeaders(headers))
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("scheme", &self.scheme.name()).field("secrets", &self.secrets.len()).finish()
    }
}

/// The headers of one delivery. `Debug` is constant: a signature lets the body be sent again.
pub struct SignedHeaders(Vec<(String, String)>);

impl SignedHeaders {
    /// Name, in lower case, and value of each header.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl Headers for SignedHeaders {
    fn lines(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.lines()
    }
}

impl fmt::Debug for SignedHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignedHeaders(<redacted>)")
    }
}

/// Why a delivery cannot be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignError {
    /// The scheme signs an identifier, and there is none, or one that a verifier would refuse.
    Id,
    /// The scheme signs the time, and it lies before 1970.
    Time,
    /// Every secret has ended.
    NoActiveSecret,
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Id => "the scheme signs an identifier, and it is absent or has a character that cannot stand in it",
            Self::Time => "the scheme signs the time, which cannot lie before 1970",
            Self::NoActiveSecret => "every secret has ended",
        })
    }
}

impl std::error::Error for SignError {}
