//! Orders and shipping: order sheets (발주서), one per bundle.

mod carrier;
mod collect;
mod delivery_history;
mod get;
mod get_by_order_id;
mod get_history;
mod item;
mod list_by_day;
mod list_by_minute;
mod query;
mod sheet;
mod status;

use apiwire::{Error, Listing, Pipeline, Single};

pub use carrier::{CARRIERS, Carrier, CarrierSource, WaybillForm};
pub use delivery_history::{DeliveryHistory, DeliveryStatusChange};
pub use get::GetOrder;
pub use get_by_order_id::GetOrderByOrderId;
pub use get_history::GetDeliveryHistory;
pub use item::OrderItem;
pub use list_by_day::ListOrdersByDay;
pub use list_by_minute::ListOrdersByMinute;
pub use query::{BoxLookup, OrderLookup, OrderQuery, OrdersVersion};
pub use sheet::{OrderSheet, Orderer, OverseaShippingInfo, Receiver};
pub use status::{DeliveryChargeType, OrderStatus, PaymentChannel, ShipmentType};

use crate::config::VendorId;
use query::Range;

/// The order operations of a client; see [`crate::Wing::orders`].
#[derive(Debug, Clone, Copy)]
pub struct Orders<'w> {
    pub(crate) pipeline: &'w Pipeline,
    pub(crate) vendor_id: &'w VendorId,
}

impl Orders<'_> {
    /// Lists order sheets of one status, by day or within a minute window.
    ///
    /// Nothing is sent before the first row is asked for. Paid orders can take about ten minutes to appear, and fully
    /// returned or cancelled ones leave the list.
    #[must_use]
    pub fn list(&self, query: OrderQuery) -> Listing<OrderSheet> {
        let vendor_id = self.vendor_id.clone();
        match query.range {
            Range::Days(from, to) => Listing::new(self.pipeline, ListOrdersByDay::new(vendor_id, query, from, to)),
            Range::Minutes(from, to) => {
                Listing::new(self.pipeline, ListOrdersByMinute::new(vendor_id, query, from, to))
            }
        }
    }

    /// Reads one bundle, as it is now: after acknowledging it, because the address may have changed until then.
    ///
    /// # Errors
    /// [`apiwire::ErrorKind::BadRequest`] when the order was cancelled or returned meanwhile: that is no mistake of the
    /// caller's, and does not change any more, so look among the claims and ask no more for this bundle. And all other
    /// kinds.
    pub async fn get(&self, which: impl Into<BoxLookup>) -> Result<Single<OrderSheet>, Error> {
        self.pipeline.send(&GetOrder::new(self.vendor_id.clone(), which.into()), None).await
    }

    /// Reads the bundles of one order, in one answer. After split shipping this tells their new ids.
    ///
    /// The listing's error is [`apiwire::ErrorKind::BadRequest`] when the order was cancelled or returned, is another
    /// seller's, or when there is none of that number; Coupang tells them apart by prose only.
    #[must_use]
    pub fn get_by_order_id(&self, which: impl Into<OrderLookup>) -> Listing<OrderSheet> {
        Listing::new(self.pipeline, GetOrderByOrderId::new(self.vendor_id.clone(), which.into()))
    }

    /// Reads how the delivery status of one bundle changed.
    ///
    /// # Errors
    /// [`apiwire::ErrorKind::ServerError`] also when there is no such bundle: Coupang answers both alike, so neither
    /// repeat it blindly nor take it for "no such order". And all other kinds.
    pub async fn history(&self, which: impl Into<BoxLookup>) -> Result<Single<DeliveryHistory>, Error> {
        self.pipeline.send(&GetDeliveryHistory::new(self.vendor_id.clone(), which.into()), None).await
    }
}

/// Reads a page as [`Orders::list`] does, without a client around it: what a bench measures.
///
/// # Errors
/// [`apiwire::decode::DecodeError`], as the list's own.
#[cfg(feature = "testing")]
#[doc(hidden)]
pub fn read_page(body: &[u8]) -> Result<apiwire::Page<OrderSheet>, apiwire::decode::DecodeError> {
    crate::envelope::page(body, "nextToken")
}
