//! What holds for every input.

use proptest::prelude::*;
use redact_kr::Redactor;
use serde_json::Value;

/// Pieces of every syntax the scrubber reads, in any order.
const PIECES: [&str; 58] = [
    "\"",
    "\\\"",
    "\\\\\\\"",
    "\\",
    "'",
    "`",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "</",
    "/>",
    ":",
    "=",
    ",",
    ";",
    "&",
    "?",
    " ",
    "\n",
    "@",
    "+",
    "-",
    ".",
    "%",
    "%22",
    "%5C",
    "\\u0030",
    "\\ud83d",
    "\u{200b}",
    "***",
    "null",
    "0",
    "12",
    "010-1234-5678",
    "821012345678",
    "900101-1234567",
    "4111111111111111",
    "hong@example.com",
    "홍길동",
    "님",
    " 씨",
    "수취인",
    "예금주",
    "계좌",
    "서울",
    "강남구",
    "테헤란로 152",
    "receiver",
    "name",
    "password",
    "orderId",
    "Some(",
    "unknown field `",
];

/// Pieces that may expose one another, round after round.
const JOINED: [&str; 44] = [
    "+",
    "-",
    ".",
    "/",
    ":",
    "·",
    " ",
    "(",
    "\"",
    "\\\"",
    "=",
    "@",
    "1",
    "10",
    "82",
    "+82",
    "010",
    "02",
    "031",
    "0502",
    "1234",
    "345",
    "5678",
    "12345",
    "67890",
    "123456",
    "010-1234-5678",
    "900101-1234567",
    "9001011234567",
    "4111-1111-1111-1111",
    "123-45-67890",
    "계좌",
    "b.co",
    "buyer",
    "memo",
    "order id",
    "홍",
    "님",
    "고객님",
    "귀하",
    "강남구",
    "로",
    "invalid type: ",
    "***",
];

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..40).prop_map(|pieces| pieces.concat())
}

fn json(text: BoxedStrategy<String>) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((text.clone(), inner), 0..5).prop_map(|pairs| pairs.into_iter().collect()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_second_time_changes_nothing(text in soup()) {
        let redactor = Redactor::builder().secret("12").secret("홍길").build();
        let once = redactor.redact_text(&text);
        prop_assert_eq!(redactor.redact_text(&once), once.as_ref());
    }

    #[test]
    fn no_pieces_repeated_erase_a_record(pieces in prop::collection::vec(prop::sample::select(JOINED.as_slice()), 1..5)) {
        let text = pieces.concat().repeat(20);
        prop_assert!(!Redactor::new().redact_text(&text).contains("redaction failed"), "{}", text);
    }

    #[test]
    fn bytes_of_any_kind_are_taken(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let redactor = Redactor::new();
        let once = redactor.redact_bytes(&bytes);
        prop_assert_eq!(redactor.redact_bytes(&once), once.clone());
        prop_assert_eq!(redactor.redact_json(&bytes), once);
    }

    #[test]
    fn any_text_is_taken(text in "\\PC{0,200}") {
        let redactor = Redactor::new();
        let once = redactor.redact_text(&text);
        prop_assert_eq!(redactor.redact_text(&once), once.as_ref());
    }

    #[test]
    fn json_stays_json(document in json(soup().boxed())) {
        let input = document.to_string();
        let output = Redactor::new().redact_json(input.as_bytes());
        prop_assert!(serde_json::from_slice::<Value>(&output).is_ok(), "{} -> {}", input, String::from_utf8_lossy(&output));
        prop_assert!(!output.ends_with(b"redaction failed ***\"") , "{}", input);
        let text = Redactor::new().redact_text(&input);
        prop_assert_eq!(Redactor::new().redact_json(text.as_bytes()), text.as_bytes());
    }

    #[test]
    fn what_is_safe_stays_as_it_is(document in json("[a-z]{1,3}|[0-9]{1,5}|배송중|상태 [a-z]{2}".boxed())) {
        let quiet = document.to_string();
        let quiet = quiet.bytes().all(|byte| byte != b'-') && !digits(&quiet);
        let input = serde_json::to_string_pretty(&document).unwrap_or_default();
        if quiet {
            prop_assert_eq!(Redactor::new().redact_text(&input), input.as_str());
        }
    }

    #[test]
    fn a_planted_value_never_survives(
        (value, context) in prop::sample::select(PLANTED.as_slice()),
        encoding in prop::sample::select(ENCODINGS.as_slice()),
        before in "([a-z]{2,6} ){0,4}",
        after in "( [a-z]{2,6}){0,4}",
    ) {
        let planted = encoding(value);
        let input = format!("{before}{context} {planted}{after}");
        let output = Redactor::new().redact_text(&input);
        prop_assert!(!output.contains(&planted), "{} -> {}", input, output);
        prop_assert!(output.starts_with(&before) && output.ends_with(&after), "{} -> {}", input, output);
    }

    #[test]
    fn the_value_of_a_listed_key_never_survives(
        key in prop::sample::select(KEYS.as_slice()),
        shape in prop::sample::select(FORMS.as_slice()),
        value in "[가-힣a-z0-9#!]{3,12}",
    ) {
        let input = format!("status=ok, {}", shape.replace('K', key).replace('V', &value));
        let output = Redactor::new().redact_text(&input);
        prop_assert!(value == "null" || value == "true" || !output.contains(&value) || key.contains(&value), "{} -> {}", input, output);
        prop_assert!(output.contains("status=ok"), "{}", output);
    }
}

/// Whether a text has digits enough for a shape.
fn digits(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() > 5)
}

/// A value of every class, and the words it needs beside it.
const PLANTED: [(&str, &str); 16] = [
    ("010-2345-6789", "call"),
    ("01023456789", "call"),
    ("0507-2345-6789", "call"),
    ("02-345-6789", "call"),
    ("+82-10-2345-6789", "call"),
    ("+1-555-444-6789", "call"),
    ("hong.gildong@example.com", "mail"),
    ("900101-1234567", "rrn"),
    ("9001011234567", "rrn"),
    ("P123456789012", "code"),
    ("123-45-67890", "brn"),
    ("4111-1111-1111-1111", "card"),
    ("4111111111111111", "card"),
    ("110-234-567890", "계좌"),
    ("홍길동", "수취인"),
    ("남궁민수", "수령인은"),
];

type Encoding = fn(&str) -> String;

/// What must not help a value through.
const ENCODINGS: [Encoding; 12] = [
    str::to_owned,
    |text| encoded(text, |c| format!("\\u{:04x}", u32::from(c))),
    |text| encoded(text, |c| format!("\\\\u{:04X}", u32::from(c))),
    |text| encoded(text, percent),
    |text| encoded(text, |c| percent(c).replace('%', "%25")),
    |text| {
        encoded(text, |c| {
            char::from_u32(u32::from(c) + 0xfee0).filter(|_| c.is_ascii_graphic()).unwrap_or(c).to_string()
        })
    },
    |text| encoded(text, |c| format!("{c}\u{200b}")),
    |text| encoded(text, |c| format!("\u{ad}{c}")),
    |text| text.replace('-', "\u{2011}"),
    |text| text.replace('-', "\u{2212}"),
    |text| encoded(text, |c| format!("\\u{{{:x}}}", u32::from(c))),
    |text| encoded(text, decomposed),
];

fn encoded(text: &str, encode: impl Fn(char) -> String) -> String {
    text.chars().map(encode).collect()
}

fn percent(c: char) -> String {
    let mut bytes = [0; 4];
    c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn decomposed(c: char) -> String {
    let code = u32::from(c);
    if !('가'..='힣').contains(&c) {
        return c.to_string();
    }
    let index = code - 0xac00;
    let parts = [0x1100 + index / 588, 0x1161 + index % 588 / 28, 0x11a7 + index % 28];
    parts.into_iter().filter(|&part| part != 0x11a7).filter_map(char::from_u32).collect()
}

const KEYS: [&str; 12] = [
    "receiverName",
    "secret_key",
    "ORDERER-EMAIL",
    "addr2",
    "parcelPrintMessage",
    "cancelCompleteUser",
    "pccc",
    "x-api-key",
    "returnAddressDetail",
    "delivery_memo",
    "safe.number",
    "accountHolder",
];

/// The places a key and its value stand in: `K` is the key, `V` the value.
const FORMS: [&str; 17] = [
    "K=V",
    "K: V",
    "K=\"V\" n=1",
    "{\"K\":\"V\"}",
    "{\\\"K\\\":\\\"V\\\"}",
    "X { K: \"V\" }",
    "X { K: Some(\"V\") }",
    "X(K=V)",
    "X[K=V]",
    "<K>V</K>",
    "?a=b&K=V&c=d",
    "[\"K\",\"V\"]",
    "{\"K\":[\"V\",{\"x\":\"V\"}]}",
    "{\"K\" : \"V",
    "{'K': 'V'}",
    "{\"receiver\":{\"any\":\"V\"}}",
    "a%3D1%26K%3DV%26b%3D2",
];
