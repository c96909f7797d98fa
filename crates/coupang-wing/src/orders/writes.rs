//! The writes of orders, as methods of a client that may write.

use redact_kr::LoginId;

use super::Orders;
use super::acknowledge::{Acknowledge, Acknowledgement};
use super::already_shipped::AlreadyShipped;
use super::cancel::{CancelOrderItems, Cancellation};
use super::complete_long_undelivered::CompleteLongUndelivered;
use super::stop_request::StopRequest;
use super::stop_shipment::StopShipment;
use super::taiwan::{ArrangeShipment, DownloadInvoices, LabelRequest, ShipmentArrangement};
use super::update_invoices::UpdateInvoices;
use super::upload_invoices::UploadInvoices;
use super::waybill::Waybill;
use crate::access::ReadWrite;
use crate::ids::{CarrierCode, InvoiceNumber, ShipmentBoxId};
use crate::write::{Call, InputError};

/// Each method checks its input and makes a [`Call`]; nothing is sent before [`Call::send`].
impl<'w> Orders<'w, ReadWrite> {
    /// 상품준비중 처리: paid bundles (`ACCEPT`) are being prepared (`INSTRUCT`). Permit: [`crate::family::ORDERS`].
    ///
    /// Read the sheets again afterwards: the customer may have changed the address until then
    /// ([`Orders::acknowledge_and_refetch`] does both). Success can take about 30 minutes to show.
    ///
    /// # Errors
    /// [`InputError`]: none, more than 50 or repeated boxes; a sheet that is not `ACCEPT`.
    pub fn acknowledge(&self, what: impl Into<Acknowledgement>) -> Result<Call<'w, Acknowledge>, InputError> {
        Acknowledge::new(self.wing.vendor_id.clone(), what.into()).map(|endpoint| Call::new(self.wing, endpoint))
    }

    /// 송장업로드 처리: bundles leave (`INSTRUCT` becomes `DEPARTURE`). Permit: [`crate::family::INVOICES`].
    ///
    /// Look for release stops right before ([`Orders::hold_back_stopped`]): shipping what was cancelled costs the seller both
    /// ways. The same number within six months is refused, but for orders of one receiver in the same call.
    ///
    /// # Errors
    /// [`InputError`]: none, more than 50 or repeated boxes; an unknown carrier; a number of another form than its carrier's;
    /// where the sheet was passed, another state than `INSTRUCT`, a forgotten item, the id of another order; a client of
    /// another market than Korea.
    pub fn upload_invoices(
        &self,
        waybills: impl IntoIterator<Item = Waybill>,
    ) -> Result<Call<'w, UploadInvoices>, InputError> {
        UploadInvoices::new(self.wing, waybills.into_iter().collect()).map(|endpoint| Call::new(self.wing, endpoint))
    }

    /// 송장업데이트 처리: wrong waybills are replaced; the status goes back to `DEPARTURE`. Permit:
    /// [`crate::family::INVOICES`].
    ///
    /// # Errors
    /// [`InputError`], as of [`Orders::upload_invoices`]; where the sheet was passed, a bundle that has not left.
    pub fn update_invoices(
        &self,
        waybills: impl IntoIterator<Item = Waybill>,
    ) -> Result<Call<'w, UpdateInvoices>, InputError> {
        UpdateInvoices::new(self.wing, waybills.into_iter().collect()).map(|endpoint| Call::new(self.wing, endpoint))
    }

    /// 출고중지완료 처리: what was cancelled in preparation was not shipped. Permit: [`crate::family::CLAIMS`].
    ///
    /// # Errors
    /// [`InputError`]: a quantity of 0; where the receipt was passed, one that waits for no answer.
    pub fn stop_shipment(&self, request: impl Into<StopRequest>) -> Result<Call<'w, StopShipment>, InputError> {
        StopShipment::new(self.wing, request.into()).map(|endpoint| Call::new(self.wing, endpoint))
    }

    /// 이미출고 처리: what was cancelled in preparation had left already, under this number. Permit:
    /// [`crate::family::CLAIMS`].
    ///
    /// # Errors
    /// [`InputError`]: an unknown carrier, a number of another form; where the receipt was passed, one that waits for no
    /// answer.
    pub fn already_shipped(
        &self,
        request: impl Into<StopRequest>,
        carrier: impl Into<CarrierCode>,
        invoice_number: InvoiceNumber,
    ) -> Result<Call<'w, AlreadyShipped>, InputError> {
        AlreadyShipped::new(self.wing, request.into(), carrier.into(), invoice_number)
            .map(|endpoint| Call::new(self.wing, endpoint))
    }

    /// 주문 상품 취소 처리: the seller cancels items of one bundle. **It cannot be undone and lowers the seller's fulfilment
    /// score.** Permit: [`crate::family::ORDERS`].
    ///
    /// # Errors
    /// [`InputError`]: no item, a repeated one, a count of 0 or of more than is left; no Wing login id, or the vendor id in its
    /// place.
    pub fn cancel(&self, what: Cancellation) -> Result<Call<'w, CancelOrderItems>, InputError> {
        let own: Option<&LoginId> = self.wing.wing_user_id();
        CancelOrderItems::new(self.wing.vendor_id.clone(), what, own).map(|endpoint| Call::new(self.wing, endpoint))
    }

    /// 장기미배송 배송완료 처리: a bundle that left 30 days ago and whose tracking never ended was delivered. When the
    /// customer disputes it, the seller bears the cost. Permit: [`crate::family::ORDERS`].
    ///
    /// # Errors
    /// [`InputError`]: an empty number.
    pub fn complete_long_undelivered(
        &self,
        shipment_box_id: ShipmentBoxId,
        invoice_number: InvoiceNumber,
    ) -> Result<Call<'w, CompleteLongUndelivered>, InputError> {
        CompleteLongUndelivered::new(self.wing, shipment_box_id, invoice_number)
            .map(|endpoint| Call::new(self.wing, endpoint))
    }

    /// Taiwan: has the carrier take bundles, and give them numbers. Permit: [`crate::family::INVOICES`].
    ///
    /// # Errors
    /// [`InputError`]: a client of another market, a carrier of none of Taiwan's, or without the place that it needs.
    pub fn arrange_shipment(&self, what: ShipmentArrangement) -> Result<Call<'w, ArrangeShipment>, InputError> {
        ArrangeShipment::new(self.wing, what).map(|endpoint| Call::new(self.wing, endpoint))
    }

    /// Taiwan: the labels of arranged shipments, as a file. Permit: [`crate::family::INVOICES`].
    ///
    /// # Errors
    /// [`InputError`]: a client of another market, too many labels for the carrier.
    pub fn download_invoices(&self, request: LabelRequest) -> Result<Call<'w, DownloadInvoices>, InputError> {
        DownloadInvoices::new(self.wing, request).map(|endpoint| Call::new(self.wing, endpoint))
    }
}
