//! A call-centre case as the list and the single read answer it, with every field the portal names.

use crate::coupang::ordersheets::Dialect;
use crate::coupang::world::{Case, CaseState, Message};
use serde_json::{Value, json};

/// The row in the spelling of a version. How a case that wants a confirmation looks is not documented; here it is open
/// and answered (assumed).
pub(super) fn row(case: &Case, dialect: Dialect) -> Value {
    let (status, counselling) = match case.state {
        CaseState::NoAnswer => ("progress", "requestAnswer"),
        CaseState::Answer => ("complete", "answered"),
        CaseState::Transfer => ("progress", "answered"),
    };
    let phone = match dialect {
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

fn reply(case: &Case, message: &Message, dialect: Dialect) -> Value {
    let status = match case.state {
        _ if message.by_seller => None,
        CaseState::NoAnswer => Some("requestAnswer"),
        CaseState::Answer => Some("answered"),
        CaseState::Transfer => Some("none"),
    };
    json!({
        "answerId": message.id,
        // Typed String, and never one: null on the first message, 0 on an answer.
        "parentAnswerId": message.by_seller.then_some(0),
        "partnerTransferStatus": status,
        "partnerTransferCompleteReason": (!message.by_seller).then_some("NONE"),
        "answerType": if message.by_seller { "vendor" } else { "csAgent" },
        "needAnswer": case.state == CaseState::NoAnswer && !message.by_seller,
        "receptionistName": if message.by_seller { "가상상점" } else { "견본상담" },
        "receptionist": if message.by_seller { "example-seller" } else { "cs-000001" },
        "replyAt": dialect.event(message.written_at),
        "content": message.text,
    })
}
