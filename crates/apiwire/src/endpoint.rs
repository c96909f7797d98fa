//! An operation of a service as a value.

use http::Method;

use crate::decode::DecodeError;
use crate::input::InputFaults;
use crate::json_body::JsonBody;
use crate::origin::Origin;
use crate::refusal::KnownRefusal;
use crate::target::Target;

/// One operation with its arguments: pure, testable alone, one small file each.
///
/// An endpoint knows no key, no clock and no connection. [`crate::Pipeline`] asks it where to go and what to send, and
/// gives it the body that came back.
pub trait Endpoint: Sync {
    /// What a successful answer decodes to.
    type Output;
    /// [`Read`] or [`Write`]; decides what may be repeated and which client may send it.
    type Effect: Effect;
    /// The stable name used in logs, errors and the endpoint table, such as `orders.list`.
    const NAME: &'static str;
    /// The HTTP method.
    const METHOD: Method;
    /// The write permit that opens this operation; `None` for reads, and for writes that a service lets anybody make.
    const FAMILY: Option<Family>;
    /// Whether a maybe-sent write may be sent again after a read has shown that nothing changed.
    const REPEAT: Repeat;
    /// Whether the vendor documents this operation as slow: after a 504, or another answer that tells of a timeout, the
    /// next attempt asks for more time.
    const SLOW: bool = false;
    /// Whether the vendor documents this read as a POST. A read is otherwise a GET, and refused before anything is sent
    /// when it is not: what is repeated freely must be known to change nothing.
    const READ_BY_POST: bool = false;
    /// Whether 404 is a documented answer about one object, and therefore no sign of a wrong address.
    const NOT_FOUND_IS_AN_ANSWER: bool = false;
    /// The read that settles a maybe-sent write, by its [`Endpoint::NAME`].
    const SETTLED_BY: Option<&'static str> = None;
    /// The refusals of this operation whose texts the vendor documents; the first that fits counts.
    const REFUSALS: &'static [KnownRefusal] = &[];

    /// Checks the input before anything is sent: what the vendor would refuse, and what no one can have meant.
    ///
    /// `origin` is where the request goes. A call with any fault ends with [`crate::ErrorKind::Configuration`] and all
    /// of them: see [`crate::Error::input_faults`].
    fn check(&self, _origin: &Origin, _faults: &mut InputFaults) {}

    /// Path and query, encoded exactly once.
    fn target(&self) -> Target;

    /// The JSON body, for operations that have one.
    fn body(&self) -> Option<JsonBody> {
        None
    }

    /// Reads a 2xx body.
    ///
    /// # Errors
    /// [`DecodeError`] when the body is not what the vendor documents, or when its envelope reports a failure inside
    /// HTTP 200.
    fn decode(&self, body: &[u8]) -> Result<Self::Output, DecodeError>;

    /// How many rows the answer holds, for the exchange log.
    fn rows(&self, _output: &Self::Output) -> Option<u64> {
        None
    }
}

/// What an operation does to the world. Sealed: [`Read`] and [`Write`] are all there is.
pub trait Effect: sealed::Sealed + Send + Sync + 'static {
    /// The same, as a value.
    const KIND: EffectKind;
}

/// The operation changes nothing and may be repeated.
#[derive(Debug, Clone, Copy)]
pub enum Read {}

/// The operation changes something; it is never repeated once it may have been sent.
#[derive(Debug, Clone, Copy)]
pub enum Write {}

/// [`Read`] or [`Write`] as a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EffectKind {
    /// See [`Read`].
    Read,
    /// See [`Write`].
    Write,
}

impl Effect for Read {
    const KIND: EffectKind = EffectKind::Read;
}

impl Effect for Write {
    const KIND: EffectKind = EffectKind::Write;
}

/// A group of writes that one permit opens, such as `orders` or `refunds`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Family(&'static str);

impl Family {
    /// Names a family; the names are the client crate's constants.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0
    }
}

/// Whether a maybe-sent write may ever be sent again by us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// Never: reads and writes whose second arrival would do something twice.
    Never,
    /// The write names a target state, so it may be sent again after reads have shown the old state.
    TargetState,
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Read {}
    impl Sealed for super::Write {}
}
