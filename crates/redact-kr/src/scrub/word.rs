//! A word of the walk: a key, the head of a record, or neither.

use std::ops::Range;

use super::class::{HYPHEN, JOINT, UNDERSCORE};
use super::keys::{Rule, listed, may_be_listed};
use super::meter::Work;
use super::view::View;
use super::walk::{Walk, place};

/// Where the words that were read last stand, for keys of several words.
#[derive(Default)]
pub(super) struct LastWords {
    /// They go round; the last one stands at `last`.
    places: [(u32, u32); 4],
    last: usize,
}

impl LastWords {
    fn push(&mut self, start: usize, end: usize) {
        self.last = (self.last + 1) % self.places.len();
        if let Some(word) = self.places.get_mut(self.last) {
            *word = (place(start), place(end));
        }
    }

    /// The three before the last one.
    fn before(&self) -> [(u32, u32); 3] {
        [1, 2, 3].map(|after| self.places.get((self.last + after) % self.places.len()).copied().unwrap_or_default())
    }
}

impl Walk<'_> {
    /// Reads the value of a key before a separator; outside of anything open.
    pub(super) fn key(&mut self, key: Range<usize>, separator: usize, own: Rule) {
        self.at = key.end;
        if self.separates(key.start, separator) {
            let found = self.rule_of(key.clone(), own, <[_; 3]>::default);
            self.value_after(found, key, separator);
        }
    }

    /// A word: a key if a separator follows, the head of a record if a bracket does.
    pub(super) fn word(&mut self) {
        let (view, start) = (self.view, self.at);
        if self.decoder_message() {
            return;
        }
        let end = key_word(view, start);
        self.words.push(start, end);
        // Behind a single space the next word of prose begins.
        let prose = view.at(end) == b' ' && !may_follow_a_key(view.at(end + 1));
        if prose || !may_follow_a_key(view.at(end)) {
            return self.no_key(start, end);
        }
        let mut next = end;
        if matches!(view.at(next), b'\'' | b'`' | b']') {
            next += 1;
        }
        next += view.near(next, 2).iter().take_while(|&&c| c == b'*').count();
        next = view.skip_blank(next);
        if self.separates(start, next) {
            if view.at(end) == b']' {
                let personal = self.personal();
                self.close(b'[');
                if personal && view.at(next) == b'=' {
                    return self.value(Rule::Phrase, start..end, next + 1, false);
                }
            }
            let found = self.rule_of(start..end, view.rule(start..end), || self.words.before());
            return self.value_after(found, start..end, next);
        }
        let bracket = if view.opens_record(end) { end + 1 } else { end };
        if matches!(view.at(bracket), b'{' | b'(' | b'[') {
            let container = view.listed(start..end) == Some(Rule::Container);
            self.open(view.at(bracket), container || self.personal());
            self.at = bracket + 1;
        } else {
            self.no_key(start, end);
        }
    }

    /// A word that is neither a key nor the head of a record.
    fn no_key(&mut self, start: usize, end: usize) {
        if self.personal() && self.kind() != b'"' {
            self.bare(Rule::Phrase, true);
        } else {
            self.number(start, end);
            self.keep_after(start, end);
            self.at = end;
        }
    }

    /// Whether what follows a word makes it a key: `=`, or a `:` that is no part of a path or a URL.
    fn separates(&self, start: usize, next: usize) -> bool {
        let view = self.view;
        match view.at(next) {
            b'=' => true,
            b':' => {
                let path = view.before(start) == b':' && start > 1 && view.at(start - 2) == b':';
                !path && view.at(next + 1) != b':' && !view.reads(next + 1, "//")
            }
            _ => false,
        }
    }

    fn value_after(&mut self, found: Rule, key: Range<usize>, separator: usize) {
        let from = self.view.skip(separator, |c| c == b'=' || c == b':');
        let from = if self.view.at(from) == b'>' { from + 1 } else { from };
        self.value(found, key, from, false);
    }

    /// The rule of a bare key: of its own, of the words before it, or of the record in its path.
    fn rule_of(&self, key: Range<usize>, own: Rule, words: impl FnOnce() -> [(u32, u32); 3]) -> Rule {
        let view = self.view;
        if own.decides() {
            return own;
        }
        if own == Rule::Plain && !may_be_listed(view.text(key.clone())) && !view.text(key.clone()).contains(&b'.') {
            return own;
        }
        let mut from = key.start;
        for (word, end) in words().into_iter().rev() {
            let gap = view.text(end as usize..from);
            if gap.is_empty() || gap.len() > 2 || gap.iter().any(|&c| c != b' ') {
                break;
            }
            from = word as usize;
            view.spend(Work::KeyByte, key.end - from);
            if let Some(joined) = view.listed(from..key.end).filter(|joined| joined.decides()) {
                return joined;
            }
        }
        let mut segments = view.text(key).split(|&c| c == b'.').rev();
        segments.next();
        let mut names = segments.map(|segment| listed(segment, view.meter()));
        if names.any(|found| found == Some(Rule::Container)) { Rule::Phrase } else { own }
    }

    /// The identifier after its name, as in `orderId 29100035653980`.
    fn keep_after(&mut self, start: usize, end: usize) {
        let view = self.view;
        if !matches!(view.at(end), b' ' | b'#') {
            return;
        }
        let from = view.skip(end, |c| c == b' ' || c == b'#');
        if from < end + 3 && view.at(from).is_ascii_digit() && view.listed(start..end) == Some(Rule::Never) {
            let to = view.skip(from, |c| c.is_ascii_alphanumeric());
            self.spans.kept.push((from..to).into());
        }
    }

    /// Notes a JSON number that stands in a list.
    fn number(&mut self, start: usize, end: usize) {
        if self.kind() != b'[' {
            return;
        }
        let before = self.view.back_space(start);
        if matches!(self.view.before(before), b'[' | b',') && self.is_number(start, end) {
            self.note(start..end);
        }
    }
}

/// Whether a byte may stand behind a key or the head of a record.
fn may_follow_a_key(c: u8) -> bool {
    matches!(c, b' ' | b'\t' | b'=' | b':' | b'\'' | b'`' | b'*' | b']' | b'{' | b'(' | b'[')
}

/// The end of the word at a place, as keys are written.
fn key_word(view: View<'_>, start: usize) -> usize {
    view.word_end(start, UNDERSCORE | HYPHEN | JOINT)
}
