//! The text of an answer, as Coupang takes it.

use redact_kr::FreeText;

/// What stands for a line break in some text or other. Coupang knows `\n` alone for certain; its FAQ of 2019 says that others
/// may be refused.
const LINE_BREAKS: [char; 6] = ['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// The text with `\n` for every line break, and no blank around it.
pub(super) fn normalised(text: &FreeText) -> FreeText {
    FreeText::new(plain(text.expose()))
}

/// Whether two texts are the same answer, however their lines are broken.
pub(super) fn is_same(left: &FreeText, right: &FreeText) -> bool {
    plain(left.expose()) == plain(right.expose())
}

/// An empty text, or one of blanks alone.
pub(super) fn is_blank(text: &FreeText) -> bool {
    text.expose().trim().is_empty()
}

/// Characters by the reading that makes the fewest of them: code points, blanks around them left out.
pub(super) fn fewest_characters(text: &FreeText) -> usize {
    text.expose().trim().chars().count()
}

/// Characters by the reading that makes the most of them: UTF-16 units.
pub(super) fn most_characters(text: &FreeText) -> usize {
    text.expose().encode_utf16().count()
}

fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").replace(LINE_BREAKS, "\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_break_becomes_the_one_that_coupang_knows() {
        let text = FreeText::new(" 안녕하세요.\r\n내일\r출고\u{2028}됩니다\u{2029}.\n\n끝\u{b}a\u{c}b\u{85}c \n");
        assert_eq!(normalised(&text).expose(), "안녕하세요.\n내일\n출고\n됩니다\n.\n\n끝\na\nb\nc");
        assert!(is_same(&FreeText::new("a\r\nb\n"), &FreeText::new("a\nb")));
        assert!(!is_same(&FreeText::new("a b"), &FreeText::new("a\nb")));
        assert!(is_blank(&FreeText::new(" \r\n")) && !is_blank(&FreeText::new(".")));
    }

    #[test]
    fn a_character_counts_as_little_and_as_much_as_any_reading_makes_of_it() {
        // U+1F60A is one code point and two UTF-16 units.
        let text = FreeText::new(" 네😊 ");
        assert_eq!((fewest_characters(&text), most_characters(&text)), (2, 5));
    }
}
