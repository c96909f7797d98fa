//! What to read alone, and in which version.

/// The id of one thing, and the version of the operation that reads it: the newest unless another is asked for.
///
/// The reads take an id alone as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lookup<Id, Version> {
    pub(crate) id: Id,
    pub(crate) version: Version,
}

impl<Id, Version: Default> Lookup<Id, Version> {
    /// This thing.
    #[must_use]
    pub fn new(id: Id) -> Self {
        Self { id, version: Version::default() }
    }

    /// Asks another version of the operation.
    #[must_use]
    pub fn with_version(self, version: Version) -> Self {
        Self { version, ..self }
    }
}

impl<Id, Version: Default> From<Id> for Lookup<Id, Version> {
    fn from(id: Id) -> Self {
        Self::new(id)
    }
}
