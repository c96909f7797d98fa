//! The scrubber: text or JSON in, the same without secrets and personal data out.

mod calendar;
mod class;
mod decoder;
mod element;
mod fold;
mod glance;
mod index;
mod json;
mod keys;
mod names;
mod registered;
mod separator;
mod shapes;
mod spans;
mod text;
mod value;
mod view;
mod walk;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use registered::Registered;
use spans::Spans;
use text::Text;
use view::View;

/// Removes secrets and personal data from text, JSON and arbitrary bytes.
///
/// Keys decide about their values (`receiverName`, `secret_key`), shapes about the rest (telephone numbers, cards,
/// names before 님), and registered values go wherever they stand. Identifiers of orders, boxes and items, times,
/// amounts and versions stay. Doubt removes. What is removed becomes `***`, whatever its length.
///
/// Nothing turns it off. Give it whole records: cut, sample or split them afterwards.
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

/// How often the output is redacted again until nothing changes. Twice is the rule; the limit bounds the time.
const ROUNDS: usize = 8;

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

    /// The bytes with masks, or `None` if there is nothing to mask. What is found in one place changes what stands in
    /// another, so it goes on until nothing changes any more.
    fn search(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut output: Option<Vec<u8>> = None;
        for _ in 0..ROUNDS {
            let input = output.as_deref().unwrap_or(bytes);
            let Some(next) = self.short_way(input).or_else(|| self.long_way(input)) else { break };
            match next {
                Some(next) if next != input => output = Some(next),
                _ => return output,
            }
        }
        Some(FAILED.as_bytes().to_vec())
    }

    fn short_way(&self, bytes: &[u8]) -> Option<Option<Vec<u8>>> {
        let view = View::plain(bytes);
        Some(self.masked(view, glance::read(view)?))
    }

    fn long_way(&self, bytes: &[u8]) -> Option<Option<Vec<u8>>> {
        let text = Text::of(bytes)?;
        let view = View::of(&text);
        let mut spans = walk::walk(view);
        spans.sort();
        shapes::find(view, &mut spans);
        Some(self.masked(view, spans))
    }

    fn masked(&self, view: View<'_>, mut spans: Spans) -> Option<Vec<u8>> {
        if !self.registered.is_empty() {
            spans.hidden.extend(self.registered.find(view));
        }
        spans.apply(view)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Pieces of what the rules look for, which meet in every order.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "***",
            "*",
            " ",
            ", ",
            ": ",
            "=",
            ":",
            "&",
            ";",
            "|",
            "\n",
            ".",
            "_",
            "-",
            "+",
            "@",
            "(",
            "{",
            "]",
            " {",
            "'",
            "name",
            "memo",
            "email",
            "secret key",
            "api",
            "key",
            "phone",
            "receiver",
            "orderId",
            "token",
            "createdAt",
            "v1=",
            "status",
            "010-1234-5678",
            "010",
            "02",
            "1234",
            "5678",
            "82",
            "900101-1234567",
            "4111111111111111",
            "123-45-67890",
            "110",
            "2026-03-02T09:15:04",
            "A00012345",
            "P123456789012",
            "sk_live_",
            "abc",
            "bearer ",
            "basic",
            "example.com",
            "x",
            "수취인",
            "홍길동",
            "님",
            "고객님",
            "서울",
            "강남구",
            "테헤란로 152",
            "계좌",
            "은행",
            "이",
            "통관",
            "1",
            "10-",
            "333-",
            "/",
            "[",
            ")",
            "\t",
            "900101",
            "Some(",
            "receiver.",
            "createdAt=",
        ]);
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn the_short_way_leaves_nothing_that_the_long_way_finds(text in pieces()) {
            let redactor = Redactor::new();
            if let Some(found) = redactor.short_way(text.as_bytes()) {
                let quiet = found.as_ref().is_none_or(|found| redactor.short_way(found) == Some(None));
                let output = found.unwrap_or_else(|| text.into_bytes());
                if quiet {
                    let next = redactor.long_way(&output).flatten().unwrap_or_else(|| output.clone());
                    prop_assert_eq!(String::from_utf8_lossy(&next), String::from_utf8_lossy(&output));
                }
            }
        }
    }
}
