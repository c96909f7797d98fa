//! A word that must not come out, and where it is planted.
#![allow(dead_code, reason = "each target uses its own part")]

use std::fmt::{Debug, Display};

/// Korean, so that no id, code, date, path or message of ours can hold it.
pub const WORD: &str = "김비밀";

/// The input with the word in place of each byte 0x01, which cannot stand in a JSON text.
pub fn planted(input: &[u8]) -> Vec<u8> {
    let pieces: Vec<&[u8]> = input.split(|byte| *byte == 1).collect();
    pieces.join(WORD.as_bytes())
}

/// The same for text.
pub fn planted_text(input: &str) -> String {
    input.replace('\u{1}', WORD)
}

/// Nothing that this prints holds the word.
#[track_caller]
pub fn silent(value: &(impl Debug + ?Sized)) {
    let (line, lines) = (format!("{value:?}"), format!("{value:#?}"));
    assert!(!line.contains(WORD) && !lines.contains(WORD), "the word came out: {line}");
}

/// Nor does the text of this error, or of what caused it.
#[track_caller]
pub fn silent_error(error: &(impl std::error::Error + 'static)) {
    silent_display(error);
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = next {
        silent(error);
        silent_display(error);
        next = error.source();
    }
}

#[track_caller]
fn silent_display(value: &(impl Display + ?Sized)) {
    assert!(!value.to_string().contains(WORD), "the word came out: {value}");
}
