//! What the writes of one receipt or exchange have in common.

use super::parameters::number;
use crate::coupang::answer::Answer;
use crate::coupang::body::{self, check_vendor, json};
use crate::coupang::world::{Claim, View};
use crate::coupang::write::Call;
use serde_json::Value;

/// The body, whose `vendorId` and `name` must be those of the path; the id as a JSON number. The texts are ours.
pub(super) fn read(call: &Call<'_>, name: &str, in_path: &str) -> Result<(Value, i64), Answer> {
    let body = json(call.request.body())?;
    check_vendor(&body, call.vendor)?;
    let id = body::number(&body, name).filter(|id| number(in_path) == Some(*id));
    let id = id.ok_or_else(|| Answer::bad_request(&format!("{name} of the body must be the number in the path.")))?;
    Ok((body, id))
}

/// The receipt of an id, unless there is none by that number or its buyer has withdrawn it.
pub(super) fn known(shop: &View<'_>, id: i64) -> Option<Claim> {
    shop.claim_of_id(id).map(|slot| shop.claim(slot)).filter(|claim| super::RETURNS.contains(&claim.kind))
}

/// The same, where one that is not there is refused in the documented way.
pub(super) fn find(shop: &View<'_>, id: i64) -> Result<Claim, Answer> {
    known(shop, id).ok_or_else(|| Answer::bad_request(UNKNOWN))
}

/// What is said of a receipt that is not there.
pub(super) const UNKNOWN: &str = "취소반품접수내역이 존재하지 않습니다";

/// `cancelCount` must be the sum over the whole receipt.
pub(super) fn is_count_right(body: &Value, claim: &Claim) -> bool {
    body::number(body, "cancelCount") == Some(claim.units())
}

/// What is said of one that is not.
pub(super) fn wrong_count(shop: &View<'_>) -> &'static str {
    if shop.rules().claims.wrong_count_prefixed {
        "[INTERNAL_SERVER_ERROR] 취소반품접수수량과 cancelCount가 일치하지 않습니다."
    } else {
        "취소반품접수수량과 cancelCount가 일치하지 않습니다."
    }
}
