//! A release stop that the seller answers: the goods were stopped, or they had left.

use crate::claims::{ItemReleaseStatus, ReleaseStopStatus, ReturnRequest};
use crate::ids::ReceiptId;
use crate::write::Checks;

/// Which receipt is answered, and for how many units in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StopRequest {
    pub(super) receipt_id: ReceiptId,
    pub(super) cancel_count: Option<u32>,
    /// Whether the receipt waits for an answer, where the caller passed it.
    waits: Option<bool>,
    pub(super) any_carrier: bool,
}

impl StopRequest {
    /// This receipt. `cancel_count` is the quantity of the whole receipt, its `cancelCountSum`: 2 of one item and 3 of
    /// another are 5.
    #[must_use]
    pub fn new(receipt_id: ReceiptId, cancel_count: u32) -> Self {
        Self { receipt_id, cancel_count: Some(cancel_count), waits: None, any_carrier: false }
    }

    /// Takes a carrier code that is in no table, where the goods had left: the tables are incomplete, and Coupang may refuse a
    /// code that it does not know.
    #[must_use]
    pub fn with_unlisted_carrier(self) -> Self {
        Self { any_carrier: true, ..self }
    }

    pub(super) fn check(&self, checks: &mut Checks, page: &'static str) {
        let rule = "must be RELEASE_STOP_UNCHECKED, or RETURNS_UNCHECKED with an item that was not released";
        checks.require(self.waits != Some(false), "receiptId", rule, page);
    }
}

/// The receipt as it was read; its status is checked.
impl From<&ReturnRequest> for StopRequest {
    fn from(receipt: &ReturnRequest) -> Self {
        let waits = Some(receipt.waits_for_release_stop());
        Self { receipt_id: receipt.receipt_id, cancel_count: receipt.whole_quantity(), waits, any_carrier: false }
    }
}

/// The receipt says that its goods were stopped.
pub(super) fn is_stopped(receipt: &ReturnRequest) -> bool {
    receipt.release_stop_status == Some(ReleaseStopStatus::Stopped) || every_item(receipt, &ItemReleaseStatus::Stopped)
}

/// The receipt says that the seller declared its goods shipped. The system's own declaration is another.
pub(super) fn is_declared_shipped(receipt: &ReturnRequest) -> bool {
    receipt.release_stop_status == Some(ReleaseStopStatus::AlreadyShipped)
        || every_item(receipt, &ItemReleaseStatus::AlreadyShipped)
}

fn every_item(receipt: &ReturnRequest, status: &ItemReleaseStatus) -> bool {
    !receipt.return_items.is_empty()
        && receipt.return_items.iter().all(|item| item.release_status.as_ref() == Some(status))
}
