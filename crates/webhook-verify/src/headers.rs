//! Where header lines come from, and the first checks on them.

use crate::reason::{Fault, Reason};

/// The longest header value that is read, in bytes, after trimming. Eight codes with time and prefixes have 600.
const MAX_VALUE_BYTES: usize = 1024;

/// The header lines of a request, as received.
///
/// Implemented for lists of name and value, and for `http::HeaderMap` with the feature `http`. For anything else, see
/// to it that [`lines`](Self::lines) yields **every** line of the name and the whole of each: a source that joins or
/// drops lines takes away the check for a header sent twice.
pub trait Headers {
    /// The values of all lines with this name, whatever the case of the name, in order of arrival.
    fn lines<'h>(&'h self, name: &str) -> impl Iterator<Item = &'h [u8]>;
}

impl<N: AsRef<str>, V: AsRef<[u8]>> Headers for [(N, V)] {
    fn lines<'h>(&'h self, name: &str) -> impl Iterator<Item = &'h [u8]> {
        let named = self.iter().filter(move |(other, _)| other.as_ref().eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_ref())
    }
}

impl<N: AsRef<str>, V: AsRef<[u8]>, const LINES: usize> Headers for [(N, V); LINES] {
    fn lines<'h>(&'h self, name: &str) -> impl Iterator<Item = &'h [u8]> {
        self.as_slice().lines(name)
    }
}

impl<N: AsRef<str>, V: AsRef<[u8]>> Headers for Vec<(N, V)> {
    fn lines<'h>(&'h self, name: &str) -> impl Iterator<Item = &'h [u8]> {
        self.as_slice().lines(name)
    }
}

#[cfg(feature = "http")]
impl Headers for http::HeaderMap {
    fn lines<'h>(&'h self, name: &str) -> impl Iterator<Item = &'h [u8]> {
        self.get_all(name).iter().map(http::HeaderValue::as_bytes)
    }
}

/// The values of the named headers, one line each, trimmed, printable and not too long.
///
/// Each check is made on all headers before the next, so the first fault in the documented order is the one reported.
pub(crate) fn read<'h, const NAMES: usize>(
    headers: &'h (impl Headers + ?Sized),
    names: [Option<&str>; NAMES],
) -> Result<[Option<&'h str>; NAMES], Reason> {
    let mut lines = [None; NAMES];
    let mut repeated = false;
    for (line, name) in lines.iter_mut().zip(names) {
        let Some(name) = name else { continue };
        let mut found = headers.lines(name);
        *line = Some(found.next().ok_or(Reason::Missing)?);
        repeated |= found.next().is_some();
    }
    if repeated {
        return Err(Reason::Malformed(Fault::Repeated));
    }
    for line in lines.iter_mut().flatten() {
        *line = trimmed(line);
        if line.is_empty() {
            return Err(Reason::Missing);
        }
    }
    let mut values = [None; NAMES];
    for (value, line) in values.iter_mut().zip(lines) {
        *value = line.map(printable).transpose().map_err(Reason::Malformed)?;
    }
    Ok(values)
}

/// Without the spaces and tabs around it.
fn trimmed(mut line: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] | [rest @ .., b' ' | b'\t'] = line {
        line = rest;
    }
    line
}

fn printable(line: &[u8]) -> Result<&str, Fault> {
    if line.len() > MAX_VALUE_BYTES {
        return Err(Fault::TooLong);
    }
    // No early exit, so that it compiles to vector code.
    let strange = line.iter().fold(false, |any, byte| any | !(b' '..=b'~').contains(byte));
    if strange { Err(Fault::NotPrintable) } else { str::from_utf8(line).map_err(|_| Fault::NotPrintable) }
}
