//! The input as a reader sees it, byte by byte, each with its place in the source.
//!
//! Every rule looks at the view, so no rule knows about encodings, and every match is a range of whole source
//! units, so what is kept is kept byte for byte.

use std::ops::Range;

use super::class::{self, is};
use super::keys::{self, Rule};
use super::meter::{Meter, Work};
use super::scan;
use super::starts::Starts;
use super::text::Text;

/// The text of an input. It is UTF-8, except that an escaped quotation mark is one byte that UTF-8 does not have.
#[derive(Clone, Copy)]
pub(super) struct View<'v> {
    source: &'v [u8],
    text: &'v [u8],
    /// Where the bytes of the text begin in the source, unless text and source are the same.
    starts: Option<&'v Starts>,
    meter: &'v Meter,
}

/// The level of a quotation mark that is percent-encoded; every other mark is less.
pub(super) const PERCENT: u8 = 8;

/// The highest level.
const DEEPEST: u8 = 11;

impl<'v> View<'v> {
    pub(super) fn of(text: &'v Text<'v>, meter: &'v Meter) -> Self {
        Self { source: text.source, text: text.text(), starts: text.starts(), meter }
    }

    /// The view of a source that is its own text.
    pub(super) fn plain(source: &'v [u8], meter: &'v Meter) -> Self {
        Self { source, text: source, starts: None, meter }
    }

    /// The view of a part that is its own text.
    pub(super) fn part(&self, range: Range<usize>) -> Self {
        Self::plain(self.text(range), self.meter)
    }

    /// Counts some work.
    #[inline]
    pub(super) fn spend(&self, work: Work, times: usize) {
        self.meter.spend(work, times);
    }

    /// What a key says about its value.
    pub(super) fn rule(&self, key: Range<usize>) -> Rule {
        keys::rule(self.text(key), self.meter)
    }

    /// What the lists say about a key.
    pub(super) fn listed(&self, key: Range<usize>) -> Option<Rule> {
        keys::listed(self.text(key), self.meter)
    }

    pub(super) fn meter(&self) -> &'v Meter {
        self.meter
    }

    /// Counts a mask for what was found from a place on, for which some words of addresses were read. Those before the
    /// mask, and the next one, are read again.
    pub(super) fn spend_mask(&self, from: usize, mask: &Range<usize>, words: usize) {
        if self.at(from) == b'@' {
            return self.spend(Work::MailMask, 1);
        }
        let spaces = |range| self.text(range).iter().filter(|&&byte| byte == b' ').count();
        let words = words.saturating_sub(spaces(from..mask.start) + 1);
        self.meter.spend_mask(words, mask.len() - spaces(mask.clone()));
    }

    /// Whether the record has taken more work than it may.
    pub(super) fn is_spent(&self) -> bool {
        self.meter.is_spent()
    }

    pub(super) fn source(&self) -> &'v [u8] {
        self.source
    }

    pub(super) fn all(&self) -> &'v [u8] {
        self.text
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The byte at a place, or NUL beyond the end.
    #[inline]
    pub(super) fn at(&self, index: usize) -> u8 {
        self.text.get(index).copied().unwrap_or(0)
    }

    /// The byte before a place, or NUL at the start.
    pub(super) fn before(&self, index: usize) -> u8 {
        self.at(index.wrapping_sub(1))
    }

    /// The bytes of a range.
    pub(super) fn text(&self, range: Range<usize>) -> &'v [u8] {
        self.text.get(range).unwrap_or_default()
    }

    /// At most so many bytes from a place on.
    pub(super) fn near(&self, from: usize, most: usize) -> &'v [u8] {
        self.text(from.min(self.len())..self.len().min(from.saturating_add(most)))
    }

    /// The character that begins at a place, or NUL.
    pub(super) fn char_at(&self, index: usize) -> char {
        class::char_at(self.text, index).map_or('\0', |(c, _)| c)
    }

    /// Whether a syllable of Hangul begins at a place.
    #[inline]
    pub(super) fn is_syllable(&self, index: usize) -> bool {
        self.text.get(index..).is_some_and(class::is_syllable)
    }

    /// The syllable of Hangul that begins at a place.
    #[inline]
    pub(super) fn syllable(&self, index: usize) -> Option<char> {
        class::syllable(*self.text.get(index..)?.first_chunk()?)
    }

    /// Whether the character before a place is a syllable of Hangul.
    pub(super) fn ends_syllable(&self, index: usize) -> bool {
        index.checked_sub(3).is_some_and(|start| self.is_syllable(start))
    }

    /// How often the quotation mark at a place is escaped, if there is one.
    pub(super) fn quote(&self, index: usize) -> Option<u8> {
        quote_level(self.at(index))
    }

    /// Whether the byte stands in the source as itself, neither escaped nor encoded.
    pub(super) fn is_raw(&self, index: usize) -> bool {
        self.source_byte(index).is_some_and(|byte| byte == self.at(index))
    }

    /// Whether the character is percent-encoded.
    pub(super) fn is_percent(&self, index: usize) -> bool {
        self.source_byte(index) == Some(b'%') && self.at(index) != b'%'
    }

    fn source_byte(&self, index: usize) -> Option<u8> {
        self.source.get(self.place(index)).copied()
    }

    /// Where a byte of the text begins in the source.
    fn place(&self, index: usize) -> usize {
        match self.starts {
            None => index,
            Some(starts) if index < self.len() => starts.of(index).unwrap_or(self.source.len()),
            Some(_) => self.source.len(),
        }
    }

    /// The bytes of the source that a range of the text stands for.
    pub(super) fn bytes(&self, range: Range<usize>) -> Range<usize> {
        self.place(range.start)..self.place(range.end)
    }

    /// The text that a range of bytes of the source belongs to.
    pub(super) fn index_of(&self, bytes: Range<usize>) -> Range<usize> {
        match self.starts {
            Some(starts) => starts.index_of(bytes, self.len()),
            None => bytes,
        }
    }

    /// The first place from `index` on where `test` fails.
    pub(super) fn skip(&self, index: usize, test: impl Fn(u8) -> bool) -> usize {
        let rest = self.text.get(index..).unwrap_or_default();
        index + rest.iter().position(|&byte| !test(byte)).unwrap_or(rest.len())
    }

    /// The first place of the run before `index` in which `test` holds.
    pub(super) fn back(&self, index: usize, test: impl Fn(u8) -> bool) -> usize {
        let head = self.text.get(..index).unwrap_or_default();
        head.iter().rposition(|&byte| !test(byte)).map_or(0, |found| found + 1)
    }

    /// The line of a place.
    pub(super) fn line_of(&self, index: usize) -> Range<usize> {
        let start = index - scan::behind_line_end(self.text(0..index));
        start..index + scan::up_to_line_end(self.text(index..self.len()))
    }

    /// The end of the white space from a place on.
    pub(super) fn skip_space(&self, index: usize) -> usize {
        self.skip(index, |byte| is(byte, class::SPACE))
    }

    /// The end of the blanks from a place on: spaces and tabs.
    pub(super) fn skip_blank(&self, index: usize) -> usize {
        self.skip(index, |byte| matches!(byte, b' ' | b'\t'))
    }

    /// The start of the white space before a place.
    pub(super) fn back_space(&self, index: usize) -> usize {
        self.back(index, |byte| is(byte, class::SPACE))
    }

    /// The end of the digits from a place on.
    pub(super) fn digits(&self, index: usize) -> usize {
        self.skip(index, |byte| byte.is_ascii_digit())
    }

    /// The end of the letters, digits and bytes of `also` from a place on.
    pub(super) fn word_end(&self, index: usize, also: u8) -> usize {
        class::word_end(self.text, index, also)
    }

    /// The end of the Hangul from a place on.
    pub(super) fn hangul_end(&self, index: usize) -> usize {
        let mut at = index;
        while self.is_syllable(at) {
            at += 3;
        }
        at
    }

    /// Whether a letter or a digit begins at a place.
    pub(super) fn is_letter(&self, index: usize) -> bool {
        class::letter(self.text, index) > 0
    }

    /// Whether a space and a brace follow.
    pub(super) fn opens_record(&self, index: usize) -> bool {
        self.at(index) == b' ' && self.at(index + 1) == b'{'
    }

    /// Whether the view reads `word` at a place, in any ASCII case.
    #[inline]
    pub(super) fn reads(&self, index: usize, word: &str) -> bool {
        let found = self.text.get(index..index + word.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(word.as_bytes()))
    }
}

/// How often a quotation mark is escaped, if the byte is one.
pub(super) fn quote_level(byte: u8) -> Option<u8> {
    match byte {
        b'"' => Some(0),
        0xf5.. => Some(byte - 0xf4),
        _ => None,
    }
}

/// Whether a byte is a quotation mark, however often it is escaped.
#[inline]
pub(super) fn is_quote(byte: u8) -> bool {
    quote_level(byte).is_some()
}

/// The byte of a quotation mark that is escaped so often.
pub(super) fn quote_byte(level: u8) -> u8 {
    if level == 0 { b'"' } else { 0xf4 + level.min(DEEPEST) }
}
