//! The provinces, cities and districts of Korea, as far as an address may show them.

/// The names of regions an address begins with: province, then city or district, then the district of the city.
///
/// Only names of the table are returned, never text of the address, so nothing else can pass.
pub(crate) fn leading<'a>(mut words: impl Iterator<Item = &'a str>) -> Vec<&'static str> {
    let mut shown = Vec::with_capacity(4);
    let Some((province, districts)) = words.next().and_then(province) else { return shown };
    shown.push(province);
    let Some(district) = words.next().and_then(|word| name_in(districts, word)) else { return shown };
    shown.push(district);
    let wards = CITY_DISTRICTS.iter().find(|(city, _)| *city == district).map_or("", |(_, wards)| wards);
    shown.extend(words.next().and_then(|word| name_in(wards, word)));
    shown
}

/// Whether a province begins with a syllable.
pub(crate) fn begins_a_province(first: char) -> bool {
    matches!(first, '서' | '부' | '대' | '인' | '광' | '울' | '세' | '경' | '강' | '충' | '전' | '제')
}

/// Whether a word is the name of a province, in a spelling of the table.
pub(crate) fn is_province(word: &[u8]) -> bool {
    if word.len() != 2 * SYLLABLE && !FULL.iter().any(|end| word.ends_with(end.as_bytes())) {
        return false;
    }
    PROVINCES.iter().any(|(names, _)| {
        let names = names.as_bytes();
        // The short names come last, and are the usual ones.
        names.first_chunk::<SYLLABLE>() == word.first_chunk()
            && names.rsplit(|&byte| byte == b' ').any(|name| name == word)
    })
}

fn province(word: &str) -> Option<(&'static str, &'static str)> {
    PROVINCES.iter().find_map(|(names, districts)| Some((name_in(names, word)?, *districts)))
}

const SYLLABLE: usize = '가'.len_utf8();

/// What every name of a province ends with that has more than two syllables.
const FULL: [&str; 2] = ["시", "도"];

fn name_in(names: &'static str, word: &str) -> Option<&'static str> {
    names.split(' ').find(|name| *name == word)
}

/// Spellings of each province, and its cities, counties and districts (시·군·구), as of 2026-01 with the districts
/// of Incheon that begin in 2026-07. A name missing here is hidden, so an old table shows less, not more.
const PROVINCES: [(&str, &str); 17] = [
    (
        "서울특별시 서울시 서울",
        "종로구 중구 용산구 성동구 광진구 동대문구 중랑구 성북구 강북구 도봉구 노원구 은평구 서대문구 마포구 양천구 강서구 \
         구로구 금천구 영등포구 동작구 관악구 서초구 강남구 송파구 강동구",
    ),
    (
        "부산광역시 부산시 부산",
        "중구 서구 동구 영도구 부산진구 동래구 남구 북구 해운대구 사하구 금정구 강서구 연제구 수영구 사상구 기장군",
    ),
    ("대구광역시 대구시 대구", "중구 동구 서구 남구 북구 수성구 달서구 달성군 군위군"),
    (
        "인천광역시 인천시 인천",
        "중구 동구 미추홀구 연수구 남동구 부평구 계양구 서구 강화군 옹진군 제물포구 영종구 검단구",
    ),
    ("광주광역시 광주시 광주", "동구 서구 남구 북구 광산구"),
    ("대전광역시 대전시 대전", "동구 중구 서구 유성구 대덕구"),
    ("울산광역시 울산시 울산", "중구 남구 동구 북구 울주군"),
    ("세종특별자치시 세종시 세종", ""),
    (
        "경기도 경기",
        "수원시 성남시 의정부시 안양시 부천시 광명시 평택시 동두천시 안산시 고양시 과천시 구리시 남양주시 오산시 시흥시 \
         군포시 의왕시 하남시 용인시 파주시 이천시 안성시 김포시 화성시 광주시 양주시 포천시 여주시 연천군 가평군 양평군",
    ),
    (
        "강원특별자치도 강원도 강원",
        "춘천시 원주시 강릉시 동해시 태백시 속초시 삼척시 홍천군 횡성군 영월군 평창군 정선군 철원군 화천군 양구군 인제군 \
         고성군 양양군",
    ),
    ("충청북도 충북", "청주시 충주시 제천시 보은군 옥천군 영동군 증평군 진천군 괴산군 음성군 단양군"),
    (
        "충청남도 충남",
        "천안시 공주시 보령시 아산시 서산시 논산시 계룡시 당진시 금산군 부여군 서천군 청양군 홍성군 예산군 태안군",
    ),
    (
        "전북특별자치도 전라북도 전북",
        "전주시 군산시 익산시 정읍시 남원시 김제시 완주군 진안군 무주군 장수군 임실군 순창군 고창군 부안군",
    ),
    (
        "전라남도 전남",
        "목포시 여수시 순천시 나주시 광양시 담양군 곡성군 구례군 고흥군 보성군 화순군 장흥군 강진군 해남군 영암군 무안군 \
         함평군 영광군 장성군 완도군 진도군 신안군",
    ),
    (
        "경상북도 경북",
        "포항시 경주시 김천시 안동시 구미시 영주시 영천시 상주시 문경시 경산시 의성군 청송군 영양군 영덕군 청도군 고령군 \
         성주군 칠곡군 예천군 봉화군 울진군 울릉군",
    ),
    (
        "경상남도 경남",
        "창원시 진주시 통영시 사천시 김해시 밀양시 거제시 양산시 의령군 함안군 창녕군 고성군 남해군 하동군 산청군 함양군 \
         거창군 합천군",
    ),
    ("제주특별자치도 제주도 제주", "제주시 서귀포시"),
];

/// The cities that are cut into districts without a government of their own (일반구).
const CITY_DISTRICTS: [(&str, &str); 13] = [
    ("수원시", "장안구 권선구 팔달구 영통구"),
    ("성남시", "수정구 중원구 분당구"),
    ("안양시", "만안구 동안구"),
    ("부천시", "원미구 소사구 오정구"),
    ("안산시", "상록구 단원구"),
    ("고양시", "덕양구 일산동구 일산서구"),
    ("용인시", "처인구 기흥구 수지구"),
    ("화성시", "만세구 효행구 병점구 동탄구"),
    ("청주시", "상당구 서원구 흥덕구 청원구"),
    ("천안시", "동남구 서북구"),
    ("전주시", "완산구 덕진구"),
    ("포항시", "남구 북구"),
    ("창원시", "의창구 성산구 마산합포구 마산회원구 진해구"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_complete_and_well_formed() {
        let words = |text: &'static str| text.split(' ').filter(|word| !word.is_empty());
        let districts: usize = PROVINCES.iter().map(|(_, districts)| words(districts).count()).sum();
        // 226 with a government of their own, the two cities of Jeju, three new districts of Incheon.
        assert_eq!(districts, 226 + 2 + 3);
        for district in PROVINCES.iter().flat_map(|(_, districts)| words(districts)) {
            assert!(district.ends_with(['시', '군', '구']), "{district}");
        }
        for (city, wards) in CITY_DISTRICTS {
            let owners = PROVINCES.iter().filter(|(_, districts)| name_in(districts, city).is_some()).count();
            assert_eq!(owners, 1, "{city}");
            assert!(words(wards).all(|ward| ward.ends_with('구')), "{city}");
        }
    }

    #[test]
    fn every_province_is_found_by_each_of_its_names() {
        let names = || PROVINCES.iter().flat_map(|(names, _)| names.split(' '));
        assert!(names().count() > 2 * PROVINCES.len());
        for name in names() {
            assert!(is_province(name.as_bytes()) && name.chars().next().is_some_and(begins_a_province), "{name}");
        }
        for word in ["", "서", "서울특별", "서울 서울시", "강남구", "도", "가나시", "기도"] {
            assert!(!is_province(word.as_bytes()), "{word}");
        }
    }

    #[test]
    fn an_empty_word_is_no_name() {
        assert_eq!(leading([""].into_iter()), Vec::<&str>::new());
    }

    #[test]
    fn a_region_belongs_to_the_one_before_it() {
        assert_eq!(leading(["서울", "해운대구"].into_iter()), ["서울"]);
        assert_eq!(leading(["경북", "포항시", "분당구"].into_iter()), ["경북", "포항시"]);
        assert_eq!(leading(["경북", "포항시", "북구", "남구"].into_iter()), ["경북", "포항시", "북구"]);
    }
}
