//! What is signed and how the header says it, as data.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use crate::custom::Custom;
use crate::template::{Part, Template};

/// The header that carries the signature unless the scheme says otherwise: Korea Checkout's.
///
/// Vendor's page, section on webhooks. Standard Webhooks has three headers of its own.
pub const DEFAULT_HEADER: &str = "x-korea-checkout-signature";

/// How a delivery is signed: which headers, which form, which bytes.
///
/// Fixed when the verifier is built. There is no detection: a sender that could choose the scheme could choose the
/// weakest. All schemes are HMAC-SHA256 with full 32-byte codes over the exact bytes received.
///
/// | name | header value | signed bytes |
/// |---|---|---|
/// | `body-hex` | 64 hexadecimal digits, either case, optionally after `sha256=` | body |
/// | `body-base64` | 44 characters of padded, canonical base64, optionally after `sha256=` | body |
/// | `timestamped-hex` | `t=<unix seconds>,v1=<hex>`, up to eight `v1` in any order | `<t>.` and body |
/// | `standard-webhooks` | `webhook-id`, `webhook-timestamp`, `webhook-signature` with up to eight `v1,<base64>` | `<id>.<t>.` and body |
///
/// ```
/// use webhook_verify::Scheme;
///
/// assert_eq!("timestamped-hex".parse(), Ok(Scheme::timestamped_hex()));
/// let of_stripe = Scheme::timestamped_hex().with_header("stripe-signature")?;
/// assert!(of_stripe.signs_time());
/// # Ok::<(), webhook_verify::SchemeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    pub(crate) name: &'static str,
    pub(crate) signature_header: Text,
    pub(crate) id_header: Option<Text>,
    pub(crate) time: Time,
    pub(crate) prefix: Prefix,
    /// Between the elements of a list; without one, the header holds a single code.
    pub(crate) separator: Option<u8>,
    pub(crate) encoding: Encoding,
    pub(crate) template: Template,
    /// Whether a secret that starts with `whsec_` is base64 text.
    pub(crate) whsec: bool,
}

pub(crate) type Text = Cow<'static, str>;

/// Where the time stands that is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    Unsigned,
    /// In a header of its own.
    Header(Text),
    /// In an element of the list, behind this prefix.
    Element(Text),
}

/// What stands before each code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Prefix {
    pub(crate) text: Text,
    pub(crate) optional: bool,
}

impl Scheme {
    /// Hexadecimal digits of the code over the body: the default for Korea Checkout.
    #[must_use]
    pub fn body_hex() -> Self {
        Self::body("body-hex", Encoding::Hex)
    }

    /// Base64 of the code over the body.
    #[must_use]
    pub fn body_base64() -> Self {
        Self::body("body-base64", Encoding::Base64)
    }

    /// A list with the time and hexadecimal codes over time and body, as Stripe sends it.
    ///
    /// Stripe's secrets start with `whsec_` and are **not** base64: they are used as they stand.
    #[must_use]
    pub fn timestamped_hex() -> Self {
        Self {
            name: "timestamped-hex",
            time: Time::Element(Cow::Borrowed("t=")),
            prefix: Prefix { text: Cow::Borrowed("v1="), optional: false },
            separator: Some(b','),
            template: Template::new(vec![Part::Time, Part::Literal(Cow::Borrowed(".")), Part::Body]),
            ..Self::body_hex()
        }
    }

    /// Three headers with identifier, time and base64 codes over both and the body: the Standard Webhooks
    /// specification, symmetric signatures.
    ///
    /// A secret that starts with `whsec_` is decoded from base64; any other is used as it stands. An identifier that
    /// holds a full stop is refused, because the signed text could then be read in two ways.
    #[must_use]
    pub fn standard_webhooks() -> Self {
        const DOT: Part = Part::Literal(Cow::Borrowed("."));
        Self {
            name: "standard-webhooks",
            signature_header: Cow::Borrowed("webhook-signature"),
            id_header: Some(Cow::Borrowed("webhook-id")),
            time: Time::Header(Cow::Borrowed("webhook-timestamp")),
            prefix: Prefix { text: Cow::Borrowed("v1,"), optional: false },
            separator: Some(b' '),
            template: Template::new(vec![Part::Id, DOT, Part::Time, DOT, Part::Body]),
            whsec: true,
            ..Self::body_base64()
        }
    }

    /// Starts a scheme of another service from the text that is signed, such as `{t}.{body}`.
    ///
    /// The placeholders are `{id}`, `{t}` (the time as written in the header) and `{body}`; anything else stands for
    /// itself. See [`Custom`].
    pub fn custom(template: &str) -> Custom {
        Custom::new(template)
    }

    /// Sets the header that carries the signature.
    ///
    /// # Errors
    ///
    /// [`SchemeError::HeaderName`](crate::SchemeError::HeaderName) when it cannot be the name of a header.
    pub fn with_header(self, name: &str) -> Result<Self, crate::SchemeError> {
        Ok(Self { signature_header: crate::custom::header_name(name)?, ..self })
    }

    /// The name in a configuration: one of the four in the table, or `custom`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The header that carries the signature.
    #[must_use]
    pub fn header(&self) -> &str {
        &self.signature_header
    }

    /// Every header that is read: the one with the signature first. Keep their lines with a body that is to be verified
    /// again later, such as one in a queue.
    pub fn header_names(&self) -> impl Iterator<Item = &str> {
        self.headers().into_iter().flatten()
    }

    /// Whether an old delivery can be refused by its time.
    ///
    /// If not, a captured delivery verifies for ever: keep what was seen in a [`SeenStore`](crate::SeenStore).
    #[must_use]
    pub fn signs_time(&self) -> bool {
        !matches!(self.time, Time::Unsigned)
    }

    fn body(name: &'static str, encoding: Encoding) -> Self {
        Self {
            name,
            signature_header: Cow::Borrowed(DEFAULT_HEADER),
            id_header: None,
            time: Time::Unsigned,
            prefix: Prefix { text: Cow::Borrowed("sha256="), optional: true },
            separator: None,
            encoding,
            template: Template::new(vec![Part::Body]),
            whsec: false,
        }
    }
}

/// How the 32 bytes of a code are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// 64 hexadecimal digits, read in either case, written in lower case.
    Hex,
    /// 44 characters of the standard alphabet, padded and canonical.
    Base64,
}

impl FromStr for Scheme {
    type Err = UnknownScheme;

    fn from_str(name: &str) -> Result<Self, UnknownScheme> {
        let known = [Self::body_hex(), Self::body_base64(), Self::timestamped_hex(), Self::standard_webhooks()];
        known.into_iter().find(|scheme| scheme.name == name).ok_or(UnknownScheme)
    }
}

/// The name is not one of the four schemes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownScheme;

impl fmt::Display for UnknownScheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the scheme is not one of body-hex, body-base64, timestamped-hex, standard-webhooks")
    }
}

impl std::error::Error for UnknownScheme {}
