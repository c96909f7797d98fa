//! XML: the name of an element is the key of its text.

use super::class::{HYPHEN, JOINT, UNDERSCORE};
use super::keys::Rule;
use super::meter::Work;
use super::value::reads_as_time;
use super::view::quote_level;
use super::walk::{Frame, Walk, place};
use crate::MASK;

impl Walk<'_> {
    /// A tag: an element of a secret or personal name is open until its end.
    pub(super) fn element(&mut self) {
        let view = self.view;
        let ends = view.at(self.at + 1) == b'/';
        let start = self.at + 1 + usize::from(ends);
        let mut end = view.word_end(start, UNDERSCORE | HYPHEN | JOINT);
        while view.at(end) == b':' {
            end = view.word_end(end + 1, UNDERSCORE | HYPHEN | JOINT);
        }
        self.at += 1;
        if end == start || view.at(start).is_ascii_digit() {
            return;
        }
        let local = view.back(end, |c| c != b':' && c != b'<' && c != b'/').max(start);
        let name = (place(local), place(end));
        if ends {
            let same = |frame: &Frame| {
                frame.kind == b'<' && view.text(frame.name.0 as usize..frame.name.1 as usize) == view.text(local..end)
            };
            let floor = self.strings.last().map_or(0, |&(frame, _)| frame + 1);
            if let Some(back) = self.frames.get(floor..).unwrap_or_default().iter().rev().take(16).position(same) {
                self.frames.truncate(self.frames.len() - back - 1);
            }
            self.at = end;
            return;
        }
        let near = view.near(end, LONGEST_TAG);
        let found = view.rule(local..end);
        let length = near.iter().position(|&c| c == b'>' || c == b'<');
        let close = end + length.unwrap_or(0);
        view.spend(Work::TagByte, length.unwrap_or(near.len()));
        let plain = found == Rule::Plain && !self.personal();
        // The end of the tag may be hidden, or be near when something is, or be far: a mask may be longer than what it hides.
        let long = close - end > LONGEST_TAG / MASK.len();
        self.spans.unsettled |= long
            || view.at(close) != b'>'
            || if plain { has_bare_attributes(view.text(end..close)) } else { end < close };
        if view.at(close) != b'>' || view.before(close) == b'/' {
            return;
        }
        match found {
            Rule::Never | Rule::Time => {
                self.spans.unsettled |= self.personal();
                let to = view.skip(close + 1, |c| c != b'<');
                if found == Rule::Never || reads_as_time(view.text(close + 1..to)) {
                    self.spans.kept.push((close + 1..to).into());
                    self.at = to;
                }
            }
            Rule::Plain | Rule::Name if !self.personal() => self.at = end,
            _ => {
                self.frames.push(Frame { kind: b'<', personal: true, name });
                self.at = end;
            }
        }
    }

    /// The text of a personal element, up to the next tag.
    pub(super) fn element_text(&mut self) {
        let view = self.view;
        let string = self.string();
        let mut end = self.at + 1;
        while end < view.len() {
            let tag = view.at(end) == b'<' && (view.at(end + 1) == b'/' || view.char_at(end + 1).is_alphabetic());
            if tag || view.quote(end).is_some_and(|level| string.is_some_and(|open| level <= open)) {
                break;
            }
            end += 1;
        }
        let start = view.skip_space(self.at + 1).min(end);
        self.hide_bare(start..view.back_space(end).max(start));
        self.at = end;
    }
}

/// How far the end of a tag is looked for, in bytes.
const LONGEST_TAG: usize = 512;

/// Whether a value without quotation marks stands in a tag, which may go on behind its end, or a mark that is not closed.
fn has_bare_attributes(text: &[u8]) -> bool {
    let mut open = false;
    let mut bytes = text.iter().peekable();
    while let Some(&byte) = bytes.next() {
        if quote_level(byte).is_some() {
            open = !open;
        } else if !open && matches!(byte, b'=' | b':') && bytes.peek().is_none_or(|&&next| quote_level(next).is_none())
        {
            return true;
        }
    }
    open
}
