//! One spelling per character: what a reader takes for a digit, a hyphen or a space becomes one.

/// What a character counts as; `None` for one that is invisible and is skipped.
pub(super) fn fold(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c);
    }
    let folded = match c {
        '\u{ff01}'..='\u{ff5e}' => moved(c, 0xff01, '!'),
        '\u{1d7ce}'..='\u{1d7ff}' => digit((u32::from(c) - 0x1d7ce) % 10),
        '\u{660}'..='\u{669}' => digit(u32::from(c) - 0x660),
        '\u{6f0}'..='\u{6f9}' => digit(u32::from(c) - 0x6f0),
        '\u{2010}'..='\u{2015}'
        | '\u{2043}'
        | '\u{2212}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{30fc}'
        | '\u{ff70}'
        | '\u{2500}' => '-',
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{b7}' | '\u{2022}' | '\u{2219}' | '\u{22c5}' | '\u{30fb}' | '\u{ff65}' | '\u{318d}' => '·',
        '\u{3002}' | '\u{ff61}' | '\u{fe52}' => '.',
        '\u{2044}' | '\u{2215}' => '/',
        '\u{fe6b}' => '@',
        '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{e0000}'..='\u{e0fff}' => return None,
        // Private use stands for nothing; the view keeps escaped quotation marks there.
        '\u{f0000}'..='\u{10ffff}' => char::REPLACEMENT_CHARACTER,
        other => other,
    };
    Some(folded)
}

/// The syllable of a decomposed Hangul letter and the one before it.
pub(super) fn compose(before: char, c: char) -> Option<char> {
    let (left, right) = (u32::from(before), u32::from(c));
    match (left, right) {
        (0x1100..=0x1112, 0x1161..=0x1175) => char::from_u32(0xac00 + ((left - 0x1100) * 21 + right - 0x1161) * 28),
        (0xac00..=0xd7a3, 0x11a8..=0x11c2) if (left - 0xac00).is_multiple_of(28) => {
            char::from_u32(left + right - 0x11a7)
        }
        _ => None,
    }
}

fn digit(value: u32) -> char {
    char::from_digit(value, 10).unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn moved(c: char, from: u32, to: char) -> char {
    char::from_u32(u32::from(c) - from + u32::from(to)).unwrap_or(char::REPLACEMENT_CHARACTER)
}
