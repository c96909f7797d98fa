//! E-mail addresses: the local part goes, the domain stays.

use std::ops::Range;

use super::super::class::{self, ALNUM, HYPHEN, UNDERSCORE, is};
use super::super::meter::Work;
use super::super::view::{View, quote_level};

/// The local part before an at sign, if a domain follows.
pub(in super::super) fn around(view: View<'_>, at: usize) -> Option<Range<usize>> {
    view.spend(Work::Mail, 1);
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
        view.spend(Work::Letter, usize::from(!view.before(ascii).is_ascii()));
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
    view.spend(Work::KeyByte, close - from);
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
    view.spend(Work::Domain, 1);
    let mut last = Label::at(view, start);
    if view.at(last.end) != b'.' && last.end < start + 2 {
        return false;
    }
    let version = view.at(last.end) == b'.' && view.at(last.end + 1).is_ascii_digit() && view.digits(start) >= last.end;
    let mut labels = 0;
    while last.end > last.start && view.at(last.end) == b'.' {
        let next = Label::at(view, last.end + 1);
        if next.end == next.start {
            break;
        }
        last = next;
        labels += 1;
    }
    let several = last.letters > 1 || last.end > last.start + class::letter(view.all(), last.start).max(1);
    let named = last.letters_end == last.end || view.reads(last.start, "xn--") || labels > 0 && last.letters >= 2;
    several && named && !version
}

/// A label of a domain.
struct Label {
    start: usize,
    /// How many letters it begins with, and where they end.
    letters: usize,
    letters_end: usize,
    end: usize,
}

impl Label {
    fn at(view: View<'_>, start: usize) -> Self {
        let (mut letters, mut at) = (0, start);
        loop {
            at += match view.at(at) {
                byte if byte.is_ascii_alphabetic() => 1,
                0..=0x7f => break,
                _ if view.is_syllable(at) => '가'.len_utf8(),
                0x80..0xf0 if class::letter(view.all(), at) == 0 => break,
                _ => {
                    view.spend(Work::Letter, 1);
                    match class::char_at(view.all(), at) {
                        Some((c, length)) if c.is_alphabetic() => length,
                        _ => break,
                    }
                }
            };
            letters += 1;
        }
        let end = view.word_end(at, HYPHEN | UNDERSCORE);
        Self { start, letters, letters_end: at, end }
    }
}

/// How long a local part in quotation marks may be, in bytes (RFC 5321 allows 64).
const LONGEST_LOCAL: usize = 64;
