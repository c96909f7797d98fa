//! Postal addresses and their screen form `서울특별시 강남구 ***`.

use crate::personal::personal_text;
use crate::{MASK, regions};

personal_text! {
    /// A postal address, or one line of it (`addr1`, `addr2`).
    Address
}

impl Address {
    /// The form for screens: province, city and district, whatever follows becomes `***`.
    ///
    /// The convention hides 읍·면·동 and everything below it, so building, floor and room go as well. The address
    /// is shown as far as its words are names in our own table of provinces, cities and districts: an
    /// address that begins with a road, a detail line or a foreign address becomes `***`, and a district founded
    /// after the table was written shows its province only. A leading postcode is hidden.
    ///
    /// ```
    /// use redact_kr::Address;
    ///
    /// assert_eq!(Address::from("서울특별시 강남구 테헤란로 152").masked(), "서울특별시 강남구 ***");
    /// assert_eq!(Address::from("경기도 성남시 분당구 판교로 1, 301호").masked(), "경기도 성남시 분당구 ***");
    /// assert_eq!(Address::from("테헤란로 152").masked(), "***");
    /// ```
    #[must_use]
    pub fn masked(&self) -> String {
        let mut shown = regions::leading(without_postcode(&self.0));
        shown.push(MASK);
        shown.join(" ")
    }
}

/// The words of an address without a postcode in front, in brackets or not, of five digits or the old `135-080`.
fn without_postcode(address: &str) -> impl Iterator<Item = &str> {
    let is_postcode =
        |word: &str| word.trim_matches(['(', ')', '[', ']']).chars().all(|c| c.is_ascii_digit() || c == '-');
    let mut words = address.split_whitespace().peekable();
    words.next_if(|word| is_postcode(word));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn all(cases: &[(&str, &str)]) {
        for (address, expected) in cases {
            assert_eq!(Address::from(*address).masked(), *expected, "{address:?}");
        }
    }

    #[test]
    fn province_city_and_district_stay() {
        all(&[
            ("서울특별시 강남구 테헤란로 152", "서울특별시 강남구 ***"),
            ("서울 강남구 역삼동 737", "서울 강남구 ***"),
            ("경기 수원시 영통구 광교로 1", "경기 수원시 영통구 ***"),
            ("부산광역시 해운대구 우동 1408", "부산광역시 해운대구 ***"),
            ("경기도 성남시 분당구 판교역로 166", "경기도 성남시 분당구 ***"),
            ("경기도 양평군 양평읍 양근리 1", "경기도 양평군 ***"),
            ("세종특별자치시 한누리대로 2130", "세종특별자치시 ***"),
            ("제주특별자치도 서귀포시 중앙로 1", "제주특별자치도 서귀포시 ***"),
            ("  서울특별시\u{3000}강남구\t테헤란로 152", "서울특별시 강남구 ***"),
            ("서울특별시 강남구", "서울특별시 강남구 ***"),
        ]);
    }

    #[test]
    fn a_postcode_in_front_is_hidden() {
        all(&[
            ("06236 서울특별시 강남구 테헤란로 152", "서울특별시 강남구 ***"),
            ("(06236) 서울특별시 강남구 테헤란로 152", "서울특별시 강남구 ***"),
            ("[135-080] 서울 강남구 역삼동", "서울 강남구 ***"),
            ("06236 12 서울 강남구", "***"),
            ("06236", "***"),
        ]);
    }

    #[test]
    fn words_that_are_no_region_are_hidden() {
        all(&[
            ("서울특별시 김영구 귀하", "서울특별시 ***"),
            ("서울특별시 홍길동군", "서울특별시 ***"),
            ("서울특별시 분당구 판교로", "서울특별시 ***"),
            ("경기도 성남시 판교동", "경기도 성남시 ***"),
            ("경기도 분당구 판교로", "경기도 ***"),
            ("서울특별시 강남구 강남구 강남구", "서울특별시 강남구 ***"),
            ("서울 서울 강남구", "서울 ***"),
        ]);
    }

    #[test]
    fn what_does_not_begin_with_a_province_is_hidden() {
        all(&[
            ("", "***"),
            ("테헤란로 152", "***"),
            ("301호", "***"),
            ("성남시 분당구 판교로 1", "***"),
            ("강남구", "***"),
        ]);
        all(&[("서울특별시강남구테헤란로152", "***"), ("홍길동 서울 강남구", "***"), ("152 Teheran-ro, Seoul", "***")]);
        all(&[
            ("서울\u{200b}특별시 강남구", "***"),
            ("\u{1109}\u{1165}\u{110b}\u{116e}\u{11af} 강남구", "***"),
            ("***", "***"),
        ]);
    }

    #[test]
    fn a_masked_address_stays_masked() {
        all(&[("서울특별시 강남구 ***", "서울특별시 강남구 ***"), ("서울특별시 ***구 역삼동", "서울특별시 ***")]);
    }
}
