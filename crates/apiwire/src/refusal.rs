//! Refusals whose texts a vendor documents, so that an error can say in our words what the vendor said in its own.

use std::fmt;

use crate::error::ErrorKind;

/// A documented refusal of one operation: how to know it, and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownRefusal {
    /// A stable word for it, such as `already_returned`.
    pub name: &'static str,
    /// Parts of the vendor's message, all of which stand in it, compared without ASCII case.
    pub texts: &'static [&'static str],
    /// The kind of the error.
    pub kind: ErrorKind,
    /// What happened and what to do, in a few words of ours.
    pub means: &'static str,
}

impl KnownRefusal {
    /// A refusal for the caller's input or the state of the thing: [`ErrorKind::BadRequest`].
    #[must_use]
    pub const fn new(name: &'static str, texts: &'static [&'static str], means: &'static str) -> Self {
        Self { name, texts, kind: ErrorKind::BadRequest, means }
    }

    /// The vendor says that it has been done before: [`ErrorKind::AlreadyDone`].
    #[must_use]
    pub const fn already_done(name: &'static str, texts: &'static [&'static str], means: &'static str) -> Self {
        Self { name, texts, kind: ErrorKind::AlreadyDone, means }
    }

    /// The same, as an error of another kind.
    #[must_use]
    pub const fn of_kind(self, kind: ErrorKind) -> Self {
        Self { kind, ..self }
    }

    /// The first of these that a message means.
    #[must_use]
    pub fn find(known: &'static [Self], message: &str) -> Option<&'static Self> {
        let message = message.to_ascii_lowercase();
        known.iter().find(|refusal| refusal.texts.iter().all(|text| message.contains(&text.to_ascii_lowercase())))
    }
}

/// What a vendor wrote about a refusal: read to know it, never shown. Its `Debug` is constant.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Prose(Box<str>);

impl Prose {
    /// Keeps the text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// What it means by an operation's table.
    #[must_use]
    pub fn meaning(&self, known: &'static [KnownRefusal]) -> Option<&'static KnownRefusal> {
        KnownRefusal::find(known, &self.0)
    }
}

impl fmt::Debug for Prose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Prose(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[KnownRefusal] = &[
        KnownRefusal::already_done("done", &["이미 반품이 완료"], "returned already"),
        KnownRefusal::new("both", &["Partner", "state"], "wrong state"),
    ];

    #[test]
    fn a_message_is_known_by_all_of_its_parts_in_any_case() {
        let name = |message: &str| Prose::new(message).meaning(KNOWN).map(|known| known.name);
        assert_eq!(name("[400] 이미 반품이 완료되었습니다. 홍길동"), Some("done"));
        assert_eq!(name("partner is in another STATE"), Some("both"));
        assert_eq!(name("partner"), None);
        assert_eq!(name(""), None);
        assert_eq!(format!("{:?}", Prose::new("홍길동")), "Prose(..)");
    }
}
