//! What a line is about.

use std::ops::Range;

use super::super::class::syllable;
use super::super::keys::LOWER;
use super::super::meter::Work;
use super::super::view::View;

/// The topics of the line that was asked about last.
#[derive(Default)]
pub(super) struct Line {
    /// Whether the whole view is ASCII, in which no bank is named.
    ascii: Option<bool>,
    account: Topic,
    customs: Topic,
    /// A line was about none of what it was asked for.
    pub(super) denied: bool,
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
        let found =
            !self.is_ascii(view) && self.account.reach(view, at, |line| mentions(line, &ACCOUNT, begins_an_account));
        self.denied |= !found;
        found
    }

    /// Whether the line of a place is about customs clearance.
    pub(super) fn is_about_customs(&mut self, view: View<'_>, at: usize) -> bool {
        let found = self.customs.reach(view, at, |line| {
            let reads = |at: usize, word: &str| {
                line.get(at..at + word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()))
            };
            let latin = |(at, byte): (usize, &u8)| match byte | LOWER {
                b'c' => reads(at, "customs"),
                b'p' => reads(at, "pcc"),
                _ => false,
            };
            line.iter().enumerate().any(latin) || mentions(line, &CUSTOMS, |first| matches!(first, '통' | '세'))
        });
        self.denied |= !found;
        found
    }
}

impl Topic {
    /// Reads the line at a place, unless it is the one read last.
    fn reach(&mut self, view: View<'_>, at: usize, is_about: impl FnOnce(&[u8]) -> bool) -> bool {
        if !self.range.contains(&at) {
            let (start, end) = (view.back(at, |c| c != b'\n'), view.skip(at, |c| c != b'\n'));
            view.spend(Work::Topic, end - start);
            *self = Self { range: start..end, mentioned: is_about(view.text(start..end)) };
        }
        self.mentioned
    }
}

/// Whether a line has one of some words of Hangul, which begin with certain syllables.
fn mentions(line: &[u8], words: &[&str], begins: impl Fn(char) -> bool) -> bool {
    let mut rest = line;
    loop {
        let ascii = rest.as_chunks::<8>().0.iter().take_while(|word| word.is_ascii()).count();
        rest = rest.get(8 * ascii..).unwrap_or_default();
        let Some(at) = rest.iter().position(|byte| !byte.is_ascii()) else { return false };
        rest = rest.get(at..).unwrap_or_default();
        while let Some((&first, after)) = rest.split_first()
            && !first.is_ascii()
        {
            let Some((syllable, behind)) =
                rest.split_first_chunk().and_then(|(&bytes, rest)| Some((syllable(bytes)?, rest)))
            else {
                rest = after;
                continue;
            };
            if begins(syllable) && words.iter().any(|word| rest.starts_with(word.as_bytes())) {
                return true;
            }
            rest = behind;
        }
    }
}

const ACCOUNT: [&str; 6] = ["계좌", "은행", "뱅크", "입금", "예금주", "송금"];
const CUSTOMS: [&str; 2] = ["통관", "세관"];

/// Whether one of [`ACCOUNT`] begins with a syllable.
fn begins_an_account(first: char) -> bool {
    matches!(first, '계' | '은' | '뱅' | '입' | '예' | '송')
}
