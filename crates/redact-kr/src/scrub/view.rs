//! The input as a reader sees it: escapes decoded, look-alikes folded, each character with its place in the source.
//!
//! Every rule looks at the view, so no rule knows about encodings, and every match is a range of whole source
//! units, so what is kept is kept byte for byte.

use std::ops::Range;

use super::fold::{compose, fold};

/// The characters of an input and where each begins.
pub(super) struct View<'a> {
    source: &'a [u8],
    chars: Vec<char>,
    starts: Vec<u32>,
}

/// Stands for a quotation mark that is escaped `level` times (JSON in a string in a string ..).
const ESCAPED_QUOTE: u32 = 0xf_0000;

/// The level of a quotation mark that is percent-encoded; every other mark is less.
pub(super) const PERCENT: u32 = 8;

impl<'a> View<'a> {
    /// The view of a source, or `None` if the source is too long to be addressed.
    pub(super) fn of(source: &'a [u8]) -> Option<Self> {
        u32::try_from(source.len()).ok()?;
        let mut view =
            Self { source, chars: Vec::with_capacity(source.len()), starts: Vec::with_capacity(source.len() + 1) };
        let mut at = 0;
        while let Some(&byte) = source.get(at) {
            at += match byte {
                b'\\' => view.push_backslashes(at),
                b'%' => view.push_percent(at),
                0..=0x7f => view.push(char::from(byte), at),
                _ => view.push_utf8(at),
            };
        }
        view.starts.push(position(source.len()));
        Some(view)
    }

    pub(super) fn source(&self) -> &'a [u8] {
        self.source
    }

    pub(super) fn chars(&self) -> &[char] {
        &self.chars
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at a place, or NUL beyond the end.
    pub(super) fn at(&self, index: usize) -> char {
        self.chars.get(index).copied().unwrap_or('\0')
    }

    /// The character before a place, or NUL at the start.
    pub(super) fn before(&self, index: usize) -> char {
        index.checked_sub(1).map_or('\0', |index| self.at(index))
    }

    /// The characters of a range.
    pub(super) fn text(&self, range: Range<usize>) -> &[char] {
        self.chars.get(range).unwrap_or_default()
    }

    /// How often the quotation mark at a place is escaped, if there is one.
    pub(super) fn quote(&self, index: usize) -> Option<u32> {
        quote_level(self.at(index))
    }

    /// Whether the character stands in the source as itself, neither escaped nor encoded.
    pub(super) fn is_raw(&self, index: usize) -> bool {
        let byte = self.starts.get(index).and_then(|&start| self.source.get(start as usize));
        byte.is_some_and(|&byte| char::from(byte) == self.at(index))
    }

    /// Whether the character is percent-encoded.
    pub(super) fn is_percent(&self, index: usize) -> bool {
        let byte = self.starts.get(index).and_then(|&start| self.source.get(start as usize));
        byte == Some(&b'%') && self.at(index) != '%'
    }

    /// The bytes of the source that a range of characters stands for.
    pub(super) fn bytes(&self, range: Range<usize>) -> Range<usize> {
        let place = |index| self.starts.get(index).map_or(self.source.len(), |&start| start as usize);
        place(range.start)..place(range.end)
    }

    /// The characters that a range of bytes of the source belongs to.
    pub(super) fn index_of(&self, bytes: Range<usize>) -> Range<usize> {
        let start = self.starts.partition_point(|&start| start as usize <= bytes.start).saturating_sub(1);
        start..self.starts.partition_point(|&start| (start as usize) < bytes.end)
    }

    /// The first place from `index` on where `test` fails.
    pub(super) fn skip(&self, index: usize, test: impl Fn(char) -> bool) -> usize {
        let rest = self.chars.get(index..).unwrap_or_default();
        index + rest.iter().position(|&c| !test(c)).unwrap_or(rest.len())
    }

    /// The first place of the run before `index` in which `test` holds.
    pub(super) fn back(&self, index: usize, test: impl Fn(char) -> bool) -> usize {
        let head = self.chars.get(..index).unwrap_or_default();
        head.iter().rposition(|&c| !test(c)).map_or(0, |found| found + 1)
    }

    /// Whether the view reads `word` at a place, in any ASCII case.
    pub(super) fn reads(&self, index: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(offset, c)| self.at(index + offset).eq_ignore_ascii_case(&c))
    }

    fn push(&mut self, c: char, at: usize) -> usize {
        self.chars.push(c);
        self.starts.push(position(at));
        c.len_utf8()
    }

    fn push_folded(&mut self, c: char, at: usize) {
        let Some(c) = fold(c) else { return };
        if let Some(last) = self.chars.last_mut()
            && let Some(syllable) = compose(*last, c)
        {
            *last = syllable;
            return;
        }
        self.push(c, at);
    }

    fn push_utf8(&mut self, at: usize) -> usize {
        let decoded = (2..=4).find_map(|length| {
            let bytes = self.source.get(at..at + length)?;
            Some((std::str::from_utf8(bytes).ok()?.chars().next()?, length))
        });
        let (c, length) = decoded.unwrap_or((char::REPLACEMENT_CHARACTER, 1));
        self.push_folded(c, at);
        length
    }

    /// A run of backslashes and what it escapes. How many there are tells only how deep the text is nested, so
    /// `\u0030` and `\\u0030` are both a zero.
    fn push_backslashes(&mut self, at: usize) -> usize {
        let rest = self.source.get(at..).unwrap_or_default();
        let run = rest.iter().position(|&byte| byte != b'\\').unwrap_or(rest.len());
        let tail = rest.get(run..).unwrap_or_default();
        let space = |c| Some((c, 1));
        let decoded = match tail.first() {
            Some(b'"') => {
                self.push_quote(run, at);
                return run + 1;
            }
            Some(b'n' | b'r') => space('\n'),
            Some(b't' | b'b' | b'f') => space(' '),
            Some(b'/') => Some(('/', 1)),
            Some(b'x') => hex(tail.get(1..3)).map(|value| (char::from_u32(value).unwrap_or('\u{fffd}'), 3)),
            Some(b'u') if tail.get(1) == Some(&b'{') => braced(tail),
            Some(b'u') => utf16(tail),
            _ => None,
        };
        let Some((c, length)) = decoded else {
            self.push('\\', at);
            return run;
        };
        if c == '"' {
            self.push(quote_char((usize::BITS - run.leading_zeros()).min(PERCENT - 1)), at);
        } else {
            self.push_folded(c, at);
        }
        run + length
    }

    /// A quotation mark after `run` backslashes. Each level of nesting doubles them and adds one, so the level is
    /// the number of ones the count ends in; what is left over are backslashes of the text.
    fn push_quote(&mut self, run: usize, at: usize) {
        let level = run.trailing_ones().min(PERCENT - 1);
        let own = (1 << level) - 1;
        if run > own {
            self.push('\\', at);
        }
        self.push(quote_char(level), at + run - own);
    }

    fn push_percent(&mut self, at: usize) -> usize {
        let Some((lead, mut length)) = self.percent(at) else { return self.push('%', at) };
        if lead < 0x80 {
            let run = self.chars.iter().rev().take(64).take_while(|&&c| c == '\\').count();
            if lead == b'"' {
                // It never ends a string whose marks are not percent-encoded.
                let level = PERCENT + u32::try_from(run).unwrap_or(0).trailing_ones();
                self.push(quote_char(level), at);
            } else {
                self.push(char::from(lead), at);
            }
            return length;
        }
        let mut bytes = [lead, 0, 0, 0];
        for filled in 2..=4 {
            let Some((byte, more)) = self.percent(at + length) else { break };
            length += more;
            if let Some(slot) = bytes.get_mut(filled - 1) {
                *slot = byte;
            }
            let decoded = bytes.get(..filled).and_then(|bytes| std::str::from_utf8(bytes).ok());
            if let Some(c) = decoded.and_then(|text| text.chars().next()) {
                self.push_folded(c, at);
                return length;
            }
        }
        self.push(char::REPLACEMENT_CHARACTER, at);
        self.percent(at).map_or(1, |(_, first)| first)
    }

    /// The byte a percent sign stands for, and the length of the sequence; encoded more than once as well (`%2541`).
    fn percent(&self, at: usize) -> Option<(u8, usize)> {
        if self.source.get(at) != Some(&b'%') {
            return None;
        }
        let mut length = 1;
        while self.source.get(at + length..at + length + 2) == Some(b"25")
            && hex(self.source.get(at + length + 2..at + length + 4)).is_some()
        {
            length += 2;
        }
        let value = hex(self.source.get(at + length..at + length + 2))?;
        Some((u8::try_from(value).ok()?, length + 2))
    }
}

/// How often a quotation mark is escaped, if the character is one.
pub(super) fn quote_level(c: char) -> Option<u32> {
    match u32::from(c) {
        0x22 => Some(0),
        code @ 0xf_0001..=0xf_0010 => Some(code - ESCAPED_QUOTE),
        _ => None,
    }
}

fn quote_char(level: u32) -> char {
    if level == 0 { '"' } else { char::from_u32(ESCAPED_QUOTE + level.min(16)).unwrap_or('"') }
}

fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn hex(digits: Option<&[u8]>) -> Option<u32> {
    digits?.iter().try_fold(0, |value, &byte| Some(value * 16 + char::from(byte).to_digit(16)?))
}

/// `u{30}`, as `Debug` of a Rust string writes it.
fn braced(tail: &[u8]) -> Option<(char, usize)> {
    let digits = tail.get(2..)?.iter().take(7).position(|&byte| byte == b'}').filter(|&count| count > 0)?;
    let value = hex(tail.get(2..2 + digits))?;
    Some((char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER), digits + 3))
}

/// `u0030`, or a surrogate pair; half a pair is a replacement character.
fn utf16(tail: &[u8]) -> Option<(char, usize)> {
    let high = hex(tail.get(1..5))?;
    if let 0xd800..=0xdbff = high {
        let more = tail.get(5..).unwrap_or_default();
        let run = more.iter().take(64).take_while(|&&byte| byte == b'\\').count();
        if run > 0
            && more.get(run) == Some(&b'u')
            && let Some(low @ 0xdc00..=0xdfff) = hex(more.get(run + 1..run + 5))
        {
            let c = char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + low - 0xdc00);
            return Some((c.unwrap_or(char::REPLACEMENT_CHARACTER), run + 10));
        }
    }
    Some((char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER), 5))
}
