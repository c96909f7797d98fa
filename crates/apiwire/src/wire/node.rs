//! A value within a document.

use std::fmt;

use serde_json::{Number, Value};

use super::document::{Entry, ObjectHead, to_map};

/// A value of a [`Document`](super::Document), as cheap to copy as a reference. `Debug` is constant.
#[derive(Clone, Copy, Default)]
pub struct Node<'d> {
    /// The value with what belongs to it; `null` where it is empty.
    entries: &'d [Entry<'d>],
}

/// The elements of an array.
#[derive(Clone)]
pub(super) struct Elements<'d>(&'d [Entry<'d>]);

/// The fields of an object, in the order of the text.
#[derive(Clone, Copy)]
pub(super) struct Fields<'d>(&'d [Entry<'d>]);

impl<'d> Node<'d> {
    pub(super) fn new(entries: &'d [Entry<'d>]) -> Self {
        Self { entries }
    }

    fn head(self) -> &'d Entry<'d> {
        self.entries.first().unwrap_or(&Entry::Null)
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        matches!(self.head(), Entry::Null)
    }

    /// Whether it is an array.
    #[must_use]
    pub fn is_array(self) -> bool {
        matches!(self.head(), Entry::Array { .. })
    }

    /// Whether it is an object.
    #[must_use]
    pub fn is_object(self) -> bool {
        matches!(self.head(), Entry::Object(_))
    }

    /// The truth value that it is.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        if let Entry::Bool(flag) = self.head() { Some(*flag) } else { None }
    }

    /// The number that it is.
    #[must_use]
    pub fn as_number(self) -> Option<&'d Number> {
        if let Entry::Number(number) = self.head() { Some(number) } else { None }
    }

    /// The text that it is.
    #[must_use]
    pub fn as_str(self) -> Option<&'d str> {
        if let Entry::Text(text) = self.head() { Some(text) } else { None }
    }

    /// The elements of the array that it is.
    #[must_use]
    pub fn elements(self) -> Option<impl Iterator<Item = Node<'d>> + Clone> {
        let Entry::Array { .. } = self.head() else { return None };
        Some(Elements(self.inside()))
    }

    /// The fields of the object that it is, in the order of the text: for objects whose keys are data.
    #[must_use]
    pub fn fields(self) -> Option<impl Iterator<Item = (&'d str, Node<'d>)>> {
        self.object().map(|(_, fields)| fields)
    }

    /// The field of this name of the object that it is, also where it is `null`.
    #[must_use]
    pub fn get(self, name: &str) -> Option<Self> {
        let (head, fields) = self.object()?;
        let mut found = fields.filter(|(field, _)| *field == name).map(|(_, value)| value);
        if head.repeats { found.last() } else { found.next() }
    }

    /// The same as a value of `serde_json`, which can be kept.
    #[must_use]
    pub fn to_value(self) -> Value {
        match self.head() {
            Entry::Null => Value::Null,
            Entry::Bool(flag) => Value::Bool(*flag),
            Entry::Number(number) => Value::Number(number.clone()),
            Entry::Text(text) => Value::String(text.clone().into_owned()),
            Entry::Array { .. } => Value::Array(Elements(self.inside()).map(Self::to_value).collect()),
            Entry::Object(_) => Value::Object(to_map(Fields(self.inside()))),
        }
    }

    /// The fields of the object that it is.
    pub(super) fn object(self) -> Option<(&'d ObjectHead, Fields<'d>)> {
        if let Entry::Object(head) = self.head() { Some((head, Fields(self.inside()))) } else { None }
    }

    fn inside(self) -> &'d [Entry<'d>] {
        self.entries.split_first().map_or(&[], |(_, inside)| inside)
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Node(..)")
    }
}

/// Cuts the first value off.
fn split<'d>(entries: &mut &'d [Entry<'d>]) -> Option<Node<'d>> {
    let (value, rest) = entries.split_at_checked(entries.first()?.size())?;
    *entries = rest;
    Some(Node::new(value))
}

impl<'d> Iterator for Elements<'d> {
    type Item = Node<'d>;

    fn next(&mut self) -> Option<Node<'d>> {
        split(&mut self.0)
    }
}

impl<'d> Fields<'d> {
    pub(super) fn new(entries: &'d [Entry<'d>]) -> Self {
        Self(entries)
    }
}

impl<'d> Iterator for Fields<'d> {
    type Item = (&'d str, Node<'d>);

    fn next(&mut self) -> Option<Self::Item> {
        let (Entry::Text(name), mut rest) = self.0.split_first()? else { return None };
        let value = split(&mut rest)?;
        self.0 = rest;
        Some((name, value))
    }
}
