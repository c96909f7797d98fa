//! What faults have to know of each operation.

use super::Operation;
use crate::fault::OperationKind;

/// Every operation, in the order of [`Operation::ALL`]. There are no lists.
pub(crate) const KINDS: [OperationKind; 11] = [
    OperationKind::write(Operation::CreateSession.name()).optional("expiresAt"),
    session(OperationKind::read(Operation::GetSession.name())),
    session(OperationKind::write(Operation::UpdateSession.name())),
    session(OperationKind::write(Operation::ExpireSession.name())),
    OperationKind::write(Operation::Refund.name()).optional("processedAt").words("status"),
    shop(OperationKind::write(Operation::CreateShop.name())),
    shop(OperationKind::read(Operation::GetShop.name())),
    shop(OperationKind::write(Operation::UpdateShop.name())),
    OperationKind::write(Operation::SetCustomDomain.name()),
    OperationKind::write(Operation::CreateCoupon.name()).optional("valid_from").words("type"),
    OperationKind::write(Operation::ApplyCoupon.name()).optional("amount").words("type"),
];

const fn session(kind: OperationKind) -> OperationKind {
    kind.optional("createdAt").words("status")
}

const fn shop(kind: OperationKind) -> OperationKind {
    kind.optional("created_at").words("status")
}

impl Operation {
    /// What faults have to know of it.
    pub(super) fn kind(self) -> Option<&'static OperationKind> {
        KINDS.iter().find(|kind| kind.name == self.name())
    }
}
