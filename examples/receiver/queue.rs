//! The queue, which also remembers what it holds: what is in the file is done, and a restart forgets nothing.

use std::collections::HashMap;
use std::convert::Infallible;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::task::spawn_blocking;
use webhook_verify::ReplayKey;
use webhook_verify::seen::{Seen, SeenStore};

use super::file::{self, Entry};

/// The queue of one receiver.
pub struct Queue {
    path: PathBuf,
    seen: Mutex<HashMap<String, Seen>>,
}

impl Queue {
    /// Opens the queue in a file, which is made if it is not there, and reads what it holds.
    ///
    /// # Errors
    /// The file cannot be made or read, or holds something else.
    pub fn open(path: &Path) -> io::Result<Self> {
        let held = file::prepare(path)?.into_iter().map(|entry| (entry.key, Seen::Done)).collect();
        Ok(Self { path: path.to_owned(), seen: Mutex::new(held) })
    }

    /// Everything in the queue, the oldest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub async fn entries(&self) -> io::Result<Vec<Entry>> {
        let path = self.path.clone();
        spawn_blocking(move || file::load(&path)).await?
    }

    /// Appends a delivery. When this returns it is on the disk.
    ///
    /// # Errors
    /// It is not in the queue.
    pub async fn append(&self, entry: &Entry) -> io::Result<()> {
        let (path, line) = (self.path.clone(), entry.line()?);
        spawn_blocking(move || file::append(&path, &line)).await?
    }

    fn seen(&self) -> MutexGuard<'_, HashMap<String, Seen>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SeenStore for Queue {
    type Error = Infallible;

    async fn begin(&self, key: &ReplayKey, _now: i64) -> Result<Seen, Infallible> {
        let mut seen = self.seen();
        if let Some(known) = seen.get(key.as_str()) {
            return Ok(*known);
        }
        seen.insert(key.as_str().to_owned(), Seen::InProgress);
        Ok(Seen::New)
    }

    async fn commit(&self, key: &ReplayKey, _now: i64) -> Result<(), Infallible> {
        self.seen().insert(key.as_str().to_owned(), Seen::Done);
        Ok(())
    }

    async fn release(&self, key: &ReplayKey) -> Result<(), Infallible> {
        self.abandon(key);
        Ok(())
    }

    fn abandon(&self, key: &ReplayKey) {
        let mut seen = self.seen();
        if seen.get(key.as_str()) == Some(&Seen::InProgress) {
            seen.remove(key.as_str());
        }
    }
}
