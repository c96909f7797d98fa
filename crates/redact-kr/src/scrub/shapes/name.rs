//! Names of people, after a label or before a form of address.

use std::ops::Range;

use super::super::class::last_syllable;
use super::super::meter::Work;
use super::super::names::{ends_a_label, labels};
use super::super::view::{View, quote_level};

/// A name beside the run of Hangul from a place to its end.
pub(in super::super) fn at(view: View<'_>, run: Range<usize>) -> Option<Range<usize>> {
    after_label(view, run.clone()).or_else(|| before_address(view, run))
}

/// Whether a run of Hangul may end with a label, by its last syllables.
pub(super) fn may_be_label(run: &[u8]) -> bool {
    let stem = run.get(..run.len().saturating_sub(SYLLABLE)).unwrap_or_default();
    let before = || last_syllable(stem);
    match last_syllable(run) {
        // The first of the two words of 받는 분 and 받으시는 분 as well.
        Some('는') => before().is_some_and(|last| ends_a_label(last) || matches!(last, '받' | '시')),
        Some(last) if is_particle(last) => before().is_some_and(ends_a_label),
        Some(last) => ends_a_label(last),
        None => true,
    }
}

/// Whether a form of address may stand behind the word that ends at a place.
pub(super) fn may_be_addressed(view: View<'_>, end: usize) -> bool {
    let next = end + view.near(end, 2).iter().take_while(|&&byte| byte == b' ').count();
    next > end && matches!(view.syllable(next), Some('님' | '고' | '귀' | '씨'))
}

fn after_label(view: View<'_>, Range { start, mut end }: Range<usize>) -> Option<Range<usize>> {
    let run = view.text(start..end);
    let last =
        last_syllable(run).filter(|&last| run.len() <= LONGEST_LABEL && (ends_a_label(last) || is_particle(last)))?;
    let begins = || run == "받는".as_bytes() || run == "받으시는".as_bytes();
    if last == '는' && view.at(end) == b' ' && begins() {
        let next = view.hangul_end(end + 1);
        if !is_label_in_two(run, view.text(end + 1..next)) {
            return None;
        }
        end = next;
    } else if !is_label(run) {
        return None;
    }
    view.spend(Work::Label, 1);
    for _ in 0..3 {
        let (mut from, mut signs) = (end, 0);
        while let length @ 1.. = sign(view, from) {
            from += length;
            signs += 1;
        }
        let to = view.hangul_end(from);
        if !(1..=6).contains(&signs) || to == from {
            return None;
        }
        if is_label(view.text(from..to)) {
            end = to;
            continue;
        }
        let word = view.text(from..to);
        return (!is_one(word, &WORDS)).then(|| name(view, from, to)).flatten();
    }
    None
}

/// The length of a sign that may stand between a label and a name.
fn sign(view: View<'_>, at: usize) -> usize {
    match view.at(at) {
        0xc2 if view.at(at + 1) == 0xb7 => '·'.len_utf8(),
        c if quote_level(c).is_some()
            || matches!(
                c,
                b' ' | b'\t' | b':' | b'=' | b'\'' | b'(' | b'[' | b'<' | b'>' | b'-' | b',' | b'/' | b'|'
            ) =>
        {
            1
        }
        _ => 0,
    }
}

/// The name in a run of Hangul: up to a form of address, or in two parts.
fn name(view: View<'_>, from: usize, to: usize) -> Option<Range<usize>> {
    if to == from + SYLLABLE {
        let next = to + usize::from(view.at(to) == b' ');
        let stop = view.hangul_end(next);
        return (next > to && (1..=3).contains(&((stop - next) / SYLLABLE))).then_some(from..stop);
    }
    let mut address = from + 2 * SYLLABLE;
    while address < to && view.syllable(address) != Some('님') {
        address += SYLLABLE;
    }
    Some(from..address.min(to))
}

/// Whether a syllable may follow a label in its word.
fn is_particle(last: char) -> bool {
    matches!(last, '은' | '는' | '이' | '가' | '님')
}

fn is_label(word: &[u8]) -> bool {
    match last_syllable(word) {
        Some(last) if is_particle(last) => {
            let stem = word.get(..word.len() - SYLLABLE).unwrap_or_default();
            last_syllable(stem).is_some_and(|last| ends_in_label(stem, last))
        }
        Some(last) => ends_in_label(word, last),
        None => false,
    }
}

/// Whether two words are a label when they are one.
fn is_label_in_two(first: &[u8], second: &[u8]) -> bool {
    // A label is known by its end, and with its particle not as long as this.
    let second = second.get(second.len().saturating_sub(LONGEST_LABEL)..).unwrap_or_default();
    let mut both = [0; 2 * LONGEST_LABEL];
    let length = first.len() + second.len();
    if let Some((start, rest)) = both.split_at_mut_checked(first.len())
        && let Some(end) = rest.get_mut(..second.len())
    {
        start.copy_from_slice(first);
        end.copy_from_slice(second);
    }
    both.get(..length).is_some_and(is_label)
}

/// Whether a word that ends with this syllable ends with a label, or with one and 명.
fn ends_in_label(word: &[u8], last: char) -> bool {
    let ends = |word: &[u8], last| labels(last).iter().any(|label| word.ends_with(label.as_bytes()));
    let stem = || word.get(..word.len() - SYLLABLE).unwrap_or_default();
    ends(word, last) || last == '명' && last_syllable(stem()).is_some_and(|last| ends(stem(), last))
}

/// The name before 님, 고객님, 씨 or 귀하.
pub(in super::super) fn before_address(view: View<'_>, Range { start, end }: Range<usize>) -> Option<Range<usize>> {
    let mut at = start + 2 * SYLLABLE;
    while at < end {
        if view.syllable(at).is_some_and(|syllable| is_address(view, start, at, syllable)) {
            let before = view.text(start..at);
            let name = before.strip_suffix("고객".as_bytes()).filter(|name| name.len() >= 2 * SYLLABLE);
            let name = name.unwrap_or(before);
            return (!is_role(name)).then(|| start..start + name.len());
        }
        at += SYLLABLE;
    }
    let gap = view.near(end, 3).iter().take_while(|&&c| c == b' ').count();
    if !(1..=2).contains(&gap) || !(2..=4).contains(&((end - start) / SYLLABLE)) {
        return None;
    }
    let next = end + gap;
    let second = || view.syllable(next + SYLLABLE);
    let follows = match view.syllable(next) {
        Some('님') => true,
        Some('고') => view.near(next, 3 * SYLLABLE) == "고객님".as_bytes(),
        Some('귀') => second() == Some('하'),
        Some('씨') => second().is_none_or(|c| PARTICLES.contains(c)),
        _ => false,
    };
    (follows && !is_role(view.text(start..end))).then_some(start..end)
}

/// Whether a form of address begins with a syllable within a run of Hangul.
fn is_address(view: View<'_>, start: usize, at: usize, syllable: char) -> bool {
    let next = || view.syllable(at + SYLLABLE);
    match syllable {
        '님' => true,
        '귀' => next() == Some('하'),
        '씨' => {
            let ends = next().is_none_or(|c| PARTICLES.contains(c));
            at <= start + 4 * SYLLABLE && ends && view.syllable(start).is_some_and(|c| SURNAMES.contains(c))
        }
        _ => false,
    }
}

fn is_role(name: &[u8]) -> bool {
    last_syllable(name).is_some_and(|last| roles(last).iter().any(|role| name.ends_with(role.as_bytes())))
}

/// Whether a word is one of some words of Hangul.
fn is_one(word: &[u8], words: &[&str]) -> bool {
    // Most are told apart by their first syllable.
    let first = word.first_chunk::<SYLLABLE>();
    words.iter().any(|other| other.as_bytes().first_chunk() == first && other.as_bytes() == word)
}

/// The bytes of a syllable of Hangul.
const SYLLABLE: usize = '가'.len_utf8();

/// The bytes of the longest label.
const LONGEST_LABEL: usize = 12 * SYLLABLE;

const PARTICLES: &str = "가는의를에께도와이한라만로";

/// Words before 님 or 씨 that are no names, by the syllable they end with.
fn roles(last: char) -> &'static [&'static str] {
    match last {
        '객' => &["고객"],
        '원' => &["회원"],
        '생' => &["선생"],
        '장' => &["사장"],
        '사' => &["기사"],
        '자' => &["판매자", "구매자", "주문자", "담당자", "관리자", "사용자", "요청자"],
        '인' => &["수취인", "수령인", "주인"],
        '표' => &["대표"],
        '모' => &["부모"],
        '러' => &["셀러"],
        '저' => &["아저"],
        '가' => &["아가", "작가"],
        '음' => &["마음"],
        '느' => &["하느"],
        '나' => &["하나"],
        '추' => &["고추"],
        '화' => &["홍화"],
        '채' => &["유채"],
        '박' => &["호박", "수박"],
        '도' => &["포도"],
        '구' => &["살구"],
        '실' => &["매실"],
        '분' => &["여러분"],
        '머' => &["어머"],
        _ => &[],
    }
}

/// Words after a label that are no names.
const WORDS: [&str; 30] = [
    "연락처",
    "전화번호",
    "전화",
    "휴대폰",
    "핸드폰",
    "주소",
    "번호",
    "정보",
    "이메일",
    "메일",
    "확인",
    "변경",
    "부재",
    "요청",
    "취소",
    "불명",
    "미상",
    "본인",
    "계좌",
    "계좌번호",
    "아이디",
    "배송지",
    "상태",
    "주문",
    "없음",
    "오류",
    "필수",
    "누락",
    "동의",
    "고객님",
];

const SURNAMES: &str = "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용";

#[cfg(test)]
mod tests {
    use super::*;

    /// Every word of a table, and the syllable it stands under.
    fn all(table: fn(char) -> &'static [&'static str]) -> Vec<(char, &'static str)> {
        ('가'..='힣').flat_map(|last| table(last).iter().map(move |&word| (last, word))).collect()
    }

    #[test]
    fn words_stand_under_their_last_syllable() {
        let (labels, roles) = (all(labels), all(roles));
        assert_eq!((labels.len(), roles.len()), (15, 34));
        for (last, label) in labels {
            assert!(label.ends_with(last) && is_label(label.as_bytes()), "{label}");
        }
        for (last, role) in roles {
            assert!(role.ends_with(last) && is_role(role.as_bytes()), "{role}");
        }
        assert!(!is_role("길동".as_bytes()) && !is_role("고".as_bytes()) && !is_role(b""));
    }
}
