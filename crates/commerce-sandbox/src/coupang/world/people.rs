//! People who do not exist: the names say "example", the numbers are unassigned, the districts are on no map.

use crate::coupang::dice::Dice;

/// Somebody with a relay number.
#[derive(Clone)]
pub(in crate::coupang) struct Person {
    pub(in crate::coupang) name: String,
    /// Absent now and then, as on 2021-07-07 when it was `null` for a morning.
    pub(in crate::coupang) safe_number: Option<Phone>,
}

/// A Korean phone number.
#[derive(Clone)]
pub(in crate::coupang) struct Phone {
    area: &'static str,
    exchange: &'static str,
    line: u32,
}

/// Where a parcel goes.
#[derive(Clone)]
pub(in crate::coupang) struct Place {
    pub(in crate::coupang) addr1: String,
    pub(in crate::coupang) addr2: String,
    pub(in crate::coupang) post_code: String,
    /// An island or the mountains: delivery costs more.
    pub(in crate::coupang) remote: bool,
}

impl Person {
    pub(super) fn throw(dice: &mut Dice) -> Self {
        let name = format!("{}{}", dice.pick(&FAMILY_NAMES), dice.pick(&GIVEN_NAMES));
        Self { name, safe_number: (!dice.chance(2)).then(|| Phone::relay(dice)) }
    }
}

impl Phone {
    /// A relay number.
    pub(super) fn relay(dice: &mut Dice) -> Self {
        Self { area: "0502", exchange: "000", line: dice.below(10_000) }
    }

    /// A mobile number in an exchange that is not assigned.
    pub(super) fn mobile(dice: &mut Dice) -> Self {
        Self { area: "010", exchange: "0000", line: dice.below(10_000) }
    }

    /// `010-****-1111`: how older versions show a buyer's number.
    pub(in crate::coupang) fn masked(&self) -> String {
        format!("{}-****-{:04}", self.area, self.line)
    }

    /// `0502-000-1111`.
    pub(in crate::coupang) fn local(&self) -> String {
        format!("{}-{}-{:04}", self.area, self.exchange, self.line)
    }

    /// `+825020001111`.
    pub(in crate::coupang) fn international(&self) -> String {
        format!("+82{}{}{:04}", self.area.trim_start_matches('0'), self.exchange, self.line)
    }
}

impl Place {
    pub(super) fn throw(dice: &mut Dice) -> Self {
        let (region, remote) = dice.pick(&REGIONS);
        let (road, number) = (dice.pick(&ROADS), dice.below(99) + 1);
        let addr2 = match dice.below(4) {
            0 => String::new(),
            1 => format!("{}호", 101 + dice.below(20) * 100),
            _ => format!("{}동 {}호", 101 + dice.below(12), 101 + dice.below(20) * 100),
        };
        // Korean post codes begin at 01000, the older hyphenated ones at 100-000.
        let post_code = if dice.chance(10) {
            format!("000-{:03}", dice.below(1_000))
        } else {
            format!("00{:03}", dice.below(1_000))
        };
        Self { addr1: format!("{region} {road} {number}"), addr2, post_code, remote }
    }
}

const FAMILY_NAMES: [&str; 12] = ["김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "남궁"];
const GIVEN_NAMES: [&str; 10] = ["가상", "예시", "시험", "견본", "모의", "보기", "허구", "연습", "가공", "표본"];
const ROADS: [&str; 6] = ["예시로", "견본대로", "시험길", "모의로", "가공로12번길", "연습대로"];
const REGIONS: [(&str, bool); 8] = [
    ("서울특별시 가상구", false),
    ("서울특별시 모의구", false),
    ("부산광역시 예시구", false),
    ("대구광역시 시험구", false),
    ("경기도 견본시 보기구", false),
    ("충청남도 허구시", false),
    ("제주특별자치도 가상시", true),
    ("강원특별자치도 예시군", true),
];

#[cfg(test)]
mod tests {
    use super::Phone;

    #[test]
    fn a_number_has_two_spellings() {
        let relay = Phone { area: "0502", exchange: "000", line: 1_111 };
        assert_eq!(relay.local(), "0502-000-1111");
        assert_eq!(relay.international(), "+825020001111");
        let mobile = Phone { area: "010", exchange: "0000", line: 7 };
        assert_eq!(mobile.international(), "+821000000007");
        assert_eq!(mobile.masked(), "010-****-0007");
    }
}
