//! Numbers, flags and collections.

use serde_json::{Map, Value};

use super::document::to_map;
use super::{Fault, FromWire, Node, Problem, Reader};

/// A whole number from a JSON number or from text; a fraction of zero is none.
fn whole(value: Node<'_>, reader: &Reader) -> Result<i64, Fault> {
    if let Some(number) = value.as_number() {
        let whole = number.as_i64().or_else(|| number.as_f64().and_then(whole_float));
        return whole.ok_or_else(|| reader.fault(Problem::OutOfRange));
    }
    match value.as_str() {
        Some(text) => whole_text(text, reader),
        None if value.is_null() => Err(reader.fault(Problem::Missing)),
        None => Err(reader.fault(Problem::AnotherType)),
    }
}

/// A whole number in digits, with `-` before a negative one.
///
/// # Errors
/// A [`Fault`] for any other text, and for a number that does not fit.
pub fn whole_text(text: &str, reader: &Reader) -> Result<i64, Fault> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(reader.fault(Problem::AnotherType));
    }
    text.parse().map_err(|_| reader.fault(Problem::OutOfRange))
}

/// `29000.0` is 29000. Beyond 2^53 a float no longer names one whole number, so it is refused.
fn whole_float(float: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[allow(clippy::cast_possible_truncation, reason = "whole and below 2^53: exact")]
    let whole = (float.fract() == 0.0 && float.abs() <= EXACT).then_some(float as i64);
    whole
}

impl FromWire for i64 {
    fn from_wire(value: Node<'_>, reader: &mut Reader) -> Result<Self, Fault> {
        whole(value, reader)
    }
}

macro_rules! narrower {
    ($($type:ty),*) => {$(
        impl FromWire for $type {
            fn from_wire(value: Node<'_>, reader: &mut Reader) -> Result<Self, Fault> {
                let whole = whole(value, reader)?;
                <$type>::try_from(whole).map_err(|_| reader.fault(Problem::OutOfRange))
            }
        }
    )*};
}

narrower!(i32, u32, u64);

impl FromWire for bool {
    fn from_wire(value: Node<'_>, reader: &mut Reader) -> Result<Self, Fault> {
        value.as_bool().ok_or_else(|| reader.fault(Problem::AnotherType))
    }
}

impl FromWire for Value {
    fn from_wire(value: Node<'_>, _reader: &mut Reader) -> Result<Self, Fault> {
        Ok(value.to_value())
    }
}

impl FromWire for Map<String, Value> {
    fn from_wire(value: Node<'_>, reader: &mut Reader) -> Result<Self, Fault> {
        let (_, fields) = value.object().ok_or_else(|| reader.fault(Problem::AnotherType))?;
        Ok(to_map(fields))
    }
}

/// All elements must be readable: nothing inside a row is dropped silently.
impl<T: FromWire> FromWire for Vec<T> {
    fn from_wire(value: Node<'_>, reader: &mut Reader) -> Result<Self, Fault> {
        reader.rows(value)?.into_iter().collect()
    }
}
