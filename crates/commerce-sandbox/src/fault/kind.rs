//! What a fault has to know of an operation.

use super::Fault;

/// An operation as faults see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OperationKind {
    /// As in the client's `ENDPOINTS.md`.
    pub(crate) name: &'static str,
    /// Whether it changes something.
    pub(crate) write: bool,
    /// How its pages follow each other.
    pub(crate) paging: Paging,
    /// Where the rows of its answer stand, as a JSON pointer.
    pub(crate) rows: Option<&'static str>,
    /// A field of its answer that a client can do without.
    pub(crate) optional: Option<&'static str>,
    /// A field of its answer whose words are a fixed set.
    pub(crate) words: Option<&'static str>,
}

/// How the pages of a list follow each other; each names the parameter of the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paging {
    None,
    /// By the token of the page before, which the answer has as `nextToken`.
    Token(&'static str),
    /// By number, from 1.
    Number(&'static str),
}

impl OperationKind {
    const fn new(name: &'static str, write: bool) -> Self {
        Self { name, write, paging: Paging::None, rows: None, optional: None, words: None }
    }

    /// An operation that changes nothing.
    pub(crate) const fn read(name: &'static str) -> Self {
        Self::new(name, false)
    }

    /// An operation that changes something.
    pub(crate) const fn write(name: &'static str) -> Self {
        Self::new(name, true)
    }

    pub(crate) const fn rows(mut self, pointer: &'static str) -> Self {
        self.rows = Some(pointer);
        self
    }

    pub(crate) const fn paged(mut self, paging: Paging) -> Self {
        self.paging = paging;
        self
    }

    pub(crate) const fn optional(mut self, field: &'static str) -> Self {
        self.optional = Some(field);
        self
    }

    pub(crate) const fn words(mut self, field: &'static str) -> Self {
        self.words = Some(field);
        self
    }

    /// Whether a fault has room in some answer of this operation.
    pub(super) fn allows(&self, fault: Fault) -> bool {
        match fault {
            Fault::RepeatedToken => matches!(self.paging, Paging::Token(_)),
            Fault::ShiftedPage => self.paging != Paging::None,
            Fault::DuplicatedRows => self.rows.is_some(),
            Fault::WrongType => self.optional.is_some(),
            Fault::UnknownEnum => self.words.is_some(),
            _ => true,
        }
    }
}
