//! The scrubber: text or JSON in, the same without secrets and personal data out.

mod bare;
#[cfg(test)]
mod bound;
mod calendar;
mod class;
mod decoder;
mod element;
mod escape;
mod fold;
mod glance;
mod index;
mod json;
mod keys;
mod kinds;
mod meter;
mod names;
mod quote;
mod registered;
mod rounds;
mod scan;
mod separator;
mod settled;
mod shapes;
mod spans;
mod starts;
mod text;
mod tree;
mod value;
mod view;
mod walk;
mod word;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use registered::Registered;

/// Removes secrets and personal data from text, JSON and arbitrary bytes.
///
/// Keys decide about their values (`receiverName`, `secret_key`), shapes about the rest (telephone numbers, cards,
/// names before 님), and registered values go wherever they stand. Identifiers of orders, boxes and items, times,
/// amounts and versions stay. Doubt removes. What is removed becomes `***`, whatever its length.
///
/// Nothing turns it off. Give it whole records: cut, sample or split them afterwards.
///
/// A record of 256 KiB or more, before or after, that takes more than about seven times as much work per byte as a line
/// of a log does is given up: the string `"*** redaction failed ***"` stands for all of it. The work is counted and not
/// timed, so the same record has the same fate everywhere. Repeated short pieces that were made to be slow take so much,
/// and long lists of nothing but addresses; orders, logs, forms and letters do not. Shorter records are never
/// given up for their work.
///
/// ```
/// let redactor = redact_kr::Redactor::new();
/// assert_eq!(redactor.redact_text("callback 010-1234-5678 for orderId=29100035653980"),
///            "callback *** for orderId=29100035653980");
/// ```
#[derive(Clone, Default)]
pub struct Redactor {
    registered: Arc<Registered>,
}

/// Builds a [`Redactor`] that knows the secrets of the application.
///
/// ```
/// let redactor = redact_kr::Redactor::builder().secret("correct horse").build();
/// assert_eq!(redactor.redact_text("got correct%20horse"), "got ***");
/// ```
#[derive(Default)]
#[must_use = "a builder does nothing until it is built"]
pub struct RedactorBuilder {
    secrets: Vec<zeroize::Zeroizing<Vec<u8>>>,
}

/// What stands for a record that could not be redacted: text, and a JSON string as well.
const FAILED: &str = "\"*** redaction failed ***\"";

impl Redactor {
    /// A redactor without registered secrets.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A builder, which takes secrets.
    pub fn builder() -> RedactorBuilder {
        RedactorBuilder::default()
    }

    /// The text without secrets and personal data, borrowed where nothing is removed.
    ///
    /// JSON in the text, and text in that JSON, is read as such.
    ///
    /// ```
    /// let redactor = redact_kr::Redactor::new();
    /// assert_eq!(redactor.redact_text(r#"got {"receiver":{"name":"홍길동"}} ok"#), r#"got {"receiver":{"name":"***"}} ok"#);
    /// ```
    #[must_use]
    pub fn redact_text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.search(text.as_bytes()) {
            None => Cow::Borrowed(text),
            Some(output) => Cow::Owned(String::from_utf8(output).unwrap_or_else(|_| FAILED.to_owned())),
        }
    }

    /// The document without secrets and personal data, borrowed where nothing is removed: the same keys in the same
    /// order, the same white space and the same text of every number that stays.
    ///
    /// A hidden number becomes the string `"***"`. Bytes that are no JSON are redacted as text.
    ///
    /// ```
    /// let redactor = redact_kr::Redactor::new();
    /// let redacted = redactor.redact_json(br#"{"shipmentBoxId":642538971006401429,"receiver":{"age":41}}"#);
    /// assert_eq!(redacted.as_ref(), br#"{"shipmentBoxId":642538971006401429,"receiver":{"age":"***"}}"#);
    /// ```
    #[must_use]
    pub fn redact_json<'d>(&self, document: &'d [u8]) -> Cow<'d, [u8]> {
        let Some(output) = self.search(document) else { return Cow::Borrowed(document) };
        if json::is_json(&output) || !json::is_json(document) {
            return Cow::Owned(output);
        }
        if document.trim_ascii().first().is_some_and(|byte| byte.is_ascii_digit() || *byte == b'-') {
            return Cow::Borrowed(b"\"***\"");
        }
        Cow::Borrowed(FAILED.as_bytes())
    }

    /// The bytes without secrets and personal data, borrowed where nothing is removed; what is not UTF-8 stays as it is.
    ///
    /// ```
    /// let redactor = redact_kr::Redactor::new();
    /// assert_eq!(redactor.redact_bytes(b"\xff tel 02-345-6789 \xfe").as_ref(), b"\xff tel *** \xfe");
    /// ```
    #[must_use]
    pub fn redact_bytes<'b>(&self, bytes: &'b [u8]) -> Cow<'b, [u8]> {
        self.search(bytes).map_or(Cow::Borrowed(bytes), Cow::Owned)
    }
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redactor(<redacted>)")
    }
}

impl RedactorBuilder {
    /// Registers a secret, which is removed wherever it stands: as it is, JSON-escaped, percent-encoded, hexadecimal
    /// or base64. An empty one is ignored.
    pub fn secret(mut self, secret: impl AsRef<[u8]>) -> Self {
        self.secrets.push(zeroize::Zeroizing::new(secret.as_ref().to_vec()));
        self
    }

    /// The redactor.
    #[must_use]
    pub fn build(self) -> Redactor {
        Redactor { registered: Arc::new(Registered::new(self.secrets.iter().map(|secret| secret.as_slice()))) }
    }
}

impl fmt::Debug for RedactorBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RedactorBuilder(<redacted>)")
    }
}
