//! What a byte of a line means to the short way.

/// What a byte may be a part of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing that is looked for, or not the first of it.
    Boring,
    Digit,
    /// `=` and `:`, which part a key from its value.
    Separator,
    /// An opening bracket.
    Bracket,
    /// What the scheme of a credential begins with.
    Scheme,
    /// What the prefix of a credential ends with.
    Underline,
    /// `@` and `+`.
    Mark,
    /// The point in a path of keys.
    Point,
    /// What Hangul begins with.
    Hangul,
    Doubt,
}

#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Doubt; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        kinds[byte as usize] = match byte {
            b'0'..=b'9' => Kind::Digit,
            b'=' | b':' => Kind::Separator,
            b'{' | b'(' | b'[' => Kind::Bracket,
            b'b' | b'B' => Kind::Scheme,
            b'_' => Kind::Underline,
            b'@' | b'+' => Kind::Mark,
            b'.' => Kind::Point,
            b'\\' | b'%' | b'<' | b'"' | b'`' => Kind::Doubt,
            _ => Kind::Boring,
        };
        byte += 1;
    }
    let mut lead = 0xea;
    while lead <= 0xed {
        kinds[lead] = Kind::Hangul;
        lead += 1;
    }
    kinds
};

#[inline]
pub(super) fn kind(byte: u8) -> Kind {
    KINDS.get(usize::from(byte)).copied().unwrap_or(Kind::Doubt)
}

/// The end of the boring bytes from a place on, or at most two bytes before it. Words of prose are made of them, and this
/// reads them three times as fast as one by one does.
#[inline]
pub(super) fn behind_boring(text: &[u8], from: usize) -> usize {
    let mut rest = text.get(from..).unwrap_or_default();
    loop {
        let Some((&[a, b, c], more)) = rest.split_first_chunk() else { return text.len() - rest.len() };
        if kind(a) != Kind::Boring {
            return text.len() - rest.len();
        }
        if kind(b) != Kind::Boring {
            return text.len() - rest.len() + 1;
        }
        if kind(c) != Kind::Boring {
            return text.len() - rest.len() + 2;
        }
        rest = more;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_boring_bytes_is_passed_over_up_to_its_end() {
        for length in 0..12 {
            for text in [format!("{}=on", "x".repeat(length)), "x".repeat(length)] {
                for from in 0..=length {
                    let end = behind_boring(text.as_bytes(), from);
                    let near = if text.len() > length { end == length } else { end <= length && end + 2 >= length };
                    assert!(near && end >= from, "{text:?} from {from}: {end}");
                }
            }
        }
    }
}
