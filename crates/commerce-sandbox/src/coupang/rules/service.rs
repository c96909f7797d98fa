//! What is open about customer service.

use super::Sort;
use crate::coupang::calendar::{Day, Moment};
use std::time::Duration;

answers! {
    /// Whose days a search speaks of.
    DaysOf {
        /// Korean ones.
        Korea = "korea",
        /// Those of UTC.
        Utc = "utc",
    }

    /// What an inquiry says of a product that was deleted.
    LostIds {
        /// Its ids, as before.
        Kept = "kept",
        /// `null` in place of each id.
        Null = "null",
        /// Nothing: the fields are absent.
        Absent = "absent",
    }

    /// The `csPartnerCounselingStatus` of a case that was handed over and is not confirmed yet.
    TransferredStatus {
        /// `answered`.
        Answered = "answered",
        /// `requestAnswer`.
        RequestAnswer = "requestAnswer",
    }

    /// The `partnerTransferStatus` of the message with which a case was handed over.
    TransferredMessage {
        /// `none`.
        None = "none",
        /// `requestAnswer` until the seller confirms.
        RequestAnswer = "requestAnswer",
    }

    /// The `partnerTransferCompleteReason` of a case that the seller has confirmed.
    ConfirmedReason {
        /// `DISPUTE_PROCESS_COMPLETE`.
        Complete = "DISPUTE_PROCESS_COMPLETE",
        /// `NONE`, as before.
        None = "NONE",
    }

    /// The text that refuses the confirmation of a case that waits for none.
    RefusedConfirmation {
        /// The one with 522.
        Ended = "522",
        /// The one that says which states can be answered.
        CannotAnswer = "cannot_answer",
    }

    /// The `answeredAt` of a case that nobody has answered.
    UnansweredAt {
        /// The time of its last message, as in the portal's sample.
        LastMessage = "last_message",
        /// `null`, as in public fixtures.
        Null = "null",
    }

    /// The form of the `vendorItemId` of a case.
    CaseOption {
        /// An array of one number, as in the portal's sample.
        Array = "array",
        /// A number, as in its table of fields.
        Number = "number",
    }

    /// The `code` of a successful answer or confirmation.
    WriteCode {
        /// `"200"`, as in the portal's samples.
        Text = "text",
        /// `200`, as in its tables of fields.
        Number = "number",
    }

    /// How the length of an answer to a call-centre case is counted.
    LengthUnit {
        /// UTF-16 units, as Java counts.
        Utf16 = "utf16",
        /// Unicode code points.
        CodePoints = "code_points",
        /// UTF-8 bytes.
        Bytes = "bytes",
    }

    /// How the vendor's id is refused where a login id belongs.
    VendorAsUser {
        /// With 521.
        Code521 = "521",
        /// With 520, like any other word.
        Code520 = "520",
    }

    /// How a write answers a case number that is none.
    UnknownCase {
        /// HTTP 404, as the read does.
        NotFound = "404",
        /// HTTP 400, like another vendor's case.
        AsForeign = "as_foreign",
    }
}

impl DaysOf {
    /// The day it is.
    pub(in crate::coupang) fn today(self, now: Moment) -> Day {
        match self {
            Self::Korea => now.day(),
            Self::Utc => now.utc_day(),
        }
    }

    /// The first moment of a day.
    pub(in crate::coupang) fn midnight(self, day: Day) -> Moment {
        match self {
            Self::Korea => day.midnight(),
            Self::Utc => day.utc_midnight(),
        }
    }
}

impl LengthUnit {
    pub(in crate::coupang) fn count(self, text: &str) -> usize {
        match self {
            Self::Utf16 => text.encode_utf16().count(),
            Self::CodePoints => text.chars().count(),
            Self::Bytes => text.len(),
        }
    }
}

rules! { service: ServiceRules, ServiceRulesWritten {
    /// How the lists of inquiries and cases are sorted; oldest first unless set.
    inquiries_sort as "inquiries_sort": Sort = Sort::OldestFirst;

    /// How the messages of a case are sorted; oldest first unless set, as in the portal's samples.
    replies_sort as "replies_sort": Sort = Sort::OldestFirst;

    /// Whether `totalPages` of an empty list is 1; false unless set: it is 0.
    empty_list_has_a_page as "empty_list_has_a_page": bool = false;

    /// Whose days the searches for inquiries and cases speak of; Korean ones unless set.
    inquiry_days as "inquiry_days": DaysOf = DaysOf::Korea;

    /// Whether the days of such a search may lie seven days apart, which makes eight days; false unless set. The portal says
    /// so, and a public client was refused.
    inquiries_seven_days_apart as "inquiries_seven_days_apart": bool = false;

    /// Whether such a search is refused without `vendorId` in its query; false unless set. The portal asks for it, and a
    /// live client leaves it out.
    query_vendor_required as "query_vendor_required": bool = false;

    /// Whether an inquiry that was deleted stays in the list; false unless set.
    deleted_inquiries_listed as "deleted_inquiries_listed": bool = false;

    /// What an inquiry says of a product that was deleted; its ids unless set.
    deleted_product_ids as "deleted_product_ids": LostIds = LostIds::Kept;

    /// Whether `orderIds` of an inquiry that belongs to no order is `null`, as in the sample of 2019; false unless set: it is
    /// empty.
    null_order_ids as "null_order_ids": bool = false;

    /// Whether an order alone, without days, finds its cases; false unless set: it is refused.
    cases_by_order_alone as "cases_by_order_alone": bool = false;

    /// The `csPartnerCounselingStatus` of a case that was handed over and is not confirmed yet; `answered` unless set.
    transferred_status as "transferred_status": TransferredStatus = TransferredStatus::Answered;

    /// The `partnerTransferStatus` of the message of such a case; `none` unless set. The text that refuses a confirmation
    /// speaks of `requestAnswer`.
    transferred_message as "transferred_message": TransferredMessage = TransferredMessage::None;

    /// Whether a case is `complete` as soon as it was handed over; false unless set: it is with its confirmation.
    handed_over_is_complete as "handed_over_is_complete": bool = false;

    /// The `partnerTransferCompleteReason` of a confirmed case; `DISPUTE_PROCESS_COMPLETE` unless set.
    confirmed_reason as "confirmed_reason": ConfirmedReason = ConfirmedReason::Complete;

    /// The `answeredAt` of a case that nobody has answered; the time of its last message unless set.
    unanswered_at as "unanswered_at": UnansweredAt = UnansweredAt::LastMessage;

    /// The form of the `vendorItemId` of a case; an array unless set.
    case_option as "case_option": CaseOption = CaseOption::Array;

    /// Whether the `parentAnswerId` of a seller's message is text, as in the table of fields; false unless set: it is the
    /// number of the sample.
    parents_are_text as "parents_are_text": bool = false;

    /// The `code` of a successful answer or confirmation; text unless set.
    write_code as "write_code": WriteCode = WriteCode::Text;

    /// Whether the vendor id may stand in `replyBy` of an answer to a product inquiry; true unless set, as the error's
    /// text says. Nobody has written down that it works.
    vendor_answers_inquiries as "vendor_answers_inquiries": bool = true;

    /// Whether a product inquiry takes a second answer that differs from the first; false unless set.
    several_answers as "several_answers": bool = false;

    /// The most UTF-16 units of an answer to a product inquiry; any number, which is 0, unless set.
    longest_answer as "longest_answer": u16 = 0;

    /// Whether an answer is refused that holds a line break other than `\n` and `\r`; false unless set. An FAQ of 2019
    /// warns of it.
    odd_line_breaks_refused as "odd_line_breaks_refused": bool = false;

    /// What the 2 to 1,000 of an answer to a case are counted in; UTF-16 units unless set.
    answer_length_unit as "answer_length_unit": LengthUnit = LengthUnit::Utf16;

    /// Whether `parentAnswerId` of an answer to a case may be text, as in the portal's example; true unless set. Its table
    /// says number.
    text_parents_taken as "text_parents_taken": bool = true;

    /// How the vendor's id is refused where a login id answers or confirms a case; with 521 unless set.
    vendor_as_user as "vendor_as_user": VendorAsUser = VendorAsUser::Code521;

    /// How a write answers a case number that is none; 404 unless set.
    unknown_case as "unknown_case": UnknownCase = UnknownCase::NotFound;

    /// The text that refuses the confirmation of a case that waits for none; the one with 522 unless set. The portal prints
    /// both.
    refused_confirmation as "refused_confirmation": RefusedConfirmation = RefusedConfirmation::Ended;

    /// Whether a case that was handed over goes on waiting for a confirmation that is refused, once its time is over; false
    /// unless set: it is complete then.
    overdue_cases_linger as "overdue_cases_linger": bool = false;

    /// How long the seller has to answer or confirm a case of the call centre; 24 hours unless set.
    case_deadline as "case_deadline_seconds": Duration = Duration::from_secs(86_400);
} }
