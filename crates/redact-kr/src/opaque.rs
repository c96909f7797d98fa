//! Personal text of which no part is harmless, not even on a screen.

use crate::MASK;
use crate::personal::personal_text;

/// Declares kinds whose screen form is the bare mask.
macro_rules! opaque_text {
    ($($(#[$doc:meta])* $kind:ident)*) => { $(
        personal_text! { $(#[$doc])* $kind }

        impl $kind {
            /// The form for screens: always `***`, because no part of this kind is harmless.
            #[must_use]
            pub fn masked(&self) -> String {
                MASK.to_owned()
            }
        }
    )* };
}

opaque_text! {
    /// A personal customs clearance code (개인통관고유부호): `P` and 12 digits.
    ///
    /// It stands for the person towards the customs office, and its digits have no public part.
    CustomsCode

    /// Text a person wrote: an inquiry, a reply, a delivery memo, a reason in the buyer's own words.
    ///
    /// Nobody can tell what is inside (names, door codes, telephone numbers), so nothing of it is shown.
    FreeText

    /// A postcode (우편번호).
    ///
    /// Its five digits name a few blocks of houses: finer than the 읍·면·동 that an address must hide.
    PostCode

    /// A resident or foreigner registration number (주민등록번호, 외국인등록번호).
    ///
    /// The convention hides its last seven digits at least; the six that remain are the date of birth.
    NationalId

    /// A person's login name at the marketplace (WING user id).
    ///
    /// Half of a credential, and often made of a name.
    LoginId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_an_opaque_kind_is_shown() {
        assert_eq!(CustomsCode::from("P123456789012").masked(), "***");
        assert_eq!(FreeText::from("공동현관 1234#").masked(), "***");
        assert_eq!(PostCode::from("06236").masked(), "***");
        assert_eq!(NationalId::from("900101-1234567").masked(), "***");
        assert_eq!(LoginId::from("wing_hong").masked(), "***");
        assert_eq!(FreeText::default().masked(), "***");
    }
}
