//! The structure of the input: one lenient walk over JSON, `Debug` output, log fields, queries and XML alike.
//!
//! One walk for all of them, because they stand in one another: JSON in a log line, a query in a JSON string,
//! JSON in a string of JSON. What is cut off or broken is walked the same way.

use super::keys::{Rule, rule};
use super::spans::Spans;
use super::view::View;

/// Finds the values that a key, or an enclosing key, makes secret or personal.
pub(super) fn walk(view: &View<'_>) -> Spans {
    let mut walk = Walk {
        view,
        at: 0,
        frames: Vec::new(),
        strings: Vec::new(),
        words: [0; 3],
        no_tail_before: 0,
        spans: Spans::default(),
    };
    while walk.at < view.len() {
        let before = walk.at;
        walk.step();
        if walk.at <= before {
            walk.at = before + 1;
        }
    }
    walk.spans
}

pub(super) struct Walk<'v, 's> {
    pub(super) view: &'v View<'s>,
    pub(super) at: usize,
    /// What is open.
    pub(super) frames: Vec<Frame>,
    /// The frames that are strings, as places in `frames` with their level of escaping.
    pub(super) strings: Vec<(usize, u32)>,
    /// Where the last words began, for keys of several words.
    words: [usize; 3],
    /// No message of a decoder has its usual end before this place.
    pub(super) no_tail_before: usize,
    pub(super) spans: Spans,
}

/// Something open: a bracket, a string or an element.
pub(super) struct Frame {
    pub(super) kind: char,
    /// Every scalar inside is personal.
    pub(super) personal: bool,
    /// The name of an element, or where a string begins.
    pub(super) name: (usize, usize),
}

impl Frame {
    /// Whether a bracket ends the frame.
    pub(super) fn closes_with(&self, c: char) -> bool {
        matches!((self.kind, c), ('{', '}') | ('[', ']') | ('(', ')'))
    }
}

impl Walk<'_, '_> {
    pub(super) fn personal(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.personal)
    }

    /// The level of the string that the walk is in.
    pub(super) fn string(&self) -> Option<u32> {
        self.strings.last().map(|&(_, level)| level)
    }

    pub(super) fn kind(&self) -> char {
        self.frames.last().map_or('\0', |frame| frame.kind)
    }

    pub(super) fn open(&mut self, kind: char, personal: bool) {
        self.frames.push(Frame { kind, personal, name: (0, 0) });
    }

    fn step(&mut self) {
        let c = self.view.at(self.at);
        if let Some(level) = self.view.quote(self.at) {
            return self.quote(level);
        }
        match c {
            '{' | '[' | '(' => {
                self.open(c, self.personal());
                self.at += 1;
            }
            '}' => self.close('{'),
            ']' => self.close('['),
            ')' => self.close('('),
            '<' => self.element(),
            '>' if self.kind() == '<' && self.personal() => self.element_text(),
            '-' if self.view.at(self.at + 1).is_ascii_digit() => self.word(),
            _ if is_word(c) => self.word(),
            _ if self.personal() && !c.is_whitespace() && !",:;=>/&|".contains(c) => self.bare(Rule::Phrase, true),
            _ => self.at += 1,
        }
    }

    fn close(&mut self, kind: char) {
        let floor = self.strings.last().map_or(0, |&(frame, _)| frame + 1);
        let open = self.frames.get(floor..).unwrap_or_default();
        if let Some(back) = open.iter().rev().take(8).position(|frame| frame.kind == kind) {
            self.frames.truncate(self.frames.len() - back - 1);
        }
        self.at += 1;
    }

    /// A quotation mark: around a key, around a value, or the end of the string the walk is in.
    fn quote(&mut self, level: u32) {
        let start = self.at + 1;
        let opens = !self.strings.iter().rev().take(16).any(|&(_, open)| open == level);
        let ends = self.strings.iter().rev().take(16).any(|&(frame, open)| open == level && self.is_value(frame));
        let inside = self.personal() && self.kind() != '"' && !ends;
        if let Some(end) = self.key_end(start, level) {
            let first = self.view.at(start);
            let named = is_word(first) || "-$@#".contains(first);
            let next = self.skip_space(end + 1);
            let separates = matches!(self.view.at(next), ':' | '=') && self.view.at(next + 1) != ':';
            if separates && (named || opens) {
                let from = if self.view.at(next + 1) == '>' { next + 2 } else { next + 1 };
                return self.value(rule(self.view.text(start..end)), start..end, from, true);
            }
            if self.view.at(next) == ',' && !self.personal() && matches!(self.kind(), '[' | '(') && self.is_pair(next) {
                let found = rule(self.view.text(start..end));
                if found != Rule::Plain {
                    return self.value(found, start..end, next + 1, true);
                }
            }
        }
        if inside {
            return self.quoted(level);
        }
        while let Some(&(frame, open)) = self.strings.last()
            && open >= level
        {
            self.frames.truncate(frame);
            self.strings.pop();
            if open == level {
                self.at += 1;
                return;
            }
        }
        let personal = self.personal();
        self.strings.push((self.frames.len(), level));
        self.frames.push(Frame { kind: '"', personal, name: (self.at, self.at) });
        self.at += 1;
    }

    /// Whether a string began where a value does, and not behind a word as the sign for inches.
    fn is_value(&self, frame: usize) -> bool {
        self.frames.get(frame).is_some_and(|frame| {
            let before = self.view.before(frame.name.0);
            !(is_word(before) || matches!(before, '}' | ']' | ')' | '.' | '*'))
        })
    }

    /// The end of a quoted key: near and not empty.
    fn key_end(&self, start: usize, level: u32) -> Option<usize> {
        let near = self.view.text(start..self.view.len().min(start + 160));
        let length = near.iter().position(|&c| super::view::quote_level(c).is_some_and(|found| found <= level))?;
        (length > 0 && self.view.quote(start + length) == Some(level)).then_some(start + length)
    }

    /// Whether the comma parts the two elements of a list of two.
    fn is_pair(&self, comma: usize) -> bool {
        let opener = self.view.back(self.at, char::is_whitespace);
        if !matches!(self.view.before(opener), '[' | '(') {
            return false;
        }
        let from = self.skip_space(comma + 1);
        let end = match self.view.quote(from) {
            Some(level) => self.closing(from + 1, level) + 1,
            None => self.view.skip(from, |c| !c.is_whitespace() && !",])".contains(c)),
        };
        let next = self.skip_space(end);
        matches!(self.view.at(next), ']' | ')' | '\0')
    }

    pub(super) fn skip_space(&self, from: usize) -> usize {
        self.view.skip(from, char::is_whitespace)
    }

    /// The quotation mark that ends a string of a level, or the end of the input.
    pub(super) fn closing(&self, from: usize, level: u32) -> usize {
        self.view.skip(from, |c| super::view::quote_level(c).is_none_or(|found| found > level))
    }

    /// A word: a key if a separator follows, the head of a record if a bracket does.
    fn word(&mut self) {
        let (view, start) = (self.view, self.at);
        if self.decoder_message() {
            return;
        }
        let end = view.skip(start, |c| is_word(c) || "-.$".contains(c));
        let joined = self.words;
        self.words = [joined[1], joined[2], start];
        let mut next = end;
        if matches!(view.at(next), '\'' | '`' | ']') {
            next += 1;
        }
        next += view.text(next..next + 2).iter().take_while(|&&c| c == '*').count();
        next = view.skip(next, |c| c == ' ' || c == '\t');
        let path = view.before(start) == ':' && start > 1 && view.at(start - 2) == ':';
        let separates = match view.at(next) {
            '=' => true,
            ':' => !path && view.at(next + 1) != ':' && !view.reads(next + 1, "//"),
            _ => false,
        };
        if separates {
            if view.at(end) == ']' {
                let personal = self.personal();
                self.close('[');
                if personal && view.at(next) == '=' {
                    return self.value(Rule::Phrase, start..end, next + 1, false);
                }
            }
            let found = self.rule_of(start..end, joined);
            let from = view.skip(next, |c| c == '=' || c == ':');
            let from = if view.at(from) == '>' { from + 1 } else { from };
            return self.value(found, start..end, from, false);
        }
        let bracket = if view.reads(end, " {") { end + 1 } else { end };
        if matches!(view.at(bracket), '{' | '(' | '[') {
            let container = rule(view.text(start..end)) == Rule::Container;
            self.open(view.at(bracket), container || self.personal());
            self.at = bracket + 1;
        } else if self.personal() && self.kind() != '"' {
            self.bare(Rule::Phrase, true);
        } else {
            self.number(start, end);
            self.keep_after(start, end);
            self.at = end;
        }
    }

    /// The rule of a bare key: of its own, of the words before it, or of the record in its path.
    fn rule_of(&self, key: std::ops::Range<usize>, words: [usize; 3]) -> Rule {
        let view = self.view;
        let own = rule(view.text(key.clone()));
        if !matches!(own, Rule::Plain | Rule::Name | Rule::Time) {
            return own;
        }
        let mut from = key.start;
        for &word in words.iter().rev() {
            let gap = view.text(view.skip(word, |c| is_word(c) || "-.$".contains(c))..from);
            if word >= from || gap.is_empty() || gap.len() > 2 || gap.iter().any(|&c| c != ' ') {
                break;
            }
            from = word;
            let joined = rule(view.text(from..key.end));
            if !matches!(joined, Rule::Plain | Rule::Name | Rule::Time) {
                return joined;
            }
        }
        let mut segments = view.text(key).split(|&c| c == '.').rev();
        segments.next();
        if segments.any(|segment| rule(segment) == Rule::Container) { Rule::Phrase } else { own }
    }

    /// The identifier after its name, as in `orderId 29100035653980`.
    fn keep_after(&mut self, start: usize, end: usize) {
        let view = self.view;
        let from = view.skip(end, |c| c == ' ' || c == '#');
        if from > end && from < end + 3 && view.at(from).is_ascii_digit() && rule(view.text(start..end)) == Rule::Never
        {
            let to = view.skip(from, |c| c.is_ascii_alphanumeric());
            self.spans.kept.push(from..to);
        }
    }

    /// Notes a JSON number that stands in a list.
    fn number(&mut self, start: usize, end: usize) {
        let before = self.view.back(start, char::is_whitespace);
        if self.kind() == '[' && matches!(self.view.before(before), '[' | ',') && self.is_number(start, end) {
            let level = self.string().map_or(0, |level| level + 1);
            self.spans.numbers.push((start..end, level));
        }
    }
}

/// Whether a character belongs to a word.
pub(super) fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}
