//! Stock, price and sale status of an option: `GET ../marketplace/vendor-items/{vendorItemId}/inventories`, and the
//! writes beside it.

mod write;

use super::answer::Answer;
use super::world::View;
use http::StatusCode;
use serde_json::json;

pub(super) use write::Write;

/// The option id that such a path names, as it stands there.
pub(super) fn find(path: &str) -> Option<&str> {
    let tail = path.strip_prefix(OPTIONS)?;
    tail.strip_suffix("/inventories").filter(|id| !id.contains('/'))
}

const OPTIONS: &str = "/v2/providers/seller_api/apis/api/v1/marketplace/vendor-items/";

/// The texts are the documented ones (article 360033645114).
pub(super) fn answer(shop: &View<'_>, id: &str) -> Answer {
    let Ok(number) = id.parse::<i64>() else {
        return refused("유효하지 않은 ID가 입력되었습니다.");
    };
    let Some(stock) = shop.stock(number).filter(|stock| !stock.deleted) else {
        return refused(&format!("유효한 옵션이 없습니다: [vendorItemId={number}]"));
    };
    Answer::ok(json!({
        "code": "SUCCESS",
        "message": "",
        "data": {
            // The option that was asked for, under another name.
            "sellerItemId": number,
            "amountInStock": stock.amount,
            "salePrice": stock.price,
            "onSale": stock.on_sale,
        },
    }))
}

/// A refusal of the family, whose `code` is documented.
fn refused(message: &str) -> Answer {
    Answer::with_status(StatusCode::BAD_REQUEST, json!({ "code": "ERROR", "message": message }))
}
