//! What is wrong with a query, before anything is sent.

use apiwire::{Error, ErrorKind};

/// A parameter that Coupang would refuse. Nothing was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct QueryError {
    operation: &'static str,
    field: &'static str,
    problem: &'static str,
}

impl QueryError {
    pub(crate) const fn new(operation: &'static str, field: &'static str, problem: &'static str) -> Self {
        Self { operation, field, problem }
    }

    /// The parameter, by Coupang's name.
    #[must_use]
    pub fn field(&self) -> &'static str {
        self.field
    }

    /// What is wrong with it.
    #[must_use]
    pub fn problem(&self) -> &'static str {
        self.problem
    }
}

impl From<QueryError> for Error {
    fn from(error: QueryError) -> Self {
        Self::new(error.operation, ErrorKind::Configuration).with_field(error.field).with_note(error.problem)
    }
}
