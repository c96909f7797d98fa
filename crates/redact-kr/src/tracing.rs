//! The last net: scrubs whole records of `tracing` before they are written.
//!
//! Types and keys keep our own crates' values out of a log. An application logs other things too, and a `Layer` cannot
//! change what another prints. So this stands between the formatter and the file: every record passes the
//! [`Redactor`] as a whole, whatever recorded it.
//!
//! ```
//! use std::sync::Arc;
//! use redact_kr::{Redactor, tracing::Redacting};
//!
//! let subscriber = tracing_subscriber::fmt()
//!     .with_ansi(false)
//!     .with_writer(Redacting::new(std::io::stdout, Arc::new(Redactor::default())))
//!     .finish();
//! ```
//!
//! Switch colours off: an escape sequence in the middle of a value can hide it from any scanner.

use std::io::{self, Write};
use std::sync::Arc;

use tracing_subscriber::fmt::MakeWriter;

use crate::Redactor;

/// Makes writers that redact each record before the inner writer sees it.
#[derive(Debug, Clone)]
pub struct Redacting<M> {
    inner: M,
    redactor: Arc<Redactor>,
}

impl<M> Redacting<M> {
    /// Puts the redactor in front of a writer.
    pub fn new(inner: M, redactor: Arc<Redactor>) -> Self {
        Self { inner, redactor }
    }
}

impl<'a, M: MakeWriter<'a>> MakeWriter<'a> for Redacting<M> {
    type Writer = Record<M::Writer>;

    fn make_writer(&'a self) -> Self::Writer {
        Record::new(self.inner.make_writer(), Arc::clone(&self.redactor))
    }

    fn make_writer_for(&'a self, meta: &tracing_core::Metadata<'_>) -> Self::Writer {
        Record::new(self.inner.make_writer_for(meta), Arc::clone(&self.redactor))
    }
}

/// One record: kept until it is complete, then redacted as a whole and written.
///
/// A record is complete when the writer is dropped, as the formatter does after each. A `flush` before that writes
/// nothing: half a record may end in half a value.
pub struct Record<W: Write> {
    inner: W,
    redactor: Arc<Redactor>,
    kept: Vec<u8>,
}

impl<W: Write> Record<W> {
    fn new(inner: W, redactor: Arc<Redactor>) -> Self {
        Self { inner, redactor, kept: Vec::new() }
    }
}

impl<W: Write> Write for Record<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.kept.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<W: Write> Drop for Record<W> {
    fn drop(&mut self) {
        if self.kept.is_empty() {
            return;
        }
        // There is nobody to tell that a log cannot be written.
        let _ = self.inner.write_all(&self.redactor.redact_bytes(&self.kept)).and_then(|()| self.inner.flush());
    }
}

impl<W: Write> std::fmt::Debug for Record<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Record({} bytes)", self.kept.len())
    }
}
