//! What is open about returns, withdrawals and exchanges.

use super::Sort;
use std::time::Duration;

answers! {
    /// How a write that the state forbids is answered, where the schema knows two ways.
    Refused {
        /// HTTP 400.
        BadRequest = "400",
        /// HTTP 500.
        Error = "500",
        /// `FAIL` inside HTTP 200.
        Fail = "fail_in_200",
    }

    /// What a write does that was carried out before.
    Repeat {
        /// It is refused.
        Refused = "refused",
        /// It is answered like the first and changes nothing.
        Same = "same",
    }

    /// Which `status` of the list of returns finds those whose goods have arrived.
    ArrivedUnder {
        /// `UC`, with the other unfinished ones.
        Unchecked = "UC",
        /// `CC`, with the finished ones.
        Completed = "CC",
        /// `PR`, with those that Coupang examines.
        Examined = "PR",
        /// None: a search by order alone finds them.
        None = "none",
    }

    /// The `receiptStatus` of a cancellation.
    CancelledStatus {
        /// `RETURNS_COMPLETED`.
        Completed = "RETURNS_COMPLETED",
        /// `RETURNS_UNCHECKED`.
        Unchecked = "RETURNS_UNCHECKED",
        /// `RELEASE_STOP_UNCHECKED`.
        StopUnchecked = "RELEASE_STOP_UNCHECKED",
    }

    /// What `cancelType=CANCEL` with an `orderId` finds.
    CancelledOfOrder {
        /// Nothing: it is refused.
        Refused = "refused",
        /// The cancellations of that order.
        Found = "found",
        /// All cancellations: the order is ignored.
        OrderIgnored = "order_ignored",
    }

    /// How a read of one return answers a number that is none.
    UnknownReceipt {
        /// HTTP 400.
        BadRequest = "400",
        /// HTTP 200 with no rows.
        Empty = "empty",
    }

    /// How a search for withdrawals by more than 50 numbers is answered.
    LongSearch {
        /// It is refused.
        Refused = "refused",
        /// In full.
        Whole = "whole",
        /// For the first 50.
        First50 = "first_50",
    }

    /// How a field is written that the request had left out.
    LeftOut {
        /// As `null`.
        Null = "null",
        /// Not at all.
        Absent = "absent",
        /// As empty text.
        Empty = "empty",
    }

    /// What a second collection does to the one that was registered before.
    SecondCollection {
        /// Both stand.
        Added = "added",
        /// The second takes the place of the first.
        Replaces = "replaces",
        /// The second is refused.
        Refused = "refused",
    }

    /// What becomes of the waybills of an exchange of which one is refused.
    MixedWaybills {
        /// None is taken.
        NoneTaken = "none_taken",
        /// Those before the refused one are.
        FirstTaken = "first_taken",
    }

    /// When an exchange becomes `SUCCESS`.
    ExchangeDone {
        /// When its new goods are delivered.
        Delivered = "delivered",
        /// When they have a waybill.
        Dispatched = "dispatched",
    }
}

rules! { claims: ClaimRules, ClaimRulesWritten {
    /// How the lists of returns, withdrawals and exchanges are sorted; oldest first unless set.
    claims_sort as "claims_sort": Sort = Sort::OldestFirst;

    /// Which `status` finds returns whose goods have arrived; `UC` unless set. No code of theirs is documented.
    arrived_under as "arrived_under": ArrivedUnder = ArrivedUnder::Unchecked;

    /// The `receiptStatus` of a cancellation; `RETURNS_COMPLETED` unless set.
    cancelled_status as "cancelled_status": CancelledStatus = CancelledStatus::Completed;

    /// What `cancelType=CANCEL` with an `orderId` finds; it is refused unless set. The portal says two things.
    cancelled_of_order as "cancelled_of_order": CancelledOfOrder = CancelledOfOrder::Refused;

    /// Whether a list of returns by minute needs a `status`; true unless set.
    minute_status_required as "minute_status_required": bool = true;

    /// How a read of one return answers a number that is none; 400 unless set.
    unknown_receipt as "unknown_receipt": UnknownReceipt = UnknownReceipt::BadRequest;

    /// Whether days of withdrawal may lie seven days apart, which makes eight days; false unless set.
    seven_days_apart as "seven_days_apart": bool = false;

    /// Whether a search for withdrawals by no number at all is answered with no rows; false unless set: it is refused.
    empty_withdrawal_search as "empty_withdrawal_search": bool = false;

    /// How a search for withdrawals by more than 50 numbers is answered; it is refused unless set.
    long_withdrawal_search as "long_withdrawal_search": LongSearch = LongSearch::Refused;

    /// Whether a search for withdrawals that names a number of nobody's is refused; false unless set: it is left out.
    foreign_withdrawals_refused as "foreign_withdrawals_refused": bool = false;

    /// The most rows on a page of exchanges; any number, which is 0, unless set.
    exchanges_per_page as "exchanges_per_page": u16 = 0;

    /// Whether the new box of an exchange has nothing but its number and status, and `null` for the rest; false unless set.
    bare_new_box as "bare_new_box": bool = false;

    /// What a repeated receipt of a return does; it is refused unless set, with the text of a finished return.
    second_receipt as "second_receipt": Repeat = Repeat::Refused;

    /// What a repeated stop of a shipment does; it is refused unless set.
    second_stop as "second_stop": Repeat = Repeat::Refused;

    /// How a stop of a shipment is answered that the state forbids; 400 unless set.
    refused_stop as "refused_stop": Refused = Refused::BadRequest;

    /// How a `cancelCount` is answered that is not the sum of the receipt; 400 unless set. Its text begins with
    /// `[INTERNAL_SERVER_ERROR]`.
    wrong_count as "wrong_count": Refused = Refused::BadRequest;

    /// How goods are answered that cannot be declared already shipped; `FAIL` inside HTTP 200 unless set.
    refused_already_shipped as "refused_already_shipped": Refused = Refused::Fail;

    /// Whether a receipt is finished once its goods are declared already shipped; false unless set: then it becomes a
    /// return that waits for them. The portal says both.
    already_shipped_completes as "already_shipped_completes": bool = false;

    /// How `regNumber` of a collection is answered that was not sent; `null` unless set.
    left_out_number as "left_out_number": LeftOut = LeftOut::Null;

    /// What a second collection does to the one that was registered before; both stand unless set.
    second_collection as "second_collection": SecondCollection = SecondCollection::Added;

    /// What a repeated receipt of an exchange does; it is answered the same unless set.
    second_exchange_receipt as "second_exchange_receipt": Repeat = Repeat::Same;

    /// Whether the goods of an exchange must be on their way before their receipt can be confirmed; false unless set.
    receipt_needs_collection as "receipt_needs_collection": bool = false;

    /// How long after the arrival of an exchange's old goods its new box is there; ten minutes unless set, which is the
    /// longest the portal speaks of.
    new_box_after as "new_box_seconds": Duration = Duration::from_secs(600);

    /// How the rejection of an exchange is answered that the state forbids; `FAIL` inside HTTP 200 unless set.
    refused_rejection as "refused_rejection": Refused = Refused::Fail;

    /// How a waybill is answered for a box that is not in `INSTRUCT`; 400 unless set. The portal prints the text alone.
    refused_exchange_waybill as "refused_exchange_waybill": Refused = Refused::BadRequest;

    /// What becomes of the waybills of an exchange of which one is refused; none is taken unless set.
    mixed_waybills as "mixed_waybills": MixedWaybills = MixedWaybills::NoneTaken;

    /// Whether the waybill of an exchange can be replaced until the carrier scans it; false unless set.
    exchange_waybill_correctable as "exchange_waybill_correctable": bool = false;

    /// Whether the seller may deliver the new goods of an exchange itself (`DIRECT`); true unless set.
    exchange_direct as "exchange_direct": bool = true;

    /// When an exchange becomes `SUCCESS`; with the delivery unless set.
    exchange_done as "exchange_done": ExchangeDone = ExchangeDone::Delivered;
} }
