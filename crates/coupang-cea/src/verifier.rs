//! Checks the `Authorization` header of a received request, as a server does.

use std::fmt;
use std::time::{Duration, SystemTime};

use ctutils::CtEq;
use hmac::Mac;

use crate::header::{self, Part};
use crate::request::{Request, SignError};
use crate::signed_date::SignedDate;
use crate::signer::Signer;

/// Verifies headers against the keys of one [`Signer`], with a clock tolerance.
///
/// For test servers and sandboxes that must refuse what Coupang refuses. A signature has no nonce, so the same header
/// is valid again until it expires, as it is at the gateway.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use coupang_cea::{SignedDate, Signer, VerifyError};
///
/// let signer = Signer::new("access".parse()?, "secret".parse()?);
/// let date = SignedDate::now()?;
/// let sent = signer.authorize("PUT", "/v2/prices/49000", "forceSalePriceUpdate=true", date)?;
///
/// let verifier = signer.verifier().with_tolerance(Duration::from_secs(60));
/// let now = SystemTime::now();
/// verifier.verify(sent.as_str(), "PUT", "/v2/prices/49000", "forceSalePriceUpdate=true", now)?;
///
/// let other_price = verifier.verify(sent.as_str(), "PUT", "/v2/prices/1", "forceSalePriceUpdate=true", now);
/// assert_eq!(other_price, Err(VerifyError::Mismatch));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Verifier<'a> {
    signer: &'a Signer,
    tolerance: Duration,
}

impl<'a> Verifier<'a> {
    /// How far the signed date may lie from the clock of the verifier unless said otherwise: five minutes.
    ///
    /// The developer portal's FAQ on "Specified signature is expired." gives a signature five minutes. How far a clock
    /// may run ahead is not documented; the same span is used.
    pub const DEFAULT_TOLERANCE: Duration = Duration::from_secs(300);

    pub(crate) fn new(signer: &'a Signer) -> Self {
        Self { signer, tolerance: Self::DEFAULT_TOLERANCE }
    }

    /// Sets how far the signed date may lie in the past and in the future; the limit itself is still accepted.
    #[must_use]
    pub fn with_tolerance(self, tolerance: Duration) -> Self {
        Self { tolerance, ..self }
    }

    /// Checks `header` for the request that was received, as of `now`.
    ///
    /// Pass the path and query as received, undecoded, the query without its `?`. Checked in this order, stopping at
    /// the first fault: form of the header, request parts, access key, signature, date. The date comes last because
    /// an unauthenticated one says nothing: whoever sees `Expired` or `NotYetValid` holds the secret key or replays
    /// somebody who does. Access key and signature are compared in constant time.
    ///
    /// # Errors
    ///
    /// [`VerifyError`] naming the first fault; the request must then be refused.
    pub fn verify(
        &self,
        header: &str,
        method: &str,
        path: &str,
        query: &str,
        now: SystemTime,
    ) -> Result<(), VerifyError> {
        let claim = header::read(header).map_err(VerifyError::Malformed)?;
        let request = Request::new(method, path, query)?;
        let expected_key = self.signer.access_key().as_str();
        if !claim.access_key.as_bytes().ct_eq(expected_key.as_bytes()).to_bool() {
            return Err(VerifyError::UnknownAccessKey);
        }
        self.signer.mac(&request, claim.date).verify_slice(&claim.tag).map_err(|_| VerifyError::Mismatch)?;
        self.check_date(claim.date, now)
    }

    fn check_date(&self, date: SignedDate, now: SystemTime) -> Result<(), VerifyError> {
        match now.duration_since(date.to_system_time()) {
            Ok(age) if age > self.tolerance => Err(VerifyError::Expired { age }),
            Err(early) if early.duration() > self.tolerance => {
                Err(VerifyError::NotYetValid { ahead: early.duration() })
            }
            _ => Ok(()),
        }
    }
}

/// Why a header does not authorise a request; it never repeats the header or the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VerifyError {
    /// The header is not of the documented form.
    Malformed(Part),
    /// The request itself could not have been signed.
    Request(SignError),
    /// The header names another access key.
    UnknownAccessKey,
    /// The signature does not belong to this request, date and key.
    Mismatch,
    /// The signature is right but older than the tolerance.
    Expired {
        /// Time from the signed date to now.
        age: Duration,
    },
    /// The signature is right but dated further in the future than the tolerance: the signer's clock runs ahead.
    NotYetValid {
        /// Time from now to the signed date.
        ahead: Duration,
    },
}

impl From<SignError> for VerifyError {
    fn from(error: SignError) -> Self {
        Self::Request(error)
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(part) => write!(f, "the Authorization header is malformed: {part}"),
            Self::Request(_) => f.write_str("the request cannot be signed"),
            Self::UnknownAccessKey => f.write_str("the access key is not known"),
            Self::Mismatch => f.write_str("the signature does not match the request"),
            Self::Expired { age } => write!(f, "the signature is {} s old", age.as_secs()),
            Self::NotYetValid { ahead } => write!(f, "the signature is dated {} s in the future", ahead.as_secs()),
        }
    }
}

impl std::error::Error for VerifyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Request(error) => Some(error),
            _ => None,
        }
    }
}
