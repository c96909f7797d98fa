//! Text, codes and personal text.

use redact_kr::{Address, CustomsCode, Email, FreeText, LoginId, NationalId, PersonName, Phone, PostCode, Sensitive};

use super::{Fault, FromWire, Node, Problem, Reader};

/// Text as it is; a number is not text.
impl FromWire for String {
    fn from_wire(value: Node<'_>, reader: &mut Reader) -> Result<Self, Fault> {
        value.as_str().map(str::to_owned).ok_or_else(|| reader.fault(Problem::AnotherType))
    }
}

/// A code that may arrive as a number or as text: waybill numbers, post codes, telephone numbers.
///
/// # Errors
/// A [`Fault`] for any other JSON type.
pub fn code(value: Node<'_>, reader: &mut Reader) -> Result<String, Fault> {
    if let Some(text) = value.as_str() {
        return Ok(text.to_owned());
    }
    let number = value.as_number().filter(|number| number.is_i64() || number.is_u64());
    number.map(ToString::to_string).ok_or_else(|| reader.fault(Problem::AnotherType))
}

macro_rules! personal {
    ($($kind:ident by $read:expr),* $(,)?) => {$(
        impl FromWire for $kind {
            fn from_wire(value: Node<'_>, reader: &mut Reader) -> Result<Self, Fault> {
                $read(value, reader).map(Self::from)
            }
        }
    )*};
}

personal! {
    PersonName by String::from_wire,
    Address by String::from_wire,
    Email by String::from_wire,
    FreeText by String::from_wire,
    LoginId by code,
    CustomsCode by code,
    NationalId by code,
    Phone by code,
    PostCode by code,
}

impl<T: FromWire> FromWire for Sensitive<T> {
    fn from_wire(value: Node<'_>, reader: &mut Reader) -> Result<Self, Fault> {
        T::from_wire(value, reader).map(Self::new)
    }
}
