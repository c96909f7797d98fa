//! The text of an input: escapes decoded, look-alikes folded.

use zeroize::Zeroize;

use super::class;
use super::escape::{braced, hex, ones, utf16};
use super::fold::{compose, fold};
use super::scan;
use super::starts::Starts;
use super::view::{PERCENT, quote_byte};

/// A source and its text.
pub(super) struct Text<'s> {
    pub(super) source: &'s [u8],
    /// The text, unless it is the source itself.
    decoded: Option<Vec<u8>>,
    /// Where the bytes of the decoded text begin in the source.
    starts: Starts,
    /// How many escapes and signs were read that are neither ASCII nor usual letters.
    pub(super) units: usize,
}

impl<'s> Text<'s> {
    /// Reads a source; `None` if it is too long to be addressed.
    pub(super) fn of(source: &'s [u8]) -> Option<Self> {
        Self::within(source, usize::MAX)
    }

    /// The same; `None` as well if it has many more [`units`](Self::units) than may be.
    pub(super) fn within(source: &'s [u8], most: usize) -> Option<Self> {
        u32::try_from(source.len()).ok()?;
        let mut units = 0;
        let plain = plain(source, 0, &mut units);
        if plain == source.len() {
            return Some(Self { source, decoded: None, starts: Starts::default(), units });
        }
        let text = Vec::with_capacity(source.len());
        let mut decoder = Decoder { source, text, starts: Starts::default(), units };
        decoder.run(plain, most)?;
        Some(Self { source, decoded: Some(decoder.text), starts: decoder.starts, units: decoder.units })
    }

    /// How many bytes were decoded.
    pub(super) fn decoded_bytes(&self) -> usize {
        if self.decoded.is_some() { self.source.len() } else { 0 }
    }

    pub(super) fn text(&self) -> &[u8] {
        self.decoded.as_deref().unwrap_or(self.source)
    }

    /// Where the bytes of the text begin, unless it is the source itself, or nothing of the source is text.
    pub(super) fn starts(&self) -> Option<&Starts> {
        self.decoded.as_ref().filter(|text| !text.is_empty()).map(|_| &self.starts)
    }
}

impl Text<'_> {
    /// Wipes what was decoded, of a source that is secret.
    pub(super) fn wipe(&mut self) {
        self.decoded.zeroize();
    }
}

/// The end of the bytes from a place on that are their own text; counts the rare signs among them.
fn plain(source: &[u8], from: usize, units: &mut usize) -> usize {
    let mut at = from;
    while let Some(&byte) = source.get(at) {
        at += match byte {
            b'\\' | b'%' => return at,
            0..=0x7f => 1 + scan::plain_ascii(source.get(at + 1..).unwrap_or_default()),
            0xea..=0xed if source.get(at..).is_some_and(class::is_syllable) => 3,
            // Letters of Europe, of which none is folded.
            0xc3..=0xcc | 0xce..=0xd7 if matches!(source.get(at + 1), Some(0x80..=0xbf)) => 2,
            _ => match char_at(source, at, units) {
                Some((c, length)) if fold(c) == Some(c) && !is_jamo(c) => length,
                _ => return at,
            },
        };
    }
    at
}

fn char_at(source: &[u8], at: usize, units: &mut usize) -> Option<(char, usize)> {
    *units += 1;
    class::char_at(source, at)
}

/// Whether a letter may join the one before it.
fn is_jamo(c: char) -> bool {
    matches!(c, '\u{1161}'..='\u{11c2}')
}

struct Decoder<'s> {
    source: &'s [u8],
    text: Vec<u8>,
    starts: Starts,
    units: usize,
}

impl Decoder<'_> {
    /// Decodes all, of which the bytes before a place are their own text; stops when it counted too many units.
    fn run(&mut self, plain: usize, most: usize) -> Option<()> {
        self.copy(0..plain);
        let mut at = plain;
        while let Some(&byte) = self.source.get(at) {
            self.units += 1;
            if self.units > most {
                return None;
            }
            at += match byte {
                b'\\' => self.push_backslashes(at),
                b'%' => self.push_percent(at),
                _ => match self::plain(self.source, at, &mut self.units) - at {
                    0 => self.push_utf8(at),
                    length => self.copy(at..at + length),
                },
            };
        }
        Some(())
    }

    fn copy(&mut self, range: std::ops::Range<usize>) -> usize {
        self.starts.begin(self.text.len(), range.start);
        let bytes = self.source.get(range).unwrap_or_default();
        self.text.extend_from_slice(bytes);
        bytes.len()
    }

    fn push(&mut self, byte: u8, at: usize) -> usize {
        self.starts.begin(self.text.len(), at);
        self.text.push(byte);
        1
    }

    fn push_char(&mut self, c: char, at: usize) {
        let mut buffer = [0; 4];
        for &byte in c.encode_utf8(&mut buffer).as_bytes() {
            self.push(byte, at);
        }
    }

    fn push_folded(&mut self, c: char, at: usize) {
        if c.is_ascii() {
            self.push(u8::try_from(c).unwrap_or(0), at);
            return;
        }
        let Some(c) = fold(c) else { return };
        if is_jamo(c) {
            // It takes as long as several.
            self.units += 3;
        }
        if is_jamo(c)
            && let Some(syllable) = self.last().and_then(|last| compose(last, c))
        {
            // Both are three bytes long, and what was joined begins where its first letter does.
            let last = self.text.len() - 3;
            self.text.truncate(last);
            let mut buffer = [0; 4];
            self.text.extend_from_slice(syllable.encode_utf8(&mut buffer).as_bytes());
            return;
        }
        self.push_char(c, at);
    }

    fn last(&self) -> Option<char> {
        let start = self.text.len().checked_sub(3)?;
        class::char_at(&self.text, start).filter(|&(_, length)| length == 3).map(|(c, _)| c)
    }

    fn push_utf8(&mut self, at: usize) -> usize {
        let (c, length) = class::char_at(self.source, at).unwrap_or((char::REPLACEMENT_CHARACTER, 1));
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
            self.push(b'\\', at);
            return run;
        };
        if c == '"' {
            let level = u8::try_from(usize::BITS - run.leading_zeros()).unwrap_or(PERCENT);
            self.push(quote_byte(level.min(PERCENT - 1)), at);
        } else {
            self.push_folded(c, at);
        }
        run + length
    }

    /// A quotation mark after `run` backslashes. Each level of nesting doubles them and adds one, so the level is
    /// the number of ones the count ends in; what is left over are backslashes of the text.
    fn push_quote(&mut self, run: usize, at: usize) {
        let level = ones(run).min(PERCENT - 1);
        let own = (1 << level) - 1;
        if run > own {
            self.push(b'\\', at);
        }
        self.push(quote_byte(level), at + run - own);
    }

    fn push_percent(&mut self, at: usize) -> usize {
        let Some((lead, first)) = self.percent(at) else { return self.push(b'%', at) };
        if lead < 0x80 {
            if lead == b'"' {
                // It never ends a string whose marks are not percent-encoded.
                let run = self.text.iter().rev().take(64).take_while(|&&byte| byte == b'\\').count();
                self.push(quote_byte(PERCENT + ones(run)), at);
            } else {
                self.push(lead, at);
            }
            return first;
        }
        if let Some((c, length)) = self.percent_char(at, lead, first) {
            self.push_folded(c, at);
            return length;
        }
        self.push_char(char::REPLACEMENT_CHARACTER, at);
        first
    }

    /// The character of more than one byte that is percent-encoded at a place, and the length of all of it. Its first byte
    /// is known, and how long that one is.
    fn percent_char(&self, at: usize, lead: u8, first: usize) -> Option<(char, usize)> {
        let mut length = first;
        let mut bytes = [lead, 0, 0, 0];
        let count = match lead {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => return None,
        };
        let bytes = bytes.get_mut(..count)?;
        for slot in bytes.iter_mut().skip(1) {
            let (byte, more) = self.percent(at + length)?;
            *slot = byte;
            length += more;
        }
        Some((std::str::from_utf8(bytes).ok()?.chars().next()?, length))
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
