//! The structure of the input: one lenient walk over JSON, `Debug` output, log fields, queries and XML alike.
//!
//! One walk for all of them, because they stand in one another: JSON in a log line, a query in a JSON string,
//! JSON in a string of JSON. What is cut off or broken is walked the same way.

use super::class::{ALNUM, SPACE, UNDERSCORE, is};
use super::keys::Rule;
use super::meter::Work;
use super::spans::Spans;
use super::view::View;
use super::word::LastWords;

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
    pub(super) words: LastWords,
    /// Where the last string ended.
    pub(super) closed: usize,
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
            words: LastWords::default(),
            closed: 0,
            parameter_end: 0,
            after_bare: usize::MAX,
            has_form: None,
            no_tail_before: 0,
            spans: Spans::default(),
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

    pub(super) fn close(&mut self, kind: u8) {
        let floor = self.strings.last().map_or(0, |&(frame, _)| frame + 1);
        let open = self.frames.get(floor..).unwrap_or_default();
        if let Some(back) = open.iter().rev().take(8).position(|frame| frame.kind == kind) {
            self.frames.truncate(self.frames.len() - back - 1);
        }
        self.at += 1;
    }
}

/// Where a frame stands. A view longer than this is refused.
pub(super) fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
