//! What a line is about.

use std::ops::Range;

use super::super::class::{fits, in_order};
use super::super::keys::LOWER;
use super::super::meter::Work;
use super::super::scan;
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
struct Words<const COUNT: usize> {
    all: [&'static str; COUNT],
    /// The first syllable of each.
    firsts: [u32; COUNT],
    /// A bit for the last six of each of these, by which nine of ten other syllables are told apart.
    ends: u64,
}

const ACCOUNT: Words<6> = Words::of(["계좌", "은행", "뱅크", "입금", "예금주", "송금"]);
const CUSTOMS: Words<2> = Words::of(["통관", "세관"]);

impl<const COUNT: usize> Words<COUNT> {
    #[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a place out of range")]
    const fn of(all: [&'static str; COUNT]) -> Self {
        let (mut firsts, mut ends, mut word) = ([0; COUNT], 0, 0);
        while word < COUNT {
            let text = all[word].as_bytes();
            firsts[word] = in_order([text[0], text[1], text[2]]);
            ends |= Self::bit(firsts[word]);
            word += 1;
        }
        Self { all, firsts, ends }
    }

    const fn bit(syllable: u32) -> u64 {
        1 << (syllable & 0x3f)
    }

    /// Whether one of them stands in a line.
    fn stand_in(&self, line: &[u8]) -> bool {
        let mut rest = line;
        loop {
            rest = rest.get(scan::ascii(rest)..).unwrap_or_default();
            if rest.is_empty() {
                return false;
            }
            while let Some((&first, after)) = rest.split_first()
                && !first.is_ascii()
            {
                let syllable = rest.split_first_chunk().map(|(&bytes, behind)| (in_order(bytes), behind));
                let Some((syllable, behind)) = syllable.filter(|&(syllable, _)| fits(syllable)) else {
                    rest = after;
                    continue;
                };
                if self.ends & Self::bit(syllable) != 0
                    && self.firsts.contains(&syllable)
                    && self.all.iter().any(|word| rest.starts_with(word.as_bytes()))
                {
                    return true;
                }
                rest = behind;
            }
        }
    }
}
