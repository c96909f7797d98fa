//! What is open about returns, withdrawals and exchanges.

use super::Question;

pub(super) const QUESTIONS: &[Question] = &[];
