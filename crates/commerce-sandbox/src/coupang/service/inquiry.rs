//! A product inquiry as one row of the list, with every field the portal names.

use crate::coupang::answer::set;
use crate::coupang::ordersheets::Dialect;
use crate::coupang::rules::LostIds;
use crate::coupang::world::{Product, Spot, View};
use serde_json::{Value, json};

/// The row in the spelling of a version. `buyerEmail` is gone since 2026-03-15 (notice 55017631517337).
pub(super) fn row(shop: &View<'_>, spot: Spot, dialect: Dialect) -> Value {
    let (inquiry, dialect) = (shop.inquiry(spot), dialect.of(shop));
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
    let orders = if shop.rules().service.null_order_ids && inquiry.order_id.is_none() {
        Value::Null
    } else {
        Vec::from_iter(inquiry.order_id).into()
    };
    let mut row = json!({
        "inquiryId": inquiry.id,
        "content": inquiry.question,
        "inquiryAt": dialect.event(inquiry.asked_at),
        "orderIds": orders,
        "commentDtoList": comments,
    });
    name_product(shop, &mut row, inquiry.product);
    row
}

/// Adds the ids of the product; of a deleted one as the rules say.
fn name_product(shop: &View<'_>, row: &mut Value, product: &Product) {
    let ids = [
        ("productId", product.product_id()),
        ("sellerProductId", product.seller_product_id()),
        ("sellerItemId", product.seller_item_id()),
        ("vendorItemId", product.vendor_item_id()),
    ];
    let is_deleted = shop.stock(product.vendor_item_id()).is_some_and(|stock| stock.deleted);
    for (name, id) in ids {
        match shop.rules().service.deleted_product_ids {
            LostIds::Null if is_deleted => set(row, name, Value::Null),
            LostIds::Absent if is_deleted => {}
            _ => set(row, name, id),
        }
    }
}
