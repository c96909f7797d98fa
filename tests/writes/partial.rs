//! Batches that HTTP 200 and a good envelope call a success, and that failed in part.

use std::time::Duration;

use apiwire::{Delivery, Language};
use commerce_sandbox::coupang::Gateway;
use commerce_sandbox::fault::{self, FaultRule};
use coupang_wing::calendar::KstDate;
use coupang_wing::orders::{Carrier, OrderQuery, OrderStatus, Waybill};
use coupang_wing::write::{Resent, ResultCode, Seen, Subject};
use coupang_wing::{ErrorKind, InvoiceNumber, Market, ReadWrite, ShipmentBoxId, Wing};

use crate::orders::{first, in_preparation};
use crate::world::{Fault, World};

fn stranger() -> ShipmentBoxId {
    ShipmentBoxId::new(870_011_223_344_556_677).unwrap()
}

/// The boxes of a status that were ordered today.
async fn boxes(wing: &Wing<ReadWrite>, status: OrderStatus) -> Vec<ShipmentBoxId> {
    let today = KstDate::at(wing.now());
    let mut list = wing.orders().list(OrderQuery::days(today, today, status).unwrap());
    let mut found = Vec::new();
    while let Some(sheet) = list.next().await {
        found.push(sheet.unwrap().shipment_box_id);
    }
    found
}

#[tokio::test(start_paused = true)]
async fn of_an_acknowledgement_each_box_is_told_apart_and_the_failed_ones_are_not_hidden() {
    let world = World::new();
    let paid = boxes(&world.wing, OrderStatus::Accept).await;
    let prepared = boxes(&world.wing, OrderStatus::Instruct).await[0];
    let mut call = world.wing.orders().acknowledge([prepared, paid[0], stranger(), paid[1]]).unwrap();
    let outcome = call.send().await.unwrap();
    assert_eq!(outcome.succeeded, [paid[0], paid[1]]);
    let failed: Vec<_> = outcome.failed.iter().map(|failure| failure.id).collect();
    assert_eq!(failed, [prepared, stranger()]);
    assert_eq!(outcome.failed[1].code, Some(ResultCode::NotFoundShipmentBox));
    assert!(!outcome.all_succeeded() && outcome.unanswered.is_empty());
    assert!(!ResultCode::NotFoundShipmentBox.advice(Language::Ko).is_empty());
    assert_eq!(world.commits("orders.acknowledge"), 2, "only what could be was done");
}

#[tokio::test(start_paused = true)]
async fn a_lost_batch_is_settled_box_by_box_and_only_the_rest_is_sent_again() {
    let world = World::new();
    let paid = boxes(&world.wing, OrderStatus::Accept).await;
    // Somebody acknowledges the first box in Wing while our own call is lost.
    let mut call = world.wing.orders().acknowledge([paid[0], paid[1], stranger()]).unwrap();
    world.arm(Fault::TimeoutBefore);
    assert_eq!(call.send().await.err().unwrap().delivery(), Delivery::MaybeSent);
    let by_hand = world.wing.orders().acknowledge([paid[0]]).unwrap().send().await.unwrap();
    assert!(by_hand.all_succeeded());

    let settled = call.settle().await.unwrap();
    assert_eq!(settled.done, [Subject::Box(paid[0]), Subject::Box(paid[1])]);
    let [unknown] = &settled.unknown[..] else { panic!("{settled:?}") };
    assert_eq!(unknown.subject, Subject::Box(stranger()));
    assert!(matches!(unknown.seen, Seen::Unreadable(_)), "{unknown:?}");
    let (_, _, body) = world.sent().pop().unwrap();
    let body = String::from_utf8(body.to_vec()).unwrap();
    assert!(body.contains(&paid[1].to_string()), "{body}");
    assert!(!body.contains(&paid[0].to_string()) && !body.contains(&stranger().to_string()), "{body}");
    assert_eq!(world.commits("orders.acknowledge"), 2);
}

#[tokio::test(start_paused = true)]
async fn of_an_upload_the_boxes_that_left_are_not_sent_again() {
    let world = World::new();
    let ready = in_preparation(&world.wing).await;
    let paid = first(&world.wing, OrderStatus::Accept).await;
    let waybill = |sheet, number: &str| {
        let sheet: &coupang_wing::orders::OrderSheet = sheet;
        let items = sheet.order_items.iter().map(|item| item.vendor_item_id);
        Waybill::whole(sheet.shipment_box_id, sheet.order_id, items, Carrier::CJGLS, &InvoiceNumber::new(number))
    };
    let waybills = [waybill(&ready, "600000000001"), waybill(&paid, "600000000002")];
    let outcome = world.wing.orders().upload_invoices(waybills.clone()).unwrap().send().await.unwrap();
    assert_eq!(outcome.succeeded, [ready.shipment_box_id]);
    assert_eq!(outcome.failed[0].code, Some(ResultCode::InvalidStatus));
    let again = world.wing.orders().upload_invoices(waybills).unwrap().send().await.unwrap();
    assert!(again.none_succeeded(), "what left answers INVALID_STATUS");
    assert_eq!(world.commits("orders.upload_invoices"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_target_state_is_sent_once_more_and_never_a_third_time() {
    let world = World::new();
    let paid = boxes(&world.wing, OrderStatus::Accept).await;
    let mut call = world.wing.orders().acknowledge([paid[0]]).unwrap();
    world.arm(Fault::TimeoutBefore);
    assert_eq!(call.send().await.err().unwrap().delivery(), Delivery::MaybeSent);
    for sent in [2, 2, 2] {
        world.arm(Fault::TimeoutBefore);
        let settled = call.settle().await.unwrap();
        assert!(!settled.is_done(), "{settled:?}");
        assert_eq!((world.sent().len(), world.commits("orders.acknowledge")), (sent, 0));
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_answered_is_not_sent_again_though_it_does_not_show_yet() {
    // Coupang's pages: an acknowledgement can stay ACCEPT for half an hour.
    let lag = Duration::from_secs(30 * 60);
    let world = World::of(Gateway::builder().acknowledgement_lag(lag), Market::Kr);
    let paid = boxes(&world.wing, OrderStatus::Accept).await;
    let mut call = world.wing.orders().acknowledge([paid[0]]).unwrap();
    assert!(call.send().await.unwrap().all_succeeded());
    let settled = call.settle().await.unwrap();
    assert_eq!((settled.resent, settled.is_done()), (Resent::No, false));
    world.wait(lag).await;
    assert!(call.settle().await.unwrap().is_done());
    assert_eq!((world.sent().len(), world.commits("orders.acknowledge")), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn that_it_was_sent_once_more_is_told_also_when_nothing_can_be_read_any_more() {
    let world = World::new();
    let paid = boxes(&world.wing, OrderStatus::Accept).await;
    let mut call = world.wing.orders().acknowledge([paid[0]]).unwrap();
    world.arm(Fault::TimeoutBefore);
    assert_eq!(call.send().await.err().unwrap().delivery(), Delivery::MaybeSent);
    // Two reads show the old state, the second send is lost as well, and then the vendor has had enough.
    let given_up = fault::Fault::GatewayTimeout(fault::Fate::Carried);
    world.gateway.inject(FaultRule::new("orders.acknowledge", given_up)).unwrap();
    world.gateway.inject(FaultRule::new("orders.get", fault::Fault::TooManyRequests).after(2)).unwrap();
    let settled = call.settle().await.unwrap();
    assert_eq!((settled.done.len(), settled.resent), (0, Resent::Failed(ErrorKind::Unavailable)));
    let [unknown] = &settled.unknown[..] else { panic!("{settled:?}") };
    assert_eq!(unknown.seen, Seen::Unreadable(ErrorKind::Throttled));
    world.wait(Duration::from_secs(60)).await;
    let settled = call.settle().await.unwrap();
    assert_eq!((settled.is_done(), settled.resent, world.commits("orders.acknowledge")), (true, Resent::No, 1));
}
