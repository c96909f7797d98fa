//! What is open about order sheets, and about lists in general.

use super::order_answers::{
    AcknowledgeCode, Carriers, Codes, FailedCompletion, GoneHistory, HistoryShape, LargePage, LastToken, OrderDays,
    OrderTime, OtherNumbers, ResultOrder, SecondCancel, SmallPage, Sort, TokenHolds, UnknownBox, UnknownCarrier,
    UnknownToken, Unset, UploadDate,
};
use std::time::Duration;

rules! { orders: OrderRules, OrderRulesWritten {
    /// The most rows on a page of an order list; 50 unless set. Some public code asks for 100.
    max_per_page as "max_per_page": u16 = 50;

    /// What becomes of a page that is wanted larger than the most, of any list but the withdrawals, whose refusal is
    /// documented; it has the most unless set.
    large_page as "large_page": LargePage = LargePage::Most;

    /// What becomes of a page whose size is no number of at least 1, of any list but the withdrawals; it is refused unless
    /// set.
    small_page as "small_page": SmallPage = SmallPage::Refused;

    /// The type of the outermost `code` in every family's answers; that of each operation's sample unless set. Tables and
    /// samples of the portal differ.
    codes as "codes": Codes = Codes::Sampled;

    /// Whether v4 lists also take dates with `+09:00` and v5 lists dates without; false unless set.
    either_date_form as "either_date_form": bool = false;

    /// How far apart the two days of a list may lie; less than 31 days unless set. The portal says one thing, a client has
    /// been told another.
    order_days as "order_days": OrderDays = OrderDays::Under31;

    /// Whether the last day of a list by day belongs to it; true unless set, else it ends where that day begins.
    last_day_counts as "last_day_counts": bool = true;

    /// How long an order that comes in after the opening is missing from the lists, though a read of it alone finds it; no
    /// time unless set. Real lists lag about ten minutes.
    list_lag as "list_lag_seconds": Duration = Duration::ZERO;

    /// How the lists of orders are sorted; oldest first unless set.
    orders_sort as "orders_sort": Sort = Sort::OldestFirst;

    /// The time by which the lists of orders search; that of the order unless set. An order is paid in less than a minute and
    /// on its own day, so that only lists by minute tell the two apart.
    orders_found_by as "orders_found_by": OrderTime = OrderTime::Ordered;

    /// What the page token of a list of orders, returns or exchanges remembers; the last row unless set.
    token_holds as "token_holds": TokenHolds = TokenHolds::LastRow;

    /// How long a page token is good for, that of revenue too; for ever, which is 0, unless set. An older one is refused.
    token_life as "token_life_seconds": Duration = Duration::ZERO;

    /// What a list of orders, returns or exchanges makes of a page token of another search, of nobody's, or one that is too
    /// old; it refuses it unless set.
    unknown_token as "unknown_token": UnknownToken = UnknownToken::Refused;

    /// What stands for the token on the last page of a list of orders, returns or exchanges; empty text unless set.
    last_token as "last_token": LastToken = LastToken::Empty;

    /// Whether a list by minute has a `nextToken`, as in the sample of 2019; false unless set. It leads nowhere: asked with
    /// it, the list comes again.
    minute_list_token as "minute_list_token": bool = false;

    /// The most rows of a list of orders by minute; any number, which is 0, unless set. What is beyond is left out without a
    /// word.
    minute_list_most as "minute_list_most": u16 = 0;

    /// Whether the last minute of a list by minute belongs to it to its end; true unless set, else it ends where that
    /// minute begins.
    last_minute_counts as "last_minute_counts": bool = true;

    /// Whether a list by minute may cross midnight within 24 hours; false unless set: both ends lie on one day. The portal
    /// says both.
    minute_list_over_midnight as "minute_list_over_midnight": bool = false;

    /// Whether a list by minute refuses `maxPerPage` and `nextToken`, which it does not support; false unless set: it
    /// ignores them.
    minute_list_refuses_paging as "minute_list_refuses_paging": bool = false;

    /// Whether a read of one box gives a list with it; false unless set. One public client reckons with it.
    box_in_list as "box_in_list": bool = false;

    /// Whether a read of an order that has one box gives that box alone, as the table of 2019 says; false unless set: it is
    /// a list in any case.
    only_box_alone as "only_box_alone": bool = false;

    /// How what is not set is written on order sheets; in both ways unless set.
    unset as "unset": Unset = Unset::Mixed;

    /// The form of `invoiceNumberUploadDate` in version 5; without offset unless set.
    upload_date as "upload_date": UploadDate = UploadDate::Plain;

    /// Whether `confirmDate` has its old form in the list by day of version 5, as the page prints it; false unless set: it
    /// has the form of its example.
    old_confirm_date as "old_confirm_date": bool = false;

    /// Whether `remotePrice` is `null` in version 4 where there is no surcharge, as in the samples; false unless set: it is
    /// 0, as seen in 2026.
    null_remote_price as "null_remote_price": bool = false;

    /// Whether `discountPrice` is `null` in version 4 where there is no discount, as in 2019; false unless set: it is 0, as
    /// seen in 2026.
    null_discount as "null_discount": bool = false;

    /// Whether version 4 has the fields of December 2025, `isCod` and the order's `extraProperties`; false unless set.
    new_fields_in_v4 as "new_fields_in_v4": bool = false;

    /// Whether version 5 has the fields that only a public client names, `codDeliveryFee` and the item's
    /// `taxReceiptInfo`; true unless set.
    undocumented_fields as "undocumented_fields": bool = true;

    /// Whether `taxReceiptInfo` of an order is text with JSON in it, as one public client types it; false unless set: it is
    /// an object, as in the sample.
    tax_receipt_as_text as "tax_receipt_as_text": bool = false;

    /// Whether `orderId` is text in version 4; false unless set. One note of the public says so.
    order_id_as_text as "order_id_as_text": bool = false;

    /// Whether the field of the orderer's number for customs is `orderersSsn`, as in the table; false unless set: it is
    /// `ordererSsn`, as in the samples.
    orderers_ssn as "orderers_ssn": bool = false;

    /// How a read of one box answers a number that is no box; like one that is gone unless set.
    unknown_box as "unknown_box": UnknownBox = UnknownBox::AsGone;

    /// How the history of a box that has left the lists is answered; 500 unless set.
    gone_history as "gone_history": GoneHistory = GoneHistory::Error;

    /// The shape of the history of a box; that of the field table unless set.
    history_shape as "history_shape": HistoryShape = HistoryShape::FieldTable;

    /// Whether the history of a box that the seller delivers itself has `DEPARTURE` before `NONE_TRACKING`; false unless
    /// set.
    own_delivery_departs as "own_delivery_departs": bool = false;

    /// The order of the results of a batch; as the boxes were named unless set.
    result_order as "result_order": ResultOrder = ResultOrder::AsNamed;

    /// How long an acknowledged box goes on standing in `ACCEPT` for every read, and for every write but a second
    /// acknowledgement; no time unless set. Under load it has been up to 30 minutes.
    acknowledgement_lag as "acknowledgement_lag_seconds": Duration = Duration::ZERO;

    /// The `resultCode` of a box that cannot be acknowledged; the waybill table's unless set.
    acknowledge_code as "acknowledge_code": AcknowledgeCode = AcknowledgeCode::WaybillTable;

    /// Whether another try is suggested for a box that is not there; true unless set, as in the sample of
    /// acknowledging. The table of the waybills says no.
    retry_unknown_box as "retry_unknown_box": bool = true;

    /// Whether an acknowledgement is refused whose body names no `vendorId`; false unless set. The portal did not ask for
    /// it in 2019 and does now.
    acknowledgement_needs_vendor as "acknowledgement_needs_vendor": bool = false;

    /// Whether an acknowledgement of more than 50 boxes is carried out; false unless set: it is refused.
    long_acknowledgement as "long_acknowledgement": bool = false;

    /// Whether a batch of no boxes is refused; false unless set: its `responseCode` is -1.
    empty_batch_refused as "empty_batch_refused": bool = false;

    /// The most rows that one upload or update of waybills may hold; any number, which is 0, unless set.
    most_waybills as "most_waybills": u16 = 0;

    /// Whether an update of a waybill must name every option of its box, as an upload must; true unless set.
    update_names_all as "update_names_all": bool = true;

    /// Whether `splitShipping` and `preSplitShipped` may be texts, as in the samples of 2019; true unless set.
    text_flags as "text_flags": bool = true;

    /// Which carriers waybills may name; all that anybody has named unless set.
    carriers as "carriers": Carriers = Carriers::All;

    /// How a waybill of a carrier that does not exist is answered; with HTTP 500 unless set. The portal says "failure or
    /// HTTP 500".
    unknown_carrier as "unknown_carrier": UnknownCarrier = UnknownCarrier::Error;

    /// Whether the waybill that a box already has is refused as a duplicate when it comes in an update; true unless set,
    /// else it is a success that changes nothing.
    same_waybill_is_duplicate as "same_waybill_is_duplicate": bool = true;

    /// What a waybill number of a carrier is whose form is not documented; letters and digits unless set.
    other_numbers as "other_numbers": OtherNumbers = OtherNumbers::LettersAndDigits;

    /// For how many days a waybill number stands for its parcel; 184 unless set. The portal says six months.
    number_days as "number_days": u16 = 184;

    /// Whether orders of one receiver must be in one call to share a waybill number, as an old answer of the portal has it;
    /// false unless set.
    shared_number_in_one_call as "shared_number_in_one_call": bool = false;

    /// How long the refund of cancelled units takes; no time unless set. Meanwhile they count as held for cancel, and a
    /// box of which units are held is neither acknowledged nor shipped.
    refund_time as "refund_seconds": Duration = Duration::ZERO;

    /// Whether some units of a box in `ACCEPT` can be cancelled without the rest; true unless set. The rule of 2019 said
    /// no, and is gone from the page.
    partial_cancel_of_paid as "partial_cancel_of_paid": bool = true;

    /// Whether a cancellation of which nothing was cancelled (`code` 400 in the body) is HTTP 200; false unless set: then
    /// it is HTTP 400. The portal shows the body alone.
    failed_cancel_is_200 as "failed_cancel_is_200": bool = false;

    /// Whether the list of what was not cancelled is called `failedItemIds`, as in the field table; false unless set: it is
    /// `failedVendorItemIds`, as in the samples.
    failed_item_ids as "failed_item_ids": bool = false;

    /// What a second, identical cancellation does while there are units left; it takes them unless set.
    second_cancel as "second_cancel": SecondCancel = SecondCancel::TakesMore;

    /// How a box that cannot be completed as long undelivered is answered; 400 unless set.
    failed_completion as "failed_completion": FailedCompletion = FailedCompletion::BadRequest;

    /// How many days after its waybill a box can be completed as long undelivered; 30 unless set. It has taken up to 32.
    completion_days as "completion_days": u16 = 30;

    /// Whether an order that somebody pays takes its units out of stock, and a cancellation puts them back; false unless
    /// set (the portal is silent). Orders that appear by the rule are in the stock already.
    orders_take_stock as "orders_take_stock": bool = false;
} }
