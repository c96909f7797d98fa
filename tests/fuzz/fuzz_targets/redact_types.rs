//! Any text as a personal field or a secret, from JSON too: it does not print itself, and its mask does not hold it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use redact_kr::{Address, CustomsCode, Email, FreeText, LoginId, NationalId, PersonName, Phone, PostCode, Sensitive};
use serde_json::Value;

#[path = "../shared/planted.rs"]
mod planted;

use planted::{WORD, planted, silent, silent_error};

macro_rules! checked {
    ($text:ident: $($kind:ident),*) => {$(
        let kept = $kind::from($text.clone());
        silent(&kept);
        assert_eq!(kept.expose(), $text);
        assert_eq!(kept.is_empty(), $text.is_empty());
        let json = Value::from($text.clone());
        assert_eq!(serde_json::from_value::<$kind>(json).expect("text").expose(), $text);
    )*};
}

fuzz_target!(|bytes: &[u8]| {
    let bytes = planted(bytes);
    if let Ok(text) = String::from_utf8(bytes.clone()) {
        let text = format!("{text}{WORD}");
        checked!(text: PersonName, Phone, Address, Email, FreeText, LoginId, CustomsCode, NationalId, PostCode);
        // The domain of an address is shown.
        let email = format!("{WORD}{}", text.replace(WORD, "X"));
        for masked in [
            PersonName::from(text.clone()).masked(),
            Phone::from(text.clone()).masked(),
            Email::from(email).masked(),
            Address::from(text.clone()).masked(),
        ] {
            assert!(!masked.contains(WORD) && masked.contains('*'), "{masked}");
        }
        let sensitive = Sensitive::new(Value::from(text));
        silent(&sensitive);
    }
    // An error of another type quotes nothing.
    for error in [
        serde_json::from_slice::<PersonName>(&bytes).err(),
        serde_json::from_slice::<Phone>(&bytes).err(),
        serde_json::from_slice::<CustomsCode>(&bytes).err(),
    ] {
        error.iter().for_each(silent_error);
    }
});
