//! E-mail addresses: the local part goes, the domain stays.

use std::ops::Range;

use super::super::view::{View, quote_level};

/// The local part before an at sign, if a domain follows.
pub(super) fn around(view: &View<'_>, at: usize) -> Option<Range<usize>> {
    let start = view.back(at, is_local);
    let start = if start == at { quoted(view, at)? } else { start };
    is_domain(view, at + 1).then_some(start..at)
}

/// A local part in quotation marks, without the marks.
fn quoted(view: &View<'_>, at: usize) -> Option<usize> {
    let close = at.checked_sub(1)?;
    let level = view.quote(close)?;
    let from = close.saturating_sub(64);
    let open = view.text(from..close).iter().rposition(|&c| quote_level(c) == Some(level))?;
    let start = from + open + 1;
    // Between two strings of JSON there is no letter.
    let plain = view.text(start..close).iter().all(|&c| c == ' ' || is_local(c));
    (plain && start < view.back(close, |c| c == ' ')).then_some(start)
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || "._%+-'*!#$~^".contains(c)
}

/// Labels of which the last is alphabetic, and which are not a version.
fn is_domain(view: &View<'_>, start: usize) -> bool {
    let label = |from: usize| view.skip(from, |c| c.is_alphanumeric() || c == '-' || c == '_');
    let numeric = |from: usize, to: usize| view.text(from..to).iter().all(char::is_ascii_digit);
    let (mut from, mut to) = (start, label(start));
    let mut labels = 0;
    let version = numeric(from, to) && view.at(to) == '.' && view.at(to + 1).is_ascii_digit();
    while to > from && view.at(to) == '.' && label(to + 1) > to + 1 {
        (from, to) = (to + 1, label(to + 1));
        labels += 1;
    }
    let last = view.text(from..to);
    let letters = last.iter().take_while(|c| c.is_alphabetic()).count();
    let named = letters == last.len() || view.reads(from, "xn--") || labels > 0 && letters >= 2;
    to > from + 1 && named && !version
}
