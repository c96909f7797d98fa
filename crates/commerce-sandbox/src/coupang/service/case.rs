//! A call-centre case as the list and the single read answer it, with every field the portal names.

use crate::coupang::ordersheets::{Dialect, ShopDialect};
use crate::coupang::rules::{
    CaseOption, ConfirmedReason, ServiceRules, Sort, TransferredMessage, TransferredStatus, UnansweredAt,
};
use crate::coupang::world::{Case, CaseState, Message, Spot, View};
use serde_json::{Value, json};

/// The row in the spelling of a version. How a case that wants a confirmation looks is not documented; here it is open
/// and answered, and complete once it is confirmed, unless `transferred_status`, `transferred_message`,
/// `handed_over_is_complete` or `confirmed_reason` say otherwise.
pub(super) fn row(shop: &View<'_>, spot: Spot, dialect: Dialect) -> Value {
    let (case, rules, dialect) = (&shop.case(spot), &shop.rules().service, dialect.of(shop));
    let is_complete = case.closed || (rules.handed_over_is_complete && case.state == CaseState::Transfer);
    let asks_for_it = rules.transferred_status == TransferredStatus::RequestAnswer;
    let counselling = match case.state {
        CaseState::NoAnswer => "requestAnswer",
        CaseState::Transfer if asks_for_it => "requestAnswer",
        CaseState::Transfer | CaseState::Answer => "answered",
    };
    let phone = match *dialect {
        Dialect::V4 => case.phone.masked(),
        Dialect::V5 => case.phone.international(),
    };
    let option = case.product.vendor_item_id();
    let unanswered = rules.unanswered_at == UnansweredAt::Null && case.state == CaseState::NoAnswer;
    let last = case.messages.last().filter(|_| !unanswered);
    let mut replies: Vec<Value> = case.messages.iter().map(|message| reply(case, message, rules, dialect)).collect();
    if rules.replies_sort == Sort::NewestFirst {
        replies.reverse();
    }
    json!({
        "inquiryId": case.id,
        "inquiryStatus": if is_complete { "complete" } else { "progress" },
        "csPartnerCounselingStatus": counselling,
        // Documented as a number and sent as an array.
        "vendorItemId": if rules.case_option == CaseOption::Number { json!(option) } else { json!([option]) },
        "itemName": case.product.full_name(),
        "content": "상담이력",
        // On unanswered cases too, as in the portal's sample.
        "answeredAt": last.map(|message| dialect.event(message.written_at)),
        "replies": replies,
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

fn reply(case: &Case, message: &Message, rules: &ServiceRules, dialect: ShopDialect) -> Value {
    let awaits = case.awaiting().is_some_and(|awaiting| awaiting.id == message.id);
    let is_marked = rules.transferred_message == TransferredMessage::RequestAnswer;
    let wants_confirmation = is_marked && case.state == CaseState::Transfer;
    let status = match case.origin {
        _ if message.by_seller => None,
        _ if awaits || wants_confirmation => Some("requestAnswer"),
        CaseState::Transfer => Some("none"),
        CaseState::NoAnswer | CaseState::Answer => Some("answered"),
    };
    let has_reason = case.confirmed && rules.confirmed_reason == ConfirmedReason::Complete;
    let reason = if has_reason { "DISPUTE_PROCESS_COMPLETE" } else { "NONE" };
    let parent = if rules.parents_are_text { json!("0") } else { json!(0) };
    json!({
        "answerId": message.id,
        // Typed String, and in the samples never one: null on the first message, 0 on an answer.
        "parentAnswerId": message.by_seller.then_some(parent),
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
