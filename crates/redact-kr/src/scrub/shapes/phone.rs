//! Telephone numbers, in the forms people write in Korea.

use std::ops::Range;

use super::super::view::View;
use super::Search;

/// A number that begins with its area or service code, or with the country code of Korea.
pub(super) fn at(search: &mut Search<'_>, start: usize) -> Option<Range<usize>> {
    let view = search.view;
    let before = view.before(start);
    let tied = start > 1 && view.at(start - 2).is_ascii_digit();
    if before == b':' && tied {
        return None;
    }
    let end = match view.at(start) {
        b'0' => national(search, start, false).or_else(|| from_korea(search, start)),
        b'8' => from_korea(search, start),
        _ => None,
    }?;
    let tied = tied && matches!(before, b'-' | b'.' | b'/') || follows_digit_and_dot(view, start);
    // After a number and a hyphen an area code is more likely the month or day of a date.
    let mobile = matches!((view.at(start), view.at(start + 1)), (b'0', b'1' | b'5' | b'7'));
    (!tied || mobile).then(|| from_bracket(view, start)..end)
}

/// `+` and a country code.
pub(super) fn abroad(search: &mut Search<'_>, plus: usize) -> Option<Range<usize>> {
    let view = search.view;
    if view.before(plus).is_ascii_digit() {
        return None;
    }
    let start = (plus + 1..plus + 4).find(|&at| !matches!(view.at(at), b' ' | b'('))?;
    if !matches!(view.at(start), b'1'..=b'9') {
        return None;
    }
    if let Some(end) = from_korea(search, start) {
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
fn from_korea(search: &mut Search<'_>, start: usize) -> Option<usize> {
    let view = search.view;
    let code = [&b"82"[..], b"0082"].into_iter().find(|code| view.near(start, code.len()) == *code)?;
    let at = start + code.len();
    let at = if view.at(at).is_ascii_digit() { at } else { separator(view, at) };
    if view.reads(at, "0)") {
        return national(search, separator(view, at + 1), true);
    }
    national(search, at, view.at(at) != b'0')
}

/// The end of a national number, whose first zero may be left out.
fn national(search: &mut Search<'_>, start: usize, without_zero: bool) -> Option<usize> {
    let view = search.view;
    if !without_zero && view.at(start) != b'0' || !search.groups.may_be_national(view, start, without_zero) {
        return None;
    }
    // The first four digits, and how many there are.
    let (mut code, mut count) = if without_zero { (u32::from(b'0'), 1) } else { (0, 0) };
    let mut lengths = 0..0;
    let mut best: Option<(bool, usize)> = None;
    let mut at = start;
    for _ in 0..MOST {
        let mut stop = at;
        let mut digit = view.at(stop);
        while digit.is_ascii_digit() && count < LONGEST {
            if count < CODE {
                code = code << 8 | u32::from(digit);
            }
            count += 1;
            stop += 1;
            digit = view.at(stop);
        }
        if stop == at || digit.is_ascii_alphanumeric() {
            break;
        }
        if count >= CODE {
            // What is in no service does not become so by more digits.
            if lengths.end == 0 {
                let [_, second, third, fourth] = code.to_be_bytes();
                lengths = in_service(second, third, fourth)?;
            }
            if count >= lengths.end {
                break;
            }
            let usual = stop - at >= 4;
            if count >= lengths.start && (usual || best.is_none_or(|(usual, _)| !usual)) {
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

/// How many digits the numbers of a service or an area have, by the ones after the first zero.
fn in_service(second: u8, third: u8, fourth: u8) -> Option<Range<usize>> {
    match (second, third, fourth) {
        (b'1', b'0' | b'1' | b'6'..=b'9', _) | (b'7' | b'8', b'0', _) => Some(10..12),
        (b'5', b'0', b'2'..=b'9') => Some(11..13),
        (b'2', ..) => Some(9..11),
        (b'3' | b'4' | b'5', b'1'..=b'9', _) | (b'6', b'1'..=b'4', _) => Some(10..12),
        _ => None,
    }
}

/// How many digits tell the service or the area of a number.
const CODE: usize = 4;

/// More digits than any number has.
const LONGEST: usize = 13;

/// The groups of digits from a place on. Numbers that would begin one group apart share all but one of their groups, so
/// each is read once and not for every number that it could be a part of.
#[derive(Default)]
pub(super) struct Groups {
    /// Where the first one begins.
    start: usize,
    /// Where the first one that was not read begins; the same place again if there is none.
    next: usize,
    /// How many were read.
    count: usize,
    /// A byte for each, of the first one the lowest: how many digits it has, and above that how long the separator
    /// after it is. Without a separator it is the last; without digits it is no part of a number.
    read: u64,
}

impl Groups {
    /// Whether the first groups from a place on could have as many digits as a national number.
    pub(super) fn may_be_national(&mut self, view: View<'_>, start: usize, without_zero: bool) -> bool {
        self.reach(view, start);
        let mut count = usize::from(without_zero);
        let mut groups = self.read;
        let code = start.wrapping_sub(count);
        let lengths = if count + digits_of(groups) < 3 {
            9..13
        } else if let Some(lengths) = in_service(view.at(code + 1), view.at(code + 2), b'2') {
            lengths
        } else {
            return false;
        };
        for _ in 0..MOST {
            count += digits_of(groups);
            if lengths.contains(&count) {
                return true;
            }
            groups >>= 8;
        }
        false
    }

    fn reach(&mut self, view: View<'_>, start: usize) {
        while self.start < start && self.count > 0 {
            self.start += digits_of(self.read) + separator_of(self.read);
            self.read >>= 8;
            self.count -= 1;
        }
        if self.start != start || self.count == 0 {
            *self = Self { start, next: start, count: 0, read: 0 };
        }
        while self.count < MOST {
            let at = self.next;
            let near = view.near(at, LONGEST + 1);
            let digits = near.iter().position(|c| !c.is_ascii_digit()).unwrap_or(near.len());
            if digits == 0 || digits > LONGEST || view.at(at + digits).is_ascii_alphabetic() {
                break;
            }
            let stop = at + digits;
            self.next = separator(view, stop);
            let group = digits | (self.next - stop) << 4;
            self.read |= (group as u64) << (8 * self.count);
            self.count += 1;
            if self.next == stop {
                break;
            }
        }
    }
}

/// How many groups a national number has at most.
const MOST: usize = 5;

fn digits_of(groups: u64) -> usize {
    (groups & 0xf) as usize
}

fn separator_of(groups: u64) -> usize {
    (groups >> 4 & 0xf) as usize
}

/// The place after a separator of groups, or the same place if there is none.
#[inline]
fn separator(view: View<'_>, at: usize) -> usize {
    if matches!(view.at(at), b' ' | b'-') && view.at(at + 1).is_ascii_digit() {
        at + 1
    } else {
        long_separator(view, at)
    }
}

#[inline(never)]
fn long_separator(view: View<'_>, at: usize) -> usize {
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

/// The length of the longest separator of groups, `)  ·  (`.
pub(in super::super) const LONGEST_SEPARATOR: usize = 8;

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
