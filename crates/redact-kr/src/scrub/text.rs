//! The text of an input: escapes decoded, look-alikes folded.

use zeroize::Zeroize;

use super::class;
use super::fold::{compose, fold};
use super::view::{PERCENT, quote_byte};

/// A source and its text.
pub(super) struct Text<'s> {
    pub(super) source: &'s [u8],
    /// The text, unless it is the source itself.
    decoded: Option<Vec<u8>>,
    /// Where each byte of the decoded text begins in the source.
    pub(super) starts: Vec<u32>,
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
            return Some(Self { source, decoded: None, starts: Vec::new(), units });
        }
        let mut decoder = Decoder { source, text: Vec::with_capacity(source.len()), starts: Vec::new(), units };
        decoder.starts.reserve(source.len() + 1);
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
            0..=0x7f => 1 + plain_ascii(source.get(at + 1..).unwrap_or_default()),
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

/// How many of the first bytes are ASCII and no sign of an escape, in whole words of eight.
fn plain_ascii(bytes: &[u8]) -> usize {
    /// The highest bit of each byte.
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const ONES: u64 = 0x0101_0101_0101_0101;
    let is_none = |word: u64, byte: u8| {
        let differs = word ^ (ONES * u64::from(byte));
        // A byte of ASCII without its highest bit borrows from that when it is zero.
        (differs | HIGH).wrapping_sub(ONES) & HIGH == HIGH
    };
    let plain = |word: &&[u8; 8]| {
        let word = u64::from_le_bytes(**word);
        word & HIGH == 0 && is_none(word, b'\\') && is_none(word, b'%')
    };
    8 * bytes.as_chunks().0.iter().take_while(plain).count()
}

/// Whether a letter may join the one before it.
fn is_jamo(c: char) -> bool {
    matches!(c, '\u{1161}'..='\u{11c2}')
}

struct Decoder<'s> {
    source: &'s [u8],
    text: Vec<u8>,
    starts: Vec<u32>,
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
        let bytes = self.source.get(range.clone()).unwrap_or_default();
        self.text.extend_from_slice(bytes);
        self.starts.extend(position(range.start)..position(range.end));
        bytes.len()
    }

    fn push(&mut self, byte: u8, at: usize) -> usize {
        self.text.push(byte);
        self.starts.push(position(at));
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
        let Some((lead, mut length)) = self.percent(at) else { return self.push(b'%', at) };
        if lead < 0x80 {
            if lead == b'"' {
                // It never ends a string whose marks are not percent-encoded.
                let run = self.text.iter().rev().take(64).take_while(|&&byte| byte == b'\\').count();
                self.push(quote_byte(PERCENT + ones(run)), at);
            } else {
                self.push(lead, at);
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
        self.push_char(char::REPLACEMENT_CHARACTER, at);
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

/// How many ones a count ends in.
fn ones(count: usize) -> u8 {
    u8::try_from(count.trailing_ones()).unwrap_or(u8::MAX)
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
