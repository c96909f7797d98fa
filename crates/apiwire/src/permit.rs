//! Revocable handles that the pipeline reads before every attempt.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use crate::endpoint::Family;

/// Permission to write, for named families of operations, until it is revoked.
///
/// Clones share one state: revoking any of them stops the next attempt of every client that was given one, also of
/// clients handed out earlier.
#[derive(Clone)]
pub struct WritePermit {
    parts: Arc<[Part]>,
    watch: Option<Arc<dyn Fn(Family) + Send + Sync>>,
}

/// One permission: permits that were joined have several, each with a life of its own.
#[derive(Debug, Clone)]
struct Part {
    families: Arc<[Family]>,
    live: Arc<AtomicBool>,
}

impl WritePermit {
    /// Opens the named families and no others.
    #[must_use]
    pub fn for_(families: impl IntoIterator<Item = Family>) -> Self {
        let part = Part { families: families.into_iter().collect(), live: Arc::new(AtomicBool::new(true)) };
        Self { parts: Arc::new([part]), watch: None }
    }

    /// Opens what any of the permits opens, each as long as it is live by itself.
    #[must_use]
    pub fn any_of(permits: impl IntoIterator<Item = Self>) -> Self {
        let parts = permits.into_iter().flat_map(|permit| permit.parts.to_vec()).collect();
        Self { parts, watch: None }
    }

    /// The same permit, telling of every call that it did not let through: an audit log needs to know. Called on the
    /// task of the call: be brief.
    #[must_use]
    pub fn on_refusal(self, watch: impl Fn(Family) + Send + Sync + 'static) -> Self {
        Self { watch: Some(Arc::new(watch)), ..self }
    }

    /// Takes the permission back, for good and for all clones.
    pub fn revoke(&self) {
        for part in &*self.parts {
            part.live.store(false, Ordering::SeqCst);
        }
    }

    /// Whether the permit is live and names this family.
    #[must_use]
    pub fn opens(&self, family: Family) -> bool {
        self.parts.iter().any(|part| part.live.load(Ordering::SeqCst) && part.families.contains(&family))
    }

    /// As [`WritePermit::opens`], for a call that is about to be sent: a refusal is told.
    pub(crate) fn admits(&self, family: Family) -> bool {
        let open = self.opens(family);
        if let Some(watch) = self.watch.as_ref().filter(|_| !open) {
            watch(family);
        }
        open
    }
}

impl fmt::Debug for WritePermit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WritePermit").field("parts", &self.parts).finish_non_exhaustive()
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
