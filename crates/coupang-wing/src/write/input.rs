//! What is wrong with the input of a write, all of it at once, before anything is sent.

use std::collections::BTreeSet;
use std::fmt;

use apiwire::{Error, ErrorKind};
use redact_kr::LoginId;

use crate::access::ReadWrite;
use crate::client::Wing;
use crate::config::{Market, VendorId};

/// Input that Coupang would refuse, or would take for something else. Nothing was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputError {
    operation: &'static str,
    faults: Vec<InputFault>,
}

/// One broken rule. It quotes no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct InputFault {
    /// Which element of the batch, from 0; `None` for the whole input.
    pub position: Option<usize>,
    /// The field, by Coupang's name.
    pub field: &'static str,
    /// The rule.
    pub rule: &'static str,
    /// Who says so: Coupang's page and its date.
    pub source: &'static str,
}

impl InputError {
    /// The operation's name.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Every fault of the input, in its order.
    #[must_use]
    pub fn faults(&self) -> &[InputFault] {
        &self.faults
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: nothing was sent", self.operation)?;
        for fault in &self.faults {
            write!(f, "; {fault}")?;
        }
        Ok(())
    }
}

impl fmt::Display for InputFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(position) = self.position {
            write!(f, "[{position}].")?;
        }
        write!(f, "{} {} ({})", self.field, self.rule, self.source)
    }
}

impl std::error::Error for InputError {}

impl From<InputError> for Error {
    fn from(error: InputError) -> Self {
        let refused = Self::new(error.operation, ErrorKind::Configuration);
        match error.faults.first() {
            Some(fault) => refused.with_field(fault.field).with_note(fault.rule),
            None => refused,
        }
    }
}

/// Collects the faults of one input.
pub(crate) struct Checks {
    operation: &'static str,
    position: Option<usize>,
    faults: Vec<InputFault>,
}

impl Checks {
    pub(crate) fn of(operation: &'static str) -> Self {
        Self { operation, position: None, faults: Vec::new() }
    }

    /// What follows is about this element of the batch.
    pub(crate) fn at(&mut self, position: usize) -> &mut Self {
        self.position = Some(position);
        self
    }

    /// What follows is about the whole input.
    pub(crate) fn whole(&mut self) -> &mut Self {
        self.position = None;
        self
    }

    pub(crate) fn require(&mut self, holds: bool, field: &'static str, rule: &'static str, source: &'static str) {
        if !holds {
            self.faults.push(InputFault { position: self.position, field, rule, source });
        }
    }

    /// A batch has something in it, at most `most` elements, and each once.
    pub(crate) fn batch<K: Ord>(&mut self, keys: &[K], most: usize, field: &'static str, source: &'static str) {
        self.whole().require(!keys.is_empty(), field, "must hold at least one", source);
        self.require(keys.len() <= most, field, "holds more than one call takes", source);
        let mut seen = BTreeSet::new();
        for (position, key) in keys.iter().enumerate() {
            self.at(position).require(seen.insert(key), field, "stands in the batch twice", OURS);
        }
        self.whole();
    }

    /// The Wing login in whose name something is done. The vendor id is refused: some texts of Coupang's allow it, others
    /// do not, and whose answer it was would be lost.
    pub(crate) fn login(
        &mut self,
        login: Option<&LoginId>,
        vendor_id: &VendorId,
        field: &'static str,
        source: &'static str,
    ) {
        let text = login.map(LoginId::expose).unwrap_or_default();
        self.require(
            !text.trim().is_empty(),
            field,
            "must be a Wing login id: give one to the call, or set COUPANG_WING_USER_ID",
            source,
        );
        self.require(
            !text.eq_ignore_ascii_case(vendor_id.as_str()),
            field,
            "must be a Wing login id, not the vendor id",
            source,
        );
        self.require(
            text == text.trim() && !text.contains(char::is_control),
            field,
            "has spaces around it or control characters",
            OURS,
        );
    }

    /// The operation exists in this market.
    pub(crate) fn market(&mut self, wing: &Wing<ReadWrite>, markets: &[Market], source: &'static str) {
        self.require(
            markets.contains(&wing.market()),
            "X-MARKET",
            "this operation does not exist in the client's market",
            source,
        );
    }

    pub(crate) fn finish(self) -> Result<(), InputError> {
        match self.faults.is_empty() {
            true => Ok(()),
            false => Err(InputError { operation: self.operation, faults: self.faults }),
        }
    }
}

/// The source of rules that are ours.
pub(crate) const OURS: &str = "a rule of this client";
