//! What a vendor adds to a request and how its answers explain themselves.

use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode};

use crate::endpoint::EffectKind;
use crate::error::ErrorKind;
use crate::rate::RateLimit;
use crate::refusal::Prose;
use crate::write_key::WriteKey;

/// A vendor: its headers, its signature, its way of saying no. Object-safe; one per client.
pub trait Service: Send + Sync + 'static {
    /// Adds the vendor's headers and signs, immediately before the request leaves.
    ///
    /// The URI is final: what is read from it is what is sent.
    ///
    /// # Errors
    /// A fixed sentence when the request cannot be signed; nothing is sent then.
    fn prepare(&self, request: &mut Request<Bytes>, attempt: Attempt) -> Result<(), &'static str>;

    /// Explains an answer that is not 2xx from its status, headers and (bounded, possibly empty) body.
    fn explain(&self, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Explanation;

    /// What any answer's headers say about the rate limit, for vendors that tell it.
    ///
    /// When they say that the window is used up, later calls wait for the next one.
    fn rate_limit(&self, _headers: &HeaderMap, _now: SystemTime) -> Option<RateLimit> {
        None
    }
}

/// The circumstances of one attempt.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Attempt {
    /// 1 for the first.
    pub number: u32,
    /// The moment of signing.
    pub now: SystemTime,
    /// The time to ask the vendor for, after a 504 of a slow operation.
    pub extended: Option<Duration>,
    /// The name of the call this attempt belongs to, when it is a write.
    pub write_key: Option<WriteKey>,
}

impl Attempt {
    /// Whether this is an attempt of a read or of a write.
    #[must_use]
    pub fn effect(&self) -> EffectKind {
        if self.write_key.is_some() { EffectKind::Write } else { EffectKind::Read }
    }
}

/// What an answer that is not 2xx means.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Explanation {
    /// The kind of failure.
    pub kind: ErrorKind,
    /// The vendor's code.
    pub vendor_code: Option<VendorCode>,
    /// The vendor's id of the request.
    pub request_id: Option<RequestId>,
    /// The edge's reference of a block.
    pub edge_reference: Option<EdgeReference>,
    /// The parameter that the vendor names as wrong, by a name that the client crate knows.
    pub field: Option<&'static str>,
    /// The vendor's message, by which an operation knows its documented refusals ([`crate::Endpoint::REFUSALS`]).
    pub prose: Option<Prose>,
    /// Whether it tells that the vendor's own time for an answer ran out: 504, or another status whose message says so.
    /// Such a request may have taken effect, and a slow one may ask for more time.
    pub timed_out: bool,
}

impl Explanation {
    /// An explanation by the kind alone.
    #[must_use]
    pub fn new(kind: ErrorKind) -> Self {
        Self {
            kind,
            vendor_code: None,
            request_id: None,
            edge_reference: None,
            field: None,
            prose: None,
            timed_out: false,
        }
    }

    /// What a status means when the body adds nothing.
    #[must_use]
    pub fn of_status(status: StatusCode) -> Self {
        let kind = match status.as_u16() {
            400 => ErrorKind::BadRequest,
            401 => ErrorKind::KeyRejected,
            403 => ErrorKind::PermissionDenied,
            404 => ErrorKind::NotFound,
            409 => ErrorKind::Conflict,
            410 => ErrorKind::Retired,
            412 => ErrorKind::NotActivated,
            423 => ErrorKind::Locked,
            429 => ErrorKind::Throttled,
            500 => ErrorKind::ServerError,
            502 | 503 | 504 | 521 | 524 => ErrorKind::Unavailable,
            _ => ErrorKind::UnexpectedStatus,
        };
        Self { timed_out: status == StatusCode::GATEWAY_TIMEOUT, ..Self::new(kind) }
    }
}

/// A vendor's own code, kept only where it has the form of a code: up to four digits, or words in capitals.
///
/// Anything else is dropped, because a field named `code` may hold whatever the vendor puts there.
#[derive(Clone, PartialEq, Eq)]
pub struct VendorCode(Box<str>);

impl VendorCode {
    /// Takes the text if it has the form of a code.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let number = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        let words = (2..=40).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_')
            && text.starts_with(|c: char| c.is_ascii_uppercase());
        (number || words).then(|| Self(text.into()))
    }

    /// Takes the text if it is words of small letters joined by underscores, such as `invalid_session`, for vendors that
    /// write their codes so. It has at most 40 letters and no digit, so it names nobody and nothing.
    #[must_use]
    pub fn from_snake_case(text: &str) -> Option<Self> {
        let word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
        ((2..=40).contains(&text.len()) && text.split('_').all(word)).then(|| Self(text.into()))
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it speaks of a failure on the vendor's side and not of the request: a number from 500 on, or a word such as
    /// `internal_error`. A write that is answered so may have taken effect.
    ///
    /// ```
    /// use apiwire::VendorCode;
    ///
    /// let is_vendors_own = |text| VendorCode::from_snake_case(text).is_some_and(|code| code.is_vendors_own());
    /// assert!(is_vendors_own("internal_error") && is_vendors_own("gateway_timeout"));
    /// assert!(!is_vendors_own("invalid_session"));
    /// ```
    #[must_use]
    pub fn is_vendors_own(&self) -> bool {
        const WORDS: [&str; 6] = ["INTERNAL", "SERVER", "GATEWAY", "TIMEOUT", "TIMED_OUT", "UNAVAILABLE"];
        let number = self.0.parse::<u16>().is_ok_and(|number| (500..600).contains(&number));
        let words = self.0.to_ascii_uppercase();
        number || WORDS.iter().any(|word| words.contains(word))
    }
}

/// A vendor's id of one request, kept only where it is a UUID.
#[derive(Clone, PartialEq, Eq)]
pub struct RequestId(Box<str>);

impl RequestId {
    /// Takes the text if it is a UUID in its usual form (8-4-4-4-12 hexadecimal digits).
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let mut groups = text.split('-');
        let shaped = [8, 4, 4, 4, 12].iter().all(|n| groups.next().is_some_and(|g| g.len() == *n && is_hex(g)));
        (shaped && groups.next().is_none()).then(|| Self(text.into()))
    }

    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The reference number on an edge's "Access Denied" page: four dotted groups of hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct EdgeReference(Box<str>);

impl EdgeReference {
    /// Finds `Reference #..` in a page.
    #[must_use]
    pub fn find(page: &str) -> Option<Self> {
        // Space, number sign and dots may be written as character references.
        let page = page.replace("&#32;", " ").replace("&#35;", "#").replace("&#46;", ".");
        let (_, after) = page.split_once("Reference")?;
        let after = after.trim_start().trim_start_matches('#');
        let end = after.find(|c: char| !(c.is_ascii_hexdigit() || c == '.')).unwrap_or(after.len());
        let id = after.get(..end)?.trim_end_matches('.');
        let groups: Vec<&str> = id.split('.').collect();
        (groups.len() == 4 && groups.iter().all(|g| (1..=16).contains(&g.len()))).then(|| Self(id.into()))
    }

    /// The reference, without the number sign.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_hexdigit())
}

macro_rules! shows_itself {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

shows_itself!(VendorCode, RequestId, EdgeReference);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_ids_and_references_are_allow_listed_by_form() {
        for good in ["200", "400", "ERROR", "IP_NOT_ALLOWED"] {
            assert!(VendorCode::from_text(good).is_some(), "{good}");
        }
        for bad in ["", "01012345678", "P123456789012", "error", "홍길동", "A00012345", "_", "SK-LIVE"] {
            assert!(VendorCode::from_text(bad).is_none(), "{bad}");
        }
        for good in ["invalid_session", "unauthorized"] {
            assert!(VendorCode::from_snake_case(good).is_some(), "{good}");
        }
        for bad in ["", "a", "_", "a_", "a__b", "Invalid_session", "id_1", "홍길동", "kim@example.com", "01012345678"]
        {
            assert!(VendorCode::from_snake_case(bad).is_none(), "{bad}");
        }
        assert!(RequestId::from_text("0f8fad5b-d9cb-469f-a165-70867728950e").is_some());
        for bad in
            ["010-1234-5678", "0f8fad5b-d9cb-469f-a165-70867728950", "0f8fad5b-d9cb-469f-a165-70867728950e-1", "김하나"]
        {
            assert!(RequestId::from_text(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn finds_the_edge_reference() {
        let page = "<HTML><P>Reference #18.2d351ab8.1557333295.a4e16ab\n</HTML>";
        assert_eq!(EdgeReference::find(page).unwrap().as_str(), "18.2d351ab8.1557333295.a4e16ab");
        let escaped = EdgeReference::find("Reference&#32;&#35;18&#46;2d&#46;1557333295&#46;a4").unwrap();
        assert_eq!(escaped.as_str(), "18.2d.1557333295.a4");
        assert_eq!(EdgeReference::find("Reference &#35;18.2d.1557333295.a4.").unwrap().as_str(), "18.2d.1557333295.a4");
        assert!(EdgeReference::find("Reference #010.1234.5678").is_none());
        assert!(EdgeReference::find("no such thing").is_none());
    }
}
