//! What looks like a secret or a person's data, wherever it stands.

mod address;
mod credential;
pub(super) mod email;
mod line;
pub(super) mod name;
pub(super) mod number;
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
    // Where a form of address ends, and with it the word.
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
        }
        if at > start {
            continue;
        }
        while kept.next_if(|range| range.end <= at).is_some() {}
        let is_kept = kept.peek().is_some_and(|range| range.contains(&at));
        let shape = if at == fresh && !is_kept && view.is_syllable(at) {
            name::at(view, at..search.hangul_end(at)).into()
        } else {
            search.shape_at(at, is_kept)
        };
        match shape {
            Shape::Skip(to) => at = to.max(at + 1),
            Shape::Hide(range) => {
                at = range.end.max(at + 1);
                if view.ends_syllable(at) && view.is_syllable(at) {
                    at += 3;
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
            line: Line::default(),
            groups: phone::Groups::default(),
            words: address::Words::default(),
            run: 0..0,
        }
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
            b'+' => phone::abroad(self, at).into(),
            b'0'..=b'9' => number::at(self, at, view.digits(at)),
            b'P' | b'p' => number::customs_code(self, at).into(),
            0xea..=0xed if view.is_syllable(at) && !view.ends_syllable(at) => {
                let end = self.hangul_end(at);
                self.hangul(at..end)
            }
            _ => Shape::None,
        }
    }
    /// A run of Hangul: an address or a name may begin with it.
    pub(super) fn hangul(&mut self, run: Range<usize>) -> Shape {
        let address = address::at(self.view, &mut self.words, run.clone());
        address.or_else(|| name::at(self.view, run.clone())).map_or(Shape::Skip(run.end), Shape::Hide)
    }
}
