//! `POST ../{v5,v6}/vendors/{vendorId}/orders/{orderId}/cancel`: the seller cancels units of an order.

use super::alone::number as number_in_path;
use crate::coupang::answer::{Answer, transaction_id};
use crate::coupang::body::{json, number, text};
use crate::coupang::rules::SecondCancel;
use crate::coupang::world::{BoxSlot, ClaimEvent, Event, MadeClaim, Order, OrderPlace, View};
use crate::coupang::write::{Call, Change, Done, Outcome};
use crate::coupang::{ClaimKind, OrderStatus};
use http::StatusCode;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Cancels what can be: paid units at once, prepared ones by a release stop that is completed at once. One receipt comes of
/// it, of one box: options of a second box fail (assumed: the portal wants one call per box).
///
/// The call is not atomic, and `code` "200" includes the partial success. The refusals of the whole come in the order of
/// the portal's table (assumed), with its texts.
pub(super) fn units(shop: &View<'_>, call: &Call<'_>, id: &str) -> Outcome {
    let body = json(call.request.body())?;
    let wanted = check(&body, call, id)?;
    let order_id = number_in_path(id).unwrap_or(0);
    let boxes = find(shop, order_id)?;
    let mut plan = Plan::default();
    for (option, units) in wanted {
        match plan.check(shop, &boxes, option, units) {
            Ok(slot) => plan.take(slot, option, units),
            Err(reason) => plan.fail(option, reason),
        }
    }
    if let Some(order) = boxes.iter().find(|order| Some(order.slot) == plan.about)
        && order.status == OrderStatus::Accept
        && !shop.rules().orders.partial_cancel_of_paid
        && order.items.iter().any(|item| plan.units_of(item.vendor_item_id) < item.shippable())
    {
        plan.fail_all("부분 취소는 불가능합니다.");
    }
    if shop.rules().orders.second_cancel == SecondCancel::Refused && plan.is_repeated(shop) {
        plan.fail_all(TOO_MANY);
    }
    Ok(plan.carry_out(shop, order_id, &boxes))
}

const NO_COUNTS: &str = "취소할 아이템 개수 목록을 입력해주세요.";
const TOO_MANY: &str = "취소 가능한 개수보다 요청한 개수가 더 많습니다.";
const WRONG_STATUS: &str = "해당 벤더아이템이 결제완료/상품준비중 상태가 아닙니다.";

/// Options with their units, if the body keeps every rule.
fn check(body: &Value, call: &Call<'_>, id: &str) -> Result<Vec<(i64, i64)>, Answer> {
    let refuse = |text: &str| Err(Answer::bad_request(text));
    let numbers = |name: &str| -> Vec<i64> {
        let list = body.get(name).and_then(Value::as_array);
        list.and_then(|list| list.iter().map(Value::as_i64).collect()).unwrap_or_default()
    };
    let (options, counts) = (numbers("vendorItemIds"), numbers("receiptCounts"));
    let order = number(body, "orderId").filter(|order| *order != 0 && number_in_path(id) == Some(*order));
    if order.is_none() {
        return refuse("주문 ID를 입력해 주세요.");
    }
    if options.is_empty() {
        return refuse("취소할 벤더아이템 아이디 목록을 입력해주세요.");
    }
    if counts.is_empty() || counts.iter().any(|count| *count <= 0) {
        return refuse(NO_COUNTS);
    }
    if options.len() != counts.len() {
        return refuse("요청한 상품 개수와 취소 개수를 확인해주세요.");
    }
    match text(body, "bigCancelCode") {
        None | Some("") => return refuse("취소사유 대분류 코드를 입력해주세요."),
        Some("CANERR") => {}
        Some(_) => return refuse("취소사유 대분류 코드를 확인해 주세요."),
    }
    match text(body, "middleCancelCode") {
        None | Some("") => return refuse("취소사유 중분류 코드를 입력해주세요."),
        Some("CCTTER" | "CCPNER" | "CCPRER") => {}
        Some(_) => return refuse("취소사유 중분류 코드를 확인해 주세요."),
    }
    if text(body, "vendorId") != Some(call.vendor) {
        return refuse("업체 ID를 입력해주세요.");
    }
    if text(body, "userId") != Some(call.wing_user) {
        return refuse("업체 ID에 맞는 올바른 유저 ID를 입력해주세요.");
    }
    Ok(options.into_iter().zip(counts).collect())
}

/// The boxes of the order, those that have left the lists too.
fn find(shop: &View<'_>, order_id: i64) -> Result<Vec<Order>, Answer> {
    let text = match shop.place_of_order(order_id) {
        OrderPlace::Listed(slot) => return Ok(shop.boxes(slot)),
        OrderPlace::Gone => match shop.boxes_of_order(order_id) {
            Some(boxes) => return Ok(boxes),
            None => WRONG_STATUS,
        },
        OrderPlace::Foreign => "요청한 업체의 상품이 아닙니다.",
        OrderPlace::Nowhere => "주문 정보가 없습니다.",
    };
    Err(Answer::bad_request(text))
}

/// What is cancelled, and what fails why.
#[derive(Default)]
struct Plan {
    about: Option<BoxSlot>,
    taken: Vec<(i64, i64)>,
    failed: Vec<(i64, String)>,
}

impl Plan {
    fn check(&self, shop: &View<'_>, boxes: &[Order], option: i64, units: i64) -> Result<BoxSlot, String> {
        let holds = |order: &&Order| order.items.iter().any(|item| item.vendor_item_id == option);
        let found = boxes.iter().filter(|order| !order.left).find(holds).or_else(|| boxes.iter().find(holds));
        let order = found.ok_or_else(|| format!("주문정보가 없습니다.[{option}]"))?;
        if order.left {
            return Err(TOO_MANY.to_owned());
        }
        if !matches!(order.status, OrderStatus::Accept | OrderStatus::Instruct) {
            return Err(WRONG_STATUS.to_owned());
        }
        if self.about.is_some_and(|about| about != order.slot) {
            return Err("취소요청 중 오류가 발생하였습니다.".to_owned());
        }
        let shippable =
            order.items.iter().filter(|item| item.vendor_item_id == option).map(crate::coupang::world::Item::shippable);
        let left = shippable.sum::<i64>() - requested(shop, order.slot, option) - self.units_of(option);
        if units > left { Err(TOO_MANY.to_owned()) } else { Ok(order.slot) }
    }

    fn take(&mut self, about: BoxSlot, option: i64, units: i64) {
        self.about = Some(about);
        match self.taken.iter_mut().find(|(other, _)| *other == option) {
            Some((_, taken)) => *taken += units,
            None => self.taken.push((option, units)),
        }
    }

    fn fail(&mut self, option: i64, reason: String) {
        self.failed.push((option, reason));
    }

    fn fail_all(&mut self, reason: &str) {
        let taken = std::mem::take(&mut self.taken);
        self.failed.extend(taken.into_iter().map(|(option, _)| (option, reason.to_owned())));
        self.about = None;
    }

    /// Whether the seller has cancelled the same units of the same box before.
    fn is_repeated(&self, shop: &View<'_>) -> bool {
        let sorted = |units: &[(i64, i64)]| units.iter().copied().collect::<BTreeMap<_, _>>();
        let taken = sorted(&self.taken);
        self.about.is_some_and(|about| shop.cancelled_by_seller(about).any(|units| sorted(units) == taken))
    }

    fn units_of(&self, option: i64) -> i64 {
        self.taken.iter().filter(|(other, _)| *other == option).map(|(_, units)| *units).sum()
    }

    fn carry_out(self, shop: &View<'_>, order_id: i64, boxes: &[Order]) -> Done {
        let (rules, mut receipts) = (&shop.rules().orders, Map::new());
        let order = boxes.iter().find(|order| Some(order.slot) == self.about);
        let change = order.map(|order| {
            let paid = order.status == OrderStatus::Accept;
            let kind = if paid { ClaimKind::Cancelled } else { ClaimKind::StopRequested };
            let slot = shop.next_claim(kind);
            let receipt = shop.claim_id(slot);
            receipts.insert(
                receipt.to_string(),
                json!({
                    "receiptId": receipt,
                    "receiptType": if paid { "CANCEL" } else { "STOP_SHIPMENT" },
                    "vendorItemIds": self.taken.iter().map(|(option, _)| option).collect::<Vec<_>>(),
                    "totalCount": self.taken.iter().map(|(_, units)| units).sum::<i64>(),
                }),
            );
            let made = MadeClaim { about: order.slot, units: self.taken.clone(), by_seller: true };
            let mut events = shop.refunds(order.slot, &self.taken, rules.refund_time);
            events.push((shop.now(), Event::Made(slot, made)));
            if !paid {
                events.push((shop.now(), Event::Claim(slot, ClaimEvent::Stopped)));
            }
            Change { subject: order_id, events }
        });
        let refused = change.is_none() && !rules.failed_cancel_is_200;
        let failed: Vec<i64> = self.failed.iter().map(|(option, _)| *option).collect();
        let failed_name = if rules.failed_item_ids { "failedItemIds" } else { "failedVendorItemIds" };
        let answer = json!({
            "code": if change.is_some() { "200" } else { "400" },
            "message": self.message(shop),
            "data": { "orderId": order_id, "receiptMap": receipts, failed_name: failed },
        });
        let answer = if refused { Answer::with_status(StatusCode::BAD_REQUEST, answer) } else { Answer::ok(answer) };
        Done { answer, changes: Vec::from_iter(change) }
    }

    /// The number of the request, and a line for each reason.
    fn message(&self, shop: &View<'_>) -> String {
        let mut lines: Vec<(&str, Vec<String>)> = Vec::new();
        for (option, reason) in &self.failed {
            match lines.iter_mut().find(|(other, _)| other == reason) {
                Some((_, options)) => options.push(option.to_string()),
                None => lines.push((reason, vec![option.to_string()])),
            }
        }
        let number = transaction_id(shop.seed(), shop.now().micros().unsigned_abs());
        let lines = lines.iter().map(|(reason, options)| format!("\r\n[{}]<= {reason}", options.join(", ")));
        format!("[요청번호] {number}{}", lines.collect::<String>())
    }
}

/// The units of an option that its buyer has asked to stop, and that nothing holds yet.
fn requested(shop: &View<'_>, slot: BoxSlot, option: i64) -> i64 {
    let Some(claim) = shop.stop_requested(slot).map(|claim| shop.claim(claim)) else { return 0 };
    if shop.frees(&claim).is_empty() {
        claim.units_by_option().iter().filter(|(other, _)| *other == option).map(|(_, units)| units).sum()
    } else {
        0
    }
}
