//! Postal addresses: province, city and district stay, what follows goes.

use std::ops::Range;

use super::super::class::{self, HYPHEN};
use super::super::view::{View, quote_level};
use crate::regions;

/// The part of an address below its district, if an address begins at a place.
pub(super) fn at(view: View<'_>, start: usize) -> Option<Range<usize>> {
    let first = token(view, start);
    if !view.syllable(start).is_some_and(regions::begins_a_province) && !names_region(view.text(start..first)) {
        return None;
    }
    let word = view.word(start..first);
    let province = regions::is_province(word);
    let mut end = first;
    let mut detail = None;
    if !province && !is_district(word) {
        detail = Some(start + glued(word)?);
    }
    let mut regions = usize::from(!province);
    while detail.is_none() {
        let next = gap(view, end)?;
        let to = token(view, next);
        let word = view.word(next..to);
        if regions < 3 && is_district(word) {
            regions += 1;
            end = to;
        } else {
            let inner = glued(word).unwrap_or(0);
            regions += usize::from(inner > 0);
            detail = Some(next + inner);
        }
    }
    let details = details(view, detail?)?;
    (details.numbered && (details.placed || regions > 1) || details.placed && province && regions > 0)
        .then_some(details.range)
}

/// Whether a word has a 시, 군 or 구.
fn names_region(word: &[u8]) -> bool {
    word.windows(3).any(|syllable| matches!(syllable, [0xec, 0x8b, 0x9c] | [0xea, 0xb5, 0xac | 0xb0]))
}

struct Details {
    range: Range<usize>,
    /// There is a road, a town or a village.
    placed: bool,
    /// There is the number of a building.
    numbered: bool,
}

/// The words of an address from a place on.
fn details(view: View<'_>, start: usize) -> Option<Details> {
    let mut found = Details { range: start..start, placed: false, numbered: false };
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
            let to = token(view, at);
            let word = view.word(at..to);
            match kind(word) {
                Kind::Place => {
                    found.placed = true;
                    found.numbered |= word.ends_with(|c: char| c.is_ascii_digit());
                }
                Kind::Number => found.numbered = true,
                Kind::Building if found.numbered || found.placed => {}
                Kind::Other if (found.numbered || found.placed) && unit_follows(view, to) => {}
                _ => break,
            }
            at = to;
        }
        found.range.end = at;
        let Some(next) = gap(view, at) else { break };
        at = next;
    }
    (found.range.end > start).then_some(found)
}

enum Kind {
    /// A road, a town or a village.
    Place,
    /// The number of a building, a floor or a room.
    Number,
    Building,
    Other,
}

fn kind(word: &str) -> Kind {
    let digits = word.bytes().any(|c| c.is_ascii_digit());
    let stem = word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    let number = stem.is_empty() && word.len() <= 11;
    if digits && (number || is_unit(word)) {
        Kind::Number
    } else if stem.ends_with(['로', '길', '읍', '면', '동', '리', '가']) && stem.len() > '로'.len_utf8() {
        Kind::Place
    } else if ["산", "지하", "지상"].contains(&stem) || is_building(stem) {
        Kind::Building
    } else {
        Kind::Other
    }
}

fn is_building(word: &str) -> bool {
    word.ends_with(BUILDING_ENDS) && BUILDINGS.iter().any(|end| word.ends_with(end))
}

/// `101동`, `1502호`, `B1층`, `178번지`.
fn is_unit(word: &str) -> bool {
    let counts = |rest: &str| {
        let before = rest.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
        before.len() < rest.len() && before.chars().count() <= 2 && !before.ends_with(['로', '길'])
    };
    UNITS.iter().any(|unit| word.strip_suffix(unit).is_some_and(counts))
        || ["동", "호", "층"].iter().any(|unit| word.strip_suffix(unit).is_some_and(|rest| rest.len() == 1))
}

fn unit_follows(view: View<'_>, from: usize) -> bool {
    let mut at = from;
    for _ in 0..2 {
        let Some(next) = gap(view, at) else { return false };
        let to = token(view, next);
        if is_unit(view.word(next..to)) {
            return true;
        }
        at = to;
    }
    false
}

/// Where the detail begins in a word without spaces: `강남구역삼동123`, `서울시강남구테헤란로`.
fn glued(word: &str) -> Option<usize> {
    let ends = |&(_, c): &(usize, char)| matches!(c, '시' | '군' | '구');
    let (at, _) = word.char_indices().take(16).filter(ends).last().filter(|&(at, _)| at > 0)?;
    let from = at + '시'.len_utf8();
    let rest = word.get(from..)?;
    let digits = rest.bytes().any(|c| c.is_ascii_digit());
    (matches!(kind(rest), Kind::Place) && (digits || word.chars().count() > 7)).then_some(from)
}

fn is_district(word: &str) -> bool {
    word.ends_with(['시', '군', '구']) && (2..=6).contains(&word.chars().count()) && !WORDS.contains(&word)
}

/// The end of the word at a place.
fn token(view: View<'_>, start: usize) -> usize {
    start + class::word_end(view.near(start, LONGEST_WORD), 0, HYPHEN)
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

/// The last syllables of [`BUILDINGS`].
const BUILDING_ENDS: [char; 22] = [
    '트', '딩', '워', '라', '텔', '션', '택', '가', '터', '자', '츠', '슬', '이', '안', '오', '크', '어', '스', '룸',
    '사', '지', '을',
];

/// Words that end like a district.
const WORDS: [&str; 16] = [
    "다시", "즉시", "역시", "혹시", "잠시", "일시", "당시", "무시", "표시", "친구", "누구", "요구", "가구", "도구",
    "입구", "출구",
];
