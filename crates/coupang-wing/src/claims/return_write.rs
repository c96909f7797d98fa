//! What the two confirmations of a return have in common.

use apiwire::{KnownRefusal, Target};

use crate::config::VendorId;
use crate::ids::ReceiptId;

/// The version of the two confirmations of a return: that it has arrived, and that it is approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ReturnWriteVersion {
    /// The one that the portal's pages document.
    #[default]
    V4,
    /// Named by the notice of 2025-06-26 (48314250583705) alone; what differs is unknown, assumed: nothing.
    V5,
}

impl ReturnWriteVersion {
    /// The path that both share.
    pub(super) fn target(self, vendor_id: &VendorId, receipt_id: ReceiptId) -> Target {
        let path = match self {
            Self::V4 => "/v2/providers/openapi/apis/api/v4/vendors",
            Self::V5 => "/v2/providers/openapi/apis/api/v5/vendors",
        };
        Target::new(path).segment(vendor_id).literal("returnRequests").segment(receipt_id)
    }
}

/// There is no such receipt, or not any more.
pub(super) const NO_RECEIPT: KnownRefusal = KnownRefusal::new(
    "no_receipt",
    &["취소반품접수내역이 존재하지 않습니다"],
    "the return was withdrawn, or there is none of this number: look among the withdrawals",
);

/// The return is finished: by an earlier call, or by Coupang itself.
pub(super) const ALREADY_RETURNED: KnownRefusal =
    KnownRefusal::already_done("already_returned", &["이미 반품이 완료"], "the return is completed");
