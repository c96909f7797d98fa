//! The words of an address, each judged by itself.

use super::super::class::{self, ALNUM, HYPHEN, ends_with_one, fits, in_order, is, last_syllable};
use super::super::view::View;
use super::super::walk::place;

/// A word, and what is known of it.
#[derive(Clone, Copy)]
pub(super) struct Word {
    start: u32,
    length: u8,
    /// How far behind it the next word or bracket of the line begins, if one does.
    gap: Option<u8>,
    pub(super) kind: Kind,
    pub(super) unit: bool,
    pub(super) district: bool,
    /// Where the detail begins in it.
    pub(super) glued: Option<u8>,
}

impl Word {
    pub(super) const NONE: Self =
        Self { start: u32::MAX, length: 0, gap: None, kind: Kind::Other, unit: false, district: false, glued: None };

    pub(super) fn at(view: View<'_>, start: usize) -> Self {
        let (length, region) = word_end(view.near(start, LONGEST_WORD), 0);
        let end = start + length;
        let word = view.text(start..end);
        let short = |length| u8::try_from(length).unwrap_or(u8::MAX);
        let gap = gap(view, end).map(|next| short(next - end));
        let read = Self { start: place(start), length: short(length), gap, ..Self::NONE };
        match last_syllable(word) {
            Some(last) if is_region(last) => return Self { district: is_district(word), ..read },
            Some(last) if !ends_a_part(last) => return read,
            _ => {}
        }
        let unit = is_unit(word);
        let glued = region.and_then(|region| glued(word, region));
        let glued = glued.filter(|&inner| word.get(inner..).is_some_and(is_place)).map(short);
        Self { kind: kind(word, unit), unit: unit || are_units(word), glued, ..read }
    }

    pub(super) fn start(self) -> usize {
        self.start as usize
    }

    pub(super) fn end(self) -> usize {
        self.start() + usize::from(self.length)
    }

    /// Where the next word or bracket of the line begins.
    pub(super) fn next(self) -> Option<usize> {
        self.gap.map(|gap| self.end() + usize::from(gap))
    }
}

#[derive(Clone, Copy)]
pub(super) enum Kind {
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
        _ if are_units(word) => Kind::Number,
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
        let numbered = rest.last().is_some_and(|&last| last.is_ascii_digit() || last == b'-');
        let before = if numbered { without_number(rest) } else { return false };
        count(before) <= 2 && !matches!(last_syllable(before), Some('로' | '길'))
    };
    let units = units(word);
    units.iter().filter_map(|unit| word.strip_suffix(unit.as_bytes())).any(|rest| {
        // Of a building, a room or a floor, one letter is a number as well.
        rest.len() == 1 && matches!(units, ["동" | "호" | "층"]) || counts(rest)
    })
}

/// `101동1502호`: a unit behind others.
fn are_units(word: &[u8]) -> bool {
    units(word).iter().filter_map(|unit| word.strip_suffix(unit.as_bytes())).any(|rest| {
        let before = without_number(rest);
        before.len() < rest.len() && (is_unit(before) || are_units(before))
    })
}

/// The units that a word may end with, by its last syllable.
fn units(word: &[u8]) -> &'static [&'static str] {
    match last_syllable(word) {
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
        _ => &[],
    }
}

/// How many characters a word has.
fn count(word: &[u8]) -> usize {
    word.iter().filter(|&&byte| !(0x80..0xc0).contains(&byte)).count()
}

/// Where the detail of a word without spaces would begin, behind its last 시, 군 or 구, if that is a place:
/// `강남구역삼동123`, `서울시강남구테헤란로`.
pub(super) fn glued(word: &[u8], last: usize) -> Option<usize> {
    if !last_syllable(without_number(word)).is_some_and(ends_a_place) {
        return None;
    }
    let near = last < MOST_BEFORE || count(word.get(..last)?) < MOST_BEFORE;
    let from = if near { last } else { early_region(word)? };
    let rest = word.get(from + SYLLABLE..).filter(|_| from > 0)?;
    let long = word.len() > 7 * LONGEST_LETTER || rest.iter().any(u8::is_ascii_digit) || count(word) > 7;
    long.then_some(from + SYLLABLE)
}

pub(super) fn is_place(word: &[u8]) -> bool {
    matches!(kind(word, is_unit(word)), Kind::Place)
}

/// The last 시, 군 or 구 among the first characters of a word.
fn early_region(word: &[u8]) -> Option<usize> {
    let (mut at, mut region) = (0, None);
    for _ in 0..MOST_BEFORE {
        let bits = word.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |&bytes| in_order(bytes));
        if matches!(bits, SI | GUN | GU) {
            region = Some(at);
        }
        at += match word.get(at)? {
            0..0xc0 => 1,
            0xc0..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        };
    }
    region
}

/// Among how many characters of a word the region before a detail is looked for.
const MOST_BEFORE: usize = 16;

pub(super) fn is_district(word: &[u8]) -> bool {
    last_syllable(word).is_some_and(is_region)
        && (2..=6).contains(&count(word))
        && !(word.len() == 2 * SYLLABLE && WORDS.iter().any(|other| other.as_bytes() == word))
}

/// The end of a word of which the bytes before a place are known, and where its last 시, 군 or 구 behind them stands.
pub(super) fn word_end(text: &[u8], from: usize) -> (usize, Option<usize>) {
    let (mut at, mut region) = (from, None);
    while let Some(&byte) = text.get(at) {
        if byte.is_ascii() {
            if !is(byte, ALNUM | HYPHEN) {
                break;
            }
            at += 1;
            continue;
        }
        let bits = text.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |&bytes| in_order(bytes));
        if fits(bits) {
            if matches!(bits, SI | GUN | GU) {
                region = Some(at);
            }
            at += SYLLABLE;
        } else {
            match class::letter(text, at) {
                0 => break,
                length => at += length,
            }
        }
    }
    (at, region)
}

/// 시, 군 and 구.
const SI: u32 = in_order([0xec, 0x8b, 0x9c]);
const GUN: u32 = in_order([0xea, 0xb5, 0xb0]);
const GU: u32 = in_order([0xea, 0xb5, 0xac]);

fn is_region(syllable: char) -> bool {
    matches!(syllable, '시' | '군' | '구')
}

/// The next word or bracket of the same line.
pub(super) fn gap(view: View<'_>, end: usize) -> Option<usize> {
    if view.at(end) == b' ' && view.is_letter(end + 1) {
        return Some(end + 1);
    }
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
pub(super) const LONGEST_WORD: usize = 120;

/// The bytes of the longest letter.
pub(super) const LONGEST_LETTER: usize = 4;

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

/// Whether a part of an address below the district that is told by its end ends with a syllable: all but a number.
fn ends_a_part(last: char) -> bool {
    let unit = matches!(last, '호' | '층' | '번' | '관' | '차' | '록' | '대');
    unit || ends_a_place(last) || ends_a_building(last) || matches!(last, '산' | '하' | '상')
}

/// The bytes of a syllable of Hangul.
const SYLLABLE: usize = '가'.len_utf8();

/// Words that end like a district.
const WORDS: [&str; 16] = [
    "다시", "즉시", "역시", "혹시", "잠시", "일시", "당시", "무시", "표시", "친구", "누구", "요구", "가구", "도구",
    "입구", "출구",
];
