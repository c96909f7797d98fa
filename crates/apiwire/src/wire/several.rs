//! One value or a list of them, whichever the vendor sends.

use serde::Serialize;
use serde_json::Value;

use super::{Fault, FromWire, Reader};

/// Values of a field that is documented as one and comes as a list, or the other way round.
///
/// A bare value reads as a list of one, and is written as such. Every element must be readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Several<T>(Vec<T>);

impl<T> Several<T> {
    /// The values, in the vendor's order.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        &self.0
    }
}

impl<T: FromWire> FromWire for Several<T> {
    fn from_wire(value: Value, reader: &mut Reader) -> Result<Self, Fault> {
        match value {
            Value::Array(_) => Vec::from_wire(value, reader).map(Self),
            one => T::from_wire(one, reader).map(|one| Self(vec![one])),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_bare_value_is_a_list_of_one_and_one_bad_element_spoils_the_list() {
        let read = |value: Value| Several::<i64>::from_wire(value, &mut Reader::new());
        for (value, expected) in [(json!(7), vec![7]), (json!("7"), vec![7]), (json!([7, "8"]), vec![7, 8])] {
            assert_eq!(read(value).unwrap().as_slice(), expected);
        }
        assert!(read(json!([])).unwrap().as_slice().is_empty());
        assert_eq!(read(json!([7, {}])).unwrap_err().path(), "[1]");
        assert!(read(json!({})).is_err() && read(json!(true)).is_err());
        assert_eq!(serde_json::to_value(read(json!(7)).unwrap()).unwrap(), json!([7]));
    }
}
