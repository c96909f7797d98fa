//! E-mail addresses: the local part goes, the domain stays.

use std::ops::Range;

use super::super::class::{self, ALNUM, HYPHEN, UNDERSCORE, is};
use super::super::view::{View, quote_level};

/// The local part before an at sign, if a domain follows.
pub(in super::super) fn around(view: View<'_>, at: usize) -> Option<Range<usize>> {
    let before = view.before(at);
    let start = if is_local(before) || !before.is_ascii() { local(view, at) } else { at };
    let range = if start == at { quoted(view, at)? } else { start..at };
    is_domain(view, at + 1).then_some(range)
}

/// Where the characters of a local part before a place begin.
fn local(view: View<'_>, end: usize) -> usize {
    let mut start = end;
    loop {
        let ascii = view.back(start, is_local);
        match class::last_letter(view.text(0..ascii)) {
            0 => return ascii,
            length => start = ascii - length,
        }
    }
}

/// A local part in quotation marks, without the marks.
fn quoted(view: View<'_>, at: usize) -> Option<Range<usize>> {
    let close = at.checked_sub(1)?;
    let level = view.quote(close)?;
    let from = close.saturating_sub(LONGEST_LOCAL);
    let open = view.text(from..close).iter().rposition(|&c| quote_level(c) == Some(level))?;
    let start = from + open + 1;
    // Between two strings of JSON there is no letter.
    let mut plain = start;
    while plain < close && view.at(plain) == b' ' || is_local(view.at(plain)) || view.is_letter(plain) {
        plain += class::letter(view.all(), plain).max(1);
    }
    (plain >= close && start < view.back(close, |c| c == b' ')).then_some(start..close)
}

fn is_local(c: u8) -> bool {
    is(c, ALNUM) || matches!(c, b'.' | b'_' | b'%' | b'+' | b'-' | b'\'' | b'*' | b'!' | b'#' | b'$' | b'~' | b'^')
}

/// Labels of which the last is alphabetic, and which are not a version.
fn is_domain(view: View<'_>, start: usize) -> bool {
    let label = |from: usize| view.word_end(from, HYPHEN | UNDERSCORE);
    let (mut from, mut to) = (start, label(start));
    if view.at(to) != b'.' && to < from + 2 {
        return false;
    }
    let mut labels = 0;
    let version = view.digits(from) >= to && view.at(to) == b'.' && view.at(to + 1).is_ascii_digit();
    while to > from && view.at(to) == b'.' {
        let next = label(to + 1);
        if next == to + 1 {
            break;
        }
        (from, to) = (to + 1, next);
        labels += 1;
    }
    let last = view.text(from..to);
    let (letters, end) = letters(last);
    let several = letters > 1 || last.get(class::letter(last, 0).max(1)..).is_some_and(|rest| !rest.is_empty());
    let named = end == last.len() || view.reads(from, "xn--") || labels > 0 && letters >= 2;
    several && named && !version
}

/// How many letters a label begins with, and where they end.
fn letters(label: &[u8]) -> (usize, usize) {
    let (mut count, mut at) = (0, 0);
    while let Some(&byte) = label.get(at) {
        at += match byte {
            0..=0x7f if byte.is_ascii_alphabetic() => 1,
            0xea..=0xed if label.get(at..).is_some_and(class::is_syllable) => 3,
            _ => match class::char_at(label, at) {
                Some((c, length)) if !c.is_ascii() && c.is_alphabetic() => length,
                _ => break,
            },
        };
        count += 1;
    }
    (count, at)
}

/// How long a local part in quotation marks may be, in bytes (RFC 5321 allows 64).
const LONGEST_LOCAL: usize = 64;
