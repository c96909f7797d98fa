//! Path and query, percent-encoded exactly once.

use std::fmt::{Display, Write as _};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986 §2.3: space becomes `%20`, `+` becomes `%2B`, `:` becomes `%3A`.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The longest target we send, in bytes: a page token of 4 KiB, fully escaped, and room for the rest.
const LONGEST: usize = 16 * 1024;

/// The request target of an endpoint: what is written here is signed and sent, byte for byte.
///
/// ```
/// let target = apiwire::Target::new("/v5/vendors")
///     .segment("A00012345")
///     .literal("ordersheets")
///     .query("createdAtFrom", "2026-03-01+09:00");
/// assert_eq!(target.encoded().unwrap(), "/v5/vendors/A00012345/ordersheets?createdAtFrom=2026-03-01%2B09%3A00");
/// ```
#[derive(Clone)]
pub struct Target {
    written: String,
    has_query: bool,
    fault: Option<TargetError>,
}

/// Why a target cannot be sent. Nothing has left the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TargetError {
    /// A path segment is empty.
    #[error("a path segment is empty")]
    EmptySegment,
    /// A path segment is `.` or `..`, which a URL parser would resolve away.
    #[error("a path segment is `.` or `..`")]
    DotSegment,
    /// The target is longer than 16 KiB.
    #[error("the request target is longer than 16 KiB")]
    TooLong,
}

impl Target {
    /// Starts with a fixed path: absolute, already in its encoded form.
    #[must_use]
    pub fn new(path: &'static str) -> Self {
        Self { written: path.to_owned(), has_query: false, fault: None }
    }

    /// Adds a fixed path segment.
    #[must_use]
    pub fn literal(self, segment: &'static str) -> Self {
        self.segment(segment)
    }

    /// Adds a path segment, escaped. An empty one, `.` and `..` make the target unsendable.
    #[must_use]
    pub fn segment(mut self, segment: impl Display) -> Self {
        let text = segment.to_string();
        match text.as_str() {
            "" => self.fault = self.fault.or(Some(TargetError::EmptySegment)),
            "." | ".." => self.fault = self.fault.or(Some(TargetError::DotSegment)),
            _ => {}
        }
        self.written.push('/');
        self.push_escaped(&text);
        self
    }

    /// Adds a query pair, in the order of the calls.
    #[must_use]
    pub fn query(mut self, name: &'static str, value: impl Display) -> Self {
        self.written.push(if self.has_query { '&' } else { '?' });
        self.has_query = true;
        self.push_escaped(name);
        self.written.push('=');
        self.push_escaped(&value.to_string());
        self
    }

    /// The text to sign and send: path, and `?` with the query when there is one.
    ///
    /// # Errors
    /// [`TargetError`] when a segment was refused or the whole is too long.
    pub fn encoded(&self) -> Result<&str, TargetError> {
        match self.fault {
            Some(fault) => Err(fault),
            None if self.written.len() > LONGEST => Err(TargetError::TooLong),
            None => Ok(&self.written),
        }
    }

    fn push_escaped(&mut self, text: &str) {
        // Writing to a String cannot fail.
        let _ = write!(self.written, "{}", utf8_percent_encode(text, RESERVED));
    }
}

/// Shows the path without the query: query values can be a person's.
impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = self.written.split('?').next().unwrap_or_default();
        write!(f, "Target({path}{})", if self.has_query { "?.." } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_once_and_keeps_the_order() {
        let target = Target::new("/v2").segment("a b/ç~").query("z", "1+1 =2").query("a", "한글:%2B");
        assert_eq!(target.encoded(), Ok("/v2/a%20b%2F%C3%A7~?z=1%2B1%20%3D2&a=%ED%95%9C%EA%B8%80%3A%252B"));
    }

    #[test]
    fn refuses_segments_that_a_url_parser_would_resolve() {
        assert_eq!(Target::new("/v2").segment("").encoded(), Err(TargetError::EmptySegment));
        assert_eq!(Target::new("/v2").segment("..").segment("x").encoded(), Err(TargetError::DotSegment));
        assert_eq!(Target::new("/v2").segment(".").encoded(), Err(TargetError::DotSegment));
        assert!(Target::new("/v2").segment("...").encoded().is_ok());
        assert_eq!(Target::new("/v2").query("t", "=".repeat(6000)).encoded(), Err(TargetError::TooLong));
    }

    #[test]
    fn debug_hides_the_query() {
        let shown = format!("{:?}", Target::new("/v2").query("name", "김하나"));
        assert_eq!(shown, "Target(/v2?..)");
    }
}
