//! Rows that move while they are read, and rows that cannot be read.

use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use coupang_wing::ErrorKind;
use coupang_wing::orders::OrderStatus;
use http::{Request, Response};
use serde_json::{Value, json};

use crate::shop::today;
use crate::{disturbed, drain};

fn row(id: usize, status: &str) -> Value {
    json!({"shipmentBoxId": id, "orderId": 7, "status": status, "orderItems": []})
}

fn page(rows: &[Value]) -> Response<Bytes> {
    Response::new(Bytes::from(json!({"code": 200, "message": "OK", "data": rows, "nextToken": ""}).to_string()))
}

fn asked(request: &Request<Bytes>) -> OrderStatus {
    let query = request.uri().query().unwrap_or_default();
    let status = query.split('&').find_map(|pair| pair.strip_prefix("status=")).unwrap();
    OrderStatus::from(status)
}

#[tokio::test(start_paused = true)]
async fn an_order_that_moves_on_while_they_are_read_comes_once() {
    // Five orders, one at each tracked status, all of which move one station with every call.
    let stations = &OrderStatus::ALL[..5];
    let calls = AtomicUsize::new(0);
    let answer = move |request: Request<Bytes>, _| {
        let (call, wanted) = (calls.fetch_add(1, Ordering::SeqCst), asked(&request));
        let stands = |start: usize| &stations[(start + call).min(4)];
        let rows: Vec<Value> =
            (0..5).filter(|start| *stands(*start) == wanted).map(|start| row(start + 1, wanted.as_str())).collect();
        page(&rows)
    };
    let (wing, _) = disturbed(answer, |_| None);
    let mut collection = wing.orders().collect(today()..=today()).unwrap();
    let (rows, error) = drain(&mut collection).await;
    let mut ids: Vec<i64> = rows.iter().map(|row| row.shipment_box_id.get()).collect();
    ids.sort_unstable();
    assert_eq!((ids, error.is_none()), (vec![1, 2, 3, 4, 5], true));
    // The first is seen at all five stations, as far as it has come.
    let first = rows.iter().find(|row| row.shipment_box_id.get() == 1).unwrap();
    assert_eq!((&first.status, collection.progress().duplicates), (&OrderStatus::Accept, 4));
}

#[tokio::test(start_paused = true)]
async fn statuses_are_asked_for_in_the_order_of_the_life_cycle_and_once() {
    use coupang_wing::collect::Sweep;

    let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let kept = std::sync::Arc::clone(&seen);
    let (wing, _) = disturbed(
        move |request, _| {
            kept.lock().unwrap().push(asked(&request).as_str().to_owned());
            page(&[])
        },
        |_| None,
    );
    let statuses = [OrderStatus::Delivering, OrderStatus::from("NEW"), OrderStatus::Accept, OrderStatus::Delivering];
    let sweep = Sweep::from(today()..=today()).with_statuses(statuses);
    assert!(wing.orders().collect(sweep).unwrap().next().await.is_none());
    assert_eq!(*seen.lock().unwrap(), ["ACCEPT", "DELIVERING", "NEW"]);
    seen.lock().unwrap().clear();
    assert!(wing.claims().collect_returns(today()..=today()).unwrap().next().await.is_none());
    assert_eq!(*seen.lock().unwrap(), ["RU", "UC", "PR", "CC"]);
}

#[tokio::test(start_paused = true)]
async fn a_row_that_cannot_be_read_is_told_counted_and_passed() {
    let answer = |request: Request<Bytes>, _| match asked(&request) {
        OrderStatus::Accept => page(&[
            row(1, "ACCEPT"),
            json!({"orderId": "카나리아", "status": "ACCEPT"}),
            row(1, "ACCEPT"),
            row(2, "ACCEPT"),
        ]),
        _ => page(&[]),
    };
    let (wing, calls) = disturbed(answer, |_| None);
    let mut collection = wing.orders().collect(today()..=today()).unwrap();
    assert_eq!(collection.next().await.unwrap().unwrap().shipment_box_id.get(), 1);
    let error = collection.next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::UndecodableRow, "orders.list"));
    assert_eq!(error.row().unwrap().path(), "data[1].shipmentBoxId");
    assert!(!format!("{error} {error:?}").contains("카나리아"));
    let (rest, error) = drain(&mut collection).await;
    assert_eq!((rest[0].shipment_box_id.get(), rest.len(), error.is_none()), (2, 1, true));
    let progress = collection.progress();
    assert_eq!((progress.rows, progress.duplicates, progress.undecodable, progress.pages), (2, 1, 1, 6));
    assert_eq!(calls.load(Ordering::SeqCst), 6);
}
