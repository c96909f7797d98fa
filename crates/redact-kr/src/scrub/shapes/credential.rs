//! Credentials that name themselves.

use std::ops::Range;

use super::super::meter::Work;
use super::super::view::View;

/// The secret part of a credential that begins at a place, where a word begins.
pub(super) fn at(view: View<'_>, start: usize) -> Option<Range<usize>> {
    match view.at(start) {
        b's' | b'S' | b'r' | b'R' | b'w' | b'W' => prefixed(view, start),
        b'b' | b'B' => scheme(view, start),
        b'A' | b'C' => vendor(view, start),
        _ => None,
    }
}

fn prefixed(view: View<'_>, start: usize) -> Option<Range<usize>> {
    let prefix = PREFIXES.iter().find(|prefix| view.reads(start, prefix))?;
    let from = start + prefix.len();
    let end = view.skip(from, |c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-' | b'+' | b'='));
    (end > from).then_some(from..end)
}

/// `Bearer` or `Basic` and a token, unless a word of prose follows.
fn scheme(view: View<'_>, start: usize) -> Option<Range<usize>> {
    let scheme = ["bearer", "basic"].iter().find(|scheme| view.reads(start, scheme))?;
    let gap = start + scheme.len();
    view.spend(Work::Shape, 1);
    let from = view.skip(gap, |c| matches!(c, b' ' | b'\t' | b':' | b'+'));
    if from == gap {
        // What is read behind it would be read again at the next such word of `bearer-bearer-`.
        return None;
    }
    let end =
        view.skip(from, |c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'.' | b'_' | b'~' | b'+' | b'/' | b'='));
    let mut word = view.text(from..end);
    while let Some(stem) = word.strip_suffix(b".") {
        word = stem;
    }
    let prose = PROSE.iter().any(|prose| prose.as_bytes().eq_ignore_ascii_case(word));
    (end > from && !prose).then_some(from..end)
}

/// The number of a seller, of which the letter and three digits stay.
fn vendor(view: View<'_>, start: usize) -> Option<Range<usize>> {
    let end = start + 9;
    let run = view.text(start + 1..end);
    let fits = run.len() == 8 && run.iter().all(u8::is_ascii_digit) && !view.at(end).is_ascii_alphanumeric();
    fits.then_some(start + 4..end)
}

const PREFIXES: [&str; 5] = ["sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_"];

/// What follows the two words in sentences.
const PROSE: [&str; 22] = [
    "token",
    "tokens",
    "auth",
    "authentication",
    "authorization",
    "credential",
    "credentials",
    "scheme",
    "header",
    "is",
    "of",
    "and",
    "or",
    "was",
    "are",
    "not",
    "plan",
    "info",
    "information",
    "required",
    "missing",
    "realm",
];
