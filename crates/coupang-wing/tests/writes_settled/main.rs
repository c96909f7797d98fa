//! What no read takes by its id is found in a list of its days: what is read to settle a write, and what each answer means.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

#[allow(dead_code, reason = "each test uses its own part")]
#[path = "../every_write/mod.rs"]
mod every_write;
#[allow(dead_code, reason = "each test uses its own part")]
#[path = "../writes_input/rows.rs"]
mod rows;

use apiwire::ErrorKind;
use coupang_wing::claims::{CollectionRegistration, ExchangeRejection, ExchangeWaybill};
use coupang_wing::orders::Carrier;
use coupang_wing::service::{CallCenterConfirmation, InquiryReply};
use coupang_wing::write::{Call, Resent, Seen, WriteOperation};
use coupang_wing::{ExchangeId, InvoiceNumber, ShipmentBoxId};
use every_write::answered::Answered;
use every_write::{case, inquiry, options};
use rows::{call_center_case, product_inquiry, some_exchange};
use serde_json::{Value, json};

const EXCHANGES: &str = include_str!("../../fixtures/exchanges.list.v4.json");
const INQUIRIES: &str = include_str!("../../fixtures/inquiries.list.v5.json");
const CASE: &str = include_str!("../../fixtures/call_center.get.v5.json");

/// The exchange of the fixture's first row.
fn first_exchange() -> ExchangeId {
    ExchangeId::new(101_900_077).unwrap()
}

/// The fixture with something else in a place.
fn with(fixture: &str, changes: &[(&str, Value)]) -> String {
    let mut whole: Value = serde_json::from_str(fixture).unwrap();
    for (place, value) in changes {
        *whole.pointer_mut(place).unwrap() = value.clone();
    }
    whole.to_string()
}

/// What is left after settling by this answer; `None` when it is done.
async fn left<E: WriteOperation>(answered: &Answered, call: &Call<'_, E>, body: String) -> Option<Seen> {
    answered.with(200, body);
    let settled = call.settle().await.unwrap();
    assert_eq!(settled.resent, Resent::No, "{}", E::NAME);
    assert_eq!(settled.done.len() + settled.unknown.len(), 1, "{}", E::NAME);
    settled.unknown.first().map(|unknown| {
        assert!(unknown.look_at.ko.contains("판매자 포털") && unknown.look_at.en.contains("Wing"), "{}", E::NAME);
        unknown.seen
    })
}

#[tokio::test(start_paused = true)]
async fn an_exchange_is_looked_for_around_its_day_or_among_those_of_a_week() {
    let answered = Answered::default();
    let wing = answered.wings().korea;
    let refused = with(EXCHANGES, &[("/data/0/exchangeStatus", json!("REJECT"))]);
    // Noon of 2 March; the fixture's exchange is of the 3rd, so its day is tomorrow.
    let (mut known, alone) = (some_exchange("CompleteCollect"), first_exchange());
    known.rejectable = Some(true);
    let path = "/v2/providers/openapi/apis/api/v4/vendors/A00012345/exchangeRequests";
    for (call, query) in [
        (
            wing.claims().reject_exchange(&known, ExchangeRejection::SoldOut).unwrap(),
            "createdAtFrom=2026-03-02T00%3A00%3A00&createdAtTo=2026-03-03T23%3A59%3A59&orderId=7100987654324&maxPerPage=50",
        ),
        (
            wing.claims().reject_exchange(alone, ExchangeRejection::SoldOut).unwrap(),
            "createdAtFrom=2026-02-24T00%3A00%3A00&createdAtTo=2026-03-02T23%3A59%3A59&maxPerPage=50",
        ),
    ] {
        assert_eq!(left(&answered, &call, refused.clone()).await, None);
        assert_eq!(answered.sent().pop().unwrap().1, format!("{path}?{query}"));
        assert_eq!(left(&answered, &call, EXCHANGES.to_owned()).await, Some(Seen::OldState));
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_not_in_the_list_is_unreadable_and_a_broken_row_hides_no_other() {
    let answered = Answered::default();
    let wing = answered.wings().korea;
    let call = |id| wing.claims().reject_exchange(ExchangeId::new(id).unwrap(), ExchangeRejection::SoldOut).unwrap();
    let last = ("/nextToken", json!(""));
    let third = with(EXCHANGES, &[("/data/0", json!({})), ("/data/2/exchangeStatus", json!("REJECT")), last.clone()]);
    assert_eq!(left(&answered, &call(101_900_079), third.clone()).await, None);
    let unreadable = |kind| Some(Seen::Unreadable(kind));
    assert_eq!(left(&answered, &call(101_900_077), third).await, unreadable(ErrorKind::UndecodableRow));
    assert_eq!(left(&answered, &call(7), with(EXCHANGES, &[last])).await, unreadable(ErrorKind::NotFound));
    let empty = json!({"code": 200, "message": "OK", "data": [], "nextToken": ""}).to_string();
    assert_eq!(left(&answered, &call(101_900_077), empty).await, unreadable(ErrorKind::NotFound));
}

#[tokio::test(start_paused = true)]
async fn waybills_of_an_exchange_are_known_by_their_numbers() {
    let answered = Answered::default();
    let wing = answered.wings().korea;
    let number = || InvoiceNumber::new("410000000151");
    let registration = CollectionRegistration::new(first_exchange(), Carrier::HANJIN, number());
    let call = wing.claims().register_collection(registration).unwrap();
    let waybill = |carrier: &str, number: &str| json!([{"deliveryCompanyCode": carrier, "deliveryInvoiceNo": number}]);
    let beside = |value| with(EXCHANGES, &[("/data/0/returnDeliveryDtos", value)]);
    assert_eq!(left(&answered, &call, EXCHANGES.to_owned()).await, Some(Seen::OldState));
    assert_eq!(left(&answered, &call, beside(waybill("HANJIN", "410000000151 "))).await, None);
    assert_eq!(left(&answered, &call, beside(waybill("CJGLS", "410000000151"))).await, Some(Seen::OldState));
    // A public client expects them inside.
    let mut collection = serde_json::from_str::<Value>(EXCHANGES).unwrap()["data"][0]["collectInformationsDto"].clone();
    collection["returnDeliveryDtos"] = waybill("HANJIN", "410000000151");
    let inside = with(EXCHANGES, &[("/data/0/collectInformationsDto", collection)]);
    assert_eq!(left(&answered, &call, inside).await, None);

    let new = ShipmentBoxId::new(870_099_887_766_554_439).unwrap();
    let waybill = ExchangeWaybill::new(new, Carrier::HANJIN, number());
    let call = wing.claims().upload_exchange_invoices(first_exchange(), [waybill]).unwrap();
    let of = |bundle: i64, number: &str| {
        let boxes = json!([{"shipmentBoxId": bundle, "deliveryInvoiceDtos": [{"invoiceNumber": number}]}]);
        with(EXCHANGES, &[("/data/0/deliveryInvoiceGroupDtos", boxes)])
    };
    assert_eq!(left(&answered, &call, of(new.get(), "410000000151")).await, None);
    assert_eq!(left(&answered, &call, of(new.get(), "")).await, Some(Seen::OldState));
    assert_eq!(left(&answered, &call, of(7, "410000000151")).await, Some(Seen::OldState), "of another box");
}

#[tokio::test(start_paused = true)]
async fn an_answer_is_known_by_its_text_around_the_day_of_its_inquiry() {
    let answered = Answered::default();
    let wing = answered.wings().korea;
    let text = "안녕하세요.\n내일 출고됩니다.";
    let path =
        "/v2/providers/openapi/apis/api/v5/vendors/A00012345/onlineInquiries?vendorId=A00012345&answeredType=ALL";
    let asked = product_inquiry().inquiry_at.unwrap().kst_date();
    let own = (asked.plus_days(-1), asked.plus_days(1).min("2026-03-02".parse().unwrap()).max(asked));
    let week = ("2026-02-24".parse().unwrap(), "2026-03-02".parse().unwrap());
    for (reply, (from, to)) in
        [(InquiryReply::to(&product_inquiry(), text), own), (InquiryReply::new(inquiry(), text), week)]
    {
        let call = wing.service().reply_to_inquiry(reply).unwrap();
        let there =
            with(INQUIRIES, &[("/data/content/0/commentDtoList/0/content", json!("안녕하세요.\r\n내일 출고됩니다. "))]);
        assert_eq!(left(&answered, &call, there).await, None);
        let (_, target, _) = answered.sent().pop().unwrap();
        assert_eq!(target, format!("{path}&inquiryStartAt={from}&inquiryEndAt={to}&pageNum=1&pageSize=50"));
        let other = with(INQUIRIES, &[("/data/content/0/commentDtoList/0/content", json!("안녕하세요."))]);
        assert_eq!(left(&answered, &call, other).await, Some(Seen::OldState));
    }
}

#[tokio::test(start_paused = true)]
async fn a_confirmation_is_known_by_a_hand_over_that_was_not_confirmed_before() {
    let answered = Answered::default();
    let wing = answered.wings().korea;
    let confirmed = with(CASE, &[("/data/replies/0/partnerTransferCompleteReason", json!("DISPUTE_PROCESS_COMPLETE"))]);
    let alone = wing.service().confirm_call_center(case()).unwrap();
    let fresh = wing.service().confirm_call_center(&call_center_case("progress")).unwrap();
    let mut before = call_center_case("progress");
    before.replies.as_mut().unwrap()[0].partner_transfer_complete_reason = Some("DISPUTE_PROCESS_COMPLETE".into());
    let again = wing.service().confirm_call_center(CallCenterConfirmation::from(&before)).unwrap();
    for (call, done) in [(&alone, true), (&fresh, true), (&again, false)] {
        assert_eq!(left(&answered, call, CASE.to_owned()).await, Some(Seen::OldState));
        assert_eq!(left(&answered, call, confirmed.clone()).await.is_none(), done);
    }
}

#[tokio::test(start_paused = true)]
async fn what_no_read_shows_is_for_a_person_and_nothing_is_read() {
    let answered = Answered::default();
    let wing = answered.wings().korea;
    let call = wing.inventory().set_original_price(options()[0], 59_000).unwrap();
    assert!(left(&answered, &call, String::new()).await.is_some());
    assert!(answered.sent().is_empty());
}
