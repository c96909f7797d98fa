//! A product inquiry as one row of the list, with every field the portal names.

use crate::coupang::ordersheets::ShopDialect;
use crate::coupang::world::Inquiry;
use serde_json::{Value, json};

/// The row in the spelling of a version. `buyerEmail` is gone since 2026-03-15 (notice 55017631517337).
pub(super) fn row(inquiry: &Inquiry, dialect: ShopDialect) -> Value {
    let comments: Vec<Value> = inquiry
        .comments
        .iter()
        .map(|comment| {
            json!({
                "inquiryCommentId": comment.id,
                "inquiryId": inquiry.id,
                "content": comment.text,
                "inquiryCommentAt": dialect.event(comment.written_at),
            })
        })
        .collect();
    json!({
        "inquiryId": inquiry.id,
        "productId": inquiry.product.product_id(),
        "sellerProductId": inquiry.product.seller_product_id(),
        "sellerItemId": inquiry.product.seller_item_id(),
        "vendorItemId": inquiry.product.vendor_item_id(),
        "content": inquiry.question,
        "inquiryAt": dialect.event(inquiry.asked_at),
        "orderIds": Vec::from_iter(inquiry.order_id),
        "commentDtoList": comments,
    })
}
