//! The words that answer what is open about returns, withdrawals and exchanges.

answers! {
    /// How a write that cannot be carried out is answered, where its answer can also say `FAIL`.
    Refused {
        /// HTTP 400.
        BadRequest = "400",
        /// HTTP 500.
        Error = "500",
        /// `FAIL` inside HTTP 200.
        Fail = "fail_in_200",
    }

    /// How a write that cannot be carried out is answered, where its answer has no room for `FAIL`.
    RefusedStatus {
        /// HTTP 400.
        BadRequest = "400",
        /// HTTP 500.
        Error = "500",
    }

    /// How the receipt of an exchange's old goods is answered that cannot be confirmed.
    RefusedExchangeReceipt {
        /// HTTP 400.
        BadRequest = "400",
        /// HTTP 417, which the call before version 4 had.
        ExpectationFailed = "417",
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

    /// How long a search of returns by minute may be.
    MinuteSearch {
        /// 24 hours, as the FAQ of 2019 says.
        Day = "24_hours",
        /// Seven days, as in the portal's example.
        Week = "7_days",
        /// 31 days, as by day.
        Month = "31_days",
    }

    /// The `reasonCode` of a cancellation by the seller, of those in the list of reasons that say so.
    SoldOutCode {
        /// The seller has reported the goods as out of stock.
        Seller = "OOSSELLER",
        /// The goods are out of stock.
        Goods = "SKUOOSCAN",
    }

    /// How a read of one return answers a number that is none.
    UnknownReceipt {
        /// HTTP 400.
        BadRequest = "400",
        /// HTTP 200 with no rows.
        Empty = "empty",
    }

    /// Which price must be less than 100,000 won for a fast refund.
    FastRefundPrice {
        /// That of all that is returned.
        Receipt = "receipt",
        /// That of each unit.
        Unit = "unit",
    }

    /// The time by which the list of withdrawals searches.
    WithdrawalTime {
        /// When the return was withdrawn.
        Withdrawn = "withdrawn_at",
        /// When the return was asked for.
        Asked = "asked_at",
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

    /// The `collectStatus` of an exchange whose old goods are on their way.
    CollectingWord {
        /// The word of the official sample.
        Collecting = "Collecting",
        /// The word of the page's table.
        Delivering = "Delivering",
    }

    /// When an exchange becomes `PROGRESS`.
    ProgressBegins {
        /// When its old goods are on their way.
        Collection = "collection",
        /// When the seller has them.
        Receipt = "receipt",
    }

    /// The `deliveryStatus` of an exchange whose new goods have a waybill and are not scanned.
    ExchangeDispatched {
        /// `CompleteDirection`.
        Directed = "CompleteDirection",
        /// `Delivering`.
        Delivering = "Delivering",
    }

    /// When an exchange becomes `SUCCESS`.
    ExchangeDone {
        /// When its new goods are delivered.
        Delivered = "delivered",
        /// When they have a waybill.
        Dispatched = "dispatched",
    }

    /// When the seller can reject an exchange.
    Rejectable {
        /// Before anything is collected, and again when the old goods have arrived.
        Both = "both",
        /// Before anything is collected.
        Before = "before_collection",
        /// When the old goods have arrived.
        Arrived = "after_arrival",
    }

    /// How the collection waybills of an exchange come.
    ExchangeWaybills {
        /// As a list in the row, as in the samples.
        List = "list",
        /// As one object in the row, as in the page's table: the first of them, `null` where there is none.
        Object = "object",
        /// As a list inside `collectInformationsDto`, where one public client looks for it.
        InCollection = "in_collection",
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

    /// What becomes of an exchange whose new goods the seller delivers itself (`DIRECT`).
    ExchangeDirect {
        /// It goes on as with any carrier.
        AsCarrier = "as_carrier",
        /// Its `deliveryStatus` is `VendorDirect` and its waybill's status `NONE_TRACKING`, and nobody scans it.
        VendorDirect = "vendor_direct",
        /// The same, and the word is `VendorDirection`, as in the official library of 2018.
        VendorDirection = "vendor_direction",
        /// It is refused like a carrier that does not exist.
        Refused = "refused",
    }
}
