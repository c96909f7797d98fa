//! The inventory of an option against the sandbox core.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod shop;

use apiwire::testing::Reply;
use commerce_sandbox::coupang::{Gateway, OrderStatus as Sold};
use coupang_wing::orders::{OrderQuery, OrderStatus};
use coupang_wing::{ErrorKind, VendorItemId};
use shop::{open, scripted, today};

#[tokio::test(start_paused = true)]
async fn an_ordered_option_has_an_inventory() {
    let (wing, _) = open(Gateway::builder().orders_per_day(Sold::Accept, 5));
    let mut orders = wing.orders().list(OrderQuery::days(today(), today(), OrderStatus::Accept).unwrap());
    let mut read = 0;
    while let Some(sheet) = orders.next().await {
        for item in sheet.unwrap().order_items {
            let inventory = wing.inventory().get(item.vendor_item_id).await.unwrap().row;
            assert_eq!((inventory.vendor_item_id, inventory.sale_price), (item.vendor_item_id, item.sales_price));
            assert!(inventory.amount_in_stock.unwrap() >= 0 && inventory.on_sale.is_some());
            assert!(inventory.extra.expose().is_empty());
            read += 1;
        }
    }
    assert!(read >= 5);
}

#[tokio::test(start_paused = true)]
async fn an_unknown_option_is_a_bad_request_and_so_is_a_failure_inside_200() {
    let (wing, _) = open(Gateway::builder());
    let unknown = VendorItemId::new(70_000_000_001).unwrap();
    let error = wing.inventory().get(unknown).await.unwrap_err();
    assert_eq!((error.kind(), error.status(), error.operation()), (ErrorKind::BadRequest, Some(400), "inventory.get"));
    assert_eq!(error.vendor_code().unwrap().as_str(), "ERROR");
    let body = r#"{"code":"ERROR","message":"유효한 옵션이 없습니다: [vendorItemId=70000000001]","data":null}"#;
    let (wing, _) = scripted([Reply::Json(200, body.to_owned())]);
    let error = wing.inventory().get(unknown).await.unwrap_err();
    assert_eq!((error.kind(), error.vendor_code().unwrap().as_str()), (ErrorKind::Rejected, "ERROR"));
    let (wing, _) = scripted([Reply::Json(200, r#"{"code":"SUCCESS","message":"","data":{}}"#.to_owned())]);
    let error = wing.inventory().get(unknown).await.unwrap_err();
    assert_eq!((error.kind(), error.row().unwrap().path()), (ErrorKind::Decode, "data.sellerItemId"));
}
