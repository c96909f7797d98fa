//! A separator in a line that is read the short way: the key before it, and the value after it.

use std::ops::Range;

use super::bare::key_follows;
use super::class::{ALNUM, HYPHEN, JOINT, KEY, UNDERSCORE, is};
use super::glance::Line;
use super::keys::{LOWER, Rule, ends_a_header, listed_or_joins, may_hide, unlisted};
use super::meter::Work;
use super::view::View;
use crate::MASK;

impl Line<'_> {
    /// `=` or `:` after a letter or a digit.
    #[inline(never)]
    pub(super) fn word_and_separator(&mut self, at: usize) -> Option<usize> {
        if !self.brackets && is_masked(self.view, at) {
            Some(at + 1)
        } else {
            self.key_to(at, at).map(|(next, _)| next)
        }
    }

    /// `=` or `:` after something else than a letter or a digit, where a key may end before that.
    #[inline(never)]
    pub(super) fn separator(&mut self, at: usize) -> Option<usize> {
        self.key(at).map(|(next, _)| next)
    }

    /// Where to go on after a separator, and whether its key decided about the value.
    pub(super) fn key(&mut self, at: usize) -> Option<(usize, bool)> {
        self.view.spend(Work::Separator, 1);
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
        self.reach(at)?;
        let start = start_of(view, end);
        view.spend(Work::KeyByte, end - start);
        let (found, joins) = listed_or_joins(view.text(start..end), view.meter());
        if joins && view.before(start) == b' ' {
            return self.key_of_words(start..end, at, found);
        }
        let Some(found) = found.filter(|found| found.hides()) else { return Some((at + 1, false)) };
        self.hiding(found, start..end, at)
    }

    /// The value of a key that hides it.
    fn hiding(&mut self, found: Rule, key: Range<usize>, at: usize) -> Option<(usize, bool)> {
        let before = self.walk.spans.hidden.len();
        match self.simple(found, key.clone(), at) {
            Simple::None(next) => return Some((next, false)),
            Simple::Value(found, from) if !self.brackets && is_masked_word(self.view, found, from) => {
                return Some((from + MASK.len(), true));
            }
            Simple::Value(found, from) => {
                self.walk.at = from;
                self.walk.bare(found, false);
            }
            Simple::Doubt => self.walk.key(key, at, found),
        }
        self.after_value(before, at)
    }

    /// The same of a key that may go on in the words before it.
    #[inline(never)]
    fn key_of_words(&mut self, key: Range<usize>, at: usize, found: Option<Rule>) -> Option<(usize, bool)> {
        let view = self.view;
        let own = found.unwrap_or_else(|| unlisted(view.text(key.clone())));
        let mut joined = own;
        let mut first = key.start;
        for _ in 0..3 {
            let gap = view.back(first, |byte| byte == b' ');
            if joined.decides() || !(1..=2).contains(&(first - gap)) {
                break;
            }
            first = start_of(view, gap);
            view.spend(Work::KeyByte, key.end - first);
            // A word of a finding keeps nothing: it is a mask in the next round.
            let decides = |joined: &Rule| joined.decides() && (joined.hides() || gap > self.masked());
            joined = view.listed(first..key.end).filter(decides).unwrap_or(own);
        }
        if joined.hides() {
            return self.hiding(joined, key, at);
        }
        if first == key.start && !joined.decides() || joined == Rule::Plain && !view.text(key.clone()).contains(&b'.') {
            return Some((at + 1, false));
        }
        let before = self.walk.spans.hidden.len();
        self.walk.key(key, at, joined);
        self.after_value(before, at)
    }

    /// Takes over what the walk found since there were `before` findings.
    fn after_value(&mut self, before: usize, at: usize) -> Option<(usize, bool)> {
        if !self.walk.frames.is_empty() {
            return None;
        }
        if let Some(kept) = self.walk.spans.kept.pop() {
            self.kept = kept.end();
            return Some((at + 1, true));
        }
        if let Some(hidden) = self.walk.spans.hidden.get(before) {
            if self.brackets {
                return None;
            }
            if self.view.text(hidden.range()) == MASK.as_bytes() {
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

/// Whether a value without spaces is masked already.
fn is_masked_word(view: View<'_>, found: Rule, from: usize) -> bool {
    let end = from + MASK.len();
    let word = found == Rule::Word || found == Rule::Secret && view.before(from) == b'=';
    word && view.at(end) == b' ' && view.text(from..end) == MASK.as_bytes()
}

/// What follows a key of one word.
enum Simple {
    /// Nothing that the key decides about; go on here.
    None(usize),
    /// A value without quotation marks and brackets.
    Value(Rule, usize),
    Doubt,
}

/// Where the word that ends at a place begins, as keys are written.
#[inline]
pub(super) fn start_of(view: View<'_>, end: usize) -> usize {
    let start = view.back(end, in_key);
    // A word begins with a letter or a digit.
    if is(view.at(start), HYPHEN | JOINT) { view.skip(start, |byte| is(byte, HYPHEN | JOINT)).min(end) } else { start }
}

/// Whether a byte may stand between a key and its separator.
#[inline]
pub(super) fn is_between(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\'' | b'*' | b']')
}

#[inline]
pub(super) fn in_key(byte: u8) -> bool {
    is(byte, KEY)
}

/// Whether the key that ends at a place may hide its value, by its last letters.
#[inline]
pub(super) fn may_hide_before(view: View<'_>, end: usize) -> bool {
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
    // As in `elapsed_ms` and `request_id`, which lines of logs are full of.
    if let Some(&[before, a, b'_', b, c]) = view.text(end.wrapping_sub(5)..end).first_chunk()
        && [before, a, b, c].iter().all(|&byte| is(byte, ALNUM))
    {
        return may_hide([a | LOWER, b | LOWER, c | LOWER], 0);
    }
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
