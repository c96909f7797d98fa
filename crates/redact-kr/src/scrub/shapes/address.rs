//! Postal addresses: province, city and district stay, what follows goes.

use std::collections::VecDeque;
use std::ops::Range;

use super::super::meter::Work;
use super::super::view::{View, quote_level};
use super::part::{Kind, LONGEST_WORD, Word, gap, glued, is_district, is_place, word_end};
use crate::regions;

/// The part of an address below its district, if an address begins at a place.
pub(super) fn at(view: View<'_>, words: &mut Words, run: Range<usize>) -> Option<Range<usize>> {
    let start = run.start;
    let (first, region) = words.first(view, run);
    let word = view.text(start..first);
    let province = view.syllable(start).is_some_and(regions::begins_a_province) && regions::is_province(word);
    let mut next = None;
    let mut detail = None;
    if province || region.is_some() && is_district(word) {
        next = gap(view, first);
    } else {
        let inner = start + glued(word, region? - start)?;
        if !words.is_place(view, inner..first) {
            return None;
        }
        detail = Some(inner);
    }
    let mut regions = usize::from(!province);
    while detail.is_none() {
        let at = next?;
        let word = words.read(view, at);
        if regions < 3 && word.district {
            regions += 1;
            next = word.next();
            continue;
        }
        regions += usize::from(word.glued.is_some());
        // No detail begins with another word.
        detail = match (word.glued, word.kind) {
            (Some(inner), _) => Some(at + usize::from(inner)),
            (None, Kind::Place | Kind::Number) => Some(at),
            (None, Kind::Building | Kind::Other) => return None,
        };
    }
    let start = detail?;
    let details = words.details(view, start)?;
    (details.numbered && (details.placed || regions > 1) || details.placed && province && regions > 0)
        .then_some(start..details.end)
}

#[derive(Clone, Copy)]
struct Details {
    end: usize,
    /// There is a road, a town or a village.
    placed: bool,
    /// There is the number of a building.
    numbered: bool,
}

/// How many words the details of an address have at most.
const MOST: usize = 16;

/// The words of an address from a place on.
fn details(view: View<'_>, words: &mut Words, start: usize) -> Option<Details> {
    let mut found = Details { end: start, placed: false, numbered: false };
    let mut at = start;
    for _ in 0..MOST {
        let next = if view.at(at) == b'(' && found.numbered {
            let near = view.near(at, LONGEST_WORD);
            let close = near.iter().position(|&c| c == b')');
            words.open_bracket |= close.is_none();
            let Some(close) = close else { break };
            if near.iter().take(close).any(|&c| c == b'\n' || quote_level(c).is_some()) {
                break;
            }
            found.end = at + close + 1;
            gap(view, found.end)
        } else {
            let word = words.read(view, at);
            let begun = found.numbered || found.placed;
            let Some(link) = words.link(view, word).filter(|link| begun || link.begins()) else { break };
            found.placed |= link.placed;
            found.numbered |= link.numbered;
            found.end = link.end;
            word.next()
        };
        let Some(next) = next else { break };
        at = next;
    }
    (found.end > start).then_some(found)
}

/// Whether one of the two words behind a word is a unit.
fn unit_follows(view: View<'_>, words: &mut Words, mut word: Word) -> bool {
    for _ in 0..2 {
        let Some(next) = word.next() else { return false };
        word = words.read(view, next);
        if word.unit {
            return true;
        }
    }
    false
}

/// The words of addresses that were read last. Every region before a word asks about it, and each is read once.
#[derive(Default)]
pub(super) struct Words {
    /// The word in which an address was last looked for.
    first: Range<usize>,
    /// Where its last 시, 군 or 구 stands.
    region: Option<usize>,
    /// The end of a word that was asked about last, and whether it is a place.
    place: (Range<usize>, bool),
    /// Where details were read last, and what they are.
    details: Option<(usize, Option<Details>)>,
    chain: Chain,
    /// A bracket did not close near enough.
    pub(super) open_bracket: bool,
    /// What follows, each word at the place that the last bits of its start tell; none before one is read.
    read: Vec<Word>,
}

/// The words behind the one that the last details began with. Those that begin a word later share all but one.
#[derive(Default)]
struct Chain {
    links: VecDeque<Link>,
    /// Where the next one begins, unless the details end before it.
    next: Option<usize>,
    /// How many of them are places, and how many have a number.
    placed: usize,
    numbered: usize,
}

/// A word that goes on with the details before it.
#[derive(Clone, Copy)]
struct Link {
    start: usize,
    end: usize,
    placed: bool,
    numbered: bool,
}

impl Link {
    /// Whether details may begin with it.
    fn begins(self) -> bool {
        self.placed || self.numbered
    }
}

impl Chain {
    /// Begins with the word at a place.
    fn begin(&mut self, at: usize) {
        while self.links.front().is_some_and(|link| link.start != at) {
            self.pop();
        }
        if self.links.is_empty() {
            self.next = Some(at);
        }
    }

    fn push(&mut self, link: Link, next: Option<usize>) {
        self.placed += usize::from(link.placed);
        self.numbered += usize::from(link.numbered);
        self.next = next;
        self.links.push_back(link);
    }

    /// The details that begin with a word before it.
    fn after(&self, first: Link) -> Details {
        Details {
            end: self.links.back().map_or(first.end, |last| last.end),
            placed: first.placed || self.placed > 0,
            numbered: first.numbered || self.numbered > 0,
        }
    }

    fn pop(&mut self) {
        if let Some(link) = self.links.pop_front() {
            self.placed -= usize::from(link.placed);
            self.numbered -= usize::from(link.numbered);
        }
    }
}

impl Words {
    /// The end of the word that begins with a run of Hangul, and where its last 시, 군 or 구 stands.
    fn first(&mut self, view: View<'_>, run: Range<usize>) -> (usize, Option<usize>) {
        let mut from = self.first.end;
        if !self.first.contains(&run.start) {
            (from, self.region) = (run.start, None);
        }
        // What was read of the word from a place before this one is a part of it.
        let (length, region) = word_end(view.near(run.start, LONGEST_WORD), from - run.start);
        if let Some(at) = region {
            self.region = Some(run.start + at);
        }
        let end = run.start + length;
        view.spend(Work::WordByte, end - from.min(end));
        self.first = run.start..end;
        (end, self.region.filter(|&at| at >= run.start))
    }

    /// Whether the end of a word is a place; the regions before it in the word ask the same.
    fn is_place(&mut self, view: View<'_>, range: Range<usize>) -> bool {
        if self.place.0 != range {
            self.place = (range.clone(), is_place(view.text(range)));
        }
        self.place.1
    }

    /// The details from a place on.
    fn details(&mut self, view: View<'_>, start: usize) -> Option<Details> {
        if let Some((_, details)) = self.details.filter(|&(from, _)| from == start) {
            return details;
        }
        let first = self.read(view, start);
        let details = match (self.link(view, first).filter(|link| link.begins()), first.next()) {
            (None, _) => None,
            (Some(Link { end, placed, numbered, .. }), None) => Some(Details { end, placed, numbered }),
            (Some(link), Some(next)) if self.follow(view, next) => Some(self.chain.after(link)),
            (Some(_), Some(_)) => details(view, self, start),
        };
        self.details = Some((start, details));
        details
    }

    /// Reads what goes on with details from a place on; false if a bracket does, which belongs to some and not to others.
    fn follow(&mut self, view: View<'_>, start: usize) -> bool {
        self.chain.begin(start);
        while self.chain.links.len() < MOST - 1
            && let Some(at) = self.chain.next
        {
            if view.at(at) == b'(' {
                return false;
            }
            let word = self.read(view, at);
            match self.link(view, word) {
                Some(link) => self.chain.push(link, word.next()),
                None => self.chain.next = None,
            }
        }
        true
    }

    /// How a word goes on with details, if it does.
    fn link(&mut self, view: View<'_>, word: Word) -> Option<Link> {
        let (placed, numbered) = match word.kind {
            Kind::Place => (true, view.before(word.end()).is_ascii_digit()),
            Kind::Number => (false, true),
            Kind::Building => (false, false),
            Kind::Other if unit_follows(view, self, word) => (false, false),
            Kind::Other => return None,
        };
        Some(Link { start: word.start(), end: word.end(), placed, numbered })
    }

    /// The word at a place.
    fn read(&mut self, view: View<'_>, start: usize) -> Word {
        if self.read.is_empty() {
            self.read.resize(view.len().next_power_of_two().min(LONGEST_ADDRESS), Word::NONE);
        }
        let last = self.read.len() - 1;
        match self.read.get_mut(start & last) {
            Some(word) if word.start() == start => *word,
            Some(word) => {
                *word = Word::at(view, start);
                view.meter().spend_word(word.end() - start);
                *word
            }
            None => Word::at(view, start),
        }
    }
}

/// More bytes than the words of an address and the signs between them have, as a power of two.
const LONGEST_ADDRESS: usize = 2048;
