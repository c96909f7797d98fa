//! What a failed call means for the connection it was made on.

use coupang_wing::ErrorKind;
use live_probe::Reason;

/// What to do about a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// All calls stop.
    Pause(Reason),
    /// The family cannot be used; the rest goes on.
    Mark,
    /// It goes on, and is told to be late.
    Late(Reason),
    /// It is about this one call.
    Nothing,
}

/// Weighs one failure. `marked` tells that the last verification found this family refused while orders could be read:
/// then the same refusal says nothing new.
pub(super) fn weigh(operation: &str, kind: ErrorKind, marked: bool) -> Verdict {
    use ErrorKind as Kind;
    let orders = family_of(operation) == "orders";
    let reason = Reason::of_kind(kind);
    match kind {
        // It is about this machine's address or the seller, whatever was called.
        Kind::EdgeBlocked => Verdict::Pause(reason),
        Kind::InvalidSignature
        | Kind::SignatureExpired
        | Kind::KeyRejected
        | Kind::IpNotAllowed
        | Kind::VendorMismatch => {
            if marked && !orders {
                Verdict::Mark
            } else {
                Verdict::Pause(reason)
            }
        }
        Kind::PermissionDenied | Kind::Locked | Kind::Retired | Kind::NotActivated => {
            if is_order_list(operation) {
                Verdict::Pause(reason)
            } else {
                Verdict::Mark
            }
        }
        // A list has no object that could be missing: the path is not this seller's.
        Kind::NotFound if is_order_list(operation) => Verdict::Pause(reason),
        Kind::NotFound if operation.contains(".list") => Verdict::Mark,
        // The connection holds only while order lists can be read.
        Kind::Decode | Kind::Paging | Kind::BodyTooLarge | Kind::Rejected | Kind::UnexpectedStatus
            if is_order_list(operation) =>
        {
            Verdict::Pause(reason)
        }
        Kind::Throttled | Kind::Timeout | Kind::Connect | Kind::ConnectionLost | Kind::Unavailable => {
            Verdict::Late(reason)
        }
        // Wrong input is the cause of most (article 360023154213), but hardly of a list's.
        Kind::ServerError if is_order_list(operation) => Verdict::Late(reason),
        _ => Verdict::Nothing,
    }
}

/// `orders` of `orders.list`.
pub(super) fn family_of(operation: &str) -> &str {
    operation.split_once('.').map_or(operation, |(family, _)| family)
}

fn is_order_list(operation: &str) -> bool {
    matches!(operation, "orders.list" | "orders.list_by_minute")
}

/// Whether a failed verification says nothing about the keys.
pub(crate) fn is_passing(reason: Reason) -> bool {
    matches!(reason, Reason::Throttled | Reason::ServiceUnavailable | Reason::Timeout | Reason::Network)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejections_pause_and_the_rest_does_not() {
        use ErrorKind as Kind;
        use Verdict::{Late, Mark, Nothing, Pause};
        for (operation, kind, marked, verdict) in [
            ("orders.list", Kind::InvalidSignature, false, Pause(Reason::InvalidSignature)),
            ("returns.list", Kind::InvalidSignature, false, Pause(Reason::InvalidSignature)),
            ("inquiries.list", Kind::KeyRejected, false, Pause(Reason::KeyRejected)),
            ("inquiries.list", Kind::KeyRejected, true, Mark),
            ("orders.get", Kind::KeyRejected, true, Pause(Reason::KeyRejected)),
            ("inventory.get", Kind::SignatureExpired, false, Pause(Reason::SignatureExpired)),
            ("orders.get", Kind::IpNotAllowed, false, Pause(Reason::IpNotAllowed)),
            ("call_center.get", Kind::EdgeBlocked, true, Pause(Reason::EdgeBlocked)),
            ("returns.get", Kind::VendorMismatch, false, Pause(Reason::VendorMismatch)),
            ("orders.list", Kind::NotFound, false, Pause(Reason::VendorMismatch)),
            ("orders.get", Kind::NotFound, false, Nothing),
            ("exchanges.list", Kind::NotFound, false, Mark),
            ("call_center.get", Kind::NotFound, false, Nothing),
            ("orders.list_by_minute", Kind::PermissionDenied, false, Pause(Reason::PermissionDenied)),
            ("orders.acknowledge", Kind::PermissionDenied, false, Mark),
            ("returns.list", Kind::PermissionDenied, false, Mark),
            ("orders.list", Kind::Decode, false, Pause(Reason::UnexpectedResponse)),
            ("returns.list", Kind::Decode, false, Nothing),
            ("orders.list", Kind::BadRequest, false, Nothing),
            ("orders.list", Kind::Throttled, false, Late(Reason::Throttled)),
            ("returns.list", Kind::Connect, false, Late(Reason::Network)),
            ("orders.list", Kind::Timeout, false, Late(Reason::Timeout)),
            ("orders.list", Kind::ServerError, false, Late(Reason::ServiceUnavailable)),
            ("orders.get", Kind::ServerError, false, Nothing),
        ] {
            assert_eq!(weigh(operation, kind, marked), verdict, "{operation} {kind:?} {marked}");
        }
    }
}
