//! What the passes found, and the source without it.

use std::ops::Range;

use super::view::{PERCENT, View};
use crate::MASK;

/// The findings about one view, in places of the view.
#[derive(Default)]
pub(super) struct Spans {
    /// What is removed.
    pub(super) hidden: Vec<Range<usize>>,
    /// The values of identifiers, times and amounts, which no shape matches.
    pub(super) kept: Vec<Range<usize>>,
    /// JSON numbers that stand outside of strings, and how often a quotation mark beside them is escaped.
    pub(super) numbers: Vec<(Range<usize>, u8)>,
    /// Keys in quotation marks in which something may be found.
    pub(super) keys: Vec<Range<usize>>,
    /// Another round may find more: see [`settled`](super::settled).
    pub(super) unsettled: bool,
}

impl Spans {
    /// Notes a key in quotation marks, unless it is made of letters only, in which nothing is found.
    pub(super) fn key(&mut self, view: View<'_>, key: Range<usize>) {
        let text = view.text(key.clone());
        if text.iter().any(|byte| !byte.is_ascii_alphabetic()) {
            // Keys within a key hide parts of it.
            self.unsettled |= text.iter().any(|byte| matches!(byte, b'=' | b':' | b'{' | b'(' | b'[' | b'<' | 0xf5..));
            self.keys.push(key);
        }
    }

    pub(super) fn hide(&mut self, range: Range<usize>) {
        if range.start < range.end {
            self.hidden.push(range);
        }
    }

    /// Whether each of some ranges is a part of one that is removed already. Sorts them.
    pub(super) fn hides_all(&mut self, ranges: &mut [Range<usize>]) -> bool {
        ranges.sort_unstable_by_key(|range| range.start);
        self.hidden.sort_unstable_by_key(|range| range.start);
        let mut hidden = self.hidden.iter().peekable();
        let mut end = 0;
        ranges.iter().all(|range| {
            while let Some(next) = hidden.next_if(|next| next.start <= range.start) {
                end = end.max(next.end);
            }
            range.end <= end
        })
    }

    /// Sorts every list, so that the passes that follow can walk through them. Each is made of a few that are sorted, which
    /// a stable sort merges.
    pub(super) fn sort(&mut self) {
        self.hidden.sort_by_key(|range| (range.start, range.end));
        self.kept.sort_by_key(|range| (range.start, range.end));
        self.numbers.sort_by_key(|(range, _)| range.start);
    }

    /// The source with a mask in place of everything hidden, or `None` if nothing is.
    pub(super) fn apply(mut self, view: View<'_>) -> Option<Vec<u8>> {
        if self.hidden.is_empty() {
            return None;
        }
        self.sort();
        let mut numbers = self.numbers.iter().peekable();
        let longer: usize = self.hidden.iter().map(|range| MASK.len().saturating_sub(range.len())).sum();
        let mut output = Vec::with_capacity(view.source().len() + longer);
        let mut done = 0;
        let mut ranges = self.hidden.into_iter().peekable();
        while let Some(mut range) = ranges.next() {
            while numbers.next_if(|(number, _)| number.end <= range.start).is_some() {}
            let number = numbers.peek().filter(|(number, _)| number.start < range.end);
            let mut quote: &[u8] = b"";
            if let Some((number, level)) = number {
                // A number becomes a string: part of a mask is no number.
                range = range.start.min(number.start)..range.end.max(number.end);
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
