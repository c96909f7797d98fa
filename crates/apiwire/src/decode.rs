//! From bytes to JSON, with errors that hold positions and never content.

use std::fmt;

use serde_json::Deserializer;
use serde_json::error::Category;

use crate::error::ErrorKind;
use crate::refusal::Prose;
use crate::service::VendorCode;
use crate::wire::{Document, Fault};

/// Why a 2xx body did not become a result.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// It is not JSON. serde's own message is dropped, because it quotes the offending value.
    Syntax {
        /// What the parser stumbled over: `syntax`, `end of input` or `data`.
        category: &'static str,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// It is JSON, but not of the documented shape.
    Shape(Fault),
    /// It is a page of a listing, but not the one that was asked for: its rows were or will be read elsewhere.
    AnotherPage,
    /// Its envelope reports a failure.
    Refused {
        /// What the vendor's message means, where it is a known one; else [`ErrorKind::Rejected`].
        kind: ErrorKind,
        /// The vendor's code.
        vendor_code: Option<VendorCode>,
        /// The vendor's message, where there is one.
        prose: Option<Prose>,
    },
}

impl DecodeError {
    /// The kind of the error that the caller sees.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Syntax { .. } | Self::Shape(_) => ErrorKind::Decode,
            Self::AnotherPage => ErrorKind::Paging,
            Self::Refused { kind, .. } => *kind,
        }
    }
}

pub(crate) const ANOTHER_PAGE: &str = "another page came than the one asked for";

impl From<Fault> for DecodeError {
    fn from(fault: Fault) -> Self {
        Self::Shape(fault)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { category, line, column } => {
                write!(f, "not JSON ({category}) at line {line}, column {column}")
            }
            Self::Shape(fault) => write!(f, "{fault}"),
            Self::AnotherPage => f.write_str(ANOTHER_PAGE),
            Self::Refused { .. } => f.write_str("the envelope reports a failure"),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Reads a body as JSON.
///
/// # Errors
/// [`DecodeError::Syntax`] with the position.
pub fn json(body: &[u8]) -> Result<Document<'_>, DecodeError> {
    // Checked as a whole, the texts in it need no check of their own.
    let read = match std::str::from_utf8(body) {
        Ok(text) => {
            let mut text = Deserializer::from_str(text);
            Document::read(&mut text, body.len()).and_then(|document| text.end().map(|()| document))
        }
        // No JSON either; serde_json says where.
        Err(_) => serde_json::from_slice(body),
    };
    read.map_err(|error| DecodeError::Syntax {
        category: match error.classify() {
            Category::Eof => "end of input",
            Category::Data => "data",
            Category::Syntax | Category::Io => "syntax",
        },
        line: error.line(),
        column: error.column(),
    })
}
