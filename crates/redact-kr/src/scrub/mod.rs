//! The scrubber: text or JSON in, the same without secrets and personal data out.

mod calendar;
mod class;
mod decoder;
mod element;
mod fold;
mod glance;
mod json;
mod keys;
mod registered;
mod shapes;
mod spans;
mod text;
mod value;
mod view;
mod walk;

use std::fmt;

use registered::Registered;
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
    registered: Registered,
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

    /// The text without secrets and personal data.
    ///
    /// JSON in the text, and text in that JSON, is read as such.
    ///
    /// ```
    /// let redactor = redact_kr::Redactor::new();
    /// assert_eq!(redactor.redact_text(r#"got {"receiver":{"name":"홍길동"}} ok"#), r#"got {"receiver":{"name":"***"}} ok"#);
    /// ```
    #[must_use]
    pub fn redact_text(&self, text: &str) -> String {
        String::from_utf8(self.redact_bytes(text.as_bytes())).unwrap_or_else(|_| FAILED.to_owned())
    }

    /// The document without secrets and personal data: the same keys in the same order, the same white space and
    /// the same text of every number that stays.
    ///
    /// A hidden number becomes the string `"***"`. Bytes that are no JSON are redacted as text.
    ///
    /// ```
    /// let redactor = redact_kr::Redactor::new();
    /// let redacted = redactor.redact_json(br#"{"shipmentBoxId":642538971006401429,"receiver":{"age":41}}"#);
    /// assert_eq!(redacted, br#"{"shipmentBoxId":642538971006401429,"receiver":{"age":"***"}}"#);
    /// ```
    #[must_use]
    pub fn redact_json(&self, document: &[u8]) -> Vec<u8> {
        let output = self.redact_bytes(document);
        if output == document || !json::is_json(document) || json::is_json(&output) {
            return output;
        }
        if document.trim_ascii().first().is_some_and(|byte| byte.is_ascii_digit() || *byte == b'-') {
            return b"\"***\"".to_vec();
        }
        FAILED.as_bytes().to_vec()
    }

    /// The bytes without secrets and personal data; what is not UTF-8 stays as it is.
    ///
    /// ```
    /// let redactor = redact_kr::Redactor::new();
    /// assert_eq!(redactor.redact_bytes(b"\xff tel 02-345-6789 \xfe"), b"\xff tel *** \xfe");
    /// ```
    #[must_use]
    pub fn redact_bytes(&self, bytes: &[u8]) -> Vec<u8> {
        let mut output = bytes.to_vec();
        for _ in 0..ROUNDS {
            if self.registered.is_empty() && glance::holds_nothing(&output) {
                return output;
            }
            let Some(text) = Text::of(&output) else { break };
            let Some(next) = self.round(View::of(&text)) else { return output };
            if next == output {
                return output;
            }
            output = next;
        }
        FAILED.as_bytes().to_vec()
    }

    fn round(&self, view: View<'_>) -> Option<Vec<u8>> {
        let mut spans = walk::walk(view);
        spans.sort();
        shapes::find(view, &mut spans);
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
        Redactor { registered: Registered::new(self.secrets.iter().map(|secret| secret.as_slice())) }
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
            "이",
            "통관",
        ]);
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn what_needs_one_look_is_what_the_long_way_leaves_alone(text in pieces()) {
            if glance::holds_nothing(text.as_bytes()) {
                let read = Text::of(text.as_bytes()).expect("short");
                let next = Redactor::new().round(View::of(&read)).unwrap_or_else(|| text.as_bytes().to_vec());
                prop_assert_eq!(String::from_utf8_lossy(&next), text);
            }
        }
    }
}
