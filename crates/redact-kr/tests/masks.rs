//! Screen forms under any input: what is hidden never shows, whatever stands in the field.

use proptest::prelude::*;
use redact_kr::{Address, Email, PersonName, Phone};

const PREFIXES: [&str; 25] = [
    "010", "011", "016", "017", "018", "019", "050", "070", "02", "031", "032", "033", "041", "042", "043", "044",
    "051", "052", "053", "054", "055", "061", "062", "063", "064",
];

/// Strings that look like what the masks understand, in any order, so that the arbitrary ones come near a rule.
fn near() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[가-힣]{1,4}",
        "[0-9]{1,6}",
        "[-+() .@*]{1,2}",
        "[a-z.@]{1,6}",
        "[０-９]{1,4}",
        "\\PC{1,2}",
        Just("서울특별시 ".to_owned()),
        Just("경기도 성남시 ".to_owned()),
        Just("분당구 ".to_owned()),
        Just("+82".to_owned()),
        Just("010".to_owned()),
    ];
    prop_oneof![any::<String>(), proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())]
}

fn separator() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "-", " ", ".", "·", "\u{a0}", "\u{2011}", ") "])
}

/// The digits of a text in ASCII, full-width ones too, and the masked ones as `*`.
fn digits(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '0'..='9' | '*' => Some(c),
            '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
            _ => None,
        })
        .collect()
}

proptest! {
    #[test]
    fn a_phone_hides_its_middle_group(
        (prefix, middle) in prop::sample::select(vec![("010", "[0-9]{4}"), ("02", "[0-9]{3,4}"), ("031", "[0-9]{3,4}"), ("050", "[0-9]{4,5}"), ("070", "[0-9]{4}")])
            .prop_flat_map(|(prefix, middle)| (Just(prefix), middle)),
        last in "[0-9]{4}",
        (one, two) in (separator(), separator()),
        wide in any::<bool>(),
        abroad in any::<bool>(),
    ) {
        let national = format!("{prefix}{one}{middle}{two}{last}");
        let mut phone = if abroad { format!("+82 {}", &national[1..]) } else { national };
        if wide {
            phone = phone.chars().map(|c| match c {
                '0'..='9' => char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')).unwrap_or(c),
                _ => c,
            }).collect();
        }
        // The whole form is known, so no digit of the middle can stand anywhere in it.
        prop_assert_eq!(Phone::new(phone).masked(), format!("{prefix}-****-{last}"));
    }

    #[test]
    fn a_phone_shows_a_known_prefix_and_four_digits_at_most(text in near()) {
        let masked = Phone::new(text.as_str()).masked();
        if masked != "***" {
            let (prefix, end) = masked.split_once("****-").expect("the mask");
            prop_assert!(prefix.is_empty() || PREFIXES.iter().any(|known| prefix == format!("{known}-")), "{masked}");
            prop_assert_eq!(end.len(), 4);
            prop_assert!(digits(&text).ends_with(end) && digits(&text).len() >= 9, "{masked}");
        }
    }

    #[test]
    fn a_name_depends_on_its_ends_only(
        first in "[가-힣]",
        hidden in "[가-힣]{1,2}",
        other in "[가-힣]{1,2}",
        last in "[가-힣]",
    ) {
        // Two people who differ in what is hidden only have the same mask, unless one has a long family name
        // and hides more.
        let short = format!("{first}*");
        let whole = format!("{first}*{last}");
        let masks = [&hidden, &other].map(|middle| PersonName::new(format!("{first}{middle}{last}")).masked());
        for mask in &masks {
            prop_assert!(*mask == whole || *mask == short, "{mask}");
        }
        prop_assert_eq!(PersonName::new(format!("{first}{last}")).masked(), short);
    }

    #[test]
    fn a_name_hides_the_first_of_the_given_name(
        family in prop::sample::select(vec!["김", "홍", "선", "남", "남궁", "황보", "제갈", "선우", "독고"]),
        given in "[가-힣]{1,2}",
    ) {
        let masked = PersonName::new(format!("{family}{given}")).masked();
        let first = given.chars().next().expect("a given name");
        let shown: Vec<char> = masked.chars().filter(|c| *c != '*').collect();
        // The family's first character, and the given name's last one if that is not its first too.
        prop_assert!(family.starts_with(shown[0]), "{masked}");
        match shown[1..] {
            [] => {}
            [last] => prop_assert!(given.chars().count() > 1 && given.ends_with(last), "{masked} shows {first}"),
            _ => prop_assert!(false, "{masked}"),
        }
    }

    #[test]
    fn any_name_shows_two_syllables_at_most(text in near()) {
        let masked = PersonName::new(text.as_str()).masked();
        let shown: Vec<char> = masked.chars().filter(|c| *c != '*').collect();
        prop_assert!(shown.len() <= 2 && masked.contains('*') && masked.chars().count() <= 3, "{masked}");
        prop_assert!(shown.iter().all(|c| text.contains(*c) && matches!(c, '가'..='힣')), "{masked}");
        let again = PersonName::new(masked.as_str()).masked();
        prop_assert_eq!(again, masked);
    }

    #[test]
    fn an_email_hides_its_local_part(local in "[a-z0-9][a-z0-9._+-]{0,20}", domain in "[a-z]{1,8}\\.(com|co\\.kr|한국)") {
        let masked = Email::new(format!("{local}@{domain}")).masked();
        let first = if local.len() > 1 { &local[..1] } else { "" };
        prop_assert_eq!(masked, format!("{first}***@{domain}"));
    }

    #[test]
    fn any_email_shows_one_character_before_the_mask(text in near()) {
        let masked = Email::new(text.as_str()).masked();
        if masked != "***" {
            let (local, domain) = masked.split_once('@').expect("a domain");
            prop_assert!(local == "***" || (local.len() == 4 && local.ends_with("***") && text.trim().starts_with(&local[..1])));
            prop_assert!(text.trim().ends_with(&format!("@{domain}")) && text.matches('@').count() == 1, "{masked}");
        }
    }

    #[test]
    fn an_address_is_independent_of_what_follows_the_district(
        region in prop::sample::select(vec!["서울특별시 강남구", "부산 해운대구", "경기도 성남시 분당구", "경기도 양평군", "세종시"]),
        tail in near(),
    ) {
        prop_assert_eq!(Address::new(format!("{region} {tail}")).masked(), format!("{region} ***"));
        prop_assert_eq!(Address::new(format!("06236 {region} {tail}")).masked(), format!("{region} ***"));
    }

    #[test]
    fn any_address_shows_names_of_regions_only(text in near()) {
        let masked = Address::new(text.as_str()).masked();
        let words: Vec<&str> = masked.split(' ').collect();
        prop_assert!(words.len() <= 4 && words.last() == Some(&"***"), "{masked}");
        for word in &words[..words.len() - 1] {
            prop_assert!(["서울특별시", "경기도", "성남시", "분당구"].contains(word) || word.ends_with(['시', '군', '구']) || word.chars().count() <= 3, "{masked}");
            prop_assert!(text.split_whitespace().any(|given| given == *word), "{masked}");
        }
    }
}
