//! A governor whose every grant is counted at the grant.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use apiwire::governor::{Governor, Limits};
use tokio::time::Instant;

use crate::granted;
use crate::story::Story;

/// The moments of the grants.
pub(crate) struct Counted {
    grants: Mutex<VecDeque<Instant>>,
    most: usize,
    window: Duration,
    story: Arc<Story>,
}

impl Counted {
    /// A governor with these limits, of whose grants at most so many may fall into any window.
    pub(crate) fn governor(limits: Limits, most: usize, window: Duration, story: &Arc<Story>) -> Governor {
        let counted = Self { grants: Mutex::default(), most, window, story: Arc::clone(story) };
        granted::governor(limits, move |_| counted.count())
    }

    fn count(&self) {
        let now = Instant::now();
        let mut grants = self.grants.lock().unwrap();
        grants.retain(|earlier| now - *earlier < self.window);
        grants.push_back(now);
        self.story.must(grants.len() <= self.most, || {
            format!("{} grants within {:?}, {} are allowed", grants.len(), self.window, self.most)
        });
    }
}
