//! Carriers by the codes that writes name them with.

use super::carrier_table::{CARRIERS, ON_THE_PAGE, ON_THE_PORTAL};
use crate::coupang::rules::{Carriers, OtherNumbers};

/// A carrier.
#[derive(Debug)]
pub(in crate::coupang) struct Carrier {
    pub(in crate::coupang) code: &'static str,
    /// As order sheets name it.
    pub(in crate::coupang) name: &'static str,
    form: Form,
}

/// What its waybill numbers look like.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    /// Digits, as many as one of these.
    Digits(&'static [usize]),
    /// Letters and digits, as many as one of these.
    Letters(&'static [usize]),
    /// Digits, at least one.
    AnyDigits,
    /// Not written down anywhere: letters and digits unless `other_numbers`, at least one.
    Unknown,
}

impl Carrier {
    pub(super) const fn new(code: &'static str, name: &'static str) -> Self {
        Self { code, name, form: Form::Unknown }
    }

    pub(super) const fn with(self, form: Form) -> Self {
        Self { form, ..self }
    }

    /// The carrier of a code, if it is among those that waybills may name; case matters.
    pub(in crate::coupang) fn of_code(code: &str, carriers: Carriers) -> Option<&'static Self> {
        let known = match carriers {
            Carriers::All => CARRIERS.len(),
            Carriers::Portal => ON_THE_PORTAL,
            Carriers::Page => ON_THE_PAGE,
        };
        CARRIERS.iter().take(known).find(|carrier| carrier.code == code)
    }

    /// The seller's own delivery, which nobody tracks.
    pub(in crate::coupang) fn is_direct(&self) -> bool {
        self.code == "DIRECT"
    }

    /// Whether a number can stand on one of its waybills.
    pub(in crate::coupang) fn takes(&self, number: &str, other: OtherNumbers) -> bool {
        let digits = number.bytes().all(|byte| byte.is_ascii_digit());
        let plain = number.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match self.form {
            Form::Digits(lengths) => digits && lengths.contains(&number.len()),
            Form::Letters(lengths) => plain && lengths.contains(&number.len()),
            Form::AnyDigits => digits && !number.is_empty(),
            Form::Unknown if other == OtherNumbers::Digits => digits && !number.is_empty(),
            Form::Unknown => plain && !number.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CARRIERS, Carrier, Carriers, ON_THE_PAGE, ON_THE_PORTAL, OtherNumbers};
    use std::collections::BTreeSet;

    #[test]
    fn numbers_have_the_documented_forms() {
        let of_code = |code: &str| Carrier::of_code(code, Carriers::All);
        let takes =
            |code: &str, number: &str| of_code(code).expect("a carrier").takes(number, OtherNumbers::LettersAndDigits);
        for (code, good, bad) in [
            ("CJGLS", ["1234567890", "123456789012"], "12345678901"),
            ("HYUNDAI", ["1234567890", "1234567890123"], "12345678901"),
            ("KGB", ["1234567890", "12345678901"], "123456789012"),
            ("EPOST", ["1234567890123", "0000000000000"], "1234567890"),
            ("KDEXP", ["12345678", "1234567890123456"], "12345678901234567"),
            ("DHL", ["AB12345678", "1234567890123"], "AB1234567"),
            ("UPS", ["1Z0000000000000000", "123456789"], "1Z"),
            ("DIRECT", ["1", "20260302001"], "A1"),
            ("AJOU", ["A1", "1"], "1-2"),
        ] {
            for number in good {
                assert!(takes(code, number), "{code} {number}");
            }
            assert!(!takes(code, bad) && !takes(code, ""), "{code} {bad}");
        }
        assert!(!takes("CJGLS", "12345678901a"));
        assert!(of_code("cjgls").is_none());
    }

    #[test]
    fn every_code_stands_once() {
        let codes: BTreeSet<&str> = CARRIERS.iter().map(|carrier| carrier.code).collect();
        assert_eq!(codes.len(), CARRIERS.len());
        assert!(codes.contains("FEDEX") && codes.contains("SFEXPRESS"));
        assert_eq!((CARRIERS[ON_THE_PAGE - 1].code, CARRIERS[ON_THE_PAGE].code), ("UPS", "KGBPS"));
        assert_eq!((CARRIERS[ON_THE_PORTAL - 1].code, CARRIERS[ON_THE_PORTAL].code), ("DHLGLOBALMAIL", "ACCCARGO"));
    }
}
