//! Claims (클레임): returns (반품), cancellations (취소) and exchanges (교환).
//!
//! What a buyer asks for decides where it appears: a cancellation of an order that is only paid comes with
//! [`ReturnQuery::cancellations`] alone, a stop of goods in preparation under both [`ReturnStatus::StopRequested`] and
//! [`ReturnStatus::Received`] (merge by `receipt_id`, keep the newest `modified_at`), a return of shipped goods under the
//! status it has reached, and an exchange in its own list. Look at the first two before shipping.
//!
//! The lists choose by the day of creation, so a change of an older claim is never in a list of recent ones: keep the open
//! ones and read them again. A return that the buyer withdraws vanishes from the lists; only the withdrawal reads tell.

mod approve_return;
mod collect;
mod collection;
mod collection_registration;
mod exchange;
mod exchange_address;
mod exchange_query;
mod exchange_ref;
mod exchange_status;
mod find_withdrawals;
mod get_return;
mod list_exchanges;
mod list_returns_by_day;
mod list_returns_by_minute;
mod list_withdrawals;
mod reason;
mod receive_exchange;
mod receive_return;
mod redelivery;
mod register_collection;
mod reject_exchange;
mod return_query;
mod return_request;
mod return_write;
mod status;
mod upload_exchange_invoices;
mod withdrawal;
mod withdrawal_query;
mod writes;

use apiwire::{Error, Listing, Single};

pub use approve_return::{ApproveReturn, ReturnApproval};
pub use collection::{CollectedItem, CollectionDestination, CollectionInformation, CollectionWaybill};
pub use collection_registration::{CollectedClaim, CollectedClaimType, CollectionRegistration, RegisteredCollection};
pub use exchange::{Exchange, ExchangeItem};
pub use exchange_address::ExchangeAddress;
pub use exchange_query::ExchangeQuery;
pub use exchange_ref::ExchangeRef;
pub use exchange_status::{
    ActorType, CollectionConfirmType, CollectionItemStatus, CollectionReleaseStatus, CollectionStatus, CollectionType,
    ExchangeStatus, ItemCollectionStatus, ReceiptChannel, RedeliveryStatus, SafetyNumberStatus, ShippingDeliveryType,
};
pub use find_withdrawals::FindWithdrawals;
pub use get_return::GetReturn;
pub use list_exchanges::ListExchanges;
pub use list_returns_by_day::ListReturnsByDay;
pub use list_returns_by_minute::ListReturnsByMinute;
pub use list_withdrawals::ListWithdrawals;
pub use reason::ReasonCode;
pub use receive_exchange::ReceiveExchange;
pub use receive_return::{ReceiveReturn, ReturnArrival};
pub use redelivery::{RedeliveryBox, RedeliveryInvoice, RedeliveryItem};
pub use register_collection::RegisterCollection;
pub use reject_exchange::{ExchangeRejection, RejectExchange};
pub use return_query::{ReturnLookup, ReturnQuery, ReturnsVersion};
pub use return_request::{ReturnItem, ReturnRequest};
pub use return_write::ReturnWriteVersion;
pub use status::{
    CompleteConfirmType, FaultParty, ItemReleaseStatus, ReceiptStatus, ReceiptType, ReleaseStopStatus,
    ReturnDeliveryType, ReturnStatus, ShippingBearer,
};
pub use upload_exchange_invoices::{ExchangeWaybill, UploadExchangeInvoices};
pub use withdrawal::ReturnWithdrawal;
pub use withdrawal_query::{WithdrawalLookup, WithdrawalQuery};

use crate::access::{Access, ReadOnly};
use crate::client::Wing;
use return_query::Range;

/// The claim operations of a client; see [`crate::Wing::claims`].
#[derive(Debug, Clone, Copy)]
pub struct Claims<'w, A: Access = ReadOnly> {
    pub(crate) wing: &'w Wing<A>,
}

impl<A: Access> Claims<'_, A> {
    /// Lists return receipts, or cancellations, that were made within days or minutes.
    ///
    /// Nothing is sent before the first row is asked for. Only the end of the listing is the end: pages of cancellations may
    /// be short although more follow.
    #[must_use]
    pub fn list_returns(&self, query: ReturnQuery) -> Listing<ReturnRequest> {
        let vendor_id = self.wing.vendor_id.clone();
        match query.range {
            Range::Days(from, to) => {
                Listing::new(&self.wing.pipeline, ListReturnsByDay::new(vendor_id, query, from, to))
            }
            Range::Minutes(from, to) => {
                Listing::new(&self.wing.pipeline, ListReturnsByMinute::new(vendor_id, query, from, to))
            }
        }
    }

    /// Reads one return receipt.
    ///
    /// # Errors
    /// [`apiwire::ErrorKind::Decode`] when Coupang answers success without a row (whether it ever does is unknown), and
    /// all other kinds. A refusal with status 400 means that the number is not found, is a cancellation's or another seller's,
    /// or that the buyer has withdrawn the return: [`Claims::find_withdrawals`] with the same number tells.
    pub async fn get_return(&self, which: impl Into<ReturnLookup>) -> Result<Single<ReturnRequest>, Error> {
        self.wing.pipeline.send(&GetReturn::new(self.wing.vendor_id.clone(), which.into()), None).await
    }

    /// Lists the returns that buyers withdrew within days.
    #[must_use]
    pub fn list_withdrawals(&self, query: WithdrawalQuery) -> Listing<ReturnWithdrawal> {
        Listing::new(&self.wing.pipeline, ListWithdrawals::new(self.wing.vendor_id.clone(), query))
    }

    /// Reads which of these receipts were withdrawn, in one answer; the others are absent from it (assumed).
    #[must_use]
    pub fn find_withdrawals(&self, which: WithdrawalLookup) -> Listing<ReturnWithdrawal> {
        Listing::new(&self.wing.pipeline, FindWithdrawals::new(self.wing.vendor_id.clone(), which))
    }

    /// Lists exchanges that were made within days or minutes.
    ///
    /// Telephone numbers in it change once the goods are collected: read the exchange again before printing a label.
    #[must_use]
    pub fn list_exchanges(&self, query: ExchangeQuery) -> Listing<Exchange> {
        Listing::new(&self.wing.pipeline, ListExchanges::new(self.wing.vendor_id.clone(), query))
    }
}
