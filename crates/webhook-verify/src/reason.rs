//! Why a delivery is refused; nothing of it is repeated.

use std::fmt;

/// Why a delivery was not verified, in the order in which it is checked.
///
/// For the log and the metrics of the receiver. To the sender all of them look the same: status 400 with an empty
/// body. Neither `Display` nor `Debug` holds anything of the header, the body or a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The body is longer than the limit of the verifier; nothing was hashed.
    TooLarge,
    /// A header that the scheme needs is not there, or empty.
    Missing,
    /// The headers are not of the form that the scheme prescribes.
    Malformed(Fault),
    /// No active secret gives any of the codes.
    ///
    /// The sender has another secret or scheme, or the body is not the one that was sent. The usual cause of the
    /// latter is a framework that parsed the JSON and wrote it again: pass the bytes as received.
    BadSignature,
    /// The code is right, and its signed time is further from now than the tolerance.
    Stale {
        /// Seconds from the signed time to now; negative when the sender's clock is ahead.
        age_seconds: i64,
    },
}

impl Reason {
    /// The stable word for metrics: `too_large`, `missing`, `malformed`, `bad_signature` or `stale`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::Missing => "missing",
            Self::Malformed(_) => "malformed",
            Self::BadSignature => "bad_signature",
            Self::Stale { .. } => "stale",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => f.write_str("the body is longer than the limit of the verifier"),
            Self::Missing => f.write_str("a header of the signature is missing or empty"),
            Self::Malformed(fault) => write!(f, "the header of the signature is malformed: {fault}"),
            Self::BadSignature => f.write_str(
                "no active secret gives the signature of this body: check the secret and the scheme, and pass the raw \
                 body as received, since JSON that a framework has parsed and written again has other bytes",
            ),
            Self::Stale { age_seconds: age @ 0.. } => write!(f, "the signature is right but {age} s old"),
            Self::Stale { age_seconds } => {
                write!(f, "the signature is right but dated {} s in the future", age_seconds.unsigned_abs())
            }
        }
    }
}

impl std::error::Error for Reason {}

/// What is wrong with the form of the headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// A header came on more than one line, even if both say the same.
    Repeated,
    /// A value has more than 1024 bytes.
    TooLong,
    /// A value has a byte outside printable ASCII.
    NotPrintable,
    /// A value is not of the scheme's form: usually the scheme is not the sender's.
    Form,
    /// The time is absent, given twice, or not plain decimal digits up to 2^63-1.
    Time,
    /// The list has no code of this scheme's version and length.
    NoCode,
    /// The list has more than eight codes.
    TooManyCodes,
    /// The identifier has a space, a quote, or the character that ends it in the signed text.
    Id,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Repeated => "it came more than once",
            Self::TooLong => "it is longer than 1024 bytes",
            Self::NotPrintable => "it has a byte outside printable ASCII",
            Self::Form => "it is not of the form of the configured scheme",
            Self::Time => "its time is absent, repeated or not plain unix seconds",
            Self::NoCode => "it lists no code of the configured version and length",
            Self::TooManyCodes => "it lists more than eight codes",
            Self::Id => "its identifier has a space, a quote or the character that ends it",
        })
    }
}
