//! What kind a byte of the text is of, by one table.

use std::sync::LazyLock;

/// ASCII letters and digits.
pub(super) const ALNUM: u8 = 1;
pub(super) const UNDERSCORE: u8 = 2;
pub(super) const HYPHEN: u8 = 4;
/// `.` and `$`, which join the words of a key.
pub(super) const JOINT: u8 = 8;
/// White space.
pub(super) const SPACE: u8 = 16;
/// What may begin a shape where a word begins: digits, and the first letters of credentials.
pub(super) const HEAD: u8 = 32;
/// What may begin a shape anywhere: `@`, `+` and the first bytes of Hangul.
pub(super) const MARK: u8 = 64;

/// What a key is written with: letters, digits, what joins them, and all that is not ASCII.
pub(super) const KEY: u8 = 128;

/// Whether a byte is of one of the kinds.
#[inline]
pub(super) fn is(byte: u8, kinds: u8) -> bool {
    TABLE.get(usize::from(byte)).is_some_and(|found| found & kinds != 0)
}

/// The end of the letters, digits and bytes of the kinds `also` from a place on.
pub(super) fn word_end(text: &[u8], from: usize, also: u8) -> usize {
    let mut at = from;
    while let Some(&byte) = text.get(at) {
        if is(byte, ALNUM | also) {
            at += 1;
        } else if byte.is_ascii() {
            break;
        } else if matches!(text.get(at..).and_then(<[u8]>::first_chunk), Some(&syllable) if fits(in_order(syllable))) {
            at += 3;
        } else {
            match letter(text, at) {
                0 => break,
                length => at += length,
            }
        }
    }
    at
}

/// The length of the letter or digit that begins at a place, or 0.
#[inline]
pub(super) fn letter(text: &[u8], at: usize) -> usize {
    match text.get(at) {
        Some(byte) if byte.is_ascii() => usize::from(byte.is_ascii_alphanumeric()),
        Some(0xea..=0xed) if text.get(at..).is_some_and(is_syllable) => 3,
        // Most letters of Europe. All but two signs of these are some.
        Some(0xc3..=0xc9 | 0xd0 | 0xd1) if matches!(text.get(at + 1), Some(0x80..=0xbf)) => {
            if matches!(text.get(at..at + 2), Some([0xc3, 0x97 | 0xb7])) { 0 } else { 2 }
        }
        // Pictures are none.
        Some(0xf0) if matches!(text.get(at..at + 3), Some([0xf0, 0x9f, 0x8c..=0xab])) => 0,
        Some(_) => rare_letter(text, at),
        None => 0,
    }
}

/// The length of the letter or digit that ends a text, or 0.
#[inline]
pub(super) fn last_letter(text: &[u8]) -> usize {
    match text.last() {
        Some(byte) if byte.is_ascii() => usize::from(byte.is_ascii_alphanumeric()),
        Some(_) if last_syllable(text).is_some() => 3,
        Some(_) => {
            let begins = |&byte: &u8| !(0x80..0xc0).contains(&byte);
            let length = text.iter().rev().take(4).position(begins).map_or(0, |before| before + 1);
            if length > 1 && letter(text, text.len() - length) == length { length } else { 0 }
        }
        None => 0,
    }
}

/// The same of a letter that is neither ASCII nor a syllable of Hangul.
#[inline(never)]
fn rare_letter(text: &[u8], at: usize) -> usize {
    let bits = |byte: u8| usize::from(byte & 0x3f);
    let (index, letters, length) = match *text.get(at..).unwrap_or_default() {
        [lead @ 0xc2..=0xdf, a @ 0x80..=0xbf, ..] => (bits(lead & 0x1f) << 6 | bits(a), LETTERS.as_slice(), 2),
        [lead @ 0xe0..=0xef, a @ 0x80..=0xbf, b @ 0x80..=0xbf, ..] if lead > 0xe0 || a >= 0xa0 => {
            (bits(lead & 0xf) << 12 | bits(a) << 6 | bits(b), WIDE_LETTERS.as_slice(), 3)
        }
        _ => return char_at(text, at).filter(|(c, _)| c.is_alphanumeric()).map_or(0, |(_, length)| length),
    };
    if letters.get(index / 64).copied().unwrap_or(0) >> (index % 64) & 1 == 1 { length } else { 0 }
}

/// The letters and digits of two bytes, a bit for each character. A word of them is read from many places, and the
/// tables of the standard library are searched.
static LETTERS: LazyLock<[u64; 32]> = LazyLock::new(letters);

/// The same of those of three bytes, which a text of Korea has less often.
static WIDE_LETTERS: LazyLock<Box<[u64; 1024]>> = LazyLock::new(|| Box::new(letters()));

fn letters<const WORDS: usize>() -> [u64; WORDS] {
    let mut letters = [0; WORDS];
    for (place, bits) in (0_u32..).step_by(64).zip(&mut letters) {
        for bit in 0..64 {
            *bits |= u64::from(char::from_u32(place + bit).is_some_and(char::is_alphanumeric)) << bit;
        }
    }
    letters
}

/// The character that begins at a place and its length; none in the middle of one, and at a quotation mark.
pub(super) fn char_at(text: &[u8], at: usize) -> Option<(char, usize)> {
    let bits =
        |lead: u8, tail: &[u8]| tail.iter().fold(u32::from(lead), |bits, byte| bits << 6 | u32::from(byte & 0x3f));
    let (bits, least, length) = match *text.get(at..)? {
        [byte @ 0..=0x7f, ..] => return Some((char::from(byte), 1)),
        [lead @ 0xc2..=0xdf, a @ 0x80..=0xbf, ..] => (bits(lead & 0x1f, &[a]), 0x80, 2),
        [lead @ 0xe0..=0xef, a @ 0x80..=0xbf, b @ 0x80..=0xbf, ..] => (bits(lead & 0xf, &[a, b]), 0x800, 3),
        [lead @ 0xf0..=0xf4, a @ 0x80..=0xbf, b @ 0x80..=0xbf, c @ 0x80..=0xbf, ..] => {
            (bits(lead & 0x7, &[a, b, c]), 0x1_0000, 4)
        }
        _ => return None,
    };
    // What would fit into fewer bytes is none.
    char::from_u32(bits).filter(|_| bits >= least).map(|c| (c, length))
}

/// Whether bytes begin with a syllable of Hangul, 가 to 힣.
#[inline]
pub(super) fn is_syllable(bytes: &[u8]) -> bool {
    bytes.first_chunk().is_some_and(|&bytes| fits(in_order(bytes)))
}

/// The syllable of Hangul that three bytes are.
#[inline]
pub(super) fn syllable(bytes: [u8; 3]) -> Option<char> {
    let bits = in_order(bytes);
    if fits(bits) { char::from_u32(bits >> 4 & 0xf000 | bits >> 2 & 0xfc0 | bits & 0x3f) } else { None }
}

/// Three bytes as a number, which is greater for a greater character.
#[inline]
pub(super) const fn in_order([a, b, c]: [u8; 3]) -> u32 {
    u32::from_be_bytes([0, a, b, c])
}

/// Whether such a number is a syllable of Hangul: what follows the first byte of a character is 10xxxxxx.
#[inline]
pub(super) const fn fits(bits: u32) -> bool {
    FIRST <= bits && bits <= LAST && bits & 0xc0c0 == 0x8080
}

/// The syllable of Hangul that a word ends with.
#[inline]
pub(super) fn last_syllable(word: &[u8]) -> Option<char> {
    word.last_chunk().and_then(|&bytes| syllable(bytes))
}

/// Whether a word ends with one of some words of Hangul.
#[inline]
pub(super) fn ends_with_one(word: &[u8], ends: &[&str]) -> bool {
    // Most are told apart by their last syllable.
    let last = word.last_chunk::<3>();
    ends.iter().any(|end| end.as_bytes().last_chunk() == last && word.ends_with(end.as_bytes()))
}

/// 가 and 힣 in UTF-8.
const FIRST: u32 = 0x00ea_b080;
const LAST: u32 = 0x00ed_9ea3;

#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
const TABLE: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0_usize;
    while byte < 256 {
        #[allow(clippy::cast_possible_truncation, reason = "below 256, and `try_from` is not const")]
        let c = byte as u8;
        table[byte] = match c {
            b'0'..=b'9' | b's' | b'S' | b'r' | b'R' | b'w' | b'W' | b'b' | b'B' | b'A' | b'C' | b'P' | b'p' => {
                ALNUM | HEAD | KEY
            }
            b'a'..=b'z' | b'D'..=b'Z' => ALNUM | KEY,
            b'_' => UNDERSCORE | KEY,
            b'-' => HYPHEN | KEY,
            b'.' | b'$' => JOINT | KEY,
            b'\t'..=b'\r' | b' ' => SPACE,
            b'@' | b'+' => MARK,
            0xea..=0xed => MARK | KEY,
            0x80.. => KEY,
            _ => 0,
        };
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_what_unicode_takes_for_one() {
        for c in (0..=0x1_ffff).filter_map(char::from_u32) {
            let mut text = [b'x'; 6];
            let length = c.encode_utf8(&mut text[1..]).len();
            let expected = if c.is_alphanumeric() { length } else { 0 };
            assert_eq!((letter(&text, 1), last_letter(&text[..=length])), (expected, expected), "{c:?}");
        }
    }

    #[test]
    fn a_character_is_what_the_standard_library_takes_for_one() {
        // Every first and second byte, and the ends of what may follow.
        let ends = [0x00, 0x7f, 0x80, 0x8f, 0x9f, 0xa0, 0xbf, 0xc0, 0xff];
        for (first, second) in (0..=0xff).flat_map(|first| (0..=0xff).map(move |second| (first, second))) {
            for (third, fourth) in ends.iter().flat_map(|&third| ends.map(|fourth| (third, fourth))) {
                let bytes = [b'x', first, second, third, fourth];
                for length in 1..=bytes.len() {
                    let chunk = bytes[1..length].utf8_chunks().next();
                    let expected = chunk.and_then(|chunk| chunk.valid().chars().next());
                    assert_eq!(char_at(&bytes[..length], 1), expected.map(|c| (c, c.len_utf8())), "{bytes:x?}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_character_is_no_letter() {
        let broken: [&[u8]; 8] =
            [b"\xc0\x80", b"\xc3", b"\xe0\x80\x80", b"\xe4\xb8", b"\xed\xa0\x80", b"\x80", b"\xf5", b"\xea\xb0a"];
        for bytes in broken {
            assert_eq!((letter(bytes, 0), letter(bytes, bytes.len())), (0, 0), "{bytes:x?}");
        }
    }
}
