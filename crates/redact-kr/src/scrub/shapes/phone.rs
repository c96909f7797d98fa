//! Telephone numbers, in the forms people write in Korea.

use std::ops::Range;

use super::super::view::View;

/// A number that begins with its area or service code, or with the country code of Korea.
pub(super) fn at(view: View<'_>, start: usize) -> Option<Range<usize>> {
    let before = view.before(start);
    let tied = start > 1 && view.at(start - 2).is_ascii_digit();
    if before == b':' && tied {
        return None;
    }
    let end = match view.at(start) {
        b'0' => national(view, start, false).or_else(|| from_korea(view, start)),
        b'8' => from_korea(view, start),
        _ => None,
    }?;
    let tied = tied && matches!(before, b'-' | b'.' | b'/') || follows_digit_and_dot(view, start);
    // After a number and a hyphen an area code is more likely the month or day of a date.
    let mobile = matches!((view.at(start), view.at(start + 1)), (b'0', b'1' | b'5' | b'7'));
    (!tied || mobile).then(|| from_bracket(view, start)..end)
}

/// `+` and a country code.
pub(super) fn abroad(view: View<'_>, plus: usize) -> Option<Range<usize>> {
    if view.before(plus).is_ascii_digit() {
        return None;
    }
    let start = (plus + 1..plus + 4).find(|&at| !matches!(view.at(at), b' ' | b'('))?;
    if !matches!(view.at(start), b'1'..=b'9') {
        return None;
    }
    if let Some(end) = from_korea(view, start) {
        return Some(plus..end);
    }
    let mut count = 0;
    let mut end = None;
    let mut at = start;
    for _ in 0..8 {
        let stop = view.digits(at);
        count += stop - at;
        if stop == at || count > 15 || view.at(stop).is_ascii_alphabetic() {
            break;
        }
        if count >= 8 {
            end = Some(stop);
        }
        let next = separator(view, stop);
        // After a full number a space ends it.
        if count >= 10 && view.at(stop) == b' ' {
            break;
        }
        at = next;
    }
    end.map(|end| plus..end)
}

/// `82` or `0082` and a number, with or without its first zero.
fn from_korea(view: View<'_>, start: usize) -> Option<usize> {
    let after = [4, 2].into_iter().find(|&length| {
        let code = if length == 4 { "0082" } else { "82" };
        view.reads(start, code)
    })?;
    let at = start + after;
    let at = if view.at(at).is_ascii_digit() { at } else { separator(view, at) };
    if view.reads(at, "0)") {
        return national(view, separator(view, at + 1), true);
    }
    national(view, at, view.at(at) != b'0')
}

/// The end of a national number, whose first zero may be left out.
fn national(view: View<'_>, start: usize, without_zero: bool) -> Option<usize> {
    if !without_zero && view.at(start) != b'0' {
        return None;
    }
    let mut number = Digits { first: [b'0'; 4], count: usize::from(without_zero) };
    let mut at = start;
    let mut best: Option<(bool, usize)> = None;
    for _ in 0..5 {
        let stop = view.digits(at);
        let group = stop - at;
        if group == 0 || number.count + group > LONGEST || view.at(stop).is_ascii_alphabetic() {
            break;
        }
        number.extend(view.text(at..stop));
        if number.count >= SHORTEST && number.is_in_service() {
            let usual = group >= 4;
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

/// The fewest digits of a national number.
const SHORTEST: usize = 9;

/// The most digits of a national number, and one more.
const LONGEST: usize = 13;

/// How many digits a number has, and its first ones.
struct Digits {
    first: [u8; 4],
    count: usize,
}

impl Digits {
    fn extend(&mut self, digits: &[u8]) {
        if let Some(slots) = self.first.get_mut(self.count..) {
            slots.iter_mut().zip(digits).for_each(|(slot, &digit)| *slot = digit);
        }
        self.count += digits.len();
    }

    /// Whether a service or an area has numbers of this beginning and length.
    fn is_in_service(&self) -> bool {
        let [_, second, third, fourth] = self.first;
        match (second, third, fourth) {
            (b'1', b'0' | b'1' | b'6'..=b'9', _) => (10..=11).contains(&self.count),
            (b'5', b'0', b'2'..=b'9') => (11..=12).contains(&self.count),
            (b'7' | b'8', b'0', _) => (10..=11).contains(&self.count),
            (b'2', ..) => (9..=10).contains(&self.count),
            (b'3' | b'4' | b'5', b'1'..=b'9', _) | (b'6', b'1'..=b'4', _) => (10..=11).contains(&self.count),
            _ => false,
        }
    }
}

/// The place after a separator of groups, or the same place if there is none.
fn separator(view: View<'_>, at: usize) -> usize {
    if matches!(view.at(at), b' ' | b'-') && view.at(at + 1).is_ascii_digit() {
        return at + 1;
    }
    let spaces = |from: usize| from + view.near(from, 2).iter().take_while(|&&c| c == b' ' || c == b'\t').count();
    let mut next = at + usize::from(view.at(at) == b')');
    next = spaces(next);
    let sign = match view.at(next) {
        b'-' | b'.' | b'/' | b'+' => 1,
        0xc2 if view.at(next + 1) == 0xb7 => MIDDLE_DOT,
        _ => 0,
    };
    if sign > 0 {
        next = spaces(next + sign);
    }
    next += usize::from(view.at(next) == b'(');
    if view.at(next).is_ascii_digit() { next } else { at }
}

/// The length of `·`.
const MIDDLE_DOT: usize = '·'.len_utf8();

/// Whether a digit and a middle dot stand before a place.
fn follows_digit_and_dot(view: View<'_>, start: usize) -> bool {
    start.checked_sub(MIDDLE_DOT).is_some_and(|dot| view.char_at(dot) == '·' && view.before(dot).is_ascii_digit())
}

/// The bracket before a code in brackets belongs to the number.
fn from_bracket(view: View<'_>, start: usize) -> usize {
    let closes = view.near(start, 6).contains(&b')');
    if view.before(start) == b'(' && closes { start - 1 } else { start }
}
