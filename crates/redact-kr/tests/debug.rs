//! `Debug` of every type is one constant, wherever the value stands.

use redact_kr::{
    Address, CustomsCode, Email, FreeText, LoginId, NationalId, PersonName, Phone, PostCode, Redactor, Secret,
    SecretKind, Sensitive,
};

const CANARY: &str = "홍길동 010-1234-5678 hong@example.com";

struct Key;
impl SecretKind for Key {
    const NAME: &'static str = "Key";
}

#[derive(Debug)]
#[expect(dead_code, reason = "read by the derived Debug only")]
struct Holder<T> {
    plain: T,
    optional: Option<T>,
    list: Vec<T>,
}

/// Everything `Debug` can be asked for, of the value alone and inside other values.
fn shown<T: std::fmt::Debug>(make: impl Fn() -> T) -> Vec<String> {
    let holder = Holder { plain: make(), optional: Some(make()), list: vec![make(), make()] };
    let alone = make();
    vec![
        format!("{alone:?}"),
        format!("{alone:#?}"),
        format!("{alone:>80?} {alone:02x?} {alone:.3?}"),
        format!("{holder:?}"),
        format!("{holder:#?}"),
        format!("{:?}", Ok::<_, ()>(make())),
    ]
}

macro_rules! constant_debug {
    ($($test:ident: $make:expr, $shows:literal;)*) => { $(
        #[test]
        fn $test() {
            let with = |text: &'static str| shown(|| $make(text));
            let canary = with(CANARY);
            assert_eq!(canary, with(""), "depends on the value");
            assert_eq!(canary[0], $shows);
            assert_eq!(canary[1], $shows);
            assert_eq!(
                canary[3],
                concat!("Holder { plain: ", $shows, ", optional: Some(", $shows, "), list: [", $shows, ", ", $shows, "] }"),
            );
        }
    )* };
}

constant_debug! {
    address: Address::from, "Address(<redacted>)";
    customs_code: CustomsCode::from, "CustomsCode(<redacted>)";
    email: Email::from, "Email(<redacted>)";
    free_text: FreeText::from, "FreeText(<redacted>)";
    login_id: LoginId::from, "LoginId(<redacted>)";
    national_id: NationalId::from, "NationalId(<redacted>)";
    person_name: PersonName::from, "PersonName(<redacted>)";
    phone: Phone::from, "Phone(<redacted>)";
    post_code: PostCode::from, "PostCode(<redacted>)";
    secret: |text: &str| Secret::<Key>::new(text.into()), "Secret<Key>(<redacted>)";
    sensitive: Sensitive::new, "Sensitive(<redacted>)";
}

constant_debug! {
    redactor: |text: &str| Redactor::builder().secret(text).build(), "Redactor(<redacted>)";
    redactor_builder: |text: &str| Redactor::builder().secret(text), "RedactorBuilder(<redacted>)";
}

/// Every type that the crate exports stands in this file: a new one is not forgotten.
#[test]
fn every_public_type_is_shown_here() {
    let exports = include_str!("../src/lib.rs").lines().filter_map(|line| line.strip_prefix("pub use "));
    let paths = exports.flat_map(|line| line.trim_end_matches(['}', ';']).split([',', '{']).map(str::trim));
    let names = paths.filter_map(|path| path.rsplit("::").next()).filter(|name| !name.is_empty());
    let types: Vec<&str> = names.collect();
    assert!(types.contains(&"PersonName") && types.contains(&"RedactorBuilder"), "{types:?}");
    let shown = include_str!("debug.rs").replace("SecretKind for Key", "\"SecretKind(");
    for name in types {
        assert!(shown.contains(&format!("\"{name}(")) || shown.contains(&format!("\"{name}<")), "{name}");
    }
}
