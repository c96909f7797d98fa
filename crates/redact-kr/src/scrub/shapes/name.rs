//! Names of people, after a label or before a form of address.

use std::ops::Range;

use super::super::keys::LABELS;
use super::super::view::{View, quote_level};

/// A name beside the run of Hangul that begins at a place.
pub(super) fn at(view: &View<'_>, start: usize) -> Option<Range<usize>> {
    let end = hangul_end(view, start);
    let run: String = view.text(start..end).iter().collect();
    after_label(view, start, end, &run).or_else(|| before_address(view, start, end, &run))
}

fn hangul_end(view: &View<'_>, start: usize) -> usize {
    view.skip(start, |c| matches!(c, '가'..='힣'))
}

fn after_label(view: &View<'_>, start: usize, end: usize, run: &str) -> Option<Range<usize>> {
    let mut end = end;
    let mut label = run.to_owned();
    if matches!(run, "받는" | "받으시는") && view.at(end) == ' ' {
        let next = hangul_end(view, end + 1);
        label.extend(view.text(end + 1..next));
        end = next;
    }
    if label.chars().count() > 12 || !is_label(&label) {
        return None;
    }
    for _ in 0..3 {
        let near = view.text(end..view.len().min(end + 8));
        let gap = near.iter().take_while(|&&c| " \t:=\"'([<>-,·/|".contains(c) || quote_level(c).is_some()).count();
        let from = end + gap;
        let to = hangul_end(view, from);
        if gap == 0 || gap > 6 || to == from || start == from {
            return None;
        }
        let word: String = view.text(from..to).iter().collect();
        if is_label(&word) {
            end = to;
            continue;
        }
        return (!WORDS.contains(&word.as_str())).then(|| name(view, from, to)).flatten();
    }
    None
}

/// The name in a run of Hangul: up to a form of address, or in two parts.
fn name(view: &View<'_>, from: usize, to: usize) -> Option<Range<usize>> {
    if to == from + 1 {
        let next = to + usize::from(view.at(to) == ' ');
        let stop = hangul_end(view, next);
        return (next > to && (1..=3).contains(&(stop - next))).then_some(from..stop);
    }
    let address = view.text(from..to).iter().position(|&c| c == '님').filter(|&index| index >= 2);
    Some(from..address.map_or(to, |index| from + index))
}

fn is_label(word: &str) -> bool {
    let word = word.strip_suffix(['은', '는', '이', '가', '님']).filter(|stem| ends_in_label(stem)).unwrap_or(word);
    ends_in_label(word)
}

fn ends_in_label(word: &str) -> bool {
    let stem = word.strip_suffix('명').unwrap_or(word);
    LABELS.iter().any(|label| word.ends_with(label) || stem.ends_with(label))
}

/// The name before 님, 고객님, 씨 or 귀하.
fn before_address(view: &View<'_>, start: usize, end: usize, run: &str) -> Option<Range<usize>> {
    let letters: Vec<char> = run.chars().collect();
    let attached = letters.iter().enumerate().skip(2).find_map(|(index, &c)| {
        let next = letters.get(index + 1).copied();
        match c {
            '님' => Some(index),
            '귀' if next == Some('하') => Some(index),
            '씨' if index <= 4 && is_surname(&letters) && next.is_none_or(|c| PARTICLES.contains(c)) => Some(index),
            _ => None,
        }
    });
    if let Some(index) = attached {
        let before = letters.get(..index)?;
        let guest = before.ends_with(&['고', '객']) && before.len() >= 4;
        let length = if guest { index - 2 } else { index };
        let name: String = before.get(..length)?.iter().collect();
        return (!is_role(&name)).then_some(start..start + length);
    }
    let next = view.skip(end, |c| c == ' ');
    let spaced = next > end && next <= end + 2;
    let follows = ["님", "고객님", "귀하"].iter().any(|word| view.reads(next, word))
        || view.at(next) == '씨'
            && (!matches!(view.at(next + 1), '가'..='힣') || PARTICLES.contains(view.at(next + 1)));
    (spaced && follows && (2..=4).contains(&letters.len()) && !is_role(run)).then_some(start..end)
}

fn is_role(name: &str) -> bool {
    ROLES.iter().any(|role| name.ends_with(role))
}

fn is_surname(letters: &[char]) -> bool {
    letters.first().is_some_and(|&first| SURNAMES.contains(first))
}

const PARTICLES: &str = "가는의를에께도와이한라만로";

/// Words before 님 or 씨 that are no names.
const ROLES: [&str; 34] = [
    "고객",
    "회원",
    "선생",
    "사장",
    "기사",
    "판매자",
    "구매자",
    "주문자",
    "수취인",
    "담당자",
    "대표",
    "부모",
    "관리자",
    "사용자",
    "요청자",
    "수령인",
    "셀러",
    "아저",
    "아가",
    "마음",
    "하느",
    "하나",
    "고추",
    "홍화",
    "유채",
    "호박",
    "포도",
    "수박",
    "살구",
    "매실",
    "여러분",
    "작가",
    "주인",
    "어머",
];

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
