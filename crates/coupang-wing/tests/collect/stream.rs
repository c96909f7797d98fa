//! A collection as a stream.

use std::future::poll_fn;
use std::pin::Pin;

use apiwire::testing::Reply;
use commerce_sandbox::coupang::{Gateway, OrderStatus as Sold};
use coupang_wing::ErrorKind;
use coupang_wing::collect::{Collection, Rows, Sweep};
use coupang_wing::orders::{OrderSheet, OrderStatus};
use futures_core::Stream;

use crate::shop::{noon, scripted, today};
use crate::{Fault, disturbed, drain};

async fn next<T: Send + 'static>(rows: &mut Rows<T>) -> Option<Result<T, ErrorKind>> {
    let row = poll_fn(|context| Pin::new(&mut *rows).poll_next(context)).await;
    row.map(|row| row.map_err(|error| error.kind()))
}

fn accepted(wing: &coupang_wing::Wing) -> Collection<OrderSheet> {
    let sweep = Sweep::from(today().plus_days(-39)..=today()).with_statuses([OrderStatus::Accept]);
    wing.orders().collect(sweep).unwrap()
}

fn shop(fault: impl Fn(u32) -> Option<Fault> + Send + Sync + 'static) -> coupang_wing::Wing {
    let builder = Gateway::builder().orders_per_day(Sold::Accept, 2).max_per_page(5).opened_at(noon());
    let gateway = builder.build().unwrap();
    disturbed(move |request, now| gateway.handle(request, now), fault).0
}

#[tokio::test(start_paused = true)]
async fn it_gives_the_same_rows_and_stays_ended() {
    let (expected, _) = drain(&mut accepted(&shop(|_| None))).await;
    let mut rows = accepted(&shop(|_| None)).into_stream();
    let mut found = Vec::new();
    while let Some(row) = next(&mut rows).await {
        found.push(row.unwrap().shipment_box_id);
    }
    assert_eq!(found, expected.iter().map(|row| row.shipment_box_id).collect::<Vec<_>>());
    assert_eq!(found.len(), 80);
    assert!(next(&mut rows).await.is_none());
    let progress = rows.collection().unwrap().progress();
    assert_eq!((progress.rows, progress.steps_done), (80, progress.steps));
}

#[tokio::test(start_paused = true)]
async fn it_ends_with_an_error_and_the_collection_goes_on() {
    // The third page fails in all its attempts.
    let mut rows = accepted(&shop(|call| (2..5).contains(&call).then_some(Fault::Lost))).into_stream();
    for _ in 0..10 {
        next(&mut rows).await.unwrap().unwrap();
    }
    assert_eq!(next(&mut rows).await.unwrap().unwrap_err(), ErrorKind::ConnectionLost);
    assert!(next(&mut rows).await.is_none());
    let mut collection = rows.into_collection().unwrap();
    let mut resumed = accepted(&shop(|_| None)).resume(collection.checkpoint()).unwrap();
    for rest in [drain(&mut collection).await, drain(&mut resumed).await] {
        assert_eq!((rest.0.len(), rest.1.is_none()), (70, true));
    }
}

#[tokio::test(start_paused = true)]
async fn an_unreadable_row_does_not_end_it_and_nothing_is_at_hand_while_it_waits() {
    let page = Reply::Json(200, r#"{"code":200,"data":[{},{}],"nextToken":""}"#.to_owned());
    let (wing, _) = scripted([Reply::Hang, page]);
    let sweep = Sweep::from(today()..=today()).with_statuses([OrderStatus::Accept]);
    let mut rows = wing.orders().collect(sweep).unwrap().into_stream();
    let waits = poll_fn(|context| std::task::Poll::Ready(Pin::new(&mut rows).poll_next(context).is_pending())).await;
    assert!(waits && rows.collection().is_none());
    for _ in 0..2 {
        assert_eq!(next(&mut rows).await.unwrap().unwrap_err(), ErrorKind::UndecodableRow);
    }
    assert!(next(&mut rows).await.is_none());
    let shown = format!("{rows:?}");
    assert!(shown.contains("undecodable: 2") && !shown.contains("A00012345"), "{shown}");
}
