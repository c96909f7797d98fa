//! The rules that wait for their calls, and what has struck.

use super::{Calls, Fault, FaultError, FaultRule, OperationKind, Paging};
use crate::dice::Dice;
use std::collections::{BTreeMap, VecDeque};
use std::time::SystemTime;

/// A fault that struck a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Struck {
    /// The number of the call: 1 for the first one of a service.
    pub call: u64,
    /// The operation, named as in the client's `ENDPOINTS.md`.
    pub operation: &'static str,
    /// What happened to it.
    pub fault: Fault,
    /// When the call came.
    pub at: SystemTime,
}

/// The faults of one service.
pub(crate) struct Faults {
    seed: u64,
    rules: Vec<Waiting>,
    struck: VecDeque<Struck>,
    /// How many rows are new at the front of a search whose pages are numbered, because its pages have shifted.
    shifted: BTreeMap<String, usize>,
}

/// A rule, and how often it has met a call.
struct Waiting {
    rule: FaultRule,
    met: u64,
    /// `None`: any number of times.
    left: Option<u32>,
}

/// A call as far as its head tells.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'c> {
    pub(crate) kind: &'static OperationKind,
    /// The decoded pairs of the query.
    pub(crate) query: &'c [(String, String)],
}

/// A fault that was taken for a call, and may be given back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Taken {
    pub(crate) fault: Fault,
    rule: usize,
}

/// The most faults a ledger remembers; older ones are forgotten first.
const MOST_REMEMBERED: usize = 10_000;

impl Faults {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, rules: Vec::new(), struck: VecDeque::new(), shifted: BTreeMap::new() }
    }

    /// Adds a rule of a service that has these operations.
    pub(crate) fn add(&mut self, rule: FaultRule, operations: &[OperationKind]) -> Result<(), FaultError> {
        rule.check(operations)?;
        let left = rule.times.or(rule.chance.is_none().then_some(1));
        self.rules.push(Waiting { rule, met: 0, left });
        Ok(())
    }

    /// The fault that [`Faults::take`] would give.
    pub(crate) fn peek(&self, asked: Asked<'_>) -> Option<Fault> {
        let mut waiting = self.rules.iter().enumerate();
        waiting
            .find(|(place, waiting)| waiting.strikes(self.seed, *place, asked))
            .map(|(_, waiting)| waiting.rule.fault)
    }

    /// The fault of a call; the first rule that strikes is used up by one, and every rule about the call has met it.
    pub(crate) fn take(&mut self, asked: Asked<'_>) -> Option<Taken> {
        let mut taken = None;
        for (place, waiting) in self.rules.iter_mut().enumerate().filter(|(_, waiting)| waiting.is_about(asked)) {
            if taken.is_none() && waiting.strikes(self.seed, place, asked) {
                taken = Some(Taken { fault: waiting.rule.fault, rule: place });
                waiting.left = waiting.left.map(|left| left.saturating_sub(1));
            }
            waiting.met += 1;
        }
        taken
    }

    /// How many rows of the page before come again on the page that is asked for.
    ///
    /// A token names a row, so the walk goes on from there. A page that is named by its number has no such memory: once
    /// the pages of a search have shifted they stay so, or the row that was pushed on would be lost.
    pub(crate) fn shift(&mut self, asked: Asked<'_>, taken: Option<Taken>) -> usize {
        let rows = usize::from(taken.is_some_and(|taken| taken.fault == Fault::ShiftedPage));
        let Paging::Number(page) = asked.kind.paging else { return rows };
        let search: Vec<&str> = asked
            .query
            .iter()
            .filter(|(name, _)| name != page)
            .flat_map(|(name, value)| [name.as_str(), value])
            .collect();
        let search = format!("{}\n{}", asked.kind.name, search.join("\n"));
        if rows > 0 {
            *self.shifted.entry(search.clone()).or_default() += rows;
        }
        self.shifted.get(&search).copied().filter(|_| asked.is_later_page()).unwrap_or(0)
    }

    /// Uses up every rule. Pages that have shifted stay so.
    pub(crate) fn calm(&mut self) {
        self.rules.iter_mut().for_each(|waiting| waiting.left = Some(0));
    }

    /// Takes back a fault for which the answer had no room.
    pub(crate) fn give_back(&mut self, taken: Taken) {
        if let Some(waiting) = self.rules.get_mut(taken.rule) {
            waiting.left = waiting.left.map(|left| left.saturating_add(1));
        }
    }

    /// Notes what has struck.
    pub(crate) fn note(&mut self, struck: Struck) {
        if self.struck.len() >= MOST_REMEMBERED {
            self.struck.pop_front();
        }
        self.struck.push_back(struck);
    }

    /// What has struck, oldest first.
    pub(crate) fn struck(&self) -> Vec<Struck> {
        self.struck.iter().copied().collect()
    }
}

impl FaultRule {
    /// Whether some call of a service with these operations can meet it.
    pub(super) fn check(&self, operations: &[OperationKind]) -> Result<(), FaultError> {
        self.chance.transpose()?;
        let mut about = operations.iter().filter(|kind| self.calls.hold(kind)).peekable();
        if about.peek().is_none() {
            return Err(FaultError::UnknownOperation);
        }
        if about.any(|kind| kind.allows(self.fault)) { Ok(()) } else { Err(FaultError::NoRoom) }
    }
}

impl Calls {
    pub(super) fn hold(&self, kind: &OperationKind) -> bool {
        match self {
            Self::Any => true,
            Self::AnyRead => !kind.write,
            Self::AnyWrite => kind.write,
            Self::Of(name) => name == kind.name,
        }
    }
}

impl Waiting {
    /// Whether the call is one that it counts.
    fn is_about(&self, asked: Asked<'_>) -> bool {
        let fault = self.rule.fault;
        let needs_page = matches!(fault, Fault::RepeatedToken | Fault::ShiftedPage);
        self.rule.calls.hold(asked.kind) && asked.kind.allows(fault) && (asked.is_later_page() || !needs_page)
    }

    fn strikes(&self, seed: u64, place: usize, asked: Asked<'_>) -> bool {
        let due = self.is_about(asked) && self.left != Some(0) && self.met >= u64::from(self.rule.after);
        let place = u64::try_from(place).unwrap_or(u64::MAX);
        let mut dice = Dice::new(&[seed, FAULTS, place, self.met]);
        due && self.rule.chance.is_none_or(|chance| chance.is_ok_and(|chance| chance.falls(&mut dice)))
    }
}

/// Tells these throws from others of the same seed.
const FAULTS: u64 = 0xFA_017;

impl Asked<'_> {
    fn is_later_page(self) -> bool {
        let value = |name: &str| self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        match self.kind.paging {
            Paging::None => false,
            Paging::Token(name) => value(name).is_some_and(|token| !token.is_empty()),
            Paging::Number(name) => value(name).and_then(|page| page.parse().ok()).is_some_and(|page: u64| page > 1),
        }
    }
}
