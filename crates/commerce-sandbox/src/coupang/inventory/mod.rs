//! Stock, price and sale status of an option: `GET ../marketplace/vendor-items/{vendorItemId}/inventories`.

use super::answer::Answer;
use super::dice::Dice;
use super::world::{Product, View};
use http::StatusCode;
use serde_json::json;

/// The option id that such a path names, as it stands there.
pub(super) fn find(path: &str) -> Option<&str> {
    let tail = path.strip_prefix("/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/")?;
    tail.strip_suffix("/inventories").filter(|id| !id.contains('/'))
}

/// The texts are the documented ones (article 360033645114).
pub(super) fn answer(shop: &View<'_>, id: &str) -> Answer {
    let Ok(number) = id.parse::<i64>() else {
        return Answer::refused(StatusCode::BAD_REQUEST, "유효하지 않은 ID가 입력되었습니다.");
    };
    let Some(product) = Product::of_vendor_item(number) else {
        let message = format!("유효한 옵션이 없습니다: [vendorItemId={number}]");
        return Answer::refused(StatusCode::BAD_REQUEST, &message);
    };
    let mut dice = Dice::new(&[shop.seed(), number.unsigned_abs(), 0x57_0C]);
    let stock = if dice.chance(20) { 0 } else { dice.below(500) };
    Answer::ok(json!({
        "code": "SUCCESS",
        "message": "",
        "data": {
            // The option that was asked for, under another name.
            "sellerItemId": number,
            "amountInStock": stock,
            "salePrice": product.price,
            "onSale": !dice.chance(20),
        },
    }))
}
