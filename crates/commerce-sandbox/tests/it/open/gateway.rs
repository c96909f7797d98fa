//! What is open about the gateway itself.

use super::Question;

pub(super) const QUESTIONS: &[Question] = &[];
