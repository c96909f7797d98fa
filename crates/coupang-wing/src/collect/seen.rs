//! The ids that tell whether a row came before.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

/// The ids of the present window and of the one before where they overlap.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seen {
    previous: HashSet<i64>,
    current: HashSet<i64>,
    /// Those of the page whose rows are being handed out: they come again after a resume.
    #[serde(skip)]
    page: HashSet<i64>,
}

impl Seen {
    /// Whether a row with this id comes for the first time. Rows without an id always do.
    pub(super) fn is_first(&mut self, id: Option<i64>) -> bool {
        let Some(id) = id else { return true };
        let known = self.previous.contains(&id) || self.current.contains(&id);
        // Also when the window before knew it: the next window may overlap the one before too.
        self.page.insert(id) && !known
    }

    /// Whether ids of finished pages of the present window are known.
    pub(super) fn knows_this_window(&self) -> bool {
        !self.current.is_empty()
    }

    pub(super) fn finish_page(&mut self) {
        self.current.extend(self.page.drain());
    }

    pub(super) fn next_window(&mut self, overlaps: bool) {
        let finished = std::mem::take(&mut self.current);
        self.previous = if overlaps { finished } else { HashSet::new() };
    }

    /// Without the page that is not finished.
    pub(super) fn without_page(&self) -> Self {
        Self { previous: self.previous.clone(), current: self.current.clone(), page: HashSet::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.previous.len() + self.current.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_known_for_as_long_as_windows_overlap() {
        let mut seen = Seen::default();
        assert!(seen.is_first(Some(1)) && !seen.is_first(Some(1)) && seen.is_first(Some(2)));
        seen.finish_page();
        assert!(!seen.is_first(Some(1)));
        seen.next_window(true);
        assert!(!seen.is_first(Some(1)));
        seen.finish_page();
        seen.next_window(true);
        assert!(!seen.is_first(Some(1)), "the window between has seen it again");
        assert!(seen.is_first(Some(2)), "the window between has not");
        seen.finish_page();
        seen.next_window(false);
        assert!(seen.is_first(Some(1)) && seen.is_first(None) && seen.is_first(None));
        assert_eq!(seen.len(), 0);
    }

    #[test]
    fn a_page_that_is_not_finished_is_not_kept() {
        let mut seen = Seen::default();
        seen.is_first(Some(1));
        seen.finish_page();
        seen.is_first(Some(2));
        let mut kept: Seen = serde_json::from_str(&serde_json::to_string(&seen).unwrap()).unwrap();
        assert!(kept == seen.without_page());
        assert!(kept.is_first(Some(2)) && !kept.is_first(Some(1)));
    }
}
