//! Names of people and their screen form `홍*동`.

use crate::MASK;
use crate::personal::personal_text;

personal_text! {
    /// The name of a person: buyer, receiver, account holder, member of staff.
    PersonName
}

impl PersonName {
    /// The form for screens: first and last syllable of a Korean name, `***` for every other one.
    ///
    /// The convention hides at least the first character of the given name. Three or four syllables keep the
    /// first and the last, with one `*` whatever stands between; two syllables, and a two-syllable family name
    /// with a given name of one, keep the first. Where it is unknown which part is the given name (Latin letters,
    /// words, Hanja, a single syllable, five and more) nothing is kept; whole Hangul names are taken to begin with
    /// the family name, as they are written in Korea. A name the vendor has masked stays so.
    ///
    /// ```
    /// use redact_kr::PersonName;
    ///
    /// assert_eq!(PersonName::from("홍길동").masked(), "홍*동");
    /// assert_eq!(PersonName::from("남궁민수").masked(), "남*수");
    /// assert_eq!(PersonName::from("남궁민").masked(), "남*");
    /// assert_eq!(PersonName::from("김철").masked(), "김*");
    /// assert_eq!(PersonName::from("Hong Gildong").masked(), "***");
    /// ```
    #[must_use]
    pub fn masked(&self) -> String {
        mask(&self.0)
    }
}

/// Family names of two syllables. In a name of three they leave one syllable to the given name, which must not
/// show; a namesake of one syllable (선 + 우진) only loses its last syllable by it.
const LONG_FAMILY_NAMES: [&str; 15] = [
    "강전", "남궁", "독고", "동방", "망절", "무본", "사공", "서문", "선우", "소봉", "어금", "장곡", "제갈", "황보",
    "황목",
];

/// The longest name of which anything is shown: a family name of two syllables and a given name of two.
const LONGEST: usize = 4;

fn mask(name: &str) -> String {
    let name = name.trim();
    let letters: Vec<char> = name.chars().take(LONGEST + 1).collect();
    match letters.as_slice() {
        [first, rest @ ..] if !is_syllable(*first) || !rest.iter().all(|&c| is_syllable(c) || c == '*') => MASK.into(),
        [first, _] => format!("{first}*"),
        [first, _, _] if LONG_FAMILY_NAMES.iter().any(|family| name.starts_with(family)) => format!("{first}*"),
        [first, _, .., last] if letters.len() <= LONGEST => format!("{first}*{last}"),
        _ => MASK.into(),
    }
}

/// A whole Hangul syllable. Decomposed text is letters, of which one character is no syllable: it is hidden.
fn is_syllable(c: char) -> bool {
    matches!(c, '가'..='힣')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn all(cases: &[(&str, &str)]) {
        for (name, expected) in cases {
            assert_eq!(mask(name), *expected, "{name:?}");
        }
    }

    #[test]
    fn korean_names_keep_the_first_and_last_syllable() {
        all(&[("홍길동", "홍*동"), ("김빛나라", "김*라"), ("남궁민수", "남*수"), ("황보석", "황*"), ("이산", "이*")]);
        all(&[(" 홍길동\u{3000}", "홍*동"), ("홍길동님", "홍*님"), ("선우진", "선*"), ("제갈공명", "제*명")]);
    }

    #[test]
    fn what_is_no_korean_name_is_hidden() {
        all(&[("", "***"), ("김", "***"), ("홍 길동", "***"), ("알렉산드르", "***"), ("홍길동 외 1명", "***")]);
        all(&[("J", "***"), ("Hong Gildong", "***"), ("Li", "***"), ("홍Gildong", "***"), ("洪吉童", "***")]);
        all(&[
            ("홍길동😀", "***"),
            ("홍길\u{301}동", "***"),
            ("ㅎㄱㄷ", "***"),
            ("홍길1", "***"),
            ("홍\u{200b}길", "***"),
        ]);
        let decomposed = "\u{1112}\u{1169}\u{11bc}\u{1100}\u{1175}\u{11af}";
        all(&[(decomposed, "***"), ("\u{1112}\u{1169}\u{11bc}", "***"), ("주식회사홍길동", "***")]);
    }

    #[test]
    fn a_masked_name_stays_masked() {
        all(&[
            ("홍*동", "홍*동"),
            ("박**", "박**"),
            ("김*", "김*"),
            ("남궁*수", "남*수"),
            ("***", "***"),
            ("*길동", "***"),
        ]);
    }
}
