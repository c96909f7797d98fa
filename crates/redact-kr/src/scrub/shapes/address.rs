//! Postal addresses: province, city and district stay, what follows goes.

use std::ops::Range;

use super::super::class::{self, HYPHEN, ends_with_one, last_syllable};
use super::super::view::{View, quote_level};
use super::super::walk::place;
use crate::regions;

/// The part of an address below its district, if an address begins at a place.
pub(super) fn at(view: View<'_>, words: &mut Words, run: Range<usize>) -> Option<Range<usize>> {
    let start = run.start;
    let (first, region) = words.first(view, run);
    let word = view.text(start..first);
    let province = view.syllable(start).is_some_and(regions::begins_a_province) && regions::is_province(word);
    if !province && !region {
        return None;
    }
    let mut end = first;
    let mut detail = None;
    if !province && !is_district(word) {
        detail = Some(start + glued(view, words, start..first)?);
    }
    let mut regions = usize::from(!province);
    while detail.is_none() {
        let next = gap(view, end)?;
        let word = words.read(view, next)?;
        let to = word.end;
        if regions < 3 && word.is_district(view) {
            regions += 1;
            end = to;
            continue;
        }
        detail = match words.glued(view, next) {
            Some(inner) => {
                regions += 1;
                Some(next + inner)
            }
            None => Some(next),
        };
        let word = words.read(view, next)?;
        // No detail begins with another word.
        if detail == Some(next)
            && !(may_be_detail(word.text(view)) && matches!(word.kind(view), Kind::Place | Kind::Number))
        {
            return None;
        }
    }
    let start = detail?;
    let details = words.details(view, start)?;
    (details.numbered && (details.placed || regions > 1) || details.placed && province && regions > 0)
        .then_some(start..details.end)
}

/// Whether a word has a 시, 군 or 구.
fn names_region(word: &[u8]) -> bool {
    last_region(word).is_some()
}

/// Where the last of them stands.
fn last_region(word: &[u8]) -> Option<usize> {
    word.windows(SYLLABLE).rposition(is_region)
}

fn is_region(syllable: &[u8]) -> bool {
    matches!(syllable, [0xec, 0x8b, 0x9c] | [0xea, 0xb5, 0xac | 0xb0])
}

#[derive(Clone, Copy)]
struct Details {
    end: usize,
    /// There is a road, a town or a village.
    placed: bool,
    /// There is the number of a building.
    numbered: bool,
}

/// The words of an address from a place on.
fn details(view: View<'_>, words: &mut Words, start: usize) -> Option<Details> {
    let mut found = Details { end: start, placed: false, numbered: false };
    let mut at = start;
    for _ in 0..16 {
        if view.at(at) == b'(' && found.numbered {
            let near = view.near(at, LONGEST_WORD);
            let Some(close) = near.iter().position(|&c| c == b')') else { break };
            if near.iter().take(close).any(|&c| c == b'\n' || quote_level(c).is_some()) {
                break;
            }
            at += close + 1;
        } else {
            let word = words.read(view, at)?;
            let to = word.end;
            match word.kind(view) {
                Kind::Place => {
                    found.placed = true;
                    found.numbered |= view.before(to).is_ascii_digit();
                }
                Kind::Number => found.numbered = true,
                Kind::Building if found.numbered || found.placed => {}
                Kind::Other if (found.numbered || found.placed) && unit_follows(view, words, to) => {}
                _ => break,
            }
            at = to;
        }
        found.end = at;
        let Some(next) = gap(view, at) else { break };
        at = next;
    }
    (found.end > start).then_some(found)
}

#[derive(Clone, Copy)]
enum Kind {
    /// A road, a town or a village.
    Place,
    /// The number of a building, a floor or a room.
    Number,
    Building,
    Other,
}

fn kind(word: &[u8]) -> Kind {
    let stem = without_number(word);
    let number = stem.is_empty() && word.len() <= 11;
    if word.iter().any(u8::is_ascii_digit) && (number || is_unit(word)) {
        return Kind::Number;
    }
    match last_syllable(stem) {
        Some(last) if ends_a_place(last) && stem.len() > SYLLABLE => Kind::Place,
        Some('산') if stem.len() == SYLLABLE => Kind::Building,
        Some('하' | '상') if stem == "지하".as_bytes() || stem == "지상".as_bytes() => Kind::Building,
        Some(last) if ends_a_building(last) && ends_with_one(stem, &BUILDINGS) => Kind::Building,
        _ => Kind::Other,
    }
}

/// Whether a word could be a place or a number, by its end and its digits.
fn may_be_detail(word: &[u8]) -> bool {
    last_syllable(word).is_none_or(ends_a_place) || word.iter().any(u8::is_ascii_digit)
}

/// Whether the name of a road, a town or a village ends with a syllable.
fn ends_a_place(last: char) -> bool {
    matches!(last, '로' | '길' | '읍' | '면' | '동' | '리' | '가')
}

/// A word without the digits and hyphens at its end.
fn without_number(word: &[u8]) -> &[u8] {
    let end = word.iter().rposition(|&c| !c.is_ascii_digit() && c != b'-').map_or(0, |last| last + 1);
    word.get(..end).unwrap_or_default()
}

/// `101동`, `1502호`, `B1층`, `178번지`.
fn is_unit(word: &[u8]) -> bool {
    let counts = |rest: &[u8]| {
        let before = without_number(rest);
        before.len() < rest.len() && count(before) <= 2 && !matches!(last_syllable(before), Some('로' | '길'))
    };
    let last = word.last_chunk::<SYLLABLE>();
    let without = |unit: &str| {
        let may_end = unit.as_bytes().last_chunk() == last;
        may_end.then(|| word.strip_suffix(unit.as_bytes())).flatten()
    };
    UNITS.iter().any(|unit| without(unit).is_some_and(counts))
        || ["동", "호", "층"].iter().any(|unit| without(unit).is_some_and(|rest| rest.len() == 1))
}

/// How many characters a word has.
fn count(word: &[u8]) -> usize {
    word.iter().filter(|&&byte| !(0x80..0xc0).contains(&byte)).count()
}

fn unit_follows(view: View<'_>, words: &mut Words, from: usize) -> bool {
    let mut at = from;
    for _ in 0..2 {
        let Some(next) = gap(view, at) else { return false };
        let Some(word) = words.read(view, next) else { return false };
        if word.is_unit(view) {
            return true;
        }
        at = word.end;
    }
    false
}

/// Where the detail begins in a word without spaces: `강남구역삼동123`, `서울시강남구테헤란로`.
fn glued(view: View<'_>, words: &mut Words, range: Range<usize>) -> Option<usize> {
    let word = view.text(range.clone());
    if !names_region(word) {
        return None;
    }
    let mut from = 0;
    let (mut at, mut characters) = (0, 0);
    while characters < 16
        && let Some(&lead) = word.get(at)
    {
        let length = length(lead);
        if at > 0 && word.get(at..at + length).is_some_and(is_region) {
            from = at + length;
        }
        at += length;
        characters += 1;
    }
    let rest = word.get(from..).filter(|_| from > 0)?;
    // A word that may be cut ends elsewhere for its inner part.
    let kind = if word.len() + LONGEST_LETTER > LONGEST_WORD {
        kind(rest)
    } else {
        words.read(view, range.start + from)?.kind(view)
    };
    let long = word.len() > 7 * LONGEST_LETTER || count(word) > 7 || rest.iter().any(u8::is_ascii_digit);
    (matches!(kind, Kind::Place) && long).then_some(from)
}

/// The bytes of the character that begins with this one.
fn length(lead: u8) -> usize {
    match lead {
        0..0xc0 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

fn is_district(word: &[u8]) -> bool {
    matches!(last_syllable(word), Some('시' | '군' | '구'))
        && (2..=6).contains(&count(word))
        && !WORDS.iter().any(|other| other.as_bytes() == word)
}

/// The words of addresses that were read last. Every region before a word asks about it, and each is read once.
#[derive(Default)]
pub(super) struct Words {
    /// The word in which an address was last looked for.
    first: Range<usize>,
    /// Where its last 시, 군 or 구 stands.
    region: Option<usize>,
    /// Where details were read last, and what they are.
    details: Option<(usize, Option<Details>)>,
    /// What follows, each word at a place that its start tells; none before one is read.
    read: Vec<Word>,
}

/// A word, and what is known of it.
#[derive(Clone, Copy, Default)]
struct Word {
    start: usize,
    end: usize,
    district: Option<bool>,
    glued: Option<Option<usize>>,
    kind: Option<Kind>,
    unit: Option<bool>,
}

impl Words {
    /// The end of the word that begins with a run of Hangul, and whether it has a 시, 군 or 구.
    fn first(&mut self, view: View<'_>, run: Range<usize>) -> (usize, bool) {
        let mut from = self.first.end;
        if !self.first.contains(&run.start) {
            (from, self.region) = (run.start, None);
        }
        // What was read of the word from a place before this one is a part of it.
        let known = (from - run.start).max(run.len()).min(LONGEST_WORD);
        let end = run.start + class::word_end(view.near(run.start, LONGEST_WORD), known, HYPHEN);
        if let Some(at) = last_region(view.text(from..end)) {
            self.region = Some(from + at);
        }
        self.first = run.start..end;
        (end, self.region.is_some_and(|at| at >= run.start))
    }

    /// The details from a place on.
    fn details(&mut self, view: View<'_>, start: usize) -> Option<Details> {
        if let Some((_, details)) = self.details.filter(|&(from, _)| from == start) {
            return details;
        }
        let details = details(view, self, start);
        self.details = Some((start, details));
        details
    }

    /// Where the detail begins in the word at a place.
    fn glued(&mut self, view: View<'_>, start: usize) -> Option<usize> {
        let word = *self.read(view, start)?;
        if let Some(glued) = word.glued {
            return glued;
        }
        let glued = glued(view, self, start..word.end);
        self.read(view, start)?.glued = Some(glued);
        glued
    }

    /// The word at a place.
    fn read(&mut self, view: View<'_>, start: usize) -> Option<&mut Word> {
        if self.read.is_empty() {
            self.read.resize(1 << PLACES, Word { start: usize::MAX, ..Word::default() });
        }
        // Spreads places that follow one another at the same distance (Fibonacci hashing, Knuth 6.4).
        let slot = place(start).wrapping_mul(0x9e37_79b1) >> (u32::BITS - PLACES);
        let word = self.read.get_mut(slot as usize)?;
        if word.start != start {
            let end = start + class::word_end(view.near(start, LONGEST_WORD), 0, HYPHEN);
            *word = Word { start, end, ..Word::default() };
        }
        Some(word)
    }
}

/// How many words are remembered, as a power of two: several times as many as an address has.
const PLACES: u32 = 6;

impl Word {
    fn text<'v>(&self, view: View<'v>) -> &'v [u8] {
        view.text(self.start..self.end)
    }

    fn is_district(&mut self, view: View<'_>) -> bool {
        let text = self.text(view);
        *self.district.get_or_insert_with(|| is_district(text))
    }

    fn kind(&mut self, view: View<'_>) -> Kind {
        let text = self.text(view);
        *self.kind.get_or_insert_with(|| kind(text))
    }

    fn is_unit(&mut self, view: View<'_>) -> bool {
        let text = self.text(view);
        *self.unit.get_or_insert_with(|| is_unit(text))
    }
}

/// The next word or bracket of the same line.
fn gap(view: View<'_>, end: usize) -> Option<usize> {
    let (mut next, mut signs) = (end, 0);
    while signs < 4 {
        next += match view.at(next) {
            b' ' | b',' | b'\t' => 1,
            0xc2 if view.at(next + 1) == 0xb7 => '·'.len_utf8(),
            _ => break,
        };
        signs += 1;
    }
    let bracket = view.at(next) == b'(';
    (signs < 4 && (bracket || signs > 0 && view.is_letter(next))).then_some(next)
}

/// How long a word of an address may be, in bytes.
const LONGEST_WORD: usize = 120;

/// The bytes of the longest letter.
const LONGEST_LETTER: usize = 4;

const UNITS: [&str; 11] = ["번지", "번길", "번", "호", "동", "층", "단지", "관", "차", "블록", "세대"];

const BUILDINGS: [&str; 24] = [
    "아파트",
    "빌딩",
    "타워",
    "빌라",
    "오피스텔",
    "맨션",
    "주택",
    "상가",
    "센터",
    "프라자",
    "플라자",
    "하이츠",
    "캐슬",
    "자이",
    "래미안",
    "푸르지오",
    "힐스테이트",
    "아이파크",
    "스퀘어",
    "하우스",
    "원룸",
    "기숙사",
    "단지",
    "마을",
];

/// Whether one of [`BUILDINGS`] ends with a syllable.
fn ends_a_building(last: char) -> bool {
    matches!(
        last,
        '트' | '딩'
            | '워'
            | '라'
            | '텔'
            | '션'
            | '택'
            | '가'
            | '터'
            | '자'
            | '츠'
            | '슬'
            | '이'
            | '안'
            | '오'
            | '크'
            | '어'
            | '스'
            | '룸'
            | '사'
            | '지'
            | '을'
    )
}

/// The bytes of a syllable of Hangul.
const SYLLABLE: usize = '가'.len_utf8();

/// Words that end like a district.
const WORDS: [&str; 16] = [
    "다시", "즉시", "역시", "혹시", "잠시", "일시", "당시", "무시", "표시", "친구", "누구", "요구", "가구", "도구",
    "입구", "출구",
];
