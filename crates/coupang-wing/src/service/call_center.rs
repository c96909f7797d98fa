//! A case of the call centre, with its conversation.

use apiwire::calendar::{KstDate, Timestamp};
use apiwire::wire::OneOrMany;
use redact_kr::{Email, FreeText, LoginId, PersonName, Phone};

use super::status::{
    AnswerType, CsPartnerCounselingStatus, InquiryStatus, PartnerTransferCompleteReason, PartnerTransferStatus,
};
use crate::ids::{AnswerId, CallCenterInquiryId, OrderId, VendorItemId};

apiwire::model! {
    /// A case of Coupang's call centre, as the list and the single read answer it in versions 5 and 4 (articles
    /// 360033645354 and 20376877844249).
    pub struct CallCenterInquiry {
        /// The case (the counselling number).
        required inquiry_id: CallCenterInquiryId = "inquiryId",
        /// Whether it is open.
        optional inquiry_status: InquiryStatus = "inquiryStatus",
        /// Whether the seller has answered.
        optional cs_partner_counseling_status: CsPartnerCounselingStatus = "csPartnerCounselingStatus",
        /// The options; documented as one number and sent as a list, so both are read.
        optional vendor_item_ids: OneOrMany<VendorItemId> = "vendorItemId",
        /// The name of the item.
        optional item_name: String = "itemName",
        /// Often a fixed word only; the question stands in `replies`.
        optional content: FreeText = "content",
        /// When it was answered. The samples have it on unanswered cases too, where its meaning is not documented.
        optional answered_at: Timestamp = "answeredAt",
        /// The conversation; the oldest first in the samples, which nobody promises.
        optional replies: Vec<CallCenterReply> = "replies",
        /// When the case was opened. Version 4 writes no offset: Korean time.
        optional inquiry_at: Timestamp = "inquiryAt",
        /// Always empty since 2024-08-06 (notice 35420918786329).
        optional buyer_email: Email = "buyerEmail",
        /// The buyer's number: an international form in version 5, masked Korean text in version 4.
        optional buyer_phone: Phone = "buyerPhone",
        /// The order, where there is one.
        optional order_id: OrderId = "orderId",
        /// When it was ordered.
        optional order_date: Timestamp = "orderDate",
        /// What the case is about, in levels joined by `>`. There is no list of them.
        optional receipt_category: String = "receiptCategory",
        /// The first day of the item's sale.
        optional sale_started_at: KstDate = "saleStartedAt",
        /// The last day of the item's sale.
        optional sale_ended_at: KstDate = "saleEndedAt",
    }
}

apiwire::model! {
    /// A message of a case.
    pub struct CallCenterReply {
        /// The message; the `parentAnswerId` of an answer to it.
        required answer_id: AnswerId = "answerId",
        /// Not usable for threading: 0 or `null` in every sample, on the seller's answers too.
        optional parent_answer_id: AnswerId = "parentAnswerId",
        /// Whether it waits for the seller; `null` on the seller's own messages.
        optional partner_transfer_status: PartnerTransferStatus = "partnerTransferStatus",
        /// How the hand-over ended.
        optional partner_transfer_complete_reason: PartnerTransferCompleteReason = "partnerTransferCompleteReason",
        /// Who wrote it.
        optional answer_type: AnswerType = "answerType",
        /// True on the message that awaits the seller.
        optional need_answer: bool = "needAnswer",
        /// The name shown for the writer.
        optional receptionist_name: PersonName = "receptionistName",
        /// The writer's id.
        optional receptionist: LoginId = "receptionist",
        /// When it was written. The 24 hours for an answer count from here, approximately.
        optional reply_at: Timestamp = "replyAt",
        /// The text, with line breaks and with what customers tell about themselves.
        optional content: FreeText = "content",
    }
}
