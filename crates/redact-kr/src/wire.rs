//! Reading a string from any format without ever quoting what stood there instead.

use core::fmt;
use std::borrow::Cow;

use serde::Deserializer;
use serde::de::{self, Expected, Unexpected, Visitor};

/// Reads a string and hands it to `build`, without a copy where the format owns one.
///
/// `deserialize_str` would let `serde_json` answer a number itself and quote it. With `deserialize_any` every
/// mismatch comes to our visitor, while errors of syntax keep their category and position. Binary formats may
/// not describe their values, so they are asked for a string, and whatever error they find becomes a constant.
pub(crate) fn read_text<'de, D, T, F>(deserializer: D, kind: &'static str, build: F) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    F: FnOnce(Cow<'_, str>) -> T,
{
    let visitor = TextVisitor { kind, build };
    if deserializer.is_human_readable() {
        deserializer.deserialize_any(visitor)
    } else {
        deserializer.deserialize_str(visitor).map_err(|_| de::Error::custom(format_args!("not a string ({kind})")))
    }
}

struct TextVisitor<F> {
    kind: &'static str,
    build: F,
}

/// The scalars are overridden because serde's defaults quote them; its defaults for null, arrays, objects and
/// bytes name the type only.
impl<'de, F, T> Visitor<'de> for TextVisitor<F>
where
    F: FnOnce(Cow<'_, str>) -> T,
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        AString(self.kind).fmt(f)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        Ok((self.build)(Cow::Borrowed(text)))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<T, E> {
        Ok((self.build)(Cow::Owned(text)))
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<T, E> {
        refuse(self.kind, "boolean")
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<T, E> {
        refuse(self.kind, "number")
    }

    fn visit_i128<E: de::Error>(self, _: i128) -> Result<T, E> {
        refuse(self.kind, "number")
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<T, E> {
        refuse(self.kind, "number")
    }

    fn visit_u128<E: de::Error>(self, _: u128) -> Result<T, E> {
        refuse(self.kind, "number")
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<T, E> {
        refuse(self.kind, "number")
    }
}

fn refuse<T, E: de::Error>(kind: &'static str, found: &'static str) -> Result<T, E> {
    Err(E::invalid_type(Unexpected::Other(found), &AString(kind)))
}

/// What an error says it expected; the kind is named, because the error may not say more.
struct AString(&'static str);

impl Expected for AString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a string ({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde::de::value::{BoolDeserializer, Error, F64Deserializer, I128Deserializer, U128Deserializer};
    use serde::de::{Error as _, IntoDeserializer};

    use super::*;
    use crate::Phone;

    /// A binary format that finds a number where a string was asked for, and says which.
    struct Binary(u64);

    impl<'de> Deserializer<'de> for Binary {
        type Error = Error;

        fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            Err(Error::invalid_type(Unexpected::Unsigned(self.0), &visitor))
        }

        fn is_human_readable(&self) -> bool {
            false
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
            newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
        }
    }

    #[test]
    fn the_errors_of_binary_formats_are_constant() {
        assert_eq!(Phone::deserialize(Binary(1_012_345_678)).unwrap_err().to_string(), "not a string (Phone)");
    }

    #[test]
    fn no_scalar_is_quoted() {
        let number = "invalid type: number, expected a string (Phone)";
        let error = |result: Result<Phone, Error>| result.unwrap_err().to_string();
        assert_eq!(error(Phone::deserialize(I128Deserializer::new(-1_012_345_678))), number);
        assert_eq!(error(Phone::deserialize(U128Deserializer::new(1_012_345_678))), number);
        assert_eq!(error(Phone::deserialize(F64Deserializer::new(1.5))), number);
        assert_eq!(error(Phone::deserialize(1_i8.into_deserializer())), number);
        assert_eq!(error(Phone::deserialize(1_u8.into_deserializer())), number);
        let boolean = "invalid type: boolean, expected a string (Phone)";
        assert_eq!(error(Phone::deserialize(BoolDeserializer::new(true))), boolean);
    }
}
