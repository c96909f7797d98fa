//! The writes of orders: what each is done to, found as a seller finds it.

use coupang_wing::calendar::KstDate;
use coupang_wing::orders::{Acknowledge, Acknowledgement, OrderQuery, OrderSheet, OrderStatus};
use coupang_wing::{ReadWrite, Wing};

use crate::cells::Row;

/// The first order sheet of a status, of the last days.
pub(crate) async fn first(wing: &Wing<ReadWrite>, status: OrderStatus) -> OrderSheet {
    let today = KstDate::at(wing.now());
    let query = OrderQuery::days(today.plus_days(-5), today, status).unwrap();
    wing.orders().list(query).next().await.unwrap().unwrap()
}

pub(crate) fn acknowledge() -> Row<Acknowledge> {
    Row::new(|wing| {
        Box::pin(async move {
            let sheet = first(wing, OrderStatus::Accept).await;
            wing.orders().acknowledge(Acknowledgement::sheets([&sheet])).unwrap()
        })
    })
}
