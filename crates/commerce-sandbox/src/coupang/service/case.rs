//! A call-centre case as the list and the single read answer it, with every field the portal names.

use crate::coupang::ordersheets::{Dialect, ShopDialect};
use crate::coupang::world::{Case, CaseState, Message};
use serde_json::{Value, json};

/// The row in the spelling of a version. How a case that wants a confirmation looks is not documented; here it is open
/// and answered, and complete once it is confirmed (assumed).
pub(super) fn row(case: &Case, dialect: ShopDialect) -> Value {
    let status = if case.closed { "complete" } else { "progress" };
    let counselling = if case.state == CaseState::NoAnswer { "requestAnswer" } else { "answered" };
    let phone = match *dialect {
        Dialect::V4 => case.phone.masked(),
        Dialect::V5 => case.phone.international(),
    };
    json!({
        "inquiryId": case.id,
        "inquiryStatus": status,
        "csPartnerCounselingStatus": counselling,
        // Documented as a number and sent as an array.
        "vendorItemId": [case.product.vendor_item_id()],
        "itemName": case.product.full_name(),
        "content": "상담이력",
        // On unanswered cases too, as in the portal's sample.
        "answeredAt": case.messages.last().map(|message| dialect.event(message.written_at)),
        "replies": case.messages.iter().map(|message| reply(case, message, dialect)).collect::<Vec<_>>(),
        "inquiryAt": dialect.event(case.opened_at),
        "buyerEmail": "", // always empty since 2024-08-06 (article 35420918786329)
        "buyerPhone": phone,
        "orderId": case.order.as_ref().map(|ordered| ordered.order_id),
        "orderDate": case.order.as_ref().map(|ordered| dialect.event(ordered.at)),
        "receiptCategory": case.category,
        "saleStartedAt": "2024-01-01",
        "saleEndedAt": "2099-12-31",
    })
}

fn reply(case: &Case, message: &Message, dialect: ShopDialect) -> Value {
    let awaits = case.awaiting().is_some_and(|awaiting| awaiting.id == message.id);
    let status = match case.origin {
        _ if message.by_seller => None,
        _ if awaits => Some("requestAnswer"),
        CaseState::Transfer => Some("none"),
        CaseState::NoAnswer | CaseState::Answer => Some("answered"),
    };
    let reason = if case.confirmed { "DISPUTE_PROCESS_COMPLETE" } else { "NONE" };
    json!({
        "answerId": message.id,
        // Typed String, and never one: null on the first message, 0 on an answer.
        "parentAnswerId": message.by_seller.then_some(0),
        "partnerTransferStatus": status,
        "partnerTransferCompleteReason": (!message.by_seller).then_some(reason),
        "answerType": if message.by_seller { "vendor" } else { "csAgent" },
        "needAnswer": awaits,
        "receptionistName": if message.by_seller { "가상상점" } else { "견본상담" },
        "receptionist": if message.by_seller { "example-seller" } else { "cs-000001" },
        "replyAt": dialect.event(message.written_at),
        "content": message.text,
    })
}
