//! Postal addresses: province, city and district stay, what follows goes.

use std::ops::Range;

use super::super::class::{self, ALNUM, HYPHEN, ends_with_one, is, last_syllable, syllable};
use super::super::view::{View, quote_level};
use super::super::walk::place;
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
        detail = Some(start + glued(word, region? - start)?);
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

/// The end of a word of which the bytes before a place are known, and where its last 시, 군 or 구 behind them stands.
fn word_end(text: &[u8], from: usize) -> (usize, Option<usize>) {
    let (mut at, mut region) = (from, None);
    while let Some(&byte) = text.get(at) {
        at += match byte {
            0..=0x7f if is(byte, ALNUM | HYPHEN) => 1,
            0..=0x7f => break,
            _ => match text.get(at..).and_then(<[u8]>::first_chunk).copied().and_then(syllable) {
                Some(syllable) => {
                    if is_region(syllable) {
                        region = Some(at);
                    }
                    SYLLABLE
                }
                None => match class::letter(text, at) {
                    0 => break,
                    length => length,
                },
            },
        };
    }
    (at, region)
}

fn is_region(syllable: char) -> bool {
    matches!(syllable, '시' | '군' | '구')
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
        let next = if view.at(at) == b'(' && found.numbered {
            let near = view.near(at, LONGEST_WORD);
            let Some(close) = near.iter().position(|&c| c == b')') else { break };
            if near.iter().take(close).any(|&c| c == b'\n' || quote_level(c).is_some()) {
                break;
            }
            found.end = at + close + 1;
            gap(view, found.end)
        } else {
            let word = words.read(view, at);
            match word.kind {
                Kind::Place => {
                    found.placed = true;
                    found.numbered |= view.before(word.end()).is_ascii_digit();
                }
                Kind::Number => found.numbered = true,
                Kind::Building if found.numbered || found.placed => {}
                Kind::Other if (found.numbered || found.placed) && unit_follows(view, words, word) => {}
                _ => break,
            }
            found.end = word.end();
            word.next()
        };
        let Some(next) = next else { break };
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

fn kind(word: &[u8], unit: bool) -> Kind {
    let stem = without_number(word);
    let number = stem.is_empty() && word.len() <= 11 || unit;
    if number && word.iter().any(u8::is_ascii_digit) {
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
    let units: &[&str] = match last_syllable(word) {
        Some('동') => &["동"],
        Some('호') => &["호"],
        Some('층') => &["층"],
        Some('번') => &["번"],
        Some('지') => &["번지", "단지"],
        Some('길') => &["번길"],
        Some('관') => &["관"],
        Some('차') => &["차"],
        Some('록') => &["블록"],
        Some('대') => &["세대"],
        _ => return false,
    };
    units.iter().filter_map(|unit| word.strip_suffix(unit.as_bytes())).any(|rest| {
        // Of a building, a room or a floor, one letter is a number as well.
        rest.len() == 1 && matches!(units, ["동" | "호" | "층"]) || counts(rest)
    })
}

/// How many characters a word has.
fn count(word: &[u8]) -> usize {
    word.iter().filter(|&&byte| !(0x80..0xc0).contains(&byte)).count()
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

/// Where the detail begins in a word without spaces, behind its last 시, 군 or 구: `강남구역삼동123`, `서울시강남구테헤란로`.
fn glued(word: &[u8], last: usize) -> Option<usize> {
    if !last_syllable(without_number(word)).is_some_and(ends_a_place) {
        return None;
    }
    let near = last < MOST_BEFORE || count(word.get(..last)?) < MOST_BEFORE;
    let from = if near { last } else { early_region(word)? };
    let rest = word.get(from + SYLLABLE..).filter(|_| from > 0)?;
    let long = word.len() > 7 * LONGEST_LETTER || rest.iter().any(u8::is_ascii_digit) || count(word) > 7;
    (long && matches!(kind(rest, is_unit(rest)), Kind::Place)).then_some(from + SYLLABLE)
}

/// The last 시, 군 or 구 among the first characters of a word.
fn early_region(word: &[u8]) -> Option<usize> {
    let starts = word.iter().enumerate().filter(|&(_, &byte)| !(0x80..0xc0).contains(&byte));
    let begins = |at| word.get(at..).and_then(<[u8]>::first_chunk).copied().and_then(syllable).is_some_and(is_region);
    let regions = starts.take(MOST_BEFORE).filter(|&(at, _)| begins(at));
    regions.last().map(|(at, _)| at)
}

/// Among how many characters of a word the region before a detail is looked for.
const MOST_BEFORE: usize = 16;

fn is_district(word: &[u8]) -> bool {
    last_syllable(word).is_some_and(is_region)
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
    /// What follows, each word at the place that the last bits of its start tell; none before one is read.
    read: Vec<Word>,
}

/// A word, and what is known of it.
#[derive(Clone, Copy)]
struct Word {
    start: u32,
    length: u8,
    /// How far behind it the next word or bracket of the line begins, if one does.
    gap: Option<u8>,
    kind: Kind,
    unit: bool,
    district: bool,
    /// Where the detail begins in it.
    glued: Option<u8>,
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
        self.first = run.start..end;
        (end, self.region.filter(|&at| at >= run.start))
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

    /// The word at a place.
    fn read(&mut self, view: View<'_>, start: usize) -> Word {
        if self.read.is_empty() {
            self.read.resize(view.len().next_power_of_two().min(LONGEST_ADDRESS), Word::NONE);
        }
        let last = self.read.len() - 1;
        match self.read.get_mut(start & last) {
            Some(word) if word.start == place(start) => *word,
            Some(word) => {
                *word = Word::at(view, start);
                *word
            }
            None => Word::at(view, start),
        }
    }
}

impl Word {
    const NONE: Self =
        Self { start: u32::MAX, length: 0, gap: None, kind: Kind::Other, unit: false, district: false, glued: None };

    fn at(view: View<'_>, start: usize) -> Self {
        let (length, region) = word_end(view.near(start, LONGEST_WORD), 0);
        let end = start + length;
        let word = view.text(start..end);
        let short = |length| u8::try_from(length).unwrap_or(u8::MAX);
        let gap = gap(view, end).map(|next| short(next - end));
        let read = Self { start: place(start), length: short(length), gap, ..Self::NONE };
        if last_syllable(word).is_some_and(|last| !ends_a_part(last)) {
            return read;
        }
        let unit = is_unit(word);
        let glued = region.and_then(|region| glued(word, region)).map(short);
        Self { kind: kind(word, unit), unit, district: is_district(word), glued, ..read }
    }

    fn end(self) -> usize {
        self.start as usize + usize::from(self.length)
    }

    /// Where the next word or bracket of the line begins.
    fn next(self) -> Option<usize> {
        self.gap.map(|gap| self.end() + usize::from(gap))
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

/// More bytes than the words of an address and the signs between them have, as a power of two.
const LONGEST_ADDRESS: usize = 2048;

/// The bytes of the longest letter.
const LONGEST_LETTER: usize = 4;

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

/// Whether the part of an address that is told by its end ends with a syllable: all but a number.
fn ends_a_part(last: char) -> bool {
    let unit = matches!(last, '호' | '층' | '번' | '관' | '차' | '록' | '대');
    unit || is_region(last) || ends_a_place(last) || ends_a_building(last) || matches!(last, '산' | '하' | '상')
}

/// The bytes of a syllable of Hangul.
const SYLLABLE: usize = '가'.len_utf8();

/// Words that end like a district.
const WORDS: [&str; 16] = [
    "다시", "즉시", "역시", "혹시", "잠시", "일시", "당시", "무시", "표시", "친구", "누구", "요구", "가구", "도구",
    "입구", "출구",
];
