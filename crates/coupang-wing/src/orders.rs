//! Orders and shipping: order sheets (발주서), one per bundle.

mod item;
mod list_by_day;
mod list_by_minute;
mod query;
mod sheet;
mod status;

use apiwire::{Listing, Pipeline};

pub use item::OrderItem;
pub use list_by_day::ListOrdersByDay;
pub use list_by_minute::ListOrdersByMinute;
pub use query::{OrderQuery, OrdersVersion};
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
