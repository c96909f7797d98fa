//! The words that answer what is open about order sheets, and about lists in general.

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

    /// What becomes of a page size that is no number of at least 1.
    SmallPage {
        /// It is refused.
        Refused = "refused",
        /// The page has its usual size.
        Usual = "usual",
    }

    /// What a list makes of a page token that is none of its own.
    UnknownToken {
        /// It refuses it.
        Refused = "refused",
        /// It begins from the front.
        FirstPage = "first_page",
    }

    /// The type of `code` in the answers.
    Codes {
        /// A number or text, as in the sample of each operation.
        Sampled = "sampled",
        /// A number, as most field tables say.
        Numbers = "numbers",
        /// Text.
        Texts = "texts",
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
        /// That of the field table: a list with the box in it, and the entries in its `details`.
        FieldTable = "field_table",
        /// That of the sample of 2019: the box alone, and the entries in its `details`.
        Object = "object",
        /// That of the sample before 2025: the box without `code`, `message` and `data` around it.
        Bare = "bare",
        /// That of the sample of 2026: the entries in `data`, without `code` and `message`.
        Entries = "entries",
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

    /// What stands for the token on the last page.
    LastToken {
        /// Empty text.
        Empty = "empty",
        /// `null`.
        Null = "null",
        /// Nothing at all.
        Absent = "absent",
    }

    /// How far apart the two days of a search for orders may lie.
    OrderDays {
        /// Less than 31 days, which makes 31 days in all: the documented text.
        Under31 = "under_31",
        /// Less than 32 days: the text that a client saw in 2026.
        Under32 = "under_32",
    }

    /// The form of `invoiceNumberUploadDate` in version 5.
    UploadDate {
        /// Without offset, as the page of the list says.
        Plain = "plain",
        /// With offset where one box or one order is read, without in the lists: what the pages say together.
        ByPage = "by_page",
        /// With offset everywhere.
        Offset = "offset",
    }

    /// How what is not set is written: dates, and the texts that may be empty.
    Unset {
        /// As empty text on most sheets, as `null` on others.
        Mixed = "mixed",
        /// As empty text.
        Empty = "empty",
        /// As `null`.
        Null = "null",
        /// Not at all.
        Absent = "absent",
    }

    /// How a waybill of a carrier that does not exist is answered.
    UnknownCarrier {
        /// The whole call with HTTP 500.
        Error = "500",
        /// Its box with `UNDEFINED_ERROR_OCCUR`.
        Failed = "failed_in_200",
    }

    /// Which carriers waybills may name.
    Carriers {
        /// Also those that only public clients name.
        All = "all",
        /// Those that the portal has named, in 2019 or now.
        Portal = "portal",
        /// Those that its page names now, as far as it is known.
        Page = "page",
    }

    /// What a waybill number of a carrier is whose form is not documented.
    OtherNumbers {
        /// Letters and digits.
        LettersAndDigits = "letters_and_digits",
        /// Digits alone.
        Digits = "digits",
    }
}
