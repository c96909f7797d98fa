//! Input that Coupang would refuse, or take for something else: refused here with the rule and its source, all faults of one
//! input in one error, and nothing is sent.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod answers;
mod claims;
#[allow(dead_code, reason = "each test uses its own part")]
#[path = "../every_write/mod.rs"]
mod every_write;
mod orders;
mod rows;

use std::collections::BTreeSet;

use apiwire::{Delivery, Error, ErrorKind};
use coupang_wing::claims::{CollectionRegistration, ExchangeRejection, ExchangeWaybill};
use coupang_wing::inventory::PriceChange;
use coupang_wing::orders::{Acknowledgement, Carrier};
use coupang_wing::service::{CallCenterAnswer, InquiryReply};
use coupang_wing::write::{Call, InputError};
use coupang_wing::{CarrierCode, InvoiceNumber};
use every_write::answered::Answered;
use every_write::{Wings, case, exchange, message, options, receipt};
use orders::{many_boxes, waybill};
use rows::{call_center_case, product_inquiry, return_request, sheet, some_exchange, vendor_item};

/// A fault: of which element, which field, and the start of the rule.
type Fault = (Option<usize>, &'static str, &'static str);

/// What was tried, what came of it, and the faults that it has.
type Case = (&'static str, Option<InputError>, Vec<Fault>);

fn case_of<E>(what: &'static str, call: Result<Call<'_, E>, InputError>, faults: &[Fault]) -> Case {
    (what, call.err(), faults.to_vec())
}

fn whole(field: &'static str, rule: &'static str) -> Vec<Fault> {
    vec![(None, field, rule)]
}

fn number(text: &str) -> InvoiceNumber {
    InvoiceNumber::new(text)
}

const MARKET: Fault = (None, "X-MARKET", "this operation does not exist");
const NONE: &str = "must hold at least one";
const TOO_MANY: &str = "holds more than one call takes";
const TWICE: &str = "stands in the batch twice";
const NO_CARRIER: &str = "is no known carrier code";
const NO_LOGIN: &str = "must be a Wing login id: give one";
const VENDOR_ID: &str = "must be a Wing login id, not the vendor id";

#[tokio::test(start_paused = true)]
async fn bad_input_is_refused_with_its_rule_and_source_and_nothing_is_sent() {
    let answered = Answered::default();
    let (wings, nobody) = (answered.wings(), answered.nobody());
    let mut cases = orders::of_acknowledgement(&wings.korea);
    cases.extend(orders::of_waybills(&wings.korea));
    cases.extend(orders::of_order_writes(&wings.korea, &nobody));
    cases.extend(orders::of_taiwan(&wings));
    cases.extend(claims::of_claims(&wings));
    cases.extend(claims::of_exchanges(&wings));
    cases.extend(answers::of_service(&wings.korea, &nobody));
    cases.extend(answers::of_inventory(&wings.korea));
    let mut operations = BTreeSet::new();
    for (what, error, expected) in cases {
        let error = error.unwrap_or_else(|| panic!("{what} was taken"));
        let what = format!("{}: {what}: {error}", error.operation());
        operations.insert(error.operation());
        assert_eq!(error.faults().len(), expected.len(), "{what}");
        for ((position, field, rule), fault) in expected.iter().zip(error.faults()) {
            let path = position.map_or_else(|| (*field).to_owned(), |position| format!("[{position}].{field}"));
            assert_eq!(fault.path(), path, "{what}");
            assert!(fault.rule().starts_with(rule), "{what}");
            let source = fault.source().unwrap();
            assert!(source.contains("20") || source == "a rule of this client", "{what}");
            let shown = error.to_string();
            assert!(shown.contains("nothing was sent"), "{what}");
            assert!(shown.contains(fault.rule()) && shown.contains(source), "{what}");
        }
        for value in ["PIGEON", "A00012345", "a00012345", "😊", "가가", "6000A0000151", "shop"] {
            assert!(!format!("{error} {error:?}").contains(value), "{what}");
        }
        let error = Error::from(error);
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Configuration, Delivery::NotSent), "{what}");
    }
    assert_eq!(operations.len(), 21, "all but the sale, which has nothing to refuse: {operations:?}");
    assert!(answered.sent().is_empty());
}

/// The edges of the same rules are inside.
#[tokio::test(start_paused = true)]
async fn good_input_at_the_edge_is_taken() {
    let answered = Answered::default();
    let Wings { korea, taiwan } = answered.wings();
    let (option, item) = (options()[0], vendor_item());
    let exchange_arrived = some_exchange("CompleteCollect");
    let new = exchange_arrived.redelivery_boxes.as_ref().unwrap()[0].shipment_box_id.unwrap();
    let fifty = || many_boxes().into_iter().take(50);
    assert!(korea.orders().acknowledge(Acknowledgement::boxes(fifty())).is_ok());
    assert!(korea.orders().upload_invoices([waybill(CarrierCode::new("PIGEON"), "1").with_unlisted_carrier()]).is_ok());
    assert!(korea.claims().receive_return(&return_request("RETURNS_UNCHECKED")).is_ok());
    assert!(korea.claims().approve_return(&return_request("VENDOR_WAREHOUSE_CONFIRM")).is_ok());
    let collection = CollectionRegistration::new(
        &some_exchange("BeforeDirection"),
        CarrierCode::new("PIGEON"),
        number("410000000151"),
    );
    assert!(korea.claims().register_collection(collection.clone()).is_err());
    assert!(korea.claims().register_collection(collection.with_unlisted_carrier()).is_ok());
    let own =
        CollectionRegistration::new(&return_request("RETURNS_UNCHECKED"), Carrier::HANJIN, number("410000000151"));
    assert!(korea.claims().register_collection(own.against(&sheet("DEPARTURE"))).is_ok());
    assert!(taiwan.claims().receive_return(receipt()).is_ok() && taiwan.claims().receive_exchange(exchange()).is_ok());
    let waybill = ExchangeWaybill::new(new, CarrierCode::new("PIGEON"), number("1")).with_unlisted_carrier();
    assert!(korea.claims().upload_exchange_invoices(&exchange_arrived, [waybill]).is_ok());
    let rejectable = some_exchange("Collecting");
    assert!(korea.claims().reject_exchange(&rejectable, ExchangeRejection::Withdrawn).is_ok());
    assert!(korea.claims().receive_exchange(&rejectable).is_ok());
    for text in ["가나".to_owned(), "가".repeat(1000), "😊".repeat(500)] {
        assert!(korea.service().reply_to_call_center(CallCenterAnswer::new(case(), message(), text)).is_ok());
    }
    let answer = CallCenterAnswer::to(&call_center_case("progress"), "네, 가능합니다");
    assert!(korea.service().reply_to_call_center(answer).is_ok());
    assert!(korea.service().reply_to_inquiry(InquiryReply::to(&product_inquiry(), "네")).is_ok());
    assert!(korea.service().confirm_call_center(&call_center_case("progress")).is_ok());
    assert!(korea.inventory().set_quantity(option, 0).is_ok());
    assert!(korea.inventory().set_original_price(option, 0).is_ok());
    for price in [16_000, 64_000] {
        assert!(korea.inventory().set_price(PriceChange::of(&item, price)).is_ok());
    }
    assert!(korea.inventory().set_price(PriceChange::of(&item, 64_010).forced()).is_ok());
    assert!(taiwan.inventory().set_price(PriceChange::new(option, 199)).is_ok(), "tens are a rule of won");
    assert!(answered.sent().is_empty());
}
