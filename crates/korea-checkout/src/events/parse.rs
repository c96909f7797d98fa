//! From a verified body to an event.

use apiwire::decode::{self, DecodeError};
use apiwire::wire::{Fault, FromWire, Node, Oddities, Problem, Reader, UnknownText};
use redact_kr::Sensitive;
use webhook_verify::{ReplayKey, Verified};

use super::event::{COMPLETED, EXPIRED, Event, FAILED, REFUNDED, UnknownEvent};

/// An event, and what tells it from others.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Received {
    /// What has happened.
    pub event: Event,
    /// The key to remember it by, at least 72 hours long (A5).
    pub key: ReplayKey,
    /// What the key was made of.
    pub key_reason: KeyReason,
    /// Optional fields that were left out because they could not be read.
    pub oddities: Oddities,
}

/// What a key was made of (A5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyReason {
    /// The `id` in the body. It names the event however often it is sent.
    EventId,
    /// The identifier in a header that the scheme signs. It names the event however often it is sent.
    SignedId,
    /// SHA-256 of the raw body, because there is no identifier. Two deliveries are the same event as long as the vendor
    /// repeats it byte for byte; two events of the same bytes count as one.
    BodyDigest,
}

/// Why a verified body is no event. Nothing of the body is kept or shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EventError {
    /// The body is not UTF-8.
    #[error("the body is not UTF-8")]
    NotUtf8,
    /// The body is not JSON.
    #[error("the body is not JSON ({category}) at line {line}, column {column}")]
    NotJson {
        /// What the parser stumbled over: `syntax`, `end of input` or `data`.
        category: &'static str,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// The body is not of the documented shape; the fault says where.
    #[error("{0}")]
    Shape(Fault),
}

impl Received {
    /// Reads the event in a verified body.
    ///
    /// An event of a name that is not documented is no error but [`Event::Unknown`].
    ///
    /// # Errors
    /// [`EventError`] saying what is wrong. The sender is who it claims to be, so answer 200 and look into it: sent again
    /// it will be the same.
    pub fn parse(verified: Verified<'_>) -> Result<Self, EventError> {
        let body = verified.body();
        if std::str::from_utf8(body).is_err() {
            return Err(EventError::NotUtf8);
        }
        let document = decode::json(body)?;
        let whole = document.root();
        let mut reader = Reader::new();
        if !whole.is_object() {
            return Err(EventError::Shape(reader.fault(Problem::AnotherType)));
        }
        let text = |name| whole.get(name).and_then(Node::as_str).filter(|text| !text.is_empty());
        let name = text("event").ok_or_else(|| reader.at("event", |reader| reader.fault(Problem::Missing)))?;
        let id = text("id");
        let key = verified.replay_key_of(id);
        let key_reason = match (id, verified.id()) {
            (Some(_), _) => KeyReason::EventId,
            (None, Some(_)) => KeyReason::SignedId,
            (None, None) => KeyReason::BodyDigest,
        };
        let event = event(name, whole, &mut reader)?;
        Ok(Self { event, key, key_reason, oddities: reader.into_oddities() })
    }
}

fn event(name: &str, whole: Node<'_>, reader: &mut Reader) -> Result<Event, Fault> {
    if ![COMPLETED, FAILED, REFUNDED, EXPIRED].contains(&name) {
        return Ok(Event::Unknown(UnknownEvent {
            name: UnknownText::new(name),
            raw: Sensitive::new(whole.to_value()),
        }));
    }
    let data = whole.get("data").unwrap_or_default();
    reader.at("data", |reader| {
        Ok(match name {
            COMPLETED => Event::PaymentCompleted(Box::new(FromWire::from_wire(data, reader)?)),
            FAILED => Event::PaymentFailed(Box::new(FromWire::from_wire(data, reader)?)),
            REFUNDED => Event::PaymentRefunded(Box::new(FromWire::from_wire(data, reader)?)),
            _ => Event::SessionExpired(Box::new(FromWire::from_wire(data, reader)?)),
        })
    })
}

impl From<Fault> for EventError {
    fn from(fault: Fault) -> Self {
        Self::Shape(fault)
    }
}

impl From<DecodeError> for EventError {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::Syntax { category, line, column } => Self::NotJson { category, line, column },
            DecodeError::Shape(fault) => Self::Shape(fault),
            // Reading JSON ends in no other way.
            _ => Self::Shape(Reader::new().fault(Problem::AnotherType)),
        }
    }
}
