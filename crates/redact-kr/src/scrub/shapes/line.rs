//! What a line is about.

use std::ops::Range;

use super::super::view::View;

/// The topics of the line that was asked about last.
#[derive(Default)]
pub(super) struct Line {
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
    /// Every line is known not to be about bank accounts.
    pub(super) fn without_accounts() -> Self {
        Self { account: Topic { range: 0..usize::MAX, mentioned: false }, customs: Topic::default() }
    }

    /// Whether the line of a place is about bank accounts.
    pub(super) fn is_about_accounts(&mut self, view: View<'_>, at: usize) -> bool {
        self.account.reach(view, at, |line| mentions(line, &ACCOUNT))
    }

    /// Whether the line of a place is about customs clearance.
    pub(super) fn is_about_customs(&mut self, view: View<'_>, at: usize) -> bool {
        self.customs.reach(view, at, |line| {
            let latin = |&word: &&str| line.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()));
            mentions(line, &CUSTOMS) || CUSTOMS_LATIN.iter().any(|word| latin(word))
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
    let begins = |at: &usize| line.get(*at..).is_some_and(|rest| words.iter().any(|word| rest.starts_with(word.as_bytes())));
    !line.is_ascii() && (0..line.len()).filter(|&at| matches!(line.get(at), Some(0xea..=0xed))).any(|at| begins(&at))
}

const ACCOUNT: [&str; 6] = ["계좌", "은행", "뱅크", "입금", "예금주", "송금"];
const CUSTOMS: [&str; 2] = ["통관", "세관"];
const CUSTOMS_LATIN: [&str; 2] = ["customs", "pcc"];
