//! What is open about returns, withdrawals and exchanges.

use super::Sort;
use super::claim_answers::{
    ArrivedUnder, CancelledOfOrder, CancelledStatus, CollectingWord, ExchangeDirect, ExchangeDispatched, ExchangeDone,
    ExchangeWaybills, FastRefundPrice, LeftOut, LongSearch, MinuteSearch, MixedWaybills, ProgressBegins, Refused,
    RefusedExchangeReceipt, RefusedStatus, Rejectable, Repeat, SecondCollection, SoldOutCode, UnknownReceipt,
    WithdrawalTime,
};
use std::time::Duration;

rules! { claims: ClaimRules, ClaimRulesWritten {
    /// How the lists of returns, withdrawals and exchanges are sorted; oldest first unless set.
    claims_sort as "claims_sort": Sort = Sort::OldestFirst;

    /// Whether the last day, minute or second of a search for returns or exchanges belongs to it to its end; true unless
    /// set, else the search ends where that begins.
    claims_to_the_end as "claims_to_the_end": bool = true;

    /// Which `status` finds returns whose goods have arrived; `UC` unless set. No code of theirs is documented.
    arrived_under as "arrived_under": ArrivedUnder = ArrivedUnder::Unchecked;

    /// The `receiptStatus` of a cancellation; `RETURNS_COMPLETED` unless set.
    cancelled_status as "cancelled_status": CancelledStatus = CancelledStatus::Completed;

    /// Whether a cancellation has no `returnShippingCharge`; false unless set: then it has one of 0 won.
    cancelled_without_charge as "cancelled_without_charge": bool = false;

    /// What `cancelType=CANCEL` with an `orderId` finds; it is refused unless set. The portal says two things.
    cancelled_of_order as "cancelled_of_order": CancelledOfOrder = CancelledOfOrder::Refused;

    /// Whether the pages of a list of cancellations hold half of what was asked for, with more behind them; false unless
    /// set. The portal says that they may be short and not when.
    short_cancellation_pages as "short_cancellation_pages": bool = false;

    /// Whether cancellations can be listed by minute; true unless set, else that is refused.
    cancelled_by_minute as "cancelled_by_minute": bool = true;

    /// Whether a list of returns by minute needs a `status`; true unless set.
    minute_status_required as "minute_status_required": bool = true;

    /// Whether a list of returns by minute is refused that names `orderId`, `nextToken` or `maxPerPage`, which it does not
    /// support; false unless set: then it ignores them.
    minute_extras_refused as "minute_extras_refused": bool = false;

    /// How long a search of returns by minute may be; 24 hours unless set. The portal's own example is longer.
    longest_minute_search as "longest_minute_search": MinuteSearch = MinuteSearch::Day;

    /// Whether `searchType=timeframe`, as the prose spells it once, lists returns by minute too; false unless set: then
    /// it is no such list.
    lower_case_time_frame as "lower_case_time_frame": bool = false;

    /// How a read of one return answers a number that is none; 400 unless set.
    unknown_receipt as "unknown_receipt": UnknownReceipt = UnknownReceipt::BadRequest;

    /// Whether the items of a return in version 4 lack `releaseStatus` and `cancelCompleteUser`, as on the page of 2019;
    /// false unless set.
    v4_items_of_2019 as "v4_items_of_2019": bool = false;

    /// Whether `completeConfirmType` and `completeConfirmDate` show the seller's confirmation as soon as the goods have
    /// arrived; true unless set, else when the return is finished.
    confirmed_with_arrival as "confirmed_with_arrival": bool = true;

    /// The `reasonCode` of a cancellation by the seller; `OOSSELLER` unless set. The portal says what it means and not how
    /// it is written.
    sold_out_code as "sold_out_code": SoldOutCode = SoldOutCode::Seller;

    /// Which price must be less than 100,000 won for a return to be refunded fast; that of the whole receipt unless set.
    fast_refund_price as "fast_refund_price": FastRefundPrice = FastRefundPrice::Receipt;

    /// The time by which the list of withdrawals searches; that of the withdrawal unless set.
    withdrawals_found_by as "withdrawals_found_by": WithdrawalTime = WithdrawalTime::Withdrawn;

    /// Whether days of withdrawal may lie seven days apart, which makes eight days; false unless set.
    seven_days_apart as "seven_days_apart": bool = false;

    /// Whether a search for withdrawals by no number at all is answered with no rows; false unless set: it is refused.
    empty_withdrawal_search as "empty_withdrawal_search": bool = false;

    /// How a search for withdrawals by more than 50 numbers is answered; it is refused unless set.
    long_withdrawal_search as "long_withdrawal_search": LongSearch = LongSearch::Refused;

    /// Whether a search for withdrawals that names a number of nobody's is refused; false unless set: it is left out.
    foreign_withdrawals_refused as "foreign_withdrawals_refused": bool = false;

    /// Whether withdrawals found by number are sorted like their list; false unless set: they come as they were named.
    found_withdrawals_sorted as "found_withdrawals_sorted": bool = false;

    /// The most rows on a page of exchanges; any number, which is 0, unless set.
    exchanges_per_page as "exchanges_per_page": u16 = 0;

    /// The `collectStatus` of an exchange whose old goods are on their way; `Collecting` unless set. The portal writes
    /// both.
    collecting_word as "collecting_word": CollectingWord = CollectingWord::Collecting;

    /// When an exchange becomes `PROGRESS`; with the collection of its old goods unless set. The portal says both.
    progress_begins as "progress_begins": ProgressBegins = ProgressBegins::Collection;

    /// The `deliveryStatus` of an exchange whose new goods have a waybill and are not scanned; `CompleteDirection` unless
    /// set.
    exchange_dispatched_as as "exchange_dispatched_as": ExchangeDispatched = ExchangeDispatched::Directed;

    /// When an exchange becomes `SUCCESS`; with the delivery unless set.
    exchange_done as "exchange_done": ExchangeDone = ExchangeDone::Delivered;

    /// When the seller can reject an exchange, which `rejectable` shows; both before the collection and after the arrival
    /// unless set.
    rejectable_while as "rejectable_while": Rejectable = Rejectable::Both;

    /// How the collection waybills of an exchange come; as a list in the row unless set. The portal shows it in two ways.
    exchange_waybills as "exchange_waybills": ExchangeWaybills = ExchangeWaybills::List;

    /// Whether `exchangeAmount` is text, as the page's table says; false unless set: it is a number, as in the samples.
    exchange_amount_as_text as "exchange_amount_as_text": bool = false;

    /// Whether an exchange's collection spells `modifiedAt`, as the page's table does; false unless set: it is
    /// `moodifiedAt`, as in the samples.
    modified_at_spelt_right as "modified_at_spelt_right": bool = false;

    /// Whether an exchange of which nothing is collected has no `collectInformationsDto` at all; false unless set: it is
    /// `null`.
    early_collection_absent as "early_collection_absent": bool = false;

    /// Whether the new box of an exchange has nothing but its number and status, and `null` for the rest, until it has a
    /// waybill; false unless set.
    bare_new_box as "bare_new_box": bool = false;

    /// Whether `code` of the writes and of the withdrawals found by number is a number, as the tables say; false unless
    /// set: it is text, as in the samples.
    codes_as_in_tables as "codes_as_in_tables": bool = false;

    /// What a repeated receipt of a return does while its approval is due; it is refused unless set, with the text of a
    /// finished return.
    second_receipt as "second_receipt": Repeat = Repeat::Refused;

    /// How a receipt of goods is answered whose shipment the seller has been asked to stop; 400 unless set.
    refused_receipt as "refused_receipt": RefusedStatus = RefusedStatus::BadRequest;

    /// Whether a return whose goods a courier has scanned can be approved before the seller has confirmed their arrival,
    /// as in 2019; false unless set.
    approve_before_receipt as "approve_before_receipt": bool = false;

    /// What a repeated stop of a shipment does; it is refused unless set.
    second_stop as "second_stop": Repeat = Repeat::Refused;

    /// How a stop of a shipment is answered that nobody has asked for; `FAIL` inside HTTP 200 unless set. That of a
    /// finished return is documented: 400.
    refused_stop as "refused_stop": Refused = Refused::Fail;

    /// How a stop of a shipment is answered whose `cancelCount` is not the sum of the receipt; 400 unless set, as that of
    /// an approval is documented.
    wrong_count as "wrong_count": Refused = Refused::BadRequest;

    /// Whether the text about a wrong `cancelCount` begins with `[INTERNAL_SERVER_ERROR]`; true unless set. The portal
    /// prints both.
    wrong_count_prefixed as "wrong_count_prefixed": bool = true;

    /// How a stop of a shipment, or goods declared already shipped, are answered for a receipt that is not there; 400
    /// unless set, as for the other writes.
    unknown_stop_receipt as "unknown_stop_receipt": Refused = Refused::BadRequest;

    /// How goods are answered that cannot be declared already shipped; `FAIL` inside HTTP 200 unless set.
    refused_already_shipped as "refused_already_shipped": Refused = Refused::Fail;

    /// Whether a receipt is finished once its goods are declared already shipped; false unless set: then it becomes a
    /// return that waits for them. The portal says both.
    already_shipped_completes as "already_shipped_completes": bool = false;

    /// Whether the box of goods declared already shipped goes to `DEPARTURE` under their waybill; true unless set, else it
    /// stays in `INSTRUCT`.
    already_shipped_moves_box as "already_shipped_moves_box": bool = true;

    /// Whether `code` and `message` of goods declared already shipped stand outside `data`, as the table says; false
    /// unless set: they stand inside, as in the sample.
    already_shipped_code_on_top as "already_shipped_code_on_top": bool = false;

    /// How `regNumber` of a collection is answered that was not sent; `null` unless set.
    left_out_number as "left_out_number": LeftOut = LeftOut::Null;

    /// What a collection under another waybill does to the one that was registered before; both stand unless set.
    second_collection as "second_collection": SecondCollection = SecondCollection::Added;

    /// What a collection under the same waybill does; it is answered the same unless set.
    same_collection as "same_collection": Repeat = Repeat::Same;

    /// How a collection is answered that cannot be registered; 400 unless set.
    refused_collection as "refused_collection": RefusedStatus = RefusedStatus::BadRequest;

    /// What a repeated receipt of an exchange does; it is answered the same unless set.
    second_exchange_receipt as "second_exchange_receipt": Repeat = Repeat::Same;

    /// Whether the goods of an exchange must be on their way before their receipt can be confirmed; false unless set.
    receipt_needs_collection as "receipt_needs_collection": bool = false;

    /// How the receipt of an exchange is answered that cannot be confirmed; 400 unless set.
    refused_exchange_receipt as "refused_exchange_receipt": RefusedExchangeReceipt = RefusedExchangeReceipt::BadRequest;

    /// How long after the arrival of an exchange's old goods its new box is there; ten minutes unless set, which is the
    /// longest the portal speaks of.
    new_box_after as "new_box_seconds": Duration = Duration::from_secs(600);

    /// How a rejection or a waybill of an exchange that is not there is answered; 400 unless set.
    unknown_exchange as "unknown_exchange": Refused = Refused::BadRequest;

    /// How the rejection of an exchange for another reason than the two is answered; 400 unless set.
    wrong_reject_code as "wrong_reject_code": Refused = Refused::BadRequest;

    /// How the rejection of an exchange is answered that the state forbids; `FAIL` inside HTTP 200 unless set.
    refused_rejection as "refused_rejection": Refused = Refused::Fail;

    /// How a waybill is answered for a box that is not in `INSTRUCT`; 400 unless set. The portal prints the text alone.
    refused_exchange_waybill as "refused_exchange_waybill": Refused = Refused::BadRequest;

    /// How a waybill of an exchange is answered whose number its carrier cannot have; `FAIL` inside HTTP 200 unless set.
    refused_exchange_number as "refused_exchange_number": Refused = Refused::Fail;

    /// What becomes of the waybills of an exchange of which one is refused; none is taken unless set.
    mixed_waybills as "mixed_waybills": MixedWaybills = MixedWaybills::NoneTaken;

    /// Whether the waybill of an exchange can be replaced until the carrier scans it; false unless set.
    exchange_waybill_correctable as "exchange_waybill_correctable": bool = false;

    /// What becomes of an exchange whose new goods the seller delivers itself (`DIRECT`); it goes on as with any carrier
    /// unless set.
    exchange_direct as "exchange_direct": ExchangeDirect = ExchangeDirect::AsCarrier;
} }
