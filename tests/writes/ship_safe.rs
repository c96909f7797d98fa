//! What Coupang's pages ask for around a write, while customers change their minds.

use commerce_sandbox::coupang::Happening;
use commerce_sandbox::fault::{self, FaultRule};
use coupang_wing::calendar::KstDate;
use coupang_wing::orders::{AcknowledgeError, Carrier, OrderQuery, OrderSheet, OrderStatus, Told, Waybill};
use coupang_wing::write::{Resent, Seen};
use coupang_wing::{ErrorKind, InvoiceNumber, ReadWrite, Wing};

use crate::orders::in_preparation;
use crate::world::{Fault, World};

async fn paid_today(wing: &Wing<ReadWrite>) -> Vec<OrderSheet> {
    let today = KstDate::at(wing.now());
    let mut list = wing.orders().list(OrderQuery::days(today, today, OrderStatus::Accept).unwrap());
    let mut sheets = Vec::new();
    while let Some(sheet) = list.next().await {
        sheets.push(sheet.unwrap());
    }
    sheets
}

impl World {
    fn happens(&self, happening: Happening) {
        assert!(self.gateway.happen(happening, self.now()));
    }
}

#[tokio::test(start_paused = true)]
async fn an_address_that_changed_before_the_acknowledgement_is_told() {
    for fault in [Fault::None, Fault::TimeoutAfter] {
        let world = World::new();
        let sheets = paid_today(&world.wing).await;
        let moved = sheets[1].shipment_box_id;
        world.happens(Happening::BuyerRedirects { shipment_box_id: moved.get() });
        world.arm(fault);
        let acknowledged = world.wing.orders().acknowledge_and_refetch(&sheets).await.unwrap();
        assert_eq!(matches!(acknowledged.outcome, Told::Settled(_)), fault == Fault::TimeoutAfter);
        assert_eq!((acknowledged.sheets.len(), acknowledged.unread.len()), (sheets.len(), 0));
        for (before, read) in sheets.iter().zip(&acknowledged.sheets) {
            assert_eq!(read.sheet.shipment_box_id, before.shipment_box_id);
            assert_eq!(read.sheet.status, OrderStatus::Instruct);
            assert_eq!(read.receiver_changed, before.shipment_box_id == moved);
            let address = |sheet: &OrderSheet| sheet.receiver.as_ref().unwrap().addr1.clone();
            assert_eq!(address(&read.sheet) != address(before), read.receiver_changed, "the new address is answered");
        }
        assert_eq!(world.commits("orders.acknowledge"), sheets.len());
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_maybe_sent_stays_maybe_sent_when_nothing_can_be_read() {
    let world = World::new();
    let sheets = paid_today(&world.wing).await;
    world.arm(Fault::TimeoutAfter);
    world.gateway.inject(FaultRule::new("orders.get", fault::Fault::TooManyRequests)).unwrap();
    let acknowledged = world.wing.orders().acknowledge_and_refetch(&sheets).await.unwrap();
    let Told::Settled(settled) = &acknowledged.outcome else { panic!("{acknowledged:?}") };
    assert_eq!((settled.done.len(), settled.unknown.len(), settled.resent), (0, sheets.len(), Resent::No));
    assert!(settled.unknown.iter().all(|unknown| unknown.seen == Seen::Unreadable(ErrorKind::Throttled)));
    assert_eq!(world.commits("orders.acknowledge"), sheets.len());
}

#[tokio::test(start_paused = true)]
async fn a_box_that_was_cancelled_meanwhile_is_not_among_those_to_ship() {
    let world = World::new();
    let sheets = paid_today(&world.wing).await;
    let gone = sheets[0].shipment_box_id;
    world.happens(Happening::BuyerCancels { shipment_box_id: gone.get() });
    let acknowledged = world.wing.orders().acknowledge_and_refetch(&sheets).await.unwrap();
    let Told::Answered(outcome) = &acknowledged.outcome else { panic!("{acknowledged:?}") };
    assert_eq!(outcome.failed.iter().map(|failure| failure.id).collect::<Vec<_>>(), [gone]);
    assert!(acknowledged.sheets.iter().all(|read| read.sheet.shipment_box_id != gone));
    assert_eq!(acknowledged.sheets.len(), sheets.len() - 1);

    // Sheets of a state that cannot be acknowledged do not even leave.
    let sent = world.sent().len();
    let read: Vec<OrderSheet> = acknowledged.sheets.into_iter().map(|read| read.sheet).collect();
    let refused = world.wing.orders().acknowledge_and_refetch(&read).await.unwrap_err();
    assert!(matches!(&refused, AcknowledgeError::Input(error) if error.faults().len() == read.len()), "{refused}");
    assert_eq!(world.sent().len(), sent);
}

#[tokio::test(start_paused = true)]
async fn a_waybill_of_a_stopped_order_is_held_back_with_its_receipt() {
    let world = World::new();
    let sheet = in_preparation(&world.wing).await;
    let waybill = || Waybill::for_sheet(&sheet, Carrier::CJGLS, &InvoiceNumber::new("600000000001"));
    let check = world.wing.orders().hold_back_stopped([waybill()]).await.unwrap();
    assert_eq!((check.clear.len(), check.held.len()), (1, 0));
    assert!(sheet.order_items.iter().any(|item| item.shippable_quantity().unwrap() > 0));

    world.happens(Happening::BuyerCancels { shipment_box_id: sheet.shipment_box_id.get() });
    let check = world.wing.orders().hold_back_stopped([waybill()]).await.unwrap();
    let [(held, receipt)] = &check.held[..] else { panic!("{check:?}") };
    assert_eq!((held.shipment_box_id(), check.clear.len()), (sheet.shipment_box_id, 0));
    let read = world.wing.claims().get_return(*receipt).await.unwrap().row;
    assert!(read.waits_for_release_stop() && read.order_id == sheet.order_id);
    let now = world.wing.orders().get(sheet.shipment_box_id).await.unwrap().row;
    assert!(now.order_items.iter().all(|item| item.shippable_quantity() == Some(0)), "nothing is left to ship");
    assert!(now.order_items.iter().any(|item| item.shipping_count.unwrap() > 0), "what was bought says otherwise");
}
