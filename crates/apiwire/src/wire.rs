//! Tolerant reading of the vendors' JSON into models.
//!
//! The vendors' documents and their answers disagree, and fields change type. So models are read by these rules:
//!
//! - a **required** field is one without which the row is useless (ids, status, items); if it is missing or unreadable
//!   the row is a [`Fault`] with its position, and the page goes on;
//! - an **optional** field that is missing, `null` or `""` is `None`; one of another JSON type is `None` too, and counted
//!   in [`Oddities`] with its path;
//! - ids, counts, amounts and codes accept number or string;
//! - fields we do not know are kept in the model's `extra`.
//!
//! Nothing here ever keeps or prints a value: a path consists of our own field names and of positions.

mod document;
mod fault;
mod model;
mod node;
mod object;
mod one_or_many;
mod open_enum;
mod scalar;
mod text;

use serde_json::{Map, Value};

pub use document::Document;
pub use fault::{Fault, Oddities, Problem};
pub use node::Node;
pub use object::Object;
pub use one_or_many::OneOrMany;
pub use open_enum::UnknownText;
#[doc(hidden)]
pub use scalar::whole_text;
#[doc(hidden)]
pub use text::code;

/// Fields that the model does not know. Their `Debug` is constant: nobody can say what they hold.
pub type Extra = redact_kr::Sensitive<Map<String, Value>>;

/// A type that can be read from JSON.
pub trait FromWire: Sized {
    /// Reads the value, or says where it is not readable.
    ///
    /// # Errors
    /// A [`Fault`] with the path of what is missing or of another type.
    fn from_wire(value: Node<'_>, reader: &mut Reader) -> Result<Self, Fault>;
}

/// Where the reader stands, and what it has passed over.
#[derive(Debug, Default)]
pub struct Reader {
    path: Vec<Place>,
    oddities: Oddities,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Field(&'static str),
    Position(usize),
}

impl Reader {
    /// A reader at the top of a document.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A fault at the present place.
    #[must_use]
    pub fn fault(&self, problem: Problem) -> Fault {
        Fault::new(self.written_path(), problem)
    }

    /// What was passed over.
    #[must_use]
    pub fn into_oddities(self) -> Oddities {
        self.oddities
    }

    /// Reads within a field.
    pub fn at<T>(&mut self, field: &'static str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.within(Place::Field(field), read)
    }

    /// Reads every element of an array; an element that cannot be read is an `Err` of its own.
    ///
    /// # Errors
    /// A [`Fault`] when the value is not an array.
    pub fn rows<T: FromWire>(&mut self, value: Node<'_>) -> Result<Vec<Result<T, Fault>>, Fault> {
        let elements = value.elements().ok_or_else(|| self.fault(Problem::AnotherType))?;
        Ok(elements.enumerate().map(|(n, element)| self.row(n, element)).collect())
    }

    fn row<T: FromWire>(&mut self, number: usize, value: Node<'_>) -> Result<T, Fault> {
        self.within(Place::Position(number), |reader| T::from_wire(value, reader))
    }

    fn within<T>(&mut self, place: Place, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(place);
        let result = read(self);
        self.path.pop();
        result
    }

    fn written_path(&self) -> String {
        let mut path = String::new();
        for place in &self.path {
            match place {
                Place::Field(name) if path.is_empty() => path.push_str(name),
                Place::Field(name) => {
                    path.push('.');
                    path.push_str(name);
                }
                Place::Position(n) => {
                    path.push('[');
                    path.push_str(&n.to_string());
                    path.push(']');
                }
            }
        }
        path
    }
}

#[cfg(test)]
mod tests;
