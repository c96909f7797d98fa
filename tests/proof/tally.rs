//! What many runs came to, so that nobody takes a day in which nothing happened for a proof.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::AddAssign;

use commerce_sandbox::fault::{Fault, Struck};

use crate::book::{Book, End};

/// Counts over runs, by name.
#[derive(Debug, Default, Clone)]
pub(crate) struct Tally {
    counts: BTreeMap<String, u64>,
}

impl Tally {
    /// What happened so often.
    pub(crate) fn with(mut self, what: impl Into<String>, times: impl TryInto<u64>) -> Self {
        *self.counts.entry(what.into()).or_default() += times.try_into().unwrap_or(u64::MAX);
        self
    }

    /// What was meant, by operation, and what became of it.
    pub(crate) fn with_book(mut self, book: &Book) -> Self {
        for intention in book.intentions() {
            let end = match intention.end {
                End::Open => "open",
                End::Done => "done",
                End::Refused => "refused",
                End::Unknown => "for a person",
            };
            let doubt = if intention.doubted { " after doubt" } else { "" };
            self =
                self.with(format!("write: {end}{doubt}"), 1_u64).with(format!("write: {}", intention.operation), 1_u64);
        }
        self
    }

    /// Which faults struck.
    pub(crate) fn with_faults(self, faults: &[Struck]) -> Self {
        faults.iter().fold(self, |tally, struck| tally.with(format!("fault: {}", kind(struck.fault)), 1_u64))
    }

    /// How often something happened.
    pub(crate) fn of(&self, what: &str) -> u64 {
        self.counts.get(what).copied().unwrap_or_default()
    }
}

/// A fault without its numbers: `ResetAfter(Late)`.
pub(crate) fn kind(fault: Fault) -> String {
    let text = format!("{fault:?}");
    match text.split_once('(') {
        Some((name @ ("ResetAfter" | "GatewayTimeout"), fate)) => {
            format!("{name}({})", fate.split(['(', ')']).next().unwrap_or_default())
        }
        Some((name, _)) => name.to_owned(),
        None => text,
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        for (what, times) in other.counts {
            *self.counts.entry(what).or_default() += times;
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.counts.iter().try_for_each(|(what, times)| writeln!(f, "{times:>9}  {what}"))
    }
}
