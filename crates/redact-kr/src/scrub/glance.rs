//! The short way: one pass for a line of text as most logs write it.
//!
//! The long way walks the structure and then looks for shapes, because in JSON, records and elements a value belongs to
//! keys that stand far away. Without quotation marks, escapes, elements and records about people a key is the word
//! before its separator, so one pass does both. When in doubt there is no short way.
//!
//! What a clean line does not need stays out of the loop (`inline(never)`): that is a fifth of its speed.

use std::ops::Range;

use super::class::{ALNUM, HYPHEN, SPACE, is};
use super::keys::{LOWER, Rule, ends_a_container};
use super::kinds::{Kind, behind_boring, kind};
use super::meter::Work;
use super::separator::{in_key, is_between, may_hide_before, start_of};
use super::settled::is_settled;
use super::shapes::phone::LONGEST_SEPARATOR;
use super::shapes::{Search, Shape, email, number};
use super::spans::Spans;
use super::view::View;
use super::walk::Walk;
use crate::MASK;

/// What to hide in a text that is its own view, or `None` if only the long way can tell. What is masked already is not
/// found again.
pub(super) fn read(view: View<'_>) -> Option<Spans> {
    let mut line =
        Line { view, search: Search::new(view), walk: Walk::new(view), seen: 0, words: 0, kept: 0, brackets: false };
    let read = line.read();
    view.spend(Work::Glance, if read.is_some() { view.len() } else { line.seen });
    let mut spans = line.walk.spans;
    spans.unsettled |= line.search.has_open_bracket();
    read.map(|()| spans)
}

pub(super) struct Line<'v> {
    pub(super) view: View<'v>,
    search: Search<'v>,
    pub(super) walk: Walk<'v>,
    /// A place before which all was read.
    pub(super) seen: usize,
    /// How many words of addresses were read before the last search.
    words: usize,
    /// The end of a value that an identifier keeps.
    pub(super) kept: usize,
    /// A bracket was open before, and a value may end with it.
    pub(super) brackets: bool,
}

impl Line<'_> {
    /// Reads all, unless there is a doubt.
    #[inline(never)]
    fn read(&mut self) -> Option<()> {
        let view = self.view;
        let mut at = 0;
        loop {
            let Some(&byte) = view.all().get(at) else { return Some(()) };
            let kind = kind(byte);
            if kind == Kind::Boring {
                at = behind_boring(view.all(), at + 1);
                continue;
            }
            at = match kind {
                Kind::Digit => self.digits(at)?,
                Kind::Separator if !is(view.before(at), ALNUM) => match view.before(at) {
                    byte if in_key(byte) || is_between(byte) => self.separator(at)?,
                    _ => at + 1,
                },
                Kind::Separator if may_hide_before(view, at) => self.word_and_separator(at)?,
                Kind::Separator => at + 1,
                Kind::Bracket => self.bracket(at)?,
                Kind::Scheme if is(view.before(at), ALNUM) || !matches!(view.at(at + 1) | LOWER, b'a' | b'e') => at + 1,
                Kind::Mark if byte == b'+' && view.before(at).is_ascii_digit() && at != self.masked() => at + 1,
                Kind::Mark if byte == b'@' => self.mail(at)?,
                Kind::Scheme | Kind::Mark => self.shape(at, at + 1)?,
                Kind::Underline if !matches!(view.before(at) | LOWER, b'k' | b'c') => at + 1,
                Kind::Underline => self.shape(view.back(at, |byte| is(byte, ALNUM)), at + 1)?,
                Kind::Point => self.point(at)?,
                Kind::Hangul if view.is_syllable(at) => self.hangul(at)?,
                Kind::Boring | Kind::Hangul | Kind::Doubt => return self.doubt(at),
            };
        }
    }

    #[inline(never)]
    fn doubt(&mut self, at: usize) -> Option<()> {
        self.seen = at;
        None
    }

    /// Notes that all was read before a place; stops if that took more work than it may.
    pub(super) fn reach(&mut self, at: usize) -> Option<()> {
        self.seen = at;
        (!self.view.meter().is_spent_after(at)).then_some(())
    }

    /// Where the last finding ends.
    pub(super) fn masked(&self) -> usize {
        self.walk.spans.masked()
    }

    /// Hides what begins at a place, and goes on at `next` or behind it.
    #[inline(never)]
    fn shape(&mut self, at: usize, next: usize) -> Option<usize> {
        self.reach(at)?;
        self.search.masked = self.masked();
        self.words = self.view.meter().words();
        match self.search.shape_at(at, at < self.kept) {
            Shape::None => Some(next),
            Shape::Skip(to) => Some(to.max(next)),
            Shape::Hide(range) => {
                let end = range.end.max(at + 1);
                self.hide(at, at, range)?;
                Some(end)
            }
        }
    }

    /// An at sign.
    #[inline(never)]
    fn mail(&mut self, at: usize) -> Option<usize> {
        self.reach(at)?;
        self.words = self.view.meter().words();
        if let Some(range) = email::around(self.view, at).filter(|_| at >= self.kept) {
            self.hide(at, at, range)?;
        }
        Some(at + 1)
    }

    /// Hides what was found at a place, in a search that began at `from`.
    #[inline(never)]
    fn hide(&mut self, at: usize, from: usize, range: Range<usize>) -> Option<()> {
        let text = self.view.text(range.clone());
        if text != MASK.as_bytes() {
            // A key within is the business of the walk.
            if text.iter().any(|byte| matches!(byte, b'=' | b':')) {
                return None;
            }
            // So is a number of JSON, which becomes a string.
            if self.brackets && is_element(self.view, at) || may_be_kept(self.view, at) {
                return None;
            }
            self.view.spend_mask(from, &range, self.view.meter().words() - self.words);
            if !self.walk.spans.unsettled {
                let before = self.masked();
                let apart = before == 0 || before < range.start;
                // A label may be a key.
                let key = self.view.text(at..range.start).iter().any(|byte| matches!(byte, b'=' | b':'));
                self.walk.spans.unsettled = !(apart && !key && is_settled(self.view, from, &range));
            }
            self.walk.spans.hide(range);
        }
        Some(())
    }

    /// A run of Hangul, unless it is a key.
    #[inline(never)]
    fn hangul(&mut self, at: usize) -> Option<usize> {
        let view = self.view;
        self.reach(at)?;
        let end = view.hangul_end(at);
        let next = view.skip(end, is_between);
        if matches!(view.at(next), b'=' | b':')
            && view.listed(start_of(view, end)..end).is_some_and(Rule::hides)
            && let (end, true) = self.key(next)?
        {
            return Some(end);
        }
        self.words = view.meter().words();
        let (mut start, mut from) = (at, at);
        let mut shape = self.search.hangul(at..end);
        while let Shape::Hide(range) = shape {
            let hidden = range.end;
            self.hide(start, from, range)?;
            if hidden >= end {
                return Some(hidden);
            }
            from = hidden;
            self.words = view.meter().words();
            (start, shape) = self.search.after_name(hidden..end);
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
            (b'0', 1..=3) => next != b':' && self.may_dial(start, end)?,
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

    /// Whether a national telephone number may begin with a run of digits.
    #[inline(never)]
    fn may_dial(&mut self, start: usize, end: usize) -> Option<bool> {
        self.reach(start)?;
        let more = self.view.near(end, LONGEST_SEPARATOR + 1).iter().any(u8::is_ascii_digit);
        Some(more && self.search.may_dial(start))
    }

    /// A point, of which only the long way can tell what it makes of a record about a person.
    #[inline(never)]
    fn point(&mut self, at: usize) -> Option<usize> {
        self.reach(at)?;
        (!is_path(self.view, at)).then_some(at + 1)
    }

    #[inline(never)]
    fn bracket(&mut self, at: usize) -> Option<usize> {
        self.reach(at)?;
        self.brackets = true;
        self.view.spend(Work::Bracket, 1);
        (!is_head(self.view, at)).then_some(at + 1)
    }
}

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

/// Whether a place may stand in the value of an identifier or a time, which only the long way tells for sure.
#[inline(never)]
fn may_be_kept(view: View<'_>, at: usize) -> bool {
    let near = at.saturating_sub(LONGEST_VALUE);
    let stops = |byte| is(byte, SPACE) || matches!(byte, b',' | b';' | b'&' | b'(' | b')' | b'[' | b']' | b'|');
    let start = near + view.part(near..at).back(at - near, |byte| !stops(byte));
    view.spend(Work::KeyByte, at - start);
    if start == near && near > 0 {
        return true;
    }
    let keeps = |end: usize| {
        let end = view.back(end, |byte| matches!(byte, b' ' | b'\t' | b'\'' | b'*' | b']' | b'#'));
        // The names of what is kept are ASCII.
        let key = || start_of(view, end).max(end.saturating_sub(LONGEST_VALUE))..end;
        is(view.before(end), ALNUM) && matches!(view.rule(key()), Rule::Never | Rule::Time)
    };
    let separators = view.text(start..at).iter().enumerate().filter(|(_, byte)| matches!(byte, b'=' | b':'));
    let blank = view.back(start, |byte| matches!(byte, b' ' | b'\t' | b'#'));
    let outside = if matches!(view.before(blank), b'=' | b':') { blank - 1 } else { start };
    keeps(outside) || separators.take(4).any(|(place, _)| keeps(start + place))
}

/// Whether a number of a list may begin at a place.
fn is_element(view: View<'_>, at: usize) -> bool {
    let sign = usize::from(view.before(at) == b'-');
    view.at(at).is_ascii_digit() && matches!(view.before(view.back_space(at - sign)), b'[' | b',')
}

/// How far back a key is looked for, in bytes.
const LONGEST_VALUE: usize = 64;

/// Whether a bracket opens a record about a person.
fn is_head(view: View<'_>, bracket: usize) -> bool {
    let end = bracket - usize::from(view.before(bracket) == b' ');
    let start = start_of(view, end);
    start < end && view.listed(start..end) == Some(Rule::Container)
}

/// Whether a point ends the name of a record about a person, as in `receiver.age`.
fn is_path(view: View<'_>, point: usize) -> bool {
    let part = || view.back(point, |byte| byte != b'.' && in_key(byte));
    let last = view.before(point);
    view.spend(Work::Step, 1);
    last != b'.'
        && (!is(last, ALNUM) || ends_a_container(last))
        && may_hide_before(view, point)
        && view.listed(part()..point) == Some(Rule::Container)
}
