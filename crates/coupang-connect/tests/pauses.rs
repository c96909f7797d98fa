//! What happens to a connection after it was active: rejections pause it, weather does not.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a panic is how a test fails")]

mod shop;

use std::time::Duration;

use coupang_connect::{AccessError, Connection, Connections, Event, State};
use coupang_wing::apiwire::{Endpoint, Family, JsonBody, Repeat, Target, Write, decode::DecodeError};
use coupang_wing::calendar::KstDate;
use coupang_wing::claims::ExchangeQuery;
use coupang_wing::orders::{Carrier, OrderQuery, OrderStatus, Waybill};
use coupang_wing::{Error, ErrorKind, InvoiceNumber, ShipmentBoxId, Wing, family};
use live_probe::Reason;
use shop::{Shop, form, noon, read_orders};

async fn active(shop: &Shop) -> (Connections, Connection) {
    let connections = shop.connections().await;
    let status = connections.connect(form().with_wing_user_id("wing_hong")).await.unwrap();
    assert_eq!(status.state, State::Active);
    let connection = connections.get(&status.connection).unwrap();
    (connections, connection)
}

async fn read_exchanges(wing: &Wing) -> Result<(), Error> {
    let today = KstDate::at(wing.now());
    wing.claims().list_exchanges(ExchangeQuery::days(today, today).unwrap()).next_page().await.unwrap().map(drop)
}

/// A write that the sandbox knows nothing of.
struct AnyWrite<const CLAIMS: bool>;

impl<const CLAIMS: bool> Endpoint for AnyWrite<CLAIMS> {
    type Output = ();
    type Effect = Write;
    const NAME: &'static str = if CLAIMS { "returns.any_write" } else { "orders.any_write" };
    const METHOD: http::Method = http::Method::PUT;
    const FAMILY: Option<Family> = Some(if CLAIMS { family::CLAIMS } else { family::ORDERS });
    const REPEAT: Repeat = Repeat::Never;

    fn target(&self) -> Target {
        Target::new("/v2/any-write")
    }

    fn body(&self) -> Option<JsonBody> {
        None
    }

    fn decode(&self, _body: &[u8]) -> Result<(), DecodeError> {
        Ok(())
    }
}

fn events(connections: &Connections, connection: &Connection) -> Vec<(Event, Option<String>)> {
    let day = connections.journal().day(connection.id(), KstDate::at(noon()));
    day.events.into_iter().map(|(_, audit)| (audit.event, audit.family.or(audit.reason))).collect()
}

#[tokio::test(start_paused = true)]
async fn any_rejection_pauses_at_once_stops_every_client_and_drops_every_permit() {
    for (status, body, expected) in [
        (401, r#"{"message":"Invalid signature."}"#, Reason::InvalidSignature),
        (401, r#"{"message":"Specified signature is expired."}"#, Reason::SignatureExpired),
        (401, r#"{"message":"Request is not authorized."}"#, Reason::KeyRejected),
        (403, "[FORBIDDEN] Not allowed IP.", Reason::IpNotAllowed),
        (403, "<HTML>Access Denied</HTML>", Reason::EdgeBlocked),
        (302, "", Reason::EdgeBlocked),
        (400, r#"{"message":"Invalid vendor ID"}"#, Reason::VendorMismatch),
    ] {
        let shop = Shop::open();
        let (connections, connection) = active(&shop).await;
        connection.permit(family::ORDERS, "홍길동", "첫 발주 확인").unwrap();
        let (reader, bystander) = (connection.client().unwrap(), connection.client().unwrap());
        let writer = connection.writing_client(&[family::ORDERS]).unwrap();
        shop.refuse(status, body);
        assert!(read_exchanges(&reader).await.is_err());
        assert_eq!(connection.status().state.reason(), Some(expected), "{status} {body}");
        // It is over for good, also when Coupang answers again.
        shop.recover();
        let calls = shop.calls();
        assert_eq!(read_orders(&bystander).await.unwrap_err().kind(), ErrorKind::Stopped);
        assert_eq!(writer.write(&AnyWrite::<false>).await.unwrap_err().kind(), ErrorKind::Stopped);
        assert_eq!(shop.calls(), calls, "nothing was sent");
        assert_eq!(connection.client().unwrap_err(), AccessError::Paused(expected));
        assert!(connection.status().permits.is_empty());
        // Not for the shop: a verification finds it in order, without the permits.
        if expected == Reason::EdgeBlocked {
            // The governor holds every call back: nothing new is known, and the seller still reads the real reason.
            assert_eq!(connection.verify().await.unwrap().state.reason(), Some(Reason::EdgeBlocked));
            assert_eq!(shop.calls(), calls, "nothing was sent");
        } else {
            assert_eq!(connection.verify().await.unwrap().state, State::Active);
            assert!(read_orders(&connection.client().unwrap()).await.is_ok());
            assert_eq!(read_orders(&bystander).await.unwrap_err().kind(), ErrorKind::Stopped);
        }
        let events = events(&connections, &connection);
        for event in [
            (Event::PermitGranted, Some("orders".to_owned())),
            (Event::PermitFallen, Some("orders".to_owned())),
            (Event::Paused, Some(expected.word().to_owned())),
            (Event::PermitRefused, Some("orders".to_owned())),
        ] {
            assert!(events.contains(&event), "{event:?} in {events:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn throttling_and_faults_of_the_network_make_it_late_and_no_more() {
    for (status, body, expected) in [
        (429, "{}", Reason::Throttled),
        (503, "{}", Reason::ServiceUnavailable),
        (504, "{}", Reason::ServiceUnavailable),
    ] {
        let shop = Shop::open();
        let (_connections, connection) = active(&shop).await;
        connection.permit(family::CLAIMS, "홍길동", "").unwrap();
        let reader = connection.client().unwrap();
        shop.refuse(status, body);
        assert!(read_orders(&reader).await.is_err());
        let late = connection.status();
        assert_eq!((late.state, late.late), (State::Active, Some(expected)));
        // Also when a verification hears of it.
        let late = connection.verify().await.unwrap();
        assert_eq!((late.state, late.late), (State::Active, Some(expected)));
        assert_eq!(late.permits.len(), 1);
        shop.recover();
        read_orders(&reader).await.unwrap();
        assert_eq!(connection.status().late, None);
    }
}

#[tokio::test(start_paused = true)]
async fn another_family_that_is_refused_is_marked_and_the_rest_goes_on() {
    let shop = Shop::open();
    let (connections, connection) = active(&shop).await;
    let reader = connection.client().unwrap();
    shop.refuse_some(403, r#"{"message":"no permission"}"#, "exchangeRequests");
    assert_eq!(read_exchanges(&reader).await.unwrap_err().kind(), ErrorKind::PermissionDenied);
    let marks = connection.status().families;
    assert_eq!((marks.len(), marks[0].family.as_str(), marks[0].error.as_str()), (1, "exchanges", "permission_denied"));
    assert_eq!(connection.status().state, State::Active);
    read_orders(&reader).await.unwrap();
    // A key that Coupang refuses for one family only is found out by the verification, and pauses nothing from then on.
    shop.refuse_some(401, r#"{"message":"Request is not authorized."}"#, "exchangeRequests");
    assert_eq!(connection.verify().await.unwrap().state, State::Active);
    assert!(read_exchanges(&reader).await.is_err());
    let status = connection.status();
    assert_eq!((status.state, status.families[0].error.as_str()), (State::Active, "key_rejected"));
    shop.recover();
    read_exchanges(&reader).await.unwrap();
    assert!(connection.status().families.is_empty());
    assert!(events(&connections, &connection).contains(&(Event::FamilyRefused, Some("exchanges".to_owned()))));
}

#[tokio::test(start_paused = true)]
async fn what_a_client_of_before_a_pause_still_hears_pauses_nothing() {
    let shop = Shop::open();
    let (_connections, connection) = active(&shop).await;
    let (old, quick) = (connection.client().unwrap(), connection.client().unwrap());
    shop.refuse(401, r#"{"message":"Invalid signature."}"#);
    shop.slow_down(Duration::from_secs(9));
    let pending = tokio::spawn(async move { read_exchanges(&old).await });
    tokio::time::sleep(Duration::from_secs(1)).await;
    shop.slow_down(Duration::ZERO);
    assert!(read_orders(&quick).await.is_err());
    assert!(connection.status().state.reason().is_some());
    shop.recover();
    assert_eq!(connection.verify().await.unwrap().state, State::Active);
    let late = pending.await.unwrap().unwrap_err();
    assert_eq!(late.kind(), ErrorKind::InvalidSignature);
    assert_eq!(connection.status().state, State::Active);
}

#[tokio::test(start_paused = true)]
async fn an_edge_block_pauses_in_whatever_family_the_verification_meets_it() {
    let shop = Shop::open();
    shop.refuse_some(403, "<HTML>Access Denied</HTML>", "exchangeRequests");
    let connections = shop.connections().await;
    let status = connections.connect(form()).await.unwrap();
    assert_eq!(status.state.reason(), Some(Reason::EdgeBlocked));
}

#[tokio::test(start_paused = true)]
async fn order_lists_that_make_no_sense_pause_and_a_missing_order_does_not() {
    let shop = Shop::open();
    let (_connections, connection) = active(&shop).await;
    let reader = connection.client().unwrap();
    assert!(reader.orders().get(ShipmentBoxId::new(7).unwrap()).await.is_err());
    assert_eq!(connection.status().state, State::Active);
    shop.refuse(200, "hello");
    assert!(read_orders(&reader).await.is_err());
    assert_eq!(connection.status().state.reason(), Some(Reason::UnexpectedResponse));
}

#[tokio::test(start_paused = true)]
async fn a_paused_connection_is_tried_again_ever_more_rarely_and_returns_by_itself() {
    let shop = Shop::open();
    let (connections, connection) = active(&shop).await;
    let keeper = connections.clone();
    let keeping = tokio::spawn(async move { keeper.keep_verifying().await });
    let reader = connection.client().unwrap();
    shop.refuse(403, "[FORBIDDEN] Not allowed IP.");
    assert!(read_orders(&reader).await.is_err());
    let attempts = || {
        let exchanges = connections.journal().latest(10_000);
        exchanges.iter().filter(|line| line.exchange().is_some_and(|e| e.error.is_some())).count()
    };
    // 5, 10, 20, 40, 80 minutes: five more attempts in two hours and a half, one request each.
    assert_eq!(attempts(), 1);
    tokio::time::sleep(Duration::from_secs(150 * 60)).await;
    assert_eq!(attempts(), 5);
    tokio::time::sleep(Duration::from_secs(10 * 60)).await;
    assert_eq!(attempts(), 6);
    shop.recover();
    tokio::time::sleep(Duration::from_secs(121 * 60)).await;
    assert_eq!(connection.status().state, State::Active);
    assert!(connection.client().is_ok());
    keeping.abort();
}

#[tokio::test(start_paused = true)]
async fn writes_need_a_person_who_permits_them_family_by_family() {
    let shop = Shop::open();
    let (connections, connection) = active(&shop).await;
    assert_eq!(connection.writing_client(&[family::ORDERS]).unwrap_err(), AccessError::NoPermit("orders"));
    assert_eq!(connection.permit(family::ORDERS, "  ", "").unwrap_err(), AccessError::ApproverMissing);
    let unknown = Family::new("money");
    assert_eq!(connection.permit(unknown, "홍길동", "").unwrap_err(), AccessError::UnknownFamily);
    connection.permit(family::ORDERS, "홍길동", "첫 발주").unwrap();
    assert_eq!(
        connection.writing_client(&[family::ORDERS, family::CLAIMS]).unwrap_err(),
        AccessError::NoPermit("claims")
    );
    connection.permit(family::CLAIMS, "seller-admin", "반품 3건").unwrap();
    let writer = connection.writing_client(&[family::ORDERS, family::CLAIMS]).unwrap();
    assert_eq!(connection.status().permits.iter().map(|p| p.family).collect::<Vec<_>>(), ["orders", "claims"]);
    // The sandbox knows no such write: what counts is that it was sent.
    let sent = |error: Error| (error.kind(), error.attempts());
    assert_eq!(sent(writer.write(&AnyWrite::<false>).await.unwrap_err()), (ErrorKind::NotFound, 1));
    connection.withdraw(family::ORDERS);
    let closed = writer.write(&AnyWrite::<false>).await.unwrap_err();
    assert_eq!(sent(closed), (ErrorKind::NotPermitted, 0));
    assert_eq!(sent(writer.write(&AnyWrite::<true>).await.unwrap_err()), (ErrorKind::NotFound, 1));
    assert_eq!(connection.status().state, State::Active, "a write that finds nothing pauses nothing");

    let day = connections.journal().day(connection.id(), KstDate::at(noon()));
    let said: Vec<_> = day.events.iter().map(|(_, audit)| audit).collect();
    let of = |event| said.iter().filter(|audit| audit.event == event).count();
    assert_eq!(
        (of(Event::PermitGranted), of(Event::PermitUsed), of(Event::PermitWithdrawn), of(Event::PermitRefused)),
        (2, 2, 1, 5)
    );
    let granted = said.iter().find(|audit| audit.event == Event::PermitGranted).unwrap();
    assert_eq!(granted.by.as_deref(), Some("홍*동"));
    // The person's words can be read from the permit, and stand in no log.
    let permits = connection.status().permits;
    assert_eq!((permits[0].family, permits[0].note.expose()), ("claims", "반품 3건"));
    assert!(!format!("{permits:?} {:?}", connections.journal()).contains("반품"));
}

#[tokio::test(start_paused = true)]
async fn a_write_of_coupangs_own_is_told_by_the_family_that_opened_it() {
    let shop = Shop::open();
    let (connections, connection) = active(&shop).await;
    connection.permit(family::INVOICES, "홍길동", "").unwrap();
    let writer = connection.writing_client(&[family::INVOICES]).unwrap();
    let today = KstDate::at(noon());
    let query = OrderQuery::days(today, today, OrderStatus::Instruct).unwrap();
    let sheet = writer.orders().list(query).next().await.unwrap().unwrap();
    let waybill = Waybill::for_sheet(&sheet, Carrier::CJGLS, &InvoiceNumber::new("600000000001"));
    let sent = writer.orders().upload_invoices([waybill]).unwrap().send().await.unwrap();
    assert!(sent.failed.is_empty(), "{sent:?}");
    // It is a write of orders' API and of another permit: acknowledging is still closed.
    let refused = writer.orders().acknowledge([sheet.shipment_box_id]).unwrap().send().await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::NotPermitted);
    let events = events(&connections, &connection);
    assert!(events.contains(&(Event::PermitUsed, Some("invoices".to_owned()))), "{events:?}");
    assert!(events.contains(&(Event::PermitRefused, Some("orders".to_owned()))), "{events:?}");
    // A key that may not write says nothing about what it may read.
    shop.refuse_some(403, r#"{"message":"no permission"}"#, "/orders/invoices");
    let query = OrderQuery::days(today, today, OrderStatus::Instruct).unwrap();
    assert!(writer.orders().list(query).next_page().await.unwrap().is_ok());
    let waybill = Waybill::for_sheet(&sheet, Carrier::CJGLS, &InvoiceNumber::new("600000000002"));
    let refused = writer.orders().upload_invoices([waybill]).unwrap().send().await;
    assert!(refused.is_err(), "{refused:?}");
    let status = connection.status();
    assert!(status.state == State::Active && status.families.is_empty(), "{:?}", status.families);
}

#[tokio::test(start_paused = true)]
async fn answers_to_customers_need_the_person_who_gives_them() {
    let shop = Shop::open();
    let connections = shop.connections().await;
    let status = connections.connect(form()).await.unwrap();
    let connection = connections.get(&status.connection).unwrap();
    assert_eq!(connection.permit(family::CS, "홍길동", "").unwrap_err(), AccessError::WingUserIdMissing);
}
