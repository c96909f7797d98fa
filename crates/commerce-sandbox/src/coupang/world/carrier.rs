//! Carriers by the codes that writes name them with.

use super::carrier_table::CARRIERS;

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
    /// Not written down anywhere: letters and digits, at least one (assumed).
    Unknown,
}

impl Carrier {
    pub(super) const fn new(code: &'static str, name: &'static str) -> Self {
        Self { code, name, form: Form::Unknown }
    }

    pub(super) const fn with(self, form: Form) -> Self {
        Self { form, ..self }
    }

    /// The carrier of a code; case matters.
    pub(in crate::coupang) fn of_code(code: &str) -> Option<&'static Self> {
        CARRIERS.iter().find(|carrier| carrier.code == code)
    }

    /// The seller's own delivery, which nobody tracks.
    pub(in crate::coupang) fn is_direct(&self) -> bool {
        self.code == "DIRECT"
    }

    /// Whether a number can stand on one of its waybills.
    pub(in crate::coupang) fn takes(&self, number: &str) -> bool {
        let digits = number.bytes().all(|byte| byte.is_ascii_digit());
        let plain = number.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match self.form {
            Form::Digits(lengths) => digits && lengths.contains(&number.len()),
            Form::Letters(lengths) => plain && lengths.contains(&number.len()),
            Form::AnyDigits => digits && !number.is_empty(),
            Form::Unknown => plain && !number.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CARRIERS, Carrier};
    use std::collections::BTreeSet;

    #[test]
    fn numbers_have_the_documented_forms() {
        let takes = |code: &str, number: &str| Carrier::of_code(code).expect("a carrier").takes(number);
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
        assert!(Carrier::of_code("cjgls").is_none());
    }

    #[test]
    fn every_code_stands_once() {
        let codes: BTreeSet<&str> = CARRIERS.iter().map(|carrier| carrier.code).collect();
        assert_eq!(codes.len(), CARRIERS.len());
        assert!(codes.contains("FEDEX") && codes.contains("SFEXPRESS"));
    }
}
