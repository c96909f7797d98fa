//! The structure of the input: one lenient walk over JSON, `Debug` output, log fields, queries and XML alike.
//!
//! One walk for all of them, because they stand in one another: JSON in a log line, a query in a JSON string,
//! JSON in a string of JSON. What is cut off or broken is walked the same way.

use std::ops::Range;

use super::class::{self, ALNUM, HYPHEN, JOINT, SPACE, UNDERSCORE, is};
use super::keys::{Rule, listed, may_be_listed};
use super::meter::Work;
use super::scan::first_quote;
use super::spans::Spans;
use super::view::{PERCENT, View};

/// Finds the values that a key, or an enclosing key, makes secret or personal.
pub(super) fn walk(view: View<'_>) -> Spans {
    let mut walk = Walk::new(view);
    view.spend(Work::Byte, view.len());
    while walk.at < view.len() && !view.is_spent() {
        view.spend(step_of(view.at(walk.at)), 1);
        let before = walk.at;
        walk.step();
        if walk.at <= before {
            walk.at = before + 1;
        }
    }
    walk.spans
}

/// The step that a byte makes.
fn step_of(byte: u8) -> Work {
    match byte {
        b'"' | 0xf5.. => Work::Quote,
        b'<' => Work::Tag,
        // It is looked at byte by byte.
        0x80..=0xe9 | 0xee..=0xf4 => Work::Sign,
        _ => Work::Step,
    }
}

pub(super) struct Walk<'v> {
    pub(super) view: View<'v>,
    pub(super) at: usize,
    /// What is open.
    pub(super) frames: Vec<Frame>,
    /// The frames that are strings, as places in `frames` with their level of escaping.
    pub(super) strings: Vec<(usize, u8)>,
    /// Where the last words stand, for keys of several words, and which of them is the last one; the others go round before
    /// it.
    words: [(u32, u32); WORDS],
    last_word: usize,
    /// Where the last string ended.
    closed: usize,
    /// Where the query or form that was looked at last has its next part.
    pub(super) parameter_end: usize,
    /// Where a value without quotation marks ended last, which a key behind it may have ended.
    pub(super) after_bare: usize,
    /// Whether a sign that parts parameters stands anywhere.
    pub(super) has_form: Option<bool>,
    /// No message of a decoder has its usual end before this place.
    pub(super) no_tail_before: usize,
    pub(super) spans: Spans,
}

/// Something open: a bracket, a string or an element.
pub(super) struct Frame {
    pub(super) kind: u8,
    /// Every scalar inside is personal.
    pub(super) personal: bool,
    /// The name of an element, or where a string begins.
    pub(super) name: (u32, u32),
}

impl Frame {
    /// Whether a bracket ends the frame.
    pub(super) fn closes_with(&self, c: u8) -> bool {
        matches!((self.kind, c), (b'{', b'}') | (b'[', b']') | (b'(', b')'))
    }
}

impl<'v> Walk<'v> {
    pub(super) fn new(view: View<'v>) -> Self {
        Self {
            view,
            at: 0,
            frames: Vec::new(),
            strings: Vec::new(),
            words: [(0, 0); WORDS],
            last_word: 0,
            closed: 0,
            parameter_end: 0,
            after_bare: usize::MAX,
            has_form: None,
            no_tail_before: 0,
            spans: Spans::default(),
        }
    }

    /// Reads the value of a key before a separator; outside of anything open. The rule of the key counts, or that of
    /// the words before it and of itself.
    pub(super) fn key(&mut self, key: Range<usize>, separator: usize, own: Rule, words: [(u32, u32); 3]) {
        self.at = key.end;
        if self.separates(key.start, separator) {
            let found = self.rule_of(key.clone(), own, words);
            self.value_after(found, key, separator);
        }
    }

    pub(super) fn personal(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.personal)
    }

    /// The level of the string that the walk is in.
    pub(super) fn string(&self) -> Option<u8> {
        self.strings.last().map(|&(_, level)| level)
    }

    pub(super) fn kind(&self) -> u8 {
        self.frames.last().map_or(0, |frame| frame.kind)
    }

    pub(super) fn open(&mut self, kind: u8, personal: bool) {
        self.frames.push(Frame { kind, personal, name: (0, 0) });
    }

    fn step(&mut self) {
        let c = self.view.at(self.at);
        match c {
            b' ' => self.at += 1,
            b'"' | 0xf5.. => self.quote(super::view::quote_level(c).unwrap_or(0)),
            b'{' | b'[' | b'(' => {
                self.open(c, self.personal());
                self.at += 1;
            }
            b'}' => self.close(b'{'),
            b']' => self.close(b'['),
            b')' => self.close(b'('),
            b':' if self.closed == self.at && self.at > 0 => {
                self.value(Rule::Plain, self.at - 1..self.at - 1, self.at + 1, true);
            }
            b'<' => self.element(),
            b'>' if self.kind() == b'<' && self.personal() => self.element_text(),
            b'-' if self.view.at(self.at + 1).is_ascii_digit() => self.word(),
            _ if is(c, ALNUM | UNDERSCORE) || !c.is_ascii() && self.view.is_letter(self.at) => self.word(),
            _ if self.personal()
                && !is(c, SPACE)
                && !matches!(c, b',' | b':' | b';' | b'=' | b'>' | b'/' | b'&' | b'|') =>
            {
                self.bare(Rule::Phrase, true);
            }
            _ => self.at += 1,
        }
    }

    fn close(&mut self, kind: u8) {
        let floor = self.strings.last().map_or(0, |&(frame, _)| frame + 1);
        let open = self.frames.get(floor..).unwrap_or_default();
        if let Some(back) = open.iter().rev().take(8).position(|frame| frame.kind == kind) {
            self.frames.truncate(self.frames.len() - back - 1);
        }
        self.at += 1;
    }

    /// A quotation mark: around a key, around a value, or the end of the string the walk is in.
    fn quote(&mut self, level: u8) {
        let (view, start) = (self.view, self.at + 1);
        // Backslashes before a mark that is percent-encoded count, and may be hidden.
        self.spans.unsettled |= level > PERCENT;
        if let Some(end) = self.key_end(start, level) {
            let first = view.at(start);
            let next = view.skip_space(end + 1);
            let separates = matches!(view.at(next), b':' | b'=') && view.at(next + 1) != b':';
            let named = || view.is_letter(start) || matches!(first, b'_' | b'-' | b'$' | b'@' | b'#');
            if separates && (named() || !self.recent_strings().any(|(_, open)| open == level)) {
                let found = view.rule(start..end);
                self.spans.key(view, start..end);
                // A key that is a header or a form itself is walked as a string; its value follows the colon.
                if found != Rule::Plain || !view.text(start..end).contains(&b'=') {
                    let from = if view.at(next + 1) == b'>' { next + 2 } else { next + 1 };
                    return self.value(found, start..end, from, true);
                }
            }
            let listed = matches!(self.kind(), b'[' | b'(');
            if view.at(next) == b',' && listed && !self.personal() && self.is_pair(next) {
                let found = view.rule(start..end);
                self.spans.key(view, start..end);
                if found != Rule::Plain {
                    return self.value(found, start..end, next + 1, true);
                }
            }
        } else {
            self.spans.unsettled |= self.may_become_key(start, level);
        }
        if self.personal() && self.kind() != b'"' {
            let same = self.recent_strings().find(|&(_, open)| open == level);
            // What stands before a string of the same level may be hidden.
            self.spans.unsettled |= same.is_some();
            if !self.recent_strings().any(|(frame, open)| open == level && self.is_value(frame)) {
                return self.quoted(level);
            }
        }
        while let Some(&(frame, open)) = self.strings.last()
            && open >= level
        {
            self.frames.truncate(frame);
            self.strings.pop();
            if open == level {
                self.at += 1;
                self.closed = self.at;
                return;
            }
        }
        let personal = self.personal();
        self.strings.push((self.frames.len(), level));
        self.frames.push(Frame { kind: b'"', personal, name: (place(self.at), 0) });
        self.at += 1;
    }

    fn recent_strings(&self) -> impl Iterator<Item = (usize, u8)> {
        self.strings.iter().rev().take(16).copied()
    }

    /// Whether a string began where a value does, and not behind a word as the sign for inches.
    fn is_value(&self, frame: usize) -> bool {
        self.frames.get(frame).is_some_and(|frame| {
            let start = frame.name.0 as usize;
            let before = self.view.before(start);
            let word = before == b'_' || class::last_letter(self.view.text(0..start)) > 0;
            !(word || matches!(before, b'}' | b']' | b')' | b'.' | b'*'))
        })
    }

    /// The end of a quoted key: near and not empty.
    fn key_end(&self, start: usize, level: u8) -> Option<usize> {
        let length = first_quote(self.view.near(start, LONGEST_KEY), level)?;
        (length > 0 && self.view.quote(start + length) == Some(level)).then_some(start + length)
    }

    /// Whether what begins at a place would be a key if some of it were hidden, and is too long for one.
    fn may_become_key(&self, start: usize, level: u8) -> bool {
        let near = self.view.near(start, LONGEST_KEY);
        near.len() == LONGEST_KEY
            && first_quote(near, level).is_none()
            && matches!(self.view.at(self.view.skip_space(self.closing(start, level) + 1)), b':' | b'=' | b',')
    }

    /// Whether the comma parts the two elements of a list of two.
    fn is_pair(&mut self, comma: usize) -> bool {
        let view = self.view;
        if !matches!(view.before(view.back_space(self.at)), b'[' | b'(') {
            return false;
        }
        let from = view.skip_space(comma + 1);
        let bare = view.quote(from).is_none();
        let end = match view.quote(from) {
            Some(level) => self.closing(from + 1, level) + 1,
            None => view.skip(from, |c| !is(c, SPACE) && !matches!(c, b',' | b']' | b')')),
        };
        let next = view.skip_space(end);
        let pair = next >= view.len() || matches!(view.at(next), b']' | b')');
        // A space in the second may be hidden.
        self.spans.unsettled |= bare && !pair;
        pair
    }

    /// The quotation mark that ends a string of a level, or the end of the input.
    pub(super) fn closing(&self, from: usize, level: u8) -> usize {
        let rest = self.view.text(from..self.view.len());
        from + first_quote(rest, level).unwrap_or(rest.len())
    }

    /// A word: a key if a separator follows, the head of a record if a bracket does.
    fn word(&mut self) {
        let (view, start) = (self.view, self.at);
        if self.decoder_message() {
            return;
        }
        let end = key_word(view, start);
        self.last_word = (self.last_word + 1) % WORDS;
        if let Some(word) = self.words.get_mut(self.last_word) {
            *word = (place(start), place(end));
        }
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
            let found = self.rule_of(start..end, view.rule(start..end), self.words_before());
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

    /// The three words before the last one.
    fn words_before(&self) -> [(u32, u32); 3] {
        let mut words = self.words;
        words.rotate_left((self.last_word + 1) % WORDS);
        let [first, second, third, _] = words;
        [first, second, third]
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
    fn rule_of(&self, key: Range<usize>, own: Rule, words: [(u32, u32); 3]) -> Rule {
        let view = self.view;
        if own.decides() {
            return own;
        }
        if own == Rule::Plain && !may_be_listed(view.text(key.clone())) && !view.text(key.clone()).contains(&b'.') {
            return own;
        }
        let mut from = key.start;
        for &(word, end) in words.iter().rev() {
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
            self.spans.kept.push(from..to);
        }
    }

    /// Notes a JSON number that stands in a list.
    fn number(&mut self, start: usize, end: usize) {
        if self.kind() != b'[' {
            return;
        }
        let before = self.view.back_space(start);
        if matches!(self.view.before(before), b'[' | b',') && self.is_number(start, end) {
            let level = self.string().map_or(0, |level| level + 1);
            self.spans.numbers.push((start..end, level));
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

/// Where a frame stands. A view longer than this is refused.
pub(super) fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// How many words are remembered: the last one, and those before it that may be a part of its key.
const WORDS: usize = 4;

/// How far the end of a quoted key is looked for, in bytes.
const LONGEST_KEY: usize = 256;
