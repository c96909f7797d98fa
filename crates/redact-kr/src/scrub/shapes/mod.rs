//! What looks like a secret or a person's data, wherever it stands.

mod address;
mod credential;
pub(super) mod email;
mod line;
pub(super) mod name;
pub(super) mod number;
mod part;
pub(super) mod phone;

use std::ops::Range;

use line::Line;

use super::class::{ALNUM, HEAD, MARK, is};
use super::spans::Spans;
use super::view::View;

/// Adds what the shapes match to the findings of the walk, which are sorted.
pub(super) fn find(view: View<'_>, spans: &mut Spans) {
    let mut search = Search::new(view);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut hidden = spans.hidden.iter().peekable();
    let mut kept = spans.kept.iter().peekable();
    let mut at = 0;
    // Where a finding ends in a run of Hangul.
    let mut fresh = usize::MAX;
    while let Some(&byte) = view.all().get(at) {
        if !is(byte, HEAD | MARK) {
            // Where no shape begins none begins up to the end of the word.
            at = if is(byte, ALNUM) { skip_word(view, at) } else { at + 1 };
            continue;
        }
        let start = at;
        while let Some(range) = hidden.next_if(|range| range.start <= at) {
            at = at.max(range.end);
            search.masked = search.masked.max(range.end);
        }
        if at > start {
            continue;
        }
        while kept.next_if(|range| range.end <= at).is_some() {}
        let is_kept = kept.peek().is_some_and(|range| range.contains(&at));
        let shape = if at == fresh && !is_kept {
            let run = at..search.hangul_end(at);
            let (from, shape) = search.after_name(run);
            at = from;
            shape
        } else {
            search.shape_at(at, is_kept)
        };
        match shape {
            Shape::Skip(to) => at = to.max(at + 1),
            Shape::Hide(range) => {
                at = range.end.max(at + 1);
                search.masked = search.masked.max(range.end);
                if view.ends_syllable(at) && view.is_syllable(at) {
                    fresh = at;
                }
                found.push(range);
            }
            Shape::None => at = if is(byte, ALNUM) { skip_word(view, at) } else { at + 1 },
        }
    }
    spans.hidden.append(&mut found);
}

fn skip_word(view: View<'_>, at: usize) -> usize {
    view.skip(at, |byte| is(byte, ALNUM))
}

/// What begins at a place.
pub(super) enum Shape {
    None,
    /// Nothing up to there.
    Skip(usize),
    Hide(Range<usize>),
}

impl From<Option<Range<usize>>> for Shape {
    fn from(found: Option<Range<usize>>) -> Self {
        found.map_or(Self::None, Self::Hide)
    }
}

/// A search for shapes in one view.
pub(super) struct Search<'v> {
    view: View<'v>,
    /// Where the last finding ends. The next round sees a mask instead of it, so this one reads no digits there.
    pub(super) masked: usize,
    line: Line,
    groups: phone::Groups,
    words: address::Words,
    /// The run of Hangul that was asked about last.
    run: Range<usize>,
}

impl<'v> Search<'v> {
    pub(super) fn new(view: View<'v>) -> Self {
        Self {
            view,
            masked: 0,
            line: Line::default(),
            groups: phone::Groups::default(),
            words: address::Words::default(),
            run: 0..0,
        }
    }

    /// Whether a digit stands before a place, of no finding.
    fn is_digit_before(&self, at: usize) -> bool {
        at > self.masked && self.view.before(at).is_ascii_digit()
    }

    /// Whether a national telephone number may begin with the run of digits at a place.
    pub(super) fn may_dial(&mut self, at: usize) -> bool {
        self.groups.national(self.view, at, false).is_some()
    }

    /// The end of the Hangul from a place on. A run is read once, though it is asked about at each of its names.
    fn hangul_end(&mut self, at: usize) -> usize {
        if !self.run.contains(&at) {
            self.run = at..self.view.hangul_end(at);
        }
        self.run.end
    }

    /// Whether the text may speak of bank accounts: it is not all ASCII.
    pub(super) fn names_accounts(&mut self) -> bool {
        !self.line.is_ascii(self.view)
    }

    /// What begins at a place, of whose value a key may say that it is kept.
    pub(super) fn shape_at(&mut self, at: usize, kept: bool) -> Shape {
        let view = self.view;
        let c = view.at(at);
        if is(c, ALNUM) && is(view.before(at), ALNUM) {
            return Shape::None;
        }
        if c.is_ascii_alphabetic()
            && let Some(range) = credential::at(view, at)
        {
            return Shape::Hide(range);
        }
        match c {
            _ if kept => Shape::None,
            b'@' => email::around(view, at).into(),
            b'+' if at > 0 && at == self.masked => {
                let found = self.behind_finding(at);
                self.with_overlapping(at, found)
            }
            b'+' => phone::abroad(self, at).into(),
            b'0'..=b'9' => {
                let found = number::at(self, at, view.digits(at));
                self.with_overlapping(at, found)
            }
            b'P' | b'p' => number::customs_code(self, at).into(),
            0xea..=0xed if view.is_syllable(at) && !view.ends_syllable(at) => {
                let end = self.hangul_end(at);
                self.hangul(at..end)
            }
            _ => Shape::None,
        }
    }

    /// What begins at a `+` behind a finding: a number by itself, or else one with the code of a country.
    fn behind_finding(&mut self, plus: usize) -> Shape {
        if let Some(start) = phone::country(self.view, plus)
            && let Shape::Hide(number) = number::at(self, start, self.view.digits(start))
        {
            return Shape::Hide(number);
        }
        phone::abroad(self, plus).into()
    }

    /// What begins at a place, and where a sign ties that to a finding, the numbers that begin within it and end behind
    /// it as well: only the mask makes the first one a number, and the others are some without it.
    fn with_overlapping(&mut self, at: usize, found: Shape) -> Shape {
        let view = self.view;
        let tied = self.masked > 0 && matches!(view.text(self.masked..at), b"-" | b"." | b"/" | b":" | b"\xc2\xb7");
        let Shape::Hide(Range { start, mut end }) = found else { return found };
        if !tied && view.at(at) != b'+' {
            return Shape::Hide(start..end);
        }
        let mut next = view.digits(at);
        while next < end {
            let stop = view.digits(next);
            if stop > next
                && view.at(stop) != b'+'
                && !is(view.before(next), ALNUM)
                && let Shape::Hide(more) = number::at(self, next, stop)
            {
                end = end.max(more.end);
            }
            next = stop.max(next + 1);
        }
        Shape::Hide(start..end)
    }

    /// What begins in a run of Hangul behind a finding, and where: after the form of address that a name was found by,
    /// or else there, where the next round would see a run begin.
    pub(super) fn after_name(&mut self, run: Range<usize>) -> (usize, Shape) {
        let next = run.start + '님'.len_utf8();
        match name::at(self.view, next..run.end) {
            Some(name) => (next, Shape::Hide(name)),
            None => (run.start, self.hangul(run)),
        }
    }

    /// A run of Hangul: an address or a name may begin with it.
    pub(super) fn hangul(&mut self, run: Range<usize>) -> Shape {
        let address = address::at(self.view, &mut self.words, run.clone());
        address.or_else(|| name::at(self.view, run.clone())).map_or(Shape::Skip(run.end), Shape::Hide)
    }
}
