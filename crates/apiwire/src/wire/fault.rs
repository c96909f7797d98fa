//! What could not be read: positions and our own field names, never values.

use std::fmt;

/// Something that could not be read, by its place.
#[derive(Clone, PartialEq, Eq)]
pub struct Fault {
    path: Box<str>,
    problem: Problem,
}

/// What is wrong at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Problem {
    /// Missing, `null` or empty.
    Missing,
    /// Another JSON type than documented, or text of another form.
    AnotherType,
    /// A number that the type cannot hold.
    OutOfRange,
    /// Two places that must agree hold different values.
    Contradiction,
}

/// Optional fields that held something unreadable and were left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Oddities {
    count: u64,
    first: Vec<Fault>,
}

/// How many oddities are kept with their place; the others are only counted.
const KEPT: usize = 16;

impl Fault {
    pub(crate) fn new(path: String, problem: Problem) -> Self {
        Self { path: path.into(), problem }
    }

    /// The place: field names of the model and positions, such as `data[3].orderItems[0].vendorItemId`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there.
    #[must_use]
    pub fn problem(&self) -> Problem {
        self.problem
    }
}

impl Oddities {
    /// How many there were.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The first of them, at most sixteen.
    #[must_use]
    pub fn first(&self) -> &[Fault] {
        &self.first
    }

    /// Takes in those of another page.
    pub fn merge(&mut self, other: Self) {
        self.count = self.count.saturating_add(other.count);
        let room = KEPT.saturating_sub(self.first.len());
        self.first.extend(other.first.into_iter().take(room));
    }

    pub(super) fn add(&mut self, fault: Fault) {
        self.count = self.count.saturating_add(1);
        if self.first.len() < KEPT {
            self.first.push(fault);
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.problem {
            Problem::Missing => "is missing",
            Problem::AnotherType => "has another type than documented",
            Problem::OutOfRange => "is out of range",
            Problem::Contradiction => "contradict each other",
        };
        let place = if self.path.is_empty() { "the document" } else { &self.path };
        write!(f, "{place} {what}")
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fault({self})")
    }
}

impl std::error::Error for Fault {}
