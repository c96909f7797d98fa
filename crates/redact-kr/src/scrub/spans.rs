//! What the passes found, and the source without it.

use std::ops::Range;

use super::view::{PERCENT, View};
use super::walk::place;
use crate::MASK;

/// The findings about one view, in places of the view.
#[derive(Default)]
pub(super) struct Spans {
    /// What is removed.
    pub(super) hidden: Vec<Span>,
    /// The values of identifiers, times and amounts, which no shape matches.
    pub(super) kept: Vec<Span>,
    /// JSON numbers that stand outside of strings, and how often a quotation mark beside them is escaped.
    pub(super) numbers: Vec<(Span, u8)>,
    /// Keys in quotation marks in which something may be found.
    pub(super) keys: Vec<Span>,
    /// Another round may find more: see [`settled`](super::settled).
    pub(super) unsettled: bool,
}

/// A part of a view. A long one may have one for each few bytes, so it takes no more memory than it must: new memory is
/// what such texts cost most.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    pub(super) fn start(self) -> usize {
        self.start as usize
    }

    pub(super) fn end(self) -> usize {
        self.end as usize
    }

    pub(super) fn range(self) -> Range<usize> {
        self.start()..self.end()
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self { start: place(range.start), end: place(range.end) }
    }
}

impl Spans {
    /// Notes a key in quotation marks, unless it is made of letters only, in which nothing is found.
    pub(super) fn key(&mut self, view: View<'_>, key: Range<usize>) {
        let text = view.text(key.clone());
        if text.iter().any(|byte| !byte.is_ascii_alphabetic()) {
            // Keys within a key hide parts of it.
            self.unsettled |= text.iter().any(|byte| matches!(byte, b'=' | b':' | b'{' | b'(' | b'[' | b'<' | 0xf5..));
            self.keys.push(key.into());
        }
    }

    pub(super) fn hide(&mut self, range: Range<usize>) {
        if range.start < range.end {
            self.hidden.push(range.into());
        }
    }

    /// Where the last finding ends.
    pub(super) fn masked(&self) -> usize {
        self.hidden.last().map_or(0, |span| span.end())
    }

    /// Whether each of some spans is a part of one that is removed already. Sorts them.
    pub(super) fn hides_all(&mut self, spans: &mut [Span]) -> bool {
        spans.sort_unstable();
        self.hidden.sort_unstable();
        let mut hidden = self.hidden.iter().peekable();
        let mut end = 0;
        spans.iter().all(|span| {
            while let Some(next) = hidden.next_if(|next| next.start <= span.start) {
                end = end.max(next.end);
            }
            span.end <= end
        })
    }

    /// Sorts every list, so that the passes that follow can walk through them. Each is made of a few that are sorted, which
    /// a stable sort merges.
    pub(super) fn sort(&mut self) {
        self.hidden.sort();
        self.kept.sort();
        self.numbers.sort();
    }

    /// The source with a mask in place of everything hidden, or `None` if nothing is.
    pub(super) fn apply(mut self, view: View<'_>) -> Option<Vec<u8>> {
        if self.hidden.is_empty() {
            return None;
        }
        self.sort();
        let mut numbers = self.numbers.iter().peekable();
        let longer: usize = self.hidden.iter().map(|span| MASK.len().saturating_sub(span.range().len())).sum();
        let mut output = Vec::with_capacity(view.source().len() + longer);
        let mut done = 0;
        let mut ranges = self.hidden.into_iter().map(Span::range).peekable();
        while let Some(mut range) = ranges.next() {
            while numbers.next_if(|(number, _)| number.end() <= range.start).is_some() {}
            let number = numbers.peek().filter(|(number, _)| number.start() < range.end);
            let mut quote: &[u8] = b"";
            if let Some((number, level)) = number {
                // A number becomes a string: part of a mask is no number.
                range = range.start.min(number.start())..range.end.max(number.end());
                if *level < PERCENT {
                    quote = ESCAPED.get(QUOTE + 1 - (1 << level)..).unwrap_or_default();
                }
            }
            while let Some(next) = ranges.next_if(|next| next.start <= range.end) {
                range.end = range.end.max(next.end);
            }
            let bytes = view.bytes(range);
            output.extend_from_slice(view.source().get(done..bytes.start).unwrap_or_default());
            output.extend_from_slice(quote);
            output.extend_from_slice(MASK.as_bytes());
            output.extend_from_slice(quote);
            done = bytes.end.max(done);
        }
        output.extend_from_slice(view.source().get(done..).unwrap_or_default());
        Some(output)
    }
}

/// A quotation mark after the backslashes of the deepest level.
#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
const ESCAPED: [u8; QUOTE + 1] = {
    let mut text = [b'\\'; QUOTE + 1];
    text[QUOTE] = b'"';
    text
};

/// One less than two to the power of the deepest level that is escaped by backslashes.
const QUOTE: usize = (1 << (PERCENT - 1)) - 1;
