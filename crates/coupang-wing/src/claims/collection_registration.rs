//! Which collection gets a waybill, and what Coupang answers.

use super::exchange::Exchange;
use super::exchange_ref::ExchangeRef;
use super::exchange_status::CollectionStatus;
use super::return_request::ReturnRequest;
use super::status::ReceiptStatus;
use crate::access::ReadWrite;
use crate::client::Wing;
use crate::config::Market;
use crate::ids::{CarrierCode, ExchangeId, InvoiceNumber, OrderId, PickupNumber, ReceiptId, ReturnDeliveryId};
use crate::orders::{OrderSheet, check_carrier, check_number};
use crate::write::{Checks, InputError};

const PAGE: &str = "회수 송장 등록, article 360034027394, 2026";

/// The waybill of a collection by the seller's own courier, of a return or of an exchange's old goods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectionRegistration {
    pub(super) claim: CollectedClaim,
    pub(super) carrier: CarrierCode,
    pub(super) invoice_number: InvoiceNumber,
    pub(super) pickup_number: Option<PickupNumber>,
    any_carrier: bool,
    outbound: Vec<(OrderId, Option<InvoiceNumber>)>,
}

/// The return or the exchange whose goods are collected: made from its id, or from itself, whose state is then checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectedClaim {
    pub(super) which: ClaimRef,
    order_id: Option<OrderId>,
    receipt_status: Option<ReceiptStatus>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ClaimRef {
    Return(ReceiptId),
    Exchange(ExchangeRef),
}

impl From<ReceiptId> for CollectedClaim {
    fn from(receipt_id: ReceiptId) -> Self {
        Self { which: ClaimRef::Return(receipt_id), order_id: None, receipt_status: None }
    }
}

impl From<&ReturnRequest> for CollectedClaim {
    fn from(receipt: &ReturnRequest) -> Self {
        Self {
            which: ClaimRef::Return(receipt.receipt_id),
            order_id: Some(receipt.order_id),
            receipt_status: Some(receipt.receipt_status.clone()),
        }
    }
}

impl From<ExchangeId> for CollectedClaim {
    fn from(exchange_id: ExchangeId) -> Self {
        Self { which: ClaimRef::Exchange(exchange_id.into()), order_id: None, receipt_status: None }
    }
}

impl From<&Exchange> for CollectedClaim {
    fn from(exchange: &Exchange) -> Self {
        let order_id = Some(exchange.order_id);
        Self { which: ClaimRef::Exchange(exchange.into()), order_id, receipt_status: None }
    }
}

impl CollectionRegistration {
    /// The goods of this claim come back under this number.
    #[must_use]
    pub fn new(
        claim: impl Into<CollectedClaim>,
        carrier: impl Into<CarrierCode>,
        invoice_number: InvoiceNumber,
    ) -> Self {
        Self {
            claim: claim.into(),
            carrier: carrier.into(),
            invoice_number,
            pickup_number: None,
            any_carrier: false,
            outbound: Vec::new(),
        }
    }

    /// The number that the courier gave to the pick-up, where it gave one.
    #[must_use]
    pub fn with_pickup_number(self, pickup_number: PickupNumber) -> Self {
        Self { pickup_number: Some(pickup_number), ..self }
    }

    /// Checks it against the order sheet under which the goods had left: Coupang refuses the number of the delivery.
    #[must_use]
    pub fn against(mut self, sheet: &OrderSheet) -> Self {
        self.outbound.push((sheet.order_id, sheet.invoice_number.clone()));
        self
    }

    /// Takes a carrier code that is in no table: the tables are incomplete, and Coupang answers HTTP 500 to a code that it
    /// does not know.
    #[must_use]
    pub fn with_unlisted_carrier(self) -> Self {
        Self { any_carrier: true, ..self }
    }

    pub(super) fn check(&self, wing: &Wing<ReadWrite>, operation: &'static str) -> Result<(), InputError> {
        let mut checks = Checks::of(operation);
        checks.market(wing, &[Market::Kr], PAGE);
        match &self.claim.which {
            ClaimRef::Return(_) => {
                let status = self.claim.receipt_status.as_ref();
                let open = status.is_none_or(|status| *status == ReceiptStatus::Unchecked);
                checks.require(open, "receiptId", "must be in RETURNS_UNCHECKED", PAGE);
            }
            ClaimRef::Exchange(exchange) => {
                let before = |status: &CollectionStatus| *status == CollectionStatus::BeforeDirection;
                let open = exchange.allows(|facts| facts.collect_status.as_ref().is_none_or(before));
                checks.require(
                    open,
                    "receiptId",
                    "must be before its collection (collectStatus BeforeDirection)",
                    PAGE,
                );
            }
        }
        check_carrier(&mut checks, &self.carrier, self.any_carrier, "deliveryCompanyCode");
        check_number(&mut checks, &self.carrier, &self.invoice_number, "invoiceNumber");
        let pickup = self.pickup_number.as_ref().is_none_or(|number| !number.as_str().trim().is_empty());
        checks.require(pickup, "regNumber", "must not be empty: leave it out", PAGE);
        let same_order =
            |(order_id, _): &(OrderId, Option<InvoiceNumber>)| self.claim.order_id.is_none_or(|of| of == *order_id);
        let rule = "is a claim of another order than the order sheet's";
        checks.require(self.outbound.iter().all(same_order), "receiptId", rule, PAGE);
        let mut outbound = self.outbound.iter().filter_map(|(_, number)| number.as_ref());
        let own = !outbound.any(|number| number.as_str().trim() == self.invoice_number.as_str());
        checks.require(own, "invoiceNumber", "must differ from the waybill number of the delivery", PAGE);
        checks.finish()
    }
}

apiwire::open_enum! {
    /// What is collected (`returnExchangeDeliveryType`).
    pub enum CollectedClaimType {
        /// A return.
        Return = "RETURN",
        /// An exchange's old goods.
        Exchange = "EXCHANGE",
    }
}

apiwire::model! {
    /// What Coupang registered: what was sent, and its own numbers for it.
    pub struct RegisteredCollection {
        /// The carrier, as sent.
        optional delivery_company_code: CarrierCode = "deliveryCompanyCode",
        /// The number, as sent.
        optional invoice_number: InvoiceNumber = "invoiceNumber",
        /// Internal.
        optional invoice_number_id: i64 = "invoiceNumberId",
        /// The number of the receipt, or of the exchange.
        required receipt_id: i64 = "receiptId",
        /// The courier's number of the pick-up, as sent; what stands here without one is unknown.
        optional reg_number: PickupNumber = "regNumber",
        /// The collection.
        optional return_delivery_id: ReturnDeliveryId = "returnDeliveryId",
        /// What is collected.
        optional return_exchange_delivery_type: CollectedClaimType = "returnExchangeDeliveryType",
    }
}
