use super::{ClaimKind, MAX_ACTS_PER_DAY, MAX_CLAIMS_PER_DAY, MAX_ORDERS_PER_DAY, MAX_ROWS_PER_DAY, OrderStatus};
use crate::fault::FaultError;

/// A description no gateway can be built from; nothing in it repeats a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The vendor id is not `A` or `C` followed by digits.
    #[error("a vendor id is A or C followed by digits")]
    Vendor,
    /// The access key or the secret key cannot be a key.
    #[error("the access key or the secret key is empty or holds characters a key cannot have")]
    Key,
    /// A vendor must be allowed at least one call a second.
    #[error("calls per second must be at least 1")]
    CallsPerSecond,
    /// A page must have room for at least one row.
    #[error("a page must hold at least 1 row")]
    MaxPerPage,
    /// More orders than ids can tell apart: see [`MAX_ORDERS_PER_DAY`].
    #[error("a day holds at most {MAX_ORDERS_PER_DAY} orders in the status {0}")]
    OrdersPerDay(OrderStatus),
    /// More claims than ids can tell apart: see [`MAX_CLAIMS_PER_DAY`].
    #[error("a day holds at most {MAX_CLAIMS_PER_DAY} claims of the kind {0:?}")]
    ClaimsPerDay(ClaimKind),
    /// More inquiries, cases or revenue than ids can tell apart: see [`MAX_ROWS_PER_DAY`].
    #[error("a day holds at most {MAX_ROWS_PER_DAY} inquiries, cases or rows of revenue")]
    RowsPerDay,
    /// More acts of customers than a day can hold: see [`MAX_ACTS_PER_DAY`].
    #[error("customers do the same thing at most {MAX_ACTS_PER_DAY} times a day")]
    ActsPerDay,
    /// A fault that no call can ever meet.
    #[error("a fault: {0}")]
    Fault(FaultError),
}
