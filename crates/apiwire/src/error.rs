//! The one error of the clients: what happened, whether it may have taken effect, what to do.

mod kind;

use std::fmt;
use std::time::{Duration, SystemTime};

use crate::hint::{self, Language};
use crate::input::{InputFault, InputFaults};
use crate::refusal::KnownRefusal;
use crate::service::{EdgeReference, RequestId, VendorCode};
use crate::wire::Fault;
pub use kind::ErrorKind;

/// What went wrong with a call.
///
/// `Display` is the operation, the kind, the status, the vendor's code and at most a few words of ours: never a body,
/// a query, a header or the vendor's prose, because those quote people. There is no source: foreign errors quote URLs.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    operation: &'static str,
    delivery: Delivery,
    attempts: u32,
    status: Option<u16>,
    vendor_code: Option<VendorCode>,
    request_id: Option<RequestId>,
    edge_reference: Option<EdgeReference>,
    until: Option<SystemTime>,
    retry_after: Option<Duration>,
    clock_hint: Option<ClockHint>,
    may_have_taken_effect: bool,
    settled_by: Option<&'static str>,
    refusal: Option<&'static KnownRefusal>,
    row: Option<Fault>,
    position: Option<(&'static str, usize, usize)>,
    field: Option<&'static str>,
    note: Option<&'static str>,
    input: InputFaults,
}

/// Whether the request reached the vendor. Only this decides what may be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// Nothing left this machine, or no connection was made: it has not taken effect.
    NotSent,
    /// The request left and no usable answer came: it may have taken effect. Read before doing it again.
    MaybeSent,
    /// The vendor answered.
    Answered,
}

/// The difference between the clocks, where the vendor refused a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockHint {
    /// Our clock minus the vendor's, in milliseconds; positive when ours is ahead.
    pub skew_ms: i64,
}

impl Error {
    /// An error of this kind for an operation, before anything was sent.
    #[must_use]
    pub fn new(operation: &'static str, kind: ErrorKind) -> Self {
        Self(Box::new(Inner {
            kind,
            operation,
            delivery: Delivery::NotSent,
            attempts: 0,
            status: None,
            vendor_code: None,
            request_id: None,
            edge_reference: None,
            until: None,
            retry_after: None,
            clock_hint: None,
            may_have_taken_effect: false,
            settled_by: None,
            refusal: None,
            row: None,
            position: None,
            field: None,
            note: None,
            input: InputFaults::default(),
        }))
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation's name, such as `orders.list`.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// Whether it may have taken effect.
    #[must_use]
    pub fn delivery(&self) -> Delivery {
        self.0.delivery
    }

    /// How many attempts were sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The HTTP status of the last answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The vendor's own code, where it has the form of one.
    #[must_use]
    pub fn vendor_code(&self) -> Option<&VendorCode> {
        self.0.vendor_code.as_ref()
    }

    /// The vendor's id of the failed request, for its support.
    #[must_use]
    pub fn request_id(&self) -> Option<&RequestId> {
        self.0.request_id.as_ref()
    }

    /// The edge's `Reference #` of a block, for the vendor's support.
    #[must_use]
    pub fn edge_reference(&self) -> Option<&EdgeReference> {
        self.0.edge_reference.as_ref()
    }

    /// Until when the client refuses further calls, for [`ErrorKind::Throttled`] and [`ErrorKind::CircuitOpen`].
    #[must_use]
    pub fn until(&self) -> Option<SystemTime> {
        self.0.until
    }

    /// How long to wait from the moment of the error; the same as [`Error::until`] as a duration.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The difference of the clocks, where the credentials were refused and it was measured.
    #[must_use]
    pub fn clock_hint(&self) -> Option<ClockHint> {
        self.0.clock_hint
    }

    /// The read that shows whether a maybe-sent write took effect, by its operation name.
    #[must_use]
    pub fn settled_by(&self) -> Option<&'static str> {
        self.0.settled_by
    }

    /// The documented refusal that the vendor's message is, for operations that know theirs.
    #[must_use]
    pub fn refusal(&self) -> Option<&'static KnownRefusal> {
        self.0.refusal
    }

    /// Position and field of an undecodable row, for [`ErrorKind::UndecodableRow`].
    #[must_use]
    pub fn row(&self) -> Option<&Fault> {
        self.0.row.as_ref()
    }

    /// Everything that is wrong with the input, for [`ErrorKind::Configuration`].
    #[must_use]
    pub fn input_faults(&self) -> &[InputFault] {
        self.0.input.as_slice()
    }

    /// What to do, in one sentence.
    #[must_use]
    pub fn hint(&self, language: Language) -> &'static str {
        hint::for_kind(self.0.kind, language)
    }

    pub(crate) fn with_delivery(mut self, delivery: Delivery, attempts: u32) -> Self {
        self.0.delivery = delivery;
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn with_answer(
        mut self,
        status: u16,
        vendor_code: Option<VendorCode>,
        request_id: Option<RequestId>,
        edge_reference: Option<EdgeReference>,
    ) -> Self {
        self.0.status = Some(status);
        self.0.vendor_code = vendor_code;
        self.0.request_id = request_id;
        self.0.edge_reference = edge_reference;
        self
    }

    pub(crate) fn with_wait(mut self, now: SystemTime, wait: Duration) -> Self {
        self.0.retry_after = Some(wait);
        self.0.until = now.checked_add(wait);
        self
    }

    pub(crate) fn with_clock_hint(mut self, skew_ms: Option<i64>) -> Self {
        self.0.clock_hint = skew_ms.map(|skew_ms| ClockHint { skew_ms });
        self
    }

    /// A write that was maybe sent, and the read that settles it.
    pub(crate) fn with_settled_by(mut self, read: Option<&'static str>) -> Self {
        self.0.may_have_taken_effect = true;
        self.0.settled_by = read;
        self
    }

    /// A refusal that the operation documents says more than the status or the envelope.
    pub(crate) fn with_refusal(mut self, refusal: Option<&'static KnownRefusal>) -> Self {
        if let Some(refusal) = refusal {
            self.0.kind = refusal.kind;
            self.0.refusal = Some(refusal);
        }
        self
    }

    pub(crate) fn with_row(mut self, fault: Fault) -> Self {
        self.0.row = Some(fault);
        self
    }

    pub(crate) fn with_position(mut self, category: &'static str, line: usize, column: usize) -> Self {
        self.0.position = Some((category, line, column));
        self
    }

    /// Everything that is wrong with the input.
    #[must_use]
    pub fn with_input(mut self, faults: InputFaults) -> Self {
        self.0.input = faults;
        self
    }

    pub(crate) fn answered(self) -> Self {
        self.with_delivery(Delivery::Answered, 1)
    }

    /// Names the parameter that is wrong, by the vendor's name.
    #[must_use]
    pub fn with_field(mut self, field: &'static str) -> Self {
        self.0.field = Some(field);
        self
    }

    /// Adds a few fixed words, such as the name of the field that is wrong.
    #[must_use]
    pub fn with_note(mut self, note: &'static str) -> Self {
        self.0.note = Some(note);
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.operation, hint::what_happened(self.0.kind))?;
        if let Some(status) = self.0.status {
            write!(f, " (HTTP {status}")?;
            if let Some(code) = &self.0.vendor_code {
                write!(f, ", code {code}")?;
            }
            f.write_str(")")?;
        }
        if let Some(refusal) = self.0.refusal {
            write!(f, ": {}", refusal.means)?;
        }
        if let Some(field) = self.0.field {
            write!(f, ": {field}")?;
        }
        if let Some(note) = self.0.note {
            write!(f, ": {note}")?;
        }
        if !self.0.input.is_empty() {
            write!(f, ": {}", self.0.input)?;
        }
        if let Some((category, line, column)) = self.0.position {
            write!(f, ": not JSON ({category}) at line {line}, column {column}")?;
        }
        if let Some(row) = &self.0.row {
            write!(f, ": {row}")?;
        }
        if self.0.may_have_taken_effect {
            let read = self.0.settled_by.unwrap_or("it back");
            write!(f, "; it may have taken effect: read {read} before doing it again")?;
        }
        Ok(())
    }
}

/// Every part of it is ours or allow-listed.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("operation", &self.0.operation)
            .field("kind", &self.0.kind)
            .field("delivery", &self.0.delivery)
            .field("attempts", &self.0.attempts)
            .field("status", &self.0.status)
            .field("vendor_code", &self.0.vendor_code)
            .field("request_id", &self.0.request_id)
            .field("edge_reference", &self.0.edge_reference)
            .field("retry_after", &self.0.retry_after)
            .field("clock_hint", &self.0.clock_hint)
            .field("refusal", &self.0.refusal.map(|refusal| refusal.name))
            .field("row", &self.0.row)
            .field("position", &self.0.position)
            .field("field", &self.0.field)
            .field("note", &self.0.note)
            .field("input", &self.0.input.as_slice())
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {}
