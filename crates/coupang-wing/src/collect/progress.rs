//! How far a collection is.

/// How far a [`super::Collection`] is. Rows and pages are those of this run; a resumed one counts from 0 again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Progress {
    /// The steps that are finished, those before a checkpoint included.
    pub steps_done: u64,
    /// All steps: the statuses of every window.
    pub steps: u64,
    /// The pages that are finished: all their rows were taken, and more was asked for.
    pub pages: u64,
    /// The rows that were handed out.
    pub rows: u64,
    /// The rows that came again and were dropped.
    pub duplicates: u64,
    /// The rows that were handed out as errors.
    pub undecodable: u64,
}
