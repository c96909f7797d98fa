//! On the wire the types are plain values, and an error of reading never quotes what stood there.

use redact_kr::{
    Address, CustomsCode, Email, FreeText, LoginId, NationalId, PersonName, Phone, PostCode, Secret, SecretKind,
    Sensitive,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

struct Key;
impl SecretKind for Key {
    const NAME: &'static str = "Key";
}

/// JSON of every wrong type, with the value that must not appear in the error.
const WRONG: [(&str, &str); 12] = [
    ("1012345678", "1012345678"),
    ("-1012345678", "1012345678"),
    ("10123.45678", "10123"),
    ("1e300", "1e"),
    ("true", "true"),
    ("false", "false"),
    ("null", "null`"),
    (r#"{"secretfield": "secretvalue"}"#, "secret"),
    (r#"{"1012345678": "secretvalue"}"#, "1012345678"),
    (r#"["secretvalue", 1012345678]"#, "secretvalue"),
    ("[1012345678]", "1012345678"),
    (r#"[["secretvalue"]]"#, "secretvalue"),
];

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "never read: only its errors count")]
struct Field<T> {
    field: T,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "never read: only its errors count")]
struct Flat<T> {
    #[serde(flatten)]
    inner: Field<T>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Untagged<T> {
    One(T),
}

/// Every message that reading `json` as `T` can end in, by every road serde has; empty where it was read.
fn errors<T: DeserializeOwned>(json: &str) -> serde_json::Result<Vec<String>> {
    let field = format!(r#"{{"field": {json}}}"#);
    let value: Value = serde_json::from_str(json)?;
    let field_value: Value = serde_json::from_str(&field)?;
    Ok(vec![
        message(serde_json::from_str::<T>(json)),
        message(serde_json::from_slice::<T>(json.as_bytes())),
        message(serde_json::from_reader::<_, T>(json.as_bytes())),
        message(T::deserialize(&value)),
        message(serde_json::from_value::<T>(value)),
        message(serde_json::from_str::<Field<T>>(&field)),
        message(serde_json::from_str::<Flat<T>>(&field)),
        message(serde_json::from_value::<Field<T>>(field_value)),
        message(serde_json::from_str::<Untagged<T>>(json)),
        message(serde_json::from_str::<Vec<T>>(&format!("[{json}]"))),
    ])
}

fn message<T>(result: serde_json::Result<T>) -> String {
    result.err().map(|error| error.to_string()).unwrap_or_default()
}

fn never_quotes<T: DeserializeOwned>(kind: &str) -> serde_json::Result<()> {
    for (json, value) in WRONG {
        let errors = errors::<T>(json)?;
        for error in &errors {
            assert!(!error.is_empty() && !error.contains(value), "{kind}: {error}");
        }
        assert!(errors.iter().any(|error| error.contains(kind)), "{kind} is not named: {errors:?}");
    }
    Ok(())
}

macro_rules! plain_text {
    ($($test:ident: $kind:ident;)*) => { $(
        #[test]
        fn $test() {
            for text in ["", "홍길동", "a\"\\\n😀", "010-1234-5678"] {
                let json = serde_json::to_string(text).expect("a string");
                let read: $kind = serde_json::from_str(&json).expect("a string");
                assert_eq!(read.expose(), text);
                assert_eq!(serde_json::to_string(&read).expect("a string"), json);
                assert_eq!(serde_json::from_value::<$kind>(Value::from(text)).expect("a string"), read);
                assert_eq!(serde_json::from_reader::<_, $kind>(json.as_bytes()).expect("a string"), read);
            }
            never_quotes::<$kind>(stringify!($kind)).expect("valid JSON");
        }
    )* };
}

plain_text! {
    address: Address;
    customs_code: CustomsCode;
    email: Email;
    free_text: FreeText;
    login_id: LoginId;
    national_id: NationalId;
    person_name: PersonName;
    phone: Phone;
    post_code: PostCode;
}

#[test]
fn a_secret_is_read_and_never_quoted() {
    let secret: Secret<Key> = serde_json::from_str("\"correct\\u0020horse\"").expect("a string");
    assert_eq!(secret.expose(), "correct horse");
    let secret: Secret<Key> = serde_json::from_value(Value::from("correct horse")).expect("a string");
    assert_eq!(secret.expose(), "correct horse");
    never_quotes::<Secret<Key>>("Key").expect("valid JSON");
}

#[test]
fn sensitive_is_transparent_and_silences_the_errors_of_its_value() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Birth {
        year: u16,
    }
    let birth: Sensitive<Birth> = serde_json::from_str(r#"{"year":1990}"#).expect("a birth");
    assert_eq!(serde_json::to_string(&birth).expect("a birth"), r#"{"year":1990}"#);
    for json in [r#"{"year":"secretvalue"}"#, r#""secretvalue""#, r#"{"secretvalue":1}"#, "123456789"] {
        let error = serde_json::from_str::<Sensitive<Birth>>(json).expect_err("no birth").to_string();
        assert!(error.starts_with("unreadable value (Sensitive)"), "{error}");
    }
}

#[test]
fn null_is_for_options() {
    assert_eq!(serde_json::from_str::<Option<Phone>>("null").expect("none"), None);
    assert_eq!(serde_json::from_str::<Option<Phone>>("\"1\"").expect("some"), Some(Phone::from("1")));
    assert_eq!(serde_json::from_str::<Sensitive<Option<u8>>>("null").expect("none"), Sensitive::new(None));
}

#[test]
fn an_error_keeps_its_position_and_category() {
    let wrong = serde_json::from_str::<Field<Phone>>("{\n  \"field\": 1012345678}").expect_err("a number");
    assert!(wrong.is_data() && wrong.line() == 2 && wrong.column() > 10, "{wrong}");
    assert!(wrong.to_string().starts_with("invalid type: number, expected a string (Phone)"), "{wrong}");
    assert!(serde_json::from_str::<Field<Phone>>(r#"{"field":"010-12"#).expect_err("cut off").is_eof());
    assert!(serde_json::from_str::<Field<Phone>>(r#"{"field":"\ud83d"}"#).expect_err("half a character").is_syntax());
}
