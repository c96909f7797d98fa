//! The short way: one pass for a line of text as most logs write it.
//!
//! The long way walks the structure and then looks for shapes, because in JSON, records and elements a value belongs to
//! keys that stand far away. Without quotation marks, escapes, elements and records about people a key is the word
//! before its separator, so one pass does both. When in doubt there is no short way.
//!
//! What a clean line does not need stays out of the loop (`inline(never)`): that is a fifth of its speed.

use std::ops::Range;

use super::class::{ALNUM, HYPHEN, JOINT, KEY, SPACE, UNDERSCORE, is};
use super::keys::{LOWER, Rule, ends_a_header, listed_or_joins, may_hide, rule, unlisted};
use super::shapes::phone::LONGEST_SEPARATOR;
use super::shapes::{Search, Shape, email, hangul, name, number};
use super::spans::Spans;
use super::value::key_follows;
use super::view::View;
use super::walk::Walk;
use crate::MASK;

/// What to hide in a text that is its own view, or `None` if only the long way can tell. What is masked already is not
/// found again.
#[inline(never)]
pub(super) fn read(view: View<'_>) -> Option<Spans> {
    let mut line = Line {
        view,
        search: Search::new(view),
        walk: Walk::new(view),
        kept: 0,
        brackets: false,
        first_separator: None,
    };
    let mut at = 0;
    loop {
        let Some(&byte) = view.all().get(at) else { return Some(line.walk.spans) };
        let kind = KINDS.get(usize::from(byte)).copied().unwrap_or(Kind::Doubt);
        if kind == Kind::Boring {
            at += 1;
            continue;
        }
        at = match kind {
            Kind::Digit => line.digits(at)?,
            Kind::Separator if !is(view.before(at), ALNUM) => match view.before(at) {
                byte if in_key(byte) || is_between(byte) => line.separator(at)?,
                _ => at + 1,
            },
            Kind::Separator if may_hide_before(view, at) => line.word_and_separator(at)?,
            Kind::Separator => at + 1,
            Kind::Bracket => line.bracket(at)?,
            Kind::Scheme if is(view.before(at), ALNUM) || !matches!(view.at(at + 1) | LOWER, b'a' | b'e') => at + 1,
            Kind::Mark if byte == b'+' && view.before(at).is_ascii_digit() => at + 1,
            Kind::Mark if byte == b'@' => line.mail(at)?,
            Kind::Scheme | Kind::Mark => line.shape(at, at + 1)?,
            Kind::Underline if !matches!(view.before(at) | LOWER, b'k' | b'c') => at + 1,
            Kind::Underline => line.shape(view.back(at, |byte| is(byte, ALNUM)), at + 1)?,
            Kind::Point if is_path(view, at) => return None,
            Kind::Point => at + 1,
            Kind::Hangul if view.is_syllable(at) => line.hangul(at)?,
            Kind::Boring | Kind::Hangul | Kind::Doubt => return None,
        };
    }
}

struct Line<'v> {
    view: View<'v>,
    search: Search<'v>,
    walk: Walk<'v>,
    /// The end of a value that an identifier keeps.
    kept: usize,
    /// A bracket was open before, and a value may end with it.
    brackets: bool,
    /// Where the first separator stands, once it was asked for.
    first_separator: Option<usize>,
}

impl Line<'_> {
    /// Hides what begins at a place, and goes on at `next` or behind it.
    #[inline(never)]
    fn shape(&mut self, at: usize, next: usize) -> Option<usize> {
        match self.search.shape_at(at, at < self.kept) {
            Shape::None => Some(next),
            Shape::Skip(to) => Some(to.max(next)),
            Shape::Hide(range) => {
                let end = range.end.max(at + 1);
                self.hide(at, range)?;
                Some(end)
            }
        }
    }

    /// An at sign.
    #[inline(never)]
    fn mail(&mut self, at: usize) -> Option<usize> {
        if let Some(range) = email::around(self.view, at).filter(|_| at >= self.kept) {
            self.hide(at, range)?;
        }
        Some(at + 1)
    }

    #[inline(never)]
    fn hide(&mut self, at: usize, range: Range<usize>) -> Option<()> {
        let text = self.view.text(range.clone());
        if text != MASK.as_bytes() {
            // A key within is the business of the walk.
            if text.iter().any(|byte| matches!(byte, b'=' | b':')) {
                return None;
            }
            if self.may_be_kept(at) {
                return None;
            }
            self.walk.spans.hide(range);
        }
        Some(())
    }

    /// A run of Hangul, unless it is a key.
    #[inline(never)]
    fn hangul(&mut self, at: usize) -> Option<usize> {
        let view = self.view;
        let end = view.hangul_end(at);
        let next = view.skip(end, is_between);
        if matches!(view.at(next), b'=' | b':')
            && rule(view.text(start_of(view, end)..end)).hides()
            && let (end, true) = self.key(next)?
        {
            return Some(end);
        }
        let mut start = at;
        while start < end {
            let shape = if start == at { hangul(view, at..end) } else { name::at(view, start..end).into() };
            let Shape::Hide(range) = shape else { return Some(end) };
            let hidden = range.end;
            self.hide(start, range)?;
            if hidden >= end {
                return Some(hidden);
            }
            // After the form of address that the name was found by.
            start = hidden + '님'.len_utf8();
        }
        Some(end)
    }

    /// A run of digits.
    fn digits(&mut self, start: usize) -> Option<usize> {
        let view = self.view;
        let before = view.before(start);
        if is(before, ALNUM) {
            // Within a word: only the letter of a seller or of customs makes it more than a part of it.
            let word = matches!(before, b'A' | b'C' | b'P' | b'p') && !is(view.before(start - 1), ALNUM);
            let end = view.skip(start, |byte| is(byte, ALNUM));
            return if word { self.shape(start - 1, end) } else { Some(end) };
        }
        let end = view.digits(start);
        let (first, next) = (view.at(start), view.at(end));
        if is(next, ALNUM) {
            return Some(view.skip(end, |byte| is(byte, ALNUM)));
        }
        if next == b'-'
            && end == start + 4
            && let Some(end) = timestamp(view, start)
        {
            return Some(end);
        }
        if matches!(before, b'-' | b' ') && matches!(view.before(start - 1), b'P' | b'p') {
            // A customs code in groups.
            return None;
        }
        let dialled = match (first, end - start) {
            (b'0', 1..=3) => {
                let more = || view.near(end, LONGEST_SEPARATOR + 1).iter().any(u8::is_ascii_digit);
                next != b':' && more() && self.search.may_dial(start)
            }
            (b'0', _) => true,
            (b'8', _) => view.at(start + 1) == b'2',
            _ => false,
        };
        let of_a_bank = next == b'-' && self.search.names_accounts();
        let nobodys = !dialled
            && !of_a_bank
            && match end - start {
                1..=2 => true,
                3 => !number::may_be_business(view, start),
                4 => !(matches!(next, b'-' | b' ') && view.at(end + 1).is_ascii_digit()),
                6 => !matches!(next, b'-' | b' ' | b'\t'),
                10..=14 if self.search.names_accounts() => false,
                _ => next != b'-' && !number::is_of_a_person(view, start, end),
            };
        if nobodys { Some(end) } else { self.shape(start, end) }
    }

    /// `=` or `:` after a letter or a digit.
    #[inline(never)]
    fn word_and_separator(&mut self, at: usize) -> Option<usize> {
        if !self.brackets && is_masked(self.view, at) {
            Some(at + 1)
        } else {
            self.key_to(at, at).map(|(next, _)| next)
        }
    }

    /// `=` or `:` after something else than a letter or a digit, where a key may end before that.
    #[inline(never)]
    fn separator(&mut self, at: usize) -> Option<usize> {
        self.key(at).map(|(next, _)| next)
    }

    /// Where to go on after a separator, and whether its key decided about the value.
    fn key(&mut self, at: usize) -> Option<(usize, bool)> {
        let end = self.view.back(at, is_between);
        if may_hide_before(self.view, end) { self.key_to(end, at) } else { Some((at + 1, false)) }
    }

    /// The same of a key that ends at a place and may hide its value.
    #[inline(never)]
    fn key_to(&mut self, end: usize, at: usize) -> Option<(usize, bool)> {
        let view = self.view;
        if at < self.kept {
            return Some((at + 1, false));
        }
        let start = start_of(view, end);
        let (found, joins) = listed_or_joins(view.text(start..end));
        if joins && view.before(start) == b' ' {
            return self.key_of_words(start..end, at, found);
        }
        let Some(found) = found.filter(|found| found.hides()) else { return Some((at + 1, false)) };
        let before = self.walk.spans.hidden.len();
        match self.simple(found, start..end, at) {
            Simple::None(next) => return Some((next, false)),
            Simple::Value(found, from) => {
                self.walk.at = from;
                self.walk.bare(found, false);
            }
            Simple::Doubt => self.walk.key(start..end, at, found, [(0, 0); 3]),
        }
        self.after_value(before, at)
    }

    /// The same of a key that may go on in the words before it.
    #[inline(never)]
    fn key_of_words(&mut self, key: Range<usize>, at: usize, found: Option<Rule>) -> Option<(usize, bool)> {
        let view = self.view;
        let mut words = [(0, 0); 3];
        let mut first = key.start;
        for word in words.iter_mut().rev() {
            let gap = view.back(first, |byte| byte == b' ');
            if !(1..=2).contains(&(first - gap)) {
                break;
            }
            first = start_of(view, gap);
            *word = (first, gap);
        }
        if first == key.start && !found.is_some_and(Rule::hides) {
            return Some((at + 1, false));
        }
        let before = self.walk.spans.hidden.len();
        let found = found.unwrap_or_else(|| unlisted(view.text(key.clone())));
        self.walk.key(key, at, found, words);
        self.after_value(before, at)
    }

    /// Takes over what the walk found since there were `before` findings.
    fn after_value(&mut self, before: usize, at: usize) -> Option<(usize, bool)> {
        if !self.walk.frames.is_empty() {
            return None;
        }
        if let Some(kept) = self.walk.spans.kept.pop() {
            self.kept = kept.end;
            return Some((at + 1, true));
        }
        if let Some(hidden) = self.walk.spans.hidden.get(before) {
            if self.brackets {
                return None;
            }
            if self.view.text(hidden.clone()) == MASK.as_bytes() {
                self.walk.spans.hidden.truncate(before);
            }
            return Some((self.walk.at.max(at + 1), true));
        }
        Some((self.walk.at.max(at + 1), false))
    }

    /// What the walk would find after a key of one word, as far as that is easily told.
    fn simple(&mut self, found: Rule, key: Range<usize>, separator: usize) -> Simple {
        let view = self.view;
        let from = view.skip_blank(separator + 1);
        let first = view.at(from);
        // A wrapper such as `Some(` begins with one of these.
        let value = is(first, ALNUM) && !matches!(first | LOWER, b's' | b'o') || matches!(first, b'*' | 0xea..=0xed);
        let path = view.at(separator) == b':' && view.before(key.start) == b':';
        if !value || path {
            return Simple::Doubt;
        }
        let found = match found {
            Rule::Header => return Simple::Doubt,
            Rule::Name if view.text(key.clone()).contains(&b'.') => return Simple::Doubt,
            Rule::Name if !self.walk.is_parameter(&key, from) => return Simple::None(from),
            Rule::Name => Rule::Phrase,
            found => found,
        };
        Simple::Value(found, from)
    }

    /// Whether a place may stand in the value of an identifier or a time, which only the long way tells for sure.
    #[inline(never)]
    fn may_be_kept(&mut self, at: usize) -> bool {
        let view = self.view;
        let separator = |byte: &u8| matches!(byte, b'=' | b':');
        let first =
            *self.first_separator.get_or_insert_with(|| view.all().iter().position(separator).unwrap_or(view.len()));
        if at <= first && !view.at(at).is_ascii_digit() {
            // Without a separator only a number stands after its name.
            return false;
        }
        let near = at.saturating_sub(LONGEST_VALUE);
        let stops = |byte| is(byte, SPACE) || matches!(byte, b',' | b';' | b'&' | b'(' | b')' | b'[' | b']' | b'|');
        let start = near + View::plain(view.text(near..at)).back(at - near, |byte| !stops(byte));
        if start == near && near > 0 {
            return true;
        }
        let keeps = |end: usize| {
            let end = view.back(end, |byte| matches!(byte, b' ' | b'\t' | b'\'' | b'*' | b']' | b'#'));
            // The names of what is kept are ASCII.
            let key = || view.text(start_of(view, end).max(end.saturating_sub(LONGEST_VALUE))..end);
            is(view.before(end), ALNUM) && matches!(rule(key()), Rule::Never | Rule::Time)
        };
        let separators = view.text(start..at).iter().enumerate().filter(|(_, byte)| matches!(byte, b'=' | b':'));
        let blank = view.back(start, |byte| matches!(byte, b' ' | b'\t' | b'#'));
        let outside = if matches!(view.before(blank), b'=' | b':') { blank - 1 } else { start };
        keeps(outside) || separators.take(4).any(|(place, _)| keeps(start + place))
    }

    #[inline(never)]
    fn bracket(&mut self, at: usize) -> Option<usize> {
        self.brackets = true;
        (!is_head(self.view, at)).then_some(at + 1)
    }
}

/// Whether the value after a separator is masked already, and ends there for every key but a header.
fn is_masked(view: View<'_>, separator: usize) -> bool {
    let start = view.skip_blank(separator + 1);
    let end = start + MASK.len();
    view.text(start..end) == MASK.as_bytes()
        && !ends_a_header(view.text(separator.saturating_sub(3)..separator))
        && match view.at(end) {
            b' ' | b'\t' => key_follows(view, end, false),
            // A second signature may follow, as `v1=` or `sha256=`.
            b',' | b';' | b'|' => !matches!(view.at(end + 1) | LOWER, b'v' | b's') && key_follows(view, end, false),
            b'&' | b'\n' => true,
            _ => end == view.len(),
        }
}

/// What follows a key of one word.
enum Simple {
    /// Nothing that the key decides about; go on here.
    None(usize),
    /// A value without quotation marks and brackets.
    Value(Rule, usize),
    Doubt,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Boring,
    Digit,
    /// `=` and `:`, which part a key from its value.
    Separator,
    /// An opening bracket.
    Bracket,
    /// What the scheme of a credential begins with.
    Scheme,
    /// What the prefix of a credential ends with.
    Underline,
    /// `@` and `+`.
    Mark,
    /// The point in a path of keys.
    Point,
    /// What Hangul begins with.
    Hangul,
    Doubt,
}

#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Doubt; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        kinds[byte as usize] = match byte {
            b'0'..=b'9' => Kind::Digit,
            b'=' | b':' => Kind::Separator,
            b'{' | b'(' | b'[' => Kind::Bracket,
            b'b' | b'B' => Kind::Scheme,
            b'_' => Kind::Underline,
            b'@' | b'+' => Kind::Mark,
            b'.' => Kind::Point,
            b'\\' | b'%' | b'<' | b'"' | b'`' => Kind::Doubt,
            _ => Kind::Boring,
        };
        byte += 1;
    }
    let mut lead = 0xea;
    while lead <= 0xed {
        kinds[lead] = Kind::Hangul;
        lead += 1;
    }
    kinds
};

/// The end of the date, the `T` and the time that begin at a place. No number of a person is found in one: what could
/// be read as one stands after a colon, and there none begins.
#[inline(never)]
fn timestamp(view: View<'_>, start: usize) -> Option<usize> {
    let end = start + TIMESTAMP.len();
    let text = view.text(start..end);
    let fits = |(&sign, &byte): (&u8, &u8)| if sign == b'0' { byte.is_ascii_digit() } else { byte == sign };
    (text.get(10) == Some(&b'T') && TIMESTAMP.iter().zip(text).all(fits) && !is(view.at(end), ALNUM | HYPHEN))
        .then_some(end)
}

const TIMESTAMP: &[u8] = b"0000-00-00T00:00:00";

/// How far back a key is looked for, in bytes.
const LONGEST_VALUE: usize = 64;

/// Where the word that ends at a place begins, as keys are written.
fn start_of(view: View<'_>, end: usize) -> usize {
    let start = view.back(end, in_key);
    // A word begins with a letter or a digit.
    if is(view.at(start), HYPHEN | JOINT) { view.skip(start, |byte| is(byte, HYPHEN | JOINT)).min(end) } else { start }
}

/// Whether a byte may stand between a key and its separator.
fn is_between(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\'' | b'*' | b']')
}

fn in_key(byte: u8) -> bool {
    is(byte, KEY)
}

/// Whether the key that ends at a place may hide its value, by its last letters.
#[inline]
fn may_hide_before(view: View<'_>, end: usize) -> bool {
    let tail = view.text(end.wrapping_sub(3)..end).first_chunk();
    match tail {
        Some(&[a, b, c]) if is(a, ALNUM) && is(b, ALNUM) && is(c, ALNUM) => {
            may_hide([a | LOWER, b | LOWER, c | LOWER], view.at(end.wrapping_sub(4)))
        }
        _ => may_hide_parted(view, end),
    }
}

#[inline(never)]
fn may_hide_parted(view: View<'_>, end: usize) -> bool {
    let near = view.text(end.saturating_sub(LONGEST_GAP)..end);
    let mut tail = [0; 3];
    let mut slots = tail.iter_mut().rev();
    for &byte in near.iter().rev() {
        if is(byte, ALNUM) {
            let Some(slot) = slots.next() else { break };
            *slot = byte | LOWER;
        } else if !byte.is_ascii() {
            return true;
        } else if !is(byte, UNDERSCORE | HYPHEN | JOINT) && byte != b' ' {
            // No name of a key has less than three letters.
            return tail[0] != 0 && may_hide(tail, 0);
        }
    }
    if tail[0] == 0 { near.len() == LONGEST_GAP } else { may_hide(tail, 0) }
}

/// How far apart the letters of a key are looked for, in bytes.
const LONGEST_GAP: usize = 12;

/// Whether a bracket opens a record about a person.
fn is_head(view: View<'_>, bracket: usize) -> bool {
    let end = bracket - usize::from(view.before(bracket) == b' ');
    let start = start_of(view, end);
    start < end && rule(view.text(start..end)) == Rule::Container
}

/// Whether a point ends the name of a record about a person, as in `receiver.age`.
#[inline(never)]
fn is_path(view: View<'_>, point: usize) -> bool {
    let part = || view.back(point, |byte| byte != b'.' && in_key(byte));
    may_hide_before(view, point) && rule(view.text(part()..point)) == Rule::Container
}
