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

use super::class::{ALNUM, HEAD, HYPHEN, MARK, in_order, is};
use super::meter::Work;
use super::settled::Settled;
use super::spans::{Span, Spans};
use super::view::View;
use crate::regions;

/// Adds what the shapes match to the findings of the walk, which are sorted.
pub(super) fn find(view: View<'_>, spans: &mut Spans) {
    let mut search = Search::new(view);
    let mut found: Vec<Span> = Vec::new();
    let mut hidden = spans.hidden.iter().peekable();
    let mut kept = spans.kept.iter().peekable();
    let mut settled = Settled::new(spans);
    let mut at = 0;
    // Where a finding ends in a run of Hangul.
    let mut fresh = usize::MAX;
    while let Some((start, byte)) = next_mark(view, at).filter(|_| !view.is_spent()) {
        at = start;
        while let Some(span) = hidden.next_if(|span| span.start() <= at) {
            at = at.max(span.end());
            search.masked = search.masked.max(span.end());
        }
        if at > start {
            continue;
        }
        while kept.next_if(|span| span.end() <= at).is_some() {}
        let is_kept = kept.peek().is_some_and(|span| span.range().contains(&at));
        // A local part in quotation marks may be near enough when some of it is hidden.
        settled.all &= byte != b'@' || view.quote(at.wrapping_sub(1)).is_none();
        let words = view.meter().words();
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
                let next = hidden.peek().map_or(usize::MAX, |next| next.start());
                view.spend_mask(start, &range, view.meter().words() - words);
                settled.see(view, start, &range, search.masked, next);
                at = range.end.max(at + 1);
                search.masked = search.masked.max(range.end);
                if view.ends_syllable(at) && view.is_syllable(at) {
                    fresh = at;
                }
                found.push(range.into());
            }
            Shape::None => at = if is(byte, ALNUM) { skip_word(view, at) } else { at + 1 },
        }
    }
    // Two lines become one when what parts them is hidden.
    let joined = || search.line.denied && spans.hidden.iter().any(|span| view.text(span.range()).contains(&b'\n'));
    let settled = settled.all && !search.has_open_bracket() && !joined();
    spans.hidden.append(&mut found);
    spans.unsettled |= !settled;
}

/// The next place from one on at which a shape may begin, and its byte.
fn next_mark(view: View<'_>, from: usize) -> Option<(usize, u8)> {
    let mut at = from;
    loop {
        match *view.all().get(at)? {
            byte if is(byte, HEAD | MARK) => return Some((at, byte)),
            // Where no shape begins none begins up to the end of the word.
            byte if is(byte, ALNUM) => at = skip_word(view, at),
            _ => at += 1,
        }
    }
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

    /// Whether an address may go on in brackets when some of them is hidden.
    pub(super) fn has_open_bracket(&self) -> bool {
        self.words.open_bracket
    }

    /// Whether a digit stands before a place, of no finding.
    fn is_digit_before(&self, at: usize) -> bool {
        at > self.masked && self.view.before(at).is_ascii_digit()
    }

    /// Whether a national telephone number may begin with the run of digits at a place.
    #[inline]
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
        view.spend(Work::Shape, 1);
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
        while next < end && !view.is_spent() {
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
        self.view.spend(Work::Hangul, 1);
        let next = run.start + '님'.len_utf8();
        match name::at(self.view, next..run.end) {
            Some(name) => (next, Shape::Hide(name)),
            None => (run.start, self.hangul(run)),
        }
    }

    /// Whether no address and no name can begin with a run of Hangul, as with most words of prose: it is no region and no
    /// label, and has and is followed by no form of address.
    fn is_prose(&self, run: &Range<usize>) -> bool {
        let view = self.view;
        let text = view.text(run.clone());
        let next = view.at(run.end);
        next.is_ascii()
            && !is(next, ALNUM | HYPHEN)
            && !name::may_be_label(text)
            && !name::may_be_addressed(view, run.end)
            && !text.as_chunks::<3>().0.iter().any(|&bytes| is_marked(in_order(bytes)))
            && (!view.syllable(run.start).is_some_and(regions::begins_a_province) || !regions::is_province(text))
    }

    /// A run of Hangul: an address or a name may begin with it.
    pub(super) fn hangul(&mut self, run: Range<usize>) -> Shape {
        self.view.spend(Work::Hangul, 1);
        if self.is_prose(&run) {
            return Shape::Skip(run.end);
        }
        let address = address::at(self.view, &mut self.words, run.clone());
        address.or_else(|| name::at(self.view, run.clone())).map_or(Shape::Skip(run.end), Shape::Hide)
    }
}

/// Whether a syllable ends a region or begins a form of address: 시, 군, 구, 님, 귀 or 씨.
fn is_marked(bits: u32) -> bool {
    const MARKED: [u32; 6] = [
        in_order([0xec, 0x8b, 0x9c]),
        in_order([0xea, 0xb5, 0xb0]),
        in_order([0xea, 0xb5, 0xac]),
        in_order([0xeb, 0x8b, 0x98]),
        in_order([0xea, 0xb7, 0x80]),
        in_order([0xec, 0x94, 0xa8]),
    ];
    /// A bit for the last six of each.
    const ENDS: u64 = 1 << 0x1c | 1 << 0x30 | 1 << 0x2c | 1 << 0x18 | 1 << 0x00 | 1 << 0x28;
    ENDS >> (bits & 0x3f) & 1 == 1 && MARKED.contains(&bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_are_the_ends_of_regions_and_the_forms_of_address() {
        let marked: String =
            ('가'..='힣').filter(|c| is_marked(in_order(c.to_string().as_bytes().try_into().unwrap()))).collect();
        assert_eq!(marked, "구군귀님시씨");
    }
}
