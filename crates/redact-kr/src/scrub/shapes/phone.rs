//! Telephone numbers, in the forms people write in Korea.

use std::ops::Range;

use super::super::meter::Work;
use super::super::view::View;
use super::{Search, number};

/// A number that begins with its area or service code, or with the country code of Korea.
pub(super) fn at(search: &mut Search<'_>, start: usize) -> Option<Range<usize>> {
    let view = search.view;
    let before = view.before(start);
    let tied = search.is_digit_before(start.wrapping_sub(1));
    if before == b':' && tied {
        return None;
    }
    let end = match view.at(start) {
        b'0' => national(search, start, false).or_else(|| from_korea(search, start)),
        b'8' => from_korea(search, start),
        _ => None,
    }?;
    let tied = tied && matches!(before, b'-' | b'.' | b'/') || follows_digit_and_dot(search, start);
    // After a number and a hyphen an area code is more likely the month or day of a date.
    let mobile = matches!((view.at(start), view.at(start + 1)), (b'0', b'1' | b'5' | b'7'));
    (!tied || mobile).then(|| from_bracket(view, start)..end)
}

/// `+` and a country code.
pub(super) fn abroad(search: &mut Search<'_>, plus: usize) -> Option<Range<usize>> {
    let view = search.view;
    if search.is_digit_before(plus) {
        return None;
    }
    view.spend(Work::Abroad, 1);
    let start = country(view, plus).filter(|&start| view.at(start) != b'0')?;
    if let Some(end) = from_korea(search, start) {
        return Some(plus..end);
    }
    // No number has as many digits, but its first groups would be one.
    if let Some(card) = number::card(view, start) {
        return Some(plus..card.end);
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

/// Where the digits after a `+` begin.
pub(super) fn country(view: View<'_>, plus: usize) -> Option<usize> {
    (plus + 1..plus + 4).find(|&at| !matches!(view.at(at), b' ' | b'(')).filter(|&at| view.at(at).is_ascii_digit())
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
    (without_zero || search.view.at(start) == b'0')
        .then(|| search.groups.national(search.view, start, without_zero))
        .flatten()
}

/// How many digits the numbers have that begin with the first ones from a place on; none if there is no such service
/// or area.
fn in_service(view: View<'_>, start: usize, without_zero: bool) -> Range<usize> {
    let first = start + usize::from(!without_zero);
    let mut code = [view.at(first), view.at(first + 1), view.at(first + 2)];
    if !code.iter().all(u8::is_ascii_digit) {
        // The separators stand between them.
        let digits = view.near(first, NEAR).iter().filter(|c| c.is_ascii_digit());
        code.iter_mut().zip(digits).for_each(|(slot, &digit)| *slot = digit);
    }
    match code {
        [b'1', b'0' | b'1' | b'6'..=b'9', _] | [b'7' | b'8', b'0', _] => 10..12,
        [b'5', b'0', b'2'..=b'9'] => 11..13,
        [b'2', ..] => 9..11,
        [b'3' | b'4' | b'5', b'1'..=b'9', _] | [b'6', b'1'..=b'4', _] => 10..12,
        _ => 0..0,
    }
}

/// How far the second to fourth digit of a number reach at most, in bytes.
const NEAR: usize = 3 + 3 * LONGEST_SEPARATOR;

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
    /// The number that was asked about last, by where it would begin and whether its zero may be left out, and its end.
    asked: Option<(usize, bool)>,
    end: Option<usize>,
}

impl Groups {
    /// The end of a national number that begins at a place, whose first zero may be left out.
    pub(super) fn national(&mut self, view: View<'_>, start: usize, without_zero: bool) -> Option<usize> {
        if self.asked != Some((start, without_zero)) {
            view.spend(Work::Dial, 1);
            self.asked = Some((start, without_zero));
            self.end = self.search(view, start, without_zero);
        }
        self.end
    }

    fn search(&mut self, view: View<'_>, start: usize, without_zero: bool) -> Option<usize> {
        let lengths = in_service(view, start, without_zero);
        if lengths.is_empty() {
            return None;
        }
        self.reach(view, start);
        self.end_of(&lengths, without_zero)
    }

    /// The last place where the first groups have as many digits as they should; after a group of four if there is one.
    fn end_of(&self, lengths: &Range<usize>, without_zero: bool) -> Option<usize> {
        let mut best: Option<(bool, usize)> = None;
        let mut count = usize::from(without_zero);
        let (mut groups, mut at) = (self.read, self.start);
        for _ in 0..self.count {
            let group = digits_of(groups);
            count += group;
            let usual = group >= 4;
            if lengths.contains(&count) && (usual || best.is_none_or(|(usual, _)| !usual)) {
                best = Some((usual, at + group));
            }
            at += group + separator_of(groups);
            groups >>= 8;
        }
        best.map(|(_, end)| end)
    }

    fn reach(&mut self, view: View<'_>, start: usize) {
        while self.start < start && self.count > 0 {
            self.start += digits_of(self.read) + separator_of(self.read);
            self.read >>= 8;
            self.count -= 1;
        }
        if self.start != start || self.count == 0 {
            (self.start, self.next, self.count, self.read) = (start, start, 0, 0);
        }
        while self.count < MOST {
            view.spend(Work::Group, 1);
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
    match view.at(at) {
        b' ' | b'\t' | b'(' | b')' | b'-' | b'.' | b'/' | b'+' if view.at(at + 1).is_ascii_digit() => at + 1,
        b' ' | b'\t' | b'(' | b')' | b'-' | b'.' | b'/' | b'+' | 0xc2 => long_separator(view, at),
        _ => at,
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
fn follows_digit_and_dot(search: &Search<'_>, start: usize) -> bool {
    start
        .checked_sub(MIDDLE_DOT)
        .is_some_and(|dot| search.view.text(dot..start) == "·".as_bytes() && search.is_digit_before(dot))
}

/// The bracket before a code in brackets belongs to the number.
fn from_bracket(view: View<'_>, start: usize) -> usize {
    let closes = || view.near(start, 6).contains(&b')');
    if view.before(start) == b'(' && closes() { start - 1 } else { start }
}
