//! What is open about customer service, inventory and settlement.

use super::Sort;
use std::time::Duration;

answers! {
    /// How the length of an answer to a call-centre case is counted.
    LengthUnit {
        /// UTF-16 units, as Java counts.
        Utf16 = "utf16",
        /// Unicode code points.
        CodePoints = "code_points",
        /// UTF-8 bytes.
        Bytes = "bytes",
    }

    /// Whose days the searches for inquiries and cases speak of.
    InquiryDays {
        /// Korean ones.
        Korea = "korea",
        /// Those of UTC.
        Utc = "utc",
    }

    /// The `csPartnerCounselingStatus` of a case that was handed over.
    TransferredStatus {
        /// `answered`.
        Answered = "answered",
        /// `requestAnswer`.
        RequestAnswer = "requestAnswer",
    }

    /// How the vendor's id is refused where a login id belongs.
    VendorAsUser {
        /// With 521.
        Code521 = "521",
        /// With 520, like any other word.
        Code520 = "520",
    }

    /// How long a search of revenue may be.
    RevenueMonth {
        /// 31 days, both ends included.
        Days31 = "31_days",
        /// To the same day of the next month.
        Calendar = "calendar",
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

    /// Whether `totalPages` of an empty list is 1; false unless set: it is 0.
    empty_list_has_a_page as "empty_list_has_a_page": bool = false;

    /// Whose days the searches for inquiries and cases speak of; Korean ones unless set.
    inquiry_days as "inquiry_days": InquiryDays = InquiryDays::Korea;

    /// Whether an inquiry about a deleted product has lost its ids but its own; false unless set.
    deleted_products_lose_ids as "deleted_products_lose_ids": bool = false;

    /// Whether an order alone, without days, finds its cases; false unless set: it is refused.
    cases_by_order_alone as "cases_by_order_alone": bool = false;

    /// The `csPartnerCounselingStatus` of a case that was handed over; `answered` unless set.
    transferred_status as "transferred_status": TransferredStatus = TransferredStatus::Answered;

    /// Whether the vendor id may stand in `replyBy` of an answer to a product inquiry; true unless set, as the error's
    /// text says. Nobody has written down that it works.
    vendor_answers_inquiries as "vendor_answers_inquiries": bool = true;

    /// Whether a product inquiry takes a second answer that differs from the first; false unless set.
    several_answers as "several_answers": bool = false;

    /// The most UTF-16 units of an answer to a product inquiry; any number, which is 0, unless set.
    longest_answer as "longest_answer": u16 = 0;

    /// What the 2 to 1,000 of an answer to a case are counted in; UTF-16 units unless set.
    answer_length_unit as "answer_length_unit": LengthUnit = LengthUnit::Utf16;

    /// How the vendor's id is refused where a login id answers or confirms a case; with 521 unless set.
    vendor_as_user as "vendor_as_user": VendorAsUser = VendorAsUser::Code521;

    /// How long the seller has to answer or confirm a case of the call centre; 24 hours unless set.
    case_deadline as "case_deadline_seconds": Duration = Duration::from_secs(86_400);

    /// The largest stock that an option may have; any number, which is 0, unless set.
    most_stock as "most_stock": u16 = 0;

    /// How long a search of revenue may be; 31 days unless set. The portal speaks of a month.
    revenue_month as "revenue_month": RevenueMonth = RevenueMonth::Days31;

    /// How the rows of revenue are sorted; oldest first unless set.
    revenue_sort as "revenue_sort": Sort = Sort::OldestFirst;

    /// Whether a week without revenue has a row of zeros among the payouts; false unless set: it has none.
    empty_weeks_have_rows as "empty_weeks_have_rows": bool = false;
} }
