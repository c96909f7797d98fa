//! Revocable handles that the pipeline reads before every attempt.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use crate::endpoint::Family;

/// Permission to write, for named families of operations, until it is revoked.
///
/// Clones share one state: revoking any of them stops the next attempt of every client that was given one, also of
/// clients handed out earlier.
#[derive(Debug, Clone)]
pub struct WritePermit {
    families: Arc<[Family]>,
    live: Arc<AtomicBool>,
}

impl WritePermit {
    /// Opens the named families and no others.
    #[must_use]
    pub fn for_(families: impl IntoIterator<Item = Family>) -> Self {
        Self { families: families.into_iter().collect(), live: Arc::new(AtomicBool::new(true)) }
    }

    /// Takes the permission back, for good and for all clones.
    pub fn revoke(&self) {
        self.live.store(false, Ordering::SeqCst);
    }

    /// Whether the permit is live and names this family.
    #[must_use]
    pub fn opens(&self, family: Family) -> bool {
        self.live.load(Ordering::SeqCst) && self.families.contains(&family)
    }
}

/// Stops a client for good: every later attempt is refused before anything is sent.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<OnceLock<&'static str>>);

impl Stop {
    /// Stops every client that shares this switch. The first reason stays.
    pub fn stop(&self, reason: &'static str) {
        let _ = self.0.set(reason);
    }

    /// Why the clients were stopped, or `None` while they run.
    #[must_use]
    pub fn reason(&self) -> Option<&'static str> {
        self.0.get().copied()
    }
}
