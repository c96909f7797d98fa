//! Objects, read field by field.

use std::collections::HashSet;
use std::ops::Range;

use super::document::to_map;
use super::node::Fields;
use super::{Extra, Fault, FromWire, Node, Problem, Reader};

/// A JSON object that is being read field by field.
///
/// Fields mostly arrive in the order of the model, so each is looked for behind the one that was taken last.
pub struct Object<'d, 'r> {
    all: Fields<'d>,
    repeats: bool,
    /// Behind the field that was taken last, and the number of the field there.
    next: (Fields<'d>, usize),
    /// How many fields nobody has asked for yet, at least.
    left: u32,
    taken: Taken,
    reader: &'r mut Reader,
}

impl<'d, 'r> Object<'d, 'r> {
    /// Opens a value that must be an object.
    ///
    /// # Errors
    /// A [`Fault`] when it is none.
    pub fn open(value: Node<'d>, reader: &'r mut Reader) -> Result<Self, Fault> {
        match value.object() {
            Some((head, all)) => Ok(Self {
                all,
                repeats: head.repeats,
                next: (all, 0),
                left: head.fields,
                taken: Taken::default(),
                reader,
            }),
            None if value.is_null() => Err(reader.fault(Problem::Missing)),
            None => Err(reader.fault(Problem::AnotherType)),
        }
    }

    /// A field without which the object is useless.
    ///
    /// # Errors
    /// A [`Fault`] when it is missing, `null`, `""` or unreadable.
    pub fn required<T: FromWire>(&mut self, names: &[&'static str]) -> Result<T, Fault> {
        let (name, value) = self.take(names);
        self.reader.at(name, |reader| match value {
            Some(value) => T::from_wire(value, reader),
            None => Err(reader.fault(Problem::Missing)),
        })
    }

    /// A field that may be missing, `null`, `""`, or (counted) of another type.
    pub fn optional<T: FromWire>(&mut self, names: &[&'static str]) -> Option<T> {
        let (name, value) = self.take(names);
        let value = value?;
        self.reader.at(name, |reader| match T::from_wire(value, reader) {
            Ok(read) => Some(read),
            Err(fault) => {
                reader.oddities.add(fault);
                None
            }
        })
    }

    /// What is left: the fields that nobody asked for.
    #[must_use]
    pub fn rest(self) -> Extra {
        if self.left == 0 {
            return Extra::default();
        }
        let untaken = self.all.enumerate().filter(|(number, _)| !self.taken.contains(*number));
        Extra::new(to_map(untaken.map(|(_, field)| field)))
    }

    /// Takes the first of the names that holds something. The other spellings are taken too.
    fn take(&mut self, names: &[&'static str]) -> (&'static str, Option<Node<'d>>) {
        let mut found = (names.first().copied().unwrap_or_default(), None);
        for name in names {
            match self.take_one(name) {
                Some(value) if found.1.is_none() && !value.is_null() && value.as_str() != Some("") => {
                    found = (name, Some(value));
                }
                _ => {}
            }
        }
        found
    }

    fn take_one(&mut self, wanted: &str) -> Option<Node<'d>> {
        if self.left == 0 {
            return None;
        }
        if self.repeats {
            return self.take_last(wanted);
        }
        let (fields, number) = self.next;
        let found = find(wanted, fields, number..usize::MAX).or_else(|| find(wanted, self.all, 0..number))?;
        self.next = (found.behind, found.number + 1);
        self.mark(found.number).then_some(found.value)
    }

    /// Of fields of one name the last one counts, and none of them is left.
    fn take_last(&mut self, wanted: &str) -> Option<Node<'d>> {
        let mut last = None;
        for (number, (name, value)) in self.all.enumerate() {
            if name == wanted && self.mark(number) {
                last = Some(value);
            }
        }
        last
    }

    /// Whether the field was not taken before.
    fn mark(&mut self, number: usize) -> bool {
        let new = self.taken.insert(number);
        self.left -= u32::from(new);
        new
    }
}

/// A field that was looked for.
struct Found<'d> {
    number: usize,
    value: Node<'d>,
    behind: Fields<'d>,
}

/// Looks among the fields, whose first has the first of the numbers.
fn find<'d>(wanted: &str, mut fields: Fields<'d>, numbers: Range<usize>) -> Option<Found<'d>> {
    for number in numbers {
        let (name, value) = fields.next()?;
        if name == wanted {
            return Some(Found { number, value, behind: fields });
        }
    }
    None
}

/// A set of numbers of fields, small where the numbers are.
#[derive(Default)]
struct Taken {
    first: u64,
    more: HashSet<usize>,
}

impl Taken {
    fn contains(&self, number: usize) -> bool {
        bit(number).map_or_else(|| self.more.contains(&number), |bit| self.first & bit != 0)
    }

    /// Whether the number was not there before.
    fn insert(&mut self, number: usize) -> bool {
        let Some(bit) = bit(number) else { return self.more.insert(number) };
        let new = self.first & bit == 0;
        self.first |= bit;
        new
    }
}

fn bit(number: usize) -> Option<u64> {
    1_u64.checked_shl(u32::try_from(number).ok()?)
}
