//! Collecting as a seller does it every day: wait, go on, or be killed and resume from the checkpoint that was saved.

use std::collections::BTreeSet;
use std::time::SystemTime;

use coupang_wing::collect::{Checkpoint, Collection};
use coupang_wing::{ErrorKind, QueryError};

use crate::oracle::Shelf;
use crate::seller::{PATIENCE, Seller};

/// A collection that came to its end.
pub(crate) struct Collected {
    pub(crate) shelf: Shelf,
    pub(crate) began: SystemTime,
    pub(crate) ids: BTreeSet<i64>,
}

/// What a process has saved: the checkpoint, and what was counted by then.
struct Saved<T> {
    checkpoint: Option<String>,
    rows: Vec<T>,
}

impl Seller<'_> {
    /// Collects a listing to its end, whatever happens in between.
    pub(crate) async fn collect<T: Send + 'static>(
        &self,
        shelf: Shelf,
        id: fn(&T) -> i64,
        begin: impl Fn() -> Result<Collection<T>, QueryError>,
    ) -> Vec<T> {
        let began = self.wing.now();
        self.story.tell(format_args!("collect {shelf:?}"));
        let mut saved = Saved { checkpoint: None, rows: Vec::new() };
        let mut errors = 0;
        while !self.run(&mut saved, &begin, &mut errors).await {
            if errors > PATIENCE {
                self.story.wrong(format_args!("collecting {shelf:?} never came to an end"));
                break;
            }
        }
        let mut ids = BTreeSet::new();
        for row in &saved.rows {
            self.story.must(ids.insert(id(row)), || format!("{shelf:?}: {} was collected twice", id(row)));
        }
        self.known.borrow_mut().entry(shelf).or_default().extend(ids.iter().copied());
        self.story.tell(format_args!("collected {} of {shelf:?}", ids.len()));
        self.collected.borrow_mut().push(Collected { shelf, began, ids });
        saved.rows
    }

    /// One process: from what was saved to the end (true), or to its death.
    async fn run<T: Send + 'static>(
        &self,
        saved: &mut Saved<T>,
        begin: &impl Fn() -> Result<Collection<T>, QueryError>,
        errors: &mut usize,
    ) -> bool {
        let mut collection = begin().unwrap();
        if let Some(text) = &saved.checkpoint {
            let checkpoint: Checkpoint = serde_json::from_str(text).unwrap();
            collection = collection.resume(checkpoint).unwrap();
        }
        // Of the page that is not finished: lost with the process, and read again.
        let (mut pending, mut pages) = (Vec::new(), 0);
        loop {
            let Some(item) = self.patiently(collection.next()).await else { continue };
            if collection.progress().pages > pages {
                pages = collection.progress().pages;
                saved.rows.append(&mut pending);
                saved.checkpoint = Some(serde_json::to_string(&collection.checkpoint()).unwrap());
            }
            match item {
                None => return true,
                Some(Ok(row)) => pending.push(row),
                Some(Err(error)) if error.kind() == ErrorKind::UndecodableRow => {
                    self.unreadable.set(self.unreadable.get() + 1);
                }
                Some(Err(error)) => {
                    *errors += 1;
                    if *errors > PATIENCE {
                        return false;
                    }
                    let over = error.kind() == ErrorKind::CircuitOpen && error.until().is_none();
                    self.wait_after(&error).await;
                    // Nothing more is sent after five failures of a page: a resumed collection begins anew.
                    if over || self.one_of(4) == 0 {
                        self.story.tell("killed, and resumed");
                        return false;
                    }
                }
            }
            if self.one_of(64) == 0 {
                self.story.tell("killed in the middle, and resumed");
                return false;
            }
        }
    }
}
