//! Whether a round was the last one, told from the place of each mask.
//!
//! What is found changes what stands beside it, so as a rule the output is read again. Most masks change nothing: they
//! stand between signs that no rule looks across, and no rule that read what they hide finds more in a mask. Such a round
//! needs no other to prove it. In doubt it is not settled, which costs time and nothing else.

use std::ops::Range;

use super::class::{self, ALNUM, HYPHEN, JOINT, KEY, SPACE, UNDERSCORE, is};
use super::keys::may_be_listed;
use super::separator::is_between;
use super::shapes::name;
use super::spans::{Span, Spans};
use super::view::{View, is_quote};

/// Whether all masks so far leave the rest as it was read.
pub(super) struct Settled<'s> {
    pub(super) all: bool,
    keys: &'s [Span],
    numbers: &'s [(Span, u8)],
}

impl<'s> Settled<'s> {
    /// Before the shapes are searched, of a walk.
    pub(super) fn new(walk: &'s Spans) -> Self {
        Self { all: !walk.unsettled, keys: &walk.keys, numbers: &walk.numbers }
    }

    /// Judges the mask of a shape that was found from a place on, between the ends of the findings beside it.
    pub(super) fn see(&mut self, view: View<'_>, from: usize, range: &Range<usize>, before: usize, after: usize) {
        if self.all {
            let apart = (before == 0 || before < range.start) && range.end < after;
            self.all = apart && !self.is_of_json(range) && is_settled(view, from, range);
        }
    }

    /// Whether a mask is a part of a key or of a number, which becomes a string.
    fn is_of_json(&mut self, range: &Range<usize>) -> bool {
        let key = self.keys.partition_point(|key| key.end() <= range.start);
        let number = self.numbers.partition_point(|(number, _)| number.end() <= range.start);
        self.keys.get(key).is_some_and(|key| key.start() < range.end)
            || self.numbers.get(number).is_some_and(|(number, _)| number.start() < range.end)
    }
}

/// Whether the mask of a shape that was found from a place on leaves all else as it was read.
pub(super) fn is_settled(view: View<'_>, from: usize, range: &Range<usize>) -> bool {
    let text = view.text(range.clone());
    is_plain(text) && begins(view, from, range.start) && ends(view, from, range.end) && nobody_before(view, from, range)
}

/// Whether what a mask hides is no structure, or brackets that close.
fn is_plain(text: &[u8]) -> bool {
    let mut open = false;
    let plain = text.iter().all(|&byte| match byte {
        b'(' | b')' if open == (byte == b')') => {
            open = !open;
            true
        }
        b' ' | b'.' | b',' | b'+' | b'/' | 0x80..=0xf4 => true,
        _ => is(byte, ALNUM | HYPHEN | UNDERSCORE),
    });
    plain && !open
}

/// Whether no rule before a mask goes on into it.
fn begins(view: View<'_>, from: usize, start: usize) -> bool {
    match view.before(start) {
        _ if start == 0 => true,
        byte if is(byte, SPACE) || is_quote(byte) => true,
        // The lead of a decoder's message is none before a letter.
        b':' => {
            let leads = ["invalid type:", "invalid value:"].iter().any(|lead| reads_before(view, start, lead));
            !leads && no_domain(view, start)
        }
        b',' | b'(' | b'[' | b'{' | b'>' | b'|' | b';' | b'=' | b'!' | b'?' => true,
        // The part of the number of a seller that stays.
        byte if is(byte, ALNUM) => from < start && view.at(from).is_ascii_uppercase() && no_domain(view, start),
        _ => view.ends_syllable(start) && view.is_syllable(start) && no_domain(view, start),
    }
}

fn reads_before(view: View<'_>, end: usize, word: &str) -> bool {
    end.checked_sub(word.len()).is_some_and(|start| view.reads(start, word))
}

/// Whether a mask ends no domain of an address and no tag.
fn no_domain(view: View<'_>, start: usize) -> bool {
    let near = view.text(start.saturating_sub(FAR)..start);
    let ends = near.iter().rposition(|&byte| !is(byte, KEY) && byte != b':');
    ends.map_or(near.len() < FAR, |place| !matches!(near.get(place), Some(b'@' | b'<' | b'/')))
}

/// Whether no rule behind a mask looks back at it.
fn ends(view: View<'_>, from: usize, end: usize) -> bool {
    match view.at(end) {
        _ if end == view.len() => true,
        byte if is(byte, SPACE) || matches!(byte, b')' | b']') => no_key(view, end, true),
        b',' | b'}' | b';' | b'|' | b'<' | b'>' | b'!' | b'?' => true,
        b'.' => !view.is_letter(end + 1) && no_key(view, end, false),
        b'@' => from == end,
        byte if is_quote(byte) => true,
        _ => view.is_syllable(end) && no_key(view, end, false),
    }
}

/// Whether none of the words from the end of a mask on is a key or the head of a record that a word within the mask
/// could be a part of.
fn no_key(view: View<'_>, end: usize, apart: bool) -> bool {
    let names = || {
        view.before(end).is_ascii_alphabetic()
            && view.at(view.skip(end, |byte| matches!(byte, b' ' | b'#'))).is_ascii_digit()
    };
    if apart && (separates(view, end) || names()) {
        return false;
    }
    // No name of a key goes on behind a digit, but for the last one.
    if apart && view.before(end).is_ascii_digit() {
        return true;
    }
    let mut at = end;
    for word in 0..4 {
        view.meter().spend_beside();
        let start = view.skip(at, |byte| byte == b' ');
        let stop = start + class::word_end(view.near(start, FAR), 0, UNDERSCORE | HYPHEN | JOINT);
        if start - at > 2 || stop == start {
            return true;
        }
        if stop + LONGEST_LETTER > start + FAR {
            return false;
        }
        if separates(view, stop) {
            let is_one = || view.rule(start..stop).decides() || !may_be_listed(view.text(start..stop));
            return (apart || word > 0) && is_one();
        }
        at = stop;
    }
    true
}

/// Whether the sign behind a key or the head of a record stands behind a place.
fn separates(view: View<'_>, end: usize) -> bool {
    let next = view.skip(end, |byte| is_between(byte) || byte == b'`');
    matches!(view.at(next), b'=' | b':' | b'{' | b'(' | b'[')
}

/// The bytes of the longest letter.
const LONGEST_LETTER: usize = 4;

/// How far a word is read, in bytes; in doubt a longer one is not settled.
const FAR: usize = 64;

/// Whether nothing begins between the label of a name, or the region of an address, and the mask: these are read again
/// when what follows them is hidden.
fn nobody_before(view: View<'_>, from: usize, range: &Range<usize>) -> bool {
    let start = range.start;
    if view.at(from).is_ascii() {
        return true;
    }
    // A name of two words, of which the second was too long.
    if view.before(from) == b' ' && view.ends_syllable(from - 1) && !view.ends_syllable(from.saturating_sub(4)) {
        return from == start;
    }
    let mut at = from;
    while at < start {
        if is(view.at(at), ALNUM) {
            return false;
        }
        let end = view.hangul_end(at);
        if end > at
            && (name::before_address(view, at..end).is_some()
                || name::at(view, at..end).is_some_and(|found| found != *range))
        {
            return false;
        }
        at = end.max(at + 1);
    }
    true
}
