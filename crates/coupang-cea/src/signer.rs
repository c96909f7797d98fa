//! Makes the `Authorization` header of a request.

use std::fmt;
use std::time::SystemTime;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::authorization::Authorization;
use crate::keys::{AccessKey, SecretKey};
use crate::request::{Request, SignError};
use crate::signed_date::SignedDate;
use crate::verifier::{Verifier, VerifyError};

/// Signs requests with the two keys of one vendor.
///
/// The secret key is hashed into the HMAC state once, then overwritten; each signature clones that state. A signer is
/// `Send` and `Sync`: make one per vendor and share it.
pub struct Signer {
    access_key: AccessKey,
    keyed: Hmac<Sha256>,
}

impl Signer {
    /// Prepares a signer and consumes the keys.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "the secret key is consumed so that it is overwritten here")]
    pub fn new(access_key: AccessKey, secret_key: SecretKey) -> Self {
        Self { access_key, keyed: keyed_state(secret_key.as_bytes()) }
    }

    /// Signs one attempt of a request.
    ///
    /// Pass path and query as they stand in the final URL, percent-encoded, the query without its `?` (empty when
    /// there is none) and the date of this moment. The method may be in any case; it is signed in upper case, so send
    /// it so. See [`message`](crate::message) for what is signed.
    ///
    /// # Errors
    ///
    /// [`SignError`] when a part cannot stand in a request line or was not split as described. Nothing was signed;
    /// the request has to be built differently, and trying again cannot help.
    ///
    /// ```
    /// use coupang_cea::{SignError, Signer};
    ///
    /// let signer = Signer::new("access".parse()?, "secret".parse()?);
    /// let date = "250708T001500Z".parse()?;
    ///
    /// let authorization = signer.authorize("GET", "/v2/onlineInquiries", "pageNum=1&pageSize=50", date)?;
    /// assert_eq!(authorization.signature().len(), 64);
    /// assert_eq!(authorization.signed_date(), date);
    ///
    /// let refused = signer.authorize("GET", "/v2/onlineInquiries", "?pageNum=1", date).unwrap_err();
    /// assert_eq!(refused, SignError::QueryStart);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn authorize(
        &self,
        method: &str,
        path: &str,
        query: &str,
        date: SignedDate,
    ) -> Result<Authorization, SignError> {
        let request = Request::new(method, path, query)?;
        let tag = self.mac(&request, date).finalize().into_bytes();
        Ok(Authorization::new(&self.access_key, date, tag.as_ref()))
    }

    /// A verifier for these keys with the default tolerance of five minutes in both directions.
    #[must_use]
    pub fn verifier(&self) -> Verifier<'_> {
        Verifier::new(self)
    }

    /// Checks the `Authorization` header of a received request as of `now`; the same as `self.verifier().verify(..)`.
    ///
    /// # Errors
    ///
    /// As [`Verifier::verify`].
    pub fn verify(
        &self,
        header: &str,
        method: &str,
        path: &str,
        query: &str,
        now: SystemTime,
    ) -> Result<(), VerifyError> {
        self.verifier().verify(header, method, path, query, now)
    }

    pub(crate) fn access_key(&self) -> &AccessKey {
        &self.access_key
    }

    /// The state after the whole message, fed part by part.
    pub(crate) fn mac(&self, request: &Request<'_>, date: SignedDate) -> Hmac<Sha256> {
        let mut mac = self.keyed.clone();
        for part in request.message_parts(&date) {
            mac.update(part.as_bytes());
        }
        mac
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer(<redacted>)")
    }
}

#[expect(clippy::expect_used, reason = "HMAC is defined for keys of any length (RFC 2104, section 2)")]
fn keyed_state(secret_key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(secret_key).expect("HMAC takes a key of any length")
}
