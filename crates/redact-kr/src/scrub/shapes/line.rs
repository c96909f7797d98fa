//! What a line is about.

use std::ops::Range;

use super::super::class::{fits, in_order};
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
        let found = !self.is_ascii(view) && self.account.reach(view, at, |line| ACCOUNT.stand_in(line));
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
            line.iter().enumerate().any(latin) || CUSTOMS.stand_in(line)
        });
        self.denied |= !found;
        found
    }
}

impl Topic {
    /// Reads the line at a place, unless it is the one read last.
    fn reach(&mut self, view: View<'_>, at: usize, is_about: impl FnOnce(&[u8]) -> bool) -> bool {
        if !self.range.contains(&at) {
            let range = view.line_of(at);
            view.spend(Work::Topic, range.len());
            *self = Self { mentioned: is_about(view.text(range.clone())), range };
        }
        self.mentioned
    }
}

/// Words of Hangul that tell what a line is about.
struct Words {
    all: &'static [&'static str],
    /// A bit for the last six of the first syllable of each, by which nine of ten other syllables are told apart.
    firsts: u64,
}

const ACCOUNT: Words = Words::of(&["계좌", "은행", "뱅크", "입금", "예금주", "송금"]);
const CUSTOMS: Words = Words::of(&["통관", "세관"]);

impl Words {
    #[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
    const fn of(all: &'static [&'static str]) -> Self {
        let (mut firsts, mut word) = (0, 0);
        while word < all.len() {
            firsts |= Self::bit(all[word].as_bytes()[2]);
            word += 1;
        }
        Self { all, firsts }
    }

    const fn bit(last: u8) -> u64 {
        1 << (last & 0x3f)
    }

    /// Whether one of them stands in a line.
    fn stand_in(&self, line: &[u8]) -> bool {
        let mut rest = line;
        loop {
            let ascii = rest.as_chunks::<8>().0.iter().take_while(|word| word.is_ascii()).count();
            rest = rest.get(8 * ascii..).unwrap_or_default();
            let Some(at) = rest.iter().position(|byte| !byte.is_ascii()) else { return false };
            rest = rest.get(at..).unwrap_or_default();
            while let Some((&first, after)) = rest.split_first()
                && !first.is_ascii()
            {
                let syllable = rest.split_first_chunk().filter(|&(&bytes, _)| fits(in_order(bytes)));
                let Some((&[.., last], behind)) = syllable else {
                    rest = after;
                    continue;
                };
                if self.firsts & Self::bit(last) != 0 && self.all.iter().any(|word| rest.starts_with(word.as_bytes())) {
                    return true;
                }
                rest = behind;
            }
        }
    }
}
