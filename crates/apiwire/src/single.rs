//! A single row, read alone.

use crate::wire::Oddities;

/// The one row that a read of one thing answers, and what was left out of it: what a [`crate::Page`] is to a list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Single<T> {
    /// The row.
    pub row: T,
    /// Optional fields that were left out because they could not be read.
    pub oddities: Oddities,
}

impl<T> Single<T> {
    /// A row.
    #[must_use]
    pub fn new(row: T, oddities: Oddities) -> Self {
        Self { row, oddities }
    }
}
