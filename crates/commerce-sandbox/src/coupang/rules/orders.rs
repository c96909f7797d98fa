//! What is open about order sheets, and about lists in general.

use std::time::Duration;

answers! {
    /// How the rows of a list follow each other.
    Sort {
        /// The oldest first.
        OldestFirst = "oldest_first",
        /// The newest first.
        NewestFirst = "newest_first",
    }

    /// The time by which the list of orders searches.
    OrderTime {
        /// When the order was placed.
        Ordered = "ordered_at",
        /// When it was paid, as the documents of 2017 say.
        Paid = "paid_at",
    }

    /// What becomes of a page that is wanted larger than the most.
    LargePage {
        /// It has the most.
        Most = "most",
        /// It is refused.
        Refused = "refused",
    }

    /// What a page token remembers.
    TokenHolds {
        /// The last row, so that one that leaves the search hides no other.
        LastRow = "last_row",
        /// How many rows there were so far: when one of them leaves the search, the next page misses a row.
        Count = "count",
    }

    /// How a read of one box answers a number that is no box.
    UnknownBox {
        /// Like a box that was cancelled or returned.
        AsGone = "as_gone",
        /// 404.
        NotFound = "404",
    }

    /// How the history of a box that has left the lists is answered.
    GoneHistory {
        /// 500, as that of a wrong number.
        Error = "500",
        /// 200 with no rows.
        Empty = "empty",
    }

    /// The shape in which the history of a box comes.
    HistoryShape {
        /// That of the field table: entries in `details`.
        FieldTable = "field_table",
        /// That of the printed sample.
        Sample = "sample",
    }

    /// The order of the results of a batch.
    ResultOrder {
        /// As the boxes were named.
        AsNamed = "as_named",
        /// The last one first.
        Reversed = "reversed",
    }

    /// The `resultCode` of a box that cannot be acknowledged.
    AcknowledgeCode {
        /// The one that the table of the waybills has for the case.
        WaybillTable = "waybill_table",
        /// `NOT_FOUND_SHIPMENT_BOX` for all, the only one that has been seen.
        OnlySeen = "only_seen",
    }

    /// What a second, identical cancellation does.
    SecondCancel {
        /// It takes as many units again.
        TakesMore = "takes_more",
        /// It is refused like the cancellation of cancelled units.
        Refused = "refused",
    }

    /// How a box that cannot be completed is answered.
    FailedCompletion {
        /// HTTP 400 with the documented text.
        BadRequest = "400",
        /// HTTP 200 with `"data": false`.
        False = "false",
    }

    /// What a waybill number of a carrier is whose form is not documented.
    OtherNumbers {
        /// Letters and digits.
        LettersAndDigits = "letters_and_digits",
        /// Digits alone.
        Digits = "digits",
    }
}

rules! { orders: OrderRules, OrderRulesWritten {
    /// The most rows on a page of an order list; 50 unless set. Some public code asks for 100.
    max_per_page as "max_per_page": u16 = 50;

    /// What becomes of a page of any list that is wanted larger than the most; it has the most unless set.
    large_page as "large_page": LargePage = LargePage::Most;

    /// Whether v4 lists also take dates with `+09:00` and v5 lists dates without; false unless set.
    either_date_form as "either_date_form": bool = false;

    /// How long an order that comes in after the opening is missing from the lists, though a read of it alone finds it; no
    /// time unless set. Real lists lag about ten minutes.
    list_lag as "list_lag_seconds": Duration = Duration::ZERO;

    /// How the lists of orders are sorted; oldest first unless set.
    orders_sort as "orders_sort": Sort = Sort::OldestFirst;

    /// The time by which the lists of orders search; that of the order unless set.
    orders_found_by as "orders_found_by": OrderTime = OrderTime::Ordered;

    /// What the page token of a list of orders or claims remembers; the last row unless set.
    token_holds as "token_holds": TokenHolds = TokenHolds::LastRow;

    /// How long such a token is good for; for ever, which is 0, unless set. An older one is refused.
    token_life as "token_life_seconds": Duration = Duration::ZERO;

    /// Whether a list by minute has a `nextToken` that leads nowhere, as in the sample of 2019; false unless set.
    minute_list_token as "minute_list_token": bool = false;

    /// The most rows of a list by minute; any number, which is 0, unless set. What is beyond is left out without a word.
    minute_list_most as "minute_list_most": u16 = 0;

    /// Whether the last minute of a list by minute belongs to it to its end; true unless set, else it ends where that
    /// minute begins.
    last_minute_counts as "last_minute_counts": bool = true;

    /// How a read of one box answers a number that is no box; like one that is gone unless set.
    unknown_box as "unknown_box": UnknownBox = UnknownBox::AsGone;

    /// How the history of a box that has left the lists is answered; 500 unless set.
    gone_history as "gone_history": GoneHistory = GoneHistory::Error;

    /// The shape of the history of a box; that of the field table unless set.
    history_shape as "history_shape": HistoryShape = HistoryShape::FieldTable;

    /// The order of the results of a batch; as the boxes were named unless set.
    result_order as "result_order": ResultOrder = ResultOrder::AsNamed;

    /// How long an acknowledged box goes on standing in `ACCEPT` for every read, and for every write but a second
    /// acknowledgement; no time unless set. Under load it has been up to 30 minutes.
    acknowledgement_lag as "acknowledgement_lag_seconds": Duration = Duration::ZERO;

    /// The `resultCode` of a box that cannot be acknowledged; the waybill table's unless set.
    acknowledge_code as "acknowledge_code": AcknowledgeCode = AcknowledgeCode::WaybillTable;

    /// The most rows that one upload or update of waybills may hold; any number, which is 0, unless set.
    most_waybills as "most_waybills": u16 = 0;

    /// Whether an update of a waybill must name every option of its box, as an upload must; true unless set.
    update_names_all as "update_names_all": bool = true;

    /// Whether the waybill that a box already has is refused as a duplicate when it comes in an update; true unless set,
    /// else it is a success that changes nothing.
    same_waybill_is_duplicate as "same_waybill_is_duplicate": bool = true;

    /// What a waybill number of a carrier is whose form is not documented; letters and digits unless set.
    other_numbers as "other_numbers": OtherNumbers = OtherNumbers::LettersAndDigits;

    /// How long the refund of cancelled units takes; no time unless set. Meanwhile they count as held for cancel, and a
    /// box of which units are held is neither acknowledged nor shipped.
    refund_time as "refund_seconds": Duration = Duration::ZERO;

    /// Whether some units of a box in `ACCEPT` can be cancelled without the rest; true unless set. The rule of 2019 said
    /// no, and is gone from the page.
    partial_cancel_of_paid as "partial_cancel_of_paid": bool = true;

    /// Whether a cancellation of which nothing was cancelled (`code` 400 in the body) is HTTP 200; false unless set: then
    /// it is HTTP 400. The portal shows the body alone.
    failed_cancel_is_200 as "failed_cancel_is_200": bool = false;

    /// What a second, identical cancellation does while there are units left; it takes them unless set.
    second_cancel as "second_cancel": SecondCancel = SecondCancel::TakesMore;

    /// How a box that cannot be completed as long undelivered is answered; 400 unless set.
    failed_completion as "failed_completion": FailedCompletion = FailedCompletion::BadRequest;

    /// Whether an order that somebody pays takes its units out of stock, and a cancellation puts them back; false unless
    /// set (the portal is silent). Orders that appear by the rule are in the stock already.
    orders_take_stock as "orders_take_stock": bool = false;
} }
