//! Searches that look at many bytes at a time, since the machine does that at once.

use super::view::quote_level;

/// How many bytes are looked at together.
const PART: usize = 16;

/// How many bytes a text has up to its first line end.
pub(super) fn up_to_line_end(text: &[u8]) -> usize {
    let far = PART * text.as_chunks::<PART>().0.iter().take_while(|part| !has_line_end(part)).count();
    let near = text.get(far..).unwrap_or_default();
    far + near.iter().position(|&byte| byte == b'\n').unwrap_or(near.len())
}

/// How many bytes a text has behind its last line end.
pub(super) fn behind_line_end(text: &[u8]) -> usize {
    let far = PART * text.as_rchunks::<PART>().1.iter().rev().take_while(|part| !has_line_end(part)).count();
    let near = text.get(..text.len() - far).unwrap_or_default();
    far + near.iter().rev().position(|&byte| byte == b'\n').unwrap_or(near.len())
}

fn has_line_end(part: &[u8; PART]) -> bool {
    part.iter().fold(false, |found, &byte| found | (byte == b'\n'))
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
        Some(part) if !has_quote(part) => None,
        _ => part.iter().position(|&byte| ends(byte, level)),
    };
    text.chunks(PART).enumerate().find_map(|(nth, part)| Some(PART * nth + inside(part)?))
}

fn ends(byte: u8, level: u8) -> bool {
    quote_level(byte).is_some_and(|found| found <= level)
}

/// Whether a quotation mark of any level stands in a part.
fn has_quote(part: &[u8; PART]) -> bool {
    part.iter().fold(false, |found, &byte| found | (byte == b'"') | (byte >= 0xf5))
}

/// How far a string is read byte by byte.
const NEAR: usize = 24;

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

    proptest! {
        #[test]
        fn many_bytes_at_a_time_find_what_one_by_one_does(text in texts(), level in 0_u8..12) {
            let lines: Vec<&[u8]> = text.split(|&byte| byte == b'\n').collect();
            prop_assert_eq!(up_to_line_end(&text), lines[0].len());
            prop_assert_eq!(behind_line_end(&text), lines[lines.len() - 1].len());
            let quote = text.iter().position(|&byte| quote_level(byte).is_some_and(|found| found <= level));
            prop_assert_eq!(first_quote(&text, level), quote);
        }
    }
}
