//! What a line is about.

use std::ops::Range;

use super::super::class::is_syllable;
use super::super::view::View;

/// The topics of the line that was asked about last.
#[derive(Default)]
pub(super) struct Line {
    /// Whether the whole view is ASCII, in which no bank is named.
    ascii: Option<bool>,
    account: Topic,
    customs: Topic,
}

/// Whether the lines of a range are about a topic.
#[derive(Default)]
struct Topic {
    range: Range<usize>,
    mentioned: bool,
}

impl Line {
    /// Whether the whole view is ASCII.
    pub(super) fn is_ascii(&mut self, view: View<'_>) -> bool {
        *self.ascii.get_or_insert_with(|| view.all().is_ascii())
    }

    /// Whether the line of a place is about bank accounts.
    pub(super) fn is_about_accounts(&mut self, view: View<'_>, at: usize) -> bool {
        !self.is_ascii(view) && self.account.reach(view, at, |line| mentions(line, &ACCOUNT))
    }

    /// Whether the line of a place is about customs clearance.
    pub(super) fn is_about_customs(&mut self, view: View<'_>, at: usize) -> bool {
        self.customs.reach(view, at, |line| {
            let latin = |&word: &&str| line.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()));
            mentions(line, &CUSTOMS) || CUSTOMS_LATIN.iter().any(latin)
        })
    }
}

impl Topic {
    /// Reads the line at a place, unless it is the one read last.
    fn reach(&mut self, view: View<'_>, at: usize, is_about: impl FnOnce(&[u8]) -> bool) -> bool {
        if !self.range.contains(&at) {
            let (start, end) = (view.back(at, |c| c != b'\n'), view.skip(at, |c| c != b'\n'));
            *self = Self { range: start..end, mentioned: is_about(view.text(start..end)) };
        }
        self.mentioned
    }
}

/// Whether a line has one of some words of Hangul.
fn mentions(line: &[u8], words: &[&str]) -> bool {
    let mut rest = line;
    while let Some(at) = rest.iter().position(|byte| !byte.is_ascii()) {
        rest = rest.get(at..).unwrap_or_default();
        while let Some((&first, after)) = rest.split_first()
            && !first.is_ascii()
        {
            let Some(first) = rest.first_chunk::<3>().filter(|_| is_syllable(rest)) else {
                rest = after;
                continue;
            };
            let begins =
                |word: &&str| word.as_bytes().first_chunk() == Some(first) && rest.starts_with(word.as_bytes());
            if words.iter().any(begins) {
                return true;
            }
            rest = rest.get(first.len()..).unwrap_or_default();
        }
    }
    false
}

const ACCOUNT: [&str; 6] = ["계좌", "은행", "뱅크", "입금", "예금주", "송금"];
const CUSTOMS: [&str; 2] = ["통관", "세관"];
const CUSTOMS_LATIN: [&str; 2] = ["customs", "pcc"];
