//! A quotation mark: around a key, around a value, or the end of a string.

use super::class::{self, SPACE, is};
use super::keys::Rule;
use super::scan::first_quote;
use super::view::PERCENT;
use super::walk::{Frame, Walk, place};

impl Walk<'_> {
    /// A quotation mark: around a key, around a value, or the end of the string the walk is in.
    pub(super) fn quote(&mut self, level: u8) {
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
}

/// How far the end of a quoted key is looked for, in bytes.
const LONGEST_KEY: usize = 256;
