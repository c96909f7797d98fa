//! The masked exchange log and the audit events: what happened on a connection, in counts and kinds.

mod day;
mod file;
mod line;

use std::collections::VecDeque;
use std::fmt;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use coupang_wing::apiwire::log::Exchange;
use coupang_wing::calendar::KstDate;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

use crate::id::ConnectionId;
pub use day::{Day, OperationDay};
use file::FileLog;
pub use file::Rotation;
pub use line::{Audit, Event, ExchangeLine, Line, What};

/// Keeps one line per exchange and per audit event, in memory or appended to files. Clones share it.
///
/// A line holds an operation, a status, counts, an error kind and times; an audit event holds a family, a reason word, and
/// who approved what, masked. No key, no vendor id, no name of a customer, no body. What cannot be written is counted
/// ([`Journal::trouble`]) and never stops a connection.
#[derive(Clone)]
pub struct Journal(Arc<Inner>);

struct Inner {
    kept: Mutex<Kept>,
    told: broadcast::Sender<Line>,
}

struct Kept {
    /// The latest lines.
    latest: VecDeque<Line>,
    file: Option<FileLog>,
}

/// How many lines are kept in memory: some days of a shop that is looked at every few minutes.
const LATEST: usize = 10_000;

/// How many lines a listener may lag behind before it misses some.
const LAG: usize = 256;

/// What could not be written so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalTrouble {
    /// The last failure.
    pub kind: ErrorKind,
    /// Lines that are in memory only, or were there.
    pub lines: u64,
}

impl Journal {
    /// In memory: the latest ten thousand lines.
    #[must_use]
    pub fn memory() -> Self {
        Self::new(None)
    }

    /// Appended to `connect.jsonl` in this directory, which is made where it is not there. A file that has grown to the
    /// limit is renamed to `connect.1.jsonl` and so on, and the oldest is deleted.
    #[must_use]
    pub fn in_directory(directory: impl Into<PathBuf>, rotation: Rotation) -> Self {
        Self::new(Some(FileLog::new(directory.into(), rotation)))
    }

    fn new(file: Option<FileLog>) -> Self {
        let kept = Mutex::new(Kept { latest: VecDeque::new(), file });
        Self(Arc::new(Inner { kept, told: broadcast::Sender::new(LAG) }))
    }

    pub(crate) fn exchange(&self, connection: &ConnectionId, at: SystemTime, exchange: &Exchange) {
        self.keep(Line::new(connection, at, What::Exchange(ExchangeLine::of(exchange))));
    }

    pub(crate) fn audit(&self, connection: &ConnectionId, at: SystemTime, audit: Audit) {
        self.keep(Line::new(connection, at, What::Audit(audit)));
    }

    fn keep(&self, line: Line) {
        let mut kept = self.kept();
        if let Some(file) = &mut kept.file {
            file.append(&line);
        }
        if kept.latest.len() == LATEST {
            kept.latest.pop_front();
        }
        kept.latest.push_back(line.clone());
        drop(kept);
        // Nobody may be listening.
        let _ = self.0.told.send(line);
    }

    /// The latest lines of this process, oldest first.
    #[must_use]
    pub fn latest(&self, most: usize) -> Vec<Line> {
        let kept = self.kept();
        kept.latest.iter().skip(kept.latest.len().saturating_sub(most)).cloned().collect()
    }

    /// What happened on a connection on a Korean day, from the files where there are some.
    #[must_use]
    pub fn day(&self, connection: &ConnectionId, date: KstDate) -> Day {
        let (lines, unreadable) = self.everything();
        Day::of(lines.iter().filter(|line| line.connection == *connection && KstDate::at(line.at) == date), unreadable)
    }

    /// How many exchanges failed since a moment, on all connections.
    #[must_use]
    pub fn failed_since(&self, moment: SystemTime) -> u64 {
        let (lines, _) = self.everything();
        let failed =
            |line: &&Line| line.at >= moment && line.exchange().is_some_and(|exchange| exchange.error.is_some());
        u64::try_from(lines.iter().filter(failed).count()).unwrap_or(u64::MAX)
    }

    /// Tells of every line from now on.
    #[must_use]
    pub fn listen(&self) -> Listener {
        Listener(self.0.told.subscribe())
    }

    /// What could not be written, if anything.
    #[must_use]
    pub fn trouble(&self) -> Option<JournalTrouble> {
        self.kept().file.as_ref().and_then(FileLog::trouble)
    }

    /// Every line there is, oldest first, and how many could not be read.
    fn everything(&self) -> (Vec<Line>, u64) {
        let kept = self.kept();
        match &kept.file {
            // Lines that could not be written are in memory only.
            Some(file) if file.trouble().is_none() => {
                let files = file.files();
                drop(kept);
                file::read(&files)
            }
            _ => (kept.latest.iter().cloned().collect(), 0),
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Hears of new lines.
pub struct Listener(broadcast::Receiver<Line>);

impl Listener {
    /// The next line; `None` when the journal is gone. A listener that is too slow misses lines.
    pub async fn next(&mut self) -> Option<Line> {
        loop {
            match self.0.recv().await {
                Ok(line) => return Some(line),
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
        }
    }
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journal").field("latest", &self.kept().latest.len()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listener").finish_non_exhaustive()
    }
}
