//! The header value, which cannot be printed or copied by accident.

use std::fmt;

use zeroize::Zeroizing;

use crate::header;
use crate::keys::AccessKey;
use crate::signed_date::SignedDate;

/// The value of one request's `Authorization` header.
///
/// Whoever holds it can repeat the request for five minutes, so it is treated as a secret: `Debug` never shows it,
/// it is not `Clone`, and it is overwritten on drop. A signature serves one request; make a new one for every
/// attempt (Coupang developer portal, article 360022935394, on status 401).
pub struct Authorization {
    header: Zeroizing<Box<str>>,
    date: SignedDate,
}

impl Authorization {
    pub(crate) fn new(access_key: &AccessKey, date: SignedDate, tag: &[u8; header::TAG_BYTES]) -> Self {
        Self { header: Zeroizing::new(header::write(access_key, date, tag)), date }
    }

    /// The header value, starting with `CEA algorithm=HmacSHA256`. Never log it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.header
    }

    /// The signature alone: 64 lower-case hexadecimal digits. Never log it.
    #[must_use]
    pub fn signature(&self) -> &str {
        let start = self.header.len().saturating_sub(2 * header::TAG_BYTES);
        self.header.get(start..).unwrap_or_default()
    }

    /// The date that was signed.
    #[must_use]
    pub fn signed_date(&self) -> SignedDate {
        self.date
    }
}

impl fmt::Debug for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Authorization(<redacted>)")
    }
}

/// Copies the value into a header that is marked sensitive, so that `http` and what builds on it do not print it.
///
/// The copy is not overwritten on drop: it belongs to the request.
///
/// ```
/// # let (access, secret) = ("a".parse()?, "s".parse()?);
/// # let signer = coupang_cea::Signer::new(access, secret);
/// let authorization = signer.authorize("GET", "/v2/ordersheets", "", coupang_cea::SignedDate::now()?)?;
/// let value = http::HeaderValue::try_from(&authorization)?;
/// assert!(value.is_sensitive());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg(feature = "http")]
impl TryFrom<&Authorization> for http::HeaderValue {
    type Error = http::header::InvalidHeaderValue;

    /// Does not fail for any value this crate makes: an access key that cannot stand in a header is refused earlier.
    fn try_from(authorization: &Authorization) -> Result<Self, Self::Error> {
        let mut value = Self::from_str(authorization.as_str())?;
        value.set_sensitive(true);
        Ok(value)
    }
}
