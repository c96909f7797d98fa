//! Searches that look at many bytes at a time, since the machine does that at once.

use super::view::{is_quote, quote_level};

/// How many bytes are looked at together.
const PART: usize = 16;

/// How many bytes a text has up to its first line end.
pub(super) fn up_to_line_end(text: &[u8]) -> usize {
    up_to(text, is_line_end)
}

/// How many bytes a text has up to the first that passes a test, which as a rule is near.
#[inline]
pub(super) fn up_to(text: &[u8], test: impl Fn(u8) -> bool + Copy) -> usize {
    let (near, rest) = text.split_at(text.len().min(NEAR));
    near.iter().position(|&byte| test(byte)).unwrap_or_else(|| near.len() + far_up_to(rest, test))
}

#[inline(never)]
fn far_up_to(text: &[u8], test: impl Fn(u8) -> bool + Copy) -> usize {
    let far = PART * text.as_chunks::<PART>().0.iter().take_while(|part| !has(part, test)).count();
    let near = text.get(far..).unwrap_or_default();
    far + near.iter().position(|&byte| test(byte)).unwrap_or(near.len())
}

/// How many bytes a text has behind its last line end.
pub(super) fn behind_line_end(text: &[u8]) -> usize {
    let far = PART * text.as_rchunks::<PART>().1.iter().rev().take_while(|part| !has(part, is_line_end)).count();
    let near = text.get(..text.len() - far).unwrap_or_default();
    far + near.iter().rev().position(|&byte| is_line_end(byte)).unwrap_or(near.len())
}

fn is_line_end(byte: u8) -> bool {
    byte == b'\n'
}

/// Whether a byte of a part passes a test; all are looked at, which the machine does at once.
#[inline]
fn has(part: &[u8; PART], test: impl Fn(u8) -> bool) -> bool {
    part.iter().fold(false, |found, &byte| found | test(byte))
}

/// Where the first quotation mark stands that is escaped at most as often as a level says.
#[inline]
pub(super) fn first_quote(text: &[u8], level: u8) -> Option<usize> {
    // Most strings end near.
    let (near, rest) = text.split_at(text.len().min(NEAR));
    near.iter().position(|&byte| ends(byte, level)).or_else(|| Some(near.len() + far_quote(rest, level)?))
}

#[inline(never)]
fn far_quote(text: &[u8], level: u8) -> Option<usize> {
    let inside = |part: &[u8]| match part.first_chunk() {
        Some(part) if !has(part, is_quote) => None,
        _ => part.iter().position(|&byte| ends(byte, level)),
    };
    text.chunks(PART).enumerate().find_map(|(nth, part)| Some(PART * nth + inside(part)?))
}

fn ends(byte: u8, level: u8) -> bool {
    quote_level(byte).is_some_and(|found| found <= level)
}

/// How many of the first bytes are ASCII.
pub(super) fn ascii(bytes: &[u8]) -> usize {
    up_to_high(bytes, |word| word)
}

/// How many of the first bytes are ASCII and no sign of an escape.
pub(super) fn plain_ascii(bytes: &[u8]) -> usize {
    // The highest bit of a byte that is zero, and of one behind it perhaps, if all others are ASCII.
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word;
    up_to_high(bytes, |word| word | zeros(word ^ (ONES * u64::from(b'\\'))) | zeros(word ^ (ONES * u64::from(b'%'))))
}

/// How many bytes stand before the first of which the highest bit is set in what a function makes of eight together.
#[inline]
fn up_to_high(bytes: &[u8], high: impl Fn(u64) -> u64) -> usize {
    let (words, rest) = bytes.as_chunks();
    let mut before = 0;
    for &word in words {
        let found = high(u64::from_le_bytes(word)) & HIGH;
        if found != 0 {
            return before + found.trailing_zeros() as usize / 8;
        }
        before += word.len();
    }
    let mut last = [0; 8];
    for (slot, &byte) in last.iter_mut().zip(rest) {
        *slot = byte;
    }
    let found = high(u64::from_le_bytes(last)) & HIGH;
    before + rest.len().min(found.trailing_zeros() as usize / 8)
}

/// The highest bit of each byte.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The lowest one.
const ONES: u64 = 0x0101_0101_0101_0101;

/// How far a string is read byte by byte.
const NEAR: usize = 8;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Bytes among which all that is searched for is frequent, in texts of one part and of several.
    fn texts() -> impl Strategy<Value = Vec<u8>> {
        let byte = prop_oneof![
            40 => any::<u8>().prop_filter("no sign", |&byte| byte != b'"' && byte != b'\n' && byte < 0xf5),
            1 => prop::sample::select(vec![b'\n', b'"', 0xf5, 0xf6, 0xfb, 0xff]),
        ];
        prop::collection::vec(byte, 0..100)
    }

    #[test]
    fn a_part_of_nothing_but_marks_has_some() {
        let text = [[b'a'; 24], [b'"'; 24]].concat();
        assert_eq!((first_quote(&text, 0), up_to(&text, is_quote)), (Some(24), 24));
        assert_eq!(first_quote(&[[0xf6; 40].as_slice(), b"\""].concat(), 0), Some(40));
    }

    proptest! {
        #[test]
        fn many_bytes_at_a_time_find_what_one_by_one_does(text in texts(), level in 0_u8..12) {
            let lines: Vec<&[u8]> = text.split(|&byte| byte == b'\n').collect();
            prop_assert_eq!(up_to_line_end(&text), lines[0].len());
            prop_assert_eq!(behind_line_end(&text), lines[lines.len() - 1].len());
            let plain = |byte: &u8| byte.is_ascii() && !matches!(byte, b'\\' | b'%');
            prop_assert_eq!(ascii(&text), text.iter().take_while(|byte| byte.is_ascii()).count());
            prop_assert_eq!(plain_ascii(&text), text.iter().take_while(|byte| plain(byte)).count());
            let quote = text.iter().position(|&byte| quote_level(byte).is_some_and(|found| found <= level));
            prop_assert_eq!(first_quote(&text, level), quote);
        }
    }
}
