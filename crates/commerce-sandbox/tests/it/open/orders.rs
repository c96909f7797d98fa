//! What is open about order sheets, and about lists in general.

use super::Question;

pub(super) const QUESTIONS: &[Question] = &[];
