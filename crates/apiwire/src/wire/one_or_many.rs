//! Lists that a vendor also sends as their only element.

use serde::Serialize;

use super::{Fault, FromWire, Node, Reader};

/// A list that may arrive as its only element: the vendors' tables and samples disagree about some fields.
///
/// A bare value reads as a list of one, and is written as such. Every element must be readable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct OneOrMany<T>(Vec<T>);

impl<T> OneOrMany<T> {
    /// The elements, in the vendor's order.
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
    fn from_wire(value: Node<'_>, reader: &mut Reader) -> Result<Self, Fault> {
        if value.is_array() {
            return Vec::from_wire(value, reader).map(Self);
        }
        T::from_wire(value, reader).map(|one| Self(vec![one]))
    }
}

impl Reader {
    /// As [`Reader::rows`], where a single object counts as a list of one.
    ///
    /// # Errors
    /// A [`Fault`] when the value is neither.
    pub fn one_or_more_rows<T: FromWire>(&mut self, value: Node<'_>) -> Result<Vec<Result<T, Fault>>, Fault> {
        if value.is_object() { Ok(vec![self.row(0, value)]) } else { self.rows(value) }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::*;
    use crate::wire::Document;

    type Thing = Map<String, Value>;

    fn read<T: FromWire>(value: &Value) -> Result<OneOrMany<T>, Fault> {
        OneOrMany::from_wire(Document::from(value).root(), &mut Reader::new())
    }

    #[test]
    fn a_bare_value_is_a_list_of_one_and_written_as_such() {
        for (value, expected) in [(json!(7), vec![7]), (json!("7"), vec![7]), (json!([7, "8"]), vec![7, 8])] {
            assert_eq!(read::<i64>(&value).unwrap().as_slice(), expected);
        }
        for (value, count) in [(json!([]), 0), (json!({"a": 1}), 1), (json!([{"a": 1}, {}]), 2)] {
            let things = read::<Thing>(&value).unwrap();
            assert_eq!((things.as_slice().len(), things.clone().into_iter().count()), (count, count), "{value}");
        }
        assert_eq!(serde_json::to_value(read::<i64>(&json!(7)).unwrap()).unwrap(), json!([7]));
    }

    #[test]
    fn one_bad_element_spoils_the_list() {
        assert_eq!(read::<i64>(&json!([7, {}])).unwrap_err().path(), "[1]");
        assert!(read::<i64>(&json!({})).is_err() && read::<i64>(&json!(true)).is_err());
        for bad in [json!("x"), json!(1), json!([1]), json!(null)] {
            assert!(read::<Thing>(&bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_bad_row_keeps_its_place() {
        let mut reader = Reader::new();
        let mut read = |value: Value| reader.one_or_more_rows::<Thing>(Document::from(&value).root());
        let rows = read(json!([{}, 7])).unwrap();
        assert_eq!(rows.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false]);
        assert_eq!(read(json!({})).unwrap().len(), 1);
        assert!(read(json!("x")).is_err());
    }
}
