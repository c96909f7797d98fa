//! Faults on demand: what goes wrong with a call, at which operation, and how often.
//!
//! Both services take the same rules: [`Gateway::inject`](crate::coupang::Gateway::inject) and
//! [`Checkout::inject`](crate::korea_checkout::Checkout::inject), or `fault` on their builders. A rule strikes the next
//! calls of its operation, or each with a chance that the seed decides about, so that the same run fails the same way
//! twice. What struck stands in the ledger.
//!
//! A fault strikes a call that the service would have let in: one that is refused for its key, its signature, its rate
//! or its path takes none ([`Fault::ClockSkew`] decides about the signature itself, so it strikes before). Whether an
//! operation has room for a fault is said at each: where it has none, the fault does not strike and is not used up.
//!
//! ```
//! use commerce_sandbox::coupang::Gateway;
//! use commerce_sandbox::fault::{Fate, Fault, FaultRule};
//! use std::time::Duration;
//!
//! let gateway = Gateway::builder().seed(7).build()?;
//! // The next two acknowledgements: no answer comes, and half an hour later they have happened after all.
//! let late = Fault::ResetAfter(Fate::Late(Duration::from_secs(1_800)));
//! gateway.inject(FaultRule::new("orders.acknowledge", late).times(2))?;
//! // One read in ten is slow to come.
//! gateway.inject(FaultRule::any_read(Fault::SlowDrip(Duration::from_secs(1))).chance(0.1))?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod chance;
pub(crate) mod edge;
mod kind;
mod plan;
mod rule;
#[cfg(feature = "server")]
mod script;
mod served;
mod spoil;

pub use chance::Chance;
pub(crate) use kind::{OperationKind, Paging};
pub use plan::Struck;
pub(crate) use plan::{Asked, Faults, Taken};
pub use rule::{Calls, FaultError, FaultRule};
#[cfg(feature = "server")]
pub(crate) use script::written;
#[cfg(feature = "server")]
pub use script::{Scripted, ScriptedFault};
pub use served::{Ending, Served};
pub(crate) use spoil::spoil;

use std::time::Duration;

/// What happens to one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The connection breaks before the body of the request is read; nothing is carried out.
    ResetBefore,
    /// The connection breaks in the middle of the request's body, or after its head where there is no body; nothing is
    /// carried out.
    ResetDuring,
    /// The request is read whole, and the connection breaks without an answer.
    ResetAfter(Fate),
    /// Carried out, and the connection breaks in the middle of the answer's body. An answer without a body has no middle.
    ResetMidResponse,
    /// 504: with Coupang, the documented body of its gateway; with Korea Checkout, its own error form.
    GatewayTimeout(Fate),
    /// 500; nothing is carried out.
    ServerError,
    /// 521, as the gateway answers when the service behind it cannot be reached; nothing is carried out.
    OriginDown,
    /// 429, and the lock-out begins as after a breach; nothing is carried out.
    TooManyRequests,
    /// 302, as the edge answers a caller that it has blocked; nothing is carried out. It leads to a path that is not
    /// there, so a client that follows it shows in the ledger.
    Redirect,
    /// 403 with an HTML page of the edge that has a `Reference #`; nothing is carried out.
    HtmlForbidden,
    /// Carried out; the answer is the right one and says that it is `text/html`.
    WrongContentType,
    /// Carried out; the answer is complete HTTP, and half of its JSON. An answer without a body has no half.
    TruncatedJson,
    /// Carried out; the answer's body comes in pieces with this pause before each.
    SlowDrip(Duration),
    /// Carried out; the answer's body is followed by white space for as long as the client goes on reading.
    EndlessBody,
    /// The page carries the token that it was asked with. Needs a list that pages by token, and a call with a token.
    RepeatedToken,
    /// The page begins with the last row of the page before, and its own last row is pushed on to the next: what a row
    /// that is new at the front of the list does. Needs a list with pages, and a call for a page behind the first.
    ShiftedPage,
    /// Some rows stand twice on the page, the first among them. Needs a list, and rows.
    DuplicatedRows,
    /// The service's clock is off by so many seconds for the call, ahead where positive: the check of the signed date,
    /// and the header `date`.
    ClockSkew(i64),
    /// Carried out; one optional field of the answer is of another JSON type. Needs an answer that has one.
    WrongType,
    /// Carried out; one field of the answer that has a fixed set of words holds one that nobody has documented. Needs an
    /// answer that has such a field.
    UnknownEnum,
}

/// What becomes of a call whose caller learns nothing. A read has nothing to carry out, so its fate makes no difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is not carried out.
    Dropped,
    /// It is carried out before the answer is due.
    Carried,
    /// It is carried out so much after the answer was due, under the rules as they then stand.
    Late(Duration),
}

impl Fault {
    /// Whether the connection breaks before the whole request is read.
    pub(crate) fn early_ending(self) -> Option<Ending> {
        match self {
            Self::ResetBefore => Some(Ending::ResetBefore),
            Self::ResetDuring => Some(Ending::ResetDuring),
            _ => None,
        }
    }

    /// Whether it needs room in the JSON of a success.
    pub(crate) fn is_about_json(self) -> bool {
        matches!(
            self,
            Self::RepeatedToken | Self::ShiftedPage | Self::DuplicatedRows | Self::WrongType | Self::UnknownEnum
        )
    }

    pub(crate) fn skew_seconds(self) -> Option<i64> {
        if let Self::ClockSkew(seconds) = self { Some(seconds) } else { None }
    }
}
