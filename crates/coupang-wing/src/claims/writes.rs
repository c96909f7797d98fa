//! The writes of claims, as methods of a client that may write.
//!
//! Two more answer a claim and stand with the orders, as at Coupang: [`crate::orders::Orders::stop_shipment`] and
//! [`crate::orders::Orders::already_shipped`].

use super::Claims;
use super::approve_return::{ApproveReturn, ReturnApproval};
use super::collection_registration::CollectionRegistration;
use super::exchange_ref::ExchangeRef;
use super::receive_exchange::ReceiveExchange;
use super::receive_return::{ReceiveReturn, ReturnArrival};
use super::register_collection::RegisterCollection;
use super::reject_exchange::{ExchangeRejection, RejectExchange};
use super::upload_exchange_invoices::{ExchangeWaybill, UploadExchangeInvoices};
use crate::access::ReadWrite;
use crate::write::{Call, InputError};

/// Each method checks its input and makes a [`Call`]; nothing is sent before [`Call::send`]. Permit:
/// [`crate::family::CLAIMS`].
impl<'w> Claims<'w, ReadWrite> {
    /// 반품상품 입고 확인처리: returned goods have arrived, all of the receipt. It cannot be undone.
    ///
    /// Goods under the fast refund (빠른환불) that Coupang's own service collects need neither this nor the approval.
    ///
    /// # Errors
    /// [`InputError`]: where the receipt was passed, another state than `RETURNS_UNCHECKED`.
    pub fn receive_return(&self, what: impl Into<ReturnArrival>) -> Result<Call<'w, ReceiveReturn>, InputError> {
        ReceiveReturn::new(self.wing.vendor_id.clone(), what.into()).map(|endpoint| Call::new(self.wing, endpoint))
    }

    /// 반품요청 승인 처리: a return is approved, all of the receipt. **The buyer is refunded**, and it cannot be undone.
    ///
    /// Coupang approves by itself some time after the arrival was confirmed; that is then [`apiwire::ErrorKind::AlreadyDone`].
    ///
    /// # Errors
    /// [`InputError`]: a quantity of 0; where the receipt was passed, another state than `VENDOR_WAREHOUSE_CONFIRM`.
    pub fn approve_return(&self, what: impl Into<ReturnApproval>) -> Result<Call<'w, ApproveReturn>, InputError> {
        ApproveReturn::new(self.wing.vendor_id.clone(), what.into()).map(|endpoint| Call::new(self.wing, endpoint))
    }

    /// 회수 송장 등록: the waybill under which the seller's own courier collects the goods of a return or of an exchange.
    ///
    /// # Errors
    /// [`InputError`]: a client of another market than Korea, an unknown carrier, a number of another form; where the claim was
    /// passed, one whose collection has begun; where the order sheet was, the number of the delivery.
    pub fn register_collection(
        &self,
        what: CollectionRegistration,
    ) -> Result<Call<'w, RegisterCollection>, InputError> {
        RegisterCollection::new(self.wing, what).map(|endpoint| Call::new(self.wing, endpoint))
    }

    /// 교환요청상품 입고 확인처리: the old goods of an exchange have arrived.
    ///
    /// Within about ten minutes the exchange shows a new box; look for it around the exchange's day of creation.
    ///
    /// # Errors
    /// [`InputError`]: where the exchange was passed, goods that have arrived already.
    pub fn receive_exchange(&self, which: impl Into<ExchangeRef>) -> Result<Call<'w, ReceiveExchange>, InputError> {
        ReceiveExchange::new(self.wing.vendor_id.clone(), which.into()).map(|endpoint| Call::new(self.wing, endpoint))
    }

    /// 교환요청 거부 처리: an exchange is refused, because there is no stock or the buyer withdrew it. It cannot be undone.
    ///
    /// # Errors
    /// [`InputError`]: where the exchange was passed, one that cannot be refused.
    pub fn reject_exchange(
        &self,
        which: impl Into<ExchangeRef>,
        reason: ExchangeRejection,
    ) -> Result<Call<'w, RejectExchange>, InputError> {
        RejectExchange::new(self.wing.vendor_id.clone(), which.into(), reason)
            .map(|endpoint| Call::new(self.wing, endpoint))
    }

    /// 교환상품 송장 업로드 처리: the new goods of an exchange leave, each new box under its number.
    ///
    /// # Errors
    /// [`InputError`]: a client of another market than Korea; none, more than 50 or repeated boxes; an unknown carrier, a number
    /// of another form; where the exchange was passed, goods that have not arrived, a box that is not a new one of it.
    pub fn upload_exchange_invoices(
        &self,
        which: impl Into<ExchangeRef>,
        waybills: impl IntoIterator<Item = ExchangeWaybill>,
    ) -> Result<Call<'w, UploadExchangeInvoices>, InputError> {
        UploadExchangeInvoices::new(self.wing, which.into(), waybills.into_iter().collect())
            .map(|endpoint| Call::new(self.wing, endpoint))
    }
}
