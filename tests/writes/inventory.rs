//! The writes of an option: stock, prices, sale.

use coupang_wing::inventory::{PriceChange, ResumeSale, SetOriginalPrice, SetPrice, SetQuantity, StopSale};
use coupang_wing::orders::OrderStatus;
use coupang_wing::{ReadWrite, VendorItemId, Wing};

use crate::cells::Row;
use crate::orders::first;

async fn option(wing: &Wing<ReadWrite>) -> VendorItemId {
    first(wing, OrderStatus::Accept).await.order_items[0].vendor_item_id
}

pub(crate) fn set_quantity() -> Row<SetQuantity> {
    Row::new(|wing| Box::pin(async move { wing.inventory().set_quantity(option(wing).await, 4_321).unwrap() }))
}

pub(crate) fn set_price() -> Row<SetPrice> {
    Row::new(|wing| {
        Box::pin(async move {
            let item = wing.inventory().get(option(wing).await).await.unwrap().row;
            let price = item.sale_price.unwrap().units() + 10;
            wing.inventory().set_price(PriceChange::of(&item, price)).unwrap()
        })
    })
}

/// No read shows it, so it is never known to have happened.
pub(crate) fn set_original_price() -> Row<SetOriginalPrice> {
    let row: Row<SetOriginalPrice> = Row::new(|wing| {
        Box::pin(async move { wing.inventory().set_original_price(option(wing).await, 987_650).unwrap() })
    });
    Row { seen_by_a_read: false, ..row }
}

pub(crate) fn stop_sale() -> Row<StopSale> {
    Row::new(|wing| {
        Box::pin(async move {
            let item = option(wing).await;
            let _ = wing.inventory().resume_sale(item).unwrap().send().await;
            wing.inventory().stop_sale(item).unwrap()
        })
    })
}

pub(crate) fn resume_sale() -> Row<ResumeSale> {
    Row::new(|wing| {
        Box::pin(async move {
            let item = option(wing).await;
            wing.inventory().stop_sale(item).unwrap().send().await.unwrap();
            wing.inventory().resume_sale(item).unwrap()
        })
    })
}
