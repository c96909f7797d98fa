//! Every text with which Coupang documents that it refuses a write: what the error says in our words, and that Coupang's own
//! are nowhere in it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

#[allow(dead_code, reason = "each test uses its own part")]
mod every_write;

use std::collections::BTreeSet;
use std::fmt::Debug;

use apiwire::{Delivery, ErrorKind, Language};
use coupang_wing::write::{Call, WriteOperation};
use every_write::answered::Answered;
use every_write::{Visit, every_write};
use serde_json::{Value, json};

/// A refusal: its name, what kind of error it is, and the message as it is documented, ids put in.
type Row = (&'static str, ErrorKind, &'static str);

use ErrorKind::{AlreadyDone, BadRequest, Rejected, ServerError};

/// The tables of the pages.
fn documented(operation: &str) -> &'static [Row] {
    match operation {
        "orders.acknowledge" => {
            &[("status_cannot_change", AlreadyDone, "배송상태를 변경할 수 없습니다. 주문내역을 확인해주세요.")]
        }
        "orders.upload_invoices" | "orders.update_invoices" => {
            &[("internal_exception", ServerError, "500 internal exception")]
        }
        "orders.stop_shipment" => &[
            ("already_returned", AlreadyDone, "Product is already returned."),
            ("already_returned", AlreadyDone, "이미 반품이 완료되었습니다."),
            (
                "cancel_count_differs",
                BadRequest,
                "[INTERNAL_SERVER_ERROR] 취소반품접수수량과 cancelCount가 일치하지 않습니다.",
            ),
        ],
        "orders.cancel" => &[
            ("order_id_missing", BadRequest, "주문 ID를 입력해 주세요."),
            ("items_missing", BadRequest, "취소할 벤더아이템 아이디 목록을 입력해주세요."),
            ("counts_missing", BadRequest, "취소할 아이템 개수 목록을 입력해주세요."),
            ("counts_missing", BadRequest, "취소할 아이탬 개수 목록을 입력해주세요."),
            ("counts_differ", BadRequest, "요청한 상품 개수와 취소 개수를 확인해주세요."),
            ("big_code", BadRequest, "취소사유 대분류 코드를 입력해주세요."),
            ("big_code", BadRequest, "취소사유 대분류 코드를 확인해 주세요."),
            ("middle_code", BadRequest, "취소사유 중분류 코드를 입력해주세요."),
            ("middle_code", BadRequest, "취소사유 중분류 코드를 확인해 주세요."),
            ("vendor_missing", BadRequest, "업체 ID를 입력해주세요."),
            ("wrong_user", BadRequest, "업체 ID에 맞는 올바른 유저 ID를 입력해주세요."),
            ("no_order", BadRequest, "주문 정보가 없습니다."),
            ("no_order", BadRequest, "주문정보가 없습니다.[81230000151]"),
            ("more_than_left", BadRequest, "취소 가능한 개수보다 요청한 개수가 더 많습니다."),
            ("wrong_status", BadRequest, "해당 벤더아이템이 결제완료/상품준비중 상태가 아닙니다."),
            ("foreign_item", BadRequest, "요청한 업체의 상품이 아닙니다."),
            ("cancel_failed", Rejected, "취소요청 중 오류가 발생하였습니다."),
            ("no_partial", BadRequest, "부분 취소는 불가능합니다."),
            ("stop_failed", Rejected, "출고정지 완료 처리에 실패했습니다."),
            ("rollback_failed", Rejected, "출고 정지 요청 롤백에 실패했습니다[365000783]"),
            ("internal", ServerError, "내부 오류가 발생하였습니다. 쿠팡으로 문의하세요. 에러번호 : 151"),
        ],
        "orders.complete_long_undelivered" => &[
            ("delivered", AlreadyDone, "배송완료 처리 실패. 배송상태: FINAL_DELIVERY"),
            ("not_shipped", BadRequest, "배송완료 처리 실패. 배송상태: INSTRUCT"),
            ("too_early", BadRequest, "배송완료 처리 실패. 배송상태: DEPARTURE"),
            ("own_delivery", BadRequest, "배송완료 처리 실패. 배송상태: NONE_TRACKING"),
            ("other_status", BadRequest, "배송완료 처리 실패. 배송상태: ACCEPT"),
            ("other_status", BadRequest, "Failed to process as Delivery Completed. Delivery status: ACCEPT"),
        ],
        "returns.receive" => &[
            ("no_receipt", BadRequest, "취소반품접수내역이 존재하지 않습니다."),
            ("already_returned", AlreadyDone, "[365000777] 이미 반품이 완료되었습니다."),
        ],
        "returns.approve" => &[
            ("no_receipt", BadRequest, "취소반품접수내역이 존재하지 않습니다."),
            ("no_receipt", BadRequest, "There is no history of the cancellation or return."),
            ("already_returned", AlreadyDone, "[365000777] 이미 반품이 완료되었습니다."),
            (
                "cancel_count_differs",
                BadRequest,
                "[INTERNAL_SERVER_ERROR] 취소반품접수수량과 cancelCount가 일치하지 않습니다.",
            ),
        ],
        "returns.register_collection" => &[
            ("field_missing", BadRequest, "Object is null"),
            ("outbound_number", BadRequest, "배송송장과 같은 송장번호를 등록할 수 없습니다. 410000000151"),
            ("number_form", BadRequest, "반품 송장 형식이 올바르지 않습니다."),
            ("unknown_carrier", BadRequest, "Invalid value for DeliveryCompanyCodeEnum: HANJIN1"),
        ],
        "exchanges.upload_invoices" => &[(
            "box_not_in_instruct",
            BadRequest,
            "shipmentBoxId (870099887766554433)'s status [NONE_TRACKING] is not suitable for applyInvoice. Only INSTRUCT \
             status shipment can be called with applyInvoice",
        )],
        "inquiries.reply" => &[
            (
                "wrong_user",
                BadRequest,
                "The value of replyBy (Responder Seller Portal (WING) ID) is incorrect. Please enter the correct wing ID or \
                 vendorId.",
            ),
            ("inquiry_deleted", BadRequest, "삭제된 상품문의에는 더 이상 답변할 수 없습니다."),
            (
                "illegal_character",
                BadRequest,
                "Could not read JSON: Illegal unquoted character ((CTRL-CHAR, code 13)): has to be escaped using backslash \
                 to be included in string value",
            ),
            (
                "illegal_character",
                BadRequest,
                "Could not read JSON: Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped",
            ),
            ("empty_content", BadRequest, "내용을 입력하세요."),
            ("same_answer", AlreadyDone, "동일한 답변이 존재합니다."),
        ],
        "call_center.reply" => &[
            (
                "illegal_character",
                BadRequest,
                "Could not read JSON: Illegal unquoted character ((CTRL-CHAR, code 13)): has to be escaped",
            ),
            ("wrong_state", BadRequest, WRONG_STATE),
            ("content_length", BadRequest, "The reply content length should be between 2 ~ 1000"),
            ("parent_missing", BadRequest, "The parentAnswerId is required."),
            ("wrong_user", BadRequest, "userId가 올바르지 않습니다 - 520"),
            ("wrong_user", BadRequest, "userId가 올바르지 않습니다 - 521"),
            ("closed", BadRequest, "상담이 종료된 문의입니다 - 522"),
            (
                "foreign_inquiry",
                BadRequest,
                "The inquiryId doesn't belongs to the vendorId, have no permisson to reply this inquiry",
            ),
        ],
        "call_center.confirm" => {
            &[("closed", BadRequest, "상담이 종료된 문의입니다 - 522"), ("wrong_state", BadRequest, WRONG_STATE)]
        }
        "inventory.set_quantity" => &[
            ("bad_quantity", BadRequest, "유효하지 않은 재고수량입니다."),
            (
                "deleted",
                BadRequest,
                "재고변경에 실패했습니다. [옵션ID[81230000151] : 삭제된 상품은 변경이 불가능합니다.]",
            ),
            ("no_option", BadRequest, "재고변경에 실패했습니다. [vendoritemid 81230000151 not found]"),
        ],
        "inventory.set_price" => &[
            (
                "too_far",
                BadRequest,
                "가격변경에 실패했습니다. [옵션ID[81230000151] : 판매가 변경이 불가능합니다. 변경 전 판매가의 최대 50% \
                 인하/최대 100% 인상까지 변경가능합니다.]",
            ),
            (
                "not_a_multiple",
                BadRequest,
                "가격변경에 실패했습니다. [옵션ID[81230000151]: 가격은 최소 10원 단위로 입력가능합니다. (1원단위 입력 불가)]",
            ),
            (
                "deleted",
                BadRequest,
                "가격변경에 실패했습니다. [옵션ID[81230000151] : 삭제된 상품은 변경이 불가능합니다.]",
            ),
            (
                "generated_option",
                BadRequest,
                "자동생성옵션의 가격을 직접 수정할 수 없습니다. 기준 옵션의 가격을 수정하세요.",
            ),
            ("bad_id", BadRequest, "유효하지 않은 ID입니다."),
        ],
        "inventory.stop_sale" => &[
            (
                "deleted",
                BadRequest,
                "판매중지에 실패했습니다. [옵션ID[81230000151] : 삭제된 상품은 변경이 불가능합니다.]",
            ),
            ("no_option", BadRequest, "판매중지에 실패했습니다. [vendoritemid 81230000151 not found]"),
        ],
        "inventory.resume_sale" => &[
            (
                "deleted",
                BadRequest,
                "판매재개에 실패했습니다. [옵션ID[81230000151] : 삭제된 상품은 변경이 불가능합니다.]",
            ),
            (
                "suspended_by_coupang",
                BadRequest,
                "판매재개에 실패했습니다. [옵션ID(81230000151)은 쿠팡의 모니터링에 의해 '판매중지'된 상품입니다.",
            ),
        ],
        // Their pages list no errors, or none that could be read.
        "orders.already_shipped"
        | "exchanges.receive"
        | "exchanges.reject"
        | "inventory.set_original_price"
        | "orders.tw_arrange_shipment"
        | "orders.tw_download_invoices" => &[],
        other => panic!("{other} is a new write: write its page's table down here"),
    }
}

const WRONG_STATE: &str =
    "The inquiry can't be answer. It can do only inquiryStatus:progress, partnerTransferStatus:requestAnswer";

/// The envelopes in which a refusal comes: with its status, and inside a success.
fn refusals(operation: &str, message: &str) -> Vec<(u16, Value)> {
    let code = if operation.starts_with("inventory.") { json!("ERROR") } else { json!("400") };
    let plain = json!({"code": code, "message": message});
    let mut all =
        vec![(400, plain.clone()), (200, plain), (200, json!({"code": 400, "message": message, "data": null}))];
    let has_result = ["orders.stop_shipment", "exchanges.upload_invoices", "returns.receive", "returns.approve"];
    if has_result.contains(&operation) {
        let data = json!({"resultCode": "FAIL", "resultMessage": message});
        all.push((200, json!({"code": "200", "message": "SUCCESS", "data": data})));
    }
    all
}

struct Refused {
    answered: Answered,
    wings: every_write::Wings,
    operations: BTreeSet<&'static str>,
}

impl Visit for Refused {
    async fn visit<E: WriteOperation>(&mut self, version: &'static str, call: Call<'_, E>)
    where
        E::Output: Debug + 'static,
    {
        self.operations.insert(E::NAME);
        let mut known = BTreeSet::new();
        for (name, kind, message) in documented(E::NAME) {
            for (status, body) in refusals(E::NAME, message) {
                let what = format!("{} {version}: {status} {body}", E::NAME);
                self.answered.with(status, body.to_string());
                let error = self.wings.korea.write(call.endpoint()).await.map(drop).expect_err(&what);
                let refusal = error.refusal().unwrap_or_else(|| panic!("{what}: {error:?}"));
                assert_eq!((refusal.name, error.kind()), (*name, *kind), "{what}");
                assert_eq!((error.delivery(), error.status()), (Delivery::Answered, Some(status)), "{what}");
                let shown = format!("{error} {error:?} {error:#?} {} {}", error.hint(Language::Ko), refusal.means);
                assert!(!shown.contains(message) && !shown.contains("81230000151"), "{what}: {shown}");
                let words = message.split([' ', '.', '[', ']']).filter(|word| !word.is_ascii());
                for word in words.filter(|word| word.chars().count() > 3) {
                    assert!(!format!("{error} {error:?}").contains(word), "{what}: quotes {word}");
                }
                known.insert(refusal.texts);
            }
        }
        let all: BTreeSet<_> = E::REFUSALS.iter().map(|refusal| refusal.texts).collect();
        assert_eq!(known, all, "{}: every refusal is documented, and tried", E::NAME);
    }
}

#[tokio::test(start_paused = true)]
async fn every_documented_refusal_is_known_and_quoted_nowhere() {
    let answered = Answered::default();
    let wings = answered.wings();
    let mut refused = Refused { answered: answered.clone(), wings: answered.wings(), operations: BTreeSet::new() };
    every_write(&wings, "안녕하세요.", &mut refused).await;
    assert_eq!(refused.operations.len(), 23);
}

/// A refusal that nobody documents has no name, and is not quoted either.
#[tokio::test(start_paused = true)]
async fn an_undocumented_refusal_is_a_refusal_all_the_same() {
    struct Unknown(Answered, every_write::Wings);
    impl Visit for Unknown {
        async fn visit<E: WriteOperation>(&mut self, _version: &'static str, call: Call<'_, E>)
        where
            E::Output: Debug + 'static,
        {
            let message = "홍길동 고객님의 요청을 처리할 수 없습니다";
            for (status, kind) in [(400, ErrorKind::BadRequest), (200, ErrorKind::Rejected)] {
                self.0.with(status, json!({"code": "400", "message": message}).to_string());
                let error = self.1.korea.write(call.endpoint()).await.map(drop).unwrap_err();
                assert_eq!((error.kind(), error.delivery()), (kind, Delivery::Answered), "{}", E::NAME);
                assert!(error.refusal().is_none() && !format!("{error} {error:?}").contains("홍길동"), "{}", E::NAME);
            }
        }
    }
    let answered = Answered::default();
    let wings = answered.wings();
    every_write(&wings, "안녕하세요.", &mut Unknown(answered.clone(), answered.wings())).await;
}

/// A batch is refused inside a success, as a whole or box by box: the text is known there too, and kept nowhere.
#[tokio::test(start_paused = true)]
async fn a_batch_tells_the_same_refusal_for_each_box() {
    let answered = Answered::default();
    let wing = answered.wings().korea;
    let (text, boxes) = ("배송상태를 변경할 수 없습니다. 주문내역을 확인해주세요.", every_write::boxes());
    let entry = |id| {
        json!({
            "shipmentBoxId": id, "succeed": false, "resultCode": "INVALID_STATUS", "resultMessage": text,
            "retryRequired": false,
        })
    };
    for data in [
        json!({"responseCode": 99, "responseMessage": text, "responseList": []}),
        json!({"responseCode": 99, "responseMessage": "FAIL", "responseList": boxes.map(entry)}),
    ] {
        answered.with(200, json!({"code": "200", "message": "OK", "data": data}).to_string());
        let outcome = wing.orders().acknowledge(boxes).unwrap().send().await.unwrap();
        assert!(outcome.none_succeeded() && outcome.unanswered.is_empty());
        let known: Vec<_> = outcome.failed.iter().map(|failure| failure.refusal.unwrap()).collect();
        assert_eq!(
            known.iter().map(|refusal| (refusal.name, refusal.kind)).collect::<Vec<_>>(),
            [("status_cannot_change", AlreadyDone), ("status_cannot_change", AlreadyDone)]
        );
        assert!(!format!("{outcome:?}").contains("주문내역"));
    }
}
