//! Orders read alone: their fixtures, and one box, one order and one history against the sandbox's core.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod fixture;
mod shop;

use apiwire::testing::Reply;
use commerce_sandbox::coupang::{ClaimKind, Gateway, OrderStatus as Sold};
use coupang_wing::claims::ReturnQuery;
use coupang_wing::orders::{
    BoxLookup, DeliveryHistory, DeliveryStatusChange, OrderItem, OrderLookup, OrderQuery, OrderSheet, OrderStatus,
    Orderer, OrdersVersion, OverseaShippingInfo, Receiver,
};
use coupang_wing::{Error, ErrorKind, OrderId, ShipmentBoxId, Wing};
use fixture::{assert_shown, assert_table, read, rows};
use serde_json::{Value, json};
use shop::{open, scripted, today};

const VERSIONS: [OrdersVersion; 2] = [OrdersVersion::V5, OrdersVersion::V4];
const GET: [&str; 2] = [include_str!("../fixtures/orders.get.v5.json"), include_str!("../fixtures/orders.get.v4.json")];
const BY_ORDER: [&str; 2] = [
    include_str!("../fixtures/orders.get_by_order_id.v5.json"),
    include_str!("../fixtures/orders.get_by_order_id.v4.json"),
];
const BY_MINUTE: [&str; 2] = [
    include_str!("../fixtures/orders.list_by_minute.v5.json"),
    include_str!("../fixtures/orders.list_by_minute.v4.json"),
];
const HISTORY: [&str; 2] =
    [include_str!("../fixtures/orders.history.v5.json"), include_str!("../fixtures/orders.history.v4.json")];

const FIELDS: &str = include_str!("../fixtures/orders.fields.json");

#[test]
fn the_models_have_every_documented_field() {
    let models: [(&str, &[&str]); 7] = [
        ("OrderSheet", OrderSheet::FIELDS),
        ("Orderer", Orderer::FIELDS),
        ("Receiver", Receiver::FIELDS),
        ("OrderItem", OrderItem::FIELDS),
        ("OverseaShippingInfo", OverseaShippingInfo::FIELDS),
        ("DeliveryHistory", DeliveryHistory::FIELDS),
        ("DeliveryStatusChange", DeliveryStatusChange::FIELDS),
    ];
    assert_table(FIELDS, &models, 24 + 4 + 6 + 36 + 3 + 2 + 3);
}

fn fixture_box() -> ShipmentBoxId {
    ShipmentBoxId::new(870_099_887_766_554_433).unwrap()
}

fn empty(sheet: &OrderSheet) {
    assert!(sheet.extra.expose().is_empty());
    assert!(sheet.order_items.iter().all(|item| item.extra.expose().is_empty()));
}

#[test]
fn fixtures_read_into_types_and_show_every_field() {
    for fixture in GET.into_iter().chain(BY_ORDER).chain(BY_MINUTE) {
        for row in rows(fixture, "/data") {
            empty(&read::<OrderSheet>(&row));
        }
    }
    let full = rows(GET[0], "/data");
    assert_shown(&full, OrderSheet::FIELDS);
    assert_shown(&rows(GET[0], "/data/orderItems"), OrderItem::FIELDS);
    let sheet: OrderSheet = read(&full[0]);
    // 2026-03-05T14:02:10+09:00, by `date -u -d .. +%s`.
    assert_eq!(sheet.delivered_at.as_ref().unwrap().unix_seconds(), 1_772_686_930);
    assert_eq!((sheet.status.clone(), sheet.remote_area), (OrderStatus::FinalDelivery, Some(true)));
    assert_eq!(sheet.order_items[0].up_bundle_size, Some(2));
    let shown = format!("{sheet:?}");
    for hidden in ["라마바", "가나다", "nobody", "+8210000043", "000000-0000000", "P0000", "차카타", "101호", "시험로"]
    {
        assert!(!shown.contains(hidden), "{hidden}: {shown}");
    }
}

#[test]
fn histories_read_into_types_and_keep_what_is_unknown() {
    for (fixture, changes, offset) in [(HISTORY[0], 5, true), (HISTORY[1], 3, false)] {
        let history: DeliveryHistory = read(&rows(fixture, "/data")[0]);
        assert_eq!((history.shipment_box_id, history.details.len()), (fixture_box(), changes));
        let paid = history.details.last().unwrap();
        assert_eq!(paid.delivery_status, OrderStatus::Accept);
        assert_eq!(paid.delivery_status_desc.as_deref(), Some("결제완료"));
        // 2026-03-02T09:15:30+09:00, by `date -u -d .. +%s`.
        let updated_at = paid.updated_at.as_ref().unwrap();
        assert_eq!((updated_at.unix_seconds(), updated_at.has_offset()), (1_772_410_530, offset));
        assert!(history.extra.expose().is_empty());
        assert!(history.details.iter().all(|change| change.extra.expose().is_empty()));
    }
    assert_shown(&rows(HISTORY[0], "/data"), DeliveryHistory::FIELDS);
    assert_shown(&rows(HISTORY[0], "/data/0/details"), DeliveryStatusChange::FIELDS);
    let mut row = rows(HISTORY[0], "/data")[0].clone();
    row["details"][0]["deliveryStatus"] = json!("TELEPORTED");
    row["details"][0]["newField"] = json!("홍길동");
    let history: DeliveryHistory = read(&row);
    assert_eq!(serde_json::to_value(&history).unwrap(), row);
    let shown = format!("{history:?}");
    assert!(!shown.contains("TELEPORTED") && !shown.contains("홍길동"), "{shown}");
}

async fn listed(wing: &Wing, status: OrderStatus) -> Vec<OrderSheet> {
    let query = OrderQuery::days(today().plus_days(-2), today(), status).unwrap();
    let (mut listing, mut found) = (wing.orders().list(query), Vec::new());
    while let Some(sheet) = listing.next().await {
        found.push(sheet.unwrap());
    }
    found
}

async fn of_order(wing: &Wing, which: impl Into<OrderLookup>) -> Result<Vec<OrderSheet>, Error> {
    let (mut listing, mut found) = (wing.orders().get_by_order_id(which), Vec::new());
    while let Some(sheet) = listing.next().await {
        found.push(sheet?);
    }
    assert_eq!((listing.pages_read(), listing.oddities().count()), (1, 0));
    Ok(found)
}

fn written(sheet: &OrderSheet) -> Value {
    serde_json::to_value(sheet).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_listed_box_reads_alone_and_by_its_order_as_in_the_list() {
    let (wing, gateway) = open(Gateway::builder());
    for status in OrderStatus::ALL {
        for sheet in listed(&wing, status.clone()).await.iter().take(3) {
            let alone = wing.orders().get(sheet.shipment_box_id).await.unwrap();
            assert_eq!((written(&alone.row), alone.oddities.count()), (written(sheet), 0));
            let found = of_order(&wing, sheet.order_id).await.unwrap();
            assert_eq!(found.iter().map(written).collect::<Vec<_>>(), [written(sheet)]);
            let older = BoxLookup::new(sheet.shipment_box_id).with_version(OrdersVersion::V4);
            let older = wing.orders().get(older).await.unwrap().row;
            assert_eq!(older.shipment_box_id, sheet.shipment_box_id);
            assert!(!older.ordered_at.as_ref().unwrap().has_offset(), "version 4 was asked");
            let older = OrderLookup::new(sheet.order_id).with_version(OrdersVersion::V4);
            assert!(!of_order(&wing, older).await.unwrap()[0].ordered_at.as_ref().unwrap().has_offset());
            empty(&alone.row);
        }
    }
    assert_eq!(gateway.ledger().throttled, 0);
}

#[tokio::test(start_paused = true)]
async fn a_history_ends_where_the_box_stands() {
    let (wing, _) = open(Gateway::builder());
    for (status, changes) in [
        ("ACCEPT", 1),
        ("INSTRUCT", 2),
        ("DEPARTURE", 3),
        ("DELIVERING", 4),
        ("FINAL_DELIVERY", 5),
        ("NONE_TRACKING", 3),
    ] {
        for sheet in listed(&wing, status.into()).await {
            let mut seen = Vec::new();
            for version in VERSIONS {
                let which = BoxLookup::new(sheet.shipment_box_id).with_version(version);
                let history = wing.orders().history(which).await.unwrap();
                assert_eq!((history.row.details.len(), history.oddities.count()), (changes, 0), "{status}");
                let (newest, oldest) = (&history.row.details[0], &history.row.details[changes - 1]);
                assert_eq!((&newest.delivery_status, &oldest.delivery_status), (&sheet.status, &OrderStatus::Accept));
                let times: Vec<i64> = history
                    .row
                    .details
                    .iter()
                    .map(|change| change.updated_at.as_ref().unwrap().unix_seconds())
                    .collect();
                assert!(times.iter().rev().is_sorted());
                assert_eq!(times[changes - 1], sheet.paid_at.as_ref().unwrap().unix_seconds());
                seen.push(times);
            }
            assert_eq!(seen[0], seen[1]);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_gone_foreign_or_unknown_is_refused() {
    let builder = Gateway::builder().orders_per_day(Sold::Accept, 1).claims_per_day(ClaimKind::Cancelled, 1);
    let (wing, gateway) = open(builder);
    let mut cancelled = wing.claims().list_returns(ReturnQuery::cancellations(today(), today()).unwrap());
    let cancelled = cancelled.next().await.unwrap().unwrap();
    let gone_box = cancelled.return_items[0].shipment_box_id.unwrap();
    let sheet = listed(&wing, OrderStatus::Accept).await.remove(0);
    let second_of_one = ShipmentBoxId::new(sheet.shipment_box_id.get() + 10).unwrap();
    for unreadable in [gone_box, second_of_one, ShipmentBoxId::new(7).unwrap()] {
        let error = wing.orders().get(unreadable).await.unwrap_err();
        assert_eq!((error.kind(), error.status(), error.attempts()), (ErrorKind::BadRequest, Some(400), 1));
        assert_eq!(error.operation(), "orders.get");
        let error = wing.orders().history(unreadable).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.status(), error.operation()),
            (ErrorKind::ServerError, Some(500), "orders.history")
        );
    }
    let foreign = OrderId::new(9_000_000_000_000).unwrap();
    for unreadable in [cancelled.order_id, foreign, OrderId::new(sheet.order_id.get() + 1).unwrap()] {
        let error = of_order(&wing, unreadable).await.unwrap_err();
        assert_eq!((error.kind(), error.status(), error.attempts()), (ErrorKind::BadRequest, Some(400), 1));
        assert_eq!(error.operation(), "orders.get_by_order_id");
    }
    assert_eq!(gateway.ledger().throttled, 0);
}

#[tokio::test(start_paused = true)]
async fn the_answers_are_read_in_the_shapes_that_were_seen() {
    let sheet = rows(GET[0], "/data")[0].clone();
    let reply = |data: &Value| Reply::Json(200, json!({"code": "200", "message": "OK", "data": data}).to_string());
    let (wing, script) = scripted([reply(&json!([sheet])), reply(&sheet)]);
    assert_eq!(wing.orders().get(fixture_box()).await.unwrap().row.shipment_box_id, fixture_box());
    let order = OrderId::new(7_100_987_654_321).unwrap();
    assert_eq!(of_order(&wing, order).await.unwrap().len(), 1);
    let sent: Vec<String> = script.requests().iter().map(|request| request.uri().path().to_owned()).collect();
    let vendor = "/v2/providers/openapi/apis/api/v5/vendors/A00012345";
    let paths = [format!("{vendor}/ordersheets/870099887766554433"), format!("{vendor}/7100987654321/ordersheets")];
    assert_eq!(sent, paths);
}
