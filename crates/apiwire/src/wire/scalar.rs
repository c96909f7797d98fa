//! Numbers, flags and collections.

use serde_json::{Map, Value};

use super::{Fault, FromWire, Problem, Reader};

/// A whole number from a JSON number or from text; a fraction of zero is none.
fn whole(value: &Value, reader: &Reader) -> Result<i64, Fault> {
    match value {
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Ok(whole),
            (None, Some(float)) => whole_float(float).ok_or_else(|| reader.fault(Problem::OutOfRange)),
            (None, None) => Err(reader.fault(Problem::OutOfRange)),
        },
        Value::String(text) => {
            let digits = text.as_str();
            let number = digits.strip_prefix('-').unwrap_or(digits);
            if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
                return Err(reader.fault(Problem::AnotherType));
            }
            digits.parse().map_err(|_| reader.fault(Problem::OutOfRange))
        }
        Value::Null => Err(reader.fault(Problem::Missing)),
        _ => Err(reader.fault(Problem::AnotherType)),
    }
}

/// `29000.0` is 29000. Beyond 2^53 a float no longer names one whole number, so it is refused.
fn whole_float(float: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[allow(clippy::cast_possible_truncation, reason = "whole and below 2^53: exact")]
    let whole = (float.fract() == 0.0 && float.abs() <= EXACT).then_some(float as i64);
    whole
}

impl FromWire for i64 {
    fn from_wire(value: Value, reader: &mut Reader) -> Result<Self, Fault> {
        whole(&value, reader)
    }
}

macro_rules! narrower {
    ($($type:ty),*) => {$(
        impl FromWire for $type {
            fn from_wire(value: Value, reader: &mut Reader) -> Result<Self, Fault> {
                let whole = whole(&value, reader)?;
                <$type>::try_from(whole).map_err(|_| reader.fault(Problem::OutOfRange))
            }
        }
    )*};
}

narrower!(i32, u32, u64);

impl FromWire for bool {
    fn from_wire(value: Value, reader: &mut Reader) -> Result<Self, Fault> {
        value.as_bool().ok_or_else(|| reader.fault(Problem::AnotherType))
    }
}

impl FromWire for Value {
    fn from_wire(value: Value, _reader: &mut Reader) -> Result<Self, Fault> {
        Ok(value)
    }
}

impl FromWire for Map<String, Value> {
    fn from_wire(value: Value, reader: &mut Reader) -> Result<Self, Fault> {
        match value {
            Value::Object(map) => Ok(map),
            _ => Err(reader.fault(Problem::AnotherType)),
        }
    }
}

/// All elements must be readable: nothing inside a row is dropped silently.
impl<T: FromWire> FromWire for Vec<T> {
    fn from_wire(value: Value, reader: &mut Reader) -> Result<Self, Fault> {
        reader.rows(value)?.into_iter().collect()
    }
}
