//! Lists that a vendor also sends as their only element.

use serde::Serialize;
use serde_json::Value;

use super::{Fault, FromWire, Reader};

/// A list that may arrive as a single object: the vendors' tables and samples disagree about some fields.
///
/// It is written back as a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct OneOrMany<T>(Vec<T>);

impl<T> OneOrMany<T> {
    /// The elements.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        &self.0
    }
}

impl<T> IntoIterator for OneOrMany<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<T: FromWire> FromWire for OneOrMany<T> {
    fn from_wire(value: Value, reader: &mut Reader) -> Result<Self, Fault> {
        Vec::from_wire(listed(value), reader).map(Self)
    }
}

impl Reader {
    /// As [`Reader::rows`], where a single object counts as a list of one.
    ///
    /// # Errors
    /// A [`Fault`] when the value is neither.
    pub fn one_or_more_rows<T: FromWire>(&mut self, value: Value) -> Result<Vec<Result<T, Fault>>, Fault> {
        self.rows(listed(value))
    }
}

fn listed(value: Value) -> Value {
    if value.is_object() { Value::Array(vec![value]) } else { value }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;

    type Things = OneOrMany<Map<String, Value>>;

    #[test]
    fn an_object_is_a_list_of_one_and_anything_else_is_neither() {
        let read = |value: Value| Things::from_wire(value, &mut Reader::new());
        for (value, count) in [(json!([]), 0), (json!({"a": 1}), 1), (json!([{"a": 1}, {}]), 2)] {
            let things = read(value.clone()).unwrap();
            assert_eq!((things.as_slice().len(), things.clone().into_iter().count()), (count, count), "{value}");
        }
        assert_eq!(serde_json::to_value(read(json!({"a": 1})).unwrap()).unwrap(), json!([{"a": 1}]));
        for bad in [json!("x"), json!(1), json!([1]), json!(null)] {
            assert!(read(bad.clone()).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_bad_row_keeps_its_place() {
        let mut reader = Reader::new();
        let rows = reader.one_or_more_rows::<Map<String, Value>>(json!([{}, 7])).unwrap();
        assert_eq!(rows.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false]);
        assert_eq!(reader.one_or_more_rows::<Map<String, Value>>(json!({})).unwrap().len(), 1);
        assert!(reader.one_or_more_rows::<Map<String, Value>>(json!("x")).is_err());
    }
}
