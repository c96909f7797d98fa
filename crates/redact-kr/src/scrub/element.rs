//! XML: the name of an element is the key of its text.

use super::class::{HYPHEN, JOINT, UNDERSCORE};
use super::keys::{Rule, rule};
use super::value::reads_as_time;
use super::walk::{Frame, Walk, place};

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
        let found = rule(view.text(local..end));
        let near = view.near(end, 512);
        let Some(length) = near.iter().position(|&c| c == b'>' || c == b'<') else { return };
        let close = end + length;
        if view.at(close) != b'>' || view.before(close) == b'/' {
            return;
        }
        match found {
            Rule::Never | Rule::Time => {
                let to = view.skip(close + 1, |c| c != b'<');
                if found == Rule::Never || reads_as_time(view.text(close + 1..to)) {
                    self.spans.kept.push(close + 1..to);
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
        self.spans.hide(start..view.back_space(end).max(start));
        self.at = end;
    }
}
