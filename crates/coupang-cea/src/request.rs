//! The signed parts of a request line, and the message made of them.

use std::fmt;

use crate::signed_date::SignedDate;

/// The text that is signed: date, method, path and query with nothing between them.
///
/// For finding out why a signature was refused; [`Signer::authorize`](crate::Signer::authorize) feeds the same bytes
/// to the hash without building the text. It holds no key, but the query may hold personal data.
///
/// - `method`: one of `GET`, `POST`, `PUT`, `PATCH`, `DELETE` in any case; signed in upper case.
/// - `path`: absolute and percent-encoded, as sent: `/v2/..`, without scheme, host and `?`.
/// - `query`: percent-encoded, as sent, without the leading `?`; empty when there is none.
///
/// Because nothing separates the parts, `("/a", "b")` and `("/ab", "")` give the same text. That is the vendor's
/// definition (Coupang developer portal, article 360033461914, on HMAC signatures), not a choice made here.
///
/// # Errors
///
/// [`SignError`] when a part cannot stand in a request line or was not split as described.
///
/// ```
/// let date = "250725T120000Z".parse()?;
/// let text = coupang_cea::message("get", "/v2/ordersheets", "createdAtFrom=2025-07-15%2B09:00", date)?;
/// assert_eq!(text, "250725T120000ZGET/v2/ordersheetscreatedAtFrom=2025-07-15%2B09:00");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn message(method: &str, path: &str, query: &str, date: SignedDate) -> Result<String, SignError> {
    Ok(Request::new(method, path, query)?.message_parts(&date).concat())
}

/// A request line whose parts have been checked; what is signed is made from this type only.
pub(crate) struct Request<'a> {
    method: &'static str,
    path: &'a str,
    query: &'a str,
}

impl<'a> Request<'a> {
    pub(crate) fn new(method: &str, path: &'a str, query: &'a str) -> Result<Self, SignError> {
        let method = METHODS.into_iter().find(|known| known.eq_ignore_ascii_case(method)).ok_or(SignError::Method)?;
        if !path.starts_with('/') {
            return Err(SignError::PathStart);
        }
        refuse(path, RequestPart::Path, |byte| cannot_be_sent(byte) | (byte == b'#') | (byte == b'?'))?;
        if query.starts_with('?') {
            return Err(SignError::QueryStart);
        }
        refuse(query, RequestPart::Query, |byte| cannot_be_sent(byte) | (byte == b'#'))?;
        Ok(Self { method, path, query })
    }

    pub(crate) fn message_parts<'b>(&'b self, date: &'b SignedDate) -> [&'b str; 4] {
        [date.as_str(), self.method, self.path, self.query]
    }
}

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// Why a request cannot be signed; it names the part and the byte offset from 0, never the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignError {
    /// The method is none of the five that the vendor documents.
    Method,
    /// The path is empty or relative. Pass the path of the final URL, without scheme and host.
    PathStart,
    /// The query starts with the `?` that separates it from the path in a URL; that one is never signed.
    QueryStart,
    /// A byte that cannot be part of a path or query on the wire. Percent-encode the value before signing.
    Refused {
        /// The path or the query.
        part: RequestPart,
        /// The kind of byte.
        found: Found,
        /// Byte offset in the part, from 0.
        position: usize,
    },
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Method => f.write_str("the method is not one of GET, POST, PUT, PATCH, DELETE"),
            Self::PathStart => {
                f.write_str("the path does not start with `/`: pass the absolute path, without scheme and host")
            }
            Self::QueryStart => f.write_str("the query starts with `?`: pass the query without it"),
            Self::Refused { part, found, position } => write!(f, "the {part} has {found} at byte {position}"),
        }
    }
}

impl std::error::Error for SignError {}

/// Names a part of the request line in an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestPart {
    /// The path.
    Path,
    /// The query.
    Query,
}

impl fmt::Display for RequestPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Path => "path",
            Self::Query => "query",
        })
    }
}

/// The kind of byte that was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Found {
    /// A space, tab or line break.
    Whitespace,
    /// Any other ASCII control character.
    Control,
    /// A `#`: it starts the fragment, which is never sent.
    Hash,
    /// A `?` in a path: it starts the query, which is passed apart.
    QuestionMark,
}

impl Found {
    fn of(byte: u8) -> Self {
        match byte {
            b'#' => Self::Hash,
            b'?' => Self::QuestionMark,
            b' ' | b'\t'..=b'\r' => Self::Whitespace,
            _ => Self::Control,
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Whitespace => "white space (percent-encode it)",
            Self::Control => "a control character (percent-encode it)",
            Self::Hash => "a `#` (percent-encode it or leave the fragment out)",
            Self::QuestionMark => "a `?` (percent-encode it or pass the query apart)",
        })
    }
}

/// ASCII white space and control characters; the bytes of any other UTF-8 text are signed as given.
fn cannot_be_sent(byte: u8) -> bool {
    (byte <= b' ') | (byte == 0x7f)
}

/// Two passes: the first has no early exit, so that it compiles to vector code, and the second runs on errors only.
fn refuse(text: &str, part: RequestPart, refused: impl Fn(u8) -> bool) -> Result<(), SignError> {
    let bytes = text.as_bytes();
    if !bytes.iter().fold(false, |any, &byte| any | refused(byte)) {
        return Ok(());
    }
    let first = bytes.iter().enumerate().find(|&(_, &byte)| refused(byte));
    first.map_or(Ok(()), |(position, &byte)| Err(SignError::Refused { part, found: Found::of(byte), position }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(method: &str, path: &str, query: &str) -> Result<String, SignError> {
        message(method, path, query, "250115T061713Z".parse().unwrap())
    }

    fn refused(part: RequestPart, found: Found, position: usize) -> Result<String, SignError> {
        Err(SignError::Refused { part, found, position })
    }

    #[test]
    fn the_parts_stand_side_by_side() {
        assert_eq!(signed("GET", "/a", "b=1").unwrap(), "250115T061713ZGET/ab=1");
        assert_eq!(signed("GET", "/a", ""), signed("Get", "/a", ""));
    }

    #[test]
    fn only_the_documented_methods_are_signed() {
        for method in ["get", "Post", "pUT", "patch", "DELETE"] {
            let text = signed(method, "/", "").unwrap();
            assert_eq!(text, format!("250115T061713Z{}/", method.to_ascii_uppercase()));
        }
        for method in ["", "HEAD", "OPTIONS", "GET ", "GETS", "GE", "ＧＥＴ"] {
            assert_eq!(signed(method, "/", ""), Err(SignError::Method), "{method}");
        }
    }

    #[test]
    fn bytes_are_signed_as_given() {
        for text in ["%2B09:00", "+", "%3a%3A", "~", "a=?b", "b=1&a=2&&=", "한글", "\u{a0}\u{3000}\u{85}"] {
            assert_eq!(signed("GET", "/", text).unwrap(), format!("250115T061713ZGET/{text}"));
        }
        assert_eq!(signed("GET", "/한/%2e%2E//", "").unwrap(), "250115T061713ZGET/한/%2e%2E//");
    }

    #[test]
    fn a_path_is_absolute_and_has_no_query() {
        for path in ["", "v2", "https://a/v2", " /v2", "?"] {
            assert_eq!(signed("GET", path, ""), Err(SignError::PathStart), "{path}");
        }
        assert_eq!(signed("GET", "/v2?a", ""), refused(RequestPart::Path, Found::QuestionMark, 3));
        assert_eq!(signed("GET", "/v2#a", ""), refused(RequestPart::Path, Found::Hash, 3));
    }

    #[test]
    fn a_query_comes_without_its_question_mark() {
        assert_eq!(signed("GET", "/", "?a=1"), Err(SignError::QueryStart));
        assert_eq!(signed("GET", "/", "?"), Err(SignError::QueryStart));
        assert_eq!(signed("GET", "/", "a#"), refused(RequestPart::Query, Found::Hash, 1));
    }

    #[test]
    fn what_no_request_line_carries_is_refused() {
        for byte in (0..=b' ').chain([0x7f]) {
            let found = if byte == b' ' || (9..=13).contains(&byte) { Found::Whitespace } else { Found::Control };
            let text = format!("/한{}", char::from(byte));
            assert_eq!(signed("GET", &text, ""), refused(RequestPart::Path, found, 4));
            assert_eq!(signed("GET", "/", &text), refused(RequestPart::Query, found, 4));
        }
    }

    #[test]
    fn an_error_says_where_and_not_what() {
        let error = signed("GET", "/", "name=홍길동 ").unwrap_err();
        assert_eq!(error.to_string(), "the query has white space (percent-encode it) at byte 14");
    }
}
