//! Why a connection is paused, in one word.

mod words;

use coupang_wing::{Error, ErrorKind, Language};

/// The reason of a pause. The words are part of the probe's contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The signature does not match, or the header is malformed.
    InvalidSignature,
    /// The signed date is too old or too new.
    SignatureExpired,
    /// The key is unknown, expired or not authorized.
    KeyRejected,
    /// The calling IP address is not registered.
    IpNotAllowed,
    /// The vendor id is wrong or somebody else's.
    VendorMismatch,
    /// The edge has blocked the caller: 302 or an HTML 403.
    EdgeBlocked,
    /// 429.
    Throttled,
    /// The key may not read orders.
    PermissionDenied,
    /// Coupang's servers have a problem.
    ServiceUnavailable,
    /// No answer in time.
    Timeout,
    /// No connection, or it broke.
    Network,
    /// An answer that is not documented.
    UnexpectedResponse,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::InvalidSignature,
        Self::SignatureExpired,
        Self::KeyRejected,
        Self::IpNotAllowed,
        Self::VendorMismatch,
        Self::EdgeBlocked,
        Self::Throttled,
        Self::PermissionDenied,
        Self::ServiceUnavailable,
        Self::Timeout,
        Self::Network,
        Self::UnexpectedResponse,
    ];

    /// The reason that an error stands for.
    #[must_use]
    pub fn of(error: &Error) -> Self {
        Self::of_kind(error.kind())
    }

    /// The reason that a kind of failure stands for, as the exchange log has it.
    #[must_use]
    pub fn of_kind(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::InvalidSignature => Self::InvalidSignature,
            ErrorKind::SignatureExpired => Self::SignatureExpired,
            ErrorKind::KeyRejected => Self::KeyRejected,
            ErrorKind::IpNotAllowed => Self::IpNotAllowed,
            ErrorKind::VendorMismatch | ErrorKind::NotFound => Self::VendorMismatch,
            ErrorKind::EdgeBlocked => Self::EdgeBlocked,
            ErrorKind::Throttled | ErrorKind::CircuitOpen => Self::Throttled,
            ErrorKind::PermissionDenied | ErrorKind::Locked => Self::PermissionDenied,
            ErrorKind::ServerError | ErrorKind::Unavailable => Self::ServiceUnavailable,
            ErrorKind::Timeout | ErrorKind::Deadline => Self::Timeout,
            ErrorKind::Connect | ErrorKind::ConnectionLost => Self::Network,
            _ => Self::UnexpectedResponse,
        }
    }

    /// What it means, in one sentence for a seller.
    #[must_use]
    pub fn meaning(self, language: Language) -> &'static str {
        words::of(self, language).0
    }

    /// What to do next, in a sentence or two for a seller.
    #[must_use]
    pub fn next_step(self, language: Language) -> &'static str {
        words::of(self, language).1
    }

    /// The word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::InvalidSignature => "invalid_signature",
            Self::SignatureExpired => "signature_expired",
            Self::KeyRejected => "key_rejected",
            Self::IpNotAllowed => "ip_not_allowed",
            Self::VendorMismatch => "vendor_mismatch",
            Self::EdgeBlocked => "edge_blocked",
            Self::Throttled => "throttled",
            Self::PermissionDenied => "permission_denied",
            Self::ServiceUnavailable => "service_unavailable",
            Self::Timeout => "timeout",
            Self::Network => "network",
            Self::UnexpectedResponse => "unexpected_response",
        }
    }

    /// The article of Coupang's developer portal that explains it; none covers an undocumented answer.
    #[must_use]
    pub const fn article(self) -> Option<u64> {
        match self {
            Self::InvalidSignature | Self::SignatureExpired => Some(360_022_935_394),
            Self::KeyRejected => Some(27_482_151_049_625),
            Self::IpNotAllowed => Some(20_874_598_747_289),
            Self::VendorMismatch => Some(30_176_501_214_361),
            Self::EdgeBlocked => Some(34_583_426_711_321),
            Self::Throttled => Some(360_023_154_173),
            Self::PermissionDenied => Some(20_288_952_179_993),
            Self::ServiceUnavailable => Some(360_022_987_714),
            Self::Timeout => Some(360_023_112_313),
            Self::Network => Some(4_411_949_605_401),
            Self::UnexpectedResponse => None,
        }
    }
}

impl serde::Serialize for Reason {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}
