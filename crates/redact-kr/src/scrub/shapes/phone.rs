//! Telephone numbers, in the forms people write in Korea.

use std::ops::Range;

use super::super::view::View;

/// A number that begins with its area or service code, or with the country code of Korea.
pub(super) fn at(view: &View<'_>, start: usize) -> Option<Range<usize>> {
    let before = view.before(start);
    let tied = start > 1 && view.at(start - 2).is_ascii_digit();
    if before == ':' && tied {
        return None;
    }
    let end = national(view, start, "").or_else(|| from_korea(view, start))?;
    let tied = tied && matches!(before, '-' | '.' | '/' | '·');
    // After a number and a hyphen an area code is more likely the month or day of a date.
    let mobile = matches!((view.at(start), view.at(start + 1)), ('0', '1' | '5' | '7'));
    (!tied || mobile).then(|| from_bracket(view, start)..end)
}

/// `+` and a country code.
pub(super) fn abroad(view: &View<'_>, plus: usize) -> Option<Range<usize>> {
    if view.before(plus).is_ascii_digit() {
        return None;
    }
    let start = (plus + 1..plus + 4).find(|&at| !matches!(view.at(at), ' ' | '('))?;
    if !matches!(view.at(start), '1'..='9') {
        return None;
    }
    if let Some(end) = from_korea(view, start) {
        return Some(plus..end);
    }
    let mut count = 0;
    let mut end = None;
    let mut at = start;
    for _ in 0..8 {
        let stop = view.skip(at, |c| c.is_ascii_digit());
        count += stop - at;
        if stop == at || count > 15 || view.at(stop).is_ascii_alphabetic() {
            break;
        }
        if count >= 8 {
            end = Some(stop);
        }
        let next = separator(view, stop);
        // After a full number a space ends it.
        if count >= 10 && view.at(stop) == ' ' {
            break;
        }
        at = next;
    }
    end.map(|end| plus..end)
}

/// `82` or `0082` and a number, with or without its first zero.
fn from_korea(view: &View<'_>, start: usize) -> Option<usize> {
    let after = [4, 2].into_iter().find(|&length| {
        let code = if length == 4 { "0082" } else { "82" };
        view.reads(start, code)
    })?;
    let at = start + after;
    let at = if view.at(at).is_ascii_digit() { at } else { separator(view, at) };
    if view.reads(at, "0)") {
        let inner = separator(view, at + 1);
        return national(view, inner, "0");
    }
    if view.at(at) == '0' { national(view, at, "") } else { national(view, at, "0") }
}

/// The end of a national number whose digits follow those of `lead`.
fn national(view: &View<'_>, start: usize, lead: &str) -> Option<usize> {
    if lead.is_empty() && view.at(start) != '0' {
        return None;
    }
    let mut number: String = lead.to_owned();
    let mut at = start;
    let mut best: Option<(bool, usize)> = None;
    for _ in 0..5 {
        let stop = view.skip(at, |c| c.is_ascii_digit());
        if stop == at || stop - at > 14 || number.len() + stop - at > 13 || view.at(stop).is_ascii_alphabetic() {
            break;
        }
        number.extend(view.text(at..stop));
        if is_number(&number) {
            let usual = stop - at >= 4;
            if usual || best.is_none_or(|(usual, _)| !usual) {
                best = Some((usual, stop));
            }
        }
        at = separator(view, stop);
        if at == stop {
            break;
        }
    }
    best.map(|(_, end)| end)
}

/// Whether a service or an area has numbers of this beginning and length.
fn is_number(number: &str) -> bool {
    let length = number.len();
    let digit = |index: usize| number.as_bytes().get(index).copied().unwrap_or(0);
    match (digit(1), digit(2), digit(3)) {
        (b'1', b'0' | b'1' | b'6'..=b'9', _) => (10..=11).contains(&length),
        (b'5', b'0', b'2'..=b'9') => (11..=12).contains(&length),
        (b'7', b'0', _) | (b'8', b'0', _) => (10..=11).contains(&length),
        (b'2', ..) => (9..=10).contains(&length),
        (b'3' | b'4' | b'5', b'1'..=b'9', _) | (b'6', b'1'..=b'4', _) => (10..=11).contains(&length),
        _ => false,
    }
}

/// The place after a separator of groups, or the same place if there is none.
fn separator(view: &View<'_>, at: usize) -> usize {
    let spaces = |from: usize| from + view.text(from..from + 2).iter().take_while(|&&c| c == ' ' || c == '\t').count();
    let mut next = at + usize::from(view.at(at) == ')');
    next = spaces(next);
    if matches!(view.at(next), '-' | '.' | '/' | '·' | '+') {
        next = spaces(next + 1);
    }
    next += usize::from(view.at(next) == '(');
    if view.at(next).is_ascii_digit() { next } else { at }
}

/// The bracket before a code in brackets belongs to the number.
fn from_bracket(view: &View<'_>, start: usize) -> usize {
    let closes = view.text(start..start + 6).contains(&')');
    if view.before(start) == '(' && closes { start - 1 } else { start }
}
