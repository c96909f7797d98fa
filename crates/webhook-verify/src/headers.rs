//! Where header lines come from, and the first checks on them.

use crate::reason::{Fault, Reason};

/// The longest header value that is read, in bytes, after trimming. Eight codes with time and prefixes have 600.
const MAX_VALUE_BYTES: usize = 1024;

/// The header lines of a request, as received.
///
/// Implemented for lists of name and value, and for `http::HeaderMap` with the feature `http`. For anything else, see
/// to it that [`lines`](Self::lines) yields **every** line, and each as it came: a source that joins or drops lines
/// takes away the check for a header sent twice.
pub trait Headers {
    /// Name and value of all lines; a name may be in any case, and stand there more than once.
    fn lines(&self) -> impl Iterator<Item = (&str, &[u8])>;
}

impl<N: AsRef<str>, V: AsRef<[u8]>> Headers for [(N, V)] {
    fn lines(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.iter().map(|(name, value)| (name.as_ref(), value.as_ref()))
    }
}

impl<N: AsRef<str>, V: AsRef<[u8]>, const LINES: usize> Headers for [(N, V); LINES] {
    fn lines(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.as_slice().lines()
    }
}

impl<N: AsRef<str>, V: AsRef<[u8]>> Headers for Vec<(N, V)> {
    fn lines(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.as_slice().lines()
    }
}

#[cfg(feature = "http")]
impl Headers for http::HeaderMap {
    fn lines(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.iter().map(|(name, value)| (name.as_str(), value.as_bytes()))
    }
}

/// The lines with these names, trimmed: there is one of each, and it is not empty.
///
/// Each check is made on all headers before the next, so the first fault in the documented order is the one reported.
pub(crate) fn find<'h, const NAMES: usize>(
    headers: &'h (impl Headers + ?Sized),
    names: [Option<&str>; NAMES],
) -> Result<[Option<&'h [u8]>; NAMES], Reason> {
    let mut found = [None; NAMES];
    let mut repeated = false;
    for (name, value) in headers.lines() {
        for (found, wanted) in found.iter_mut().zip(names) {
            if wanted.is_some_and(|wanted| wanted.eq_ignore_ascii_case(name)) {
                repeated |= found.replace(value).is_some();
            }
        }
    }
    if names.iter().zip(&found).any(|(name, found)| name.is_some() && found.is_none()) {
        return Err(Reason::Missing);
    }
    if repeated {
        return Err(Reason::Malformed(Fault::Repeated));
    }
    for line in found.iter_mut().flatten() {
        *line = trimmed(line);
        if line.is_empty() {
            return Err(Reason::Missing);
        }
    }
    Ok(found)
}

/// The lines as text: none is too long, and all of it can be printed.
pub(crate) fn printable<const LINES: usize>(lines: [Option<&[u8]>; LINES]) -> Result<[Option<&str>; LINES], Fault> {
    let mut values = [None; LINES];
    for (value, line) in values.iter_mut().zip(lines) {
        *value = line.map(text).transpose()?;
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

fn text(line: &[u8]) -> Result<&str, Fault> {
    if line.len() > MAX_VALUE_BYTES {
        return Err(Fault::TooLong);
    }
    // No early exit, so that it compiles to vector code.
    let strange = line.iter().fold(false, |any, byte| any | !(b' '..=b'~').contains(byte));
    if strange { Err(Fault::NotPrintable) } else { str::from_utf8(line).map_err(|_| Fault::NotPrintable) }
}
