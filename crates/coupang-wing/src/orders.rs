//! Orders and shipping: order sheets (발주서), one per bundle.

mod acknowledge;
mod already_shipped;
mod cancel;
mod cancel_refusals;
mod cancellation;
mod carrier;
mod collect;
mod complete_long_undelivered;
mod delivery_history;
mod get;
mod get_by_order_id;
mod get_history;
mod item;
mod list_by_day;
mod list_by_minute;
mod query;
mod sheet;
mod ship_safe;
mod status;
mod stop_request;
mod stop_shipment;
mod taiwan;
mod update_invoices;
mod upload_invoices;
mod waybill;
mod writes;

use apiwire::{Error, Listing, Single};

pub use acknowledge::{Acknowledge, AcknowledgeVersion, Acknowledgement};
pub use already_shipped::AlreadyShipped;
pub use cancel::{CancelOrderItems, CancelReason, CancelVersion, Cancellation};
pub use cancellation::{CancelOutcome, CancelReceipt, CancelReceiptType};
pub use carrier::{CARRIERS, Carrier, CarrierSource, WaybillForm};
pub use complete_long_undelivered::CompleteLongUndelivered;
pub use delivery_history::{DeliveryHistory, DeliveryStatusChange};
pub use get::GetOrder;
pub use get_by_order_id::GetOrderByOrderId;
pub use get_history::GetDeliveryHistory;
pub use item::OrderItem;
pub use list_by_day::ListOrdersByDay;
pub use list_by_minute::ListOrdersByMinute;
pub use query::{BoxLookup, OrderLookup, OrderQuery, OrdersVersion};
pub use sheet::{OrderSheet, Orderer, OverseaShippingInfo, Receiver};
pub use ship_safe::{AcknowledgeError, Acknowledged, Refetched, StopCheck, Told};
pub use status::{DeliveryChargeType, OrderStatus, PaymentChannel, ShipmentType};
pub use stop_request::StopRequest;
pub use stop_shipment::StopShipment;
pub use taiwan::{
    ArrangeOutcome, ArrangeShipment, ArrangedShipment, DownloadInvoices, InvoiceLabels, LabelRequest,
    ShipmentArrangement,
};
pub use update_invoices::UpdateInvoices;
pub use upload_invoices::UploadInvoices;
pub use waybill::Waybill;
pub(crate) use waybill::{check_carrier, check_number};

use crate::access::{Access, ReadOnly};
use crate::client::Wing;
use query::Range;

/// The order operations of a client; see [`crate::Wing::orders`].
#[derive(Debug, Clone, Copy)]
pub struct Orders<'w, A: Access = ReadOnly> {
    pub(crate) wing: &'w Wing<A>,
}

impl<A: Access> Orders<'_, A> {
    /// Lists order sheets of one status, by day or within a minute window.
    ///
    /// Nothing is sent before the first row is asked for. Paid orders can take about ten minutes to appear, and fully
    /// returned or cancelled ones leave the list.
    #[must_use]
    pub fn list(&self, query: OrderQuery) -> Listing<OrderSheet> {
        let vendor_id = self.wing.vendor_id.clone();
        match query.range {
            Range::Days(from, to) => {
                Listing::new(&self.wing.pipeline, ListOrdersByDay::new(vendor_id, query, from, to))
            }
            Range::Minutes(from, to) => {
                Listing::new(&self.wing.pipeline, ListOrdersByMinute::new(vendor_id, query, from, to))
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
        self.wing.pipeline.send(&GetOrder::new(self.wing.vendor_id.clone(), which.into()), None).await
    }

    /// Reads the bundles of one order, in one answer. After split shipping this tells their new ids.
    ///
    /// The listing's error is [`apiwire::ErrorKind::BadRequest`] when the order was cancelled or returned, is another
    /// seller's, or when there is none of that number; Coupang tells them apart by prose only.
    #[must_use]
    pub fn get_by_order_id(&self, which: impl Into<OrderLookup>) -> Listing<OrderSheet> {
        Listing::new(&self.wing.pipeline, GetOrderByOrderId::new(self.wing.vendor_id.clone(), which.into()))
    }

    /// Reads how the delivery status of one bundle changed.
    ///
    /// # Errors
    /// [`apiwire::ErrorKind::ServerError`] also when there is no such bundle: Coupang answers both alike, so neither
    /// repeat it blindly nor take it for "no such order". And all other kinds.
    pub async fn history(&self, which: impl Into<BoxLookup>) -> Result<Single<DeliveryHistory>, Error> {
        self.wing.pipeline.send(&GetDeliveryHistory::new(self.wing.vendor_id.clone(), which.into()), None).await
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
