use super::{Chance, Fault};
use crate::korea_checkout::Operation;

/// A fault, the calls it strikes, and how often.
///
/// It strikes the next call unless [`FaultRule::times`] or [`FaultRule::chance`] says otherwise.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a rule does nothing until it is injected"]
pub struct FaultRule {
    pub(super) calls: Calls,
    pub(super) fault: Fault,
    pub(super) times: Option<u32>,
    pub(super) chance: Option<Result<Chance, FaultError>>,
    pub(super) after: u32,
}

/// The calls that a rule is about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Calls {
    /// Every call; written `any`.
    Any,
    /// Every call that changes nothing; written `any_read`.
    AnyRead,
    /// Every call that changes something; written `any_write`.
    AnyWrite,
    /// The calls of one operation, named as in the client's `ENDPOINTS.md`: `orders.acknowledge`, `refunds.create`.
    Of(String),
}

/// A rule that no call can ever meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FaultError {
    /// The service has no operation of this name. A rule that never strikes would prove nothing.
    #[error("the service has no operation of this name")]
    UnknownOperation,
    /// The operation has no room for the fault: a token on a list without pages, duplicated rows of a write.
    #[error("the operation has no room for this fault")]
    NoRoom,
    /// A chance is a number from 0 to 1.
    #[error("a chance is a number from 0 to 1")]
    Chance,
}

impl FaultRule {
    /// A fault of one operation, named as in the client's `ENDPOINTS.md`.
    pub fn new(calls: impl Into<Calls>, fault: Fault) -> Self {
        Self { calls: calls.into(), fault, times: None, chance: None, after: 0 }
    }

    /// A fault of any call.
    pub fn any(fault: Fault) -> Self {
        Self::new(Calls::Any, fault)
    }

    /// A fault of any call that changes nothing.
    pub fn any_read(fault: Fault) -> Self {
        Self::new(Calls::AnyRead, fault)
    }

    /// A fault of any call that changes something.
    pub fn any_write(fault: Fault) -> Self {
        Self::new(Calls::AnyWrite, fault)
    }

    /// How many calls it strikes; one unless set, and any number where a chance is set.
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Strikes each call with this chance, from 0 to 1, instead of the next ones. The seed decides about each.
    pub fn chance(mut self, chance: f64) -> Self {
        self.chance = Some(Chance::try_from(chance));
        self
    }

    /// Leaves so many calls in peace first.
    pub fn after(mut self, calls: u32) -> Self {
        self.after = calls;
        self
    }
}

/// The words `any`, `any_read` and `any_write`, or the name of an operation.
impl From<&str> for Calls {
    fn from(text: &str) -> Self {
        match text {
            "any" => Self::Any,
            "any_read" => Self::AnyRead,
            "any_write" => Self::AnyWrite,
            name => Self::Of(name.to_owned()),
        }
    }
}

impl From<Operation> for Calls {
    fn from(operation: Operation) -> Self {
        Self::Of(operation.name().to_owned())
    }
}
