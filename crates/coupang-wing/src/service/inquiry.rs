//! An inquiry about a product, with its answers.

use apiwire::calendar::Timestamp;
use redact_kr::{Email, FreeText};

use crate::ids::{InquiryCommentId, InquiryId, OrderId, ProductId, SellerItemId, SellerProductId, VendorItemId};

apiwire::model! {
    /// A question on a product's page, as versions 5 and 4 answer it (article 360033400754).
    ///
    /// Nothing in it says whether it is answered: take that from the [`super::AnsweredType`] that found it rather than
    /// from an empty list of answers. There is no name of a product or a person.
    pub struct ProductInquiry {
        /// The inquiry.
        required inquiry_id: InquiryId = "inquiryId",
        /// The exposed product; it may change.
        optional product_id: ProductId = "productId",
        /// The registered product.
        optional seller_product_id: SellerProductId = "sellerProductId",
        /// The registered item; another number than the option.
        optional seller_item_id: SellerItemId = "sellerItemId",
        /// The option; one number here, a list in call-centre cases.
        optional vendor_item_id: VendorItemId = "vendorItemId",
        /// The question; it may contain line breaks.
        optional content: FreeText = "content",
        /// When it was asked. Version 4 writes no offset: Korean time.
        optional inquiry_at: Timestamp = "inquiryAt",
        /// The orders that it is linked to; often none.
        optional order_ids: Vec<OrderId> = "orderIds",
        /// Removed on 2026-03-15 (notice 55017631517337), and empty for years before: never a key.
        optional buyer_email: Email = "buyerEmail",
        /// The answers; an empty list while there is none.
        optional comments: Vec<InquiryComment> = "commentDtoList",
    }
}

apiwire::model! {
    /// An answer to a question. No field tells its author.
    pub struct InquiryComment {
        /// The answer.
        required inquiry_comment_id: InquiryCommentId = "inquiryCommentId",
        /// The inquiry that it answers.
        optional inquiry_id: InquiryId = "inquiryId",
        /// The text.
        optional content: FreeText = "content",
        /// When it was written.
        optional inquiry_comment_at: Timestamp = "inquiryCommentAt",
    }
}
