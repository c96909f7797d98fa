//! A JSON document, read once and kept flat: one list of entries in the order of the text.
//!
//! `serde_json` does the reading. Its own `Value` is not used, because it allocates every text, every key and every
//! object, and sorts what is read in order anyway.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::Node;
use super::node::Fields;

/// A JSON document. Text without escapes is borrowed from the body; `Debug` is constant.
///
/// An object may name a field twice: then the last one counts. The default is `null`.
#[derive(Default)]
pub struct Document<'a> {
    entries: Vec<Entry<'a>>,
}

/// A value, the head of one, or the name of a field. What belongs to a head follows it: elements, or names and values in
/// turn.
#[derive(Clone)]
pub(super) enum Entry<'a> {
    Null,
    Bool(bool),
    Number(Number),
    Text(Cow<'a, str>),
    Array { entries: usize },
    Object(ObjectHead),
}

/// What is known of an object before its fields are looked at.
#[derive(Clone, Copy)]
pub(super) struct ObjectHead {
    /// How many entries belong to it.
    pub(super) entries: usize,
    /// How many fields it has, at most `u32::MAX`.
    pub(super) fields: u32,
    /// Whether a name occurs more than once.
    pub(super) repeats: bool,
}

impl<'a> Document<'a> {
    /// The value that the document is.
    #[must_use]
    pub fn root(&self) -> Node<'_> {
        Node::new(&self.entries)
    }

    /// Reads a document that takes about so many bytes.
    pub(crate) fn read<D: Deserializer<'a>>(deserializer: D, bytes: usize) -> Result<Self, D::Error> {
        /// In the vendors' answers a name or a value takes ten bytes and more.
        const BYTES_PER_ENTRY: usize = 10;
        let mut entries = Vec::with_capacity(bytes / BYTES_PER_ENTRY);
        Append(&mut entries).deserialize(deserializer)?;
        Ok(Self { entries })
    }
}

impl<'de: 'a, 'a> serde::Deserialize<'de> for Document<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Document::<'de>::read(deserializer, 0)
    }
}

impl<'a> From<&'a Value> for Document<'a> {
    fn from(value: &'a Value) -> Self {
        let mut entries = Vec::new();
        append(&mut entries, value);
        Self { entries }
    }
}

impl fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Document(..)")
    }
}

fn append<'a>(entries: &mut Vec<Entry<'a>>, value: &'a Value) {
    match value {
        Value::Null => entries.push(Entry::Null),
        Value::Bool(flag) => entries.push(Entry::Bool(*flag)),
        Value::Number(number) => entries.push(Entry::Number(number.clone())),
        Value::String(text) => entries.push(Entry::Text(Cow::Borrowed(text))),
        Value::Array(elements) => {
            let open = Open::begin(entries);
            elements.iter().for_each(|element| append(entries, element));
            open.end_array(entries);
        }
        Value::Object(fields) => {
            let open = Open::begin(entries);
            for (name, value) in fields {
                entries.push(Entry::Text(Cow::Borrowed(name)));
                append(entries, value);
            }
            open.end_object(entries, fields.len(), false);
        }
    }
}

/// Where the head of a value stands that is being read.
#[derive(Clone, Copy)]
struct Open(usize);

impl Open {
    fn begin(entries: &mut Vec<Entry<'_>>) -> Self {
        entries.push(Entry::Null);
        Self(entries.len() - 1)
    }

    fn end_array(self, entries: &mut [Entry<'_>]) {
        let inside = entries.len() - self.0 - 1;
        self.close(entries, Entry::Array { entries: inside });
    }

    fn end_object(self, entries: &mut [Entry<'_>], fields: usize, repeats: bool) {
        let inside = entries.len() - self.0 - 1;
        let fields = u32::try_from(fields).unwrap_or(u32::MAX);
        self.close(entries, Entry::Object(ObjectHead { entries: inside, fields, repeats }));
    }

    fn close<'a>(self, entries: &mut [Entry<'a>], head: Entry<'a>) {
        if let Some(place) = entries.get_mut(self.0) {
            *place = head;
        }
    }

    /// The fields read so far.
    fn inside<'e, 'a>(self, entries: &'e [Entry<'a>]) -> &'e [Entry<'a>] {
        entries.get(self.0 + 1..).unwrap_or_default()
    }
}

/// Appends one value to the entries.
struct Append<'e, 'a>(&'e mut Vec<Entry<'a>>);

/// Appends the name of a field to the entries.
struct AppendName<'e, 'a>(&'e mut Vec<Entry<'a>>);

impl<'a> DeserializeSeed<'a> for Append<'_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for Append<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.push(Entry::Null);
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<(), E> {
        self.0.push(Entry::Bool(flag));
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.0.push(Entry::Number(number.into()));
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.0.push(Entry::Number(number.into()));
        Ok(())
    }

    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        self.0.push(Number::from_f64(number).map_or(Entry::Null, Entry::Number));
        Ok(())
    }

    fn visit_borrowed_str<E>(self, text: &'a str) -> Result<(), E> {
        self.0.push(Entry::Text(Cow::Borrowed(text)));
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.push(Entry::Text(Cow::Owned(text.to_owned())));
        Ok(())
    }

    fn visit_string<E>(self, text: String) -> Result<(), E> {
        self.0.push(Entry::Text(Cow::Owned(text)));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut elements: A) -> Result<(), A::Error> {
        let open = Open::begin(self.0);
        while elements.next_element_seed(Append(self.0))?.is_some() {}
        open.end_array(self.0);
        Ok(())
    }

    fn visit_map<A: MapAccess<'a>>(self, mut fields: A) -> Result<(), A::Error> {
        let Self(entries) = self;
        let open = Open::begin(entries);
        let (mut count, mut names, mut repeats) = (0_usize, Names::default(), false);
        while fields.next_key_seed(AppendName(entries))?.is_some() {
            if count == 0 && is_number_in_disguise(entries) {
                fields.next_value_seed(Append(entries))?;
                return disguised_number(open, entries);
            }
            repeats |= names.may_repeat(entries) && repeats_last(open.inside(entries), count);
            count += 1;
            fields.next_value_seed(Append(entries))?;
        }
        let repeats = repeats || (count > Names::MOST && repeats_any(open.inside(entries)));
        open.end_object(entries, count, repeats);
        Ok(())
    }
}

impl<'a> DeserializeSeed<'a> for AppendName<'_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a> Visitor<'a> for AppendName<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'a str) -> Result<(), E> {
        Append(self.0).visit_borrowed_str(name)
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<(), E> {
        Append(self.0).visit_str(name)
    }

    fn visit_string<E: Error>(self, name: String) -> Result<(), E> {
        Append(self.0).visit_string(name)
    }
}

/// The names of an object's first fields, as bits: a name whose bit is free was not there before.
#[derive(Default)]
struct Names {
    bits: [u64; 4],
    count: usize,
}

impl Names {
    /// Beyond so many the bits say little, and comparing each name with all before it takes long: see [`repeats_any`].
    const MOST: usize = 64;

    /// Whether the name that was read last may have been there before. Names beyond the first are not judged.
    fn may_repeat(&mut self, entries: &[Entry<'_>]) -> bool {
        self.count += 1;
        let Some(Entry::Text(name)) = entries.last().filter(|_| self.count <= Self::MOST) else { return false };
        // Names of one object share their beginnings rather than their ends.
        let end = name.as_bytes().last_chunk().map_or_else(|| short(name), |end| u64::from_le_bytes(*end));
        let [mixed, ..] = (end ^ name.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes();
        let bit = 1 << (mixed & 63);
        self.bits.get_mut(usize::from(mixed >> 6)).is_none_or(|bits| {
            let taken = *bits & bit != 0;
            *bits |= bit;
            taken
        })
    }
}

fn short(name: &str) -> u64 {
    name.bytes().fold(0, |read, byte| read << 8 | u64::from(byte))
}

/// Whether the name of the last of these fields is that of one of the `before` fields before it.
fn repeats_last(inside: &[Entry<'_>], before: usize) -> bool {
    let Some(Entry::Text(last)) = inside.last() else { return false };
    Fields::new(inside).take(before).any(|(name, _)| name == last)
}

fn repeats_any(inside: &[Entry<'_>]) -> bool {
    let mut seen = HashSet::new();
    !Fields::new(inside).all(|(name, _)| seen.insert(name))
}

/// With its feature `arbitrary_precision`, which any crate of an application may switch on, `serde_json` hands over a
/// number as an object of this one field. Without it, such an object is what stands in the text.
fn is_number_in_disguise(entries: &[Entry<'_>]) -> bool {
    const TOKEN: &str = "$serde_json::private::Number";
    let precise = || "1.00".parse::<Number>().is_ok_and(|number| number.to_string() == "1.00");
    matches!(entries.last(), Some(Entry::Text(name)) if name == TOKEN) && precise()
}

fn disguised_number<E: Error>(open: Open, entries: &mut Vec<Entry<'_>>) -> Result<(), E> {
    let Some(Entry::Text(digits)) = entries.pop() else { return Err(E::custom("no number")) };
    let number = digits.parse().map_err(|_| E::custom("no number"))?;
    entries.truncate(open.0);
    entries.push(Entry::Number(number));
    Ok(())
}

impl Entry<'_> {
    /// How many entries the value takes.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Array { entries } | Self::Object(ObjectHead { entries, .. }) => entries + 1,
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) => 1,
        }
    }
}

pub(super) fn to_map<'d>(fields: impl Iterator<Item = (&'d str, Node<'d>)>) -> Map<String, Value> {
    fields.map(|(name, value)| (name.to_owned(), value.to_value())).collect()
}

#[cfg(test)]
mod tests;
