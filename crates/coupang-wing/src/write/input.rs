//! What is wrong with the input of a write, all of it at once, before anything is sent.

use std::collections::BTreeSet;

use apiwire::{Error, ErrorKind, InputFault, InputFaults};
use redact_kr::LoginId;

use crate::access::ReadWrite;
use crate::client::Wing;
use crate::config::{Market, VendorId};

/// Input that Coupang would refuse, or would take for something else. Nothing was sent. It quotes no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{operation}: nothing was sent: {faults}")]
pub struct InputError {
    operation: &'static str,
    faults: InputFaults,
}

impl InputError {
    /// The operation's name.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Every fault of the input, in its order: the place by Coupang's field name, behind the position in the batch where
    /// there is one (`[3].invoiceNumber`), the rule, and who says so.
    #[must_use]
    pub fn faults(&self) -> &[InputFault] {
        self.faults.as_slice()
    }
}

impl From<InputError> for Error {
    fn from(error: InputError) -> Self {
        Self::new(error.operation, ErrorKind::Configuration).with_input(error.faults)
    }
}

/// Collects the faults of one input.
pub(crate) struct Checks {
    operation: &'static str,
    position: Option<usize>,
    faults: InputFaults,
}

impl Checks {
    pub(crate) fn of(operation: &'static str) -> Self {
        Self { operation, position: None, faults: InputFaults::default() }
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
        match self.position {
            Some(position) => self.faults.require_by(holds, format_args!("[{position}].{field}"), rule, source),
            None => self.faults.require_by(holds, field, rule, source),
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
