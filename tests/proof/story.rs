//! What happened in one run, line by line, and what was wrong about it.

use std::fmt::Display;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use tokio::time::Instant;

/// The story of one run.
#[derive(Default)]
pub(crate) struct Story {
    begun: OnceLock<Instant>,
    told: Mutex<Told>,
}

#[derive(Default)]
struct Told {
    lines: Vec<String>,
    wrong: Vec<String>,
}

impl Story {
    /// Adds a line.
    pub(crate) fn tell(&self, line: impl Display) {
        let at = self.begun.get_or_init(Instant::now).elapsed();
        self.told().lines.push(format!("[{:>9.3}] {line}", at.as_secs_f64()));
    }

    /// Adds what must not have happened.
    pub(crate) fn wrong(&self, what: impl Display) {
        self.tell(format_args!("WRONG {what}"));
        self.told().wrong.push(what.to_string());
    }

    /// The same, unless it holds.
    pub(crate) fn must(&self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.wrong(what());
        }
    }

    /// All lines so far.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.told().lines.clone()
    }

    /// What was wrong so far.
    pub(crate) fn wrongs(&self) -> Vec<String> {
        self.told().wrong.clone()
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
