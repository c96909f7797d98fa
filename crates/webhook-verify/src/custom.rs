//! Schemes of other services: prefix, encoding, list separator and template chosen by the caller.

use std::borrow::Cow;
use std::fmt;

use crate::scheme::{Encoding, Prefix, Scheme, Text, Time};
use crate::template::{Part, Template};

/// A scheme in the making; see [`Scheme::custom`].
///
/// Unless said otherwise: the header is [`DEFAULT_HEADER`](crate::DEFAULT_HEADER), and it holds one code in hexadecimal
/// digits without a prefix.
///
/// ```
/// use webhook_verify::{Encoding, Scheme};
///
/// // X-Slack-Signature: v0=<hex> over "v0:<time>:<body>", the time in a header of its own
/// let slack = Scheme::custom("v0:{t}:{body}")
///     .header("x-slack-signature")
///     .prefix("v0=")
///     .time_header("x-slack-request-timestamp")
///     .build()?;
/// assert!(slack.signs_time());
///
/// // Paddle-Signature: ts=<time>;h1=<hex> over "<time>:<body>"
/// let paddle = Scheme::custom("{t}:{body}")
///     .header("paddle-signature")
///     .list(';')
///     .time_element("ts=")
///     .prefix("h1=")
///     .build()?;
/// assert!(paddle.signs_time());
///
/// // one base64 code over the body
/// let plain = Scheme::custom("{body}").header("x-shop-hmac-sha256").encoding(Encoding::Base64).build()?;
/// assert!(!plain.signs_time());
/// # Ok::<(), webhook_verify::SchemeError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a scheme is made by `build`"]
pub struct Custom {
    template: String,
    header: String,
    id_header: Option<String>,
    time_header: Option<String>,
    time_element: Option<String>,
    prefix: String,
    separator: Option<char>,
    encoding: Encoding,
}

impl Custom {
    pub(crate) fn new(template: &str) -> Self {
        Self {
            template: template.to_owned(),
            header: crate::DEFAULT_HEADER.to_owned(),
            id_header: None,
            time_header: None,
            time_element: None,
            prefix: String::new(),
            separator: None,
            encoding: Encoding::Hex,
        }
    }

    /// The header that carries the signature.
    pub fn header(mut self, name: &str) -> Self {
        name.clone_into(&mut self.header);
        self
    }

    /// The header that carries the identifier, which `{id}` in the template stands for.
    pub fn id_header(mut self, name: &str) -> Self {
        self.id_header = Some(name.to_owned());
        self
    }

    /// The header that carries the time in unix seconds, which `{t}` in the template stands for.
    pub fn time_header(mut self, name: &str) -> Self {
        self.time_header = Some(name.to_owned());
        self
    }

    /// The prefix of the list element that carries the time in unix seconds, such as `t=`.
    pub fn time_element(mut self, prefix: &str) -> Self {
        self.time_element = Some(prefix.to_owned());
        self
    }

    /// What must stand before every code, such as `sha256=`; in a list it marks the elements that hold one.
    ///
    /// When it ends in a version (`v1=`, `h1=`), list elements of other versions are ignored; any other element makes
    /// the whole header malformed.
    pub fn prefix(mut self, prefix: &str) -> Self {
        prefix.clone_into(&mut self.prefix);
        self
    }

    /// Makes the header a list, with this one character between its elements.
    pub fn list(mut self, separator: char) -> Self {
        self.separator = Some(separator);
        self
    }

    /// How the 32 bytes of a code are written.
    pub fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = encoding;
        self
    }

    /// Finishes the scheme.
    ///
    /// # Errors
    ///
    /// [`SchemeError`] naming the first part that cannot work or would leave something unsigned.
    pub fn build(self) -> Result<Scheme, SchemeError> {
        let template = Template::read(&self.template)?;
        let separator = self.separator.map(separator).transpose()?;
        let time = match (self.time_header, self.time_element) {
            (None, None) => Time::Unsigned,
            (Some(name), None) => Time::Header(header_name(&name)?),
            (None, Some(prefix)) if separator.is_some() && !prefix.is_empty() => {
                Time::Element(element_prefix(&prefix, separator)?)
            }
            _ => return Err(SchemeError::Time),
        };
        if template.has(&Part::Time) != !matches!(time, Time::Unsigned) {
            return Err(SchemeError::Time);
        }
        if template.has(&Part::Id) != self.id_header.is_some() {
            return Err(SchemeError::Id);
        }
        let prefix = Prefix { text: element_prefix(&self.prefix, separator)?, optional: false };
        // The time is looked for first: no code may begin as it does.
        if matches!(&time, Time::Element(element) if prefix.text.starts_with(&**element)) {
            return Err(SchemeError::Prefix);
        }
        let scheme = Scheme {
            name: "custom",
            signature_header: header_name(&self.header)?,
            id_header: self.id_header.as_deref().map(header_name).transpose()?,
            time,
            prefix,
            separator,
            encoding: self.encoding,
            template,
            whsec: false,
        };
        if scheme.names_a_header_twice() { Err(SchemeError::HeaderName) } else { Ok(scheme) }
    }
}

impl Scheme {
    fn names_a_header_twice(&self) -> bool {
        let [signature, id, time] = self.headers();
        let same = |one: Option<&str>, other: Option<&str>| match (one, other) {
            (Some(one), Some(other)) => one.eq_ignore_ascii_case(other),
            _ => false,
        };
        same(signature, id) || same(signature, time) || same(id, time)
    }
}

/// A token of RFC 9110.
pub(crate) fn header_name(name: &str) -> Result<Text, SchemeError> {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(token) {
        return Err(SchemeError::HeaderName);
    }
    Ok(Cow::Owned(name.to_ascii_lowercase()))
}

/// One printable character that stands in no code.
fn separator(separator: char) -> Result<u8, SchemeError> {
    let byte = u8::try_from(separator).map_err(|_| SchemeError::Separator)?;
    let apart = byte == b' ' || byte.is_ascii_punctuation() && !b"+/=\"'".contains(&byte);
    if apart { Ok(byte) } else { Err(SchemeError::Separator) }
}

/// Visible characters without quotes and without the separator.
fn element_prefix(prefix: &str, separator: Option<u8>) -> Result<Text, SchemeError> {
    let fits = |byte: u8| byte.is_ascii_graphic() && !b"\"'".contains(&byte) && Some(byte) != separator;
    if prefix.bytes().all(fits) { Ok(Cow::Owned(prefix.to_owned())) } else { Err(SchemeError::Prefix) }
}

/// Why a custom scheme cannot be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemeError {
    /// The template has a brace that is none of `{id}`, `{t}`, `{body}`, or one of them twice.
    Template,
    /// The template has no `{body}`: any body would be accepted.
    BodyNotSigned,
    /// In the template, `{id}` stands next to another placeholder: the signed text could be read in two ways.
    Ambiguous,
    /// The template has `{t}` and no source of the time was named, or the other way round, or two sources were named,
    /// or an element without a list or prefix.
    Time,
    /// The template has `{id}` and no header was named for it, or the other way round.
    Id,
    /// The prefix has a space, a quote, the list separator or a character outside ASCII, or begins with the one of the
    /// time.
    Prefix,
    /// The list separator is not a space or an ASCII punctuation mark that stands in no code.
    Separator,
    /// A header name is not a token, or two of the headers have the same name.
    HeaderName,
}

impl fmt::Display for SchemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Template => "the template may have {id}, {t} and {body} once each, and no other brace",
            Self::BodyNotSigned => "the template has no {body}, so any body would be accepted",
            Self::Ambiguous => "the template needs a literal between {id} and its neighbour",
            Self::Time => {
                "{t} in the template and one source of the time (a header, or an element of a list) go together"
            }
            Self::Id => "{id} in the template and a header for the identifier go together",
            Self::Prefix => {
                "a prefix needs visible ASCII without quotes and separator, and cannot begin with the one of the time"
            }
            Self::Separator => "the list separator must be a space or a punctuation mark other than + / = and quotes",
            Self::HeaderName => "a header name is not a token, or two headers have the same name",
        })
    }
}

impl std::error::Error for SchemeError {}
